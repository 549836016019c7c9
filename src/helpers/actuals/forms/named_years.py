"""The year a form's file says it is of, which is to be that of the form itself."""

import re
from pathlib import Path

from helpers.core import thai

_FIRST, _LAST = 2500, 2599
# The day a form was sent or saved: two further numbers, or a month, beside the year.
_DAYS = re.compile(
    r"\d{1,2}\s?[-_.]\s?\d{1,2}\s?[-_.]\s?\d{4}|\d{4}[-_.]\d{1,2}[-_.]\d{1,2}(?!\d)"
    r"|\d{1,2}[ _-]?(?:[ก-ฮเ][ก-๎]?\.?[ก-ฮ]\.|[ก-๎]+(?:คม|ยน|พันธ์))[ _-]?\d{4}"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def named(path: Path, folder: Path) -> list[int]:
    """Fiscal years (BE) in the name of a form under ``folder``, else in its nearest folder's.

    A year of a whole day is none: a form may be sent in the year after its own.
    """
    place = path.relative_to(folder)
    for name in (place.stem, *reversed(place.parent.parts)):
        text = _DAYS.sub(" ", thai.arabic_digits(name))
        found = [int(year) for year in _YEAR.findall(text)]
        years = [year for year in found if _FIRST <= year <= _LAST]
        if years:
            return years
    return []
