"""Every tambon of a fiscal year with what stands in it: the frame that all questions start from."""

import re
from datetime import date

import pandas as pd

from helpers import coverage
from helpers.core import metadata, thai
from helpers.core.datasets import DEMO, Dataset
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice, both
from helpers.geography import gazetteer

# What a code of a province looks like; everything else that is typed is taken for a name.
_CODE = re.compile(r"\d+")


def province_of(text: str, year: int) -> str:
    """The code of the province that ``text`` names, as it stood at the end of fiscal year ``year``.

    Raises ``InputError`` for a name or code of no province, with the one most like it, and for a
    province that did not exist yet, with the one its tambons lay in.
    """
    code = gazetteer.province(str(text))
    standing = gazetteer.provinces_of_year(year).set_index("code")
    if code is None:
        near = None if _CODE.fullmatch(str(text).strip()) else gazetteer.alike(str(text))
        raise InputError(
            both("province_unknown"), expected=near or both("province_like"), found=str(text)
        )
    if code not in standing.index:
        raise _not_yet(code, year)
    return code


def _not_yet(code: str, year: int) -> InputError:
    """The refusal of a province that came later, naming the one that held its tambons."""
    then = gazetteer.of_year(year).set_index("tambon_code")["province_code"]
    held = gazetteer.in_year(year)
    of_it = held[held.index.str[:2] == code]
    before = sorted(then[then.index.isin(of_it)].unique())
    return InputError(
        both("province_not_yet", year=year, name=_names([code]), before=_names(before)),
        found=code,
    )


def _names(codes: list[str]) -> Notice:
    names = gazetteer.area_names("province").set_index("code")
    texts = {
        lang: ", ".join(f"{names.at[one, f'name_{lang}']} (PROVINCE={one})" for one in codes)
        for lang in LANGUAGES
    }
    return Notice(texts)


def pair() -> tuple[str, str]:
    """The two kinds laid over each other: councils and welfare funds."""
    first, second = metadata.load("report.yml")["overlap"]
    return first, second


def counted(year: int, as_of: date | None, dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Both tables of coverage of a year and day; ``InputError`` where nothing is known of it.

    Without a registry that reaches the year there is no list: none is made up for the real data.
    """
    day = as_of or thai.fiscal_year_end(year)
    command = "make demo" if dataset is DEMO else "make report"
    try:
        found = coverage.read_part(year, day, dataset)
    except InputError as error:
        raise InputError(
            both("where_not_built", year=year, command=f"{command} {_named(dataset)}={year}")
        ) from error
    if not set(pair()) & set(found["coverage"]["kind"]):
        raise InputError(both("where_no_registry", year=year))
    return found


def _named(dataset: Dataset) -> str:
    return "YEARS" if dataset is DEMO else "YEAR"


def of_coverage(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """One row a tambon of the year, by its code: names, areas, ``has_`` and ``since_`` each kind.

    ``since_`` is the day of the first registration, blank where there is no body on the day.
    """
    frame = gazetteer.of_year(year).set_index("tambon_code")
    amphoe = gazetteer.area_names("amphoe").set_index("code")
    for lang in ("th", "en"):
        frame[f"amphoe_{lang}"] = frame["amphoe_code"].map(amphoe[f"name_{lang}"])
    for kind, part in rows.groupby("kind"):
        own = part.set_index("tambon_code").reindex(frame.index)
        frame[f"has_{kind}"] = own["covered"].astype(bool)
        frame[f"since_{kind}"] = own["first_registered_on"].where(frame[f"has_{kind}"])
    return frame
