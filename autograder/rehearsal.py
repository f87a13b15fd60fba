"""Rehearsal: each check is asked once about the solutions, so that what it asks is known before a submission comes.

Then most of it can be asked at once: all questions of a unit together, of all units in one worker with the
submission's own code. A check decides by the seed and the answers alone, so code that answers just as the solutions do
has passed. What is not answered with numbers is asked again, question by question, in a worker of the unit's own: that
is where errors, crashes and loops are told. Every submission is asked the same, whichever were graded before.
"""

import json
import time
from dataclasses import dataclass, field
from itertools import islice

from autograder.compare import Unanswered, Wrong
from autograder.host import Status, WorkerGone
from autograder.mutant import Mutant, solutions
from autograder.protocol import pack_question
from autograder.subject import Subject

LARGEST = 1 << 20   # bytes of all questions of a check
SECONDS = 2         # for the answers to all questions of a unit
PATIENCE = 10       # seconds for all answers of a submission


@dataclass(frozen=True)
class Rehearsed:
    """A check's questions, (probe, arguments, size) each, the solutions' answers, and evidence for a picture."""

    questions: tuple = ()
    answers: tuple = ()
    evidence: dict = field(default_factory=dict)


class Rehearsal:
    """What each check of `suites` asks at a seed, found out when it is wanted."""

    def __init__(self, suites, seed, assignment):
        self.suites, self.known, self.solved = suites, {}, Mutant(solutions())
        self.subject = Subject(lambda others: self, seed=seed, layout="kit", moons=assignment.moons,
                               limits=assignment.limits, explain=False)

    def of(self, check):
        """Return a check `Rehearsed`: without questions if it takes long, asks beside other modules, or asks much."""
        if check not in self.known:
            self.known[check] = Rehearsed() if check.slow or check.about else self._rehearsed(check)
        return self.known[check]

    def breaks(self, check):
        """Whether a check raises about the solutions what is no verdict on them: it is itself broken."""
        return not isinstance(self._problem(check), (type(None), Wrong, Unanswered))

    def _problem(self, check):
        self.subject.begin(f"{check.unit} {check.name}")
        return self.suites.run(check, self.subject)

    def _rehearsed(self, check):
        problem = self._problem(check)
        questions = tuple(question[:3] for question in self.subject.asked)
        if problem is not None or len(pack_question(0, {"items": questions})) > LARGEST:
            return Rehearsed()
        answers = tuple(question[3] for question in self.subject.asked)
        return Rehearsed(questions, answers, self.subject.evidence)

    def ask(self, items, seconds):
        """Return the solutions' answers, as a worker would."""
        return [self.solved.ask(probe, json.dumps(arguments), size) for probe, arguments, size in items]


class FirstTry:
    """One worker that `start()` gives, asked what was rehearsed; never again once it was too slow or was lost."""

    def __init__(self, start, seconds=SECONDS):
        """`seconds` are there at most for what is asked at once."""
        self._start, self._seconds, self._left = start, min(seconds, SECONDS), PATIENCE
        self.worker, self.over, self._unloadable = None, False, set()

    def together(self, unit, batches):
        """Ask several batches of questions about a unit at once; return the answers to each, or None, where none came.

        Among them are errors.
        """
        questions = [question for batch in batches for question in batch]
        answers = questions and self._loaded_and_asked(unit, questions)
        if not answers:
            return [None] * len(batches)
        answers = iter(answers)
        return [tuple(islice(answers, len(batch))) or None for batch in batches]

    def answers(self, unit, questions):
        """Return the answers to `questions` about a unit, or None unless there are numbers for each, and soon."""
        return numbers_only(self.together(unit, [questions])[0])

    def _loaded_and_asked(self, unit, questions):
        """Return an answer to each, or None. First of all the unit's module is imported, as in a worker of its own."""
        if unit in self._unloadable:
            return None
        loaded, *answers = self._asked([("load", {"unit": unit}, 0), *questions]) or [None]
        if loaded and loaded.status is Status.ANSWERED:
            return answers
        self._unloadable.add(unit)
        return None

    def _asked(self, questions):
        if self.over:
            return None
        started = time.monotonic()
        try:
            self.worker = self.worker or self._start()
            return self.worker.ask(questions, min(self._seconds, self._left))
        except WorkerGone:
            self.over = True
            return None
        finally:
            self._left -= time.monotonic() - started
            self.over = self.over or self._left <= 0

    def close(self):
        """Stop the worker."""
        if self.worker:
            self.worker.close()


def numbers_only(answers):
    """Return `answers` if there are numbers for each question, else None."""
    return answers if answers and all(answer.status is Status.ANSWERED for answer in answers) else None
