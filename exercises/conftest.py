"""How `pytest exercises` runs: which code it tests, and how what is not written yet is shown.

    pytest exercises                 everything
    pytest exercises -k value_add    the tests of one function; `-k __add__` works too
    pytest exercises --code DIR      the same tests on the files in another folder
    pytest exercises --hint          a hint for what fails first; once more: the next one
    pytest exercises --lang fr       progress and hints in French
    pytest exercises -v              every failure in full, not only the first
    pytest exercises --patience 600  on a slow machine: a test is stopped after so many seconds, else after 60

A function that still raises its NotImplementedError is counted as "todo", not as failed. The last line
says what to do next. What is said about progress, and the hints, come from `tests/companion.py`.
"""

import inspect
import re
import sys
import traceback
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_addoption(parser):
    parser.addoption("--code", metavar="DIR", help="the folder with the code to test, instead of exercises/")
    parser.addoption("--hint", action="store_true", help="show the next hint for the first test that fails or is todo")
    parser.addoption("--patience", type=float, default=60, metavar="SECONDS", help="stop a test after so long "
                     "(default: 60)")
    parser.addoption("--lang", metavar="LANG", help="the language of progress and hints: en or fr (default: what "
                     "MICROGRAD_LANG or the system asks for)")


def pytest_configure(config):
    code = _code_folder(config)
    sys.path.insert(0, str(HERE / "tests"))
    # Before the code is within reach, where files may have the same names.
    from companion import Companion, spoken
    from patience import Patience

    # What the code folder lacks is taken from here: the given files, or a stub.
    sys.path[:0] = [str(code), str(HERE)]
    # Tests are named after functions, test_value_add_... after Value.__add__, so -k Value.__add__ works too.
    keyword = config.option.keyword.replace("__", "")
    config.option.keyword = re.sub(r"\b([A-Z]\w*)\.(?=\w)", r"\1_", keyword)
    # Short tracebacks, unless others are asked for: the line of the test and its message say enough.
    config.option.tbstyle = config.option.tbstyle.replace("auto", "short")
    # A syntax error in one unit must not keep the others from being tested.
    config.option.continue_on_collection_errors = True
    config.pluginmanager.register(NextStep(config, spoken(config)), "next step")
    config.pluginmanager.register(Companion(config, code), "companion")
    config.pluginmanager.register(Patience(config.option.patience, spoken(config)), "patience")


def _code_folder(config):
    """Return the folder that --code names, as an absolute path; without --code the one of this file."""
    if config.option.code is None:
        return HERE
    folder = config.invocation_params.dir / config.option.code
    if not folder.is_dir():
        raise pytest.UsageError(f"--code {config.option.code}: there is no such folder")
    units = sorted(path.name.removeprefix("test_") for path in (HERE / "tests").glob("test_*.py"))
    if not any((folder / name).is_file() for name in units):
        raise pytest.UsageError(f"--code {config.option.code}: this folder has none of {', '.join(units)}")
    return folder.resolve()


def pytest_collection_modifyitems(config, items):
    """Put the units in their order; let -k with the name of a unit or a function find its own tests and no others."""
    from companion import unit_number

    items.sort(key=lambda item: unit_number(_unit(item)))
    names = {name for item in items for name in (_unit(item), *vars(item.module))
             if f"{item.name}_".startswith(f"test_{name}_") or name == _unit(item)}
    config.option.keyword = re.sub(r"\w+", lambda word: "test_" * (word[0] in names) + word[0], config.option.keyword)


def _unit(item):
    return item.path.stem.removeprefix("test_")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Make the NotImplementedError of a stub an outcome of its own; add the promise to a failure."""
    report = yield
    if call.excinfo and call.excinfo.errisinstance(NotImplementedError):
        report.todo = str(call.excinfo.value) or f"{item.name} meets a part that is not written yet"
        report.outcome, report.longrepr = "skipped", (str(item.path), item.location[1], report.todo)
    elif report.failed and getattr(item, "obj", None) and item.obj.__doc__:
        from companion import spoken

        say = spoken(item.config)
        promise, *more = inspect.cleandoc(item.obj.__doc__).split("\n\n")
        report.promise = say(" ".join(promise.split()))
        report.sections.append((say("what this test promises"), "\n\n".join([report.promise, *more])))
    return report


def pytest_exception_interact(call, report):
    """Where a file cannot be imported, show its error and where it happened, not the import machinery."""
    if isinstance(report, pytest.CollectReport):
        error = call.excinfo.value.__cause__ or call.excinfo.value
        frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.startswith("<")]
        place = [] if isinstance(error, SyntaxError) else traceback.format_list(frames[-1:])
        *details, message = traceback.format_exception_only(error)
        report.longrepr = "".join([message, *place, *details])
        report.place = ((error.filename, error.lineno) if isinstance(error, SyntaxError) else
                        (frames[-1].filename, frames[-1].lineno))


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report):
    return ("todo", "t", "TODO") if hasattr(report, "todo") else None


class NextStep:
    """Remembers the first thing that is not right yet, and names it in the last line."""

    def __init__(self, config, say):
        self.config, self.say, self.text = config, say, None

    def pytest_collectreport(self, report):
        if report.failed:
            # Most often it is not the file that the tests are named after, but one that this one imports.
            file, line = report.place
            self.text = self.text or self.say("{file}, line {line}, keeps units from starting: {error}", line=line,
                                              file=Path(file).name, error=report.longrepr.partition("\n")[0])

    def pytest_runtest_logreport(self, report):
        if hasattr(report, "todo"):
            self.text = self.text or report.todo
        elif report.failed:
            name = report.nodeid.rpartition("::")[2]
            self.text = self.text or self.say("{test} fails; its message is shown above", test=name)

    def pytest_unconfigure(self):
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        text = self.text or self.config.pluginmanager.get_plugin("companion").onward()
        if terminal and text:
            from companion import write

            write(terminal, self.say("next: {text}", text=text))
