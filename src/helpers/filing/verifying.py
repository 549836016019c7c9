"""Whether filed copies are as they were filed."""

from helpers.errors import InputError, examples
from helpers.filing import places, record
from helpers.filing.places import Filing


def verify(year: int) -> list[str]:
    """One line for each filed copy of a year that is not as it was filed."""
    return [line for filing in places.of_year(year) for line in _altered(filing)]


def _altered(filing: Filing) -> list[str]:
    try:
        expected = record.read(filing)["files"]
    except InputError as error:
        return [str(error)]
    found = record.fingerprints(filing.folder)
    told = {
        "altered": [n for n, sha in expected.items() if found.get(n, sha) != sha],
        "missing": sorted(set(expected) - set(found)),
        "added": sorted(set(found) - set(expected)),
    }
    words = [f"{how}: {examples(names)}" for how, names in told.items() if names]
    return [f"{filing.name} is not as it was filed; {', '.join(words)}"] if words else []
