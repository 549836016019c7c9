"""An executed notebook to self-contained pages. Apart from the blocks, which need no nbconvert."""

from functools import cache
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter, TemplateExporter
from traitlets.config import Config

from helpers.core import datasets, files
from helpers.core.errors import InputError
from helpers.publish import fonts

TEMPLATES = Path(__file__).parent / "templates"


def export(executed_notebook: Path, out: Path, lang: str) -> None:
    """Write the page of an executed report notebook, whole or not at all.

    Raises ``InputError`` when the notebook shows no section: an empty page is no report.
    """
    notebook = _in_language(nbformat.read(executed_notebook, as_version=4), lang)
    page = {"lang": lang, "title": _title(notebook, executed_notebook), "css": _css(notebook)}
    body, _ = exporter().from_notebook_node(notebook, resources={"page": page})
    files.write_text(out, body)


class _Exporter(HTMLExporter):
    """Fills in the template, and that is all.

    nbconvert then reads the page again to mark cells and pictures, of which a report has none
    that is not marked already: as long as the sections themselves take.
    """

    def from_notebook_node(
        self, nb: nbformat.NotebookNode, resources: dict | None = None, **given: object
    ) -> tuple[str, dict]:
        return TemplateExporter.from_notebook_node(self, nb, resources, **given)


@cache
def exporter() -> HTMLExporter:
    """What turns notebooks into pages, with its template read."""
    report = {"template_name": "report", "extra_template_basedirs": [str(TEMPLATES)]}
    made = _Exporter(config=Config(HTMLExporter=report))
    assert made.template
    return made


def notebook_schema() -> None:
    """Have nbformat compile its schema, which takes it longer than checking a notebook by it."""
    nbformat.validate(nbformat.v4.new_notebook())


def _in_language(notebook: nbformat.NotebookNode, lang: str) -> nbformat.NotebookNode:
    """A notebook of several pages with what it shows in one language alone.

    One that marks nothing by its language makes one page, of everything it shows.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    marks = {id(o): o.get("metadata", {}).get("lang") for cell in code for o in cell.outputs}
    if any(marks.values()):
        for cell in code:
            cell.outputs = [output for output in cell.outputs if marks[id(output)] == lang]
    return notebook


def _title(notebook: nbformat.NotebookNode, path: Path) -> str:
    """The text of the page's first heading, which the title cell displays as plain text."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            title = output.get("metadata", {}).get("report_title")
            if title:
                return title
    raise InputError("the executed notebook shows no report", file=path)


def _css(notebook: nbformat.NotebookNode) -> str:
    """Fonts and style; the demonstration's banner stands in no other page."""
    names = ["report.css", *(["demo.css"] if _is_demo(notebook) else [])]
    texts = [(TEMPLATES / "report" / name).read_text(encoding="utf-8") for name in names]
    return "\n".join([fonts.font_faces(), *texts])


def _is_demo(notebook: nbformat.NotebookNode) -> bool:
    given = notebook.metadata.get("papermill", {}).get("parameters", {})
    return given.get("dataset") == datasets.DEMO.name
