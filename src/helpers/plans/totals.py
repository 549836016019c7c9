"""Printed totals, each derived again by the rule its kind of target demands."""

from collections.abc import Callable

from helpers.errors import InputError
from helpers.plans.blocks import Block
from helpers.plans.reading import Figure, Indicator


def _sum(figures: list[Figure], roles: list[str] | None) -> float:
    return sum(figure.value for figure in figures)


def _sum_new(figures: list[Figure], roles: list[str] | None) -> float:
    paired = zip(figures, roles or [], strict=True)
    return sum(figure.value for figure, role in paired if role == "new")


def _last(figures: list[Figure], roles: list[str] | None) -> float:
    return figures[-1].value


_RULES: dict[str, Callable] = {"sum": _sum, "sum_new": _sum_new, "last": _last}


def derived(block: Block, indicator: Indicator, declared: dict) -> float:
    """The total of the years by the indicator's ``plan_total_rule``, in its unit.

    ``sum`` adds the years, ``sum_new`` those whose role is ``new``, ``last`` takes the last.
    Raises ``InputError`` when a total is printed although the rule is ``none``, and when the
    printed total disagrees and no footnote says why.
    """
    rule = declared["plan_total_rule"]
    if rule not in _RULES:
        raise _wrong(block, indicator, "prints a total but declares no rule for it", rule)
    value = _RULES[rule](indicator.figures, declared["role"])
    if value != indicator.total.value and indicator.total.footnote is None:
        raise _wrong(block, indicator, "prints a total that is not its years'", f"{value:,}")
    return value


def _wrong(block: Block, indicator: Indicator, problem: str, derived_total: object) -> InputError:
    return block.error(
        f"indicator {indicator.indicator_id} {problem} and no footnote says why",
        indicator.total.line,
        f"{derived_total} by the plan_total_rule in indicators.yml",
        f"{indicator.total.value:,}",
    )
