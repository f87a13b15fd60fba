"""A cohort: what is known of all students together, collected from their reports one by one.

Of a report no more is kept than its points and a letter for each check, so a thousand fit easily.
"""

from collections import Counter
from dataclasses import dataclass

from autograder.report import Outcome
from autograder.views.figures import far_out, histogram, point_biserial, spread

#: a letter for what became of a check; BORROWED passed on correct earlier units, ABSENT is in another's report
LETTERS = {Outcome.PASSED: "p", Outcome.FAILED: "f", Outcome.ERROR: "e", Outcome.TODO: "t", Outcome.SKIPPED: "s"}
BORROWED, ABSENT = "b", "-"
PASSED, NOT_ASKED = "p" + BORROWED, "s" + ABSENT

#: what of a submission's usage is looked at: {key: (what it is, its unit)}
USAGE = {"cpu_seconds": ("processor time", "s"), "wall_seconds": ("time", "s"), "peak_mib": ("memory", "MiB")}


@dataclass(frozen=True, slots=True)
class Student:
    """One report, in short.

    name       of its files; `submission` is what it is called
    outcomes   a letter for each check of the cohort, in its order
    earned, possible   points of all units, bonus units among them
    usage      {key of USAGE: number}; {} where nothing is known
    """

    name: str
    submission: str
    score: float
    max_score: float
    units: tuple
    outcomes: str
    wall: str
    usage: dict

    @property
    def share(self):
        """The share of points, from 0 to 1: bonus points do not go beyond."""
        return min(self.score / self.max_score, 1.0) if self.max_score else 0.0

    @property
    def by_unit(self):
        """The points of each unit, {name: UnitResult}."""
        return {unit.name: unit for unit in self.units}


@dataclass(frozen=True)
class Check:
    """What became of one check: how many had each outcome, and whether it tells the strong from the weak.

    share            of those who were asked, how many passed; None where nobody was
    discrimination   see `figures.point_biserial`
    """

    unit: str
    name: str
    title: str
    points: float
    counts: dict
    asked: int
    share: float | None
    discrimination: float | None


@dataclass(frozen=True)
class Mistake:
    """A known mistake, and who gave just its wrong numbers."""

    unit: str
    id: str
    name: str
    hint: str
    smallest: str
    students: tuple


@dataclass(frozen=True)
class Outlier:
    """Somebody whose code took far more of something than that of the others; `number` and `median` in `unit`."""

    student: Student
    what: str
    number: float
    median: float
    unit: str


class Cohort:
    """Collects reports; `students` are in the order of their coming."""

    def __init__(self):
        self.students, self.runs = [], Counter()
        self._checks, self._mistakes, self._counted = {}, {}, None

    def add(self, name, report, usage=None):
        """Take note of a report; `usage` is what its workers took, {} or None where that is not known."""
        letters, self._counted = {}, None
        for check in report.checks:
            key = (check.unit, check.name)
            # A skipped check may be worth nothing in one report, and its points in another.
            self._checks[key] = check.title, max(check.max_score, self._checks.get(key, ("", 0))[1])
            letters[key] = BORROWED if check.outcome is Outcome.PASSED and check.on == "stand-ins" else (
                LETTERS[check.outcome])
            for mistake in check.mistakes:
                found = self._mistakes.setdefault(mistake["id"], (check.unit, mistake, {}))
                found[2][name] = report.submission
        self.runs[report.kit, report.seed] += 1
        self.students.append(Student(
            name, report.submission, report.score, report.max_score, report.units,
            "".join(letters.get(key, ABSENT) for key in self._checks), report.wall, usage or {}))

    @property
    def units(self):
        """The names of all units, in the order of the checks."""
        return list(dict.fromkeys(unit for unit, _ in self._checks))

    def outcomes(self, student):
        """Return a student's letter for each check: those known only from later reports are absent."""
        return student.outcomes.ljust(len(self._checks), ABSENT)

    def scores(self):
        """Return the spread of the shares of points, None of an empty class, and how many lie in each twentieth."""
        shares = [student.share for student in self.students]
        return spread(shares), histogram(shares)

    def checks(self):
        """Return a `Check` for each check, in their order."""
        self._counted = self._counted or self._count()
        return self._counted

    def _count(self):
        columns = list(zip(*map(self.outcomes, self.students), strict=True)) or [()] * len(self._checks)
        totals = [(sum(u.score for u in s.units), sum(u.max_score for u in s.units)) for s in self.students]
        return [self._check(key, column, totals) for key, column in zip(self._checks, columns, strict=True)]

    def _check(self, key, column, totals):
        title, points = self._checks[key]
        counts = Counter(column)
        asked = [(letter in PASSED, total) for letter, total in zip(column, totals, strict=True)
                 if letter not in NOT_ASKED]
        passed = [good for good, _ in asked]
        others = [(earned - good * points) / (possible - points) if possible > points else 0.0
                  for good, (earned, possible) in asked]
        return Check(*key, title, points, {letter: counts[letter] for letter in (*LETTERS.values(), BORROWED)},
                     len(asked), sum(passed) / len(asked) if asked else None, point_biserial(passed, others))

    def mistakes(self):
        """Return a `Mistake` for each known mistake that somebody made, the most frequent first."""
        found = [Mistake(unit, students=tuple(students.items()), **mistake)
                 for unit, mistake, students in self._mistakes.values()]
        return sorted(found, key=lambda mistake: (-len(mistake.students), mistake.unit, mistake.id))

    def outliers(self):
        """Return an `Outlier` for whoever took far more time or memory than the others, the furthest first."""
        return [outlier for key in USAGE for outlier in self._outliers(key)]

    def _outliers(self, key):
        known = [student for student in self.students if key in student.usage]
        numbers = [student.usage[key] for student in known]
        bound = far_out(numbers)
        return [Outlier(student, USAGE[key][0], student.usage[key], spread(numbers).median, USAGE[key][1])
                for student in sorted(known, key=lambda student: -student.usage[key]) if student.usage[key] > bound]

    def walls(self):
        """Return who was graded behind which wall, {wall: students}, the most used first."""
        walls = {}
        for student in self.students:
            walls.setdefault(student.wall, []).append(student)
        return dict(sorted(walls.items(), key=lambda wall: -len(wall[1])))
