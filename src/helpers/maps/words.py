"""What a map says: its title and lines, and the maps' own words in both languages."""

from dataclasses import dataclass

from helpers import knowledge
from helpers.errors import InputError
from helpers.publish.number_format import NumberFormat

LANGUAGES = ("th", "en")
FILE = "src/helpers/metadata/maps.yml"


@dataclass(frozen=True)
class Words:
    """Texts of one map.

    ``lines`` stand under it: source, as-of, notes. Title and lines are drawn as they are given;
    ``numerals`` (``arabic`` or ``thai``) is for the numbers a map writes itself. ``watermark``
    is drawn across the map and above its title. ``InputError`` for a language there are no words
    in and for a blank title.
    """

    title: str
    lines: tuple[str, ...] = ()
    lang: str = "th"
    numerals: str = "arabic"
    watermark: str | None = None

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise InputError("a map has no such language", expected=LANGUAGES, found=self.lang)
        if not self.title.strip():
            raise InputError("a map without a title")

    @property
    def format(self) -> NumberFormat:
        """How this map writes numbers."""
        return NumberFormat(self.lang, self.numerals)

    def say(self, key: str, **slots: str) -> str:
        """The phrase ``key`` of ``maps.yml`` with its slots filled."""
        return self.both(knowledge.load("maps.yml")["words"][key], **slots)

    def both(self, texts: dict[str, str], **slots: str) -> str:
        """A text given in both languages, in the map's numerals; slots come in as they are."""
        return self.format.numerals(texts[self.lang]).format(**slots)

    def about(self) -> str:
        """Everything the map says in one line, for search and for those who cannot see it."""
        return " · ".join(filter(None, (self.watermark, self.title, *self.lines)))
