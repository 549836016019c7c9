"""The front door without make: ``python -m helpers <command>``, on Windows and macOS too."""

import argparse
import errno
import logging
import signal
import subprocess
import sys
import warnings
from typing import Any, NoReturn

from helpers.core import notices, paths, settings, sources
from helpers.core.errors import InputError
from helpers.core.notices import both, say
from helpers.workflow import build, forkserver, jobs, vanished

_EXPLORED = "60_explore_trends.ipynb"
_LAB = ["--LabApp.news_url=None", "--LabApp.extension_manager=readonly"]
_LAB += ["--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate"]
_TESTS = ["-m", "pytest", "tests", "--numprocesses=auto"]
_TESTS += ["--cov=helpers", "--cov-report=term:skip-covered", "--durations=10"]


def _reports(_: argparse.Namespace) -> int:
    asked = {"plans": build.every_plan(), "issues": build.every_issue()}
    return _reported(build.every_year(), demo_years=build.demo_years(), **asked)


def _reported(asked: list[build.Report], **options: Any) -> int:
    """Reports brought up to date, and what changed since they were filed; the exit code."""
    before = vanished.before(asked)
    code = build.reports(asked, **options)
    # Of a report that could not be brought up to date there is nothing to compare.
    since = _since_filing(asked if code == 0 else build.standing(asked))
    for line in [*since, *([] if code else _to_check(asked, before))]:
        print(line)
    return code


def _to_check(asked: list[build.Report], before: dict[build.Report, vanished.Filed]) -> list[str]:
    """What is to be checked before a filing, of reports that are up to date now."""
    return [*vanished.told(before), *_cautions(asked)]


def _cautions(asked: list[build.Report]) -> list[str]:
    """What is to be checked in the reports asked for that a form was filed for."""
    filed = [report for report in asked if vanished.has_form(*report)]
    if not filed:
        return []
    from helpers.archive import cautions

    found = [one for report in filed for one in cautions.of_report(*report)]
    return [say("caution", told=one.words) for one in found]


def _report(given: argparse.Namespace) -> int:
    return _reported([build.requested(given.year, given.as_of)])


def _products(given: argparse.Namespace) -> int:
    """Word, PDF and Excel of one year, or of every year where none is named."""
    if given.as_of and not given.year:
        raise InputError(both("day_without_year"), found=given.as_of, expected=both("year_too"))
    if given.year:
        return _reported([build.requested(given.year, given.as_of)], with_products=True)
    return _reported(build.every_year(), with_products=True, plans=build.every_plan())


def _evaluation(given: argparse.Namespace) -> int:
    """The closing evaluation in every format; of every plan where none is named."""
    if given.as_of and not given.plan:
        raise InputError(both("day_without_plan"), found=given.as_of, expected=both("plan_too"))
    asked = [build.requested_plan(given.plan, given.as_of)] if given.plan else build.every_plan()
    return build.reports([], with_products=True, plans=asked)


def _where_next(given: argparse.Namespace) -> int:
    """The list of one province, with its map and workbook."""
    return build.where_next(build.requested_province(given.province, given.year, given.as_of))


def _actuals_form(given: argparse.Namespace) -> int:
    """The form to enter results in, with this year's facts and the last one's up to date.

    Their pages and maps are not made: the form prints none of them.
    """
    report = build.requested(given.year, given.as_of)
    before = [asked for asked in build.every_year() if asked[0] == report[0] - 1]
    if code := build.facts([*before, report]):
        return code
    from helpers.publish import entry_form

    written = entry_form.write(*report)
    print(say("form_made", year=report[0], day=report[1].isoformat()))
    print("\n".join(paths.relative(file) for file in written))
    return 0


def _filing(given: argparse.Namespace) -> int:
    """A frozen copy of one year's report, once everything in it is up to date."""
    report = build.requested(given.year, given.as_of)
    known = vanished.gone(*report)
    if code := _reported([report], with_products=True):
        return code
    if vanished.gone(*report).keys() - known.keys():
        # It was told just now; nobody could have read it before the copy stood.
        raise InputError(both("gone_not_filed"))
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
    return _python([str(paths.root() / "benchmarks" / "run.py"), "--markdown"])


def _backtest(_: argparse.Namespace) -> int:
    """The tables that say how far the outlook was off in years known now."""
    if code := build.tables():
        return code
    from helpers.analysis import backtest_page

    print("\n".join(paths.relative(file) for file in backtest_page.write()))
    return 0


def _trace(given: argparse.Namespace) -> int:
    from helpers import facts

    year, as_of = build.requested(given.year, given.as_of)
    print(facts.trace(given.fact, year, as_of))
    return 0


def _lab(_: argparse.Namespace) -> int:
    """JupyterLab on the notebook to explore with; nothing of it asks anyone on the network."""
    return _python(["-m", "jupyterlab", *_LAB, str(paths.root() / "notebooks" / _EXPLORED)])


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
            raise InputError(both("years_backwards"), found=piece)
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
    """What changed since the last filing of each report asked for."""
    if not paths.filed().exists():
        return []
    from helpers import archive

    filed = [report for report in asked if archive.is_filed(*report)]
    lang = notices.language()
    return [archive.told(*report, lang) for report in filed] + _lists_not_written(filed)


def _lists_not_written(filed: list[build.Report]) -> list[str]:
    """The lists of changes are written; one that another program holds open is told."""
    from helpers import archive

    failed = []
    for report in filed:
        try:
            archive.write_changes(*report)
        except OSError as error:
            failed.append(say("changes_not_written", error=error))
    return failed


def _python(arguments: list[str]) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=paths.root(), check=False).returncode


_FOR_PEOPLE = {
    "reports": _reports,
    "report": _report,
    "products": _products,
    "evaluation": _evaluation,
    "where-next": _where_next,
    "actuals-form": _actuals_form,
    "filing": _filing,
    "demo": _demo,
    "clean-tables": _clean_tables,
    "trace": _trace,
    "boundaries": _boundaries,
    "bench": _bench,
    "backtest": _backtest,
    "lab": _lab,
    "test": _test,
    "sources": _sources,
}
_FOR_A_LAUNCH = {"step": _step, "serve": _serve}
# A full disk, a quota, a limit; no right to write; a file where a folder should be.
_NOT_WRITTEN = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS}
_NOT_WRITTEN |= {errno.ENOTDIR, errno.EEXIST}
# Libraries that remark on fonts as they go.
_REMARKING = ("fontTools", "matplotlib", "weasyprint")
# How argparse begins to say what was typed wrongly.
_NEEDED = "the following arguments are required: "
_NO_CHOICE = "invalid choice: "
_WITH_YEAR = ("report", "products", "where-next", "actuals-form", "filing", "trace")


class _Help(argparse.RawTextHelpFormatter):
    """Help in the run's language; its lines are left whole, for Thai has no spaces to break at."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, say("usage") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser whose own words are in the run's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_Help, allow_abbrev=False, add_help=False)
        self.options = self.add_argument_group(say("options"))
        self.options.add_argument("-h", "--help", action="help", help=say("help_help"))

    def error(self, message: str) -> NoReturn:
        """Tell how the command is used and end with exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, say("error", told=_of_argparse(message)) + "\n")


def _of_argparse(message: str) -> notices.Notice:
    """What argparse found wrong, in both languages where it is one of the two common mistakes."""
    if message.startswith(_NEEDED):
        return both("arguments_needed", arguments=message.removeprefix(_NEEDED))
    if _NO_CHOICE in message:
        name = message.partition(_NO_CHOICE)[2].partition(" (")[0]
        return both("no_command", name=name, commands=", ".join(_FOR_PEOPLE))
    return both("wrong_command", detail=message)


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    top = _Parser(prog="python -m helpers", description=say("front_door"))
    commands = top.add_subparsers(required=True, metavar="command", title=say("commands"))
    for name, work in {**_FOR_PEOPLE, **_FOR_A_LAUNCH}.items():
        told = say(f"command_{name}")
        command = commands.add_parser(name, help=told, description=told)
        command.set_defaults(work=work)
        if name in _WITH_YEAR:
            every = name == "products"
            told = say("help_year_or_all" if every else "help_year")
            command.options.add_argument("--year", required=not every, default="", help=told)
            command.options.add_argument("--as-of", default="", help=say("help_as_of"))
        _own_arguments(name, command.options)
    return top


def _own_arguments(name: str, options: argparse._ArgumentGroup) -> None:
    if name == "boundaries":
        options.add_argument("--source", default="", help=say("help_source"))
    if name == "step":
        options.add_argument("step", help=say("help_step"))
        options.add_argument("part", nargs="?", default="", help=say("help_part"))
    if name == "serve":
        options.add_argument("address", help=say("help_address"))
        options.add_argument("steps", nargs="*", help=say("help_steps"))
    if name == "demo":
        options.add_argument("--years", default="", help=say("help_years"))
    if name == "evaluation":
        options.add_argument("--plan", default="", help=say("help_plan"))
        options.add_argument("--as-of", default="", help=say("help_plan_as_of"))
    if name == "where-next":
        options.add_argument("--province", required=True, help=say("help_province"))
    if name == "trace":
        options.add_argument("--fact", required=True, help=say("help_fact"))
    if name == "sources":
        options.add_argument("--refresh", action="store_true", help=say("help_refresh"))


def main(arguments: list[str] | None = None) -> int:
    """Run a command; an input that cannot be used is told in one line, exit code 2."""
    # Thai gets through also where the system's own encoding has none, as into a file on Windows.
    for stream in (sys.stdout, sys.stderr):
        if stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")
    _leave_out_remarks()
    try:
        notices.settle()
        given = _parsed(arguments)
        # So that being ended by a scheduler clears unfinished files away like any other error.
        signal.signal(signal.SIGTERM, _ended)
        return given.work(given)
    except InputError as error:
        print(notices.of_error(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(say("stopped"), file=sys.stderr)
        return 130
    except OSError as error:
        if error.errno not in _NOT_WRITTEN:
            raise
        where = error.filename or both("a_file")
        told = both("not_written", where=where, reason=error.strerror)
        print(say("error", told=told), file=sys.stderr)
        return 2


def _leave_out_remarks() -> None:
    """What libraries remark on fonts and on each other is for who works on the code.

    ``python -W default -m helpers ...`` shows it.
    """
    if sys.warnoptions:
        return
    warnings.simplefilter("ignore")
    for library in _REMARKING:
        logging.getLogger(library).setLevel(logging.ERROR)


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The arguments; what ``test`` does not know goes on to pytest, elsewhere it is an error."""
    given, further = parser().parse_known_args(arguments)
    if further and given.work is not _test:
        parser().error(say("unknown_arguments", arguments=" ".join(further)))
    given.pytest_arguments = further
    return given


def _ended(*_: Any) -> None:
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main())
