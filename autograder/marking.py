"""Marking: one submission under way through the checks of its units."""

from functools import partial

from autograder import verdict
from autograder.compare import Wrong
from autograder.rehearsal import numbers_only
from autograder.verdict import Run


class Marking:
    """Asks a submission what `grader` asks, a unit after the other; to be closed.

    explain   whether failing cases are shrunk
    tell      is called with each check's result as it is known, or None
    """

    def __init__(self, grader, submission, explain=True, tell=None):
        self.grader, self.submission, self.explain, self.tell = grader, submission, explain, tell
        self.tries = {}     # units that stand-ins replace -> FirstTry of all others
        # units: with a failed check; whose module never finished loading; whose code lost as many workers as may be
        self.failed, self.stuck, self.given_up = set(), set(), set()

    def results(self, unit, slow):
        """Return the results of the slow checks of `unit`, or of all others."""
        checks = [check for check in self.grader.checks if check.unit == unit.name and check.slow is slow]
        if unit.name not in self.submission.modules:
            return [verdict.absent(self.submission, unit, check, self.grader.points[check]) for check in checks]
        runs, tried, subjects = [], {}, self._subjects(unit, slow) if checks else {}
        try:
            for check in checks:
                runs.append(self._run(check, subjects, partial(self._tried, tried, unit, checks)))
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
        where one was given up. A stub says the same on any units, and on stand-ins nothing else goes wrong.
        """
        needs, hearsay = set(unit.needs), self.grader.hearsay(self.submission, unit)
        stand_ins = self.grader.stand_ins(self.submission, unit)
        subjects = {}
        if not (stand_ins and (self.stuck & needs or self.grader.is_stub(self.submission, unit))):
            subjects["own"] = self.grader.subject(self.submission, unit, slow=slow, hearsay=hearsay,
                                                  soon=self._soon(unit),
                                                  explain=self.explain and not stand_ins)
        if stand_ins:
            subjects["stand-ins"] = self.grader.subject(self.submission, unit, stand_ins, slow=slow, hearsay=hearsay,
                                                        explain=self.explain)
        in_vain = needs & (self.failed if slow else self.given_up)
        return dict(reversed(subjects.items())) if in_vain else subjects

    def _soon(self, unit):
        """Return what answers about `unit` before a worker is started for it, or None."""
        first = self._try("own", unit)
        return first and partial(first.answers, unit.name)

    def _try(self, on, unit):
        """Return the try of all own code; on stand-ins, with these for the units in which a check failed.

        Return None for a stub, where there are none, or where one was too slow or was lost: more would only take time.
        """
        if self.grader.is_stub(self.submission, unit):
            return None
        replaced = frozenset(self.failed & set(unit.needs)) if on == "stand-ins" else frozenset()
        in_vain = on == "stand-ins" and not replaced
        if self.submission.layout != "kit" or in_vain or any(one.over for one in self.tries.values()):
            return None
        if replaced not in self.tries:
            self._let_go()
            self.tries[replaced] = self.grader.first_try(self.submission, replaced)
        return self.tries[replaced]

    def _let_go(self):
        """Stop the tries on stand-ins for fewer units: each worker may hold all the memory that there is for one."""
        for before in [replaced for replaced in self.tries if replaced]:
            self.tries.pop(before).close()

    def _tried(self, tried, unit, checks, on, check):
        """Return the answers to what is rehearsed of `check`, None where none came.

        All `checks` of the unit are asked at once that have not passed, and `tried`, {on: {check: answers}}, keeps what
        came. On stand-ins for the wrong units only a right answer counts: a wrong one may be another own unit's fault.
        """
        if on not in tried:
            left = [each for each in checks if not any(self._is_right(each, came.get(each)) for came in tried.values())]
            batches = [self.grader.rehearsal.of(each).questions for each in left]
            one = self._try(on, unit)
            came = dict(zip(left, one.together(unit.name, batches), strict=True)) if one else {}
            tried[on] = {each: answers for each, answers in came.items()
                         if on == "own" or self._is_right(each, answers)}
        return tried[on].get(check)

    def _is_right(self, check, answers):
        return answers and answers == self.grader.rehearsal.of(check).answers

    def _close(self, unit, subjects):
        self.stuck |= {unit.name for subject in subjects.values() if subject.stuck}
        self.given_up |= {unit.name for subject in subjects.values() if subject.given_up}
        for subject in subjects.values():
            subject.close()

    def _run(self, check, subjects, tried):
        """Ask on one subject after another; where none passes, stand-ins show this unit's own failure."""
        runs = []
        for on, subject in subjects.items():
            problem = self._ask(check, subject, self._of_use(check, subjects, tried, on))
            evidence = subject.evidence if problem is None else getattr(problem, "evidence", {})
            runs.append(Run(check, problem, on, tuple(subject.asked), evidence))
            self.grader.witness(check, on, runs[-1].asked, problem)
            if problem is None:
                return runs[-1]
        self.failed.add(check.unit)
        return max(runs, key=_telling)

    def _of_use(self, check, subjects, tried, on):
        """Return the answers that were tried, None where errors among them may be told: each is asked for by itself.

        They are not told where own code is right on stand-ins for the units that are wrong.
        """
        answers = tried(on, check)
        if numbers_only(answers):
            return answers
        spared = answers and "stand-ins" in subjects and self._is_right(check, tried("stand-ins", check))
        return answers if spared else None

    def _ask(self, check, subject, answers):
        """Ask a check, to whose rehearsed questions there may be `answers`; return what it raised, or None."""
        subject.begin(f"{check.unit} {check.name}")
        if answers:
            rehearsed = self.grader.rehearsal.of(check)
            if self._is_right(check, answers):
                subject.note(rehearsed.questions, answers)
                subject.evidence = rehearsed.evidence
                return None
            subject.foresee(rehearsed.questions, answers)
        return self.grader.suites.run(check, subject)

    def close(self):
        """Stop the workers that served several units."""
        for one in self.tries.values():
            one.close()


def _telling(run):
    """Wrong numbers tell more than none; else what came on stand-ins is this unit's own."""
    return isinstance(run.problem, Wrong), run.on == "stand-ins"
