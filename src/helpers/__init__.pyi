"""The public names, each where it is written; ``docs/library/`` has a page a subject."""

from .analysis.where_next.frames import overlap_matrix as overlap_matrix
from .analysis.where_next.frames import where_next as where_next
from .library.built_tables import list_tables as list_tables
from .library.built_tables import load as load
