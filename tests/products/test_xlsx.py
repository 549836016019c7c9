"""The workbook for checking: exact values, shown as the page shows them, and nothing that runs."""

import copy
import csv
import json
import shutil
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from spreadsheet import Sheets, shown

from helpers import coverage, facts, registries
from helpers.core import metadata, tables
from helpers.core.datasets import REAL
from helpers.core.errors import InputError
from helpers.coverage import registry_readings
from helpers.facts.book import ends
from helpers.publish import xlsx
from helpers.publish.annual import Report
from helpers.publish.language import NumberFormat

sys.path.insert(0, str(REPOSITORY / "tests" / "fixtures" / "registries"))
import make_messy

pytestmark = pytest.mark.long(seconds=40)

YEARS = range(2551, 2560)
LANGUAGES = ("th", "en")
BOOKS = [(year, lang) for year in (2557, 2558) for lang in LANGUAGES]
SHEETS = metadata.load("labels.yml")["workbook"]["sheets"]
COLUMNS = metadata.load("workbook.yml")["sheets"]
OF_REGISTRIES = ("provinces", "tambons", "rejects", "reject_lines")


@pytest.fixture(scope="module")
def content_of(built):
    def read(year: int) -> dict:
        path = built.root / "reports" / str(year) / "facts.json"
        return json.loads(path.read_text(encoding="utf-8"))

    return read


@pytest.fixture(scope="module")
def made(content_of, tmp_path_factory):
    """The file of a year and language, written once."""
    folder = tmp_path_factory.mktemp("workbooks")
    files: dict[tuple, Path] = {}

    def make(year: int, lang: str) -> Path:
        if (year, lang) not in files:
            out = folder / f"{year}.{lang}.xlsx"
            files[year, lang] = xlsx.write(Report(content_of(year), lang), out)
        return files[year, lang]

    return make


def sheet(path: Path, name: str, lang: str) -> Worksheet:
    return load_workbook(path)[SHEETS[name][lang]]


def rows_of(page: Worksheet, name: str) -> list[dict]:
    """The rows of a sheet by the names of its columns."""
    names = list(COLUMNS[name]["columns"])
    lines = page.iter_rows(min_row=2, values_only=True)
    return [dict(zip(names, line, strict=True)) for line in lines]


def texts(path: Path) -> list[str]:
    """Every text of a workbook."""
    cells = [c for page in load_workbook(path) for row in page.iter_rows() for c in row]
    return [cell.value for cell in cells if isinstance(cell.value, str)]


@pytest.mark.parametrize(("year", "lang"), [(year, lang) for year in YEARS for lang in LANGUAGES])
def test_the_workbook_holds_every_fact_unrounded(made, content_of, year, lang):
    rows = {row["fact_id"]: row for row in rows_of(sheet(made(year, lang), "facts", lang), "facts")}
    expected = content_of(year)["facts"]
    assert list(rows) == list(expected) and len(rows) > 80
    for name, fact in expected.items():
        assert (rows[name]["low"], rows[name]["high"]) == ends(fact["value"]), name
        single = None if isinstance(fact["value"], dict) else fact["value"]
        assert rows[name]["value"] == single, name
        assert rows[name]["sources"].split("\n") == fact["sources"]


@pytest.mark.parametrize(("year", "lang"), BOOKS)
def test_indicators_have_the_numbers_of_their_facts_and_blanks_have_a_reason(
    made, content_of, year, lang
):
    content = content_of(year)
    rows = rows_of(sheet(made(year, lang), "indicators", lang), "indicators")
    assert [row["indicator_id"] for row in rows] == [
        entry["indicator_id"] for entry in content["indicators"]
    ]
    measures = ("actual", "level", "path", "achievement", "to_date", "gap", "score")
    compared = blank = 0
    for row, entry in zip(rows, content["indicators"], strict=True):
        assert row["target"] == content["facts"][entry["facts"]["target"]]["value"]
        told = entry["facts"]
        if "level" in told:
            # What a cumulative indicator achieved is its level or path, and stands there alone.
            told = {name: fact_id for name, fact_id in told.items() if name != "achievement"}
        for measure in measures:
            fact = content["facts"].get(told.get(measure))
            assert row[measure] == as_in_one_cell(fact, lang), row
            compared, blank = compared + bool(fact), blank + (not fact)
        assert row["reason"] and row["light"]
    assert compared > 4 and blank > 30


def as_in_one_cell(fact: dict | None, lang: str) -> object:
    """The number of a fact; a range as the report writes it."""
    if fact is None or not isinstance(fact["value"], dict):
        return fact and fact["value"]
    text = NumberFormat(lang, "arabic", (100, 90, 75)).value(fact["value"], fact["kind"])
    return f"{text}%" if fact["kind"] == "ratio" else text


def test_days_are_days_and_regions_without_a_result_are_blank(made, content_of):
    rows = rows_of(sheet(made(2558, "th"), "regions", "th"), "regions")
    areas = content_of(2558)["councils"]["regions"]
    assert len(rows) == len(areas) == 11
    assert {row["region_code"] for row in rows if row["councils"] is None} == {
        area["code"] for area in areas if area["status"] == "no_data"
    }
    days = {row["region_code"]: row["as_of"] for row in rows}
    assert [days[area["code"]] and days[area["code"]].date().isoformat() for area in areas] == [
        area["as_of"] for area in areas
    ]
    assert all(row["status"] for row in rows)


SEEN = [*((*book, None) for book in BOOKS), (2557, "th", "thai")]


@pytest.fixture(scope="module")
def seen_in_excel(content_of, tmp_path_factory) -> dict[tuple, tuple[Report, Sheets]]:
    """Reports by year, language and digits, and what a reader of their workbooks sees."""
    folder = tmp_path_factory.mktemp("seen")
    reports = {case: Report(content_of(case[0]), *case[1:]) for case in SEEN}
    books = [xlsx.write(r, folder / f"book{n}.xlsx") for n, r in enumerate(reports.values())]
    seen = zip(reports.values(), shown(books, folder), strict=True)
    return dict(zip(reports, seen, strict=True))


@pytest.mark.parametrize(("year", "lang", "digits"), SEEN)
def test_excel_shows_each_number_and_day_as_the_page_does(seen_in_excel, year, lang, digits):
    report, seen = seen_in_excel[year, lang, digits]
    form, compared = report.speaker.format, 0
    for row in rows_shown(seen, "facts", lang):
        fact = report.facts["facts"][row["fact_id"]]
        sign = "%" if fact["kind"] == "ratio" else ""
        low, high = (form.number(end, fact["kind"]) for end in ends(fact["value"]))
        assert (row["low"], row["high"]) == (low + sign, high + sign)
        single = (
            "" if isinstance(fact["value"], dict) else report.speaker.number(row["fact_id"]).text
        )
        assert row["value"] == (single and single + sign)
        assert row["text"] == report.speaker.number(row["fact_id"]).text
        compared += 1
    days = [
        (row["as_of"], report.facts["readings"][row["reading_id"]]["as_of"])
        for row in rows_shown(seen, "readings", lang)
    ]
    assert [text for text, _ in days] == [
        form.day(iso, short=True) if iso else "" for _, iso in days
    ]
    print(f"compared {compared} numbers and {len(days)} days of {year} {lang}")
    assert compared == len(report.facts["facts"]) > 100 and any(iso for _, iso in days)


def rows_shown(seen: dict[str, list[list[str]]], name: str, lang: str) -> list[dict]:
    names = list(COLUMNS[name]["columns"])
    return [dict(zip(names, line, strict=True)) for line in seen[SHEETS[name][lang]][1:]]


NUMBERS = [
    (0.899996, "ratio"),
    (0.89996, "ratio"),
    (0.9999999, "ratio"),
    (-0.051, "ratio"),
    (12.5, "ratio"),
    (-5.25, "gap"),
    (1633.5, "step"),
    (-1633.5, "step"),
    (617.7, "count"),
    (4259.64, "count"),
    (0, "count"),
    (1234567, "count"),
    (3.97854566, "score"),
    (2.00005, "score"),
    (69.9988, "percent"),
    (85, "percent"),
]


FORMS = [NumberFormat("en", "arabic", (100, 90)), NumberFormat("th", "thai", (100, 90))]


@pytest.fixture(scope="module")
def numbers_seen(tmp_path_factory) -> list[list[str]]:
    """The numbers as LibreOffice shows them in each of the forms."""
    folder = tmp_path_factory.mktemp("numbers")
    books = [numbers_book(form, folder / f"{n}.xlsx") for n, form in enumerate(FORMS)]
    return [[row[0] for row in rows] for (rows,) in map(dict.values, shown(books, folder))]


def numbers_book(form: NumberFormat, path: Path) -> Path:
    book = Workbook()
    for place, (value, kind) in enumerate(NUMBERS, start=1):
        book.active.cell(place, 1, value).number_format = form.excel(value, kind)
    book.save(path)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_rounding_seems_to_cross_a_cut_off_as_little_in_excel(form, numbers_seen):
    assert numbers_seen[FORMS.index(form)] == [
        form.number(value, kind) + ("%" if kind == "ratio" else "") for value, kind in NUMBERS
    ]


@pytest.mark.parametrize(("year", "lang"), BOOKS)
def test_every_sheet_can_be_read_filtered_and_printed(made, year, lang):
    book = load_workbook(made(year, lang))
    elsewhere = {*OF_REGISTRIES, "narrative", "plan_years"}
    expected = [n for n in COLUMNS if n not in elsewhere and not n.startswith("where_")]
    assert book.sheetnames == [SHEETS[name][lang] for name in expected]
    for name, page in zip(expected, book, strict=True):
        assert page.freeze_panes and page.freeze_panes[-1] == "2", name
        assert page.auto_filter.ref == page.dimensions, name
        assert page.print_area.replace("$", "").endswith(page.dimensions), name
        assert page.print_title_rows == "$1:$1", name
        assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToWidth >= 1
        assert page["A1"].alignment.wrap_text and page["A1"].font.bold
        assert {cell.font.name for cell in page[1]} == {"TH Sarabun New"}
        assert f"table_{name}" in book.defined_names


@pytest.mark.parametrize(("year", "lang"), BOOKS)
def test_the_dictionary_tells_every_column_light_and_term(made, year, lang):
    book = load_workbook(made(year, lang))
    told = rows_of(book[SHEETS["dictionary"][lang]], "dictionary")
    assert all(row["name_th"] and row["name_en"] for row in told)
    columns = {(row["sheet"], row["column"]): row for row in told if row["column"]}
    heads = {(page.title, cell.column_letter): cell.value for page in book for cell in page[1]}
    assert columns.keys() == heads.keys() and len(heads) > 80
    for place, row in columns.items():
        assert row[f"name_{lang}"] == heads[place]
        assert row["meaning_th"] and row["meaning_en"]
    labels = metadata.load("labels.yml")
    words = {row["entry"] for row in told if not row["column"]}
    assert words >= {*labels["lights"], *labels["terms"], *labels["reasons"]}


def test_columns_of_numbers_say_their_unit_and_no_others(made):
    book = load_workbook(made(2558, "th"))
    told = rows_of(book[SHEETS["dictionary"]["th"]], "dictionary")
    for row in (row for row in told if row["column"]):
        cells = [cell for cell in book[row["sheet"]][row["column"]][1:] if cell.value is not None]
        if row["sheet"] != SHEETS["about"]["th"] and any(c.data_type in "nd" for c in cells):
            assert row["unit_th"] and row["unit_en"], row


def test_nothing_in_the_file_runs_or_leads_outside(made):
    with zipfile.ZipFile(made(2557, "th")) as package:
        names = package.namelist()
        inside = b"".join(package.read(name) for name in names)
    assert not [n for n in names if any(w in n for w in ("vba", "external", "macro", "embed"))]
    for part in (b"<f>", b"<f ", b"<hyperlink", b"TargetMode"):
        assert part not in inside


ACTIVE = [
    '=HYPERLINK("http://example.org","ดู")',
    "+66",
    "-1+1",
    "@SUM(A1)",
    "#N/A",
    "TRUE",
    "1e5",
    "2014-09-30",
    "_x0041_",
    "😀 ผล",
    "<b>&amp;</b>\nบรรทัดใหม่",
]


@pytest.fixture(scope="module")
def filed(content_of) -> dict:
    """Facts with texts of a form, such as somebody may type or paste."""
    content = copy.deepcopy(content_of(2557))
    text = {"is_draft": False, "source_id": "form", "source": "data/raw/actuals/form.xlsx:9"}
    entry = content["indicators"][0]["indicator_id"]
    fields = list(metadata.load("labels.yml")["workbook"]["fields"])
    typed = dict(zip(fields, ACTIVE, strict=False))
    content["narrative"] = {
        "form": {"source_id": "form"},
        "overall": {field: {**text, "text_th": words} for field, words in typed.items()},
        "indicators": {entry: {"obstacles": {**text, "text_th": "ก" * 32_000 + "😀" * 1_000}}},
        "strategies": {},
        "goals": {},
        "approval": {"approved_by": {**text, "text_th": "=ผู้อำนวยการ"}},
    }
    for number, words in enumerate(ACTIVE):
        content["sources"][f"A{number}"] = {"title": words, "address": words}
    return content


def test_what_looks_like_a_formula_is_an_inert_text(filed, tmp_path):
    path = xlsx.write(Report(filed, "th"), tmp_path / "book.xlsx")
    page = sheet(path, "sources", "th")
    cells = {row[0].value: row[1] for row in page.iter_rows(min_row=2)}
    for number, typed in enumerate(ACTIVE):
        cell = cells[f"A{number}"]
        # Excel takes _x005F_ for the sign _ alone, openpyxl does not.
        assert (cell.value.replace("_x005F_", "_"), cell.data_type) == (typed, "s")
        assert bool(cell.quotePrefix) == typed.startswith(("=", "+", "-", "@"))
    with zipfile.ZipFile(path) as package:
        assert b"<f>" not in b"".join(package.read(name) for name in package.namelist())


def test_libreoffice_shows_such_texts_and_runs_none(filed, tmp_path):
    (seen,) = shown([xlsx.write(Report(filed, "th"), tmp_path / "book.xlsx")], tmp_path)
    titles = {row["source_id"]: row["title"] for row in rows_shown(seen, "sources", "th")}
    for number, typed in enumerate(ACTIVE):
        assert "".join(titles[f"A{number}"].split()) == "".join(typed.split())


def test_a_text_longer_than_a_cell_goes_on_below(filed, tmp_path):
    page = sheet(xlsx.write(Report(filed, "th"), tmp_path / "book.xlsx"), "narrative", "th")
    about = filed["indicators"][0]["indicator_id"]
    found = [row["filed"] for row in rows_of(page, "narrative") if row["told_of"] == about]
    assert len(found) == 2
    assert "".join(found) == filed["narrative"]["indicators"][about]["obstacles"]["text_th"]


def test_a_letter_no_file_can_hold_is_refused_and_no_file_is_left(filed, tmp_path):
    content = copy.deepcopy(filed)
    content["narrative"]["overall"]["obstacles"]["text_th"] = "ก่อน\x0bหลัง"
    with pytest.raises(InputError, match=r"sheet “ข้อความที่กรอก”, cell C\d+: .*U\+000B"):
        xlsx.write(Report(content, "th"), tmp_path / "book.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_same_facts_give_the_same_bytes_and_no_time_but_the_reports(
    content_of, made, tmp_path, monkeypatch
):
    again = xlsx.write(Report(content_of(2557), "th"), tmp_path / "again.xlsx")
    assert again.read_bytes() == made(2557, "th").read_bytes()
    properties = load_workbook(again).properties
    assert properties.created == properties.modified == datetime(2014, 9, 30)
    with zipfile.ZipFile(again) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2014, 9, 30, 0, 0, 0)}


def test_without_a_registry_its_sheets_are_absent_and_the_first_sheet_says_why(made):
    path = made(2557, "th")
    assert not {SHEETS[name]["th"] for name in OF_REGISTRIES} & set(load_workbook(path).sheetnames)
    why = metadata.load("labels.yml")["coverage"]["no_registry"]["th"]
    assert why in [row["explanation"] for row in rows_of(sheet(path, "about", "th"), "about")]


@pytest.fixture(scope="module")
def received(built, tmp_path_factory):
    """Tables of the built tree with the messy council registry in them, and the facts of 2557."""
    root = tmp_path_factory.mktemp("received")
    shutil.copy(built.root / "config.yml", root)
    shutil.copytree(built.root / "data", root / "data", ignore=shutil.ignore_patterns("demo"))
    (root / "data/raw/registries").mkdir(exist_ok=True)
    make_messy.write_csv(root / "data/raw/registries")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(root))
        patch.setenv("DEMO", "0")
        registries.write(registries.clean(REAL), REAL)
        tables.write(registry_readings.gather(coverage.registered.load(REAL)), "actuals")
        facts.ensure(2557)
        report = Report.of(2557, lang="th")
        yield report, xlsx.write(report, root / "book.xlsx"), root


def test_with_a_registry_provinces_and_tambons_add_up_to_the_facts(received):
    report, path, _ = received
    country = report.facts["coverage"]["kinds"]["council"]["country"]["tambons_of_year"]["facts"]
    covered = report.facts["facts"][country["n_covered"]]["value"]
    tambons = rows_of(sheet(path, "tambons", "th"), "tambons")
    yes = metadata.load("labels.yml")["workbook"]["yes"]["th"]
    assert len(tambons) == report.facts["facts"][country["n_units"]]["value"] == 7425
    assert sum(row["covered"] == yes for row in tambons) == covered > 100
    assert {len(row["tambon_code"]) for row in tambons} == {6}
    words = metadata.load("labels.yml")["coverage"]["tambons_of_year"]["th"]
    provinces = rows_of(sheet(path, "provinces", "th"), "provinces")
    of_year = [row for row in provinces if row["denominator"] == words]
    assert len(of_year) == 77 and sum(row["n_covered"] for row in of_year) == covered
    assert sum(row["n_units"] for row in of_year) == 7425
    for row in of_year:
        assert row["share"] == row["n_covered"] / row["n_units"]


def test_rejects_are_counted_by_reason_and_listed_each(received):
    report, path, _ = received
    lines = report.facts["coverage"]["kinds"]["council"]["lines"]
    rejected = report.facts["facts"][lines["rejected"]]["value"]
    counts = rows_of(sheet(path, "rejects", "th"), "rejects")
    listed = rows_of(sheet(path, "reject_lines", "th"), "reject_lines")
    assert sum(row["n_lines"] for row in counts) == rejected == len(listed) > 10
    by_code = pd.Series([row["reason_code"] for row in listed]).value_counts()
    assert {row["reason_code"]: row["n_lines"] for row in counts} == by_code.to_dict()


def test_nothing_personal_of_the_registry_is_in_the_workbook(received):
    _, path, root = received
    personal = personal_in(next((root / "data/raw/registries").glob("*.csv")))
    assert len(personal) >= 2
    said = "\n".join(texts(path))
    assert [text for text in personal if text in said] == []


def personal_in(raw: Path) -> set[str]:
    """Names and telephone numbers of the raw file."""
    lines = [row for row in csv.reader(raw.read_text("cp874").splitlines()) if len(row) > 10]
    headings = next(row for row in lines if any("ประธาน" in cell for cell in row))
    places = [i for i, h in enumerate(headings) if "ประธาน" in h or "โทรศัพท์" in h]
    found = {row[place].strip() for row in lines for place in places if place < len(row)}
    return {text for text in found - set(headings) if len(text) > 6}


def test_the_kind_without_a_registry_is_named(received):
    _, path, _ = received
    about = rows_of(sheet(path, "about", "th"), "about")
    assert any("กองทุนสวัสดิการชุมชน" in (row["explanation"] or "") for row in about)
    assert date(2014, 9, 30) in [
        v.date() for v in (r["value"] for r in about) if isinstance(v, datetime)
    ]
