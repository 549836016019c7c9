"""A page by issue tells what became of its indicators, and draws their targets in one line."""

import copy

import pytest
from builders.evaluation_builders import BOTH, fact
from matplotlib.colors import to_hex

from helpers.publish import charts, plan_charts
from helpers.publish.document import Figure, Table, lines_of, plain
from helpers.publish.issues import IssuePage

SETTINGS = {"digits": "arabic", "cut_offs": {"reached": 100, "near": 90, "at_risk": 75}}
FIRST, SECOND = "2562/1.1", "2563-2564/1.1"


def side(name: str, unit: str | None) -> dict:
    return {"name": name, "label": BOTH, "unit_th": unit, "source": "data/raw/plans/a.csv:7"}


def row(year: int, **about) -> dict:
    plan = "2562" if year == 2562 else "2563-2564"
    named = FIRST if year == 2562 else SECOND
    found = {
        "year": year, "plan_id": plan, "indicator_id": named, "standing": "indicator",
        "measure_type": "flow", "role": None, "hold": False, "unit_th": "ตำบล", "result_is": None,
        "unsure": False,
        "is_break": year == 2563, "since": None, "rule": None,
        "facts": {"target": f"t:{year}"},
    }  # fmt: skip
    return {**found, **about}


LINK = {
    "link_id": "2562>2563-2564/1", "plans": ["2562", "2563-2564"], "relation": "similar",
    "before": [side(FIRST, "คน")], "after": [side(SECOND, "ตำบล")], "earlier": [],
    "changed": ["unit"], "absent": [{"plan": "2563-2564", "words": "ประมง"}],
    "quotes": {"from": [{"source": "data/raw/plans/a.csv:7", "words": "จำนวนคน"}], "to": []},
    "note": {"th": "ข้อสังเกต", "en": "A remark"}, "rebase": None,
}  # fmt: skip
CHAIN = {
    "chain_id": FIRST, "label": BOTH, "indicators": [FIRST, SECOND], "links": [LINK["link_id"]],
    "breaks": [{"plan_id": "2563-2564", "year": 2563, "relations": ["similar"],
                "changed": ["unit"]}],
    "rebase": [],
    "rows": [row(2562, unit_th="คน"), *(
        row(year, since=2562, rule="sum", facts={"target": f"t:{year}", "rebased": f"s:{year}"})
        for year in (2563, 2564)
    )],
}  # fmt: skip
VALUES = {"t:2562": 40, "t:2563": 100, "t:2564": 200, "s:2563": 100, "s:2564": 300, "n": 1}


def content(links=(LINK,), chains=(CHAIN,)) -> dict:
    return {
        "settings": SETTINGS, "years": [2562, 2563, 2564], "readings": {},
        "facts": {name: fact(value) for name, value in VALUES.items()},
        "plan_lines": {"links": list(links), "chains": list(chains),
                       "counts": {"all": "n", "similar": "n"}},
    }  # fmt: skip


def blocks(facts: dict, lang: str = "en") -> tuple:
    return IssuePage(facts, lang).section("plan_links").blocks


def words(facts: dict, lang: str = "en") -> str:
    said = (plain(line) for block in blocks(facts, lang) for line in lines_of(block))
    return "\n".join(said).replace("\u00a0", " ")


def test_a_link_stands_with_its_evidence_and_what_changed():
    told = words(content())
    assert "1 links: similar, counted otherwise 1" in told and "changed: unit" in told
    assert "“จำนวนคน” (line 7)" in told and "A remark" in told
    assert "the word “ประมง” does not stand in the plan of 2563-2564" in told


def test_a_break_says_the_units_in_words_and_a_sum_its_end():
    told = words(content())
    assert "From 2563 (2020) on: similar, counted otherwise, unit (people → tambons)" in told
    assert "added up from 2563 (2020) to 2564 (2021): 300 tambons" in told
    thai = words(content(), "th")
    assert "ตั้งแต่ปี 2563: ใกล้เคียงแต่นับต่างออกไป, หน่วยนับ (คน → ตำบล)" in thai


def test_the_chart_has_a_panel_a_unit_and_is_told_in_words():
    (figure,) = [block for block in blocks(content()) if isinstance(block, Figure)]
    assert figure.alt == (
        "2562 (2019): 40 people; 2563 (2020): 100 tambons (yearly targets added up 100); "
        "2564 (2021): 200 tambons (yearly targets added up 300)"
    )
    drawn = plan_charts.chain(IssuePage(content(), "en").speaker, CHAIN)
    assert len(drawn.axes) == 2
    dashed = [line for line in drawn.axes[1].lines if line.get_color() == charts.ASKED]
    assert [list(line.get_ydata()) for line in dashed] == [[0, 100, 300]]
    every = [line for axes in drawn.axes for line in axes.lines]
    upright = [line for line in every if line.get_color() == charts.MUTED]
    assert [list(line.get_xdata()) for line in upright] == [[2562.5, 2562.5]] * 2


@pytest.mark.parametrize(("unsure", "fill", "sign"), [
    (False, charts.ACTUAL, "result of the same"),
    (True, "white", "result, day unknown or too old"),
])  # fmt: skip
def test_a_result_of_no_known_day_or_too_old_is_hollow_and_named_so(unsure, fill, sign):
    told = copy.deepcopy(CHAIN)
    told["rows"][1] |= {"result_is": "same", "unsure": unsure}
    told["rows"][1]["facts"]["actual"] = "t:2564"
    drawn = plan_charts.chain(IssuePage(content(chains=(told,)), "en").speaker, told)
    signs = [text.get_text() for text in drawn.legends[0].get_texts()]
    assert [name for name in signs if name.startswith("result")] == [sign]
    dots = [one for one in drawn.axes[1].collections if one.get_label() == sign]
    assert [to_hex(one.get_facecolor()[0]) for one in dots] == [to_hex(fill)]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_page_where_nothing_is_linked_says_so(lang):
    told = {"th": "เชื่อมโยงกับแผนอื่นไม่ได้", "en": "Nothing of this issue can be linked"}
    assert told[lang] in words(content(links=(), chains=()), lang)


def test_figures_of_one_plan_alone_make_no_chart():
    alone = copy.deepcopy(CHAIN)
    for one in alone["rows"][1:]:
        one |= {"standing": "prose", "indicator_id": None, "unit_th": None, "facts": {}}
    told = content(chains=(alone,))
    assert not [block for block in blocks(told) if isinstance(block, Figure)]
    assert "so there is no chart" in words(told)
    assert [block for block in blocks(told) if isinstance(block, Table)]
