"""What students do to notebooks: a broken one is shown whole, and runs nothing in the formgrader."""

import json

import pytest
from coursework import (
    UNIT,
    api,
    autograde,
    copied,
    expect,
    grade,
    hand_in,
    marked_cell,
    released,
    rows,
    run,
    scores,
    solved,
)

from autograder.course.course import NAME
from autograder.course.gradebook import opened
from autograder.reports import Reports

pytestmark = pytest.mark.usefixtures("no_kernel")


def _without(notebook, keep):
    return notebook | {"cells": [cell for cell in notebook["cells"] if keep(cell)]}


def _is_solution(cell):
    return cell["metadata"]["nbgrader"]["solution"]


def _changed(notebook, **metadata):
    cells = json.loads(json.dumps(notebook["cells"]))
    for cell in cells:
        cell["metadata"]["nbgrader"] |= metadata
    return notebook | {"cells": cells}


#: what became of a notebook -> (what is handed in, what is said in the formgrader)
BROKEN = {
    "no JSON": (lambda nb: "{", "derivative.ipynb is not taken: it is not a notebook, for it is no JSON."),
    "no text": (lambda nb: b"\xff\xfe\x00", "it is not a notebook, for it is no UTF-8."),
    "nested deeply": (lambda nb: "[" * 100_000, "it is not a notebook, for it is no JSON."),
    "a list": (lambda nb: [], "it is not a notebook: there is no list of cells."),
    "an old format": (lambda nb: nb | {"nbformat": 3}, "it is not a notebook of format 4"),
    "cells of strangers": (lambda nb: nb | {"cells": [1]}, "cell 1 is neither code nor text."),
    "no cell": (lambda nb: nb | {"cells": []}, ""),
    "no locked cell": (lambda nb: _without(nb, _is_solution), ""),
    "no solution": (lambda nb: _without(nb, lambda cell: not _is_solution(cell)), ""),
    "every cell twice": (lambda nb: nb | {"cells": nb["cells"] * 2}, ""),
    "backwards": (lambda nb: nb | {"cells": nb["cells"][::-1]}, ""),
    "turned into text": (lambda nb: nb | {"cells": [cell | {"cell_type": "raw"} for cell in nb["cells"]]}, ""),
    "more points": (lambda nb: _changed(nb, points=1e9), ""),
    "points of a text": (lambda nb: _changed(nb, points="all", schema_version="new"), ""),
    "all unlocked": (lambda nb: _changed(nb, locked=False, grade=False, solution=True), ""),
    "a huge output": (lambda nb: nb | {"cells": [cell | {"outputs": [{"output_type": "stream", "name": "stdout",
                                                                      "text": "x" * 2_000_000}]}
                                                 for cell in nb["cells"] if cell["cell_type"] == "code"]}, ""),
    "a giant": (lambda nb: nb | {"metadata": {"x": "y" * 21_000_000}}, "derivative.ipynb is larger than 20480 KiB."),
}


def _name(case):
    return case.replace(" ", "-")


@pytest.fixture(scope="module")
def broken(made, tmp_path_factory):
    """A copy of the course with a student for each broken notebook, graded and marked at once."""
    course = copied(made, tmp_path_factory.mktemp("broken"))
    for case, (handed_in, _) in BROKEN.items():
        hand_in(course, _name(case), handed_in(solved(course)))
    assert grade(course) == 0
    assert run("course", "sync", "--course", course.root) == 0
    return course


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_notebook_is_shown_whole_and_never_waits_for_ever(broken, case):
    """All cells of the plan are there, with the plan's points, and a number of them was earned: the report's."""
    before = rows(broken)
    path = broken.path("autograded", _name(case)) / f"{UNIT}.ipynb"
    synced = path.read_bytes()
    autograde(broken, _name(case))

    assert path.read_bytes() == synced
    assert rows(broken) == before
    shown = json.loads(synced)
    there = [c["metadata"]["nbgrader"]["grade_id"] for c in shown["cells"] if "nbgrader" in c["metadata"]]
    assert sorted(there) == sorted(c["metadata"]["nbgrader"]["grade_id"] for c in released(broken)["cells"])
    assert BROKEN[case][1] in "".join(shown["cells"][0]["source"])
    cell = marked_cell(broken, _name(case))
    assert cell["metadata"]["nbgrader"]["points"] == 10
    earned = float("".join(cell["outputs"][-1]["data"]["text/plain"]))
    assert earned == dict(Reports.of(broken.root / "graded"))[_name(case)].score
    (row,) = [row for row in api(broken).get_submissions(NAME) if row["student"] == _name(case)]
    assert (row["autograded"], row["needs_manual_grade"], row["score"]) == (True, False, earned)


def test_a_link_is_not_followed(course, tmp_path):
    """Whatever it leads to, it is not shown."""
    (tmp_path / "secret.ipynb").write_text(json.dumps(solved(course)).replace("slope", "secret"), encoding="utf-8")
    path = hand_in(course, "dan", "")
    path.unlink()
    path.symlink_to(tmp_path / "secret.ipynb")
    autograde(course, "dan")

    text = (course.path("autograded", "dan") / path.name).read_text(encoding="utf-8")
    assert "derivative.ipynb is a link, and links are not followed" in text
    assert "secret" not in text
    assert scores(course)["dan"] == 0


def test_a_notebook_of_something_else_is_no_full_marks(course):
    """Where an instructor adds a notebook that the kit has no checks for, its grade cells wait for a person."""
    source = course.root / "source" / NAME
    (source / "essay.ipynb").write_text(json.dumps(solved(course)), encoding="utf-8")
    with opened(course.url, course.id) as book:
        for student in course.students():
            book.remove_submission(NAME, student)
    expect(api(course).generate_assignment(NAME))
    hand_in(course, "dan", solved(course), "essay")
    autograde(course, "dan")

    (output,) = marked_cell(course, "dan", "essay")["outputs"]
    assert "essay.ipynb is no notebook of this kit, whose units are derivative." in output["evalue"]


def test_what_a_student_writes_runs_nothing_in_the_formgrader(course):
    """Neither Markdown nor raw cells nor outputs; the kit's own text stays as it is."""
    notebook = solved(course)
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)> $x$"
    for kind in ("markdown", "raw"):
        cell = {"cell_type": kind, "metadata": {"format": "text/html"}, "source": evil, "id": kind}
        notebook["cells"].insert(3, cell)
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": evil, "application/javascript": "x"}}
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "1", "id": "c", "execution_count": 1,
                              "outputs": [output]})
    hand_in(course, "dan", notebook)
    autograde(course, "dan")

    shown = json.loads((course.path("autograded", "dan") / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    text = "\n".join("".join(cell["source"]) + str(cell.get("outputs", "")) for cell in shown["cells"])
    assert "<script" not in text
    assert "<img" not in text
    assert "javascript" not in text
    assert "&lt;script&gt;" in text
    planned = {cell["id"]: cell["source"] for cell in released(course)["cells"] if cell["cell_type"] == "markdown"}
    assert planned.items() <= {cell["id"]: cell["source"] for cell in shown["cells"]}.items()
