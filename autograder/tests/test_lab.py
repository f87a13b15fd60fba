"""The learner's way through JupyterLab, in a real browser: open, try, fail, mend, pass, save, be graded.

    EVERY_UNIT=1 pytest autograder/tests/test_lab.py     through the notebooks of all units, not of a few
"""

import json
import os
import shutil
import time

import pytest
from exercise import Exercise
from student import ROOT, SOLUTIONS, UNITS

from autograder.assignment import NAMED, Assignment
from autograder.cli import main
from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.submission import read_submission
from autograder.views.reveal import score_text
from autograder.workbench import work_in

#: in the table of the visible tests, and below it, by the hidden ones
PICTURES = {"table": "tr.failed svg", "hidden": ".examined svg"}
#: unit -> a mistake that is made in it, and which PICTURES show it
MISTAKES = {
    "derivative": ("D2", []),
    "value": ("V70", ["table", "hidden"]),
    "backward": ("B1-all", ["table", "hidden"]),
    "nn": ("N25", ["table"]),
    "training": ("L7", []),
    "softmax": ("S2", ["table"]),
    "optimizers": ("P2", []),
    "arrays": ("A4", []),
}
#: one without numbers yet, one with both pictures, one that trains, one of arrays
WALKED = [path.stem for path in UNITS if path.stem != "my_tests"] if "EVERY_UNIT" in os.environ else \
    ["derivative", "backward", "training", "arrays"]
FILM = """import value
from film import film
a, b = value.Value(2.0, label="a"), value.Value(-3.0, label="b")
film((a * b + a).tanh())"""
LEARN = """from live import watched
from training import train
from moons import make_moons
from nn import MLP
points, labels = make_moons(40, seed=1)
model = MLP(2, [4, 1])
losses = train(watched(model, points, labels, every=20), points, labels, [list(range(20))] * 300)
print("".join(["lear", "ned"]))"""


@pytest.fixture(scope="module")
def grader():
    """What `grade` grades with, for all units, at another seed than the notebooks have."""
    with Grader(Assignment.load(NAMED["full"]), 7) as grader:
        yield grader


@pytest.mark.slow
@pytest.mark.parametrize("unit", WALKED)
def test_a_learner_is_led_through_a_unit(lab, grader, tmp_path, unit):
    """Todo at first; a mistake is told, named and drawn; the right lines pass; what is saved earns what was shown."""
    mistake, drawn = MISTAKES[unit]
    exercise = Exercise(unit, mistake)
    part = f"{unit}.{exercise.function}"
    begin(lab, exercise)
    lab.keep(f"lab-{unit}-todo", lab.cell(exercise.number))

    lab.run(exercise.number, exercise.wrong)
    failed = lab.check(part, "failed")
    assert failed.locator("tr.failed pre").count()
    assert "Traceback" not in failed.inner_text()
    assert exercise.named() in failed.locator(".examined").inner_text()
    assert [place for place, found in PICTURES.items() if failed.locator(found).count()] == drawn
    lab.keep(f"lab-{unit}-failed", failed, (400, 1600))

    lab.run(exercise.number, exercise.right)
    passed = lab.check(part, "passed")
    assert passed.locator(".examined").count() == 0
    lab.keep(f"lab-{unit}-passed", passed)
    assert_saved_earns_what_is_shown(lab, grader, exercise, tmp_path)


def test_who_writes_tests_is_told_what_is_wrong_with_them(lab, grader, tmp_path):
    """First the test that fails a right engine, though not the own; then what slips through; so it is graded."""
    exercise = Exercise("my_tests", "T12")
    begin(lab, exercise)

    lab.run(exercise.number, exercise.wrong)
    assert lab.check("my_tests.test_graph", "passed").locator(".examined").count() == 0
    told = lab.examined("my_tests").inner_text()
    assert "The hidden checks: 0 / 20 points" in told
    assert "A right engine fails test_graph.\nUntil it passes, nothing counts as caught." in told

    lab.run(exercise.number, exercise.right)
    lab.check("my_tests.test_graph", "passed")
    told = assert_saved_earns_what_is_shown(lab, grader, exercise, tmp_path)
    assert "fails an engine with a known mistake: + assigns its gradient instead of adding." in told
    assert "An engine with this mistake passes all of your tests." in told


def begin(lab, exercise):
    """Open the notebook of an exercise, solve what is above it, and see that it is yet to do."""
    lab.open(exercise.unit)
    assert lab.page.get_by_text("Jupyter news").count() == 0
    solve(lab, exercise.above)
    lab.run(exercise.number)
    shown = lab.check(f"{exercise.unit}.{exercise.function}", "todo")
    assert f"{exercise.function} is yours to write" in shown.inner_text()


def solve(lab, cells):
    """Run cells, (number, text): with that text in it where there is one."""
    for number, text in cells:
        lab.run(number, text)


def assert_saved_earns_what_is_shown(lab, grader, exercise, folder):
    """See that the notebook, saved and graded, has the points that its last check shows, as a module of that text has.

    Return what the last check shows.
    """
    found = lab.examined(exercise.unit)
    lab.keep(f"lab-{exercise.unit}", found, (400, 1600))
    lab.save()
    saved = (lab.folder / "notebooks" / f"{exercise.unit}.ipynb").read_text(encoding="utf-8")
    by_notebook = graded(grader, folder / "notebook", f"{exercise.unit}.ipynb", saved)
    by_module = graded(grader, folder / "module", f"{exercise.unit}.py", exercise.module())
    told = found.inner_text()
    earned = by_notebook.units[0]
    assert f": {score_text(earned)} points" in told
    assert scores(by_notebook) == scores(by_module)
    assert earned.score > 0
    return told


def graded(grader, folder, name, text):
    """Return the report of the unit that is handed in as the file `name`, in `folder` beside the others' solutions."""
    folder.mkdir()
    unit = name.partition(".")[0]
    for path in UNITS:
        if path.stem != unit:
            shutil.copy(path, folder)
    (folder / name).write_text(text, encoding="utf-8")
    return grader.grade(read_submission("me", folder, grader.assignment), units=[unit], slow=False)


def scores(report):
    """Return {check: points}."""
    return {check.name: check.score for check in report.checks}


def test_values_show_their_graphs(lab):
    """A Value is drawn below its cell, as a graph."""
    exercise = Exercise("value", "V70")
    lab.open("value")
    solve(lab, [*exercise.above, (exercise.number, exercise.right)])

    found = lab.run("def log(self)", 'Value(2.0, label="a") + Value(3.0, label="b")')
    graph = found.locator(".jp-OutputArea-output img, .jp-OutputArea-output svg").first
    graph.wait_for(timeout=60_000)
    lab.keep("lab-value", graph, (400, 1600))


def test_a_film_is_played_below_its_cell(lab):
    """It comes in a frame that stays by itself: its buttons step through the learner's own backward, and back."""
    lab.open("nn")
    found = lab.run("MLP.parameters is yours to write", FILM)
    frame = found.frame_locator("iframe")
    told = frame.locator("#told")
    told.wait_for(timeout=60_000)
    first = told.inner_text()
    frame.locator("#next").click()
    assert told.inner_text() != first
    lab.keep("lab-film", found, (400, 1600))
    frame.locator("#back").click()
    assert told.inner_text() == first


def test_a_network_is_watched_while_it_learns(lab):
    """One picture below the cell, drawn anew while `train` runs."""
    lab.open("softmax")
    found = lab.start("train_classifier is yours to write", LEARN)
    seen = set()
    end = time.monotonic() + 60
    while not found.get_by_text("learned", exact=True).count() and time.monotonic() < end:
        seen.update(picture.get_attribute("src") for picture in found.locator(".jp-OutputArea-output img").all())
    assert len(seen) > 2
    assert found.locator(".jp-OutputArea-output img").count() == 1
    lab.keep("lab-live", found, (400, 1600))


def test_a_check_runs_without_the_plugins_that_are_installed(tmp_path, monkeypatch):
    """One that would end pytest is not even loaded."""
    (tmp_path / "rude.py").write_text("raise SystemExit('I am a plugin of pytest')")
    (tmp_path / "rude-1.dist-info").mkdir()
    (tmp_path / "rude-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: rude\nVersion: 1\n")
    (tmp_path / "rude-1.dist-info" / "entry_points.txt").write_text("[pytest11]\nrude = rude\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(ROOT / "exercises" / "notebooks")
    from checks import results_of

    solution = (SOLUTIONS / "derivative.py").read_text(encoding="utf-8")
    assert {result["outcome"] for result in results_of("derivative", "", {"derivative": solution})} == {"passed"}


def test_a_message_has_no_colours_and_a_promise_no_backticks(monkeypatch):
    """A kernel asks every program for colours, whose codes a table would show; code in a promise looks like code."""
    monkeypatch.syspath_prepend(ROOT / "exercises" / "notebooks")
    monkeypatch.setenv("FORCE_COLOR", "1")
    from checks import Table, results_of

    wrong = SOLUTIONS.joinpath("arrays.py").read_text(encoding="utf-8").replace("keepdims=True)", ")")
    results = results_of("arrays", "unbroadcast", {"arrays": wrong})
    assert "failed" in {result["outcome"] for result in results}
    assert "u001b" not in json.dumps(results)
    promised = Table("value", [{"outcome": "passed", "promise": "After `a += 1`"}])
    assert "After <code>a += 1</code>" in promised._repr_html_()


# --- the folder to work in


def test_a_folder_of_ones_own_gets_what_it_lacks(tmp_path):
    """Stubs, tests, given files and notebooks; a file that is there stays, whatever is in it."""
    mine = tmp_path / "mine" / "notebooks" / "value.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("my work")

    folder = work_in(tmp_path / "mine", ROOT)
    (folder / "value.py").write_text("mine too")
    work_in(tmp_path / "mine", ROOT)

    assert mine.read_text() == "my work"
    assert (folder / "value.py").read_text() == "mine too"
    assert (folder / "tests" / "test_value.py").is_file()
    assert (folder / "notebooks" / "checks.py").is_file()


def test_a_file_is_no_folder_to_work_in(tmp_path):
    """The sentence says which."""
    (tmp_path / "file").write_text("")

    with pytest.raises(AutograderError, match=r"file is a file: give a folder with --code\.$"):
        work_in(tmp_path / "file", ROOT)


def test_without_jupyterlab_there_is_a_sentence(monkeypatch, capsys):
    """What is missing, and how to get it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    assert main(["lab"]) == 2
    assert "JupyterLab is not installed here: python -m pip install jupyterlab" in capsys.readouterr().err
