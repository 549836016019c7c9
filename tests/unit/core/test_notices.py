"""What commands print: each text in Thai and English, one language a run, English for records."""

import ast
import os
import re
from pathlib import Path
from string import Formatter

import pytest
from conftest import REPOSITORY

from helpers.__main__ import _FOR_A_LAUNCH, _FOR_PEOPLE
from helpers.core import metadata, notices, settings
from helpers.core.errors import InputError, Mistake, Place
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice, both, say
from helpers.workflow import steps, warm_client

TEXTS = metadata.load("messages.yml")
THAI = re.compile("[\u0e01-\u0e5b]")
CODE = [*(REPOSITORY / "src/helpers").rglob("*.py"), *(REPOSITORY / "benchmarks").glob("*.py")]
ASKS = ("say", "both")
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def nodes(file: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


def constants(of: list[ast.AST]) -> set[str]:
    return {n.value for n in of if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_stands_in_both_languages_with_the_same_slots(key):
    th, en = TEXTS[key]["th"], TEXTS[key]["en"]
    assert THAI.search(th) and not THAI.search(en) and en
    assert slots(th) == slots(en)


def test_the_makefile_can_read_every_line():
    entry = r'[a-z_-]+: \{th: "[^"]+", en: "[^"]+"(, make: "[^"]+")?\}'
    lines = (REPOSITORY / "src/helpers/metadata/messages.yml").read_text("utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    assert len(entries) == len(TEXTS)
    assert [line for line in entries if not re.fullmatch(entry, line)] == []


def test_no_text_is_unused():
    by_make = set(re.findall(r"\$\(call say,(\w+)\)", MAKEFILE))
    used = {text for file in CODE for text in constants(nodes(file))} | by_make
    targets = re.search(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE).group(1).split()
    commands = {f"command_{name}" for name in {*targets, *_FOR_PEOPLE, *_FOR_A_LAUNCH}}
    made = {f"step_{name}" for name in steps.declared()}
    assert set(TEXTS) - used == commands | made


def keys_of(argument: ast.AST) -> set[str]:
    """The keys an argument may be; of a key that is put together there is nothing to say."""
    return set() if isinstance(argument, ast.JoinedStr) else constants(list(ast.walk(argument)))


def said_in(file: Path) -> set[str]:
    """Keys of the texts that a file of code asks for by name."""
    if "notices" not in file.read_text(encoding="utf-8"):
        return set()
    calls = [node for node in nodes(file) if isinstance(node, ast.Call)]
    asks = [c for c in calls if getattr(c.func, "attr", getattr(c.func, "id", "")) in ASKS]
    first = [call.args[0] for call in asks]
    # A key that is looked up stands in a list of its own.
    return {key for arg in first if not isinstance(arg, ast.Subscript) for key in keys_of(arg)}


def test_no_text_is_lacking():
    keys = {key for file in CODE for key in said_in(file)}
    assert len(keys) > 50 and keys <= set(TEXTS)


def test_words_told_by_their_key_are_those_of_the_file():
    calls = [node for file in CODE for node in nodes(file) if isinstance(node, ast.Call)]
    named = [call.args for call in calls if getattr(call.func, "id", "") == "Words"]
    said = {key.value: english.value for key, english in named}
    assert len(said) > 10 and said == {key: TEXTS[key]["en"] for key in said}


def test_such_words_are_told_in_the_language_of_the_run(root, monkeypatch):
    (root / "config.yml").write_text("years: [2557]\nyears: [2558]", "utf-8")
    with pytest.raises(InputError) as refused:
        settings.load()
    assert str(refused.value) == "config.yml line 1: key written twice: years"
    monkeypatch.setenv("LANG_OUT", "th")
    assert notices.of_error(refused.value) == "ข้อผิดพลาด: config.yml บรรทัด 1: เขียนชื่อซ้ำ: years"


def test_the_client_that_cannot_read_them_has_both_languages_too():
    th, en = warm_client._SAID["th"], warm_client._SAID["en"]
    assert {key: slots(text) for key, text in th.items()} == {k: slots(t) for k, t in en.items()}
    assert all(THAI.search(text) for text in th.values())
    assert set(warm_client._SAID) == set(LANGUAGES) and warm_client._LANGUAGE == notices.VARIABLE


@pytest.mark.parametrize(("named", "told"), [("th", "ไม่มี"), ("en", "none")])
def test_the_variable_names_the_language(named, told, monkeypatch):
    monkeypatch.setenv("LANG_OUT", named)
    assert say("none") == told


@pytest.mark.parametrize("unset", [True, False])
@pytest.mark.parametrize(("languages", "told"), [("[th, en]", "ไม่มี"), ("[en, th]", "none")])
def test_without_it_the_first_language_of_the_settings(unset, languages, told, root, monkeypatch):
    # make hands on a variable that nobody set as an empty one.
    monkeypatch.setenv("LANG_OUT", "")
    if unset:
        monkeypatch.delenv("LANG_OUT")
    config = root / "config.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("languages: [th, en]", f"languages: {languages}"), "utf-8")
    assert say("none") == told


def test_settings_that_cannot_be_read_are_told_in_thai(root, monkeypatch):
    monkeypatch.delenv("LANG_OUT")
    (root / "config.yml").write_text("years: [", "utf-8")
    assert notices.language() == "th"


def test_another_language_is_refused_and_told_in_that_of_the_settings(monkeypatch):
    monkeypatch.setenv("LANG_OUT", "de")
    with pytest.raises(InputError, match="LANG_OUT is not a language of the messages") as refused:
        notices.settle()
    assert refused.value.found == "de"
    assert notices.of_error(refused.value).startswith("ข้อผิดพลาด: ค่า LANG_OUT ไม่ถูกต้อง")


def test_what_is_settled_is_handed_on(monkeypatch):
    monkeypatch.delenv("LANG_OUT")
    notices.settle()
    assert os.environ["LANG_OUT"] == "th"


def test_slots_may_be_texts_of_both_languages():
    notice = both("parameter_unknown", place=both("this_notebook"), name="'yaer'", near="")
    assert str(notice) == "this notebook has no parameter 'yaer'"
    assert notice.texts["th"] == "โน้ตบุ๊กนี้ ไม่มีพารามิเตอร์ 'yaer'"


ERRORS = [
    InputError("odd"),
    InputError("odd", line=3),
    InputError("odd", file="data/raw/plan.csv", line=7, expected=["a"], found=0, fix="x.yml"),
    InputError(Notice({"th": "แปลก", "en": "odd"}), expected=both("like_a_year"), found=""),
    InputError(
        both("not_a_day", name="x"),
        file="a.xlsx",
        fix="a.xlsx",
        mistakes=[
            Mistake(Place(sheet="ผล", cell="G6"), both("not_a_day", name="G6"), found="x"),
            Mistake(Place(sheet="ผล", row=7), "odd", expected=both("like_a_day")),
            Mistake(Place(line=3, column="value"), "odd", file="b.csv"),
            Mistake(Place(words=both("this_notebook")), "odd", file="b.csv"),
        ],
    ),
]


@pytest.mark.parametrize("error", ERRORS)
def test_in_english_the_message_is_the_one_that_records_keep(error):
    assert notices.of_error(error) == f"error: {error}"


def test_in_thai_the_frame_of_a_message_is_thai(monkeypatch):
    monkeypatch.setenv("LANG_OUT", "th")
    told = [notices.of_error(error) for error in ERRORS]
    assert told[2] == ("ข้อผิดพลาด: data/raw/plan.csv บรรทัด 7: odd; ที่ถูกต้องคือ a; พบ 0; แก้ไขที่ x.yml")
    assert told[3] == "ข้อผิดพลาด: แปลก; ที่ถูกต้องคือ ตัวเลข เช่น 2557; พบ "
    assert told[4].splitlines() == [
        "ข้อผิดพลาด: a.xlsx: x ไม่ใช่วันที่",
        " a.xlsx",
        "  แผ่นงาน ผล ช่อง G6: G6 ไม่ใช่วันที่; พบ x",
        "  แผ่นงาน ผล แถวที่ 7: odd; ที่ถูกต้องคือ ปี-เดือน-วัน ค.ศ. เช่น 2015-03-31",
        " b.csv",
        "  โน้ตบุ๊กนี้: odd",
        "  บรรทัด 3 คอลัมน์ value: odd",
        "ยังไม่ได้ใช้ข้อมูลนี้ โปรดแก้ไขที่ a.xlsx แล้วสั่งคำสั่งเดิมอีกครั้ง",
    ]
    assert str(ERRORS[3]) == "odd; expected like 2557; found "


def test_the_last_line_names_the_copies_in_which_mistakes_are_marked(monkeypatch):
    last = notices.of_error(ERRORS[4], ["reports/2557/x.xlsx"]).splitlines()[-1]
    assert last.startswith(
        "this has not been used: edit a.xlsx (see reports/2557/x.xlsx, where its cells are coloured"
    )
    monkeypatch.setenv("LANG_OUT", "th")
    assert "(ดู reports/2557/x.xlsx ซึ่ง" in notices.of_error(ERRORS[4], ["reports/2557/x.xlsx"])
