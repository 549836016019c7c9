"""Parameters of the notebooks: declared once in ``metadata/parameters.yml``, refused before work.

papermill passes anything: a misspelt name runs the default, a code loses its leading zero. So
every way into a notebook asks here first, and the notebook asks again when it starts.
"""

import ast
import difflib
import re
import sys
from datetime import date
from typing import Any

from helpers.core import metadata, notices, settings, thai
from helpers.core.errors import InputError
from helpers.core.notices import both
from helpers.workflow import refusals

_FILE = "src/helpers/metadata/parameters.yml"
_INJECTED_MARK = "# Parameters"


def check(notebook: str, given: dict[str, Any], declared: dict | None = None) -> dict[str, Any]:
    """Every parameter of ``notebook`` with its checked value or its default.

    ``given`` may hold text as typed on a command line. A day comes back as ISO text, the empty
    one as the last day of the fiscal year. Raises ``InputError`` for an unknown name, a wrong
    type, a value that is not allowed, a day outside the fiscal year.
    """
    declared = declared or metadata.load("parameters.yml")
    taken = _taken_by(notebook, declared)
    _refuse_unknown(notebook, set(given), taken)
    specs = {name: declared["parameters"][name] for name in taken}
    return _values({**{name: spec["default"] for name, spec in specs.items()}, **given}, specs)


def checked(**values: Any) -> dict[str, Any]:
    """The same check for a running notebook, which calls this first with its own parameters.

    So a run by plain papermill or by hand is refused with the same words, also for a name that
    papermill injected and the notebook does not have. From here on an input that is refused is
    shown in its own words.
    """
    refusals.show_in_notebook()
    declared = metadata.load("parameters.yml")["parameters"]
    _refuse_unknown(both("this_notebook"), set(values) | _injected_names(), list(values))
    _refuse_unknown(_FILE, set(values), list(declared))
    return _values(values, {name: declared[name] for name in values})


def _taken_by(notebook: str, declared: dict) -> list[str]:
    if notebook not in declared["notebooks"]:
        near = _suggestion(notebook, declared["notebooks"])
        raise InputError(
            both("notebook_unknown", notebook=notebook, near=near),
            expected=sorted(declared["notebooks"]),
            fix=_FILE,
        )
    return declared["notebooks"][notebook]


def _refuse_unknown(place: str | notices.Notice, names: set[str], known: list[str]) -> None:
    for name in sorted(names - set(known)):
        raise InputError(
            both("parameter_unknown", place=place, name=repr(name), near=_suggestion(name, known)),
            expected=sorted(known),
            found=name,
        )


def _suggestion(name: str, known: list[str]) -> str | notices.Notice:
    near = difflib.get_close_matches(name, list(known), n=1)
    return both("did_you_mean", name=repr(near[0])) if near else ""


def _values(values: dict[str, Any], specs: dict[str, dict]) -> dict[str, Any]:
    typed = {name: _READ[spec["type"]](name, values[name]) for name, spec in specs.items()}
    for name, spec in specs.items():
        _refuse_not_allowed(name, typed[name], spec)
    days = [name for name, spec in specs.items() if spec["type"] == "day"]
    return {**typed, **{name: _in_fiscal_year(name, typed) for name in days}}


def _told(name: str) -> str | notices.Notice:
    """A parameter as it is typed, where people type it."""
    keys = {"year": "the_year", "as_of": "the_day"}
    return both(keys[name]) if name in keys else name


def _whole(name: str, value: Any) -> int:
    """``2557`` or its text, Thai digits included; ``True`` and ``2557.0`` are not numbers typed."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    plain = thai.arabic_digits(value) if isinstance(value, str) else ""
    if not re.fullmatch(r"\d+", plain):
        expected = both("like_a_year")
        raise InputError(both("not_whole", name=_told(name)), expected=expected, found=repr(value))
    return int(plain)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        problem = both("not_text", name=_told(name), kind=type(value).__name__)
        raise InputError(problem, found=repr(value))
    return value


def _day(name: str, value: Any) -> str:
    text = value.isoformat() if isinstance(value, date) else _text(name, value)
    if text == "":
        return text
    try:
        return thai.parse_day(text).isoformat()
    except ValueError as error:
        expected = both("like_a_day")
        raise InputError(
            both("not_a_day", name=_told(name)), expected=expected, found=text
        ) from error


_READ = {"whole": _whole, "text": _text, "day": _day}


def _refuse_not_allowed(name: str, value: Any, spec: dict) -> None:
    allowed, fix = _allowed(spec)
    if allowed is not None and value not in allowed:
        problem = both("not_allowed", name=_told(name))
        raise InputError(problem, expected=list(allowed), found=value, fix=fix)
    if "pattern" in spec and not re.fullmatch(spec["pattern"], value):
        raise InputError(
            both("not_like_a_code", name=name),
            expected=spec["pattern"],
            found=value,
        )


def _allowed(spec: dict) -> tuple[Any, str | None]:
    """The values allowed (``None``: any) and the file that lists them."""
    allowed = spec.get("allowed")
    if isinstance(allowed, str):
        return getattr(settings.load(), allowed.removeprefix("config.")), "config.yml"
    return allowed, _FILE


def _in_fiscal_year(name: str, typed: dict[str, Any]) -> str:
    year = typed["year"]
    first, last = thai.fiscal_year_start(year), thai.fiscal_year_end(year)
    day = date.fromisoformat(typed[name]) if typed[name] else last
    if not first <= day <= last:
        raise InputError(
            both("outside_year", name=_told(name), year=year),
            expected=both("from_to", first=first.isoformat(), last=last.isoformat()),
            found=day.isoformat(),
        )
    return day.isoformat()


def _injected_names() -> set[str]:
    """Names set by the cell papermill injected into the running notebook; none elsewhere."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    cells = shell.user_ns.get("In", []) if shell else []
    injected = [cell for cell in cells if cell.startswith(_INJECTED_MARK)]
    statements = [line for cell in injected for line in ast.parse(cell).body]
    targets = [t for line in statements if isinstance(line, ast.Assign) for t in line.targets]
    return {target.id for target in targets if isinstance(target, ast.Name)}
