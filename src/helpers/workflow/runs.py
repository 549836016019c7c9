"""The runs of each step: one notebook, or one call, with its parameters, inputs and outputs.

What a run is made from is told here; ``runner`` skips it or makes it.
"""

import hashlib
import importlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from helpers.core import datasets, files, notices, partitions, paths, periods, settings, thai
from helpers.workflow import dependencies, parameters, steps

FACTS, MAPS = "facts.json", "maps"
PRODUCTS = ("pdf", "docx", "xlsx")


Report = tuple[int, date]
Evaluation = tuple[str, date]
Provincial = tuple[str, int, date]


def requested(year: Any, as_of: Any = "") -> Report:
    """A checked fiscal year and day; ``InputError`` for what no report can be made of."""
    values = parameters.check("40_annual_assessment", {"year": year, "as_of": as_of or ""})
    return values["year"], date.fromisoformat(values["as_of"])


def of_part(name: str) -> Report:
    """The checked year and day of a part's name, or of a folder named so."""
    return requested(*partitions.split(name))


def requested_plan(plan: Any, as_of: Any = "") -> Evaluation:
    """A checked plan and day; ``InputError`` for what no evaluation can be made of."""
    values = parameters.check("45_plan_evaluation", {"plan": plan, "as_of": as_of or ""})
    return values["plan"], date.fromisoformat(values["as_of"])


def requested_issue(issue: Any) -> tuple[str]:
    """A checked issue; ``InputError`` for one that has no page."""
    return (parameters.check("46_issue", {"issue": issue})["issue"],)


def requested_province(province: Any, year: Any, as_of: Any = "") -> Provincial:
    """A checked province (its code, or a name), year and day; ``InputError`` for a wrong one."""
    asked_year, day = requested(year, as_of)
    # Here, not above: the Snakefile imports this module each time it is read.
    from helpers.analysis.where_next import places

    return places.province_of(province, asked_year), asked_year, day


def about(step: str, part: str) -> tuple:
    """What a part's name says, checked: year and day, plan and day, an issue, or nothing.

    Of a part of one province the province first.
    """
    if not part:
        return ()
    of = steps.declared()[step]["of"]
    if of in (steps.PROVINCE, steps.DEMO_PROVINCE):
        of_year, _, province = part.rpartition("/")
        return requested_province(province, *partitions.split(of_year))
    if of == steps.PLAN:
        return requested_plan(*partitions.split(part))
    return requested_issue(part) if of == steps.ISSUE else of_part(part)


def plan_part(plan: str, as_of: date) -> str:
    """How a plan's part is called; a day other than the plan's end stands in the name."""
    default = as_of == periods.end_of(plan)
    return plan if default else f"{plan}_as_of_{as_of.isoformat()}"


@dataclass(frozen=True)
class Run:
    """One notebook, or one call, with one set of parameters, and what is made of it.

    ``pages`` by their language are made of the executed notebook; ``further`` are files the
    notebook or the call writes itself, or folders it fills. ``made_from`` are files it reads
    beside those its step declares for every part. ``work`` is the call; left out, the notebook.
    """

    step: str
    given: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, Path] = field(default_factory=dict)
    further: tuple[Path, ...] = ()
    made_from: tuple[Path, ...] = ()
    work: Callable[[], Any] | None = field(default=None, compare=False)
    part: str = ""

    @property
    def spec(self) -> dict[str, Any]:
        """What ``metadata/steps.yml`` says of the step."""
        return steps.declared()[self.step]

    @property
    def label(self) -> str:
        """How the run is called in progress lines: ``annual_assessment 2557 th``."""
        if self.part:
            return f"{self.step} {self.part}"
        year, plan = self.given.get("year"), self.given.get("plan")
        as_of = self.given.get("as_of")
        end = thai.fiscal_year_end(year) if year else plan and periods.end_of(plan)
        default = as_of and as_of == end.isoformat()
        shown = [
            self.given.get("province"),
            year or plan or self.given.get("issue"),
            None if default else as_of,
            self.given.get("lang"),
            self.given.get("product"),
        ]
        return " ".join(str(part) for part in [self.step, *shown] if part)

    @property
    def log(self) -> Path:
        """The record; the executed notebook lies beside it with the ending ``.ipynb``.

        The demonstration's lie in its own folder: what a notebook shows is part of it.
        """
        dataset = datasets.DEMO if steps.is_demo(self.step) else datasets.REAL
        return dataset.reports("logs", f"{self.label.replace(' ', '.')}.json")

    @property
    def executed(self) -> Path:
        """The notebook as it was run, with its outputs; kept of a failed run too."""
        return self.log.with_suffix(".ipynb")

    @property
    def outputs(self) -> list[Path]:
        """The tables, pages and further files the run makes; of a folder those that are there."""
        tables = [paths.processed(f"{name}.parquet") for name in self.spec.get("makes", [])]
        further = [
            file
            for place in self.further
            for file in (sorted(place.glob("*")) if place.is_dir() else [place])
        ]
        return [*tables, *self.pages.values(), *further]

    @cached_property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of every file the run is made from."""
        own = {paths.relative(file): _sha256(file) for file in self.made_from if file.exists()}
        return {**_inputs_of(self.step, paths.root()), **own}

    @cached_property
    def slices(self) -> dict[str, str]:
        """SHA-256 of what the run reads of a file whose other content does not concern it."""
        declared = self.spec["slices"].items()
        return {of: _slice(of, name, self.given) for of, name in declared}

    @property
    def sliced(self) -> set[str]:
        """The files of which the run reads a slice, from the root."""
        return {paths.relative(_sliced(of, self.given)) for of in self.spec["slices"]}


def _sliced(of: str, given: dict[str, Any]) -> Path:
    """The file a slice is of: a table by its name, or a built file by its pattern."""
    if "/" not in of:
        return paths.processed(f"{of}.parquet")
    return steps.filled(of, partitions.name(given["year"], date.fromisoformat(given["as_of"])))


def _slice(of: str, name: str, given: dict[str, Any]) -> str:
    # Here, not above: pandas is not needed to see that nothing has changed.
    from helpers.core import tables

    file = _sliced(of, given)
    is_table = file.suffix == ".parquet"
    content = tables.read(of) if is_table else json.loads(file.read_text(encoding="utf-8"))
    part = called(name)(content, given["year"], date.fromisoformat(given["as_of"]))
    text = part.to_csv(index=False) if is_table else json.dumps(part)
    return hashlib.sha256(text.encode()).hexdigest()


def called(name: str) -> Callable[..., Any]:
    """The function of the package with a dotted name."""
    module, _, function = name.rpartition(".")
    return getattr(importlib.import_module(module), function)


@cache
def _inputs_of(step: str, root: Path) -> dict[str, str]:
    # A table that is yet to be made, as in a tree of an earlier version, is none of them.
    names = [name for name in dependencies.of_step(step) if (root / name).exists()]
    return {name: _sha256(root / name) for name in names}


def _sha256(file: Path) -> str:
    about = file.stat()
    return _sha256_of(file, about.st_mtime_ns, about.st_size, about.st_ino)


@cache
def _sha256_of(file: Path, *_: int) -> str:
    """Read once in a process: most files are inputs of many runs."""
    return files.sha256(file)


def look_again() -> None:
    """Forget what files held a while ago, for a process that goes on."""
    _inputs_of.cache_clear()
    _sha256_of.cache_clear()


def named(label: str) -> str:
    """A run's label as it is told: what its step makes, in the run's language, then the rest."""
    step, _, rest = label.partition(" ")
    made = notices.say(f"step_{step}") if step in steps.declared() else step
    return f"{made} {rest}".rstrip()


def annual_assessment(year: int, as_of: date) -> list[Run]:
    """The runs of one batch: a page for each language of ``config.yml``."""
    return [_annual_run(year, as_of, lang) for lang in settings.load().languages]


def _annual_run(year: int, as_of: date, lang: str) -> Run:
    step = "annual_assessment"
    given = {"year": year, "as_of": as_of.isoformat(), "lang": lang}
    page = paths.report_folder(year, as_of) / f"{step}.{lang}.html"
    return Run(
        step,
        parameters.check(_notebook(step), given),
        pages={lang: page},
        made_from=_reads(step, year, as_of),
    )


def map_coverage(year: int, as_of: date) -> list[Run]:
    """The run that draws one year's maps, in every language."""
    step = "map_coverage"
    given = {"year": year, "as_of": as_of.isoformat(), "dataset": datasets.REAL.name}
    maps = paths.report_folder(year, as_of) / MAPS
    given = parameters.check(_notebook(step), given)
    return [Run(step, given, further=(maps,), made_from=_reads(step, year, as_of))]


def demo_pages(year: int, as_of: date) -> list[Run]:
    """The run of the demonstration's year: its maps, its facts and a page a language."""
    step = "demo_pages"
    given = {"year": year, "as_of": as_of.isoformat(), "dataset": datasets.DEMO.name}
    folder = datasets.DEMO.reports(str(year))
    pages = {lang: folder / f"coverage.{lang}.html" for lang in settings.load().languages}
    given = parameters.check(_notebook(step), given)
    made_from = _reads(step, year, as_of)
    return [Run(step, given, pages, further=(folder / FACTS, folder / MAPS), made_from=made_from)]


def products(year: int, as_of: date) -> list[Run]:
    """The runs of one batch: Word, PDF and Excel of the report in each language.

    No notebook is run: ``helpers.publish.products`` writes them from the facts. Those of one
    language stand together, for they share its report.
    """
    return [
        _product_run(year, as_of, lang, product)
        for lang in settings.load().languages
        for product in PRODUCTS
    ]


def _product_run(year: int, as_of: date, lang: str, product: str) -> Run:
    step = "products"
    given = {"year": year, "as_of": as_of.isoformat(), "lang": lang, "product": product}
    file = paths.report_folder(year, as_of) / f"annual_assessment.{lang}.{product}"
    made_from = _reads(step, year, as_of)
    work = partial(_make_product, given, file)
    return Run(step, given, further=(file,), made_from=made_from, work=work)


def _make_product(given: dict[str, Any], file: Path) -> None:
    called(steps.declared()["products"]["calls"])(given, file)


def plan_evaluation(plan: str, as_of: date) -> list[Run]:
    """The runs of one plan's closing evaluation: a page for each language."""
    step = "plan_evaluation"
    return [
        Run(
            step,
            parameters.check(_notebook(step), _of_plan(plan, as_of, lang)),
            pages={lang: _evaluation(plan, as_of, lang, "html")},
            made_from=tuple(steps.reads(step, plan_part(plan, as_of))),
        )
        for lang in settings.load().languages
    ]


def evaluation_products(plan: str, as_of: date) -> list[Run]:
    """Word, PDF and Excel of one plan's closing evaluation, in each language."""
    step = "evaluation_products"
    made_from = tuple(steps.reads(step, plan_part(plan, as_of)))
    found = []
    for lang in settings.load().languages:
        for product in PRODUCTS:
            given = {**_of_plan(plan, as_of, lang), "product": product}
            file = _evaluation(plan, as_of, lang, product)
            work = partial(called(steps.declared()[step]["calls"]), given, file)
            found.append(Run(step, given, further=(file,), made_from=made_from, work=work))
    return found


def _of_plan(plan: str, as_of: date, lang: str) -> dict[str, Any]:
    return {"plan": plan, "as_of": as_of.isoformat(), "lang": lang}


def _evaluation(plan: str, as_of: date, lang: str, ending: str) -> Path:
    folder = steps.filled("reports/plans/{plan}", plan_part(plan, as_of))
    return folder / f"plan_evaluation.{lang}.{ending}"


def issue_pages(issue: str) -> list[Run]:
    """The run that makes one issue's pages, in every language."""
    return [_in_every_language("issue_pages", {"issue": issue}, issue)]


def published_results() -> list[Run]:
    """The run that makes the appendix of everything published, in every language."""
    return [_in_every_language("published_results", {}, "published_results")]


def where_next(province: str, year: int, as_of: date) -> list[Run]:
    """The runs of one province's list: a page, a map and a workbook for each language."""
    return _where_next("where_next", province, year, as_of)


def demo_where_next(province: str, year: int, as_of: date) -> list[Run]:
    """The same of the demonstration."""
    return _where_next("demo_where_next", province, year, as_of)


def province_part(province: str, year: int, as_of: date) -> str:
    """How the part of one province, year and day is called."""
    return f"{partitions.name(year, as_of)}/{province}"


def _where_next(step: str, province: str, year: int, as_of: date) -> list[Run]:
    part = province_part(province, year, as_of)
    folder = steps.writes(step, part)[0].parent
    dataset = datasets.DEMO if steps.is_demo(step) else datasets.REAL
    found = []
    for lang in settings.load().languages:
        given = {"province": province, "year": year, "as_of": as_of.isoformat(),
                 "dataset": dataset.name, "lang": lang}  # fmt: skip
        maps = tuple(folder / MAPS / f"map.{lang}.{ending}" for ending in ("png", "svg"))
        further = (folder / FACTS, folder / f"where_next.{lang}.xlsx", *maps)
        pages = {lang: folder / f"where_next.{lang}.html"}
        checked = parameters.check(_notebook(step), given)
        made_from = tuple(steps.reads(step, part))
        found.append(Run(step, checked, pages, further, made_from))
    return found


def _in_every_language(step: str, given: dict[str, Any], name: str) -> Run:
    folder = paths.reports("issues")
    pages = {lang: folder / f"{name}.{lang}.html" for lang in settings.load().languages}
    made_from = tuple(steps.reads(step, given.get("issue", "")))
    return Run(step, parameters.check(_notebook(step), given), pages, made_from=made_from)


def one(step: str, part: str = "") -> list[Run]:
    """The run of a step that is one call, of one part or made once."""
    spec, given = steps.declared()[step], {}
    made_from = [*steps.reads(step, part), *steps.joined(step)]
    if part:
        of, as_of = about(step, part)
        name = "plan" if spec["of"] == steps.PLAN else "year"
        given = {name: of, "as_of": as_of.isoformat()}
    given |= {name: os.environ.get(name, "") for name in spec["environment"]}
    further = tuple(steps.writes(step, part)) if not spec["makes"] else ()
    work = None if "notebook" in spec else partial(_call, step, part)
    return [Run(step, given, {}, further, tuple(made_from), work, part)]


def _call(step: str, part: str) -> None:
    called(steps.declared()[step]["calls"])(*about(step, part))


def _reads(step: str, year: int, as_of: date) -> tuple[Path, ...]:
    return tuple(steps.reads(step, partitions.name(year, as_of)))


def _notebook(step: str) -> str:
    return Path(steps.declared()[step]["notebook"]).stem
