"""The main job in trees of its own: from nothing, again, moved, a form corrected, its sizes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import trees
import yaml
from figures import Figure

from helpers.actuals.forms import fields
from helpers.core.notices import say

YEAR = 2557
COUNCILS, LEADERS = "2555-2559/1.4.1a", "2555-2559/1.4.2"
# A folder as an office names it.
_THAI_NAME = "งาน ตำบล ๒๕๕๗"
_RESULT = {"as_of": "2014-09-30", "maturity": "ข้อมูลสุดท้าย", "evidence_number": "ทดสอบ 1/2557"}
# Steps of one year that a result of another year does not concern.
_COVERAGE_AND_REPORTS = (
    "coverage",
    "annual_assessment",
    "map_coverage",
    "products",
    "demo_coverage",
    "demo_pages",
)


@dataclass(frozen=True)
class Built:
    """A tree after ``make reports``, and what that took."""

    root: Path
    cost: trees.Cost


@contextmanager
def built() -> Iterator[Built]:
    """A checkout in which ``make reports`` was run once, from nothing."""
    with trees.bare() as root:
        yield Built(root, trees.run(root, "reports"))


def from_nothing(tree: Built) -> Iterator[Figure]:
    """``make reports`` after the installation, and again when nothing changed."""
    cost = tree.cost
    yield Figure("from_nothing", cost.seconds)
    yield Figure("from_nothing_cpu", cost.cpu_seconds)
    yield Figure("from_nothing_memory", cost.gigabytes)
    yield Figure("unchanged", trees.run(tree.root, "reports").seconds)


def nine_years() -> Iterator[Figure]:
    """The same with the demonstration of all nine years, in a tree of its own."""
    with trees.bare() as root:
        _demonstrate_every_year(root / "config.yml")
        cost = trees.run(root, "reports")
    yield Figure("nine", cost.seconds)
    yield Figure("nine_cpu", cost.cpu_seconds)


def _demonstrate_every_year(config: Path) -> None:
    chosen = yaml.safe_load(config.read_text(encoding="utf-8"))
    chosen["demo_years"] = chosen["years"]
    config.write_text(yaml.safe_dump(chosen), encoding="utf-8")


def moved(tree: Built) -> Iterator[Figure]:
    """The built checkout copied elsewhere: what is run again there."""
    for figure, name in (("copied", "copy"), ("thai_name", _THAI_NAME)):
        copy = tree.root.parent / name
        shutil.copytree(tree.root, copy)
        before = trees.launch_before(copy)
        yield Figure(figure, trees.run(copy, "reports").seconds)
        yield Figure(f"{figure}_runs", len(trees.made(copy, before)))
        shutil.rmtree(copy)


def form_corrected(tree: Built) -> Iterator[Figure]:
    """One cell of an officer's form corrected, and all eight products of its year made again."""
    root = shutil.copytree(tree.root, tree.root.parent / "desk")
    trees.run(root, "actuals-form", "--year", str(YEAR))
    _fill(root, {COUNCILS: 4400, LEADERS: 9500})
    trees.run(root, "products", "--year", str(YEAR))
    before = trees.launch_before(root)
    _fill(root, {COUNCILS: 4400, LEADERS: 8800})
    cost = trees.run(root, "products", "--year", str(YEAR))
    made = trees.made(root, before)
    print(say("bench_made", made=", ".join(made)))
    yield Figure("form", cost.seconds)
    yield Figure("form_cpu", cost.cpu_seconds)
    yield Figure("form_runs", len(made))
    yield Figure("form_foreign", sum(map(_is_foreign, made)))
    shutil.rmtree(root)


def _is_foreign(label: str) -> bool:
    """Whether a run is coverage or a report of another year than the form's."""
    step, *of = label.split()
    return step in _COVERAGE_AND_REPORTS and str(YEAR) not in of


def _fill(root: Path, values: dict[str, int]) -> None:
    """Save the form of the tree with these results in it."""
    book = openpyxl.load_workbook(root / f"reports/{YEAR}/actuals_form.xlsx")
    page = book[fields.sheet_name("results")]
    rows = list(page.iter_rows())
    heading = next(row for row in rows if "item" in {cell.value for cell in row})
    place = {cell.value: cell.column - 1 for cell in heading}
    by_item = {row[place["item"]].value: row for row in rows}
    for item, value in values.items():
        for column, entered in {"value": value, **_RESULT}.items():
            by_item[item][place[column]].value = entered
    book.save(root / f"data/raw/actuals/form_{YEAR}.xlsx")


def sizes(tree: Built) -> Iterator[Figure]:
    """What ``reports/`` holds with one demonstration year, and of what."""
    reports = tree.root / "reports"
    demo, logs = trees.megabytes(reports / "demo"), trees.megabytes(reports / "logs")
    whole = trees.megabytes(reports)
    yield Figure("size", whole)
    yield Figure("size_reports", whole - demo - logs)
    yield Figure("size_demo", demo)
    yield Figure("size_logs", logs)
