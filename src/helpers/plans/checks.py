"""What an indicator declares, held against what the document prints; totals derived again."""

from collections.abc import Callable

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.plans.blocks import Block, squeezed
from helpers.plans.model import Indicator, PlanFigure


def check_evidence(block: Block, indicator: Indicator, declared: dict) -> None:
    """Raise ``InputError`` when the evidence for the measure type is not in the document."""
    source, total = declared["type_source"], indicator.total
    words = declared["stated_by"]
    if source == "stated" and (not words or words not in indicator.text + indicator.unit_th):
        raise _wrong_evidence(block, indicator, f"{words!r} in its label or unit")
    if source == "printed_total" and total is None:
        raise _wrong_evidence(block, indicator, "a printed total")
    if source == "footnote" and (total is None or total.footnote is None):
        raise _wrong_evidence(block, indicator, "a footnote to its total")
    if declared["role"] and len(declared["role"]) != len(indicator.figures):
        raise _wrong_evidence(block, indicator, f"{len(indicator.figures)} roles, one a year")


def printed_label(block: Block, indicator: Indicator, declared: dict) -> str:
    """The label in Thai: as printed, or composed of printed words where the plan is prose.

    Where those words alone do not read as one (``label_th``) they must still be printed.
    """
    parts = declared["label_parts"]
    if parts is None:
        return indicator.text
    for part in parts:
        if squeezed(part) not in squeezed(indicator.text):
            raise _wrong_evidence(block, indicator, f"the words {part!r} of its label_parts")
    return declared["label_th"] or " ".join(parts)


def _wrong_evidence(block: Block, indicator: Indicator, expected: str) -> InputError:
    return InputError(
        f"what indicator {indicator.indicator_id} declares is not printed",
        file=paths.relative(block.file),
        line=indicator.line,
        expected=expected,
        found=indicator.text,
        fix=paths.relative(block.known.file("indicators.yml")),
    )


def _sum(figures: list[PlanFigure], roles: list[str] | None) -> float:
    return sum(figure.value for figure in figures)


def _sum_new(figures: list[PlanFigure], roles: list[str] | None) -> float:
    paired = zip(figures, roles or [], strict=True)
    return sum(figure.value for figure, role in paired if role == "new")


def _last(figures: list[PlanFigure], roles: list[str] | None) -> float:
    return figures[-1].value


_RULES: dict[str, Callable] = {"sum": _sum, "sum_new": _sum_new, "last": _last}


def total_by_rule(block: Block, indicator: Indicator, declared: dict) -> float:
    """The total of the years by the indicator's ``plan_total_rule``, in its unit.

    ``sum`` adds the years, ``sum_new`` those whose role is ``new``, ``last`` takes the last.
    Raises ``InputError`` when a total is printed although the rule is ``none``, and when the
    printed total disagrees and no footnote says why.
    """
    rule = declared["plan_total_rule"]
    if rule not in _RULES:
        raise _wrong_total(block, indicator, "prints a total but declares no rule for it", rule)
    value = _RULES[rule](indicator.figures, declared["role"])
    if value != indicator.total.value and indicator.total.footnote is None:
        raise _wrong_total(block, indicator, "prints a total that is not its years'", f"{value:,}")
    return value


def _wrong_total(
    block: Block, indicator: Indicator, problem: str, derived_total: object
) -> InputError:
    return block.error(
        f"indicator {indicator.indicator_id} {problem} and no footnote says why",
        indicator.total.line,
        f"{derived_total} by the plan_total_rule in indicators.yml",
        f"{indicator.total.value:,}",
    )
