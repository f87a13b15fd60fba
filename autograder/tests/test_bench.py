"""The benchmark: fair runs, honest tables, and a word where the peer is missing."""

import importlib.util
import math

import pytest

from autograder.bench import BENCHMARKS, contender, engine
from autograder.bench import run as run_all
from autograder.bench.goal import Goal, exit_code, table
from autograder.errors import AutograderError
from reference.value import Value

BEST = {name: {"seconds": 1.0, "losses": [0.5, 0.25]} for name in contender.CONTENDERS}
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
    """Every benchmark in the list is run, and one that fails makes the whole fail."""
    codes = iter([1, 0])
    monkeypatch.setattr("autograder.bench.BENCHMARKS", ("engine", "engine"))
    monkeypatch.setattr(engine, "run", lambda arguments: next(codes))

    assert run_all() == 1
    assert next(codes, None) is None
    assert "engine" in BENCHMARKS


def test_nodes_are_counted_once():
    """A node that is used twice is one node."""
    a = Value(2.0)

    assert contender.count_nodes(a * a + a, "parents") == 3
