"""Terms of the plans are called by one English name wherever they stand."""

import re
from functools import cache

import pytest

from helpers import plans
from helpers.actuals import links
from helpers.core import metadata, paths

GLOSSARY = metadata.load_yaml(paths.METADATA / "glossary.yml")
LONGEST_FIRST = sorted(GLOSSARY, key=lambda entry: -len(entry["th"]))
# Files whose English texts readers see.
READ = ("actual_links", "contradictions", "corrections", "forms", "indicators", "labels", "maps",
        "messages", "plan_translations", "reading_notes", "registries", "report",
        "units")  # fmt: skip


@cache
def pairs() -> tuple[tuple[str, str, str], ...]:
    """Name, Thai and English of every text of the plans and every label."""
    tables = plans.clean()
    nodes, goals = tables["plan_structure"], tables["plan_goals"]
    labels = tables["plan_targets"].drop_duplicates("indicator_id")
    return (
        *((f"{r.plan_id}/{r.node_id}", r.text_th, r.text_en) for r in nodes.itertuples()),
        *((r.goal_id, r.text_th, r.text_en) for r in goals.itertuples()),
        *((r.indicator_id, r.label_th, r.label_en) for r in labels.itertuples()),
        *((key, about.label_th, about.label_en) for key, about in links.load().items()),
    )


def missing(thai: str, english: str) -> list[str]:
    """Terms of the Thai that the English does not name; the longest at a place counts there."""
    found = []
    for entry in LONGEST_FIRST:
        if entry["th"] in thai:
            thai = thai.replace(entry["th"], "|")
            forms = [re.escape(entry["en"]), *entry.get("forms", [])]
            if not any(re.search(form, english, re.IGNORECASE) for form in forms):
                found.append(entry["th"])
    return found


def english_of(node: object, english: bool) -> list[str]:
    """The texts below keys that say they are English (en, label_en, ...)."""
    if isinstance(node, str):
        return [node] if english else []
    if isinstance(node, list):
        return [text for one in node for text in english_of(one, english)]
    if not isinstance(node, dict):
        return []
    named = ("en", "numerator", "denominator")
    return [
        text
        for key, value in node.items()
        for text in english_of(value, english or key in named or str(key).endswith("_en"))
    ]


def test_a_term_of_the_thai_is_named_in_the_english():
    wanting = [(name, terms) for name, th, en in pairs() if (terms := missing(th, en))]
    assert wanting == []
    assert len(pairs()) > 250


@pytest.mark.parametrize("name", READ)
def test_no_forbidden_variant_stands_anywhere(name):
    content = metadata.load_yaml(paths.METADATA / f"{name}.yml")
    texts = english_of(content, name == "plan_translations")
    assert texts
    for entry in GLOSSARY:
        for variant in entry.get("forbidden", []):
            pattern = re.compile(rf"\b(?:{variant})\b", re.IGNORECASE)
            assert not [text for text in texts if pattern.search(text)], (entry["th"], variant)


def test_every_term_stands_once_and_in_the_plans():
    terms = [entry["th"] for entry in GLOSSARY]
    assert len(set(terms)) == len(terms)
    thai = "\n".join(th for _, th, _ in pairs())
    assert [term for term in terms if term not in thai] == []


@pytest.mark.parametrize(
    ("thai", "english", "wanting"),
    [
        ("สภาองค์กรชุมชนตำบล", "tambon councils", ["สภาองค์กรชุมชนตำบล"]),
        ("สภาองค์กรชุมชนตำบล", "Tambon community organization councils", []),
        ("หนี้ผิดนัด", "bad debt", ["หนี้ผิดนัด"]),
    ],
)
def test_the_check_itself_notices(thai, english, wanting):
    assert missing(thai, english) == wanting


def test_known_translations_say_what_the_thai_says():
    said = {name: english for name, _, english in pairs()}
    for name, words in {
        "2551/1.2d": "recovering from disaster",
        "2551/1.2c": "river basins",
        "2551/5": "public-relations media",
        "2552-2554/2.1": "databases",
        "2552-2554/1.12/qualitative_target.1": "recognized and have their status certified",
        "2555-2559/1.1/outcome.4": "surveillance and early-warning systems",
        "2555-2559/2.1": "local government, kamnan and village heads",
        "2555-2559/3.2/process.2": "Decentralize",
        "2555-2559/3.2/process.3": "Streamline the system of disbursement documents",
        "2555-2559/3.2/outcome.2": "disburse budgets",
        "2555-2559/3.4/outcome.5": "loans in default",
    }.items():
        assert words in said[name]


def test_thai_labels_of_2551_read_whole():
    said = {name: thai for name, thai, _ in pairs()}
    assert said["2551/2.1b"] == "ขยายผลสภาองค์กรชุมชน"
    assert said["2551/2.2a"] == "ตำบลที่มีการรับรองสถานภาพองค์กรชุมชน"
