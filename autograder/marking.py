"""Marking: one submission under way through the checks of its units."""

from functools import partial

from autograder import verdict
from autograder.compare import Wrong
from autograder.verdict import Run


class Marking:
    """Asks a submission what `grader` asks, a unit after the other; to be closed.

    explain   whether failing cases are shrunk
    tell      is called with each check's result as it is known, or None
    """

    def __init__(self, grader, submission, explain=True, tell=None):
        self.grader, self.submission, self.explain, self.tell = grader, submission, explain, tell
        self.first = grader.first_try(submission) if submission.layout == "kit" else None
        # units: with a failed check; whose module never finished loading; whose code lost as many workers as may be
        self.failed, self.stuck, self.given_up = set(), set(), set()

    def results(self, unit, slow):
        """Return the results of the slow checks of `unit`, or of all others."""
        checks = [check for check in self.grader.checks if check.unit == unit.name and check.slow is slow]
        if unit.name not in self.submission.modules:
            return [verdict.absent(self.submission, unit, check, self.grader.points[check]) for check in checks]
        runs, subjects = [], self._subjects(unit, slow) if checks else {}
        try:
            tried = self._tried(unit, checks) if self.first and "own" in subjects else {}
            for check in checks:
                runs.append(self._run(check, subjects, tried.get(check)))
                if self.tell:
                    self.tell(self._result(runs[-1]))
        finally:
            self._close(unit, subjects)
        names = {} if slow else verdict.names(self.submission, unit, runs)
        return [self._result(run, names.get(run.check.name, ())) for run in runs]

    def _result(self, run, mistakes=()):
        return verdict.result(self.submission, run, self.grader.points[run.check], mistakes,
                              self.grader.rehearsal.breaks)

    def _subjects(self, unit, slow):
        """Return {on: subject} in the order to ask: own earlier units, stand-ins for them.

        What takes long and is likely in vain comes last: a whole training where an earlier unit is wrong, anything
        where one was given up.
        """
        needs, hearsay = set(unit.needs), self.grader.hearsay(self.submission, unit)
        stand_ins = self.grader.stand_ins(self.submission, unit)
        subjects = {}
        if not (stand_ins and self.stuck & needs):
            subjects["own"] = self.grader.subject(self.submission, unit, slow=slow, hearsay=hearsay,
                                                  soon=self.first and partial(self.first.answers, unit.name),
                                                  explain=self.explain and not stand_ins)
        if stand_ins:
            subjects["stand-ins"] = self.grader.subject(self.submission, unit, stand_ins, slow=slow, hearsay=hearsay,
                                                        explain=self.explain)
        in_vain = needs & (self.failed if slow else self.given_up)
        return dict(reversed(subjects.items())) if in_vain else subjects

    def _tried(self, unit, checks):
        """Return the answers to what is rehearsed of each check, {check: answers}; only of those that gave numbers."""
        batches = [self.grader.rehearsal.of(check).questions for check in checks]
        answers = self.first.together(unit.name, batches)
        return {check: came for check, came in zip(checks, answers, strict=True) if came}

    def _close(self, unit, subjects):
        self.stuck |= {unit.name for subject in subjects.values() if subject.stuck}
        self.given_up |= {unit.name for subject in subjects.values() if subject.given_up}
        for subject in subjects.values():
            subject.close()

    def _run(self, check, subjects, answers):
        """Ask on one subject after another; where none passes, stand-ins show this unit's own failure."""
        runs = []
        for on, subject in subjects.items():
            problem = self._ask(check, subject, answers if on == "own" else None)
            evidence = subject.evidence if problem is None else getattr(problem, "evidence", {})
            runs.append(Run(check, problem, on, tuple(subject.asked), evidence))
            self.grader.witness(check, on, runs[-1].asked, problem)
            if problem is None:
                return runs[-1]
        self.failed.add(check.unit)
        return max(runs, key=_telling)

    def _ask(self, check, subject, answers):
        """Ask a check, to whose rehearsed questions there may be `answers`; return what it raised, or None."""
        subject.begin(f"{check.unit} {check.name}")
        if answers:
            rehearsed = self.grader.rehearsal.of(check)
            if answers == rehearsed.answers:
                subject.note(rehearsed.questions, answers)
                subject.evidence = rehearsed.evidence
                return None
            subject.foresee(rehearsed.questions, answers)
        return self.grader.suites.run(check, subject)

    def close(self):
        """Stop the worker that served all units."""
        if self.first:
            self.first.close()


def _telling(run):
    """Wrong numbers tell more than none; else what came on stand-ins is this unit's own."""
    return isinstance(run.problem, Wrong), run.on == "stand-ins"
