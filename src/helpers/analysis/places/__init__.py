"""A researcher's own table, joined to tambons, amphoe and provinces."""

from helpers.analysis.places.join import join_places
from helpers.analysis.places.outcomes import JoinedPlaces, NothingJoined

__all__ = ["JoinedPlaces", "NothingJoined", "join_places"]
