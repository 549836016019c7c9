"""What is entered in a form: results, stages and texts, in the rows a form of its year has."""

import hashlib
from collections import Counter
from decimal import Decimal

from helpers.actuals.forms import cells, fields
from helpers.actuals.forms.fields import Problems, expectation
from helpers.actuals.forms.model import Entry, Form, Indicator, Row, cell, evidence, has_evidence
from helpers.core.errors import examples


def check_structure(form: Form) -> None:
    """Gather what is wrong with the rows of a form in its problems."""
    for stray in form.grid.stray:
        cells.refuse(stray, form.problems, "stray")
    for sheet in fields.FILLED:
        _check_sheet(form, sheet)


def _check_sheet(form: Form, sheet: str) -> None:
    rows = [row for row in form.grid.rows if row.sheet == sheet]
    wanted, counts = form.about.items(sheet), Counter(row.item for row in rows)
    for row in rows:
        if not row.item:
            form.problems.add(row.place, "no_id")
        elif row.item not in wanted:
            form.problems.add(row.place, "not_due", year=form.about.year, found=row.item)
        elif counts[row.item] > 1:
            form.problems.add(row.place, "row_twice", found=row.item)
    missing = [item for item in wanted if item not in counts]
    if missing:
        where = "" if form.grid.sources[sheet] == form.grid.file else f"sheet {_name(sheet)}"
        form.problems.add(where, "row_missing", expected=examples(missing))


def _name(sheet: str) -> str:
    return fields.sheet_name(sheet)


_RESULT_TEXTS = ("evidence_number", "evidence_link", "evidence_words", "responsible_unit")
_NEEDED = ("as_of", "maturity")
_SHARE = ("numerator", "denominator")


def read_result(row: Row, form: Form) -> Entry | None:
    """The reading of one row; nothing for a blank row. Refusals go to the form's problems."""
    _check_target(row, form)
    if not row.filled(fields.entries(fields.RESULTS)):
        return None
    indicator, problems = form.about.indicators[row.item], form.problems
    values = {
        **_numbers(row, form, indicator),
        "as_of": cells.day(cell(row, "as_of"), form.about, problems),
        "maturity": cells.choice(cell(row, "maturity"), "maturity", problems),
        **{name: cells.text(cell(row, name), problems) for name in _RESULT_TEXTS},
    }
    _check_complete(row, form, values)
    return form.entry("actuals", (form.about.year, form.about.as_of, row.item), values, row)


def _check_target(row: Row, form: Form) -> None:
    """The target printed in the row is that of the form's year: else the row is another form's."""
    printed, due = cell(row, fields.TARGET), form.about.indicators[row.item].target
    quiet = Problems(form.problems.file)
    found = cells.number(printed, quiet)
    if found == due:
        return
    years = [str(y) for y, target in form.about.targets[row.item].items() if target == found]

    def of(lang: str) -> str:
        template = fields.load()["refusals"]["target_of"][lang]
        return template.format(years=", ".join(years)) if years else ""

    form.problems.add(
        printed.place or row.place, "other_target", year=form.about.year, of=of,
        expected=f"{due:,g}", found=printed.value,
    )  # fmt: skip


def _numbers(row: Row, form: Form, indicator: Indicator) -> dict[str, float | None]:
    """Result, numerator and denominator; of a rate the first may be made of the others."""
    problems = form.problems
    # A result in per cent has its own bound, told with what else may be wrong with it.
    most = {"value": None if indicator.is_rate else fields.most(indicator.unit)}
    found = {
        name: cells.number(cell(row, name), problems, most.get(name, fields.most()))
        for name in ("value", *_SHARE)
    }
    if not indicator.is_rate:
        _check_count(row, form, indicator, found)
        return found
    share = _share(row, form, found)
    value = _rate(row, form, found["value"], share)
    if value is None and share is not None and not cell(row, "value").filled:
        value = float(share)
    return {**found, "value": value}


def _check_count(row: Row, form: Form, indicator: Indicator, found: dict) -> None:
    for name in _SHARE:
        if cell(row, name).filled:
            form.problems.add(cell(row, name).place, "not_a_rate", unit=indicator.unit_th)
    value = found["value"]
    if value is None:
        return
    if cells.is_percent(cell(row, "value")) or value != int(value):
        form.problems.add(
            cell(row, "value").place, "not_whole", unit=indicator.unit_th,
            expected=expectation("whole"), found=cell(row, "value").value,
        )  # fmt: skip


def _share(row: Row, form: Form, found: dict) -> Decimal | None:
    """Numerator per hundred of the denominator; nothing where they are blank or refused."""
    given = [name for name in _SHARE if cell(row, name).filled]
    if len(given) == 1:
        form.problems.add(cell(row, given[0]).place, "half_a_share")
    above, below = (found[name] for name in _SHARE)
    if above is None or below is None:
        return None
    if below == 0:
        form.problems.add(cell(row, "denominator").place, "denominator_zero", found=below)
        return None
    if above > below:
        place = cell(row, "numerator").place
        form.problems.add(place, "numerator_over", expected=f"0-{below:,}", found=f"{above:,}")
        return None
    return Decimal(str(above)) * 100 / Decimal(str(below))


def _rate(row: Row, form: Form, value: float | None, share: Decimal | None) -> float | None:
    """A result in per cent that is no fraction of one and fits its numerator and denominator."""
    if value is None:
        return None
    given, problems = cell(row, "value"), form.problems
    if value > 100:
        cells.refuse(given, problems, "over_hundred", expected=expectation("per_cent"))
    elif share is not None and not _fits(value, share):
        problems.add(
            given.place, "contradiction", found=value, share=f"{share:.2f}",
            **{name: f"{cell(row, name).value:,}" if isinstance(cell(row, name).value, int)
               else cell(row, name).value for name in _SHARE},
        )  # fmt: skip
    elif share is None and 0 < value <= 1 and not cells.is_percent(given):
        meant = f"{float(Decimal(str(value)) * 100):g}"
        problems.add(given.place, "fraction", found=value, meant=meant)
    else:
        return value
    return None


def _fits(value: float, share: Decimal) -> bool:
    """Whether the result is the share, rounded to the decimals it was given with."""
    exact = Decimal(str(value))
    unit = Decimal(1).scaleb(min(0, int(exact.as_tuple().exponent)))
    return abs(exact - share) <= unit / 2


def _check_complete(row: Row, form: Form, values: dict) -> None:
    """A result has its day, its maturity and evidence; details have a result."""
    filled = set(row.filled(fields.entries(fields.RESULTS)))
    if not filled & {"value", *_SHARE}:
        place = cell(row, "value").place or row.place
        form.problems.add(place, "no_value")
        return
    for name in _NEEDED:
        if name not in filled:
            column = fields.load()["columns"][name]
            form.problems.add(
                cell(row, name).place or row.place, "needs", column=lambda lang, c=column: c[lang]
            )
    if not has_evidence(row):
        form.problems.add(cell(row, _RESULT_TEXTS[0]).place or row.place, "needs_evidence")


def result_row(entry: Entry, source_id: str, key: str) -> dict[str, object]:
    """The row of table ``actuals``; ``key`` is the published number the indicator asks for."""
    form, values, item = entry.form, entry.values, entry.about[2]
    day = values["as_of"]
    return {
        "reading_id": f"FILED-{form.year}-{form.as_of.isoformat()}-{item.partition('/')[2]}",
        "indicator_key": key,
        "indicator_id": item,
        "relation": "same",
        "geography_level": "country",
        "geography_code": "TH",
        "as_of": day,
        "as_of_from": day,
        "as_of_to": day,
        "year_be": form.year,
        "source_year_be": form.year,
        "year_basis": "dated",
        "read_on": form.as_of,
        "value": values["value"],
        "value_low": values["value"],
        "value_high": values["value"],
        "numerator": values["numerator"],
        "denominator": values["denominator"],
        "unit_th": form.indicators[item].unit_th,
        "kind": "filed",
        "maturity": values["maturity"],
        "evidence": evidence(values),
        "responsible_unit": values["responsible_unit"],
        "confidence": "high" if values["maturity"] == "final" else "medium",
        "source_id": source_id,
        "note": None,
        "source_file": entry.source_file,
        "source_row": entry.row.number,
    }


_STAGE_TEXTS = ("evidence_number", "evidence_link", "evidence_words", "responsible_unit")


def read_stage(row: Row, form: Form) -> Entry | None:
    """The stage one row states; nothing for a blank row. Refusals go to the form's problems."""
    filled = row.filled([c for c in fields.entries(fields.MILESTONES) if c != fields.REMARK])
    if not filled:
        return None
    problems = form.problems
    values = {
        "stage": cells.choice(cell(row, "stage"), "stage", problems),
        "as_of": cells.day(cell(row, "as_of"), form.about, problems),
        "maturity": cells.choice(cell(row, "maturity"), "maturity", problems) or "not_stated",
        **{name: cells.text(cell(row, name), problems) for name in _STAGE_TEXTS},
    }
    if "stage" not in filled:
        problems.add(cell(row, "stage").place, "no_stage")
    if "as_of" not in filled:
        column = fields.load()["columns"]["as_of"]
        problems.add(cell(row, "as_of").place, "needs", column=lambda lang: column[lang])
    if not has_evidence(row):
        problems.add(cell(row, _STAGE_TEXTS[0]).place, "needs_evidence")
    return form.entry("stages", (form.about.year, form.about.as_of, row.item), values, row)


def stage_row(entry: Entry, source_id: str) -> dict[str, object]:
    """The row of table ``stages``."""
    values = entry.values
    return {
        "year_be": entry.form.year,
        "goal_id": entry.about[2],
        "as_of": values["as_of"],
        "stage": values["stage"],
        "maturity": values["maturity"],
        "evidence": evidence(values),
        "responsible_unit": values["responsible_unit"],
        "source_id": source_id,
        "source_file": entry.source_file,
        "source_row": entry.row.number,
    }


def read_remark(row: Row, form: Form) -> Entry | None:
    """The remark on a goal, with or without a stage; nothing where there is none."""
    return _text(row, form, row.item, fields.REMARK, fields.REMARK)


DRAFTED = "executive_summary"


def digest(text: str) -> str:
    """SHA-256 by which the draft of a form is known again, however its lines were broken."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_texts(row: Row, form: Form) -> list[Entry]:
    """The texts of one row; none for a blank row. Refusals go to the form's problems."""
    if row.sheet == fields.OVERALL:
        found = [_text(row, form, fields.load()["overall"], row.item, fields.TEXT)]
    else:
        columns = fields.entries(row.sheet)
        found = [_text(row, form, row.item, column, column) for column in columns]
    return [entry for entry in found if entry is not None]


def _text(row: Row, form: Form, item: str, field: str, column: str) -> Entry | None:
    given = cell(row, column)
    drafted = field == DRAFTED and isinstance(given.value, str)
    drafted = drafted and digest(given.value) == form.about.draft_sha256
    words = cells.text(given, form.problems, own_words=not drafted)
    if words is None:
        return None
    about = (form.about.year, form.about.as_of, item, field)
    return form.entry("narrative", about, {column: words}, row, drafted=drafted)


def text_row(entry: Entry, source_id: str) -> dict[str, object]:
    """The row of table ``narrative``."""
    year, as_of, item, field = entry.about
    return {
        "year_be": year,
        "as_of": as_of,
        "item": item,
        "field": field,
        "text_th": next(iter(entry.values.values())),
        "is_draft": entry.drafted,
        "source_id": source_id,
        "source_file": entry.source_file,
        "source_row": entry.row.number,
    }
