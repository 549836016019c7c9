"""What changed since a report was filed: which numbers, from what to what, because of what."""

import csv
import json
import subprocess
import sys
from datetime import date

import pytest
from filing_builders import (
    DAY,
    EXPORT,
    FORM,
    INDICATOR,
    PLAN,
    PUBLISHED,
    YEAR,
    fact,
    make_report,
    put,
    reading,
    received,
    small_facts,
)

from helpers import archive
from helpers.archive import causes, inputs
from helpers.archive.messages import around
from helpers.core import metadata, paths
from helpers.core.errors import InputError

ACTUAL, LEVEL, SCORE = (f"{INDICATOR}:{part}" for part in ("actual", "level", "score"))


@pytest.fixture
def report(root):
    """A report of 2557 that was filed, and stands as it was filed."""
    received(root)
    folder = make_report(small_facts())
    archive.file(YEAR, DAY)
    return folder


def now(facts: dict) -> dict[str, archive.Change]:
    """Changes by name once the report holds these facts."""
    (paths.report_folder(YEAR, DAY) / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    found = archive.changes(YEAR, DAY).found
    assert len({change.name for change in found}) == len(found)
    return {change.name: change for change in found}


def causes_of(change: archive.Change) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(cause.file, cause.how, cause.where) for cause in change.causes]


def test_facts_of_another_form_are_not_compared(report):
    facts = {**small_facts(), "schema_version": 2}
    with pytest.raises(InputError, match=r"filed in another form.*schema_version 2"):
        now(facts)
    assert "schema_version" in archive.told(YEAR, DAY, "en")


def corrected(value=4400) -> dict:
    """The facts after one published result was corrected: what rests on it changes with it."""
    facts = small_facts()
    entries = facts["facts"]
    entries["reading:R1"]["value"] = entries[ACTUAL]["value"] = value
    entries[LEVEL]["value"] = value / 4267
    entries[SCORE]["value"] = 4.9
    return facts


def test_nothing_is_told_of_a_report_that_was_never_filed(root):
    received(root)
    folder = make_report(small_facts())
    assert archive.changes(YEAR, DAY) is None
    assert archive.told(YEAR, DAY, "th") == ""
    assert archive.write_changes(YEAR, DAY) is None
    assert not (folder / "changes_since_filing.csv").exists()


def test_a_report_as_it_was_filed_says_so(report):
    assert archive.changes(YEAR, DAY).found == ()
    assert "stands as filed in copy 1" in archive.told(YEAR, DAY, "en")
    assert "ตรงกับฉบับที่ 1" in archive.told(YEAR, DAY, "th")


def test_a_corrected_result_and_all_that_rests_on_it_name_the_line_it_stands_in(report):
    put(PUBLISHED, "corrected\n")
    found = now(corrected())
    assert set(found) == {"reading:R1", ACTUAL, LEVEL, SCORE}
    assert found[ACTUAL].old == {"th": "4,331", "en": "4,331"}
    assert found[ACTUAL].new == {"th": "4,400", "en": "4,400"}
    assert (found[LEVEL].old["th"], found[LEVEL].new["th"]) == ("101.50", "103.12")
    assert (found[SCORE].old["en"], found[SCORE].new["en"]) == ("5.0000", "4.9000")
    for change in found.values():
        assert causes_of(change) == [(PUBLISHED, "changed", ("166",))]


def test_another_changed_file_a_number_does_not_rest_on_is_not_named(report):
    put(PUBLISHED, "corrected\n")
    put(EXPORT, "another export\n")
    put(PLAN, "a note in the plan's file\n")
    found = now(corrected())
    assert [cause.file for cause in found[LEVEL].causes] == [PUBLISHED]


def test_a_line_that_moved_in_its_file_is_no_cause(report):
    put(PUBLISHED, "a line more\n")
    put(PLAN, "a corrected target\n")
    facts = small_facts()
    facts["readings"]["R1"]["source"] = f"{PUBLISHED}:170"
    facts["facts"]["reading:R1"]["sources"] = [f"{PUBLISHED}:170"]
    facts["facts"][f"{INDICATOR}:target"]["value"] = 4300
    facts["facts"][LEVEL]["value"] = 4331 / 4300
    facts["facts"]["welfare:gap"] = fact(2, "reading:R1", f"{PLAN}:308")
    found = now(facts)
    for name in (LEVEL, "welfare:gap"):
        assert causes_of(found[name]) == [(PLAN, "changed", ("308",))]


def with_form(facts: dict) -> dict:
    """The result taken from a form that officers filled in."""
    facts["readings"]["F1"] = reading("2014-09-30", f"{FORM}#ผลตัวชี้วัด:12", "reading:F1")
    facts["facts"]["reading:F1"] = fact(4350, f"{FORM}#ผลตัวชี้วัด:12", method="published")
    facts["facts"][ACTUAL] = fact(4350, "reading:F1", method="published")
    return facts


def test_a_form_that_came_in_is_named_with_sheet_and_row(report):
    put(FORM, "a workbook\n")
    found = now(with_form(small_facts()))
    assert causes_of(found[ACTUAL]) == [(FORM, "new", ("ผลตัวชี้วัด:12",))]
    assert found["reading:F1"].old is None and found["reading:F1"].new["th"] == "4,350"
    assert f"{FORM} at ผลตัวชี้วัด:12 (new file)" in archive.told(YEAR, DAY, "en")


def test_a_form_taken_away_is_named_as_gone(root):
    received(root)
    put(FORM, "a workbook\n")
    make_report(with_form(small_facts()))
    archive.file(YEAR, DAY)
    (root / FORM).unlink()
    found = now(small_facts())
    assert found["reading:F1"].new is None and found["reading:F1"].old["en"] == "4,350"
    for name in ("reading:F1", ACTUAL):
        assert causes_of(found[name]) == [(FORM, "gone", ("ผลตัวชี้วัด:12",))]
    assert "file gone" in archive.told(YEAR, DAY, "en") and "gone, was" in archive.told(
        YEAR, DAY, "en"
    )


def test_a_registry_that_was_exported_anew_is_named_for_what_it_counts(report):
    put("data/raw/registries/councils_2.csv", "a second export\n")
    facts = small_facts()
    facts["facts"]["councils:registered"]["value"] = 15
    found = now(facts)
    new = ("data/raw/registries/councils_2.csv", "new", ())
    assert causes_of(found["councils:registered"]) == [new]


def test_a_setting_is_named_for_the_number_and_the_light_that_rest_on_it(report, root):
    config = (root / "config.yml").read_text(encoding="utf-8")
    put("config.yml", config.replace("near: 90", "near: 95"))
    facts = small_facts()
    facts["settings"]["cut_offs"]["near"] = facts["facts"]["settings:near"]["value"] = 95
    facts["indicators"][0]["lights"] = {"low": "near", "high": "reached"}
    found = now(facts)
    assert causes_of(found["settings:near"]) == [("config.yml", "changed", ("cut_offs.near",))]
    assert causes_of(found[INDICATOR]) == [("config.yml", "changed", ("cut_offs",))]
    assert found[INDICATOR].what == "light"
    assert found[INDICATOR].old["th"] == "▲ บรรลุ"
    assert found[INDICATOR].new["en"] == "△ near / ▲ reached"


def test_a_setting_beside_a_corrected_result_is_named_for_the_score_alone(report, root):
    config = (root / "config.yml").read_text(encoding="utf-8")
    put("config.yml", config.replace("score_mode: linear", "score_mode: step"))
    put(PUBLISHED, "corrected\n")
    facts = corrected()
    facts["settings"]["score_mode"] = "step"
    found = now(facts)
    assert [cause.file for cause in found[LEVEL].causes] == [PUBLISHED]
    assert causes_of(found[SCORE]) == [
        (PUBLISHED, "changed", ("166",)),
        ("config.yml", "changed", ("score_mode",)),
    ]


def test_counts_of_lights_name_what_moved_the_lights(report):
    put(PUBLISHED, "corrected\n")
    put(EXPORT, "another export\n")
    facts = corrected(3000)
    facts["indicators"][0]["lights"] = {"low": "off", "high": "off"}
    facts["facts"]["light:off"] = facts["facts"].pop("light:reached")
    found = now(facts)
    expected = [(PUBLISHED, "changed", ("166",))]
    assert causes_of(found["light:off"]) == causes_of(found["light:reached"]) == expected
    assert causes_of(found[INDICATOR]) == expected
    assert found["light:reached"].new is None


def altered(monkeypatch, *names: str) -> None:
    """Let files of the package look other than when the report was filed."""
    real = causes._sha
    monkeypatch.setattr(causes, "_sha", lambda name: "f" * 64 if name in names else real(name))


@pytest.mark.parametrize(
    "name", ["src/helpers/assessment/assess.py", "src/helpers/metadata/indicators.yml"]
)
def test_code_or_metadata_is_named_when_no_input_of_the_number_changed(report, monkeypatch, name):
    altered(monkeypatch, name)
    put(EXPORT, "another export\n")
    facts = small_facts()
    facts["facts"][LEVEL]["value"] = 0.5
    assert causes_of(now(facts)[LEVEL]) == [(name, "changed", ())]


def test_a_scale_of_scores_is_named_by_its_own_file(report, monkeypatch):
    altered(monkeypatch, "src/helpers/metadata/scoring.yml")
    facts = small_facts()
    facts["settings"]["score_scale"] = {"points": [{"at": 100, "score": 3}]}
    facts["facts"][SCORE]["value"] = 3
    assert causes_of(now(facts)[SCORE]) == [("src/helpers/metadata/scoring.yml", "changed", ())]


def test_a_change_without_a_changed_input_says_its_cause_is_not_known(report):
    facts = small_facts()
    facts["facts"][LEVEL]["value"] = 0.5
    assert now(facts)[LEVEL].causes == ()
    assert "a cause that is not known" in archive.told(YEAR, DAY, "en")
    assert "ไม่ทราบสาเหตุ" in archive.told(YEAR, DAY, "th")


def test_lines_of_the_filed_report_are_not_named_beside_those_of_the_present_one(report):
    put(PUBLISHED, "another reading leads\n")
    facts = small_facts()
    line = f"{PUBLISHED}:12"
    facts["readings"]["R9"] = reading("2014-09-30", line, "reading:R9")
    facts["facts"]["reading:R9"] = fact(4340, line, method="published")
    facts["facts"][ACTUAL] = fact(4340, "reading:R9", method="published")
    assert causes_of(now(facts)[ACTUAL]) == [(PUBLISHED, "changed", ("12",))]


@pytest.mark.parametrize("harm", ["the present facts", "the filed facts", "the record"])
def test_what_cannot_be_compared_is_told_in_one_line(report, harm):
    copy = paths.reports("filed", "2557", "001_2014-09-30")
    earlier = archive.write_changes(YEAR, DAY)
    if harm == "the present facts":
        (report / "facts.json").unlink()
    else:
        file = copy / ("facts.json" if harm == "the filed facts" else "filing.json")
        file.chmod(0o644)
        file.write_text("{}", encoding="utf-8")
    told = archive.told(YEAR, DAY, "th")
    assert len(told.splitlines()) == 1 and "2557" in told
    assert archive.write_changes(YEAR, DAY) is None and not earlier.exists()
    with pytest.raises(InputError):
        archive.changes(YEAR, DAY)


def test_an_interval_is_written_as_an_interval(report):
    put(PUBLISHED, "corrected\n")
    facts = small_facts()
    facts["facts"][ACTUAL]["value"] = {"low": 4300, "high": 4400}
    assert now(facts)[ACTUAL].new == {"th": "4,300–4,400", "en": "4,300–4,400"}


def test_a_number_of_a_later_day_is_told_as_shown_beside(report):
    put(PUBLISHED, "a later reading\n")
    facts = small_facts()
    facts["facts"]["councils:next:count"]["value"] = facts["facts"]["reading:R2"]["value"] = 5100
    found = now(facts)
    assert [found[name].beside for name in ("councils:next:count", "reading:R2")] == [True, True]
    assert "shown beside only, never used" in archive.told(YEAR, DAY, "en")
    assert "แสดงประกอบเท่านั้น" in archive.told(YEAR, DAY, "th")
    assert not now(corrected())[ACTUAL].beside


def text(words: str) -> dict:
    source = f"{FORM}#คำอธิบาย:20"
    return {"text_th": words, "is_draft": False, "source_id": "f", "source": source}


def told_by_officers(obstacle: str) -> dict:
    facts = small_facts()
    facts["narrative"] = {
        "form": {"source_id": "f"},
        "overall": {"executive_summary": text("บทสรุป")},
        "indicators": {INDICATOR: {"obstacles": text(obstacle)}},
        "approval": {"approved_by": text("ผู้อำนวยการสำนัก")},
    }
    return facts


def test_texts_that_came_in_or_changed_are_told_with_their_row(root):
    received(root)
    put(FORM, "a workbook\n")
    long = "งบประมาณที่ได้รับจัดสรรไม่เพียงพอต่อการลงพื้นที่ตรวจเยี่ยมสภาองค์กรชุมชนในทุกตำบล " * 3
    make_report(told_by_officers(f"{long} หนึ่ง"))
    archive.file(YEAR, DAY)
    put(FORM, "the workbook, corrected\n")
    found = now(told_by_officers(f"{long} สอง"))
    (change,) = found.values()
    assert (change.what, change.name) == ("text", f"{INDICATOR}.obstacles")
    assert causes_of(change) == [(FORM, "changed", ("คำอธิบาย:20",))]
    subject, line = archive.told(YEAR, DAY, "th").splitlines()[1:]
    assert subject.strip() == "1.4.1a สภาองค์กรชุมชนที่จดแจ้ง"
    assert "อุปสรรค" in line and "หนึ่ง" in line and "สอง" in line
    assert len(line) < 400
    gone = now(small_facts())
    assert {f"{INDICATOR}.obstacles", "approval.approved_by"} <= set(gone)
    assert gone["approval.approved_by"].new is None


def test_texts_of_strategies_and_remarks_that_came_in_are_told(report):
    put(FORM, "a workbook\n")
    facts = told_by_officers("ฝน")
    facts["narrative"]["strategies"] = {"2555-2559/3.1": {"evidence": text("คำสั่ง")}}
    facts["narrative"]["goals"] = {"2555-2559/3.1/process.2": {"remark": text("รอระบบ")}}
    found = now(facts)
    assert found["2555-2559/3.1.evidence"].new["th"] == "คำสั่ง"
    assert found["2555-2559/3.1/process.2.remark"].new["th"] == "รอระบบ"
    assert causes_of(found["2555-2559/3.1/process.2.remark"]) == [(FORM, "new", ("คำอธิบาย:20",))]


def test_a_stage_stated_by_a_form_is_told(report):
    put(FORM, "a workbook\n")
    facts = small_facts()
    goal = facts["goals"]["items"][0]
    goal |= {"stage": "done", "stage_of": {"source": f"{FORM}#ขั้น:5"}}
    (change,) = now(facts).values()
    assert (change.what, change.old["th"], change.new["en"]) == ("stage", "ไม่มีข้อมูล", "done")
    assert causes_of(change) == [(FORM, "new", ("ขั้น:5",))]


def test_the_list_names_the_copy_and_says_the_same_in_both_languages(report):
    put(PUBLISHED, "corrected\n")
    now(corrected())
    thai, english = (archive.told(YEAR, DAY, lang).splitlines() for lang in ("th", "en"))
    assert "ฉบับที่ 1" in thai[0] and "copy 1" in english[0]
    subjects = [line.strip() for line in english[1:] if not line.startswith("    ")]
    assert subjects == ["1.4.1a councils registered", "reading received"]
    assert len(thai) == len(english) == 1 + len(subjects) + 4
    english_line = next(line for line in english if line.startswith("    result:"))
    assert f"from 4,331 to 4,400 · because of {PUBLISHED} line 166" in english_line
    thai_line = next(line for line in thai if line.startswith("    ผล:"))
    assert "จาก 4,331 เป็น 4,400" in thai_line and f"{PUBLISHED} บรรทัด 166" in thai_line
    assert any("ร้อยละ 101.50 เป็น ร้อยละ 103.12" in line for line in thai)


def test_thai_numerals_follow_the_setting_of_the_report(report):
    facts = corrected()
    facts["settings"]["digits"] = "thai"
    found = now(facts)
    assert found[ACTUAL].old == {"th": "๔,๓๓๑", "en": "4,331"}


def test_of_many_changes_the_rest_stand_in_the_table(report):
    facts = small_facts()
    shown = metadata.load("filing.yml")["lines_told"]
    facts["facts"] |= {f"quality:{n}": fact(n, "table:actuals") for n in range(shown + 7)}
    found = now(facts)
    lines = archive.told(YEAR, DAY, "en").splitlines()
    assert len(found) == shown + 7 and len(lines) == shown + 3
    assert lines[-1].strip() == "and 7 more, see reports/2557/changes_since_filing.csv"


def rows() -> list[dict[str, str]]:
    file = archive.write_changes(YEAR, DAY)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_table_holds_every_change_in_both_languages_and_is_emptied_again(report):
    put(PUBLISHED, "corrected\n")
    now(corrected())
    (row,) = [row for row in rows() if row["fact_id"] == ACTUAL]
    assert row["what_th"].endswith("– ผล") and row["what_en"].endswith("– result")
    assert (row["from_th"], row["from_en"]) == ("4,331", "4,331")
    assert (row["to_th"], row["to_en"]) == ("4,400", "4,400")
    assert f"{PUBLISHED} บรรทัด 166" in row["because_of_th"]
    assert f"{PUBLISHED} line 166" in row["because_of_en"]
    now(small_facts())
    assert rows() == []


def test_a_formula_in_a_text_is_inert_in_the_table(root):
    received(root)
    make_report(told_by_officers("เดิม"))
    archive.file(YEAR, DAY)
    now(told_by_officers('=HYPERLINK("http://example.invalid";"x")'))
    (row,) = rows()
    assert row["to_th"].startswith("'=HYPERLINK")


def test_telling_needs_no_table_and_no_pandas():
    script = "import sys, helpers.archive; print(sorted({'pandas', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_every_table_a_fact_may_count_is_followed_to_its_files():
    from helpers.core import schemas

    about = metadata.load("filing.yml")
    assert set(schemas.TABLES) <= set(about["tables"])
    assert {inputs.kind_of(name) for name in (PLAN, PUBLISHED, EXPORT, FORM, "config.yml")} == {
        "plans", "actuals", "registries", "settings",
    }  # fmt: skip


def test_words_are_there_for_every_field_of_the_narrative():
    from helpers.core import schemas

    assert set(schemas.NARRATIVE_FIELDS) == set(metadata.load("labels.yml")["filing"]["fields"])


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a", "b", ("a", "b")),
        ("", "x" * 30, ("", "x" * 20 + "…")),
        ("y" * 40 + "1", "y" * 40 + "2", ("…" + "y" * 12 + "1", "…" + "y" * 12 + "2")),
        ("same", "same and more", ("same", "same and more")),
        ("one\n two", "one\n three", ("one two", "one three")),
    ],
)
def test_texts_are_shown_where_they_differ(old, new, shown):
    assert around(old, new, 20) == shown


def test_a_cut_never_parts_a_letter_from_its_vowel():
    shown, _ = around("ที่" * 10, "", 4)
    assert shown == "ที่ที่…"


def test_the_day_is_a_report_of_its_own(report):
    assert archive.told(YEAR, date(2014, 3, 31), "en") == ""
