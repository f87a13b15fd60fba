"""A course by nbgrader's own commands, and its formgrader in a real browser."""

import json
import os
import re
import shutil

import pytest
from browser import page_of
from classroom import SOURCES
from coursework import UNIT, grade, hand_in, import_class, lab, nbgrader, new_course, run, scores, solved

from autograder.course.course import NAME

pytestmark = pytest.mark.skipif(os.name == "nt", reason="nbgrader's exchange is not for Windows")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with a class, one of them a stranger's notebook, graded and written into the gradebook."""
    folder = tmp_path_factory.mktemp("formgrader")
    course = new_course(folder)
    import_class(course, folder / "class", SOURCES)
    evil = solved(course)
    evil["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "<script>alert(1)</script>", "id": "evil"})
    hand_in(course, "mallory", evil)
    assert grade(course) == 0
    assert run("course", "sync", "--course", course.root) == 0
    return course


def test_an_assignment_goes_out_comes_back_and_is_graded_by_nbgraders_commands(course):
    """Released into the course's exchange, fetched, solved, submitted, collected, graded, fed back, exported."""
    nbgrader(course, "release_assignment", NAME)
    student = course.root.parent / "student"
    student.mkdir()
    shutil.copyfile(course.root / "nbgrader_config.py", student / "nbgrader_config.py")
    config = (student / "nbgrader_config.py").read_text(encoding="utf-8")
    config = config.replace("Path(__file__).resolve().parent", f"Path({str(course.root)!r})")
    (student / "nbgrader_config.py").write_text(config, encoding="utf-8")
    nbgrader(course, "fetch_assignment", NAME, cwd=student)
    shutil.copyfile(course.root / "source" / NAME / f"{UNIT}.ipynb", student / NAME / f"{UNIT}.ipynb")
    nbgrader(course, "submit", NAME, cwd=student)
    nbgrader(course, "collect", NAME)
    nbgrader(course, "autograde", NAME)
    nbgrader(course, "generate_feedback", NAME)
    nbgrader(course, "export")

    (name,) = set(course.students()) - {"ada", "bob", "eve", "mallory"}
    assert scores(course)[name] == 10
    assert (course.root / "feedback" / name / NAME / f"{UNIT}.html").is_file()
    table = (course.root / "grades.csv").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^{NAME},.*,{name},.*,10\.0,0\.0,10\.0,10\.0,10\.0$", table)


def test_a_student_validates_a_released_notebook(course, tmp_path):
    """Untouched it says what is to be done; right, that it passes. `nbgrader validate` needs no course."""
    shutil.copytree(course.root / "release" / NAME, tmp_path / NAME)
    said = nbgrader(course, "validate", f"{UNIT}.ipynb", cwd=tmp_path / NAME)
    assert "VALIDATION FAILED ON 1 CELL(S)!" in said
    for function in ("derivative", "gradient", "parabola_slope", "surface_gradient"):
        assert f"unit 0, derivative: {function} is yours to write." in said

    (tmp_path / NAME / f"{UNIT}.ipynb").write_text(json.dumps(solved(course)), encoding="utf-8")
    assert "Success! Your notebook passes all the tests." in nbgrader(course, "validate", f"{UNIT}.ipynb",
                                                                      cwd=tmp_path / NAME)


def test_the_formgrader_lists_everybody_with_the_scores_that_grade_gave(course, browser):
    """In a real browser."""
    with lab(course) as address, page_of(browser, viewport={"width": 1200, "height": 700}) as (page, _):
        page.goto(address("login"))         # the token becomes a cookie
        page.goto(address(f"formgrader/manage_submissions/{NAME}"))
        page.wait_for_selector("tr:has-text('mallory')")
        page.screenshot(path=course.root.parent / "formgrader.png")
        for student, score in {"ada": 10, "bob": 0, "eve": 5, "mallory": 10}.items():
            assert f"{score} / 10" in page.inner_text(f"tr:has-text('{student}')")
