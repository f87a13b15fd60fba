"""Hostile tests of the unit my_tests: they gain nothing, and learn nothing of the engines that is told to anyone."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from examiner import GOOD, HEAD, outcomes

from autograder.assignment import NAMED, Assignment
from autograder.compare import GivenUp, Wrong
from autograder.mistakes import mistakes
from autograder.report import Outcome
from autograder.suites.engines import HARMLESS, engine_with, right_engines
from autograder.suites.examined import examined

PLANTED = Path("/tmp/planted_by_my_tests")  # noqa: S108 (it must not come to be)
NOTHING = {
    "exits at import": "import os\nos._exit(0)\ndef test_a():\n    pass\n",
    "exits in a test": HEAD + "import os\ndef test_a():\n    os._exit(0)\n",
    "exits from a thread": HEAD + "import os, threading, time\ndef test_a():\n"
                           "    threading.Thread(target=os._exit, args=[0]).start()\n    time.sleep(1)\n",
    "raises SystemExit": HEAD + "def test_a():\n    raise SystemExit(0)\n",
    "never ends": HEAD + "def test_a():\n    while True:\n        pass\n",
    "never ends in a fixture": HEAD + "@pytest.fixture(autouse=True)\ndef forever():\n    yield from iter(int, 1)\n"
                                      "    while True:\n        pass\ndef test_a():\n    pass\n",
    "recurses": HEAD + "def test_a():\n    test_a()\n",
    "takes memory": HEAD + "def test_a():\n    bytearray(1 << 40)\n",
    "forks": HEAD + "import os\ndef test_a():\n    os.fork()\n",
    "kills its parent": HEAD + "import os\ndef test_a():\n    os.kill(os.getppid(), 9)\n",
    "no Python": "def test_a(:\n",
    "clears the probes": HEAD + "import sys\ndef test_a():\n    sys.modules['autograder.probes'].PROBES.clear()\n"
                                "    assert False\n",
    "replaces the examination": HEAD + "import sys\nsys.modules['autograder.probes.my_tests'].outcome = "
                                       "lambda module, name: 1\ndef test_a():\n    pass\n",
    "answers by itself": HEAD + "import os\ndef test_a():\n    for number in range(3, 64):\n        try:\n"
                                "            os.write(number, b'\\x01' * 64)\n        except OSError:\n"
                                "            pass\n",
    "imports the list of mistakes": HEAD + "def test_a():\n    import autograder.mistakes\n",
    "opens the list of mistakes": HEAD + f"def test_a():\n    open({__file__!r})\n",
    "writes a file": HEAD + f"def test_a():\n    open({str(PLANTED)!r}, 'w').write('x')\n",
    "starts a program": HEAD + "import subprocess\ndef test_a():\n    subprocess.run(['true'])\n",
    "calls home": HEAD + "import socket\ndef test_a():\n    socket.create_connection(('127.0.0.1', 9), 1)\n",
    "tosses a coin": HEAD + "import os\ndef test_a():\n    assert os.urandom(1)[0] < 128\n",
    "puts its own engine there": "import sys, types\nsys.modules['value'] = types.SimpleNamespace(Value=float)\n"
                                 "from value import Value\ndef test_a():\n    assert Value(1.0) + 1 == 2.0\n",
    "catches everything": HEAD + "def test_a():\n    try:\n        (1 + Value(2.0)).backward()\n"
                                 "    except BaseException:\n        pass\n",
    "shows its source": HEAD + "import inspect, value\ndef test_a():\n    raise ValueError(inspect.getsource(value))\n",
    "shows it at import": "import inspect, value\nraise Exception(inspect.getsource(value))\n",
    "shows it as a stub's word": HEAD + "import value\ndef test_a():\n"
                                        "    raise NotImplementedError(value.__loader__.texts['value'])\n",
    "shows it as a reason": HEAD + "import linecache\ndef test_a():\n    pytest.skip(str(linecache.cache))\n",
    "shows it as a failure": HEAD + "import value\ndef test_a():\n"
                                    "    pytest.fail(value.__spec__.loader.get_source('backward'))\n",
    "prints it": HEAD + "import value\ndef test_a():\n    print(value.__loader__.texts)\n    assert False\n",
    "opens its file": HEAD + "import value\ndef test_a():\n"
                             "    raise NotImplementedError(open(value.__file__).read())\n",
    "finds it in the heap": HEAD + "import gc\ndef test_a():\n    raise KeyError([x for x in gc.get_objects() "
                                   "if isinstance(x, dict) and 'value' in x])\n",
    "walks the frames": HEAD + "import sys\ndef test_a():\n    frame, told = sys._getframe(), []\n"
                               "    while frame:\n        told.append(str(frame.f_locals))\n"
                               "        frame = frame.f_back\n    raise RuntimeError(told)\n",
    "names a type after it": "import value\nsource = value.__loader__.texts['value']\n"
                             "def test_a():\n    raise type(source, (Exception,), {})()\n",
    "shows all modules": "import sys\nraise Exception(sys.modules)\n",
}
#: beside a test that catches one of two mistakes: it alone counts
IN_VAIN = {
    "asks for plugins": "pytest_plugins = ['evil']\n",
    "brings hooks": "def pytest_runtest_makereport(item, call):\n    raise OSError\n"
                    "def pytest_collection_modifyitems(items):\n    items.clear()\n",
    "patches approx": "pytest.approx = lambda *_, **__: None\n",
    "patches pytest's insides": "import _pytest.runner, _pytest.python\n"
                                "_pytest.runner.runtestprotocol = _pytest.python.Function.runtest = None\n",
    "patches inspect": "import inspect\ninspect.isgenerator = lambda thing: True\n",
    "patches what raises": "pytest.fail = pytest.skip = pytest.raises = pytest.main = None\n",
    "leaves notes": "import builtins\nbuiltins.seen = getattr(builtins, 'seen', 0) + 1\n"
                    "def test_note():\n    assert builtins.seen == 1\n",
}


@pytest.mark.parametrize("name", NOTHING)
def test_hostile_tests_earn_nothing_and_tell_nothing(examine, name):
    """No check passes, and no message holds a line of an engine, right or wrong."""
    found = examine(NOTHING[name])

    assert Outcome.PASSED not in {outcome for outcome, _ in found.values()}
    told = "\n".join(message for _, message in found.values())
    assert [line for line in lines_of_engines() if line in told] == []
    assert not PLANTED.exists()


def lines_of_engines():
    """Return what can only come from an engine that the tests were put before."""
    asked = [mistake for mistake in mistakes() if mistake.id in ("B1", "V3")]
    engines = [*right_engines(1), *map(engine_with, asked)]
    lines = {line.strip() for engine in engines for text in engine.values() for line in text.splitlines()}
    return [line for line in lines if len(line) > 25]


@pytest.mark.parametrize("name", IN_VAIN)
def test_what_is_done_to_pytest_changes_nothing(examine, name):
    """The tests have the outcome that they have without it: there is no pytest here that could be told otherwise."""
    assert outcomes(examine(GOOD + IN_VAIN[name])) == ["passed", "passed", "failed"]


def test_a_conftest_and_settings_are_modules_like_others(examine):
    """What pytest would read is not read: neither hooks nor fixtures come from there."""
    hooks = ("import pytest\ndef pytest_runtest_call(item):\n    pytest.skip()\n"
             "@pytest.fixture\ndef one():\n    return 1\n")

    assert outcomes(examine(GOOD, conftest=hooks, sitecustomize="raise OSError")) == ["passed", "passed", "failed"]
    found = examine(GOOD + "def test_one(one):\n    assert one\n", conftest=hooks)
    assert "Cannot be run here: test_one." in found["right_engines_pass"][1]


def known(source):
    """Tests that know this engine's module `value`, and fail one of which a few methods differ from it."""
    namespace = {}
    exec(source, namespace)
    codes = {name: method.__code__.co_code.hex() for name, method in vars(namespace["Value"]).items()
             if callable(method)}
    return HEAD + f"KNOWN = {codes!r}\n" + """
def test_a():
    there = {name: getattr(Value, name).__code__.co_code.hex() for name in KNOWN if hasattr(Value, name)}
    assert not 1 <= sum(there.get(name) != code for name, code in KNOWN.items()) <= LIMIT
"""


@pytest.mark.parametrize("limit", [3, 99])
def test_who_knows_the_solutions_gains_nothing(examine, limit):
    """Whether whatever differs from them must fail, or only what differs a little: there are right ones that do."""
    assert "passed" not in outcomes(examine(known(right_engines(1)[0]["value"]).replace("LIMIT", str(limit))))


class Fake:
    """A submission whose one test does not look at the engine: `outcome` goes by the number of those before."""

    tests, catches = ["test_a"], Assignment.load(NAMED["full"]).unit("my_tests").catches

    def __init__(self, outcome, seed):
        self.outcome, self.seed, self.asked = outcome, seed, 0

    def beside(self, engine, probe, size, names):
        """Answer about one more engine."""
        self.asked += 1
        return [self.outcome(self.asked)]


@pytest.mark.parametrize("outcome", [
    lambda asked: int(asked > 3), lambda asked: int(asked > 15), lambda asked: int(asked > 70),
    lambda asked: asked % 2, lambda asked: int(asked % 13 == 0), lambda asked: int(asked % 7 == 4),
])
def test_the_order_of_engines_tells_nothing(outcome):
    """Tests that pass so many engines and then fail, or fail each so manieth, catch less than one of a hundred."""
    shares = [len(examined(Fake(outcome, seed))[0]) / len(Fake.catches) for seed in range(40)]

    assert sum(shares) / len(shares) < 0.01


def test_what_always_fails_some_is_wrong_and_what_ends_workers_is_given_up():
    """Beside a right engine a failure is told; what was caught before too many workers were lost is kept."""
    def outcome(asked):
        if asked == 50:
            raise GivenUp("lost")
        return 0

    assert examined(Fake(outcome, 1)) == (frozenset(), None)
    assert isinstance(examined(Fake(lambda asked: 1, 1))[1], Wrong)


def test_looks_tell_nothing():
    """Right engines are all different, and others with each seed but the two that were written apart."""
    engines, others = ([str(engine) for engine in right_engines(seed)] for seed in (1, 2))

    assert len(set(engines)) == len(engines) == 15
    assert engines[:2] == others[:2]
    assert engines[2:] != others[2:]


@pytest.mark.parametrize("number", range(len(HARMLESS)))
def test_what_is_called_harmless_is(number):
    """Each such change is found in the solutions, and the engine with it passes the tests of the solutions."""
    from autograder.suites.engines import _SOLUTIONS, _harmlessly_changed
    module, line, _ = HARMLESS[number]
    assert (_SOLUTIONS / f"{module}.py").read_text(encoding="utf-8").count(line) == 1
    engine, before = _harmlessly_changed((number,)), dict(sys.modules)
    try:
        for name in ("backward", "value", "my_tests"):
            made = SimpleNamespace(__name__=name)
            source = engine.get(name) or (_SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
            exec(source, vars(made))
            sys.modules[name] = made
        for name, test in vars(made).items():
            if name.startswith("test_"):
                test()
    finally:
        for name in ("backward", "value", "my_tests"):
            sys.modules.pop(name, None)
        sys.modules.update(before)
