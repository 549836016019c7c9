"""Lines of text that fit a page: measured, and broken at spaces or between Thai words."""

from functools import lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from pythainlp.tokenize import word_tokenize

from helpers import fonts
from helpers.errors import InputError

LEADING = 1.5
# What is kept free along the sides of a page, in inches.
EDGE = 0.2
POINTS = 72


def fitted(
    figure: Figure, lines: list[str], sizes: tuple[float, ...], height: float, weight: int = 400
) -> float:
    """The largest of ``sizes`` in which ``lines`` take no more than ``height`` inches.

    Raises ``InputError`` when even the smallest takes more.
    """
    room = figure.get_figwidth() - 2 * EDGE
    for size in sizes:
        written = sum(len(broken(figure, line, room, size, weight)) for line in lines)
        if written * size * LEADING / POINTS <= height:
            return size
    raise InputError(
        "the title or the lines of a map are too long for its page",
        expected=f"up to {height:.2f} inches in height", found=" | ".join(lines),
    )  # fmt: skip


def block(
    figure: Figure,
    lines: list[str],
    at: tuple[float, float | None],
    size: float,
    colour: str,
    weight: int = 400,
    right: float | None = None,
) -> float:
    """Write ``lines`` down from ``at`` (inches); without a height, up to the foot of the page.

    Lines are broken to the width of the page (or up to ``right``). Returns the height written.
    """
    width, height = figure.get_size_inches()
    room = (width - EDGE if right is None else right) - at[0]
    written = [part for line in lines for part in broken(figure, line, room, size, weight)]
    step = size * LEADING / POINTS
    top = at[1] if at[1] is not None else 0.1 + step * len(written)
    for number, part in enumerate(written):
        figure.text(
            at[0] / width, (top - step * number) / height, part,
            fontsize=size, color=colour, weight=weight, va="top", ha="left",
        )  # fmt: skip
    return step * len(written)


def broken(figure: Figure, line: str, room: float, size: float, weight: int = 400) -> list[str]:
    """``line`` in as many lines as a width of ``room`` inches asks for."""
    if wide(figure, line, size, weight) <= room:
        return [line]
    lines, current = [], ""
    for piece in _pieces(figure, line, room, size, weight):
        if current.strip() and wide(figure, (current + piece).rstrip(), size, weight) > room:
            lines.append(current.rstrip())
            current = ""
        current += piece if current else piece.lstrip()
    return [*lines, current.rstrip()]


def wide(figure: Figure, line: str, size: float, weight: int = 400) -> float:
    """Width of one line, in inches."""
    return _wide(line, size, weight, figure.dpi)


@lru_cache(maxsize=4096)
def _wide(line: str, size: float, weight: int, dots_per_inch: float) -> float:
    # The lines of a map, and most of its words, stand on the next one again.
    font = FontProperties(family=fonts.FAMILY, size=size, weight=weight)
    renderer = RendererAgg(1, 1, dots_per_inch)
    pixels, _, _ = renderer.get_text_width_height_descent(line, font, ismath=False)
    return pixels / dots_per_inch


def _pieces(figure: Figure, line: str, room: float, size: float, weight: int) -> list[str]:
    """Where a line may be broken: after spaces, and between words where spaces do not do."""
    # Thai writes many words without a space; the dictionary is only asked where it is needed.
    pieces = [word + " " for word in line.split(" ")]
    return [part for piece in pieces for part in _words(piece, room, figure, size, weight)]


def _words(piece: str, room: float, figure: Figure, size: float, weight: int) -> list[str]:
    if wide(figure, piece, size, weight) <= room / 3:
        return [piece]
    return word_tokenize(piece, engine="newmm")
