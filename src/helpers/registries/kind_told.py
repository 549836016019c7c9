"""Which kind of registry a table is: by names and the lines above it, never by headings alone."""

from collections.abc import Sequence

import pandas as pd

from helpers.core.errors import InputError, examples
from helpers.core.notices import Notice
from helpers.core.sheets.grid import Grid
from helpers.registries import headings, other_kinds, refusals, sheet_choice
from helpers.registries.declarations import Declared, Kind
from helpers.registries.headings import Header
from helpers.registries.other_kinds import Names, Said
from helpers.registries.sheet_choice import Named

# What a heading of the bodies' names begins with.
_NAME_HEADINGS = ("ชื่อ", "name", "รายชื่อ")


def tell(named: Named, grid: Grid, header: Header, declared: Declared) -> Kind:
    """The kind its names say, from the nearest on; where one fits several kinds, the headings' one.

    Headings count alone only where the bodies' names say the same. Raises ``InputError`` for a
    table of bodies of another kind, and where nothing tells the kind.
    """
    told = other_kinds.names(declared)
    _refuse_others(named, grid, header, told, declared)
    options, by_name = list(declared.kinds.values()), False
    for where, name in named:
        said = _kinds(where, name, told, declared)
        if len(said) == 1:
            return said[0]
        options, by_name = said or options, by_name or bool(said)
    fits = headings.fitting(header, options)
    if len(fits) == 1 and (by_name or _is_of(fits[0], grid, header, told)):
        return fits[0]
    raise _unknown(options, fits, header, grid.source_file)


def _kinds(where: str, name: str, told: Names, declared: Declared) -> list[Kind]:
    """The kinds a name says; a line above the table says many things, and so only in full words."""
    if where != "title":
        return [kind for kind in declared.kinds.values() if kind.named_by(name)]
    said = told.of(sheet_choice.without_left_out(name))
    return [declared.kinds[said.kind]] if said and said.kind else []


def _refuse_others(
    named: Named, grid: Grid, header: Header, told: Names, declared: Declared
) -> None:
    """Refuse a table whose names, or whose heading of names, say another kind of body.

    A folder's name counts only where no nearer one says a declared kind in full words.
    """
    own = False
    for where, name in named:
        if where in ("sheet", "file") and sheet_choice.is_taken(name, declared):
            return
        said = told.of(sheet_choice.without_left_out(name))
        if said and said.kind is None and not (where == "folder" and own):
            raise _other(where, name, said, grid.source_file, declared)
        own = own or bool(said and said.kind)
    for label in header.labels:
        said = told.of(label) if _is_of_names(label, told) else None
        if said and said.kind is None:
            line = int(grid.rows[header.last])
            raise _other("heading", label, said, grid.source_file, declared, line)


def _is_of_names(label: str, told: Names) -> bool:
    """Is a heading the one of the bodies' names? Numbers of other bodies may stand in columns."""
    key = other_kinds.key(label)
    return key.startswith(_NAME_HEADINGS) or key in told.said


def _is_of(kind: Kind, grid: Grid, header: Header, told: Names) -> bool:
    """Do most of the bodies' names say that they are of this kind?"""
    places = [p for p, name in header.known(kind.by_key).items() if name == "name"]
    if not places:
        return False
    names = pd.Series(grid.columns[places[0]].to_pylist()[header.last + 1 :], dtype="str").dropna()
    said = told.of_all(names)
    of_kind = names.map(lambda name: name in said and said[name].kind == kind.name)
    return bool(of_kind.mean() > 0.5) if len(names) else False


def _other(
    where: str, text: str, said: Said, file: str, declared: Declared, line: int | None = None
) -> InputError:
    labels = [Notice(dict(kind.label)) for kind in declared.kinds.values()]
    rule = refusals.words(
        "other_kind",
        where=refusals.where(where, text),
        other=Notice(dict(said.label)),
        kinds=refusals.any_of(labels),
    )
    return InputError(rule, file=file, line=line, fix=refusals.advice("kind"))


def _unknown(
    options: Sequence[Kind], fits: Sequence[Kind], header: Header, file: str
) -> InputError:
    patterns = "; ".join(f"{kind.name}: {', '.join(kind.files)}" for kind in options)
    found = ", ".join(kind.name for kind in fits) or "-"
    labels = examples(header.labels, len(header.labels))
    return InputError(
        refusals.words("kind_unknown"),
        file=file,
        expected=refusals.words("kind_wanted", patterns=patterns),
        found=refusals.words("kind_fits", kinds=f"{found}: {labels}"),
    )
