"""Mutants: solutions with a mistake in them, asked in this process, and stopped where they would never end."""

import ast
import json
import random
import sys

import pytest

from autograder import mutant as mutants
from autograder.mistakes import mistakes
from autograder.mutant import TICKS, Endless, Mutant, changed_block, code_of, solutions
from autograder.program import chain, trace
from autograder.protocol import Answer, Status

MISTAKES = {mistake.id: mistake for mistake in mistakes()}


def mutant(name):
    """The solutions with one known mistake."""
    mistake = MISTAKES[name]
    return Mutant(solutions() | {mistake.unit: mistake.apply(solutions()[mistake.unit])})


def gradients(mutant, function, *inputs):
    program = trace(function, *inputs)
    arguments = json.dumps({"steps": program.steps, "roots": program.roots})
    return mutant.ask("gradients", arguments, 2 * len(program.steps))


def tower(a):
    for _ in range(30):
        b = a * 0.5
        a = b + b
    return a


def test_the_solutions_give_right_numbers():
    """A probe finds the units as in a worker: they import each other by plain names."""
    answer = gradients(Mutant(solutions()), lambda a: a * a, 3.0)

    assert answer == Answer(Status.ANSWERED, (3.0, 9.0, 6.0, 1.0))


def test_a_mutant_gives_the_numbers_of_its_mistake():
    """Assigning in `*` keeps one of two uses."""
    assert gradients(mutant("B1-mul"), lambda a: a * a, 3.0).numbers == (3.0, 9.0, 3.0, 1.0)


def test_an_error_is_told_as_a_worker_tells_it():
    """With the place in the source and its line, as if nothing were counted."""
    answer = gradients(mutant("B8"), lambda a: a + a, 3.0)

    assert answer.status is Status.RAISED
    assert answer.text.startswith("backward.py, line ")
    assert answer.text.endswith("TypeError: 'NoneType' object is not iterable\n"
                                "    for node in topological_order(root).reverse():")


def test_a_recursion_without_end_is_told_by_its_line():
    """What counts the calls is not what a reader is shown."""
    text = gradients(mutant("V4"), lambda a: 1 + a, 3.0).text

    assert text.startswith("value.py, line ")
    assert text.endswith("\n    return other + self")


def test_what_would_take_for_ever_is_stopped():
    """A walk without a set of nodes takes each of a billion ways: it is counted, and no except clause catches that."""
    assert gradients(mutant("G5"), tower, 3.0) == Answer(Status.RAISED, text=Endless.__name__)
    assert not issubclass(Endless, Exception)


def test_a_question_that_takes_long_is_too_long_for_the_solutions_too():
    """Chains of thousands are not asked of mutants; towers and chains of hundreds are."""
    solved = Mutant(solutions())

    assert gradients(solved, lambda a: chain(a, 10_000), 1.0).text == Endless.__name__
    assert gradients(solved, lambda a: chain(a, 500), 1.0).status is Status.ANSWERED
    assert gradients(solved, tower, 1.0).status is Status.ANSWERED
    assert 0 < solved.ticks() < TICKS


def first_lines(entered):
    """The first line of each block, without what stands around it."""
    return {solutions()[file.removesuffix(".py")].split("\n")[first - 1].strip() for file, first, _ in entered}


def test_it_is_known_which_blocks_a_question_enters():
    """Functions, and inside them the branches and the loops."""
    watched = Mutant(solutions(), watched=True)
    gradients(watched, lambda a: a.tanh(), 3.0)
    lines = first_lines(watched.entered)

    assert {"return (1.0 - node.data**2,)", "order.append(node)", "operand.grad += slope * node.grad"} <= lines
    assert not {"return (1.0, 1.0)", "k = float(node._op[2:])"} & lines


def test_the_process_is_left_as_it_was():
    """Random numbers are drawn from the process's own source, and modules of these names are not the process's."""
    random.seed(5)
    state, modules = random.getstate(), set(sys.modules)
    answer = Mutant(solutions()).ask("initial", '{"kind": "Neuron", "sizes": [3], "seed": 1, "count": 4}', 4)

    assert answer.status is Status.ANSWERED
    assert random.getstate() == state
    assert set(sys.modules) == modules


def test_what_a_mistake_warns_of_is_not_printed(recwarn):
    """A terminal shows the student's results, and nothing about mutants."""
    text = solutions()["derivative"].replace("def derivative", "import warnings\n\n\ndef derivative").replace(
        "    ### BEGIN SOLUTION", "    warnings.warn('overflow')", 1)
    loud = Mutant(solutions() | {"derivative": text})

    assert loud.ask("slope", '{"steps": [["leaf", [1.0]]], "x": 1.0}', 1).status is Status.ANSWERED
    assert len(recwarn) == 0


@pytest.mark.parametrize(("mistake", "line"), [
    ("E1", "return (1.0 - node.data**2,)"),         # the branch for tanh
    ("B1-tanh", "operand.grad += slope * node.grad"),
    ("L3", "p.data -= rate * p.grad"),              # a loop
])
def test_it_is_known_which_block_a_mistake_changes(mistake, line):
    """A question that does not enter it has the solutions' answer."""
    assert first_lines([block_of(MISTAKES[mistake])]) == {line}


def block_of(mistake):
    return changed_block(solutions()[mistake.unit], f"{mistake.unit}.py", mistake.replace, mistake.by)


def test_without_its_block_a_mistake_changes_nothing():
    """Of every known mistake: where the block is emptied, the solution and the mutant are the same to Python."""
    for mistake in filter(block_of, mistakes()):
        before, after = (ast.parse(text) for text in (solutions()[mistake.unit],
                                                      mistake.apply(solutions()[mistake.unit])))
        lines = [mutants._lines(block) for _, block in mutants._blocks(before)]
        for tree in (before, after):
            [*mutants._blocks(tree)][lines.index(block_of(mistake)[1:])][1].clear()

        assert ast.dump(before) == ast.dump(after), mistake.id


@pytest.mark.parametrize(("before", "replaced", "by"), [
    ("X = 1\ndef f():\n    pass\n", "X = 1", "X = 2"),
    ("class A:\n    def f(self):\n        pass\n", "class A:", "class A(int):"),
    ("def f(x=1):\n    pass\n", "def f(x=1):", "def f(x=2):"),      # a default is of the place where it is written
    ("def f():\n    pass\n", "    pass\n", ""),                     # that is no Python any more
    ("def f():\n    pass\n", "    pass\n", "    pass\nX = 2\n"),
])
def test_what_changes_more_than_a_block_may_change_anything(before, replaced, by):
    """A class attribute, an import, a default: then every question is asked."""
    assert changed_block(before, "f.py", replaced, by) is None


def test_modules_that_a_mistake_does_not_touch_are_made_once():
    """Those of the base serve all mutants: but not what is changed, nor what imports it."""
    base = Mutant(solutions())
    later, earlier = (Mutant(solutions() | {name: solutions()[name] + "CHANGED = True\n"}, base=base)
                      for name in ("nn", "value"))

    assert later._module("value") is base._module("value")
    assert later._module("nn").CHANGED
    assert later._module("nn").Value is base._module("value").Value
    assert earlier._module("nn") is not base._module("nn")
    assert earlier._module("nn").Value is earlier._module("value").Value
    assert earlier._module("backward") is base._module("backward")


@pytest.mark.parametrize("unit", ["value", "backward", "nn", "training", "softmax", "optimizers", "arrays"])
def test_all_modules_of_a_mutant_with_a_base_can_be_imported(unit):
    """Modules that mention each other in their examples too."""
    based = Mutant(solutions() | {unit: solutions()[unit] + "CHANGED = True\n"}, base=Mutant(solutions()))

    assert all(vars(based._module(name)) for name in solutions())
    assert based._module(unit).CHANGED


@pytest.mark.parametrize("name", ["V3", "B1-mul", "N36", "E2"])
def test_a_mutant_with_a_base_answers_as_without_one(name):
    """Numbers and errors, and what never ends is stopped."""
    alone = mutant(name)
    based = Mutant(alone.sources.texts, base=Mutant(solutions()))

    for function in (lambda a: a * a, lambda a: (a * 2.0).tanh() - a, lambda a: 3.0 - a):
        assert gradients(based, function, 0.7) == gradients(alone, function, 0.7)


def test_compiled_mutants_are_kept_and_none_is_needed(tmp_path, monkeypatch):
    """Found again by the next process; what is damaged is made anew; where nothing may be written, all goes on."""
    def answer(place):
        monkeypatch.setattr("autograder.kept.FOLDER", place)
        code_of.cache_clear()
        return gradients(Mutant(solutions()), lambda a: a * a, 3.0)

    kept = tmp_path / "new" / "kept"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    right = answer(kept)
    (tmp_path / "file").write_text("")

    assert right.status is Status.ANSWERED
    files = [*kept.iterdir()]
    assert {path.suffix for path in files} == {""}
    assert answer(kept) == right
    for path in files:
        path.write_bytes(b"no code")
    assert answer(kept) == answer(tmp_path / "file") == right
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert answer(tmp_path / "other") == right
    assert not (tmp_path / "other").exists()
