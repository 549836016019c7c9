"""Where covered tambons lie together: statistics of neighbours for what is there or is not."""

from helpers.analysis.spatial.contiguity import neighbours
from helpers.analysis.spatial.single_tambons import local_join_counts
from helpers.analysis.spatial.whole_areas import join_counts

__all__ = ["join_counts", "local_join_counts", "neighbours"]
