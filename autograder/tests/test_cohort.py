"""A class in numbers, each against what can be counted by hand."""

import json
import math

import pytest
from strangers import MISTAKE, failed, report_of

from autograder.report import CheckResult, Outcome
from autograder.usage import Usage, usage_json
from autograder.views.class_report import class_csv, class_json, collected, read_duplicates, read_people, write_class
from autograder.views.cohort import Cohort


def check(name, outcome, points=1, unit="value", on="own", **changes):
    """A check's result: full points where it passed."""
    score = points if outcome == "passed" else 0
    return CheckResult(unit, name, f"About {name}.", Outcome(outcome), score, points, on=on, **changes)


def cohort_of(**classes):
    """A cohort of {name: checks}."""
    cohort = Cohort()
    for name, checks in classes.items():
        cohort.add(name, report_of(*checks, submission=name))
    return cohort


@pytest.fixture
def cohort():
    """Four students, three checks worth 1, 2 and 3 points: scores 6, 3, 2 and 0."""
    return cohort_of(
        ada=[check("a", "passed"), check("b", "passed", 2), check("c", "passed", 3, on="stand-ins")],
        bob=[check("a", "passed"), check("b", "passed", 2), check("c", "failed", 3)],
        eve=[check("a", "error"), check("b", "passed", 2), check("c", "todo", 3)],
        kim=[check("a", "failed"), check("b", "todo", 2), check("c", "skipped", 3)])


def test_scores_are_shares_of_the_points(cohort):
    """6 of 6, 3 of 6, 2 of 6, 0 of 3: what was not asked does not count."""
    scores, counts = cohort.scores()

    assert (scores.count, scores.most, scores.least, scores.median) == (4, 1, 0, pytest.approx(5 / 12))
    assert [n for n, count in enumerate(counts) if count] == [0, 6, 10, 19]


def test_each_outcome_is_counted(cohort):
    """By check; who passed on correct earlier units is counted apart, and has passed."""
    a, b, c = cohort.checks()

    assert (a.counts["p"], a.counts["e"], a.counts["f"], a.asked, a.share) == (2, 1, 1, 4, 0.5)
    assert (b.counts["p"], b.counts["t"], b.asked, b.share) == (3, 1, 4, 0.75)
    assert (c.counts["b"], c.counts["p"], c.counts["s"], c.asked, c.share) == (1, 0, 1, 3, pytest.approx(1 / 3))


def test_discrimination_is_with_the_points_of_all_other_checks(cohort):
    """For `c`: ada passed with 3 of 3, bob did not with 3 of 3, eve with 2 of 3; kim was not asked.

    Means 1 and 5/6, the deviation of 1, 1, 2/3 is sqrt(2)/9 = 0.1571, so 1/6 / 0.1571 * sqrt(2/9) = 1/2.
    """
    assert cohort.checks()[2].discrimination == pytest.approx(0.5)


def test_a_check_that_nobody_was_asked_has_no_share():
    """Neither 0 nor 1."""
    (only,) = cohort_of(ada=[check("a", "skipped")]).checks()

    assert (only.asked, only.share, only.discrimination) == (0, None, None)


def test_a_check_is_worth_its_points_whoever_comes_first():
    """One that is not asked of an engine is worth nothing in that report."""
    (only,) = cohort_of(engine=[check("a", "skipped", 0)], ada=[check("a", "passed", 2)]).checks()

    assert only.points == 2


def test_reports_may_have_different_checks():
    """Of another assignment in the same folder: a check that a report does not have is absent, not failed."""
    cohort = cohort_of(ada=[check("a", "passed")], bob=[check("b", "failed", unit="nn"), check("a", "todo")])

    assert [cohort.outcomes(student) for student in cohort.students] == ["p-", "tf"]
    assert [check.asked for check in cohort.checks()] == [2, 1]
    assert cohort.units == ["value", "nn"]


def test_bonus_points_do_not_go_beyond_all():
    """12 of 10 points is a full share; the score is as it is."""
    cohort = Cohort()
    cohort.add("ada", report_of(check("a", "passed", 10), check("b", "passed", 2, unit="softmax"), bonus=["softmax"]))

    assert (cohort.students[0].score, cohort.students[0].share) == (12, 1.0)


def test_a_mistake_is_counted_once_for_each_student():
    """However many checks it shows in; the most frequent first."""
    other = MISTAKE | {"id": "B2", "name": "the seed is missing"}
    cohort = cohort_of(ada=[failed("x", "1"), failed("y", "1"), failed("z", "1", mistakes=(other,))],
                       bob=[failed("x", "1")], eve=[check("x", "passed", unit="backward")])

    assert [(found.id, found.unit, [name for name, _ in found.students]) for found in cohort.mistakes()] == [
        ("B1", "backward", ["ada", "bob"]), ("B2", "backward", ["ada"])]


def test_who_takes_far_more_is_an_outlier():
    """Quartiles 2 and 4, so 10 is the fence: 11 seconds are beyond; those of unknown usage count for nothing."""
    cohort = Cohort()
    for seconds in (1, 2, 3, 4, 11, None):
        cohort.add(f"s{seconds}", report_of(), {"cpu_seconds": seconds} if seconds else None)

    (found,) = cohort.outliers()

    assert (found.student.name, found.what, found.number, found.median, found.unit) == (
        "s11", "processor time", 11, 3, "s")


def test_walls_are_those_of_the_reports():
    """Who was graded behind which, the most used first."""
    cohort = Cohort()
    for name, wall in (("ada", "none"), ("bob", "strong"), ("eve", "strong")):
        cohort.add(name, report_of(wall=wall))

    assert {wall: [s.name for s in students] for wall, students in cohort.walls().items()} == {
        "strong": ["bob", "eve"], "none": ["ada"]}
    assert [*cohort.walls()] == ["strong", "none"]


# --- the files ------------------------------------------------------------------------------------------------------


def test_the_table_of_checks(cohort):
    """A row each; shares and correlations with four digits.

    For `a`, the others' shares are 1, 0.4 with it and 0.4, 0 without: 0.5 / 0.35707 * 0.5 = 0.7001.
    For `b`, they are 1, 0.25, 0 with it and 0 without: 0.41667 / 0.40984 * 0.43301 = 0.4402.
    """
    assert class_csv(cohort) == """\
unit,check,points,asked,passed,passed_on_stand_ins,failed,error,todo,skipped,share_passed,discrimination
value,a,1,4,2,0,1,1,0,0,0.5,0.7001
value,b,2,4,3,0,0,0,1,0,0.75,0.4402
value,c,3,3,0,1,1,0,1,1,0.3333,0.5
"""


def test_the_data_are_those_of_the_table(cohort):
    """Everything that the page shows, and a line of letters for each student."""
    data = json.loads(class_json(cohort, [("ada", "bob")], ["kim.json"]))

    assert [(s["name"], s["score"], s["max_score"], s["outcomes"]) for s in data["students"]] == [
        ("ada", 6, 6, "ppb"), ("bob", 3, 6, "ppf"), ("eve", 2, 6, "ept"), ("kim", 0, 3, "fts")]
    assert [check["counts"]["passed"] for check in data["checks"]] == [2, 3, 0]
    assert data["runs"] == [{"kit": "1.0", "seed": 7654321, "reports": 4}]
    assert (data["walls"], data["duplicates"], data["damaged"]) == (
        {"strong": ["ada", "bob", "eve", "kim"]}, [["ada", "bob"]], ["kim.json"])


@pytest.mark.parametrize("number", [0, 1])
def test_a_class_of_nobody_and_of_one_is_written(tmp_path, number):
    """No mean of nothing, no division by it."""
    cohort = cohort_of(**{"ada": [check("a", "passed")]} if number else {})
    write_class(tmp_path, cohort)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.csv", "class.html", "class.json"]
    assert len(json.loads((tmp_path / "class.json").read_text())["students"]) == number


def test_usage_is_taken_from_beside_the_reports(tmp_path):
    """What is 0 is not known; a damaged file, or none, is no reason to stop."""
    (tmp_path / "usage").mkdir()
    (tmp_path / "usage" / "ada.json").write_text(usage_json({"value": Usage(1.5, 2.5, 0), "nn": Usage(0.5, 0, 0)}))
    (tmp_path / "usage" / "bob.json").write_text("{")
    cohort, reports = Cohort(), [(name, report_of(submission=name)) for name in ("ada", "bob", "eve")]

    assert [*collected(tmp_path, reports, cohort)] == [report for _, report in reports]
    assert [student.usage for student in cohort.students] == [{"cpu_seconds": 2.0, "wall_seconds": 2.5}, {}, {}]


@pytest.mark.parametrize(("text", "groups"), [
    ("group,submission\n1,ada\n1,'=bob\n2,eve\n2,kim\n", [("ada", "=bob"), ("eve", "kim")]), (None, []),
    ("other\n1\n", []), ("group,submission\n1\n", []), ("\0", []),
])
def test_equal_submissions_are_read_from_their_table(tmp_path, text, groups):
    """As `grade` wrote it; what is missing or something else is as good as none."""
    if text is not None:
        (tmp_path / "duplicates.csv").write_text(text)

    assert read_duplicates(tmp_path) == groups


def test_full_names_are_read_from_what_arrived(tmp_path, cohort):
    """Of those whom a roster names, and whose hand-in counts; the page and the data show them."""
    head = "submission,use,time,late,name,source_id,student_id,first_name,last_name,email,lms_user_id\n"
    (tmp_path / "submissions.csv").write_text(
        head + "ada,counts,,,,,ada,Ada,'=Abel,,\nada,older,,,,,ada,Nobody,At all,,\nbob,counts,,,,,,,,,\n"
        ",missing,,,,,zoe,Zoe,Late,,\n", encoding="utf-8")
    write_class(tmp_path, cohort)

    assert read_people(tmp_path) == {"ada": "Ada =Abel"}
    data = json.loads((tmp_path / "class.json").read_text(encoding="utf-8"))
    assert [student["full_name"] for student in data["students"]] == ["Ada =Abel", "", "", ""]
    assert ">ada</a> Ada =Abel</th>" in (tmp_path / "class.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [None, "other\n1\n", "submission,use,first_name,last_name\nada\n", "\0"])
def test_a_table_that_names_nobody_is_no_reason_to_stop(tmp_path, text):
    """What is missing or something else is as good as none."""
    if text is not None:
        (tmp_path / "submissions.csv").write_text(text)

    assert read_people(tmp_path) == {}


def test_no_number_is_infinite_or_none_at_all(cohort):
    """JSON has no NaN: readers of other languages stop at it."""
    assert math.isfinite(json.loads(class_json(cohort), parse_constant=pytest.fail)["scores"]["mean"])
