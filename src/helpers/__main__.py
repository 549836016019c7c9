"""The front door without make: ``python -m helpers <command>``, on Windows and macOS too."""

import argparse
import errno
import signal
import subprocess
import sys
from typing import Any

from helpers.core import paths, settings, sources
from helpers.core.errors import InputError
from helpers.workflow import build, forkserver, jobs

_TESTS = ["-m", "pytest", "tests", "--numprocesses=auto"]
_TESTS += ["--cov=helpers", "--cov-report=term:skip-covered", "--durations=10"]


def _reports(_: argparse.Namespace) -> int:
    return _reported(build.every_year(), demo_years=build.demo_years())


def _reported(asked: list[build.Report], **options: Any) -> int:
    """Reports brought up to date, and what changed since they were filed; the exit code."""
    code = build.reports(asked, **options)
    for line in _since_filing(asked):
        print(line)
    return code


def _report(given: argparse.Namespace) -> int:
    return _reported([build.requested(given.year, given.as_of)])


def _products(given: argparse.Namespace) -> int:
    """Word, PDF and Excel of one year, or of every year where none is named."""
    if given.as_of and not given.year:
        raise InputError("a day needs its fiscal year", found=given.as_of, expected="YEAR=2558 too")
    asked = [build.requested(given.year, given.as_of)] if given.year else build.every_year()
    return _reported(asked, with_products=True)


def _actuals_form(given: argparse.Namespace) -> int:
    """The form to enter results in, with this year's facts and the last one's up to date."""
    report = build.requested(given.year, given.as_of)
    before = [asked for asked in build.every_year() if asked[0] == report[0] - 1]
    if code := _reported([*before, report]):
        return code
    from helpers.publish import entry_form

    print("\n".join(paths.relative(file) for file in entry_form.write(*report)))
    return 0


def _filing(given: argparse.Namespace) -> int:
    """A frozen copy of one year's report, once everything in it is up to date."""
    report = build.requested(given.year, given.as_of)
    if code := _reported([report], with_products=True):
        return code
    from helpers import archive

    print(archive.file(*report))
    return 0


def _clean_tables(_: argparse.Namespace) -> int:
    return build.tables()


def _boundaries(given: argparse.Namespace) -> int:
    from helpers.geography import boundaries

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


def _demo(given: argparse.Namespace) -> int:
    """The demonstration of the years named."""
    return build.demo(_years(given.years) if given.years else list(settings.load().demo_years))


def _years(text: str) -> list[int]:
    """Fiscal years typed as 2557, as 2551,2557 or as 2551-2559, each allowed."""
    found: list[int] = []
    for piece in text.split(","):
        ends = [build.requested(end.strip())[0] for end in piece.split("-", maxsplit=1)]
        if ends[0] > ends[-1]:
            raise InputError("the first year is after the last one", found=piece)
        found += range(ends[0], ends[-1] + 1)
    return [build.requested(year)[0] for year in dict.fromkeys(found)]


def _step(given: argparse.Namespace) -> int:
    """One step of ``metadata/steps.yml``, as the rules ask for it."""
    return 0 if jobs.given(given.step, given.part).do() else 1


def _serve(given: argparse.Namespace) -> int:
    """The fork server of a launch: the same commands, each in a process forked from this one."""
    forkserver.serve(given.address, given.steps, main)
    return 0


def _since_filing(asked: list[build.Report]) -> list[str]:
    """What changed since the last filing of each report asked for, in the official language."""
    if not paths.filed().exists():
        return []
    from helpers import archive

    filed = [report for report in asked if archive.is_filed(*report)]
    lang = settings.load().languages[0]
    return [archive.told(*report, lang) for report in filed] + _lists_not_written(filed)


def _lists_not_written(filed: list[build.Report]) -> list[str]:
    """The lists of changes are written; one that another program holds open is told."""
    from helpers import archive

    failed = []
    for report in filed:
        try:
            archive.write_changes(*report)
        except OSError as error:
            failed.append(f"the list of changes was not written, close it first: {error}")
    return failed


def _python(arguments: list[str]) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=paths.root(), check=False).returncode


_FOR_PEOPLE = {
    "reports": (_reports, "every annual report that is out of date"),
    "report": (_report, "the annual report of one year, in every language"),
    "products": (_products, "the reports as Word, PDF and Excel, of one year or of all"),
    "actuals-form": (_actuals_form, "the Excel form to enter a year's results and remarks in"),
    "filing": (_filing, "freeze a numbered copy of one year's report"),
    "demo": (_demo, "the demonstration's pages, of the years named"),
    "clean-tables": (_clean_tables, "the cleaned tables of both plans and of the results"),
    "trace": (_trace, "where a number of a report comes from"),
    "boundaries": (_boundaries, "fetch true borders of tambons from a declared source"),
    "bench": (_bench, "measure the speed of matching, maps and borders"),
    "lab": (_lab, "JupyterLab on the notebooks"),
    "test": (_test, "every test; further arguments go to pytest"),
    "sources": (_sources, "compare data/raw with its list of sources; --refresh the fingerprints"),
}
_FOR_A_LAUNCH = {
    "step": (_step, "one step of the way, as its rule asks for it"),
    "serve": (_serve, "the fork server of a launch"),
}
# A full disk, a quota, a limit; no right to write; a file where a folder should be.
_NOT_WRITTEN = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS}
_NOT_WRITTEN |= {errno.ENOTDIR, errno.EEXIST}
_WITH_YEAR = ("report", "products", "actuals-form", "filing", "trace")


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    described = {"prog": "python -m helpers", "description": __doc__}
    top = argparse.ArgumentParser(allow_abbrev=False, **described)
    commands = top.add_subparsers(required=True, metavar="command")
    for name, (work, told) in {**_FOR_PEOPLE, **_FOR_A_LAUNCH}.items():
        command = commands.add_parser(name, help=told, allow_abbrev=False)
        command.set_defaults(work=work)
        if name in _WITH_YEAR:
            every = name == "products"
            told = "fiscal year (BE), like 2557" + ("; left out, all" if every else "")
            command.add_argument("--year", required=not every, default="", help=told)
            command.add_argument("--as-of", default="", help="day (CE), like 2015-03-31")
        _own_arguments(name, command)
    return top


def _own_arguments(name: str, command: argparse.ArgumentParser) -> None:
    if name == "boundaries":
        command.add_argument("--source", default="", help="a source of boundary_sources.yml")
    if name == "step":
        command.add_argument("step", help="a step of metadata/steps.yml")
        command.add_argument("part", nargs="?", default="", help="2558, or 2558_as_of_2015-03-31")
    if name == "serve":
        command.add_argument("address", help="the socket to listen at")
        command.add_argument("steps", nargs="*", help="the steps to be ready for; none: all")
    if name == "demo":
        told = "fiscal years (BE): 2557, or 2551,2557, or 2551-2559; left out, those of config.yml"
        command.add_argument("--years", default="", help=told)
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
    except KeyboardInterrupt:
        print("stopped; what was finished stays · หยุดแล้ว สิ่งที่ทำเสร็จยังอยู่", file=sys.stderr)
        return 130
    except OSError as error:
        if error.errno not in _NOT_WRITTEN:
            raise
        print(_not_written(error), file=sys.stderr)
        return 2


def _not_written(error: OSError) -> str:
    """A full disk or a folder that cannot be written, told in both languages."""
    where = error.filename or "a file"
    return (
        f"error: {where} cannot be written: {error.strerror}; nothing made before is lost; "
        "make room or allow writing, then run the same command again\n"
        f"ข้อผิดพลาด: เขียน {where} ไม่ได้ สิ่งที่ทำไว้แล้วไม่เสียหาย "
        "เพิ่มที่ว่างหรือให้สิทธิ์เขียนแล้วสั่งงานเดิมอีกครั้ง"
    )


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
