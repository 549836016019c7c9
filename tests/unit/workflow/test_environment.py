"""pyproject.toml, environment.yml and requirements.lock state one environment."""

import re
import tomllib

import pytest
import yaml
from conftest import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")


def of_pyproject() -> list[str]:
    return [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]


def name(requirement: str) -> str:
    return re.match(r"[\w.-]+(\[\w+\])?", requirement).group()


def of_environment() -> list[str]:
    listed = yaml.safe_load((REPOSITORY / "environment.yml").read_text(encoding="utf-8"))
    entries = listed["dependencies"]
    by_pip = [package for e in entries if isinstance(e, dict) for package in e["pip"]]
    return [e for e in entries if isinstance(e, str) and e != "pip"] + by_pip


def test_conda_and_pip_users_get_the_same_packages_and_limits():
    names = yaml.safe_load((REPOSITORY / "tests/fixtures/conda_names.yml").read_text("utf-8"))
    expected = [r.replace(name(r), names.get(name(r), name(r)), 1) for r in of_pyproject()]
    expected.append(f"python{PROJECT['requires-python']}")
    assert sorted(of_environment()) == sorted(expected)


def test_the_lock_pins_every_declared_package():
    pinned = set(re.findall(r"^([\w.-]+)(?:\[\w+\])?==", LOCK, flags=re.MULTILINE))
    declared = {name(r).split("[")[0].lower() for r in of_pyproject()}
    assert declared and not declared - pinned, "run `make lock`"


def test_every_pin_of_the_lock_has_a_hash():
    pins = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(pins) > 100
    assert not [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin]


def test_pins_keep_their_extras():
    # Without, pip asks the index for the newest release of what an extra belongs to.
    assert re.search(r"^coverage\[toml\]==", LOCK, flags=re.MULTILINE)


@pytest.mark.parametrize("address", ["://", "file:", "--index", "--find-links", " @ "])
def test_the_lock_names_no_address(address):
    assert address not in LOCK
