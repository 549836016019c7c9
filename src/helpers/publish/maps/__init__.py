"""Maps of coverage on true borders or the unit cartogram: one small function a figure.

Each is loaded when it is first asked for: what only needs classes or a map's data does not wait
for what draws.
"""

from typing import TYPE_CHECKING

import lazy_loader

if TYPE_CHECKING:  # From these lines a step's dependencies are read, too.
    from helpers.publish.maps.numbering import numbered as numbered
    from helpers.publish.maps.panels import years as years
    from helpers.publish.maps.province_list import provinces as provinces
    from helpers.publish.maps.regional import regions as regions
    from helpers.publish.maps.saving import png as png
    from helpers.publish.maps.saving import save as save
    from helpers.publish.maps.saving import save_versions as save_versions
    from helpers.publish.maps.saving import svg as svg
    from helpers.publish.maps.schemes import Words as Words
    from helpers.publish.maps.schemes import changed as changed
    from helpers.publish.maps.schemes import classes_of as classes_of
    from helpers.publish.maps.schemes import combined as combined
    from helpers.publish.maps.schemes import within as within
    from helpers.publish.maps.tambon_maps import both as both
    from helpers.publish.maps.tambon_maps import change as change
    from helpers.publish.maps.tambon_maps import clusters as clusters
    from helpers.publish.maps.tambon_maps import first_year as first_year
    from helpers.publish.maps.tambon_maps import kind as kind
    from helpers.publish.maps.tambon_maps import province as province

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "numbering": ["numbered"],
        "panels": ["years"],
        "province_list": ["provinces"],
        "regional": ["regions"],
        "saving": ["png", "save", "save_versions", "svg"],
        "schemes": ["Words", "changed", "classes_of", "combined", "within"],
        "tambon_maps": ["both", "change", "clusters", "first_year", "kind", "province"],
    },
)
