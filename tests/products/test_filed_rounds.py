"""A round that was filed is reproduced: results of later days and other years do not change it."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import OPTIONAL, a_copy

from helpers import archive
from helpers.__main__ import main
from helpers.archive import copies, inputs
from helpers.core import launch, paths

pytestmark = pytest.mark.long(seconds=20)

YEAR, DAY, PART = 2558, date(2015, 3, 31), "2558_as_of_2015-03-31"
RESULTS = "data/raw/actuals/published_actuals.csv"
_COUNCILS = "{id},tambon_councils_registered_cum,country,TH,{day},{day},{day},{year},dated,{day},"
_REST = "{value},,,สภา,published,high,S02,a test,ทดสอบ\n"


@pytest.fixture(scope="module")
def house(built, tmp_path_factory):
    """The built tree with the round of 31 March 2558 judged and its facts filed."""
    mine = a_copy(built, tmp_path_factory.mktemp("rounds") / "house", ".snakemake", "demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(mine.root))
        # The steps are run without what a bare machine lacks; so is what compares with them.
        for name in OPTIONAL:
            patch.delenv(name, raising=False)
        steps(*(f"{step} {PART}" for step in ("assess", "coverage", "facts")))
        freeze_facts()
        yield mine


def steps(*commands: str) -> None:
    """Steps by hand, each a launch of its own, in this process: their start is proved elsewhere."""
    for command in commands:
        assert main(["step", *command.split()]) == 0, command
        # A launch that was begun here would last until this process ends.
        os.environ.pop(launch.VARIABLE, None)


def freeze_facts() -> None:
    """A filing of the facts alone; the products of a round are proved elsewhere."""
    copy = copies.following(YEAR, DAY)
    copy.folder.mkdir(parents=True)
    shutil.copy(paths.report_folder(YEAR, DAY) / "facts.json", copy.folder)
    copies.write(copy.folder, YEAR, copy, inputs.of_facts(YEAR, copy))


def received(house) -> str:
    return Path(house.root / RESULTS).read_text(encoding="utf-8")


def judged_with(house, text: str) -> tuple[archive.Change, ...]:
    """What changed in the round once the published results read so."""
    before, results = received(house), Path(house.root / RESULTS)
    try:
        results.write_text(text, encoding="utf-8", newline="")
        steps("clean_plan_tables", *(f"{step} {PART}" for step in ("assess", "coverage", "facts")))
        return archive.changes(YEAR, DAY).found
    finally:
        results.write_text(before, encoding="utf-8", newline="")


def result(name: str, day: str, year: int, value: int) -> str:
    return (_COUNCILS + _REST).format(id=name, day=day, year=year, value=value)


def test_results_of_a_later_day_or_another_year_change_nothing_that_was_filed(house):
    later = result("T0001", "2015-06-15", 2558, 4999)
    next_year = result("T0002", "2016-09-20", 2559, 5999)
    assert judged_with(house, received(house) + later + next_year) == ()


def test_the_first_result_after_the_day_is_told_as_shown_beside(house):
    sooner = result("T0003", "2015-04-10", 2558, 4999)
    found = judged_with(house, received(house) + sooner)
    assert {"councils:next:count", "reading:T0003"} <= {change.name for change in found}
    assert [change.name for change in found if not change.beside] == []
    assert {cause.file for change in found for cause in change.causes} == {RESULTS}


def test_a_correction_of_what_the_round_rests_on_is_told(house):
    lines = received(house).splitlines(keepends=True)
    ((at, line),) = [(i, row) for i, row in enumerate(lines) if row.startswith("R0166,")]
    lines[at] = line.replace(",4504,", ",4500,")
    assert lines[at] != line
    found = {change.name: change for change in judged_with(house, "".join(lines))}
    actual = found["2555-2559/1.4.1a:actual"]
    assert (actual.old["en"], actual.new["en"]) == ("4,504–4,515", "4,500–4,515")
    assert not actual.beside
    (cause,) = actual.causes
    assert (cause.file, cause.how, cause.where) == (RESULTS, "changed", (str(at + 1),))
    levels = [found[f"2555-2559/1.4.1a:{part}"].causes for part in ("level", "path")]
    assert levels == [actual.causes, actual.causes]
