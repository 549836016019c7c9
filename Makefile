# The front door. `python -m helpers` offers the same where there is no make.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= $(shell command -v python3.11 || command -v python3)
RUN := .venv/bin/python -m helpers
READY := .venv/.installed
export YEAR YEARS AS_OF FACT DEMO SOURCE

.PHONY: help reports report demo products actuals-form filing clean-tables boundaries trace lab bench test test-fast lint env lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

reports: $(READY)  ## every report and map that is out of date, both languages (DEMO=0: no demonstration)
	@$(RUN) reports

report: $(READY)  ## one year: make report YEAR=2557, or with a day: AS_OF=2015-03-31 YEAR=2558
	@$(RUN) report --year "$(YEAR)" --as-of "$(AS_OF)"

demo: $(READY)  ## the demonstration of other years: make demo YEARS=2551-2559
	@$(RUN) demo --years "$(YEARS)"

products: $(READY)  ## the reports as Word, PDF and Excel: make products YEAR=2557, or of all years
	@$(RUN) products --year "$(YEAR)" --as-of "$(AS_OF)"

actuals-form: $(READY)  ## the Excel form to enter results and remarks in: make actuals-form YEAR=2557
	@$(RUN) actuals-form --year "$(YEAR)" --as-of "$(AS_OF)"

filing: $(READY)  ## freeze a numbered copy of one year's report: make filing YEAR=2557
	@$(RUN) filing --year "$(YEAR)" --as-of "$(AS_OF)"

clean-tables: $(READY)  ## the cleaned tables of the plans and results in data/processed
	@$(RUN) clean-tables

boundaries: $(READY)  ## fetch true borders of tambons into data/raw/boundaries (SOURCE=<name>)
	@$(RUN) boundaries --source "$(SOURCE)"

trace: $(READY)  ## where a number comes from: make trace FACT=<name in facts.json> YEAR=2557
	@$(RUN) trace --fact "$(FACT)" --year "$(YEAR)" --as-of "$(AS_OF)"

lab: $(READY)  ## JupyterLab on the notebooks
	@$(RUN) lab

bench: $(READY)  ## measure the speed, against its limits; the table of docs/speed.md (some ten minutes)
	@$(RUN) bench

test: $(READY)  ## every test, with the notebooks and the coverage of src/helpers
	@$(RUN) test

test-fast: $(READY)  ## the tests that need no built data
	@$(RUN) test -m "not built" -x -q --no-cov

lint: $(READY)  ## style of code and notebooks, and what git holds (pre-commit runs the same)
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check
	@.venv/bin/python -m nbstripout --verify --keep-count --keep-id notebooks/*.ipynb
	@.venv/bin/python -m pytest -q tests/repository/test_repository.py tests/notebooks/test_structure.py

env: $(READY)  ## the environment in .venv (made by every other target when it is missing)

lock:  ## pin the versions of pyproject.toml anew, with hashes and without addresses
	@.venv/bin/python -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean:  ## remove everything built (data/processed, reports) but what was filed, keep the environment
	@find data/processed reports -mindepth 1 ! -name .gitkeep ! -path 'reports/filed*' -delete
	@rm -rf .snakemake

# Made again only when what it is made from changes, by content: a copied folder has other times.
$(READY): FORCE
	@cksum requirements.lock pyproject.toml | cmp -s - $@ || $(MAKE) --no-print-directory install

FORCE:

install:
	@test -n "$(PYTHON)" || { echo "Python is missing; install Python 3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; ok = (3, 11) <= sys.version_info[:2] < (3, 14); sys.exit(None if ok else \
	  f"Python 3.11 to 3.13 is needed, {sys.executable} is {sys.version.split()[0]}; try make PYTHON=python3.11")'
	@echo "installing the environment into .venv (a few minutes, once)"
	@"$(PYTHON)" -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@# By a relative path: a copied or moved folder runs its own code.
	@.venv/bin/python -c 'import os, pathlib, sysconfig; site = pathlib.Path(sysconfig.get_path("purelib")); \
	  [file.write_text(os.path.relpath("src", site) + "\n") for file in site.glob("__editable__*tambon_plan*.pth")]'
	@cksum requirements.lock pyproject.toml > $(READY)
