"""The fixture `submission`: what a check sees of a student's files is a place to ask questions."""

import random
import time

from autograder.compare import Gone, Missing, Todo, Unanswered
from autograder.host import Status, WorkerGone, WorkerLost


class Subject:
    """Asks one submission's worker, and draws the questions' inputs from the seed.

    seed, layout, moons, limits   of this run, this submission, the assignment
    explain                       whether a failure will be shown, so that its smallest case is worth looking for
    asked                         what was asked since the check began: (probe, arguments, size, answer)
    evidence                      what a picture of the check is drawn from, where it passes; a check may set it
    """

    def __init__(self, start, *, seed, layout, moons, limits, explain=True, heard=str):
        """`start()` gives a fresh worker with the unit loaded; it is called again, within limits, when one has died.

        `heard(text)` returns what may be repeated of what the worker says.
        """
        self._start, self._worker, self._broken, self._heard = start, None, None, heard
        self._kills, self._waited = 0, 0.0
        self.seed, self.layout, self.moons, self.limits = seed, layout, moons, limits
        self.explain = explain
        self.begin("")

    def begin(self, check):
        """Draw the inputs of `check` from here on: the same for the same seed, whatever ran before."""
        self._random = random.Random(f"{self.seed} {check}")
        self.asked, self.evidence = [], {}

    def drawn(self, count, low=0.3, high=2.0):
        """Return `count` numbers with a size from `low` to `high` and either sign."""
        return [round(self._random.choice((-1, 1)) * self._random.uniform(low, high), 3) for _ in range(count)]

    def numbers(self, probe, size, /, *, seconds=None, **arguments):
        """Return the `size` numbers that the probe answers; raise `Unanswered` where it does not."""
        (answer,) = self._ask([(probe, arguments, size)], seconds)
        self.asked.append((probe, arguments, size, answer))
        if answer.status is not Status.ANSWERED:
            raise {Status.TODO: Todo, Status.MISSING: Missing}.get(answer.status, Unanswered)(self._heard(answer.text))
        return list(answer.numbers)

    def answers(self, questions, *, noted=True):
        """Ask each (probe, size, arguments) as one batch; return the numbers of each, or None where the code raised.

        What is asked only in search of a smaller case is not `noted`.
        """
        items = [(probe, arguments, size) for probe, size, arguments in questions]
        answers = self._ask(items, None)
        if noted:
            self.asked += [(*item, answer) for item, answer in zip(items, answers, strict=True)]
        for answer in answers:
            if answer.status in (Status.TODO, Status.MISSING):
                raise {Status.TODO: Todo, Status.MISSING: Missing}[answer.status](self._heard(answer.text))
        return [list(answer.numbers) if answer.status is Status.ANSWERED else None for answer in answers]

    def _ask(self, items, seconds):
        if self._broken:
            raise self._broken
        self._be_patient()
        started = time.monotonic()
        own_time, seconds = seconds, seconds or self.limits.wall_seconds
        try:
            return self._asked(items, seconds)
        except WorkerLost:      # with its parent, through no fault of the code inside
            self.close()
            return self._asked(items, seconds)
        except WorkerGone as gone:
            self.close()
            self._kills += 1
            if self._kills >= self.limits.kills:
                self._broken = Gone(f"{gone}; it happened {self._kills} times, so nothing more was asked")
            raise Gone(str(gone)) from None
        finally:
            self._waited += 0 if own_time else time.monotonic() - started

    def _be_patient(self):
        """Wait for all answers together no longer than for as many workers as may be lost.

        Code that answers each question just in time would hold up everybody else for hours.
        """
        most = self.limits.kills * self.limits.wall_seconds
        if self._waited > most:
            self._broken = Gone(f"answers came so slowly that {most:g} seconds were used up, so nothing more was asked")
            raise self._broken

    def _asked(self, items, seconds):
        if self._worker is None:
            self._open()
        return self._worker.ask(items, seconds)

    def _open(self):
        """Start a worker. Where the unit cannot be loaded every further question has the same answer."""
        try:
            self._worker = self._start()
        except Unanswered as problem:
            self._broken = problem
            raise

    @property
    def stuck(self):
        """Whether the unit's module itself never finished loading."""
        return isinstance(self._broken, Gone) and self._worker is None and self._kills == 0

    def close(self):
        """Stop the worker."""
        if self._worker:
            self._worker.close()
        self._worker = None
