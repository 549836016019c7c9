"""Results that officers filed for a year and that a later run no longer finds.

What is gone is kept in ``results_gone.json`` beside the report until it is back or the report is
filed, so that it is told in every run before a filing. Light to import: every run asks.
"""

import json
from datetime import date
from pathlib import Path

from helpers.core import files, paths
from helpers.core.errors import EXAMPLES_SHOWN
from helpers.core.notices import Notice, both, say

LEDGER = "results_gone.json"
Report = tuple[int, date]
# Names of indicators and goals with the file each was filed in.
Filed = dict[str, str]


def has_form(year: int, as_of: date) -> bool:
    """Whether a report, as it is now, rests on a form; seen without reading all of it."""
    text = _text(_facts(year, as_of))
    return '"form": {' in text or '"kind": "filed"' in text


def before(asked: list[Report]) -> dict[Report, Filed]:
    """What was filed for each report asked for, as the last run left it."""
    return {report: _filed(*report) for report in asked}


def told(found_before: dict[Report, Filed]) -> list[str]:
    """A line for each report that lost what was filed for it; what is gone is kept for later."""
    lines = []
    for report, filed in found_before.items():
        now = _filed(*report)
        known = gone(*report) | filed
        _keep(report, {name: file for name, file in known.items() if name not in now})
        if words := notice(*report):
            lines.append(say("caution", told=words))
    return lines


def gone(year: int, as_of: date) -> Filed:
    """What was filed for a report once and is gone, as the runs before told it."""
    return json.loads(_text(_ledger(year, as_of)) or "{}")


def notice(year: int, as_of: date) -> Notice | None:
    """What is gone, in words; nothing where nothing is."""
    names = gone(year, as_of)
    if not names:
        return None
    more = ", ..." * (len(names) > EXAMPLES_SHOWN)
    shown = ", ".join(list(names)[:EXAMPLES_SHOWN]) + more
    held = ", ".join(sorted(set(names.values())))
    return both("caution_gone", year=year, count=len(names), names=shown, files=held)


def settle(year: int, as_of: date) -> None:
    """Forget what was gone: the report was filed without it."""
    _ledger(year, as_of).unlink(missing_ok=True)


def _keep(report: Report, names: Filed) -> None:
    if names:
        text = json.dumps(names, ensure_ascii=False, indent=1) + "\n"
        files.write_text(_ledger(*report), text)
    else:
        settle(*report)


def _ledger(year: int, as_of: date) -> Path:
    return paths.report_folder(year, as_of) / LEDGER


def _filed(year: int, as_of: date) -> Filed:
    """Indicators and goals of the year for which something was filed, by number."""
    if not has_form(year, as_of):
        return {}
    content = json.loads(_text(_facts(year, as_of)))
    results = {
        name.rpartition("-")[2]: _file(reading["source"])
        for name, reading in content["readings"].items()
        if reading["kind"] == "filed" and reading["year"] == year
    }
    stages = {
        item["goal_id"].partition("/")[2]: _file(item["stage_of"]["source"])
        for item in content["goals"]["items"]
        if item["stage_of"]
    }
    return results | stages


def _file(source: str) -> str:
    """The file of ``file#sheet:row`` or ``file:line``."""
    return source.rpartition(":")[0].partition("#")[0]


def _facts(year: int, as_of: date) -> Path:
    return paths.report_folder(year, as_of) / "facts.json"


def _text(file: Path) -> str:
    return files.read_text(file) if file.exists() else ""
