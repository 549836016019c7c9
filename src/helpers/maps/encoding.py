"""From class keys to what is drawn: every tambon of the layer in exactly one class."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.errors import InputError, examples
from helpers.layers import Layer
from helpers.maps.schemes import NO_DATA, MapClass, Scheme
from helpers.maps.words import FILE


@dataclass(frozen=True)
class Encoded:
    """A layer's tambons in the layer's order, each with the position of its class."""

    scheme: Scheme
    position: np.ndarray

    @property
    def counts(self) -> dict[str, int]:
        """How many tambons are drawn in each class; classes without any are there with 0."""
        found = np.bincount(self.position, minlength=len(self.scheme.classes))
        return dict(zip(self.scheme.keys, map(int, found), strict=True))

    def drawn(self) -> list[tuple[MapClass, np.ndarray]]:
        """Every class that has tambons, with the mask of them."""
        pairs = [(one, self.position == place) for place, one in enumerate(self.scheme.classes)]
        return [(one, mask) for one, mask in pairs if mask.any()]

    def part(self, inside: np.ndarray) -> "Encoded":
        """The tambons of the mask ``inside`` alone."""
        return replace(self, position=self.position[inside])


def encode(layer: Layer, classes: pd.Series, scheme: Scheme) -> Encoded:
    """Class of every tambon of ``layer``; what ``classes`` does not name has no data.

    Raises ``InputError`` for an empty layer or series, a code given twice, a code the layer does
    not have and a key the scheme does not have.
    """
    codes = layer.frame.tambon_code
    _usable(classes, codes)
    unknown = sorted({str(key) for key in classes.dropna().unique()} - set(scheme.keys))
    if unknown:
        raise InputError(
            f"classes the map {scheme.name!r} does not have: {examples(unknown)}",
            expected=scheme.keys,
            fix=FILE,
        )
    keys = classes.astype("str").where(classes.notna(), NO_DATA).reindex(codes, fill_value=NO_DATA)
    return Encoded(scheme, pd.Index(scheme.keys).get_indexer(keys))


def _usable(classes: pd.Series, codes: pd.Series) -> None:
    if not len(codes) or not len(classes):
        raise InputError("an empty selection cannot be drawn", found=f"{len(codes)} areas, "
                         f"{len(classes)} classes")  # fmt: skip
    doubled = classes.index[classes.index.duplicated()].unique()
    if len(doubled):
        raise InputError(f"tambons given more than one class: {examples(doubled)}")
    foreign = classes.index.difference(codes)
    if len(foreign):
        raise InputError(
            f"codes of tambons the layer does not have: {examples(foreign)}",
            expected="codes of the reference geography that lie in the layer (`maps.within`)",
        )


def within(layer: Layer, classes: pd.Series) -> tuple[pd.Series, int]:
    """The part of ``classes`` a layer of a few provinces can show, and how many it cannot."""
    codes = pd.Index(layer.frame.tambon_code)
    if classes.index.equals(codes):
        return classes, 0
    inside = codes.get_indexer(classes.index) >= 0
    return classes[inside], int((~inside).sum())


def classes_of(covered: pd.Series) -> pd.Series:
    """Class keys of true, false and missing coverage."""
    known = covered.astype("boolean")
    return known.map({True: "covered", False: "not_covered"}, na_action="ignore").astype("str")


def combined(council: pd.Series, fund: pd.Series) -> pd.Series:
    """Class keys of council and fund together; missing where either is missing."""
    return _crossed(council, fund, ("both", "council_only", "fund_only", "neither"))


def changed(before: pd.Series, after: pd.Series) -> pd.Series:
    """Class keys of what became of coverage since the year before; missing where unknown."""
    return _crossed(before, after, ("kept", "lost", "gained", "neither"))


def _crossed(first: pd.Series, second: pd.Series, keys: tuple[str, ...]) -> pd.Series:
    """``keys`` are for yes and yes, yes and no, no and yes, no and no."""
    for given in (first, second):
        wrong = sorted(set(given.dropna()) - {"covered", "not_covered"})
        if wrong:
            raise InputError(
                f"not classes of coverage: {examples(wrong)}", expected=["covered", "not_covered"]
            )
    pairs = [("covered", "covered"), ("covered", "not_covered")]
    pairs += [("not_covered", "covered"), ("not_covered", "not_covered")]
    first, second = first.align(second)
    one, other = (given.to_numpy(dtype=object) for given in (first, second))
    met = [(one == mine) & (other == theirs) for mine, theirs in pairs]
    return pd.Series(np.select(met, keys, default=None), index=first.index, dtype="str")
