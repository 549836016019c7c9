"""A result of provinces may be filed as a list: read, checked at its cell, counted, kept."""

import form_builders
import openpyxl
import pandas as pd
import pytest
from form_builders import AS_OF, COUNCILS, Desk, find, opened, result

from helpers.actuals import forms
from helpers.actuals.forms import fields, listed
from helpers.actuals.forms.fields import Problems
from helpers.actuals.forms.model import About, Form, FormCell, FormGrid, Indicator, Row
from helpers.core import thai
from helpers.geography import gazetteer
from helpers.publish.entry_form import workbook
from helpers.publish.entry_form.content import Content, Item, Printed

DATA, PLANS = "2555-2559/1.2.2", "2555-2559/1.2.3"
ALL = gazetteer.provinces_of_year(2557)


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch) -> Desk:
    return form_builders.desk_of(tmp_path_factory, tmp_path, monkeypatch)


def of_list(words: object, **changes: object) -> dict:
    return result(DATA, **{"value": None, "provinces": words, **changes})


def cell_of(desk: Desk, column: str, item: str = DATA) -> str:
    found = find(opened(desk.form), "results", item, column)
    return f"sheet {found.parent.title} cell {found.coordinate}"


def test_a_list_is_kept_as_rows_and_its_length_is_the_result(desk):
    desk.put(of_list("ขอนแก่น\nจ.เลย\nจังหวัดอุดรธานี"))
    filed = forms.read()
    (reading,) = filed.actuals.itertuples()
    assert (reading.indicator_id, reading.value, reading.unit_th) == (DATA, 3, "จังหวัด")
    rows = filed.provinces
    assert rows["province_code"].tolist() == ["40", "41", "42"]
    assert set(rows["reading_id"]) == {reading.reading_id}
    assert set(rows["indicator_id"]) == {DATA} and set(rows["year_be"]) == {2557}
    assert set(rows["as_of"]) == {pd.Timestamp(AS_OF)}
    assert set(rows["source_row"]) == {reading.source_row}


@pytest.mark.parametrize(
    "words",
    [
        "ขอนแก่น, เลย; กทม.",
        "ขอนแก่น เลย กรุงเทพมหานคร",
        "40\n42\n10",
        "๔๐, ๔๒, ๑๐",
        "TH40, TH-42, 10",
        "Khon Kaen\nLoei Province\nBangkok",
        "1. ขอนแก่น\n2. เลย\n3. กรุงเทพฯ",
        "๑) จ. ขอนแก่น\r\n๒) จ.เลย\r\n๓) กทม",
        "- จังหวัด ขอนแก่น\n- เลย\n• bkk\n\n",
        "ขอนเเก่น\u200b\n\ufeffเลย\nกรุงเทพ",
        "เลย\tขอนแก่น\tBangkok",
    ],
)
def test_names_and_codes_are_read_as_officers_write_them(desk, words):
    desk.put(of_list(words))
    assert set(forms.read().provinces["province_code"]) == {"40", "42", "10"}


def test_every_province_of_the_year_is_known_by_its_names_and_its_code(desk):
    for column in ("code", "name_th", "name_en"):
        desk.put(of_list("\n".join(ALL[column])))
        filed = forms.read()
        assert filed.actuals["value"].tolist() == [77]
        assert filed.provinces["province_code"].tolist() == ALL["code"].tolist()


def test_a_lone_code_may_be_a_number(desk):
    desk.put(of_list(40))
    assert forms.read().provinces["province_code"].tolist() == ["40"]


def test_a_result_beside_its_list_says_the_same_or_both_are_named(desk):
    desk.put(of_list("เลย, ขอนแก่น", value=2))
    assert forms.read().actuals["value"].tolist() == [2]
    desk.put(of_list("เลย, ขอนแก่น", value=3))
    told = desk.refusal()
    assert f"{cell_of(desk, 'value')}: " in told and "found 3" in told
    assert f"the result differs from the 2 provinces listed in {cell_of(desk, 'provinces')}" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("เลย\nขอนแกน", ("no province has this name or code", "ขอนแก่น?", "ขอนแกน")),
        ("เลย\n99", ("no province has this name or code", "99")),
        ("เลย\nกรุงเทพมหานคร\nกทม.", ("stands twice in the list", "กรุงเทพมหานคร = กทม.")),
        ("เลย\n42", ("stands twice in the list", "เลย = 42")),
        ("เลย\nเลย", ("stands twice in the list", "เลย")),
        ("-", ("no province has this name or code",)),
        ("เลย\nนายสมชาย ใจดี", ("personal data",)),
    ],
)
def test_what_is_no_list_of_provinces_is_refused_at_its_cell(desk, words, said):
    desk.put(of_list(words))
    told = desk.refusal()
    assert f"{cell_of(desk, 'provinces')}: " in told
    assert all(part in told for part in said)
    assert "สมชาย" not in told


def test_every_name_that_cannot_be_used_is_told(desk):
    desk.put(of_list("เลยย\nขอนแกน\nอุดรธานี\nอุดรธานี"))
    told = desk.refusal()
    assert told.count("no province has this name or code") == 2
    assert "stands twice in the list" in told


def test_an_indicator_that_counts_something_else_takes_no_list(desk):
    desk.put(result(COUNCILS, provinces="เลย"))
    told = desk.refusal()
    assert f"{cell_of(desk, 'provinces', COUNCILS)}: " in told
    assert "this indicator counts ตำบล, not provinces" in told


def test_a_list_alone_needs_its_day_and_evidence_like_any_result(desk):
    desk.put({("results", DATA, "provinces"): "เลย"})
    told = desk.refusal()
    assert "a result without Result as of" in told and "no evidence" in told
    assert "has no result" not in told


def in_year(year: int, words: str) -> tuple[tuple | None, Problems]:
    """What a cell of a form of ``year`` lists, and what is refused of it."""
    indicator = Indicator("จังหวัด", "province", 50)
    about = About(year, thai.fiscal_year_end(year), "", {"x": indicator}, (), (), {})
    row = Row("results", "x", 5, "row 5", {listed.COLUMN: FormCell(words, "cell P5")})
    problems = Problems("form.xlsx")
    return listed.read(
        row, Form(FormGrid("form.xlsx", {}, [row], {}), about, problems), indicator
    ), (problems)


def test_bueng_kan_is_no_province_before_2554():
    for year in (2551, 2553):
        for name in ("บึงกาฬ", "Bueng Kan", "38"):
            found, problems = in_year(year, f"หนองคาย\n{name}")
            with pytest.raises(Exception, match=f"no such province yet in fiscal year {year}"):
                problems.stop()
            assert found is None
    found, problems = in_year(2554, "หนองคาย\nบึงกาฬ")
    problems.stop()
    assert found == ("38", "43")


def test_a_table_takes_the_list_in_its_column(desk):
    entries = {
        (DATA, "provinces"): "เลย\nขอนแก่น",
        (DATA, "as_of"): "30/9/2557",
        (DATA, "maturity"): "ข้อมูลสุดท้าย",
        (DATA, "evidence_number"): "ทดสอบ 1/2557",
        (PLANS, "provinces"): "40; 41; 42",
        (PLANS, "as_of"): "30/9/2557",
        (PLANS, "maturity"): "final",
        (PLANS, "evidence_number"): "ทดสอบ 2/2557",
    }
    desk.put_table(entries)
    filed = forms.read()
    assert filed.actuals.set_index("indicator_id")["value"].to_dict() == {DATA: 2, PLANS: 3}
    assert len(filed.provinces) == 5
    desk.put_table({**entries, (PLANS, "provinces"): "40; 99"})
    told = desk.refusal()
    assert "column provinces" in told and "99" in told


def test_two_forms_with_the_same_number_of_other_provinces_disagree(desk):
    desk.put(of_list("เลย, ขอนแก่น"), "a.xlsx")
    desk.put(of_list("เลย, อุดรธานี"), "b.xlsx")
    told = desk.refusal()
    assert "two forms disagree" in told and "Provinces (one a line) of 2555-2559/1.2.2" in told
    desk.put(of_list("ขอนแก่น, 42"), "b.xlsx")
    filed = forms.read()
    assert len(filed.actuals) == 1 and len(filed.provinces) == 2


def test_rows_in_are_accepted_or_blank(desk):
    desk.put(of_list("เลย"))
    account = forms.read().account
    results = account[account["sheet"] == "results"].iloc[0]
    assert (results.accepted, results.rows) == (1, results.accepted + results.blank)


def test_the_form_offers_the_cell_to_indicators_of_provinces_alone(desk):
    book = opened(desk.form)
    unused = fields.load()["style"]["colours"]["unused"]
    for item, is_open in ((DATA, True), (COUNCILS, False)):
        cell = find(book, "results", item, "provinces")
        assert cell.protection.locked is not is_open
        assert (cell.fill.fgColor.rgb[2:] == unused) is not is_open
    assert cell.column_letter == "P"
    assert not book[fields.sheet_name("results")].column_dimensions["P"].hidden


def test_a_year_without_indicators_of_provinces_hides_the_column():
    ordinary = Item("2552-2554/1.1", {"label": Printed("x"), "unit": Printed("ตำบล")})
    content = Content(2553, thai.fiscal_year_end(2553), None, (ordinary,), (), ())
    page = openpyxl.Workbook().active
    workbook.draw(page, "results", content)
    assert page["P4"].value == "provinces" and page.column_dimensions["P"].hidden
