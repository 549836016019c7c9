"""The font that the explorer carries into a notebook."""

import base64
import re

from helpers.explore import typeface
from helpers.publish import fonts


def test_both_weights_are_in_the_page_whole():
    rules = typeface.style().value
    carried = re.findall(r"font-weight:(\d+);src:url\(data:font/ttf;base64,([^)]+)\)", rules)
    assert {int(number): base64.b64decode(content) for number, content in carried} == {
        number: fonts.file(weight).read_bytes() for weight, number in fonts.WEIGHTS.items()
    }


def test_only_the_explorer_is_written_in_it():
    rules = re.sub(r"@font-face\{[^}]*\}", "", typeface.style().value.removeprefix("<style>"))
    selectors = [one for rule in re.findall(r"([^{}]+)\{", rules) for one in rule.split(",")]
    assert selectors and all(one.startswith(f".{typeface.CLASS}") for one in selectors)
