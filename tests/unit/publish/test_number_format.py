"""How numbers, intervals and days are written."""

import pytest

from helpers.publish.language import NumberFormat

CUTS = (100, 90, 75)


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (4331, "count", "4,331"),
        (617.7, "count", "617.7"),
        (4259.64, "count", "4,259.64"),
        (0, "count", "0"),
        (0.8978545, "ratio", "89.79"),
        (0.898994, "ratio", "89.90"),
        (1.0149988, "ratio", "101.50"),
        (3.97854566, "score", "3.9785"),
        (3.98994, "score", "3.9899"),
        (2986.9, "step", "2,987"),
        (1633.5, "step", "1,634"),
        (-5.25, "gap", "−5.25"),
    ],
)
def test_one_number(value, kind, written):
    assert NumberFormat(cut_offs=CUTS).number(value, kind) == written


@pytest.mark.parametrize(
    ("ratio", "written"),
    [(0.899996, "89.9996"), (0.89996, "89.996"), (0.9, "90.00"), (0.9999999, "99.99999")],
)
def test_rounding_never_seems_to_cross_a_cut_off(ratio, written):
    assert NumberFormat(cut_offs=CUTS).number(ratio, "ratio") == written


def test_interval_and_nothing():
    form = NumberFormat()
    assert form.value({"low": 4729, "high": 4735}) == "4,729–4,735"
    assert form.value({"low": 0.44600, "high": 0.44601}, "ratio") == "44.60"
    assert form.value(None) == "–"


def test_thai_numerals_are_a_setting_of_thai_reports_only():
    thai = NumberFormat("th", "thai")
    assert thai.number(4331) == "๔,๓๓๑"
    assert thai.day("2014-09-30") == "๓๐ กันยายน ๒๕๕๗"
    assert thai.year(2557) == "๒๕๕๗"
    assert NumberFormat("en", "thai").number(4331) == "4,331"


def test_days_and_years():
    assert NumberFormat("th").day("2014-09-01", short=True) == "1 ก.ย. 2557"
    assert NumberFormat("en").day("2014-09-01") == "1 September 2014"
    assert NumberFormat("en").year(2557) == "2557 (2014)"


@pytest.mark.parametrize(
    ("value", "kind", "format_of_excel"),
    [
        (4331, "count", '#,##0;"−"#,##0'),
        (4259.64, "count", '#,##0.00;"−"#,##0.00'),
        (0.8978545, "ratio", '#,##0.00%;"−"#,##0.00%'),
        (0.899996, "ratio", '#,##0.0000%;"−"#,##0.0000%'),
        (3.97854566, "score", '#,##0.0000;"−"#,##0.0000'),
        (2986.9, "step", '#,##0;"−"#,##0'),
        (-5.25, "gap", '#,##0.00;"−"#,##0.00'),
    ],
)
def test_excel_shows_as_many_decimals_as_the_text_has(value, kind, format_of_excel):
    assert NumberFormat(cut_offs=CUTS).excel(value, kind) == format_of_excel


def test_excel_has_the_numerals_and_the_calendar_of_the_report():
    thai = NumberFormat("th", "thai")
    assert thai.excel(4331) == '[$-D00041E]#,##0;[$-D00041E]"−"#,##0'
    assert thai.excel_year() == "[$-D00041E]0"
    assert thai.excel_day() == "[$-D07041E]d mmm yyyy"
    assert NumberFormat("th").excel_day() == "[$-107041E]d mmm yyyy"
    english = NumberFormat("en", "thai")
    assert english.excel_day() == "[$-409]d mmm yyyy"
    assert english.excel(4331) == '#,##0;"−"#,##0' and english.excel_year() == "0"


@pytest.mark.parametrize(
    ("value", "text"), [(62.9988, "62.999"), (69.9988, "69.999"), (69.99999999, "70.000000"),
                        (70, "70.00"), (62.456, "62.46")],
)  # fmt: skip
def test_a_per_cent_worked_out_does_not_seem_to_reach_a_whole_one(value, text):
    assert NumberFormat().number(value, "percent") == text
