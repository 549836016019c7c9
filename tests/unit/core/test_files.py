"""Files appear complete or not at all; equal content leaves a file untouched."""

import os

import pytest

from helpers.core import files
from helpers.core.errors import InputError


def test_text_is_utf_8_with_lf_ends(tmp_path):
    path = files.write_text(tmp_path / "new" / "a.txt", "สภา\nองค์กร\n")
    assert path.read_bytes() == "สภา\nองค์กร\n".encode()


def test_a_file_is_readable_by_others(tmp_path):
    path = files.write_text(tmp_path / "a.txt", "x")
    assert path.stat().st_mode & 0o777 == 0o644


def test_equal_bytes_leave_the_time_of_the_file(tmp_path):
    path = files.write_text(tmp_path / "a.txt", "same")
    os.utime(path, (1, 1))
    files.write_text(path, "same")
    assert path.stat().st_mtime == 1
    files.write_text(path, "other")
    assert path.stat().st_mtime > 1 and path.read_text() == "other"


def test_a_write_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError), files.appears_complete(tmp_path / "a.txt") as partial:
        partial.write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    path = files.write_text(tmp_path / "a.txt", "old")
    with pytest.raises(RuntimeError), files.appears_complete(path) as partial:
        partial.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_while_it_is_written_the_old_file_stands(tmp_path):
    path = files.write_text(tmp_path / "a.txt", "old")
    with files.appears_complete(path) as partial:
        partial.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"


def test_text_is_read_without_its_byte_order_mark_and_with_its_line_ends(tmp_path):
    (tmp_path / "a.csv").write_bytes("\ufeffสภา\r\n".encode())
    assert files.read_text(tmp_path / "a.csv") == "สภา\r\n"


def test_text_of_another_encoding_names_its_line(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"one\n" + "สภา".encode("cp874"))
    with pytest.raises(InputError, match=r"a\.csv line 2: not UTF-8 text; found byte 0xca"):
        files.read_text(tmp_path / "a.csv")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"a\.csv: the file is missing"):
        files.read_text(tmp_path / "a.csv")


def test_a_fingerprint_is_the_sha_256_of_the_bytes(tmp_path):
    empty = tmp_path / "empty"
    empty.touch()
    assert files.sha256(empty).startswith("e3b0c44298fc1c149afbf4c8996fb924")
