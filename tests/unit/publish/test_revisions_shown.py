"""The appendix tells which numbers changed and whether a light would turn."""

import pytest
from builders.evaluation_builders import BOTH, fact

from helpers.publish.document import Table, lines_of, plain
from helpers.publish.issues import PublishedResults

COUNTS = {"numbers": 16, "revised": 1, "changes": 1, "values": 2, "judged": 0, "turned": 0}
DAYS = ["2015-03-31", "2015-07-29"]


def content(**bound) -> dict:
    triangle = {
        "key": "k", "label": BOTH, "days": DAYS,
        "rows": [{"geography_code": "BMR", "day": None, "year": 2556,
                  "cells": dict(zip(DAYS, ["Ra", "Rb"], strict=True)),
                  "changes": [{"reading_id": "Rb", "grew": False, "fact": "step"}]}],
    }  # fmt: skip
    told = {"indicator_id": "2555-2559/1.4.1a", "year": 2556, "unit_th": "สภา", "turns": False,
            "facts": {"carried": "carried", "margin": "margin"}, **bound}  # fmt: skip
    values = {**COUNTS, "carried": 1, "margin": 415, "step": -1, "reading:Ra": 158,
              "reading:Rb": 157}  # fmt: skip
    return {
        "settings": {"digits": "arabic", "cut_offs": {}},
        "regions": [{"code": "BMR", "name": {"th": "กรุงเทพฯ", "en": "Bangkok"}}],
        "readings": {name: {"fact": f"reading:{name}"} for name in ("Ra", "Rb")},
        "facts": {name: fact(value) for name, value in values.items()},
        "revisions": {"triangles": [triangle], "bounds": [told],
                      "counts": {name: name for name in COUNTS}},
    }  # fmt: skip


def words(facts: dict, lang: str = "en") -> str:
    blocks = PublishedResults(facts, lang).section("revisions").blocks
    said = (plain(line) for block in blocks for line in lines_of(block))
    return "\n".join(said).replace("\u00a0", " ")


def test_the_triangle_has_a_column_a_day_and_marks_what_changed():
    blocks = PublishedResults(content(), "en").section("revisions").blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [plain(cell) for cell in table.rows[0].cells[1:]] == ["158", "157↻", "−1"]
    assert "column 2556" in plain(table.rows[0].cells[0])


def test_it_says_how_many_were_examined_and_that_no_light_turns():
    told = words(content())
    assert "16 numbers were read on two days or more; pages changed 1 of them" in told
    assert "They were told as 2 values, of which 0 are of the country" in told
    assert "at most 1 councils" in told and "the nearest cut-off is 415 councils away" in told
    assert "สถานะก็ไม่เปลี่ยน" in words(content(), "th")


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        ({"turns": True}, "might turn a light"),
        ({"facts": {"carried": "carried"}}, "there is no result of the country to judge"),
    ],
)
def test_what_might_turn_and_what_is_not_judged_is_said(bound, told):
    assert told in words(content(**bound))


def test_without_a_revision_it_says_so_in_numbers_alone():
    facts = content()
    facts["revisions"] |= {"triangles": [], "bounds": []}
    assert "pages changed 1 of them" in words(facts) and "examined" not in words(facts)
    assert "They were told" not in words(facts)
