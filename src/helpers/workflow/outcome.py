"""How a launch went, told in words: what ran, what stands, what failed and why."""

import json
from datetime import date
from typing import Any

from helpers.core import datasets, files, launch, partitions, paths
from helpers.workflow import jobs, runner, runs

Report = tuple[int, date]
_NOT_JOINED = (
    "NOT MADE data/processed/assessment.parquet: a year could not be assessed, "
    "see the failure above"
)


def tell(asked: list[Report], code: int, with_products: bool = False) -> int:
    """Join the records of all runs, print the summary; 1 if anything failed.

    ``code`` is Snakemake's own.
    """
    records = _records()
    this_launch = _of_launch(records)
    failed = [record for record in this_launch if record["status"] == "failed"]
    makers = [runs.annual_assessment, *([runs.products] if with_products else [])]
    made = [
        (run, _stands(run, report, this_launch))
        for report in asked
        for maker in makers
        for run in maker(*report)
    ]
    lines = [_line(record) for record in failed]
    lines += [_missing(run) for run, stands in made if not stands]
    lines += [_NOT_JOINED] * any(record["report"].startswith("assess ") for record in failed)
    what = "reports and products" if with_products else "reports"
    told = _headline(made, this_launch, what) if asked else _tables_told(this_launch)
    result = "something failed" if failed or code else "all good"
    print("\n".join([*lines, f"{told}: {result}"]))
    return 1 if failed or code else 0


def tell_demo(years: list[int], code: int) -> int:
    """The same of the demonstration of some years."""
    failed = [r for r in _of_launch(_records()) if r["status"] == "failed"]
    standing = sum(jobs.Job("demo_pages", str(year)).stands() for year in years)
    told = f"the demonstration of {standing} of {len(years)} years stands"
    result = "something failed" if failed or code else "all good"
    print("\n".join([*map(_line, failed), f"{told}: {result}"]))
    return 1 if failed or code else 0


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
    where = f"\n  executed notebook: {notebook}" if notebook else ""
    return f"FAILED {record['report']}: {record['error']}{where}"


def _stands(run: runs.Run, report: Report, this_launch: list[dict[str, Any]]) -> bool:
    """Whether a page is up to date: good in this launch, or before it and nothing it needs failed.

    Its batch's manifest alone does not say so: it stays when a step before the batch fails.
    """
    statuses = {record["report"]: record["status"] for record in this_launch}
    if run.label in statuses:
        return statuses[run.label] in runner.GOOD
    stopped = any(statuses.get(label) == "failed" for label in jobs.behind(run, report))
    return not stopped and jobs.Job(run.step, partitions.name(*report)).manifest.exists()


def _missing(run: runs.Run) -> str:
    there = any(file.exists() for file in (*run.pages.values(), *run.further))
    old = "; the page there is of an earlier run" if there else ""
    return f"NOT MADE {run.label}: see the failure above{old}"


def _headline(
    files_made: list[tuple[runs.Run, bool]], records: list[dict[str, Any]], what: str
) -> str:
    labels = {run.label for run, _ in files_made}
    made = [record["status"] for record in records if record["report"] in labels]
    counts = {status: made.count(status) for status in ("ok", "skipped", "failed")}
    ran = f"{counts['ok']} made, {counts['skipped']} skipped, {counts['failed']} failed"
    standing = sum(stands for _, stands in files_made)
    return f"{standing} of {len(files_made)} {what} up to date ({ran} in this run)"


def _tables_told(records: list[dict[str, Any]]) -> str:
    statuses = {record["status"] for record in records}
    if "failed" in statuses:
        return "the cleaned tables were not made"
    return (
        "the cleaned tables were made" if statuses else "nothing to do, the tables are up to date"
    )
