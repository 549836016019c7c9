"""Running one step's notebooks: outputs appear complete or not at all, unchanged ones are skipped.

Snakemake orders the steps; inside a step this module runs each notebook by papermill (or what
makes a product without one), goes on when one fails, and leaves a record of every run under
``reports/logs``.
"""

import importlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers import (
    datasets,
    dependencies,
    files,
    knowledge,
    launch,
    parameters,
    parts,
    paths,
    settings,
    thai,
)

TOTAL = "TAMBON_TOTAL"
GOOD = ("ok", "skipped")
FACTS, MAPS = "facts.json", "maps"
PRODUCTS = ("docx", "pdf", "xlsx")
# A path of a UNIX socket holds about 107 characters; the kernel's own names take 20 of them.
_LONGEST_SOCKET_FOLDER = 80


def steps() -> dict[str, dict[str, Any]]:
    """The steps of ``metadata/reports.yml`` by name."""
    return knowledge.load("reports.yml")["steps"]


@dataclass(frozen=True)
class Run:
    """One notebook (or one product) with one set of parameters, and what is made of it.

    ``pages`` by their language are made of the executed notebook; ``further`` are files the
    notebook writes itself, or folders it fills. ``made_from`` are files it reads beside those its
    step declares.
    """

    step: str
    given: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Path] = field(default_factory=dict)
    further: tuple[Path, ...] = ()
    made_from: tuple[Path, ...] = ()

    @cached_property
    def spec(self) -> dict[str, Any]:
        """What ``metadata/reports.yml`` says of the step."""
        return steps()[self.step]

    @property
    def label(self) -> str:
        """How the run is called in progress lines: ``annual_assessment 2557 th``."""
        year = self.given.get("year")
        as_of = self.given.get("as_of")
        default = as_of and as_of == thai.fiscal_year_end(year).isoformat()
        demo = self.given.get("dataset") == datasets.DEMO.name
        shown = [year, None if default else as_of, self.given.get("lang"), "demo" if demo else None]
        shown.append(self.given.get("product"))
        return " ".join(str(part) for part in [self.step, *shown] if part)

    @property
    def log(self) -> Path:
        """The record; the executed notebook lies beside it with the ending ``.ipynb``.

        The demonstration's lie in its own folder: what a notebook shows is part of it.
        """
        dataset = datasets.named(self.given.get("dataset", datasets.REAL.name))
        return dataset.reports("logs", f"{self.label.replace(' ', '.')}.json")

    @property
    def executed(self) -> Path:
        """The notebook as it was run, with its outputs; kept of a failed run too."""
        return self.log.with_suffix(".ipynb")

    @property
    def outputs(self) -> list[Path]:
        """The tables, pages and further files the run makes; of a folder those that are there."""
        tables = [paths.processed(f"{name}.parquet") for name in self.spec.get("makes", [])]
        further = [
            file
            for place in self.further
            for file in (sorted(place.glob("*")) if place.is_dir() else [place])
        ]
        return [*tables, *self.pages.values(), *further]

    @cached_property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of every file the run is made from."""
        further = [paths.relative(file) for file in self.made_from]
        made_from = [*dependencies.of_step(self.step), *further]
        return {name: files.sha256(paths.root() / name) for name in made_from}


def annual_assessment(year: int, as_of: date) -> list[Run]:
    """The runs of one batch: a page for each language of ``config.yml``."""
    return [_annual_run(year, as_of, lang) for lang in settings.load().languages]


def _annual_run(year: int, as_of: date, lang: str) -> Run:
    step = "annual_assessment"
    given = {"year": year, "as_of": as_of.isoformat(), "lang": lang}
    folder = paths.report_folder(year, as_of)
    return Run(
        step,
        parameters.check(_notebook(step), given),
        pages={lang: folder / f"{step}.{lang}.html"},
        made_from=(folder / FACTS, paths.layers(), *_counted(year, as_of, datasets.REAL)),
    )


def map_coverage(year: int, as_of: date, dataset: datasets.Dataset) -> list[Run]:
    """The run that draws one year's maps, in every language.

    The demonstration's run writes its facts too and makes a page a language.
    """
    step = "map_coverage"
    given = {"year": year, "as_of": as_of.isoformat(), "dataset": dataset.name}
    folder = dataset.reports(paths.report_folder(year, as_of).relative_to(paths.reports()))
    counted = (paths.layers(), *_counted(year, as_of, dataset))
    given = parameters.check(_notebook(step), given)
    if not dataset.is_demo:
        return [Run(step, given, further=(folder / MAPS,), made_from=(folder / FACTS, *counted))]
    pages = {lang: folder / f"coverage.{lang}.html" for lang in settings.load().languages}
    return [Run(step, given, pages, further=(folder / FACTS, folder / MAPS), made_from=counted)]


def products(year: int, as_of: date) -> list[Run]:
    """The runs of one batch: Word, PDF and Excel of the report in each language.

    No notebook is run: ``helpers.publish.products`` writes them from the facts.
    """
    folder = paths.report_folder(year, as_of)
    made_from = (folder / FACTS, paths.layers(), *_counted(year, as_of, datasets.REAL))
    return [
        Run(
            "products",
            {"year": year, "as_of": as_of.isoformat(), "lang": lang, "product": product},
            further=(folder / f"annual_assessment.{lang}.{product}",),
            made_from=made_from,
        )
        for lang in settings.load().languages
        for product in PRODUCTS
    ]


def _counted(year: int, as_of: date, dataset: datasets.Dataset) -> tuple[Path, ...]:
    """The coverage of a year and the bodies behind it, of which maps are drawn."""
    tables = ("registrations", "body_tambons", "rejects")
    made = [parts.file(name, year, as_of, dataset) for name in ("coverage", "coverage_summary")]
    return (*made, *(dataset.table(name) for name in tables))


def _notebook(step: str) -> str:
    return Path(steps()[step]["notebook"]).stem


def batch(
    runs: list[Run],
    manifest: Path | None = None,
    make: Callable[[dict[str, Any], Path], None] | None = None,
) -> bool:
    """Run what is out of date, all of it even if one fails; true if everything is good.

    The manifest is the batch's one declared output: it is there only when every page is.
    ``make`` is given what a run was given and the file to write; left out, the notebook makes it.
    """
    if manifest:
        manifest.unlink(missing_ok=True)
    records = [perform(run, make) for run in runs]
    good = all(record["status"] in GOOD for record in records)
    if good and manifest:
        text = json.dumps({"reports": records}, ensure_ascii=False, indent=1)
        files.write_text(manifest, text + "\n")
    return good


def perform(run: Run, make: Callable[[dict[str, Any], Path], None] | None = None) -> dict[str, Any]:
    """Make one run's outputs unless they are up to date; the record of it, also on disk."""
    last = _last_good(run)
    if last is not None:
        record = {**last, "status": "skipped", "seconds": 0.0, "run": launch.name()}
        return _keep(run.log, record)
    with recorded(run.label, run.log, run.given, inputs=run.inputs) as record:
        if make:
            make(run.given, *run.further)
        else:
            record["notebook"] = paths.relative(run.executed)
            _make(run)
        record["outputs"] = {paths.relative(o): files.sha256(o) for o in run.outputs}
    return record


def _last_good(run: Run) -> dict[str, Any] | None:
    """The record of the last run if it still stands: same inputs, outputs there and unaltered."""
    if not run.log.exists():
        return None
    record = json.loads(run.log.read_text(encoding="utf-8"))
    same = record["parameters"] == run.given and record["inputs"] == run.inputs
    return record if record["status"] in GOOD and same and unaltered(record) else None


def unaltered(record: dict[str, Any]) -> bool:
    """Whether every output of a recorded run is there as it was made."""
    outputs = {paths.root() / name: expected for name, expected in record["outputs"].items()}
    return all(f.exists() and files.sha256(f) == expected for f, expected in outputs.items())


@contextmanager
def recorded(
    label: str, log: Path, given: dict[str, Any], inputs: dict[str, str] | None = None
) -> Iterator[dict[str, Any]]:
    """A record of one run on disk, whatever happens inside; an error is told in one line.

    The error ends here: a failed report must not stop the others, and its record says so.
    """
    started = time.monotonic()
    record = {"report": label, "parameters": given, "status": "ok", "run": launch.name()}
    record |= {"started": datetime.now(UTC).isoformat(timespec="seconds"), "error": None}
    record |= {"notebook": None, "inputs": inputs or {}, "outputs": {}}
    try:
        yield record
    except Exception as error:
        record |= {"status": "failed", "error": _one_line(error)}
    record["seconds"] = round(time.monotonic() - started, 2)
    _keep(log, record)


def _keep(log: Path, record: dict[str, Any]) -> dict[str, Any]:
    files.write_text(log, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    told = f": {record['error']}" if record["error"] else ""
    line = f"{_count(log)}{record['report']} {record['status']} {record['seconds']:.1f} s{told}"
    # In one piece, or the lines of batches that run at the same time would mix.
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    return record


def _count(log: Path) -> str:
    """``[3/18] `` for a page of a launched run, counted over all its batches."""
    total = os.environ.get(TOTAL)
    if not total or not log.name.startswith("annual_assessment"):
        return ""
    done = paths.reports(".partial", "done")
    done.mkdir(parents=True, exist_ok=True)
    (done / log.name).touch()
    return f"[{len(list(done.iterdir()))}/{total}] "


def _one_line(error: Exception) -> str:
    """What went wrong and in which cell, on one line."""
    if hasattr(error, "evalue"):
        text = f"{error.ename}: {error.evalue} (cell [{error.exec_count}])"
    else:
        text = f"{type(error).__name__}: {error}"
    return " ".join(text.split())


def _make(run: Run) -> None:
    """Execute the notebook and turn it into its page; both are moved into place when whole."""
    with partial_folder() as folder:
        executed = folder / run.executed.name
        try:
            execute(paths.root() / run.spec["notebook"], run.given, executed, run.spec)
        finally:
            _move(executed, run.executed)
        for lang, page in run.pages.items():
            exporter = importlib.import_module("helpers.publish.page")
            exporter.export(run.executed, folder / page.name, lang)
            _move(folder / page.name, page)


@contextmanager
def partial_folder() -> Iterator[Path]:
    """A folder for unfinished files, on the disk of ``reports``; emptied when a launch starts."""
    paths.reports(".partial").mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=paths.reports(".partial")))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _move(source: Path, target: Path) -> None:
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def execute(notebook: Path, given: dict[str, Any], executed: Path, spec: dict[str, Any]) -> None:
    """Run a notebook by papermill in this process and write it executed, also when it fails.

    Raises papermill's ``PapermillExecutionError`` for a failing cell and ``TimeoutError`` past
    ``spec["time_limit_s"]`` seconds for the whole notebook.
    """
    # Here, not above: the Snakefile imports this module each time it is read.
    import nbformat
    import papermill

    started: list[nbformat.NotebookNode] = []
    try:
        with _sockets() as connection:
            papermill.execute_notebook(
                str(notebook),
                None,
                parameters=given,
                cwd=str(paths.root()),
                progress_bar=False,
                log_output=False,
                # Saving after each cell rewrites the whole notebook; it is written once, below.
                request_save_on_cell_execute=False,
                # Asking a kernel politely to go costs 0.3 s, at times 3 s; it holds nothing.
                shutdown_kernel="immediate",
                timeout_func=_time_left(spec["time_limit_s"]),
                on_notebook_start=lambda notebook: started.append(notebook),
                **connection,
            )
    except TimeoutError as error:
        raise TimeoutError(f"over its time limit of {spec['time_limit_s']} s") from error
    finally:
        for executed_notebook in started:
            nbformat.write(executed_notebook, executed)


def _time_left(limit_s: float) -> Callable[..., float]:
    """Seconds a cell may still take so that the notebook as a whole keeps its limit."""
    deadline = time.monotonic() + limit_s
    # nbclient reads 0 as "no limit", so a run that is already over gets a moment instead.
    return lambda cell=None: max(deadline - time.monotonic(), 0.01)


@contextmanager
def _sockets() -> Iterator[dict[str, Any]]:
    """Settings that let the kernel talk over files of a private folder instead of TCP ports."""
    with tempfile.TemporaryDirectory(prefix="tambon-") as folder:
        if os.name == "nt" or len(folder) > _LONGEST_SOCKET_FOLDER:
            yield {}
            return
        from traitlets.config import Config

        connection_file = str(Path(folder) / "kernel.json")
        yield {
            "config": Config(KernelManager={"transport": "ipc", "connection_file": connection_file})
        }
