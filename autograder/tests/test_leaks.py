"""No line of a solution, the reference or a hidden suite reaches students, wherever it hides."""

import base64
import json
import re
from pathlib import Path

import pytest

from autograder.authoring.leaks import refuse_leaks
from autograder.authoring.release import NAME, release, released_files, write_exercises
from autograder.errors import FileProblem
from autograder.tests.test_release import FILES

ROOT = Path(__file__).parents[2]
#: a line that occurs nowhere else, planted in each place that is kept from students
CANARIES = {"solutions/one.py": "canary_of_the_solution = 3 * 4711",
            "reference/value.py": "canary_of_the_reference = 4 * 4711",
            "autograder/suites/test_one.py": "assert canary_of_the_hidden_suite == 5 * 4711"}


@pytest.fixture
def kit(tmp_path):
    """A small kit with the canaries in their places."""
    planted = dict(FILES)
    planted["solutions/one.py"] = FILES["solutions/one.py"].replace(
        "    return 3 *", f"    {CANARIES['solutions/one.py']}\n    return 3 *")
    for name in ("reference/value.py", "autograder/suites/test_one.py"):
        planted[name] += f"{CANARIES[name]}\n"
    for name, text in planted.items():
        (tmp_path / "kit" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "kit" / name).write_text(text, encoding="utf-8")
    write_exercises(tmp_path / "kit")
    return tmp_path / "kit"


def notebook(**parts):
    """Return a notebook of one code cell as JSON, with these parts in place of its own."""
    cell = {"cell_type": "code", "source": ["x = 1\n"], "outputs": [], "metadata": {}, "execution_count": None}
    return json.dumps({"cells": [cell | parts], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def test_no_canary_is_in_a_release(kit, tmp_path):
    """What stands in solutions, reference and suites is in no file of it, packed or not."""
    release(kit, tmp_path / "out")

    for path in filter(Path.is_file, (tmp_path / "out").rglob("*")):
        assert b"canary" not in path.read_bytes(), path


@pytest.mark.parametrize("source", CANARIES)
@pytest.mark.parametrize("place", ["exercises/tests/test_one.py", "exercises/README.md", "exercises/conftest.py",
                                   "images/graph.svg"])
def test_a_canary_in_a_students_file_refuses_the_release(kit, tmp_path, source, place):
    """Whoever copied it there is told the place and what it is from; nothing is written."""
    told = {"solutions/one.py": r"one\.f"}.get(source, re.escape(source))
    with (kit / place).open("a", encoding="utf-8") as file:
        file.write(f"\n  # see: {CANARIES[source].replace(' ', '   ')} (sic)\n")

    with pytest.raises(FileProblem, match=rf"{Path(place).name}:\d+: this gives away a line of {told}: .*canary"):
        release(kit, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("line", CANARIES.values())
@pytest.mark.parametrize(("place", "parts"), [
    ("cell 1", lambda line: {"source": ["# quoted \"so\"\n", f"    {line}\n"]}),
    ("cell 1", lambda line: {"source": f"x = 1\n{line}"}),
    ("cell 1", lambda line: {"outputs": [{"output_type": "stream", "name": "stdout", "text": [f"{line}\n"]}]}),
    ("cell 1", lambda line: {"outputs": [{"data": {"text/html": line.replace(" = ", " <b>&#61;</b>&nbsp;")}}]}),
    ("cell 1", lambda line: {"metadata": {"hidden": {"deep": [1, {"key": line}]}}}),
    ("cell 1", lambda line: {"metadata": {line: None}}),
    ("cell 1", lambda line: {"attachments": {"a.txt": {"text/plain": line}}}),
])
def test_a_canary_in_a_notebook_is_found_wherever_it_hides(kit, place, parts, line):
    """In a source that is a list or a text, in outputs, also as HTML, in metadata, also as a key, in attachments."""
    with pytest.raises(FileProblem, match=rf"one\.ipynb: {place} gives away a line of "):
        refuse_leaks(kit, {"one.ipynb": notebook(**parts(line))})


def test_a_canary_beside_the_cells_is_found(kit):
    """The metadata of the notebook itself are texts too."""
    data = json.loads(notebook()) | {"metadata": {"kernelspec": {"name": CANARIES["solutions/one.py"]}}}

    with pytest.raises(FileProblem, match=r"one\.ipynb: its metadata gives away a line of one\.f: canary"):
        refuse_leaks(kit, {"one.ipynb": json.dumps(data).encode()})


def test_an_honest_notebook_is_no_leak(kit):
    """Nothing is found where nothing is, not even in pictures."""
    picture = base64.b64encode(bytes(range(256))).decode()
    refuse_leaks(kit, {"one.ipynb": notebook(outputs=[{"data": {"image/png": picture, "text/html": "<b>3 &lt; 4"}}])})


def test_a_line_that_students_have_anyway_is_no_leak(kit):
    """What the reference shares with a given file or with a stub is no secret; short lines neither."""
    shared = "ANSWER_OF_THE_GIVEN_FILE = 42 + 4711\n"
    for name in ("solutions/given.py", "reference/value.py", "autograder/suites/test_one.py"):
        (kit / name).write_text(f"{shared}import random\n")

    refuse_leaks(kit, released_files(kit)[NAME])


def test_the_kits_own_release_has_no_leak():
    """Of the real solutions, reference and hidden suites no telling line is in what students get."""
    for files in released_files(ROOT).values():
        refuse_leaks(ROOT, files)
