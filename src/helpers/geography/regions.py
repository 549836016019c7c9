"""CODI's eleven regions: which provinces each holds, inferred from counts of tambons."""

from pathlib import Path

import pandas as pd

from helpers.core import csv_lists, paths
from helpers.core.errors import InputError

FILE = ("geography", "codi_regions.csv")
_COLUMNS = ["region_code", "region_th", "region_en", "published_units", "province_code", "status"]


def file() -> Path:
    """The list of the tree worked in; the one that came with the code where it has none."""
    own = paths.raw(*FILE)
    return own if own.exists() else paths.PACKAGE.parent.parent.joinpath("data", "raw", *FILE)


def version() -> tuple[Path, int, int]:
    """The file, when it was written and its size: what rests on it holds for one version."""
    path = file()
    told = path.stat() if path.exists() else None
    return (path, told.st_mtime_ns, told.st_size) if told else (path, 0, 0)


def load(path: Path | None = None) -> pd.DataFrame:
    """One row a province with its region; codes are text.

    Raises ``InputError`` for a file that is missing or not UTF-8, a missing column, a blank code
    or a province that stands in two regions.
    """
    path = path or file()
    frame = csv_lists.read(path, _COLUMNS)
    blank = frame[frame[["region_code", "province_code"]].eq("").any(axis=1)]
    if len(blank):
        raise InputError("a code is blank", file=paths.relative(path), line=int(blank.index[0]))
    doubled = frame[frame.province_code.duplicated()].province_code.tolist()
    if doubled:
        raise InputError(
            "a province stands in two regions", file=paths.relative(path), found=doubled
        )
    return frame.reset_index(drop=True)
