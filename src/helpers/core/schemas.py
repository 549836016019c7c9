"""The contract of ``data/processed``: every table's columns, types, allowed values and keys.

A column is declared once, as ``Column(kind, nullable, allowed)``; the pandera schemas are made
from these declarations and are applied on every write and read (``helpers.core.tables``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandera.pandas as pa

TEXT, WHOLE, REAL, FLAG, DAY = "str", "Int64", "Float64", "boolean", "datetime64[us]"

PLAN_IDS = r"\d{4}(-\d{4})?"
INDICATOR_IDS = r"\d{4}(-\d{4})?/\d+\.\d+(\.\d+)?[a-z]?"
MEASURE_TYPES = ("flow", "stock", "repeat", "rate", "milestone")
TYPE_SOURCES = ("stated", "footnote", "printed_total", "arithmetic", "inferred")
TOTAL_RULES = ("sum", "sum_new", "last", "none")
ROLES = ("new", "again")
# Who says a reading; a derived one is worked out from published ones.
PUBLISHED, DERIVED, FILED, REGISTRY = READING_KINDS = ("published", "derived", "filed", "registry")
RELATIONS = ("same", "cumulative_of", "proxy")
LIGHTS = (
    "reached",
    "near",
    "at_risk",
    "off",
    "not_due",
    "no_data",
    "no_data_at_year_end",
    "not_applicable",
    "not_comparable",
)
# What the end of a plan looks like at the observed pace; blank where no target is to come.
OUTLOOKS = (
    "reached_already",
    "reachable_at_median_pace",
    "reachable_at_best_pace_only",
    "not_reachable_at_observed_pace",
    "too_few_readings",
    "interim_reading",
    "no_reading",
    "kind_without_pace",
)
STAGES = ("not_started", "under_way", "done")
# Of one strategy, one indicator or of the whole; from the summary on of the whole alone, the last
# one of one goal alone.
NARRATIVE_FIELDS = (
    "supporting_factors",
    "obstacles",
    "recommendations",
    "evidence",
    "executive_summary",
    "prepared_by",
    "reviewed_by",
    "approved_by",
    "remark",
)
AREA_LEVELS = ("country", "region", "province", "amphoe")
DENOMINATORS = ("tambons_of_year", "codi_units", "codes_today")
TAMBON, AMPHOE, PROVINCE = r"\d{6}", r"\d{4}", r"\d{2}"
GOAL_KINDS = (
    "qualitative_target",
    "outcome",
    "process",
    "approach",
    "data_need",
    "direction",
    "operational_strategy",
    "implementation",
)


@dataclass(frozen=True)
class Column:
    """One column: its type, whether it may be empty, the values or pattern it may hold."""

    kind: str
    nullable: bool = False
    allowed: tuple | None = None
    pattern: str | None = None

    def to_pandera(self) -> pa.Column:
        """The column as a check of type, blanks, values and pattern."""
        checks = []
        if self.allowed is not None:
            checks.append(pa.Check.isin(list(self.allowed)))
        if self.pattern is not None:
            checks.append(pa.Check.str_matches(f"^(?:{self.pattern})$"))
        return pa.Column(self.kind, nullable=self.nullable, checks=checks)


@dataclass(frozen=True)
class Table:
    """One table: its columns in order and the columns that name a row.

    With ``measures`` further columns may follow, each a real number: the measures that
    ``registries.yml`` declares for a registry.
    """

    columns: dict[str, Column]
    key: tuple[str, ...] = field(default=())
    measures: bool = False

    def with_measures(self, names: Iterable[str]) -> "Table":
        """The table with the columns ``names``, where it takes measures; else as it is."""
        further = {name: _real() for name in names} if self.measures else {}
        return Table({**self.columns, **further}, self.key)

    def to_pandera(self, name: str) -> pa.DataFrameSchema:
        """The table as a check of columns, their order and the key; ``name`` stands in errors."""
        return pa.DataFrameSchema(
            {column: spec.to_pandera() for column, spec in self.columns.items()},
            name=name,
            strict=True,
            ordered=True,
            unique=list(self.key) or None,
        )


def _text(nullable: bool = False, allowed: tuple | None = None, pattern: str | None = None):
    return Column(TEXT, nullable, allowed, pattern)


def _real(nullable: bool = True) -> Column:
    return Column(REAL, nullable)


def _ends(name: str) -> dict[str, Column]:
    """The two ends of an interval."""
    return {f"{name}_low": _real(), f"{name}_high": _real()}


_SOURCE = {"source_file": _text(), "source_line": Column(WHOLE)}
_LIGHT = _text(nullable=True, allowed=LIGHTS)
_OUTLOOK = _text(nullable=True, allowed=OUTLOOKS)

TABLES: dict[str, Table] = {
    "plan_structure": Table(
        {
            "plan_id": _text(pattern=PLAN_IDS),
            "node_id": _text(),
            "parent_ids": _text(nullable=True),
            "level": _text(allowed=("vision", "mission", "strategy", "goal", "programme")),
            "text_th": _text(),
            "text_en": _text(),
            **_SOURCE,
        },
        key=("plan_id", "node_id"),
    ),
    "plan_targets": Table(
        {
            "plan_id": _text(pattern=PLAN_IDS),
            "indicator_id": _text(pattern=INDICATOR_IDS),
            "strategy_id": _text(),
            "programme_th": _text(nullable=True),
            "label_th": _text(),
            "label_en": _text(),
            "unit_th": _text(),
            "unit": _text(),
            "scope": _text(),
            "measure_type": _text(allowed=MEASURE_TYPES),
            "type_source": _text(allowed=TYPE_SOURCES),
            "type_evidence": _text(),
            "role": _text(nullable=True, allowed=ROLES),
            "direction": Column(WHOLE, allowed=(1, -1)),
            "plan_total_rule": _text(allowed=TOTAL_RULES),
            "baseline": _real(),
            "baseline_year_be": Column(WHOLE, nullable=True),
            "baseline_source": _text(nullable=True),
            "numerator": _text(nullable=True),
            "denominator": _text(nullable=True),
            "distinct_units": Column(FLAG, nullable=True),
            "year_kind": _text(allowed=("fiscal",)),
            "year_kind_source": _text(allowed=("stated", "inferred")),
            "weight": _real(),
            "year_be": Column(WHOLE),
            "target": _real(nullable=False),
            "hold": Column(FLAG),
            **_SOURCE,
            "note_th": _text(nullable=True),
            "note_en": _text(nullable=True),
        },
        key=("indicator_id", "year_be"),
    ),
    "plan_totals": Table(
        {
            "plan_id": _text(pattern=PLAN_IDS),
            "indicator_id": _text(pattern=INDICATOR_IDS),
            "printed_total": _real(nullable=False),
            "plan_total_rule": _text(allowed=TOTAL_RULES),
            "derived_total": _real(nullable=False),
            "agrees": Column(FLAG),
            "footnote_th": _text(nullable=True),
            **_SOURCE,
        },
        key=("indicator_id",),
    ),
    "plan_goals": Table(
        {
            "plan_id": _text(pattern=PLAN_IDS),
            "goal_id": _text(),
            "node_id": _text(nullable=True),
            "indicator_id": _text(nullable=True),
            "kind": _text(allowed=GOAL_KINDS),
            "period": _text(),
            "period_certain": Column(FLAG),
            "text_th": _text(),
            "text_en": _text(),
            "figure": _real(),
            "figure_unit": _text(nullable=True),
            "part_of": _text(nullable=True),
            **_SOURCE,
        },
        key=("goal_id",),
    ),
    "corrections": Table(
        {
            "correction_id": _text(),
            "source_file": _text(),
            "source_line": Column(WHOLE),
            "action": _text(),
            "printed": _text(),
            "read_as": _text(),
            "reason_th": _text(),
            "reason_en": _text(),
            "lines_read": Column(WHOLE),
        },
        key=("correction_id",),
    ),
    "plan_contradictions": Table(
        {
            "finding_id": _text(),
            "kind": _text(allowed=("contradiction", "damaged")),
            "plan_ids": _text(),
            **_SOURCE,
            "quote_th": _text(),
            "other_line": Column(WHOLE, nullable=True),
            "other_quote_th": _text(nullable=True),
            "note_th": _text(),
            "note_en": _text(),
        },
        key=("finding_id",),
    ),
    "actuals": Table(
        {
            "reading_id": _text(),
            "indicator_key": _text(),
            "indicator_id": _text(nullable=True, pattern=INDICATOR_IDS),
            "relation": _text(nullable=True, allowed=RELATIONS),
            "geography_level": _text(allowed=("country", "region", "province", "amphoe")),
            "geography_code": _text(),
            "as_of": Column(DAY, nullable=True),
            "as_of_from": Column(DAY),
            "as_of_to": Column(DAY),
            "year_be": Column(WHOLE),
            "source_year_be": Column(WHOLE),
            "year_basis": _text(allowed=("dated", "month", "unknown")),
            "read_on": Column(DAY, nullable=True),
            "value": _real(),
            "value_low": _real(nullable=False),
            "value_high": _real(nullable=False),
            "numerator": _real(),
            "denominator": _real(),
            "unit_th": _text(),
            "kind": _text(allowed=READING_KINDS),
            "maturity": _text(allowed=("final", "provisional", "not_stated")),
            "evidence": _text(nullable=True),
            "responsible_unit": _text(nullable=True),
            "confidence": _text(allowed=("high", "medium", "low")),
            "source_id": _text(),
            "note": _text(nullable=True),
            "source_file": _text(),
            "source_row": Column(WHOLE, nullable=True),
            "source_cell": _text(nullable=True),
        },
        key=("reading_id",),
    ),
    "stages": Table(
        {
            "year_be": Column(WHOLE),
            "goal_id": _text(),
            "as_of": Column(DAY),
            "stage": _text(allowed=STAGES),
            "maturity": _text(allowed=("final", "provisional", "not_stated")),
            "evidence": _text(),
            "responsible_unit": _text(nullable=True),
            "source_id": _text(),
            "source_file": _text(),
            "source_row": Column(WHOLE),
            "source_cell": _text(nullable=True),
        },
        key=("goal_id", "as_of", "source_id"),
    ),
    "narrative": Table(
        {
            "year_be": Column(WHOLE),
            "as_of": Column(DAY),
            "item": _text(),
            "field": _text(allowed=NARRATIVE_FIELDS),
            "text_th": _text(),
            "is_draft": Column(FLAG),
            "draft_figures": _text(nullable=True),
            "source_id": _text(),
            "source_file": _text(),
            "source_row": Column(WHOLE),
            "source_cell": _text(nullable=True),
        },
        key=("year_be", "as_of", "item", "field"),
    ),
    "actual_provinces": Table(
        {
            "year_be": Column(WHOLE),
            "indicator_id": _text(pattern=INDICATOR_IDS),
            "as_of": Column(DAY),
            "province_code": _text(pattern=PROVINCE),
            "reading_id": _text(),
            "source_id": _text(),
            "source_file": _text(),
            "source_row": Column(WHOLE),
        },
        key=("reading_id", "province_code"),
    ),
    # What is accepted of a form and yet to be told: `found` are the words it is about.
    "form_notes": Table(
        {
            "year_be": Column(WHOLE),
            "as_of": Column(DAY),
            "code": _text(allowed=("lost_character",)),
            "item": _text(),
            "place": _text(),
            "found": _text(),
            "source_file": _text(),
        },
        key=("source_file", "place", "code"),
    ),
    "assessment": Table(
        {
            "year_be": Column(WHOLE),
            "as_of": Column(DAY),
            "plan_id": _text(pattern=PLAN_IDS),
            "indicator_id": _text(pattern=INDICATOR_IDS),
            "target": _real(),
            "hold": Column(FLAG),
            "reading_id": _text(nullable=True),
            "relation": _text(nullable=True, allowed=RELATIONS),
            "interim": Column(FLAG),
            "flagged": Column(FLAG),
            **_ends("actual"),
            "actual_as_of": Column(DAY, nullable=True),
            "next_reading_id": _text(nullable=True),
            **_ends("level"),
            **_ends("path"),
            **_ends("achievement"),
            **_ends("to_date"),
            **_ends("to_date_done"),
            "to_date_asked": _real(),
            "score_basis": _text(nullable=True, allowed=("level", "path", "achievement")),
            **_ends("score"),
            **_ends("score_path"),
            "light_low": _LIGHT,
            "light_high": _LIGHT,
            "light_path_low": _LIGHT,
            "light_path_high": _LIGHT,
            "required_step": _real(),
            **_ends("required_step"),
            "observed_step": _real(),
            **_ends("observed_step"),
            **_ends("best_step"),
            "outlook": _OUTLOOK,
            "outlook_high": _OUTLOOK,
            "outlook_target": _real(),
            **_ends("outlook_keep"),
            **_ends("outlook_median"),
            **_ends("outlook_best"),
            "reason": _text(),
        },
        key=("year_be", "as_of", "indicator_id"),
    ),
    "tambons": Table(
        {
            "year_be": Column(WHOLE),
            "tambon_code": _text(pattern=TAMBON),
            "code_that_year": _text(pattern=TAMBON),
            "name_th": _text(),
            "name_en": _text(),
            "amphoe_code": _text(pattern=AMPHOE),
            "province_code": _text(pattern=PROVINCE),
            "region_code": _text(),
        },
        key=("year_be", "tambon_code"),
    ),
    "registrations": Table(
        {
            "body_id": _text(),
            "kind": _text(),
            "name_th": _text(),
            "area_type": _text(),
            "registered_on": Column(DAY),
            "ended_on": Column(DAY, nullable=True),
            "status": _text(allowed=("active", "ended")),
            "fiscal_year_be": Column(WHOLE),
            "exported_on": Column(DAY),
            "flags": _text(nullable=True),
            "source_file": _text(),
            "source_row": Column(WHOLE),
            "is_demo": Column(FLAG),
        },
        key=("body_id",),
        measures=True,
    ),
    "body_tambons": Table(
        {
            "body_id": _text(),
            "tambon_code": _text(pattern=TAMBON),
            "code_as_filed": _text(pattern=TAMBON),
            "source_row": Column(WHOLE),
        },
        key=("body_id", "tambon_code"),
    ),
    "rejects": Table(
        {
            "kind": _text(nullable=True),
            "source_file": _text(),
            "source_row": Column(WHOLE),
            "reason_code": _text(),
            "reason_th": _text(),
            "reason_en": _text(),
            "as_received": _text(),
            "exported_on": Column(DAY, nullable=True),
            "is_demo": Column(FLAG),
        },
        key=("source_file", "source_row"),
    ),
    "coverage": Table(
        {
            "year_be": Column(WHOLE),
            "as_of": Column(DAY),
            "tambon_code": _text(pattern=TAMBON),
            "kind": _text(),
            "covered": Column(FLAG),
            "n_bodies": Column(WHOLE),
            "first_registered_on": Column(DAY, nullable=True),
            "is_demo": Column(FLAG),
        },
        key=("year_be", "tambon_code", "kind"),
    ),
    "coverage_summary": Table(
        {
            "year_be": Column(WHOLE),
            "as_of": Column(DAY),
            "level": _text(allowed=AREA_LEVELS),
            "code": _text(),
            "kind": _text(),
            "denominator": _text(allowed=DENOMINATORS),
            "n_units": Column(WHOLE),
            "n_covered": Column(WHOLE, nullable=True),
            "n_bodies": Column(WHOLE, nullable=True),
            **_ends("n_bodies"),
            "share": _real(),
            **_ends("share"),
            "population": _real(),
            "population_covered": _real(),
            "source": _text(allowed=(REGISTRY, PUBLISHED)),
            "status": _text(allowed=("dated", "flagged", "interim")),
            "reading_id": _text(nullable=True),
            "is_demo": Column(FLAG),
        },
        key=("year_be", "level", "code", "kind", "denominator", "source"),
    ),
}
