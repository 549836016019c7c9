"""Statistics of neighbours on 0/1: by hand on nine cells, and as esda has them when called itself.

The nine cells, queen contiguity (side or corner), C covered:

    a b c      C C .     joins: 6 across, 6 down, 8 slanting = 20
    d e f      C C .     BB: ab de ad be ae bd = 6
    g h i      . . .     BW: b-c b-f, d-g d-h, e-c e-f e-g e-h e-i = 9
                         WW: cf fi ih hg fh = 5

Expected with 4 covered of 9: BB 20*4*3/(9*8) = 10/3, BW 20*2*4*5/72 = 100/9, WW 20*5*4/72 = 50/9.

Moran's I, row-standardised: the mean is 4/9, so C is 5/9 and . is -4/9; their squares sum to
4*25/81 + 5*16/81 = 20/9. Shares of covered neighbours: a 1, b 3/5, d 3/5, e 3/8 (sum 103/40);
c 2/3, f 2/5, g 2/3, h 2/5, i 1/3 (sum 37/15). I = (5/9 (103/40 - 16/9) - 4/9 (37/15 - 20/9)) /
(20/9) = (287/648 - 44/405) * 9/20 = 361/2400.

Local, exact: of a's 3 neighbours all 3 are covered, as are 3 of the 8 others: 1 of C(8,3) = 56
draws. b has 3 of 5: C(3,3) C(5,2) / C(8,5) = 10/56. e has all 8 others as neighbours: 1. i has
2 uncovered of 3, 4 of the 8 others are: (C(4,2) C(4,1) + C(4,3)) / 56 = 28/56.
"""

import warnings

import esda
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.stats import hypergeom

import helpers
from helpers.analysis.spatial import zero_one
from helpers.core.errors import InputError
from helpers.geography import contiguity
from helpers.geography.layer import Layer


def cells(columns: int, rows: int, skip: tuple = ()) -> pd.DataFrame:
    """Neighbours among cells of a grid, named row by row from the north-west."""
    places = [(x, rows - y) for y in range(rows) for x in range(columns)]
    names = [f"{number:06}" for number in range(len(places))]
    kept = [(n, xy) for n, xy in zip(names, places, strict=True) if n not in skip]
    shapes = [shapely.box(x, y, x + 1, y + 1) for _, (x, y) in kept]
    frame = gpd.GeoDataFrame({"tambon_code": [name for name, _ in kept]}, geometry=shapes)
    return contiguity.pairs(Layer("cartogram", frame, (), {}, ""))


def valued(*values: int) -> pd.Series:
    return pd.Series(values, index=[f"{number:06}" for number in range(len(values))])


NINE, HAND = cells(3, 3), valued(1, 1, 0, 1, 1, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def many() -> tuple[pd.DataFrame, pd.Series]:
    """Four hundred cells, denser in the north."""
    chance = np.random.default_rng(4)
    values = chance.random(400) < np.repeat(np.linspace(1, 0, 20), 20)
    return cells(20, 20), valued(*values.astype(int))


def test_joins_and_morans_i_are_those_counted_by_hand():
    found = helpers.join_counts(HAND, NINE, permutations=9).iloc[0]
    assert found[["joins", "bb", "bw", "ww"]].tolist() == [20, 6, 9, 5]
    expected = found[["expected_bb", "expected_bw", "expected_ww"]].tolist()
    assert expected == pytest.approx([10 / 3, 100 / 9, 50 / 9])
    assert found["moran"] == pytest.approx(361 / 2400)
    assert found["expected_moran"] == pytest.approx(-1 / 8)


def test_local_counts_and_their_chances_are_those_counted_by_hand():
    found = helpers.local_join_counts(HAND, NINE, permutations=0).set_index(
        pd.Index(list("abcdefghi"))
    )
    assert found.loc[list("abei"), "n_like"].tolist() == [3, 3, 3, 2]
    exact = found.loc[list("abei"), "p_exact"].tolist()
    assert exact == pytest.approx([1 / 56, 10 / 56, 1, 1 / 2])
    assert found["p_sim"].isna().all()


def test_joins_of_an_area_are_esdas_with_the_same_permutations(many):
    pairs, values = many
    found = helpers.join_counts(values, pairs, permutations=99, seed=7).iloc[0]
    graph = zero_one.place(values, pairs).graph()
    with zero_one.seeded(7):
        theirs = esda.Join_Counts(values.to_numpy(), graph, permutations=99)
    assert found[["joins", "bb", "bw", "ww"]].tolist() == [
        theirs.J, theirs.bb, theirs.bw, theirs.ww,
    ]  # fmt: skip
    assert found["p_bb"] == pytest.approx(theirs.p_sim_bb)
    fewer = (np.sum(theirs.sim_bw <= theirs.bw) + 1) / 100
    assert found["p_bw"] == pytest.approx(fewer)
    with zero_one.seeded(7):
        moran = esda.Moran(values.to_numpy(), graph, permutations=99)
    assert found["moran"] == moran.I and found["p_moran"] == pytest.approx(0.01)


def test_local_joins_are_esdas_and_so_is_local_moran(many):
    pairs, values = many
    found = helpers.local_join_counts(values, pairs, permutations=4_999, seed=7)
    graph, covered = zero_one.place(values, pairs).graph(), (values == 1).to_numpy()
    theirs = esda.Join_Counts_Local(connectivity=graph).fit(values.to_numpy(), permutations=0)
    assert found.loc[covered, "n_like"].tolist() == theirs.LJC[covered].tolist()
    # Simulated and exact chances differ by no more than chance: 5 standard errors.
    apart = (found["p_sim"] - found["p_exact"]).abs()
    assert apart.max() < 5 * np.sqrt(0.25 / 4_999)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        moran = esda.Moran_Local(values.to_numpy(), graph, permutations=4_999, seed=7)
    # Of two sides esda tells the smaller. Where that is the upper one both are one test, but for
    # ties: of as many like neighbours or of more, as the rounding of Moran's I has it.
    same = np.where(covered, covered.sum(), (~covered).sum()) - 1
    more = hypergeom.sf(found["n_like"], len(found) - 1, same, found["n_neighbours"])
    upper = (found["p_exact"] < 0.3).to_numpy()
    noise = 5 * np.sqrt(0.25 / 4_999)
    assert upper.sum() > 50
    assert (moran.p_sim > more - noise)[upper].all()
    assert (moran.p_sim < found["p_exact"] + noise)[upper].all()
    alike = np.isin(moran.q, (1, 3))
    assert alike[(found["class"] != "not_significant").to_numpy()].all()


def test_both_in_one_tambon_are_esdas_co_location_clusters(many):
    pairs, council = many
    fund = valued(*(np.random.default_rng(5).random(400) < 0.6).astype(int))
    found = helpers.local_join_counts(council * fund, pairs, permutations=0)
    graph = zero_one.place(council, pairs).graph()
    theirs = esda.Join_Counts_Local_BV(connectivity=graph).fit(council, fund, permutations=0)
    both = (found["value"] == 1).to_numpy()
    assert found.loc[both, "n_like"].tolist() == theirs.LJC[both].tolist()


def test_false_ones_among_those_named_are_kept_down(many):
    pairs, values = many
    found = helpers.local_join_counts(values, pairs, permutations=0, alpha=0.1)
    named = found["class"] != "not_significant"
    plain = found["p_exact"] <= 0.1
    assert 0 < named.sum() < plain.sum()
    limit = esda.fdr(found["p_exact"].astype(float).to_numpy(), 0.1)
    assert named.equals(found["p_exact"].astype(float) <= limit)
    assert found.loc[named & (found["value"] == 1), "class"].eq("clustered_covered").all()
    assert found.loc[named & (found["value"] == 0), "class"].eq("clustered_uncovered").all()


def test_the_same_seed_gives_the_same_and_leaves_numpys_own_stream_alone(many):
    pairs, values = many
    np.random.seed(1)
    before = np.random.get_state()[1].copy()
    twice = [helpers.local_join_counts(values, pairs, permutations=99) for _ in range(2)]
    counts = [helpers.join_counts(values, pairs, permutations=99) for _ in range(2)]
    pd.testing.assert_frame_equal(*twice)
    pd.testing.assert_frame_equal(*counts)
    assert (np.random.get_state()[1] == before).all()
    other = helpers.local_join_counts(values, pairs, permutations=99, seed=1)
    assert not other["p_sim"].equals(twice[0]["p_sim"])
    assert {"seed", "permutations", "alpha"} <= set(other.attrs)


# A cell by itself in the south-east: 15, with 10, 11 and 14 taken away.
ALONE = cells(4, 4, skip=("000010", "000011", "000014"))


def test_islands_are_reported_and_not_tested():
    values = valued(*[1, 1, 1, 0] * 4).drop(["000010", "000011", "000014"])
    found = helpers.local_join_counts(values, ALONE, permutations=0)
    assert found.attrs["islands"] == ["000015"] and len(found) == len(values)
    island = found[found["class"] == "island"]
    assert island["tambon_code"].tolist() == ["000015"] and island["q"].isna().all()
    row = helpers.join_counts(values, ALONE, permutations=9).iloc[0]
    assert (row["n"], row["n_islands"]) == (12, 1)


def test_a_tambon_the_layer_does_not_have_is_named():
    values = pd.concat([HAND, pd.Series({"999999": 1})])
    for found in (
        helpers.join_counts(values, NINE, permutations=0),
        helpers.local_join_counts(values, NINE, permutations=0),
    ):
        assert found.attrs["left_out"] == ["999999"]


def test_areas_are_looked_at_by_themselves_and_say_why_there_is_nothing():
    areas = pd.Series(["west", "west", "one"] + ["rest"] * 6, index=HAND.index)
    values = valued(1, 1, 0, 1, 0, 0, 1, 0, 0)
    found = helpers.join_counts(values, NINE, areas=areas, permutations=9).set_index("area")
    assert found["note"].to_dict() == {"one": "one_tambon", "rest": "", "west": "no_variance"}
    assert found.loc["rest", "joins"] == 11 and found.loc["one", "n_islands"] == 1
    assert found.loc[["one", "west"], "bb"].isna().all()


@pytest.mark.filterwarnings("error")
def test_two_or_three_tambons_are_few_but_no_fault():
    for values in (valued(1, 0), valued(1, 0, 0)):
        found = helpers.join_counts(values, NINE, permutations=19).iloc[0]
        assert found["note"] == "" and found["bw"] == 1
        assert helpers.local_join_counts(values, NINE)["class"].eq("not_significant").all()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (valued(1, 1, 1), "every tambon is covered"),
        (valued(0, 0, 0), "every tambon is uncovered"),
        (valued(1), "no tambon has a neighbour"),
        (valued(1, 0, 2), "values that are not 0 or 1"),
        (pd.Series([1, None], index=["000000", "000001"]), "tambons without a value"),
        (pd.Series([1, 0], index=["000000", "000000"]), "tambons given twice"),
        (valued(), "an empty selection"),
    ],
)
def test_what_cannot_be_tested_is_refused(values, said):
    with pytest.raises(InputError, match=said):
        helpers.local_join_counts(values, NINE)


def test_a_table_of_coverage_is_of_one_year_and_kind_and_says_if_it_is_invented():
    table = pd.DataFrame(
        {
            "year_be": 2557,
            "tambon_code": HAND.index,
            "kind": "council",
            "covered": HAND.astype(bool).to_numpy(),
            "is_demo": True,
        }
    )
    found = helpers.local_join_counts(table, NINE, permutations=0)
    assert found.attrs["is_demo"] and found["value"].tolist() == HAND.tolist()
    assert helpers.join_counts(table, NINE, permutations=0).attrs["is_demo"]
    several = pd.concat([table, table.assign(year_be=2558)])
    with pytest.raises(InputError, match="several tables of coverage"):
        helpers.local_join_counts(several, NINE)


def test_more_steps_reach_further():
    pairs = helpers.neighbours(layer="cartogram")
    wider = helpers.neighbours(layer="cartogram", steps=2)
    sizes = wider["tambon_code"].value_counts()
    near = pairs["tambon_code"].value_counts().reindex(sizes.index)
    assert sizes.max() == 24 and (sizes > near).all()
    with pytest.raises(InputError, match="at least one step"):
        helpers.neighbours(steps=0)


def test_neighbours_say_whose_geometry_they_are_of():
    pairs = helpers.neighbours(2551, layer="cartogram")
    assert pairs["tambon_code"].nunique() == 7416
    assert pairs.attrs["contiguity"] == "queen" and pairs.attrs["layer"] == "cartogram"
    assert "arrangement" in pairs.attrs["says"]["en"] and "จัดวาง" in pairs.attrs["says"]["th"]
    # Both ways, and none with itself.
    there = set(zip(pairs["tambon_code"], pairs["neighbour_code"], strict=True))
    assert {(b, a) for a, b in there} == there and not any(a == b for a, b in there)
    with pytest.raises(InputError, match="no such layer"):
        helpers.neighbours(layer="cloud")
