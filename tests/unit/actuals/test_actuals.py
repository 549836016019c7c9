"""Published readings: every line of the real files, and every way in which a line is refused."""

import csv
import shutil
from datetime import date

import pandas as pd
import pytest

from helpers.actuals import links as actual_links
from helpers.actuals import raw as actuals_raw
from helpers.actuals import table
from helpers.core import paths
from helpers.core.errors import InputError

REAL = paths.PACKAGE.parents[1] / "data" / "raw"
GOOD = {
    "reading_id": "R1",
    "indicator_key": "tambon_councils_registered_cum",
    "geography_level": "region",
    "geography_code": "BMR",
    "as_of": "2014-09-01",
    "as_of_from": "2014-09-01",
    "as_of_to": "2014-09-01",
    "source_year_be": "2557",
    "year_basis": "dated",
    "read_on": "2014-09-01",
    "value": "158",
    "value_low": "",
    "value_high": "",
    "unit_th": "สภา",
    "kind": "published",
    "confidence": "high",
    "source_id": "S02",
    "note": "",
    "quote": "158",
}


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    return table.clean()


@pytest.fixture
def raw(tmp_path):
    """A raw folder with the real sources and regions and room for a file of readings."""
    (tmp_path / "actuals").mkdir()
    shutil.copy(REAL / "actuals" / "sources.csv", tmp_path / "actuals")
    shutil.copytree(REAL / "geography", tmp_path / "geography")
    return tmp_path


def write(raw, *rows, columns=tuple(GOOD), encoding="utf-8"):
    path = raw / "actuals" / "readings.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return raw


def row_of(raw, **changes):
    return table.clean(write(raw, {**GOOD, **changes})).iloc[0]


def refused(raw, *rows):
    with pytest.raises(InputError) as error:
        table.clean(write(raw, *rows))
    return error.value


# ------------------------------------------------------------------ the real files


def test_every_line_is_a_row(real):
    with (REAL / "actuals" / "published_actuals.csv").open(encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    assert list(real.reading_id) == [line["reading_id"] for line in lines]
    assert len(real) == 486
    assert real.kind.value_counts().to_dict() == {"published": 473, "derived": 13}


def test_source_row_is_the_line_of_the_file(real):
    with (REAL / "actuals" / "published_actuals.csv").open(encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    assert all(
        lines[row.source_row - 1].startswith(f"{row.reading_id},") for row in real.itertuples()
    )
    assert set(real.source_file) == {"data/raw/actuals/published_actuals.csv"}


def test_the_fiscal_year_is_that_of_the_day_not_of_the_page(real):
    moved = real[(real.year_basis == "dated") & (real.year_be != real.source_year_be)]
    # The page of 9 October 2558 still said 2558, which is fiscal year 2559.
    assert set(moved.as_of.dt.date) == {date(2015, 10, 9)}
    assert set(moved.year_be) == {2559}


def test_a_month_belongs_to_the_fiscal_year_that_holds_it(real):
    months = real[real.year_basis == "month"]
    assert len(months) == 4
    assert set(months.source_year_be) == {2553} and set(months.year_be) == {2554}


def test_a_year_column_serves_the_year_it_prints(real):
    columns = real[real.year_basis == "unknown"]
    assert len(columns) > 100 and (columns.year_be == columns.source_year_be).all()


def test_a_point_reading_is_its_own_interval(real):
    points = real.dropna(subset=["value"])
    assert (points.value_low == points.value).all() and (points.value_high == points.value).all()
    assert len(real) - len(points) == 13


def test_links_follow_the_plan_that_covers_the_year(real):
    councils = real[real.indicator_key == "tambon_councils_registered_cum"]
    linked = {
        (year >= 2555, name, relation)
        for year, name, relation in zip(
            councils.year_be, councils.indicator_id, councils.relation, strict=True
        )
    }
    assert linked == {
        (False, "2552-2554/1.11", "cumulative_of"),
        (True, "2555-2559/1.4.1a", "same"),
    }
    funds = real[real.indicator_key == "welfare_funds_cum"].set_index("year_be").sort_index()
    assert set(funds.loc[2552:2554].relation) == {"proxy"}
    assert funds.loc[2556:].indicator_id.isna().all()  # plan 2 has no welfare indicator


def test_nothing_says_final_where_no_page_did(real):
    assert set(real.maturity) == {"not_stated"}
    assert real.evidence.notna().sum() == 473


def test_every_source_of_a_reading_is_listed(real):
    # Two sources are listed without a reading.
    assert set(actuals_raw.sources()) - set(real.source_id) == {"S11", "S14"}
    assert set(real.source_id) <= set(actuals_raw.sources())


# ------------------------------------------------------------------ reading rightly


def test_thai_digits_and_separators_are_read(raw):
    row = row_of(raw, value="๔,๓๓๑", as_of="๒๐๑๔-๐๙-๐๑")
    assert row.value == 4331 and row.as_of == pd.Timestamp("2014-09-01")


def test_invisible_characters_in_a_unit_are_read(raw):
    assert row_of(raw, unit_th="ส\u200bภา ").unit_th == "สภา"


def test_marks_nobody_sees_decide_nothing_in_a_reading(raw):
    row = row_of(
        raw, indicator_key="\u200etambon_councils_registered_cum\u2069", value="4331\u200f"
    )
    assert (row.value, row.indicator_key) == (4331, "tambon_councils_registered_cum")


def test_a_byte_order_mark_is_read(raw):
    assert len(table.clean(write(raw, GOOD, encoding="utf-8-sig"))) == 1


def test_a_line_number_survives_a_quote_over_two_lines(raw):
    frame = table.clean(
        write(raw, {**GOOD, "quote": "two\nlines"}, {**GOOD, "reading_id": "R2", "kind": "derived"})
    )
    assert list(frame.source_row) == [2, 4]


def test_a_filed_form_may_state_more(raw):
    more = {"numerator": "158", "denominator": "333", "maturity": "final", "responsible_unit": "x"}
    row = {**GOOD, **more, "kind": "filed"}
    found = table.clean(write(raw, row, columns=(*GOOD, *more))).iloc[0]
    assert (found.numerator, found.denominator, found.maturity) == (158, 333, "final")
    assert found.responsible_unit == "x"


def test_an_interval_with_its_value_inside_keeps_both(raw):
    row = row_of(raw, value="150", value_low="140", value_high="160")
    assert (row.value, row.value_low, row.value_high) == (150, 140, 160)


@pytest.mark.parametrize(
    ("level", "code"),
    [("country", "TH"), ("region", "NTU"), ("province", "96"), ("amphoe", "5001")],
)
def test_places_that_exist(raw, level, code):
    assert row_of(raw, geography_level=level, geography_code=code).geography_code == code


# ------------------------------------------------------------------ refusing


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "many"}, "value is not a number"),
        ({"value": "1,58"}, "value is not a number"),
        ({"value": ""}, "a reading is a value, or value_low and value_high"),
        ({"value": "", "value_low": "1"}, "a reading is a value, or value_low and value_high"),
        ({"value": "", "value_low": "2", "value_high": "1"}, "value_low <= value <= value_high"),
        ({"value": "9", "value_low": "1", "value_high": "2"}, "value_low <= value <= value_high"),
        ({"as_of": "2014-08-31"}, "as_of is outside its bounds"),
        ({"as_of": "1/9/2557"}, "as_of is no day"),
        ({"as_of_to": "2014-08-01"}, "as_of_from is after as_of_to"),
        ({"as_of_to": ""}, "as_of_from, as_of_to and source_year_be are needed"),
        ({"source_year_be": ""}, "as_of_from, as_of_to and source_year_be are needed"),
        ({"as_of": ""}, "as_of is given when, and only when"),
        ({"year_basis": "unknown"}, "as_of is given when, and only when"),
        ({"as_of": "", "year_basis": "month", "as_of_to": "2014-10-01"}, "one fiscal year"),
        (
            {"as_of": "2557-09-01", "as_of_from": "2557-09-01", "as_of_to": "2557-09-01"},
            "days (Common Era) and source_year_be disagree",
        ),
        ({"read_on": "2014-08-31"}, "read_on is before as_of_from"),
        ({"read_on": "2557-09-01"}, "read_on is not a day of the Common Era"),
        ({"read_on": "20140901"}, "read_on is no day"),
        ({"as_of": "20140901"}, "as_of is no day"),
        ({"as_of_from": "2014-W36-1"}, "as_of_from is no day"),
        ({"as_of_to": "2014-09-31"}, "as_of_to is no day"),
        ({"source_year_be": "2557.5"}, "source_year_be is not a whole number"),
        ({"value": "-158"}, "value is below zero"),
        ({"value_low": "-1", "value_high": "200"}, "value_low is below zero"),
        ({"source_id": "S99"}, "unknown source_id"),
        ({"geography_code": "XXX"}, "unknown region code"),
        ({"geography_level": "province", "geography_code": "99"}, "unknown province code"),
        ({"geography_level": "amphoe", "geography_code": "501"}, "unknown amphoe code"),
        ({"geography_level": "country", "geography_code": "LA"}, "unknown country code"),
        ({"geography_level": "village"}, "unknown geography_level"),
        ({"kind": "guessed"}, "unknown kind"),
        ({"confidence": ""}, "unknown confidence"),
        ({"year_basis": "quarter"}, "unknown year_basis"),
        ({"indicator_key": "tambon_concils"}, "unknown indicator_key"),
        ({"reading_id": ""}, "reading_id is blank"),
        ({"unit_th": "แห่ง"}, "unit of tambon_councils_registered_cum is another"),
    ],
)
def test_a_line_that_cannot_be_used_names_file_line_and_reason(raw, changes, said):
    second = {**GOOD, "reading_id": "R2", "geography_code": "CEN", **changes}
    error = refused(raw, GOOD, second)
    assert said in error.problem
    assert error.file.endswith("readings.csv") and error.line == 3


def test_a_reading_id_is_used_once(raw):
    error = refused(raw, GOOD, {**GOOD, "geography_code": "CEN"})
    assert "reading_id is used twice" in error.problem and error.line == 3


def test_the_same_number_of_the_same_page_comes_once(raw):
    error = refused(raw, GOOD, {**GOOD, "reading_id": "R2", "value": "159"})
    assert "the same number of the same page twice" in error.problem


def test_several_bad_lines_are_counted_and_each_is_named(raw):
    bad = [{**GOOD, "reading_id": f"R{n}", "value": "?"} for n in range(7)]
    message = str(refused(raw, *bad))
    assert "7 (" in message and "line 2" in message and message.endswith("...)")


def test_a_missing_column_is_named(raw):
    columns = [name for name in GOOD if name != "year_basis"]
    with pytest.raises(InputError, match=r"columns missing 1 \(year_basis\)"):
        table.clean(write(raw, GOOD, columns=columns))


def test_an_unknown_column_is_named(raw):
    with pytest.raises(InputError, match=r"unknown 1 \(remark\)"):
        table.clean(write(raw, {**GOOD, "remark": "x"}, columns=(*GOOD, "remark")))


def test_a_line_with_too_few_cells_is_named(raw):
    path = write(raw, GOOD) / "actuals" / "readings.csv"
    path.write_text(path.read_text(encoding="utf-8") + "R2,short\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 3: not as many cells as the header"):
        table.clean(raw)


def test_a_file_that_is_not_utf8_is_named(raw):
    write(raw, GOOD, encoding="cp874")
    with pytest.raises(InputError, match=r"readings\.csv line 2: not UTF-8"):
        table.clean(raw)


def test_a_reading_may_leave_the_day_it_was_read_blank(raw):
    assert pd.isna(row_of(raw, read_on="").read_on)


@pytest.mark.parametrize("name", ["actuals/sources.csv", "geography/codi_regions.csv"])
def test_a_file_that_is_missing_is_named(raw, name):
    (write(raw, GOOD) / name).unlink()
    with pytest.raises(InputError, match=f"{name}: the file is missing"):
        table.clean(raw)


def test_a_broken_csv_is_named(raw):
    path = write(raw, GOOD) / "actuals" / "readings.csv"
    path.write_text(path.read_text(encoding="utf-8") + '"R2"x,"open\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"readings\.csv line \d+: not CSV"):
        table.clean(raw)


@pytest.mark.parametrize("rows", [None, ()])
def test_no_reading_at_all_is_an_error(raw, rows):
    if rows is not None:
        write(raw, *rows)
    with pytest.raises(InputError, match="no reading in any file"):
        table.clean(raw)


def test_a_source_listed_twice_is_named(raw):
    path = raw / "actuals" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8") + "S02,again,\n", encoding="utf-8")
    with pytest.raises(InputError, match="source_id written twice"):
        table.clean(write(raw, GOOD))


# ------------------------------------------------------------------ links


@pytest.fixture
def metadata(tmp_path):
    folder = tmp_path / "metadata"
    shutil.copytree(paths.METADATA, folder)
    return folder


def change(metadata, old, new):
    path = metadata / actual_links.FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2552-2554/1.11", "2552-2554/1.99", "links to indicators the plans do not have"),
        ("relation: same", "relation: similar", "has an unknown relation"),
        ("indicator_id: 2555-2559/1.1.2", "indicator_id: 2552-2554/1.8", "several links a key"),
        ("2551/4.1", "2555-2559/1.4.1a", "several"),
        ("indicator_id: 2552-2554/1.12", "indicator_id: 2552-2554/1.2", "several keys"),
        ('units: ["กองทุน"]', "unit: กองทุน", "welfare_funds_cum is not complete"),
        ("relation: cumulative_of\n", "relation: cumulative_of\n      why: x\n", "unknown field"),
    ],
)
def test_a_link_that_cannot_hold_is_refused(metadata, old, new, said):
    change(metadata, old, new)
    with pytest.raises(InputError, match=said):
        table.clean(metadata_folder=metadata)


def test_every_link_says_why_in_both_languages():
    links = [link for key in actual_links.load().values() for link in key.links]
    assert len(links) >= 7
    assert all(link.reason_th and link.reason_en for link in links)
    assert actual_links.load()["welfare_funds_cum"].link(2556) is None


def test_every_key_of_the_links_is_a_published_number_or_counted_by_a_registry(real):
    keys = actual_links.load()
    assert {name for name, key in keys.items() if not key.counted} == set(real.indicator_key)
    counted = {(key.counted.kind, link.indicator_id, link.role)
               for key in keys.values() if key.counted for link in key.links}  # fmt: skip
    assert counted == {
        ("welfare_fund", "2552-2554/1.2", "new"),
        ("welfare_fund", "2552-2554/1.2", "again"),
        ("council", "2552-2554/1.11", None),
    }


def test_what_a_registry_counts_is_never_the_number_a_form_files():
    keys = actual_links.load()
    assert actual_links.key_of(keys, "2552-2554/1.2") == "2552-2554/1.2"
    assert actual_links.key_of(keys, "2552-2554/1.11") == "2552-2554/1.11"
