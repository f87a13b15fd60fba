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


class Recorder(Subject):
    """A subject that answers with the reference's numbers, and keeps each (probe, arguments, numbers) in `asked`."""

    def __init__(self, assignment):
        super().__init__(None, seed=SEED, layout="kit", moons=assignment.moons, limits=assignment.limits)
        self.asked = []
        for name in MODULES:
            import_module(f"autograder.probes.{name}")

    def _asked(self, items, seconds):
        return [self._answer(*item) for item in items]

    def _answer(self, probe, arguments, size):
        numbers = PROBES[probe](lambda unit: import_module(f"reference.{unit}"), **arguments)
        assert len(numbers) == size
        self.asked.append((probe, arguments, numbers))
        return Answer(Status.ANSWERED, tuple(numbers))


def recorded():
    """Return {name of a check: its questions}, each (probe, arguments, right numbers)."""
    suites, recorder, questions = Suites(), Recorder(Assignment.load()), {}
    for check in among(suites.checks):
        recorder.begin(f"{check.unit} {check.name}")
        recorder.asked = []
        if problem := suites.run(check, recorder):
            raise problem
        questions[f"{check.unit}_{check.name}"] = recorder.asked
    return questions
