"""Rules of accessibility, as axe-core checks them in a page that is shown."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from browser import CHROMIUM, Page
from conftest import REPOSITORY, once_a_run

# Off unless asked for, by what axe-core calls it: targets a finger can hit (WCAG 2.2).
_RULES = "{rules: {'target-size': {enabled: true}}}"
_RUN = f"axe.run(document, {_RULES})"
_FOUND = "violations.map(v => `${v.id} ${v.nodes.length}: ${v.nodes[0].html.slice(0, 120)}`)"


def missing(reason: str) -> None:
    """A machine without what the tests open pages with skips them; where all is tested none is."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"browser tests need {reason}")


def script(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, installed for this run of the tests."""
    if not CHROMIUM:
        missing("chromium")
    if not shutil.which("npm"):
        missing("npm, which installs axe-core")
    return (once_a_run(tmp_path_factory, "axe", _installed) / "axe.min.js").read_text("utf-8")


def _installed(folder: Path) -> None:
    work = folder.with_name(f"{folder.name}.npm")
    work.mkdir()
    shutil.copy(REPOSITORY / "tests/browser/package.json", work)
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=300)
    if done.returncode:
        missing(f"axe-core from npm: {done.stderr.strip().splitlines()[-1:]}")
    shutil.move(work / "node_modules/axe-core", folder)


def violations(page: Page, axe: str) -> list[str]:
    """Rules the page shown breaks, each with how often and where first."""
    page.run(f"{axe};true")
    return page.run(f"{_RUN}.then(found => found.{_FOUND})")
