"""Sentences: texts of labels.yml with facts put in, and what is refused."""

import re

import pytest

from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.publish.document import Light, Number, Text, plain
from helpers.publish.language import Fact, Speaker

FACTS = {
    "settings": {"digits": "arabic", "cut_offs": {"reached": 100, "near": 90, "at_risk": 75}},
    "facts": {
        "count": {"value": 4331, "kind": "count"},
        "none": {"value": None, "kind": "count"},
    },
}


def speaker(lang: str = "th", digits: str | None = None) -> Speaker:
    return Speaker(FACTS, lang, digits)


def test_a_slot_takes_the_number_of_a_fact():
    line = speaker().say("summary.scores_some", count=Fact("count"))
    assert Number("count", "4,331") in line
    assert plain(line).startswith("ให้คะแนนได้ 4,331 ตัว")


def test_a_light_has_shape_and_word():
    light = speaker("en").light("at_risk")
    assert light == Light("at_risk", "◆", "at risk")
    assert plain((light,)) == "◆ at risk"


def test_missing_is_a_sign_and_never_zero():
    assert plain(speaker().optional("none")) == "–"
    assert plain(speaker().optional("not there")) == "–"


def test_thai_numerals_leave_identifiers_alone():
    thai = speaker(digits="thai")
    assert plain(thai.text("3 ขั้น")) == "๓ ขั้น"
    assert thai.code("1.4.1a") == (Text("1.4.1a", "code"),)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: s.say("no.such.text"), "no text for no.such.text"),
        (lambda s: s.say("executive.heading", count=Fact("count")), "no slot for"),
        (lambda s: s.say("summary.scores_some"), "needs a value for count"),
        (lambda s: s.word("title"), "no text in th"),
        (lambda s: Speaker(FACTS, "en").unit("กิโลกรัม"), "no English for the unit"),
    ],
)
def test_a_text_that_cannot_be_said_is_refused(call, message):
    with pytest.raises(InputError, match=message) as refused:
        call(speaker())
    assert "labels.yml" in str(refused.value)


def texts(entry: object, path: str = "") -> list[tuple[str, dict]]:
    """Every text of labels.yml with its key."""
    if isinstance(entry, dict) and {"th", "en"} & set(entry):
        return [(path, entry)]
    if isinstance(entry, dict):
        return [found for k, v in entry.items() for found in texts(v, f"{path}.{k}".strip("."))]
    return []


ALL_TEXTS = texts(metadata.load("labels.yml"))


def test_every_text_has_both_languages_with_the_same_slots():
    one_language = ("reading_units",)
    checked = [(key, entry) for key, entry in ALL_TEXTS if not key.startswith(one_language)]
    assert len(checked) > 200
    for key, entry in checked:
        assert {"th", "en"} <= set(entry), key
        slots = [set(re.findall(r"{(\w+)}", entry[lang])) for lang in ("th", "en")]
        # The mark of an unofficial translation has no Thai counterpart.
        assert slots[0] == slots[1], key


def test_no_text_holds_a_figure_of_its_own():
    # The days that begin and end every fiscal year are law, not results.
    lawful = {"method.fiscal"}
    with_digits = [
        k for k, e in ALL_TEXTS if k not in lawful and re.search(r"\d", " ".join(e.values()))
    ]
    assert with_digits == []


def test_every_sign_is_in_the_font():
    from fontTools.ttLib import TTFont

    from helpers.publish import fonts

    letters = TTFont(str(fonts.file("Regular"))).getBestCmap()
    shapes = [entry["shape"] for entry in metadata.load("labels.yml")["lights"].values()]
    assert len(set(shapes)) == len(shapes) == 9
    assert [shape for shape in shapes if ord(shape) not in letters] == []


def test_every_reason_and_light_and_kind_has_a_text():
    from helpers.assessment import reasons
    from helpers.core import schemas

    labels = metadata.load("labels.yml")
    assert {str(reason) for reason in reasons.Reason} == set(labels["reasons"])
    assert set(schemas.LIGHTS) == set(labels["lights"])
    assert set(schemas.GOAL_KINDS) == set(labels["kinds"])
    assert set(schemas.TYPE_SOURCES) == set(labels["type_sources"])
    assert set(schemas.MEASURE_TYPES) - {"milestone"} <= set(labels["terms"])
