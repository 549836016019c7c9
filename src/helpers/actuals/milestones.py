"""The stage of a qualitative target: a word with its evidence, never a percentage."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helpers.core.errors import InputError
from helpers.core.schemas import STAGES

NO_DATA = "no_data"
# Kinds of goal assessed by stage; the other kinds say how a plan means to get there.
ASSESSED = ("qualitative_target", "outcome")
# Of these ways a stage can be told as well; approaches, directions and needs have none.
MEANS = ("process", "operational_strategy", "implementation")
STAGED = (*ASSESSED, *MEANS)


@dataclass(frozen=True)
class Statement:
    """What was said of a qualitative target on a day, and where it can be read."""

    as_of: date
    stage: str
    evidence: str | None = None


@dataclass(frozen=True)
class Milestone:
    """Stage on a day: ``not_started``, ``under_way``, ``done`` or ``no_data``, with evidence."""

    stage: str
    evidence: str | None = None
    as_of: date | None = None


def stage(statements: Iterable[Statement], as_of: date) -> Milestone:
    """The last statement not after ``as_of``; ``no_data`` where there is none.

    Raises ``InputError`` for an unknown stage, a stage without evidence, and two stages of one day.
    """
    known = sorted(_checked(statements), key=lambda statement: statement.as_of)
    due = [statement for statement in known if statement.as_of <= as_of]
    if not due:
        return Milestone(NO_DATA)
    last = due[-1]
    if any(s.as_of == last.as_of and s.stage != last.stage for s in due):
        raise InputError("two stages are stated for one day", found=last.as_of)
    return Milestone(last.stage, last.evidence, last.as_of)


def _checked(statements: Iterable[Statement]) -> list[Statement]:
    checked = list(statements)
    for statement in checked:
        if statement.stage not in STAGES:
            raise InputError("unknown stage", expected=STAGES, found=statement.stage)
        if not statement.evidence:
            raise InputError("a stage needs evidence", found=f"{statement.stage}, no evidence")
    return checked
