"""What is declared about the plans: layouts, indicators, units, translations, corrections."""

from dataclasses import dataclass
from pathlib import Path

from helpers.core import metadata, paths, thai
from helpers.core.errors import InputError, examples
from helpers.plans import contradictions, raw

_MILESTONE = {"topic", "measure_type", "label_en"}
_REQUIRED = _MILESTONE | {"scope", "evidence", "direction", "plan_total_rule"}
# Optional entries and what they are when an indicator does not name them.
_OPTIONAL = {
    "label_parts": None,
    "label_th": None,
    "role": None,
    "numerator": None,
    "denominator": None,
    "numerator_th": None,
    "denominator_th": None,
    "distinct_units": None,
    "full_value": None,
    "weight": None,
    "share_of": None,
    "note_th": None,
    "note_en": None,
}


@dataclass(frozen=True)
class Knowledge:
    """The metadata files of one folder, checked."""

    folder: Path
    plans: dict
    indicators: dict[str, dict]
    units: dict[str, dict]
    translations: dict[str, dict]
    corrections: list[dict]
    contradictions: list[dict]

    def file(self, name: str) -> Path:
        """A metadata file, to be named in messages."""
        return self.folder / name

    def document(self, name: str) -> list[dict]:
        """The declared blocks of a raw file."""
        return self.plans["documents"][name]

    def layout(self, entry: dict) -> dict:
        """A block's layout with the block's own entries over it."""
        return {**self.plans["layouts"][entry["layout"]], **entry}

    def unit(self, printed: str) -> dict | None:
        """The unit a text names, spelt in whichever way it was typed."""
        return self.units.get(thai.normalise(printed))


def load(folder: Path | None = None) -> Knowledge:
    """The knowledge about plans in ``folder`` (default: the package's metadata)."""
    folder = folder or paths.METADATA
    # Each file by its whole name: so helpers.workflow.dependencies finds the steps that read it.
    indicators, mended = folder / "indicators.yml", folder / "corrections.yml"
    contradicted = folder / "contradictions.yml"
    units = metadata.load_yaml(folder / "units.yml")
    return Knowledge(
        folder=folder,
        plans=metadata.load_yaml(folder / "plans.yml"),
        indicators=_indicators(metadata.load_yaml(indicators), indicators),
        units={thai.normalise(name): unit for name, unit in units.items()},
        translations=metadata.load_yaml(folder / "plan_translations.yml"),
        corrections=raw.check(metadata.load_yaml(mended), mended),
        contradictions=contradictions.check(metadata.load_yaml(contradicted), contradicted),
    )


def declarations(folder: Path | None = None) -> dict[str, dict]:
    """What each indicator declares, by indicator id, complete with defaults.

    Besides the columns of ``plan_targets`` an entry has ``topic``, ``type_evidence_th``,
    ``type_evidence_en``, ``full_value`` (the value after which a blank cell means hold),
    ``share_of`` (the indicator whose count a rate is a share of), ``numerator_th`` and
    ``denominator_th``. The targets of 2551 without a figure are milestones and have a topic,
    a label and little else.
    """
    return load(folder).indicators


def _indicators(content: dict, file: Path) -> dict[str, dict]:
    evidence = content["evidence"]
    entries = {str(key): entry for key, entry in content["indicators"].items()}
    for key, entry in entries.items():
        _refuse_share_of_nothing(key, entry, entries, file)
    return {key: _complete(key, entry, evidence, file) for key, entry in entries.items()}


def _refuse_share_of_nothing(
    indicator_id: str, entry: dict, entries: dict[str, dict], file: Path
) -> None:
    """A rate is a share of another indicator's count, declared in the same plan."""
    of = entry.get("share_of")
    plan_id = indicator_id.partition("/")[0]
    others = [key for key in entries if key.startswith(f"{plan_id}/") and key != indicator_id]
    if of is not None and of not in others:
        raise InputError(
            f"indicator {indicator_id}: share_of names no other indicator of its plan",
            expected=examples(others),
            found=of,
            fix=paths.relative(file),
        )


def _complete(indicator_id: str, entry: dict, evidence: dict, file: Path) -> dict:
    """The entry with its defaults and the words of its evidence."""
    _refuse_incomplete(indicator_id, entry, evidence, file)
    if entry["measure_type"] == "milestone":
        return {**_OPTIONAL, **entry}
    proof = evidence[entry["evidence"]]
    return {
        **_OPTIONAL,
        **entry,
        "type_source": proof["source"],
        "stated_by": proof.get("stated_by"),
        "type_evidence": proof["en"],
        "type_evidence_en": proof["en"],
        "type_evidence_th": proof["th"],
    }


def _refuse_incomplete(indicator_id: str, entry: dict, evidence: dict, file: Path) -> None:
    milestone = entry.get("measure_type") == "milestone"
    required = _MILESTONE if milestone else _REQUIRED
    missing = sorted(required - set(entry))
    unknown = sorted(set(entry) - required - set(_OPTIONAL))
    if not milestone and entry.get("evidence") not in evidence:
        missing.append(f"evidence {entry.get('evidence')!r}")
    problem = f"{examples(missing)} missing, {examples(unknown)} unknown"
    repeats = entry.get("measure_type") == "repeat" or entry.get("plan_total_rule") == "sum_new"
    if not (missing or unknown) and repeats != bool(entry.get("role")):
        problem = "a repeat, and nothing else, declares a role for each year"
    elif entry.get("label_th") and not entry.get("label_parts"):
        problem = "label_th needs label_parts, the printed words it stands for"
    elif not (missing or unknown):
        return
    raise InputError(f"indicator {indicator_id}: {problem}", fix=paths.relative(file))
