"""What tambons, amphoes and kinds of body are called in a sentence, in Thai and English."""

from collections.abc import Iterable

import pandas as pd

from helpers.core import metadata
from helpers.core.metadata import LANGUAGES
from helpers.geography import gazetteer

BANGKOK = "10"


def texts() -> dict:
    """The texts of this report."""
    return metadata.load("labels.yml")["where_next"]


def area_words(code: str) -> dict[str, dict[str, str]]:
    """The words for areas in the province of ``code``: in Bangkok khwaeng and khet."""
    return texts()["areas"]["khwaeng" if code.startswith(BANGKOK) else "tambon"]


def place(frame: pd.DataFrame, code: str, seen_from: str) -> dict[str, str]:
    """A tambon with its amphoe, and with its province where that is not ``seen_from``."""
    row = frame.loc[code]
    key = "name" if row["province_code"] == seen_from else "far_name"
    provinces = gazetteer.area_names("province").set_index("code")
    pattern = area_words(row["province_code"])[key]
    return {
        lang: pattern[lang].format(
            tambon=row[f"name_{lang}"],
            amphoe=row[f"amphoe_{lang}"],
            province=provinces.at[row["province_code"], f"name_{lang}"],
        )
        for lang in LANGUAGES
    }


def kinds(listed: Iterable[str], joiner: str) -> dict[str, str]:
    """Kinds of body in a row, joined by ``and`` or ``or``."""
    words, listed = texts(), list(listed)
    return {
        lang: words["joined"][joiner][lang].join(words["kinds"][kind][lang] for kind in listed)
        for lang in LANGUAGES
    }
