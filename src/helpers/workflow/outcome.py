"""How a launch went, told in words: what ran, what stands, what failed and why."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from helpers.core import datasets, files, launch, notices, partitions, paths
from helpers.core.errors import InputError
from helpers.core.notices import say
from helpers.workflow import jobs, leftovers, refusals, runner, runs

Report = tuple[int, date]
# How the names of copies end in which mistakes are marked.
_CHECKED = "_checked.xlsx"
# What shows why Snakemake ended, which a launch runs in silence.
_LOOK = "python -m snakemake --dry-run"


def tell(
    asked: list[Report],
    code: int,
    with_products: bool = False,
    further: Iterable[jobs.Job] = (),
) -> int:
    """Join the records of all runs, print the summary; 1 if anything failed.

    ``code`` is Snakemake's own; ``further`` are the jobs of pages that are of no single year.
    """
    records = _records()
    this_launch = _of_launch(records)
    failed = [record for record in this_launch if record["status"] == "failed"]
    makers = [runs.annual_assessment, *([runs.products] if with_products else [])]
    # Of a launch that ended before any step could fail nothing is known but what it made.
    is_early = bool(code) and not failed
    made = [
        (run, _stands(run, partitions.name(*report), this_launch, is_early))
        for report in asked
        for maker in makers
        for run in maker(*report)
    ]
    pages = [
        (run, _stands(run, job.part, this_launch, is_early)) for job in further for run in job.runs
    ]
    refused = _refused(failed)
    lines = [_line(record) for record in failed if not record["refusal"]]
    missing = [run for run, stands in [*made, *pages] if not stands]
    lines += _missing(missing, is_refused=bool(refused))
    if any(record["report"].startswith("assess ") for record in failed):
        lines.append(say("not_joined", file=paths.relative(paths.processed("assessment.parquet"))))
    lines += [] if refused else leftovers.told()
    what = "products_stand" if with_products else "reports_stand"
    told = [_headline(made, this_launch, what)] if asked else []
    if pages:
        standing = sum(stands for _, stands in pages)
        told.append(say("pages_stand", standing=standing, all=len(pages)))
    told = "; ".join(told or [_tables_told(this_launch)])
    lines += [say("ended_early", command=_LOOK)] if is_early else []
    return _ended(lines, told, bool(failed or code), refused)


def _ended(lines: list[str], told: str, is_bad: bool, refused: list[InputError]) -> int:
    """Print what is to be told: whether all is good, and last the inputs to be mended."""
    summary = say("something_failed" if is_bad else "all_good", told=told)
    print("\n".join([*lines, summary, *_told_and_marked(refused)]))
    return 1 if is_bad else 0


def _told_and_marked(refused: list[InputError]) -> list[str]:
    """What is wrong with each input, and a copy of it in which it is marked."""
    lines, kept = [], []
    for error in refused:
        # Here, not above: a launch with nothing to do needs no workbook.
        from helpers.core.sheets import checked

        written, failed = checked.write_all(error)
        lines += [*failed, notices.of_error(error, written)]
        if error.file and not error.mistakes:
            lines.append(say("not_used"))
        kept += written
    _sweep(kept)
    return lines


def _sweep(kept: list[str]) -> None:
    """Remove copies of earlier runs but those of ``kept``: what they mark has been mended."""
    for old in paths.reports().rglob(f"*{_CHECKED}"):
        if paths.relative(old) not in kept and not old.is_relative_to(paths.filed()):
            old.unlink()


def _refused(failed: list[dict[str, Any]]) -> list[InputError]:
    """The inputs that were refused, each told once however many runs it stopped."""
    found = [refusals.error_of(record["refusal"]) for record in failed if record["refusal"]]
    return list({str(error): error for error in found}.values())


def tell_facts(code: int) -> int:
    """The same of facts alone: only what stopped them is told."""
    failed = [record for record in _of_launch(_records()) if record["status"] == "failed"]
    if not (failed or code):
        _sweep([])
        return 0
    lines = [_line(record) for record in failed if not record["refusal"]]
    lines += [say("ended_early", command=_LOOK)] if not failed else []
    return _ended(lines, say("form_not_made"), is_bad=True, refused=_refused(failed))


def tell_demo(years: list[int], code: int) -> int:
    """The same of the demonstration of some years."""
    failed = [r for r in _of_launch(_records()) if r["status"] == "failed"]
    standing = sum(jobs.Job("demo_pages", str(year)).stands() for year in years)
    told = say("demo_stands", standing=standing, all=len(years))
    lines = [_line(record) for record in failed if not record["refusal"]]
    return _ended(lines, told, bool(failed or code), _refused(failed))


def tell_where_next(made: jobs.Job, code: int) -> int:
    """The same of the list of one province: where it lies, and what of it stands."""
    failed = [record for record in _of_launch(_records()) if record["status"] == "failed"]
    lines = [_line(record) for record in failed if not record["refusal"]]
    files = list(dict.fromkeys(file for run in made.runs for file in run.outputs))
    lines += [paths.relative(file) for file in files if not failed and not code]
    lines += _withdrawn(made, failed, files)
    told = say("where_made", folder=paths.relative(made.outputs[0].parent))
    return _ended(lines, told, bool(failed or code), _refused(failed))


def _withdrawn(made: jobs.Job, failed: list[dict[str, Any]], files: list[Path]) -> list[str]:
    """Remove what was made before of a list that is refused now: its registry was taken away."""
    own = {run.label for run in made.runs}
    if not any(record["refusal"] and record["report"] in own for record in failed):
        return []
    old = [file for file in files if file.exists()]
    for file in old:
        file.unlink()
    return [say("where_withdrawn", count=len(old))] if old else []


def _records() -> list[dict[str, Any]]:
    logs = sorted(
        log
        for dataset in (datasets.REAL, datasets.DEMO)
        for log in dataset.reports("logs").glob("*.json")
    )
    return [json.loads(log.read_text(encoding="utf-8")) for log in logs]


def _of_launch(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records of this launch; where anything ran, all of them are joined into one file."""
    found = [record for record in records if record["run"] == launch.name()]
    if found or not paths.reports("runs.json").exists():
        _write_runs(records)
    return found


def _write_runs(records: list[dict[str, Any]]) -> None:
    text = json.dumps({"runs": records}, ensure_ascii=False, indent=1)
    files.write_text(paths.reports("runs.json"), text + "\n")


def _line(record: dict[str, Any]) -> str:
    notebook = record["notebook"]
    where = "\n  " + say("executed_notebook", file=notebook) if notebook else ""
    return say("failed", run=runs.named(record["report"]), error=record["error"]) + where


def _stands(run: runs.Run, part: str, this_launch: list[dict[str, Any]], is_early: bool) -> bool:
    """Whether a page is up to date: good in this launch, or before it and nothing it needs failed.

    Its batch's manifest alone does not say so: it stays when a step before the batch fails.
    """
    statuses = {record["report"]: record["status"] for record in this_launch}
    if run.label in statuses:
        return statuses[run.label] in runner.GOOD
    behind = jobs.labels_behind(run, part)
    stopped = is_early or any(statuses.get(label) == "failed" for label in behind)
    return not stopped and jobs.Job(run.step, part).manifest.exists()


def _missing(missing: list[runs.Run], is_refused: bool) -> list[str]:
    """What was not made, a line each; in one line where an input has to be mended first."""
    old = [any(file.exists() for file in (*r.pages.values(), *r.further)) for r in missing]
    if missing and is_refused:
        return [say("none_made_old" if any(old) else "none_made", count=len(missing))]
    told = zip(missing, old, strict=True)
    return [
        say("not_made_old" if there else "not_made", run=runs.named(run.label))
        for run, there in told
    ]


def _headline(
    files_made: list[tuple[runs.Run, bool]], records: list[dict[str, Any]], what: str
) -> str:
    labels = {run.label for run, _ in files_made}
    made = [record["status"] for record in records if record["report"] in labels]
    counts = {status: made.count(status) for status in ("ok", "skipped", "failed")}
    counts["made"] = counts.pop("ok")
    standing = sum(stands for _, stands in files_made)
    return say(what, standing=standing, all=len(files_made), **counts)


def _tables_told(records: list[dict[str, Any]]) -> str:
    statuses = {record["status"] for record in records}
    if "failed" in statuses:
        return say("tables_not_made")
    return say("tables_made" if statuses else "tables_stand")
