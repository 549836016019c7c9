"""The one line of Python that gives a view's frame, and the call behind it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from helpers.explore import frames
from helpers.explore.built import Built

_FUNCTIONS: dict[str, Callable[..., pd.DataFrame]] = {
    function.__name__: function
    for function in (frames.follow_indicator, frames.rank_areas, frames.list_tambons)
}


@dataclass(frozen=True)
class Call:
    """A call of a public function by its name; equal calls give equal frames."""

    function: str
    given: tuple[tuple[str, object], ...]

    @classmethod
    def of(cls, function: str, **given: object) -> "Call":
        """A call without what the function takes by itself."""
        usual = inspect.signature(_FUNCTIONS[function]).parameters
        return cls(function, tuple((k, v) for k, v in given.items() if v != usual[k].default))

    @property
    def line(self) -> str:
        """Python that runs where ``import helpers`` was."""
        by_name = inspect.Parameter.KEYWORD_ONLY
        kinds = inspect.signature(_FUNCTIONS[self.function]).parameters
        told = [
            f"{name}={_written(value)}" if kinds[name].kind is by_name else _written(value)
            for name, value in self.given
        ]
        return f"helpers.{self.function}({', '.join(told)})"

    def frame(self, built: Built) -> pd.DataFrame:
        """The same frame from tables that are read already."""
        return _FUNCTIONS[self.function](**dict(self.given), built=built)


def _written(value: object) -> str:
    """A value as one types it: double quotes, a range for years in a row."""
    return f'"{value}"' if isinstance(value, str) else repr(value)
