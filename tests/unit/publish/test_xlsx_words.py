"""Every code that facts can hold has words for the workbook."""

import re
from pathlib import Path

from helpers.core import metadata, schemas, settings
from helpers.facts import book, indicators

FACTS = Path(book.__file__).parent
WORDS = metadata.load("labels.yml")["workbook"]
LAYOUT = metadata.load("workbook.yml")["sheets"]


def test_every_kind_of_fact_has_words():
    assert set(WORDS["fact_kinds"]) == set(book.KINDS)


def test_every_method_of_a_fact_has_words():
    code = "".join(file.read_text(encoding="utf-8") for file in FACTS.glob("*.py"))
    named = set(re.findall(r'method(?:: str = |=)"(\w+)"', code))
    made = {method for _, _, method in indicators._MEASURES.values()}
    received = {book.method_of(kind) for kind in ("published", "derived", "filed", "registry")}
    assert len(named) > 12
    assert named | made | received <= set(WORDS["methods"])


def test_lights_fields_and_settings_have_words():
    assert set(WORDS["lights"]) == set(schemas.LIGHTS)
    assert set(WORDS["fields"]) == set(schemas.NARRATIVE_FIELDS)
    assert set(settings.load().cut_offs) <= set(WORDS["settings"])


def test_every_sheet_and_column_has_words_and_no_word_is_left_over():
    assert list(WORDS["sheets"]) == list(WORDS["contents"]) == list(LAYOUT)
    columns = {name for about in LAYOUT.values() for name in about["columns"]}
    ended = {re.sub("_(low|high)$", "", name) for name in columns}
    assert ended == set(WORDS["columns"])
    used = {about.get("unit") for sheet in LAYOUT.values() for about in sheet["columns"].values()}
    assert used - {None} == set(WORDS["units"])


def test_names_of_sheets_are_such_as_excel_takes():
    for lang in ("th", "en"):
        names = [words[lang] for words in WORDS["sheets"].values()]
        assert len(set(names)) == len(names)
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
