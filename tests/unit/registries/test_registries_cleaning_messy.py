"""The hand-made messy registry ends as expected, line by line, from CSV and from a workbook."""

import json
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from conftest import REPOSITORY

from helpers.core import thai
from helpers.registries import cleaning, reading
from helpers.registries.cleaning import Cleaned

sys.path.insert(0, str(REPOSITORY / "tests" / "fixtures" / "registries"))
import make_messy

LINES = dict(enumerate(make_messy.source()["lines"], start=1))
EXPECTED = {number: line["is"] for number, line in LINES.items()}
WAYS = {"csv": make_messy.write_csv, "xlsx": make_messy.write_xlsx}


@pytest.fixture(scope="module", params=WAYS)
def messy(request, tmp_path_factory) -> tuple[Cleaned, dict[int, int]]:
    """The cleaned registry, and the data line of each row of its file."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    rows = WAYS[request.param](folder)
    return cleaning.clean_lines(reading.read(folder)), {row: line for line, row in rows.items()}


def by_line(frame: pd.DataFrame, lines: dict[int, int]) -> dict[int, object]:
    """Rows of a table by the data line they come from."""
    return {lines[row.source_row]: row for row in frame.itertuples()}


def test_there_are_200_lines_each_with_its_oddity():
    assert len(LINES) == 200
    odd = [line["oddity"] for line in LINES.values() if line["oddity"] != "plain"]
    assert len(set(odd)) > 140
    assert all(("reject" in is_) != ("body" in is_) for is_ in EXPECTED.values())


def test_every_line_in_is_accepted_or_rejected(messy):
    cleaned, _ = messy
    assert cleaned.lines_in == 200 == cleaned.accepted + len(cleaned.rejects)


def test_exactly_the_expected_lines_are_rejected_each_for_its_reason(messy):
    cleaned, lines = messy
    found = {line: row.reason_code for line, row in by_line(cleaned.rejects, lines).items()}
    assert found == {n: is_["reject"] for n, is_ in EXPECTED.items() if "reject" in is_}


def test_exactly_the_expected_bodies_come_out(messy):
    cleaned, lines = messy
    found = [EXPECTED[line]["body"] for line in by_line(cleaned.registrations, lines)]
    expected = {is_["body"] for is_ in EXPECTED.values() if "body" in is_}
    assert sorted(found) == sorted(expected)


def test_each_body_has_its_day_and_its_tambons(messy):
    cleaned, lines = messy
    tambons = cleaned.body_tambons.groupby("body_id")["tambon_code"].agg(sorted)
    for line, row in by_line(cleaned.registrations, lines).items():
        is_ = EXPECTED[line]
        assert row.registered_on == pd.Timestamp(is_["since"]), LINES[line]["oddity"]
        assert row.fiscal_year_be == is_.get("fiscal_year", row.fiscal_year_be)
        assert row.fiscal_year_be == thai.fiscal_year(date.fromisoformat(is_["since"]))
        expected = is_.get("body_tambons", is_["tambons"])
        assert tambons[row.body_id] == sorted(expected), LINES[line]["oddity"]
        assert row.exported_on == pd.Timestamp("2014-10-15")


def test_each_line_gives_its_tambons_as_filed(messy):
    cleaned, lines = messy
    held = cleaned.body_tambons.assign(line=cleaned.body_tambons["source_row"].map(lines))
    for line, rows in held.groupby("line"):
        is_ = EXPECTED[line]
        assert sorted(rows["tambon_code"]) == sorted(is_["tambons"]), LINES[line]["oddity"]
        if "filed" in is_:
            assert rows["code_as_filed"].tolist() == is_["filed"], LINES[line]["oddity"]


@pytest.mark.parametrize("key", ["status", "area_type", "body_id"])
def test_what_else_is_said_of_bodies_holds(messy, key):
    cleaned, lines = messy
    rows = by_line(cleaned.registrations, lines)
    expected = {n: is_[key] for n, is_ in EXPECTED.items() if key in is_ and n in rows}
    assert expected
    assert {n: getattr(rows[n], key) for n in expected} == expected


def test_names_are_spelt_and_blank_ones_made(messy):
    cleaned, lines = messy
    rows = by_line(cleaned.registrations, lines)
    expected = {n: is_["name"] for n, is_ in EXPECTED.items() if "name" in is_}
    assert {n: rows[n].name_th for n in expected} == expected


def test_the_days_of_ending_are_read(messy):
    cleaned, lines = messy
    ended = cleaned.registrations[cleaned.registrations["ended_on"].notna()]
    found = {n: f"{row.ended_on:%Y-%m-%d}" for n, row in by_line(ended, lines).items()}
    assert found == {n: is_["ended"] for n, is_ in EXPECTED.items() if "ended" in is_}


def test_numbers_are_read_and_never_made_zero(messy):
    cleaned, lines = messy
    rows = by_line(cleaned.registrations, lines)
    expected = {n: is_["members"] for n, is_ in EXPECTED.items() if "members" in is_}
    found = {n: None if pd.isna(rows[n].members) else rows[n].members for n in expected}
    assert found == expected


def test_flags_are_those_expected_and_no_others(messy):
    cleaned, lines = messy
    details = ("duplicate_of_row", "also_row")
    found = {}
    for line, row in by_line(cleaned.registrations, lines).items():
        flags = [] if pd.isna(row.flags) else row.flags.split(";")
        short = {f.split(":")[0] if f.startswith(details) else f for f in flags}
        found[line] = sorted(short - {"also_row"})
    expected = {line: sorted(EXPECTED[line].get("flags", [])) for line in found}
    assert found == expected


def test_duplicates_and_the_kept_line_name_each_other(messy):
    cleaned, lines = messy
    rejects = by_line(cleaned.rejects, lines)
    kept = {is_["body"]: n for n, is_ in EXPECTED.items() if "body" in is_}
    rows = by_line(cleaned.registrations, lines)
    repeated = [n for n, is_ in EXPECTED.items() if is_.get("reject") == "duplicate"]
    assert repeated
    for line in repeated:
        original = rows[kept[EXPECTED[line]["kept"]]]
        assert f"#{original.source_row} " in rejects[line].reason_th + " "
        name = f"duplicate_of_row:{rejects[line].source_file}#{rejects[line].source_row}"
        assert name in original.flags.split(";")


def test_conflicting_lines_name_the_other_and_its_day(messy):
    cleaned, lines = messy
    told = by_line(cleaned.rejects[cleaned.rejects["reason_code"] == "conflicting_dates"], lines)
    pairs = [(n, n + 1) for n in told if n + 1 in told and n % 2 == min(told) % 2]
    assert len(pairs) == 2
    for one, other in [*pairs, *((b, a) for a, b in pairs)]:
        assert f"#{told[other].source_row} (" in told[one].reason_en
        assert LINES[other]["cells"]["day"][-4:] in told[one].reason_th


def test_no_personal_data_is_left_anywhere(messy):
    cleaned, _ = messy
    written = "".join(
        frame.to_csv() for frame in (cleaned.registrations, cleaned.rejects, cleaned.account)
    )
    for secret in ("080-000-0000", "0-0000-00000-00-0", "สมมติ"):
        assert any(secret in cell for line in LINES.values() for cell in line["cells"].values())
        assert secret not in written


def test_texts_that_begin_like_formulas_stay_texts(messy):
    cleaned, lines = messy
    (line,) = [n for n, li in LINES.items() if li["cells"].get("name", "").startswith("=HYPER")]
    received = json.loads(by_line(cleaned.rejects, lines)[line].as_received)
    assert received["name"] == LINES[line]["cells"]["name"]


def test_rejects_hold_declared_columns_alone(messy):
    cleaned, _ = messy
    known = {"name", "tambon", "amphoe", "province", "tambon_code", "area_type", "registered_on"}
    known |= {"ended_on", "status", "body_id", "members"}
    assert {c for text in cleaned.rejects["as_received"] for c in json.loads(text)} <= known
