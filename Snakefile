# From raw files to reports, one rule a step. Start it by `make reports` or `python -m helpers
# reports`; what each step is made from is in src/helpers/metadata/reports.yml. No rule has `params`:
# to write them down Snakemake imports pandas, half a second whenever nothing is to be done.
import sys

from helpers import build, dependencies, parts, runner, settings

configfile: "config.yml"

HELPERS = f'"{sys.executable}" -m helpers'
ONE_YEAR = r"\d{4}(_as_of_\d{4}-\d{2}-\d{2})?"
YEARS = settings.load().years
TABLES = [f"data/processed/{name}.parquet" for name in runner.steps()["clean_plan_tables"]["makes"]]

wildcard_constraints:
    part=ONE_YEAR,
    folder=ONE_YEAR.replace("_as", "/as"),


def part_of_folder(wildcards):
    return f"data/processed/parts/assessment/{wildcards.folder.replace('/', '_')}.parquet"


def all_parts(wildcards):
    """The parts asked for (left out: every year's) and those that are there already."""
    present = {file.stem for file in parts.present("assessment")}
    names = {*present, *map(str, config.get("asked", YEARS))}
    return [f"data/processed/parts/assessment/{name}.parquet" for name in sorted(names)]


rule all:
    input:
        [f"reports/{year}/{build.MANIFEST}" for year in YEARS],
        build.JOINED,


rule clean_plan_tables:
    input:
        dependencies.of_step("clean_plan_tables"),
    output:
        TABLES,
    shell:
        HELPERS + " clean"


rule assess:
    input:
        dependencies.of_step("assess"),
    output:
        "data/processed/parts/assessment/{part}.parquet",
    shell:
        HELPERS + " assess {wildcards.part}"


rule join_assessment:
    input:
        all_parts,
    output:
        build.JOINED,
    shell:
        HELPERS + " join"


# Made of its own part, not of the joined table: a year that cannot be assessed stops no other.
rule facts:
    input:
        dependencies.of_step("facts"),
        part_of_folder,
    output:
        "reports/{folder}/facts.json",
    shell:
        HELPERS + " facts {wildcards.folder}"


# One batch per year and day. Its output is the manifest alone: when a job fails Snakemake deletes
# what it declares, and one failing page must not take the others with it.
rule annual_assessment:
    input:
        dependencies.of_step("annual_assessment"),
        "reports/{folder}/facts.json",
    output:
        f"reports/{{folder}}/{build.MANIFEST}",
    shell:
        HELPERS + " batch {wildcards.folder}"
