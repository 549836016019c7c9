"""Tambon codes as spreadsheets leave them: ``400102.0``, ``4.00102E+05``, ``400,102``.

A code in scientific notation with fewer digits than it has is rounded: its last digits are lost,
and what is left (400100 for 400101) may be the code of another tambon.
"""

import re
from dataclasses import dataclass

from helpers.core import thai

_SIX = re.compile(r"(?<!\d)(?<!\d[.,])\d{6}(?![.,]?\d)")
# The digits of a village stand behind those of its tambon.
_EIGHT = re.compile(r"(?<!\d)(\d{6})\d\d(?!\d)")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?e\+?0*([57])", re.IGNORECASE)
_DECIMALS = re.compile(r"[.,]0+$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.\s']\d{3})+")
# Province, amphoe and tambon apart; a part may have lost its zero.
_PARTS = re.compile(r"(\d\d)[\s./_-]+(\d{1,2})[\s./_-]+(\d{1,2})")
_AMPHOE_AND_TAMBON = re.compile(r"(\d{4})[\s./_-]+(\d{1,2})")
# What a program writes around a code to keep it a text, and the letters of the country.
_WRAPPED = re.compile(r"^[='\"’‘“”`\s]+|['\"’‘“”`\s]+$")
_COUNTRY = re.compile(r"^TH[\s-]?(?=\d)", re.IGNORECASE)
_BETWEEN = re.compile(r"[;\n/|&]|(?<!e)\+|,\s|,(?=\d{6}(?!\d))|\s(?:และ|กับ|and)\s", re.IGNORECASE)
_RANGE = re.compile(r"\d{6}\s*(?:[-–—]|ถึง|to)\s*(?:TH)?\d{6}", re.IGNORECASE)


@dataclass(frozen=True)
class CodeCell:
    """The codes a cell holds, none where it holds no code; ``rounded`` where one lost digits."""

    codes: tuple[str, ...] = ()
    rounded: bool = False


def read(text: str) -> CodeCell:
    """The codes of a cell; those of villages give their tambon's.

    Where one of several is none, none is taken: which tambon it was is not known.
    """
    plain = thai.arabic_digits(thai.normalise(text))
    if _RANGE.search(plain):
        # From one code to another: those between are not written, so none is taken.
        return CodeCell()
    codes: list[str] = []
    for piece in filter(str.strip, _BETWEEN.split(plain)):
        found = _of_piece(_COUNTRY.sub("", _WRAPPED.sub("", piece)))
        if found.rounded or (not found.codes and re.search(r"\d", piece)):
            return found
        codes += found.codes
    return CodeCell(tuple(codes))


def digits(text: str) -> str:
    """The digits of one code of any level; ``""`` where a cell holds anything else."""
    plain = _whole(_COUNTRY.sub("", _WRAPPED.sub("", thai.arabic_digits(thai.normalise(text)))))
    return plain if re.fullmatch(r"\d+", plain) else ""


def _whole(piece: str) -> str:
    """A number without decimals that say nothing and signs between thousands."""
    whole = _DECIMALS.sub("", piece)
    return re.sub(r"\D", "", whole) if _THOUSANDS.fullmatch(whole) else whole


def _of_piece(piece: str) -> CodeCell:
    """The codes between two separators; most often one."""
    number = _SCIENTIFIC.fullmatch(piece)
    if number:
        return _of_scientific(*number.groups())
    whole = _whole(piece)
    parts = _PARTS.fullmatch(whole) or _AMPHOE_AND_TAMBON.fullmatch(whole)
    if parts:
        whole = "".join(part.zfill(2) for part in parts.groups())
    found = _SIX.findall(whole) or _EIGHT.findall(whole)
    return CodeCell(tuple(found))


def _of_scientific(first: str, others: str | None, exponent: str) -> CodeCell:
    digits = first + (others or "").rstrip("0")
    length = int(exponent) + 1
    if len(first + (others or "")) < length:
        return CodeCell(rounded=True)
    if len(digits) > length:
        return CodeCell()
    return CodeCell((digits.ljust(length, "0")[:6],))
