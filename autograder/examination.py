"""An examination: a student's tests, each run as pytest would run it, on whatever engine stands beside them.

pytest itself looks for files, and none can be opened here. Understood are functions, and classes of them, unittest's
too; parameters; fixtures of the same file; the marks skip, skipif, xfail and usefixtures; what is to be done before
and after each. Every run begins afresh, whatever the scope of its fixtures.
"""

import inspect
from contextlib import ExitStack
from dataclasses import dataclass
from types import SimpleNamespace

PASSED, FAILED, TODO, SKIPPED, STRANGE = range(5)
#: runs of one test with different parameters
MOST_RUNS = 1000
#: what is called before and after a test: of its module, of its class
AROUND = (("setup_module", "teardown_module"), ("setup_function", "teardown_function"))
AROUND_METHODS = (("setup_class", "teardown_class"), ("setUpClass", "tearDownClass"),
                  ("setup_method", "teardown_method"), ("setUp", "tearDown"))
#: the names of the exceptions by which a test says that it is not to count
NOT_COUNTED = ("Skipped", "SkipTest", "XFailed")


class Strange(Exception):
    """A test asks for what is not there."""


@dataclass(frozen=True)
class Fixture:
    """A function that makes what tests take by its `name`, once for each of `params`; `autouse` for all of them."""

    name: str
    function: object
    params: tuple
    autouse: bool


def fixture(function=None, *, scope="function", params=None, autouse=False, ids=None, name=None):
    """Note on a function that it is a fixture: this stands in the place of `pytest.fixture`."""
    def noted(function):
        function.fixture = Fixture(name or function.__name__, function, (None,) if params is None else (*params,),
                                   autouse)
        return function
    return noted if function is None else noted(function)


def outcome(module, name):
    """Return the outcome of the test called `name`, or `Class.name`, in all its runs; SKIPPED if there is none."""
    owner_name, _, function_name = name.rpartition(".")
    owner = getattr(module, owner_name, None) if owner_name else module
    function = getattr(owner, function_name, None)
    if not callable(function):
        return SKIPPED
    test, found = Test(module, owner if owner_name else None, function_name, function), []
    try:
        for given, marks in test.runs():
            found.append(test.outcome(given, marks))
            if found[-1] == FAILED:
                break
    except Strange:
        return STRANGE
    return next((came for came in (FAILED, TODO, PASSED) if came in found), SKIPPED)


class Test:
    """The test `function` of a module, or of a class `owner` in it.

    marks      on it, on its class, on its module
    fixtures   {name: Fixture} that it may take
    """

    def __init__(self, module, owner, name, function):
        self.module, self.owner, self.name, self.function = module, owner, name, function
        self.marks = [mark for place in (function, owner, module) for mark in _marks(place)]
        self.fixtures = _fixtures(module) | _fixtures(owner)

    def runs(self):
        """Return the parameters and the marks of each run; raise `Strange` where it takes what there is not."""
        runs = [({}, self.marks)]
        for mark in self.marks:
            if mark.name == "parametrize":
                runs = _times(runs, _parameters(*mark.args, **mark.kwargs))
        for name in self._used(runs[0][0] if runs else needed(self.function)):
            runs = _times(runs, [({(name, "param"): value}, []) for value in self.fixtures[name].params])
        return runs

    def _used(self, given):
        """Return the names of the fixtures that are made for a run that is `given` parameters."""
        marked = [name for mark in self.marks if mark.name == "usefixtures" for name in mark.args]
        always = [name for name, made in self.fixtures.items() if made.autouse]
        waiting, used = [*needed(self.function), *marked, *always], []
        while waiting:
            name = waiting.pop()
            if name in given or name in used:
                continue
            if name not in self.fixtures:
                raise Strange(name)
            used.append(name)
            waiting += [other for other in needed(self.fixtures[name].function) if other != "request"]
        return used

    def outcome(self, given, marks):
        """Return the outcome of one run."""
        if any(_holds(mark) for mark in marks if mark.name in ("skip", "skipif")) or _skipped(self.owner):
            return SKIPPED
        to_fail = [mark.kwargs for mark in marks if mark.name == "xfail" and _holds(mark)]
        to_fail += [{}] * getattr(self.function, "__unittest_expecting_failure__", False)
        try:
            self._run(given)
        except NotImplementedError:
            return TODO
        except BaseException as problem:    # pytest.fail and pytest.skip raise no Exception
            expected = any(isinstance(problem, mark.get("raises") or BaseException) for mark in to_fail)
            return SKIPPED if expected or type(problem).__name__ in NOT_COUNTED else FAILED
        return FAILED if any(mark.get("strict") for mark in to_fail) else PASSED

    def _run(self, given):
        with ExitStack() as after:
            instance = _instance(self.owner, self.name)
            around = AROUND if instance is None else AROUND_METHODS
            for place, (before, then) in [(self.module, AROUND[0]), *[(instance or self.module, p) for p in around]]:
                _call(place, before, self.function)
                after.callback(_call, place, then, self.function)
            after.callback(getattr(instance, "doCleanups", int))
            for name in self._used(given):
                self._value(name, given, instance, after)
            test = _bound(self.function, instance)
            test(**{name: self._value(name, given, instance, after) for name in needed(test)})

    def _value(self, name, given, instance, after):
        """Return what the test takes by `name`: a parameter, or what a fixture makes, once for this run."""
        if name not in given:
            made = _bound(self.fixtures[name].function, instance)
            request = SimpleNamespace(param=given[name, "param"], addfinalizer=after.callback)
            value = made(**{other: request if other == "request" else self._value(other, given, instance, after)
                            for other in needed(made)})
            if inspect.isgenerator(value):
                after.callback(next, value, None)
                value = next(value)
            given[name] = value
        return given[name]


def needed(function):
    """Return the names of what a function has to be given."""
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [name for name, parameter in inspect.signature(function).parameters.items()
            if parameter.default is parameter.empty and parameter.kind in kinds and name != "self"]


def _marks(place):
    marks = getattr(place, "pytestmark", ())
    marks = marks if isinstance(marks, (list, tuple)) else [marks]
    return [getattr(mark, "mark", mark) for mark in marks]


def _fixtures(place):
    noted = [getattr(getattr(place, name), "fixture", None) for name in dir(place)]
    return {made.name: made for made in noted if isinstance(made, Fixture)}


def _times(runs, more):
    """Return each of `runs` with each of `more`."""
    together = [(given | others, marks + other_marks) for others, other_marks in more for given, marks in runs]
    if len(together) > MOST_RUNS:
        raise Strange(f"{len(together)} runs")
    return together


def _parameters(argnames, argvalues, indirect=False, **_):
    """Yield the parameters and the marks of each entry of a `pytest.mark.parametrize`."""
    if indirect:
        raise Strange("indirect")
    names = [name.strip() for name in argnames.split(",")] if isinstance(argnames, str) else list(argnames)
    for number, entry in enumerate(argvalues):
        if number > MOST_RUNS:
            raise Strange(f"more than {number} runs")
        if hasattr(entry, "marks"):     # pytest.param(...)
            values, marks = entry.values, [getattr(mark, "mark", mark) for mark in entry.marks]
        else:
            values, marks = entry if len(names) > 1 else (entry,), []
        yield dict(zip(names, values, strict=True)), marks


def _holds(mark):
    """Whether the condition of a mark holds, or it has none."""
    conditions = mark.args if "condition" not in mark.kwargs else (mark.kwargs["condition"],)
    return mark.name == "skip" or not conditions or any(conditions)


def _skipped(owner):
    """Whether a class is left out: by unittest's own mark, or because it has an `__init__`, as in pytest."""
    if owner is None:
        return False
    return getattr(owner, "__unittest_skip__", not hasattr(owner, "setUp") and owner.__init__ is not object.__init__)


def _instance(owner, name):
    if owner is None:
        return None
    return owner(name) if hasattr(owner, "setUp") and hasattr(owner, "assertEqual") else owner()


def _bound(function, instance):
    takes_self = instance is not None and "self" in inspect.signature(function).parameters
    return function.__get__(instance) if takes_self else function


def _call(place, name, function):
    """Call what `place` has by this name, if it has it, with the function if it takes one."""
    hook = getattr(place, name, None)
    if hook is not None:
        hook(*[function][: len(needed(hook))])
