"""What a cell of notebook 62 shows: a heading, marks, sentences, a table or map, and its line."""

import base64
from dataclasses import dataclass
from html import escape

import pandas as pd


@dataclass(frozen=True, repr=False)
class Shown:
    """One view as HTML; ``mark`` stands above it, ``line`` is the Python that reproduces it."""

    heading: str
    sentences: tuple[str, ...] = ()
    table: pd.DataFrame | None = None
    picture: bytes | None = None
    mark: str | None = None
    line: tuple[str, str] | None = None

    def _repr_html_(self) -> str:
        return "\n".join(self._blocks())

    def __repr__(self) -> str:
        return " ".join(filter(None, (self.heading, self.mark, *self.sentences)))

    def _blocks(self) -> list[str]:
        mark = [f'<p style="color:#a02c2c"><b>{escape(self.mark)}</b></p>'] if self.mark else []
        said = [f"<p>{escape(sentence)}</p>" for sentence in self.sentences]
        drawn = [self.table.to_html(index=False, border=0)] if self.table is not None else []
        if self.picture is not None:
            inside = base64.b64encode(self.picture).decode()
            alt = escape(self.heading, quote=True)
            drawn.append(f'<img alt="{alt}" src="data:image/png;base64,{inside}">')
        code = []
        if self.line:
            code = [f"<p>{escape(self.line[0])}</p>", f"<pre>{escape(self.line[1])}</pre>"]
        return [f"<h4>{escape(self.heading)}</h4>", *mark, *said, *drawn, *code]
