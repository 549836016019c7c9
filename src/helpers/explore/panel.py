"""One view on the page: its heading, the picture or a sentence in its place, its line of Python."""

import ipywidgets as widgets

from helpers.explore.wording import safe

_HEADING = '<b style="font-size:13px;line-height:1.4">{title}</b>{mark}'
_MARK = '<div style="color:#8a1c5c;font-weight:bold;font-size:12px">{demo}</div>'
_SENTENCE = (
    '<div class="explore-sentence" style="border-left:4px solid #b35900;padding:8px 12px;'
    'margin:6px 0;background:#fdf6ee;white-space:normal;line-height:1.5">{said}</div>'
)
_NOTE = '<div style="color:#59646d;font-size:12px;line-height:1.5;white-space:normal">{said}</div>'
_LINE = (
    '<div class="explore-line" style="font-size:11px;line-height:1.5;color:#59646d;'
    'white-space:normal">{told} <code style="overflow-wrap:anywhere;user-select:all">{line}</code>'
    "</div>"
)


class Panel:
    """A frame for a view; what is inside stays, so that a redraw changes it and nothing else."""

    def __init__(self, name: str, content: list[widgets.DOMWidget]) -> None:
        self._heading, self._note, self._line = (widgets.HTML() for _ in range(3))
        self._sentence = widgets.HTML()
        self._content = widgets.VBox(content, layout=widgets.Layout(overflow="visible"))
        layout = widgets.Layout(margin="0 0 18px 0", overflow="visible")
        parts = [self._heading, self._sentence, self._content, self._note, self._line]
        self.widget = widgets.VBox(parts, layout=layout)
        self.widget.add_class(f"explore-{name}")

    def heading(self, title: str, demo: str) -> None:
        """A heading where the picture has none of its own; ``demo`` marks what is invented."""
        mark = _MARK.format(demo=safe(demo)) if demo else ""
        self._heading.value = _HEADING.format(title=safe(title), mark=mark) if title else ""

    def picture(self, note: str = "") -> None:
        """Show what is inside, with a note below it."""
        self._sentence.value = ""
        self._note.value = _NOTE.format(said=safe(note)) if note else ""
        self._content.layout.display = ""

    def sentence(self, said: str) -> None:
        """Show a sentence in place of what is inside."""
        self._sentence.value = _SENTENCE.format(said=safe(said))
        self._note.value = ""
        self._content.layout.display = "none"

    def line(self, told: str, line: str) -> None:
        """The line of Python below."""
        self._line.value = _LINE.format(told=safe(told), line=safe(line))

    @property
    def said(self) -> str:
        """The sentence shown in place of the picture, as HTML; nothing where there is a picture."""
        return self._sentence.value

    @property
    def code(self) -> str:
        """The line of Python shown, as HTML."""
        return self._line.value
