"""Many submissions: what is kept, what is lost with a process, and what a folder of reports may hold."""

import errno
import io
import json
import multiprocessing
import os
import signal
import tempfile
import time
import weakref
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from classroom import GRADES, SOLUTION, SOURCES, write_assignment, write_class
from rich.console import Console

from autograder import batch, parallel
from autograder.arrivals.intake import find_submissions
from autograder.assignment import Assignment
from autograder.batch import grade_all, grade_one, write_grades
from autograder.commands import grade
from autograder.errors import AutograderError
from autograder.host import Host
from autograder.report import CheckResult, Outcome, Report
from autograder.run import Done, Settings, open_output
from autograder.usage import Usage, read_usage
from autograder.views import handout

OPTIONS = {"layout": None, "assignment": None}


@pytest.fixture
def assignment(tmp_path):
    """The unit `derivative` alone."""
    return Assignment.load(write_assignment(tmp_path / "short.toml"))


@pytest.fixture
def found(tmp_path, assignment):
    """The class: (name, folder) of each."""
    return find_submissions(write_class(tmp_path / "class"), assignment)


@pytest.fixture
def settings(tmp_path, assignment):
    """Of a run that has just begun."""
    out = tmp_path / "marks"
    open_output(out, 7, OPTIONS, False, None)
    return Settings(assignment, "kit 1", out, 7, "strong")


class Lenient:
    """A grader that gives everybody full marks and remembers whom it graded."""

    usage = {"derivative": Usage(0.25, 0.5, 40.0, 1)}

    def __init__(self, wall="strong"):
        self.wall, self.graded = wall, []

    def grade(self, submission):
        """Return a report of one check."""
        self.graded.append(submission.name)
        check = CheckResult("derivative", "slope", "Any slope.", Outcome.PASSED, 1, 1)
        return Report(kit="of the grader", submission=submission.name, digest=submission.digest, seed=7, wall=self.wall,
                      layout="kit", checks=[check])


# --- one submission -------------------------------------------------------------------------------------------------


def test_a_report_carries_the_version_of_its_run(settings, found):
    """The kit's, and that of an assignment of the instructor's own: a verdict depends on both."""
    done = grade_one(Lenient(), settings, *found[0])

    assert (done.report.kit, done.kept) == ("kit 1", False)
    assert json.loads((settings.out / "reports" / "ada.json").read_text())["kit"] == "kit 1"


@pytest.mark.parametrize(("change", "kept"), [
    ({}, True), ({"version": "kit 2"}, False), ({"seed": 8}, False), ({"force": True}, False),
    ({"tier": "seccomp"}, True), ({"tier": "none"}, True),
])
def test_a_report_is_kept_while_its_verdict_would_be_the_same(settings, found, change, kept):
    """Same bytes, kit and seed: no question is asked again, whatever the wall."""
    grader = Lenient()
    grade_one(grader, settings, *found[0])

    done = grade_one(grader, replace(settings, **change), *found[0])

    assert (done.kept, len(grader.graded)) == (kept, 1 if kept else 2)


def test_a_report_made_without_a_wall_is_not_kept_behind_one(settings, found):
    """Who grades a class again on Linux wants verdicts that no student could have touched."""
    grade_one(Lenient(wall="none"), settings, *found[0])

    assert not grade_one(Lenient(), settings, *found[0]).kept
    assert grade_one(Lenient(), settings, *found[0]).kept


def test_another_layout_is_another_submission(settings, found):
    """The digest covers how the files are read."""
    grader = Lenient()
    grade_one(grader, settings, *found[0])

    assert not grade_one(grader, replace(settings, layout="micrograd"), *found[0]).kept


def test_usage_and_feedback_are_written_before_the_report(settings, found, monkeypatch):
    """Who is stopped between them finds no report, and grades again: a kept report always has the other two."""
    written, write = [], batch.write_whole
    for module in (batch, handout):
        monkeypatch.setattr(module, "write_whole", lambda path, text: written.append(path.name) or write(path, text))

    grade_one(Lenient(), settings, *found[0])

    assert written == ["ada.json", "ada.txt", "ada.md", "ada.html", "ada.json"]


def test_what_it_took_stands_beside_the_report(settings, found):
    """Not in it: a verdict repeats itself to the last byte, and times do not."""
    grade_one(Lenient(), settings, *found[0])

    assert read_usage(settings.out, "ada") == Lenient.usage
    assert "cpu" not in (settings.out / "reports" / "ada.json").read_text()


def test_what_a_student_named_is_inert_in_the_reason(settings, tmp_path):
    """A folder's name is shown as text where its submission could not be graded."""
    done = grade_one(Lenient(), settings, "eve", tmp_path / "\x1b[2Jeve")

    assert done.report is None
    assert "\\x1b[2Jeve is no longer there." in done.problem


# --- several processes ----------------------------------------------------------------------------------------------


@pytest.fixture
def walled(settings):
    """Settings with the best wall there is."""
    with Host() as host:
        return replace(settings, tier=host.tier)


def test_a_process_that_dies_costs_no_finished_grade(walled, found):
    """Its submission is named, and what was finished before is there; the next run grades the rest."""
    running = grade_all(found, walled, jobs=2)
    first = next(running)
    for process in multiprocessing.active_children():
        process.kill()
    rest = list(running)

    assert first.report is not None
    lost = [done for done in rest if done.report is None]
    assert [done.problem for done in lost] == [parallel.STOPPED] * len(lost)
    again = list(grade_all(found, walled, jobs=1))
    assert {done.name for done in again if done.kept} == {done.name for done in [first, *rest] if done.report}
    assert write_grades(walled.out)[0].read_text(encoding="utf-8") == GRADES


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_process_ends_the_parent_of_its_workers_with_it(settings):
    """So nothing is left when a run is over, and what the workers took counts as the run's."""
    before = set(multiprocessing.util._finalizer_registry)
    parallel._start(replace(settings, tier=None))
    zygote = parallel._job.pop("grader").host.zygote
    if zygote is None:
        pytest.skip("no wall here, so no parent of workers")

    (added,) = set(multiprocessing.util._finalizer_registry) - before
    multiprocessing.util._finalizer_registry[added]()       # as multiprocessing does at the end of a process

    assert zygote.process.returncode == 0       # it was waited for


def test_an_interrupt_is_the_parents_to_heed(walled, tmp_path, assignment):
    """The terminal sends Ctrl-C to every process: those that grade leave it to the one that was started by hand."""
    twelve = write_class(tmp_path / "twelve", {f"ada{number}": SOLUTION for number in range(12)})
    running = grade_all(find_submissions(twelve, assignment), walled, jobs=2)
    first = next(running)
    for process in multiprocessing.active_children():
        os.kill(process.pid, signal.SIGINT)

    assert sum(done.report is not None for done in [first, *running]) == 12


def test_closed_early_it_waits_for_nothing(walled, tmp_path, assignment):
    """Whoever needs no more is not kept waiting for what is under way: here, for what would take 20 seconds."""
    endless = write_class(tmp_path / "endless", {"ada": SOLUTION} | dict.fromkeys("xyz", "while True:\n    pass\n"))
    running = grade_all(find_submissions(endless, assignment), walled, jobs=2)
    assert next(running).name == "ada"
    before = time.monotonic()
    running.close()

    assert time.monotonic() - before < 10
    assert multiprocessing.active_children() == []


# --- the folder of the run ------------------------------------------------------------------------------------------


def test_a_new_run_draws_its_seed_and_an_old_one_keeps_it(tmp_path):
    """However often it is opened, and with the seed asked for or not."""
    assert open_output(tmp_path / "marks", None, OPTIONS, False, lambda: 5) == 5
    for seed, force in [(None, False), (5, False), (None, True)]:
        assert open_output(tmp_path / "marks", seed, OPTIONS, force, lambda: 6) == 5


def test_a_run_says_what_it_depends_on(tmp_path):
    """run.json can be read by others."""
    open_output(tmp_path / "marks", 5, {"layout": "kit", "assignment": "mine.toml"}, False, None)

    assert json.loads((tmp_path / "marks" / "run.json").read_text()) == {
        "format": 1, "seed": 5, "layout": "kit", "assignment": "mine.toml"}


def test_a_run_that_was_stopped_at_its_very_beginning_can_be_gone_on_with(tmp_path):
    """Half a run.json, or no folders beside a whole one, are no strangers."""
    (tmp_path / ".run.json.1234.part").write_text("{")
    open_output(tmp_path, 5, OPTIONS, False, None)
    (tmp_path / "reports").rmdir()

    assert open_output(tmp_path, None, OPTIONS, False, None) == 5
    assert (tmp_path / "reports").is_dir()


def test_two_commands_that_begin_at_once_have_one_seed(tmp_path):
    """The second one finds the folder empty, and a run in it when it writes its own: it takes that one over."""
    def while_the_other_begins():
        assert open_output(tmp_path, None, OPTIONS, False, lambda: 5) == 5
        return 6

    assert open_output(tmp_path, None, OPTIONS, False, while_the_other_begins) == 5
    assert json.loads((tmp_path / "run.json").read_text())["seed"] == 5


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    """What lies in the way is no run of another command."""
    open_output(tmp_path, 5, OPTIONS, False, None)
    (tmp_path / "usage").rmdir()
    (tmp_path / "usage").write_text("mine")

    with pytest.raises(AutograderError, match=r"usage cannot be used: File exists"):
        open_output(tmp_path, None, OPTIONS, False, None)


def test_where_there_are_no_links_a_run_is_begun_all_the_same(tmp_path, monkeypatch):
    """As on the file systems of cameras and old sticks."""
    def none(*names):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    assert open_output(tmp_path, None, OPTIONS, False, lambda: 5) == 5
    assert [path.name for path in tmp_path.glob(".*")] == []


@contextmanager
def bound_by(mode, folder):
    """Give `folder` this mode, and be a user whom it binds."""
    root = os.geteuid() == 0
    os.chmod(folder, mode)
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        os.chmod(folder, 0o700)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_folder_that_may_not_be_written_to_is_named():
    """Before anything is graded, with what to do; and nothing is changed."""
    with tempfile.TemporaryDirectory() as name:     # pytest's own is closed to other users
        folder = Path(name)
        for out in (folder, folder / "marks"):
            with bound_by(0o555, folder), pytest.raises(AutograderError, match=r"Permission denied\. Choose a"):
                open_output(out, 7, OPTIONS, False, None)
        assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_folder_that_may_not_even_be_entered_is_named(tmp_path):
    """No traceback where not even looking is allowed."""
    with bound_by(0, tmp_path), pytest.raises(AutograderError, match=r"marks.* cannot be used: Permission denied"):
        open_output(tmp_path / "marks", 7, OPTIONS, False, None)


# --- the table ------------------------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_report(settings, found):
    """Whenever it was made: a late submission that is graded alone joins the others."""
    for name, path in found:
        grade_one(Lenient(), settings, name, path)

    path, damaged, _ = write_grades(settings.out)

    assert path.read_text(encoding="utf-8") == "submission,score,max_score,derivative\n" + "".join(
        f"{name},1,1,1\n" for name in SOURCES)
    assert damaged == []


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_report_is_named_and_costs_no_other(settings, found, content):
    """It is left out of the table, not guessed at."""
    grade_one(Lenient(), settings, *found[0])
    bad = settings.out / "reports" / "bob.json"
    bad.write_bytes(content)

    path, damaged, _ = write_grades(settings.out)

    assert damaged == [bad]
    assert path.read_text(encoding="utf-8").splitlines()[1:] == ["ada,1,1,1"]


def test_the_command_keeps_no_report(settings, monkeypatch):
    """The memory of a run does not grow with its class: of each report a row of the table stays."""
    seen = []

    def graded(*_):
        for name in ("ada", "bea"):
            report = Lenient().grade(SimpleNamespace(name=name, digest=""))
            seen.append(weakref.ref(report))
            yield Done(name, report)

    monkeypatch.setattr(grade, "_graded", graded)
    console = Console(file=io.StringIO())

    rows, missing, engines = grade._watched([("ada", None), ("bea", None)], settings, None, console, None)

    assert [row["submission"] for row in rows] == ["ada", "bea"]
    assert missing == engines == []
    assert [report() for report in seen] == [None, None]
