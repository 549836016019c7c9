"""Running one step's notebooks: outputs appear complete or not at all, unchanged ones are skipped.

Snakemake orders the steps; inside a step this module runs each notebook by papermill (or what
makes a product without one), goes on when one fails, and leaves a record of every run under
``reports/logs``.
"""

import hashlib
import importlib
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from helpers.core import datasets, files, launch, notices, partitions, paths, settings, thai
from helpers.workflow import dependencies, parameters, steps, warm_client

TOTAL = "TAMBON_TOTAL"
# How many runs of one batch may go on side by side.
AT_ONCE = "TAMBON_AT_ONCE"
GOOD = ("ok", "skipped")
# How each end of a run is told.
_ENDED = {"ok": "run_ok", "skipped": "run_skipped", "failed": "run_failed"}
FACTS, MAPS = "facts.json", "maps"
# The longest first, so that runs side by side end together.
PRODUCTS = ("pdf", "docx", "xlsx")
# A path of a UNIX socket holds about 107 characters; the kernel's own names take 20 of them.
_LONGEST_SOCKET_FOLDER = 80


Report = tuple[int, date]


def requested(year: Any, as_of: Any = "") -> Report:
    """A checked fiscal year and day; ``InputError`` for what no report can be made of."""
    values = parameters.check("40_annual_assessment", {"year": year, "as_of": as_of or ""})
    return values["year"], date.fromisoformat(values["as_of"])


def of_part(name: str) -> Report:
    """The checked year and day of a part's name, or of a folder named so."""
    return requested(*partitions.split(name))


@dataclass(frozen=True)
class Run:
    """One notebook, or one call, with one set of parameters, and what is made of it.

    ``pages`` by their language are made of the executed notebook; ``further`` are files the
    notebook or the call writes itself, or folders it fills. ``made_from`` are files it reads
    beside those its step declares for every part. ``work`` is the call; left out, the notebook.
    """

    step: str
    given: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Path] = field(default_factory=dict)
    further: tuple[Path, ...] = ()
    made_from: tuple[Path, ...] = ()
    work: Callable[[], Any] | None = field(default=None, compare=False)
    part: str = ""

    @property
    def spec(self) -> dict[str, Any]:
        """What ``metadata/steps.yml`` says of the step."""
        return steps.declared()[self.step]

    @property
    def label(self) -> str:
        """How the run is called in progress lines: ``annual_assessment 2557 th``."""
        if self.part:
            return f"{self.step} {self.part}"
        year = self.given.get("year")
        as_of = self.given.get("as_of")
        default = as_of and as_of == thai.fiscal_year_end(year).isoformat()
        shown = [
            year,
            None if default else as_of,
            self.given.get("lang"),
            self.given.get("product"),
        ]
        return " ".join(str(part) for part in [self.step, *shown] if part)

    @property
    def log(self) -> Path:
        """The record; the executed notebook lies beside it with the ending ``.ipynb``.

        The demonstration's lie in its own folder: what a notebook shows is part of it.
        """
        dataset = datasets.DEMO if steps.is_demo(self.step) else datasets.REAL
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
        own = {paths.relative(file): _sha256(file) for file in self.made_from if file.exists()}
        return {**_inputs_of(self.step, paths.root()), **own}

    @cached_property
    def slices(self) -> dict[str, str]:
        """SHA-256 of what the run reads of a table whose other rows do not concern it."""
        declared = self.spec["slices"].items()
        return {table: _slice(table, name, self.given) for table, name in declared}


def _slice(table: str, name: str, given: dict[str, Any]) -> str:
    # Here, not above: pandas is not needed to see that nothing has changed.
    from helpers.core import tables

    rows = called(name)(tables.read(table), given["year"], date.fromisoformat(given["as_of"]))
    return hashlib.sha256(rows.to_csv(index=False).encode()).hexdigest()


def called(name: str) -> Callable[..., Any]:
    """The function of the package with a dotted name."""
    module, _, function = name.rpartition(".")
    return getattr(importlib.import_module(module), function)


@cache
def _inputs_of(step: str, root: Path) -> dict[str, str]:
    return {name: _sha256(root / name) for name in dependencies.of_step(step)}


def _sha256(file: Path) -> str:
    about = file.stat()
    return _sha256_of(file, about.st_mtime_ns, about.st_size, about.st_ino)


@cache
def _sha256_of(file: Path, *_: int) -> str:
    """Read once in a process: most files are inputs of many runs."""
    return files.sha256(file)


def look_again() -> None:
    """Forget what files held a while ago, for a process that goes on."""
    _inputs_of.cache_clear()
    _sha256_of.cache_clear()


def annual_assessment(year: int, as_of: date) -> list[Run]:
    """The runs of one batch: a page for each language of ``config.yml``."""
    return [_annual_run(year, as_of, lang) for lang in settings.load().languages]


def _annual_run(year: int, as_of: date, lang: str) -> Run:
    step = "annual_assessment"
    given = {"year": year, "as_of": as_of.isoformat(), "lang": lang}
    page = paths.report_folder(year, as_of) / f"{step}.{lang}.html"
    return Run(
        step,
        parameters.check(_notebook(step), given),
        pages={lang: page},
        made_from=_reads(step, year, as_of),
    )


def map_coverage(year: int, as_of: date) -> list[Run]:
    """The run that draws one year's maps, in every language."""
    step = "map_coverage"
    given = {"year": year, "as_of": as_of.isoformat(), "dataset": datasets.REAL.name}
    maps = paths.report_folder(year, as_of) / MAPS
    given = parameters.check(_notebook(step), given)
    return [Run(step, given, further=(maps,), made_from=_reads(step, year, as_of))]


def demo_pages(year: int, as_of: date) -> list[Run]:
    """The run of the demonstration's year: its maps, its facts and a page a language."""
    step = "demo_pages"
    given = {"year": year, "as_of": as_of.isoformat(), "dataset": datasets.DEMO.name}
    folder = datasets.DEMO.reports(str(year))
    pages = {lang: folder / f"coverage.{lang}.html" for lang in settings.load().languages}
    given = parameters.check(_notebook(step), given)
    made_from = _reads(step, year, as_of)
    return [Run(step, given, pages, further=(folder / FACTS, folder / MAPS), made_from=made_from)]


def products(year: int, as_of: date) -> list[Run]:
    """The runs of one batch: Word, PDF and Excel of the report in each language.

    No notebook is run: ``helpers.publish.products`` writes them from the facts.
    """
    return [
        _product_run(year, as_of, lang, product)
        for product in PRODUCTS
        for lang in settings.load().languages
    ]


def _product_run(year: int, as_of: date, lang: str, product: str) -> Run:
    step = "products"
    given = {"year": year, "as_of": as_of.isoformat(), "lang": lang, "product": product}
    file = paths.report_folder(year, as_of) / f"annual_assessment.{lang}.{product}"
    made_from = _reads(step, year, as_of)
    work = partial(_make_product, given, file)
    return Run(step, given, further=(file,), made_from=made_from, work=work)


def _make_product(given: dict[str, Any], file: Path) -> None:
    called(steps.declared()["products"]["calls"])(given, file)


def one(step: str, part: str = "") -> list[Run]:
    """The run of a step that is one call, of one part or made once."""
    spec, given = steps.declared()[step], {}
    made_from = [*steps.reads(step, part), *steps.joined(step)]
    if part:
        year, as_of = of_part(part)
        given = {"year": year, "as_of": as_of.isoformat()}
    given |= {name: os.environ.get(name, "") for name in spec["environment"]}
    further = tuple(steps.writes(step, part)) if not spec["makes"] else ()
    work = None if "notebook" in spec else partial(_call, spec["calls"], part)
    return [Run(step, given, {}, further, tuple(made_from), work, part)]


def _call(name: str, part: str) -> None:
    called(name)(*(of_part(part) if part else ()))


def _reads(step: str, year: int, as_of: date) -> tuple[Path, ...]:
    return tuple(steps.reads(step, partitions.name(year, as_of)))


def _notebook(step: str) -> str:
    return Path(steps.declared()[step]["notebook"]).stem


def batch(runs: list[Run], manifest: Path | None = None) -> bool:
    """Run what is out of date, all of it even if one fails; true if everything is good.

    The manifest is the batch's one declared output: it is there only when every page is.
    """
    if manifest:
        manifest.unlink(missing_ok=True)
    records = _at_once(runs)
    good = all(record["status"] in GOOD for record in records)
    if good and manifest:
        text = json.dumps({"reports": records}, ensure_ascii=False, indent=1)
        files.write_text(manifest, text + "\n")
    return good


def _at_once(runs: list[Run]) -> list[dict[str, Any]]:
    """The records of runs, in their order; side by side where the launch has cores to spare."""
    workers = min(int(os.environ.get(AT_ONCE, "1")), len(runs))
    if workers < 2 or not warm_client.CAN_FORK:
        return [perform(run) for run in runs]
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=forked) as pool:
        return list(pool.map(perform, runs))


def perform(run: Run, tell_skipped: bool = True) -> dict[str, Any]:
    """Make one run's outputs unless they are up to date; the record of it, also on disk."""
    last = last_good(run)
    if last is not None:
        # Of a table that changed where the run does not read it, the record names the new one.
        record = {**last, "inputs": run.inputs, "run": launch.name()}
        record |= {"status": "skipped", "seconds": 0.0}
        return _keep(run.log, record, tell_skipped)
    with recorded(run.label, run.log, run.given, inputs=run.inputs) as record:
        record["slices"] = run.slices
        if run.work:
            run.work()
        else:
            record["notebook"] = paths.relative(run.executed)
            _make(run)
            if not run.executed.exists():
                record["notebook"] = None
        record["outputs"] = {paths.relative(o): files.sha256(o) for o in run.outputs}
    return record


def last_good(run: Run, with_slices: bool = True) -> dict[str, Any] | None:
    """The record of the last run if it still stands: same inputs, outputs there and unaltered.

    ``with_slices`` looks into tables that changed, whether what the run reads of them did.
    """
    if not run.log.exists():
        return None
    record = json.loads(run.log.read_text(encoding="utf-8"))
    if record["status"] not in GOOD or record["parameters"] != run.given:
        return None
    same = record["inputs"] == run.inputs or (with_slices and _same_slices(run, record))
    return record if same and unaltered(record) else None


def _same_slices(run: Run, record: dict[str, Any]) -> bool:
    now, before = run.inputs.items(), record["inputs"].items()
    changed = {name for name, _ in now ^ before}
    sliced = {paths.relative(paths.processed(f"{table}.parquet")) for table in run.spec["slices"]}
    return changed <= sliced and record.get("slices") == run.slices


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


def _keep(log: Path, record: dict[str, Any], tell: bool = True) -> dict[str, Any]:
    files.write_text(log, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    if not tell:
        return record
    about = {"run": record["report"], "seconds": record["seconds"], "error": record["error"]}
    line = notices.say(_ENDED[record["status"]], **about)
    # In one piece, or the lines of batches that run at the same time would mix.
    sys.stdout.write(f"{_count(log)}{line}\n")
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
    if steps.is_demo(run.step):
        # Large, and of nothing real; of a failed run it is kept.
        run.executed.unlink()


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

    from helpers.workflow import kernels

    started: list[nbformat.NotebookNode] = []
    try:
        with _sockets() as connection:
            papermill.execute_notebook(
                # papermill fills in braces of a path.
                str(notebook).replace("{", "{{").replace("}", "}}"),
                None,
                parameters=given,
                cwd=str(paths.root()),
                kernel_manager_class=kernels.WarmKernelManager,
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
    # Beside the fork server's own, which are cleared away even after a kill.
    server = os.environ.get(warm_client.ADDRESS)
    beside = Path(server).parent if server and Path(server).exists() else None
    with tempfile.TemporaryDirectory(prefix="tambon-", dir=beside) as folder:
        if os.name == "nt" or len(folder) > _LONGEST_SOCKET_FOLDER:
            yield {}
            return
        from traitlets.config import Config

        connection_file = str(Path(folder) / "kernel.json")
        yield {
            "config": Config(KernelManager={"transport": "ipc", "connection_file": connection_file})
        }
