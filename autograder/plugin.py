"""The pytest plugin of the hidden suites: fixture `submission`, marker `points`, one pytest for many submissions.

pytest starts once and collects the suites once. Its run loop then waits for work: a unit's checks, asked about one
subject. Nothing of pytest's output is read; what a check raised is taken where it is raised.
"""

import inspect
import os
import queue
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

SUITES = Path(__file__).parent / "suites"
#: pytest's parts that the suites have no use for; without them a check costs a third
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
    """

    unit: str
    name: str
    title: str
    hint: str
    points: float
    kit_only: bool
    slow: bool


def _check(item):
    title, _, hint = inspect.cleandoc(item.function.__doc__ or "").partition("\n\n")
    for name, value in getattr(getattr(item, "callspec", None), "params", {}).items():
        title, hint = (text.replace("{" + name + "}", str(value)) for text in (title, hint))
    marked = item.get_closest_marker
    return Check(
        unit=item.path.stem.removeprefix("test_"), name=item.name.removeprefix("test_"),
        title=" ".join(title.split()), hint=" ".join(hint.split()), points=marked("points").args[0],
        kit_only=marked("kit_only") is not None, slow=marked("slow") is not None)


class Suites:
    """pytest, started once in a thread of its own, that runs checks about one subject after another."""

    def __init__(self, folder=SUITES):
        """Collect the suites in `folder`. Raise RuntimeError where one of them cannot be imported."""
        self._folder, self._errors = folder, []
        self._work, self._done = queue.SimpleQueue(), queue.SimpleQueue()
        self._items, self._subject, self._caught = {}, None, None
        self._thread = threading.Thread(target=self._main, daemon=True)
        self._thread.start()
        outcome = self._done.get()
        if isinstance(outcome, BaseException):
            raise RuntimeError(f"the suites in {folder} cannot be collected:\n{outcome}")
        self.checks = tuple(self._items)

    def run(self, check, subject):
        """Return None if `check` passes about `subject`, else the exception that it raised."""
        self._work.put((check, subject))
        return self._done.get()

    def close(self):
        """Let pytest end."""
        self._work.put(None)
        self._thread.join()

    def _main(self):
        arguments = [str(self._folder), "-c", str(SUITES / "pytest.ini"), f"--rootdir={self._folder}", "--assert=plain",
                     "--import-mode=importlib",
                     *[f"-pno:{name}" for name in _LEFT_OUT]]
        with _environment({"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}):
            code = pytest.main(arguments, plugins=[self])
        self._done.put(RuntimeError("\n".join(self._errors) or f"pytest ended with exit code {int(code)}"))

    # --- hooks: called by pytest, in its thread ---

    @pytest.fixture
    def submission(self):
        """The subject of the check that runs now."""
        return self._subject

    def pytest_collectreport(self, report):
        """Keep the text of what could not be collected."""
        if report.failed:
            self._errors.append(str(report.longrepr))

    def pytest_runtestloop(self, session):
        """Answer `run` until `close`."""
        if not session.items:
            self._errors.append("there is no check in it")
        if self._errors:
            return True
        self._items = {_check(item): item for item in session.items}
        self._done.put(None)
        module = None
        while (work := self._work.get()) is not None:
            check, self._subject = work
            self._caught = None
            item = self._items[check]
            if item.parent is not module:
                module = item.parent
                session._setupstate.teardown_exact(None)
            # What comes next decides what stays set up: the module, so that pytest need not look at it for each check.
            reports = runtestprotocol(item, log=False, nextitem=module)
            if self._caught is None and any(report.failed for report in reports):
                self._caught = RuntimeError("\n".join(str(report.longrepr) for report in reports if report.failed))
            self._done.put(self._caught)
        session._setupstate.teardown_exact(None)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self):
        """Take the exception itself: pytest would spend ten times the check's cost on a traceback that no one reads."""
        try:
            return (yield)
        except BaseException as problem:        # an interrupt or exit in a check is that check's result as well
            self._caught = problem
            return True


@contextmanager
def _environment(changes):
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
