"""The annual report as an Excel workbook for checking: real numbers and days, no formulas."""

from helpers.publish.xlsx.workbook import warm, write

__all__ = ["warm", "write"]
