"""A test that goes on for a minute, or a file that does while it is imported, is stopped: a loop may never end."""

import _thread
import contextlib
import signal
import threading
import traceback
from pathlib import Path

import pytest

MOST = 3    # of such tests: then the others wait until these are mended


class Late(Exception):
    """Something was stopped after too long; `place` is where: file and line."""

    def __init__(self, text, place):
        super().__init__(text)
        self.place = place


class Interrupted(KeyboardInterrupt):
    """As if somebody had pressed Ctrl-C: pytest lets nothing else through that is raised while it imports a file."""


@contextlib.contextmanager
def interrupted_after(seconds):
    """Raise Interrupted in what is done inside, where it takes longer; outside of the main thread nothing can be done.

    The handler is our own, for where Ctrl-C is ignored, as by a command in the background of a script, there is none.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    late, over = threading.Event(), threading.Event()

    def interrupted(number, frame):
        if not late.is_set():
            return before(number, frame) if callable(before) else None
        if not over.is_set():
            raise Interrupted

    def stop():
        late.set()
        _thread.interrupt_main()        # there is no other way on all systems

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    before = signal.signal(signal.SIGINT, interrupted)
    timer.start()
    try:
        yield
    finally:
        over.set()
        timer.cancel()
        timer.join()        # what came in the last moment is heard, and left, before the next test
        signal.signal(signal.SIGINT, before)


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
            with interrupted_after(self.seconds):
                yield
        except Interrupted as stopped:
            raise self._told(stopped) from None

    def _told(self, stopped):
        *_, last = [frame for frame in traceback.extract_tb(stopped.__traceback__)
                    if frame.filename != __file__ and not frame.filename.startswith("<")]
        text = self.say("stopped after {count} seconds, in {file}, line {line}. Is there a loop that never ends?",
                        file=Path(last.filename).name, line=last.lineno, count=f"{self.seconds:g}")
        return Late(f"{text}\n    {last.line}", (last.filename, last.lineno))
