"""Facts of years as an evaluation gathers them: few of them, of a plan of two years."""

from helpers.core import thai

PLAN = "2562-2563"
STOCK, FLOW = f"{PLAN}/1.1", f"{PLAN}/1.2"
BOTH = {"th": "ทดสอบ", "en": "test"}
LINE = "data/raw/plans/plan_2562-2563.csv:7"
GOALS = ("assessed", "outcomes", "unknown_periods")
LIGHTS = {"low": "no_data", "high": "no_data", "path_low": None, "path_high": None}


def fact(value: object, *sources: str, kind: str = "count", method: str = "printed") -> dict:
    return {"value": value, "kind": kind, "unit": "tambon", "method": method,
            "sources": list(sources) or [LINE]}  # fmt: skip


def reading(name: str, day: str) -> dict:
    return {
        "indicator_key": STOCK, "geography_level": "country", "geography_code": "TH",
        "as_of": day, "as_of_from": day, "as_of_to": day, "read_on": day, "year_basis": "dated",
        "year": 2563, "fact": f"reading:{name}", "numerator": None, "denominator": None,
        "unit_th": "ตำบล", "kind": "published", "maturity": "final", "responsible_unit": None,
        "confidence": "high", "source_id": "S99", "evidence": "“ทดสอบ”", "note": None,
        "source": "data/raw/actuals/readings.csv:2", "label": BOTH,
    }  # fmt: skip


def indicator(name: str, measure: str, **about) -> dict:
    return {
        "indicator_id": name, "strategy_id": "1", "programme": None, "label": BOTH,
        "unit": "tambon", "unit_th": "ตำบล", "topic": "test", "measure_type": measure,
        "type_source": "stated", "type_evidence": BOTH, "role": None, "year_kind_source": "stated",
        "numerator": None, "denominator": None, "note": {"th": None, "en": None}, "source": LINE,
        "beside": None, "link_reason": None, "hold": False, "relation": None, "interim": False,
        "flagged": False, "reading_id": None, "next_reading_id": None, "actual_as_of": None,
        "score_basis": None, "lights": LIGHTS, "turns": [], "reason": "no_reading",
        "outlook": None,
        "facts": {"target": f"{name}:target"}, **about,
    }  # fmt: skip


def goal(name: str, stage: str, indicator_id: str | None = FLOW) -> dict:
    return {
        "goal_id": name, "plan_id": PLAN, "node_id": "1.2" if indicator_id else None,
        "indicator_id": indicator_id, "part_of": None, "kind": "qualitative_target",
        "period": PLAN, "period_text": None, "period_certain": True, "text": BOTH, "figure": None,
        "figure_unit": None, "stage": stage, "damaged": False, "stage_of": None, "source": LINE,
    }  # fmt: skip


def year(number: int, told: dict | None = None) -> dict:
    """A year without results; ``told`` is what officers filed of the whole year."""
    form = {"source_id": f"form-{number}", "as_of": thai.fiscal_year_end(number).isoformat(),
            "file": "form.xlsx", "title": BOTH}  # fmt: skip
    texts = {"overall": told or {}, "strategies": {}, "indicators": {}, "goals": {}, "approval": {}}
    ends = {"start": thai.fiscal_year_start(number), "end": thai.fiscal_year_end(number)}
    title = {"id": "1", "text": BOTH, "source": LINE}
    return {
        "year_be": number,
        "as_of": thai.fiscal_year_end(number).isoformat(),
        "round": "year",
        "fiscal_year": {name: day.isoformat() for name, day in ends.items()},
        "plan": {"plan_id": PLAN, "document": "data/raw/plans/plan_2562-2563.csv", "title": BOTH,
                 "group": BOTH},
        "settings": {"digits": "arabic", "cut_offs": {"reached": 100, "near": 90, "at_risk": 75},
                     "score_basis": "level", "headline": "published"},
        "groups": [{"group_id": "1", "level": "strategy", "titles": [title], "parents": [],
                    "goals": [], "indicator_ids": [STOCK, FLOW]}],
        "indicators": [indicator(STOCK, "stock"), indicator(FLOW, "flow")],
        "plan_targets": [
            {"indicator_id": name, "lines": [LINE], "total": None, "agrees": None, "rule": None,
             "years": {str(number): {"hold": False, "role": None, "fact": f"{name}:target"}}}
            for name in (STOCK, FLOW)
        ],
        "findings": [],
        "quality": {"corrections": []},
        "goals": {"facts": {name: f"goals:{name}" for name in GOALS},
                  "items": [goal(f"{FLOW}/qualitative_target.1", "no_data")]},
        "councils": {"regions": [{"code": "NOR", "name": BOTH, "facts": {}}],
                     "readings_of_end": [], "indicators": {"stock": STOCK},
                     "plans": {"earlier": PLAN, "later": "2564-2565"}},
        "narrative": {"form": form if told else None, "told": None, **texts},
        "readings": {},
        "sources": {f"form-{number}": {"title": "แบบ", "title_en": "form", "address": "form.xlsx"}}
        if told else {},
        "facts": {
            f"{STOCK}:target": fact(1000 * (number - 2561)),
            f"{FLOW}:target": fact(50),
            "goals:assessed": fact(1, "table:plan_goals", method="counted"),
            "goals:outcomes": fact(0, "table:plan_goals", method="counted"),
            "goals:unknown_periods": fact(0, "table:plan_goals", method="counted"),
            **{f"settings:{name}": fact(value, "setting:cut_offs", method="setting")
               for name, value in (("reached", 100), ("near", 90), ("at_risk", 75),
                                   ("interim_after_days", 92))},
        },
    }  # fmt: skip


def ratio(value: float, method: str, above: str, below: str) -> dict:
    """A ratio of two facts of the cumulative indicator."""
    of = [f"{STOCK}:{part}" for part in (above, below)]
    sources = [f"fact:{name}" for name in of]
    return {**fact(value, *sources, kind="ratio", method=method), "of": of}


def with_result(content: dict, light: str) -> dict:
    """The same year with a result of the cumulative indicator: 1,900 of a baseline of 500."""
    facts, name = content["facts"], f"R{content['year_be']}"
    facts |= {
        f"{STOCK}:actual": fact(1900, f"reading:{name}", method="published"),
        f"{STOCK}:baseline": fact(500),
        f"{STOCK}:grown": fact(1400, f"fact:{STOCK}:actual", method="growth"),
        f"{STOCK}:to_grow": fact(1500, f"fact:{STOCK}:target", method="growth"),
        f"{STOCK}:level": ratio(0.95, "level", "actual", "target"),
        f"{STOCK}:path": ratio(14 / 15, "path", "grown", "to_grow"),
        f"{STOCK}:to_date": ratio(14 / 15, "to_date", "grown", "to_grow"),
        f"reading:{name}": fact(1900, "data/raw/actuals/readings.csv:2", method="published"),
    }
    content["readings"][name] = reading(name, f"{content['year_be'] - 543}-09-01")
    content["sources"]["S99"] = {"title": "หน้าเว็บ", "title_en": None, "address": "about:blank"}
    content["indicators"][0] |= {
        "relation": "same",
        "reading_id": name,
        "reason": "dated",
        "lights": {**LIGHTS, "low": light, "high": light},
        "facts": {name: f"{STOCK}:{name}" for name in
                  ("target", "actual", "baseline", "level", "path", "to_date")},
    }  # fmt: skip
    return content
