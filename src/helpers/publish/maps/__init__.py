"""Maps of coverage on true borders or the unit cartogram: one small function a figure."""

from helpers.publish.maps.numbered import numbered
from helpers.publish.maps.panels import years
from helpers.publish.maps.province_list import provinces
from helpers.publish.maps.regional import regions
from helpers.publish.maps.saving import png, save, save_versions, svg
from helpers.publish.maps.schemes import Words, changed, classes_of, combined, within
from helpers.publish.maps.tambon_maps import both, change, clusters, first_year, kind, province

__all__ = [
    "Words",
    "both",
    "change",
    "changed",
    "classes_of",
    "clusters",
    "combined",
    "first_year",
    "kind",
    "numbered",
    "png",
    "province",
    "provinces",
    "regions",
    "save",
    "save_versions",
    "svg",
    "within",
    "years",
]
