"""Known mistakes: the catalogue is well formed, and a fault in it is said with its place."""

import ast
import re
from functools import cache

import pytest

from autograder.errors import FileProblem
from autograder.mistakes import FOLDER, mistakes

SOLUTIONS = FOLDER.parent.parent / "solutions"

ENTRY = '''\
[[mistake]]
id = "X1"
name = "the answer is halved"
replace = """
    return 2 * x
"""
by = """
    return x
"""
hint = "Double it."
smallest = "double(1)"
'''

each = pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: mistake.id)


@cache
def solution(unit):
    return (SOLUTIONS / f"{unit}.py").read_text(encoding="utf-8")


def meaning(source):
    """Return what Python reads in `source`: without comments and spaces."""
    return ast.dump(ast.parse(source))


def listed(folder, *texts):
    """Return the mistakes of `folder`, after one or two texts were written into files of it."""
    for text, name in zip(texts, ("double.toml", "treble.toml"), strict=False):
        (folder / name).write_text(text, encoding="utf-8")
    return mistakes(folder)


# --- the catalogue


@each
def test_a_mistake_changes_its_solution_into_another_program(mistake):
    """Each mistake fits the solution as it stands, is valid Python, and changes more than its spelling."""
    right = solution(mistake.unit)
    assert meaning(right) != meaning(mistake.apply(right))


@each
def test_a_mistake_replaces_whole_lines(mistake):
    """A change is readable as one: it begins and ends with a line."""
    before, found, _ = solution(mistake.unit).partition(mistake.replace)
    assert before.endswith("\n")
    assert found.endswith("\n")
    assert mistake.by == "" or mistake.by.endswith("\n")


@each
def test_what_a_student_reads_of_a_mistake_is_ready_to_print(mistake):
    """Name and smallest case are put into sentences, hints are sentences, and all of it is ASCII."""
    assert (mistake.name + mistake.hint + mistake.smallest).isascii()
    assert not mistake.name.endswith(".")
    assert not mistake.smallest.endswith(".")
    assert mistake.hint.endswith(".")


def test_no_two_mistakes_are_the_same():
    """Names, and changed solutions, are all different: two of the same would be one."""
    known = mistakes()
    assert len({mistake.name for mistake in known}) == len(known)
    assert len({meaning(mistake.apply(solution(mistake.unit))) for mistake in known}) == len(known)


@pytest.mark.parametrize("unit", ["derivative", "value", "backward", "nn", "training"])
def test_every_unit_has_its_mistakes(unit):
    """Each unit has a file of mistakes, named like its solution."""
    assert [mistake for mistake in mistakes() if mistake.unit == unit]


@pytest.mark.parametrize("operation", ["+", "*", "**", "relu", "tanh", "exp", "log"])
def test_assigning_is_known_for_each_operation(operation):
    """The commonest mistake of all, = for += in a single operation, is there for each of them."""
    assert f"`{operation}` assigns its gradient instead of adding" in {mistake.name for mistake in mistakes()}


# --- the loader


def test_a_mistake_is_named_after_its_file_and_its_entry(tmp_path):
    """An entry becomes a Mistake of the unit whose name the file has."""
    (mistake,) = listed(tmp_path, ENTRY)
    assert (mistake.unit, mistake.id, mistake.name) == ("double", "X1", "the answer is halved")
    assert (mistake.hint, mistake.smallest, mistake.moons) == ("Double it.", "double(1)", False)


def test_applied_it_changes_one_place(tmp_path):
    """`apply` gives the source with the one line changed."""
    (mistake,) = listed(tmp_path, ENTRY)
    assert mistake.apply("def double(x):\n    return 2 * x\n") == "def double(x):\n    return x\n"


def test_a_line_may_be_left_out(tmp_path):
    """An empty `by` stands for a line that was forgotten."""
    (mistake,) = listed(tmp_path, ENTRY.replace("    return x\n", ""))
    assert mistake.apply("def double(x):\n    return 2 * x\n") == "def double(x):\n"


@pytest.mark.parametrize("times", [0, 2])
def test_a_mistake_that_does_not_fit_says_so(tmp_path, times):
    """A solution that was rewritten may lack the line, or hold it twice: that is said with file and id."""
    (mistake,) = listed(tmp_path, ENTRY)
    text = f"double.toml: mistake X1: `replace` occurs {times} times in the solution, not once"
    with pytest.raises(FileProblem, match=re.escape(text)):
        mistake.apply("def double(x):\n" + "    return 2 * x\n" * times)


@pytest.mark.parametrize(("change", "line", "problem"), [
    (('id = "X1"\n', ""), 1, "mistake number 1: `id` is missing"),
    (('hint = "Double it."\n', ""), 1, "mistake X1: `hint` is missing"),
    (('"Double it."', '" "'), 10, "mistake X1: `hint` is empty"),
    (('"double(1)"', "1"), 11, "mistake X1: `smallest` must be a text"),
    (("smallest =", 'moons = "yes"\nsmallest ='), 11, "mistake X1: `moons` must be true or false"),
    (("hint =", "hints ="), 10, 'mistake X1: unknown key `hints` (did you mean "hint"?)'),
    (("    return x\n", "    return 2 * x\n"), 7,
     "mistake X1: `by` says the same as `replace`, so nothing is wrong"),
])
def test_a_broken_entry_is_refused_with_its_place(tmp_path, change, line, problem):
    """Each fault of an entry is said with path, line and id."""
    with pytest.raises(FileProblem, match=re.escape(f"double.toml:{line}: {problem}")):
        listed(tmp_path, ENTRY.replace(*change))


@pytest.mark.parametrize("text", ["", "[mistake]", "mistake = [1]", "[[mistake]]\n[other]", "[[mistakes]]"])
def test_a_file_of_anything_else_is_refused(tmp_path, text):
    """A file holds mistakes and nothing else: what would not be read is not passed over in silence."""
    with pytest.raises(FileProblem, match=re.escape("double.toml: there must be [[mistake]] tables")):
        listed(tmp_path, text)


def test_an_id_is_given_once(tmp_path):
    """An id names one mistake in all files: the second says where the first is."""
    text = "treble.toml:2: mistake X1: this id is taken in double.toml"
    with pytest.raises(FileProblem, match=re.escape(text)):
        listed(tmp_path, ENTRY, ENTRY)
