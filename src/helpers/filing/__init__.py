"""Filing a report: a numbered frozen copy, and what has changed since it was filed and why.

Light to import: what a launch prints at its end must not load tables.
"""

from helpers.filing.comparing import Change, Changes, changes
from helpers.filing.freezing import file
from helpers.filing.listing import write_changes
from helpers.filing.places import is_filed
from helpers.filing.telling import told
from helpers.filing.verifying import verify

__all__ = ["Change", "Changes", "changes", "file", "is_filed", "told", "verify", "write_changes"]
