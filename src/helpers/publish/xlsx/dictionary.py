"""The dictionary: every column, light, reason and term of the workbook in both languages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from helpers.publish.speaker import Speaker
from helpers.publish.xlsx import layout
from helpers.publish.xlsx.cells import Cells
from helpers.publish.xlsx.sheets import Sheet

if TYPE_CHECKING:
    from helpers.publish.annual import Report

LANGUAGES = ("th", "en")


def sheet(report: "Report", names: list[str]) -> Sheet:
    """Of the sheets called ``names`` and of those every workbook has; then the words used."""
    speakers = {lang: Speaker(report.facts, lang) for lang in LANGUAGES}
    listed = [name for name in layout.load()["sheets"] if name in (*names, "about", "dictionary")]
    rows = [row for name in listed for row in _columns(report.speaker, speakers, name)]
    return Sheet("dictionary", [*rows, *_words(report.speaker)])


def _columns(own: Speaker, speakers: dict[str, Speaker], name: str) -> Iterator[Cells]:
    for place, (column, about) in enumerate(layout.columns(name).items(), start=1):
        row: Cells = {
            "sheet": layout.title(own, name),
            "column": get_column_letter(place),
            "entry": column,
        }
        for lang, speaker in speakers.items():
            row[f"name_{lang}"] = layout.heading(speaker, column)
            row[f"meaning_{lang}"] = layout.meaning(speaker, column)
            if "unit" in about:
                row[f"unit_{lang}"] = speaker.word(f"workbook.units.{about['unit']}")
        yield row


def _words(own: Speaker) -> Iterator[Cells]:
    """Lights with their shapes, reasons and terms."""
    labels = own.labels
    for name, words in own.lights.items():
        shown = {lang: f"{words['shape']} {words[lang]}" for lang in LANGUAGES}
        yield _word(own, "light", name, shown, labels["workbook"]["lights"][name])
    for name, words in labels["reasons"].items():
        yield _word(own, "reason", name, words, {})
    for name, about in labels["terms"].items():
        yield _word(own, "term", name, about["name"], about["text"])


def _word(own: Speaker, what: str, entry: str, name: dict, meaning: dict) -> Cells:
    return {
        "sheet": own.word(f"workbook.words.{what}"),
        "entry": entry,
        **{f"name_{lang}": name[lang] for lang in LANGUAGES},
        **{f"meaning_{lang}": meaning.get(lang) for lang in LANGUAGES},
    }
