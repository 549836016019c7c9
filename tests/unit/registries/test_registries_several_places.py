"""Several places in one cell: all of them count, or the line is rejected; never one in silence."""

import pytest
from registry_lines import clean, lines, reasons

from helpers.registries import place_cells

PLACES = ["550101", "550103"]  # ในเวียง, ผาสิงห์


def tambons(text: str, **more) -> list[str]:
    found = clean(lines({"tambon": text, **more}))
    return sorted(found.body_tambons["tambon_code"]) or list(reasons(found).values())


@pytest.mark.parametrize(
    "text",
    [
        "อบต.ในเวียง, ทต.ผาสิงห์",
        "ทต.ผาสิงห์; อบต.ในเวียง",
        "อบต.ในเวียง และ ทต.ผาสิงห์",
        "อบต.ในเวียง กับ ทต.ผาสิงห์",
        "อบต.ในเวียง / เทศบาลตำบลผาสิงห์",
        "อบต.ในเวียง\nทต.ผาสิงห์",
        "อบต.ในเวียง ทต.ผาสิงห์",
        "อบต.ในเวียง • ทต.ผาสิงห์",
        "องค์การบริหารส่วนตำบลในเวียง + เทศบาลตำบลผาสิงห์",
        "เทศบาลตำบลผาสิงห์และอบต.ในเวียง",
        "ทต.ในเวียง, ทต.ผาสิงห์",
        "ทม.น่าน (ในเวียง), ทต.ผาสิงห์",
        "ในเวียง กับ ผาสิงห์",
        "ในเวียง ร่วมกับ ผาสิงห์",
    ],
)
def test_every_body_of_a_list_is_a_place(text):
    assert tambons(text) == PLACES


@pytest.mark.parametrize(
    "text",
    [
        "ต.ในเวียง, ทต.ผาสิงห์",
        "ต.ในเวียง ทต.ผาสิงห์",
        "ทต.ผาสิงห์ ต.ในเวียง",
        "ทต.ผาสิงห์, ในเวียง",
        "ต.ในเวียง (ทต.ผาสิงห์)",
    ],
)
def test_a_municipality_that_may_be_a_place_of_its_own_is_asked_about(text):
    found = clean(lines({"tambon": text}))
    assert reasons(found) == {"a.csv#2": "unclear_places"}
    assert "(550101)" in found.rejects["reason_en"].item()
    assert "(550103)" in found.rejects["reason_th"].item()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ต.ในเวียง ทม.น่าน", ["550101"]),  # no tambon is called so
        ("ต.ผาสิงห์ ทต.ผาสิงห์", ["550103"]),
        ("ทม.น่าน (ในเวียง, ผาสิงห์)", PLACES),
        ("ทต.ผาสิงห์ (ในเวียง)", ["550101"]),  # its tambons are listed
    ],
)
def test_a_municipality_that_can_be_no_other_place_is_none(text, codes):
    assert tambons(text) == codes


def test_a_body_of_a_list_that_is_no_tambon_rejects_the_line():
    assert tambons("อบต.ในเวียง, ทม.น่าน") == ["unknown_tambon"]


def test_a_tambon_with_the_word_for_a_village_is_not_lost_from_a_list():
    """บ้านขาม is a tambon of the amphoe; before ต. or with a number it is a village."""
    there = {"amphoe": "น้ำพอง", "province": "ขอนแก่น"}
    assert tambons("บ้านขาม, บัวเงิน อ.น้ำพอง", **there) == ["unclear_places"]
    assert tambons("บ้านขาม ต.บัวเงิน", **there) == ["400708"]
    assert tambons("99 บ้านขาม, ต.บัวเงิน", **there) == ["400708"]
    assert tambons("ต.บ้านขาม, ต.บัวเงิน", **there) == ["400707", "400708"]


def test_the_area_s_own_names_are_asked_about_too():
    area = {"tambon": None, "area": "ทต.ผาสิงห์ ต.ในเวียง อ.เมือง จ.น่าน"}
    assert reasons(clean(lines(area))) == {"a.csv#2": "unclear_places"}


def test_names_left_aside_are_told():
    cell = place_cells.parse("ทต.ผาสิงห์ ต.ในเวียง อ.เมือง")
    assert [p.tambon for p in cell.places] == ["ในเวียง"]
    assert [(p.tambon, p.amphoe) for p in cell.aside] == [("ผาสิงห์", "เมือง")]
    assert not cell.is_bare
