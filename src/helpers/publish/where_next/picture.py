"""The province's map: who has what, the first tambons of the order numbered."""

import base64
from functools import cache, partial
from pathlib import Path

import pandas as pd

from helpers.analysis.where_next import adjacency
from helpers.geography import gazetteer
from helpers.publish import maps
from helpers.publish.annual import parts
from helpers.publish.document import Figure, Section, plain
from helpers.publish.language import Speaker
from helpers.publish.maps import schemes
from helpers.publish.maps.numbering import Around, Numbered
from helpers.publish.maps.page import MapFigure
from helpers.publish.where_next import listing, opening

DOTS_PER_INCH = 150
NAME = "map"


def section(speaker: Speaker) -> Section:
    """The map with what it shows in words."""
    figure = drawn(speaker)
    png = cache(partial(maps.png, figure))
    caption = _caption(speaker)
    shown = Figure("where-next", partial(_inside, png), caption, _told(speaker, figure), png)
    return Section("where_map", (parts.subheading(speaker, "where_next.map", 2), shown))


def save(speaker: Speaker, folder: Path) -> tuple[Path, Path]:
    """The map as PNG and SVG files of their own."""
    return maps.save(drawn(speaker), folder, f"{NAME}.{speaker.lang}")


def drawn(speaker: Speaker) -> MapFigure:
    """The map; with one kind alone, who has it and who has not."""
    facts = speaker.facts
    classes = _classes(facts)
    layer = adjacency.layer_of(one["code"] for one in facts["tambons"])
    kinds = facts["kinds"]
    words = schemes.Words(
        title=plain(_caption(speaker)),
        lines=tuple(_lines(speaker)),
        lang=speaker.lang,
        numerals=speaker.format.digits,
        watermark=speaker.word("demo.watermark") if facts["is_demo"] else None,
    )
    around = Around(plain(opening.unit(speaker)), plain(speaker.say("where_next.map_key")))
    kind = schemes.BOTH if len(kinds) > 1 else kinds[0]
    return maps.numbered(layer, classes, _listed(speaker), words, around, kind)


def _caption(speaker: Speaker):
    facts = speaker.facts
    return speaker.say(
        "where_next.map_title",
        unit=opening.unit(speaker, "one"),
        province=speaker.both(facts["province"]["title"]),
        year=speaker.year(facts["year_be"]),
    )


def _lines(speaker: Speaker) -> list[str]:
    """What stands under the map: whose figures, and that a tie goes on beyond the numbers."""
    day = speaker.day(speaker.facts["counted_on"])
    lines = [plain(speaker.say("where_next.map_source", day=day))]
    facts, most = speaker.facts, len(_listed(speaker))
    ranks = [facts["facts"][row["facts"]["rank"]]["value"] for row in facts["order"]]
    if most < len(ranks) and ranks[most] == ranks[most - 1]:
        lines.append(plain(speaker.say("where_next.map_tied")))
    return lines


def _listed(speaker: Speaker) -> list[Numbered]:
    """The first of the order; equal ranks have one number."""
    facts = speaker.facts
    most = facts["facts"][facts["settings"]["where_next"]["numbered"]]["value"]
    return [
        Numbered(
            row["code"],
            str(facts["facts"][row["facts"]["rank"]]["value"]),
            plain(listing.place(speaker, row["code"])),
        )
        for row in facts["order"][:most]
    ]


def _classes(facts: dict) -> pd.Series:
    """The class of every reference tambon of the province; a part split later shows its whole."""
    own = {one["code"]: one["since"].keys() for one in facts["tambons"]}
    held = gazetteer.in_year(facts["year_be"])
    held = held[held.isin(own)]
    has = {
        kind: held.map(lambda code, kind=kind: kind in own[code]).astype(bool)
        for kind in facts["kinds"]
    }
    covered = [schemes.classes_of(known) for known in has.values()]
    return schemes.combined(*covered) if len(covered) > 1 else covered[0]


def _told(speaker: Speaker, figure: MapFigure) -> str:
    """The map for those who hear it: what it is, and the numbered tambons in their order."""
    listed = [f"{one.number} {one.name}" for one in _listed(speaker)]
    return " · ".join([figure.words.about(), *map(speaker.format.numerals, listed)])


def _inside(png) -> str:
    data = base64.b64encode(png(DOTS_PER_INCH)).decode("ascii")
    return f'<img alt="" src="data:image/png;base64,{data}">'
