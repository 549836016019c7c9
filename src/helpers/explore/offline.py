"""altair's chart widget, with all it needs in itself: no page ever asks a network for it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers.core import files, paths

# A grammar of web addresses that jsonschema compiles if it is there: over a second for a check of
# addresses that no chart has.
_UNUSED = "rfc3987_syntax"
_MADE_FROM = ("altair", "vl-convert-python")


def chart_widget() -> type[Any]:
    """``alt.JupyterChart`` made ready for use without a network.

    Its script is put together by vl-convert, which takes a second, and is kept in
    ``data/processed/charts.js`` until altair or vl-convert are others.
    """
    return _chart_widget(paths.processed("charts.js"))


@cache
def _chart_widget(kept: Path) -> type[Any]:
    with _absent(_UNUSED):
        from altair import JupyterChart

    class OfflineChart(JupyterChart):
        _esm = _script(kept, JupyterChart)

    return OfflineChart


def _script(kept: Path, chart: type[Any]) -> str:
    made_from = ", ".join(f"{name} {version(name)}" for name in _MADE_FROM)
    first = f"// {made_from}\n"
    if kept.exists():
        script = files.read_text(kept)
        if script.startswith(first):
            return script
    chart.enable_offline()
    script = first + chart._esm
    files.write_text(kept, script)
    return script


@contextmanager
def _absent(module: str) -> Iterator[None]:
    """An optional module as if it were not installed, unless it is in use already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None
    try:
        yield
    finally:
        del sys.modules[module]
