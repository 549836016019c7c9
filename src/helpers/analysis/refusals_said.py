"""Why a question cannot be answered, in both languages, from the file of its subject."""

from helpers.core import metadata, notices
from helpers.core.notices import Notice


def refusal(subject: str, key: str, **slots: object) -> Notice:
    """The sentence ``key`` of ``metadata/<subject>.yml`` with its slots filled."""
    return notices.filled(metadata.load(f"{subject}.yml")["refused"][key], **slots)
