"""A table leaves out the columns that none of its rows has anything in."""

import pytest
from filed_builders import make_tree, report

from helpers.publish.annual import parts
from helpers.publish.document import Row, Table, Text, plain

LONG = pytest.mark.long(seconds=20)


def line(words: str) -> tuple:
    return (Text(words),) if words else ()


def table(*rows: Row) -> Table:
    head = tuple(map(line, ("name", "sum", "rule", "source")))
    return Table(line("caption"), head, rows, "lrll", (20, 20, 20, 20))


def cells(*words: str) -> Row:
    return Row(tuple(map(line, words)))


def test_a_column_of_blanks_and_dashes_is_left_out_and_its_room_shared():
    across = Row((line("group"),), kind="group")
    made = parts.without_empty_columns(
        table(across, cells("a", "–", "", "line 1"), cells("b", "", "", "line 2"))
    )
    assert [plain(head) for head in made.head] == ["name", "source"]
    assert [[plain(cell) for cell in row.cells] for row in made.rows] == [
        ["group"],
        ["a", "line 1"],
        ["b", "line 2"],
    ]
    assert made.align == "ll" and made.widths == (40, 40)


def test_a_column_with_one_filled_cell_stays():
    full = table(cells("a", "", "sum", "line 1"), cells("b", "5", "", "line 2"))
    assert parts.without_empty_columns(full) is full


def test_the_first_columns_stay_as_asked():
    made = parts.without_empty_columns(table(cells("a", "", "", "")), stay=2)
    assert [plain(head) for head in made.head] == ["name", "sum"]


def test_a_table_without_rows_keeps_its_columns():
    assert parts.without_empty_columns(table()).head == table().head


def headings(year: int, section: str) -> list[list[str]]:
    blocks = report("th", year).section(section).blocks
    return [[plain(head) for head in b.head] for b in blocks if isinstance(b, Table)]


@LONG
def test_reports_have_no_column_of_figures_totals_or_rules_where_the_plan_has_none(root):
    make_tree(root)
    assert all("ตัวเลขในข้อความ" not in head for head in headings(2557, "goals"))
    for year in (2551, 2557):
        assert not {"วิธีรวม", "ยอดรวมตามแผน"} & set(headings(year, "targets")[0])
    assert {"วิธีรวม", "ยอดรวมตามแผน"} <= set(headings(2553, "targets")[0])
    assert any("ตัวเลขในข้อความ" in head for head in headings(2553, "goals"))
