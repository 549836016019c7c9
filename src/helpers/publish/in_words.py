"""What charts and maps show, in words: for those who hear a report instead of seeing it."""

from collections.abc import Iterable

from helpers.facts import outlooks
from helpers.publish.document import Line, plain
from helpers.publish.language import Fact, Speaker

# Names in both languages, status and the fact of the share, if there is one.
Region = tuple[dict[str, str], str, str | None]


def councils_course(speaker: Speaker) -> str:
    """The points of the chart of both plans: targets and known results, year by year."""
    targets, results = (_points(speaker, key) for key in ("targets", "course"))
    told = speaker.say("councils.chart_words", targets=targets, results=results)
    return plain((*told, *_outlook(speaker)))


def _outlook(speaker: Speaker) -> Line:
    """Where the lines of the outlook end; nothing where none are drawn."""
    drawn = outlooks.to_draw(speaker.facts)
    if not drawn:
        return ()
    values = {name: Fact(about["value"]) for name, about in drawn["scenarios"].items()}
    words = speaker.say("councils.chart_outlook_words", year=str(drawn["end_year"]), **values)
    return (*speaker.text(" "), *words)


def _points(speaker: Speaker, key: str) -> Line:
    points = [
        speaker.say("councils.chart_point", year=str(point["year"]), value=Fact(point["fact"]))
        for point in speaker.facts["councils"][key]
    ]
    return _listed(speaker, points) if points else speaker.say("councils.chart_no_point")


def regions(speaker: Speaker, what: Line, shares: Iterable[Region]) -> str:
    """The share of each of CODI's regions, or the word that stands in its place."""
    told = [_region(speaker, *region) for region in shares]
    slots = {"what": what, "regions": _listed(speaker, told)}
    return plain(speaker.say("councils.region_words", **slots))


def _region(speaker: Speaker, names: dict[str, str], status: str, share: str | None) -> Line:
    slots: dict[str, object] = {"region": speaker.both(names)}
    word = speaker.word(f"status.{status}")
    if share is None:
        return speaker.say("councils.region_no_point", status=word, **slots)
    above, below = map(Fact, speaker.facts["facts"][share]["of"])
    slots |= {"share": Fact(share, with_parts=False), "above": above, "below": below}
    if word:
        return speaker.say("councils.region_point_other", status=word, **slots)
    return speaker.say("councils.region_point", **slots)


def _listed(speaker: Speaker, lines: list[Line]) -> Line:
    listed = list(lines[0]) if lines else []
    for line in lines[1:]:
        listed += [*speaker.text(", "), *line]
    return tuple(listed)
