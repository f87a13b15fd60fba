"""Grade one submission: each unit on the student's own earlier units, and where a check fails on stand-ins."""

import json
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from autograder.authoring.markers import todo_texts
from autograder.compare import Gone, Missing, NotLoaded, Todo, Unanswered, Wrong
from autograder.garbage import look_seldom
from autograder.hearsay import Hearsay
from autograder.host import Host, Limits, Status, WorkerGone, WorkerLost
from autograder.inert import inert
from autograder.language import ENGLISH as say
from autograder.layout import lacks
from autograder.naming import Question, Talk, named, told
from autograder.plugin import Suites
from autograder.rehearsal import FirstTry, Rehearsal
from autograder.report import CheckResult, Outcome, Report
from autograder.subject import Subject
from autograder.usage import Usage
from autograder.version import kit_version

ROOT = Path(__file__).parent.parent
SOLUTIONS = ROOT / "solutions"

#: what an existing engine's module is replaced by when its networks are tried on our Value
_ENGINE_STAND_IN = "from value import Value\n"

_DEFINITION = re.compile(r"^ *(?:def|class) (\w+)", re.MULTILINE)
_NEED_NOT = "An existing engine need not have this"


@dataclass(frozen=True)
class _Run:
    """A check was asked: what it raised or None, on whose earlier units, questions with answers, for a picture."""

    check: object
    problem: Exception | None
    on: str
    asked: tuple
    evidence: dict


class Grader:
    """Grades submissions one after another: pytest and the zygote are started once.

    assignment, seed, host   what is asked, the seed of this run, where student code runs
    checks                   all checks of the suites that will be asked
    witness                  is called with each check, whose units it was asked on, what was asked, and the problem
    """

    def __init__(self, assignment, seed, *, tier=None, host=None):
        """`tier` is the wall to use, None the best that works here; or else a `host` is lent."""
        self.assignment, self.seed = assignment, seed
        self.host, self._lent = host or Host(tier, extras_of(assignment)), host is not None
        look_seldom()
        self.suites = Suites(units=[unit.name for unit in assignment.units])
        self.checks = asked(self.suites.checks, assignment)
        self._points = worth(self.checks, assignment)
        self._rehearsal = Rehearsal(self.suites, seed, assignment)
        self._given = {Path(name).stem: (SOLUTIONS / name).read_text(encoding="utf-8") for name in assignment.files}
        self._solutions = {unit.name: (SOLUTIONS / unit.file).read_text(encoding="utf-8") for unit in assignment.units}
        self.witness = lambda check, on, asked, problem: None
        self._workers = []      # (unit, worker) of the submission that was graded last
        self._names = {name: _DEFINITION.findall(text) for name, text in self._solutions.items()}
        self._todo = {name: todo_texts(text, f"{name}.py") for name, text in self._solutions.items()}

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        if not self._lent:
            self.host.close()

    def grade(self, submission, *, units=None, slow=True, explain=True, tell=None):
        """Return the report of `submission`; `tell` is called with each check's result as it is known.

        `units` are the names of the units to grade, all by default. Without `slow` no network is trained on moons.
        Without `explain` failures are not shrunk: the outcomes are the same.
        """
        results, stuck, self._workers = [], set(), []
        first = FirstTry(partial(self._first_worker, submission)) if submission.layout == "kit" else None
        try:
            for unit in self.assignment.units:
                if units and unit.name not in units:
                    continue
                for kind in (False, True) if slow else (False,):
                    checks = [check for check in self.checks if check.unit == unit.name and check.slow is kind]
                    results += self._grade_unit(submission, unit, checks, first, stuck, explain, tell)
        finally:
            if first:
                first.close()
        return Report(kit=kit_version(), submission=submission.name, digest=submission.digest, seed=self.seed,
                      wall=self.host.tier, layout=submission.layout, bonus=self.assignment.bonus, checks=tuple(results),
                      notes=(*submission.notes, *_lacking(results)))

    @property
    def usage(self):
        """What the submission that was graded last took: {unit: Usage}."""
        usage = dict.fromkeys((unit for unit, _ in self._workers), Usage())
        for unit, worker in self._workers:
            usage[unit] += worker.usage
        return usage

    def _grade_unit(self, submission, unit, checks, first, stuck, explain, tell):
        """Return the results of `checks`; a unit whose module never finished loading is added to `stuck`."""
        if unit.name not in submission.modules:
            return [self._absent(submission, unit, check) for check in checks]
        stand_ins, slow = self._stand_ins(submission, unit), any(check.slow for check in checks)
        own, borrowed, hearsay = None, None, Hearsay(submission, self._names[unit.name], self._todo[unit.name])
        if not (stand_ins and stuck & set(unit.needs)):
            own = self.subject(submission, unit, slow=slow, explain=explain and not stand_ins, hearsay=hearsay)
        if stand_ins:
            borrowed = self.subject(submission, unit, stand_ins, slow=slow, explain=explain, hearsay=hearsay)
        runs = []
        try:
            for check in checks:
                runs.append(self._run(check, own, borrowed, first))
                if tell:
                    tell(self._result(submission, runs[-1]))
        finally:
            for subject in filter(None, (own, borrowed)):
                if subject.stuck:
                    stuck.add(unit.name)
                subject.close()
        names = {} if slow else _named(submission, unit, runs)
        return [self._result(submission, run, names.get(run.check.name, ())) for run in runs]

    def _run(self, check, own, borrowed, first):
        """Ask on the student's own units; where that fails, on stand-ins, whose failure is this unit's alone."""
        problem, on, asked, evidence = None, "", (), {}
        for subject, name, first in ((own, "own", first), (borrowed, "stand-ins", None)):
            if subject is not None:
                problem, on, asked = self._asked_about(check, subject, first), name, tuple(subject.asked)
                self.witness(check, on, asked, problem)
                evidence = getattr(problem, "evidence", subject.evidence if problem is None else {})
                if problem is None:
                    break
        return _Run(check, problem, on, asked, evidence)

    def _asked_about(self, check, subject, first):
        """Ask a check; return what it raised, or None."""
        subject.begin(f"{check.unit} {check.name}")
        questions, right = self._rehearsal.of(check) if first else ([], [])
        answers = first.answers(questions) if questions else None
        if answers and answers == right:
            subject.asked += [(*question, answer) for question, answer in zip(questions, answers, strict=True)]
            return None
        if answers:
            subject.foresee(questions, answers)
        return self.suites.run(check, subject)

    def _result(self, submission, run, mistakes=()):
        """Return what became of a check; `mistakes` are the known ones that give the same wrong answers."""
        check, problem, on, outcome = run.check, run.problem, run.on, _outcome(run.problem)
        elsewhere = submission.layout != "kit"
        if elsewhere and ((outcome is not Outcome.PASSED and check.kit_only) or _is_lacking(submission, run)):
            need_not = say("An existing engine need not have this: {why}", why=inert(str(problem)))
            return _made(check, Outcome.SKIPPED, need_not, on, 0)
        if outcome is Outcome.ERROR and not isinstance(problem, Unanswered):
            return _made(check, outcome, say(
                "The grader itself failed here, so this check is not counted. Please report it: {error}",
                error=f"{type(problem).__name__}: {inert(str(problem))}"), on, 0)
        message = "" if problem is None else _message(check, problem)
        return _made(check, outcome, message, on, self._points[check], hint=check.hint if message else "",
                     mistakes=tuple(map(told, mistakes)), evidence=run.evidence)

    def _absent(self, submission, unit, check):
        if submission.layout == "kit" or unit.name in submission.problems:
            sentence = submission.problems.get(unit.name, say("{file} is missing.", file=unit.file))
            return _made(check, Outcome.ERROR, sentence, "", self._points[check])
        without = say("This submission is an engine without the unit {unit}.", unit=unit.name)
        return _made(check, Outcome.SKIPPED, without, "", 0)

    def _stand_ins(self, submission, unit):
        """Sources that replace the student's own for the units before this one; none where they share its module."""
        module = submission.modules[unit.name]
        needs = [need for need in unit.needs if submission.modules.get(need) != module]
        if submission.layout == "kit":
            stand_ins = {need: self._solutions[need] for need in needs}
            # Where they are its own already, as in `verify`, a second try would be the first once more.
            return {} if stand_ins.items() <= submission.sources.items() else stand_ins
        engines = {submission.modules[need]: _ENGINE_STAND_IN for need in needs if need in submission.modules}
        return engines | {need: self._solutions[need] for need in needs} if engines else {}

    def _first_worker(self, submission):
        """Return a worker with all of a submission's own code."""
        worker = self.host.worker(submission.sources | self._given, submission.modules, _limited(self.assignment.limits))
        self._workers.append(("together", worker))
        return worker

    def subject(self, submission, unit, stand_ins=None, *, slow=False, explain=True, hearsay=None):
        """Return the subject of the checks of `unit`: the submission's own units, or `stand_ins` in place of some.

        stand_ins   {module name: source}
        slow        whether there has to be time for a whole training
        hearsay     what is known of the workers' words; those of a worker with stand-ins are repeated with care
        """
        stand_ins, hearsay = stand_ins or {}, hearsay or Hearsay(submission)
        heard = hearsay.second_hand if stand_ins or unit.catches else hearsay.first_hand
        limits, moons = self.assignment.limits_of(unit.name), self.assignment.moons
        worker_limits = _limited(limits, slow * moons.seeds * limits.training_seconds)
        sources = submission.sources | self._given | stand_ins
        modules = submission.modules | {name: name for name in stand_ins if name in self._solutions}

        def start(others):
            try:
                worker = self.host.worker(sources | others, modules | {name: name for name in others}, worker_limits)
                self._workers.append((unit.name, worker))
                (answer,) = worker.ask([("load", {"unit": unit.name}, 0)], limits.wall_seconds)
            except WorkerLost:
                raise
            except WorkerGone as gone:
                raise Gone(say("The module did not load: {error}. Is there a loop outside of every function?"
                               if gone.is_slow else "The module did not load: {error}", error=gone)) from None
            if answer.status is Status.ANSWERED:
                return worker
            worker.close()
            kind = Todo if answer.status is Status.TODO else NotLoaded
            raise kind(say("The module did not load: {error}", error=heard(answer.text)) + _importable(answer.text))

        return Subject(start, seed=self.seed, layout=submission.layout, moons=moons, limits=limits, explain=explain,
                       heard=heard, source=submission.sources[submission.modules[unit.name]], catches=unit.catches)


def _limited(limits, more_seconds=0):
    return Limits(cpu_seconds=limits.cpu_seconds + more_seconds, memory_mib=limits.memory_mib,
                  text_bytes=limits.text_bytes)


def _importable(text):
    """Return what to say where the text of an error is about a module that is not there, else nothing."""
    if "ModuleNotFoundError: " not in text:
        return ""
    return "\n\n" + say("Graded code can import Python's own library, numpy and your own modules: import anything else "
                        "inside the function that uses it, not at the top.")


def extras_of(assignment):
    """Return the packages that student code may import besides Python's library and numpy."""
    return ("pytest",) if any(unit.catches for unit in assignment.units) else ()


def asked(checks, assignment):
    """Return those of `checks` that the assignment asks: of its units and, where about a known mistake, of those."""
    catches = {unit.name: (None, *unit.catches) for unit in assignment.units}
    return tuple(check for check in checks if check.about in catches.get(check.unit, ()))


def worth(checks, assignment):
    """Return {check: points}: what stands beside it, or its share of the points that the assignment gives its unit.

    Shares are whole hundredths of a point that add up to the unit's points: what rounding down leaves goes to those
    that lost most by it.
    """
    points = {check: check.points for check in checks}
    for unit in assignment.units:
        inside = [check for check in checks if check.unit == unit.name]
        if unit.points is not None and inside:
            points |= _shares(inside, round(unit.points * 100))
    return points


def _shares(checks, hundredths):
    exact = {check: hundredths * check.points / sum(c.points for c in checks) for check in checks}
    shares = {check: int(share) for check, share in exact.items()}
    left = hundredths - sum(shares.values())
    for check in sorted(checks, key=lambda check: shares[check] - exact[check])[:left]:
        shares[check] += 1
    return {check: share / 100 for check, share in shares.items()}


def _outcome(problem):
    """What a check's exception means."""
    for kind, outcome in ((type(None), Outcome.PASSED), (Wrong, Outcome.FAILED), (Todo, Outcome.TODO),
                          (Missing, Outcome.FAILED), (pytest.skip.Exception, Outcome.SKIPPED)):
        if isinstance(problem, kind):
            return outcome
    return Outcome.ERROR


def _named(submission, unit, runs):
    """Return {check: the known mistakes that explain its failure}, for the checks of a unit that gave wrong answers."""
    if all(run.problem is None for run in runs):
        return {}
    module = submission.modules[unit.name]
    units = {name for name, other in submission.modules.items() if other == module}     # an engine holds several
    telling = [run for run in runs if run.problem is None or type(run.problem) in (Wrong, Unanswered)]
    return named(units, [Talk(run.check.name, run.problem is None, tuple(map(_pair, run.asked))) for run in telling])


def _pair(asked):
    probe, arguments, size, answer = asked
    return Question(probe, json.dumps(arguments), size), answer


def _is_lacking(submission, run):
    """Whether a check asked for something that this existing engine does not have."""
    missing = isinstance(run.problem, Missing) and re.fullmatch(r"there is no `(\w+)`", str(run.problem))
    if not missing:
        return False
    asked = json.dumps([question[:2] for question in run.asked])
    return lacks(missing[1], asked, submission.sources.values())


def _message(check, problem):
    text = inert(str(problem))
    if isinstance(problem, Todo):
        return say("Not written yet. {stub}", stub=text) if text else say("Not written yet.")
    if isinstance(problem, (Gone, NotLoaded)):
        return text
    return f"{text}\n\n{check.hint}".strip("\n")


def _lacking(results):
    """Name what an existing engine does not have, in a note for its report."""
    skipped = [result for result in results if result.message.startswith(_NEED_NOT)]
    absent = [(re.search(r"there is no `(\w+)`", result.message), result.name) for result in skipped]
    lacks = dict.fromkeys(match[1] if match else name.replace("_", " ") for match, name in absent)
    return [say("not counted, for this engine lacks it: {what}", what=", ".join(lacks))] if lacks else []


def _made(check, outcome, message, on, points, **explanation):
    score = points if outcome is Outcome.PASSED else 0
    return CheckResult(unit=check.unit, name=check.name, title=check.title, outcome=outcome, score=score,
                       max_score=points, message=message, on=on, **explanation)
