"""Files and sheets that cannot be used: every one of a folder is told, not only the first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.core import metadata, notices, paths
from helpers.core.errors import InputError, Mistake, Place
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice
from helpers.registries.declarations import FILE

# Endings of the files of which a copy can be made in which mistakes are marked.
MARKED = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_COPIES = "registries"
_ADVICE = ("kind", "sheet")
_SEMICOLON = Notice(dict.fromkeys(LANGUAGES, "; "))


def words(code: str, **slots: object) -> Notice:
    """A text of ``registry_refusals.yml`` in each language; slots may be such texts themselves."""
    return notices.filled(metadata.load("registry_refusals.yml")[code], **slots)


def where(place: str, text: str) -> Notice:
    """What says something: the name of a sheet or file, a title or heading with its words."""
    return words(f"where_{place}", text=text)


def advice(about: str) -> Notice:
    """What an officer does about a ``kind`` or a ``sheet``; told once, however many there are."""
    return words(f"advise_{about}", file=FILE)


def any_of(items: list[Notice]) -> Notice:
    """Texts joined by *or*."""
    either = words("or")
    return _joined(items, either)


def listed(items: list[Notice]) -> Notice:
    """Texts one behind another."""
    return _joined(items, Notice(dict.fromkeys(LANGUAGES, ", ")))


def _joined(items: list[Notice], between: Notice) -> Notice:
    return Notice(
        {lang: between.texts[lang].join(i.texts[lang] for i in items) for lang in LANGUAGES}
    )


def copy_of(file: Path, folder: Path, among: Path) -> Path:
    """Where the marked copy of an export in ``folder`` lies ``among`` such copies."""
    inside = file.relative_to(folder)
    ending = inside.suffix if inside.suffix.lower() in _WORKBOOKS else ".xlsx"
    return (among / _COPIES / inside).with_name(f"{inside.stem}_checked{ending}")


class Refusals:
    """Gathers what cannot be used of the exports in ``folder``, to be told at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mistakes: list[Mistake] = []
        self._advice: list[Notice] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """What is refused inside is kept, and told by ``stop``."""
        try:
            yield
        except InputError as error:
            known = [advice(about) for about in _ADVICE]
            self._advice += [one for one in known if one == error.fix]
            self._mistakes.append(_mistake(error, told_later=error.fix in known))

    def stop(self) -> None:
        """Raise one ``InputError`` for all that was gathered; nothing where there is none."""
        if not self._mistakes:
            return
        files = list(dict.fromkeys(one.file for one in self._mistakes if one.file))
        raise InputError(
            words("heading", count=len(self._mistakes)),
            file=files[0] if len(files) == 1 else None,
            fix=self._fix(files),
            mistakes=self._mistakes,
            copies={file: self._copy(file) for file in files if self._is_marked(file)},
        )

    def _fix(self, files: list[str]) -> object:
        # Every file is named above, over its mistakes.
        told = files[0] if len(files) == 1 else paths.relative(self._folder)
        advised = list({str(one): one for one in self._advice}.values())
        if not advised:
            return told
        return words("files_and_advice", files=told, advice=_joined(advised, _SEMICOLON))

    def _is_marked(self, file: str) -> bool:
        """Whether a copy shows more than the line that names the file and its fault."""
        places = [one.place for one in self._mistakes if one.file == file]
        return file.lower().endswith(MARKED) and any(places)

    def _copy(self, file: str) -> str:
        return paths.relative(copy_of(paths.root() / file, self._folder, paths.checked()))


def _mistake(error: InputError, told_later: bool) -> Mistake:
    """An error of one file as a line among others; ``file#sheet`` is told as a place."""
    file, _, sheet = (error.file or "").partition("#")
    place, rule = Place(sheet=sheet, line=error.line), error.problem
    if sheet and error.line:
        place = Place(sheet=sheet, row=error.line)
    if error.fix not in (None, file) and not told_later:
        rule = words("rule_and_fix", rule=rule, fix=error.fix)
    return Mistake(place, rule, error.expected, error.found, file or None)
