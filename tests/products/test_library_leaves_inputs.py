"""No function of the library changes what it was given."""

import pandas as pd
import pytest

import helpers

pytestmark = pytest.mark.long(seconds=40)


@pytest.fixture(scope="module")
def given(nine_years):
    with pytest.MonkeyPatch.context() as here:
        here.setenv("TAMBON_ROOT", str(nine_years.root))
        coverage = helpers.load("coverage", years=2557, dataset="demo")
        yield {
            "council": coverage[coverage["kind"] == "council"],
            "around": helpers.neighbours(2557, layer="cartogram"),
            "panel": helpers.tambon_year_panel(dataset="demo"),
            "actuals": helpers.load("actuals"),
            "targets": helpers.load("plan_targets"),
            "registrations": helpers.load("registrations", dataset="demo"),
            "body_tambons": helpers.load("body_tambons", dataset="demo"),
            "hers": pd.DataFrame({"ตำบล": ["ต.ท่าแฝก"], "อำเภอ": "ท่าปลา", "จังหวัด": "อุตรดิตถ์"}),
        }


CALLS = {
    "join_counts": lambda b: helpers.join_counts(b["council"], b["around"], permutations=9),
    "local_join_counts": lambda b: helpers.local_join_counts(b["council"], b["around"]),
    "hazard_ratios": lambda b: helpers.hazard_ratios(b["panel"]),
    "vintages": lambda b: helpers.vintages(readings=b["actuals"]),
    "revised_lights": lambda b: helpers.revised_lights(b["actuals"], b["targets"]),
    "backtest_outlook": lambda b: helpers.summarise_backtest(
        helpers.backtest_outlook(
            "2555-2559/1.4.1a", targets=b["targets"], actuals=b["actuals"]
        )
    ),
    "decompose_published": lambda b: helpers.decompose_published(b["actuals"], 2556, 2557),
    "decompose_change": lambda b: helpers.decompose_change(
        b["registrations"], b["body_tambons"], 2556, 2557
    ),
    "join_places": lambda b: helpers.join_places(b["hers"]).joined,
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_what_is_given_stays_and_the_answer_comes_again(given, name):
    before = {key: (frame.copy(deep=True), dict(frame.attrs)) for key, frame in given.items()}
    first, second = CALLS[name](given), CALLS[name](given)
    pd.testing.assert_frame_equal(first, second)
    for key, (frame, attrs) in before.items():
        pd.testing.assert_frame_equal(given[key], frame)
        assert given[key].attrs == attrs
