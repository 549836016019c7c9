"""Running one step's notebooks: outputs appear complete or not at all, unchanged ones are skipped.

Snakemake orders the steps; inside a step this module runs each notebook by papermill (or what
makes a product without one), goes on when one fails, and leaves a record of every run under
``reports/logs``.
"""

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
from datetime import UTC, datetime
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from helpers.core import files, launch, notices, paths
from helpers.core.errors import InputError
from helpers.workflow import refusals, steps, warm_client
from helpers.workflow.runs import Run, named

TOTAL = "TAMBON_TOTAL"
# How many runs of one batch may go on side by side.
AT_ONCE = "TAMBON_AT_ONCE"
GOOD = ("ok", "skipped")
# How each end of a run is told.
_ENDED = {"ok": "run_ok", "skipped": "run_skipped", "failed": "run_failed"}
# A path of a UNIX socket holds about 107 characters; the kernel's own names take 20 of them.
_LONGEST_SOCKET_FOLDER = 80


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
    """The records of runs, in their order; side by side where the launch has cores to spare.

    Neighbours in one language are run in one process, one after the other: what they share is
    made once.
    """
    together = [list(same) for _, same in groupby(runs, lambda run: run.given.get("lang"))]
    workers = min(int(os.environ.get(AT_ONCE, "1")), len(together))
    if workers < 2 or not warm_client.CAN_FORK:
        return _one_by_one(runs)
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=forked) as pool:
        return list(chain.from_iterable(pool.map(_one_by_one, together)))


def _one_by_one(runs: list[Run]) -> list[dict[str, Any]]:
    return [perform(run) for run in runs]


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

    ``with_slices`` looks into files that changed, whether what the run reads of them did.
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
    return changed <= run.sliced and record.get("slices") == run.slices


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
    record |= {"refusal": None, "notebook": None, "inputs": inputs or {}, "outputs": {}}
    try:
        yield record
    except Exception as error:
        record |= {"status": "failed", "error": _one_line(error)}
        if isinstance(error, InputError):
            record["refusal"] = refusals.as_data(error)
    record["seconds"] = round(time.monotonic() - started, 2)
    _keep(log, record)


def _keep(log: Path, record: dict[str, Any], tell: bool = True) -> dict[str, Any]:
    files.write_text(log, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    if not tell:
        return record
    about = {"run": named(record["report"]), "seconds": record["seconds"]}
    line = notices.say(_ENDED[record["status"]], **about) + _why(record)
    # In one piece, or the lines of batches that run at the same time would mix.
    sys.stdout.write(f"{_count(log)}{line}\n")
    sys.stdout.flush()
    return record


def _why(record: dict[str, Any]) -> str:
    """Why a run failed, where a person runs it by hand: a launch tells it at its end, once."""
    if record["status"] in GOOD or TOTAL in os.environ:
        return ""
    if record["refusal"]:
        return "\n" + notices.of_error(refusals.error_of(record["refusal"]))
    return f": {record['error']}"


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
    """What went wrong and in which cell, on one line; of an input its own words."""
    if isinstance(error, InputError):
        return " ".join(str(error).split())
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

    Raises papermill's ``PapermillExecutionError`` for a failing cell, the ``InputError`` a cell
    was stopped by, and ``TimeoutError`` past ``spec["time_limit_s"]`` seconds for the whole
    notebook.
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
    except papermill.PapermillExecutionError as error:
        if refused := refusals.found_in(started):
            raise refused from error
        raise
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
