"""Bodies of another kind: what a name says, and what becomes of files, sheets and lines of them."""

from functools import cache
from pathlib import Path

import pytest

from helpers.core import metadata
from helpers.geography import gazetteer
from helpers.registries import declarations, other_kinds


@cache
def names() -> other_kinds.Names:
    return other_kinds.names(declarations.load())


def kind_of(text: str) -> str | None:
    """The declared kind ``text`` says, ``other: <label>`` for another, none where it says none."""
    said = names().of(text)
    return said and (said.kind or f"other: {said.label['en']}")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("กองทุนหมู่บ้านโนนสูง หมู่ 4", "village and urban community fund"),
        ("กองทุน หมู่บ้านและชุมชนเมือง", "village and urban community fund"),
        ("กองทุนแม่ของแผ่นดินบ้านนา", "Mother of the Land fund"),
        ("กองทุนหลักประกันสุขภาพ อบต.นาดี", "local health security fund"),
        ("กองทุนพัฒนาบทบาทสตรีตำบลนาดี", "women's development fund"),
        ("กลุ่มสัจจะออมทรัพย์บ้านนา", "savings group"),
        ("กลุ่มออมทรัพย์เพื่อการผลิตบ้านนา", "savings group"),
        ("กองทุนฌาปนกิจสงเคราะห์ตำบลนาดี", "funeral aid association"),
        ("กองทุนสวัสดิการแห่งรัฐ", "state fund"),
        ("สภาเด็กและเยาวชนตำบลนาดี", "children and youth council"),
        ("สภาเทศบาลตำบลนาข่า", "municipal council"),
        ("สภา อบต. นาดี", "council of a local government"),
        ("สภาองค์การบริหารส่วนตำบลนาดี", "council of a local government"),
        ("สภาวัฒนธรรมอำเภอเมืองอุดรธานี", "cultural council"),
        ("สภาผู้นำบ้านนา", "village or leaders' council"),
        ("นาดี หมู่ 4 (กองทุนหมู่บ้าน)", "village and urban community fund"),
        ("Village_Fund_2015", "village and urban community fund"),
        ("Youth Council of Na Di", "children and youth council"),
    ],
)
def test_a_name_says_another_kind(name: str, label: str):
    assert kind_of(name) == f"other: {label}"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        # The first kind a name tells is the one it is of; what follows says whose, or where.
        ("สภาองค์กรชุมชนเทศบาลตำบลนาข่า", "council"),
        ("สภาองค์กรชุมชนตำบลนาดี (สภาเทศบาลสนับสนุน)", "council"),
        ("สภาฯ เทศบาลเมืองหนองคาย", "council"),
        ("กองทุนสวัสดิการชุมชนตำบลหมู่บ้านใหม่", "welfare_fund"),
        ("กองทุนสวัสดิการชุมชนตำบลนาดี หมู่ที่ 3 บ้านสหกรณ์", "welfare_fund"),
        ("กองทุนสวัสดิการกลุ่มออมทรัพย์ตำบลนาดี", "welfare_fund"),
        ("กองทุนสวัสดิการชุมชนสภาองค์กรชุมชนตำบลนาดี", "welfare_fund"),
        ("กองทุนสัจจะวันละ 1 บาทตำบลนาดี", "welfare_fund"),
        ("กองทุนสัจจะลดรายจ่ายวันละบาทเพื่อสวัสดิการ", "welfare_fund"),
        # Says nothing of a kind by itself.
        ("สภาตำบลนาดี", None),
        ("สภา เขตบางรัก", None),
        ("สภา_เทศบาลและตำบล", None),
        ("กองทุนหมู่ 3 บ้านนา", None),
        ("เทศบาลตำบลนาข่า", None),
        ("หมู่บ้านพัฒนา ตำบลนาดี", None),
    ],
)
def test_a_name_of_the_own_kind_is_not_taken_for_another(name: str, kind: str | None):
    assert kind_of(name) == kind


def test_no_place_makes_a_name_another_kind():
    """Every name of a tambon, amphoe and province behind each way a body is called."""
    areas = gazetteer.reference()
    thai = {*areas["name_th"], *areas["amphoe_th"], *areas["province_th"]}
    ways = ["{}", "สภา{}", "สภาตำบล{}", "สภา ต.{}", "กองทุน{}", "กองทุนตำบล{}", "กองทุน อบต.{}",
            "กองทุนเทศบาล{}", "สภาองค์กรชุมชนตำบล{}", "กองทุนสวัสดิการ{}"]  # fmt: skip
    called = [way.format(name) for way in ways for name in sorted(thai)]
    english = {*areas["name_en"], *areas["amphoe_en"]}
    called += [way.format(name) for way in ("{}", "{} council", "{} fund") for name in english]
    assert len(called) > 60_000
    assert [name for name in called if (kind_of(name) or "").startswith("other")] == []


def test_many_names_are_told_as_one_by_one():
    import pandas as pd

    several = ["สภาเทศบาลตำบลนาข่า", "สภา . อบต. นาดี", "สภาองค์กรชุมชน ก", "ก", None, "YOUTH COUNCIL"]
    found = names().of_all(pd.Series(several * 2))
    assert found == {name: names().of(name) for name in several if name and names().of(name)}
    assert list(found) == ["สภาเทศบาลตำบลนาข่า", "สภา . อบต. นาดี", "สภาองค์กรชุมชน ก", "YOUTH COUNCIL"]


def test_the_words_are_each_of_one_kind_and_named_in_both_languages():
    listed = metadata.load("other_kinds.yml")
    words = [other_kinds.key(word) for other in listed.values() for word in other["words"]]
    assert len(words) == len(set(words))
    own = {other_kinds.key(w) for k in declarations.load().kinds.values() for w in k.words}
    assert not own & set(words)
    assert all(set(other) == {"th", "en", "words"} and other["th"] for other in listed.values())


SAVINGS = """
  savings_group:
    label: {th: กลุ่มออมทรัพย์, en: Savings group}
    unit: group
    files: ["*ออมทรัพย์*", "*savings*"]
    columns:
      name: {type: text, headings: [ชื่อกลุ่ม]}
      tambon: {type: text, headings: [ตำบล]}
      registered_on: {type: day, required: true, headings: [วันที่ก่อตั้ง]}
"""


def test_a_kind_that_is_declared_is_another_no_more(tmp_path: Path):
    text = Path(metadata.paths.METADATA / "registries.yml").read_text(encoding="utf-8")
    path = tmp_path / "registries.yml"
    path.write_text(text.replace("\nstatuses:", f"{SAVINGS}statuses:", 1), encoding="utf-8")
    told = other_kinds.names(declarations.load(path))
    assert told.of("กลุ่มสัจจะออมทรัพย์บ้านนา").kind == "savings_group"
    assert told.of("สภาเด็กและเยาวชน").kind is None
