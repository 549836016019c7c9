"""Every fact has a name in words: no inner name gets into a list of changes."""

import json
import re
from pathlib import Path

import pytest

from helpers.core import metadata
from helpers.publish import fact_names
from helpers.publish.language import Speaker

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
FURTHER = [
    "councils:beside:difference", "2555-2559/1.4.1a:before", "scores:weight:2555-2559/1.4.1a",
    "scores:total", "goals:stated", "quality:fallen", "quality:filed", "narrative:told",
    "2555-2559/1.4.1a:beside:registry", "coverage:council:lines:bodies",
    "coverage:council:rejected:unknown_tambon", "coverage:overlap:only_council",
    "coverage:council:country:TH:tambons_of_year:share", "coverage:council:change:new",
    "coverage:council:published:region:BMR:difference_share",
    "coverage:council:country:TH:tambons_of_year:share_of_population",
    "reading:FILED-2557-2014-09-30-1.4.1a:numerator", "2555-2559/1.4.1b:gap",
]  # fmt: skip


def speaker(lang: str, **content) -> Speaker:
    settings = {"digits": "arabic", "cut_offs": {}}
    return Speaker({"settings": settings, "readings": {}, **content}, lang)


@pytest.mark.parametrize("year", range(2551, 2560))
def test_every_fact_of_a_year_is_named_in_both_languages(year):
    golden = json.loads((GOLDEN / f"facts_{year}.json").read_text(encoding="utf-8"))
    ids = [*golden, *FURTHER]
    print(f"{len(ids)} facts")
    for lang in ("th", "en"):
        said = {name: fact_names.part(speaker(lang), name) for name in ids}
        assert [name for name, words in said.items() if not words] == []
        assert [words for words in said.values() if "{" in words or "_" in words] == []


def test_names_of_areas_years_lights_and_readings_take_their_place():
    regions = [{"code": "BMR", "name": {"th": "กรุงเทพฯ และปริมณฑล", "en": "Bangkok"}}]
    reading = {"label": {"th": "สภา", "en": "councils"}, "as_of": "2014-09-01", "kind": "published"}
    thai = speaker("th", councils={"regions": regions}, readings={"R1": reading})
    english = speaker("en", councils={"regions": regions}, readings={"R1": reading})
    assert fact_names.part(thai, "councils:region:BMR:count") == "จำนวนสภา กรุงเทพฯ และปริมณฑล"
    assert fact_names.part(english, "councils:country:TH:count") == "councils, country"
    assert fact_names.part(english, "light:at_risk") == "at risk"
    assert fact_names.part(thai, "reading:R1") == "สภา · 1 ก.ย. 2557 · R1"
    assert fact_names.part(thai, "2555-2559/1.4.1a:target:2558") == "เป้าหมาย 2558"


def test_a_fact_is_named_with_its_indicator_and_an_unknown_one_keeps_no_inner_name():
    assert fact_names.named(speaker("th"), "2555-2559/1.4.1a:actual") == "1.4.1a ผล"
    assert fact_names.named(speaker("en"), "narrative:told") == "number of indicators with remarks"
    assert fact_names.part(speaker("th"), "inner:name") is None
    assert fact_names.named(speaker("en"), "inner:name") == "another figure"


def test_both_languages_of_a_name_take_the_same_slots():
    for template, words in metadata.load("fact_names.yml").items():
        thai, english = (set(re.findall(r"{(\w+)}", words[lang])) for lang in ("th", "en"))
        assert thai == english, template
