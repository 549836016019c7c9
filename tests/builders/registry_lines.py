"""Lines of registries as reading hands them over, and what cleaning makes of them."""

import pandas as pd

from helpers.registries import cleaning, declarations
from helpers.registries.reading import Reading

EXPORT = "2014-09-30"
BASE = {
    "name": "ตัวอย่าง ก",
    "tambon": "ในเวียง",
    "amphoe": "เมืองน่าน",
    "province": "น่าน",
    "registered_on": "1/6/2553",
}
ELSEWHERE = {"tambon": "ผาสิงห์"}
NO_REJECTS = pd.DataFrame(columns=["kind", "source_file", "source_row", "reason_code"])


def lines(*cells: dict, kind: str = "council", file: str = "a.csv", **leading) -> pd.DataFrame:
    """Lines as reading hands them over, each ``BASE`` but for the given cells."""
    fields = declarations.load().kinds[kind].fields
    rows = [{**dict.fromkeys(fields), **BASE, **given} for given in cells]
    frame = pd.DataFrame(rows).astype(dict.fromkeys(fields, "str"))
    place = {
        "source_file": file,
        "source_row": range(2, len(rows) + 2),
        "exported_on": pd.Timestamp(leading.pop("exported_on", EXPORT)),
        "fixes_file": None,
        "fixes_row": None,
        **leading,
    }
    types = {"source_row": "Int64", "fixes_file": "str", "fixes_row": "Int64"}
    return pd.concat([pd.DataFrame(place, index=frame.index).astype(types), frame], axis=1)


def clean(*frames: pd.DataFrame, kind: str = "council", unread: pd.DataFrame = NO_REJECTS, **kw):
    whole = pd.concat(frames, ignore_index=True)
    counts = whole.groupby("source_file").size()
    account = pd.DataFrame({"source_file": counts.index, "kind": kind, "what": "read", "n": counts})
    more = pd.DataFrame({"source_file": "x", "kind": kind, "what": "rejected", "n": [len(unread)]})
    account = pd.concat([account, more], ignore_index=True)
    return cleaning.clean_lines(Reading({kind: whole}, unread, account), **kw)


def reasons(cleaned) -> dict[str, str]:
    rejects = cleaned.rejects
    names = rejects["source_file"] + "#" + rejects["source_row"].astype("str")
    return dict(zip(names, rejects["reason_code"], strict=True))
