"""The front door without make: ``python -m helpers <command>``, on Windows and macOS too."""

import argparse
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from helpers import build, datasets, parts, paths, runner, sources
from helpers.errors import InputError

_TESTS = ["-m", "pytest", "tests", "--numprocesses=auto"]
_TESTS += ["--cov=helpers", "--cov-report=term:skip-covered", "--durations=10"]


def _reports(_: argparse.Namespace) -> int:
    return build.reports(build.every_year(), with_demo=True)


def _report(given: argparse.Namespace) -> int:
    return build.reports([build.requested(given.year, given.as_of)])


def _products(given: argparse.Namespace) -> int:
    """Word, PDF and Excel of one year, or of every year where none is named."""
    if given.as_of and not given.year:
        raise InputError("a day needs its fiscal year", found=given.as_of, expected="YEAR=2558 too")
    asked = [build.requested(given.year, given.as_of)] if given.year else build.every_year()
    return build.reports(asked, with_products=True)


def _actuals_form(given: argparse.Namespace) -> int:
    """The form to enter results in, with this year's facts and the last one's up to date."""
    report = build.requested(given.year, given.as_of)
    before = [asked for asked in build.every_year() if asked[0] == report[0] - 1]
    if code := build.reports([*before, report]):
        return code
    from helpers.publish import form

    print("\n".join(paths.relative(file) for file in form.write(*report)))
    return 0


def _filing(given: argparse.Namespace) -> int:
    """A frozen copy of one year's report, once everything in it is up to date."""
    report = build.requested(given.year, given.as_of)
    if code := build.reports([report], with_products=True):
        return code
    from helpers import filing

    print(filing.file(*report))
    return 0


def _clean_tables(_: argparse.Namespace) -> int:
    return build.tables()


def _boundaries(given: argparse.Namespace) -> int:
    from helpers import boundaries

    print("\n".join(boundaries.fetch(given.source or None)))
    return 0


def _bench(_: argparse.Namespace) -> int:
    return _python([str(paths.root() / "benchmarks" / "run.py")])


def _trace(given: argparse.Namespace) -> int:
    from helpers import facts

    year, as_of = build.requested(given.year, given.as_of)
    print(facts.trace(given.fact, year, as_of))
    return 0


def _lab(_: argparse.Namespace) -> int:
    return _python(["-m", "jupyterlab", str(paths.root() / "notebooks")])


def _test(given: argparse.Namespace) -> int:
    return _python([*_TESTS, *given.pytest_arguments])


def _sources(given: argparse.Namespace) -> int:
    print(sources.refresh() if given.refresh else sources.check())
    return 0


def _clean(_: argparse.Namespace) -> int:
    """Step: the notebook that cleans the plans and the results."""
    return _exit_code(runner.batch([runner.Run("clean_plan_tables")]))


def _clean_registries(_: argparse.Namespace) -> int:
    """Step: the notebook that cleans the registries."""
    return _exit_code(runner.batch([runner.Run("clean_registries")]))


def _layers(_: argparse.Namespace) -> int:
    """Step: the geometry that maps are drawn on."""
    from helpers import geometry

    return _once("layers", geometry.write_list)


def _assess(given: argparse.Namespace) -> int:
    """Step: the rows of one year and day."""
    from helpers import assessment

    return _step("assess", assessment.write_part, given)


def _join(_: argparse.Namespace) -> int:
    """Step: the parts joined into the table ``assessment``."""
    from helpers import assessment

    return _once("join_assessment", assessment.join_parts)


def _coverage(given: argparse.Namespace) -> int:
    """Step: the coverage of one year and day."""
    from helpers import coverage

    return _step("coverage", coverage.write_part, given)


def _join_coverage(_: argparse.Namespace) -> int:
    """Step: the years' coverage joined into its two tables."""
    from helpers import coverage

    return _once("join_coverage", coverage.join_parts)


def _demonstrate(_: argparse.Namespace) -> int:
    """Step: the demonstration's registries, cleaned and counted."""
    from helpers import demonstration

    return _once("demonstrate", demonstration.make)


def _facts(given: argparse.Namespace) -> int:
    """Step: the fact file of one year and day."""
    from helpers import facts

    return _step("facts", facts.write, given)


def _batch(given: argparse.Namespace) -> int:
    """Step: every language's page of one year and day."""
    year, as_of = build.of_part(given.part)
    manifest = paths.report_folder(year, as_of) / build.MANIFEST
    return _exit_code(runner.batch(runner.annual_assessment(year, as_of), manifest))


def _maps(given: argparse.Namespace) -> int:
    """Step: the maps of one year and day."""
    year, as_of = build.of_part(given.part)
    manifest = paths.report_folder(year, as_of) / build.MAPS_MANIFEST
    return _exit_code(runner.batch(runner.map_coverage(year, as_of, datasets.REAL), manifest))


def _make_products(given: argparse.Namespace) -> int:
    """Step: Word, PDF and Excel of one year and day."""
    from helpers.publish import products

    year, as_of = build.of_part(given.part)
    manifest = paths.report_folder(year, as_of) / build.PRODUCTS_MANIFEST
    return _exit_code(runner.batch(runner.products(year, as_of), manifest, products.make))


def _demo(given: argparse.Namespace) -> int:
    """Step: the demonstration's maps and pages of one year; none where nothing is made up."""
    from helpers import demonstration

    year, as_of = build.of_part(given.part)
    manifest = build.demo_manifest(year)
    runs = runner.map_coverage(year, as_of, datasets.DEMO)
    if demonstration.is_empty():
        runs = []
        # Pages of an earlier run would stand beside the real registries of every kind.
        if manifest.parent.exists():
            shutil.rmtree(manifest.parent)
    return _exit_code(runner.batch(runs, manifest))


def _once(name: str, work: Callable[[], Any]) -> int:
    """A step that is made once for all years."""
    with runner.recorded(name, paths.reports("logs", f"{name}.json"), {}) as record:
        work()
    return _exit_code(record["status"] in runner.GOOD)


def _step(name: str, work: Callable[[int, date], Any], given: argparse.Namespace) -> int:
    year, as_of = build.of_part(given.part)
    label = f"{name} {parts.name(year, as_of)}"
    log = paths.reports("logs", f"{label.replace(' ', '.')}.json")
    # Filing asks the record whether the facts are of the inputs that are there then.
    inputs = runner.Run(name).inputs
    given_day = {"year": year, "as_of": as_of.isoformat()}
    with runner.recorded(label, log, given_day, inputs) as record:
        work(year, as_of)
    return _exit_code(record["status"] in runner.GOOD)


def _exit_code(good: bool) -> int:
    return 0 if good else 1


def _python(arguments: list[str]) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=paths.root(), check=False).returncode


_FOR_PEOPLE = {
    "reports": (_reports, "every annual report that is out of date"),
    "report": (_report, "the annual report of one year, in every language"),
    "products": (_products, "the reports as Word, PDF and Excel, of one year or of all"),
    "actuals-form": (_actuals_form, "the Excel form to enter a year's results and remarks in"),
    "filing": (_filing, "freeze a numbered copy of one year's report"),
    "clean-tables": (_clean_tables, "the cleaned tables of both plans and of the results"),
    "trace": (_trace, "where a number of a report comes from"),
    "boundaries": (_boundaries, "fetch true borders of tambons from a declared source"),
    "bench": (_bench, "measure the speed of matching, maps and borders"),
    "lab": (_lab, "JupyterLab on the notebooks"),
    "test": (_test, "every test; further arguments go to pytest"),
    "sources": (_sources, "compare data/raw with its list of sources; --refresh the fingerprints"),
}
_FOR_SNAKEMAKE = {
    "clean-registries": (_clean_registries, "step: clean the registries"),
    "clean": (_clean, "step: clean the plans and the results"),
    "layers": (_layers, "step: the geometry of the maps"),
    "coverage": (_coverage, "step: count the coverage of one year"),
    "join-coverage": (_join_coverage, "step: join the years' coverage"),
    "maps": (_maps, "step: draw the maps of one year"),
    "demonstrate": (_demonstrate, "step: make the demonstration's registries"),
    "demo": (_demo, "step: make the demonstration's pages of one year"),
    "assess": (_assess, "step: assess one year"),
    "join": (_join, "step: join the years' parts"),
    "facts": (_facts, "step: write the facts of one year"),
    "batch": (_batch, "step: make the pages of one year"),
    "make-products": (_make_products, "step: make Word, PDF and Excel of one year"),
}
_WITH_YEAR = ("report", "products", "actuals-form", "filing", "trace")
_WITH_PART = ("assess", "coverage", "facts", "batch", "make-products", "maps", "demo")


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    described = {"prog": "python -m helpers", "description": __doc__}
    top = argparse.ArgumentParser(allow_abbrev=False, **described)
    commands = top.add_subparsers(required=True, metavar="command")
    for name, (work, told) in {**_FOR_PEOPLE, **_FOR_SNAKEMAKE}.items():
        command = commands.add_parser(name, help=told, allow_abbrev=False)
        command.set_defaults(work=work)
        if name in _WITH_YEAR:
            every = name == "products"
            told = "fiscal year (BE), like 2557" + ("; left out, all" if every else "")
            command.add_argument("--year", required=not every, default="", help=told)
            command.add_argument("--as-of", default="", help="day (CE), like 2015-03-31")
        if name in _WITH_PART:
            command.add_argument("part", help="2558, or 2558_as_of_2015-03-31")
        _own_arguments(name, command)
    return top


def _own_arguments(name: str, command: argparse.ArgumentParser) -> None:
    if name == "boundaries":
        command.add_argument("--source", default="", help="a source of boundary_sources.yml")
    if name == "trace":
        command.add_argument("--fact", required=True, help="the fact's name in facts.json")
    if name == "sources":
        command.add_argument("--refresh", action="store_true", help="write the fingerprints anew")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; an input that cannot be used is told in one line, exit code 2."""
    given = _parsed(arguments)
    # So that being ended by a scheduler clears unfinished files away like any other error.
    signal.signal(signal.SIGTERM, _ended)
    try:
        return given.work(given)
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The arguments; what ``test`` does not know goes on to pytest, elsewhere it is an error."""
    given, further = parser().parse_known_args(arguments)
    if further and given.work is not _test:
        parser().error(f"unknown arguments: {' '.join(further)}")
    given.pytest_arguments = further
    return given


def _ended(*_: Any) -> None:
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main())
