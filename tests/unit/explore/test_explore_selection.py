"""Choices that follow from another, and those that are refused."""

import pandas as pd
import pytest

from helpers.core.errors import InputError
from helpers.explore.selection import Choices, Selection, kind_of
from helpers.geography import gazetteer


class Tables:
    """What choices read of the tables: two plans, published regions, a registry of councils."""

    is_demo = False

    def __init__(self, sources: tuple[str, ...] = ("published",)) -> None:
        indicators = ["2552-2554/1.2", "2552-2554/1.11", "2555-2559/1.4.1a", "2555-2559/1.1.1"]
        self.targets = pd.DataFrame(
            {
                "plan_id": [name.split("/")[0] for name in indicators],
                "indicator_id": indicators,
                "label_th": "ก",
                "label_en": "a",
            }
        )
        over = {"published": "codi_units", "registry": "tambons_of_year"}
        rows = [(kind, "region", source, over[source])
                for kind in ("council", "welfare_fund") for source in sources]  # fmt: skip
        rows += [("council", "province", "registry", "tambons_of_year")] * ("registry" in sources)
        self.summary = pd.DataFrame(rows, columns=["kind", "level", "source", "denominator"])
        self.summary = self.summary.assign(year_be=2557, code="EST")

    def provinces(self, year: int) -> list[str]:
        return gazetteer.provinces_of_year(year)["code"].tolist()


@pytest.fixture
def choices() -> Choices:
    return Choices(Tables())


@pytest.fixture
def first(choices) -> Selection:
    return choices.settled(Selection())


def test_the_first_selection_stands_as_it_is(first):
    assert (first.plan, first.indicator, first.kind) == ("2555-2559", "2555-2559/1.4.1a", "council")
    assert (list(first.years), first.year) == ([2555, 2556, 2557, 2558, 2559], 2557)
    assert first.denominator == "codi_units" and first.area == "TH"


def test_a_plan_brings_its_years_and_the_indicator_of_the_same_kind(choices, first):
    now = choices.changed(first, plan="2552-2554")
    assert (now.indicator, now.kind) == ("2552-2554/1.11", "council")
    assert (now.first_year, now.last_year, now.year) == (2552, 2554, 2554)


def test_a_plan_is_opened_at_the_year_of_which_most_is_known(choices, first):
    back = choices.changed(choices.changed(first, plan="2552-2554"), plan="2555-2559")
    assert back.year == 2557


def test_all_plans_bring_all_years_and_every_indicator(choices, first):
    now = choices.changed(first, plan="")
    assert (now.first_year, now.last_year) == (2551, 2559)
    assert len(choices.allowed("indicator", now)) == 4


def test_an_indicator_brings_its_kind_and_a_kind_its_indicator(choices, first):
    funds = choices.changed(first, plan="2552-2554", indicator="2552-2554/1.2")
    assert funds.kind == "welfare_fund"
    assert choices.changed(funds, kind="council").indicator == "2552-2554/1.11"
    # The later plan has no indicator of welfare: the one looked at stays.
    assert choices.changed(first, kind="welfare_fund").indicator == first.indicator


def test_a_region_offers_its_provinces_and_a_province_names_its_region(choices, first):
    west = choices.changed(first, region="WST")
    assert "70" in choices.allowed("province", west) and "38" not in choices.allowed(
        "province", west
    )
    assert choices.changed(first, province="38").region == "NEU"
    moved = choices.changed(choices.changed(first, province="38"), region="WST")
    assert (moved.region, moved.province) == ("WST", "")
    cleared = choices.changed(choices.changed(first, province="38"), region="")
    assert (cleared.region, cleared.province, cleared.area) == ("", "", "TH")


def test_a_province_that_did_not_stand_yet_is_let_go(choices, first):
    now = choices.changed(choices.changed(first, province="38"), plan="2552-2554", year=2553)
    assert now.province == "" and now.region == "NEU"


def test_a_tambon_names_its_province_and_is_let_go_with_it(choices, first):
    clicked = choices.changed(first, tambon="200101")
    assert (clicked.tambon, clicked.province, clicked.region) == ("200101", "20", "EST")
    assert choices.changed(clicked, province="21").tambon == ""


@pytest.mark.parametrize(
    ("given", "years"),
    [({"first_year": 2558}, (2558, 2559, 2558)), ({"last_year": 2551}, (2551, 2551, 2551))],
)
def test_years_stay_in_order_and_the_year_within_them(choices, first, given, years):
    now = choices.changed(first, **given)
    assert (now.first_year, now.last_year, now.year) == years


def test_denominators_are_those_of_the_level_looked_at():
    choices = Choices(Tables(("registry", "published")))
    first = choices.settled(Selection())
    assert choices.allowed("denominator", first) == ["tambons_of_year", "codi_units"]
    units = choices.changed(first, denominator="codi_units")
    assert choices.changed(units, province="20").denominator == "tambons_of_year"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"yaer": 2557}, "no such choice"),
        ({"year": 2551}, "year cannot be chosen"),
        ({"region": "NORTH"}, "region cannot be chosen"),
        ({"plan": "2560"}, "plan cannot be chosen"),
    ],
)
def test_what_cannot_be_chosen_is_refused(choices, first, given, told):
    with pytest.raises(InputError, match=told):
        choices.changed(first, **given)


def test_kinds_of_indicators_are_those_of_the_links():
    assert kind_of("2555-2559/1.4.1a") == "council" and kind_of("2555-2559/1.1.1") == ""
