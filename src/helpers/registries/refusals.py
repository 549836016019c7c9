"""Files and sheets that cannot be used: every one of a folder is told, not only the first."""

from collections.abc import Iterator
from contextlib import contextmanager

from helpers.core import metadata, notices
from helpers.core.errors import InputError, Mistake, Place
from helpers.core.metadata import LANGUAGES
from helpers.core.notices import Notice


def words(code: str, **slots: object) -> Notice:
    """A text of ``registry_refusals.yml`` in each language; slots may be such texts themselves."""
    return notices.filled(metadata.load("registry_refusals.yml")[code], **slots)


def listed(items: list[Notice], between: str = ", ") -> Notice:
    """Texts one behind another, in each language."""
    return Notice({lang: between.join(item.texts[lang] for item in items) for lang in LANGUAGES})


class Refusals:
    """Gathers what cannot be used, to be told at once."""

    def __init__(self) -> None:
        self._mistakes: list[Mistake] = []

    def __len__(self) -> int:
        return len(self._mistakes)

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """What is refused inside is kept, and told by ``stop``."""
        try:
            yield
        except InputError as error:
            self._mistakes += error.mistakes or [_mistake(error)]

    def stop(self) -> None:
        """Raise one ``InputError`` for all that was gathered; nothing where there is none."""
        if not self._mistakes:
            return
        files = list(dict.fromkeys(one.file for one in self._mistakes if one.file))
        raise InputError(
            words("heading", count=len(self._mistakes)),
            file=files[0] if len(files) == 1 else None,
            fix=", ".join(files) or None,
            mistakes=self._mistakes,
        )


def _mistake(error: InputError) -> Mistake:
    """An error of one file as a line among others; ``file#sheet`` is told as a place."""
    file, _, sheet = (error.file or "").partition("#")
    place, rule = Place(sheet=sheet, line=error.line), error.problem
    if sheet and error.line:
        place = Place(sheet=sheet, row=error.line)
    if error.fix is not None and error.fix != file:
        rule = words("rule_and_fix", rule=rule, fix=error.fix)
    return Mistake(place, rule, error.expected, error.found, file or None)
