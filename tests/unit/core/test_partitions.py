"""Parts of a table: how they are called, where they lie, which ones count."""

from datetime import date

import pytest

from helpers.core import partitions, paths, thai


@pytest.mark.parametrize(
    ("year", "as_of", "name"),
    [
        (2557, thai.fiscal_year_end(2557), "2557"),
        (2558, date(2015, 3, 31), "2558_as_of_2015-03-31"),
    ],
)
def test_a_part_is_called_by_its_year_and_any_other_day(root, year, as_of, name):
    assert partitions.name(year, as_of) == name
    assert (
        paths.relative(partitions.file("t", year, as_of))
        == f"data/processed/parts/t/{name}.parquet"
    )


@pytest.mark.parametrize("name", ["2558_as_of_2015-03-31", "2558/as_of_2015-03-31"])
def test_a_name_or_folder_is_split_into_year_and_day(name):
    assert partitions.split(name) == ("2558", "2015-03-31")
    assert partitions.split("2558") == ("2558", "")


def test_only_finished_parts_of_reported_years_count(root):
    folder = paths.processed("parts", "t")
    folder.mkdir(parents=True)
    counted = ["2551.parquet", "2558_as_of_2015-03-31.parquet"]
    others = ["2550.parquet", "2560_as_of_2017-03-31.parquet", ".partial-2557-x.parquet"]
    for name in [*counted, *others]:
        (folder / name).touch()
    assert [file.name for file in partitions.present("t")] == counted
    assert partitions.present("nothing") == []
