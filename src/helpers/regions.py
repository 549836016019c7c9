"""CODI's eleven regions: which provinces each holds, inferred from counts of tambons."""

from pathlib import Path

import pandas as pd

from helpers import paths
from helpers.errors import InputError

FILE = ("geography", "codi_regions.csv")
_COLUMNS = {"region_code", "region_th", "region_en", "published_units", "province_code", "status"}


def load(path: Path | None = None) -> pd.DataFrame:
    """One row a province with its region; codes are text.

    Raises ``InputError`` for a missing column or a province that stands in two regions.
    """
    path = path or paths.raw(*FILE)
    frame = pd.read_csv(path, dtype=str, encoding="utf-8-sig")
    missing = _COLUMNS - set(frame.columns)
    if missing:
        raise InputError("columns are missing", file=paths.relative(path), expected=sorted(missing))
    doubled = frame[frame.province_code.duplicated()].province_code.tolist()
    if doubled:
        raise InputError(
            "a province stands in two regions", file=paths.relative(path), found=doubled
        )
    return frame
