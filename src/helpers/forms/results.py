"""Rows of the sheet of results: one reading each, complete and free of contradiction."""

from decimal import Decimal

from helpers.forms import cells, declared
from helpers.forms.about import Indicator
from helpers.forms.entry import Entry, Form, cell, evidence, has_evidence
from helpers.forms.found import Row
from helpers.forms.problems import Problems, expectation

_TEXTS = ("evidence_number", "evidence_link", "evidence_words", "responsible_unit")
_NEEDED = ("as_of", "maturity")
_SHARE = ("numerator", "denominator")


def read(row: Row, form: Form) -> Entry | None:
    """The reading of one row; nothing for a blank row. Refusals go to the form's problems."""
    _check_target(row, form)
    if not row.filled(declared.entries(declared.RESULTS)):
        return None
    indicator, problems = form.about.indicators[row.item], form.problems
    values = {
        **_numbers(row, form, indicator),
        "as_of": cells.day(cell(row, "as_of"), form.about, problems),
        "maturity": cells.choice(cell(row, "maturity"), "maturity", problems),
        **{name: cells.text(cell(row, name), problems) for name in _TEXTS},
    }
    _check_complete(row, form, values)
    return form.entry("actuals", (form.about.year, form.about.as_of, row.item), values, row)


def _check_target(row: Row, form: Form) -> None:
    """The target printed in the row is that of the form's year: else the row is another form's."""
    printed, due = cell(row, declared.TARGET), form.about.indicators[row.item].target
    quiet = Problems(form.problems.file)
    found = cells.number(printed, quiet)
    if found == due:
        return
    years = [str(y) for y, target in form.about.targets[row.item].items() if target == found]

    def of(lang: str) -> str:
        template = declared.load()["refusals"]["target_of"][lang]
        return template.format(years=", ".join(years)) if years else ""

    form.problems.add(
        printed.place or row.place, "other_target", year=form.about.year, of=of,
        expected=f"{due:,g}", found=printed.value,
    )  # fmt: skip


def _numbers(row: Row, form: Form, indicator: Indicator) -> dict[str, float | None]:
    """Result, numerator and denominator; of a rate the first may be made of the others."""
    problems = form.problems
    # A result in per cent has its own bound, told with what else may be wrong with it.
    most = {"value": None if indicator.is_rate else declared.most(indicator.unit)}
    found = {
        name: cells.number(cell(row, name), problems, most.get(name, declared.most()))
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
    filled = set(row.filled(declared.entries(declared.RESULTS)))
    if not filled & {"value", *_SHARE}:
        place = cell(row, "value").place or row.place
        form.problems.add(place, "no_value")
        return
    for name in _NEEDED:
        if name not in filled:
            column = declared.load()["columns"][name]
            form.problems.add(
                cell(row, name).place or row.place, "needs", column=lambda lang, c=column: c[lang]
            )
    if not has_evidence(row):
        form.problems.add(cell(row, _TEXTS[0]).place or row.place, "needs_evidence")


def made(entry: Entry, source_id: str, key: str) -> dict[str, object]:
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
