# From raw files to reports, one rule a step. Start it by `make reports` or `python -m helpers
# reports`; what each step is made from is in src/helpers/metadata/reports.yml. No rule has `params`:
# to write them down Snakemake imports pandas, half a second whenever nothing is to be done.
import sys

from helpers import build, datasets, dependencies, parts, paths, runner, settings, thai

configfile: "config.yml"

HELPERS = f'"{sys.executable}" -m helpers'
ONE_YEAR = r"\d{4}(_as_of_\d{4}-\d{2}-\d{2})?"
YEARS = settings.load().years
MADE = {
    step: [f"data/processed/{name}.parquet" for name in about.get("makes", [])]
    for step, about in runner.steps().items()
}
LAYERS = paths.relative(paths.layers())
DEMO_TABLES = [
    paths.relative(datasets.DEMO.table(name)) for name in ("registrations", "body_tambons", "rejects")
]

wildcard_constraints:
    part=ONE_YEAR,
    folder=ONE_YEAR.replace("_as", "/as"),
    year=r"\d{4}",


def part_of_folder(*tables):
    """The parts of tables that belong to a folder of reports."""
    def files(wildcards):
        part = wildcards.folder.replace("/", "_")
        return [f"data/processed/parts/{table}/{part}.parquet" for table in tables]

    return files


def all_parts(table):
    """The parts asked for (left out: every year's) and those that are there already."""
    def files(wildcards):
        present = {file.stem for file in parts.present(table)}
        names = {*present, *map(str, config.get("asked", YEARS))}
        return [f"data/processed/parts/{table}/{name}.parquet" for name in sorted(names)]

    return files


rule all:
    input:
        [f"reports/{year}/{build.MANIFEST}" for year in YEARS],
        [f"reports/{year}/{build.MAPS_MANIFEST}" for year in YEARS],
        [paths.relative(build.demo_manifest(year)) for year in YEARS] if build.demo_wanted() else [],
        build.JOINED,
        build.JOINED_COVERAGE,


rule clean_registries:
    input:
        dependencies.for_rules("clean_registries"),
    output:
        MADE["clean_registries"],
    shell:
        HELPERS + " clean-registries"


rule clean_plan_tables:
    input:
        dependencies.for_rules("clean_plan_tables"),
    output:
        MADE["clean_plan_tables"],
    shell:
        HELPERS + " clean"


rule layers:
    input:
        dependencies.for_rules("layers"),
    output:
        LAYERS,
    shell:
        HELPERS + " layers"


rule coverage:
    input:
        dependencies.for_rules("coverage"),
    output:
        "data/processed/parts/coverage/{part}.parquet",
        "data/processed/parts/coverage_summary/{part}.parquet",
    shell:
        HELPERS + " coverage {wildcards.part}"


rule join_coverage:
    input:
        all_parts("coverage"),
        all_parts("coverage_summary"),
    output:
        "data/processed/coverage.parquet",
        build.JOINED_COVERAGE,
    shell:
        HELPERS + " join-coverage"


rule assess:
    input:
        dependencies.for_rules("assess"),
    output:
        "data/processed/parts/assessment/{part}.parquet",
    shell:
        HELPERS + " assess {wildcards.part}"


rule join_assessment:
    input:
        all_parts("assessment"),
    output:
        build.JOINED,
    shell:
        HELPERS + " join"


# Made of its own part, not of the joined table: a year that cannot be assessed stops no other.
rule facts:
    input:
        dependencies.for_rules("facts"),
        part_of_folder("assessment", "coverage", "coverage_summary"),
    output:
        "reports/{folder}/facts.json",
    shell:
        HELPERS + " facts {wildcards.folder}"


# One batch per year and day. Its output is the manifest alone: when a job fails Snakemake deletes
# what it declares, and one failing page must not take the others with it.
rule annual_assessment:
    input:
        dependencies.for_rules("annual_assessment"),
        "reports/{folder}/facts.json",
        part_of_folder("coverage", "coverage_summary"),
        LAYERS,
    output:
        f"reports/{{folder}}/{build.MANIFEST}",
    shell:
        HELPERS + " batch {wildcards.folder}"


# Word, PDF and Excel: a batch like the pages, asked for by `make products` and `make filing`.
rule products:
    input:
        dependencies.for_rules("products"),
        "reports/{folder}/facts.json",
        part_of_folder("coverage", "coverage_summary"),
        LAYERS,
    output:
        f"reports/{{folder}}/{build.PRODUCTS_MANIFEST}",
    shell:
        HELPERS + " make-products {wildcards.folder}"


rule map_coverage:
    input:
        dependencies.for_rules("map_coverage"),
        "reports/{folder}/facts.json",
        part_of_folder("coverage", "coverage_summary"),
        LAYERS,
    output:
        f"reports/{{folder}}/{build.MAPS_MANIFEST}",
    shell:
        HELPERS + " maps {wildcards.folder}"


# All years at once: they are generated, cleaned and counted in a few seconds.
rule demonstrate:
    input:
        dependencies.for_rules("demonstrate"),
    output:
        DEMO_TABLES,
        [
            paths.relative(parts.file(name, year, thai.fiscal_year_end(year), datasets.DEMO))
            for name in ("coverage", "coverage_summary")
            for year in YEARS
        ],
    shell:
        HELPERS + " demonstrate"


rule demo_pages:
    input:
        dependencies.for_rules("map_coverage"),
        DEMO_TABLES,
        "data/processed/demo/parts/coverage/{year}.parquet",
        "data/processed/demo/parts/coverage_summary/{year}.parquet",
        "data/processed/actuals.parquet",
        LAYERS,
    output:
        f"reports/demo/{{year}}/{build.MAPS_MANIFEST}",
    shell:
        HELPERS + " demo {wildcards.year}"
