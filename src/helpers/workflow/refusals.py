"""An error about an input on its way from a step or its notebook to whoever started the launch.

A notebook runs in a process of its own, which hands on an error's name and one text. So it shows
the error as data too, in a form no page prints; records of runs keep the same data.
"""

import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from helpers.core import notices
from helpers.core.errors import InputError, Mistake, Place, Words, listed
from helpers.core.notices import Notice

MIME = "application/vnd.tambon-plan.refusal+json"
_TEXTS = "texts"
_OF_ERROR = ("problem", "file", "line", "expected", "found", "fix", "copies")
_OF_MISTAKE = ("rule", "expected", "found", "file")


def as_data(error: InputError) -> dict[str, Any]:
    """The error as JSON holds it; ``error_of`` makes it again."""
    told = {name: _plain(getattr(error, name)) for name in _OF_ERROR}
    mistakes = [
        {"place": _plain_place(one.place)} | {n: _plain(getattr(one, n)) for n in _OF_MISTAKE}
        for one in error.mistakes
    ]
    return {**told, "mistakes": mistakes}


def error_of(data: dict[str, Any]) -> InputError:
    """The error that ``as_data`` has written down."""
    told = {name: _whole(data[name]) for name in _OF_ERROR}
    mistakes = [
        Mistake(_whole_place(one["place"]), **{name: _whole(one[name]) for name in _OF_MISTAKE})
        for one in data["mistakes"]
    ]
    return InputError(told.pop("problem"), **told, mistakes=mistakes)


def _plain(value: Any) -> Any:
    """A value as JSON has it; what is only ever printed becomes its text."""
    if isinstance(value, Words):
        value = notices.both(value.key, **value.slots)
    if isinstance(value, Notice):
        return {_TEXTS: value.texts}
    if value is None or isinstance(value, str | int | float | dict):
        return value
    return str(listed(value))


def _whole(value: Any) -> Any:
    is_notice = isinstance(value, dict) and set(value) == {_TEXTS}
    return Notice(value[_TEXTS]) if is_notice else value


def _plain_place(place: Place) -> dict[str, Any]:
    return {**asdict(replace(place, words="")), "words": _plain(place.words)}


def _whole_place(data: dict[str, Any]) -> Place:
    return Place(**{**data, "words": _whole(data["words"])})


def show_in_notebook() -> None:
    """In a running notebook an ``InputError`` is shown in its own words, without the code's lines.

    Elsewhere nothing is done.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.set_custom_exc((InputError,), _shown)


def _shown(shell: Any, kind: type, error: InputError, _: Any, **__: Any) -> list[str]:
    """What IPython calls for such an error; the lines it keeps as those of the error."""
    lines = notices.of_error(error).splitlines()
    shell.display_pub.publish({MIME: as_data(error)})
    shell._showtraceback(kind, error, lines)
    return lines


def found_in(notebooks: Iterable[Any]) -> InputError | None:
    """The error an executed notebook (as ``nbformat`` has it) was stopped by, if it was one."""
    outputs = (out for book in notebooks for cell in book.cells for out in cell.get("outputs", []))
    shown = [out["data"][MIME] for out in outputs if MIME in out.get("data", {})]
    return error_of(shown[-1]) if shown else None
