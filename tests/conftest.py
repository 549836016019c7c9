"""Trees to test in: nothing here writes into the work tree's data/processed or reports."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

from helpers.core import launch, notices
from helpers.core.errors import InputError

# Tests read what is printed in English, here and in every process they start, unless they say so.
os.environ[notices.VARIABLE] = "en"
# Years of the demonstration in the built tree: the one `make reports` makes, and the first, which
# has none before it.
DEMONSTRATED = (2551, 2557)
COUNT_EVERY_YEAR = """
from helpers import demo
from helpers.core import settings, thai
for year in settings.load().years:
    demo.count(year, thai.fiscal_year_end(year))
demo.join()
"""
T = TypeVar("T")
# Inputs a bare machine does not have; a tree gets them where a test says so.
OPTIONAL = ("TAMBON_BOUNDARIES", "TAMBON_POPULATION")
REPOSITORY = Path(__file__).resolve().parent.parent
SMALL_HOUSE = REPOSITORY / "tests" / "fixtures" / "small_house"
# The real modules the stand-ins live with: the base, and the way from step to step.
_REAL_MODULES = [
    "__init__",
    "__main__",
    "assessment/__init__",
    "core/__init__",
    "core/datasets",
    "core/errors",
    "core/files",
    "core/invisible",
    "core/launch",
    "core/metadata",
    "core/notices",
    "core/partitions",
    "core/paths",
    "core/periods",
    "core/settings",
    "core/sources",
    "core/thai",
    "geography/__init__",
    "workflow/__init__",
    "workflow/build",
    "workflow/dependencies",
    "workflow/forkserver",
    "workflow/jobs",
    "workflow/kernels",
    "workflow/leftovers",
    "workflow/outcome",
    "workflow/parameters",
    "workflow/refusals",
    "workflow/runner",
    "workflow/runs",
    "workflow/steps",
    "workflow/vanished",
    "workflow/warm_client",
]


@dataclass(frozen=True)
class House:
    """A tree with the layout of the repository, and the code that works in it."""

    root: Path
    code: Path
    with_demo: bool = False
    borders: str | None = None

    @property
    def environment(self) -> dict[str, str]:
        own = {"TAMBON_ROOT": str(self.root), "PYTHONPATH": str(self.code)}
        own["DEMO"] = "" if self.with_demo else "0"
        own |= {"TAMBON_BOUNDARIES": self.borders} if self.borders else {}
        # Stand-ins must not count as lines of the modules they stand for.
        real = self.code == REPOSITORY / "src"
        kept = {k: v for k, v in os.environ.items() if real or not k.startswith("COV")}
        # A record made in the tests' own process begins a launch; what is started here is another.
        for name in (launch.VARIABLE, *OPTIONAL):
            kept.pop(name, None)
        return {**kept, **own}

    def run(self, *arguments: str, **options) -> subprocess.CompletedProcess[str]:
        """``python -m helpers ...`` in this tree."""
        return self.python("-m", "helpers", *arguments, **options)

    def python(self, *arguments: str, **options) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        options = {"cwd": self.root, "env": self.environment, "timeout": 900, **options}
        return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def seconds_of_work(run: Callable[[], T]) -> tuple[T, float]:
    """What ``run`` returns and the processor's seconds its children took.

    Not the clock's: those grow with whatever else the machine does.
    """
    before = os.times()
    with pytest.MonkeyPatch.context() as patch:
        # Counting the lines that children run takes time of its own, which no user spends.
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)
        result = run()
    after = os.times()
    user = after.children_user - before.children_user
    return result, user + after.children_system - before.children_system


@pytest.fixture
def small_house(tmp_path: Path) -> House:
    """The stand-in house of tests/fixtures/small_house, with two years; see its README."""
    return make_small_house(tmp_path / "house")


def make_small_house(root: Path) -> House:
    shutil.copytree(SMALL_HOUSE, root)
    package = root / "src" / "helpers"
    shutil.move(root / "helpers", package)
    real = REPOSITORY / "src" / "helpers"
    for module in _REAL_MODULES:
        (package / module).parent.mkdir(exist_ok=True)
        shutil.copy(real / f"{module}.py", package / f"{module}.py")
    shutil.copy(real / "__init__.pyi", package)
    for knowledge in (
        "config.schema.yml",
        "messages.yml",
        "parameters.yml",
        "steps.yml",
        "scoring.yml",
    ):
        shutil.copy(real / "metadata" / knowledge, package / "metadata")
    shutil.copy(REPOSITORY / "Snakefile", root)
    settings = (REPOSITORY / "config.yml").read_text(encoding="utf-8").splitlines()
    settings[[line[:6] for line in settings].index("years:")] = "years: [2557, 2558]"
    (root / "config.yml").write_text("\n".join(settings) + "\n", encoding="utf-8")
    return House(root, root / "src")


def once_a_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder made by ``make`` for all processes of this run of the tests, which only read it.

    Whoever asks first makes it and the others wait; where that fails, all of them are told why.
    """
    base = factory.getbasetemp()
    # The folder of a process of xdist lies in the one of the run.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, ended = shared / name, shared / f"{name}.ended"
    with FileLock(shared / f"{name}.lock"):
        if not ended.exists():
            try:
                make(folder)
            except Exception as error:
                ended.write_text(f"{type(error).__name__}: {error}", encoding="utf-8")
                raise
            ended.write_text("", encoding="utf-8")
    failure = ended.read_text(encoding="utf-8")
    assert not failure, f"{name} could not be made: {failure}"
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real tree built in a temporary copy: every table, fact file and report.

    One for all processes: a test that writes into a tree takes a copy (``a_copy``).
    """
    house = House(once_a_run(tmp_path_factory, "built", _build), REPOSITORY / "src", with_demo=True)
    before = _times(house.root)
    yield house
    assert _times(house.root) == before, "a test wrote into the tree that all tests read"


def _build(root: Path) -> None:
    for folder in ("data/raw", "notebooks"):
        ignored = shutil.ignore_patterns(".ipynb_checkpoints", "registries", "boundaries")
        shutil.copytree(REPOSITORY / folder, root / folder, ignore=ignored)
    for file in ("Snakefile", "config.yml"):
        shutil.copy(REPOSITORY / file, root)
    house = House(root, REPOSITORY / "src", with_demo=True)
    for command in (["reports"], ["demo", "--years", ",".join(map(str, DEMONSTRATED))]):
        done = house.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def nine_years(built: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The built tables with the demonstration counted in every year; only read, as ``built``."""
    root = once_a_run(tmp_path_factory, "nine_years", lambda root: _count_every_year(built, root))
    return House(root, built.code, with_demo=True)


def _count_every_year(built: House, root: Path) -> None:
    house = a_copy(built, root, "*.html", "*.png", "*.svg")
    done = house.python("-c", COUNT_EVERY_YEAR)
    assert done.returncode == 0, done.stdout + done.stderr


def _times(root: Path) -> dict[str, int]:
    """When each file below ``root`` was last written.

    Without what is kept of borders: a process that has any makes them ready where it first draws.
    """
    files = (file.relative_to(root) for file in root.rglob("*") if file.is_file())
    watched = (file for file in files if "borders" not in file.parts)
    return {file.as_posix(): (root / file).stat().st_mtime_ns for file in watched}


def a_copy(built: House, root: Path, *left_out: str) -> House:
    """The built tree copied to ``root`` without what is named ``left_out``, to be written into."""
    ignored = shutil.ignore_patterns(*left_out)
    return House(shutil.copytree(built.root, root, ignore=ignored), built.code)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the built tree; what takes long comes first.

    The marks let the quick tests be run without the tree. A long file begun last would keep one
    core busy while the others wait.
    """
    for item in items:
        if "built" in getattr(item, "fixturenames", ()):
            item.add_marker("built")
    items.sort(key=_seconds, reverse=True)


def _seconds(item: pytest.Item) -> float:
    """About how long a test's file takes, as the file itself says."""
    mark = item.get_closest_marker("long")
    return mark.kwargs["seconds"] if mark else 0


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Tests run on every core, those of a file on one: they share what the file has made."""
    from xdist.scheduler import LoadFileScheduling

    # By default the files with most tests come first, whatever they take.
    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


@pytest.fixture(scope="session")
def pango() -> None:
    """What a PDF needs of the system; a machine without it makes all the other products."""
    from helpers.publish.pdf import engine

    try:
        engine.check()
    except InputError as error:
        pytest.skip(str(error))


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is part of a launch that one before it began in this process."""
    monkeypatch.delenv(launch.VARIABLE, raising=False)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty tree with the real settings, for tests that write in this process."""
    shutil.copy(REPOSITORY / "config.yml", tmp_path)
    monkeypatch.setenv("TAMBON_ROOT", str(tmp_path))
    return tmp_path
