"""The benchmarks: fair runs, honest tables, and a word where a peer is missing."""

import importlib.util
import math
import random
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.assignment import Assignment
from autograder.bench import arrays, contender, engine, grading, moons, peers
from autograder.bench import run as run_all
from autograder.bench.goal import Goal, exit_code, table
from autograder.cli import main
from autograder.errors import AutograderError
from autograder.suites.free import MOONS, FreeTraining
from reference.nn import MLP
from reference.training import train
from reference.value import Value

BEST = {name: {"seconds": 1.0, "losses": [0.5, 0.25]} for name in contender.CONTENDERS if name != "torch"}
BYTES = {"micrograd": 700.0, "numbers": 210.0}

HAS_PEER = importlib.util.find_spec("micrograd") is not None
needs_micrograd = pytest.mark.skipif(not HAS_PEER, reason="micrograd is not installed")


@pytest.mark.parametrize(
    ("measured", "least", "met"),
    [(4.0, True, True), (3.9, True, False), (4.0, False, True), (4.1, False, False),
     (math.nan, True, False), (math.nan, False, False)],
)
def test_a_goal_is_met_at_its_bound(measured, least, met):
    """A lower bound is kept from the bound upwards, an upper bound from it downwards; nan keeps neither."""
    assert Goal("speed", 4.0, measured, least).met is met


def test_the_table_shows_target_and_figure_side_by_side():
    """Each row has what, target, measured and whether it is met, in columns and in ASCII."""
    size, gap = Goal("bytes", 0.3, 0.31, least=False), Goal("gap", 1e-12, 2e-16, least=False)

    text = table([Goal("speed", 3000, 8443.2), size, gap])

    assert text.splitlines() == [
        "           target  measured",
        "speed    >= 3,000     8,443  met",
        "bytes      <= 0.3      0.31  NOT MET",
        "gap    <= 1.0e-12   2.0e-16  met",
    ]
    assert text.isascii()


def test_only_results_decide_the_exit_code():
    """A speed that is missed is shown; losses that disagree are an error."""
    slow, wrong = Goal("speed", 4.0, 3.0), Goal("losses", 1e-12, 1e-3, least=False, must=True)

    assert exit_code([slow]) == 0
    assert exit_code([slow, wrong]) == 1


def test_goals_are_ratios_of_the_right_pairs():
    """Speeds are micrograd's time over ours, the price of the engine is our time over numpy's."""
    seconds = {"micrograd": 1200.0, "numbers, collector on": 200.0, "numbers": 100.0, "columns": 6.0,
               "matrices": 0.3, "by hand": 0.1}
    measured = {name: BEST[name] | {"seconds": s} for name, s in seconds.items()}

    goals = engine.judge(measured, BYTES)

    assert [goal.measured for goal in goals] == pytest.approx([6.0, 12.0, 200.0, 4000.0, 3.0, 0.3, 0.0])
    assert all(goal.met for goal in goals)


def test_torch_is_a_goal_where_it_was_measured():
    """Our time over torch's, and its losses count among those that must agree."""
    torch = {"seconds": 0.9, "losses": [0.5, 0.25]}
    (goal,) = (goal for goal in engine.judge(BEST | {"torch": torch}, BYTES) if "torch" in goal.what)

    assert goal.measured == pytest.approx(1 / 0.9)
    assert goal.met
    assert not any("torch" in goal.what for goal in engine.judge(BEST, BYTES))
    assert exit_code(engine.judge(BEST | {"torch": torch | {"losses": [0.5, 0.3]}}, BYTES)) == 1


def test_without_torch_its_goal_is_skipped_aloud(monkeypatch, capsys):
    """It is said, with the remedy, and no process is started for it."""
    started = []
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "torch" else True)
    monkeypatch.setattr(engine, "_contend", lambda name, *_: started.append(name) or {"seconds": 1.0, "bytes": 1.0,
                                                                                   "losses": []})
    monkeypatch.setattr(engine, "judge", lambda *measured: [])
    monkeypatch.setattr(engine, "_versions", lambda: "")

    assert engine.run() == 0
    assert f"without PyTorch: its goal is skipped; to measure it, pip install {engine.TORCH}" in capsys.readouterr().out
    assert started
    assert "torch" not in started


def test_one_wrong_loss_is_found():
    """The losses of any two contenders are compared at every step that both have."""
    long = {"seconds": 1.0, "losses": [0.5, 0.25, 0.125]}
    wrong = {"seconds": 1.0, "losses": [0.5, 0.25, 0.126]}

    assert engine.disagreement(BEST | {"columns": long, "matrices": long}) == 0.0
    assert engine.disagreement(BEST | {"columns": long, "matrices": wrong}) == pytest.approx(0.001)
    assert exit_code(engine.judge(BEST | {"columns": long, "matrices": wrong}, BYTES)) == 1
    assert math.isnan(engine.disagreement(BEST | {"numbers": {"seconds": 1.0, "losses": [0.5, math.nan]}}))


@needs_micrograd
def test_all_contenders_train_the_same_network():
    """Each contender, in a process of its own, gives the demo's first losses, its time and its bytes."""
    measured, bytes_per_node = engine.measure(rounds=1, runs=dict.fromkeys(engine.RUNS, (2, 1)))

    for best in measured.values():
        assert best["losses"] == pytest.approx([0.8958441028683222, 1.7235905336972022], abs=1e-12)
        assert best["seconds"] > 0.0
    assert 0.1 < bytes_per_node["numbers"] / bytes_per_node["micrograd"] <= 0.3


@needs_micrograd
def test_the_whole_run_prints_its_table(monkeypatch, capsys):
    """`run` prints versions, goals and times, and returns 0 where the losses agree."""
    monkeypatch.setattr(engine, "measure", lambda: (BEST, BYTES))

    assert engine.run() == 0
    printed = capsys.readouterr().out
    assert "micrograd 0.1.0, numpy " in printed
    assert "NOT MET" in printed
    assert "1000.000 ms a step" in printed


def test_a_missing_peer_is_named_with_its_remedy(monkeypatch):
    """Without micrograd there is nothing to compare with: the error says how to get it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(AutograderError, match=r"pip install micrograd==0\.1\.0"):
        engine.run()


def test_all_benchmarks_run_and_the_worst_code_counts(monkeypatch):
    """Every benchmark that needs no asking is run, and one that fails makes the whole fail."""
    ran = []
    for module, code in ((engine, 1), (arrays, 0), (grading, 0), (peers, 0)):
        monkeypatch.setattr(module, "run", lambda arguments, code=code, module=module: ran.append(module) or code)

    assert run_all() == 1
    assert ran == [engine, arrays, grading]
    assert run_all(SimpleNamespace(name="peers")) == 0
    assert ran == [engine, arrays, grading, peers]


def test_an_unknown_benchmark_is_named(capsys):
    """With what there is, and what it may have been."""
    assert main(["bench", "peer"]) == 2
    assert "there is no benchmark 'peer'" in (said := capsys.readouterr().err)
    assert "there are engine, arrays, grading, course, peers, watch, shrinking, moons." in said


def test_arrays_are_raced_and_their_checks_measured(monkeypatch, capsys):
    """The students' race on the solutions, and the checks of a right submission; one that fails is an error."""
    (slow, many), (fast, few) = raced = arrays.race()
    seconds, share = arrays.checks(rounds=1)

    assert slow / fast > 50
    assert many / few > 50
    assert (seconds > 0, share) == (True, 1)
    monkeypatch.setattr(arrays, "race", lambda: raced)
    monkeypatch.setattr(arrays, "checks", lambda: (0.5, 0.75))
    assert arrays.run() == 1
    assert capsys.readouterr().out.count(" met") == 3


def test_nodes_are_counted_once():
    """A node that is used twice is one node."""
    a = Value(2.0)

    assert contender.count_nodes(a * a + a, "parents") == 3


#: a class that starts in 2 s, of which workers take 0.5; then a right submission takes 0.2 s, a mixed one 0.3
CLASSES = {"checks": 125, "wall": "strong", "full": 20, "size": 20, "naming": 0.7}
TOOK = {
    "alone": CLASSES | {"seconds": 2.2, "workers": 0.6, "size": 1},
    "right": CLASSES | {"seconds": 6.0, "workers": 2.5},
    "mixed": CLASSES | {"seconds": 8.0, "workers": 4.5, "full": 6},
    "pytest, right": {"seconds": 1.5},
    "pytest, mixed": {"seconds": 2.0},
}


def test_the_time_of_descendants_counts():
    """A process that starts another and waits for it took both their times."""
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7))'])"

    _, alone = grading.timed("timeit", "-n1", "-r1", "pass")
    printed, together = grading.timed("timeit", "-n1", "-r1", busy)

    assert "1 loop" in printed
    assert together > alone + 0.05


def test_a_run_that_fails_is_no_figure():
    """What does not come to its end is told with what it printed."""
    with pytest.raises(AutograderError, match="timeit ended with exit code 2"):
        grading.timed("timeit", "--no-such-option")


def test_a_submission_pays_its_share_of_the_start():
    """A class costs its whole time divided by its size; pytest's time is divided by that."""
    goals = grading.judge(TOOK)

    assert [goal.measured for goal in goals] == pytest.approx([0.3, 0.4, 5.0, 5.0, 1.0])
    assert [goal.met for goal in goals] == [True, False, True, True, True]
    assert exit_code(goals) == 0
    assert exit_code(grading.judge(TOOK | {"right": TOOK["right"] | {"full": 19}})) == 1


def test_the_parts_add_up():
    """Start, workers and grader are together what a submission takes."""
    lines = grading.breakdown(TOOK).splitlines()

    assert [line.split()[-2:] for line in lines[:-1]] == [
        ["right", "mixed"], ["0.100", "0.100"], ["0.100", "0.200"], ["0.100", "0.100"], ["0.300", "0.400"],
        ["0.700", "0.050"], ["1.500", "2.000"]]
    assert lines[-1] == "125 checks, wall: strong; a class starts in 2.00 s"


def test_a_class_is_graded_by_the_command():
    """Right submissions get full marks in all checks but moons; workers take a part of the time."""
    took = grading.grade([Path("solutions")] * 2)

    assert (took["full"], took["size"], took["checks"]) == (2, 2, 125)
    assert took["seconds"] > took["workers"] > 0.0


def test_each_class_meets_its_peer_and_the_best_round_counts(monkeypatch):
    """A round grades a class of one, then every class beside pytest; what a round was disturbed in is forgotten."""
    seconds = iter([5.0, 1.0])
    monkeypatch.setattr(grading, "CLASSES", {"right": [Path("a"), Path("b")]})
    monkeypatch.setattr(grading, "grade", lambda members: {"seconds": next(seconds), "members": members})
    monkeypatch.setattr(grading, "plain_pytest", lambda member: {"a": 2.0, "b": 4.0}[member.name])

    assert dict(grading._round(3)) == {
        "alone": {"seconds": 5.0, "members": [Path("a")]},
        "right": {"seconds": 1.0, "members": [Path("a"), Path("b"), Path("a")]},
        "pytest, right": {"seconds": 3.0},
    }
    rounds = iter([[("right", {"seconds": 1.5}), ("pytest, right", {"seconds": 3.0})], [("right", {"seconds": 2.0})]])
    monkeypatch.setattr(grading, "_round", lambda size: next(rounds))
    assert grading.measure(rounds=2) == {"right": {"seconds": 1.5}, "pytest, right": {"seconds": 3.0}}


def test_plain_pytest_runs_the_visible_tests(monkeypatch):
    """On the student's folder, all but moons; tests that fail are a result as well."""
    asked = []
    monkeypatch.setattr(grading, "timed", lambda *arguments, good: (asked.append((arguments, good)), 1.5))

    assert grading.plain_pytest(Path("solutions")) == 1.5
    assert asked == [(("pytest", "exercises", "--code", "solutions", "-k", "not moons"), (0, 1))]


def test_the_run_prints_goals_and_parts(monkeypatch, capsys):
    """`run` prints versions, goals and parts; where processes' time is not added up, it says so."""
    monkeypatch.setattr(grading, "measure", lambda: TOOK)

    assert grading.run() == 0
    printed = capsys.readouterr().out
    assert "NOT MET" in printed
    assert "workers behind the wall" in printed
    monkeypatch.setattr(grading, "resource", None)
    with pytest.raises(AutograderError, match="cannot be measured on Windows"):
        grading.run()


def test_right_code_is_safe_on_moons(capsys, monkeypatch):
    """The shares of those that miss are told, and a check that right code might miss is an error."""
    monkeypatch.setattr(moons, "misses", lambda *_, shuffled=False, law=None, **__: 0.1 if shuffled or law else 0.005)
    assert moons.run() == 0
    said = capsys.readouterr().out
    assert re.search(r"as the check trains them +0\.50%\nwith shuffled batches +10\.00%\nwith moons .* 10\.00%", said)
    assert re.search(r"chance that a right one misses 3 times +<= 1\.0e-05 +5\.4e-07 +met", said)

    monkeypatch.setattr(moons, "misses", lambda *_, **__: 0.05)
    assert moons.run() == 1


def test_networks_side_by_side_are_trained_as_the_reference_trains_one():
    """From the same weights, the same batches: the same weights come out, to the last digits."""
    training = FreeTraining(MOONS, replace(Assignment.load().moons, steps=20), 0.1, random.Random(3))
    [[weights, biases], *others] = moons.trained(np.array([training.points]), np.array([training.labels]),
                                                 np.array([training.batches]), 0.5, np.random.RandomState(2))
    layers = [[weights, biases], *others]
    model, draw = MLP(2, [16, 16, 1]), np.random.RandomState(2)
    starts = [draw.uniform(-1, 1, (1, nin, nout))[0] for nin, nout in moons.SIZES]
    begin = [number for start in starts for column in start.T for number in [*column, 0.0]]
    for parameter, number in zip(model.parameters(), begin, strict=True):
        parameter.data = number

    train(model, training.points, training.labels, training.batches, 0.5)

    expected = [number for w, b in layers for column, bias in zip(w[0].T, b[0, 0], strict=True)
                for number in [*column, bias]]
    assert [p.data for p in model.parameters()] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_share_that_was_not_seen_is_not_taken_for_impossible():
    """Of two thousand none: it may still be one in a thousand."""
    assert moons.bound(0.0, 2000) == pytest.approx(1e-3)
    assert moons.bound(0.01, 2000) == pytest.approx(0.01447, abs=1e-5)
