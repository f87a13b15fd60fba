"""The question about the unit my_tests: run its tests, on whatever engine stands beside them."""

from autograder.probes import probe

#: runs of one test with different parameters
MOST_RUNS = 1000


@probe
def run_tests(units, names):
    """Run the tests called `names`; answer for each: 0 passed, 1 failed, 2 a stub, 3 skipped, 4 cannot be run."""
    module = units("my_tests")
    return [_outcome(_found(module, name)) for name in names]


def _found(module, name):
    """The function called `name`, or the method of a fresh instance called `Class.name`; None where there is none."""
    owner, _, function = name.rpartition(".")
    if owner and not hasattr(module, owner):
        return None
    return getattr(getattr(module, owner)() if owner else module, function, None)


def _outcome(test):
    if test is None:
        return 3
    runs = _runs(test)
    if runs is None:
        return 4
    try:
        for arguments in runs:
            test(**arguments)
    except NotImplementedError:
        return 2
    except BaseException as problem:    # pytest.fail and pytest.skip raise no Exception
        return 3 if type(problem).__name__ == "Skipped" else 1
    return 0


def _runs(test):
    """The arguments of each run, all combinations of what stands in `pytest.mark.parametrize`.

    None where there are too many, or the test takes what is not among them.
    """
    runs = [{}]
    for mark in getattr(test, "pytestmark", ()):
        if mark.name == "parametrize":
            runs = [run | more for more in _parameters(*mark.args[:2]) for run in runs]
    needed = test.__code__.co_varnames[: test.__code__.co_argcount]
    known = {"self", *(runs[0] if runs else needed)}
    return runs if known.issuperset(needed) and len(runs) <= MOST_RUNS else None


def _parameters(names, values):
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    for value in values:
        if hasattr(value, "marks"):     # pytest.param(...)
            value = value.values
        elif len(names) == 1:
            value = (value,)
        yield dict(zip(names, value, strict=True))
