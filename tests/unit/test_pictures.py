"""Maps as files beside the reports."""

from helpers.publish import pictures
from helpers.publish.document import Figure


def test_maps_of_an_earlier_run_go_and_those_of_this_one_stay(tmp_path):
    kept = ["regional-cartogram.en.png", "regional-cartogram.en.svg", "regional-cartogram.th.png"]
    for name in [*kept, "kind-council-cartogram.en.png", "regional-borders.th.svg"]:
        (tmp_path / name).write_bytes(b"a map")
    figure = Figure("map-regional-cartogram", "", (), "", lambda dots: b"")
    assert pictures.remove_others(tmp_path, {"en": [figure], "th": [figure]}) == kept
    assert sorted(file.name for file in tmp_path.iterdir()) == kept
