"""Filing: a frozen copy whole or not at all, refused when it would record something untrue."""

import json
import os
import shutil
import stat
from datetime import date

import pytest
from filing_builders import DAY, EXPORT, PUBLISHED, YEAR, make_report, put, received, small_facts

from helpers import archive
from helpers.archive import freeze
from helpers.core import paths
from helpers.core.errors import InputError

OTHER_DAY = date(2014, 3, 31)


@pytest.fixture
def report(root):
    """A report of 2557 with everything in it made of its present facts."""
    received(root)
    return make_report(small_facts())


def filed() -> list[str]:
    place = paths.reports("filed", str(YEAR))
    return sorted(folder.name for folder in place.iterdir()) if place.exists() else []


def copy_of(name: str):
    return paths.reports("filed", str(YEAR), name)


def record_of(name: str) -> dict:
    return json.loads((copy_of(name) / "filing.json").read_text(encoding="utf-8"))


def correct(value: int) -> None:
    facts = small_facts()
    facts["facts"]["2555-2559/1.4.1a:actual"]["value"] = value
    make_report(facts)


def test_a_copy_holds_facts_products_maps_and_their_fingerprints(report):
    said = archive.file(YEAR, DAY)
    assert filed() == ["001_2014-09-30"] and "reports/filed/2557/001_2014-09-30" in said
    copy, record = copy_of("001_2014-09-30"), record_of("001_2014-09-30")
    endings = {"html", "docx", "pdf", "xlsx"}
    products = {f"annual_assessment.{lang}.{end}" for lang in ("th", "en") for end in endings}
    maps = {"maps/regional.th.png", "maps/regional.th.svg"}
    assert set(record["files"]) == {"facts.json", *products, *maps}
    for name in record["files"]:
        assert (copy / name).read_bytes() == (report / name).read_bytes()
    assert (record["number"], record["year"], record["as_of"]) == (1, YEAR, "2014-09-30")
    assert date.fromisoformat(record["filed_on"])
    assert {"python", "pandas"} <= set(record["packages"]) and record["commit"] is None
    assert archive.verify(YEAR) == []


def test_the_record_names_every_input_by_kind_and_no_folder_of_the_machine(report):
    archive.file(YEAR, DAY)
    inputs = record_of("001_2014-09-30")["inputs"]
    assert PUBLISHED in inputs["actuals"] and EXPORT in inputs["registries"]
    assert list(inputs["settings"]) == ["config.yml"]
    assert "src/helpers/metadata/indicators.yml" in inputs["metadata"]
    assert "src/helpers/assessment/assess.py" in inputs["code"]
    assert "notebooks/10_clean_plan_tables.ipynb" in inputs["code"]
    names = [name for kind in inputs.values() for name in kind]
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith(("/", "data/processed"))]


def test_population_outside_the_tree_is_named_by_its_variable(
    report, tmp_path_factory, monkeypatch
):
    given = tmp_path_factory.mktemp("elsewhere") / "population.csv"
    given.write_text("code,people\n", encoding="utf-8")
    monkeypatch.setenv("TAMBON_POPULATION", str(given))
    make_report(small_facts())
    archive.file(YEAR, DAY)
    inputs = record_of("001_2014-09-30")["inputs"]
    assert list(inputs["population"]) == ["$TAMBON_POPULATION/population.csv"]


def test_a_commit_is_recorded_where_there_is_a_repository(report, root):
    import subprocess

    git = ["git", "-C", str(root), "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    subprocess.run([*git, "init", "-q"], check=True)
    archive.file(YEAR, DAY)
    assert record_of("001_2014-09-30")["commit"] is None
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "first"], check=True)
    correct(4400)
    archive.file(YEAR, DAY)
    head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    assert record_of("002_2014-09-30")["commit"] == head.stdout.strip()


def test_nothing_is_filed_again_while_nothing_changed(report, monkeypatch):
    archive.file(YEAR, DAY)
    make_report(small_facts())
    assert "nothing changed" in archive.file(YEAR, DAY)
    monkeypatch.setenv("LANG_OUT", "th")
    assert "ตรงกับฉบับที่ 1 (reports/filed/2557/001" in archive.file(YEAR, DAY)
    assert filed() == ["001_2014-09-30"]


def test_numbers_go_on_over_days_and_over_copies_removed(report):
    archive.file(YEAR, DAY)
    make_report(small_facts(as_of=OTHER_DAY), as_of=OTHER_DAY)
    archive.file(YEAR, OTHER_DAY)
    shutil.rmtree(copy_of("001_2014-09-30"))
    correct(4400)
    archive.file(YEAR, DAY)
    assert filed() == ["002_2014-03-31", "003_2014-09-30"]


def test_the_same_facts_as_of_another_day_are_filed_of_their_own(report):
    archive.file(YEAR, DAY)
    assert archive.is_filed(YEAR, DAY) and not archive.is_filed(YEAR, OTHER_DAY)
    assert archive.changes(YEAR, OTHER_DAY) is None
    with pytest.raises(InputError, match=r"make products YEAR=2557 AS_OF=2014-03-31"):
        archive.file(YEAR, OTHER_DAY)


def test_files_are_read_only_and_a_copy_can_still_be_removed(report):
    archive.file(YEAR, DAY)
    copy = copy_of("001_2014-09-30")
    files = [file for file in copy.rglob("*") if file.is_file()]
    assert len(files) == 12
    assert not [file for file in files if file.stat().st_mode & 0o222]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o755
    shutil.rmtree(copy)
    assert filed() == []


@pytest.mark.parametrize(
    "name", ["facts.json", "annual_assessment.en.docx", "annual_assessment.th.html"]
)
def test_a_missing_product_is_refused_with_the_command(report, name):
    (report / name).unlink()
    with pytest.raises(InputError, match=r"missing.*`make products YEAR=2557`") as refused:
        archive.file(YEAR, DAY)
    assert name in str(refused.value) and filed() == []


def test_missing_maps_are_refused(report):
    shutil.rmtree(report / "maps")
    with pytest.raises(InputError, match="maps/"):
        archive.file(YEAR, DAY)


def test_products_of_other_facts_are_refused(report):
    facts = json.loads((report / "facts.json").read_text(encoding="utf-8"))
    facts["facts"]["2555-2559/1.4.1a:actual"]["value"] = 4400
    (report / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(InputError, match=r"not made of the present facts.*make products YEAR=2557"):
        archive.file(YEAR, DAY)
    assert filed() == []


def test_a_product_altered_by_hand_is_refused(report):
    (report / "annual_assessment.th.docx").write_text("edited in Word", encoding="utf-8")
    with pytest.raises(InputError, match=r"annual_assessment\.th\.docx.*altered after"):
        archive.file(YEAR, DAY)
    assert filed() == []


@pytest.mark.parametrize("name", [PUBLISHED, EXPORT, "config.yml", "data/raw/actuals/new.xlsx"])
def test_facts_older_than_what_they_are_made_from_are_refused(report, root, name):
    put(name, (root / "config.yml").read_text(encoding="utf-8") + "\n# edited since\n")
    with pytest.raises(InputError, match=f"older than.*{name}.*make products YEAR=2557"):
        archive.file(YEAR, DAY)
    assert filed() == []


def test_a_step_that_failed_is_refused(report):
    log = paths.reports("logs", "facts.2557.json")
    record = json.loads(log.read_text(encoding="utf-8"))
    log.write_text(json.dumps({**record, "status": "failed"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"facts\.2557\.json: failed"):
        archive.file(YEAR, DAY)


def alter(copy) -> str:
    (copy / "facts.json").chmod(0o644)
    (copy / "facts.json").write_text("{}", encoding="utf-8")
    return "altered: 1 (facts.json)"


def lose(copy) -> str:
    (copy / "annual_assessment.th.pdf").unlink()
    return "missing: 1 (annual_assessment.th.pdf)"


def add(copy) -> str:
    (copy / "maps" / "note.txt").write_text("x", encoding="utf-8")
    return "added: 1 (maps/note.txt)"


def lose_record(copy) -> str:
    (copy / "filing.json").unlink()
    return "the file is missing"


def damage_record(copy) -> str:
    (copy / "filing.json").chmod(0o644)
    (copy / "filing.json").write_text('{"number": 1', encoding="utf-8")
    return "filing.json was altered"


@pytest.mark.parametrize("harm", [alter, lose, add, lose_record, damage_record])
def test_a_copy_that_is_not_as_it_was_filed_is_told_and_stops_the_year(report, harm):
    archive.file(YEAR, DAY)
    told = harm(copy_of("001_2014-09-30"))
    (line,) = archive.verify(YEAR)
    assert told in line and "001_2014-09-30" in line
    assert archive.verify(2558) == []
    correct(4400)
    with pytest.raises(InputError, match="before filing again"):
        archive.file(YEAR, DAY)
    assert filed() == ["001_2014-09-30"]


def test_a_copy_left_unfinished_by_a_kill_is_no_filing(report, monkeypatch):
    leftover = copy_of(".unfinished-killed")
    leftover.mkdir(parents=True)
    (leftover / "facts.json").write_text("{}", encoding="utf-8")
    assert archive.verify(YEAR) == [] and not archive.is_filed(YEAR, DAY)
    archive.file(YEAR, DAY)
    assert filed() == ["001_2014-09-30"]


def test_nothing_is_left_when_writing_fails_on_the_way(report, monkeypatch):
    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(freeze.copies, "write", full)
    with pytest.raises(OSError, match="no space"):
        archive.file(YEAR, DAY)
    assert filed() == []


def test_a_file_that_changes_while_it_is_copied_is_not_filed(report, monkeypatch):
    copy = freeze.shutil.copyfile

    def meanwhile(source, target):
        copy(source, target)
        if source.name == "annual_assessment.en.pdf":
            os.truncate(target, 5)

    monkeypatch.setattr(freeze.shutil, "copyfile", meanwhile)
    with pytest.raises(InputError, match=r"annual_assessment\.en\.pdf.*altered"):
        archive.file(YEAR, DAY)
    assert filed() == []


def test_two_filings_at_once_give_one_copy(report, monkeypatch):
    write = freeze.copies.write

    def other_was_faster(*arguments):
        copy_of("001_2014-09-30").mkdir()
        (copy_of("001_2014-09-30") / "facts.json").write_text("{}", encoding="utf-8")
        return write(*arguments)

    monkeypatch.setattr(freeze.copies, "write", other_was_faster)
    with pytest.raises(InputError, match="at the same time"):
        archive.file(YEAR, DAY)
    assert filed() == ["001_2014-09-30"]
