"""The questions of the chosen checks with their right numbers: recorded while each check is asked about the reference.

So the questions are the kit's own, at one seed, and nobody types a number.
"""

from importlib import import_module

from autograder.assignment import Assignment
from autograder.bench.peers.chosen import SEED, among
from autograder.plugin import Suites
from autograder.probes import MODULES, PROBES
from autograder.protocol import Answer, Status
from autograder.subject import Subject


class Reference(Subject):
    """A subject that answers with the reference's numbers."""

    def __init__(self, assignment):
        super().__init__(None, seed=SEED, layout="kit", moons=assignment.moons, limits=assignment.limits)
        for name in MODULES:
            import_module(f"autograder.probes.{name}")

    def _asked(self, items, seconds):
        return [self._answer(*item) for item in items]

    @staticmethod
    def _answer(probe, arguments, size):
        numbers = PROBES[probe](lambda unit: import_module(f"reference.{unit}"), **arguments)
        assert len(numbers) == size
        return Answer(Status.ANSWERED, tuple(numbers))


def recorded():
    """Return {name of a check: its questions}, each (probe, arguments, right numbers)."""
    suites, reference, questions = Suites(), Reference(Assignment.load()), {}
    for check in among(suites.checks):
        reference.begin(f"{check.unit} {check.name}")
        if problem := suites.run(check, reference):
            raise problem
        questions[f"{check.unit}_{check.name}"] = [
            (probe, arguments, list(answer.numbers)) for probe, arguments, _, answer in reference.asked]
    return questions
