"""Small multiples use their page: as large as can be on paper, none outside, no row left empty."""

import pytest

from helpers.publish.maps import arrangement, page

# Height over width of the cartogram, of true borders, of a region that lies across.
RATIOS = (1.4, 1.95, 0.7)


@pytest.fixture
def places() -> dict:
    return page.layout("years")


# Worked by hand from maps.yml: columns whose maps come out widest on 6.8 by 7.1 inches.
@pytest.mark.parametrize(
    ("count", "columns"), [(1, 1), (2, 2), (3, 3), (4, 2), (6, 3), (7, 4), (8, 4), (9, 3)]
)
def test_as_many_stand_side_by_side_as_makes_them_largest(places, count, columns):
    assert arrangement.arranged(count, 1.4, places).columns == columns


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("count", range(1, 10))
def test_every_panel_lies_on_the_page_and_no_row_is_empty(places, count, ratio):
    made = arrangement.arranged(count, ratio, places)
    assert made.page[1] <= places["largest"][1] + 1e-9
    assert (made.rows - 1) * made.columns < count <= made.rows * made.columns
    boxes = [made.box(place) for place in range(count)]
    assert min(box.bottom for box in boxes) >= places["bottom"]
    assert max(box.top for box in boxes) <= made.page[1] - places["top"] - places["caption"] + 1e-9
    assert max(box.left + box.width for box in boxes) <= made.page[0] - places["side"] + 1e-9
    below = boxes[-1].bottom - places["bottom"]
    assert below == pytest.approx(places["gap"])  # nothing is left over under the last row


@pytest.mark.parametrize("count", range(2, 10))
def test_most_of_the_space_is_used(places, count):
    """Three columns whatever the count left up to two thirds of the panels' space empty."""
    made = arrangement.arranged(count, 1.4, places)
    assert count / (made.columns * made.rows) >= 0.8
