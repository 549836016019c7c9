"""The list of a province as page, map and workbook: the facts' own words, in both languages."""

import dataclasses
import json
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import maps_layers
import openpyxl
import pytest
from conftest import REPOSITORY
from registry_builders import body, registry

import helpers
from helpers import coverage, plans
from helpers.actuals import table as actuals_table
from helpers.analysis.where_next import places
from helpers.core import datasets, partitions, settings, tables, thai
from helpers.core.errors import InputError
from helpers.facts import where_next
from helpers.geography import gazetteer, geometry
from helpers.publish import fact_names, html, page
from helpers.publish.document import plain
from helpers.publish.where_next import Provincial, picture
from helpers.publish.xlsx import where_sheets

LANGUAGES = ("th", "en")
MIXED = (
    body("a", "2009-02-24", "380101"),
    body("b", "2010-05-01", "380102"),
    body("c", "2013-01-10", "380102", kind="welfare_fund"),
    body("d", "2014-03-01", "380201", kind="welfare_fund"),
    body("e", "2009-05-01", "100101"),
)


@cache
def known():
    """What every small tree has: published counts, and the plan's targets."""
    return actuals_table.clean(), plans.clean()["plan_targets"]


LAYER = maps_layers.cartogram(("10", "38", "43"))


@pytest.fixture(autouse=True)
def small_layer(monkeypatch):
    """Squares in place of the whole country's cartogram, which takes long to lay out."""
    monkeypatch.setattr(geometry, "load", lambda: (LAYER,))


@pytest.fixture(autouse=True, scope="module")
def known_before_the_tree_is_another():
    """Read from the repository, before a test turns to a tree of its own."""
    known()


def tree(bodies, year=2557, dataset=datasets.REAL):
    """Tables of these bodies in the tree in use, counted for a year."""
    actuals, targets = known()
    day, is_demo = thai.fiscal_year_end(year), dataset.is_demo
    one = registry(*({**one, "is_demo": is_demo} for one in bodies))
    one = dataclasses.replace(one, is_demo=is_demo)
    rows = coverage.of_year(one, year, day)
    summary = coverage.summarise(one, rows, actuals, year, day, settings.load())
    for name, made in (("registrations", one.registrations), ("body_tambons", one.body_tambons)):
        tables.write(made, name, dataset.table(name))
    for name, made in (("coverage", rows), ("coverage_summary", summary)):
        tables.write(made, name, partitions.file(name, year, day, dataset))
    tables.write(targets, "plan_targets")


def asked(province="38", year=2557, dataset=datasets.REAL) -> dict:
    return where_next.ensure(province, year, thai.fiscal_year_end(year), dataset)


@pytest.fixture(scope="module")
def made(known_before_the_tree_is_another, tmp_path_factory) -> tuple[Path, dict]:
    """Bueng Kan with two councils and two funds, one of either in one tambon; only read."""
    place = tmp_path_factory.mktemp("mixed")
    shutil.copy(REPOSITORY / "config.yml", place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(place))
        patch.setattr(geometry, "load", lambda: (LAYER,))
        tree(MIXED)
        return place, asked()


@pytest.fixture
def mixed(made, monkeypatch) -> dict:
    monkeypatch.setenv("TAMBON_ROOT", str(made[0]))
    return made[1]


def said(content: dict, lang: str) -> str:
    report = Provincial(content, lang)
    shown = "".join(html.section(report.section(name)) for name in report.sections
                    if name != "where_map")  # fmt: skip
    return " ".join(re.sub("<[^>]+>", "", shown).split())


def test_the_facts_are_written_where_the_real_ones_lie_and_marked(mixed, made):
    file = made[0] / "reports/where_next/2557/38/facts.json"
    assert json.loads(file.read_text("utf-8")) == mixed and not mixed["is_demo"]
    before = file.stat().st_mtime_ns
    assert asked() == mixed and file.stat().st_mtime_ns == before


def test_page_and_frame_say_the_same_sentences_and_the_same_ranks(mixed):
    frame = helpers.where_next("Bueng Kan", 2557).set_index("tambon_code")
    assert len(frame) == len(mixed["order"]) == 52 and not frame["is_demo"].any()
    for lang in LANGUAGES:
        speaker = Provincial(mixed, lang).speaker
        between = speaker.word("where_next.between")
        for row in mixed["order"]:
            own = frame.loc[row["code"]]
            told = plain(where_sheets.listing.reasons(speaker, row)).replace("\n", between)
            assert told == own[f"reasons_{lang}"]
            ranks = [mixed["facts"][row["facts"][n]]["value"] for n in ("rank", "rank_high")]
            assert ranks == [own["rank"], own["rank_high"]]


def test_the_page_says_how_far_in_words_and_whose_the_share_is_not(mixed):
    thai_text, english = (said(mixed, lang) for lang in LANGUAGES)
    assert "ไม่ใช่เป้าที่ พอช. กำหนดให้จังหวัด" in thai_text and "จังหวัดบึงกาฬ" in thai_text
    assert "not a target CODI set" in english and "DEMONSTRATION" not in english
    assert "unit cartogram" in english and "แผนผังหน่วย" in thai_text
    assert "{" not in thai_text + english


def test_a_single_year_left_is_not_told_twice_and_the_pace_stands_beside_it(mixed):
    text = said(mixed, "en")
    assert mixed["share"]["years"] == 1 and "all within fiscal year 2558 (2015)." in text
    assert "Observed so far" in text
    two = {**mixed, "share": {**mixed["share"], "years": 2}}
    assert re.search(r"by fiscal year 2558 \(2015\), [\d.]+ a year", said(two, "en"))


def test_a_step_is_called_a_class_of_the_maps_and_the_last_one_is_all(root):
    assert "the next class of the maps and no target" in said_of(10)
    assert "3 tambons are left until all have one." in said_of(50)


def said_of(covered: int) -> str:
    own = gazetteer.of_year(2557).query("province_code == '38'")["tambon_code"]
    tree([body("a", "2009-02-24", *own[:covered])])
    return said(asked(), "en")


def test_neighbours_on_the_cartogram_are_told_before_the_order_and_in_the_workbook(mixed, tmp_path):
    report = Provincial(mixed, "en")
    order = html.section(report.section("where_order"))
    assert order.index("adjoining cells of the unit cartogram") < order.index("<table")
    where_sheets.write(report, tmp_path / "a.xlsx")
    about = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    told = [row[2].value or "" for row in about.iter_rows()]
    assert any("unit cartogram" in text for text in told)
    assert any(text.startswith("The example to visit adjoins") for text in told)


def test_every_number_has_words_in_both_languages(mixed):
    for lang in LANGUAGES:
        speaker = Provincial(mixed, lang).speaker
        assert [name for name in mixed["facts"] if not fact_names.part(speaker, name)] == []


def test_the_workbook_keeps_codes_as_text_and_days_as_days(mixed, tmp_path):
    report = Provincial(mixed, "th")
    where_sheets.write(report, tmp_path / "a.xlsx")
    first = (tmp_path / "a.xlsx").read_bytes()
    assert where_sheets.write(report, tmp_path / "a.xlsx").read_bytes() == first
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    order = book["ลำดับก่อนหลัง"]
    head = [cell.value for cell in order[1]]
    assert head[:5] == ["ลำดับ", "ตำบล", "อำเภอ", "รหัสตำบล", "รหัสในปีนั้น"]
    codes = [row[3].value for row in order.iter_rows(min_row=2)]
    assert codes == [row["code"] for row in mixed["order"]]
    only = book["มีสภา ยังไม่มีกองทุน"]
    values = [cell.value for cell in only[2]]
    assert values[0] == "380101" and values[5].date() == date(2009, 2, 24)
    assert {row[-1].value for row in only.iter_rows(min_row=2)} == {"ทะเบียนที่ได้รับ"}


def test_the_map_numbers_the_first_of_the_order_and_counts_every_tambon(mixed):
    for lang, unit in zip(LANGUAGES, ("ตำบล", "tambons"), strict=True):
        figure = picture.drawn(Provincial(mixed, lang).speaker)
        legend = [text.get_text() for text in figure.legends[0].get_texts()]
        assert [re.search(r"\((\d+) (.*)\)", one).groups() for one in legend] == [
            ("1", unit), ("1", unit), ("1", unit), ("50", unit)
        ]  # fmt: skip
        numbers = [text.get_text() for text in figure.axes[0].texts]
        shown = [mixed["facts"][row["facts"]["rank"]]["value"] for row in mixed["order"][:10]]
        assert numbers == list(map(str, shown))


def test_the_demonstration_is_marked_everywhere_and_lies_apart(root):
    tree(MIXED, dataset=datasets.DEMO)
    content = asked(dataset=datasets.DEMO)
    assert (root / "reports/demo/where_next/2557/38/facts.json").exists()
    assert not (root / "reports/where_next").exists()
    report = Provincial(content, "en")
    assert "DEMONSTRATION DATA" in said(content, "en") and "DEMONSTRATION" in report.title
    assert picture.drawn(report.speaker).words.watermark
    where_sheets.write(report, root / "a.xlsx")
    rows = openpyxl.load_workbook(root / "a.xlsx")["Order"].iter_rows(min_row=2)
    assert {row[-1].value for row in rows} == {"DEMONSTRATION DATA / NOT REAL"}
    assert helpers.where_next("38", 2557, dataset="demo")["is_demo"].all()


def test_on_paper_every_page_of_the_demonstration_is_marked():
    style = (page.TEMPLATES / "report/demo.css").read_text("utf-8")
    assert "#demo-title, #demo-title ~ section { page: demo; }" in style


def test_khwaeng_and_khet_in_bangkok(root):
    tree(MIXED)
    content = asked("กรุงเทพมหานคร")
    text = said(content, "th")
    assert content["province"]["areas"] == "khwaeng" and "แขวงที่ควรลงพื้นที่ต่อไป: กรุงเทพมหานคร" in text
    assert "เขตเดียวกัน" in text and "อำเภอเดียวกัน" not in text
    assert "Khwaeng" in said(content, "en") and "Tambon" not in said(content, "en")
    for lang, heads in (
        ("th", ["แขวง", "เขต", "รหัสแขวง"]),
        ("en", ["Khwaeng", "Khet", "Khwaeng code"]),
    ):
        where_sheets.write(Provincial(content, lang), root / "a.xlsx")
        book = openpyxl.load_workbook(root / "a.xlsx")
        assert [cell.value for cell in book.worksheets[1][1]][1:4] == heads
        told = {cell.value for sheet in book.worksheets[1:-2] for cell in sheet[1]}
        assert not [one for one in told if re.search("ตำบล|อำเภอ|[Tt]ambon|[Aa]mphoe", one)]


def test_a_registry_of_one_kind_is_told_and_says_nothing_of_the_other(root):
    tree([one for one in MIXED if one["kind"] == "council"])
    content = asked()
    assert content["kinds"] == ["council"] and "welfare_fund" in content["unknown"]
    assert [m["measure"] for m in content["among"]] == ["council"]
    for lang, told in zip(LANGUAGES, ("เพียงประเภทเดียว", "one kind alone"), strict=True):
        assert told in said(content, lang)
        legend = picture.drawn(Provincial(content, lang).speaker).legends[0].get_texts()
        assert len(legend) == 2
    assert helpers.overlap_matrix(2557).columns.tolist() == ["council"]


def test_where_everything_is_covered_there_is_a_sentence_and_no_empty_table(root):
    own = gazetteer.of_year(2557).query("province_code == '38'")["tambon_code"]
    tree([body("a", "2009-02-24", *own), body("b", "2009-02-24", *own, kind="welfare_fund")])
    content = asked()
    assert content["order"] == [] and content["share"] is None
    assert helpers.where_next("38", 2557).empty
    for lang, told in zip(LANGUAGES, ("ทุกตำบลมีครบแล้ว", "Nothing is lacking"), strict=True):
        report = Provincial(content, lang)
        assert told in said(content, lang)
        assert not list(picture.drawn(report.speaker).axes[0].texts)
        where_sheets.write(report, root / "a.xlsx")
    sheets = openpyxl.load_workbook(root / "a.xlsx")
    assert "Order" not in sheets.sheetnames and "Nothing lacking" in sheets.sheetnames
    absent = [row[2].value for row in sheets["About"] if row[0].value == "Sheets that are absent"]
    assert any("Nothing is lacking" in told for told in absent)


def test_before_bueng_kan_its_tambons_are_asked_of_nong_khai(root):
    tree(MIXED, 2553)
    with pytest.raises(InputError, match=r"Bueng Kan \(PROVINCE=38\) was not a province yet.*=43"):
        asked("38", 2553)
    content = asked("43", 2553)
    assert "380101" in {one["code"] for one in content["tambons"]}
    assert len({one["code_that_year"][:2] for one in content["tambons"]}) == 1
    legend = picture.drawn(Provincial(content, "th").speaker).legends[0].get_texts()
    counts = [int(re.search(r"\((\d+)", text.get_text())[1]) for text in legend]
    assert sum(counts) == len(content["tambons"]) == 115


def test_true_borders_are_used_where_there_are_any_and_said_so(root, monkeypatch):
    borders = maps_layers.borders(("38", "43"))
    monkeypatch.setattr(geometry, "load", lambda: (borders, LAYER))
    tree(MIXED)
    assert "by the borders of tambons: the tester" in said(asked(), "en")
    # Bangkok is not in them.
    assert "unit cartogram" in said(asked("10"), "en")


@pytest.mark.parametrize(
    ("province", "told"), [("บึงกาล", "expected บึงกาฬ"), ("99", "a code of two digits"), ("x", "")]
)
def test_an_unknown_province_is_refused_with_the_one_most_like_it(province, told, root):
    with pytest.raises(InputError, match="there is no such province") as refused:
        places.province_of(province, 2557)
    assert told in str(refused.value)


def test_without_a_registry_or_before_anything_is_counted_a_sentence_says_what_to_do(root):
    with pytest.raises(InputError, match="run make demo YEARS=2557 first"):
        helpers.where_next("38", 2557, dataset="demo")
    # An export of the fiscal year before knows nothing of this one.
    tree([body("a", "2009-02-24", "380101")], 2559)
    with pytest.raises(InputError, match=r"data/raw/registries, or look .* DEMO=1"):
        helpers.where_next("38", 2559)
