"""The closing evaluations, the pages by issue and the appendix, as a reader opens them."""

import json
import re
from collections import Counter
from datetime import date
from functools import cache

import pdf_text
import pytest
from lxml import html
from products import Page, squeezed

from helpers.core import metadata, periods
from helpers.publish import products
from helpers.publish.document import Text, lines_of, plain
from helpers.publish.evaluation import Evaluation
from helpers.publish.issues import IssuePage, PublishedResults
from helpers.publish.said import SaidReport

pytestmark = pytest.mark.long(seconds=60)

PLANS = ["2551", "2552-2554", "2555-2559"]
ISSUES = list(metadata.load("issues.yml")["issues"])
LANGUAGES = ("th", "en")
NAMES = [*(f"plans/{plan}/plan_evaluation" for plan in PLANS),
         *(f"issues/{issue}" for issue in [*ISSUES, "published_results"])]  # fmt: skip
PAGES = [(name, lang) for name in NAMES for lang in LANGUAGES]
OWN_WORDS = ("plain", "strong", "muted")
every_page = pytest.mark.parametrize(("name", "lang"), PAGES)


@pytest.fixture(autouse=True)
def in_the_built_tree(built, monkeypatch):
    monkeypatch.setenv("TAMBON_ROOT", str(built.root))


@cache
def report(name: str, lang: str) -> SaidReport:
    folder, _, rest = name.partition("/")
    if folder == "plans":
        plan = rest.partition("/")[0]
        return Evaluation.of(plan, periods.end_of(plan).isoformat(), lang)
    return PublishedResults.of(lang) if rest == "published_results" else IssuePage.of(rest, lang)


def page(built, name: str, lang: str) -> Page:
    return Page(built.root / "reports" / f"{name}.{lang}.html")


def content(built, place: str) -> dict:
    return json.loads((built.root / "reports" / place / "facts.json").read_text(encoding="utf-8"))


@every_page
def test_a_page_shows_each_fact_as_the_fact_file_has_it(built, name, lang):
    shown = page(built, name, lang).numbers
    speaker = report(name, lang).speaker
    assert len(shown) > 10
    assert [one for one in shown if speaker.number(one.fact_id).text != one.text] == []


@every_page
def test_every_figure_is_a_fact_a_day_or_an_identifier(built, name, lang):
    said = report(name, lang)
    own = [
        part.text
        for section in said.sections
        for block in said.section(section).blocks
        for line in lines_of(block)
        for part in line
        if isinstance(part, Text) and part.style in OWN_WORDS
    ]
    # The days every fiscal year begins and ends, and the name of an Act.
    lawful = ("1 ตุลาคม", "1 October", "Act of BE 2551")
    assert [t for t in own if re.search(r"\d", t) and not any(day in t for day in lawful)] == []


@every_page
def test_links_lead_somewhere_and_ids_are_used_once(built, name, lang):
    tree = page(built, name, lang).tree
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = tree.xpath("//a/@href")
    inside = {link.removeprefix("#") for link in links if link.startswith("#")}
    assert inside <= set(ids)
    assert all(link.startswith(("#", "http://", "https://")) for link in links)
    assert tree.xpath("//img/@src | //script | //link") == []


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_show_the_same_facts(built, name):
    thai, english = (page(built, name, lang).numbers for lang in LANGUAGES)
    assert Counter(one.fact_id for one in thai) == Counter(one.fact_id for one in english)


@pytest.mark.parametrize("plan", PLANS)
def test_every_number_of_an_evaluation_is_the_annual_reports(built, plan):
    evaluated, checked = content(built, f"plans/{plan}")["facts"], 0
    for year in periods.years_of(plan):
        annual = content(built, str(year))["facts"]
        for name, fact in evaluated.items():
            of, _, rest = name.partition(":")
            if of == str(year):
                checked += 1
                assert fact["value"] == annual[rest]["value"], name
    assert checked > 20


def test_the_councils_light_and_plan_to_date_are_those_of_the_year(built):
    found = content(built, "plans/2555-2559")
    stock = next(e for e in found["indicators"] if e["indicator_id"] == "2555-2559/1.4.1a")
    assert {year: told["lights"]["low"] for year, told in stock["years"].items()} == {
        "2555": "no_data", "2556": "reached", "2557": "reached", "2558": "at_risk",
        "2559": "no_data_at_year_end",
    }  # fmt: skip
    shown = page(built, "plans/2555-2559/plan_evaluation", "en").passages
    row = next(text for text in shown if text.startswith("1.4.1aTamboncommunity"))
    # The interim result of 2559 is in its cell; the plan to date is that of the year before it.
    assert row.endswith("by2558(2015):56.06–56.23%(1,962–1,968/3,500)") and "4,891–4,905" in row


def test_the_welfare_page_puts_no_target_beside_funds(built):
    said = report("issues/welfare", "en")
    words = [plain(line) for b in said.section("trends").blocks for line in lines_of(b)]
    assert any("no target line, because no target counts the same" in line for line in words)
    assert not [one for one in page(built, "issues/welfare", "en").numbers
                if said.facts["facts"][one.fact_id]["kind"] == "ratio"]  # fmt: skip
    assert any("727" in text for text in page(built, "issues/welfare", "th").passages)


def test_the_appendix_shows_every_reading_once(built):
    every = content(built, "issues")["published"]["uses"]
    revisions = content(built, "issues")["revisions"]["triangles"]
    again = Counter(
        f"reading:{name}"
        for triangle in revisions
        for row in triangle["rows"]
        for name in row["cells"].values()
    )
    shown = Counter(one.fact_id for one in page(built, "issues/published_results", "th").numbers)
    readings = {name: count for name, count in shown.items() if name.startswith("reading:")}
    assert len(every) == 486 and len(again) == 38
    # Numbers that changed stand in the triangle besides.
    assert readings == {f"reading:{name}": 1 + again[f"reading:{name}"] for name in every}


def test_the_revisions_are_those_of_the_pages_and_turn_no_light(built):
    facts = content(built, "issues")
    told = facts["revisions"]
    counts = {name: facts["facts"][fact]["value"] for name, fact in told["counts"].items()}
    assert counts == {"numbers": 16, "revised": 4, "changes": 6, "values": 10, "judged": 0,
                      "turned": 0}  # fmt: skip
    (triangle,) = told["triangles"]
    changes = {
        (row["geography_code"], row["year"]): [
            facts["facts"][change["fact"]]["value"] for change in row["changes"]
        ]
        for row in triangle["rows"]
    }
    assert changes == {("BMR", 2556): [-1], ("BMR", 2557): [-1], ("NEL", 2557): [2, -1, -1],
                       ("NEM", 2557): [1]}  # fmt: skip
    shown = page(built, "issues/published_results", "en").passages
    assert any("twodaysormore;pageschanged4ofthem,6timesinall" in text for text in shown)


def test_every_indicator_stands_in_the_links_of_a_page(built):
    facts = content(built, "issues")
    linked = {
        one["name"] for link in facts["plan_lines"]["links"] for one in
        (*link["before"], *link["after"])
    }  # fmt: skip
    assert {entry["indicator_id"] for entry in facts["indicators"]} <= linked
    told = squeezed(page(built, "issues/councils", "en").tree.text_content())
    assert "7,200–7,380tambons" in told and "Fromoneplantothenext" in told


def test_the_appendix_holds_what_no_annual_report_shows(built):
    told = squeezed(page(built, "issues/published_results", "en").tree.text_content())
    for number in ("110,271", "727", "638,256", "1,010", "274", "281.34"):
        assert number in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_evaluation_is_the_same_in_every_product(built, pango, tmp_path, lang):
    plan = "2552-2554"
    given = {"plan": plan, "as_of": periods.end_of(plan).isoformat(), "lang": lang}
    files = {product: tmp_path / f"evaluation.{product}" for product in products.WRITERS}
    for product, file in files.items():
        products.make_evaluation({**given, "product": product}, file)
    pages = pdf_text.words(files["pdf"])
    sentences = [
        squeezed(plain(line))
        for block in report(f"plans/{plan}/plan_evaluation", lang).section("judged").blocks
        for line in lines_of(block)
    ]
    assert len(sentences) > 4 and [words for words in sentences if words not in pages] == []
    first = files["docx"].read_bytes()
    products.make_evaluation({**given, "product": "docx"}, files["docx"])
    assert files["docx"].read_bytes() == first


def test_the_workbook_has_a_row_for_every_indicator_and_year(built, tmp_path):
    from openpyxl import load_workbook

    given = {"plan": "2555-2559", "as_of": "2016-09-30", "lang": "en", "product": "xlsx"}
    products.make_evaluation(given, tmp_path / "evaluation.xlsx")
    book = load_workbook(tmp_path / "evaluation.xlsx")
    assert book["Years of the plan"].max_row == 1 + 10 * 5
    assert "Regions" not in book.sheetnames
    assert date.fromisoformat(given["as_of"]) in [
        cell.value.date() for cell in book["About"]["B"] if hasattr(cell.value, "date")
    ]


def test_a_page_is_one_document_in_its_language(built):
    for name, lang in PAGES:
        text = (built.root / "reports" / f"{name}.{lang}.html").read_text(encoding="utf-8")
        assert html.document_fromstring(text.encode()).get("lang") == lang
