"""Tambon codes as spreadsheets leave them: read, or refused where digits are lost."""

import pytest
from registry_lines import clean, lines, reasons

from helpers.registries import tambon_codes

NO_NAMES = {"tambon": None, "amphoe": None, "province": None}


@pytest.mark.parametrize(
    "text",
    ["550103", "550103.0", "550103.00", "550,103", "550 103", "550'103", "55 01 03", "55-1-3",
     "5501-03", "55.01.03", "5.50103E+05", "5.50103e5", "5,50103E+05", "'550103", '="550103"',
     "TH550103", "๕๕๐๑๐๓", "๕๕๐,๑๐๓", "55010312", "55,010,312", "TH55010300", "5.5010312E+07",
     "รหัส 550103", "550103 (ผาสิงห์)"],
)  # fmt: skip
def test_a_code_is_read_however_a_spreadsheet_left_it(text):
    assert tambon_codes.read(text) == tambon_codes.CodeCell(("550103",))


@pytest.mark.parametrize(
    "text", ["550101, 550103", "550101,550103", "550101/550103", "550,101; 550,103",
             "550101 และ 550103", "550101\n550103", "550101 + 550103", "550101 550103"],
)  # fmt: skip
def test_several_codes_are_all_read(text):
    assert tambon_codes.read(text).codes == ("550101", "550103")


@pytest.mark.parametrize(
    "text", ["5.501E+05", "5.5E+05", "6E+05", "5.5010E+05", "5.50103E+07", "550101; 5.501E+05"]
)
def test_a_code_whose_last_digits_are_lost_is_rounded(text):
    assert tambon_codes.read(text).rounded


@pytest.mark.parametrize(
    "text",
    ["55010", "5501034", "0550103", "550103.5", "5.501035E+05", "550101-550105",
     "550101 ถึง 550105", "550101, 55010", "ผาสิงห์"],
)  # fmt: skip
def test_what_is_no_code_gives_none_and_not_one_of_several(text):
    assert tambon_codes.read(text) == tambon_codes.CodeCell()


def test_zeros_at_the_end_of_a_code_are_no_lost_digits():
    assert tambon_codes.read("5.50110E+05").codes == ("550110",)


def test_lines_with_codes_alone_are_accepted_or_rejected_with_the_cause():
    texts = ["550101.0", "5.50103E+05", "55 01 04", "550,105", "5.501E+05"]
    given = [{**NO_NAMES, "name": f"ก{n}", "tambon_code": t} for n, t in enumerate(texts)]
    found = clean(lines(*given))
    assert found.body_tambons["tambon_code"].tolist() == ["550101", "550103", "550104", "550105"]
    assert reasons(found) == {"a.csv#6": "code_rounded"}
    assert "its last digits are lost" in found.rejects["reason_en"].item()
    assert "5.501E+05" in found.rejects["reason_th"].item()


def test_a_rounded_code_beside_a_name_is_refused_too():
    """The name may be right, but nobody compares it with the code any more."""
    assert reasons(clean(lines({"tambon_code": "5.501E+05"}))) == {"a.csv#2": "code_rounded"}
