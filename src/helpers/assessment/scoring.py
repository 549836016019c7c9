"""Scores of performance agreements and their weighted total; scales and weights are data.

Scale 1-5 at 60/70/80/90/100 per cent of target, piecewise linear and clamped, as Thai performance
agreements use it; other scales and steps are stated in ``metadata/scoring.yml``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

import fastjsonschema
import pandas as pd

from helpers.assessment.ratios import Interval
from helpers.core import metadata
from helpers.core.errors import InputError, examples
from helpers.core.settings import Settings

FILE = "scoring.yml"
_DECIMALS = Decimal("0.0001")
# What may be stated of an indicator's own scale.
_OWN = ("scale", "points", "below", "mode")


@dataclass(frozen=True)
class Scale:
    """Points (per cent of target, score) in rising order, the score below them, and the mode."""

    points: tuple[tuple[Decimal, Decimal], ...]
    below: Decimal
    mode: str

    def score(self, ratio: float) -> float:
        """Score of a ratio (1.0 is the target), to four decimals, half up."""
        at = Decimal(repr(float(ratio))) * 100
        return float(self._unrounded(at).quantize(_DECIMALS, rounding=ROUND_HALF_UP))

    def _unrounded(self, at: Decimal) -> Decimal:
        if at < self.points[0][0]:
            return self.below
        for (low, score), (high, next_score) in pairwise(self.points):
            if at < high:
                part = (at - low) / (high - low) if self.mode == "linear" else 0
                return score + part * (next_score - score)
        return self.points[-1][1]

    def interval(self, ratio: Interval) -> Interval:
        """Scores at both ends."""
        return Interval(self.score(ratio.low), self.score(ratio.high))


def rules(data: dict[str, Any] | None = None) -> dict[str, Any]:
    """What ``scoring.yml`` says, or ``data`` of the same shape; a part left blank says nothing.

    Raises ``InputError`` for a value of another kind, such as ``at: 80%`` or a weight ``yes``.
    """
    given = metadata.load(FILE) if data is None else data
    filled = {**given, **{part: given.get(part) or {} for part in ("indicators", "weights")}}
    try:
        metadata.validator("scoring.schema.yml")(filled)
    except fastjsonschema.JsonSchemaValueException as error:
        place = error.name.removeprefix("data.")
        problem = f"{place} is not of the kind it must be"
        raise _fault(problem, error.rule_definition, error.value) from error
    return filled


def scale_for(indicator_id: str, settings: Settings, data: dict[str, Any] | None = None) -> Scale:
    """The scale of an indicator: its own where it has one, else the settings' (config.yml).

    Raises ``InputError`` for an unknown scale or mode, for an entry that says something else or
    both of ``scale`` and ``points``, and for points that do not rise.
    """
    data = rules(data)
    own = data["indicators"].get(indicator_id, {})
    return _scale(_stated(indicator_id, own, settings, data), own, settings)


def _stated(
    indicator_id: str, own: dict[str, Any], settings: Settings, data: dict[str, Any]
) -> dict[str, Any]:
    """The points an indicator is scored by: stated with it, or those of a named scale."""
    unknown = sorted(set(own) - set(_OWN))
    if unknown or {"scale", "points"} <= set(own) or ("below" in own and "points" not in own):
        problem = f"the own scale of {indicator_id} cannot be read"
        expected = "scale (a name) or points (with below, if it differs), and mode if it differs"
        raise _fault(problem, expected, own)
    if "points" in own:
        return own
    name = own.get("scale", settings.score_scale)
    if name not in data["scales"]:
        raise _fault(f"unknown score scale for {indicator_id}", sorted(data["scales"]), name)
    return data["scales"][name]


def own_scale(
    indicator_id: str, settings: Settings, data: dict[str, Any] | None = None
) -> dict[str, Any] | None:
    """What a report says of an indicator's own scale; None where the settings' one holds.

    ``label`` is that of the scale named, nothing for points stated with the indicator.
    """
    data = rules(data)
    own = data["indicators"].get(indicator_id)
    if not own:
        return None
    stated = _stated(indicator_id, own, settings, data)
    return {
        "label": stated.get("label"),
        "points": stated["points"],
        "below": stated.get("below"),
        "mode": scale_for(indicator_id, settings, data).mode,
    }


def _scale(stated: dict[str, Any], own: dict[str, Any], settings: Settings) -> Scale:
    points = tuple((Decimal(str(p["at"])), Decimal(str(p["score"]))) for p in stated["points"])
    if len(points) < 2 or any(a[0] >= b[0] or a[1] >= b[1] for a, b in pairwise(points)):
        raise _fault("a scale needs two or more points that rise", "at and score", stated["points"])
    mode = own.get("mode", settings.score_mode)
    if mode not in ("linear", "step"):
        raise _fault("unknown score mode", "linear or step", mode)
    below = Decimal(str(stated.get("below", points[0][1])))
    if below > points[0][1]:
        raise _fault("the score below the first point is above its score", points[0][1], below)
    return Scale(points, below, mode)


def _fault(problem: str, expected: object, found: object) -> InputError:
    return InputError(
        problem, expected=expected, found=found, fix=f"src/helpers/metadata/{FILE} or config.yml"
    )


@dataclass(frozen=True)
class Total:
    """A weighted total score with both ends; None where too little weight is scored.

    ``scored`` is the weight that was scored, ``all`` all there is, ``covered`` its share.
    """

    low: float | None
    high: float | None
    scored: float
    all: float
    covered: float


def check_names(indicator_ids: set[str], data: dict[str, Any] | None = None) -> None:
    """Scales and weights name indicators the plans have; ``InputError`` otherwise."""
    data = rules(data)
    unknown = sorted({*data["indicators"], *data["weights"]} - indicator_ids)
    if unknown:
        raise _fault("unknown indicators", "indicators of the plans", examples(unknown))


def stated_weights(data: dict[str, Any] | None = None) -> dict[str, float]:
    """Weight by indicator as ``scoring.yml`` states them, of any year."""
    return rules(data)["weights"]


def weights(due: pd.DataFrame, data: dict[str, Any] | None = None) -> dict[str, float]:
    """Weight by indicator of the targets due: of ``scoring.yml``, else the plan's own.

    Empty where none is stated. ``InputError`` for a weight that is not a number above zero.
    """
    stated = stated_weights(data)
    printed = due.dropna(subset=["weight"]).set_index("indicator_id")["weight"].to_dict()
    found = {**printed, **{k: w for k, w in stated.items() if k in set(due["indicator_id"])}}
    wrong = [(k, w) for k, w in found.items() if not isinstance(w, int | float) or not w > 0]
    if wrong:
        raise _fault("weights must be above zero", "a number above 0", examples(wrong))
    return found


def weighted_total(
    assessment: pd.DataFrame,
    due: pd.DataFrame,
    settings: Settings,
    data: dict[str, Any] | None = None,
) -> Total | None:
    """sum(W x score) / sum(W scored) over the targets due in a year; None where none has a weight.

    With less than the settings' share of the weight scored the score is withheld, and only the
    covered share is said. Raises ``InputError`` for weighted indicators whose scales do not have
    one highest score.
    """
    by_indicator = weights(due, data)
    if not by_indicator:
        return None
    _check_heights(by_indicator, settings, data)
    rows = assessment[assessment["indicator_id"].isin(by_indicator)]
    scored = rows.dropna(subset=["score_low"])
    weight = {name: Decimal(str(value)) for name, value in by_indicator.items()}
    part, whole = sum(weight[name] for name in scored["indicator_id"]), sum(weight.values())
    of = (float(part), float(whole), float(part / whole))
    if scored.empty or part / whole * 100 < Decimal(str(settings.total_needs_weight)):
        return Total(None, None, *of)
    return Total(_mean(scored, "score_low", weight), _mean(scored, "score_high", weight), *of)


def _check_heights(names: Iterable[str], settings: Settings, data: dict[str, Any] | None) -> None:
    """Points out of 5 and points out of 100 have no mean."""
    highest = {name: scale_for(name, settings, data).points[-1][1] for name in names}
    if len(set(highest.values())) > 1:
        told = examples(f"{name}: {score}" for name, score in highest.items())
        raise _fault("scores of one total are out of different highest scores", "one", told)


def _mean(scored: pd.DataFrame, column: str, weight: dict[str, Decimal]) -> float:
    pairs = [
        (weight[r["indicator_id"]], Decimal(str(r[column]))) for r in scored.to_dict("records")
    ]
    mean = sum(w * score for w, score in pairs) / sum(w for w, _ in pairs)
    return float(mean.quantize(_DECIMALS, rounding=ROUND_HALF_UP))
