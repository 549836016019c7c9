"""The public names, each where it is written; ``docs/library/`` has a page a subject."""

from .analysis.change.parts import decompose_change as decompose_change
from .analysis.change.parts import list_changed_tambons as list_changed_tambons
from .analysis.change.vintages import decompose_published as decompose_published
from .analysis.spatial.contiguity import neighbours as neighbours
from .analysis.spatial.single_tambons import local_join_counts as local_join_counts
from .analysis.spatial.whole_areas import join_counts as join_counts
from .library.built_tables import list_tables as list_tables
from .library.built_tables import load as load
