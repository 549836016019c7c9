"""The launch a step belongs to: one name for everything one command makes.

Handed on to steps and kernels in the environment, so that each knows whether the rules have
ordered its work or a person runs it by hand.
"""

import os
from datetime import UTC, datetime

VARIABLE = "TAMBON_RUN"


def begin() -> str:
    """Name a new launch, for this process and all it starts."""
    os.environ[VARIABLE] = _now()
    return os.environ[VARIABLE]


def name() -> str:
    """The launch under way; a step run by hand is a launch of its own from here on."""
    return os.environ.setdefault(VARIABLE, _now())


def is_running() -> bool:
    """Whether a launch has ordered this work, so that what it needs has been made."""
    return VARIABLE in os.environ


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
