"""Every word of the views, in the language selected."""

import html
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.core.notices import Notice
from helpers.geography import gazetteer
from helpers.publish.language import NumberFormat


@dataclass(frozen=True)
class Wording:
    """Speaks one language; texts are those of ``labels.yml``, under ``explore``."""

    lang: str

    def __call__(self, key: str, **slots: object) -> str:
        """The text of a key such as ``views.map`` with its slots filled."""
        entry = metadata.load("labels.yml")["explore"]
        for part in key.split("."):
            entry = entry[part]
        return entry[self.lang].format(**slots)

    @cached_property
    def format(self) -> NumberFormat:
        """How numbers and days are written."""
        return NumberFormat(self.lang)

    def kind(self, kind: str) -> str:
        """A kind of body."""
        return metadata.load("registries.yml")["kinds"][kind]["label"][self.lang]

    def unit(self, printed: str) -> str:
        """A unit of measure, given as it is printed in Thai."""
        return printed if self.lang == "th" else metadata.load("units.yml")[printed]["en"]

    def area(self, code: str) -> str:
        """An area by its code; the country without one."""
        if code in ("", "TH"):
            return self("country")
        return _area_names(self.lang).get(code, code)

    def range(self, low: object, high: object, kind: str = "count") -> str:
        """One number, or both ends of what is known."""
        if pd.isna(low) or pd.isna(high):
            return self("what.no_data")
        return self.format.value({"low": float(low), "high": float(high)}, kind)

    def day(self, day: object) -> str:
        """A day, written short; nothing for one not known."""
        return (
            ""
            if pd.isna(day)
            else self.format.day(pd.Timestamp(day).date().isoformat(), short=True)
        )

    def error(self, error: InputError) -> str:
        """What an error says, in this language where it was given in both."""
        problem = error.problem
        return problem.texts[self.lang] if isinstance(problem, Notice) else str(error)


@cache
def _area_names(lang: str) -> dict[str, str]:
    """Names of regions, provinces and amphoe; not to be altered."""
    levels = [gazetteer.area_names(level) for level in ("region", "province", "amphoe")]
    every = pd.concat(levels)
    return dict(zip(every["code"], every[f"name_{lang}"], strict=True))


def safe(text: str) -> str:
    """A text as HTML."""
    return html.escape(text)
