"""The encoding of a text, and the line and letter where it breaks."""

import codecs
from pathlib import Path

import pytest

from helpers.core.errors import InputError
from helpers.core.sheets import encodings

ROWS = "ชื่อ,ตำบล\nก,นาดี\nข,นาข่า\n"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "council.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (ROWS.encode(), "utf-8"),
        (ROWS.encode("utf-8-sig"), "utf-8"),
        (ROWS.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + ROWS.encode("utf-16-be"), "utf-16"),
        (ROWS.encode("cp874"), "cp874"),
        (b"a,b\n1,2\n", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, content: bytes, encoding: str):
    assert encodings.of_text(written(tmp_path, content)) == encoding


@pytest.mark.parametrize(
    ("content", "line", "letter", "before"),
    [
        # UTF-8 that breaks in the third line.
        ("ชื่อ,ตำบล\nก,นาดี\nข,นา".encode() + b"\xff\xfe,\n", 3, 5, "ข,นา"),
        # Thai Windows with a byte no letter has, far below the first Thai letter.
        (("ชื่อ,ตำบล\n" + "ก,นาดี\n" * 40 + "ข,").encode("cp874") + b"\x81\n", 42, 3, "ข,"),
        # Another code page of the East: page 874 goes further than UTF-8 does.
        ("a\nก,ข\n".encode("cp874") + b"1,\xfd\n", 3, 3, "1,"),
        # UTF-16 cut in the middle of a letter.
        (codecs.BOM_UTF16_LE + "ก\nขค".encode("utf-16-le") + b"\x01", 2, 3, "ขค"),
        # UTF-8 that ends in the middle of a letter.
        ("ก\nข".encode()[:-1], 2, 1, ""),
    ],
)
def test_the_line_and_letter_that_break_are_told(
    tmp_path: Path, content: bytes, line: int, letter: int, before: str
):
    with pytest.raises(InputError, match="neither UTF-8 nor Thai") as caught:
        encodings.of_text(written(tmp_path, content))
    assert caught.value.line == line
    assert f"at letter {letter} of the line" in str(caught.value)
    assert f"after “{before}”" in str(caught.value)


@pytest.mark.parametrize("way", ["utf-8", "cp874"])
def test_the_place_is_right_beyond_the_first_piece_that_is_read(tmp_path: Path, way: str):
    """Pieces of a megabyte end within letters; nothing is counted twice or lost."""
    lines = 200_000
    content = ("ก,นาดี\n" * lines + "ข,").encode(way) + (b"\xff" if way == "utf-8" else b"\x81")
    with pytest.raises(InputError) as caught:
        encodings.of_text(written(tmp_path, content))
    assert caught.value.line == lines + 1 and "letter 3" in str(caught.value)


def test_a_file_of_bytes_is_no_text(tmp_path: Path):
    with pytest.raises(InputError, match="no text file"):
        encodings.of_text(written(tmp_path, b"a\0b"))
