"""Folders of raw plans and metadata for the tests of ``helpers.plans``."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from helpers import plans
from helpers.core import metadata as knowledge
from helpers.core import paths

FIXTURES = Path(__file__).parent.parent / "fixtures" / "plans"
METADATA = (
    "plans",
    "indicators",
    "units",
    "plan_translations",
    "corrections",
    "contradictions",
)
PROSE, PAGED, STACKED = "plan_2561.csv", "plan_2562-2563.csv", "plan_2564-2566.csv"


@dataclass
class Folders:
    """Copies a test may change: raw files and the metadata about them."""

    raw: Path
    metadata: Path

    def clean(self) -> dict[str, pd.DataFrame]:
        return plans.clean(self.raw, self.metadata)

    def change_raw(self, name: str, old: str, new: str) -> None:
        """Replace text that must stand in the raw file."""
        file = self.raw / name
        content = file.read_text(encoding="utf-8")
        assert old in content, f"the test changes nothing: {old!r} is not in {name}"
        file.write_text(content.replace(old, new, 1), encoding="utf-8", newline="\n")

    def drop_line(self, name: str, number: int) -> None:
        """Take a line of the original document out of the raw file."""
        file = self.raw / name
        rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if not row.startswith(f'"{number}",')]
        assert len(kept) == len(rows) - 1
        file.write_text("".join(kept), encoding="utf-8", newline="\n")

    def declared(self, name: str) -> dict:
        return knowledge.load_yaml(self.metadata / f"{name}.yml")

    def declare(self, name: str, content: object) -> None:
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (self.metadata / f"{name}.yml").write_text(text, encoding="utf-8")


def invented(folder: Path) -> Folders:
    """The three invented plans alone, under the package's own layouts."""
    made = Folders(folder / "raw", folder / "metadata")
    shutil.copytree(FIXTURES / "raw", made.raw)
    shutil.copytree(FIXTURES / "metadata", made.metadata)
    package = knowledge.load_yaml(paths.METADATA / "plans.yml")
    made.declare("plans", {**package, **made.declared("plans")})
    return made


def real_and_invented(folder: Path) -> Folders:
    """The real plans with the invented ones added: raw files and entries, no Python."""
    made = invented(folder)
    for file in paths.raw("plans").glob("*.csv"):
        shutil.copy(file, made.raw / file.name)
    for name in METADATA:
        package = knowledge.load_yaml(paths.METADATA / f"{name}.yml")
        made.declare(name, _joined(package, made.declared(name)))
    return made


def _joined(package: object, more: object) -> object:
    if isinstance(package, list):
        return package + more
    return {
        key: _joined(value, more.get(key, {})) if isinstance(value, dict) else value
        for key, value in package.items()
    } | {key: value for key, value in more.items() if key not in package}
