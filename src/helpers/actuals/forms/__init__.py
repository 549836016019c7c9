"""Forms filled in by officers: what they report, refused with sheet and cell where it cannot be."""

from helpers.actuals.forms.filed import Forms, read

__all__ = ["Forms", "read"]
