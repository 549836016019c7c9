"""Products of one report made one after the other: what they share, and what stops one of them."""

from types import SimpleNamespace

import pytest

from helpers.core import paths
from helpers.core.errors import InputError
from helpers.publish import products
from helpers.publish.annual import Report
from helpers.publish.annual import report as annual
from helpers.publish.document import Section

GIVEN = {"year": 2557, "as_of": "2014-09-30", "lang": "th"}
FACTS = {"settings": {"digits": "arabic", "cut_offs": {}}, "year_be": 2557}


@pytest.fixture(autouse=True)
def a_small_tree(tmp_path, monkeypatch):
    monkeypatch.setenv("TAMBON_ROOT", str(tmp_path))
    monkeypatch.setattr(products, "_last", {})
    place = paths.reports("2557", "facts.json")
    place.parent.mkdir(parents=True)
    place.write_text("{}", encoding="utf-8")


@pytest.fixture
def made(monkeypatch) -> list[Report]:
    """The reports that were loaded."""
    loaded = []

    def of(*asked):
        loaded.append(Report(FACTS, "th"))
        return loaded[-1]

    monkeypatch.setattr(products.Report, "of", of)
    return loaded


def writer(monkeypatch, write):
    monkeypatch.setattr(products, "_writer", lambda product: SimpleNamespace(write=write(product)))


def test_products_of_one_report_take_the_same_one(made, monkeypatch, tmp_path):
    took = {}
    writer(monkeypatch, lambda product: lambda report, out: took.update({product: (report, out)}))
    outs = {product: tmp_path / f"report.{product}" for product in products.WRITERS}
    assert products.make_all(GIVEN, outs) == dict.fromkeys(products.WRITERS)
    assert took == {product: (made[0], out) for product, out in outs.items()}
    assert len(made) == 1


@pytest.mark.parametrize(
    "changed", ["reports/2557/facts.json", "data/processed/parts/coverage/2557.parquet"]
)
def test_a_report_is_read_again_when_a_file_behind_it_changed(made, monkeypatch, changed):
    writer(monkeypatch, lambda product: lambda report, out: None)
    products.make({**GIVEN, "product": "docx"}, None)
    place = paths.root() / changed
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("changed", encoding="utf-8")
    products.make({**GIVEN, "product": "pdf"}, None)
    assert len(made) == 2


def test_one_that_fails_stops_no_other(made, monkeypatch, tmp_path):
    lacking = InputError("no PDF without WeasyPrint")

    def write(product):
        def of(report, out):
            if product == "pdf":
                raise lacking
            out.write_text(product)

        return of

    writer(monkeypatch, write)
    outs = {product: tmp_path / product for product in products.WRITERS}
    assert products.make_all(GIVEN, outs) == {"docx": None, "pdf": lacking, "xlsx": None}
    assert [name for name, out in outs.items() if out.exists()] == ["docx", "xlsx"]


def test_a_section_is_said_once_and_a_replaced_one_anew(monkeypatch):
    said = []

    def say(speaker):
        said.append(speaker)
        return Section("summary")

    monkeypatch.setitem(annual.SECTIONS, "summary", say)
    report = Report(FACTS, "th")
    assert report.section("summary") is report.section("summary")
    assert said == [report.speaker]
    monkeypatch.setitem(annual.SECTIONS, "summary", lambda speaker: Section("other"))
    assert report.section("summary").name == "other"


def test_what_a_machine_lacks_does_not_stop_loading_the_rest(monkeypatch):
    loaded = []

    def warm(product):
        loaded.append(product)
        if product == "pdf":
            raise InputError("no PDF without WeasyPrint")

    monkeypatch.setattr(
        products, "_writer", lambda product: SimpleNamespace(warm=lambda: warm(product))
    )
    products.warm()
    assert tuple(loaded) == products.WRITERS
