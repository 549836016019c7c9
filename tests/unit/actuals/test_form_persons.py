"""Personal data in forms: what is recognised, in words, numbers and names; what is left alone."""

import form_builders
import pytest
from form_builders import AS_OF, COUNCILS, NARRATIVE, OVERALL, QUALITY, YEAR, find, opened, result

from helpers import facts, plans
from helpers.actuals import forms
from helpers.actuals.forms.cells import personal_in
from helpers.core import metadata
from helpers.publish.annual import executive
from helpers.publish.document import plain
from helpers.publish.language import Speaker

pytestmark = pytest.mark.long(seconds=15)


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch):
    return form_builders.desk_of(tmp_path_factory, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("โทร 081\u200b234\u200b5678", "telephone"),
        ("โทร 081 - 234 - 5678", "telephone"),
        ("โทร ๐๘๑ – ๒๓๔ – ๕๖๗๘", "telephone"),
        ("โทร (02) 123 4567", "telephone"),
        ("1 - 2345 - 67890 - 12 - 3", "13-digit"),
        ("นาย\u200bสมมุติ นามสมมุติ", "name"),
        ("ติดต่อ คุณสมมุติ นามสมมุติ", "name"),
        ("ติดต่อ คุณ สมมุติ นามสมมุติ", "name"),
        ("จัดทำโดยคุณสมมุติ นามสมมุติ", "name"),
        ("by Mr. Sommut Namsommut", "name"),
        ("by Mrs Sommut", "name"),
        ("by Ms.Sommut", "name"),
        ("by DR. SOMMUT", "name"),
        ("Mr. สมมุติ", "name"),
        ("นพ.สมมุติ", "name"),
        ("พญ. สมมุติ นามสมมุติ", "name"),
        ("ทพ.สมมุติ นามสมมุติ", "name"),
        ("ผศ.สมมุติ", "name"),
        ("ผศ.ดร.สมมุติ", "name"),
        ("รศ. ดร. สมมุติ นามสมมุติ", "name"),
        ("ศ. สมมุติ นามสมมุติ", "name"),
        ("ม.ล.สมมุติ", "name"),
        ("ม.ร.ว. สมมุติ", "name"),
        ("หม่อมหลวงสมมุติ", "name"),
        ("ดร.สมมุติ", "name"),
        ("ดร. สมมุติ", "name"),
    ],
)
def test_what_tells_a_person_is_recognised(words, kind):
    assert kind in str(personal_in(words))


@pytest.mark.parametrize(
    "words",
    [
        "คุณภาพชีวิตของชุมชน ดีขึ้น",
        "คุณ ภาพ ชีวิต",
        "คุณธรรม จริยธรรม และคุณสมบัติ ของผู้นำ",
        "ผู้ทรงคุณวุฒิ ด้านชุมชน และคุณวุฒิ ทางการศึกษา",
        "ขอขอบคุณชุมชน ทุกแห่ง ผู้มีพระคุณ ทุกท่าน",
        "คุณอำนวย คุณเอื้อ คุณกิจ ในการจัดการความรู้",
        "อำเภอนางรอง จังหวัดบุรีรัมย์",
        "นายกเทศมนตรี และนายอำเภอ ร่วมประชุม",
        "นายกรัฐมนตรี มอบนโยบาย",
        "ตำแหน่ง ผศ. และ รศ. ของมหาวิทยาลัย",
        "ผศ.",
        "วุฒิ ดร. จำนวนมาก",
        "ปี พ.ศ. 2557 และ พ. ศ. ที่ผ่านมา นี้",
        "ส.ส. เขตพื้นที่ ร่วมประชุม",
        "MS Excel, MSc, Dr., https://ms.example.org/dr.html",
        "ผลงานของคุณครู\nการดำเนินงานต่อเนื่อง",
        "ปี 2555 - 2559 จำนวน 1,250 ตำบล (76) 4400",
        "ผู้อำนวยการสถาบัน",
    ],
)
def test_ordinary_words_are_no_persons(words):
    assert personal_in(words) is None


def texts_in(given):
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict | list):
        for part in given.values() if isinstance(given, dict) else given:
            yield from texts_in(part)


def test_the_words_of_the_house_and_of_the_plans_name_nobody():
    told = list(texts_in(metadata.load("labels.yml")))
    for frame in plans.clean(form_builders.REPOSITORY / "data" / "raw" / "plans").values():
        for column in frame.select_dtypes(include=["object", "string", "category"]):
            told += frame[column].dropna().astype(str).unique().tolist()
    assert len(told) > 1000
    assert [text for text in told if personal_in(text)] == []


def test_the_draft_of_the_form_names_nobody(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TAMBON_ROOT", str(form_builders.written(tmp_path_factory)))
    draft = executive.draft(Speaker(facts.read(YEAR, AS_OF), "th"))
    assert personal_in("\n".join(map(plain, draft))) is None


@pytest.mark.parametrize("typed", [1234567890123, 1234567890123.0, "1-2345-67890-12-3"])
@pytest.mark.parametrize(
    ("item", "column"), [(COUNCILS, "value"), (QUALITY, "value"), (QUALITY, "denominator")]
)
def test_a_citizen_number_in_a_cell_of_numbers_is_named_and_not_repeated(desk, item, column, typed):
    desk.put({**result(item, value=50, numerator=1 if item == QUALITY else None),
              **result(item, **{column: typed})})  # fmt: skip
    message = desk.refusal()
    cell = find(opened(desk.form), "results", item, column)
    assert f"cell {cell.coordinate}: " in message and "a 13-digit number" in message
    assert "67890" not in message


def test_a_name_in_a_cell_of_days_is_not_repeated(desk):
    desk.put(result(as_of="นายสมมุติ นามสมมุติ"))
    message = desk.refusal()
    assert "a person's name" in message and "สมมุติ" not in message


def test_a_name_in_the_name_of_a_folder_is_refused(desk):
    (desk.folder / "นายสมมุติ นามสมมุติ" / "รอบสอง").mkdir(parents=True)
    desk.put({}, "นายสมมุติ นามสมมุติ/รอบสอง/form.xlsx")
    assert "personal data in the name of the file or of its folder" in desk.refusal()


# ------------------------------------------------------------------ what nobody sees


UNSEEN = "\u200b\ufeff \u2060"


def test_characters_nobody_sees_are_a_blank(desk):
    desk.put({
        **result(evidence_number=None, evidence_words="ทดสอบ", responsible_unit=UNSEEN),
        ("results", QUALITY, "value"): UNSEEN,
        (NARRATIVE, COUNCILS, "obstacles"): UNSEEN,
        (OVERALL, OVERALL, "recommendations"): UNSEEN,
    })  # fmt: skip
    found = forms.read()
    assert found.actuals["evidence"].tolist() == ["ทดสอบ"]
    assert found.actuals["responsible_unit"].isna().all()
    assert found.narrative["field"].tolist() == ["executive_summary"]
    assert found.account.set_index("sheet").loc["results", "blank"] == 9


@pytest.mark.parametrize("dash", ["-", "–", " — ", "- -", UNSEEN, "-\u200b"])
@pytest.mark.parametrize(("sheet", "entries"), [
    ("results", result(evidence_number=None)),
    ("milestones", form_builders.stage(evidence_words=None)),
])  # fmt: skip
def test_a_dash_is_no_evidence(desk, sheet, entries, dash):
    item = next(iter(entries))[1]
    desk.put({**entries, (sheet, item, "evidence_words"): dash})
    assert "no evidence" in desk.refusal()


def test_a_dash_beside_evidence_is_left_out(desk):
    desk.put(result(evidence_link="-"))
    assert forms.read().actuals["evidence"].tolist() == ["ทดสอบ 1/2557"]


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2066", "\u2069"])
def test_a_sign_that_turns_the_words_is_named_with_its_cell(desk, sign):
    desk.put({(NARRATIVE, COUNCILS, "obstacles"): f"ก{sign}ข"})
    cell = find(opened(desk.form), NARRATIVE, COUNCILS, "obstacles")
    message = desk.refusal()
    assert f"cell {cell.coordinate}: " in message and f"U+{ord(sign):04X}" in message
