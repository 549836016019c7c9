"""Where next: the page, map and workbook of one province, from its facts."""

from helpers.publish.where_next.provincial import Provincial

__all__ = ["Provincial"]
