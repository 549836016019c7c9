"""What a fact is, in words, by its id: ``metadata/fact_names.yml`` with the names put in."""

import re
from functools import cache

from helpers.core import metadata
from helpers.publish.language import Speaker

_SLOT = re.compile(r"\{(\w+)\}")
_INDICATOR = r"\d{4}(?:-\d{4})?/[\d.]+[a-z]?"
# What a slot of an id may be; everything else is what stands between two colons.
_SHAPES = {"indicator": _INDICATOR, "id": _INDICATOR, "year": r"\d{4}"}


def part(speaker: Speaker, fact_id: str) -> str | None:
    """What of its subject a fact is; nothing for a fact without words of its own."""
    for pattern, words in _patterns():
        if found := pattern.fullmatch(fact_id):
            said = {name: _named(speaker, name, given) for name, given in found.groupdict().items()}
            return words[speaker.lang].format(**said)
    return None


def named(speaker: Speaker, fact_id: str) -> str:
    """The same with the number of its indicator; of a fact without words that it is a figure."""
    words = part(speaker, fact_id) or speaker.word("filing.figure")
    indicator = re.match(_INDICATOR + ":", fact_id)
    return f"{indicator[0].partition('/')[2].rstrip(':')} {words}" if indicator else words


@cache
def _patterns() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    listed = metadata.load("fact_names.yml").items()
    return [(re.compile(_pattern(template)), words) for template, words in listed]


def _pattern(template: str) -> str:
    """The ids a template stands for; its slots are groups, but ``{_}``."""
    pieces = _SLOT.split(template)
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        pieces[place] = "[^:]+" if name == "_" else f"(?P<{name}>{_SHAPES.get(name, '[^:]+')})"
    pieces[::2] = map(re.escape, pieces[::2])
    return "".join(pieces)


def _named(speaker: Speaker, slot: str, given: str) -> str:
    """How a reader knows what stands in an id; where nothing names it, as it stands."""
    match slot:
        case "year":
            return speaker.format.year(int(given))
        case "id":
            return given.partition("/")[2]
        case "light":
            return speaker.lights.get(given, {}).get(speaker.lang, given)
        case "area":
            return _area(speaker, given)
        case "reading":
            return _reading(speaker, given)
        case "kind":
            declared = speaker.facts.get("coverage", {}).get("declared", {})
            return declared.get(given, {}).get(speaker.lang, given)
        case "denominator":
            entry = speaker.labels["coverage"].get(given, {})
            return entry.get(speaker.lang, given)
        case "reason":
            entry = metadata.load("reject_reasons.yml").get(given)
            return _SLOT.sub("…", entry[speaker.lang]) if entry else given
    return given


def _area(speaker: Speaker, code: str) -> str:
    regions = speaker.facts.get("councils", {}).get("regions", [])
    names = {region["code"]: region["name"] for region in regions}
    if code in names:
        return names[code][speaker.lang]
    return speaker.word("sources.country") if code == "TH" else code


def _reading(speaker: Speaker, reading_id: str) -> str:
    """What a reading counts and its day; of one published, its number in the list too."""
    about = speaker.facts["readings"].get(reading_id, {})
    day = about.get("as_of")
    known = [
        about.get("label", {}).get(speaker.lang),
        speaker.format.day(day, short=True) if day else None,
        None if about.get("kind") in ("filed", "registry") else reading_id,
    ]
    return " · ".join(filter(None, known)) or reading_id
