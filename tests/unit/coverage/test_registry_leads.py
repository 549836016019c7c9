"""Which leads, the registry's count or what was published, and what stands beside it."""

from datetime import date

import pandas as pd
import pytest
from assessment_builders import chosen_settings
from registry_builders import body, registry

from helpers.actuals import readings
from helpers.actuals import table as actuals_table
from helpers.assessment import assess
from helpers.core import tables, thai
from helpers.coverage import registry_readings

COUNCILS = "tambon_councils_registered_cum"


@pytest.fixture(scope="module")
def both() -> pd.DataFrame:
    """What was published, and the counts of a registry with a few councils."""
    bodies = [body(str(n), f"20{n:02d}-05-01", f"5001{n:02d}") for n in range(9, 14)]
    one = registry(*bodies)
    counted = registry_readings.rows(one, registry_readings.standard_days(range(2551, 2560)))
    return tables.check(pd.concat([actuals_table.clean(), counted]), "actuals")


def serve(table, year, as_of=None, **settings):
    day = as_of or thai.fiscal_year_end(year)
    return readings.serving(table, COUNCILS, "TH", year, day, chosen_settings(**settings))


def test_a_registry_leads_and_the_published_count_stands_beside_with_its_day(both):
    served = serve(both, 2557, headline="registry")
    assert (served.headline["kind"], served.headline["value"]) == ("registry", 5)
    (said,) = served.beside
    assert (said["kind"], said["value"], said["as_of"].date()) == (
        "published", 4331, date(2014, 9, 1),
    )  # fmt: skip


def test_a_published_count_leads_when_the_settings_say_so(both):
    served = serve(both, 2557, headline="published")
    assert (served.headline["kind"], served.headline["value"]) == ("published", 4331)
    assert [row["value"] for row in served.beside] == [5]


def test_a_registry_serves_a_year_nothing_was_published_for(both):
    for lead in ("registry", "published"):
        served = serve(both, 2555, headline=lead)
        assert (served.headline["kind"], served.headline["value"]) == ("registry", 4)
        assert not served.flagged and served.beside == ()


def test_a_registry_too_old_for_the_day_leads_nobody(both):
    served = serve(both, 2558, headline="registry")
    assert served.headline["kind"] != "registry" and not served.interim
    assert [row["kind"] for row in served.beside] == ["registry"]


def test_what_comes_after_is_what_was_published_after(both):
    assert serve(both, 2556, headline="registry").following["as_of"].date() == date(2014, 9, 1)


def test_an_assessment_takes_the_registry_and_names_its_reading(both):
    targets = tables.check(targets_of_2557(), "plan_targets")
    day = thai.fiscal_year_end(2557)
    (row,) = assess.assess(
        2557, day, targets, both, chosen_settings(headline="registry")
    ).itertuples(index=False)
    assert row.reading_id == "REG-council-TH-2014-09-30" and row.actual_low == 5
    (row,) = assess.assess(
        2557, day, targets, both, chosen_settings(headline="published")
    ).itertuples(index=False)
    assert row.actual_low == 4331 and row.light_low == "reached"


def targets_of_2557() -> pd.DataFrame:
    from helpers import plans

    targets = plans.clean()["plan_targets"]
    chosen = (targets["indicator_id"] == "2555-2559/1.4.1a") & (targets["year_be"] == 2557)
    return targets[chosen]
