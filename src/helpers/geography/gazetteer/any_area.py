"""An area of any level, by its code or by its name as people write it."""

from helpers.core import asked, thai
from helpers.core.errors import InputError
from helpers.geography.gazetteer import areas
from helpers.geography.gazetteer.provinces import province

LEVELS = ("country", "region", "province", "amphoe")


def area(given: object) -> tuple[str, str]:
    """Level and code of the area that ``given`` is the code of, or the name.

    Names are those of the country, of CODI's regions and of provinces, in Thai or English; amphoe
    share names, so they have codes alone. Raises ``InputError`` for anything else, with what is
    most like it.
    """
    words = str(given).strip()
    found = next((level for level in LEVELS if words in _codes(level)), None)
    if found is not None:
        return found, words
    if (code := province(words)) is not None:
        return "province", code
    level, code = _named().get(_key(words), ("", ""))
    if not code:
        raise InputError("no such area", expected=_like(words), found=words)
    return level, code


def code_at(level: str, given: object) -> str:
    """The code of an area of ``level``; what names none is given back as text, to be refused."""
    try:
        found, code = area(given)
    except InputError:
        return str(given)
    return code if found == level else str(given)


def _codes(level: str) -> set[str]:
    return set(areas.area_names(level)["code"])


def _named() -> dict[str, tuple[str, str]]:
    """Level and code by name, of levels in which a name stands once."""
    return {
        _key(name): (level, row.code)
        for level in ("country", "region")
        for row in areas.area_names(level).itertuples(index=False)
        for name in (row.name_th, row.name_en)
    }


def _key(name: str) -> str:
    return thai.normalise(name).casefold()


def _like(words: str) -> object:
    """What is most like it: of names those of provinces and regions, of codes some of each kind."""
    if words.isascii() and (words.isdigit() or len(words) <= 3):
        return ["TH", "BMR", "38", "3801"]
    lang = "en" if words.isascii() else "th"
    return asked.like(
        words,
        [name for level in LEVELS[:3] for name in areas.area_names(level)[f"name_{lang}"]],
    )
