"""The demonstration: registries of bodies that do not exist, apart from everything real."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from helpers import coverage, demo
from helpers.__main__ import main
from helpers.actuals import table
from helpers.core import datasets, settings, tables, thai
from helpers.core.schemas import TABLES
from helpers.coverage import published, registered
from helpers.demo import bodies as demo_bodies
from helpers.demo import lines, scenario
from helpers.geography import gazetteer
from helpers.registries import reading
from helpers.workflow import jobs

REPOSITORY = Path(__file__).resolve().parents[3]
COUNCILS, FUNDS = "tambon_councils_registered_cum", "welfare_funds_cum"
KINDS = {"council": COUNCILS, "welfare_fund": FUNDS}
BANNER = "ข้อมูลสาธิต ไม่ใช่ข้อมูลจริง (DEMONSTRATION DATA)"
ACT = date(2008, 2, 9)
REAL_TABLES = ("registrations", "body_tambons")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A tree with the real published readings and nothing received."""
    root = tmp_path_factory.mktemp("house")
    shutil.copy(REPOSITORY / "config.yml", root)
    for folder in ("actuals", "geography"):
        shutil.copytree(REPOSITORY / "data" / "raw" / folder, root / "data" / "raw" / folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMBON_ROOT", str(root))
        patch.delenv("DEMO", raising=False)
        tables.write(table.clean(), "actuals")
        _write_real({name: _empty(name) for name in REAL_TABLES})
        yield root


@pytest.fixture(scope="module")
def before(house: Path) -> dict[str, str]:
    """The tree as it was before anything of the demonstration was written."""
    return _snapshot(house)


@pytest.fixture(scope="module")
def exports(house: Path, before: dict[str, str]) -> list[Path]:
    return demo.write_exports()


@pytest.fixture(scope="module")
def received(exports: list[Path]) -> reading.Reading:
    """The exports as the reader of real ones reads them."""
    return reading.read(datasets.DEMO.registries)


@pytest.fixture(scope="module")
def texts(exports: list[Path]) -> dict[str, str]:
    """The whole text of each export by its file's name, cells one a line for workbooks."""
    return {path.name: _text(path) for path in exports}


@pytest.fixture(scope="module")
def made(house: Path, before: dict[str, str], exports: list[Path]) -> registered.Registry:
    """The demonstration made as the step makes it."""
    demo.make()
    for year in settings.load().years:
        demo.count(year, thai.fiscal_year_end(year))
    demo.join()
    return registered.load(datasets.DEMO)


@pytest.fixture(scope="module")
def rejects(made: registered.Registry) -> pd.DataFrame:
    return tables.read("rejects", datasets.DEMO.table("rejects"))


@pytest.fixture(scope="module")
def differences(made: registered.Registry) -> pd.DataFrame:
    """The demonstration's counts beside the published ones that serve each year."""
    said_of_all = tables.read("actuals")
    found = []
    for year in settings.load().years:
        end = thai.fiscal_year_end(year)
        units = published.units(said_of_all, end)
        said = published.rows(said_of_all, units, year, end, settings.load())
        if len(said):
            row = coverage.reconcile(made, said, said_of_all, year)
            found.append(row.assign(year=year))
    return pd.concat(found, ignore_index=True)


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(TABLES[name].columns))


def _write_real(frames: dict[str, pd.DataFrame]) -> None:
    for name, frame in frames.items():
        tables.write(frame, name, datasets.REAL.table(name))


def _snapshot(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _text(path: Path) -> str:
    if path.suffix == ".csv":
        spec = next(file for file in scenario.load()["files"] if file["name"] == path.name)
        return path.read_bytes().decode(spec["encoding"])
    book = openpyxl.load_workbook(path, read_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


class TestFiles:
    def test_are_the_same_bytes_in_another_process(self, exports, tmp_path):
        environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Bangkok", "LC_ALL": "C"}
        code = "import sys, pathlib; from helpers import demo as d; "
        code += "d.write_exports(pathlib.Path(sys.argv[1]))"
        command = [sys.executable, "-c", code, str(tmp_path)]
        subprocess.run(command, env=environment, check=True)
        again = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert again == {path.name: path.read_bytes() for path in exports}

    def test_lie_in_the_demonstrations_folder_alone(self, exports, house):
        assert {path.parent for path in exports} == {
            house / "data" / "processed" / "demo" / "registries"
        }

    def test_say_first_that_they_are_no_real_data(self, exports):
        for path in exports:
            if path.suffix == ".csv":
                assert _text(path).splitlines()[0].startswith(BANNER)
            else:
                for sheet in openpyxl.load_workbook(path, read_only=True):
                    assert next(sheet.iter_rows(values_only=True))[0] == BANNER

    def test_hold_about_as_many_lines_as_declared_bodies(self, received):
        assert 4800 < len(received.lines["council"]) < 5500
        assert 5700 < len(received.lines["welfare_fund"]) < 6500

    def test_other_kinds_are_removed_and_leave_the_rest_as_it_was(self, exports, tmp_path):
        councils = [path for path in exports if "council" in path.name or "สภา" in path.name]
        for path in exports:
            shutil.copy(path, tmp_path)
        (tmp_path / "kept.csv").write_text("not ours", encoding="utf-8")
        demo.write_exports(tmp_path, ["council"])
        left = {path.name for path in tmp_path.iterdir()}
        assert left == {*(path.name for path in councils), "kept.csv"}
        for path in councils:
            assert (tmp_path / path.name).read_bytes() == path.read_bytes()

    def test_are_of_a_day_after_the_last_fiscal_year(self, received):
        days = {day.date() for frame in received.lines.values() for day in frame["exported_on"]}
        assert days == {scenario.exported_on()}
        assert scenario.exported_on() > thai.fiscal_year_end(max(settings.load().years))


class TestMess:
    def test_encodings(self, exports):
        cp874, with_mark = (
            next(p for p in exports if p.name.startswith(start)) for start in ("council_n", "สภา")
        )
        with pytest.raises(UnicodeDecodeError):
            cp874.read_bytes().decode("utf-8")
        assert with_mark.read_bytes().startswith(b"\xef\xbb\xbf")

    def test_a_workbook_of_two_sheets_with_merged_provinces(self, exports):
        path = next(p for p in exports if p.name.startswith("council_south"))
        book = openpyxl.load_workbook(path)
        assert len(book.sheetnames) == 2
        assert len(book.worksheets[0].merged_cells.ranges) > 10

    def test_headings_differ_from_file_to_file(self):
        for kind in KINDS:
            headings = [tuple(sheet["columns"].values()) for sheet in lines.sheets(kind)]
            assert len(set(headings)) == len(headings)

    @pytest.mark.parametrize("what", ["repeated_header", "footer", "blank", "personal_columns"])
    def test_every_file_has_what_is_no_line(self, received, what):
        account = received.account[received.account["what"] == what]
        assert (account["n"] > 0).all()
        assert set(account["source_file"]) == set(received.account["source_file"])

    @pytest.mark.parametrize(
        "pattern",
        {
            "day in words": r"\d{1,2} ก\.ย\. 25\d\d",
            "day in Thai digits": r"[๐-๙]{1,2}/[๐-๙]{1,2}/[๐-๙]{2}\b",
            "day in long words and Thai digits": "[๐-๙]{1,2} กันยายน ๒๕[๐-๙]{2}",
            "day of the Buddhist era with slashes": r"\b\d{1,2}/\d{1,2}/25\d\d\b",
            "day of the Common Era with slashes": r"\b\d\d/\d\d/20\d\d\b",
            "ISO day": r"\b20\d\d-\d\d-\d\d\b",
            "prefix of a tambon": r"ต\.\S",
            "prefix in a word": "ตำบล[ก-ฮ]",
            "prefix of Bangkok": "แขวง[ก-ฮ]",
            "short Bangkok": r"กทม\.",
            "decomposed sara am": "\u0e4d\u0e32",
            "zero-width space": "\u200b",
            "doubled sara e": "เเ",
            "several tambons in a cell": "[ก-ฮ]+ และ [ก-ฮ]",
            "the capital's amphoe": r"อ\.เมือง\b",
            "a citizen's number": "0-0000-00000-00-0",
            "two days in a cell": "9/2/2552 - 15/3/2552",
            "a formula as text": r"=SUM\(",
        }.items(),
        ids=lambda item: item[0],
    )
    def test_habits(self, texts, pattern):
        assert any(re.search(pattern[1], text) for text in texts.values())

    def test_addresses_of_bueng_kan_when_it_was_nong_khai(self, made):
        filed = made.body_tambons
        old = filed["tambon_code"].str.startswith("38") & filed["code_as_filed"].str.startswith(
            "43"
        )
        days = made.registrations.set_index("body_id")["registered_on"]
        assert old.sum() > 10
        assert (filed.loc[old, "body_id"].map(days) < pd.Timestamp(2011, 9, 30)).all()

    def test_oddities_and_faults_of_each_kind_fit_some_sheet(self):
        # One that fits nowhere would be left out without a word.
        every = {"council", "welfare_fund"}
        for what in ("oddities", "faults"):
            placed = [edit for kind in every for edit in lines.edits(what, kind)]
            assert all(edit in placed for edit in scenario.load()[what])


class TestFictitious:
    def test_every_body_says_it_is_an_example(self, received):
        for frame in received.lines.values():
            assert frame["name"].str.contains(r"ตัวอย่าง \d{4}").all()

    def test_persons_and_numbers_are_the_declared_ones_alone(self, texts):
        persons = scenario.load()["personal"]
        for text in texts.values():
            # Tambons begin with these letters too; a person fills a cell or follows a number.
            titled = {
                found[1]
                for cell in re.split(r"[,;\r\n]", text)
                if (found := re.search(r"(?:^|\d )((?:นางสาว|นาย|นาง)[ก-๙]+ [ก-๙]+)$", cell))
            }
            assert titled <= set(persons["contact"])
            numbers = re.findall(r"(?<![\d๐-๙])[0๐][\d๐-๙-]{8,}[\d๐-๙]", text)
            assert set(numbers) <= {*persons["phone"], *persons["citizen_id"]}

    def test_no_person_reaches_a_line(self, received):
        for frame in received.lines.values():
            cells = frame.select_dtypes(exclude="datetime").astype("str")
            found = cells.apply(lambda c: c.str.contains("ทดสอบ|080-?000|0-0000-0", na=False))
            assert not found.any(axis=None)


class TestCourse:
    def test_bodies_come_on_the_first_day_there_are_so_many(self):
        days = pd.date_range("2010-01-01", periods=4)
        counts = pd.Series([0, 2, 2, 3], index=days)
        assert list(demo_bodies.days_of_bodies(counts)) == [days[1], days[1], days[3]]

    def test_published_counts_are_hit_on_their_days(self, house):
        known_counts = tables.read("actuals")
        country = demo_bodies.national(known_counts, "council", COUNCILS)
        for day, count in {"2011-09-30": 2767, "2014-09-01": 4331}.items():
            assert country[day] == pytest.approx(count)
        assert country.is_monotonic_increasing

    def test_nobody_registers_at_the_weekend_and_most_at_the_turn_of_the_year(self, made):
        bodies = made.registrations
        councils = bodies.loc[bodies["kind"] == "council", "registered_on"]
        assert (councils.dt.day_of_week < 5).mean() > 0.99
        month_day = councils.dt.month * 100 + councils.dt.day
        at_turn = month_day.between(901, 1015).mean()
        assert at_turn > 2.5 * 45 / 365

    def test_no_council_before_the_act_nor_after_the_export(self, made):
        councils = made.registrations[made.registrations["kind"] == "council"]
        assert councils["registered_on"].min() >= pd.Timestamp(ACT)
        assert councils["registered_on"].max() <= pd.Timestamp(scenario.exported_on())
        assert councils["ended_on"].notna().sum() > 10


class TestCounts:
    def test_councils_are_off_by_3_to_10_per_cent_in_every_region_and_year(self, differences):
        councils = differences[differences["kind"] == "council"]
        regional = councils[councils["level"] == "region"]
        assert regional.groupby("year")["code"].nunique().to_dict() == {
            2556: 9,
            2557: 11,
            2558: 8,
            2559: 6,
        }
        assert regional["code"].nunique() == 11
        off = (regional["registry_high"] / regional["published_low"] - 1).abs()
        assert off.between(0.03, 0.10).all(), regional[~off.between(0.03, 0.10)]

    def test_councils_of_the_country_are_off_too(self, differences):
        country = differences[
            (differences["kind"] == "council") & (differences["level"] == "country")
        ]
        assert country["year"].tolist() == [2554, 2556, 2557, 2558, 2559]
        assert (country["registry_high"] < 0.975 * country["published_low"]).all()

    def test_regions_are_off_to_both_sides(self):
        times = scenario.load()["kinds"]["council"]["times"].values()
        assert min(times) < 1 < max(times)

    def test_funds_follow_the_published_national_counts(self, made, differences):
        funds = differences[differences["kind"] == "welfare_fund"].set_index("year")
        assert set(funds["level"]) == {"country"}
        off = (funds["registry_high"] / funds["published_low"] - 1).abs()
        # Of 2552 only the calendar year is known, and the count rose by a quarter at its end.
        dated = off.drop(2552)
        assert set(dated.index) == {2553, 2554, 2556}
        assert (dated < 0.03).all(), dated
        in_2552 = registered.bodies_on(made.registrations, "welfare_fund", date(2009, 9, 30))
        assert len(in_2552) == pytest.approx(2500, rel=0.03)

    def test_funds_are_spread_by_the_share_of_tambons(self, made):
        places = made.body_tambons.merge(made.registrations[["body_id", "kind"]], on="body_id")
        funds = places[places["kind"] == "welfare_fund"].drop_duplicates("body_id")
        region = gazetteer.reference().set_index("tambon_code")["region_code"]
        counts = funds["tambon_code"].map(region).value_counts(normalize=True)
        shares = region.value_counts(normalize=True)
        assert ((counts / shares - 1).abs() < 0.05).all()

    def test_overlap_of_council_and_fund_is_neither_random_nor_perfect(self, made):
        both = _covered(made)
        council, fund = both["council"], both["welfare_fund"]
        by_chance = council.mean() * fund.mean()
        assert (council & fund).mean() > by_chance * 1.03
        assert (council & ~fund).mean() > 0.05
        assert (fund & ~council).mean() > 0.05
        assert (~council & ~fund).sum() > 100

    def test_councils_are_clustered_a_bit(self, made):
        council = _covered(made)["council"]
        amphoe = council.index.str[:4]
        share = council.groupby(amphoe).mean()
        size = council.groupby(amphoe).size()
        by_chance = council.mean() * (1 - council.mean()) / size
        spread = ((share - council.mean()) ** 2).sum() / by_chance.sum()
        assert 1.2 < spread < 6

    def test_some_bodies_cover_several_tambons_and_some_tambons_have_several(self, made):
        assert made.body_tambons.groupby("body_id").size().gt(1).sum() > 100
        kind = made.registrations.set_index("body_id")["kind"]
        pairs = made.body_tambons.assign(kind=made.body_tambons["body_id"].map(kind))
        assert pairs.groupby(["kind", "tambon_code"]).size().gt(1).sum() > 100


class TestRejects:
    def test_each_fault_is_rejected_for_its_reason(self, rejects):
        for kind in KINDS:
            own = rejects[rejects["kind"] == kind]
            counts = own["reason_code"].value_counts().to_dict()
            meant: dict[str, int] = {}
            for fault in lines.edits("faults", kind):
                times = 2 if fault.get("again") else 1
                meant[fault["reason"]] = meant.get(fault["reason"], 0) + times * fault["lines"]
            assert counts.pop("duplicate") > 10
            assert counts == meant

    def test_two_to_three_in_a_hundred_lines_are_rejected(self, rejects, received):
        for kind, frame in received.lines.items():
            share = (rejects["kind"] == kind).sum() / len(frame)
            assert 0.015 < share < 0.035

    def test_oddities_are_kept_and_flagged(self, made):
        flags = made.registrations["flags"].dropna()
        for flag in ("before_programme", "bad_members", "bad_organisations", "unknown_status"):
            assert flags.str.contains(flag).any(), flag


class TestApart:
    def test_nothing_is_written_elsewhere(self, made, before, house):
        after = _snapshot(house)
        assert {name: after.get(name) for name in before} == before
        new = set(after) - set(before)
        assert new
        assert all(name.startswith("data/processed/demo/") for name in new)

    def test_no_score_reading_or_light_is_made(self, made, house):
        names = {path.stem for path in (house / "data" / "processed" / "demo").rglob("*.parquet")}
        years = {str(year) for year in settings.load().years}
        expected = {"registrations", "body_tambons", "rejects", "coverage", "coverage_summary"}
        assert names - years == expected

    def test_every_row_is_marked(self, made, rejects):
        frames = [made.registrations, rejects]
        frames += [
            tables.read(name, datasets.DEMO.table(name))
            for name in ("coverage", "coverage_summary")
        ]
        for frame in frames:
            assert len(frame) and frame["is_demo"].all()

    def test_every_year_has_coverage_of_both_kinds(self, made):
        found = tables.read("coverage", datasets.DEMO.table("coverage"))
        years = found.groupby("kind")["year_be"].unique()
        assert set(years.index) == set(KINDS)
        assert all(set(seen) == set(settings.load().years) for seen in years)

    def test_every_name_says_it_is_an_example(self, made):
        assert made.registrations["name_th"].str.contains("ตัวอย่าง").all()

    def test_a_kind_with_a_real_registry_is_not_made_up(self, made, root, monkeypatch):
        monkeypatch.delenv("DEMO", raising=False)
        _write_real({name: _empty(name) for name in REAL_TABLES})
        assert demo.kinds_wanted() == list(KINDS)
        council = made.registrations[made.registrations["kind"] == "council"].head(1)
        _write_real({"registrations": council[list(TABLES["registrations"].columns)]})
        assert demo.kinds_wanted() == ["welfare_fund"]
        monkeypatch.setenv("DEMO", "1")
        assert demo.kinds_wanted() == list(KINDS)

    def test_with_a_real_registry_of_every_kind_its_pages_go(self, root):
        page = datasets.DEMO.reports("2557", "coverage.th.html")
        page.parent.mkdir(parents=True)
        page.write_text("of an earlier run", encoding="utf-8")
        for name in REAL_TABLES:
            tables.write(_empty(name), name, datasets.DEMO.table(name))
        assert main(["step", "demo_pages", "2557"]) == 0
        manifest = jobs.Job("demo_pages", "2557").manifest
        assert list(page.parent.iterdir()) == [manifest]
        assert json.loads(manifest.read_text(encoding="utf-8")) == {"reports": []}


def _covered(registry: registered.Registry) -> pd.DataFrame:
    """Whether each tambon has a council, a fund, on the export's day."""
    found = {}
    for kind in KINDS:
        bodies = registered.bodies_on(registry.registrations, kind, scenario.exported_on())
        own = registry.body_tambons["body_id"].isin(bodies["body_id"])
        codes = registry.body_tambons.loc[own, "tambon_code"]
        found[kind] = gazetteer.reference()["tambon_code"].isin(codes)
    return pd.DataFrame(found).set_axis(gazetteer.reference()["tambon_code"])
