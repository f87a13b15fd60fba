"""A course by nbgrader's own commands, and its formgrader in a real browser."""

import json
import os
import re
import shutil
import zipfile

import pytest
from browser import page_of
from classroom import SOURCES, TWICE
from coursework import (
    UNIT,
    grade,
    hand_in,
    import_class,
    lab,
    nbgrader,
    new_course,
    released,
    run,
    scores,
    solved,
)

from autograder.course.course import NAME
from autograder.course.gradebook import opened as opened_gradebook
from autograder.reports import Reports

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


@pytest.mark.slow
def test_an_assignment_goes_out_comes_back_and_is_graded_by_nbgraders_commands(course, browser):
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
    (name,) = set(course.students()) - {"ada", "bob", "eve", "mallory"}
    nbgrader(course, "generate_feedback", NAME)
    nbgrader(course, "release_feedback", NAME, "--student", name)
    nbgrader(course, "fetch_feedback", NAME, cwd=student)
    nbgrader(course, "export")

    assert scores(course)[name] == 10
    (page,) = (student / NAME / "feedback").rglob("*.html")
    assert "(Score: 10.0 / 10.0)" in opened(browser, page)
    table = (course.root / "grades.csv").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^{NAME},.*,{name},.*,10\.0,0\.0,10\.0,10\.0,10\.0$", table)


def opened(browser, path):
    """What a page shows."""
    with page_of(browser) as (page, _):
        page.goto(path.as_uri(), wait_until="domcontentloaded")     # it asks the network for MathJax
        return page.inner_text("body")


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


def test_what_another_system_collected_comes_in_by_zip_collect(course):
    """Moodle's archive and Canvas's: students by the gradebook, the newest of several, and nobody else's files."""
    archive = course.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    with opened_gradebook(course.url, course.id) as book:
        book.add_student("zz9", first_name="Zoe", last_name="Zuse")
        book.add_student("cc1", lms_user_id="77")
    right, untouched, file = json.dumps(solved(course)), json.dumps(released(course)), f"{UNIT}.ipynb"
    files = {
        "moodle.zip": {f"Zoe Zuse_12_assignsubmission_file/{file}": right, f"__MACOSX/{file}": "",
                       "Yan Yau_13_assignsubmission_file/readme.md": "", f"somebody/{file}": untouched},
        "canvas.zip": {f"cleo_LATE_77_900_{UNIT}-1.ipynb": untouched, f"cleo_LATE_77_1001_{UNIT}-2.ipynb": right},
    }
    for name, members in files.items():
        with zipfile.ZipFile(archive / name, "w") as made:
            for member, text in members.items():
                made.writestr(member, text)
    before = set(course.students())
    said = nbgrader(course, "zip_collect", NAME)

    assert set(course.students()) - before == {"zz9", "cc1"}
    assert f"{file} is left out: no student of the gradebook has such a name." in said
    assert f"cleo_LATE_77_900_{UNIT}-1.ipynb is left out: cleo_LATE_77_1001_{UNIT}-2.ipynb is newer." in said
    assert grade(course) == 0
    assert run("course", "sync", "--course", course.root) == 0
    assert {name: scores(course)[name] for name in ("zz9", "cc1")} == {"zz9": 10, "cc1": 10}


def test_the_formgrader_lists_everybody_and_its_buttons_grade(course, browser):
    """In a real browser: the scores that `grade` gave, and for who came later, those that its button gives."""
    hand_in(course, "nina", released(course), module=TWICE)
    with lab(course) as address, page_of(browser, viewport={"width": 1200, "height": 700}) as (page, _):
        page.goto(address("login"))         # the token becomes a cookie
        page.goto(address(f"formgrader/manage_submissions/{NAME}"))
        page.wait_for_selector("tr:has-text('mallory')")
        for student, score in {"ada": 10, "bob": 0, "eve": 5, "mallory": 10}.items():
            assert f"{score} / 10" in page.inner_text(f"tr:has-text('{student}')")
        assert "needs autograding" in page.inner_text("tr:has-text('nina')")

        for button in ("autograde", "generate-feedback"):
            page.click(f"tr:has-text('nina') .{button} a")
            page.wait_for_selector("#success-modal", timeout=120_000)
            page.click("#success-modal .modal-footer button")
            page.wait_for_selector("#success-modal", state="detached")
        assert "5 / 10" in page.inner_text("tr:has-text('nina')")
        page.screenshot(path=course.root.parent / "formgrader.png")
    assert dict(Reports.of(course.root / "graded"))["nina"].score == 5
    assert "(Score: 5.0 / 10.0)" in opened(browser, course.root / "feedback" / "nina" / NAME / f"{UNIT}.html")
