"""The folder that `grade` writes to: whose it is, what is in the way, what a full disk leaves."""

import sys

import pytest
from classroom import GRADES, files_in
from typed import assert_refused

from autograder import batch
from autograder.errors import AutograderError

pytestmark = pytest.mark.usefixtures("lend")


def test_a_file_in_the_place_of_the_folder_is_left_alone(grade, out):
    """--out must be a folder."""
    out.write_text("mine")

    assert_refused(grade(), f"{out} is a file: give a folder with --out.")
    assert out.read_text() == "mine"


def test_a_folder_of_others_is_not_written_to(grade, out):
    """A folder that `grade` has not made is refused; with --force it is used, and what it holds stays."""
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    assert_refused(grade(), out, "was not made by `grade`", "--force")
    assert files_in(out) == {"thesis.txt": b"mine"}

    assert grade("--force").code == 0
    assert (out / "thesis.txt").read_text() == "mine"
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', "\x00", "[" * 100_000,
                                  '{"format": 1, "seed": "7", "layout": null, "assignment": null}'])
def test_a_damaged_run_says_so(grade, out, text):
    """What cannot be gone on with is not guessed at; --force replaces it."""
    grade("--only", "bob")
    (out / "run.json").write_text(text)
    assert_refused(grade(), f"{out}/run.json is damaged: add --force")

    assert grade("--force").code == 0
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_place_where_no_folder_can_be_made_is_named(run, classroom):
    """Even root can make none there."""
    assert_refused(run("grade", classroom, "--out", "/proc/marks", "--no-wall"), "/proc/marks", "--out")


def test_a_full_disk_ends_the_run_and_costs_nothing(grade, out, monkeypatch):
    """When a report cannot be written all others could not either; what was finished is there, and the run goes on."""
    write = batch.write_whole

    def full(path, text):
        if path.name == "bob.json":
            raise AutograderError(f"{path} cannot be written: No space left on device.")
        write(path, text)

    monkeypatch.setattr(batch, "write_whole", full)
    assert_refused(grade(), "bob.json cannot be written: No space left on device.")
    assert (out / "grades.csv").read_text().splitlines()[1:] == ["ada,10,10,10"]

    monkeypatch.setattr(batch, "write_whole", write)
    assert grade().out.count("(kept)") == 1
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


def test_a_damaged_report_of_somebody_else_is_named(grade, out):
    """A report that belongs to no submission of this run cannot be made anew: the table says what it lacks."""
    grade()
    (out / "reports" / "zoe.json").write_text("{}")

    done = grade()

    assert f"warning: {out}/reports/zoe.json is damaged and left out of the grades" in done.out
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES
