"""WeasyPrint, fed with one page of HTML: nothing is fetched, nothing goes wrong in silence."""

import gc
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from helpers.errors import InputError
from helpers.publish.pdf import font

# What an officer can do where Pango, which WeasyPrint draws text with, is not installed.
_INSTALL = (
    "Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango; Windows: the Pango of MSYS2 (see WeasyPrint's 'first steps')"
)
_OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True}


def check() -> None:
    """Raise ``InputError`` when WeasyPrint cannot be loaded, before any other work is done."""
    _weasyprint()


def _weasyprint():
    """WeasyPrint; loading it is what fails where a library of the system is missing."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        first = str(error).splitlines()[0]
        raise InputError(
            "no PDF without WeasyPrint and the system's Pango", found=first, fix=_INSTALL
        ) from error
    return weasyprint


def pdf(page: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """A page of HTML as a tagged PDF; ``pictures`` it shows are by their addresses.

    Whatever WeasyPrint complains of is told as a warning: a letter no font has stands as an empty
    box and is still found by its text.
    """
    weasyprint = _weasyprint()
    from helpers.publish.pdf import measuring
    from helpers.publish.pdf.fetcher import Fetcher

    carried = Fetcher({**font.carried(), **(pictures or {})})
    with _complaints() as told, measuring.once(), _no_collecting():
        content = weasyprint.HTML(string=page, url_fetcher=carried).write_pdf(**_OPTIONS)
    for words in dict.fromkeys(told):
        warnings.warn(f"PDF: {words}", stacklevel=2)
    return content


class _Collector(logging.Handler):
    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.into = into

    def emit(self, record: logging.LogRecord) -> None:
        self.into.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint logs meanwhile, as texts, instead of on the screen."""
    logger, told = logging.getLogger("weasyprint"), []
    collector, handlers, passes_on = _Collector(told), logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        yield told
    finally:
        logger.handlers, logger.propagate = handlers, passes_on


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Meanwhile no search for unused objects: a document is of millions that are all in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
