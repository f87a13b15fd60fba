"""Runs the visible tests of a part for `checks.py`, in a process of their own, and writes what they found.

    python run_tests.py CODE HOME UNIT PREFIX

CODE has the modules, HOME the given files and the tests. Each test writes two lines of JSON to the file CODE/results,
when it begins and when it ends.
"""

import inspect
import json
import sys
from pathlib import Path

import pytest

#: a picture with more nodes is not looked at beside a message
MOST_NODES = 24


#: what is promised in place of the tests of a module that cannot be imported
PROMISE = "The module can be imported."


class Recorder:
    """A plugin of pytest: chooses the tests, tells what is todo from what fails, keeps promise and message."""

    def __init__(self, file, prefix):
        self._file, self._prefix, self._promises = file, prefix, {}

    def pytest_collection_modifyitems(self, config, items):
        """Keep the tests whose names begin as the part's do; all where there is none."""
        if self._prefix:
            begins = f"test_{self._prefix.removeprefix('test_')}_"       # of the unit my_tests a part is a test itself
            items[:] = [item for item in items if f"{item.name.partition('[')[0]}_".startswith(begins)]

    def pytest_collectreport(self, report):
        """A module that cannot be imported is one failure, without the import machinery."""
        if report.failed:
            lines = str(report.longrepr).splitlines()
            last = [line[1:].strip() for line in lines if line.startswith("E ")] or lines[-1:]
            self._write("import", PROMISE, outcome="failed", message="\n".join(last))

    def pytest_runtest_logstart(self, nodeid, location):
        """Say that a test begins: it may never end."""
        self._write(nodeid, self._promises.get(nodeid, location[2]))

    def pytest_itemcollected(self, item):
        """Keep what the test promises."""
        promise, _, _ = inspect.cleandoc(item.obj.__doc__ or item.name).partition("\n\n")
        self._promises[item.nodeid] = " ".join(promise.split())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        """Write what came of a test."""
        report = yield
        if report.when == "call" or report.failed:
            self._write(item.nodeid, self._promises[item.nodeid], **_found(call))
        return report

    def _write(self, test, promise, **found):
        print(json.dumps({"test": test, "promise": promise} | found), file=self._file, flush=True)


def _found(call):
    if call.excinfo is None:
        return {"outcome": "passed"}
    if call.excinfo.errisinstance(NotImplementedError):
        return {"outcome": "todo", "message": str(call.excinfo.value).partition(" Try:")[0]}
    return {"outcome": "failed", "message": _message(call.excinfo), "picture": _picture(call.excinfo)}


def _message(excinfo):
    """Return the line of the test that failed, and what is wrong with it."""
    entry = _test_frame(excinfo)
    line = "\n".join(str(entry.statement).strip().splitlines()[:6])
    return f"{line}\n\n{excinfo.exconly(tryshort=True)}"[:4000]


def _test_frame(excinfo):
    """Return the last entry of the traceback that lies in the tests."""
    own = [entry for entry in excinfo.traceback if Path(str(entry.path)).name.startswith("test_")]
    return (own or list(excinfo.traceback))[-1]


def _picture(excinfo):
    """Return the largest graph among the test's variables as SVG; nothing where there is none, or too large a one."""
    try:
        from draw import draw

        names = _test_frame(excinfo).frame.f_locals
        graphs = [draw(value) for value in names.values() if getattr(value, "_op", "") and hasattr(value, "_prev")]
        graph = max(graphs, key=lambda graph: graph.nodes)
        return _inline(graph.svg()) if graph.nodes <= MOST_NODES else ""
    except Exception:      # whatever an unfinished engine does: no picture then
        return ""


def _inline(svg):
    """Return the SVG without what stands before it in a file of its own, on white: its lines are black."""
    return svg[svg.index("<svg"):].replace("<svg", '<svg style="background: white; max-width: 100%; height: auto"', 1)


def main(code, home, unit, prefix):
    """Run the tests; the exit code is pytest's."""
    sys.path[:1] = [code, home, str(Path(home) / "tests")]      # in place of this file's own folder
    arguments = [str(Path(home) / "tests" / f"test_{unit}.py"), "--noconftest", f"--rootdir={home}", "-q", "-c",
                 str(Path(code) / "pytest.ini"), "-p", "no:cacheprovider", "--tb=short", "--import-mode=append",
                 "--color=no"]      # in a notebook FORCE_COLOR is set
    (Path(code) / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    with open(Path(code) / "results", "w", encoding="utf-8") as file:
        return pytest.main(arguments, plugins=[Recorder(file, prefix)])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
