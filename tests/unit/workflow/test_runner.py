"""From raw files to pages, on the stand-in house: what runs again, what a failure leaves."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import nbformat
import pytest
from conftest import House, make_small_house, seconds_of_work

from helpers.workflow import runner
from helpers.workflow.runs import PRODUCTS, products

pytestmark = pytest.mark.long(seconds=300)

PAGES = {f"{year} {lang}" for year in (2557, 2558) for lang in ("th", "en")}
PLAN = "data/raw/plans/plan.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The stand-in house with every report made, and what that printed."""
    house = make_small_house(tmp_path_factory.mktemp("made") / "house")
    done = house.run("reports")
    assert done.returncode == 0, done.stdout + done.stderr
    return house, done


@pytest.fixture
def house(made, tmp_path):
    """A copy of the house with every report made, with the times of its files."""
    root = shutil.copytree(made[0].root, tmp_path / "house")
    return House(root, root / "src")


YEARS = (2557, 2558)
JUDGED = {
    "clean_plan_tables",
    *(f"{step} {year}" for step in ("assess", "facts") for year in YEARS),
    "join_assessment",
}
MAPS = {f"map_coverage {year}" for year in YEARS}
COUNTED = {"clean_registries", "join_coverage", *(f"coverage {year}" for year in YEARS)}
BEFORE_PAGES = {*JUDGED, *COUNTED, "layers"}


def steps(done: subprocess.CompletedProcess, status: str = "ok") -> set[str]:
    """What ran and ended with ``status``, by its progress lines."""
    lines = [line.split("] ")[-1] for line in done.stdout.splitlines()]
    return {line.split(f" {status} ")[0] for line in lines if f" {status} " in line}


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def page(house, year=2557, lang="th") -> Path:
    return house.root / f"reports/{year}/annual_assessment.{lang}.html"


def runs(house) -> dict[str, dict]:
    text = (house.root / "reports/runs.json").read_text(encoding="utf-8")
    return {record["report"]: record for record in json.loads(text)["runs"]}


def unfinished(house) -> list[Path]:
    """Files that only a run under way may have."""
    found = [f for f in house.root.rglob(".*") if f.is_file() and ".snakemake" not in f.parts]
    # The lock stays; what holds it is a process, not the file.
    found = [f for f in found if f.name != ".running"]
    return found + list((house.root / "reports").glob(".partial"))


def test_nothing_changed_runs_nothing_in_under_a_second_and_a_half(house):
    again, seconds = seconds_of_work(lambda: house.run("reports"))
    assert seconds < 1.5
    assert steps(again) == set() and "4 of 4 reports up to date (0 made" in again.stdout


def test_the_first_run_makes_everything_and_counts_the_pages_over_all_batches(made):
    pages = {f"annual_assessment {page}" for page in PAGES}
    assert steps(made[1]) == {*BEFORE_PAGES, *MAPS, *pages}
    counted = [line[:5] for line in made[1].stdout.splitlines() if line.startswith("[")]
    assert counted == ["[1/4]", "[2/4]", "[3/4]", "[4/4]"]


FACTS = {"facts 2557", "facts 2558"}
COVERAGE = {*COUNTED, *JUDGED, *PAGES, *MAPS}


@pytest.mark.parametrize(
    ("changed", "text", "expected"),
    [
        (PLAN, "more\n", {*JUDGED, *PAGES, *MAPS}),
        ("data/raw/registries/councils.csv", "a body\n", COVERAGE - {"join_assessment"}),
        ("data/raw/boundaries/borders.geojson", "a ring\n", {"layers", *PAGES, *MAPS}),
        (
            "src/helpers/assessment/assess.py",
            "# changed\n",
            {*JUDGED} - {"clean_plan_tables", *FACTS},
        ),
        ("src/helpers/facts/__init__.py", "# changed\n", FACTS),
        ("src/helpers/metadata/stand_in_labels.yml", "fund: {}\n", {*FACTS, *PAGES, *MAPS}),
        ("src/helpers/publish/page.py", "# changed\n", {*PAGES, *MAPS}),
        ("src/helpers/core/sources.py", "# changed\n", set()),
        ("src/helpers/metadata/messages.yml", "# changed\n", set()),
        ("notebooks/20_clean_registries.ipynb", "\n", {"clean_registries"}),
        ("notebooks/30_map_coverage.ipynb", "\n", MAPS),
        ("notebooks/40_annual_assessment.ipynb", "\n", PAGES),
    ],
)
def test_a_change_runs_what_depends_on_it_and_nothing_else(house, changed, text, expected):
    file = house.root / changed
    file.write_text((file.read_text("utf-8") if file.exists() else "") + text, "utf-8")
    pages = {f"annual_assessment {name}" for name in expected & PAGES}
    assert steps(house.run("reports")) == (expected - PAGES) | pages
    again = house.run("reports")
    assert steps(again) | steps(again, "skipped") == set()


DEMO_2557 = {"demo_coverage 2557", "demo_pages 2557"}


def test_the_demonstration_is_made_apart_and_left_out_when_asked(house):
    with_demo = replace(house, with_demo=True)
    done = with_demo.run("reports")
    assert steps(done) == {"demonstrate", *DEMO_2557, "join_demo_coverage"}
    made = {file.name for file in (house.root / "reports/demo/2557").iterdir()}
    assert made == {"coverage.th.html", "coverage.en.html", "facts.json", "maps",
                    "map_coverage.manifest.json"}  # fmt: skip
    assert steps(with_demo.run("reports")) == set()
    assert "demo" not in house.run("reports").stdout
    asked = with_demo.run("reports", env={**with_demo.environment, "DEMO": "1"})
    assert "demonstrate" in steps(asked)


def test_the_demonstration_of_other_years_is_made_when_asked_for(house):
    done = house.run("demo", "--years", "2557-2558")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the demonstration of 2 of 2 years stands: all good" in done.stdout
    assert steps(done) >= {f"demo_pages {year}" for year in YEARS}
    assert steps(house.run("demo", "--years", "2558,2557")) == set()
    assert not list((house.root / "reports/demo").rglob("*.ipynb"))
    refused = house.run("demo", "--years", "2558-2557")
    assert refused.returncode == 2 and "the first year is after the last one" in refused.stderr


def test_a_failed_demonstration_keeps_its_notebook(house):
    notebook = house.root / "notebooks/30_map_coverage.ipynb"
    broken = notebook.read_text("utf-8").replace(
        '"from ', '"assert dataset != \'demo\'\\n",\n"from ', 1
    )
    notebook.write_text(broken, "utf-8")
    done = house.run("demo")
    assert done.returncode == 1 and "FAILED demo_pages 2557: AssertionError" in done.stdout
    assert (house.root / "reports/demo/logs/demo_pages.2557.ipynb").exists()


PRODUCTS = {
    f"products {year} {lang} {product}"
    for year in YEARS
    for lang in ("th", "en")
    for product in PRODUCTS
}


def test_products_are_made_when_asked_for_and_only_then(house):
    assert not list((house.root / "reports/2557").glob("*.docx"))
    done = house.run("products")
    assert steps(done) == PRODUCTS
    assert "16 of 16 reports and products up to date (12 made" in done.stdout
    assert steps(house.run("products")) == set()
    assert steps(house.run("products", "--year", "2557")) == set()
    append(house.root / "reports/2557/annual_assessment.th.pdf", "typed by hand")
    assert steps(house.run("products")) == {"products 2557 th pdf"}


def test_a_product_that_cannot_be_made_leaves_the_others_and_is_told(house):
    append(house.root / PLAN, "fails 2557 pdf")
    done = house.run("products", "--year", "2557")
    assert done.returncode == 1
    made = {name for name in PRODUCTS if " 2557 " in name and "pdf" not in name}
    assert made <= steps(done) and not list((house.root / "reports/2557").glob("*.pdf"))
    failed = "FAILED products 2557 en pdf: AssertionError: the product cannot be made\n"
    assert failed in done.stdout
    assert "NOT MADE products 2557 th pdf: see the failure above\n" in done.stdout


def test_products_of_one_language_are_made_in_one_process(monkeypatch):
    monkeypatch.setenv(runner.AT_ONCE, "2")
    monkeypatch.setattr(runner, "perform", lambda run: (run.label, os.getpid()))
    asked = products(2557, date(2014, 9, 30))
    made = runner._at_once(asked)
    assert [label for label, _ in made] == [run.label for run in asked]
    for lang in ("th", "en"):
        own = {process for label, process in made if f" {lang} " in label}
        assert len(own) == 1 and os.getpid() not in own


def test_maps_stand_where_only_facts_changed_that_they_do_not_say(house):
    append(house.root / PLAN, "aside\n")
    done = house.run("reports")
    assert steps(done) == {*JUDGED, *(f"annual_assessment {page}" for page in PAGES)}
    assert steps(done, "skipped") >= MAPS
    assert steps(house.run("reports")) == set()


def test_a_word_for_the_demonstration_that_means_nothing_is_refused(house):
    done = house.run("reports", env={**house.environment, "DEMO": "no"})
    assert done.returncode == 2 and "DEMO is 0 or 1; found no" in done.stderr


def test_a_setting_runs_what_reads_settings(house):
    config = house.root / "config.yml"
    config.write_text(config.read_text("utf-8").replace("basis: level", "basis: path"), "utf-8")
    ran = steps(house.run("reports"))
    assert "clean_plan_tables" not in ran and "assess 2557" in ran
    assert "path" in page(house).read_text(encoding="utf-8")


def test_a_touched_file_with_the_same_content_runs_nothing(house):
    for file in (PLAN, "src/helpers/assessment/assess.py", "config.yml", "reports/2557/facts.json"):
        os.utime(house.root / file)
    assert steps(house.run("reports")) == set()


def test_a_copied_house_with_other_times_runs_nothing(house, tmp_path):
    root = tmp_path / "สำเนา ใหม่"
    shutil.copytree(house.root, root, copy_function=shutil.copyfile)
    for n, file in enumerate(sorted(root.rglob("*"), key=lambda file: file.name)):
        os.utime(file, (n * 10, n * 10))
    copied = House(root, root / "src")
    done = copied.run("reports")
    assert steps(done) | steps(done, "skipped") == set() and "all good" in done.stdout
    append(root / "notebooks/30_map_coverage.ipynb", "\n")
    done = copied.run("reports")
    assert steps(done) == MAPS and steps(done, "skipped") == set()


READINGS = "data/raw/actuals/readings.txt"


def test_a_year_that_does_not_read_a_changed_row_is_not_run(house):
    append(house.root / READINGS, "2557 is 11\n")
    ran = steps(house.run("report", "--year", "2557"))
    assert {"clean_plan_tables", "assess 2557", "coverage 2557"} <= ran
    assert not {name for name in ran if "2558" in name}
    ran = steps(house.run("reports"))
    assert not {name for name in ran if "2558" in name} - {"facts 2558"}


def test_a_year_that_reads_a_changed_row_follows_in_the_joined_tables(house):
    append(house.root / READINGS, "2558 is 12\n")
    done = house.run("report", "--year", "2557")
    assert {"assess 2558", "coverage 2558"} <= steps(done)
    assert not {"assess 2557", "coverage 2557"} & steps(done)


def test_a_new_raw_file_is_noticed(house):
    (house.root / "data/raw/plans/further_plan.txt").write_text("target 20")
    assert "clean_plan_tables" in steps(house.run("reports"))


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: append(file, "typed by hand")])
def test_a_page_deleted_or_altered_by_hand_is_made_again_and_no_other(house, harm):
    whole = page(house).read_bytes()
    harm(page(house))
    again = house.run("reports")
    assert steps(again) == {"annual_assessment 2557 th"}
    assert page(house).read_bytes() == whole


def test_a_number_altered_in_the_facts_by_hand_never_reaches_a_page(house):
    facts = house.root / "reports/2557/facts.json"
    whole = facts.read_bytes()
    facts.write_text(facts.read_text(encoding="utf-8").replace("target 10", "target 99"))
    house.run("reports")
    assert facts.read_bytes() == whole and "99" not in page(house).read_text(encoding="utf-8")


def test_another_day_has_its_own_folder_and_leaves_the_default_alone(house):
    done = house.run("report", "--year", "2558", "--as-of", "2015-03-31")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (house.root / "reports/2558/as_of_2015-03-31/annual_assessment.en.html").exists()
    joined = (house.root / "data/processed/assessment.parquet").read_text(encoding="utf-8")
    assert "2558 2015-03-31" in joined and "2558 2015-09-30" in joined
    assert steps(house.run("reports")) == set()
    assert steps(house.run("report", "--year", "2558", "--as-of", "2015-03-31")) == set()


@pytest.mark.parametrize("asked", [["--year", "2560"], ["--year", "2558", "--as-of", "2014-01-01"]])
def test_what_no_report_can_be_made_of_is_refused_before_anything_starts(small_house, asked):
    done = small_house.run("report", *asked)
    assert done.returncode == 2 and done.stderr.startswith("error: ") and not done.stdout
    assert not (small_house.root / "reports").exists()


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    """A house made with one page that fails, to be read only, and what that printed."""
    house = make_small_house(tmp_path_factory.mktemp("failing") / "house")
    append(house.root / PLAN, "fails 2557 en")
    return house, house.run("reports")


def test_a_failing_page_leaves_the_others_and_is_told(failing):
    house, done = failing
    assert done.returncode == 1
    pages = {f"annual_assessment {page}" for page in PAGES - {"2557 en"}}
    assert steps(done) == {*BEFORE_PAGES, *MAPS, *pages}
    failed = "FAILED annual_assessment 2557 en: AssertionError: the page cannot be made (cell [6])"
    assert failed in done.stdout and "3 of 4 reports up to date (3 made" in done.stdout
    assert "NOT MADE annual_assessment 2557 en: see the failure above\n" in done.stdout
    assert "NOT MADE annual_assessment 2557 th" not in done.stdout
    assert not page(house, lang="en").exists() and page(house).exists()
    assert unfinished(house) == []


def test_a_failing_page_keeps_its_executed_notebook_and_a_record(failing):
    house, _ = failing
    record = runs(house)["annual_assessment 2557 en"]
    assert record["status"] == "failed" and record["parameters"]["lang"] == "en"
    notebook = nbformat.read(house.root / record["notebook"], as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert "error" in {output.output_type for output in outputs}
    assert any("target 10" in output.get("text", "") for output in outputs)


def test_after_the_cause_is_mended_the_failed_page_is_made(failing, tmp_path):
    root = shutil.copytree(failing[0].root, tmp_path / "house")
    house = House(root, root / "src")
    (house.root / PLAN).write_text("target 10\n")
    done = house.run("reports")
    assert done.returncode == 0 and page(house, lang="en").exists()
    assert all(record["status"] in runner.GOOD for record in runs(house).values())


def test_a_step_that_fails_is_told_and_the_other_year_goes_on(small_house):
    module = small_house.root / "src/helpers/facts/__init__.py"
    label = "    labels = metadata"
    broken = module.read_text("utf-8").replace(
        label, f"    assert year != 2557, 'no facts'\n{label}"
    )
    module.write_text(broken, "utf-8")
    done = small_house.run("reports")
    assert done.returncode == 1
    assert "FAILED facts 2557: AssertionError: no facts" in done.stdout
    assert "NOT MADE annual_assessment 2557 th: see the failure above" in done.stdout
    assert "2 of 4 reports up to date (2 made" in done.stdout
    assert page(small_house, 2558).exists() and not page(small_house, 2557).exists()


def fails(house: House, step: str) -> None:
    """Let a step of 2557 fail by a line at its start."""
    module = house.root / "src/helpers" / step
    lines = module.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("def write")) + 1
    lines.insert(at, "    assert year != 2557, 'cannot be made'")
    module.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_year_that_cannot_be_assessed_leaves_the_other_years_reports_made(small_house):
    fails(small_house, "assessment/assess.py")
    done = small_house.run("reports")
    assert done.returncode == 1
    assert "FAILED assess 2557: AssertionError: cannot be made" in done.stdout
    assert "NOT MADE data/processed/assessment.parquet" in done.stdout
    assert steps(done) >= {f"annual_assessment 2558 {lang}" for lang in ("th", "en")}
    assert not page(small_house, 2557).exists()


def test_a_page_of_an_earlier_run_is_told_as_such(house):
    fails(house, "facts/__init__.py")
    told = house.run("reports").stdout
    assert "NOT MADE annual_assessment 2557 en: see the failure above; the page there is of" in told
    assert "2 of 4 reports up to date (0 made, 2 skipped" in told


def test_one_year_is_joined_with_the_years_assessed_before(small_house):
    done = small_house.run("report", "--year", "2557")
    joined = small_house.root / "data/processed/assessment.parquet"
    assert done.returncode == 0 and "assess 2558" not in steps(done)
    assert [row[:4] for row in joined.read_text("utf-8").splitlines()] == ["2557"]
    small_house.run("reports")
    assert [row[:4] for row in joined.read_text("utf-8").splitlines()] == ["2557", "2558"]
    assert steps(small_house.run("report", "--year", "2557")) == set()


def test_parts_of_a_year_no_longer_reported_do_not_count(house):
    house.run("report", "--year", "2558", "--as-of", "2015-03-31")
    config = house.root / "config.yml"
    config.write_text(config.read_text("utf-8").replace("[2557, 2558]", "[2557]"), "utf-8")
    done = house.run("reports")
    assert done.returncode == 0 and not {s for s in steps(done) if "2558" in s}, done.stdout
    joined = (house.root / "data/processed/assessment.parquet").read_text("utf-8")
    assert "2557" in joined and "2558" not in joined


def test_clean_tables_with_nothing_to_do_says_so(house):
    done = house.run("clean-tables")
    assert done.stdout == "nothing to do, the tables are up to date: all good\n"


def test_a_cleaning_notebook_that_fails_leaves_no_table(small_house):
    append(small_house.root / PLAN, "unreadable")
    done = small_house.run("clean-tables")
    assert done.returncode == 1
    assert "FAILED clean_plan_tables: AssertionError: the plan cannot be read" in done.stdout
    assert not list((small_house.root / "data/processed").glob("plan_*.parquet"))


def test_facts_are_brought_up_to_date_alone(small_house):
    command = "from helpers.workflow import build as b; exit(b.facts([b.requested(2557)]))"
    done = small_house.python("-c", command)
    assert done.returncode == 0 and "up to date" not in done.stdout, done.stdout + done.stderr
    assert (small_house.root / "reports/2557/facts.json").exists()
    assert not page(small_house, 2557).exists()
    assert not (small_house.root / "reports/2558").exists()


def test_every_run_is_in_one_record_with_its_input_hashes(house):
    recorded = runs(house)
    pages = {f"annual_assessment {name}" for name in PAGES}
    assert set(recorded) == {*BEFORE_PAGES, *MAPS, *pages}
    record = recorded["annual_assessment 2557 th"]
    assert record["parameters"] == {"year": 2557, "as_of": "2014-09-30", "lang": "th"}
    assert record["inputs"]["reports/2557/facts.json"] and record["seconds"] > 0
    assert len(record["inputs"]["config.yml"]) == 64


def test_a_page_over_its_time_limit_fails_and_the_others_go_on(small_house):
    limits = small_house.root / "src/helpers/metadata/steps.yml"
    limits.write_text(limits.read_text("utf-8").replace("time_limit_s: 300", "time_limit_s: 8"))
    append(small_house.root / PLAN, "slow 2557 th")
    done = small_house.run("reports")
    assert "FAILED annual_assessment 2557 th: TimeoutError: over its time limit of 8 s" in (
        done.stdout
    )
    assert done.returncode == 1 and page(small_house, lang="en").exists()
    assert (small_house.root / "reports/logs/annual_assessment.2557.th.ipynb").exists()


@pytest.mark.skipif(os.name == "nt", reason="no process groups to kill")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_leaves_no_page_and_the_next_one_completes(small_house, how):
    append(small_house.root / PLAN, "slow 2558 th")
    command = [sys.executable, "-m", "helpers", "reports"]
    options = {"cwd": small_house.root, "env": small_house.environment, "start_new_session": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options) as running:
        assert any("annual_assessment 2557 en ok" in line for line in running.stdout)
        os.killpg(running.pid, how)
    assert not page(small_house, 2558).exists() and page(small_house, 2557).exists()
    (small_house.root / PLAN).write_text("target 10\n")
    done = small_house.run("reports")
    assert done.returncode == 0 and "4 of 4 reports up to date" in done.stdout
    assert unfinished(small_house) == []


def test_a_second_launch_in_the_same_tree_is_refused(small_house):
    append(small_house.root / PLAN, "slow 2557 th")
    command = [sys.executable, "-m", "helpers", "reports"]
    options = {"cwd": small_house.root, "env": small_house.environment, "start_new_session": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options) as running:
        assert any("facts 2557 ok" in line for line in running.stdout)
        second = small_house.run("reports")
        os.killpg(running.pid, signal.SIGTERM)
    assert second.returncode == 2 and "is making reports here; wait for its end" in second.stderr


def test_kernels_talk_over_files_that_go_with_the_run(tmp_path):
    with runner._sockets() as connection:
        manager = connection["config"]["KernelManager"]
        assert manager["transport"] == "ipc"
        assert Path(manager["connection_file"]).parent.exists()
    assert not Path(manager["connection_file"]).parent.exists()


def test_a_long_folder_for_sockets_falls_back_to_tcp(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr(runner.tempfile, "tempdir", str(long))
    with runner._sockets() as connection:
        assert connection == {}


def notebook(folder: Path, *cells: str) -> Path:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    nbformat.write(made, folder / "in.ipynb")
    return folder / "in.ipynb"


def test_a_notebook_runs_over_sockets_not_tcp_and_ends_at_once(tmp_path):
    asks = "import ipykernel.kernelapp as k; print(k.IPKernelApp.instance().transport)"
    runner.execute(notebook(tmp_path, asks), {}, tmp_path / "out.ipynb", {"time_limit_s": 60})
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert executed.cells[0].outputs[0].text == "ipc\n"


def test_a_kernel_that_dies_is_an_error_with_the_notebook_kept(tmp_path):
    dies = notebook(tmp_path, "print('before')", "import os; os._exit(1)")
    with runner.recorded("x", tmp_path / "x.json", {}) as record:
        runner.execute(dies, {}, tmp_path / "out.ipynb", {"time_limit_s": 60})
    assert record["status"] == "failed" and "DeadKernelError" in record["error"]
    assert "before" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
