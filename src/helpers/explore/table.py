"""The table below the views, and the file it is taken home in."""

import pandas as pd
from itables.typing import JavascriptFunction

from helpers.explore.ranking import area_names
from helpers.explore.wording import Wording
from helpers.geography import gazetteer

# The mark by which Excel knows that a CSV is UTF-8.
_BOM = "\ufeff"
# No row can be selected, yet the widget lets go of all whenever it is filled, and DataTables looks
# through every row for each: seconds for the country's tambons.
_UNWATCHED = JavascriptFunction('function () { this.api().off("deselect"); }')


def shown(frame: pd.DataFrame, what: str, words: Wording) -> pd.DataFrame:
    """A view's frame as people read it: headings and words of the language, per cent, names.

    ``what`` is one of ``selection.TABLES``.
    """
    made = _SHOWN[what](frame, words)
    return made.rename(columns={name: words(f"columns.{name}") for name in made.columns})


def _areas(frame: pd.DataFrame, words: Wording) -> pd.DataFrame:
    is_registry = bool((frame["source"] == "registry").any())
    middle = ((frame["share_low"] + frame["share_high"]) / 2).astype(float) * 100
    ends_of = zip(frame["n_bodies_low"], frame["n_bodies_high"], strict=True)
    made = pd.DataFrame(
        {
            "year_be": frame["year_be"].astype(int),
            "rank": _whole(frame["rank"]),
            "code": frame["code"],
            "name": area_names(frame, words),
            "n_units": _whole(frame["n_units"]),
            "n_covered": _whole(frame["n_covered"]),
            "n_bodies": [words.range(*ends) if pd.notna(ends[0]) else "" for ends in ends_of],
            "share_per_cent": [round(one, 2) if pd.notna(one) else "" for one in middle],
            "status": frame["status"].map(lambda status: words(f"statuses.{status}")),
            "source": frame["source"].map(lambda source: words(f"sources.{source}")),
        }
    )  # fmt: skip
    if is_registry:
        return made.assign(n_bodies=_whole(frame["n_bodies"]))
    # What was published counts bodies; how many tambons they cover nobody said.
    return made.drop(columns="n_covered")


def _whole(values: pd.Series) -> list:
    """Counts; what is missing is nothing, in a column that still sorts as numbers."""
    return [int(one) if pd.notna(one) else "" for one in values]


def _course(frame: pd.DataFrame, words: Wording) -> pd.DataFrame:
    rows = frame.to_dict("records")
    return pd.DataFrame(
        {
            "year_be": frame["year_be"].astype(int),
            "what": [words("what.hold" if row["hold"] else f"what.{row['what']}") for row in rows],
            "value": [words.range(row["low"], row["high"]) for row in rows],
            "as_of": [_period(row, words) for row in rows],
            "status": [words(f"statuses.{row['status']}") if isinstance(row["status"], str) else ""
                       for row in rows],
            "reading_id": frame["reading_id"].fillna(""),
        }
    )  # fmt: skip


def _period(row: dict, words: Wording) -> str:
    first, last = words.day(row["as_of_from"]), words.day(row["as_of_to"])
    return first if first == last else f"{first} – {last}"


def _tambons(frame: pd.DataFrame, words: Wording) -> pd.DataFrame:
    names = {
        level: gazetteer.area_names(level).set_index("code")[f"name_{words.lang}"]
        for level in ("amphoe", "province")
    }
    return pd.DataFrame(
        {
            "year_be": frame["year_be"].astype(int),
            "tambon_code": frame["tambon_code"],
            "tambon": frame[f"name_{words.lang}"],
            "amphoe": frame["amphoe_code"].map(names["amphoe"]),
            "province": frame["province_code"].map(names["province"]),
            "covered": frame["covered"].map({True: words("has"), False: words("has_none")}),
            "n_bodies": frame["n_bodies"],
            # Sorts as it reads, which a day in words does not.
            "first_registered_on": frame["first_registered_on"].dt.strftime("%Y-%m-%d").fillna(""),
        }
    )


_SHOWN = {"areas": _areas, "course": _course, "tambons": _tambons}


def options(words: Wording, file_name: str) -> dict:
    """How itables shows it: every row, sorted, searched, copied and saved in the browser."""
    # Not the name of the file of the numbers behind it, which lies in the same folder.
    seen = f"{file_name}_{words.lang}"
    own = {
        "copyHtml5": {"text": words("copy")},
        "csvHtml5": {"text": "CSV", "bom": True, "filename": seen},
        "excelHtml5": {"text": "Excel", "title": None, "filename": seen},
    }
    said = ("search", "info", "infoEmpty", "infoFiltered", "zeroRecords", "lengthMenu")
    return {
        "buttons": [{"extend": name, **about} for name, about in own.items()],
        "language": {name: words(f"table_words.{name}") for name in said},
        "maxBytes": 0,
        "showIndex": False,
        "classes": "display compact nowrap",
        "pageLength": 12,
        "lengthMenu": [12, 25, 100],
        "order": [],
        "drawCallback": _UNWATCHED,
    }


def csv(frame: pd.DataFrame) -> bytes:
    """The frame itself as a file: English column names, days CE, UTF-8 with its mark."""
    return (_BOM + frame.to_csv(index=False, date_format="%Y-%m-%d")).encode("utf-8")
