"""What the notebooks import: `begin` and `method_of` for their cells, `check` for the visible tests of a part.

    check("value.Value.__add__")    the tests of one function, as a table
    check("value")                  those of the whole unit; raises `NotDone` unless all pass

A check puts the cells together as a module and runs the tests on that, in a process of its own: on what was run in
this notebook, else on what is saved in it. Units before are taken from their notebooks, or from their modules in the
folder above, whichever has more of it written. Your own file is never changed.
"""

import html
import importlib.abc
import importlib.util
import inspect
import json
import linecache
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from cells import Cell, Unfit, cells_of, further, stitched

HERE = Path(__file__).resolve().parent
#: the folder with the tests and the given files
HOME = next((folder for folder in (HERE.parent, HERE) if (folder / "tests").is_dir()), HERE.parent)
#: a check that takes longer is ended: something in it runs for ever
SECONDS = 120
#: a Value with a larger graph is shown as text; `draw` shows it all the same
MOST_NODES = 40
#: plugins of pytest that happen to be installed have no part in a check, and are slow to load
PLAIN = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
MARKS = {"passed": "✓", "failed": "✗", "todo": "…"}


class NotDone(AssertionError):
    """Not every check of the unit passes; JupyterLab shows the sentence and no traceback."""

    def _render_traceback_(self):
        return [str(self)]


def say(text, **fields):
    """Return `text` in the language that is asked for; see words.py."""
    if str(HOME) not in sys.path:
        sys.path.append(str(HOME))
    from words import say

    return say(text, **fields)


def begin(unit):
    """Make ready for the notebook of `unit`: its own name means this notebook, other units are found."""
    if str(HOME) not in sys.path:
        sys.path.append(str(HOME))
    sys.modules[unit] = sys.modules["__main__"]
    sys.meta_path[:] = [Notebooks(), *(finder for finder in sys.meta_path if not isinstance(finder, Notebooks))]

    if _shell():
        pictures = _shell().display_formatter.formatters["image/svg+xml"]
        for module in ("__main__", "value"):
            pictures.for_type_by_name(module, "Value", _graph)


def _graph(value):
    """Return the graph of a Value as SVG, to be shown below a cell; None where there is none, or too large a one."""
    try:
        from draw import draw

        graph = draw(value)
        return graph.svg() if 1 < graph.nodes <= MOST_NODES else None
    except Exception:      # whatever an unfinished engine does: its text is shown then
        return None


def method_of(owner):
    """Make the function below a method of the class `owner`, as if it stood in the class."""
    def attach(function):
        if "super" in function.__code__.co_names:
            function = _with_class(function, owner)
        function.__qualname__ = f"{owner.__name__}.{function.__name__}"
        setattr(owner, function.__name__, function)
        return function
    return attach


def _with_class(function, owner):
    """Return `function` so that `super()` works in it: Python looks for the class in the names around a method."""
    lines = inspect.getsource(function).splitlines()
    text = "\n".join(f"    {line}" for line in lines if not line.startswith("@method_of("))
    text, names = f"def make(__class__):\n{text}\n    return {function.__name__}", {}
    exec(compile(text, function.__code__.co_filename, "exec"), function.__globals__, names)
    return names["make"](owner)


def check(part):
    """Run the visible tests of `part`, a unit or a function in it; show a table of what they promise and found."""
    unit, _, function = part.partition(".")
    if not (HOME / "tests" / f"test_{unit}.py").is_file():
        folder = HOME / "tests"
        raise ValueError(say("there are no tests of {unit}: is {folder} complete?", unit=repr(unit), folder=folder))
    modules, prefix = _modules(unit), function.replace("__", "").replace(".", "_").lower()
    results = results_of(unit, prefix, modules)
    fails = any(result["outcome"] == "failed" for result in results)
    table = Table(part, results, _examined(unit, prefix, modules) if fails or not function else "")
    _show(table)
    if not function and not table.passes:
        # `nbgrader validate` shows the error alone, and not the table above it.
        raise NotDone(repr(table) if os.environ.get("NBGRADER_VALIDATING") else table.summary)


def results_of(unit, prefix, modules):
    """Return what the tests of a unit found whose names begin with `prefix`; `modules` maps names to texts."""
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        for name, text in modules.items():
            (Path(folder) / f"{name}.py").write_text(text, encoding="utf-8")
        command = [sys.executable, "-B", str(HERE / "run_tests.py"), folder, str(HOME), unit, prefix]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL,
                                  encoding="utf-8", errors="backslashreplace", cwd=folder, env=os.environ | PLAIN)
            said = done.stdout + done.stderr
        except subprocess.TimeoutExpired:
            said = say("This took more than {count} seconds and was ended. Is there a loop without end?", count=SECONDS)
        return _read_results(Path(folder) / "results", said)


def _examined(unit, prefix, modules):
    """Return what the hidden checks say, as HTML; "" where there is no kit with them, or it has nothing to say.

    They know common mistakes by their numbers. Notebooks that `python -m autograder lab` has opened find them.
    """
    if "MICROGRAD_KIT" not in os.environ:
        return ""
    command = [sys.executable, "-m", "autograder.examiner", unit, prefix]
    try:
        done = subprocess.run(command, input=json.dumps(modules), capture_output=True, timeout=SECONDS,
                              encoding="utf-8", cwd=os.environ["MICROGRAD_KIT"])
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _read_results(path, said):
    """Return the results in `path`; what began and did not end has failed with what the process said last."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = {}
    for result in map(json.loads, lines):
        found[result["test"]] = result
    results = [result if "outcome" in result else result | {"outcome": "failed", "message": said[-2000:]}
               for result in found.values()]
    return results or [{"test": "", "promise": say("The tests start."), "outcome": "failed", "message": said[-2000:]}]


# --- what is written where


def _modules(unit):
    """Return {name: text} of the module that this notebook holds, and of the other units."""
    names = {path.stem for folder in (HERE, HOME) for path in folder.glob("*.[ip][py]*")}
    units = [name for name in sorted(names) if (HOME / "tests" / f"test_{name}.py").is_file()]
    return {name: text for name in units if (text := _here(unit) if name == unit else _elsewhere(name)) is not None}


def _here(unit):
    """Return the text of the module `unit` as this notebook has it: what was saved, and then what was run."""
    stub, saved = _saved(unit)
    run = [Cell(number, "", text) for number, text in enumerate(_history()) if text]
    return stitched([*saved, *run], stub, unit)[0]


def _elsewhere(name):
    """Return the text of another unit: from its notebook or its module, whichever has more written; None for none."""
    path = HOME / f"{name}.py"
    module = path.read_text(encoding="utf-8") if path.is_file() else None
    try:
        stub, cells = _saved(name)
        return further(module, stitched(cells, stub, name)[0])
    except (OSError, ValueError):
        return module


def _saved(unit):
    """Return the stub of `unit` and the cells of its notebook, as they are saved."""
    path = HERE / f"{unit}.ipynb"
    session = Path(os.environ.get("JPY_SESSION_NAME", ""))
    if not path.is_file() and session.suffix == ".ipynb":
        path = HERE / session.name       # the file has got another name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    stub = notebook.get("metadata", {}).get("stub")
    if not isinstance(stub, str):
        raise Unfit(say("{file} was not made from a unit: there is no stub in its metadata.", file=path.name))
    return stub, cells_of(notebook)


def _shell():
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _history():
    """Return what was run in this notebook, in that order, since the kernel was started."""
    return list(_shell().history_manager.input_hist_raw) if _shell() else []


class Notebooks(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `from value import Value` in value.ipynb, where more is written in it than in value.py."""

    def find_spec(self, name, path=None, target=None):
        """Return the spec of a unit; None for every other module."""
        if (HERE / f"{name}.ipynb").is_file():
            return importlib.util.spec_from_loader(name, self, origin=str(HERE / f"{name}.ipynb"))
        return None

    def create_module(self, spec):
        """Let Python make the module."""

    def exec_module(self, module):
        """Run the text of the unit."""
        text, place = _elsewhere(module.__name__), f"<{module.__name__}.ipynb>"
        if text is None:
            raise ImportError(f"{module.__spec__.origin} is not a notebook of this course any more")
        linecache.cache[place] = (len(text), None, text.splitlines(keepends=True), place)
        exec(compile(text, place, "exec"), module.__dict__)


# --- what is shown


def _show(table):
    if _shell():
        from IPython.display import display

        display(table)
    else:
        print(repr(table))


class Table:
    """The results of a check, for JupyterLab as HTML and elsewhere as text; `further` is HTML to be shown below."""

    def __init__(self, part, results, further=""):
        self.results, self.further, counts = results, further, dict.fromkeys(MARKS, 0)
        for result in results:
            counts[result["outcome"]] += 1
        self.passes = counts["passed"] == len(results)
        told = {"passed": say("{count} passed", count=counts["passed"]),
                "failed": say("{count} failed", count=counts["failed"]),
                "todo": say("{count} todo", count=counts["todo"])}
        found = ", ".join(told[outcome] for outcome, count in counts.items() if count)
        self.summary = f"{say('{title}:', title=part)} {found}"

    def __repr__(self):
        lines = [self.summary]
        for result, message in self._rows():
            lines.append(f"  {_outcome(result):<6} {say(result['promise'])}")
            lines += [f"         {line}" for line in message.splitlines()]
        return "\n".join(lines)

    def _rows(self):
        """Yield each result and its message; one that was said in the row above is not said again."""
        before = None
        for result in self.results:
            message = result.get("message", "")
            yield result, message if message != before else ""
            before = message

    def _repr_html_(self):
        rows = "".join(_row(result, message) for result, message in self._rows())
        return (f'<div class="checks" style="max-width: 60em"><p><b>{html.escape(self.summary)}</b></p>'
                f'<table style="width: 100%; text-align: left">{rows}</table>{self.further}</div>')


def _outcome(result):
    return {"passed": say("passed"), "failed": say("failed"), "todo": say("todo")}[result["outcome"]]


def _prose(text):
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", html.escape(text))


def _row(result, message):
    colour = {"passed": "#2e8b3d", "failed": "#e53935", "todo": "#a17d00"}[result["outcome"]]
    shown = f'<pre style="white-space: pre-wrap; margin: .5em 0">{html.escape(message)}</pre>' if message else ""
    cell = 'style="text-align: left; vertical-align: top'
    mark = f'<span style="color: {colour}">{MARKS[result["outcome"]]}</span>'       # words have the theme's own colour
    return (f'<tr class="{result["outcome"]}"><td {cell}; width: 6em"><b>{mark} '
            f'{_outcome(result)}</b></td><td {cell}; white-space: normal">{_prose(say(result["promise"]))}'
            f'{shown}{result.get("picture", "")}</td></tr>')
