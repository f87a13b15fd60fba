"""What people decided stays, and goes back to students and into the table of grades."""

import csv
import io

import pytest
from browser import page_of
from coursework import UNIT, api, autograde, expect, hand_in, marked_cell, run

from autograder.course import verdicts
from autograder.course.course import NAME, Course
from autograder.course.gradebook import opened

pytestmark = pytest.mark.usefixtures("no_kernel")


def test_manual_points_comments_and_extensions_survive_a_regrade(course):
    """By nbgrader's button and by `course sync`."""
    with opened(course.url, course.id) as book:
        book.update_or_create_assignment(NAME, duedate="2099-03-01 10:00:00 UTC")
        book.find_grade(f"check-{UNIT}", UNIT, NAME, "eve").manual_score = 8
        book.find_comment(f"{UNIT}-{UNIT}", UNIT, NAME, "eve").manual_comment = "Nearly"
        book.grant_extension(NAME, "eve", days=3)
        book.db.commit()
    autograde(course, "eve")
    assert run("course", "sync", "--course", course.root) == 0

    with opened(course.url, course.id) as book:
        submission = book.find_submission(NAME, "eve")
        comment = book.find_comment(f"{UNIT}-{UNIT}", UNIT, NAME, "eve").comment
        assert (submission.score, submission.extension.days, comment) == (8, 3, "Nearly")


def test_late_penalties_are_nbgraders_own(course):
    """The course's rule holds for `course sync` and for the button alike."""
    with open(course.root / "nbgrader_config.py", "a", encoding="utf-8") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = Course.open(course.root)
    (course.path("submitted", "ada") / "timestamp.txt").write_text("2026-03-05 10:00:00 UTC")
    with opened(course.url, course.id) as book:
        book.update_or_create_assignment(NAME, duedate="2026-03-01 10:00:00 UTC")
        book.grant_extension(NAME, "eve", weeks=5000)

    def penalties():
        with opened(course.url, course.id) as book:
            return {s.student_id: s.late_submission_penalty for s in book.assignment_submissions(NAME)}

    assert run("course", "sync", "--course", course.root) == 0
    synced = penalties()
    for student in course.students():
        autograde(course, student)
    assert synced == penalties()
    assert (synced["ada"], synced["eve"]) == (10, 0)


def test_feedback_shows_what_reveal_allows(course):
    """The page that nbgrader makes for the student holds the table, at the level that the reports' folder has."""
    expect(api(course).generate_feedback(NAME, "eve"))
    page = (course.root / "feedback" / "eve" / NAME / f"{UNIT}.html").read_text(encoding="utf-8")
    assert "(Score: 5.0 / 10.0)" in page
    assert "central difference" in page
    assert "yours" in page

    assert run("feedback", course.root / "graded", "--reveal", "names") == 0
    verdicts._verdicts.cache_clear()
    autograde(course, "eve")
    table = "".join(marked_cell(course, "eve")["outputs"][0]["data"]["text/html"])
    assert "<td>failed</td>" in table
    assert "yours" not in table


def test_the_page_of_feedback_is_as_wide_as_the_window(course, browser):
    """Pictures of the notebook shrink to it, and the columns of the table are apart."""
    expect(api(course).generate_feedback(NAME, "eve"))
    with page_of(browser, viewport={"width": 700, "height": 700}) as (page, _):
        page.goto((course.root / "feedback" / "eve" / NAME / f"{UNIT}.html").as_uri())
        assert page.locator("img").count() > 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 700
        assert page.locator(".verdict th").first.evaluate("cell => parseFloat(getComputedStyle(cell).paddingRight)") > 8


def test_a_unit_that_could_not_be_read_is_told_in_a_sentence_and_no_table(course):
    """A row for each check that was not asked would say the same over and over."""
    hand_in(course, "dan", "{")
    autograde(course, "dan")
    table = "".join(marked_cell(course, "dan")["outputs"][0]["data"]["text/html"])

    assert "all of this unit" in table
    assert "<table" not in table


def test_feedback_can_be_released_whoever_handed_in_how(course):
    """nbgrader's `release_feedback` ends at the first student without a secret: each has one."""
    name = "submission_secret.txt"
    found = {student: (course.path("submitted", student) / name).read_text() for student in course.students()}

    assert len({*found.values()}) == len(found) == 4
    assert {student: (course.path("autograded", student) / name).read_text() for student in found} == found


def test_the_export_is_a_table_that_spreadsheets_can_trust(course, tmp_path):
    """nbgrader's columns and one for each unit; a comma in a name breaks no row, a formula is none."""
    from autograder.course.course_export import CourseExport
    with opened(course.url, course.id) as book:
        book.update_or_create_student("ada", last_name="Lovelace, Countess", first_name="=1+1", email="@ada")
        book.add_student("zoe")
        CourseExport(to=str(tmp_path / "out.csv")).export(book)

    table = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    table.sort(key=lambda row: row["student_id"])
    assert [(row["student_id"], row["score"], row[UNIT]) for row in table] == [
        ("ada", "10.0", "10.0"), ("bob", "0.0", "0.0"), ("eve", "5.0", "5.0"), ("lou", "10.0", "10.0"),
        ("zoe", "0.0", "")]
    names = [table[0][column] for column in ("last_name", "first_name", "email")]
    assert names == ["Lovelace, Countess", "'=1+1", "'@ada"]
