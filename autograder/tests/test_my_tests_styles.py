"""Honest tests of the unit my_tests, in every style that people write: each earns what it catches."""

import pytest
from examiner import GOOD, HEAD, outcomes

CATCH_BOTH = ["passed", "passed", "passed"]
STYLES = {
    "plain asserts": """
def test_twice():
    a = Value(3.0)
    (a + a).backward()
    assert a.grad == 2.0

def test_left():
    assert (1 + Value(2.0)).data == 3.0
""",
    "helpers and constants": """
TWO = 2.0
def gradient(function, x):
    a = Value(x)
    function(a).backward()
    return a.grad
def test_all():
    for function, slope in ((lambda a: a + a, TWO), (lambda a: 1 + a, 1.0)):
        assert gradient(function, 3.0) == pytest.approx(slope, rel=1e-9), "message"
""",
    "a class with its state": """
class TestValue:
    x = 3.0

    def setup_method(self, method):
        self.a = Value(self.x)

    def test_twice(self):
        (self.a + self.a).backward()
        assert self.a.grad == 2.0

    def test_left(self):
        assert (1 + self.a).data == self.helper()

    def helper(self):
        return 4.0

    @staticmethod
    def test_static():
        assert Value(1.0).data == 1.0
""",
    "parameters": """
@pytest.mark.parametrize("x", [1.0, pytest.param(-2.0, id="negative")])
@pytest.mark.parametrize(("use", "slope"), [(lambda a: a + a, 2.0), (lambda a: 1 + a, 1.0)], ids=["twice", "left"])
def test_slopes(x, use, slope):
    a = Value(x)
    use(a).backward()
    assert a.grad == slope
""",
    "parameters of a class and by keyword": """
@pytest.mark.parametrize(argnames="x", argvalues=(n / 2 for n in range(1, 5)))
class TestValue:
    def test_twice(self, x):
        a = Value(x)
        (a + a).backward()
        assert a.grad == 2.0 and (1 + a).data == 1 + x
""",
    "fixtures": """
@pytest.fixture
def a():
    return Value(3.0)

@pytest.fixture(name="both", scope="module")
def twice(a):
    return a + a

def test_twice(a, both):
    both.backward()
    assert a.grad == 2.0

def test_left(a):
    assert (1 + a).data == 4.0
""",
    "fixtures with parameters that clean up": """
cleaned = []

@pytest.fixture(params=[1.0, 2.0])
def a(request):
    request.addfinalizer(lambda: cleaned.append("finalizer"))
    yield Value(request.param)
    cleaned.append("after yield")

@pytest.fixture(autouse=True)
def afresh():
    cleaned.clear()

class TestValue:
    @pytest.fixture
    def one(self):
        return 1

    def test_twice(self, a, one):
        (a + a).backward()
        assert a.grad == 2.0 * one
        assert (one + a).data == a.data + 1
        assert cleaned == []
""",
    "unittest": """
import unittest

class ValueTests(unittest.TestCase):
    def setUp(self):
        self.a = Value(3.0)
        self.addCleanup(setattr, self, "a", None)

    def test_twice(self):
        (self.a + self.a).backward()
        self.assertAlmostEqual(self.a.grad, 2.0)

    def testLeft(self):
        for x in (1, 2.5):
            with self.subTest(x=x):
                self.assertEqual((x + self.a).data, x + 3.0)

    @unittest.expectedFailure
    def test_to_come(self):
        self.assertEqual(Value(1.0) ** Value(2.0), 1.0)

    @unittest.skip("later")
    def test_later(self):
        self.fail()

    def test_skipped_inside(self):
        self.skipTest("not today")
""",
    "marks": """
pytestmark = pytest.mark.filterwarnings("ignore")

@pytest.mark.skip(reason="not written yet")
def test_later():
    assert False

@pytest.mark.skipif(1 + 1 == 2, reason="arithmetic")
def test_elsewhere():
    assert False

@pytest.mark.xfail(reason="a wish", raises=TypeError)
def test_wish():
    Value(1.0) ** Value(2.0)

@pytest.mark.parametrize("x", [1.0, pytest.param("1", marks=pytest.mark.xfail)])
def test_twice(x):
    a = Value(x)
    (a + a + x + 1).backward()
    assert a.grad == 2.0

def test_left():
    if False:
        pytest.xfail("never")
    assert (1 + Value(2.0)).data == 3.0
""",
    "gradients measured": """
def numeric(f, x, h=1e-6):
    return (f(Value(x + h)).data - f(Value(x - h)).data) / (2 * h)

@pytest.mark.parametrize("f", [lambda a: a + a, lambda a: 1 + a * a, lambda a: (2 - a) * a.tanh()])
def test_against_differences(f):
    a = Value(0.7)
    f(a).backward()
    assert a.grad == pytest.approx(numeric(f, 0.7), rel=1e-5)
""",
    "errors that are expected": """
def test_exponent():
    with pytest.raises(TypeError) as caught:
        Value(2.0) ** "x"
    assert caught.type is TypeError

def test_sum():
    a = Value(2.0)
    try:
        total = sum([a, a])
    except TypeError:
        pytest.fail("a sum starts at 0")
    total.backward()
    assert (total.data, a.grad) == (4.0, 2.0)
""",
    "what is done around a module": """
def setup_module(module):
    global a
    a = Value(3.0)

def teardown_function(function):
    a.grad = None

def test_twice():
    (a + a).backward()
    assert a.grad == 2.0

def test_left():
    assert (1 + a).data == 4.0
""",
    "random numbers": """
import random

def test_many():
    for _ in range(20):
        x, a = random.uniform(-2, 2), Value(random.gauss(0, 1))
        out = x + a + a
        out.backward()
        assert out.data == pytest.approx(x + 2 * a.data)
        assert a.grad == 2.0
""",
    "numpy": """
import numpy as np

def test_left():
    np.testing.assert_allclose([(1 + Value(x)).data for x in np.linspace(-1, 1, 5)], np.linspace(0, 2, 5))

def test_twice():
    a = Value(3.0)
    (a + a).backward()
    assert np.isclose(a.grad, 2.0)
""",
}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_earns_what_it_catches(examine, style):
    """Right engines pass; one whose `+` assigns gradients, and one without `__radd__`, fail."""
    assert outcomes(examine(HEAD + STYLES[style])) == CATCH_BOTH


def test_modules_of_ones_own_can_be_imported(examine):
    """Helpers that were handed in beside the tests."""
    helper = "from value import Value\ndef slope():\n    a = Value(3.0)\n    (a + a).backward()\n    return a.grad\n"
    source = "from helping import slope\ndef test_twice():\n    assert slope() == 2.0\n"

    assert outcomes(examine(source, helping=helper)) == ["passed", "passed", "failed"]


@pytest.mark.parametrize(("source", "said"), [
    ("def test_file(tmp_path):\n    assert tmp_path\n", "Cannot be run here: test_file.\n    A test takes what it is "),
    ("@pytest.mark.parametrize('x', range(10**6))\ndef test_many(x):\n    pass\n", "Cannot be run here: test_many."),
    ("@pytest.mark.parametrize('x', [1] * 40)\n@pytest.mark.parametrize('y', [1] * 40)\ndef test_more(x, y):\n"
     "    pass\n", "Cannot be run here: test_more."),
    ("@pytest.mark.parametrize('x', [1], indirect=True)\ndef test_a(x):\n    pass\n", "Cannot be run here: test_a."),
    ("@pytest.mark.usefixtures('capsys')\ndef test_b():\n    pass\n", "Cannot be run here: test_b."),
    ("import hypothesis\ndef test_c():\n    pass\n", "ModuleNotFoundError"),
    ("def test_d():\n    pass\n", "They pass every engine, those with mistakes too, so they test nothing yet."),
    ("@pytest.mark.xfail(strict=True)\ndef test_e():\n    pass\n", "A right engine fails test_e."),
    ("class TestA:\n    def __init__(self):\n        pass\n    def test_f(self):\n        pass\n", "No test was run."),
    ("def test_g():\n    pytest.skip('later')\n", "No test was run."),
])
def test_what_cannot_be_is_told_in_a_sentence(examine, source, said):
    """And earns nothing."""
    found = examine(HEAD + source)

    assert "passed" not in outcomes(found)
    assert said in found["right_engines_pass"][1]


def test_tests_that_never_end_beside_a_wrong_engine_catch_it(examine):
    """It is no right engine beside which they do not come to an end."""
    source = GOOD + """
def test_left():
    try:
        1 + Value(2.0)
    except TypeError:
        while True:
            pass
"""
    assert outcomes(examine(source)) == CATCH_BOTH
