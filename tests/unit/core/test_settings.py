"""config.yml is checked once: missing, unknown and impossible settings are refused."""

import pytest
import yaml
from conftest import REPOSITORY

from helpers.core import metadata, settings
from helpers.core.errors import InputError


@pytest.fixture
def given() -> dict:
    return yaml.safe_load((REPOSITORY / "config.yml").read_text(encoding="utf-8"))


def refused(root, given) -> str:
    (root / "config.yml").write_text(yaml.safe_dump(given, sort_keys=False), encoding="utf-8")
    with pytest.raises(InputError) as error:
        settings.load()
    assert error.value.file == "config.yml"
    return str(error.value)


def test_the_settings_of_the_repository_are_good():
    loaded = settings.load(REPOSITORY / "config.yml")
    assert loaded.years == tuple(range(2551, 2560)) and loaded.languages == ("th", "en")
    assert loaded.demo_years == (2557,)


def test_every_setting_has_its_comment():
    lines = (REPOSITORY / "config.yml").read_text(encoding="utf-8").splitlines()
    assert lines and not [line for line in lines if "#" not in line]


def test_a_missing_setting_is_refused(root, given):
    del given["score_basis"]
    assert "settings missing 1 (score_basis)" in refused(root, given)


def test_a_misspelt_setting_is_refused(root, given):
    given["score_bases"] = given.pop("score_basis")
    assert "unknown 1 (score_bases)" in refused(root, given)


@pytest.mark.parametrize("given", [None, [], "years", 2557], ids=repr)
def test_a_file_that_holds_no_settings_is_refused(root, given):
    assert "the file holds no settings" in refused(root, given)


def test_a_file_that_is_not_there_is_refused(root):
    (root / "config.yml").unlink()
    with pytest.raises(InputError, match=r"config\.yml: the file is missing"):
        settings.load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("years", []),
        ("years", 2557),
        ("years", ["2557"]),
        ("years", [2557, 2557]),
        ("years", [2014]),
        ("years", [True]),
        ("demo_years", 2557),
        ("demo_years", ["2557"]),
        ("demo_years", [2557, 2557]),
        ("demo_years", [True]),
        ("languages", []),
        ("languages", "th"),
        ("languages", ["th", "fr"]),
        ("languages", ["th", "th"]),
        ("digits", "other"),
        ("cut_offs", [100, 90, 75]),
        ("cut_offs", {"reached": 100, "near": 90}),
        ("cut_offs", {"reached": 100, "near": 90, "at_risk": 75, "off": 10}),
        ("cut_offs", {"reached": "100", "near": 90, "at_risk": 75}),
        ("interim_after_days", "92"),
        ("interim_after_days", -1),
        ("score_basis", "other"),
        ("score_scale", 5),
        ("score_mode", "other"),
        ("total_needs_weight", 800),
        ("total_needs_weight", -1),
        ("pace_points", 1.5),
        ("pace_points", 1),
        ("headline", "other"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_with_the_rule(root, given, name, value):
    given[name] = value
    message = refused(root, given)
    assert f"{name} is not allowed; expected " in message and f"found {value!r}" in message


def test_a_scale_that_is_not_known_is_refused_with_those_that_are(root, given):
    given["score_scale"] = "nope"
    assert "score_scale is not known; expected agreement" in refused(root, given)


def test_the_schema_has_every_setting_and_no_other():
    schema = metadata.load("config.schema.yml")
    names = set(settings.Settings.__dataclass_fields__)
    assert set(schema["properties"]) == set(schema["required"]) == names


@pytest.mark.parametrize("cut_offs", [(100, 75, 90), (90, 90, 75), (100, 90, 0)])
def test_cut_offs_must_fall(root, given, cut_offs):
    given["cut_offs"] = dict(zip(("reached", "near", "at_risk"), cut_offs, strict=True))
    assert "cut_offs must fall" in refused(root, given)


def test_a_year_of_the_demonstration_must_be_one_that_is_reported(root, given):
    given["demo_years"] = [2557, 2560]
    message = refused(root, given)
    assert "demo_years are some of years" in message
    assert "expected 2551, 2552, 2553" in message and "found 2560" in message


def test_a_demonstration_of_no_year_is_allowed(root, given):
    given["demo_years"] = []
    (root / "config.yml").write_text(yaml.safe_dump(given), encoding="utf-8")
    assert settings.load().demo_years == ()
