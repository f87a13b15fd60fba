"""Grading on a Dask cluster: the same reports as here, and none lost with a machine. Every machine is a process."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from classroom import KIT, SOLUTION, SOURCES, files_in, results_in, write_assignment, write_class

from autograder import batch, cluster
from autograder.assignment import Assignment
from autograder.cli import main
from autograder.errors import AutograderError
from autograder.host import Host
from autograder.run import Settings, open_output
from autograder.version import version_of

distributed = pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")

#: takes a moment to load, so that there is time to kill something
SLOW = f"import time\ntime.sleep(0.2)\n{SOLUTION}"
LOCAL = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}


class Machines:
    """A scheduler on the loopback interface, and the workers that are started for it."""

    def __init__(self, folder, **environment):
        self.folder, self.environment, self.running = folder, {**os.environ, **LOCAL, **environment}, []

    def start(self):
        """Start the scheduler; return self."""
        file = self.folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(file))
        _wait_until(lambda: file.is_file() and file.read_text().endswith("}"))
        self.address = json.loads(file.read_text())["address"]
        return self

    def _start(self, *words, cwd=KIT):
        command = [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1", "--no-dashboard"]
        with open(self.folder / f"{words[0]}.log", "ab") as log:
            self.running.append(subprocess.Popen(command, cwd=cwd, env=self.environment, stdout=log, stderr=log))
        return self.running[-1]

    def workers(self, number, cwd=KIT):
        """Start some workers and wait until the scheduler has them; return their processes."""
        started = [self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--local-directory",
                               str(self.folder / "dask"), cwd=cwd) for _ in range(number)]
        with distributed.Client(self.address, set_as_default=False) as client:
            alive = [process for process in self.running[1:] if process.poll() is None]
            client.wait_for_workers(len(alive), timeout=30)
        return started

    def close(self, end=subprocess.Popen.kill):
        """End all that runs, without a chance to tidy up; return the processes that outlive it."""
        below = [child for process in self.running if process.poll() is None
                 for child in psutil.Process(process.pid).children(recursive=True)]
        for process in reversed(self.running):      # the scheduler last: workers take leave of it
            end(process)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return psutil.wait_procs(below, timeout=10)[1]


def _wait_until(condition, seconds=20):
    for _ in range(int(seconds / 0.05)):
        if condition():
            return
        cluster.time.sleep(0.05)
    pytest.fail(f"not within {seconds} s")


@pytest.fixture
def machines(tmp_path):
    """Return `machines(**environment)`, a fresh scheduler; afterwards nothing of it may be left running."""
    made = []

    def machines(**environment):
        folder = tmp_path / f"machines{len(made)}"
        folder.mkdir()
        made.append(Machines(folder, **environment))
        return made[-1].start()

    yield machines
    assert [left for one in made for left in one.close()] == []


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A scheduler with two workers, for the tests that leave them alive."""
    machines = Machines(tmp_path_factory.mktemp("two"))
    try:
        machines.start().workers(2)
        yield machines
    finally:
        left = machines.close(subprocess.Popen.terminate)
    assert left == []


@pytest.fixture(scope="module")
def tier():
    """The wall of this machine."""
    with Host() as host:
        return host.tier


@pytest.fixture
def settings(tmp_path, tier):
    """Settings of a run at seed 7, one unit."""
    assignment, out = Assignment.load(write_assignment(tmp_path / "short.toml")), tmp_path / "marks"
    open_output(out, 7, {"layout": None, "assignment": "short.toml"}, False, None)
    return Settings(assignment, version_of(assignment), out, 7, tier)


@pytest.fixture
def grade(tmp_path, capsys):
    """Grade `folder` into `out` by the command; return the exit code and what it said."""
    assignment = write_assignment(tmp_path / "short.toml", seconds=2)

    def grade(folder, out, *options):
        code = main(["grade", str(folder), "--out", str(out), "--seed", "7", "--no-wall", "--assignment",
                     str(assignment), *options])
        said = capsys.readouterr()
        return code, said.out, said.err
    return grade


def found_in(folder):
    """(name, path) of each submission."""
    return sorted((path.name, path) for path in folder.iterdir())


def slow_class(folder, number=5):
    """Write a class whose grading takes some seconds; return its submissions."""
    return found_in(write_class(folder, {f"s{index}": f"{SLOW}# {index}\n" for index in range(number)}))


def local_reports(found, settings, tmp_path):
    """{name: bytes} of the reports of a run without any cluster."""
    out = tmp_path / "local"
    open_output(out, 7, {"layout": None, "assignment": "short.toml"}, False, None)
    for _ in batch.grade_all(found, replace(settings, out=out)):
        pass
    return files_in(out / "reports")


def finished(found, settings, address):
    """The names that have a report when a whole run is over, and those that were kept."""
    everything = [*cluster.grade_all(found, settings, address)]
    assert [done.problem for done in everything if not done.report] == []
    return [sorted(done.name for done in everything), sorted(done.name for done in everything if done.kept)]


# --- what comes out -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_cluster_gives_the_same_files_as_this_machine(two, grade, tmp_path):
    """Reports, feedback, table and run.json are equal to the last byte, whatever was handed in."""
    others = {"nul": b"\0", "loud": "print('x' * 10**6); 1 / 0", "none": b""}
    folder = write_class(tmp_path / "class", SOURCES | others)
    (folder / "gone").symlink_to(tmp_path)

    here = grade(folder, tmp_path / "here")
    there = grade(folder, tmp_path / "there", "--scheduler", two.address)

    assert (here[0], here[2]) == (there[0], there[2]) == (0, "")
    assert results_in(tmp_path / "there") == results_in(tmp_path / "here")
    assert len(list((tmp_path / "there" / "reports").iterdir())) == len(SOURCES) + 4
    assert files_in(tmp_path / "there").keys() == files_in(tmp_path / "here").keys()


def test_what_is_graded_is_kept(two, settings, tmp_path):
    """A second run sends nothing; with force all of it is graded again."""
    found = found_in(write_class(tmp_path / "class"))
    names = sorted(SOURCES)

    assert finished(found, settings, two.address) == [names, []]
    assert finished(found, settings, two.address) == [names, names]
    assert finished(found, replace(settings, force=True), two.address) == [names, []]


def test_a_submission_that_vanished_costs_no_other(two, settings, tmp_path):
    """It is named, and the others have their reports."""
    found = found_in(write_class(tmp_path / "class"))
    shutil.rmtree(tmp_path / "class" / "bob")

    problems = {done.name: done.problem for done in cluster.grade_all(found, settings, two.address)}

    assert problems == {"ada": "", "eve": "", "bob": f"{tmp_path / 'class' / 'bob'} is no longer there."}


def test_few_submissions_are_read_ahead(two, settings, tmp_path):
    """Two for each thread, however large the class: this is what keeps memory flat."""
    path = write_class(tmp_path / "class") / "ada"
    read = []

    def endless():
        while True:
            read.append(f"s{len(read)}")
            yield read[-1], path

    with closing(cluster.grade_all(endless(), settings, two.address)) as everything:
        for number in range(1, 20):
            next(everything)
            assert len(read) <= number + 2 * 2 + 1


def test_a_command_that_was_killed_goes_on_on_the_cluster(two, grade, tmp_path):
    """SIGKILL at the first report, and again: the same files as on this machine, which nobody disturbed."""
    folder, out = tmp_path / "class", tmp_path / "there"
    slow_class(folder)
    options = ["--seed", "7", "--no-wall", "--assignment", str(tmp_path / "short.toml"), "--scheduler", two.address]
    assert grade(folder, tmp_path / "here")[0] == 0
    command = [sys.executable, "-m", "autograder", "grade", str(folder), "--out", str(out), *options]
    process = subprocess.Popen(command, cwd=KIT, stdout=subprocess.DEVNULL)
    _wait_until(lambda: process.poll() is not None or [*(out / "reports").glob("*.json")])
    process.kill()

    assert process.wait() == -9
    code, said, _ = grade(folder, out, "--scheduler", two.address)
    assert (code, "(kept)" in said) == (0, True)
    assert {name: text for name, text in results_in(out).items() if not name.endswith(".part")} == results_in(
        tmp_path / "here")


@pytest.mark.parametrize(("old", "new", "said"), [
    ('"submission": "ada"', '"submission": "bob"', "a Dask worker gave the report of something else"),
    ('"seed": 7', '"seed": 8', "a Dask worker gave the report of something else"),
    ('"score": 10', '"score": 11', "not a report of this kit: "),
    ("{", "<", "not a report of this kit: ")])
def test_a_report_that_is_not_asked_for_is_not_believed(two, settings, tmp_path, monkeypatch, old, new, said):
    """What comes back is read as a report, and must be of this submission, kit, seed and wall."""
    take = cluster.Cluster.take

    def tampered(self):
        submission, text, usage, problem = take(self)
        assert old in text
        return submission, text.replace(old, new, 1), usage, problem

    monkeypatch.setattr(cluster.Cluster, "take", tampered)
    path = write_class(tmp_path / "class") / "ada"

    (done,) = cluster.grade_all([("ada", path)], settings, two.address)

    assert done.report is None
    assert done.problem.startswith(said)
    assert files_in(settings.out / "reports") == {}


# --- what is lost on the way ----------------------------------------------------------------------------------------


def test_a_worker_that_is_killed_loses_nothing(machines, settings, tmp_path):
    """The other one grades what it was busy with: all reports are there, and equal to those of a run here."""
    cloud, found = machines(), slow_class(tmp_path / "class")
    first, _ = cloud.workers(2)

    everything = cluster.grade_all(found, settings, cloud.address)
    done = [next(everything)]
    first.kill()
    done += everything

    assert sorted(one.name for one in done if one.report) == [name for name, _ in found]
    assert files_in(settings.out / "reports") == local_reports(found, settings, tmp_path)


def test_without_any_worker_the_run_ends_and_goes_on_later(machines, settings, tmp_path, monkeypatch):
    """When the last one is killed, what is finished is kept; with a new worker the same run does the rest only."""
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    cloud, found = machines(), slow_class(tmp_path / "class")
    (last,) = cloud.workers(1)

    everything = cluster.grade_all(found, settings, cloud.address)
    next(everything)
    last.kill()
    with pytest.raises(AutograderError, match=f"scheduler at {cloud.address} has had no worker for 1 s. What was fin"):
        list(everything)
    before = sorted(path.stem for path in (settings.out / "reports").iterdir())
    last.wait()
    cloud.workers(1)

    assert 0 < len(before) < len(found)
    assert finished(found, settings, cloud.address) == [[name for name, _ in found], before]


def test_a_scheduler_that_is_killed_ends_the_run(machines, settings, tmp_path):
    """One sentence that names its address; what is finished is kept."""
    cloud, found = machines(), slow_class(tmp_path / "class")
    cloud.workers(1)

    everything = cluster.grade_all(found, settings, cloud.address)
    next(everything)
    cloud.scheduler.kill()
    with pytest.raises(AutograderError, match=f"^the Dask scheduler at {cloud.address} is gone. What was finished is"):
        list(everything)

    assert files_in(settings.out / "reports")


def test_a_submission_that_every_worker_is_lost_with_is_given_up(machines, settings, tmp_path):
    """Dask tries a task on some workers, then no more: the submission is named and the run goes on."""
    cloud = machines(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    (worker,) = cloud.workers(1)
    ada, *others = slow_class(tmp_path / "class", 4)

    everything = cluster.grade_all([ada, *others], settings, cloud.address)
    done = [next(everything)]
    worker.kill()
    worker.wait()
    cloud.workers(1)
    done += everything

    problems = {one.problem for one in done if not one.report}
    assert problems == {"one Dask worker after the other was lost while it was graded; grade again to go on"}
    assert sorted(one.name for one in done) == [name for name, _ in [ada, *others]]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_the_command_and_keeps_what_is_done(two, tmp_path):
    """One sentence, exit code 130, whole reports; the workers are there for the next run."""
    slow_class(tmp_path / "class", 30)
    command = [sys.executable, "-m", "autograder", "grade", tmp_path / "class", "--out", tmp_path / "marks",
               "--no-wall", "--scheduler", two.address, "--assignment", write_assignment(tmp_path / "short.toml")]
    process = subprocess.Popen(command, cwd=KIT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    reports = tmp_path / "marks" / "reports"
    _wait_until(lambda: reports.is_dir() and any(reports.glob("*.json")))

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)

    assert process.returncode == 130
    assert said == "\ninterrupted: what was finished is kept, and the same command goes on from there.\n"
    assert 0 < len(list(reports.glob("*.json"))) < 30


# --- what is refused ------------------------------------------------------------------------------------------------


def test_a_scheduler_that_is_not_there_is_named(grade, tmp_path, monkeypatch):
    """Wrong usage: exit code 2 and one sentence."""
    monkeypatch.setattr(cluster, "REACH_SECONDS", 1)
    folder = write_class(tmp_path / "class")

    for address in ("tcp://127.0.0.1:9", "nowhere://x"):
        code, _, said = grade(folder, tmp_path / "marks", "--scheduler", address)
        assert code == 2
        assert said.startswith(f"error: no Dask scheduler can be reached at {address}: ")
        assert said.count("\n") == 1


def test_a_worker_with_another_kit_is_refused(machines, settings, tmp_path):
    """Its verdicts could differ: nothing is graded, and both versions are named."""
    other = tmp_path / "other"
    for part in ("autograder", "reference", "solutions"):
        shutil.copytree(KIT / part, other / part, ignore=shutil.ignore_patterns("tests", "__pycache__"))
    with (other / "autograder" / "suites" / "test_derivative.py").open("a") as suite:
        suite.write("# changed\n")
    cloud = machines()
    cloud.workers(1, cwd=other)

    with pytest.raises(AutograderError) as refusal:
        [*cluster.grade_all(found_in(write_class(tmp_path / "class")), settings, cloud.address)]

    assert str(refusal.value).startswith("the Dask worker tcp://127.0.0.1:")
    assert f"and here it is {settings.version}. Install the same on all machines." in str(refusal.value)
    assert files_in(settings.out / "reports") == {}


def test_a_worker_with_another_kit_that_comes_later_is_refused(two, settings, tmp_path, monkeypatch):
    """Whoever was not there at the beginning is asked before its first submission."""
    monkeypatch.setattr(cluster.Cluster, "expect_this_kit_of_all", lambda self: None)
    strange = replace(settings, version="another")

    with pytest.raises(AutograderError, match=r"^a Dask worker cannot be used: the kit on .* and here it is another\."):
        [*cluster.grade_all(found_in(write_class(tmp_path / "class")), strange, two.address)]


def test_a_worker_without_the_kit_is_told_how_to_start(machines, settings, tmp_path):
    """A worker that was started elsewhere cannot import the kit."""
    cloud = machines()
    cloud.workers(1, cwd=tmp_path)

    with pytest.raises(AutograderError, match=r"No module named 'autograder'.*Start it in the kit's folder"):
        [*cluster.grade_all(found_in(write_class(tmp_path / "class")), settings, cloud.address)]


def test_processes_here_and_a_cluster_exclude_each_other(capsys):
    """`-j` would mean nothing beside `--scheduler`."""
    with pytest.raises(SystemExit) as stop:
        main(["grade", "class", "--out", "marks", "-j", "2", "--scheduler", "tcp://127.0.0.1:8786"])

    assert stop.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


def test_without_dask_it_is_said_what_to_install(grade, tmp_path, monkeypatch):
    """Only whoever wants a cluster needs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    code, _, said = grade(write_class(tmp_path / "class"), tmp_path / "marks", "--scheduler", "tcp://127.0.0.1:8786")

    assert (code, said) == (2, "error: --scheduler needs Dask: pip install distributed\n")


def test_the_page_about_scale_is_there():
    """The help names it."""
    assert Path(KIT / "autograder" / "docs" / "scale.md").is_file()
