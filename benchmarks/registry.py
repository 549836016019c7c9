"""A generated registry of a million lines: how fast it is matched, and cleaned from end to end."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import geothai
import numpy as np
import pandas as pd

from helpers.core import paths, thai
from helpers.geography import gazetteer

LINES = 1_000_000
# Lines the slow way is timed on; its time grows with the lines, so the rest is reckoned.
SAMPLE = 20_000
SEED = 2557
_PREFIXES = (
    ("", "", ""),
    ("ต.", "อ.", "จ."),
    ("ตำบล", "อำเภอ", "จังหวัด"),
    ("ต. ", "อ. ", "จ. "),
)
_HABITS = ("{d}/{m}/{be}", "{d}/{m:02d}/{short}", "{ce}-{m:02d}-{d:02d}", "{d} {month} {be}")
_MONTHS = tuple(
    thai.format_date_short(date(2008, month, 1), "th").split()[1] for month in range(1, 13)
)
_CHAIN = """
import resource, time
from helpers import registries
from helpers.core import datasets
begun = time.perf_counter()
cleaned = registries.clean(datasets.REAL)
registries.write(cleaned, datasets.REAL)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
print(time.perf_counter() - begun, most, len(cleaned.registrations), len(cleaned.rejects))
"""


def lines(number: int = LINES) -> pd.DataFrame:
    """A council export: one line a body, addresses and days in every habit, one in 50 wrong."""
    random = np.random.default_rng(SEED)
    places = gazetteer.reference().iloc[random.integers(0, 7425, number)].reset_index(drop=True)
    habit = random.integers(0, len(_PREFIXES), number)
    frame = pd.DataFrame({"ลำดับ": np.arange(1, number + 1)})
    frame["ชื่อสภา"] = "สภาองค์กรชุมชนตำบลตัวอย่าง " + frame["ลำดับ"].astype("str")
    levels = (("ตำบล", "name_th"), ("อำเภอ", "amphoe_th"), ("จังหวัด", "province_th"))
    for level, (heading, column) in enumerate(levels):
        prefixes = np.array([prefix[level] for prefix in _PREFIXES], dtype=object)[habit]
        frame[heading] = prefixes + places[column].astype(object)
    wrong = random.random(number) < 0.02
    frame.loc[wrong, "ตำบล"] = "ไม่มีตำบลนี้"
    frame["วันที่จดแจ้ง"] = _days(random, number)
    frame["สถานะ"] = "ปกติ"
    for heading in ("จำนวนองค์กร", "จำนวนสมาชิก"):
        frame[heading] = random.integers(5, 500, number)
    frame["ชื่อประธาน"] = "นายตัวอย่าง ทดสอบ"
    frame["เบอร์โทร"] = "080-000-0000"
    for extra in range(4):
        frame[f"หมายเหตุ {extra}"] = "-"
    return frame


def _days(random: np.random.Generator, number: int) -> np.ndarray:
    """Days from 2551 to 2557 in every habit, chosen among some ten thousand texts."""
    days = pd.date_range("2008-03-01", "2014-09-30")
    texts = [
        habit.format(d=day.day, m=day.month, month=_MONTHS[day.month - 1], ce=day.year,
                     be=_be(day), short=_be(day) % 100)
        for day in days for habit in _HABITS
    ]  # fmt: skip
    return np.array(texts, dtype=object)[random.integers(0, len(texts), number)]


def _be(day: pd.Timestamp) -> int:
    return thai.ce_to_be(day.year)


def matching(frame: pd.DataFrame) -> dict[str, float]:
    """Seconds to match every line by the gazetteer, and by ``DataFrame.apply`` (reckoned)."""
    address = frame[["ตำบล", "อำเภอ", "จังหวัด"]].set_axis(["tambon", "amphoe", "province"], axis=1)
    address = address.astype("str")
    gazetteer.match(address.head(1))
    begun = time.perf_counter()
    unique = address.drop_duplicates()
    found = unique.assign(code=gazetteer.match(unique)["tambon_code"])
    matched = address.merge(found, how="left")["code"]
    ours = time.perf_counter() - begun
    sample = address.head(SAMPLE)
    geothai.match("บ้านใหม่")
    begun = time.perf_counter()
    sample.apply(
        lambda row: geothai.match(row.tambon, district=row.amphoe, province=row.province), axis=1
    )
    theirs = (time.perf_counter() - begun) * len(address) / len(sample)
    return {"seconds": ours, "apply_seconds": theirs, "ratio": theirs / ours,
            "matched": float(matched.notna().sum())}  # fmt: skip


@contextmanager
def tree(root: Path) -> Iterator[None]:
    """A tree of its own with the real settings and regions, as long as the block lasts."""
    (root / "data/raw/registries").mkdir(parents=True)
    (root / "data/raw/geography").symlink_to(paths.raw("geography"))
    (root / "config.yml").symlink_to(paths.root() / "config.yml")
    before = dict(os.environ)
    os.environ["TAMBON_ROOT"] = str(root)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def chain(frame: pd.DataFrame) -> dict[str, float]:
    """Seconds and the most memory (GB) of reading, cleaning, matching and writing all lines."""
    with tempfile.TemporaryDirectory() as name, tree(Path(name)):
        frame.to_csv(paths.raw("registries", "councils_2014-10-15.csv"), index=False)
        command = [sys.executable, "-c", _CHAIN]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, gigabytes, bodies, rejects = map(float, done.stdout.split()[-4:])
    return {"seconds": seconds, "gigabytes": gigabytes, "bodies": bodies, "rejects": rejects}
