"""The pages an evaluator opens: every figure a fact, every link leading somewhere."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.publish.annual import Report
from helpers.publish.annual.report import SECTIONS
from helpers.publish.document import Number, Text, lines_of, plain

pytestmark = pytest.mark.long(seconds=30)

YEARS = range(2551, 2560)
LANGUAGES = ("th", "en")
PAGES = [(year, lang) for year in YEARS for lang in LANGUAGES]
# Styles of the report's own words; all others are identifiers, days or held by the fact file.
OWN_WORDS = ("plain", "strong", "muted")


class Page(HTMLParser):
    """What the tests need of a page: facts, anchors, links, loaded resources, headings."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.facts: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.lang = ""
        self._open_fact: str | None = None
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.lang = given.get("lang", self.lang) if tag == "html" else self.lang
        if tag == "a":
            self.links.append(given["href"])
        if tag in ("img", "script", "link", "iframe"):
            self.loads.append(given.get("src") or given.get("href") or tag)
        self._open_fact = given.get("data-fact", self._open_fact)

    def handle_data(self, data):
        if self._open_fact:
            self.facts.append((self._open_fact, data))
            self._open_fact = None


@pytest.fixture(scope="session")
def content_of(built):
    def read(year: int) -> dict:
        path = built.root / "reports" / str(year) / "facts.json"
        return json.loads(path.read_text(encoding="utf-8"))

    return read


@pytest.fixture(autouse=True)
def in_the_built_tree(built, monkeypatch):
    """The section of coverage draws its maps from the tables behind the facts."""
    monkeypatch.setenv("TAMBON_ROOT", str(built.root))


@pytest.fixture(scope="session")
def page_of(built):
    def read(year: int, lang: str) -> Page:
        return Page(built.root / "reports" / str(year) / f"annual_assessment.{lang}.html")

    return read


def all_lines(report: Report) -> list:
    sections = [report.section(name) for name in SECTIONS]
    return [line for part in sections for block in part.blocks for line in lines_of(block)]


@pytest.fixture(scope="session")
def lines_in(content_of):
    """Every line of a report by year and language, each report written once."""
    return cache(lambda year, lang: all_lines(Report(content_of(year), lang)))


@pytest.mark.parametrize(("year", "lang"), PAGES)
def test_every_figure_a_reader_sees_is_a_fact_a_day_or_an_identifier(lines_in, year, lang):
    own = [
        part.text
        for line in lines_in(year, lang)
        for part in line
        if isinstance(part, Text) and part.style in OWN_WORDS
    ]
    lawful = ("1 ตุลาคม", "1 October")  # the days every fiscal year begins and ends
    assert len(own) > 100
    assert [t for t in own if re.search(r"\d", t) and not any(day in t for day in lawful)] == []


@pytest.mark.parametrize(("year", "lang"), PAGES)
def test_the_page_shows_each_fact_as_the_fact_file_has_it(content_of, page_of, year, lang):
    speaker = Report(content_of(year), lang).speaker
    shown = page_of(year, lang).facts
    assert len(shown) > 60, "compared too few facts"
    assert [(i, text) for i, text in shown if speaker.number(i).text != text] == []


@pytest.mark.parametrize(("year", "lang"), PAGES)
def test_links_lead_somewhere_and_nothing_is_loaded(page_of, content_of, year, lang):
    page = page_of(year, lang)
    assert len(page.links) > 5
    inside = [link for link in page.links if link.startswith("#")]
    assert len(inside) > 5 and [link for link in inside if link[1:] not in page.ids] == []
    # Besides, the addresses of the list of sources, and no others.
    addresses = {source["address"] for source in content_of(year)["sources"].values()}
    assert set(page.links) - set(inside) <= addresses
    assert len(page.ids) == len(set(page.ids))
    assert [load for load in page.loads if not load.startswith("data:image/png;base64,")] == []
    assert page.lang == lang


@pytest.mark.parametrize("year", YEARS)
def test_both_languages_show_the_same_facts(page_of, year):
    thai, english = page_of(year, "th").facts, page_of(year, "en").facts
    assert [name for name, _ in thai] == [name for name, _ in english]


def test_english_is_marked_as_unofficial_and_thai_is_not(page_of):
    assert "Unofficial translation" in page_of(2557, "en").text
    assert "Unofficial" not in page_of(2557, "th").text


def test_each_score_has_its_sentence(lines_in):
    said = [plain(line) for line in lines_in(2558, "th")]
    sentence = next(line for line in said if line.startswith("1.4.1a: ได้ "))
    assert sentence == (
        "1.4.1a: ได้ 3.9785–3.9899 คะแนน เพราะผลสะสม 4,729–4,735 คิดเป็นร้อยละ 89.79–89.90 "
        "ของเป้าสะสม 5,267 (ตามความก้าวหน้าจากฐาน 2,767: 2.8480–2.8720)"
    )


def test_thai_numerals_are_used_throughout_but_for_identifiers(content_of):
    report = Report(content_of(2557), "th", digits="thai")
    parts = [part for line in all_lines(report) for part in line]
    numbers = [part.text for part in parts if isinstance(part, Number)]
    as_they_are = ("code", "address")
    words = [p.text for p in parts if isinstance(p, Text) and p.style not in as_they_are]
    assert len(numbers) > 80
    assert [text for text in numbers + words if re.search("[0-9]", text)] == []


def test_2551_says_its_plan_came_late_and_2555_that_nothing_is_known(lines_in):
    words = {year: " ".join(map(plain, lines_in(year, "th"))) for year in YEARS}
    assert "30 มิถุนายน 2551" in words[2551]
    assert "ไม่มีผลที่เผยแพร่หรือรายงานเข้าสำหรับปีนี้" in words[2555]
    assert "เก่าเกินกว่าจะใช้ประเมิน" in words[2559]
