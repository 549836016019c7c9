"""A registry judges what it counts: ``tests/cases/registry_counts.yml`` by the real functions.

Exports are dropped in as an officer's files, cleaned, counted, judged and put into sentences, in a
tree of the test's own that is marked as nothing but real.
"""

import csv
import math
import shutil
from pathlib import Path

import pandas as pd
import pytest
from filed_builders import make_tree, report, result, said

from helpers import facts, registries
from helpers.core import datasets, metadata, tables
from helpers.core.errors import InputError
from helpers.coverage import registered, registry_counts, registry_readings
from helpers.facts.book import ends
from helpers.facts.build import parse_as_of, path
from helpers.publish.annual import summary
from helpers.publish.document import plain

pytestmark = pytest.mark.long(seconds=40)

GIVEN = metadata.load_yaml(Path(__file__).parents[2] / "cases" / "registry_counts.yml")
WELFARE, COUNCILS = "2552-2554/1.2", "2552-2554/1.11"
NAMES = {"welfare_fund": "กองทุนสวัสดิการชุมชน", "council": "สภาองค์กรชุมชนตำบล"}
DAYS = {"welfare_fund": "วันที่ก่อตั้ง", "council": "วันที่จดแจ้ง"}


def drop_in(root: Path) -> None:
    """Write the exports of the case file into the folder of registries."""
    for kind, lines in GIVEN["registries"].items():
        file = root / "data/raw/registries" / f"{NAMES[kind]}_{GIVEN['exported']}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        head = ["รหัส", "ชื่อ", "พื้นที่", "อำเภอ", "จังหวัด", DAYS[kind], "วันที่ยุบเลิก"]
        head[1] = "ชื่อกองทุน" if kind == "welfare_fund" else "ชื่อสภา"
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            out = csv.writer(stream)
            out.writerow(head)
            for line in lines:
                name = f"{NAMES[kind]} ตัวอย่าง {line['id']}"
                place = [line["tambon"], "เมืองขอนแก่น", "ขอนแก่น"]
                out.writerow([line["id"], name, *place, line["founded"], line.get("ended", "")])


def receive(root: Path) -> None:
    """Clean what was dropped in, and count it among the readings of the tree."""
    drop_in(root)
    registries.write(registries.clean(datasets.REAL), datasets.REAL)
    actuals = tables.read("actuals")
    registry = registered.load(datasets.REAL)
    counted = registry_readings.rows(registry, registry_readings.standard_days(range(2551, 2560)))
    filed = actuals[actuals.kind != "registry"]
    tables.write(tables.check(pd.concat([filed, counted]), "actuals"), "actuals")


@pytest.fixture(scope="module")
def received(tmp_path_factory):
    """The tree with the registries of the case file in it."""
    root = tmp_path_factory.mktemp("registry_counts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(root))
        shutil.copy(Path(__file__).parents[3] / "config.yml", root)
        make_tree(root)
        receive(root)
        yield root


def told(lang: str, section: str, year: int, as_of: str = "") -> str:
    lines = said(report(lang, year, as_of).section(section))
    return " ".join(lines).replace("\u00a0", " ")


def figures(lang: str, year: int) -> str:
    """What the year's summary is made of, where an officer's words stand in its place."""
    lines = summary.figures(report(lang, year).speaker)
    return " ".join(map(plain, lines)).replace("\u00a0", " ")


def content_of(year: int, as_of: str = "") -> dict:
    """The facts of a year, made when they are first asked for."""
    day = parse_as_of(year, as_of)
    if not path(year, day).exists():
        facts.ensure(year, day)
    return facts.read(year, day)


def entry(content: dict, indicator_id: str) -> dict:
    return next(e for e in content["indicators"] if e["indicator_id"] == indicator_id)


@pytest.mark.parametrize("case", GIVEN["cases"], ids=[c["name"] for c in GIVEN["cases"]])
def test_the_facts_are_those_worked_out_by_hand(received, case):
    day = case["as_of"].isoformat()
    content = content_of(case["year"], day)
    found = entry(content, case["indicator"])
    assert found["relation"] == "same" and found["reason"] == case["reason"]
    assert found["lights"]["low"] == found["lights"]["high"] == case["light"]
    expected = {
        "actual": case["counted"],
        "target": case["target"],
        **{name: case[name] for name in ("achievement", "to_date", "score")},
    }
    for name, value in expected.items():
        low, high = value if isinstance(value, list) else (value, value)
        number = content["facts"][found["facts"][name]]
        exact = (math.isclose(a, b, abs_tol=5e-7) for a, b in zip(
            ends(number["value"]), (low, high), strict=True))  # fmt: skip
        assert all(exact), (name, number["value"], value)
    assert content["readings"][found["reading_id"]]["kind"] == "registry"


def test_every_line_is_counted_or_rejected(received):
    rejects = tables.read("rejects")
    bodies = tables.read("registrations")
    for kind, lines in GIVEN["registries"].items():
        rejected = rejects[rejects.kind == kind]
        assert len(rejected) == GIVEN["rejected"][kind]
        assert set(rejected.reason_code) == {"required_blank"}
        assert (bodies.kind == kind).sum() == len(lines) - len(rejected)
        assert not bodies.is_demo.any()


def test_the_sentences_of_2553_say_what_was_counted_and_what_is_not_in_a_registry(received):
    thai, english = (figures(lang, 2553) for lang in ("th", "en"))
    assert "ตามทะเบียนมีตำบลที่มีกองทุนเป็นครั้งแรกในปีนี้ 4 ตำบล เทียบเป้าหมายตำบลใหม่ 2,000 ตำบล" in thai
    assert "ตำบลใหม่ถึงปีนี้คิดเป็นร้อยละ 0.15 (6/4,000) ของยอดรวมตามแผน" in thai
    assert "4 tambons got their first fund this year, against a target of 2,000 new" in english
    assert "The new tambons so far are 0.15 % (6/4,000) of the plan's total." in english
    assert "ผลของปีอยู่ในช่วง 0–4 เทียบเป้าหมายรายปี 2,500 ตำบล คิดเป็นร้อยละ 0.00–0.16" in thai
    assert "ส่วน “พัฒนา” ไม่อยู่ในทะเบียน" in thai
    assert "0–4, against a yearly target of 2,500: 0.00–0.16 % of it" in english
    assert "“developed” is not in the registry" in english
    notes = told("en", "indicators", 2553)
    assert "tambons whose first fund was founded in this fiscal year, with none before" in notes
    assert "one over several tambons counts once; “developed” is not in the registry" in notes
    assert "1.11: 1.0000 points, because the result of 0–4 is 0.00–0.16 %" in told(
        "en", "scores", 2553
    )
    quality = told("en", "quality", 2553)
    assert "Known from a registry as an upper end alone, indicators: 1 (1.11)" in quality
    draft = told("th", "executive", 2553)
    assert "มีตำบลที่มีกองทุนเป็นครั้งแรกในปีนี้ 4 ตำบล" in draft and "“พัฒนา” ไม่อยู่ในทะเบียน" in draft


def test_the_sentences_of_2554_say_that_again_is_not_in_a_registry(received):
    thai, english = (told(lang, "welfare", 2554) for lang in ("th", "en"))
    assert "ตำบลที่พัฒนาซ้ำในปีนี้อยู่ในช่วง 0–6 ตำบล เทียบเป้าหมาย 4,000 ตำบล" in thai
    assert "ทะเบียนไม่ได้บอกว่าตำบลใดได้รับการพัฒนาซ้ำ" in thai
    assert "the registry does not say which were worked in again" in english
    assert "The new tambons so far are 0.15 % (6/4,000) of the plan's total." in english


def test_the_funds_themselves_still_stand_beside_without_a_ratio(received):
    content = content_of(2553)
    funds = [f for f in content["welfare"]["funds"] if f["reading_id"].startswith("REG-")]
    # F2 to F4, F5, F7, F9, F12 and F1 stand on 30 September 2553.
    last = next(f for f in funds if f["as_of"] == "2010-09-30")
    assert content["facts"][last["fact"]]["value"] == 8


def test_a_filed_result_leads_where_the_registry_knows_an_upper_end_alone(root):
    day = GIVEN["cases"][1]["as_of"]
    filed = [result(COUNCILS, 2400, day), result(WELFARE, 1500, day)]
    make_tree(root, results=filed)
    receive(root)
    content = content_of(2553)
    councils, welfare = entry(content, COUNCILS), entry(content, WELFARE)
    assert councils["beside"]["leads"] == "filed" and councils["reason"] == "dated"
    assert content["facts"][councils["facts"]["achievement"]]["value"] == 0.96
    # Of the same number the registry leads, as the setting says, and the filed one is beside.
    assert welfare["beside"]["leads"] == "registry"
    assert content["facts"][f"{WELFARE}:beside:filed_minus_registry"]["value"] == 1496


def test_a_demonstration_judges_nothing(root):
    make_tree(root)
    drop_in(root)
    cleaned = registries.clean(datasets.REAL)
    registries.write(cleaned, datasets.DEMO)
    shutil.rmtree(root / "data/raw/registries")
    content = content_of(2553)
    for name in (WELFARE, COUNCILS):
        assert entry(content, name)["lights"]["low"] not in ("off", "near", "reached")
    assert not any(reading.startswith("REG-") for reading in content["readings"])


def test_a_count_nobody_made_is_refused(monkeypatch):
    monkeypatch.setattr(registry_counts, "COUNTS", {})
    registry_counts._declared.cache_clear()
    with pytest.raises(InputError, match="unknown counts of a registry"):
        registry_counts._declared()
    registry_counts._declared.cache_clear()
