"""What became of each indicator and goal: complete, and borne out by tables and documents."""

import copy
from collections import Counter

import pandas as pd
import pytest

from helpers import plans
from helpers.analysis import crosswalk
from helpers.core import metadata
from helpers.core.errors import InputError

KNOWN = metadata.load(crosswalk.FILE)


@pytest.fixture(scope="module")
def cleaned() -> dict[str, pd.DataFrame]:
    return plans.clean()


def load(cleaned) -> list[crosswalk.Link]:
    return crosswalk.load(cleaned["plan_targets"], cleaned["plan_goals"])


@pytest.fixture
def altered(monkeypatch):
    """The file as it is, to be changed by a test."""
    changed, original = copy.deepcopy(KNOWN), metadata.load
    monkeypatch.setattr(
        metadata, "load", lambda name: changed if name == crosswalk.FILE else original(name)
    )
    return changed


def of(declared: dict, name: str, side: str = "from") -> dict:
    """The entry that has a name on a side."""
    found = [link for step in declared["steps"] for link in step["links"] if name in link[side]]
    assert len(found) == 1
    return found[0]


def test_every_indicator_stands_once_on_each_side_it_has(cleaned):
    links = load(cleaned)
    before, after = (
        Counter(name for link in links for name in getattr(link, side))
        for side in ("before", "after")
    )
    for name in cleaned["plan_targets"]["indicator_id"].unique():
        first, last = name.startswith("2551/"), name.startswith("2555-2559/")
        assert (before[name], after[name]) == (0 if last else 1, 0 if first else 1), name
    figured = cleaned["plan_goals"].dropna(subset=["figure"])
    assert len(figured) == 5 and all(before[name] == 1 for name in figured["goal_id"])
    print(f"{len(links)} links")


def test_how_much_stays(cleaned):
    counted = Counter((link.plans[0], link.relation) for link in load(cleaned))
    assert counted == {
        ("2551", "same"): 2, ("2551", "similar"): 10, ("2551", "moved_to_prose"): 3,
        ("2551", "moved_to_indicator"): 2, ("2551", "dropped"): 3, ("2551", "new"): 5,
        ("2552-2554", "similar"): 4, ("2552-2554", "moved_to_prose"): 9,
        ("2552-2554", "moved_to_indicator"): 5, ("2552-2554", "dropped"): 6,
        ("2552-2554", "new"): 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "relation", "after", "changed"),
    [
        ("2552-2554/1.2", "moved_to_prose",
         ("2555-2559/1.1/approach.2", "2555-2559/1.1/outcome.2"), ()),
        ("2552-2554/1.11", "similar", ("2555-2559/1.4.1a", "2555-2559/1.4.1b"),
         ("unit", "measure_type", "denominator", "scope")),
        ("2551/2.2b", "same", ("2552-2554/1.12",), ()),
        ("2552-2554/1.12", "dropped", (), ()),
    ],
)  # fmt: skip
def test_what_became_of_one(cleaned, name, relation, after, changed):
    (link,) = [link for link in load(cleaned) if name in link.before]
    assert (link.relation, link.after, link.changed) == (relation, after, changed)


def dropped_link(declared):
    step = declared["steps"][1]
    step["links"] = [link for link in step["links"] if "2552-2554/1.2" not in link["from"]]


def dropped_goal(declared):
    link = of(declared, "2551-2554/4.3/operational_strategy.1.4")
    link["from"].remove("2551-2554/4.3/operational_strategy.1.4")


def doubled(declared):
    of(declared, "2552-2554/1.3")["from"].append("2552-2554/1.2")


def unknown(declared):
    of(declared, "2552-2554/1.2")["to"].append("2555-2559/9.9/outcome.1")


def other_words(declared):
    of(declared, "2552-2554/1.2")["quotes"]["from"][0]["words"] = "จำนวนตำบลที่ไม่มี"


def other_line(declared):
    of(declared, "2552-2554/1.2")["quotes"]["to"][0]["line"] = 82


def not_absent(declared):
    of(declared, "2552-2554/1.4")["absent"][0]["words"] = "ชุมชน"


def unit_untold(declared):
    of(declared, "2551/2.4")["changed"] = []


def kind_invented(declared):
    of(declared, "2552-2554/1.7")["changed"] = ["scope", "measure_type"]


def share_added_up(declared):
    of(declared, "2551/6.1")["rebase"] = {"joined": "sum", "th": "ก", "en": "a"}


def prose_as_indicator(declared):
    of(declared, "2552-2554/1.2")["to"] = ["2555-2559/1.1.1"]


def without_evidence(declared):
    del of(declared, "2552-2554/1.10")["absent"]


def recalls_a_goal(declared):
    of(declared, "2555-2559/1.4.2", "to")["earlier"] = ["2551/6.3/qualitative_target.1"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (dropped_link, "2552-2554/1.2 stands in no `from`|2552-2554/1.2: stands in no `from`"),
        (dropped_goal, "operational_strategy.1.4: stands in no `from`"),
        (doubled, "2552-2554/1.2: stands 2 times in `from`"),
        (unknown, "2555-2559/9.9/outcome.1: is nothing the plans know"),
        (other_words, "not in line 251 of .*plan_2551-2554.csv"),
        (other_line, "not in line 82 of .*plan_2555-2559.csv"),
        (not_absent, "stands in lines .* of 2555-2559"),
        (unit_untold, "unit has changed by the plan tables"),
        (kind_invented, "measure_type has not changed by the plan tables"),
        (share_added_up, "only yearly targets of one unit"),
        (prose_as_indicator, "2555-2559/1.1.1: cannot be on this side of moved_to_prose"),
        (without_evidence, "needs a word that is absent or a quote of both plans"),
        (recalls_a_goal, "is no indicator, as `earlier` has to name"),
    ],
)
def test_what_is_missing_doubled_or_untrue_is_refused(cleaned, altered, change, told):
    change(altered)
    with pytest.raises(InputError, match=told) as refused:
        load(cleaned)
    assert crosswalk.WHERE in str(refused.value)


def test_an_entry_not_as_the_schema_says_is_refused(cleaned, altered):
    altered["steps"][0]["links"][0]["relation"] = "near"
    with pytest.raises(InputError, match="schema"):
        load(cleaned)


def test_a_plan_added_later_needs_no_entry(cleaned):
    targets, goals = cleaned["plan_targets"], cleaned["plan_goals"]
    of_2555 = targets[targets["plan_id"] == "2555-2559"]
    further = of_2555.assign(
        plan_id="2560-2564",
        indicator_id=of_2555["indicator_id"].str.replace("2555-2559", "2560-2564"),
        source_file="data/raw/plans/further.csv",
    )
    assert len(crosswalk.load(pd.concat([targets, further]), goals)) == 50
    assert len(crosswalk.load(targets[targets["plan_id"] != "2551"], goals)) == 25
