"""A reply against the reference: where is the first wrong number, and what would a student want to see beside it.

The reference engine, on the same program, gives what is right; a central difference of the same program on plain
numbers stands beside it, so that a message need not be believed.
"""

import math
import re
from ctypes import c_float
from functools import lru_cache
from itertools import chain

from autograder.evidence import graph
from autograder.language import ENGLISH as say
from autograder.program import evaluate, inputs_text, notation, number_text, replay, statements
from reference.oracles import central_difference
from reference.value import Value

#: Both sides are analytic: rounding seen is below 1e-14, the smallest mistake seen above 1e-4 (of the largest number).
#: A measured slope misses by 1e-11.
TOLERANCE = 1e-12
#: Of a graph with so many steps a message shows each: fewer stand in the expression, and more are no longer read.
SMALLEST_TABLE, LARGEST_TABLE = 4, 8
#: what a worker says of an answer that is no number: which of several, and its type
NO_NUMBER = re.compile(r"number (\d+) of \d+ is of type (\w+), not a number")
#: and that memory ran out: with its place or without, or as hearsay has it
NO_MEMORY = re.compile(r"(\S+\.py, line \d+: |Beside correct earlier units .* but )?MemoryError\b")
#: and that a thread was to be started
NO_THREAD = re.compile(r"RuntimeError: can't start new thread\b")


class Wrong(AssertionError):
    """The answer came and is wrong; the text says where, and `evidence` is what a picture of it is drawn from."""

    def __init__(self, text, evidence=None):
        super().__init__(text)
        self.evidence = evidence or {}


class Unanswered(Exception):
    """The student's code gave no numbers; the text says why."""


class Todo(Unanswered):
    """A stub that the student has not filled in was reached."""


class Missing(Unanswered):
    """The submission has no such function, class or method."""


class NotLoaded(Unanswered):
    """The unit's module raised when it was imported."""


class Gone(Unanswered):
    """The worker was stopped or left early."""


class GivenUp(Gone):
    """Too many workers were lost, or too much time: nothing more is asked."""


def close(got, right, scale=0.0):
    """Whether two numbers agree, relative to `right`, to `scale` and to 1."""
    return math.isfinite(got) and abs(got - right) <= TOLERANCE * (1.0 + max(abs(right), scale))


def columns(rows):
    """Return lines with the cells of `rows` under each other: name left, numbers aligned."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
    return [f"    {line}".rstrip() for line in lines]


def shown(number):
    """Return a number as messages show it."""
    text = number_text(number)
    return text if not math.isfinite(number) or float(text) == number else f"{number:.10g}"


def shown_apart(got, right):
    """Return two different numbers as messages show them: with all their digits where ten do not tell them apart."""
    few = shown(got), shown(right)
    return few if few[0] != few[1] else (repr(float(got)), repr(float(right)))


def counted(*numbers):
    """Return numbers of things as messages show them: 3 and not 3.0."""
    return [str(int(number)) if float(number).is_integer() else shown(number) for number in numbers]


def pair(about, title, yours, right):
    """Return `about` with what is yours and what is right under a title."""
    return f"{about}\n\n    {title}\n        {say('yours')}  {yours}\n        {say('right')}  {right}"


def assert_numbers(names, got, right, about="", scale=None, evidence=None, show=shown_apart):
    """Raise `Wrong` with yours and right under each other, as `show` returns them, unless all numbers agree."""
    scale = max(map(abs, right), default=0.0) if scale is None else scale
    wrong = [i for i, (g, r) in enumerate(zip(got, right, strict=True)) if not close(g, r, scale)]
    if wrong:
        rows = [("", say("yours"), say("right"))] + [(names[i], *show(got[i], right[i])) for i in wrong[:6]]
        more = say("... and {count} more of {most}", count=len(wrong) - 6, most=len(right))
        rest = [f"    {more}"] if len(wrong) > 6 else []
        raise Wrong("\n".join([*([about, ""] if about else []), *columns(rows), *rest]), evidence)


def unseen_points(shares, threshold):
    """Return lines that say which shares of unseen points came out right, try after try, and which is needed."""
    return "\n".join(columns([(say("unseen points that are right"), ", ".join(f"{share:.1%}" for share in shares)),
                              (say("needed"), f"{threshold:.0%}")]))


@lru_cache(maxsize=4096)
def expected(program, gradients=True):
    """Return every step's data and, after `backward` on each root in turn, every step's gradient."""
    nodes = replay(program.steps, lambda number: Value(float(number)))
    for root in program.roots if gradients else ():
        nodes[root].backward()
    return [node.data for node in nodes], [node.grad for node in nodes]


def describe(program):
    """Return the program in ordinary notation with its inputs, indented."""
    lines = statements(program)
    lines[-1] += f"      {say('with {leaves}', leaves=inputs_text(program))}"
    return "\n".join("    " + line for line in lines)


def wrong_data(program, data):
    """Return the first step whose value is wrong, or None."""
    return next(iter(_wrong_steps(program, data=data)["data"]), None)


def wrong_gradient(program, gradients):
    """Return the last step, the first on the way back, whose gradient is wrong, or None."""
    return next(reversed(_wrong_steps(program, gradient=gradients)["gradient"]), None)


def _wrong_steps(program, **got):
    """Return the steps whose "data" or "gradient" is wrong, in order, for each of these that is given."""
    right = dict(zip(("data", "gradient"), expected(program, "gradient" in got), strict=True))
    scales = {"data": 0.0, "gradient": max(map(abs, right["gradient"]))}
    return {what: [i for i, (g, r) in enumerate(zip(numbers, right[what], strict=True))
                   if not close(g, r, scales[what])] for what, numbers in got.items()}


def assert_data(program, data):
    """Raise `Wrong` at the first step whose value is wrong."""
    step = wrong_data(program, data)
    if step is not None:
        raise _wrong(program, "data", step, data=data)


def assert_gradients(program, data, gradients):
    """Raise `Wrong` at the first wrong value or, walking back from the root, at the first wrong gradient."""
    step = wrong_data(program, data)
    what, step = ("data", step) if step is not None else ("gradient", wrong_gradient(program, gradients))
    if step is not None:
        raise _wrong(program, what, step, data=data, gradient=gradients)


def _wrong(program, what, step, **got):
    """The exception that says, shows and draws that `what`, "data" or "gradient", of a step is wrong."""
    right = dict(zip(("data", "gradient"), expected(program, "gradient" in got), strict=True))
    evidence = graph(program, got, right, _wrong_steps(program, **got), (what, step))
    lines = [_message(program, step, what, got[what][step], right[what][step])]
    if what == "data" and program.steps[step][0] == "leaf":
        lines += _not_kept(program.steps[step][1][0], got[what][step])
    if what == "gradient":
        lost = _lost(program, step, got[what])
        lines += lost or _suspects(program, step)
        evidence |= {"edges": []} if lost and evidence else {}
    return Wrong("\n".join([*lines, *_table(evidence, what)]), evidence)


def _table(evidence, what):
    """Return a graph of a few steps as lines: each step, yours, right; gradients from the root on, as they are made."""
    steps = [evidence["steps"][i] for i in evidence.get("used", ())]
    if not SMALLEST_TABLE <= len(steps) <= LARGEST_TABLE:
        return []
    order, title = (steps, say("value of")) if what == "data" else (steps[::-1], say("gradient of"))
    rows = [(step["name"] if step["text"] == step["name"] else f"{step['name']} = {step['text']}",
             *_short(*map(float, step[what]), what in step["wrong"]), say("wrong") * (what in step["wrong"]))
            for step in order]
    return ["", *columns([(title, say("yours"), say("right"), ""), *rows])]


def _short(got, right, apart):
    """Return two numbers for a table, which must fit on a phone: six digits, or more where they must differ."""
    few = number_text(got), number_text(right)
    return few if few[0] != few[1] or not apart else shown_apart(got, right)


def _message(program, step, what, got, right):
    name, extra = name_of(program, step), _difference(program, step) if what == "gradient" else ()
    title = say("gradient of {name}" if what == "gradient" else "value of {name}", name=name)
    rows = [*zip((say("yours"), say("right")), shown_apart(got, right), strict=True), *extra]
    lines = [f"        {label:<20}{'' if number.startswith('-') else ' '}{number}" for label, number in rows]
    return "\n".join([describe(program), "", f"    {title}", *lines])


def name_of(program, step):
    """Return what messages call a step: an input's name, or its expression where that is short."""
    if program.steps[step][0] == "chain":
        return say("the whole chain")
    text = notation(program)[step] if len(program.steps) <= 60 else say("step {i}", i=step)
    return text if len(text) <= 60 else say("step {i}, a {operation}", i=step, operation=repr(program.steps[step][0]))


def _difference(program, step):
    """The central difference by an input, where there is one root; nothing for inner steps."""
    if step >= len(program.names) or len(program.roots) > 1 or len(program.steps) > 200:
        return ()
    slope = central_difference(lambda values: evaluate(program, values), program.inputs)[step]
    return [(say("central difference"), f"{slope:.7g}")]


def _lost(program, step, got):
    """Say so where an inner gradient is wrong and those of the inputs, which are made of it, are right."""
    right, inputs = expected(program)[1], range(len(program.names))
    if step in inputs or not all(close(got[x], right[x]) for x in inputs) or not any(right[x] for x in inputs):
        return []
    told = say("The inputs have the right gradients, so this one was right when it was passed on: look at what changes "
               "it afterwards.")
    return ["", f"    {told}"]


def _not_kept(number, got):
    """Say that a wrong value is no result, so that nobody looks for it in an operation; and of what size it is."""
    told = say("It is an input: Value({number}) keeps the number as it is, and no operation changes it.",
               number=shown(number))
    lines = ["", f"    {told}"]
    told = say("Yours is the same number with the digits of four bytes, as numpy.float32 has them: a float has eight.")
    return [*lines, f"    {told}"] if got == c_float(number).value else lines


def _suspects(program, step):
    """Name the operations that passed this gradient on: the gradients of their results are right."""
    users = [i for i, (_, *operands) in enumerate(program.steps) if step in [x for x in operands if isinstance(x, int)]]
    if not users or len(program.steps) > 60 or any(program.steps[user][0] == "chain" for user in users):
        return []
    names = list(dict.fromkeys(name_of(program, user) for user in users))
    told = say("It is used in {users}, whose own gradient is right: look at how the gradient is passed on there."
               if len(names) == 1 else
               "It is used in {users}, whose own gradients are right: look at how the gradient is passed on there.",
               users=", ".join(names[:4]))
    return ["", f"    {told}"]


# --- what suites ask of the fixture `submission` --------------------------------------------------------------------


def answered(submission, about, names, probe, size, /, **arguments):
    """Return the numbers that a probe answers, called `names`; say what was asked where there are none."""
    try:
        return submission.numbers(probe, size, **arguments)
    except Unanswered as problem:
        if type(problem) is not Unanswered:     # what says nothing about this question
            raise
        raise Unanswered(f"{about}\n\n{_by_name(str(problem), names)}{_lacking(str(problem))}") from None


def _by_name(problem, names):
    found = NO_NUMBER.fullmatch(problem)
    name = found and next((name for i, name in enumerate(names, 1) if i == int(found[1])), None)
    return say("{name} is of type {kind}, not a number", name=name, kind=found[2]) if name else problem


def _lacking(problem):
    """Return what to say where there was no memory, for the line is seldom the one that took it, or no thread."""
    if NO_MEMORY.match(problem):
        told = say("There was no memory left: does something grow without end, or stay from one call to the next?")
    elif NO_THREAD.search(problem):
        told = say("Graded code starts no threads. If it is for a deep recursion: a list used as a stack needs none.")
    else:
        return ""
    return f"\n{told}"


def check_data(submission, program):
    """Replay `program` forward on the student's engine and compare every step's data."""
    numbers = _ask(submission, "data", len(program.steps), program)
    assert_data(program, numbers)


def check_gradients(submission, *forms):
    """Go backward through a program and compare every step's data and gradient.

    Several `forms` ask the same thing by way of different operations: the check passes where one of them is right, so
    that a mistake in `*` costs nothing where only `tanh` is asked for.
    """
    for program in forms[:-1]:
        try:
            return _check_gradients(submission, program)
        except (Wrong, Unanswered):
            continue
    return _check_gradients(submission, forms[-1])


def _check_gradients(submission, program):
    count = len(program.steps)
    numbers = _ask(submission, "gradients", 2 * count, program, roots=program.roots)
    assert_gradients(program, numbers[:count], numbers[count:])


def _ask(submission, probe, count, program, **arguments):
    steps = range(len(program.steps))
    names = chain((say("value of {name}", name=name_of(program, step)) for step in steps),
                  (say("gradient of {name}", name=name_of(program, step)) for step in steps))
    return answered(submission, describe(program), names, probe, count, steps=program.steps, **arguments)
