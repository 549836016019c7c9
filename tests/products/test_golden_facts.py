"""The facts say the same as when they were last read in review (``tests/golden/renew.py`` renews
them)."""

import json
import math
from pathlib import Path

import pytest

from helpers.facts.book import ends

GOLDEN = Path(__file__).parent.parent / "golden"
YEARS = range(2551, 2560)
# Far below anything that is printed, far above the noise of one machine against another.
TOLERANCE = 1e-9


def differences(before: dict, after: dict) -> list[str]:
    """Facts that appeared, went or changed."""
    names = sorted(before.keys() | after.keys())
    return [
        f"{name}: {before.get(name)} -> {after.get(name)}"
        for name in names
        if not same(before.get(name), after.get(name))
    ]


def same(before: object, after: object) -> bool:
    if before is None or after is None:
        return False
    pairs = zip(ends(before), ends(after), strict=True)
    return all(math.isclose(a, b, rel_tol=TOLERANCE) for a, b in pairs)


@pytest.mark.parametrize("year", YEARS)
def test_facts_are_those_of_the_last_review(built, year, capsys):
    golden = json.loads((GOLDEN / f"facts_{year}.json").read_text(encoding="utf-8"))
    content = json.loads((built.root / "reports" / str(year) / "facts.json").read_text("utf-8"))
    facts = {name: fact["value"] for name, fact in content["facts"].items()}
    with capsys.disabled():
        print(f" compared {len(golden)} facts of {year}", end="")
    assert len(golden) > 80
    assert differences(golden, facts) == []


def test_a_changed_a_lost_and_a_new_fact_are_found():
    before = {"a": 1, "b": {"low": 1, "high": 2}, "c": 3}
    after = {"a": 1 + 1e-6, "b": {"low": 1, "high": 2}, "d": 4}
    assert len(differences(before, after)) == 3
