"""Figures of an officer's summary that are no longer the facts it was drafted from."""

import json
from decimal import ROUND_HALF_UP, Decimal

from helpers.actuals.forms.drafts import DRAFTED, as_number
from helpers.facts.book import ends

# Kinds a report shows rounded: a figure that rounds them is the fact.
_ROUNDED = ("ratio", "score", "step", "gap", "percent")


def mark(content: dict) -> None:
    """Note with an edited summary which of its figures are not the facts of ``content``.

    ``stale`` holds each as it was written and the fact it stands for; the fact is not in the
    content where it has none any more. ``unchecked`` is true of a form that did not keep what its
    draft was made with.
    """
    text = content["narrative"]["overall"].get(DRAFTED)
    if text is None or text["is_draft"]:
        return
    said = text.pop("draft_figures", None)
    if said is None:
        text["unchecked"] = True
        return
    stale = [
        {"said": words, "fact": next((f for f in facts if f in content["facts"]), facts[0])}
        for words, *facts in json.loads(said)
        if not any(_is(words, content["facts"].get(fact)) for fact in facts)
    ]
    if stale:
        text["stale"] = stale


def _is(words: str, fact: dict | None) -> bool:
    """Whether a figure as written is the value of a fact, or of either end of an interval."""
    if fact is None:
        return False
    number = as_number(words)
    decimals = Decimal(1).scaleb(int(number.as_tuple().exponent))
    for end in ends(fact["value"]):
        value = Decimal(str(end)) * (100 if fact["kind"] == "ratio" else 1)
        if fact["kind"] in _ROUNDED:
            value = value.quantize(decimals, rounding=ROUND_HALF_UP)
        if value == number:
            return True
    return False
