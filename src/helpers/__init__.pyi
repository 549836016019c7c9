"""The public names, each where it is written; ``docs/library/`` has a page a subject."""

from .analysis.sensitivity.lights import vary_lights as vary_lights
from .analysis.sensitivity.ranks import vary_ranks as vary_ranks
from .library.built_tables import list_tables as list_tables
from .library.built_tables import load as load
