"""An area of any level by its code or name, and the tree it is looked up in."""

import pytest

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.geography import gazetteer, regions


@pytest.mark.parametrize(
    ("given", "level", "code"),
    [
        ("TH", "country", "TH"),
        ("ประเทศไทย", "country", "TH"),
        ("NEU", "region", "NEU"),
        ("bangkok and vicinity", "region", "BMR"),
        ("38", "province", "38"),
        (38, "province", "38"),
        ("จ.บึงกาฬ", "province", "38"),
        ("Bueng Kan", "province", "38"),
        ("3801", "amphoe", "3801"),
    ],
)
def test_code_or_name(given, level, code):
    assert gazetteer.area(given) == (level, code)
    assert gazetteer.code_at(level, given) == code


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Bung Kan", r"\(Bueng Kan, "), ("บึงกาน", r"\(บึงกาฬ, "), ("XX", "TH, BMR"), ("99", "TH, BMR")],
)
def test_what_is_no_area_is_answered_with_what_is_like_it(given, expected):
    with pytest.raises(InputError, match=f"no such area; expected .*{expected}"):
        gazetteer.area(given)
    assert gazetteer.code_at("province", given) == given


def test_an_area_of_another_level_is_none_of_this_one():
    assert gazetteer.code_at("region", "Bueng Kan") == "Bueng Kan"


def test_regions_are_those_of_the_tree_worked_in(tmp_path, monkeypatch):
    before = gazetteer.of_year(2557).set_index("tambon_code")["region_code"]
    given = paths.raw(*regions.FILE).read_text(encoding="utf-8")
    other = tmp_path / "data" / "raw" / "geography" / "codi_regions.csv"
    other.parent.mkdir(parents=True)
    other.write_text(given.replace("NEU,", "NEW,"), encoding="utf-8")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TAMBON_ROOT", str(tmp_path))
        found = gazetteer.of_year(2557).set_index("tambon_code")["region_code"]
        assert found.equals(before.replace("NEU", "NEW")) and not found.equals(before)
        assert gazetteer.area("NEW") == ("region", "NEW")
        assert set(gazetteer.reference()["region_code"]) == set(found)
    assert gazetteer.of_year(2557).set_index("tambon_code")["region_code"].equals(before)
    assert gazetteer.area("NEU") == ("region", "NEU")


def test_a_tree_without_a_list_of_regions_has_the_one_of_the_code(tmp_path, monkeypatch):
    known = set(gazetteer.area_names("region")["code"])
    monkeypatch.setenv("TAMBON_ROOT", str(tmp_path))
    assert set(gazetteer.area_names("region")["code"]) == known and len(known) == 11
