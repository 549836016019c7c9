"""What an officer is to know of a report before it is filed, each in words with its code.

It is told after every run that made the report, and kept in the record of a filed copy.
"""

import json
from dataclasses import dataclass
from datetime import date

from helpers.archive import inputs
from helpers.core import files, paths
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice, both
from helpers.publish.annual import cell_words, executive, quality
from helpers.publish.document import plain
from helpers.publish.language import Speaker
from helpers.workflow import vanished

SUMMARY = "executive_summary"
# Who signs is told of last, in the order of the form.
_APPROVAL = ("prepared_by", "reviewed_by", "approved_by")


@dataclass(frozen=True)
class Caution:
    """One thing to know; ``code`` is its key in ``messages.yml``."""

    code: str
    words: Notice


def of_report(year: int, as_of: date) -> list[Caution]:
    """What is doubtful in a report as it is now; nothing of one whose facts were not made."""
    file = paths.report_folder(year, as_of) / inputs.FACTS
    if not file.exists():
        return []
    speakers = _speakers(json.loads(files.read_text(file)))
    facts = speakers["en"].facts
    summary = facts["narrative"]["overall"].get(SUMMARY) or {}
    found = []
    if summary.get("stale"):
        told = _each(speakers, lambda speaker: executive.stale(speaker, summary))
        place = cell_words.notice(summary)
        found.append(_caution("caution_stale", year, place=place, figures=told))
    if summary.get("unchecked"):
        place = cell_words.notice(summary)
        found.append(_caution("caution_unchecked", year, place=place))
    if any("fallen" in entry for entry in facts["indicators"]):
        places = [
            cell_words.notice(facts["readings"][entry["reading_id"]])
            for entry in facts["indicators"]
            if "fallen" in entry
        ]
        told = _each(speakers, quality.fallen)
        found.append(_caution("caution_fallen", year, place=_joined(places), figures=told))
    for note in facts.get("form_notes", []):
        place = cell_words.of_note(note)
        found.append(_caution("caution_lost", year, place=place, found=note["found"]))
    return found


def of_filing(year: int, as_of: date) -> list[Caution]:
    """What is not yet fit to be filed: a summary nobody edited, an approval left empty."""
    file = paths.report_folder(year, as_of) / inputs.FACTS
    speakers = _speakers(json.loads(files.read_text(file)))
    told = speakers["en"].facts["narrative"]
    found = []
    summary = told["overall"].get(SUMMARY)
    if summary is None or summary["is_draft"]:
        found.append(_caution("caution_draft", year))
    if empty := [name for name in _APPROVAL if name not in told["approval"]]:
        names = {
            lang: ", ".join(speaker.word(f"approval.{name}") for name in empty)
            for lang, speaker in speakers.items()
        }
        found.append(_caution("caution_approval", year, names=Notice(names)))
    return found


def of_gone(year: int, as_of: date) -> list[Caution]:
    """That results filed before are gone, which the runs before told."""
    words = vanished.notice(year, as_of)
    return [Caution("caution_gone", words)] if words else []


def recorded(cautions: list[Caution]) -> list[dict[str, str]]:
    """Cautions as the record of a filed copy keeps them."""
    return [{"code": one.code, **one.words.texts} for one in cautions]


def _speakers(content: dict) -> dict[str, Speaker]:
    return {lang: Speaker(content, lang) for lang in LANGUAGES}


def _each(speakers: dict[str, Speaker], lines) -> Notice:
    """Several lines in one, in each language."""
    told = {lang: "; ".join(map(plain, lines(speaker))) for lang, speaker in speakers.items()}
    return Notice(told)


def _joined(notices: list[Notice]) -> Notice:
    return Notice({lang: "; ".join(one.texts[lang] for one in notices) for lang in LANGUAGES})


def _caution(code: str, year: int, **slots: object) -> Caution:
    return Caution(code, both(code, year=year, **slots))
