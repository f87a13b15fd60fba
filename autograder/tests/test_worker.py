"""The code inside a worker: what it imports, what it answers, and what it says when something went wrong."""

import math
import struct
import textwrap

import pytest

from autograder.host import Limits, Status, WorkerGone

VALUE = textwrap.dedent("""
    class Value:
        def __init__(self, data): self.data, self.grad = data, 0.0
        def __add__(self, other): return Value(self.data + other.data)
        def backward(self): self.grad = 1.0
""")


CALL = ("call", {"unit": "value", "name": "answer", "arguments": []}, 1)
CALL_NN = ("call", {"unit": "nn", "name": "answer", "arguments": []}, 1)


def source(text):
    return textwrap.dedent(text).lstrip("\n")


def returning(expression, before=""):
    return f"{before}\ndef answer():\n    return {expression}\n"


def data(*numbers):
    """The question for the data of leaves."""
    return ("data", {"steps": [["leaf", [number]] for number in numbers]}, len(numbers))


# --- answers ------------------------------------------------------------------------------------------------------

def test_numbers_come_back_to_the_last_bit(host):
    """Awkward doubles cross in both directions unchanged, in one batch with other items."""
    numbers = [0.1 + 0.2, -0.0, 5e-324, 1.7976931348623157e308, 2.0**53 + 1, math.pi, math.inf, math.nan]

    with host.worker({"value": VALUE}, {"value": "value"}) as worker:
        first, second = worker.ask([data(*numbers), data(1.5)], 10)

    assert first.status is Status.ANSWERED
    assert struct.pack("<8d", *first.numbers) == struct.pack("<8d", *numbers)
    assert second.numbers == (1.5,)


@pytest.mark.parametrize(("expression", "number"), [
    ("3", 3.0), ("True", 1.0), ("2**60", 2.0**60), ("np.float64(0.1)", 0.1), ("np.float32(0.5)", 0.5),
    ("np.int64(7)", 7.0), ("np.bool_(True)", 1.0), ("np.array(2.5)", 2.5), ("Fraction(1, 4)", 0.25),
    ("Decimal('0.5')", 0.5), ("Own()", 6.5), ("Whole()", 9.0), ("float('-inf')", -math.inf),
])
def test_whatever_is_a_number_is_taken_as_one(host_of, call, expression, number):
    """Python's and numpy's numbers, and objects that say which number they are."""
    before = source("""
        import numpy as np
        from decimal import Decimal
        from fractions import Fraction
        class Own:
            def __float__(self): return 6.5
        class Whole:
            def __index__(self): return 9
    """)

    answer = call(host_of(None), returning(expression, before))

    assert answer.numbers == (number,)


@pytest.mark.parametrize(("expression", "count", "text"), [
    ("'1.5'", 1, "the answer is of type str, not a number"),
    ("b'1.5'", 1, "the answer is of type bytes, not a number"),
    ("bytearray(b'1.5')", 1, "the answer is of type bytearray, not a number"),
    ("None", 1, "the answer is of type NoneType, not a number"),
    ("1j", 1, "the answer is of type complex, not a number"),
    ("[1.0, object()]", 2, "number 2 of 2 is of type object, not a number"),
    ("[1.0]", 2, "1 numbers came back where 2 were expected"),
    ("[]", 1, "0 numbers came back where 1 were expected"),
    ("10**400", 1, "OverflowError: int too large to convert to float"),
])
def test_what_is_no_number_is_named(host_of, call, expression, count, text):
    """A reply that is not the numbers asked for fails the item, and the text names what came instead."""
    answer = call(host_of(None), returning(expression), count)

    assert (answer.status, answer.numbers, answer.text) == (Status.RAISED, (), text)


def test_a_liar_becomes_the_plain_number_it_holds(host_of, call):
    """A float that claims to equal everything crosses as a plain double."""
    answer = call(host_of(None), source("""
        class Liar(float):
            def __eq__(self, other): return True
            def __float__(self): return Liar(3.0)
        def answer(): return Liar(2.0)
    """))

    assert answer.numbers in [(2.0,), (3.0,)]
    assert type(answer.numbers[0]) is float


@pytest.mark.parametrize("problem", ["SystemExit(0)", "KeyboardInterrupt", "GeneratorExit", "ValueError('no')"])
def test_an_exception_fails_its_item_only(host, problem):
    """Whatever is raised in one item, the others of the same question are answered."""
    text = VALUE.replace("self.data, self.grad", f"if data == 0: raise {problem}\n        self.data, self.grad")
    text = text.replace("(self, data): if", "(self, data):\n        if")

    with host.worker({"value": text}, {"value": "value"}) as worker:
        answers = worker.ask([data(1), data(0), data(2)], 10)

    assert [answer.numbers for answer in answers] == [(1.0,), (), (2.0,)]
    assert answers[1].status is Status.RAISED
    assert problem.partition("(")[0] in answers[1].text


def test_todo_and_missing_are_told_apart_from_wrong(host_of):
    """A stub's NotImplementedError is TODO with its text; an absent name or unit is MISSING."""
    stub = "class Value:\n    def __init__(self, data):\n        raise NotImplementedError('Unit 1: Value')\n"

    with host_of(None).worker({"value": stub}, {"value": "value"}) as worker:
        todo, missing, unit = worker.ask([data(1), CALL, ("load", {"unit": "nn"}, 0)], 10)

    assert (todo.status, todo.text) == (Status.TODO, "Unit 1: Value")
    assert missing.status is Status.MISSING
    assert (unit.status, unit.text) == (Status.MISSING, "there is no unit nn")


def test_an_unknown_probe_is_no_crash(host_of):
    """A question that the kit does not know fails that item."""
    with host_of(None).worker({}, {}) as worker:
        (answer,) = worker.ask([("nonsense", {}, 1)], 10)

    assert (answer.status, answer.text) == (Status.RAISED, "there is no probe nonsense")


# --- what went wrong ----------------------------------------------------------------------------------------------

def test_an_error_names_file_line_and_source_of_the_innermost_frame(host):
    """The place is the student's own, even where the exception came from deeper down, with the line itself."""
    sources = {"value": "import json\n\ndef load():\n    return json.loads('')\n",
               "nn": "import value\ndef answer():\n    return value.load()\n"}

    with host.worker(sources, {"nn": "nn"}) as worker:
        (answer,) = worker.ask([CALL_NN], 10)

    assert answer.text == source("""
        value.py, line 4: JSONDecodeError: Expecting value: line 1 column 1 (char 0)
            return json.loads('')""")


@pytest.mark.parametrize(("text", "said"), [
    ("def f(:\n    pass\n", "value.py, line 1: SyntaxError: invalid syntax\n    def f(:"),
    ("x = 1\n  y = 2\n", "value.py, line 2: IndentationError: unexpected indent\n    y = 2"),
    ("x = '\0'\n", "value.py, line 1: SyntaxError: source code string cannot contain null bytes"),
    ("x = " + "(" * 100_000, "value.py, line 1: SyntaxError: too many nested parentheses"),
    ("1 / 0\n", "value.py, line 1: ZeroDivisionError: division by zero\n    1 / 0"),
    ("import torch\n", "value.py, line 1: ModuleNotFoundError: No module named 'torch'\n    import torch"),
    ("raise SystemExit\n", "value.py, line 1: SystemExit\n    raise SystemExit"),
    ("raise RecursionError()\n", "value.py, line 1: RecursionError\n    raise RecursionError()"),
])
def test_a_module_that_does_not_load_says_where(host_of, call, text, said):
    """Errors while importing are told like those in a call."""
    answer = call(host_of(None), text)

    assert answer.status is Status.RAISED
    assert answer.text.startswith(said[:90])


def test_a_module_that_raised_is_not_run_again(host_of):
    """The second question about a broken module has the same answer without running it: a slow one costs once."""
    with host_of(None).worker({"value": "print('ran')\nraise ValueError('broken')\n"}, {"value": "value"}) as worker:
        first = worker.ask([("load", {"unit": "value"}, 0)] * 3, 10)
        printed = worker.printed
        second = worker.ask([("load", {"unit": "value"}, 0)], 10)

    assert printed == "ran\n"
    assert {answer.text for answer in first + second} == {
        "value.py, line 2: ValueError: broken\n    raise ValueError('broken')"}


@pytest.mark.parametrize("body", [
    "def __str__(self): raise SystemExit", "def __str__(self): return 3", "__str__ = None",
    "def __getattribute__(self, name): raise ValueError", "def __str__(self): return str(self)",
])
def test_an_exception_that_cannot_be_printed_is_named_by_its_type(host_of, call, body):
    """An exception that breaks when it is looked at is told by the name of its type."""
    answer = call(host_of(None), f"class Odd(Exception):\n    {body}\ndef answer(): raise Odd\n")

    assert answer.status is Status.RAISED
    assert "Odd" in answer.text
    assert "\n" not in answer.text.strip() or "raise Odd" in answer.text


def test_texts_are_short_and_do_nothing(host_of, call):
    """Long messages are cut, and control characters are shown as text."""
    answer = call(host_of(None), "def answer(): raise ValueError('\\x1b[2J' + '\\u202e' + 'x' * 100000)\n")

    assert answer.text.startswith("value.py, line 1: ValueError: \\x1b[2J\\u202exxx")
    assert len(answer.text) < 1000
    assert answer.text.replace("\n", "").isprintable()


# --- imports ------------------------------------------------------------------------------------------------------

def test_modules_import_each_other_by_plain_name(host):
    """`from value import Value` finds the sibling, and `import nn` gives the same module each time."""
    sources = {"value": VALUE, "nn": "from value import Value\ndef answer(): return Value(4).data\n"}

    with host.worker(sources, {"nn": "nn", "value": "value"}) as worker:
        (answer,) = worker.ask([CALL_NN], 10)

    assert answer.numbers == (4.0,)


@pytest.mark.parametrize("package", [{}, {"micrograd": "from .engine import Value\n"}])
def test_a_package_works_with_and_without_its_init(host_of, package):
    """`micrograd.engine` and `micrograd.nn` import each other in both ways, and `__file__` is there."""
    sources = package | {"micrograd.engine": VALUE, "micrograd.nn": source("""
        from micrograd.engine import Value
        from . import engine
        assert engine.Value is Value and __file__ == "micrograd/nn.py"
        def answer(): return Value(5).data
    """)}

    with host_of(None).worker(sources, {"value": "micrograd.engine", "nn": "micrograd.nn"}) as worker:
        first, second = worker.ask([data(2), CALL_NN], 10)

    assert (first.numbers, second.numbers) == ((2.0,), (5.0,))


@pytest.mark.parametrize("name", ["math", "random", "json", "struct", "numpy", "autograder", "autograder.probes"])
def test_a_submission_cannot_take_the_name_of_another_module(host, name):
    """A file named like a module of Python, numpy or the kit is not what others get when they import that name."""
    sources = {"value": VALUE + f"\nimport {name} as module\ndef answer(): return hasattr(module, 'FAKE')\n",
               name: "FAKE = 1\n"}

    with host.worker(sources, {"value": "value"}) as worker:
        (answer,) = worker.ask([CALL], 10)

    assert answer.numbers == (0.0,)


def test_inspect_and_tracebacks_see_the_source(host_of, call):
    """A student's own use of `inspect` and `traceback` works though there is no file."""
    answer = call(host_of(None), source("""
        import dataclasses, inspect, traceback
        @dataclasses.dataclass
        class Point:
            x: float = 1.0
        def broken(): raise ValueError("here")
        def answer():
            try: broken()
            except ValueError: text = traceback.format_exc()
            return [inspect.getsource(broken).count("here"), text.count("def broken"), Point().x]
    """), 3)

    assert answer.numbers == (1.0, 1.0, 1.0), answer.text


def test_replacing_builtins_and_modules_changes_no_answer(host):
    """A student who replaces what everyone uses gets the numbers that the honest code would have got."""
    text = VALUE + source("""
        import builtins, json, math, operator, os, struct
        for name in ("float", "len", "isinstance", "issubclass", "list", "enumerate", "hasattr", "type", "zip", "sum"):
            setattr(builtins, name, lambda *arguments: 7)
        json.loads = struct.pack = os.write = os.read = operator.add = math.tanh = lambda *arguments: 7
    """)
    steps = [["leaf", [0.1]], ["leaf", [0.2]], ["+", 0, 1]]

    with host.worker({"value": text}, {"value": "value"}) as worker:
        answers = worker.ask([("data", {"steps": steps}, 3), ("data", {"steps": steps}, 3)], 10)

    assert [answer.numbers for answer in answers] == [(0.1, 0.2, 0.1 + 0.2)] * 2


# --- printed text, memory, chance ---------------------------------------------------------------------------------

def test_the_end_of_what_is_printed_is_kept(host_of):
    """Printed text comes back with the answer: its end, marked where it was cut, and fresh for each question."""
    text = VALUE + "import sys\nsys.stdout.reconfigure(encoding='utf-8')\nprint('x' * 20_000_000 + 'end \\x1b[31m')\n"

    with host_of(None).worker({"value": text}, {"value": "value"}, Limits(text_bytes=50)) as worker:
        worker.ask([data(1)], 10)
        flood = worker.printed
        worker.ask([data(1)], 10)

    assert flood == "[...] " + "x" * 40 + "end \\x1b[31m\n"
    assert worker.printed == ""


def test_prints_past_python_do_not_reach_the_answers(host):
    """Bytes written to the descriptors of standard output and error are lost, and nothing is asked of a person."""
    text = VALUE + source("""
        import os
        for descriptor in (1, 2):
            os.write(descriptor, b"x" * 1000)
        try: input()
        except EOFError: pass
    """)

    with host.worker({"value": text}, {"value": "value"}) as worker:
        (answer,) = worker.ask([data(1)], 10)

    assert answer.numbers == (1.0,)


def test_memory_that_runs_out_fails_its_item_only(host):
    """A memory bomb meets its limit as a MemoryError, and the worker still answers."""
    text = VALUE + "import numpy as np\nkept = []\ndef answer():\n    while True: kept.append(np.ones(1 << 17))\n"

    with host.worker({"value": text}, {"value": "value"}, Limits(memory_mib=512)) as worker:
        bomb, after = worker.ask([CALL, data(1)], 10)

    assert bomb.status is Status.RAISED
    assert "value.py, line" in bomb.text
    assert "MemoryError" in bomb.text
    assert after.numbers == (1.0,)


def test_the_collector_is_set_for_training(host, call):
    """Engines of closures are all cycles: Python's collector gets the threshold from the limits."""
    answer = call(host, returning("list(gc.get_threshold())[:1]", "import gc"), collector=123_456)

    assert answer.numbers == (123_456.0,)


def test_the_recursion_limit_is_pythons_own(host, call):
    """A chain that is too deep for Python fails here as it does for the student, and says so."""
    answer = call(host, "import sys\ndef deep(n): return 0 if n == 0 else deep(n - 1)\n"
                        "def answer(): return [sys.getrecursionlimit(), deep(900), deep(1100)]\n", 3)

    assert "RecursionError: maximum recursion depth exceeded" in answer.text


def test_chance_hashes_and_the_order_of_sets_repeat_themselves(host_of, call):
    """A verdict is a function of the submission: two fresh parents of workers agree, and so do two of their workers."""
    text = source("""
        import random
        import numpy as np
        class Node: pass
        def answer():
            nodes = [Node() for _ in range(300)]
            places = {id(node): i for i, node in enumerate(nodes)}
            order = [places[id(node)] for node in set(nodes)]
            return [random.random(), np.random.rand(), hash("value") % 2**50, *order]
    """)
    from autograder.host import Host
    with Host(host_of(None).tier) as other:
        answers = [call(host, text, 303).numbers for host in (other, other, host_of(None))]

    assert answers[0][:3] == answers[1][:3] == answers[2][:3]
    assert answers[0] == answers[1]


def test_a_worker_that_is_gone_stays_gone(host):
    """After its end a worker says the same sentence to every further question."""
    with host.worker({"value": "import os\nos._exit(0)\n"}, {"value": "value"}) as worker:
        for _ in range(2):
            with pytest.raises(WorkerGone, match=r"^left early$"):
                worker.ask([("load", {"unit": "value"}, 0)], 10)
