"""What a screen reader gets beside WeasyPrint's own tags: margins left out, links in words.

WeasyPrint marks the words of a page's margins like those of the text, without a place in the
tree of tags, and describes a link by its target. Apart, for loading WeasyPrint may fail.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import draw
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

# Where a line may end inside an address; nothing to be read out.
_UNSEEN = "\u200b"
# Bit 3 of an annotation's flags: it is printed like what is around it.
_PRINTED = 4


@contextmanager
def margins_apart() -> Iterator[None]:
    """Meanwhile running heads and feet are drawn as artifacts, which no reader reads out."""
    margins = _Margins()
    patched = (
        (draw, "draw_stacking_context", margins.drawn),
        (Stream, "marked", margins.marked),
        (tags, "_build_box_tree", margins.tagged),
    )
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in patched]
    try:
        for owner, name, change in patched:
            setattr(owner, name, change(getattr(owner, name)))
        yield
    finally:
        for owner, name, original in before:
            setattr(owner, name, original)


class _Margins:
    """WeasyPrint's ways to draw, mark and tag a box, told apart by whether a margin is drawn."""

    def __init__(self) -> None:
        self.inside = False

    def drawn(self, draw_context: Callable[..., None]) -> Callable[..., None]:
        """Drawing what lies in one stacking context, such as a margin."""

        def draw_margin_or_text(stream: Stream, context: Any) -> None:
            outer, self.inside = self.inside, self.inside or isinstance(context.box, MarginBox)
            try:
                draw_context(stream, context)
            finally:
                self.inside = outer

        return draw_margin_or_text

    def marked(self, mark: Callable[..., Any]) -> Callable[..., Any]:
        """Marking what is drawn of a box."""

        def mark_or_leave_out(stream: Stream, box: Any, tag: str) -> Any:
            return _artifact(stream) if self.inside else mark(stream, box, tag)

        return mark_or_leave_out

    def tagged(self, build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """The tags of a box and of what it holds; a margin has none."""

        def build_or_leave_out(box: Any, *given: Any) -> Iterator[Any]:
            return iter(()) if isinstance(box, MarginBox) else build(box, *given)

        return build_or_leave_out


@contextmanager
def _artifact(stream: Stream) -> Iterator[None]:
    kind = pydyf.Dictionary({"Type": "/Pagination"})
    pydyf.Stream.begin_marked_content(stream, "Artifact", kind)
    try:
        yield
    finally:
        pydyf.Stream.end_marked_content(stream)


def describe_links(document: Any) -> None:
    """Describe each link of a laid out document by its words, and have it printed."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.link_annotation:
                words = "".join(box.element.itertext()).replace(_UNSEEN, "")
                box.link_annotation["Contents"] = pydyf.String(" ".join(words.split()))
                box.link_annotation["F"] = _PRINTED
