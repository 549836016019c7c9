"""Tambons a line may have meant, as the officer reads them."""

from collections.abc import Iterable
from functools import cache

from helpers import knowledge
from helpers.gazetteer import areas
from helpers.gazetteer.lexicon import Lexicon, Place

SHOWN = 10


def told(places: Iterable[Place]) -> str | None:
    """``ต.x อ.y จ.z (code); ... ; +3``: at most ten tambons, then how many more there are."""
    codes = sorted({place.reference for place in places})
    more = [f"+{len(codes) - SHOWN}"] if len(codes) > SHOWN else []
    return "; ".join([*(_addresses()[code] for code in codes[:SHOWN]), *more]) or None


def near(names: Lexicon, province: str | None, amphoe: str | None, tambon: str) -> list[Place]:
    """Places for a name nobody knows: those that sound alike, else all of the amphoe."""
    alike = names.tambons_like(province, amphoe, tambon) if province or amphoe else []
    return alike or (names.find(province, amphoe, None) if amphoe else [])


@cache
def _addresses() -> dict[str, str]:
    words = knowledge.load("gazetteer.yml")["address"]
    return {
        row.tambon_code: words.get(row.province_code, words["default"]).format(
            tambon=row.name_th, amphoe=row.amphoe_th, province=row.province_th
        )
        + f" ({row.tambon_code})"
        for row in areas.reference().itertuples()
    }
