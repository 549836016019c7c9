"""Metadata is read strictly: a doubled key or bad syntax is an error with file and line."""

import pytest

from helpers.core import metadata, paths
from helpers.core.errors import InputError


def load(tmp_path, text):
    file = tmp_path / "some.yml"
    file.write_text(text, encoding="utf-8")
    return metadata.load_yaml(file)


def test_a_file_is_read_as_it_stands(tmp_path):
    text = "code: '010'\nday: 2015-03-31\nlabel: {th: สภา}\n"
    read = load(tmp_path, text)
    assert read["code"] == "010" and read["label"] == {"th": "สภา"}
    assert read["day"].isoformat() == "2015-03-31"


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", "x:\n  a: 1\n  a: 1\n"])
def test_a_key_written_twice_is_refused(tmp_path, text):
    with pytest.raises(InputError, match="key written twice: a") as error:
        load(tmp_path, text)
    assert error.value.file.endswith("some.yml") and error.value.line is not None


def test_merged_keys_of_an_anchor_are_no_doubles(tmp_path):
    read = load(tmp_path, "base: &b {unit: ตำบล}\nrow: {<<: *b, label: x}\n")
    assert read["row"] == {"unit": "ตำบล", "label": "x"}


def test_a_syntax_error_names_its_line(tmp_path):
    with pytest.raises(InputError, match="not valid YAML") as error:
        load(tmp_path, "a: 1\nb: [1, 2\nc: 3\n")
    assert error.value.line == 3


def test_every_metadata_file_of_the_package_can_be_read():
    names = [file.relative_to(paths.METADATA).as_posix() for file in paths.METADATA.rglob("*.yml")]
    assert len(names) > 3
    assert all(metadata.load(name) for name in names)
