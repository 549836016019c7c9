"""Whether a report says the same as its last filed copy: then there is nothing to file."""

import json
from pathlib import Path
from typing import Any

from helpers.archive import copies, inputs
from helpers.archive.copies import Filing
from helpers.core import files

# Where a number was received is not what it says: a form may be renamed, a line may move.
_PLACES = ("source", "address", "file", "cell")
_FILE = "data/raw/"


def is_same(last: Filing, folder: Path, copied: dict[str, str]) -> bool:
    """Whether facts and maps in ``folder`` say what those of a copy say.

    How a page is set makes no other report. ``copied`` are fingerprints by the path inside.
    """
    filed = copies.read(last)["files"]
    if _maps(filed) != _maps(copied):
        return False
    if filed[inputs.FACTS] == copied[inputs.FACTS]:
        return True
    old, new = (json.loads(files.read_text(f / inputs.FACTS)) for f in (last.folder, folder))
    return _without_places(old) == _without_places(new)


def _maps(fingerprints: dict[str, str]) -> dict[str, str]:
    return {n: sha for n, sha in fingerprints.items() if n.startswith(f"{inputs.MAPS}/")}


def _without_places(value: Any) -> Any:
    """A part of a fact file without the files and lines its numbers were received in."""
    if isinstance(value, dict):
        return {n: _without_places(part) for n, part in value.items() if n not in _PLACES}
    if isinstance(value, list):
        named = [p for p in value if not (isinstance(p, str) and p.startswith(_FILE))]
        return [_without_places(part) for part in named]
    return value
