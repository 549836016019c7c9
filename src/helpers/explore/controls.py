"""The controls, whose values and choices follow from the selection."""

from collections.abc import Callable

import ipywidgets as widgets

from helpers.explore.selection import EVERY, Choices, Selection
from helpers.explore.wording import Wording

_CHOSEN = ("lang", "plan", "indicator", "kind", "region", "province", "denominator")
_LONGEST = 90
_WIDE, _NARROW, _SLIDER = "100%", "340px", "470px"
_NAME, _LONG_NAME = "110px", "200px"


class Controls:
    """One widget a choice; ``heard`` is called with the choices a reader makes, never with ours."""

    def __init__(self, choices: Choices, heard: Callable[..., None]) -> None:
        self._choices = choices
        self._heard = heard
        self._quiet = False
        self.boxes = {name: widgets.Dropdown(**_look(name)) for name in (*_CHOSEN, "table")}
        bounds = {"min": min(choices.years), "max": max(choices.years)}
        self.years = widgets.IntRangeSlider(**bounds, **_look("years"), continuous_update=False)
        self.year = widgets.IntSlider(**bounds, **_look("year"))
        self.clear = widgets.Button(layout=widgets.Layout(width="auto"))
        for name, box in self.boxes.items():
            box.observe(lambda change, name=name: self._said(**{name: change["new"]}), "value")
        self.years.observe(lambda change: self._said_years(*change["new"]), "value")
        self.year.observe(lambda change: self._said(year=change["new"]), "value")
        self.clear.on_click(lambda _: self._said(region=EVERY))

    def _said(self, **choices: object) -> None:
        if not self._quiet:
            self._heard(**choices)

    def _said_years(self, first: int, last: int) -> None:
        self._said(first_year=first, last_year=last)

    def follow(self, now: Selection, words: Wording) -> None:
        """Show a selection, with what may be chosen beside it."""
        self._quiet = True
        try:
            for name, box in self.boxes.items():
                self._offer(name, box, now, words)
            self.years.value = (now.first_year, now.last_year)
            # Both ends at once would be refused where the new range lies beside the old one.
            self.year.min, self.year.max = min(self._choices.years), max(self._choices.years)
            self.year.value = now.year
            self.year.min, self.year.max = now.first_year, now.last_year
            for name, one in (("years", self.years), ("year", self.year)):
                one.description = words(f"controls.{name}")
            self.clear.description = words("controls.clear")
            self.clear.disabled = now.region == EVERY
        finally:
            self._quiet = False

    def _offer(self, name: str, box: widgets.Dropdown, now: Selection, words: Wording) -> None:
        box.description = words(f"controls.{name}")
        allowed = self._choices.allowed(name, now)
        offered = tuple((self._called(name, value, words), value) for value in allowed)
        if box.options != offered:
            box.options = offered
        box.value = getattr(now, name)

    def _called(self, name: str, value: str, words: Wording) -> str:
        if name == "indicator":
            return _short(f"{value} {self._choices.labels[value][words.lang]}")
        return called(name, value, words)

    @property
    def widget(self) -> widgets.Box:
        """All of them, in the order in which they depend on each other."""
        rows = [
            [self.boxes["plan"], self.boxes["lang"]],
            [self.boxes["indicator"]],
            [self.boxes["kind"], self.boxes["denominator"]],
            [self.boxes["region"], self.boxes["province"], self.clear],
            [self.years, self.year],
        ]
        flow = widgets.Layout(flex_flow="row wrap")
        return widgets.VBox([widgets.HBox(row, layout=flow) for row in rows])


def _look(name: str) -> dict:
    is_slider = name in ("years", "year")
    width = _SLIDER if is_slider else _WIDE if name == "indicator" else _NARROW
    style = {"description_width": _LONG_NAME if is_slider else _NAME}
    return {"style": style, "layout": widgets.Layout(width=width)}


def called(name: str, value: str, words: Wording) -> str:
    """What a value of a choice is called."""
    if name in ("region", "province"):
        return words.area(value) if value else words("controls.every")
    if name == "kind":
        return words.kind(value)
    if name == "plan":
        return value or words("controls.every")
    keys = {"lang": "languages.in_", "denominator": "denominators.", "table": "tables."}
    return words(f"{keys[name]}{value}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
