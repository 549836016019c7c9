"""The public names, each where it is written; ``docs/library/`` has a page a subject."""

from .explore.frames import follow_indicator as follow_indicator
from .explore.frames import list_tambons as list_tambons
from .explore.frames import rank_areas as rank_areas
from .explore.map_widget import CoverageMap as CoverageMap
from .library.built_tables import list_tables as list_tables
from .library.built_tables import load as load
