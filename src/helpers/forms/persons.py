"""Personal data in what officers write: more titles are known than in exports of registries."""

import re
from functools import cache

from helpers import thai
from helpers.forms import declared
from helpers.registries import declared as registries
from helpers.registries import personal
from helpers.registries.declared import Content

# Between two digits: "081 - 234 - 5678", "(02) 123 4567", dashes of any length.
_DASH = re.compile(r"(?<=\d)[ \t]*[-\u2010-\u2015\u2212][ \t]*(?=\d)")
_BRACKETS = re.compile(r"\((\d{2,3})\)[ \t]*(?=\d)")


def personal_in(words: str) -> str:
    """Kinds of personal data in a text, in Thai and English; empty where there is none.

    The text is looked at as written and as a reader sees it, without what nobody sees.
    """
    # Line by line: what ends one line is no name with what begins the next.
    seen = "\n".join(thai.normalise(line) for line in words.splitlines())
    seen = _DASH.sub("-", _BRACKETS.sub(r"\1-", seen))
    kinds = [*personal.kinds_in(words, _contents()), *personal.kinds_in(seen, _contents())]
    names = declared.load()["personal"]
    told = dict.fromkeys(f"{names[kind]['th']} / {names[kind]['en']}" for kind in kinds)
    return ", ".join(told)


@cache
def _contents() -> list[Content]:
    """Patterns of registries and those of forms, which would hit names of places in registries."""
    shared = [c for c in registries.load().personal.contents if "text" in c.types]
    own = declared.load()["persons"]
    return [*shared, *(Content("person", re.compile(pattern), ("text",)) for pattern in own)]
