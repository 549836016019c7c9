"""The font of the reports inside the notebook: Thai reads right on a machine without Thai fonts."""

import base64
from functools import cache

import ipywidgets as widgets

from helpers.publish import fonts

CLASS = "explore"
_RULE = (
    "@font-face{{font-family:'{family}';font-weight:{number};"
    "src:url(data:font/ttf;base64,{content}) format('truetype')}}"
)
# The variable is what JupyterLab's own widgets are written in.
_USED = (
    ".{name}{{--jp-ui-font-family:'{family}',system-ui,sans-serif;"
    "font-family:var(--jp-ui-font-family)}}"
    ".{name} select,.{name} button,.{name} input,.{name} table"
    "{{font-family:var(--jp-ui-font-family)}}"
)


def style() -> widgets.HTML:
    """Rules for everything of class ``explore``, to stand first in it."""
    return widgets.HTML(f"<style>{_rules()}</style>", layout=widgets.Layout(display="none"))


@cache
def _rules() -> str:
    faces = [
        _RULE.format(family=fonts.FAMILY, number=number, content=_content(weight))
        for weight, number in fonts.WEIGHTS.items()
    ]
    return "".join([*faces, _USED.format(name=CLASS, family=fonts.FAMILY)])


def _content(weight: str) -> str:
    return base64.b64encode(fonts.file(weight).read_bytes()).decode("ascii")
