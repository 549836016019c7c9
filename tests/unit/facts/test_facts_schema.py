"""What a fact file may not be: out of shape, or with a number that leads nowhere."""

import copy
import json
from pathlib import Path

import pytest

from helpers.core.errors import InputError
from helpers.facts.build import check


@pytest.fixture
def content(built) -> dict:
    path = Path(built.root) / "reports" / "2557" / "facts.json"
    return copy.deepcopy(json.loads(path.read_text(encoding="utf-8")))


def test_the_real_facts_keep_the_schema(content):
    assert check(content) is content


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda c: c.pop("findings"), r"must contain.*findings"),
        (lambda c: c["facts"]["summary:due"].update(value="10"), "summary:due"),
        (lambda c: c["facts"]["summary:due"].update(value={"low": 1}), "summary:due"),
        (lambda c: c["facts"]["summary:due"].update(sources=[]), "summary:due"),
        (lambda c: c["facts"]["summary:due"].update(sources=["fact:nothing"]), "lead nowhere"),
        (lambda c: c["facts"]["summary:due"].update(sources=["reading:R9"]), "lead nowhere"),
        (lambda c: c["facts"]["summary:due"].update(sources=["hearsay"]), "lead nowhere"),
        (lambda c: c.update(as_of="30 Sep 2014"), "as_of"),
        (lambda c: c["indicators"][0]["label"].pop("en"), r"must contain.*en"),
    ],
)
def test_a_spoilt_fact_file_is_refused(content, spoil, message):
    spoil(content)
    with pytest.raises(InputError, match=message):
        check(content)
