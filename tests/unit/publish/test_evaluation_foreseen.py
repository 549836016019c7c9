"""What the reports of a plan's years said of its end, in the closing evaluation."""

from types import SimpleNamespace

from helpers.publish.evaluation import foreseen

SCENARIOS = {name: {"value": f"v:{name}", "short": "s"} for name in ("keep", "median", "best")}


def outlook(*names: str) -> dict:
    return {"scenarios": {name: SCENARIOS[name] for name in names}, "target": "t"}


def entry(**years) -> dict:
    return {"years": {year: {"outlook": told} for year, told in years.items()}}


def test_only_years_with_a_pace_stand_in_the_table_in_their_order():
    made = entry(**{"2558": outlook(*SCENARIOS), "2557": outlook(*SCENARIOS)})
    made["years"] |= {"2556": {"outlook": outlook("keep")}, "2559": {"outlook": None}}
    assert list(foreseen._years(made)) == [2557, 2558]


def test_without_any_nothing_is_said():
    speaker = SimpleNamespace(facts={"indicators": [entry(**{"2557": outlook("keep")})]})
    assert foreseen.blocks(speaker) == []


def known(**last) -> tuple:
    said = []
    speaker = SimpleNamespace(say=lambda key, **slots: said.append((key, slots)) or (key,),
                              text=lambda words: (words,))  # fmt: skip
    about = {"relation": "same", "interim": False, "flagged": False, "facts": {"actual": "a"}}
    foreseen._known(speaker, {"last": "2559", "years": {"2559": {**about, **last}}})
    return tuple(key for key, _ in said)


def test_the_last_result_is_held_against_it_only_where_it_is_of_the_plans_end():
    assert known() == ("foreseen.known",)
    assert known(flagged=True) == ("foreseen.known", "indicators.flagged")
    assert known(interim=True, flagged=True) == ("foreseen.interim",)
    assert known(facts={}) == known(relation="proxy") == ("foreseen.unknown",)
