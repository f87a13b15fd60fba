"""A test that goes on for a minute, or a file that does while it is imported, is stopped: a loop may never end."""

import contextlib
import traceback
from pathlib import Path

import interrupted
import pytest

MOST = 3    # of such tests: then the others wait until these are mended


class Late(Exception):
    """Something was stopped after too long; `place` is where: file and line."""

    def __init__(self, text, place):
        super().__init__(text)
        self.place = place


class Patience:
    """Gives each file and each test so many `seconds`; `count` is how many needed more."""

    def __init__(self, seconds, say):
        self.seconds, self.say, self.count = seconds, say, 0

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector):
        """Importing a file of tests runs the files that it needs."""
        try:
            with self._given():
                return (yield)
        except Late as problem:
            late = problem
        report = pytest.CollectReport(collector.nodeid, "failed", str(late), [])
        report.place = late.place
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        """What comes before and after a test is short."""
        try:
            with self._given():
                return (yield)
        except Late as problem:
            late = problem
        self.count += 1
        if self.count == MOST:
            item.session.shouldstop = self.say("{count} tests were stopped: mend the first of them", count=MOST)
        pytest.fail(str(late), pytrace=False)

    @contextlib.contextmanager
    def _given(self):
        try:
            with interrupted.after(self.seconds):
                yield
        except interrupted.Interrupted as stopped:
            raise self._told(stopped) from None

    def _told(self, stopped):
        *_, last = [frame for frame in traceback.extract_tb(stopped.__traceback__)
                    if frame.filename not in (__file__, interrupted.__file__) and not frame.filename.startswith("<")]
        text = self.say("stopped after {count} seconds, in {file}, line {line}. Is there a loop that never ends?",
                        file=Path(last.filename).name, line=last.lineno, count=f"{self.seconds:g}")
        return Late(f"{text}\n    {last.line}", (last.filename, last.lineno))
