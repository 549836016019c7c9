"""What an indicator declares, held against what the document prints."""

from helpers import paths
from helpers.errors import InputError
from helpers.plans.blocks import Block
from helpers.plans.reading import Indicator
from helpers.plans.text import squeezed


def check(block: Block, indicator: Indicator, declared: dict) -> None:
    """Raise ``InputError`` when the evidence for the measure type is not in the document."""
    source, total = declared["type_source"], indicator.total
    words = declared["stated_by"]
    if source == "stated" and (not words or words not in indicator.text + indicator.unit_th):
        raise _wrong(block, indicator, f"{words!r} in its label or unit")
    if source == "printed_total" and total is None:
        raise _wrong(block, indicator, "a printed total")
    if source == "footnote" and (total is None or total.footnote is None):
        raise _wrong(block, indicator, "a footnote to its total")
    if declared["role"] and len(declared["role"]) != len(indicator.figures):
        raise _wrong(block, indicator, f"{len(indicator.figures)} roles, one a year")


def label(block: Block, indicator: Indicator, declared: dict) -> str:
    """The label in Thai: as printed, or composed of printed words where the plan is prose."""
    parts = declared["label_parts"]
    if parts is None:
        return indicator.text
    for part in parts:
        if squeezed(part) not in squeezed(indicator.text):
            raise _wrong(block, indicator, f"the words {part!r} of its label_parts")
    return " ".join(parts)


def _wrong(block: Block, indicator: Indicator, expected: str) -> InputError:
    return InputError(
        f"what indicator {indicator.indicator_id} declares is not printed",
        file=paths.relative(block.file),
        line=indicator.line,
        expected=expected,
        found=indicator.text,
        fix=paths.relative(block.known.file("indicators.yml")),
    )
