"""The indicators behind a count of indicators, so that a change of it names those that moved."""

from dataclasses import dataclass

from helpers.assessment.ratios import COLOURED


@dataclass(frozen=True)
class Moved:
    """Numbers of the indicators a count has that it had not, and of those it has no longer."""

    come: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def moved(filed: dict, now: dict, fact_id: str) -> Moved:
    """Which indicators moved in or out of what a fact counts; none where it counts others."""
    old, new = (_counted(side, fact_id) for side in (filed, now))
    come = tuple(_number(name) for name in new if name not in old)
    return Moved(come, tuple(_number(name) for name in old if name not in new))


def _number(indicator_id: str) -> str:
    return indicator_id.partition("/")[2]


def _counted(content: dict, fact_id: str) -> list[str]:
    topic, _, rest = fact_id.partition(":")
    lights = {e["indicator_id"]: e["lights"]["low"] for e in content["indicators"]}
    match topic, rest:
        case "light", light:
            return [name for name, found in lights.items() if found == light]
        case "summary", "due":
            return list(lights)
        case "summary", "judged":
            return [name for name, found in lights.items() if found in COLOURED]
        case "summary", "not_judged":
            return [name for name, found in lights.items() if found not in COLOURED]
        case "scores", "count":
            return list(content.get("scores", {}).get("scored", []))
        case "narrative", "told":
            return list((content.get("narrative") or {}).get("indicators", {}))
        case "quality", name:
            return list(content.get("quality", {}).get("indicators", {}).get(name, []))
    return []
