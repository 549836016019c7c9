"""What single cells and sentences of the annual report say, where they misled a reader before."""

import pytest
from filed_builders import make_tree, report, said

from helpers.core import metadata
from helpers.geography import cartogram
from helpers.publish.annual import coverage
from helpers.publish.document import plain
from helpers.publish.xlsx import tables as sheets

pytestmark = pytest.mark.long(seconds=40)


@pytest.fixture
def tree(root):
    return make_tree(root)


def words(section: str, year: int = 2557, lang: str = "th") -> list[str]:
    return [line.replace("\u00a0", " ") for line in said(report(lang, year).section(section))]


@pytest.mark.parametrize(
    ("lang", "flag"),
    [("th", "(ผลของปีก่อนไม่ทราบวันที่แน่นอน)"), ("en", "(of a day not known)")],
)
def test_a_step_since_a_result_of_an_unknown_day_says_so(tree, lang, flag):
    (line,) = [line for line in words("indicators", 2557, lang) if "129–149" in line]
    assert flag in line
    # The result of 2557 is of a known day.
    told = [line for line in words("indicators", 2558, lang) if "398–404" in line]
    # Alone in a cell of the outlook it is the median step, which is the same number here.
    (line,) = [line for line in told if line != "398–404"]
    assert flag not in line


def test_spaces_inside_words_are_told_beside_the_corrections_and_are_no_part_of_them(tree):
    told = words("quality")
    place = next(n for n, line in enumerate(told) if "แยกตามลักษณะดังนี้" in line)
    assert "3 แห่ง" in told[place] and "3 แห่ง" in told[place + 1]
    assert told[place + 2].startswith("นอกจากนี้ลบช่องว่าง")
    assert "ไม่รวมในจำนวนข้างต้น" in told[place + 2]


def test_each_share_of_the_end_of_the_plan_shows_of_what_it_is_one(tree):
    told = words("councils")
    for share in ("44.63 (2,767/6,200)", "38.43 (2,767/7,200)", "37.49 (2,767/7,380)"):
        assert share in told


def test_a_figure_in_the_text_of_a_goal_keeps_its_qualifier(tree):
    thai, english = words("goals", 2552), words("goals", 2552, "en")
    assert "ไม่น้อยกว่าร้อยละ 80" in thai and "at least 80 per cent" in english
    assert "เพิ่มขึ้นร้อยละ 60" in thai and "increase of 60 per cent" in english
    # One without a qualifier in the plan has none here.
    assert "ร้อยละ 80" in thai and "80 per cent" in english


def test_the_method_names_the_other_way_and_the_light_as_the_tables_do(tree):
    thai, english = " ".join(words("method")), " ".join(words("method", lang="en"))
    assert "มีความเสี่ยงตั้งแต่ร้อยละ" in thai
    assert "ประเมินตามระดับ และแสดงสถานะตามความก้าวหน้าจากฐานไว้คู่กัน" in thai
    assert "judged by level, with the light by progress from the baseline beside it" in english


def test_the_workbook_has_a_cumulative_level_once(tree):
    speaker = report().speaker
    rows = {row["indicator_id"]: row for row in sheets.indicators_sheet(speaker).rows}
    row = rows["2555-2559/1.4.1a"]
    assert row["level"] and row["path"] and row["achievement"] is None
    names = metadata.load("labels.yml")["workbook"]["columns"]
    assert names["issue"]["name"] == {"th": "ประเด็นยุทธศาสตร์", "en": "Strategic issue"}


def test_sources_are_told_in_thai_and_files_by_their_names(tree):
    thai, english = words("sources", 2558), words("sources", 2558, "en")
    assert "ช่วงของยอดประเทศที่อนุมานจากหน้ารายภาคของ พอช." in thai
    assert "Ranges of the country, derived from CODI's pages of its regions" in english
    assert "เลขบรรทัดในตารางคือบรรทัดของเอกสารแผนฉบับข้อความ plan_2555-2559.csv" in thai
    assert "plan_2555-2559.csv" in thai
    assert not any("data/raw" in line for line in (*thai, *english))
    assert any("ใช้ค่าที่มีผู้คำนวณไว้แล้ว ตรวจซ้ำได้ไม่ครบ" in line for line in thai)


def test_english_headings_over_goals_begin_with_a_capital_and_one_goal_is_not_several():
    labels = metadata.load("labels.yml")
    assert set(labels["kinds"]) == set(labels["kinds_heading"])
    assert all(words["en"][0].isupper() for words in labels["kinds_heading"].values())
    assert labels["kinds"]["approach"]["en"] == "approach"
    assert labels["kinds_heading"]["operational_strategy"]["en"] == "Operational strategies"


@pytest.mark.parametrize("slip", ["(s)", "there is is", "kept, inferred", "nothing was done"])
def test_english_texts_are_free_of(slip):
    assert slip not in str(metadata.load("labels.yml"))


def test_a_cartogram_says_once_where_provinces_lie(tree):
    layer = cartogram.load()
    for lang, once in (("th", "ตำแหน่งจริงโดยประมาณ"), ("en", "bout where they")):
        (block,) = coverage.about_layers(report(lang).speaker, (layer,))
        told = plain(block.line)
        assert told.count(once) == 1
    assert ". Provinces lie" in told
