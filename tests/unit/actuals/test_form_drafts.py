"""The drafted summary: known again however it was saved, and its figures found in edited words."""

import csv
import json

import pandas as pd
import pytest
from form_builders import OVERALL, desk_of, find, result

from helpers import facts
from helpers.actuals import forms
from helpers.actuals.forms import drafts, fields
from helpers.actuals.forms.drafts import Figure, standing
from helpers.core.metadata import load
from helpers.publish.annual import executive
from helpers.publish.document import plain
from helpers.publish.language import Speaker

SUMMARY = "executive_summary"
DRAFT = [
    ("ปีงบประมาณ พ.ศ. 2557 มีตัวชี้วัดที่ถึงกำหนดประเมิน ", None), ("10", "summary:due"),
    (" ตัวชี้วัด สามารถประเมินเทียบกับเป้าหมายได้ ", None), ("1", "summary:judged"),
    (" ตัวชี้วัด (▲ บรรลุ ", None), ("1", "light:reached"), (") ส่วนอีก ", None),
    ("9", "summary:not_judged"), (" ตัวชี้วัดยังไม่สามารถประเมินได้ จดแจ้งสะสม ", None),
    ("4,182–4,202", "actual"), (" สภา (1 ก.ย. 2557) คิดเป็นร้อยละ ", None), ("101.50", "level"),
    (" ของเป้าหมาย และคิดเป็นร้อยละ ", None), ("104.27", "path"),
    (" ของส่วนที่เพิ่มจากฐาน ", None), ("2,501", "baseline"), (" สภา", None),
]  # fmt: skip
FIGURES = drafts.figures(DRAFT)
WHOLE = "".join(words for words, _ in DRAFT)


def said(text: str) -> list[tuple]:
    return [(one.words, *one.facts) for one in standing(text, FIGURES)]


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch):
    return desk_of(tmp_path_factory, tmp_path, monkeypatch)


def test_every_figure_of_the_draft_is_found_where_it_stands():
    assert said(WHOLE) == [
        ("10", "summary:due"), ("1", "summary:judged"), ("1", "light:reached"),
        ("9", "summary:not_judged"), ("4,182", "actual"), ("4,202", "actual"),
        ("101.50", "level"), ("104.27", "path"), ("2,501", "baseline"),
    ]  # fmt: skip


def test_digits_separators_and_rounding_do_not_hide_a_figure():
    assert said("จดแจ้งสะสม ๔,๑๘๒ ถึง 4202 สภา") == [("๔,๑๘๒", "actual"), ("4202", "actual")]
    assert said("ได้ผลร้อยละ 101.5 ของเป้าหมาย") == [("101.5", "level")]
    assert said("ปีนี้ผลคือ 104.27 เปอร์เซ็นต์") == [("104.27", "path")]


def test_a_figure_put_in_place_of_the_drafts_is_known_by_its_place():
    assert said("สามารถประเมินเทียบกับเป้าหมายได้ 3 ตัวชี้วัด") == [("3", "summary:judged")]


@pytest.mark.parametrize(
    "text",
    [
        "ในปี 2557 และ พ.ศ. 2556 ถึงปีงบประมาณ 2558 ตามแผน 2555-2559",
        "ณ วันที่ 30 กันยายน 2557 (1 ก.ย. 2557) 30/9/2557 2014-09-30 และ 10 ม.ค. 2558",
        "ตัวชี้วัด 1.4.1a และ 1.1.2 ตามกลยุทธ์ 1.4",
        "จัดประชุม 9 ครั้ง มีผู้เข้าร่วม 1 คน ใช้งบ 4,500 บาท",
        "ปี 2501 มีเรื่องเล่า 2501",
    ],
)
def test_years_days_ids_and_figures_of_her_own_are_none_of_the_drafts(text):
    assert said(text) == []


def test_a_small_figure_needs_its_surroundings():
    assert said("ส่วนอีก 9 ตัวชี้วัดยังไม่สามารถ") == [("9", "summary:not_judged")]
    assert said("เดินทาง 9 จังหวัด") == []


def test_figures_come_back_as_they_were_kept_and_altered_ones_are_refused():
    kept = drafts.as_text(FIGURES)
    assert kept.encode("cp874") and len(drafts.of_text(kept)) == len(FIGURES)
    assert drafts.of_text(kept)[3] == FIGURES[3]
    for spoilt in ("{}x", '[["a", "b"]]', '[["a", 1, "b", "c"]]'):
        with pytest.raises(ValueError):
            drafts.of_text(spoilt)


def test_marks_are_put_back_before_the_words_of_lights_alone():
    lights = load("labels.yml")["lights"]
    for light in lights.values():
        whole = f"({light['shape']} {light['th']} 4,182–4,202)"
        assert drafts.with_marks(f"(? {light['th']} 4,182?4,202)") == whole
    assert drafts.with_marks("ทำไม? บรรดา ? ๆ") == "ทำไม? บรรดา ? ๆ"


@pytest.mark.parametrize("page", ["cp874", "tis-620"])
def test_a_draft_saved_in_a_thai_code_page_is_still_the_draft(desk, page):
    text = desk.table.read_text(encoding="utf-8-sig")
    (desk.folder / "form_2557.csv").write_bytes(text.encode(page, errors="replace"))
    found = forms.read()
    assert "?" in found.narrative["text_th"][0]
    assert found.narrative["is_draft"].tolist() == [True] and found.form_notes.empty


def test_a_lost_letter_in_an_officers_words_is_told_with_its_place(desk):
    path = desk.put_table({(OVERALL, "obstacles"): "พื้นที่ 5 m² ต่อคน", **by_table()})
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("cp874", errors="replace"))
    (note,) = forms.read().form_notes.itertuples()
    assert (note.code, note.found) == ("lost_character", "พื้นที่ 5 m? ต่อคน")
    assert note.place.endswith("column obstacles") and note.source_file.endswith("form.csv")


def test_a_question_is_no_lost_letter_where_every_letter_can_be_saved(desk):
    address = "https://example.org/?a=1"
    desk.put({(OVERALL, OVERALL, "obstacles"): f"จะทำอย่างไร? {address}"})
    assert forms.read().form_notes.empty
    desk.put({(OVERALL, OVERALL, "obstacles"): "สถานะ (? บรรลุ 1)"})
    (note,) = forms.read().form_notes.itertuples()
    assert note.place == "sheet ภาพรวมและการรับรอง cell C7" and "? บรรลุ" in note.found


def by_table() -> dict:
    return {(item, column): str(value) for (_, item, column), value in result().items()}


def test_an_edited_summary_keeps_which_of_its_figures_are_the_drafts(desk, tmp_path_factory):
    def edit(book):
        cell = find(book, "overall", OVERALL, SUMMARY)
        cell.value = f"{cell.value} เป็นผลที่น่าพอใจ"

    desk.change(edit)
    (row,) = forms.read().narrative.itertuples()
    kept = {words: ids for words, *ids in json.loads(row.draft_figures)}
    assert not row.is_draft and row.source_cell == "C5"
    assert kept["4,331"] == ["2555-2559/1.4.1a:actual"] and kept["10"] == ["summary:due"]
    assert "2557" not in kept and "30" not in kept


def test_a_form_made_before_figures_were_kept_is_read_and_said_to_be_so(desk):
    rows = list(csv.DictReader(desk.table.read_text(encoding="utf-8-sig").splitlines()))
    once = fields.load()["about_once"]
    assert [row for row in rows if row["draft_figures"]] == rows[-1:]
    with (desk.folder / "old.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [name for name in rows[0] if name not in once])
        writer.writeheader()
        rows[-1][SUMMARY] = "สรุปเอง 4,331"
        writer.writerows({n: v for n, v in row.items() if n not in once} for row in rows)
    (row,) = forms.read().narrative.itertuples()
    assert not row.is_draft and pd.isna(row.draft_figures)


def test_spoilt_figures_of_a_draft_are_refused(desk):
    def spoil(book):
        page = book[fields.sheet_name("about")]
        for row in page.iter_rows():
            if row[0].value == "draft_figures":
                row[1].value = "[[1]]"

    desk.change(spoil)
    assert "draft_figures" in desk.refusal()


def test_every_letter_of_a_draft_but_its_marks_stands_in_the_thai_code_page(
    tmp_path_factory, monkeypatch, desk
):
    monkeypatch.setenv("TAMBON_ROOT", str(desk.form.parents[2]))
    draft = "\n".join(map(plain, executive.draft(Speaker(facts.read(2557), "th"))))
    lost = draft.encode("cp874", errors="replace").decode("cp874")
    assert drafts.with_marks(lost) == draft


def test_a_figure_is_its_letters_and_nothing_else():
    assert FIGURES[1] == Figure(
        "summary:judged", "1", "ามารถประเมินเทียบกับเป้าหมายได้"[-24:], FIGURES[1].after
    )
