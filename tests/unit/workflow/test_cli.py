"""The front door: the commands, their help, and one line for an input that cannot be used."""

import os
import re
import subprocess

import pytest
from conftest import REPOSITORY

from helpers import __main__ as front_door
from helpers.core import partitions
from helpers.workflow import build


def test_make_and_python_offer_the_same_commands():
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    by_make = set(re.findall(r"\$\(RUN\) ([a-z-]+)", makefile))
    assert by_make == set(front_door._FOR_PEOPLE) - {"sources"}


def test_make_help_lists_every_target():
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE).group(1).split()
    # As typed at a prompt, also when the tests themselves were started by make.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    options = {"cwd": REPOSITORY, "env": environment, "text": True, "check": True}
    shown = subprocess.run(["make", "help"], capture_output=True, **options)
    assert [line.split()[0] for line in shown.stdout.splitlines()] == phony


@pytest.mark.parametrize("wrong", [["--year", "2560"], ["--year", "2558", "--as-of", "31/3/2558"]])
def test_an_input_that_cannot_be_used_is_one_line_and_exit_code_2(wrong, capsys):
    assert front_door.main(["report", *wrong]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("error: ") and told.err.count("\n") == 1 and not told.out


def test_a_day_without_its_year_is_refused(capsys):
    assert front_door.main(["products", "--as-of", "2015-03-31"]) == 2
    assert "a day needs its fiscal year" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [[], ["reprot"], ["report"], ["report", "--yaer", "2557"]])
def test_a_command_that_is_not_offered_is_refused(wrong, capsys):
    with pytest.raises(SystemExit) as ended:
        front_door.main(wrong)
    assert ended.value.code == 2 and "usage" in capsys.readouterr().err


def test_trace_asks_the_facts(small_house):
    done = small_house.run("trace", "--fact", "council", "--year", "2557")
    assert done.stdout == "council of 2557 at 2014-09-30\n"


def test_parts_are_named_by_year_and_by_any_other_day():
    assert partitions.name(*build.requested("2558")) == "2558"
    assert partitions.name(*build.requested("2558", "2015-03-31")) == "2558_as_of_2015-03-31"


@pytest.mark.parametrize("name", ["2558", "2558_as_of_2015-03-31", "2558/as_of_2015-03-31"])
def test_a_part_or_folder_is_read_back(name):
    assert partitions.name(*build.of_part(name)) == name.replace("/", "_")
