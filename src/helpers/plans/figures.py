"""Cells that print figures: numbers with their unit, blanks that hold the last target."""

import re

from helpers.core import paths, thai
from helpers.core.errors import InputError
from helpers.plans.blocks import Block
from helpers.plans.model import PlanFigure
from helpers.plans.raw import PlanLine

NUMBER = r"\d(?:[\d,.]*\d)?"
_CELL = re.compile(rf"(?P<before>[^\d]*?)\s*(?P<number>{NUMBER})\s*(?P<after>.*)")


def number(block: Block, text: str, line: PlanLine, what: str) -> int | float:
    """The number a cell prints; ``InputError`` when it prints anything else."""
    try:
        return thai.parse_number(text)
    except ValueError as error:
        raise block.error(f"{what} is not a number", line, "a number", repr(text)) from error


def with_unit(block: Block, text: str, line: PlanLine, what: str) -> tuple[int | float, str]:
    """The number and the unit of a cell; the unit stands ahead, behind, or not at all ('')."""
    found = _CELL.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        raise block.error(f"{what} is not a number with a unit", line, "a number", repr(text))
    unit = found["before"] or found["after"]
    if unit:
        known_unit(block, unit, line)
    return number(block, found["number"], line, what), unit


def known_unit(block: Block, unit: str, line: PlanLine) -> str:
    """The unit, when units.yml has it."""
    if block.known.unit(unit) is None:
        raise InputError(
            f"unknown unit {unit!r}",
            file=paths.relative(block.file),
            line=line.number,
            expected=f"one of {', '.join(block.known.units)}",
            fix=paths.relative(block.known.file("units.yml")),
        )
    return unit


def declaration(block: Block, indicator_id: str, line: PlanLine) -> dict:
    """What the indicator declares; ``InputError`` when it is not declared."""
    if indicator_id not in block.known.indicators:
        raise InputError(
            f"indicator {indicator_id} is not declared",
            file=paths.relative(block.file),
            line=line.number,
            fix=paths.relative(block.known.file("indicators.yml")),
        )
    return block.known.indicators[indicator_id]


def over_years(
    block: Block, indicator_id: str, values: list[tuple[int | float | None, PlanLine]]
) -> list[PlanFigure]:
    """One figure a year; a blank cell (None) holds the target once that is the full value.

    The full value is declared (``full_value``). Raises ``InputError`` for any other blank.
    """
    full = declaration(block, indicator_id, values[0][1])["full_value"]
    made: list[PlanFigure] = []
    for year, (value, line) in zip(block.years, values, strict=True):
        if value is None and (not made or full is None or made[-1].value != full):
            raise block.error(
                f"indicator {indicator_id} has no target for {year}",
                line,
                "a figure, or a blank after the declared full_value was the target",
                "a blank cell",
            )
        kept = made[-1].value if value is None else value
        made.append(PlanFigure(year, kept, line.number, hold=value is None))
    return made
