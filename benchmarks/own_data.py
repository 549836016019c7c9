"""A researcher's table of a million rows, generated: how fast and in how much memory it joins."""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from registry import tree

from helpers.core import paths, thai
from helpers.geography import gazetteer

ROWS = 1_000_000
SEED = 2558
_PREFIXES = (
    ("", "", ""),
    ("ต.", "อ.", "จ."),
    ("ตำบล", "อำเภอ", "จังหวัด"),
    ("ต. ", "อ. ", "จ. "),
    ("\u200bต.", "อำเภอ ", ""),
)
_YEARS = range(2551, 2560)
_JOIN = """
import resource, sys, time
from helpers.analysis.places import join_places
begun = time.perf_counter()
found = join_places(sys.argv[1])
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
seconds = time.perf_counter() - begun
print(seconds, time.process_time(), most, len(found.joined), len(found.unmatched))
"""


def rows(number: int = ROWS) -> pd.DataFrame:
    """Names in every habit or in English, years in both eras and digits, one row in 50 misspelt."""
    random = np.random.default_rng(SEED)
    places = gazetteer.reference().iloc[random.integers(0, 7425, number)].reset_index(drop=True)
    habit = random.integers(0, len(_PREFIXES) + 1, number)
    english = habit == len(_PREFIXES)
    frame = pd.DataFrame({"household": np.arange(1, number + 1)})
    levels = (("ตำบล", "name"), ("อำเภอ", "amphoe"), ("จังหวัด", "province"))
    for level, (heading, column) in enumerate(levels):
        prefixes = [*(prefix[level] for prefix in _PREFIXES), ""]
        thai_names = np.array(prefixes, dtype=object)[habit] + places[f"{column}_th"].astype(object)
        frame[heading] = np.where(english, places[f"{column}_en"], thai_names)
    wrong = random.random(number) < 0.02
    frame.loc[wrong, "ตำบล"] = frame.loc[wrong, "ตำบล"].str[:-1] + "ฬ"
    frame["ปี"] = np.array(_every_year(), dtype=object)[random.integers(0, 27, number)]
    for extra in range(6):
        frame[f"answer_{extra}"] = random.integers(0, 100, number)
    return frame


def _every_year() -> list[str]:
    """Each year BE, in Thai digits, and CE."""
    return [
        text
        for year in _YEARS
        for text in (str(year), thai.thai_digits(str(year)), str(thai.be_to_ce(year)))
    ]


def joining(frame: pd.DataFrame) -> dict[str, float]:
    """Seconds of the clock and of the processor, and the most memory (GB), of a file joined."""
    with tempfile.TemporaryDirectory() as name, tree(Path(name)):
        file = paths.raw("hers.csv")
        frame.to_csv(file, index=False)
        command = [sys.executable, "-c", _JOIN, str(file)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    names = ("seconds", "cpu", "gigabytes", "joined", "unmatched")
    return dict(zip(names, map(float, done.stdout.split()[-5:]), strict=True))
