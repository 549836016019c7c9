"""The recipes of CONTRIBUTING.md work: their own steps, carried out in a copy of the house."""

import json
import re
import shlex
import shutil
import textwrap
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdfium2
import pytest
from conftest import REPOSITORY, House

pytestmark = pytest.mark.long(seconds=40)
DOCUMENTS = {"en": "CONTRIBUTING.md", "th": "CONTRIBUTING.th.md"}
RECIPES = ["plan", "year", "registry", "figure"]
# The words of a step, in both languages, that say where its block goes.
NEW, END, UNDER, INSTEAD = "new", "end", "under", "instead"
PLACES = {
    "a new file": NEW,
    "at the end": END,
    "under": UNDER,
    "in place of": INSTEAD,
    "แฟ้มใหม่": NEW,
    "ต่อท้าย": END,
    "ใต้": UNDER,
    "แทน": INSTEAD,
}
STEP = re.compile(
    rf"^\d+\. `(?P<file>[^`]+)`,? (?P<place>{'|'.join(PLACES)})(?: `(?P<line>[^`]+)`)?"
    r"(?P<told>(?:(?!^\d+\. )[^`]|`(?!``))*?)^ {3}```\w+\n(?P<block>.*?)^ {3}```$",
    flags=re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"`(python -m helpers sources [^`]+)`")


@dataclass(frozen=True)
class Step:
    """One block of a recipe and where it goes."""

    file: str
    place: str
    line: str | None
    block: str

    def carry_out(self, root: Path) -> None:
        file = root / self.file
        if self.place == NEW:
            assert not file.exists(), f"{self.file} is there already"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.block, encoding="utf-8", newline="\n")
            return
        text = file.read_text(encoding="utf-8")
        file.write_text(self._changed(text), encoding="utf-8", newline="\n")

    def _changed(self, text: str) -> str:
        if self.place == END:
            # As every editor of Python code leaves between two functions.
            return text + ("\n\n" if self.file.endswith(".py") else "") + self.block
        lines = text.splitlines(keepends=True)
        (at,) = [n for n, line in enumerate(lines) if line.startswith(self.line)]
        kept = [lines[at]] if self.place == UNDER else []
        return "".join([*lines[:at], *kept, self.block, *lines[at + 1 :]])


def chapters(lang: str) -> dict[str, str]:
    """The text of each recipe by its name, in the order of the document."""
    text = (REPOSITORY / DOCUMENTS[lang]).read_text(encoding="utf-8")
    return dict(zip(RECIPES, re.split(r"^### .+$", text, flags=re.MULTILINE)[1:], strict=True))


def recipe(name: str, lang: str = "en") -> list[Step]:
    text = chapters(lang)[name]
    found = [
        Step(m["file"], PLACES[m["place"]], m["line"], _outdented(m["block"]))
        for m in STEP.finditer(text)
    ]
    assert len(found) == text.count("```") // 2, f"a block of {name} has no place"
    return found


def _outdented(block: str) -> str:
    return "".join(line.removeprefix("   ") for line in block.splitlines(keepends=True))


def house(root: Path, *names: str) -> House:
    """A copy of code and raw data in which recipes have been carried out, one after the other."""
    shutil.copytree(REPOSITORY / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    dropped_in = shutil.ignore_patterns("registries", "boundaries", "*.xls*", "*form*")
    shutil.copytree(REPOSITORY / "data" / "raw", root / "data" / "raw", ignore=dropped_in)
    shutil.copy(REPOSITORY / "config.yml", root)
    made = House(root, root / "src")
    for name in names:
        for step in recipe(name):
            step.carry_out(root)
        for command in COMMAND.findall(chapters("en")[name]):
            done = made.python(*shlex.split(command)[1:])
            assert done.returncode == 0, done.stderr
    return made


def told_by(made: House, script: str) -> dict:
    """What a script says as its last line, run on the code and data of the copy."""
    done = made.python("-c", textwrap.dedent(script))
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


# The tables that notebooks 20 and 10 make.
TABLES = """
import json
from helpers import coverage, facts, plans, registries
from helpers.actuals import forms
from helpers.core import datasets, tables
from helpers.coverage import registry_readings

registries.write(registries.clean(datasets.REAL), datasets.REAL)
filed = forms.read()
registry = coverage.registered.load(datasets.REAL)
made = {**plans.clean(), "actuals": registry_readings.gather(registry)}
made |= {"stages": filed.stages, "narrative": filed.narrative}
made |= {"form_notes": filed.form_notes}
made |= {"actual_provinces": filed.provinces}
for name, frame in made.items():
    tables.write(frame, name)
"""


def test_the_recipes_are_the_same_in_both_languages():
    for name in RECIPES:
        assert recipe(name, "th") == recipe(name, "en")
        assert COMMAND.findall(chapters("th")[name]) == COMMAND.findall(chapters("en")[name])


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_changes_files_that_are_there_or_says_new(name):
    steps = recipe(name)
    assert len(steps) > 1
    assert all((REPOSITORY / step.file).exists() != (step.place == NEW) for step in steps)


def test_a_step_that_the_house_has_outgrown_is_found(tmp_path):
    (tmp_path / "settings.yml").write_text("years: [2557]\nlanguages: [th]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not enough values"):
        Step("settings.yml", UNDER, "digits:", "  x: 1\n").carry_out(tmp_path)
    with pytest.raises(FileNotFoundError):
        Step("moved.yml", END, None, "x: 1\n").carry_out(tmp_path)
    with pytest.raises(AssertionError, match="there already"):
        Step("settings.yml", NEW, None, "x: 1\n").carry_out(tmp_path)
    Step("settings.yml", INSTEAD, "years:", "years: [2557, 2558]\n").carry_out(tmp_path)
    text = (tmp_path / "settings.yml").read_text(encoding="utf-8")
    assert text == "years: [2557, 2558]\nlanguages: [th]\n"


def test_a_plan(tmp_path):
    made = house(tmp_path, "plan")
    told = told_by(
        made,
        """
        import json
        from helpers import plans
        from helpers.core import sources
        targets = plans.clean()["plan_targets"]
        mine = targets[targets["plan_id"] == "2560"]
        shown = mine[["indicator_id", "year_be", "target", "unit", "label_th", "label_en"]]
        print(json.dumps({"rows": shown.astype(str).to_dict("records"), "all": len(targets),
                          "sources": sources.check()}))
        """,
    )
    assert told["rows"] == [
        {
            "indicator_id": "2560/1.1",
            "year_be": "2560",
            "target": "500.0",
            "unit": "tambon",
            "label_th": "เกิดสภาองค์กรชุมชน",
            "label_en": "Tambons with a new council",
        }
    ]
    # Those of the plans before are all there still.
    assert told["all"] == 119 + 1
    assert told["sources"].startswith("6 files")


def test_a_year(tmp_path):
    made = house(tmp_path, "plan", "year")
    script = """
    from helpers.geography import gazetteer
    from helpers.publish.annual import Report
    from helpers.publish.annual.report import SECTIONS
    facts.ensure(2560)
    content = facts.read(2560)
    said = {lang: {name: [str(block) for block in Report(content, lang).section(name).blocks]
                   for name in SECTIONS} for lang in ("th", "en")}
    numbers = {name: fact["value"] for name, fact in content["facts"].items()}
    (due,) = content["indicators"]
    print(json.dumps({"plan": content["plan"]["title"]["en"], "id": due["indicator_id"],
                      "light": due["lights"]["low"], "score": content["scores"]["scored"],
                      "numbers": {n: numbers[f] for n, f in due["facts"].items()},
                      "tambons": len(gazetteer.in_year(2560)), "said": said}))
    """
    told = told_by(made, TABLES + textwrap.dedent(script))
    assert (told["plan"], told["id"]) == ("Operational plan of BE 2560", "2560/1.1")
    assert (told["numbers"]["target"], told["numbers"]["actual"]) == (500, 450)
    assert told["light"] == "near"
    assert "2560/1.1" in told["score"]
    assert told["tambons"] > 7425


def test_a_registry(tmp_path):
    made = house(tmp_path, "registry")
    script = """
    from datetime import date
    from helpers.geography import geometry
    from helpers.publish import coverage_maps
    from helpers.publish.annual import Report
    from helpers.publish.maps import schemes

    facts.ensure(2557)
    content = facts.read(2557)
    covered = coverage.read_part(2557, date(2014, 9, 30), datasets.REAL)["coverage"]
    covered = covered[(covered["kind"] == "savings_group") & covered["covered"]]
    counted = coverage_maps.CountedYear(2557, date(2014, 9, 30), datasets.REAL)
    shown = coverage_maps.Shown(Report(content, "en").speaker, counted)
    layer, *_ = geometry.load()
    pictures = list(coverage_maps.of_the_year(shown, layer))
    bodies = tables.read("registrations")
    country = "coverage:savings_group:country:TH:tambons_of_year:n_covered"
    print(json.dumps({
        "bodies": bodies[["kind", "savers"]].astype(str).values.tolist(),
        "rejects": len(tables.read("rejects")),
        "covered": sorted(covered["tambon_code"]),
        "country": content["facts"][country]["value"],
        "maps": [picture.name for picture in pictures],
        "legend": schemes.kind_name("savings_group")["en"],
        "said": [str(block) for block in Report(content, "en").section("coverage").blocks],
    }))
    """
    told = told_by(made, TABLES + textwrap.dedent(script))
    assert told["bodies"] == [["savings_group", "40.0"], ["savings_group", "25.0"]]
    assert told["rejects"] == 0
    assert told["covered"] == ["500101", "500102"] and told["country"] == 2
    assert told["maps"] == ["kind-savings_group-cartogram"] and told["legend"] == "Savings"
    assert any("Savings group" in block for block in told["said"])


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> House:
    """The house with the figure's recipe, and the facts of a year."""
    made = house(tmp_path_factory.mktemp("figure") / "house", "figure")
    told_by(made, TABLES + "facts.ensure(2557)\nprint('{}')")
    return made


# What is said under the figure.
CAPTION = "Community welfare funds by year"


@pytest.fixture(scope="module")
def products(drawn) -> dict[str, Path]:
    """The year's Word and PDF in English, of one report; without Pango there is no PDF."""
    script = """
    from pathlib import Path
    from helpers.core.errors import InputError
    from helpers.publish import products
    given = {"year": 2557, "as_of": "2014-09-30", "lang": "en"}
    outs = {ending: Path("report." + ending).resolve() for ending in ("docx", "pdf")}
    failed = products.make_all(given, outs)
    assert failed["docx"] is None and isinstance(failed["pdf"], InputError | None), failed
    print("{}")
    """
    told_by(drawn, script)
    return {ending: drawn.root / f"report.{ending}" for ending in ("docx", "pdf")}


def test_a_figure_is_in_the_style_of_the_house(drawn):
    shutil.copy(REPOSITORY / "pyproject.toml", drawn.root)
    changed = [step.file for step in recipe("figure") if step.file.endswith(".py")]
    for command in (["check"], ["format", "--check"]):
        done = drawn.python("-m", "ruff", *command, *changed)
        assert done.returncode == 0, done.stdout


def test_a_figure_in_the_web_page(drawn):
    told = told_by(
        drawn,
        """
        import json
        from helpers.publish import html
        from helpers.publish.annual import Report
        section = {lang: html.section(Report.of(2557, lang=lang).section("welfare"))
                   for lang in ("th", "en")}
        print(json.dumps(section))
        """,
    )
    (figure,) = re.findall(r"<figure.*?</figure>", told["en"], flags=re.DOTALL)
    assert 'id="figure-funds-course"' in figure and CAPTION in figure
    assert figure.count("<svg") == 1 and len(figure) > 5000
    assert "กองทุนสวัสดิการชุมชนรายปี" in told["th"].replace('<span class="w">', "")


def test_a_figure_in_word(products):
    document = docx.Document(products["docx"])
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told.count(CAPTION) == 1
    assert any(CAPTION in paragraph.text for paragraph in document.paragraphs)


def test_a_figure_in_the_pdf(products, pango):
    book = pypdfium2.PdfDocument(products["pdf"].read_bytes())
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in book).split())
    # Under the figure and in the list of figures.
    assert words.count(CAPTION) == 2
