"""Numbered outlines: items, what stands below them, lines that run on, and what is refused."""

from pathlib import Path

import pytest

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.plans import outline
from helpers.plans.blocks import Block
from helpers.plans.declarations import load
from helpers.plans.model import Reading
from helpers.plans.raw import PlanLine


def block(layout: str, *lines: str, **more) -> Block:
    """A block of these lines, the first its heading, numbered from 10."""
    known = load()
    printed = [PlanLine(number, text) for number, text in enumerate(lines, start=10)]
    entry = {"layout": layout, "plan_id": "2570", "years": [2570, 2571], "kind": "implementation",
             "section": "7", **more}  # fmt: skip
    return Block(Path(paths.raw("plans", "plan_2570.csv")), printed[0], printed[1:],
                 known.layout(entry), known, Reading())  # fmt: skip


def told(made: Reading) -> list[tuple]:
    return [(g.goal_id.rpartition("implementation.")[2], g.text, g.line) for g in made.goals]


def test_items_below_items_are_parts_of_them():
    made = outline.read(
        block(
            "numbered_outline",
            "หัวข้อ",
            "1) ดูแลป่า",
            "- 1.1) ปลูกต้นไม้",
            "",
            " - 1.2) ทำแนวกันไฟ",
            "2) ดูแลน้ำ",
        )
    )
    assert told(made) == [
        ("1", "ดูแลป่า", 11),
        ("1.1", "ปลูกต้นไม้", 12),
        ("1.2", "ทำแนวกันไฟ", 14),
        ("2", "ดูแลน้ำ", 15),
    ]
    assert [goal.part_of for goal in made.goals] == [
        None, "2570/7/implementation.1", "2570/7/implementation.1", None,
    ]  # fmt: skip
    assert {goal.period for goal in made.goals} == {"2570-2571"}


def test_a_line_right_below_runs_on_and_a_leading_space_stays():
    made = outline.read(block("numbered_outline", "หัวข้อ", "1) ดูแลป่า", "ชุมชน", " และลำห้วย"))
    assert told(made) == [("1", "ดูแลป่าชุมชน และลำห้วย", 11)]


def test_a_paragraph_ahead_is_the_lead_where_it_is_declared():
    lines = ("หัวข้อ", "เน้นพื้นที่", "เป็นตัวตั้ง", "", "1) ดูแลป่า")
    made = outline.read(block("numbered_outline", *lines, lead=True))
    assert told(made)[0] == ("lead", "เน้นพื้นที่เป็นตัวตั้ง", 11)
    with pytest.raises(InputError, match="no item"):
        outline.read(block("numbered_outline", *lines))


def test_the_heading_is_an_item_where_it_looks_like_one_and_bullets_stand_under_it():
    made = outline.read(
        block(
            "steps_with_bullets",
            "2. ทำแผน",
            "ตำบล",
            "",
            "- ประชุม",
            "- เก็บข้อมูล",
            "ทุกหมู่บ้าน",
            "3. ติดตาม",
        )
    )
    assert told(made) == [
        ("2", "ทำแผนตำบล", 10),
        ("2.1", "ประชุม", 13),
        ("2.2", "เก็บข้อมูลทุกหมู่บ้าน", 14),
        ("3", "ติดตาม", 16),
    ]


REFUSED = {
    "no items": (("หัวข้อ", ""), 10, "no items"),
    "a line that is none": (("หัวข้อ", "1) ดูแลป่า", "", "ลอย ๆ"), 13, "no item"),
    "the upper item is missing": (("หัวข้อ", "2) น้ำ", "1.1) ปลูก"), 12, "not there"),
    "a number stands twice": (("หัวข้อ", "1) ป่า", "1) น้ำ"), 12, "twice"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_line(case):
    lines, number, words = REFUSED[case]
    with pytest.raises(InputError) as caught:
        outline.read(block("numbered_outline", *lines))
    assert (caught.value.line, words in str(caught.value)) == (number, True)


def test_a_bullet_ahead_of_all_steps_is_refused():
    with pytest.raises(InputError, match="ahead of the first item"):
        outline.read(block("steps_with_bullets", "หัวข้อ", "- ประชุม", "1. แผน"))
