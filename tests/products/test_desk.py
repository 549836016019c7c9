"""The officer's year on a bare machine: the form, the report in every product, a filed copy."""

import csv
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import products
import pytest
from conftest import House, a_copy
from form_builders import COUNCILS, LEADERS, QUALITY, fill, result, stage

from helpers.core import files
from helpers.publish.language import Speaker

pytestmark = pytest.mark.long(seconds=150)

YEAR = 2557
FORM = "data/raw/actuals/form_2557.xlsx"
REMARK = 'ทดสอบ: =HYPERLINK("http://example.org","ดู") <b>ตัวหนา</b> & 🌾'
SUMMARY = "ทดสอบ: บทสรุปที่เจ้าหน้าที่แก้ไขแล้ว"
# Invented values, said to be a test wherever there is room for words.
ENTRIES = {
    **result(COUNCILS, value=4400, evidence_words="ทดสอบ"),
    **result(LEADERS, value=9500, maturity="ข้อมูลเบื้องต้น", evidence_words="ทดสอบ"),
    **result(QUALITY, value=None, numerator=2772, denominator=4400, evidence_words="ทดสอบ"),
    **stage(),
    ("narrative", COUNCILS, "obstacles"): REMARK,
    ("overall", "overall", "executive_summary"): SUMMARY,
    ("overall", "overall", "approved_by"): "ผู้อำนวยการ",
}
CORRECTED = {**ENTRIES, ("results", LEADERS, "value"): 8800}
PRODUCTS = [f"{lang}.{kind}" for lang in ("th", "en") for kind in ("html", "docx", "pdf", "xlsx")]


@pytest.fixture(scope="module")
def desk(built, pango, tmp_path_factory) -> House:
    """The built tree with the form filled in, every product made and a copy filed."""
    house = a_copy(built, tmp_path_factory.mktemp("desk") / "tree", "demo")
    made = good(house, "actuals-form", "--year", str(YEAR)).stdout
    # The form and nothing of the reports it was made from.
    assert made.splitlines() == [
        "the form of fiscal year 2557 as of 2014-09-30 is ready to be filled in:",
        "reports/2557/actuals_form.xlsx",
        "reports/2557/actuals_form.csv",
    ]
    drop_in(house, ENTRIES)
    done = good(house, "filing", "--year", str(YEAR))
    assert "filed as reports/filed/2557/001_2014-09-30" in done.stdout
    return house


@pytest.fixture(scope="module")
def corrected(desk) -> tuple[dict, str]:
    """The facts as filed, and what is told once one value of the form was corrected."""
    filed = facts(desk)
    drop_in(desk, CORRECTED)
    return filed, good(desk, "report", "--year", str(YEAR)).stdout


def good(house: House, *command: str):
    done = house.run(*command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def drop_in(house: House, entries: dict) -> None:
    fill(house.root / f"reports/{YEAR}/actuals_form.xlsx", house.root / FORM, entries)


def facts(house: House) -> dict:
    return json.loads((house.root / f"reports/{YEAR}/facts.json").read_text(encoding="utf-8"))


def copy_of(house: House, number: int = 1) -> Path:
    (folder,) = (house.root / f"reports/filed/{YEAR}").glob(f"{number:03d}_*")
    return folder


def value(content: dict, name: str):
    return content["facts"][name]["value"]


def test_what_was_filed_is_judged(desk):
    content = json.loads((copy_of(desk) / "facts.json").read_text(encoding="utf-8"))
    assert value(content, f"{COUNCILS}:actual") == 4400
    assert value(content, f"{LEADERS}:achievement") == 0.95
    assert value(content, f"{QUALITY}:actual") == pytest.approx(63)
    entry = next(e for e in content["indicators"] if e["indicator_id"] == LEADERS)
    assert entry["lights"]["low"] == "near" and entry["relation"] == "same"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_was_filed_reads_the_same_in_every_product(desk, lang):
    folder, name = copy_of(desk), f"annual_assessment.{lang}"
    content = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    page = products.Page(folder / f"{name}.html")
    filed = {number.fact_id for number in page.numbers if "beside" in number.fact_id}
    print(f"compared {len(page.numbers)} numbers in four products, {len(filed)} beside a filed one")
    assert f"{LEADERS}:actual" in {number.fact_id for number in page.numbers} and filed
    assert products.differences_in_word(page, folder / f"{name}.docx") == []
    speaker = Speaker(content, lang)
    assert products.differences_in_workbook(page, folder / f"{name}.xlsx", speaker) == []
    assert products.missing_in_pdf(page, folder / f"{name}.pdf") == []


def test_the_published_count_stands_beside_with_the_difference(desk):
    page = (desk.root / f"reports/{YEAR}/annual_assessment.th.html").read_text(encoding="utf-8")
    assert "4,331" in page and "4,400" in page and re.search(r">\+?69<|>−69<", page)


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_product_is_filed_as_it_stands(desk, corrected, product):
    name = f"annual_assessment.{product}"
    copied = copy_of(desk) / name
    record = json.loads((copy_of(desk) / "filing.json").read_text(encoding="utf-8"))
    assert copied.stat().st_size > 10_000 and record["files"][name] == files.sha256(copied)
    assert copied.stat().st_mode & 0o222 == 0


def test_remarks_are_inert_words_in_every_product(desk):
    folder = copy_of(desk)
    page = (folder / "annual_assessment.th.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;ตัวหนา&lt;/b&gt; &amp; 🌾" in page and "<b>ตัวหนา" not in page
    with zipfile.ZipFile(folder / "annual_assessment.th.docx") as package:
        words = package.read("word/document.xml").decode("utf-8")
    assert "ตัวหนา" in words and "🌾" in words
    assert not re.search(r"<w:instrText[^>]*>[^<]*HYPERLINK \"http://example", words)
    book = openpyxl.load_workbook(folder / "annual_assessment.th.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if isinstance(cell.value, str) and "ตัวหนา" in cell.value]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_the_officers_summary_stands_in_place_of_the_draft(desk):
    for lang in ("th", "en"):
        page = (copy_of(desk) / f"annual_assessment.{lang}.html").read_text(encoding="utf-8")
        assert SUMMARY in page
    assert "ยังไม่ได้กรอก" in (copy_of(desk) / "annual_assessment.th.html").read_text("utf-8")


def test_one_corrected_value_is_told_with_its_cause_and_nothing_else(desk, corrected):
    filed, told = corrected
    before, now = filed["facts"], facts(desk)["facts"]
    differ = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    listed = {row["fact_id"]: row for row in changes(desk)}
    assert f"{LEADERS}:actual" in differ and differ == set(listed) & {*before, *now}
    leaders = listed[f"{LEADERS}:actual"]
    assert (leaders["from_th"], leaders["to_th"]) == ("9,500", "8,800")
    assert all("form_2557.xlsx" in row["because_of_th"] for row in listed.values())
    assert "9,500" in told and "8,800" in told and "form_2557.xlsx" in told
    assert not [name for name in listed if COUNCILS in name]


def changes(house: House) -> list[dict[str, str]]:
    file = house.root / f"reports/{YEAR}/changes_since_filing.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_filed_copy_stays_as_it_was(desk, corrected):
    content = json.loads((copy_of(desk) / "facts.json").read_text(encoding="utf-8"))
    assert content["facts"] == corrected[0]["facts"]


def test_a_wrong_cell_is_told_and_stops_the_report(desk, corrected):
    drop_in(desk, {**CORRECTED, ("results", LEADERS, "value"): "มาก"})
    done = desk.run("report", "--year", str(YEAR))
    copy = desk.root / "reports/2557/actuals_form_checked.xlsx"
    marked = {
        cell.coordinate: cell.comment.text
        for row in openpyxl.load_workbook(copy)["ผลตัวชี้วัด"].iter_rows()
        for cell in row
        if cell.comment
    }
    drop_in(desk, CORRECTED)
    head, mistake, last = done.stdout.splitlines()[-3:]
    assert done.returncode == 1 and head.startswith(f"error: {FORM}: 1 entries cannot be used")
    assert mistake.startswith("  sheet ผลตัวชี้วัด cell G13: not a number; ") and "มาก" in mistake
    assert list(marked) == ["G13"] and mistake.endswith(marked["G13"])
    # Nothing is compared with what was filed: the form has not been used.
    assert last.startswith("this has not been used: ") and "run the same command again" in last
    # Once it is right the copy goes.
    good(desk, "clean-tables")
    assert not copy.exists()
