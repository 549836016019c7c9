"""Filing a report: a numbered frozen copy, and what has changed since it was filed and why.

Light to import: what a launch prints at its end must not load tables.
"""

from helpers.archive.compare import Change, Changes, changes
from helpers.archive.copies import is_filed, verify
from helpers.archive.freeze import file
from helpers.archive.messages import told, write_changes

__all__ = ["Change", "Changes", "changes", "file", "is_filed", "told", "verify", "write_changes"]
