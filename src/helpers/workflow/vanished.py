"""Results that officers filed for a year and that a later run no longer finds.

What is gone is kept in ``results_gone.json`` beside the report until it is back or the report is
filed, so that it is told in every run before a filing. Light to import: every run asks.
"""

import json
from datetime import date
from pathlib import Path

from helpers.core import files, paths
from helpers.core.errors import EXAMPLES_SHOWN
from helpers.core.notices import say

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
    for (year, as_of), filed in found_before.items():
        ledger = paths.report_folder(year, as_of) / LEDGER
        known = json.loads(_text(ledger) or "{}") | filed
        now = _filed(year, as_of)
        gone = {name: file for name, file in known.items() if name not in now}
        _keep(ledger, gone)
        if gone:
            held = ", ".join(sorted(set(gone.values())))
            shown = ", ".join(list(gone)[:EXAMPLES_SHOWN]) + ", ..." * (len(gone) > EXAMPLES_SHOWN)
            named = {"count": len(gone), "names": shown, "files": held}
            lines.append(say("caution", told=say("caution_gone", year=year, **named)))
    return lines


def settle(year: int, as_of: date) -> None:
    """Forget what was gone: the report was filed without it."""
    (paths.report_folder(year, as_of) / LEDGER).unlink(missing_ok=True)


def _keep(ledger: Path, gone: Filed) -> None:
    if gone:
        files.write_text(ledger, json.dumps(gone, ensure_ascii=False, indent=1) + "\n")
    else:
        ledger.unlink(missing_ok=True)


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
