"""What ``sensitivity.yml`` may say, and what is refused."""

import copy

import pytest

from helpers.analysis.sensitivity import variants
from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.core.metadata import LANGUAGES


def given(name: str = "looser", **changes) -> dict:
    data = copy.deepcopy(metadata.load("sensitivity.yml"))
    data["variants"][name] |= changes
    return data


def test_every_variant_has_words_in_both_languages_and_says_where_it_comes_from():
    known = variants.load()
    assert len(known) > 15
    assert all(set(v.label) == set(v.why) == set(LANGUAGES) and v.source for v in known.values())


def test_a_light_a_scale_does_not_have_begins_where_the_one_above_it_does():
    known = variants.load()
    assert known["three_lights"].cut_offs == {"reached": 100, "near": 85, "at_risk": 85}
    known = variants.load(given(cut_offs={"reached": 85, "at_risk": 65}))
    assert known["looser"].cut_offs == {"reached": 85, "near": 85, "at_risk": 65}


@pytest.mark.parametrize(
    "cuts",
    [
        {"reached": 100, "near": 70, "at_risk": 85},
        {"reached": 85, "near": 85},
        {"reached": 60, "at_risk": 65},
    ],
)
def test_cut_offs_out_of_order_are_refused_with_the_rule_and_the_file(cuts):
    with pytest.raises(InputError, match="looser must fall") as refused:
        variants.load(given(cut_offs=cuts))
    assert "reached > near > at_risk > 0" in str(refused.value)
    assert "sensitivity.yml" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("looser", {"cut_offs": {"near": 85}}),
        ("looser", {"cut_offs": {"reached": 100, "amber": 85}}),
        ("looser", {"days": 3}),
        ("looser", {"kind": "weather"}),
        ("looser", {"label": {"en": "looser"}}),
        ("older_refused", {"days": 400}),
        ("dated_alone", {"year_basis": "month"}),
        ("registry_leads", {"headline": "rumour"}),
        ("worst_case", {"light": "red"}),
    ],
)
def test_what_is_of_no_known_shape_is_refused(name, changes):
    with pytest.raises(InputError, match="is not what it may be"):
        variants.load(given(name, **changes))


def test_an_unknown_variant_is_refused_with_those_there_are():
    with pytest.raises(InputError, match="no such variant") as refused:
        variants.chosen(["looser", "loser"], variants.load())
    assert "found 1 (loser)" in str(refused.value) and "three_lights" in str(refused.value)
