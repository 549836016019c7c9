"""config.yml is checked once: missing, unknown and impossible settings are refused."""

import pytest
import yaml
from conftest import REPOSITORY

from helpers import settings
from helpers.errors import InputError


@pytest.fixture
def given() -> dict:
    return yaml.safe_load((REPOSITORY / "config.yml").read_text(encoding="utf-8"))


def refused(root, given) -> str:
    (root / "config.yml").write_text(yaml.safe_dump(given), encoding="utf-8")
    with pytest.raises(InputError) as error:
        settings.load()
    assert error.value.file == "config.yml"
    return str(error.value)


def test_the_settings_of_the_repository_are_good():
    loaded = settings.load(REPOSITORY / "config.yml")
    assert loaded.years == tuple(range(2551, 2560)) and loaded.languages == ("th", "en")


def test_every_setting_has_its_comment():
    lines = (REPOSITORY / "config.yml").read_text(encoding="utf-8").splitlines()
    assert lines and not [line for line in lines if "#" not in line]


def test_a_missing_setting_is_refused(root, given):
    del given["score_basis"]
    assert "settings are missing or unknown" in refused(root, given)


def test_a_misspelt_setting_is_refused(root, given):
    given["score_bases"] = given.pop("score_basis")
    assert "score_bases" in refused(root, given)


@pytest.mark.parametrize("name", ["digits", "score_basis", "score_mode", "headline"])
def test_a_value_that_is_not_known_is_refused_with_those_that_are(root, given, name):
    given[name] = "other"
    message = refused(root, given)
    assert f"{name} is not allowed" in message and "found other" in message


@pytest.mark.parametrize("cut_offs", [(100, 75, 90), (90, 90, 75), (100, 90, 0)])
def test_cut_offs_must_fall(root, given, cut_offs):
    given["cut_offs"] = dict(zip(("reached", "near", "at_risk"), cut_offs, strict=True))
    assert "cut_offs must fall" in refused(root, given)
