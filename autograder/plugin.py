"""The checks of the hidden suites: collected by pytest, once, and called for many submissions.

pytest finds the checks, with their parameters and markers; whatever a check raises is its result. A check is a plain
function of `submission` and its parameters, so it is called as such: fixtures, reports and hooks around each call
would cost more than the checks themselves.
"""

import inspect
import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from autograder.mistakes import Mistake

SUITES = Path(__file__).parent / "suites"
MARKERS = (
    "points(number): what the check is worth",
    "kit_only: asks for something that the kit prescribes and existing engines need not have",
    "slow: trains a whole network",
)
_KNOWN = {"points", "kit_only", "slow", "parametrize"}
#: pytest's parts that collecting has no use for: the terminal would print, the others take time
_LEFT_OUT = """
    cacheprovider capture debugging doctest faulthandler junitxml legacypath logging pastebin setuponly setupplan
    stepwise subtests terminal terminalprogress threadexception unittest unraisableexception warnings
""".split()


@dataclass(frozen=True)
class Check:
    """One test of a suite, as the report names it.

    unit, name   of the module and the function, without `test_`
    title, hint  first paragraph and the rest of its docstring
    points       what it is worth
    about        the known mistake that it is about, by its id; None for most checks
    """

    unit: str
    name: str
    title: str
    hint: str
    points: float
    kit_only: bool
    slow: bool
    about: str | None = None


def _parameters(item):
    return getattr(getattr(item, "callspec", None), "params", {})


def _check(item):
    title, _, hint = inspect.cleandoc(item.function.__doc__ or "").partition("\n\n")
    parameters = _parameters(item)
    for name, value in parameters.items():
        title, hint = (text.replace("{" + name + "}", str(value)) for text in (title, hint))
    about = next((value.id for value in parameters.values() if isinstance(value, Mistake)), None)
    marked = item.get_closest_marker
    return Check(
        unit=item.path.stem.removeprefix("test_"), name=item.name.removeprefix("test_"),
        title=" ".join(title.split()), hint=" ".join(hint.split()), points=marked("points").args[0],
        kit_only=marked("kit_only") is not None, slow=marked("slow") is not None,
        about=about)


class Suites:
    """All checks of a folder of suites, to be asked about one subject after another."""

    def __init__(self, folder=SUITES, units=None):
        """Collect the suites in `folder`, or those of `units`. Raise RuntimeError where one is not fit to be asked."""
        found = _Found()
        files = [folder] if units is None else [folder / f"test_{unit}.py" for unit in units]
        arguments = [*map(str, files), "-c", str(SUITES / "pytest.ini"), f"--rootdir={folder}", "--collect-only",
                     "--assert=plain", "--import-mode=importlib", *[f"-pno:{name}" for name in _LEFT_OUT]]
        with _environment({"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}):
            pytest.main(arguments, plugins=[found])
        if found.problems or not found.items:
            problems = "\n".join(found.problems) or "there is no check in it"
            raise RuntimeError(f"the suites in {folder} cannot be collected:\n{problems}")
        self._calls = {_check(item): partial(item.function, **_parameters(item)) for item in found.items}
        self.checks = tuple(self._calls)

    def run(self, check, subject):
        """Return None if `check` passes about `subject`, else the exception that it raised."""
        try:
            self._calls[check](submission=subject)
        except (Exception, SystemExit, pytest.skip.Exception, pytest.fail.Exception) as problem:
            return problem
        return None


class _Found:
    """A plugin that keeps what pytest finds: items, and the text of what is wrong with them."""

    def __init__(self):
        self.items, self.problems = [], []

    def pytest_configure(self, config):
        """Name the markers that a check may have."""
        for line in MARKERS:
            config.addinivalue_line("markers", line)

    def pytest_collectreport(self, report):
        """Keep the text of what could not be collected."""
        if report.failed:
            self.problems.append(str(report.longrepr))

    def pytest_collection_finish(self, session):
        """Keep the items, and what is wrong with them."""
        self.items = session.items
        self.problems += filter(None, map(_fault, session.items))


def _fault(item):
    """Say what a check has that would not be heeded, or lacks."""
    marks, asked = {mark.name for mark in item.iter_markers()}, [*inspect.signature(item.function).parameters]
    if "points" not in marks:
        return f"{item.nodeid} has no points: write @points(1) above it."
    if unknown := marks - _KNOWN:
        return f"{item.nodeid} is marked {', '.join(sorted(unknown))}: a check knows only {', '.join(sorted(_KNOWN))}."
    if set(asked) != {"submission", *_parameters(item)}:
        return f"{item.nodeid} takes {', '.join(asked) or 'nothing'}: a check takes `submission` and its parameters."
    return None


@contextmanager
def _environment(changes):
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
