"""Lines of registries that could not be used: told at the end of a launch while any is open."""

import csv

from helpers.core import datasets, paths
from helpers.core.notices import say


def told() -> list[str]:
    """How many lines were used and how many not, and where those are; nothing without any to mend.

    Read as text from the account of the cleaning: a launch with nothing to do loads no table.
    """
    rejects = datasets.REAL.processed("rejects.xlsx")
    account = datasets.REAL.processed("registry_account.csv")
    if not (rejects.exists() and account.exists()):
        return []
    with account.open(encoding="utf-8", newline="") as stream:
        counts = [(row["what"], int(row["n"])) for row in csv.DictReader(stream)]
    used = sum(n for what, n in counts if what == "accepted")
    left = sum(n for what, n in counts if what in ("rejected", "cleaned_out"))
    slots = {"file": paths.relative(rejects), "used": used, "left": left}
    copies = paths.checked("registries")
    if any(copies.rglob("*_checked.xls*")):
        return [say("lines_left_marked", copies=paths.relative(copies), **slots)]
    return [say("lines_left", **slots)]
