"""The settings of ``config.yml``, checked once."""

from dataclasses import dataclass
from pathlib import Path

from helpers import knowledge, paths
from helpers.errors import InputError

_ALLOWED = {
    "digits": ("arabic", "thai"),
    "score_basis": ("level", "path"),
    "score_mode": ("linear", "step"),
    "headline": ("published", "filed", "registry"),
}


@dataclass(frozen=True)
class Settings:
    """What ``config.yml`` says; the comments there are the documentation."""

    years: tuple[int, ...]
    languages: tuple[str, ...]
    digits: str
    cut_offs: dict[str, float]
    interim_after_days: int
    score_basis: str
    score_scale: str
    score_mode: str
    total_needs_weight: float
    pace_points: int
    headline: str
    denominators: tuple[str, ...]


def load(path: Path | None = None) -> Settings:
    """Settings of ``config.yml``; ``InputError`` for a missing, unknown or impossible one."""
    path = path or paths.root() / "config.yml"
    given = knowledge.load_yaml(path)
    expected = set(Settings.__dataclass_fields__)
    if set(given) != expected:
        raise InputError(
            "settings are missing or unknown",
            file=paths.relative(path),
            expected=sorted(expected),
            found=sorted(given),
        )
    for name, allowed in _ALLOWED.items():
        if given[name] not in allowed:
            raise InputError(
                f"{name} is not allowed",
                file=paths.relative(path),
                expected=allowed,
                found=given[name],
            )
    cuts = given["cut_offs"]
    if not cuts["reached"] > cuts["near"] > cuts["at_risk"] > 0:
        raise InputError(
            "cut_offs must fall: reached > near > at_risk > 0",
            file=paths.relative(path),
            found=cuts,
        )
    return Settings(**{k: tuple(v) if isinstance(v, list) else v for k, v in given.items()})
