"""The benchmark against other graders: the same questions and numbers for all, and figures from the right pairs."""

import os
import sys
from contextlib import suppress
from types import SimpleNamespace

import numpy
import pytest

from autograder.bench.peers import chosen, comparison, graded, members, ours, peer
from autograder.bench.peers import run as peers_run
from autograder.bench.peers.environment import Environment
from autograder.bench.peers.plain import check_text
from autograder.bench.peers.questions import recorded
from autograder.errors import AutograderError
from autograder.host import Host


@pytest.fixture(scope="module")
def tests():
    """{name of a check: its questions as plain Python}."""
    return {name: check_text(questions) for name, questions in recorded().items()}


def points(source, tests):
    """How many of the plain tests a module passes, each on a fresh copy of it."""
    passed = 0
    for text in tests.values():
        namespace = {"numpy": numpy}
        with suppress(Exception):
            exec(source, namespace)
            exec(text, namespace)
            passed += 1
    return passed


def test_right_submissions_pass_each_plain_test_and_wrong_ones_do_not(tests):
    """The tests that the peers get accept the solutions, and find each of the ten mistakes; a stub has no points."""
    given = {name: points(peer.flat(sources), tests) for name, sources in members.class_of(20).items()}

    assert len(tests) == 25
    assert [passed for name, passed in given.items() if name.startswith("right")] == [25] * 8
    assert [0 < passed < 25 for name, passed in given.items() if name.startswith("wrong")] == [True] * 10
    assert [passed for name, passed in given.items() if name.startswith("stub")] == [0]
    assert [passed for name, passed in given.items() if name.startswith("unparsable")] == [0]


def test_every_submission_of_a_class_is_of_its_own(tests):
    """No grader can give two of them one verdict because their bytes are equal."""
    sources = [tuple(units.values()) for units in members.class_of(45).values()]

    assert len(set(sources)) == 45


def test_nobody_is_wrong_in_the_class_of_right_ones():
    """What grading costs without explaining anything."""
    assert {name.partition("_")[0] for name in members.right_ones(20)} == {"right"}


def test_a_check_that_is_not_there_is_named():
    """Whoever renames a check learns that the benchmark asks for it."""
    checks = [SimpleNamespace(unit=unit, name=name) for unit, names in chosen.CHECKS.items() for name in names]

    assert chosen.among(checks) == tuple(checks)
    with pytest.raises(LookupError, match="training: the_loss_curve"):
        chosen.among(checks[:-1])


@pytest.mark.parametrize("wall", ["walled", "forks", "none"])
def test_our_command_asks_the_same_checks(tmp_path, wall):
    """With the wall and without: right ones get full marks, and what it took is said."""
    took = graded.grade(tmp_path, members.class_of, 2, 1, wall)

    assert (took["checks"], took["full"], took["size"]) == (25, 1.0, 2)
    assert took["seconds"] > 0
    assert (took["first"] > 0) is (wall != "none")      # what a process without a wall held, nobody can say
    assert took["first"] < took["peak_mib"] < 500


def test_pytest_lays_out_grades_and_counts(tests, tmp_path, monkeypatch):
    """The peer's own words are read: all points for a right submission, fewer for a wrong one."""
    monkeypatch.setattr(Environment, "bin", property(lambda self: tmp_path / "bin"), raising=False)
    monkeypatch.setattr(Environment, "__init__", lambda self, *_: None)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    one, root = peer.Pytest(), tmp_path / "course"
    root.mkdir()
    one.lay_out(root, tests, "")
    for name, sources in list(members.class_of(9).items())[7:]:
        one.hand_in(root, name, peer.flat(sources))

    one.grade(root)

    scores = one.scores(root)
    assert scores["right_0007"] == 25
    assert 0 < scores["wrong_0008"] < 25


@pytest.mark.skipif(os.name != "posix", reason="a script stands for Python")
def test_an_environment_that_cannot_be_made_says_why(tmp_path, monkeypatch):
    """The last words of the step are in the sentence, and the next run tries again."""
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho there is no network\nexit 1\n")
    python.chmod(0o700)
    monkeypatch.setattr(sys, "_base_executable", str(python))
    made = Environment("one", ["a"], tmp_path)

    with pytest.raises(AutograderError, match=r"the environment of one could not be made: there is no network"):
        made.make()
    assert not (made.folder / "packages.txt").exists()


def test_an_environment_is_made_once(tmp_path, monkeypatch):
    """It stays as long as the same packages are wanted."""
    steps = []
    monkeypatch.setattr(Environment, "_step", lambda self, *command: steps.append(command))
    (tmp_path / "one").mkdir()
    for packages in (["a"], ["a"], ["a", "b"]):
        Environment("one", packages, tmp_path).make()

    assert [command[2:3] for command in steps] == [("venv",), ("pip",)] * 2


BEST = {
    "pytest": {"seconds": 20.0, "size": 20, "wall_seconds": 20.0, "full": 1.0},
    "nbgrader": {"seconds": 50.0, "size": 20, "wall_seconds": 60.0, "full": 1.0},
    "otter": {"seconds": 80.0, "size": 20, "wall_seconds": 90.0, "full": 0.5},
    "ours": {"seconds": 2.0, "size": 20, "wall_seconds": 3.0, "full": 1.0, "wall": "strong"},
    "ours, all right": {"seconds": 1.0, "size": 20, "wall_seconds": 2.0},
    "200": {"seconds": 11.0, "size": 200, "wall_seconds": 15.0, "peak_mib": 80.0},
    "200, no wall but the same forks": {"seconds": 10.0, "size": 200, "wall_seconds": 15.0},
    "wall": {"ratios": [1.2, 0.9, 1.1]},
    "two at once": {"wall_seconds": 32.0},
    "20, tier none": {"seconds": 4.0, "size": 20, "wall_seconds": 5.0},
    "1000": {"seconds": 51.0, "size": 1000, "wall_seconds": 60.0, "peak_mib": 84.0, "first": 40.0, "last": 40.0,
             "hundreds": [0.05, 0.04, 0.045], "mib": [80.0, 82.0, 84.0]},
    "1000, -j 2": {"seconds": 56.0, "size": 1000, "wall_seconds": 30.0},
}


def test_figures_come_from_the_right_pairs():
    """Peers by ours, clock by clock, one more by one more; and a grader that is wrong is an error."""
    goals = comparison.judge(BEST)

    assert [goal.measured for goal in goals] == pytest.approx(
        [25.0, 40.0, 10.0, 50.0, 80.0, 20.0, 2.0, 1.0, 0.9, 1.05, 1.0, 1.1, 0.5, 1.0, 0.5, 1.0, 1.0])
    assert [goal.what for goal in goals if not goal.met] == [
        "the wall: CPU with it / the same forks without", "share of right submissions with full marks, otter"]
    assert comparison.exit_code(goals) == 1


def test_the_best_round_counts_and_the_clock_by_itself(capsys):
    """A busy moment spoils one figure of a round, not the other; each is printed as it comes."""
    best = {}
    for seconds, wall in ((2.0, 9.0), (1.0, 8.0), (3.0, 5.0)):
        comparison.keep_best(best, "ours", {"seconds": seconds, "wall_seconds": wall, "size": 2})

    assert best == {"ours": {"seconds": 1.0, "wall_seconds": 5.0, "size": 2}}
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["ours", "1.000", "4.500"], ["ours", "0.500", "4.000"], ["ours", "1.500", "2.500"]]


def graded_in(monkeypatch, seconds):
    """Let each class be graded in the next of so many seconds; return the list of (folder, size, wall)."""
    asked, seconds = [], iter(seconds)

    def grade(folder, members, size, jobs, wall):
        asked.append((folder.name, size, wall))
        return {"seconds": next(seconds), "wall_seconds": 1.0, "size": size}

    monkeypatch.setattr(comparison, "grade", grade)
    return asked


def test_of_short_runs_the_one_in_the_middle_counts(monkeypatch, tmp_path):
    """They differ by a fifth; the long ones are run once."""
    asked = graded_in(monkeypatch, [5.0, 1.0, 2.0, 3.0, 9.0, 7.0])

    assert comparison.typical(tmp_path, members.class_of, 20, 1, "walled")["seconds"] == 3.0
    assert comparison.typical(tmp_path, members.class_of, 1000, 1, "walled")["seconds"] == 7.0
    assert [name for name, *_ in asked] == ["0", "1", "2", "3", "4", "0"]


def test_the_wall_is_measured_in_pairs_and_two_commands_at_once(monkeypatch, tmp_path):
    """What a machine does meanwhile concerns both of a pair."""
    asked, best = graded_in(monkeypatch, [2.0, 1.0, 6.0, 4.0, 3.0, 2.0, 0.5, 0.5]), {}

    comparison.measure_wall(best, tmp_path)
    comparison.measure_two_at_once(best, tmp_path)

    assert best["wall"]["ratios"] == [2.0, 1.5, 1.5]
    assert best["200"]["seconds"] == 2.0
    assert best[comparison.FORKS]["seconds"] == 1.0
    assert [wall for _, _, wall in asked] == ["walled", "forks"] * 3 + ["walled"] * 2
    assert sorted((name, size) for name, size, _ in asked[6:]) == [("one", 500), ("other", 500)]
    assert best["two at once"]["wall_seconds"] < 1


def test_the_run_prints_its_table(monkeypatch, capsys):
    """Versions, targets, what a submission costs each; exit code 1 as one grader is wrong."""
    monkeypatch.setattr(Environment, "make", lambda self: None)
    monkeypatch.setattr(Environment, "version", lambda self, package: f"{package} 1.0")
    monkeypatch.setattr(comparison, "measure", lambda peers, rounds: BEST if rounds == 1 else None)

    assert peers_run(SimpleNamespace(rounds=1)) == 1
    printed = capsys.readouterr().out
    assert "rounds: 1" in printed
    assert "pytest 1.0, nbgrader 1.0, otter-grader 1.0" in printed
    assert "NOT MET" in printed
    assert "wall: strong" in printed
    assert "each hundred of 1000, CPU s for one: 0.050 0.040 0.045" in printed
    assert "MiB of the grader after it: 80 82 84" in printed
    assert "CPU with it / the same forks without: 0.90 1.10 1.20" in printed
    assert "two commands at once, half of 1000 each: 1.88 times as fast as one" in printed
    assert "\nwall " not in printed


def test_what_each_hundred_takes_is_counted(tmp_path, monkeypatch):
    """The CPU seconds of the grader and of the parent of the workers, those that are gone among them, and memory."""
    meter = ours.Meter(lambda grader, name: name)
    with Host() as host:
        monkeypatch.setattr(ours.os, "times", lambda: (1.0, 0.5, 0.25, 0.25, 99.0))
        grader = SimpleNamespace(host=host)
        assert [meter(grader, str(number)) for number in range(200)] == [*map(str, range(200))]

    assert len(meter.seconds) == len(meter.mib) == 3
    assert min(meter.seconds) >= (2.0 if host.zygote is None else 2.01)
    assert min(meter.mib) > 10


def test_the_cost_of_a_hundred_is_what_was_added():
    """What was taken before the first submission is the start's."""
    assert graded.hundreds(peak_mib=9, seconds=[2.0, 7.0, 11.0], mib=[50, 60, 61]) == {
        "hundreds": pytest.approx([0.05, 0.04]), "mib": [60, 61]}
