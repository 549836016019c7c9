"""What `make bench` measures and how it tells it; the measuring itself is not run here."""

import re
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

BENCHMARKS = REPOSITORY / "benchmarks"
SPEED = REPOSITORY / "docs" / "speed.md"


@pytest.fixture(autouse=True)
def on_the_path(monkeypatch):
    """The benchmarks are run as programs: their files import each other by plain names."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield
    for name in ("figures", "trees"):
        sys.modules.pop(name, None)


def test_every_figure_is_declared_in_both_languages():
    import figures

    for name, spec in figures.declared().items():
        assert spec["en"] and spec["th"], name
        assert not {"at_most", "at_least"} <= set(spec), name


def test_a_figure_over_its_limit_misses_it():
    import figures

    assert figures.Figure("unchanged", 1.5).good is True
    assert figures.Figure("unchanged", 1.51).good is False
    assert figures.Figure("nine_panels", 3.9).good is False
    assert figures.Figure("nine_cpu", 1000).good is None
    with pytest.raises(KeyError):
        _ = figures.Figure("nothing of the kind", 1).good


def test_the_table_says_what_was_measured_and_whether_it_is_kept():
    import figures

    rows = figures.markdown([figures.Figure("unchanged", 2), figures.Figure("one_map", 0.5, 77)])
    lines = rows.splitlines()
    assert "| 2.00 s | ≤ 1.5 s | NO · ไม่ผ่าน | 1.8–2.5 s |" in lines[2]
    assert "77 classes" in lines[3] and "77 ชั้นสี" in lines[3] and "| yes · ผ่าน |" in lines[3]


def test_every_declared_figure_is_measured():
    import figures

    code = "".join(file.read_text(encoding="utf-8") for file in BENCHMARKS.glob("*.py"))
    # Of a moved copy the names are put together.
    named = code.replace('f"{figure}_runs"', '"copied_runs" "thai_name_runs"')
    assert [name for name in figures.declared() if f'"{name}"' not in named] == []


def test_the_page_of_the_speed_tells_figures_as_they_are_declared():
    import figures

    page = SPEED.read_text(encoding="utf-8")
    told = {line.split(" | ")[0].removeprefix("| ") for line in page.splitlines()
            if line.startswith("| ")} - {"what · รายการ", "---"}  # fmt: skip
    words = [f"{spec['en']} · {spec['th']}" for spec in figures.declared().values()]
    patterns = [re.escape(one).replace(r"\{\}", ".+") for one in words]
    unknown = [row for row in told if not any(re.fullmatch(p, row) for p in patterns)]
    assert told and unknown == []


def test_a_bare_tree_holds_nothing_that_was_built_or_dropped_in():
    import trees

    with trees.bare("งาน ๑") as root:
        assert not (root / "data" / "processed").exists()
        assert not (root / "reports").exists()
        assert [file.name for file in (root / "data/raw/registries").iterdir()] == ["README.md"]
        assert not list(root.rglob("__pycache__"))
        cost = trees.run(root, "sources")
    assert not root.exists()
    assert cost.cpu_seconds > 0 and 0 < cost.seconds < 60


def test_a_failing_command_is_told_with_what_it_said():
    import subprocess

    import trees

    with trees.bare() as root, pytest.raises(subprocess.CalledProcessError) as error:
        trees.run(root, "report", "--year", "2400")
    assert "2400" in error.value.output


def test_only_what_was_made_after_a_launch_is_counted(tmp_path: Path):
    import trees

    logs = tmp_path / "reports" / "logs"
    logs.mkdir(parents=True)
    for name, run, status in (("a", "1", "ok"), ("b", "2", "ok"), ("c", "2", "skipped")):
        text = f'{{"report": "{name}", "run": "{run}", "status": "{status}"}}'
        (logs / f"{name}.json").write_text(text, encoding="utf-8")
    assert trees.launch_before(tmp_path) == "2"
    assert trees.made(tmp_path, "1") == ["b"]
    assert trees.made(tmp_path, "2") == []
