"""Classes of tambons: none lost, none drawn as another, nothing unknown drawn at all."""

import pandas as pd
import pytest
from maps_layers import borders

from helpers.core.errors import InputError
from helpers.publish import maps
from helpers.publish.maps import schemes


@pytest.fixture(scope="module")
def layer():
    return borders()


def covered(layer, key: str = "covered") -> pd.Series:
    return pd.Series(key, index=layer.frame.tambon_code.to_numpy(), dtype="str")


def test_every_tambon_is_in_one_class(layer):
    classes = covered(layer)
    classes.iloc[:5] = "not_covered"
    classes.iloc[5:8] = pd.NA
    encoded = schemes.encode(layer, classes, schemes.of_kind("council"))
    total = len(layer.frame)
    assert encoded.counts == {"covered": total - 8, "not_covered": 5, "no_data": 3}
    assert sum(mask.sum() for _, mask in encoded.drawn()) == total


def test_a_tambon_without_a_class_has_no_data_and_is_not_drawn_as_zero(layer):
    classes = covered(layer, "not_covered").iloc[1:]
    encoded = schemes.encode(layer, classes, schemes.of_kind("council"))
    drawn = {one.key: one for one, _ in encoded.drawn()}
    assert encoded.counts["no_data"] == 1
    assert drawn["no_data"].fill != drawn["not_covered"].fill and drawn["no_data"].hatch


def test_order_of_the_series_does_not_matter(layer):
    classes = covered(layer)
    classes.iloc[::3] = "not_covered"
    scheme = schemes.of_kind("council")
    there, back = (schemes.encode(layer, one, scheme) for one in (classes, classes[::-1]))
    assert (there.position == back.position).all()


def test_an_unknown_class_is_refused_by_name(layer):
    classes = covered(layer)
    classes.iloc[0] = "perhaps"
    with pytest.raises(InputError, match=r"1 \(perhaps\).*expected.*covered.*maps.yml"):
        schemes.encode(layer, classes, schemes.of_kind("council"))


def test_codes_the_layer_lacks_are_refused_and_can_be_cut_off(layer):
    classes = pd.concat([covered(layer), pd.Series("covered", index=["500101", "500102"])])
    with pytest.raises(InputError, match=r"2 \(500101, 500102\).*maps.within"):
        schemes.encode(layer, classes, schemes.of_kind("council"))
    inside, left_out = maps.within(layer, classes)
    assert left_out == 2 and len(inside) == len(layer.frame)


def test_a_code_given_twice_is_refused(layer):
    classes = pd.concat([covered(layer), covered(layer).iloc[:1]])
    with pytest.raises(InputError, match="more than one class"):
        schemes.encode(layer, classes, schemes.of_kind("council"))


def test_an_empty_selection_is_refused(layer):
    with pytest.raises(InputError, match="empty selection"):
        schemes.encode(layer, covered(layer).iloc[:0], schemes.of_kind("council"))


def test_unknown_kinds_and_schemes_are_refused():
    with pytest.raises(InputError, match=r"no such kind of body.*council"):
        schemes.of_kind("temple")
    with pytest.raises(InputError, match=r"no such classes.*maps\.yml"):
        schemes.named("rainbow")


def test_council_and_fund_cross_into_four_classes_and_missing_stays_missing():
    yes, no, unknown = "covered", "not_covered", pd.NA
    codes = list("abcde")
    council = pd.Series([yes, yes, no, no, unknown], index=codes, dtype="str")
    fund = pd.Series([yes, no, yes, no, yes], index=codes, dtype="str")
    crossed = maps.combined(council, fund)
    assert crossed.iloc[:4].tolist() == ["both", "council_only", "fund_only", "neither"]
    assert pd.isna(crossed["e"])
    changed = maps.changed(council, fund)
    assert changed.iloc[:4].tolist() == ["kept", "lost", "gained", "neither"]
    assert pd.isna(changed["e"])


def test_a_tambon_only_one_series_knows_is_unknown():
    crossed = maps.combined(pd.Series({"a": "covered"}), pd.Series({"b": "covered"}))
    assert crossed.isna().all() and list(crossed.index) == ["a", "b"]


def test_what_is_no_coverage_cannot_be_crossed():
    with pytest.raises(InputError, match=r"not classes of coverage: 1 \(yes\)"):
        maps.combined(pd.Series({"a": "yes"}), pd.Series({"a": "covered"}))


def test_flags_become_classes_and_missing_flags_stay_missing():
    flags = pd.Series([True, False, pd.NA], index=list("abc"), dtype="boolean")
    classes = maps.classes_of(flags)
    assert classes.iloc[:2].tolist() == ["covered", "not_covered"] and pd.isna(classes["c"])
