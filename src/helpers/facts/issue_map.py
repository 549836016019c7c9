"""Which indicators, goals and published numbers belong to which issue (``issues.yml``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from helpers.core import metadata
from helpers.core.errors import InputError, examples

FILE = "issues.yml"
WHERE = f"src/helpers/metadata/{FILE}"
NONE = ""


@dataclass(frozen=True)
class IssueMap:
    """Issues by indicator, by goal and by published number; an empty list is *none of them*.

    ``in_none`` lists the indicators of none of them under why it is so, which is nothing for those
    of ``later``.
    """

    labels: dict[str, dict[str, str]]
    indicators: dict[str, list[str]]
    goals: dict[str, list[str]]
    readings: dict[str, str]
    in_none: list[dict]


def load(indicators: list[str], goals: dict[str, str | None], readings: Iterable[str]) -> IssueMap:
    """The map of what there is: ids of indicators, goals with their indicator, published keys.

    Raises ``InputError`` for one that stands nowhere or under an issue and under none of them, for
    a published number under several issues, and for an entry that names nothing there is.
    """
    declared = metadata.load(FILE)
    later = declared["later"] or {}
    _refuse("under `later` and not there", [n for n in later if n not in {*indicators, *goals}])
    held = [*declared["issues"].items(), *((NONE, about) for about in declared["none"])]
    of_indicators = _placed("indicators", held, indicators, later)
    _refuse(
        "in no issue and not said to be in none", [n for n, of in of_indicators.items() if not of]
    )
    of_goals = _placed("goals", held, goals, later)
    for goal, indicator in goals.items():
        of_goals[goal] = of_goals[goal] or of_indicators.get(indicator or "", [])
    _refuse("in no issue and not said to be in none", [n for n, of in of_goals.items() if not of])
    issues = [(name, about) for name, about in held if name]
    of_readings = _placed("readings", issues, readings, {})
    _refuse("not in exactly one issue", [n for n, of in of_readings.items() if len(of) != 1])
    return IssueMap(
        {name: about["label"] for name, about in issues},
        {name: _without_none(of) for name, of in of_indicators.items()},
        {name: _without_none(of) for name, of in of_goals.items()},
        {key: name for name, about in issues for key in about["readings"] if key in of_readings},
        _in_none(declared["none"], [n for n, of in of_indicators.items() if NONE in of]),
    )


def _in_none(declared: list[dict], names: list[str]) -> list[dict]:
    """The indicators of no issue by the reason, in the order of the reasons."""
    found = [
        {
            "why": about["why"],
            "indicators": [n for n in names if any(fnmatchcase(n, p) for p in about["indicators"])],
        }
        for about in declared
    ]
    told = {name for about in found for name in about["indicators"]}
    found.append({"why": None, "indicators": [name for name in names if name not in told]})
    return [about for about in found if about["indicators"]]


def _placed(
    kind: str, held: list[tuple[str, dict]], names: Iterable[str], later: dict[str, list[str]]
) -> dict[str, list[str]]:
    """The issues each name stands under; ``NONE`` for none of them."""
    found = {name: (later[name] or [NONE]) if name in later else [] for name in names}
    known = {issue for issue, _ in held}
    _refuse("issues there are not", [i for of in found.values() for i in of if i not in known])
    for issue, about in held:
        for pattern in about[kind]:
            meant = [name for name in found if fnmatchcase(name, pattern)]
            if not meant:
                problem = f"{kind} of {issue or 'none'} name something that is not there"
                raise InputError(problem, found=pattern, fix=WHERE)
            for name in (name for name in meant if issue not in found[name]):
                found[name] = [*found[name], issue]
    both = [name for name, issues in found.items() if NONE in issues and len(issues) > 1]
    _refuse("under an issue and under none", both)
    return found


def _without_none(issues: list[str]) -> list[str]:
    return [issue for issue in issues if issue]


def _refuse(problem: str, found: list[str]) -> None:
    if found:
        raise InputError(f"{problem}: {len(found)}", found=examples(found), fix=WHERE)
