"""A tree with the real tables and invented forms: results, stages and texts as filed."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from helpers import facts, plans, registries
from helpers.actuals import table as actuals_table
from helpers.core import datasets, tables, thai
from helpers.core.schemas import TABLES
from helpers.facts.build import parse_as_of, path
from helpers.publish.annual import Report
from helpers.publish.document import Section, lines_of, plain

REPOSITORY = Path(__file__).resolve().parents[2]
YEAR = 2557
DAY = thai.fiscal_year_end(YEAR)


def source_id(day: date = DAY, year: int = YEAR) -> str:
    return f"form-{year}-{day.isoformat()}"


def place(day: date = DAY, row: int = 9) -> dict:
    """Where a row of a form stands."""
    return {
        "source_id": source_id(day),
        "source_file": f"data/raw/actuals/invented_{day.isoformat()}.xlsx#แผ่นตัวอย่าง",
        "source_row": row,
    }


def result(indicator_id: str, value: float | tuple, day: date = DAY, **said) -> dict:
    """A filed reading of an indicator, as table ``actuals`` holds it."""
    low, high = value if isinstance(value, tuple) else (value, value)
    moment = pd.Timestamp(day)
    return {
        **dict.fromkeys(TABLES["actuals"].columns),
        "reading_id": f"FILED-{day.isoformat()}-{indicator_id.partition('/')[2]}",
        "indicator_key": indicator_id,
        "indicator_id": indicator_id,
        "relation": "same",
        "geography_level": "country",
        "geography_code": "TH",
        **dict.fromkeys(("as_of", "as_of_from", "as_of_to", "read_on"), moment),
        "year_be": thai.fiscal_year(day),
        "source_year_be": thai.fiscal_year(day),
        "year_basis": "dated",
        "value": value if low == high else None,
        "value_low": low,
        "value_high": high,
        "unit_th": "ตำบล",
        "kind": "filed",
        "maturity": "final",
        "evidence": "บันทึกตัวอย่างที่ 1/2557",
        "responsible_unit": "สำนักตัวอย่าง",
        "confidence": "high",
        **place(day),
        **said,
    }


def text(item: str, field: str, words: str, day: date = DAY, **said) -> dict:
    """A text of a form, as table ``narrative`` holds it."""
    return {
        "year_be": YEAR,
        "as_of": pd.Timestamp(day),
        "item": item,
        "field": field,
        "text_th": words,
        "is_draft": False,
        # An edited summary keeps which of the draft's figures still stand in it: here none.
        "draft_figures": "[]" if field == "executive_summary" else None,
        **place(day),
        **said,
    }


def stage(goal_id: str, name: str, day: date = DAY, **said) -> dict:
    """A stage of a goal, as table ``stages`` holds it."""
    return {
        "year_be": thai.fiscal_year(day),
        "goal_id": goal_id,
        "as_of": pd.Timestamp(day),
        "stage": name,
        "maturity": "final",
        "evidence": f"หลักฐานของ {name}",
        "responsible_unit": None,
        **place(day),
        **said,
    }


@cache
def _cleaned() -> dict[str, pd.DataFrame]:
    """The repository's own plans and published results, whatever tree a test works in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("TAMBON_ROOT", raising=False)
        return {**plans.clean(), "actuals": actuals_table.clean()}


def frame(rows: list[dict], name: str) -> pd.DataFrame:
    """Rows as a table of the contract; without rows an empty one."""
    table = pd.DataFrame(rows, columns=list(TABLES[name].columns))
    return table.astype({column: spec.kind for column, spec in TABLES[name].columns.items()})


def goals() -> pd.DataFrame:
    return _cleaned()["plan_goals"]


def province(indicator_id: str, code: str, day: date = DAY) -> dict:
    """A province that a filed result lists, as table ``actual_provinces`` holds it."""
    return {
        "year_be": thai.fiscal_year(day),
        "indicator_id": indicator_id,
        "as_of": pd.Timestamp(day),
        "province_code": code,
        "reading_id": result(indicator_id, 1, day)["reading_id"],
        **place(day),
    }


def make_tree(root: Path, results=(), texts=(), stages=(), readings=(), provinces=()) -> Path:
    """The real tables in ``root``, with what invented forms hold among them.

    ``readings`` are further rows of ``actuals``, of any kind.
    """
    shutil.copytree(REPOSITORY / "data" / "raw", root / "data" / "raw")
    tables_made = dict(_cleaned())
    said = tables_made["actuals"]
    published = said[said.kind != "filed"]
    tables_made["actuals"] = pd.concat(
        [published, frame([*results, *readings], "actuals")], ignore_index=True
    )
    tables_made["narrative"] = frame(list(texts), "narrative")
    tables_made["stages"] = frame(list(stages), "stages")
    tables_made["actual_provinces"] = frame(list(provinces), "actual_provinces")
    tables_made["form_notes"] = frame([], "form_notes")
    for name, table in tables_made.items():
        tables.write(table, name)
    registries.write(registries.clean(datasets.REAL), datasets.REAL)
    return root


def report(lang: str = "th", year: int = YEAR, as_of: str = "", digits=None) -> Report:
    """The report of a year; its facts are made when it is first asked for."""
    if not path(year, parse_as_of(year, as_of)).exists():
        facts.ensure(year, as_of)
    return Report(facts.read(year, as_of), lang, digits)


def said(of: Section) -> list[str]:
    """Every line of a section, in plain words."""
    return [plain(line) for block in of.blocks for line in lines_of(block)]
