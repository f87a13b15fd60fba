"""What tests of the class report share: a class of four, and the head of a column clicked."""

from strangers import MISTAKE, report_of

from autograder.report import CheckResult, Outcome
from autograder.views.cohort import Cohort

LETTERS = {"p": ("passed", "own"), "b": ("passed", "stand-ins"), "f": ("failed", "own"), "t": ("todo", ""),
           "s": ("skipped", "")}
#: name -> what became of eight checks of `value` and two of `nn`, worth 1.5 each; names sort as people sort them
CLASS = {"zoë": "pppppppppp", "ada 10": "ppppppppff", "Ada 9": "ptttttttss", "bob": "ffffffffbb"}


def result(unit, name, letter):
    """The result of a check."""
    outcome, on = LETTERS[letter]
    return CheckResult(unit, name, f"About `{name}`.", Outcome(outcome), 1.5 if outcome == "passed" else 0,
                       0 if outcome == "skipped" else 1.5, "yours 1" * (outcome == "failed"), on,
                       mistakes=(MISTAKE,) if outcome == "failed" else ())


def cohort_of(classes, usage=None):
    """A cohort of {name: letters}, some units in two reports."""
    cohort = Cohort()
    for name, letters in classes.items():
        checks = [result("value" if n < 8 else "nn", f"check{n}", letter) for n, letter in enumerate(letters)]
        cohort.add(name, report_of(*checks, submission=name), (usage or {}).get(name))
    return cohort


def sort_by(page, title):
    """Click on the head of a column."""
    page.get_by_role("button", name=title, exact=True).first.click()
