"""The question about the unit my_tests: run its tests, on whatever engine stands beside them."""

from autograder.examination import outcome
from autograder.probes import probe


@probe
def run_tests(units, names):
    """Run the tests called `names`; answer for each: 0 passed, 1 failed, 2 a stub, 3 skipped, 4 cannot be run."""
    module = units("my_tests")
    return [outcome(module, name) for name in names]
