"""Which maps of a year are drawn on which layer."""

from types import SimpleNamespace

import pytest
from maps_layers import cartogram

from helpers.geography import gazetteer
from helpers.publish import coverage_maps


@pytest.fixture
def published(monkeypatch):
    """A year of published coverage alone, whose map of regions is its name."""
    monkeypatch.setattr(coverage_maps, "regional", lambda _, layer: f"regional-{layer.name}")
    nothing = SimpleNamespace(covered={}, courses={}, first_years={}, together={})
    counted = SimpleNamespace(on=lambda layer: nothing)
    speaker = SimpleNamespace(facts={})
    return SimpleNamespace(is_demo=False, counted=counted, speaker=speaker)


def test_regions_are_drawn_where_the_layer_has_every_province(published):
    whole = cartogram(tuple(sorted(gazetteer.reference()["province_code"].unique())))
    assert list(coverage_maps.every_picture(published, whole)) == ["regional-cartogram"]


def test_a_layer_of_a_few_provinces_has_no_map_of_regions(published):
    some = cartogram(("38", "41", "43"))
    assert list(coverage_maps.every_picture(published, some)) == []


def test_maps_read_of_the_facts_only_what_they_say():
    share, parts = {"value": 0.5, "of": ["one", "two"]}, {"one": {"value": 1}, "two": {"value": 2}}
    published = [{"code": "NTU", "share": "share:NTU"}, {"code": "STU", "share": None}]
    content = {
        "year_be": 2557,
        "coverage": {"published": published},
        "indicators": ["many"],
        "facts": {"share:NTU": share, **parts, "of an indicator": {"value": 1}},
    }
    read = coverage_maps.read_by_maps(content)
    assert read == {
        "year_be": 2557,
        "coverage": {"published": published},
        "facts": {"share:NTU": share, **parts},
    }
    assert coverage_maps.read_by_maps({**content, "is_demo": True})["indicators"] == ["many"]
