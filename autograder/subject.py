"""The fixture `submission`: what a check sees of a student's files is a place to ask questions."""

import random
import re
import time
from collections import deque
from functools import cached_property
from itertools import islice

from autograder.compare import GivenUp, Gone, Missing, Todo, Unanswered
from autograder.host import Status, Why, WorkerGone, WorkerLost
from autograder.language import ENGLISH as say

#: a test function, or a class of them: found in the text, for a stranger's source is not parsed here
_DEFINITION = re.compile(r"^(?:class (\w+)([^\n:]*)|def (\w+)|[ \t]+def (test\w*))\b", re.MULTILINE)


def test_names(source):
    """Return the names of the test functions in `source` in order, each once, methods as `Class.name`.

    As pytest finds them: by names that begin with test, in classes that begin with Test or are unittest's.
    """
    names, owner = [], ""
    for kind, bases, function, method in _DEFINITION.findall(source):
        if not method:
            owner = kind if kind.startswith("Test") or "TestCase" in bases else ""
        if function.startswith("test"):
            names.append(function)
        elif method and owner:
            names.append(f"{owner}.{method}")
    return [*dict.fromkeys(names)]


class Subject:
    """Asks one submission's worker, and draws the questions' inputs from the seed.

    seed, layout, moons, limits   of this run, this submission, the assignment
    explain                       whether a failure will be shown, so that its smallest case is worth looking for
    asked                         what was asked since the check began: (probe, arguments, size, answer)
    catches                       known mistakes, by their ids, that the unit's `tests` are to catch
    evidence                      what a picture of the check is drawn from, where it passes; a check may set it
    """

    def __init__(self, start, *, seed, layout, moons, limits, explain=True, heard=str,
                 source="", catches=(), soon=None):
        """`start(others)` gives a fresh worker with the unit loaded, `others` in it in place of modules of these names.

        It is called again, within limits, when one has died. `soon(items)`, if there is such, is asked before that: it
        returns an answer to each or None.
        `heard(text)` returns what may be repeated of what the worker says.
        """
        self._start, self._worker, self._broken, self._heard = start, None, None, heard
        self._kills, self._waited, self._others = 0, 0.0, {}
        self.seed, self.layout, self.moons, self.limits = seed, layout, moons, limits
        self.explain, self.catches, self._source, self._soon = explain, catches, source, soon
        self.begin("")

    @cached_property
    def tests(self):
        """The names of the test functions in the unit's module, `Class.name` of methods."""
        return test_names(self._source)

    def begin(self, check):
        """Draw the inputs of `check` from here on: the same for the same seed, whatever ran before."""
        self._random = random.Random(f"{self.seed} {check}")
        self.asked, self.evidence, self._ahead = [], {}, deque()

    def foresee(self, questions, answers):
        """Give the check these answers as long as it asks these questions, (probe, arguments, size) each."""
        self._ahead.extend(zip(questions, answers, strict=True))

    def note(self, questions, answers):
        """Keep what was asked and answered elsewhere as if it had been here."""
        self.asked += [(*question, answer) for question, answer in zip(questions, answers, strict=True)]

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

    def beside(self, others, probe, size, /, **arguments):
        """Return what `numbers` does, of a worker that has `others`, {module: source}, in place of the student's."""
        self.close()
        broken, self._others = self._broken, others
        try:
            return self.numbers(probe, size, **arguments)
        finally:
            self.close()
            self._others, self.asked = {}, []
            if not isinstance(self._broken, Gone):      # what hinders beside these need not beside others
                self._broken = broken

    def answers(self, questions, *, noted=True):
        """Ask each (probe, size, arguments) as one batch; return the numbers of each, or None where the code raised.

        What is asked only in search of a smaller case is not `noted`.
        """
        items = [(probe, arguments, size) for probe, size, arguments in questions]
        answers = self._ask(items, None)
        if noted:
            self.note(items, answers)
        for answer in answers:
            if answer.status in (Status.TODO, Status.MISSING):
                raise {Status.TODO: Todo, Status.MISSING: Missing}[answer.status](self._heard(answer.text))
        return [list(answer.numbers) if answer.status is Status.ANSWERED else None for answer in answers]

    def _foreseen(self, items):
        """Return the answers to `items` where just these were foreseen to be next, else None."""
        if [question for question, _ in islice(self._ahead, len(items))] == items:
            return [self._ahead.popleft()[1] for _ in items]
        self._ahead.clear()
        return None

    def _ask(self, items, seconds):
        if answers := self._foreseen(items):
            return answers
        if self._broken:
            raise self._broken
        if self._soon and not seconds and not self._others and (answers := self._soon(items)):
            return answers
        self._be_patient()
        started = time.monotonic()
        own_time, seconds = seconds, seconds or self.limits.wall_seconds
        try:
            return self._asked_fairly(items, seconds)
        except WorkerGone as gone:
            self.close()
            self._kills += 1
            if self.given_up:
                self._broken = GivenUp(say("{gone}; it happened {count} times, so nothing more was asked", gone=gone,
                                           count=self._kills))
            raise Gone(_told(gone)) from None
        finally:
            # A question that was asked once more has taken the time of those before it.
            self._waited += 0 if own_time else min(time.monotonic() - started, seconds)

    def _be_patient(self):
        """Wait for all answers together no longer than for as many workers as may be lost.

        Code that answers each question just in time would hold up everybody else for hours.
        """
        most = self.limits.kills * self.limits.wall_seconds
        if self._waited > most:
            late = say("answers came so slowly that {number} seconds were used up, so nothing more was asked",
                       number=f"{most:g}")
            self._broken = GivenUp(late)
            raise self._broken

    def _asked_fairly(self, items, seconds):
        """Ask, and once more where a worker was lost with its parent, or had been spent by the questions before."""
        started = time.monotonic()
        try:
            return self._asked(items, seconds)
        except WorkerGone as gone:
            spent = gone.why is Why.SPENT and time.monotonic() - started < self.limits.cpu_seconds
            if not spent and not isinstance(gone, WorkerLost):
                raise
        self.close()
        return self._asked(items, seconds)

    def _asked(self, items, seconds):
        if self._worker is None:
            self._open()
        return self._worker.ask(items, seconds)

    def _open(self):
        """Start a worker. Where the unit cannot be loaded every further question has the same answer."""
        try:
            self._worker = self._start(self._others)
        except Unanswered as problem:
            self._broken = problem
            raise

    @property
    def stuck(self):
        """Whether the unit's module itself never finished loading."""
        return isinstance(self._broken, Gone) and self._worker is None and self._kills == 0

    @property
    def given_up(self):
        """Whether as many workers were lost as may be."""
        return self._kills >= self.limits.kills

    def close(self):
        """Stop the worker."""
        if self._worker:
            self._worker.close()
        self._worker = None


def _told(gone):
    """Return how a worker ended, with the likeliest reason."""
    if gone.is_slow:
        return say("{gone}. Is there a loop that never ends?", gone=gone)
    if gone.why is Why.LEFT:
        return say("{gone}. Does the code end its process, or need more memory than there is?", gone=gone)
    return str(gone)
