# The front door. `python -m helpers` offers the same where there is no make.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= $(shell command -v python3.11 || command -v python3)
RUN := .venv/bin/python -m helpers
READY := .venv/.installed
export YEAR YEARS PLAN PROVINCE AS_OF FACT DEMO SOURCE LANG_OUT

# What is printed is in one language: LANG_OUT=th or en, else the first of `languages` in config.yml.
MESSAGES := src/helpers/metadata/messages.yml
SPOKEN := $(or $(LANG_OUT),$(filter th en,$(shell sed -nE 's/^languages: *\[ *([a-z]+).*/\1/p' config.yml)),th)
ifeq ($(filter th en,$(SPOKEN)),)
  $(error LANG_OUT ต้องเป็น th หรือ en / LANG_OUT is th or en)
endif
# An entry is one line: its key, then between double quotes the Thai, the English, how it is typed.
COLUMN := $(if $(filter en,$(SPOKEN)),4,2)
say = awk -F'"' '/^$(1): / {print $$$(COLUMN)}' $(MESSAGES)

.PHONY: help reports report demo products evaluation where-next actuals-form filing clean-tables boundaries trace lab bench backtest test test-fast lint env lock clean

help:
	@awk -F'"' '/^command_.* make: / {printf "%-34s%s\n", $$6, $$$(COLUMN)}' $(MESSAGES)

reports: $(READY)
	@$(RUN) reports

report: $(READY)
	@$(RUN) report --year "$(YEAR)" --as-of "$(AS_OF)"

demo: $(READY)
	@$(RUN) demo --years "$(YEARS)"

products: $(READY)
	@$(RUN) products --year "$(YEAR)" --as-of "$(AS_OF)"

evaluation: $(READY)
	@$(RUN) evaluation --plan "$(PLAN)" --as-of "$(AS_OF)"

where-next: $(READY)
	@$(RUN) where-next --province "$(PROVINCE)" --year "$(YEAR)" --as-of "$(AS_OF)"

actuals-form: $(READY)
	@$(RUN) actuals-form --year "$(YEAR)" --as-of "$(AS_OF)"

filing: $(READY)
	@$(RUN) filing --year "$(YEAR)" --as-of "$(AS_OF)"

clean-tables: $(READY)
	@$(RUN) clean-tables

boundaries: $(READY)
	@$(RUN) boundaries --source "$(SOURCE)"

trace: $(READY)
	@$(RUN) trace --fact "$(FACT)" --year "$(YEAR)" --as-of "$(AS_OF)"

lab: $(READY)
	@$(RUN) lab

bench: $(READY)
	@$(RUN) bench

backtest: $(READY)
	@$(RUN) backtest

test: $(READY)
	@$(RUN) test

test-fast: $(READY)
	@$(RUN) test -m "not built" -x -q --no-cov

lint: $(READY)
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check
	@.venv/bin/python -m nbstripout --verify --keep-count --keep-id notebooks/*.ipynb
	@.venv/bin/python -m pytest -q tests/repository/test_repository.py tests/notebooks/test_structure.py

env: $(READY)

lock:
	@.venv/bin/python -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean:
	@find data/processed reports -mindepth 1 ! -name .gitkeep ! -path 'reports/filed*' -delete
	@rm -rf .snakemake data/checked

# Made again only when what it is made from changes, by content: a copied folder has other times.
$(READY): FORCE
	@cksum requirements.lock pyproject.toml | cmp -s - $@ || $(MAKE) --no-print-directory install

FORCE:

install:
	@test -n "$(PYTHON)" || { $(call say,python_missing) >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; ok = (3, 11) <= sys.version_info[:2] < (3, 14); sys.exit(None if ok else \
	  sys.argv[1].format(executable=sys.executable, version=sys.version.split()[0]))' "$$($(call say,python_other))"
	@$(call say,installing)
	@"$(PYTHON)" -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@# By a relative path: a copied or moved folder runs its own code.
	@.venv/bin/python -c 'import os, pathlib, sysconfig; site = pathlib.Path(sysconfig.get_path("purelib")); \
	  [file.write_text(os.path.relpath("src", site) + "\n") for file in site.glob("__editable__*tambon_plan*.pth")]'
	@cksum requirements.lock pyproject.toml > $(READY)
