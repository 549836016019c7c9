"""The front door as an officer reads it: Thai where nobody asks for another language."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, House, make_small_house
from filelock import FileLock

from helpers import __main__ as front_door
from helpers.core import metadata
from helpers.workflow import warm_client

pytestmark = pytest.mark.long(seconds=40)

ENGLISH = re.compile(r"up to date|all good|failed|FAILED|NOT MADE|expected|found|error:|usage")
MESSAGES = "src/helpers/metadata/messages.yml"


def in_thai(house: House, *command: str, **further: str) -> subprocess.CompletedProcess[str]:
    """A command as typed where ``LANG_OUT`` is not set."""
    environment = {k: v for k, v in house.environment.items() if k != "LANG_OUT"}
    return house.run(*command, env={**environment, **further})


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[House, str]:
    """A house with every report made, and what that printed."""
    house = make_small_house(tmp_path_factory.mktemp("thai") / "house")
    done = in_thai(house, "reports")
    assert done.returncode == 0, done.stdout + done.stderr
    return house, done.stdout


def test_a_good_run(made):
    lines = made[1].splitlines()
    assert lines[-1] == ("รายงานเป็นปัจจุบัน 4 จาก 4 ฉบับ (ครั้งนี้จัดทำ 4 ข้าม 0 ไม่สำเร็จ 0): เรียบร้อย")
    # Each line says in Thai what was made.
    run = re.compile(r"(\[\d/4\] )?[ก-๙]+( \d{4})?( th| en)? เสร็จ \d+\.\d วินาที")
    assert len(lines) > 10 and [line for line in lines[:-1] if not run.fullmatch(line)] == []


def test_nothing_to_do(made):
    again = in_thai(made[0], "reports")
    assert again.stdout == ("รายงานเป็นปัจจุบัน 4 จาก 4 ฉบับ (ครั้งนี้จัดทำ 0 ข้าม 0 ไม่สำเร็จ 0): เรียบร้อย\n")
    tables = in_thai(made[0], "clean-tables")
    assert tables.stdout == "ไม่มีสิ่งที่ต้องทำ ตารางเป็นปัจจุบันแล้ว: เรียบร้อย\n"


def test_the_variable_asks_for_english(made):
    again = in_thai(made[0], "clean-tables", LANG_OUT="en")
    assert again.stdout == "nothing to do, the tables are up to date: all good\n"


def test_a_second_run(made):
    with FileLock(made[0].root / "reports/.running"):
        second = in_thai(made[0], "reports")
    assert second.returncode == 2 and not ENGLISH.search(second.stderr)
    assert second.stderr.startswith("ข้อผิดพลาด: มีการจัดทำรายงานในโฟลเดอร์นี้อยู่แล้ว (")


def test_a_failed_run_is_told_in_thai_and_recorded_in_english(small_house):
    plan = small_house.root / "data/raw/plans/plan.txt"
    plan.write_text(plan.read_text("utf-8") + "unreadable", "utf-8")
    done = in_thai(small_house, "reports")
    assert done.returncode == 1
    error = "AssertionError: the plan cannot be read"
    assert re.search(r"^ตรวจตารางของแผนและแบบรายงานผล ไม่สำเร็จ \d+\.\d วินาที$", done.stdout, re.M)
    # Once, in the summary.
    assert (
        f"\nไม่สำเร็จ ตรวจตารางของแผนและแบบรายงานผล: {error}" in done.stdout
        and done.stdout.count(error) == 1
    )
    assert "\n  โน้ตบุ๊กที่ทำงานแล้ว: reports/logs/clean_plan_tables.ipynb\n" in done.stdout
    assert "ไม่ได้จัดทำ รายงานประจำปี 2557 th เพราะขั้นตอนข้างต้นไม่สำเร็จ\n" in done.stdout
    assert done.stdout.endswith(
        "รายงานเป็นปัจจุบัน 0 จาก 4 ฉบับ (ครั้งนี้จัดทำ 0 ข้าม 0 ไม่สำเร็จ 0): มีบางส่วนไม่สำเร็จ\n"
    )
    recorded = (small_house.root / "reports/runs.json").read_text("utf-8")
    assert recorded.isascii()
    statuses = {run["report"]: run["status"] for run in json.loads(recorded)["runs"]}
    assert statuses["clean_plan_tables"] == "failed"


def test_a_refusal_records_nothing_and_is_one_line(made):
    done = in_thai(made[0], "report", "--year", "2560")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "ข้อผิดพลาด: ค่าของ ปีงบประมาณ (YEAR) ใช้ไม่ได้; ที่ถูกต้องคือ 2557, 2558; พบ 2560; แก้ไขที่ config.yml\n"
    )


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["products", "--as-of", "2015-03-31"], "ระบุวันที่แล้วต้องระบุปีงบประมาณด้วย"),
        (
            ["report", "--year", "๒๕๕๗", "--as-of", "2016-01-01"],
            "วันที่ของข้อมูล (AS_OF) อยู่นอกปีงบประมาณ 2557",
        ),
        (["report", "--year", "สองพัน"], "ปีงบประมาณ (YEAR) ไม่ใช่จำนวนเต็ม; ที่ถูกต้องคือ ตัวเลข เช่น 2557"),
        (
            ["report", "--year", "2557", "--as-of", "x"],
            "วันที่ของข้อมูล (AS_OF) ไม่ใช่วันที่; ที่ถูกต้องคือ ปี-เดือน-วัน",
        ),
        (["demo", "--years", "2559-2551"], "ปีแรกอยู่หลังปีสุดท้าย; พบ 2559-2551"),
        (["step", "nothing"], "ไม่มีขั้นตอนนี้"),
        (["step", "facts"], "ขั้นตอน facts ต้องระบุส่วน เช่น 2557; พบ ไม่มี"),
        (["step", "layers", "2557"], "ขั้นตอน layers ไม่แบ่งเป็นส่วน; พบ 2557"),
        (["step", "demo_pages", "2557_as_of_2014-03-31"], "ชุดสาธิตจัดทำทั้งปีเท่านั้น"),
    ],
)
def test_refusals(command, told, monkeypatch, capsys):
    monkeypatch.delenv("LANG_OUT")
    assert front_door.main(command) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"ข้อผิดพลาด: {told}") and not ENGLISH.search(said)


def test_a_wrong_demo_variable(monkeypatch, capsys):
    monkeypatch.setenv("DEMO", "yes")
    monkeypatch.setenv("LANG_OUT", "th")
    assert front_door.main(["reports"]) == 2
    assert capsys.readouterr().err == "ข้อผิดพลาด: DEMO ต้องเป็น 0 หรือ 1; พบ yes\n"


def test_a_wrong_language(monkeypatch, capsys):
    monkeypatch.setenv("LANG_OUT", "de")
    assert front_door.main(["reports"]) == 2
    said = capsys.readouterr().err
    assert said == "ข้อผิดพลาด: ค่า LANG_OUT ไม่ถูกต้อง; ที่ถูกต้องคือ th, en; พบ de\n"


def test_a_folder_that_cannot_be_written(small_house):
    (small_house.root / "reports").write_text("a file where a folder should be")
    done = in_thai(small_house, "reports")
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert re.match(r"ข้อผิดพลาด: เขียน .*/reports ไม่ได้ \(File exists\) สิ่งที่จัดทำไว้แล้ว", done.stderr)


def test_being_stopped(monkeypatch, capsys):
    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setenv("LANG_OUT", "th")
    monkeypatch.setitem(front_door._FOR_PEOPLE, "reports", stopped)
    assert front_door.main(["reports"]) == 130
    assert capsys.readouterr().err == "หยุดแล้ว สิ่งที่ทำเสร็จยังอยู่\n"


def test_output_whose_encoding_has_no_thai_is_written_as_utf_8(made):
    done = in_thai(made[0], "clean-tables", PYTHONIOENCODING="cp1252")
    assert done.returncode == 0 and "เรียบร้อย" in done.stdout, done.stderr


@pytest.mark.parametrize("command", [[], *([name] for name in front_door._FOR_PEOPLE)])
def test_help_of_every_command(command, monkeypatch, capsys):
    monkeypatch.delenv("LANG_OUT")
    with pytest.raises(SystemExit) as ended:
        front_door.main([*command, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0 and said.startswith("วิธีใช้: python -m helpers")
    assert "ตัวเลือก:\n  -h, --help" in said and not ENGLISH.search(said)
    assert not re.search(r"positional arguments|options:|show this", said)
    assert command or all(name in said for name in front_door._FOR_PEOPLE)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ([], "ต้องระบุ command"),
        (["report"], "ต้องระบุ --year"),
        (["reprot"], "ไม่มีคำสั่ง 'reprot' คำสั่งที่ใช้ได้คือ reports, report, products,"),
        (["reports", "--yaer"], "คำสั่งไม่ถูกต้อง (ไม่รู้จักตัวเลือก: --yaer)"),
    ],
)
def test_a_command_that_is_not_offered(typed, told, monkeypatch, capsys):
    monkeypatch.delenv("LANG_OUT")
    with pytest.raises(SystemExit) as ended:
        front_door.main(typed)
    usage, error = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2 and usage.startswith("วิธีใช้: ")
    assert error.startswith(f"ข้อผิดพลาด: {told}") and not ENGLISH.search(error)


def killed(language: str | None) -> str:
    """What the client of the fork server says of a process that was ended by a signal."""
    code = (
        "import sys; from helpers.workflow import warm_client as c\n"
        "class Ended:\n    def wait(self): return -9\n"
        "c.start = lambda *_: Ended()\n"
        "sys.exit(c.main(['step', 'facts', '2557']))"
    )
    environment = {k: v for k, v in os.environ.items() if k != "LANG_OUT"}
    environment |= {"LANG_OUT": language} if language else {}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 128 + signal.SIGKILL
    return done.stderr


def test_the_client_of_the_fork_server_follows_the_language():
    assert killed("en") == "error: step facts 2557 was ended by signal 9\n"
    thai = "ข้อผิดพลาด: step facts 2557 ถูกสั่งให้หยุดด้วยสัญญาณ 9\n"
    assert killed("th") == killed(None) == thai
    assert set(warm_client._SAID["th"]) == {"gone", "ended"}


REMARK = """from helpers import __main__ as front_door
import logging, warnings
front_door._leave_out_remarks()
warnings.warn("a remark of a library")
logging.getLogger("fontTools.subset").warning("a remark on a font")
"""


@pytest.mark.parametrize(("options", "remarks"), [([], 0), (["-W", "default"], 2)])
def test_remarks_of_libraries_are_left_out_unless_asked_for(options, remarks):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONWARNINGS"}
    command = [sys.executable, *options, "-c", REMARK]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr.count("a remark")) == (0, remarks)


# --- make, on a machine that has no Python


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """What make reads before there is an environment, and a folder of the few programs it needs."""
    for name in ("Makefile", "config.yml", MESSAGES):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, tmp_path / name)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("make", "bash", "awk", "sed"):
        (programs / name).symlink_to(Path(shutil.which(name)).resolve())
    return tmp_path


def make(bare: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(bare / "programs"), **environment}
    command = [str(bare / "programs" / "make"), *arguments]
    return subprocess.run(
        command, cwd=bare, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(("named", "told"), [({}, "th"), ({"LANG_OUT": "en"}, "en")])
def test_make_help_needs_no_environment(bare, named, told):
    texts = metadata.load("messages.yml")
    offered = [
        entry for key, entry in texts.items() if key.startswith("command_") and "make" in entry
    ]
    shown = make(bare, "help", **named)
    assert shown.stderr == "" and len(offered) > 15
    assert shown.stdout.splitlines() == [f"{one['make']:34}{one[told]}" for one in offered]


def test_make_speaks_the_first_language_of_the_settings(bare):
    config = bare / "config.yml"
    config.write_text(config.read_text("utf-8").replace("[th, en]", "[en, th]"), "utf-8")
    assert "this list" in make(bare, "help").stdout
    config.write_text("years: [", "utf-8")
    assert "แสดงรายการคำสั่งนี้" in make(bare, "help").stdout


def test_make_refuses_another_language(bare):
    done = make(bare, "help", LANG_OUT="de")
    assert done.returncode == 2 and "LANG_OUT ต้องเป็น th หรือ en" in done.stderr


def test_make_says_that_python_is_missing_or_another(bare):
    done = make(bare, "install", "PYTHON=")
    assert done.returncode == 2 and done.stderr.startswith("ไม่พบ Python โปรดติดตั้ง Python 3.11\n")
    older = bare / "programs" / "older"
    # Python 3.10, as far as the question for its version goes.
    older.write_text(
        f'#!{sys.executable}\nimport sys\nsys.version_info, sys.version = (3, 10), "3.10.1 (x)"\n'
        "code, *sys.argv[1:] = sys.argv[2:]\nexec(code)\n"
    )
    older.chmod(0o755)
    done = make(bare, "install", "PYTHON=older")
    assert done.returncode == 2 and "ต้องใช้ Python 3.11 ถึง 3.13 แต่" in done.stderr
    assert "เป็นรุ่น 3.10.1 ลองสั่ง make PYTHON=python3.11" in done.stderr
    assert "กำลังติดตั้ง" not in done.stdout
