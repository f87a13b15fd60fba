"""Grade one submission: each unit on the student's own earlier units, and where a check fails on stand-ins."""

import re
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from autograder import verdict
from autograder.authoring.markers import strip_solutions, todo_texts
from autograder.compare import Gone, NotLoaded, Todo
from autograder.garbage import look_seldom
from autograder.hearsay import Hearsay
from autograder.host import Host, Limits, Status, WorkerGone, WorkerLost
from autograder.language import ENGLISH as say
from autograder.marking import Marking
from autograder.plugin import Suites
from autograder.points import asked, worth
from autograder.rehearsal import FirstTry, Rehearsal
from autograder.report import Report
from autograder.subject import Subject
from autograder.usage import Usage
from autograder.version import kit_version

ROOT = Path(__file__).parent.parent
SOLUTIONS = ROOT / "solutions"

#: what an existing engine's module is replaced by when its networks are tried on our Value
_ENGINE_STAND_IN = "from value import Value\n"

_DEFINITION = re.compile(r"^ *(?:def|class) (\w+)", re.MULTILINE)


class Grader:
    """Grades submissions one after another: pytest and the zygote are started once.

    assignment, seed, host   what is asked, the seed of this run, where student code runs
    checks, points           all checks of the suites that will be asked, and what each is worth
    rehearsal                what they ask of the solutions
    witness                  is called with each check, whose units it was asked on, what was asked, and the problem
    """

    def __init__(self, assignment, seed, *, tier=None, host=None):
        """`tier` is the wall to use, None the best that works here; or else a `host` is lent."""
        self.assignment, self.seed = assignment, seed
        self.host, self._lent = host or Host(tier, assignment.extras), host is not None
        look_seldom()
        self.suites = Suites(units=[unit.name for unit in assignment.units])
        self.checks = asked(self.suites.checks, assignment)
        self.points = worth(self.checks, assignment)
        self.rehearsal = Rehearsal(self.suites, seed, assignment)
        self._given = {Path(name).stem: (SOLUTIONS / name).read_text(encoding="utf-8") for name in assignment.files}
        self._solutions = {unit.name: (SOLUTIONS / unit.file).read_text(encoding="utf-8") for unit in assignment.units}
        self.witness = lambda check, on, asked, problem: None
        self._workers = []      # (unit, worker) of the submission that was graded last
        self._names = {name: _DEFINITION.findall(text) for name, text in self._solutions.items()}
        self._todo = {name: todo_texts(text, f"{name}.py") for name, text in self._solutions.items()}
        self._stubs = {name: _code(strip_solutions(text, f"{name}.py")) for name, text in self._solutions.items()}

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
        self._workers = []
        chosen = [unit for unit in self.assignment.units if not units or unit.name in units]
        with closing(Marking(self, submission, explain, tell)) as marking:
            results = [result for unit in chosen for long in ((False, True) if slow else (False,))
                       for result in marking.results(unit, long)]
        return Report(kit=kit_version(), submission=submission.name, digest=submission.digest, seed=self.seed,
                      wall=self.host.tier, layout=submission.layout, bonus=self.assignment.bonus, checks=tuple(results),
                      notes=(*submission.notes, *verdict.lacking(results)))

    @property
    def usage(self):
        """What the submission that was graded last took: {unit: Usage}."""
        usage = dict.fromkeys((unit for unit, _ in self._workers), Usage())
        for unit, worker in self._workers:
            usage[unit] += worker.usage
        return usage

    def hearsay(self, submission, unit):
        """Return the judge of what workers say about `unit` of a submission."""
        return Hearsay(submission, self._names[unit.name], self._todo[unit.name])

    def stand_ins(self, submission, unit):
        """Sources that replace the student's own for the units before this one; none where they share its module."""
        module = submission.modules[unit.name]
        needs = [need for need in unit.needs if submission.modules.get(need) != module]
        if submission.layout == "kit":
            stand_ins = {need: self._solutions[need] for need in needs}
            # Where they are its own already, as in `verify`, a second try would be the first once more.
            return {} if stand_ins.items() <= submission.sources.items() else stand_ins
        engines = {submission.modules[need]: _ENGINE_STAND_IN for need in needs if need in submission.modules}
        return engines | {need: self._solutions[need] for need in needs} if engines else {}

    def is_stub(self, submission, unit):
        """Whether a unit was handed in as it was handed out, but for comments."""
        source = submission.sources[submission.modules[unit.name]]
        return "NotImplementedError" in source and _code(source) == self._stubs[unit.name]

    def first_try(self, submission, replaced=()):
        """Return the first try of a submission: what was rehearsed is asked of all of its own code in one worker.

        The solutions stand in for the units `replaced`.
        """
        sources, limits = submission.sources | self._given, self.assignment.limits
        sources, modules = sources | {name: self._solutions[name] for name in replaced}, submission.modules
        return FirstTry(lambda: self._worker("together", sources, modules | {name: name for name in replaced},
                                             _limited(limits)), limits.wall_seconds)

    def _worker(self, name, *about):
        """Return a fresh worker, whose usage is counted under `name`."""
        worker = self.host.worker(*about)
        self._workers.append((name, worker))
        return worker

    def subject(self, submission, unit, stand_ins=None, *, slow=False, explain=True, hearsay=None, soon=None):
        """Return the subject of the checks of `unit`: the submission's own units, or `stand_ins` in place of some.

        stand_ins   {module name: source}
        slow        whether there has to be time for a whole training
        hearsay     what is known of the workers' words; those of a worker with stand-ins are repeated with care
        soon        is asked before a worker is started for this unit; see `Subject`
        """
        stand_ins, hearsay = stand_ins or {}, hearsay or Hearsay(submission)
        heard = hearsay.second_hand if stand_ins or unit.catches else hearsay.first_hand
        limits, moons = self.assignment.limits_of(unit.name), self.assignment.moons
        worker_limits = _limited(limits, slow * moons.seeds * limits.training_seconds)
        sources = submission.sources | self._given | stand_ins
        modules = submission.modules | {name: name for name in stand_ins if name in self._solutions}

        def start(others):
            try:
                modules_there = modules | {name: name for name in others}
                worker = self._worker(unit.name, sources | others, modules_there, worker_limits)
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

        return Subject(start, soon=soon, seed=self.seed, layout=submission.layout, moons=moons, limits=limits,
                       explain=explain, heard=heard, source=submission.sources[submission.modules[unit.name]],
                       catches=unit.catches)


@lru_cache(maxsize=16)      # asked for several times while a submission is graded
def _code(text):
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _limited(limits, more_seconds=0):
    return Limits(cpu_seconds=limits.cpu_seconds + more_seconds, memory_mib=limits.memory_mib,
                  text_bytes=limits.text_bytes)


def _importable(text):
    """Return what to say where the text of an error is about a module that is not there, else nothing."""
    if "ModuleNotFoundError: " not in text:
        return ""
    return "\n\n" + say("Graded code can import most of Python's own library, numpy and your own modules: import "
                        "anything else inside the function that uses it, not at the top.")
