"""Days in figures: the order a file proves or declares, and times that may hide the next day."""

from dataclasses import replace
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from registry_files import HEADINGS, LINE, write_workbook
from registry_lines import clean, lines, reasons

from helpers.core import dates, thai
from helpers.registries import cleaning, declarations, reading
from helpers.registries.declarations import Habits

PLACES = ["ในเวียง", "ผาสิงห์", "ดู่ใต้", "ไชยสถาน", "บ่อ", "เรือง", "นาซาว", "ถืมตอง"]


def dated(*days: str, first: int = 0, **more) -> pd.DataFrame:
    """A line for each day, every one a body of its own, from the ``first`` place on."""
    bodies = [
        {"name": f"ตัวอย่าง {n}", "tambon": PLACES[n], "registered_on": day}
        for n, day in enumerate(days, start=first)
    ]
    return lines(*bodies, **{"exported_on": "2015-09-30", **more})


def accepted(cleaned) -> dict[int, str]:
    bodies = cleaned.registrations
    return dict(zip(bodies["source_row"], bodies["registered_on"].astype("str"), strict=True))


def flags(cleaned) -> dict[int, str]:
    noted = cleaned.registrations.dropna(subset="flags")
    return dict(zip(noted["source_row"], noted["flags"], strict=True))


def declared(**habits):
    package = declarations.load()
    council = replace(package.kinds["council"], habits=Habits(**habits))
    return replace(package, kinds={**package.kinds, "council": council})


def test_a_file_that_proves_the_month_first_has_its_open_days_rejected():
    found = clean(dated("11/2/2014", "9/29/2014", "5/5/2014", "12/24/2013", "2014-10-01"))
    assert reasons(found) == {"a.csv#2": "day_order_unknown"}
    assert accepted(found) == {
        3: "2014-09-29", 4: "2014-05-05", 5: "2013-12-24", 6: "2014-10-01",
    }  # fmt: skip
    assert flags(found) == {3: "month_first", 5: "month_first"}
    told = found.rejects["reason_en"].item()
    assert "may be 11 Feb 2014 or 2 Nov 2014" in told
    assert "9/29/2014 (a.csv#3)" in told
    assert "day_order" in found.rejects["reason_th"].item()


def test_a_file_that_proves_neither_has_the_day_first():
    found = clean(dated("11/2/2014", "5/5/2014"))
    assert accepted(found) == {2: "2014-02-11", 3: "2014-05-05"}
    assert not flags(found)


def test_a_file_that_proves_both_tells_both():
    found = clean(dated("11/2/2014", "9/29/2014", "25/12/2013"))
    assert set(reasons(found).values()) == {"day_order_unknown"}
    assert accepted(found) == {4: "2013-12-25"}
    assert "9/29/2014 (a.csv#3), 25/12/2013 (a.csv#4)" in found.rejects["reason_en"].iloc[0]


def test_a_slip_among_many_days_leaves_the_day_first_and_a_flag():
    many = lines(
        *({"name": f"x {n}", "registered_on": f"{13 + n % 15}/1/2014"} for n in range(60)),
        {"name": "y", "registered_on": "9/29/2014"},
        {"name": "z", "registered_on": "11/2/2014"},
    )
    found = clean(many)
    assert reasons(found) == {"a.csv#62": "not_a_day"}
    assert accepted(found)[63] == "2014-02-11"
    assert flags(found) == {63: "day_order_mixed"}


def test_the_order_of_one_file_says_nothing_of_another():
    found = clean(dated("9/29/2014"), dated("11/2/2014", file="b.csv", first=1))
    assert not reasons(found)
    assert sorted(found.registrations["registered_on"].astype("str")) == [
        "2014-02-11",
        "2014-09-29",
    ]


def test_the_day_of_the_end_proves_the_order_too():
    given = {"registered_on": "11/2/2013", "ended_on": "9/29/2014", "status": "ยกเลิก"}
    assert reasons(clean(lines(given))) == {"a.csv#2": "day_order_unknown"}


def test_a_declared_order_is_followed():
    given = dated("11/2/2014", "9/29/2014", "25/12/2013")
    found = clean(given, declared=declared(day_order="month_first"))
    assert accepted(found) == {2: "2014-11-02", 3: "2014-09-29"}
    assert reasons(found) == {"a.csv#4": "not_a_day"}
    found = clean(given, declared=declared(day_order="day_first"))
    assert accepted(found) == {2: "2014-02-11", 4: "2013-12-25"}
    assert reasons(found) == {"a.csv#3": "not_a_day"}


def test_a_single_file_may_have_an_order_of_its_own():
    package = declarations.load()
    own = ((("council_2015*",), Habits(day_order="month_first")),)
    council = replace(package.kinds["council"], single_files=own)
    said = replace(package, kinds={**package.kinds, "council": council})
    given = [
        dated("11/2/2014", file=f"data/raw/registries/{f}") for f in ("council_2015.csv", "b.csv")
    ]
    assert accepted(clean(given[0], declared=said)) == {2: "2014-11-02"}
    assert accepted(clean(given[1], declared=said)) == {2: "2014-02-11"}


def test_a_correction_is_in_the_order_of_its_file():
    """A day left as it was received is no more certain in the workbook of corrections."""
    again = dated("11/2/2014", file="corrected.xlsx", fixes_file="a.csv", fixes_row=2)
    found = clean(dated("11/2/2014", "9/29/2014"), again)
    assert reasons(found)["corrected.xlsx#2"] == "day_order_unknown"
    words = dated("2 พ.ย. 2557", file="corrected.xlsx", fixes_file="a.csv", fixes_row=2)
    found = clean(dated("11/2/2014", "9/29/2014"), words)
    assert accepted(found) == {2: "2014-11-02", 3: "2014-09-29"}


@pytest.mark.parametrize(
    ("text", "order"),
    [("9/29/2014", "month_first"), ("๙-๒๙-๒๕๕๗", "month_first"), ("25.12.57", "day_first"),
     ("11/2/2014", "either"), ("5/5/2014", None), ("2014-09-29", None), ("9 ก.ย. 2557", None),
     ("31/31/2014", None), ("9/31/2014", None), ("09292014", "month_first")],
)  # fmt: skip
def test_what_a_day_shows_of_its_order(text, order):
    assert dates.shown_order(text) == order


def test_moments_of_another_zone_count_in_the_fiscal_year_of_thailand():
    found = clean(dated("2014-09-30T17:00:00Z", "2014-10-01T00:00:00+07:00", "2014-09-30T16:00Z"))
    years = found.registrations.set_index("source_row")["fiscal_year_be"].to_dict()
    assert years == {2: 2558, 3: 2558, 4: 2557}
    assert not reasons(found)


def test_odd_times_are_flagged_with_the_time_and_counted():
    found = clean(dated("30/9/2557 23:59:56", "41912.98755", "30/9/2557 09:00"))
    assert flags(found) == {2: "odd_time:23:59:56", 3: "odd_time:23:42:04"}
    counted = found.account.set_index("what")["n"]
    assert counted["flag:odd_time"] == 2


def test_excel_cells_keep_a_time_that_is_not_midnight(tmp_path):
    times = [datetime(2014, 9, 30), datetime(2014, 9, 30, 17), datetime(2014, 9, 30, 23, 59, 56)]
    rows = [[*LINE[:1], PLACES[n], "เมืองน่าน", "น่าน", t, 1] for n, t in enumerate(times)]
    write_workbook(tmp_path, {"สภา": [HEADINGS, *rows]})
    book = openpyxl.load_workbook(next(tmp_path.glob("*.xlsx")))
    assert book.active["E3"].is_date
    found = cleaning.clean_lines(reading.read(tmp_path))
    assert flags(found) == {3: "odd_time:17:00:00", 4: "odd_time:23:59:56"}
    assert set(accepted(found).values()) == {"2014-09-30"}


def test_dates_a_spreadsheet_read_with_the_month_first_are_flagged():
    """Left as texts are only the days it could not read so: all after the 12th."""
    texts = [f"{13 + n}/5/2557" for n in range(9)]
    dated_ = [f"2014-05-{1 + n:02d}" for n in range(9)]
    given = [{"name": f"x{n}", "registered_on": day} for n, day in enumerate([*dated_, *texts])]
    found = clean(lines(*given))
    assert set(flags(found)) == set(range(2, 11))
    assert set(flags(found).values()) == {"maybe_swapped"}
    later = [{"name": "y", "registered_on": "2014-05-20"}]
    assert not flags(clean(lines(*given, *later)))
    earlier = [{"name": "y", "registered_on": "11/5/2557"}]
    assert not flags(clean(lines(*given, *earlier)))
    assert not flags(clean(lines(*given[2:])))
    in_thai = [{**one, "registered_on": thai.thai_digits(one["registered_on"])} for one in given]
    assert set(flags(clean(lines(*in_thai))).values()) == {"maybe_swapped"}
