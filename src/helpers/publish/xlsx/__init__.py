"""The annual report as an Excel workbook for checking: real numbers and days, no formulas."""

from helpers.publish.xlsx.workbook import write

__all__ = ["write"]
