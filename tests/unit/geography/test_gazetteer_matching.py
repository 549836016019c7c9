"""Addresses as people write them: which tambon they name, or why none."""

import pandas as pd
import pytest

from helpers.core.errors import InputError
from helpers.geography import gazetteer
from helpers.geography.gazetteer import lexicon, matching

COLUMNS = ["tambon", "amphoe", "province", "tambon_code"]
ALIAS_HEADINGS = "province,amphoe,as_written,tambon_code,note"


def match(*addresses, settled=None):
    """Matches of addresses given as (tambon, amphoe, province, code), short ones filled up."""
    rows = [[*address, *[""] * (4 - len(address))] for address in addresses]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype="str").replace("", None)
    return gazetteer.match(frame, settled)


def one(*address, settled=None):
    return match(address, settled=settled).iloc[0]


def alias_file(folder, *lines):
    file = folder / "aliases.csv"
    file.write_text("\n".join([ALIAS_HEADINGS, *lines]) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "address",
    [
        ("เกาะเต่า", "เกาะพะงัน", "สุราษฎร์ธานี"),
        ("ต.เกาะเต่า", "อ.เกาะพะงัน", "จ.สุราษฎร์ธานี"),
        ("ต เกาะเต่า", "อ เกาะพะงัน", "จ สุราษฎร์ธานี"),
        ("ตำบลเกาะเต่า", "อำเภอเกาะพะงัน", "จังหวัดสุราษฎร์ธานี"),
        ("ตำบล เกาะเต่า ", " กิ่งอำเภอเกาะพะงัน", "จังหวัด  สุราษฎร์ธานี"),
        ("เทศบาลตำบลเกาะเต่า", "กิ่ง อ.เกาะพะงัน", "จ. สุราษฎร์ธานี"),
        ("ทต.เกาะเต่า", "เกาะพะงัน", "สุราษฎร์ธานี"),
        ("อบต.เกาะเต่า", "เกาะพะงัน", "สุราษฎร์ธานี"),
        ("อบต. ต.เกาะเต่า", "เกาะพะงัน", "สุราษฎร์ธานี"),
        ("องค์การบริหารส่วนตำบลเกาะเต่า", "เกาะพะงัน", "สุราษฎร์ธานี"),
        ("เกาะ\u200bเต่า", "เกาะพะงัน", "สุราษฎร์ธานี"),
        ("เกาะเตา่", "เกาะพะงัน", "สุราษฎร์ธานี"),
        ("Ko Tao", "Ko Pha-ngan", "Surat Thani"),
        ("KO TAO", "ko phangan", "SURATTHANI"),
        ("Tambon Ko Tao", "Amphoe Ko Pha Ngan", "Changwat Surat Thani"),
        ("Ko Tao Subdistrict", "Ko Pha-ngan District", "Surat Thani Province"),
        ("เกาะเต่า", "Ko Pha-ngan", "สุราษฎร์ธานี"),
    ],
)
def test_a_full_address_in_any_habit_is_one_tambon(address):
    found = one(*address)
    assert (found["tambon_code"], found["code_as_filed"]) == ("840503", "840503")
    assert (found["status"], found["how"]) == ("matched", "name")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (("ตลาด", "เมือง", "สุราษฎร์ธานี"), "840101"),
        (("ตลาด", "อ.เมือง", "จ.สุราษฎร์ธานี"), "840101"),
        (("Talat", "Mueang", "Surat Thani"), "840101"),
        (("Talat", "A. Muang", "Surat Thani"), "840101"),
        (("แขวงบางนา", "เขตบางนา", "กทม."), "104701"),
        (("บางนา", "บางนา", "กรุงเทพฯ"), "104701"),
        (("บางนา", "บางนา", "กรุงเทพ"), "104701"),
        (("แขวงบางนา", "เขตบางนา", "กรุงเทพมหานคร"), "104701"),
        (("ประตูชัย", "พระนครศรีอยุธยา", "อยุธยา"), "140101"),
        # Names that begin with the letters of a prefix, or hold dots or brackets.
        (("ทมนางาม", "โนนสะอาด", "อุดรธานี"), "410504"),
        (("เทศบาลเมืองเมืองพล", "พล", "ขอนแก่น"), "401201"),
        (("ต.จ.ป.ร.", "กระบุรี", "ระนอง"), "850406"),
        (("ปอภาร (ปอพาน)", "เมืองร้อยเอ็ด", "ร้อยเอ็ด"), "450109"),
        (("ทม.สุไหงโกลก", "อ.สุไหงโก-ลก", "จ.นราธิวาส"), "961001"),
        (("บุฤๅษี", "เมืองสุรินทร์", "สุรินทร์"), "320121"),
    ],
)
def test_short_forms_and_names_like_prefixes(address, code):
    found = one(*address)
    assert (found["tambon_code"], found["status"], found["how"]) == (code, "matched", "name")


def test_every_full_name_of_the_reference_finds_itself():
    frame = gazetteer.reference()
    for lang in ("th", "en"):
        names = frame[[f"name_{lang}", f"amphoe_{lang}", f"province_{lang}"]]
        found = gazetteer.match(names.set_axis(COLUMNS[:3], axis=1))
        wrong = frame[found["tambon_code"] != frame["tambon_code"]]
        assert set(found["status"][wrong.index]) <= {"ambiguous"}
        # Two pairs of Thai names are one English name each: บางไทร and บางซ้าย, แม่คะ and แม่ข่า.
        pairs = ["140401", "141301", "500910", "500911"]
        assert wrong["tambon_code"].tolist() == ([] if lang == "th" else pairs)


@pytest.mark.parametrize("level", lexicon.LEVELS)
def test_no_name_loses_letters_to_a_prefix(level):
    column = {"tambon": "name_th"}.get(level, f"{level}_th")
    for name in gazetteer.reference()[column].unique():
        kept = "".join(letter for letter in name if letter not in " .-()").replace("ฤๅ", "ฤา")
        assert lexicon.key(level, name) == kept


@pytest.mark.parametrize(
    ("address", "reference", "filed", "how"),
    [
        # Before 23 March 2554 Bueng Kan was of Nong Khai, and its capital amphoe named so.
        (("บึงกาฬ", "อ.บึงกาฬ", "หนองคาย"), "380101", "430301", "old_parent"),
        (("ต.เซกา", "อ.เซกา", "จ.หนองคาย"), "380401", "430901", "old_parent"),
        (("เซกา", "", "หนองคาย"), "380401", "430901", "old_parent"),
        (("หนองเข็ง", "บึงกาฬ", "หนองคาย"), "380103", "430304", "old_parent"),
        (("โนนสว่าง", "บึงกาฬ", "หนองคาย"), "380103", "430304", "old_parent"),
        (("บึงกาฬ", "เมืองบึงกาฬ", "บึงกาฬ"), "380101", "380101", "name"),
        (("บึงกาฬ", "บึงกาฬ", "บึงกาฬ"), "380101", "380101", "mixed_parent"),
        (("บึงกาฬ", "เมืองบึงกาฬ", "หนองคาย"), "380101", "430301", "mixed_parent"),
        (("บ้านจันทร์", "แม่แจ่ม", "เชียงใหม่"), "502501", "500306", "old_parent"),
        (("ท่าแฝก", "ท่าปลา", "อุตรดิตถ์"), "530407", "530306", "old_parent"),
        (("ท่าแฝก", "น้ำปาด", "อุตรดิตถ์"), "530407", "530407", "name"),
        (("บางนาเหนือ", "บางนา", "กทม"), "104701", "104702", "newer"),
        (("พญาไท", "พญาไท", "กทม"), "101401", "101406", "newer"),
        (("สะพานสูง", "บึงกุ่ม", "กทม"), "104401", "102702", "abolished"),
    ],
)
def test_other_vintages_go_to_the_reference(address, reference, filed, how):
    found = one(*address)
    assert (found["tambon_code"], found["code_as_filed"]) == (reference, filed)
    assert (found["status"], found["how"]) == ("matched", how)


def test_a_name_without_its_province_matches_when_it_is_the_only_one():
    assert one("ท่าแฝก")[["tambon_code", "how"]].tolist() == ["530407", "name_unique"]
    by_amphoe = one("เกาะเต่า", "เกาะพะงัน")
    assert by_amphoe[["tambon_code", "how"]].tolist() == ["840503", "name_unique"]
    by_province = one("เกาะเต่า", "", "สุราษฎร์ธานี")
    assert by_province[["tambon_code", "how"]].tolist() == ["840503", "name_in_province"]


def test_a_name_of_many_tambons_is_ambiguous_with_ten_candidates_and_a_count():
    frame = gazetteer.reference()
    named = frame[frame["name_th"] == "หนองบัว"]
    assert (len(named), named["province_code"].nunique()) == (28, 25)
    found = one("ต.หนองบัว")
    assert found["status"] == "ambiguous"
    assert pd.isna(found["tambon_code"]) and pd.isna(found["how"])
    shown = found["candidates"].split("; ")
    assert len(shown) == 11 and shown[-1] == "+18"
    assert shown[0] == "ต.หนองบัว อ.พัฒนานิคม จ.ลพบุรี (160207)"


def test_two_tambons_of_one_name_in_a_province_are_ambiguous_without_the_amphoe():
    frame = gazetteer.reference()
    doubled = frame[frame.duplicated(["province_code", "name_th"], keep=False)]
    assert len(doubled) > 200
    first = doubled.iloc[0]
    found = one(first["name_th"], "", first["province_th"])
    assert found["status"] == "ambiguous"
    assert first["tambon_code"] in found["candidates"]


def test_no_two_tambons_share_all_three_names():
    frame = gazetteer.reference()
    assert not frame.duplicated(["province_th", "amphoe_th", "name_th"]).any()


@pytest.mark.parametrize(
    ("address", "status", "candidates"),
    [
        # An amphoe of the province, but not this tambon's: never guessed.
        (("เกาะเต่า", "ไชยา", "สุราษฎร์ธานี"), "unknown_amphoe", ["840503"]),
        (("เกาะเต่า", "ไม่มีอยู่", "สุราษฎร์ธานี"), "unknown_amphoe", ["840503"]),
        (("เกาะเต๋า", "ไม่มีอยู่", "สุราษฎร์ธานี"), "unknown_amphoe", ["840503"]),
        (("เกาะเต๋า", "เกาะพะงัน", "สุราษฎร์ธานี"), "unknown_tambon", ["840503"]),
        (("เกาะเต๋า", "", "สุราษฎร์ธานี"), "unknown_tambon", ["840503"]),
        (("ไม่มีอยู่", "เกาะพะงัน", "สุราษฎร์ธานี"), "unknown_tambon", ["840501", "840502", "840503"]),
        (("ไม่มีอยู่", "", ""), "unknown_tambon", []),
        (("เกาะเต่า", "เกาะพะงัน", "แอตแลนติส"), "unknown_province", ["840503"]),
        (("ไม่มีอยู่", "", "แอตแลนติส"), "unknown_province", []),
        (("", "เกาะพะงัน", "สุราษฎร์ธานี"), "blank", []),
        (("ต.", "เกาะพะงัน", "สุราษฎร์ธานี"), "blank", []),
        (("-", "-", "-"), "blank", []),
        (("", "", ""), "blank", []),
    ],
)
def test_what_cannot_be_matched_says_why(address, status, candidates):
    found = one(*address)
    assert found["status"] == status
    assert pd.isna(found["tambon_code"]) and pd.isna(found["code_as_filed"])
    told = "" if pd.isna(found["candidates"]) else found["candidates"]
    assert [part[-7:-1] for part in told.split("; ") if part] == candidates


def test_a_code_matches_alone_or_with_names_of_any_vintage():
    found = match(
        ("", "", "", "840503"),
        ("เกาะเต่า", "", "", "840503"),
        ("", "เกาะพะงัน", "สุราษฎร์ธานี", "๘๔๐๕๐๓"),
        ("บึงกาฬ", "เมืองบึงกาฬ", "บึงกาฬ", "430301"),
        ("บึงกาฬ", "บึงกาฬ", "หนองคาย", "380101"),
        ("หนองบัว", "", "", "160207"),
        ("วัดไทร", "เมือง", "นครสวรรค์", "600113"),
    )
    assert set(found["status"]) == {"matched"}
    assert set(found["how"]) == {"code"}
    assert found["tambon_code"].tolist() == [
        *["840503"] * 3,
        *["380101"] * 2,
        "160207",
        "600113",
    ]
    assert found["code_as_filed"].tolist()[3:5] == ["430301", "380101"]


@pytest.mark.parametrize(
    ("address", "status", "candidates"),
    [
        (("เกาะเต่า", "เกาะพะงัน", "สุราษฎร์ธานี", "840501"), "contradiction", ["840501", "840503"]),
        (("เกาะเต่า", "", "", "100101"), "contradiction", ["100101"]),
        (("", "", "เชียงใหม่", "840503"), "contradiction", ["840503"]),
        (("", "", "แอตแลนติส", "840503"), "contradiction", ["840503"]),
        (("วัดไทร", "เมือง", "นครสวรรค์", "600101"), "contradiction", ["600101", "600113"]),
        (("เกาะเต่า", "เกาะพะงัน", "สุราษฎร์ธานี", "999999"), "contradiction", ["840503"]),
        (("เกาะเต่า", "เกาะพะงัน", "สุราษฎร์ธานี", "84053"), "contradiction", ["840503"]),
        (("", "", "", "999999"), "unknown_tambon", []),
        (("ท่าแฝก", "", "แอตแลนติส", "999999"), "unknown_province", ["530407"]),
    ],
)
def test_a_code_that_disagrees_is_never_used(address, status, candidates):
    found = one(*address)
    assert found["status"] == status
    assert pd.isna(found["tambon_code"])
    told = "" if pd.isna(found["candidates"]) else found["candidates"]
    assert [part[-7:-1] for part in told.split("; ") if part] == candidates


def test_index_rows_and_types_are_kept():
    frame = pd.DataFrame(
        {"tambon": ["เกาะเต่า", None], "amphoe": [None, None], "province": ["สุราษฎร์ธานี", None]},
        index=[7, 3],
        dtype="str",
    )
    found = gazetteer.match(frame)
    assert list(found.index) == [7, 3]
    assert found["status"].tolist() == ["matched", "blank"]
    assert found.dtypes.astype(str).to_dict()["alias_line"] == "Int64"
    assert gazetteer.match(frame.iloc[:0]).empty


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (("ปอภาร", "เมืองร้อยเอ็ด", "ร้อยเอ็ด"), "450109"),
        (("ต.ปอพาน", "อ.เมือง", "จ.ร้อยเอ็ด"), "450109"),
        (("สบโขง", "อมก๋อย", "เชียงใหม่"), "501805"),
        (("วัดไทร", "เมืองนครสวรรค์", "นครสวรรค์"), "600113"),
        (("อุไดเจริญ", "ควนกาหลง", "สตูล"), "910303"),
    ],
)
def test_names_spelled_otherwise_in_common_sources_are_settled(address, code):
    found = one(*address)
    assert (found["tambon_code"], found["how"]) == (code, "alias")
    without = one(*address, settled={})
    assert without["status"] == "unknown_tambon"


def test_an_alias_wins_over_ambiguity_and_over_a_wrong_province(tmp_path):
    settled = matching.load(
        alias_file(
            tmp_path,
            ",,หนองบัว,160207,the register writes no province",
            "แอตแลนติส,เกาะพะงัน,เกาะเต่า,840503,so written",
            "หนองคาย,บึงกาฬ,บึงกาฬเมือง,430301,an old code keeps its vintage",
        )
    )
    found = match(
        ("ต.หนองบัว",),
        ("เกาะเต่า", "อ.เกาะพะงัน", "จ.แอตแลนติส"),
        ("บึงกาฬเมือง", "บึงกาฬ", "หนองคาย"),
        ("หนองบัว", "คง", "นครราชสีมา"),
        settled=settled,
    )
    assert found["how"].tolist() == ["alias", "alias", "alias", "name"]
    assert found["tambon_code"].tolist() == ["160207", "840503", "380101", "300407"]
    assert found["code_as_filed"].tolist()[2] == "430301"
    assert found["alias_line"].fillna(0).tolist() == [2, 3, 4, 0]


def test_aliases_never_used_are_listed(tmp_path):
    file = alias_file(tmp_path, ",,หนองบัว,160207,a", ",,บ้านใหม่,100101,b")
    found = match(("หนองบัว",), ("เกาะเต่า",), settled=matching.load(file))
    unused = gazetteer.aliases_unused(found["alias_line"], file)
    assert unused[["line", "as_written"]].values.tolist() == [[3, "บ้านใหม่"]]
    assert len(gazetteer.aliases_unused(pd.Series([], dtype="Int64"), file)) == 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (",,หนองบัว,999999,x", "no tambon has this code.*found 999999"),
        (",,หนองบัว,,x", "no tambon has this code"),
        (",,,160207,x", "as_written is blank"),
        (",,ต.เกาะเต่า,160207,the same name", "doubled.*first is in line 2"),
        (",,หนองบัว,160207,x,y", "a comma too many"),
    ],
)
def test_a_wrong_alias_is_named_with_file_and_line(tmp_path, line, message):
    file = alias_file(tmp_path, ",,เกาะเต่า,840503,x", "", line)
    with pytest.raises(InputError, match=message) as caught:
        matching.load(file)
    assert caught.value.line == 4
    assert caught.value.fix.endswith("aliases.csv")


def test_an_alias_without_a_note_is_whole_but_a_missing_column_is_not(tmp_path):
    assert len(matching.load(alias_file(tmp_path, ",,หนองบัว,160207"))) == 1
    file = alias_file(tmp_path)
    file.write_text("province,as_written,tambon_code\n", encoding="utf-8")
    with pytest.raises(InputError, match="amphoe"):
        matching.load(file)


def test_every_alias_of_the_package_settles_what_names_do_not():
    known = matching.load()
    assert known
    names = lexicon.load()
    for (province, amphoe, tambon), alias in known.items():
        key = next(k for k, code in names.provinces.items() if code == province)
        amphoe_key = next(
            k for (p, k), code in names.amphoe.items() if (p, code) == (province, amphoe)
        )
        assert one(tambon, amphoe_key, key, settled={})["status"] != "matched", alias
