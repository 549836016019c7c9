"""Small registries for tests: bodies with a day, and the tambons they cover."""

from datetime import date

import pandas as pd

from helpers.core import tables, thai
from helpers.coverage.registered import Registry

EXPORTED = date(2014, 10, 15)


def body(name: str, day: str, *tambons: str, kind: str = "council", **further) -> dict:
    """One body registered on ``day`` that covers ``tambons`` (codes of the reference geography)."""
    registered = date.fromisoformat(day)
    return {
        "body_id": f"{kind}-{name}",
        "kind": kind,
        "name_th": name,
        "area_type": "tambon",
        "registered_on": pd.Timestamp(registered),
        "ended_on": pd.NaT,
        "status": "active",
        "fiscal_year_be": thai.fiscal_year(registered),
        "exported_on": pd.Timestamp(EXPORTED),
        "flags": None,
        "source_file": "data/raw/registries/councils.csv",
        "source_row": 1,
        "is_demo": False,
        **further,
        "tambons": tambons,
    }


def registry(*bodies: dict) -> Registry:
    """The tables ``registrations`` and ``body_tambons`` of these bodies."""
    covered = [
        {"body_id": one["body_id"], "tambon_code": code, "code_as_filed": code, "source_row": 1}
        for one in bodies
        for code in one["tambons"]
    ]
    frame = pd.DataFrame(bodies).drop(columns="tambons")
    return Registry(
        tables.check(frame, "registrations"), tables.check(pd.DataFrame(covered), "body_tambons")
    )
