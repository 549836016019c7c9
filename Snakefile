# From raw files to reports, one rule a step: the steps, what each reads and what it makes stand in
# src/helpers/metadata/steps.yml. Start it by `make reports` or `python -m helpers reports`. No rule
# has `params`: to write them down Snakemake imports pandas, half a second a run.
import sys

from helpers.core import paths, settings
from helpers.workflow import dependencies, steps, warm_client

configfile: "config.yml"

ONE_YEAR = r"\d{4}(_as_of_\d{4}-\d{2}-\d{2})?"
ONE_PLAN = r"\d{4}(-\d{4})?(/as_of_\d{4}-\d{2}-\d{2})?"
# A few milliseconds to ask the launch's fork server; a plain process where there is none.
CLIENT = f'"{sys.executable}" -I -S "{warm_client.__file__}"'
STEP = CLIENT.replace("{", "{{").replace("}", "}}") + " step {rule} {wildcards}"
PRODUCTS = ("products", "evaluation_products")
# Every part of what is made of several.
PARTS = {
    steps.YEAR: [str(year) for year in settings.load().years],
    steps.PLAN: steps.plans(),
    steps.ISSUE: steps.issues(),
}
# The parts of each step that are asked for; without a launch every year's.
ASKED = config.get("parts", {})

wildcard_constraints:
    part=ONE_YEAR,
    folder=ONE_YEAR.replace("_as", "/as"),
    year=r"\d{4}",
    plan=ONE_PLAN,
    place=ONE_YEAR.replace("_as", "/as") + r"/\d{2}",
    issue="|".join(steps.issues()) or "none",


def inputs_of(step):
    """What a rule waits for: what is the same for every part, and the files of one part."""
    same = dependencies.for_rules(step)

    def files(wildcards):
        part = next(iter(wildcards), "")
        joined = [
            steps.filled(pattern, str(one))
            for made_by in steps.declared()[step]["joins"]
            for pattern in steps.outputs(made_by)
            for one in ASKED.get(made_by, settings.load().years)
        ]
        return [*same, *map(paths.relative, (*steps.reads(step, part), *joined))]

    return files


rule all:
    input:
        [
            paths.relative(file)
            for step, about in steps.declared().items()
            if step not in PRODUCTS
            for part in PARTS.get(about["of"], [])
            for file in steps.writes(step, part)
        ],


for step in steps.declared():

    rule:
        name:
            step
        input:
            inputs_of(step),
        output:
            # The step itself sees what stands, so Snakemake must not delete it before.
            [update(file) for file in steps.outputs(step)],
        shell:
            STEP
