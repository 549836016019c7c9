"""Maps as files beside the reports."""

from types import SimpleNamespace

import pytest

from helpers.core import launch
from helpers.publish import coverage_maps, maps
from helpers.publish.document import Figure

LANGUAGES = ("th", "en")


def test_maps_of_an_earlier_run_go_and_those_of_this_one_stay(tmp_path):
    kept = ["regional-cartogram.en.png", "regional-cartogram.en.svg", "regional-cartogram.th.png"]
    for name in [*kept, "kind-council-cartogram.en.png", "regional-borders.th.svg"]:
        (tmp_path / name).write_bytes(b"a map")
    figure = Figure("map-regional-cartogram", "", (), "", lambda dots: b"")
    assert coverage_maps.remove_others(tmp_path, {"en": [figure], "th": [figure]}) == kept
    assert sorted(file.name for file in tmp_path.iterdir()) == kept


@pytest.fixture
def saved(monkeypatch) -> list[dict]:
    """What was saved in one go; a map is its layer and language."""
    told = []

    def drawn(what, layer):
        name = f"kind-{layer}"
        yield coverage_maps.Picture(name, f"{layer} {what.lang}", (), f"in {what.lang}")

    def save(figures, folder):
        told.append(figures)
        written = {name: (folder / f"{name}.png", folder / f"{name}.svg") for name in figures}
        for png, _ in written.values():
            png.write_bytes(b"pixels")
        return written

    monkeypatch.setattr(coverage_maps, "every_picture", drawn)
    monkeypatch.setattr(maps, "save_versions", save)
    return told


def kept(tmp_path) -> dict[str, list[Figure]]:
    shown = {lang: SimpleNamespace(lang=lang) for lang in LANGUAGES}
    (tmp_path / "maps").mkdir()
    return coverage_maps.kept(shown, ("borders", "cartogram"), tmp_path / "maps")


def test_a_map_is_saved_in_all_languages_at_once(saved, tmp_path):
    figures = kept(tmp_path)
    assert saved == [
        {f"kind-{layer}.{lang}": f"{layer} {lang}" for lang in LANGUAGES}
        for layer in ("borders", "cartogram")
    ]
    for lang in LANGUAGES:
        assert [one.name for one in figures[lang]] == ["map-kind-borders", "map-kind-cartogram"]
        assert {one.alt for one in figures[lang]} == {f"in {lang}"}


def test_a_page_shows_the_files_beside_it_and_a_notebook_run_by_hand_carries_them(
    saved, tmp_path, monkeypatch
):
    first, _ = kept(tmp_path)["en"]
    monkeypatch.setenv(launch.VARIABLE, "a launch")
    assert first.svg() == '<img alt="" src="maps/kind-borders.en.png">'
    monkeypatch.delenv(launch.VARIABLE)
    assert first.svg() == '<img alt="" src="data:image/png;base64,cGl4ZWxz">'
