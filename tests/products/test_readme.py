"""The first screen of the README says what the facts say."""

import json
import re

import pytest
from conftest import REPOSITORY

from helpers.publish.language import Speaker

COUNCILS = "2555-2559/1.4.1a"
FILES = {"en": "README.md", "th": "README.th.md"}


def rows(lang: str) -> dict[int, list[str]]:
    """The table of results by fiscal year."""
    text = (REPOSITORY / FILES[lang]).read_text(encoding="utf-8")
    found = re.findall(r"^\| (255\d) \| (.+) \|$", text, flags=re.MULTILINE)
    return {int(year): [cell.strip() for cell in rest.split("|")] for year, rest in found}


@pytest.mark.parametrize("lang", FILES)
@pytest.mark.parametrize("year", range(2555, 2560))
def test_the_table_of_results_is_true(built, lang, year):
    path = built.root / "reports" / str(year) / "facts.json"
    speaker = Speaker(json.loads(path.read_text(encoding="utf-8")), lang)
    actual, target, level, share, light = rows(lang)[year]
    entry = next(i for i in speaker.facts["indicators"] if i["indicator_id"] == COUNCILS)
    assert target == speaker.number(f"{COUNCILS}:target").text
    assert light == speaker.light(entry["lights"]["low"]).word
    if "actual" in entry["facts"]:
        assert actual.startswith(speaker.number(f"{COUNCILS}:actual").text)
        assert level == f"{speaker.number(f'{COUNCILS}:level').text} %"
        assert share == f"{speaker.number(f'{COUNCILS}:path').text} %"
    else:
        assert (level, share) == ("", "")
