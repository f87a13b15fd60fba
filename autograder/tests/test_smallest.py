"""The smallest case of a mistake: run as it is written, it shows the mistake."""

import ast
import sys
from types import ModuleType

import pytest

from autograder.mistakes import FOLDER, mistakes

SOLUTIONS = FOLDER.parent.parent / "solutions"
UNITS = {"derivative": ("derivative",), "value": ("value", "backward"), "backward": ("value", "backward")}
NUMBERS = {"a": 2.5, "b": -1.75, "c": 0.5}


def statements(mistake):
    """Return the smallest case as Python's statements; None where it is said in words."""
    try:
        return [statement for part in mistake.smallest.split(";") for statement in ast.parse(part.strip()).body]
    except SyntaxError:
        return None


CODE = [mistake for mistake in mistakes() if mistake.unit in UNITS and statements(mistake)]


def engine(monkeypatch, unit, source):
    """Return the names that the modules of a unit define, its own made of `source`."""
    names = {"f": lambda x: x**3}
    for name in UNITS[unit]:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
        text = source if name == unit else (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
        exec(compile(text, f"{name}.py", "exec"), vars(sys.modules[name]))
        names |= vars(sys.modules[name])
    return names | {name: names["Value"](x) for name, x in NUMBERS.items() if "Value" in names}


def told(value):
    """Return what can be seen of a result, without its address."""
    if isinstance(value, (list, tuple)):
        return [told(x) for x in value]
    return [value.data, value._op, len(value._prev)] if hasattr(value, "_prev") else repr(value)


def met(nodes):
    """Return the numbers and gradients of all nodes that `nodes` lead to, in a fixed order."""
    seen, waiting = [], [*nodes]
    while waiting:
        node = waiting.pop()
        if hasattr(node, "_prev") and not any(node is other for other in seen):
            seen.append(node)
            waiting += node._prev
    return [(node.data, node.grad) for node in seen]


def seen(names, case):
    """Run the case, and `backward` from what it ends with; return all that can be seen of it."""
    shown, value = [], None
    try:
        for statement in case:
            if isinstance(statement, ast.Expr):
                value = eval(compile(ast.Expression(statement.value), "case", "eval"), names)     # noqa: S307 -- ours
                shown.append(told(value))
            else:
                exec(compile(ast.Module([statement], []), "case", "exec"), names)
        if hasattr(value, "backward"):
            value.backward()
        return [*shown, met([value, *[names.get(name) for name in NUMBERS]])]
    except Exception as problem:
        return [*shown, repr(problem)]


@pytest.mark.parametrize("mistake", CODE, ids=lambda mistake: mistake.id)
def test_the_smallest_case_shows_the_mistake(mistake, monkeypatch):
    """Where the smallest case is code, the solution and the mistake differ in it."""
    right = (SOLUTIONS / f"{mistake.unit}.py").read_text(encoding="utf-8")
    case = statements(mistake)
    assert (seen(engine(monkeypatch, mistake.unit, mistake.apply(right)), case)
            != seen(engine(monkeypatch, mistake.unit, right), case))


def test_most_smallest_cases_of_the_first_units_are_code():
    """So the test above has something to say: of units 0 to 2 few cases are words."""
    assert len(CODE) > 0.95 * sum(mistake.unit in UNITS for mistake in mistakes())
