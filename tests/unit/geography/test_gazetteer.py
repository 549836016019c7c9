"""The reference geography, the tambons of each year and where older and newer codes belong."""

import os
from pathlib import Path

import geothai
import pandas as pd
import pytest
from geothai.abolished import abolished_areas

from helpers.core import metadata, tables
from helpers.core.errors import InputError
from helpers.geography import gazetteer
from helpers.geography.gazetteer import changes
from helpers.geography.gazetteer import codes as tambon_codes

YEARS = range(2551, 2560)


def code(frame, **wanted):
    """The one row of ``frame`` with these values."""
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def reached(*codes):
    found = gazetteer.to_reference(pd.Series(codes, dtype="str"))
    return list(found.fillna("").itertuples(index=False, name=None))


def test_the_reference_is_the_list_of_2559():
    frame = gazetteer.reference()
    codes = frame["tambon_code"]
    assert len(frame) == 7425
    assert codes.is_monotonic_increasing and codes.is_unique
    assert not frame.isna().any(axis=None)
    assert codes.str.startswith("10").sum() == 169
    assert {"104701", "105001", "530407"} <= set(codes)
    assert not {"530306", "104702", "100910", "430301"} & set(codes)


def test_names_of_the_reference_stand_without_prefix():
    bang_na = code(gazetteer.reference(), tambon_code="104701")
    assert (bang_na["name_th"], bang_na["amphoe_th"], bang_na["province_th"]) == (
        "บางนา",
        "บางนา",
        "กรุงเทพมหานคร",
    )
    assert (bang_na["amphoe_en"], bang_na["region_code"]) == ("Bang Na", "BMR")


def test_altering_what_is_returned_alters_nothing():
    for frame in (gazetteer.reference(), gazetteer.of_year(2557)):
        frame["name_th"] = "x"
    assert "x" not in set(gazetteer.reference()["name_th"])
    assert "x" not in set(gazetteer.of_year(2557)["name_th"])


@pytest.mark.parametrize(
    ("year", "tambons", "khwaeng", "provinces"),
    [(2551, 7416, 160, 76), (2552, 7425, 169, 76), (2553, 7425, 169, 76)]
    + [(year, 7425, 169, 77) for year in range(2554, 2560)],
)
def test_counts_of_a_year(year, tambons, khwaeng, provinces):
    frame = gazetteer.of_year(year)
    assert len(frame) == tambons
    assert (frame["province_code"] == "10").sum() == khwaeng
    assert frame["province_code"].nunique() == provinces
    assert gazetteer.units(year) == {"tambons_of_year": tambons, "codes_today": 7436}


@pytest.mark.parametrize(
    ("tambon", "last_year", "old"),
    [("380101", 2553, "430301"), ("502501", 2552, "500306"), ("530407", 2557, "530306")],
)
def test_a_tambon_has_its_old_code_until_the_change(tambon, last_year, old):
    before = code(gazetteer.of_year(last_year), tambon_code=tambon)
    after = code(gazetteer.of_year(last_year + 1), tambon_code=tambon)
    assert (before["code_that_year"], after["code_that_year"]) == (old, tambon)
    assert (before["amphoe_code"], after["amphoe_code"]) == (old[:4], tambon[:4])
    assert (before["province_code"], after["province_code"]) == (old[:2], tambon[:2])


def test_bueng_kan_is_nong_khai_until_2553():
    of_bueng_kan = gazetteer.of_year(2553).query("tambon_code.str.startswith('38')")
    assert len(of_bueng_kan) == 53
    assert set(of_bueng_kan["province_code"]) == {"43"}
    assert of_bueng_kan["amphoe_code"].nunique() == 8
    nong_khai = code(gazetteer.reference(), tambon_code="430101")
    assert set(of_bueng_kan["region_code"]) == {nong_khai["region_code"]}


def test_the_table_of_all_years_keeps_its_contract():
    frame = gazetteer.table(YEARS)
    assert len(frame) == 7416 + 8 * 7425
    assert list(frame.columns) == list(tables.check(frame, "tambons").columns)
    assert not frame.duplicated(["year_be", "code_that_year"]).any()


@pytest.mark.parametrize("year", [2550, 2560])
def test_a_year_without_listed_changes_is_refused(year):
    for asked in (gazetteer.of_year, gazetteer.in_year, gazetteer.units):
        with pytest.raises(InputError, match=f"2551 to 2559; found {year}"):
            asked(year)


def test_in_year_gives_the_parent_of_what_was_not_yet_split_off():
    held = gazetteer.in_year(2551)
    other = held[held.index != held]
    assert other.to_dict() == {
        "102704": "102701",
        "102705": "102701",
        "102902": "102901",
        "103604": "103602",
        "103605": "103602",
        "104302": "104301",
        "104502": "104501",
        "104503": "104501",
        "104504": "104501",
    }
    assert set(held) == set(gazetteer.of_year(2551)["tambon_code"])
    assert (gazetteer.in_year(2552).index == gazetteer.in_year(2552)).all()


def test_units_by_area_count_the_areas_of_the_year():
    frame = gazetteer.units_by_area(2553).set_index(["denominator", "level", "code"])["n_units"]
    assert frame["tambons_of_year", "province", "43"] == 115
    assert ("tambons_of_year", "province", "38") not in frame.index
    assert frame["codes_today", "province", "43"] == 62
    assert frame["codes_today", "province", "10"] == 180
    for denominator, total in (("tambons_of_year", 7425), ("codes_today", 7436)):
        assert set(frame[denominator].groupby("level").sum()) == {total}


def test_every_area_of_every_year_has_a_name():
    frame = gazetteer.table(YEARS)
    for level in ("amphoe", "province", "region"):
        names = gazetteer.area_names(level)
        assert names["code"].is_unique
        assert set(frame[f"{level}_code"]) <= set(names["code"])
    assert code(gazetteer.area_names("amphoe"), code="4303")["name_th"] == "บึงกาฬ"


def test_codes_go_to_the_reference():
    assert reached("380101", "430301", "104702", "530306", "102703") == [
        ("380101", "same"),
        ("380101", "successor"),
        ("104701", "parent"),
        ("530407", "successor"),
        # Dropped in 1997; its successor's split of 2552 is another matter.
        ("104301", "successor"),
    ]


def test_codes_nobody_gave_are_blank_and_the_index_is_kept():
    codes = pd.Series(["999999", None, "100101"], index=["a", "b", "c"], dtype="str")
    found = gazetteer.to_reference(codes)
    assert list(found.index) == ["a", "b", "c"]
    assert found["tambon_code"].isna().tolist() == [True, True, False]
    assert found["how"].isna().tolist() == [True, True, False]


def test_every_code_of_today_reaches_the_reference():
    today = pd.Series(sorted(all_codes()), dtype="str")
    found = gazetteer.to_reference(today)
    assert found["how"].value_counts().to_dict() == {"same": 7423, "parent": 13}
    assert set(found["tambon_code"]) == set(gazetteer.reference()["tambon_code"])


def test_a_code_dropped_for_several_tambons_is_ambiguous_unless_they_have_one_parent():
    known = {"104702": ("104701", "parent"), "104703": ("104701", "parent")}
    known["100101"] = ("100101", "same")
    assert tambon_codes.resolve(["104702", "104703"], known) == ("104701", "successor")
    assert tambon_codes.resolve(["104702", "100101"], known) == (pd.NA, "ambiguous")


def all_codes():
    return {
        tambon.code
        for province in geothai.provinces()
        for amphoe in geothai.districts(province.code)
        for tambon in geothai.subdistricts(amphoe.code)
    }


def test_changes_agree_with_the_list_of_abolished_areas():
    abolished = {area.code: area for area in abolished_areas()}
    for change in changes.renumbered().itertuples():
        area = abolished[change.old_code]
        assert (change.new_code,) == area.successors
        assert change.in_force == area.successors_in_force
    first, last = "2008-02-09", "2016-09-30"
    stated = {
        area.code
        for area in abolished.values()
        if area.level == "subdistrict" and first <= (area.successors_in_force or "") <= last
    }
    assert stated == set(changes.renumbered()["old_code"])


def test_splits_after_the_reference_are_todays_codes_and_no_others():
    later = changes.split().query("in_force_year_be > 2559")
    gone = set(gazetteer.reference()["tambon_code"]) - all_codes()
    assert set(later["new_code"]) == all_codes() - set(gazetteer.reference()["tambon_code"])
    assert gone == {"104701", "105001"} <= set(later["parent_code"])
    assert (later["new_code"].str[:4] == later["parent_code"].str[:4]).all()


def test_the_days_nobody_stated_are_marked():
    unknown = changes.known()[changes.known()["in_force"] == ""]
    assert set(unknown["change_id"]) == {"bangkok_2552"}
    assert unknown["note"].str.contains("day unknown").all()


GOOD = "split,,102704,102701,2009-09-21,2552,a source,"
HEADINGS = "change_id,kind,old_code,new_code,parent_code,in_force,in_force_year_be,source,note"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("split", "merged"), "no such change"),
        (GOOD.replace("102704", "10274"), "new_code is wrong; expected six digits; found 10274"),
        (GOOD.replace(",,", ",102703,"), "old_code is wrong; expected blank"),
        (GOOD.replace("a source", ""), "no source"),
        (GOOD.replace("2552", ""), "no fiscal year"),
        (GOOD.replace("2009-09-21", "21/9/2552"), "in_force is no day"),
        (GOOD.replace("2009-09-21", "2009-10-01"), "another fiscal year; expected 2553"),
        (GOOD + ",", "a comma too many"),
    ],
)
def test_a_wrong_change_is_named_with_its_line(tmp_path, line, message):
    file = written(tmp_path, HEADINGS, f"x,{GOOD}".replace("102704", "102705"), "", f"y,{line}")
    with pytest.raises(InputError, match=message) as caught:
        changes.load(file)
    assert caught.value.line == 4
    assert caught.value.fix.endswith("changes.csv")


def test_a_code_that_comes_twice_is_refused(tmp_path):
    file = written(tmp_path, HEADINGS, f"x,{GOOD}", f"y,{GOOD}")
    with pytest.raises(InputError, match="a code comes twice") as caught:
        changes.load(file)
    assert caught.value.line == 3


def test_a_list_without_a_column_is_refused(tmp_path):
    file = written(tmp_path, HEADINGS.replace("parent_code", "parent"))
    with pytest.raises(InputError, match="parent_code"):
        changes.load(file)


def written(folder: Path, *lines: str) -> Path:
    file = folder / "changes.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_reference_year_and_first_year_enclose_the_years_listed():
    known = metadata.load("gazetteer.yml")
    assert (known["first_year"], known["reference_year"]) == (YEARS[0], YEARS[-1])


@pytest.mark.parametrize("year", YEARS)
def test_codes_of_each_year_are_those_of_the_population_registers(year):
    place = os.environ.get("TAMBON_POPULATION")
    if not place:
        pytest.skip("population: TAMBON_POPULATION is not set")
    found = sorted(Path(place).rglob("*.parquet")) if Path(place).is_dir() else [Path(place)]
    frame = pd.concat(pd.read_parquet(file, columns=["year_be", "geocode"]) for file in found)
    registered = set(frame.loc[frame["year_be"] == year, "geocode"])
    # Two codes with one house each, and no persons, that occur in the register of 2554 only.
    strays = {"570117", "620503"} if year == 2554 else set()
    assert registered - set(gazetteer.of_year(year)["code_that_year"]) == strays
    assert set(gazetteer.of_year(year)["code_that_year"]) <= registered


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ขอนแก่น", "40"),
        ("จ.ขอนแก่น", "40"),
        ("จังหวัด ขอนแก่น", "40"),
        ("Khon Kaen Province", "40"),
        ("KHON KAEN", "40"),
        ("๔๐", "40"),
        ("TH-40", "40"),
        ("กทม.", "10"),
        ("บึงกาฬ", "38"),
        ("99", None),
        ("ขอนแกน", None),
        ("", None),
    ],
)
def test_a_province_is_known_by_its_names_and_its_code(written, code):
    assert gazetteer.province(written) == code


def test_provinces_are_those_of_the_year():
    before, after = (gazetteer.provinces_of_year(year) for year in (2553, 2554))
    assert (len(before), len(after)) == (76, 77)
    assert set(after["code"]) - set(before["code"]) == {"38"}
    assert gazetteer.alike("ขอนแกน") == "ขอนแก่น" and gazetteer.alike("xyz") is None
