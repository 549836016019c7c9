"""Which tambon of the reference geography each row of a layer is: by codes or by names."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from helpers.core import metadata
from helpers.core.errors import InputError, examples
from helpers.geography import gazetteer
from helpers.geography.boundaries import agreement, attributes, messages, names
from helpers.geography.boundaries.agreement import Agreement
from helpers.geography.boundaries.messages import Told

_SURE = 0.95


@dataclass(frozen=True)
class Attempt:
    """One way tried: the code of each row, why it has none, and how the way is told."""

    key: str
    columns: tuple[str, ...]
    own_code: pd.Series
    reason: pd.Series
    cut: int = 0


def all_of(frame: gpd.GeoDataFrame) -> Iterator[Attempt]:
    """Every way the columns of ``frame`` allow, the surest first; made only when asked for."""
    table = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    yield from _whole_codes(table)
    yield from _split_codes(table)
    yield from _codes_by_content(table)
    yield from _names(table)


def _whole_codes(table: pd.DataFrame) -> Iterator[Attempt]:
    for column in attributes.of_role(table.columns, "tambon_code"):
        yield _by_code("code", (column,), attributes.whole(table[column]), table[[column]])


def _split_codes(table: pd.DataFrame) -> Iterator[Attempt]:
    found = {level: _first(table, f"{level}_code") for level in ("tambon", "amphoe", "province")}
    if found["tambon"] and found["amphoe"]:
        used = [column for column in reversed(found.values()) if column]
        province = table[found["province"]] if found["province"] else None
        code = attributes.joined(table[found["tambon"]], table[found["amphoe"]], province)
        yield _by_code("split", tuple(used), code, table[used])


def _first(table: pd.DataFrame, role: str) -> str | None:
    """The best column of a role that holds the short codes of a split one."""
    found = attributes.of_role(table.columns, role)
    short = [column for column in found if attributes.whole(table[column]).isna().all()]
    return short[0] if short else None


def _codes_by_content(table: pd.DataFrame) -> Iterator[Attempt]:
    named = set(attributes.of_role(table.columns, "tambon_code"))
    for column in table.columns:
        if column in named:
            continue
        code = attributes.whole(table[column])
        known = gazetteer.to_reference(code)["tambon_code"]
        if len(table) and known.notna().mean() >= _SURE:
            yield _by_code("code_found", (column,), code, table[[column]])


def _by_code(key: str, used: tuple[str, ...], code: pd.Series, raw: pd.DataFrame) -> Attempt:
    reason = pd.Series(pd.NA, index=code.index, dtype="str")
    blank = raw.apply(lambda values: attributes.as_text(values).isna()).all(axis=1)
    known = gazetteer.to_reference(code)
    reason[known["tambon_code"].isna()] = "unknown_code"
    reason[known["how"] == "ambiguous"] = "ambiguous"
    reason[blank] = "blank"
    return Attempt(key, used, code, reason)


def _names(table: pd.DataFrame) -> Iterator[Attempt]:
    for lang, used in names.triples(table):
        named = names.matched(table, lang, used)
        yield Attempt("names", tuple(used.values()), named.code, named.reason, named.cut)


@dataclass(frozen=True)
class Join:
    """The rows of a layer with their tambons.

    ``rows`` has the layer's index: own_code (as the layer or its names have it), tambon_code
    (reference), how, and reason (why a row is not used; missing for those that are).
    """

    rows: pd.DataFrame
    told: tuple[Told, ...]


def join(frame: gpd.GeoDataFrame, unusable: pd.Series, name: str) -> Join:
    """The tambon of each row, by the first way that knows nearly all, else by the best one.

    ``unusable`` says which rows are no areas of Thailand and why. Raises ``InputError`` with
    examples when too few of the layer's own polygons are tambons.
    """
    polygons = unusable != "no_geometry"
    tried, least = [], metadata.load("boundary_schemas.yml")["least_joined"]
    for attempt in all_of(frame):
        reason = unusable.where(unusable.notna(), attempt.reason)
        share = float(reason[polygons].isna().mean())
        tried.append((share, attempt, reason))
        if share >= least:
            compared = _compared(frame, attempt, reason, polygons, name)
            return _joined(frame, attempt, compared, reason.fillna(compared.reason), polygons)
    raise _refused(frame, tried, polygons, name)


def _compared(
    frame: gpd.GeoDataFrame, attempt: Attempt, reason: pd.Series, polygons: pd.Series, name: str
) -> Agreement:
    """What the names beside the codes say of the usable rows; nothing where names were joined.

    Raises ``InputError`` where more than a few contradict: then nobody knows which is right.
    """
    table = pd.DataFrame(frame.drop(columns=frame.geometry.name)).drop(
        columns=list(attempt.columns)
    )
    if attempt.key == "names":
        return Agreement(pd.Series(pd.NA, index=table.index, dtype="str"))
    found = agreement.of_names(table, attempt.own_code.where(reason.isna()))
    wrong = found.reason[polygons].dropna()
    least = metadata.load("boundary_schemas.yml")["least_joined"]
    if len(wrong) <= (1 - least) * polygons.sum():
        return found
    counts = wrong.value_counts()
    why = ", ".join(f"{count:,} {messages.reason(str(key))['en']}" for key, count in counts.items())
    raise InputError(
        f"the names beside the codes contradict them; of {int(polygons.sum()):,} polygons: {why}",
        file=name,
        expected=f"each code beside its tambon's name, in {', '.join(found.columns)}",
        found=_shown(frame, (*attempt.columns, *found.columns), wrong),
        fix="the file: put codes and names into the same rows, or leave the wrong ones out",
    )


def _joined(
    frame: gpd.GeoDataFrame,
    attempt: Attempt,
    compared: Agreement,
    reason: pd.Series,
    polygons: pd.Series,
) -> Join:
    rows = gazetteer.to_reference(attempt.own_code)
    rows.insert(0, "own_code", attempt.own_code)
    rows["reason"] = reason
    good = rows[reason.isna()]
    told = [messages.line(attempt.key, columns=", ".join(attempt.columns))]
    if attempt.cut:
        told.append(messages.line("cut", count=attempt.cut))
    count, of = len(good), int(polygons.sum())
    told.append(messages.line("joined", joined=count, polygons=of, share=100 * count / of))
    if compared.columns:
        said = {"agreeing": compared.agreeing, "unknown": compared.unknown}
        told.append(messages.line("compared", columns=", ".join(compared.columns), **said))
    ways = {way: int((good["how"] == way).sum()) for way in ("successor", "parent")}
    if any(ways.values()):
        told.append(messages.line("how", **ways))
    columns = (*attempt.columns, *compared.columns)
    return Join(rows, (*told, *_rejected(frame, columns, reason)))


def _rejected(frame: gpd.GeoDataFrame, columns: tuple[str, ...], reason: pd.Series) -> list[Told]:
    """One sentence for each reason, with the number of rows and the first of them."""
    refused = reason.dropna()
    return [
        messages.line(
            "rejected", reason=messages.reason(str(key)), examples=_shown(frame, columns, rows)
        )
        for key, rows in refused.groupby(refused)
    ]


def _refused(
    frame: gpd.GeoDataFrame, tried: list[tuple], polygons: pd.Series, name: str
) -> InputError:
    """The error for a layer that is not, or not enough, of Thai tambons."""
    if not tried:
        return InputError(
            "no column says which tambon a row is",
            file=name,
            expected="tambon codes, or names of tambon, amphoe and province",
            found=f"columns {examples(frame.columns.drop(frame.geometry.name))}",
            fix="src/helpers/metadata/boundary_schemas.yml (columns) if one does",
        )
    share, attempt, reason = max(tried, key=lambda entry: entry[0])
    shown = _shown(frame, attempt.columns, reason[polygons].dropna())
    counts = reason[polygons].value_counts()
    why = ", ".join(f"{count:,} {messages.reason(str(key))['en']}" for key, count in counts.items())
    outside = counts.get("outside", 0) > polygons.sum() / 2
    problem = (
        "these are not borders of Thailand, or the coordinate system is declared wrongly"
        if outside
        else "too few polygons of the file are Thai tambons"
    )
    least = metadata.load("boundary_schemas.yml")["least_joined"]
    return InputError(
        f"{problem}; of {int(polygons.sum()):,} polygons: {why}",
        file=name,
        expected=f"at least {100 * least:.0f}% to be tambons, by {', '.join(attempt.columns)}",
        found=f"{100 * share:.1f}%, not so {shown}",
    )


def _shown(frame: gpd.GeoDataFrame, columns: tuple[str, ...], rows: pd.Series) -> str:
    """How many ``rows`` there are and what the first of them say."""
    said = frame.loc[rows.index, list(columns)].itertuples(name=None)
    return examples(f"row {row + 1}: {' '.join(map(str, values))}" for row, *values in said)
