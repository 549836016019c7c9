"""A small report to file: facts with their records, products and maps, in a tree of its own."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

from helpers.core import files, partitions, paths
from helpers.workflow import dependencies, steps

YEAR, DAY = 2557, date(2014, 9, 30)
INDICATOR = "2555-2559/1.4.1a"
PLAN = "data/raw/plans/plan_2555-2559.csv"
PUBLISHED = "data/raw/actuals/published_actuals.csv"
FORM = "data/raw/actuals/form_2557.xlsx"
EXPORT = "data/raw/registries/councils.csv"
_NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def fact(value, *sources, kind="count", method="counted"):
    return {"value": value, "kind": kind, "unit": None, "method": method, "sources": [*sources]}


def reading(day, source, fact_id):
    about = {"as_of": day, "as_of_from": day, "as_of_to": day, "source": source, "fact": fact_id}
    return {**about, "kind": "published", "evidence": None}


def small_facts(year=YEAR, as_of=DAY) -> dict:
    """Facts of a cumulative indicator, of registered bodies and of a day after the report's."""
    name = INDICATOR
    actual, target = f"fact:{name}:actual", f"fact:{name}:target"
    facts = {
        f"{name}:target": fact(4267, f"{PLAN}:308", method="printed"),
        f"{name}:actual": fact(4331, "reading:R1", method="published"),
        f"{name}:level": fact(1.015, actual, target, kind="ratio", method="level"),
        f"{name}:score": fact(5, f"fact:{name}:level", kind="score", method="score"),
        "light:reached": fact(1, "table:assessment"),
        "councils:registered": fact(12, "table:registrations"),
        "councils:next:count": fact(5000, "reading:R2", method="published"),
        "settings:near": fact(90, "setting:cut_offs.near", method="setting"),
        "reading:R1": fact(4331, f"{PUBLISHED}:166", method="published"),
        "reading:R2": fact(5000, f"{PUBLISHED}:167", method="published"),
    }
    entry = {
        "indicator_id": name,
        "label": {"th": "สภาองค์กรชุมชนที่จดแจ้ง", "en": "councils registered"},
        "lights": {"low": "reached", "high": "reached"},
        "turns": [],
        "facts": {part: f"{name}:{part}" for part in ("target", "actual", "level", "score")},
    }
    return {
        "year_be": year,
        "as_of": as_of.isoformat(),
        "settings": {
            "digits": "arabic",
            "cut_offs": {"reached": 100, "near": 90, "at_risk": 75},
            "interim_after_days": 92,
            "score_basis": "level",
            "score_scale": {"points": []},
            "score_mode": "linear",
        },
        "indicators": [entry],
        "narrative": {"form": None, "overall": {}, "indicators": {}, "approval": {}},
        "goals": {"items": [{"goal_id": "g1", "stage": "no_data", "stage_of": None}]},
        "readings": {
            "R1": reading("2014-09-01", f"{PUBLISHED}:166", "reading:R1"),
            "R2": reading("2014-10-31", f"{PUBLISHED}:167", "reading:R2"),
        },
        "facts": facts,
    }


def received(root: Path) -> None:
    """Raw files and notebooks the steps read."""
    shutil.copytree(_NOTEBOOKS, root / "notebooks")
    for name in (PLAN, PUBLISHED, EXPORT, "data/raw/geography/regions.csv"):
        put(name, f"{name}\n")


def put(name: str, text: str) -> Path:
    """Write a raw file or ``config.yml`` anew."""
    file = paths.root() / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def make_report(facts: dict, year=YEAR, as_of=DAY) -> Path:
    """Write facts, products and maps with the records of a launch that made them all now."""
    folder = paths.report_folder(year, as_of)
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    place = files.write_text(folder / "facts.json", text)
    stamp = hashlib.sha256(text.encode()).hexdigest()
    pages = [f"annual_assessment.{lang}.html" for lang in ("th", "en")]
    others = [page.replace("html", end) for page in pages for end in ("docx", "pdf", "xlsx")]
    made = {
        "annual_assessment": pages,
        "products": others,
        "map_coverage": ["maps/regional.th.png", "maps/regional.th.svg"],
    }
    for step, names in made.items():
        _made(folder, step, names, {paths.relative(place): stamp})
    record_steps(year, as_of)
    return folder


def _made(folder: Path, step: str, names: list[str], inputs: dict[str, str]) -> None:
    found = [files.write_text(folder / name, f"{name} of {inputs}") for name in names]
    outputs = {paths.relative(file): files.sha256(file) for file in found}
    record = {"report": step, "status": "ok", "inputs": inputs, "outputs": outputs}
    manifest = folder / f"{step}.manifest.json"
    files.write_text(manifest, json.dumps({"reports": [record]}))


def record_steps(year=YEAR, as_of=DAY, status="ok") -> None:
    """The records of the steps behind the facts, as if each had just run."""
    part = partitions.name(year, as_of)
    labels = {
        step: f"{step}.{part}" if steps.declared()[step]["of"] else step
        for step in steps.behind("facts")
    }
    for step, label in labels.items():
        names = [n for n in dependencies.of_step(step) if not n.startswith("data/processed")]
        inputs = {name: files.sha256(paths.root() / name) for name in names}
        record = {"report": label, "status": status, "inputs": inputs}
        files.write_text(paths.reports("logs", f"{label}.json"), json.dumps(record))
