"""Prove the kit: what is right passes, what is not fails, and every check is there for a reason.

The cases are whole submissions, made from the solutions: the solutions themselves, the untouched stubs, one unit that
raises, the solutions up to a unit and stubs after it, and each known mistake.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.authoring import release
from autograder.authoring.markers import strip_solutions
from autograder.grading import Grader
from autograder.mistakes import mistakes
from autograder.pool import interrupts_held, processes
from autograder.report import Outcome, write_whole
from autograder.submission import Submission

ROOT = Path(__file__).parents[2]
POINTS = 100
SEED = 20
CPU_SECONDS = 2     # a known mistake that never ends is stopped after so long: no unit's checks need a tenth of it

#: How many checks each unit has: a suite that is no longer collected must not pass unseen.
CHECKS = {"derivative": 7, "value": 37, "backward": 56, "nn": 17, "training": 9,
          "softmax": 12, "optimizers": 14, "arrays": 26, "my_tests": 37}


#: unit -> its check that trains a network on unseen data
SLOW = {"training": "moons", "softmax": "spirals", "arrays": "moons_at_once"}

#: Of the known mistakes that change numbers so many must be named by them, before all that give the same.
NAMED = 0.95


@dataclass(frozen=True)
class Case:
    """A submission made from the solutions; whether a network is trained for long, and which units are graded."""

    name: str
    sources: dict
    slow: bool = False
    units: tuple | None = None


@dataclass(frozen=True)
class Result:
    """A case's outcomes: {(unit, check): outcome}, its score, and {(unit, check): ids of the mistakes named}.

    lost   the points that were not earned, of bonus units too
    """

    name: str
    outcomes: dict
    score: float
    max_score: float
    named: dict = field(default_factory=dict)
    lost: float = 0.0

    def without(self, *outcomes):
        """The (unit, check) pairs whose outcome is none of these."""
        return [check for check, outcome in self.outcomes.items() if outcome not in outcomes]


def cases(assignment):
    """Return all cases but the mistakes."""
    solved = {unit.name: (ROOT / "solutions" / unit.file).read_text(encoding="utf-8") for unit in assignment.units}
    stubs = {name: strip_solutions(text, f"solutions/{name}.py") for name, text in solved.items()}
    raising = {name: text.replace("raise NotImplementedError", "raise RuntimeError") for name, text in stubs.items()}
    names = list(solved)
    made = [Case("the solutions", solved, slow=True), Case("the untouched stubs", stubs, slow=True)]
    made += [Case(f"{name} replaced by a raise", solved | {name: raising[name]}, slow=name in SLOW)
             for name in names]
    for k, last in enumerate(names[:-1]):
        made.append(Case(f"solutions up to {last}", solved | {name: stubs[name] for name in names[k + 1:]}))
    return made


def mistake_cases(assignment):
    """Return one case for each known mistake: its unit and those after it, for none before it can use it.

    A unit of tests is put before engines of the kit, which no other unit's mistake changes.
    """
    solved = {unit.name: (ROOT / "solutions" / unit.file).read_text(encoding="utf-8") for unit in assignment.units}
    names = list(solved)
    alone = {unit.name for unit in assignment.units if unit.catches}
    return [Case(m.id, solved | {m.unit: m.apply(solved[m.unit])}, m.moons,
                 (m.unit, *[name for name in names[names.index(m.unit) + 1:] if name not in alone]))
            for m in mistakes() if m.unit in names]


_grader = None


def _start(assignment):
    global _grader
    _grader = Grader(replace(assignment, limits=replace(assignment.limits, cpu_seconds=CPU_SECONDS)), SEED)


def _grade(case):
    submission = Submission(name=case.name, layout="kit", sources=case.sources, modules={n: n for n in case.sources},
                            problems={}, notes=(), digest="")
    report = _grader.grade(submission, units=case.units, slow=case.slow, explain=False)
    outcomes = {(check.unit, check.name): check.outcome for check in report.checks}
    named = {(check.unit, check.name): [m["id"] for m in check.mistakes] for check in report.checks if check.mistakes}
    return Result(case.name, outcomes, report.score, report.max_score, named,
                  sum(unit.max_score - unit.score for unit in report.units))


def _graded(assignment, todo, jobs, advance):
    # The longest first, so that no process trains alone at the end.
    todo = sorted(todo, key=lambda case: not case.slow)
    results = {}
    with processes(jobs, _start, assignment) as pool:
        with interrupts_held():
            graded = pool.map(_grade, todo)
        for result in graded:
            results[result.name] = result
            advance()
    return results


def run(assignment, console, progress, *, jobs, matrix, names=None):
    """Grade all cases, print what was found; return 0 where nothing is wrong, else 1."""
    plain, wrong = cases(assignment), mistake_cases(assignment)
    with progress(console) as shown:
        task = shown.add_task("verify", total=len(plain) + len(wrong))
        results = _graded(assignment, plain + wrong, jobs, lambda: shown.advance(task))
    problems = [*stale(), *judged(assignment, results), *matrix_problems(results), *naming_problems(results)]
    _print_matrix(console, results)
    console.print(f"\n{naming_text(results)}", markup=False)
    for path, table in ((matrix, matrix_csv), (names, names_csv)):
        if path:
            write_whole(path, table(results))
    for problem in problems:
        console.print(f"PROBLEM: {problem}", markup=False)
    console.print(f"\n{len(plain) + len(wrong)} submissions, {len(results['the solutions'].outcomes)} checks, "
                  f"{len(wrong)} known mistakes: {len(problems) or 'no'} problems", markup=False)
    return 1 if problems else 0


def stale():
    """Say which generated files are out of date."""
    return [f"{problem}. Run `python -m autograder release --exercises` and commit the result."
            for problem in release.stale_exercises(ROOT)]


def judged(assignment, results):
    """Compare every case that is no mistake with what must come out."""
    solution = results["the solutions"]
    counts = Counter(unit for unit, _ in solution.outcomes)
    yield from (f"{unit} has {counts[unit]} checks, not {CHECKS.get(unit)}: if that is meant, say so in verify.CHECKS."
                for unit in {**CHECKS, **counts} if counts[unit] != CHECKS.get(unit))
    if solution.max_score != POINTS:
        yield f"the checks are worth {solution.max_score} points in all, not {POINTS}."
    if solution.without(Outcome.PASSED):
        yield f"the solutions get {solution.score} of {solution.max_score}: {_some(solution.without(Outcome.PASSED))}"
    stubs = results["the untouched stubs"]
    if stubs.score or stubs.without(Outcome.TODO):
        yield f"the untouched stubs get {stubs.score} points; not todo: {_some(stubs.without(Outcome.TODO))}"
    names = [unit.name for unit in assignment.units]
    for k, name in enumerate(names):
        yield from _replaced(name, results[f"{name} replaced by a raise"])
        if k < len(names) - 1:
            yield from _prefix(names[: k + 1], results[f"solutions up to {name}"])


def _replaced(unit, result):
    for (where, check), outcome in result.outcomes.items():
        if (outcome is Outcome.PASSED) is (where == unit):
            yield f"with {unit} replaced by a raise, {where}: {check} is {outcome.value}."


def _prefix(done, result):
    for (where, check), outcome in result.outcomes.items():
        right = Outcome.PASSED if where in done else Outcome.TODO
        if outcome is not right:
            yield f"with the solutions up to {done[-1]}, {where}: {check} is {outcome.value}, not {right.value}."


def matrix_problems(results):
    """Say which mistake is not caught, or costs a point in another unit."""
    for mistake in mistakes():
        failing = results[mistake.id].without(Outcome.PASSED)
        units = {unit for unit, _ in failing}
        if mistake.unit not in units:
            yield f"mistake {mistake.id} ({mistake.name}) passes every check of {mistake.unit}."
        for other in units - {mistake.unit}:
            where = _some(check for check in failing if check[0] == other)
            yield f"mistake {mistake.id} of {mistake.unit} fails in {other}: {where}"
        if mistake.moons and (mistake.unit, SLOW[mistake.unit]) not in failing:
            yield f"mistake {mistake.id} ({mistake.name}) passes the {SLOW[mistake.unit]} check."


def naming_problems(results):
    """Say where a mistake is named that was not made, and if too few are named that were."""
    wrong = {mistake.id for mistake in mistakes()}
    for name, result in results.items():
        if name not in wrong and result.named and not name.endswith("replaced by a raise"):
            yield f"in {name} a mistake is named: {result.named}"
    first, changed = _well_named(results)
    if len(first) < NAMED * len(changed):
        missed = ", ".join(sorted(changed - first))
        yield f"of {len(changed)} known mistakes that change numbers only {len(first)} are named first: not {missed}."


def _well_named(results):
    """The mistakes that are named before all others wherever one is named; those that change numbers.

    What students' own tests lack changes no number of theirs, so it is not named.
    """
    changed = {m.id for m in mistakes() if m.unit != "my_tests" and Outcome.FAILED in results[m.id].outcomes.values()}
    first = {name for name in changed if {ids[0] for ids in results[name].named.values()} == {name}}
    return first, changed


def naming_text(results):
    """Return a sentence about how many mistakes are named by their own numbers."""
    first, changed = _well_named(results)
    named = {m.id for m in mistakes() if any(m.id in ids for ids in results[m.id].named.values())}
    return (f"{len(first)} of {len(changed)} known mistakes that change numbers are named, first of all; "
            f"{len(named)} of all {len(mistakes())} are named.")


def names_csv(results):
    """Return what was named for what as CSV: a row for each check that a mistake fails."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["made", "name", "unit", "check", "outcome", "named"])
    for mistake in mistakes():
        result = results[mistake.id]
        for unit, check in result.without(Outcome.PASSED):
            ids = " ".join(result.named.get((unit, check), ()))
            writer.writerow([mistake.id, mistake.name, unit, check, result.outcomes[unit, check].value, ids])
    return out.getvalue()


def _some(checks):
    checks = [f"{unit}: {name}" for unit, name in checks]
    return ", ".join(checks[:5]) + (f" and {len(checks) - 5} more" if len(checks) > 5 else "")


def _print_matrix(console, results):
    alone = Counter()
    for mistake in mistakes():
        result = results[mistake.id]
        failing = [name for _, name in result.without(Outcome.PASSED)]
        if len(failing) == 1:
            alone[mistake.unit, failing[0]] += 1
        lost = f"{result.lost:g}"
        names = ", ".join(failing[:3]) + (f" and {len(failing) - 3} more" if len(failing) > 3 else "")
        console.print(f"{mistake.id:<8} {mistake.unit:<10} {lost:>5} points   {mistake.name}: {names}", markup=False)
    console.print(f"\n{len(alone)} checks are the only one that catches some mistake:", markup=False)
    for (unit, name), count in sorted(alone.items()):
        console.print(f"  {unit}: {name} ({count})", markup=False)


def matrix_csv(results):
    """Return the matrix as CSV: a row for each mistake, a column for each check, 1 where it fails."""
    checks = list(results["the solutions"].outcomes)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["mistake", "unit", *[f"{unit}: {name}" for unit, name in checks]])
    for mistake in mistakes():
        outcomes = results[mistake.id].outcomes
        writer.writerow([mistake.id, mistake.unit,
                         *["" if c not in outcomes else int(outcomes[c] is not Outcome.PASSED) for c in checks]])
    return out.getvalue()
