"""`check` as a learner types it: units in their order, hints, and what to read."""

import json

import pytest
from classroom import KIT, SOLUTION, STUB, TWICE
from typed import assert_refused

from autograder.grading import Grader

pytestmark = pytest.mark.usefixtures("lend")


@pytest.fixture
def mine(tmp_path):
    """Write {unit: text} as a learner's folder; return it."""
    def write(sources):
        folder = tmp_path / "my code"
        folder.mkdir()
        for name, text in sources.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        return folder
    return write


def test_a_unit_that_is_done_passes(run, mine):
    """Points, a plain sentence, which unit comes next, and exit code 0."""
    folder = mine({"derivative": SOLUTION})
    done = run("check", "derivative", "--code", folder, "--seed", 3)

    assert (done.code, done.err) == (0, "")
    assert "10 / 10 points" in done.out
    onward = f"Go on with {folder}/value.py: `python -m autograder check value --code '{folder}'`."
    assert f"All checks pass.\n{onward}\n\n(seed 3)" in done.out


def test_the_first_failure_is_told_in_full_and_the_others_in_a_line(run, mine):
    """One thing at a time, then what to do next, as a command to be pasted."""
    folder = mine({"derivative": TWICE})

    done = run("check", "derivative", "--code", folder)

    assert done.code == 1
    assert "First failure\n\nderivative: slope_with_a_wide_step    0 / 2 points\n" in done.out
    assert "yours" in done.out
    assert "right" in done.out
    assert "dividing by h instead of 2h" in done.out
    assert "\nAlso failing: derivative: slope_keeps_its_digits, " in done.out
    assert f"Next: {folder}/derivative.py, then `python -m autograder check derivative --code '{folder}'` again." \
        in done.out


def test_an_optional_unit_asked_alone_has_points_of_its_own_only(run, mine):
    """It adds to a score that is not asked here: no `0 / 0 points`; and after the last unit nothing comes."""
    done = run("check", "my_tests", "--code", mine({"my_tests": ""}))

    assert "0 / 20   bonus" in done.out
    assert " / 0 points" not in done.out


def test_an_untouched_stub_is_no_failure(run, mine):
    """Nothing to explain yet: what to write, and exit code 1."""
    done = run("check", "derivative", "--code", mine({"derivative": STUB}))

    assert done.code == 1
    assert "7 todo" in done.out
    assert "First failure" not in done.out
    assert "Next: " in done.out


def test_the_learner_is_sent_to_the_exercises_by_default(run):
    """Without --code it is exercises/, and the command to repeat is as short as the one typed."""
    done = run("check", "derivative")

    assert "Next: exercises/derivative.py, then `python -m autograder check derivative` again." in done.out


def test_the_same_seed_asks_the_same(run, mine):
    """A run can be repeated; without --seed another is drawn."""
    command = ("check", "derivative", "--code", mine({"derivative": TWICE}))

    assert run(*command, "--seed", 5).out == run(*command, "--seed", 5).out
    assert run(*command, "--seed", 5).out != run(*command, "--seed", 6).out
    assert run(*command).out.splitlines()[-1] != run(*command).out.splitlines()[-1]


def test_quick_leaves_out_the_training_and_says_so(run):
    """The moons take seconds; what is left is not called everything."""
    done = run("check", "training", "--quick", "--code", KIT / "solutions")

    assert (done.code, "12 / 12 points" in done.out) == (0, True)
    assert "All checks pass but the one that --quick left out." in done.out


def test_hints_come_one_after_another_and_are_those_of_the_visible_tests(run, mine):
    """--hint shows one more each time, and remembers it where the visible tests do; then no more."""
    folder = mine({"derivative": TWICE})
    command = ("check", "derivative", "--code", folder)
    assert f"stuck? python -m autograder check derivative --code '{folder}' --hint     (0 of 3 hints seen for " \
        "derivative_is_a_central_difference)" in run(*command).out

    shown = [run(*command, "--hint").out for _ in range(4)]

    assert [[rung for rung in ("nudge", "idea", "sketch") if f"\n  {rung} " in out] for out in shown] \
        == [["nudge"], ["nudge", "idea"], ["nudge", "idea", "sketch"], ["nudge", "idea", "sketch"]]
    assert ["The same command shows the next one." in out for out in shown] == [True, True, False, False]
    assert "stuck?" not in shown[0]
    assert json.loads((folder / ".progress.json").read_text(encoding="utf-8"))["hints"] \
        == {"derivative.derivative_is_a_central_difference": 3}
    assert "(3 of 3 hints seen" in run(*command).out


def test_where_all_checks_pass_a_hint_is_to_be_had_from_the_visible_tests(run, mine):
    """There is nothing to be stuck at; what was not needed can be read."""
    done = run("check", "derivative", "--code", mine({"derivative": SOLUTION}), "--hint")

    assert "All checks pass.\nTo read the hints of one function: pytest exercises -k NAME --hint" in done.out


def test_a_hint_is_not_for_watching(run):
    """It would be another one at each save."""
    assert_refused(run("check", "--hint", "--watch"), "--hint shows one hint and --watch does not end")


def test_the_screen_says_what_to_read(run, mine):
    """About the unit to work on, and no other; nothing where all is right."""
    folder = mine({"derivative": STUB})
    command = ("check", "derivative", "--code", folder)

    assert '\nTo read: the text at the top of `derivative.py`; "Derivation" in the README' in run(*command).out
    (folder / "derivative.py").write_text(SOLUTION, encoding="utf-8")
    assert "To read" not in run(*command).out


def test_a_unit_that_does_not_exist_suggests_the_nearest(run):
    """And lists what there is."""
    assert_refused(run("check", "backwards"), 'no unit "backwards" (did you mean "backward"?)', "derivative, value, ")


@pytest.mark.parametrize(("folder", "said"), [
    ("empty", "holds no submission"), ("nowhere", "there is no such folder"), ("class", "Give one of them: --code "),
])
def test_code_without_units_is_an_error(run, tmp_path, classroom, folder, said):
    """A wrong folder is no learner with 0 points."""
    (tmp_path / "empty").mkdir()

    assert_refused(run("check", "--code", tmp_path / folder), tmp_path / folder, said)


def test_an_interrupted_check_promises_nothing(run, monkeypatch):
    """Ctrl-C: exit code 130, one word; there is nothing to go on with."""
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(Grader, "grade", interrupted)
    done = run("check", "derivative")

    assert (done.code, done.err) == (130, "\ninterrupted.\n")
