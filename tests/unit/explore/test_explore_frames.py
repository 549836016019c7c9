"""What a view shows, and the sentence in its place where there is nothing to show."""

import pytest
from explore_tables import COUNCILS, WELFARE, built

from helpers.core.errors import InputError
from helpers.core.notices import Notice
from helpers.explore.frames import follow_indicator, list_tambons, rank_areas


def said(course, what: str) -> list[tuple]:
    rows = course[course["what"] == what]
    return [(row.year_be, row.low, row.high) for row in rows.itertuples()]


def test_a_course_holds_targets_results_other_readings_and_gaps():
    course = follow_indicator(COUNCILS, built=built())
    assert said(course, "baseline") == [(2554, 27, 27)]
    assert [row[:2] for row in said(course, "target")][:2] == [(2555, 32), (2556, 37)]
    assert course.loc[course["hold"], "year_be"].tolist() == [2559]
    assert said(course, "result") == [(2556, 40, 42), (2557, 43, 43)]
    assert said(course, "reading") == [(2557, 41, 41)]
    gaps = course[course["what"] == "no_data"]
    assert gaps["year_be"].tolist() == [2555, 2558, 2559] and gaps["low"].isna().all()
    statuses = course.loc[course["what"] == "result", "status"].tolist()
    assert statuses == ["flagged", "dated"]


def test_a_reading_stands_at_its_day_and_one_of_a_year_in_the_middle_of_its_time():
    course = follow_indicator(COUNCILS, built=built()).set_index("reading_id")
    assert 2556.9 < course.loc["R2", "position"] < 2557
    assert 2556 < course.loc["R1", "position"] < 2556.3


def test_an_area_has_its_readings_and_no_target():
    course = follow_indicator(COUNCILS, area="EST", built=built())
    assert set(course["what"]) == {"result", "reading"}
    assert said(course, "result") == [(2556, 2, 2), (2557, 3, 3)]


def test_the_demonstration_stands_apart_from_what_was_published():
    demo = built(counted=True, is_demo=True)
    course = follow_indicator(COUNCILS, dataset="demo", built=demo)
    assert said(course, "registry") == [(2557, 3, 3)] and course["is_demo"].all()
    assert said(course, "result") == [(2556, 40, 42), (2557, 43, 43)]


def test_areas_are_ranked_and_those_nothing_is_known_of_stay():
    frame = rank_areas("council", 2557, built=built())
    assert frame["code"].tolist()[:2] == ["WST", "EST"] and frame["rank"].tolist() == [1, 2]
    earlier = rank_areas("council", 2556, built=built())
    assert earlier["code"].tolist() == ["EST", "WST"]
    assert earlier["status"].tolist() == ["flagged", "no_data"]
    assert earlier["rank"].isna().tolist() == [False, True]
    assert earlier["n_bodies"].isna().tolist() == [False, True]


def test_a_registry_leads_and_reaches_below_the_regions():
    tables = built(counted=True)
    assert rank_areas("council", 2557, built=tables)["source"].unique().tolist() == ["registry"]
    # A year the registry does not reach is as published.
    assert rank_areas("council", 2556, built=tables)["source"].unique().tolist() == ["published"]
    provinces = rank_areas("council", 2557, level="province", within="EST", built=tables)
    assert provinces[["code", "n_covered"]].values.tolist() == [["21", 1], ["20", 2]]
    amphoe = rank_areas("council", 2557, level="amphoe", within="20", built=tables)
    assert set(amphoe["code"]) == {"2001", "2002"}
    unknown = rank_areas("council", 2557, level="amphoe", within="70", built=tables)
    assert unknown["status"].tolist() == ["no_data"]


def test_every_tambon_of_an_area_is_listed_with_or_without():
    frame = list_tambons("council", 2557, within="20", built=built(counted=True))
    assert frame["covered"].tolist() == [True, False, True]
    everywhere = list_tambons("council", 2557, built=built(counted=True))
    assert len(everywhere) == 5 and everywhere["covered"].sum() == 3


def over(denominator: str):
    """Provinces over a denominator they do not have."""
    tables = built(counted=True)
    given = {"level": "province", "denominator": denominator}
    return rank_areas("council", 2557, **given, built=tables)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: rank_areas("council", 2551, built=built()), "choose another year"),
        (lambda: rank_areas("welfare_fund", 2557, built=built()), "no regional result"),
        (lambda: rank_areas("council", 2557, level="amphoe", built=built()), "registry is needed"),
        (lambda: list_tambons("council", 2557, built=built()), "registry is needed"),
        (lambda: rank_areas("council", [], built=built()), "No area fits"),
        (lambda: over("codes_today"), "tambons_of_year"),
        (lambda: follow_indicator(WELFARE, 2557, built=built()), "neither target nor result"),
        (lambda: follow_indicator(WELFARE, area="EST", built=built()), "Nothing is known"),
        (lambda: rank_areas("council", 2553, dataset="demo",
                            built=built(counted=True, is_demo=True)), "make demo YEARS=2553"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_both_languages(call, told):
    with pytest.raises(InputError, match=told) as refused:
        call()
    assert isinstance(refused.value.problem, Notice)
    assert refused.value.problem.texts["th"] != refused.value.problem.texts["en"]


@pytest.mark.parametrize(
    "call",
    [
        lambda: follow_indicator("2555-2559/9", built=built()),
        lambda: follow_indicator(COUNCILS, area="XX", built=built()),
        lambda: rank_areas("council", 2557, level="village", built=built()),
        lambda: rank_areas("school", 2557, built=built()),
        lambda: rank_areas("council", 2557, dataset="demo", built=built()),
    ],
)
def test_a_name_that_is_none_is_refused(call):
    with pytest.raises(InputError):
        call()


@pytest.mark.parametrize(
    ("dataset", "told"), [("real", "make reports"), ("demo", "make demo YEARS=")]
)
def test_tables_that_are_not_built_name_the_command_that_builds_them(root, dataset, told):
    with pytest.raises(InputError, match=told):
        rank_areas("council", 2557, dataset=dataset)
