"""Feedback for students: what failed and why, once; what is missing; what passed; and nothing else."""

import pytest

from autograder.language import language
from autograder.report import CheckResult, Outcome, Report, UnitResult
from autograder.run import Done
from autograder.views.feedback import bar, feedback, lesson, next_unit
from autograder.views.markdown import feedback_markdown
from autograder.views.pages import feedback_page
from autograder.views.reveal import outcomes_text
from autograder.views.table import line, row, table


def check(name, outcome="passed", *, unit="value", points=1, message="", on="own"):
    """A check's result: full points where it passed."""
    score = points if outcome == "passed" else 0
    return CheckResult(unit, name, f"About {name}.", Outcome(outcome), score, points, message, on)


def report(*checks, **changes):
    """A report of these checks."""
    return Report(**{"kit": "1.0", "submission": "ada", "digest": "", "seed": 7, "wall": "strong", "layout": "kit",
                     "checks": checks} | changes)


# --- a student's file -----------------------------------------------------------------------------------------------


def test_the_whole_of_it():
    """Points, a bar for each unit, each failure with points, promise and message, then lists."""
    text = feedback(report(
        check("add"), check("mul", "failed", points=1.5, message="yours  1\nright  2"), check("exp", "todo"),
        check("sum", unit="backward"), check("chain", unit="backward", on="stand-ins"),
        notes=["Not taken: secret.bin."]))

    assert text == """\
ada: 3 / 5.5 points

  value        [#####...............]     1 / 3.5   1 failed, 1 todo
  backward     [####################]       2 / 2

note: Not taken: secret.bin.
--------------------------------------------------------------------------------
value: mul    0 / 1.5 points
  About mul.

  yours  1
  right  2
--------------------------------------------------------------------------------
Not written yet:
  value: exp
--------------------------------------------------------------------------------
Passed on correct earlier units, so there is no mistake here:
  backward: chain
--------------------------------------------------------------------------------
Passed:
  value: add
  backward: sum
--------------------------------------------------------------------------------
To read:
  value: the text at the top of `value.py`; "The autograd engine" in the README of the exercise kit

What failed was tried twice where it builds on earlier units: on yours, and on correct ones.
kit 1.0, seed 7, wall strong, layout kit
"""


def test_a_message_that_many_share_is_told_once():
    """A part that is broken fails many checks with the same words: the others are named below the first."""
    sentence = "NameError: there is no other"
    text = feedback(report(check("exp"), *[check(name, "error", message=sentence) for name in ("add", "mul", "neg")]))

    assert text.count(sentence) == 1
    assert "  The same holds for 2 more: mul, neg\n" in text


def test_a_named_mistake_comes_with_its_hint_and_an_example():
    """Whoever gets a mistake's wrong numbers has probably made it: what it is, and the smallest case to try."""
    mistake = {"id": "B1", "name": "`+` assigns", "hint": "Write += and not =.", "smallest": "a + a"}
    failed = CheckResult("backward", "sum", "About sum.", Outcome.FAILED, 0, 1, "yours 1\n\nAdd.", "own", "Add.",
                         (mistake,))

    assert """\
backward: sum    0 / 1 points
  About sum.

  yours 1

  Add.

  These are the numbers you get when `+` assigns: look at `a + a`.
  Write += and not =.
""" in feedback(report(failed))


def of_a_mistake(name, **changed):
    """A failed check that a known mistake explains."""
    mistake = {"id": "B1", "name": "`+` assigns", "hint": "Write += and not =.", "smallest": "a + a"} | changed
    return CheckResult("backward", name, f"About {name}.", Outcome.FAILED, 0, 1, f"yours {name}\n\nAdd.", "own",
                       "Add.", (mistake,))


@pytest.mark.parametrize(("write", "first", "last"), [
    (feedback, "    sum3: About sum3.\n", "    sum6: About sum6.\n"),
    (feedback_markdown, "- `sum3`: About sum3.\n", "- `sum6`: About sum6.\n"),
    (feedback_page, "<li><code>sum3</code> About sum3.</li>", "<li><code>sum6</code> About sum6.</li>"),
])
def test_a_mistake_that_many_checks_show_is_told_by_three(write, first, last):
    """The first three are shown in full; of the others there is a line each, with what they promise."""
    text = write(report(*[of_a_mistake(f"sum{i}") for i in range(7)], of_a_mistake("other", id="B7")))

    assert [f"yours sum{i}" in text for i in range(7)] == [True] * 3 + [False] * 4
    assert "The same holds for 4 more" in text
    assert first in text
    assert last in text
    assert "yours other" in text


def test_what_names_a_mistake_fits_on_a_screen():
    """Its sentences are broken between words, however long they are."""
    mistake = {"id": "B1", "name": "`+` assigns " + "again and " * 20, "hint": "Write += and not =. " * 9,
               "smallest": "a + a"}
    failed = CheckResult("backward", "sum", "About sum.", Outcome.FAILED, 0, 1, "yours 1\n\nAdd.", "own", "Add.",
                         (mistake,))

    assert max(map(len, feedback(report(failed)).splitlines())) <= 112


def test_the_same_message_in_another_unit_is_told_again():
    """Each unit is read for itself."""
    killed = [check("it", "error", unit=unit, message="Killed.") for unit in ("value", "backward")]

    assert feedback(report(*killed)).count("Killed.") == 2


def test_all_of_a_unit_are_not_listed_one_by_one():
    """Where every check passed, their number says enough."""
    assert "Passed:\n  value: all 2\n" in feedback(report(check("add"), check("mul")))
    assert "Not written yet:\n  value: all 2\n" in feedback(report(check("add", "todo"), check("mul", "todo")))


UNASKED = ("add_it", "mul_it", "neg_it")
MISSING = report(*[check(name, "error", message="value.py is missing.", on="") for name in UNASKED],
                 check("sum", "failed", unit="backward", message="yours 1"))


@pytest.mark.parametrize(("write", "told"), [
    (feedback, "----\nvalue: all of this unit    0 / 3 points\n  value.py is missing.\n----"),
    (feedback_markdown, "### `value: all of this unit` 0 / 3 points\n\n```text\nvalue.py is missing.\n```\n\n###"),
    (feedback_page, "<code>all of this unit</code></h3>\n  <p class=\"points quiet\">0 / 3 points</p>\n"
                    "  <pre>value.py is missing.</pre>\n</article>"),
])
def test_a_file_that_is_missing_is_told_once_of_its_whole_unit(write, told):
    """No check of it is named, for none was asked; what failed elsewhere is told as ever."""
    text = write(MISSING)

    assert told in text
    assert [name for name in UNASKED if name in text] == []
    assert "yours 1" in text


def test_a_file_that_is_missing_is_told_once_at_every_level_and_in_french():
    """Where only names are shown it is their number; on a learner's screen nothing else of the unit is failing."""
    assert "Did not pass:\n  value: all 3\n  backward: sum\n" in feedback(MISSING, "names")
    assert "value: all of this unit    0 / 3 points\n  value.py is missing.\n" in feedback(MISSING, "messages")
    assert "value: toute l'unité    0 / 3 points\n" in feedback(MISSING, say=language("fr"))
    assert "value: all of this unit    0 / 3 points" in lesson(MISSING)
    assert "\nAlso failing: backward: sum\n" in lesson(MISSING)


def test_nothing_passed_is_not_a_headline():
    """An untouched submission gets no empty list."""
    text = feedback(report(check("add", "todo")))

    assert "Passed" not in text
    assert "Not written yet:\n  value: add\n" in text


def test_what_was_not_asked_is_listed_and_does_not_count():
    """An engine is not asked for what the kit alone has."""
    text = feedback(report(check("add"), check("slope", "skipped", unit="derivative", points=0)))

    assert text.startswith("ada: 1 / 1 points")
    assert "Not asked of this submission:\n  derivative: slope\n" in text


def test_long_lists_break_between_names():
    """No line is wider than 110 columns, and no name is cut: students search for them."""
    names = [f"{'very-' * (number % 7)}long-name[{number}]" for number in range(60)]
    text = feedback(report(check("add"), *[check(name, "todo") for name in names]))

    assert max(map(len, text.splitlines())) <= 110
    assert [name for name in names if name not in text] == []


def test_plain_reports_make_plain_feedback():
    """Nothing of ours is outside ASCII: any terminal, any editor, any mail shows it."""
    every = [check(outcome.value, outcome.value, message="plain", on=on) for outcome in Outcome
             for on in ("own", "stand-ins")]

    assert feedback(report(*every, notes=["plain"])).isascii()
    assert lesson(report(*every)).isascii()


@pytest.mark.parametrize(("score", "most", "drawn"), [(0, 4, "...."), (1, 4, "#..."), (3.99, 4, "###."), (4, 4, "####"),
                                                      (0, 0, "....")])
def test_a_bar_is_full_only_with_all_points(score, most, drawn):
    """Rounded down, and empty where nothing was asked."""
    assert bar(UnitResult("value", score, most), width=4) == f"[{drawn}]"


def test_outcomes_are_counted_from_the_worst():
    """Only those that did not pass."""
    checks = [check(outcome, outcome) for outcome in ("todo", "passed", "failed", "error", "todo")]

    assert outcomes_text(checks) == "1 failed, 1 error, 2 todo"
    assert outcomes_text([check("a")]) == ""


# --- a learner's screen ---------------------------------------------------------------------------------------------


def test_a_learner_sees_one_failure_at_a_time():
    """The first in full, eight more by name, the others as a number."""
    text = lesson(report(*[check(f"check{number}", "failed", message=f"message {number}") for number in range(12)]))

    assert "First failure\n\nvalue: check0    0 / 1 points\n  About check0.\n\n  message 0\n" in text
    assert "message 1" not in text
    assert "Also failing: value: check1, value: check2" in text
    assert "check8, and 3 more\n\nTo read: " in text
    assert "check9" not in text


def test_notes_are_for_learners_too():
    """A helper file that was not taken is a reason to wonder."""
    assert "\nnote: Not taken: two.py." in lesson(report(check("add"), notes=["Not taken: two.py."]))


def test_the_next_unit_is_where_something_is_wrong():
    """A failure comes before what is not written; then there is nothing left to do."""
    todo, failed = check("add", "todo"), check("sum", "failed", unit="backward")

    assert next_unit(report(todo, failed)) == "backward"
    assert next_unit(report(todo, check("sum", unit="backward"))) == "value"
    assert next_unit(report(check("add"), check("sum", "skipped", unit="backward"))) is None


# --- an instructor's table ------------------------------------------------------------------------------------------


def test_the_table_is_aligned():
    """Names to the left, numbers to the right, `-` where a unit was not asked, wide letters counted as two."""
    jo = report(check("add", points=2.5), check("sum", "skipped", unit="backward"), submission="jo")
    zhang = report(check("add", "todo"), check("sum", unit="backward", points=10), submission="\u5f20\u4f1f\u5f3a")

    assert table([row(jo), row(zhang)]) == """\
submission  value  backward  score   of
jo            2.5         -    2.5  2.5
\u5f20\u4f1f\u5f3a          0        10     10   11"""


def test_a_long_name_is_never_cut_and_pushes_nobody_elses_points():
    """Learning platforms make names that are wider than a terminal."""
    name = "Friedrich Wilhelm Sebastian von Hohenzollern_1234567_assignsubmission_file_" * 2
    lines = table([row(report(check("add"), submission=one)) for one in (name, "ada")]).splitlines()

    assert name in lines[1]
    assert len(lines[0]) == len(lines[2]) < 80


@pytest.mark.parametrize(("done", "shown"), [
    (Done("ada", report(check("add"))), "ada          1 / 1"),
    (Done("ada", report(check("add")), kept=True), "ada          1 / 1      (kept)"),
    (Done("ada", report(check("add", "todo"))), "ada          0 / 1   1 todo"),
    (Done("ada", report(check("add", "error", message="a.zip is empty: hand it in again."),
                        check("mul", "error", message="a.zip is empty: hand it in again."))),
     "ada          0 / 2   2 error   a.zip is empty: hand it in again."),
    (Done("ada", report(check("add", "error", message="no name\x1b[2J\nline 3"))),
     "ada          0 / 1   1 error   no name\\x1b[2J"),
    (Done("ada", report(check("add", "error", message="one"), check("mul", "error", message="two"))),
     "ada          0 / 2   2 error"),
    (Done("ada", None, problem="The disk is on fire."), "ada    NOT GRADED: The disk is on fire."),
])
def test_each_submission_has_a_line(done, shown):
    """Score and what did not pass; kept from before; why nothing got an answer; or why there is no score."""
    assert line(done, 5) == shown
