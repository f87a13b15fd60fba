"""Usage: what the workers of a submission took. It varies from run to run, so it stands beside the report, not in it.

    OUT/usage/NAME.json   {"format": 1, "cpu_seconds": ..., "wall_seconds": ..., "peak_mib": ..., "workers": ...,
                           "units": {UNIT: the same without format and units}}
"""

import json
import math
from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True)
class Usage:
    """What some workers took, from their start to their end; 0 where the system does not tell.

    cpu_seconds    of all of them, user and system
    wall_seconds   that the grader waited for their answers
    peak_mib       resident memory of the largest: Python and numpy are in it, though workers share those pages
    workers        how many there were
    """

    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    peak_mib: float = 0.0
    workers: int = 0

    def __add__(self, other):
        return Usage(self.cpu_seconds + other.cpu_seconds, self.wall_seconds + other.wall_seconds,
                     max(self.peak_mib, other.peak_mib), self.workers + other.workers)


def total(units):
    """Return the usage of all of `units`, {name: Usage}."""
    return sum(units.values(), Usage())


def usage_json(units):
    """Return `units`, {name: Usage}, and their total as text."""
    every = {name: _rounded(usage) for name, usage in units.items()}
    return json.dumps({"format": FORMAT, **_rounded(total(units)), "units": every}, indent=2) + "\n"


def _rounded(usage):
    return {key: round(value, 3) for key, value in asdict(usage).items()}


def usage_path(out, name):
    """Return where `grade --out OUT` writes the usage of submission `name`."""
    return out / "usage" / f"{name}.json"


def read_usage(out, name):
    """Return {unit: Usage} of submission `name` as `grade --out OUT` wrote it; {} where there is no sound file."""
    try:
        data = json.loads(usage_path(out, name).read_bytes())
        if data["format"] != FORMAT:
            return {}
        return {str(unit): _sound(values) for unit, values in data["units"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _sound(values):
    usage = Usage(**values)
    if not all(type(value) in (int, float) and math.isfinite(value) and value >= 0 for value in values.values()):
        raise ValueError("no usage")
    return usage
