"""Which encoding the letters of a shapefile's DBF are in, told by the bytes themselves.

The .cpg that should say so is often missing or wrong, and Thai in cp874 then reads as Latin
letters without any error.
"""

from pathlib import Path

import pandas as pd
import pyogrio

# Consonants: no Thai is without one, and accented Latin letters seldom look like them.
_THAI = range(0x0E01, 0x0E2F)
# One letter a byte, so that the bytes come back as they are; GDAL knows it by this name only.
BYTES = "ISO-8859-1"


def of_shapefile(file: Path) -> str | None:
    """``utf-8``, ``cp874`` or ``ascii``; None if the letters are in neither."""
    attributes = pyogrio.read_dataframe(file, read_geometry=False, encoding=BYTES)
    texts = attributes.select_dtypes(["object", "string"])
    written = pd.unique(texts.to_numpy(dtype=object).ravel())
    values = [value.encode(BYTES) for value in written if isinstance(value, str)]
    foreign = [value for value in values if not value.isascii()]
    if not foreign:
        return "ascii"
    return next((name for name in ("utf-8", "cp874") if _fits(foreign, name)), None)


def declared(file: Path) -> str | None:
    """What the .cpg beside a shapefile says; None if there is none."""
    beside = file.with_suffix(".cpg"), file.with_suffix(".CPG")
    said = next((cpg for cpg in beside if cpg.is_file()), None)
    return said.read_text(encoding="ascii", errors="replace").strip() if said else None


def _fits(values: list[bytes], encoding: str) -> bool:
    """Whether every value is text of this encoding, and Thai at least once."""
    texts = [_decoded(value, encoding) for value in values]
    if any(text is None for text in texts):
        return False
    return any(ord(letter) in _THAI for text in texts for letter in text)


def _decoded(value: bytes, encoding: str) -> str | None:
    try:
        return value.decode(encoding)
    except UnicodeDecodeError as error:
        # A field may end in the middle of a letter; nothing else may be wrong.
        cut = encoding == "utf-8" and error.reason == "unexpected end of data"
        return value[: error.start].decode(encoding) if cut else None
