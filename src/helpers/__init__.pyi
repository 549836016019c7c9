"""The public names, each where it is written; ``docs/library/`` has a page a subject."""

from .analysis.panel import hazard_ratios as hazard_ratios
from .analysis.panel import tambon_year_panel as tambon_year_panel
from .analysis.places import join_places as join_places
from .library.built_tables import list_tables as list_tables
from .library.built_tables import load as load
