"""A course for tests: one unit, graded at once, and nbgrader asked as its formgrader asks it."""

import json
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

from classroom import SOLUTION, SOURCES, write_assignment, write_class

from autograder import cli
from autograder.course.course import NAME, Course

UNIT = "derivative"
PROGRAMS = Path(sys.executable).parent
LOUD = "import sys, warnings\nwarnings.warn('careful')\nprint('hello', file=sys.stderr)\n" + SOLUTION


def run(*arguments):
    """Run a command of the kit; return its exit code."""
    return cli.main([str(argument) for argument in arguments])


def new_course(folder, *options):
    """Make a course in `folder` and generate its assignment; return it."""
    write_assignment(folder / "one-unit.toml")
    assert run("course", "init", folder / "course", "--assignment", folder / "one-unit.toml", *options) == 0
    course = Course.open(folder / "course")
    expect(api(course).generate_assignment(NAME))
    return course


def api(course):
    """Return what the formgrader's pages and buttons call."""
    from nbgrader.apps import NbGraderAPI
    return NbGraderAPI(config=course.config)


def expect(result):
    """Return the log of something that nbgrader did, and did well."""
    assert result["success"], result.get("log", "") + result.get("error", "")
    return result.get("log", "")


def import_class(course, folder, sources=None):
    """Bring a class of modules, see classroom.py, into the course."""
    write_class(folder, sources)
    assert run("course", "import", folder, "--course", course.root) == 0


def grade(course, seed=7):
    """Grade what was handed in, as the guide does."""
    return run("grade", course.root / "submitted", "--out", course.root / "graded", "--seed", seed,
               "--assignment", course.root.parent / "one-unit.toml")


def hand_in(course, student, text, unit=UNIT, module=None):
    """Put the text of a notebook, or a notebook, where nbgrader collects, and a module beside it."""
    folder = course.path("submitted", student)
    folder.mkdir(parents=True, exist_ok=True)
    if module:
        (folder / f"{unit}.py").write_text(module, encoding="utf-8")
    path = folder / f"{unit}.ipynb"
    path.write_bytes(text) if isinstance(text, bytes) else path.write_text(
        text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return path


def released(course, unit=UNIT):
    """Return the released notebook, as data."""
    return json.loads((course.root / "release" / NAME / f"{unit}.ipynb").read_text(encoding="utf-8"))


def solved(course, unit=UNIT):
    """Return the notebook with its solutions, as data."""
    return json.loads((course.root / "source" / NAME / f"{unit}.ipynb").read_text(encoding="utf-8"))


def marked_cell(course, student, unit=UNIT):
    """Return the cell with the verdict in the notebook that the formgrader shows."""
    notebook = json.loads((course.path("autograded", student) / f"{unit}.ipynb").read_text(encoding="utf-8"))
    (cell,) = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    return cell


def scores(course):
    """Return {student: score} as the formgrader lists them."""
    return {row["student"]: row["score"] for row in api(course).get_submissions(NAME) if row["autograded"]}


def copied(course, folder):
    """Return a copy of a course for a test that changes it."""
    shutil.copytree(course.root.parent, folder, dirs_exist_ok=True)
    return Course.open(Path(folder, course.root.name))


def graded_course(folder):
    """Make a course whose class has handed in modules, and was graded and written into the gradebook."""
    course = new_course(folder)
    import_class(course, folder / "class", SOURCES | {"lou": LOUD})
    assert grade(course) == 0
    assert run("course", "sync", "--course", course.root) == 0
    return course


def autograde(course, student):
    """Press the formgrader's button."""
    return expect(api(course).autograde(NAME, student))


def rows(course):
    """Return what the gradebook holds on grades and comments, without the ids."""
    query = """
        SELECT a.student_id, a.timestamp, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
        FROM grade g JOIN base_cell c ON g.cell_id = c.id JOIN submitted_notebook n ON g.notebook_id = n.id
        JOIN submitted_assignment a ON n.assignment_id = a.id
        UNION ALL
        SELECT a.student_id, a.timestamp, c.name, k.auto_comment, k.manual_comment, NULL, n.late_submission_penalty
        FROM comment k JOIN base_cell c ON k.cell_id = c.id JOIN submitted_notebook n ON k.notebook_id = n.id
        JOIN submitted_assignment a ON n.assignment_id = a.id"""
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        return sorted(connection.execute(query).fetchall(), key=repr)


def refuse_kernels(monkeypatch):
    """Let whoever starts a kernel fail, and forget the verdicts of other courses."""
    from jupyter_client.manager import KernelManager

    from autograder.course import verdicts

    def refuse(*_, **__):
        raise AssertionError("a kernel was started")

    monkeypatch.setattr(KernelManager, "_async_start_kernel", refuse)
    monkeypatch.setattr(KernelManager, "start_kernel", refuse)
    verdicts._verdicts.cache_clear()


def nbgrader(course, *arguments, cwd=None):
    """Run a command of nbgrader as its own program, the environment not activated."""
    home = course.root.parent / "home"
    done = subprocess.run([sys.executable, PROGRAMS / "nbgrader", *arguments], cwd=cwd or course.root, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8"})
    assert done.returncode == 0, done.stdout
    return done.stdout


@contextmanager
def lab(course):
    """Start JupyterLab in the course; yield the address of a page."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    token = secrets.token_hex(8)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
               f"--IdentityProvider.token={token}", "--ServerApp.ip=127.0.0.1"]
    env = os.environ | {"HOME": str(course.root.parent / "home"), "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    with open(course.root.parent / "lab.log", "w") as log:
        server = subprocess.Popen(command, cwd=course.root, stdout=log, stderr=log, env=env)
    try:
        _wait(server, f"http://127.0.0.1:{port}/api?token={token}")
        yield lambda page: f"http://127.0.0.1:{port}/{page}?token={token}"
    finally:
        server.terminate()
        server.wait()


def _wait(server, address):
    for _ in range(300):
        assert server.poll() is None, "JupyterLab has ended"
        try:
            with urllib.request.urlopen(address, timeout=5):     # noqa: S310 (it is our own server)
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("JupyterLab does not answer")
