"""Maps of coverage on true borders or the unit cartogram: one small function a figure."""

from helpers.maps.encoding import changed, classes_of, combined, within
from helpers.maps.national import both, change, first_year, kind
from helpers.maps.panels import years
from helpers.maps.provincial import province
from helpers.maps.regional import regions
from helpers.maps.saving import png, save, save_versions, svg
from helpers.maps.words import Words

__all__ = [
    "Words",
    "both",
    "change",
    "changed",
    "classes_of",
    "combined",
    "first_year",
    "kind",
    "png",
    "province",
    "regions",
    "save",
    "save_versions",
    "svg",
    "within",
    "years",
]
