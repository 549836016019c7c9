"""altair's chart widget, with all it needs in itself: no page ever asks a network for it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

# A grammar of web addresses that jsonschema compiles if it is there: over a second for a check of
# addresses that no chart has.
_UNUSED = "rfc3987_syntax"


@cache
def chart_widget() -> type[Any]:
    """``alt.JupyterChart`` made ready for use without a network."""
    with _absent(_UNUSED):
        from altair import JupyterChart
    JupyterChart.enable_offline()
    return JupyterChart


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
