"""Draw the pictures of the README's worked questions from what `make reports` built."""

import shutil
from pathlib import Path

from helpers.core import paths
from helpers.explore import spatial_views
from helpers.publish import charts, plan_charts
from helpers.publish.issues.pages import IssuePage

HERE = Path(__file__).parent
YEAR, COUNCILS, DPI = 2557, "2555-2559/1.4.1a", 110


def regions(lang: str) -> None:
    """Councils by region, as published: the map of the annual report."""
    made = paths.reports(str(YEAR), "maps", f"regional-cartogram.{lang}.png")
    shutil.copy(made, HERE / f"regions.{lang}.png")


def line(lang: str) -> None:
    """What three plan tables asked of councils, with the breaks: the chart of the issue page."""
    page = IssuePage.of("councils", lang)
    (chain,) = [c for c in page.facts["plan_lines"]["chains"] if COUNCILS in str(c["indicators"])]
    drawn = plan_charts.chain(page.speaker, chain)
    (HERE / f"line.{lang}.png").write_bytes(charts.png(drawn, DPI))


def clusters(lang: str) -> None:
    """Where tambons with a council lie together in the demonstration, marked as invented."""
    asked = spatial_views.Question(YEAR, dataset="demo", lang=lang)
    (HERE / f"clusters.{lang}.png").write_bytes(spatial_views.cluster_map(asked).picture)


for language in ("th", "en"):
    for draw in (regions, line, clusters):
        draw(language)
