"""What a map to explore shows: classes and words of the static maps, a byte an area and year."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from maps_layers import borders

from helpers.core import metadata
from helpers.core.errors import InputError
from helpers.publish import maps
from helpers.publish.maps import classic_script, map_data, schemes


@pytest.fixture(scope="module")
def layer():
    return borders(("38", "83"))


def known(layer, key="covered") -> pd.Series:
    return pd.Series(key, index=layer.frame["tambon_code"].to_numpy(), dtype="str")


@pytest.fixture(scope="module")
def council(layer):
    before, after = known(layer, "not_covered"), known(layer)
    after.iloc[:4] = "not_covered"
    after.iloc[4] = pd.NA
    return map_data.of_tambons(layer, {2557: after, 2556: before, 2558: after.iloc[:9]}, "council")


def test_one_byte_an_area_and_year(layer, council):
    assert council.years == [2556, 2557, 2558]
    assert len(council.about()["states"]) == 3 * len(layer.frame)
    assert council.counts(2556) == [0, len(layer.frame), 0]
    assert council.counts(2557) == [len(layer.frame) - 5, 4, 1]


def test_what_is_not_known_has_no_data_and_is_never_none(layer, council):
    keys = [one["key"] for one in council.classes]
    assert keys[-1] == "no_data" and council.classes[-1]["hatch"]
    assert council.counts(2558)[-1] == len(layer.frame) - 9 + 1
    assert council.counts(2549) == [0, 0, len(layer.frame)]
    assert (council.table(2549, "en").state == "No data").all()


@pytest.mark.parametrize("kind", ["council", "welfare_fund", "both"])
def test_classes_are_those_of_the_static_maps(layer, kind):
    found = map_data.of_tambons(layer, {}, kind).classes
    scheme = schemes.of_kind(kind)
    assert [(one["key"], one["fill"]) for one in found] == [
        (one.key, one.fill) for one in scheme.classes
    ]
    words = maps.Words("x", lang="th")
    assert [one["label"]["th"] for one in found] == [
        scheme.label(one, words) for one in scheme.classes
    ]
    assert [one["counted"]["th"][1].replace("{count}", "2") for one in found] == [
        scheme.counted(one, 2, words) for one in scheme.classes
    ]


def test_council_and_fund_are_crossed_as_on_the_static_map(layer):
    half = known(layer)
    half.iloc[::2] = "not_covered"
    crossed = maps.combined(half, known(layer))
    data = map_data.of_tambons(layer, {2557: crossed}, "both", is_demo=True)
    expected = schemes.encode(layer, crossed, schemes.of_kind("both")).counts
    keys = [one["key"] for one in data.classes]
    assert dict(zip(keys, data.counts(2557), strict=True)) == expected
    assert data.mark == {"th": "ข้อมูลสาธิต ไม่ใช่ข้อมูลจริง", "en": "DEMONSTRATION DATA / NOT REAL"}


def test_a_class_the_map_does_not_have_is_refused(layer):
    with pytest.raises(InputError, match="perhaps"):
        map_data.of_tambons(layer, {2557: known(layer, "perhaps")}, "council")


def test_names_say_where_a_place_lies(council):
    at = council.codes.index("380101")
    assert council.names["th"][at] == "ตำบลบึงกาฬ อำเภอเมืองบึงกาฬ จังหวัดบึงกาฬ"
    assert council.names["en"][at] == "Bueng Kan, Mueang Bueng Kan, Bueng Kan"
    capital = map_data.of_tambons(borders(("10",)), {}, "council")
    assert capital.names["th"][0] == "แขวงพระบรมมหาราชวัง เขตพระนคร กรุงเทพมหานคร"


def test_in_words_counts_every_area_once(layer, council):
    said = council.in_words(2557, "en")
    rest = len(layer.frame) - 5
    assert said == (
        "Community organization council: tambons covered, fiscal year 2557 (2014)"
        f" · Council: yes ({rest} tambons) · Council: none (4 tambons) · No data (1 tambon)"
    )


def regional(**more: object) -> pd.DataFrame:
    row = {
        "year_be": 2557, "level": "region", "code": "STU", "n_units": 520, "status": "dated",
        "n_bodies_low": 321.0, "n_bodies_high": 321.0, "share_low": 321 / 520,
        "share_high": 321 / 520, "is_demo": False,
    }  # fmt: skip
    return pd.DataFrame([row | more])


def test_regions_carry_share_and_parts_and_those_without_are_hatched(layer):
    data = map_data.of_regions(layer, regional())
    table = data.table(2557, "en").set_index("code").state
    assert table["STU"] == "61.73 % (321/520)" and table["NEU"] == "No data"
    assert [one["key"] for one in data.classes] == ["from_60", "no_data"]
    assert data.table(2557, "th").set_index("code").state["STU"] == "ร้อยละ 61.73 (321/520)"
    assert data.names["th"][data.codes.index("STU")] == "ภาคใต้ตอนบน"


def test_how_sure_a_region_is_shows_as_hatch_and_word(layer):
    frame = pd.concat([regional(), regional(year_be=2558, status="interim"), regional(code="NEU")])
    data = map_data.of_regions(layer, frame)
    assert [one["key"] for one in data.classes] == ["from_60", "from_60-interim", "no_data"]
    dated, interim, _ = data.classes
    assert dated["fill"] == interim["fill"] and not dated["hatch"] and interim["hatch"]
    assert interim["label"]["en"] == "60 to under 80 % · Interim"
    assert data.table(2558, "en").set_index("code").state["STU"].endswith("· interim")


def test_an_interval_is_coloured_by_its_lower_end_and_told_whole(layer):
    frame = regional(n_bodies_low=300.0, n_bodies_high=321.0, share_low=300 / 520)
    data = map_data.of_regions(layer, frame)
    assert data.classes[0]["key"] == "from_40"
    told = data.table(2557, "en").set_index("code").state["STU"]
    assert told == "57.69–61.73 % (300–321/520)"


def test_no_row_of_a_region_is_a_map_without_data(layer):
    data = map_data.of_regions(layer, regional(level="country", code="TH"))
    assert data.years == [] and [one["key"] for one in data.classes] == ["no_data"]
    assert data.counts(2557) == [2]


def test_hatches_of_the_metadata_are_all_known():
    declared = metadata.load("maps.yml")
    classes = [one for scheme in declared["schemes"].values() for one in scheme["classes"]]
    used = [one.get("hatch") for one in [*classes, declared["no_data"]]]
    used += [status["hatch"] for status in declared["statuses"].values()]
    assert {hatch[0] for hatch in used if hatch} == set(map_data.HATCHES)


def test_nothing_in_the_data_ends_the_script(council):
    hostile = "</script><!--<script>"
    names = {lang: [hostile, *known[1:]] for lang, known in council.names.items()}
    told = classic_script.script(replace(council, names=names), 2557)
    assert "<" not in told.split("const data = ")[1].split(";\n")[0]
    page = classic_script.page(replace(council, names=names), 2557)
    assert page.count("</script>") == 1 and "<!--" not in page


def test_a_page_is_the_same_every_time_and_says_the_map_to_readers_without_scripts(council):
    page = classic_script.page(council, 2557, "en")
    assert page == classic_script.page(council, 2557, "en")
    assert f"<noscript>{council.in_words(2557, 'en')}</noscript>" in page
    with pytest.raises(InputError, match="no such language"):
        classic_script.script(council, 2557, "de")


def test_states_are_bytes_in_the_order_of_years_and_codes(council):
    states = np.frombuffer(council.about()["states"], dtype="u1").reshape(3, -1)
    assert states[1].tolist()[:6] == [1, 1, 1, 1, 2, 0]


def test_whose_numbers_and_whose_geometry_stands_below(layer, council):
    assert council.note["en"] == (
        f"Source: registries received · Shows and counts {len(layer.frame)} of the country's 7,425 "
        "tambons only · Borders of tambons: the tester"
    )
    published = map_data.of_regions(layer, regional())
    assert published.note["th"].startswith("ที่มา: ยอดที่ พอช. เผยแพร่ · ")
    invented = map_data.of_regions(layer, regional(is_demo=True))
    assert invented.mark and "invented" in invented.note["en"]
