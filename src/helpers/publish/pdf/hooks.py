"""What WeasyPrint gets for the addresses of a page. Apart, for loading WeasyPrint may fail.

Widths of words measured once a document.

To fit columns to their words WeasyPrint measures every word of every cell, most of them again and
again: the same unit, day or reference stands in hundreds of cells. That is a fifth of its time.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.layout import preferred
from weasyprint.urls import URLFetcher, URLFetcherResponse


class Fetcher(URLFetcher):
    """Hands over what a page carries and reads ``data:``; nothing is fetched from anywhere else.

    ``contents`` are by their addresses. WeasyPrint tells pictures from fonts itself.
    """

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",))
        self.contents = contents

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The content at an address; ``ValueError`` for any the page does not carry."""
        if url in self.contents:
            return URLFetcherResponse(url, self.contents[url])
        return super().fetch(url, headers)


class _Said(pydyf.Object):
    """An object of a finished PDF with its bytes."""

    def __init__(self, of: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = of.number, of.generation, of.free
        self._data, self._compressible = of.data, of.compressible

    @property
    def data(self) -> bytes:
        """The bytes, as they were when it was said."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Whether the object may stand inside a stream."""
        return self._compressible


def say_once(_: Any, pdf: pydyf.PDF) -> None:
    """Say every object of a finished PDF, for what writes it says and packs all of them twice.

    The first time into the file, and again for the fingerprint at its end.
    """
    pdf.objects[:] = [of if of.free == "f" else _Said(of) for of in pdf.objects]


# What the width of a text and the place where it may be cut depend on, beside its letters.
_STYLE = (
    "font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "direction", "letter_spacing", "word_spacing", "tab_size", "white_space", "overflow_wrap",
    "word_break", "hyphens", "hyphenate_character", "hyphenate_limit_chars",
    "hyphenate_limit_zone",
)  # fmt: skip


@contextmanager
def once() -> Iterator[None]:
    """Meanwhile WeasyPrint fits columns by widths it remembers; what it lays out stays the same."""
    measure = preferred.split_first_line
    preferred.split_first_line = _Remembered(measure)
    try:
        yield
    finally:
        preferred.split_first_line = measure


class _Remembered:
    """WeasyPrint's way to cut a line off a text, for those who ask for its width alone."""

    def __init__(self, measure: Callable[..., tuple]) -> None:
        self.measure = measure
        self.known: dict[tuple, tuple] = {}
        # By identity, which holds as long as the style is kept.
        self.styles: dict[int, tuple[Any, str]] = {}

    def __call__(self, text: str, style: Any, context: Any, *rest: Any, **named: Any) -> tuple:
        key = (text, self._style(style), rest, *named.items())
        if key not in self.known:
            found = self.measure(text, style, context, *rest, **named)
            # The layout holds much memory, and nobody who asks for a width looks at it.
            self.known[key] = (None, *found[1:])
        return self.known[key]

    def _style(self, style: Any) -> str:
        if id(style) not in self.styles:
            self.styles[id(style)] = (style, repr([style[name] for name in _STYLE]))
        return self.styles[id(style)][1]
