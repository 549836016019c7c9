"""Registrations x tambons x fiscal year: which tambons have a body, and what share of an area.

Each function is loaded when it is first asked for: who only reads the tables does not wait for
what reads registries.
"""

from typing import TYPE_CHECKING

import lazy_loader

if TYPE_CHECKING:  # From these lines a step's dependencies are read, too.
    from helpers.coverage import registered as registered
    from helpers.coverage.published import reconcile as reconcile
    from helpers.coverage.registered import exported_on as exported_on
    from helpers.coverage.summary import ensure as ensure
    from helpers.coverage.summary import join_parts as join_parts
    from helpers.coverage.summary import read_by_part as read_by_part
    from helpers.coverage.summary import read_part as read_part
    from helpers.coverage.summary import summarise as summarise
    from helpers.coverage.summary import write_part as write_part
    from helpers.coverage.tambons import of_year as of_year
    from helpers.coverage.tambons import overlap as overlap

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["registered"],
    submod_attrs={
        "published": ["reconcile"],
        "registered": ["exported_on"],
        "summary": [
            "ensure", "join_parts", "read_by_part", "read_part", "summarise", "write_part",
        ],
        "tambons": ["of_year", "overlap"],
    },
)  # fmt: skip
