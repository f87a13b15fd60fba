"""The instructor's guide, word for word: its commands take a class of thirty from nothing to released feedback.

    PICTURES=autograder/docs/images pytest autograder/tests/test_guide.py     takes the pictures of the guide anew
"""

import csv
import os
import re
import shlex
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser import page_of
from classroom import KIT, write_class
from coursework import lab, nbgrader, scores
from thirty import students, write_thirty

from autograder import cli, start
from autograder.assignment import Assignment
from autograder.cli import build_parser
from autograder.course.course import NAME, Course
from autograder.reports import Reports

GUIDE = KIT / "autograder" / "docs" / "guide.md"
TEXT = GUIDE.read_text(encoding="utf-8")
PICTURES = os.environ.get("PICTURES")
#: what tests of their own are about: start.py, and JupyterLab, which is opened below
ELSEWHERE = ("python3 autograder/start.py example", "source .venv/bin/activate", "jupyter lab")


def blocks(language=""):
    """The texts between fences of this language."""
    return [block for name, block in re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.M | re.S) if name == language]


def lines(block):
    return [line.partition("  #")[0].strip() for line in block.splitlines()]


def follow(folder, block):
    """Do what a block of the guide says, beginning in `folder`; return {line: what nbgrader said}."""
    here, said = folder, {}
    for line in lines(block):
        program, *words = shlex.split(line)
        if program == "cd":
            here = (here / words[0]).resolve()
        elif program == "nbgrader":
            said[line] = nbgrader(Course.open(here), *words)
        elif line not in ELSEWHERE:
            assert words[:2] == ["-m", "autograder"], line
            with pytest.MonkeyPatch.context() as patched:
                patched.chdir(here)
                assert cli.main(words[2:]) == 0, line
    return said


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder in which all commands of the guide were given, in its order."""
    folder = write_thirty(tmp_path_factory.mktemp("desk"))
    for name in ("autumn", "spring"):
        write_class(folder / "courses" / name)
        (folder / "courses" / name / "assignment.toml").write_text(
            'format = 1\nbase = "core"\nunits = ["derivative"]\n', encoding="utf-8")
    for block in blocks():
        follow(folder, block)
    return folder


def column(path, key, value):
    """{key: number} of two columns of a table; who has no number is left out."""
    with open(path, encoding="utf-8-sig") as file:
        return {row[key]: float(row[value]) for row in csv.DictReader(file) if re.fullmatch(r"[\d.]+", row[value])}


def expected(desk):
    """{student: score} of the reports that plain `grade` wrote."""
    return {name: report.score for name, report in Reports.of(desk / "marks")}


needs_nbgrader = pytest.mark.skipif(os.name == "nt", reason="nbgrader's exchange is not for Windows")


# --- what it says


def test_ten_commands_lead_to_feedback():
    """In each of the two ways; changing the folder is none."""
    plain, course, *_ = (lines(block) for block in blocks())
    assert [len([line for line in way if not line.startswith("cd ")]) for way in (plain, course)] == [10, 10]


def test_links_and_pictures_are_there():
    """Files and sections; each picture is small enough to be loaded anywhere."""
    links = re.findall(r"\]\(([^)\s]+(?:\s[^)\s]+)*)\)", TEXT)
    titles = re.findall(r"^## (.+)$", TEXT, re.M)
    sections = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    links = [" ".join(link.split()) for link in links]

    assert [link for link in links if link.startswith("#") and link[1:].replace(" ", "") not in sections] == []
    files = [GUIDE.parent / unquote(link.partition("#")[0]) for link in links if not link.startswith("#")]
    assert [path for path in files if not path.exists()] == []
    assert all(path.stat().st_size < 150_000 for path in files if path.suffix == ".png")


def test_commands_in_the_text_can_be_typed():
    """Those of start.py and of the grader that stand in sentences."""
    shown = re.findall(r"`python -m autograder ([^`]+)`", TEXT)
    assert shown
    assert all(build_parser().parse_args(shlex.split(line)).run for line in shown)
    assert callable(start.example)


def test_the_assignment_that_is_shown_is_one(tmp_path):
    """Its units, points and catches are taken as they stand."""
    (text,) = blocks("toml")
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    assignment = Assignment.load(tmp_path / "mine.toml")

    assert [unit.name for unit in assignment.units] == tomllib.loads(text)["units"]
    assert assignment.unit("backward").points == 50


def test_the_rule_for_late_ones_that_is_shown_is_one(tmp_path):
    """A tenth of the points for each day that has begun, where a course's settings end with it."""
    (text,) = blocks("python")
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{text}", encoding="utf-8")
    penalty = Course.open(tmp_path).penalty

    assert [penalty("ada", 50, seconds) for seconds in (1, 86_399, 86_400)] == [5, 5, 10]


# --- what comes of it


@pytest.mark.slow
@needs_nbgrader
def test_scores_are_the_same_everywhere(desk):
    """Reports of `grade` on the class and in the course, gradebook, both CSVs, Moodle, Canvas and Gradescope."""
    scores_of, course = expected(desk), Course.open(desk / "mycourse")
    numbers = {student: number for student, _, _, number in students() if student in scores_of}
    by_number = {str(number): scores_of[student] for student, number in numbers.items()}

    assert len(scores_of) == 30
    assert sorted({*scores_of.values()}) == [0, 10, 25, 30, 32.5, 35, 100]
    assert {name: report.score for name, report in Reports.of(course.root / "graded")} == scores_of
    assert scores(course) == scores_of
    assert column(course.root / "grades.csv", "student_id", "score") == scores_of | {"s31": 0}
    assert column(desk / "marks" / "grades.csv", "submission", "score") == scores_of
    assert column(desk / "moodle.csv", "Identifier", "Grade") == {f"Participant {n}": s for n, s in by_number.items()}
    canvas = column(desk / "canvas.csv", "ID", "Micrograd (12)")
    assert {number: score for number, score in canvas.items() if number} == by_number
    assert {path.stem for path in (desk / "gradescope").iterdir()} == set(scores_of)
    sums = dict.fromkeys(scores_of, 0.0)
    with open(desk / "checks.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sums[row["submission"]] += float(row["score"])
    assert sums == pytest.approx(scores_of)


@pytest.mark.slow
@needs_nbgrader
def test_feedback_is_made_and_released(desk):
    """A page for each student, and nbgrader's, which lie in the exchange too, under names that nobody can guess."""
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (desk / "marks" / "feedback").glob("*.html")}
    made = list((desk / "mycourse" / "feedback").glob(f"s*/{NAME}/*.html"))
    released = list((desk / "mycourse" / "exchange" / "mycourse" / "feedback").glob("*.html"))

    assert {name: f"{score:g}" in pages[name] for name, score in expected(desk).items()} == dict.fromkeys(pages, True)
    assert {path.parents[1].name for path in made} == set(pages)
    assert len(released) == len(made) == 30 * 5
    assert not [path for path in made if "<script>document.title" in path.read_text(encoding="utf-8")]


@pytest.mark.slow
@needs_nbgrader
def test_the_formgrader_lists_thirty_with_the_scores_of_grade(desk, browser):
    """In JupyterLab's own server and a real browser; nothing that a student wrote has run."""
    with lab(Course.open(desk / "mycourse")) as address, \
            page_of(browser, viewport={"width": 1200, "height": 760}) as (page, _):
        page.goto(address("login"))         # the token becomes a cookie
        page.goto(address(f"formgrader/manage_submissions/{NAME}"))
        page.wait_for_selector("tr:has-text('s30')")
        listed = dict(re.findall(r"(s\d\d)[\s\S]*?([\d.]+) / 100", page.inner_text("tbody")))
        picture(page, "formgrader")
    assert {name: float(score) for name, score in listed.items()} == expected(desk)


@pytest.mark.slow
def test_the_class_report_names_all_thirty(desk, browser):
    """With the scores of `grade`, and without a complaint of the browser."""
    with page_of(browser, viewport={"width": 1200, "height": 900}) as (page, complaints):
        page.goto((desk / "marks" / "class.html").as_uri())
        text = page.inner_text("body")
        picture(page, "class-report")
    assert [name for name in expected(desk) if name not in text] == []
    assert complaints == []


def picture(page, name):
    """Take the picture `name` of the guide, where one is asked for."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"))
    assert (GUIDE.parent / "images" / f"{name}.png").is_file()


@pytest.mark.slow
def test_several_classes_were_graded_too(desk):
    """Each in its folder."""
    assert {path.name for path in (desk / "course-marks").iterdir()} == {"autumn", "spring"}
