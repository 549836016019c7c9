"""What the columns of a layer are, by their names; the names are in ``boundary_schemas.yml``."""

import re
from collections.abc import Iterable
from functools import cache

from helpers import knowledge

_UNSAID = re.compile(r"[\s_.\-/]")
_TAMBON = ("tambon_code", "tambon_name")
_ABOVE = ("amphoe_code", "amphoe_name", "province_code", "province_name")


def of_role(columns: Iterable[str], role: str) -> list[str]:
    """The columns that play ``role``, the best known name first."""
    rank = _names(role)
    found = [column for column in columns if _key(column) in rank]
    return sorted(found, key=lambda column: rank[_key(column)])


def level(columns: Iterable[str]) -> str:
    """``tambon``, ``above`` (amphoe or province) or ``unknown``: what rows with these are."""
    columns = list(columns)
    if any(of_role(columns, role) for role in _TAMBON):
        return "tambon"
    return "above" if any(of_role(columns, role) for role in _ABOVE) else "unknown"


@cache
def _names(role: str) -> dict[str, int]:
    names = knowledge.load("boundary_schemas.yml")["columns"][role]
    return {_key(name): rank for rank, name in enumerate(names)}


def _key(name: str) -> str:
    return _UNSAID.sub("", str(name)).casefold()
