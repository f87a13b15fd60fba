"""`draw FILE:EXPRESSION NAME=NUMBER`: a picture, or one sentence that says what is wrong."""

import signal
import sys
from pathlib import Path

import pytest

from autograder.authoring.markers import strip_solutions
from autograder.cli import main
from autograder.drawing import draw_expression
from autograder.errors import AutograderError

KIT = Path(__file__).parents[2]
VALUE = KIT / "solutions" / "value.py"


@pytest.fixture
def file(tmp_path):
    """Write a module called value.py; return its path."""
    def write(text):
        path = tmp_path / "value.py"
        path.write_text(text, encoding="utf-8")
        return path
    return write


def test_a_picture_is_drawn(tmp_path, capsys):
    """The command of the help: leaves with their names, gradients, and the number of nodes on the screen."""
    out = tmp_path / "graph.svg"

    code = main(["draw", f"{VALUE}:(a * b + c).tanh()", "a=2", "b=-3", "c=10", "--out", str(out)])

    assert (code, capsys.readouterr().out) == (0, f"{out}: 6 nodes\n")
    picture = out.read_text(encoding="utf-8")
    assert picture.rstrip().endswith("</svg>")
    assert [shown for shown in (">a<", "data 10", "tanh", "grad 1<") if shown not in picture] == []


def test_an_expression_without_inputs_is_drawn_as_it_is(tmp_path, capsys):
    """It may make its own leaves; then nobody asked for gradients."""
    assert main(["draw", f"{VALUE}:Value(2.0, label='x')", "--out", str(tmp_path / "one.svg")]) == 0

    assert capsys.readouterr().out.endswith("one.svg: 1 node\n")
    assert "grad 0" in (tmp_path / "one.svg").read_text(encoding="utf-8")


def test_a_graph_is_drawn_before_backward_is_written(tmp_path):
    """After unit 1 there is a graph to look at; its gradients are 0 until unit 2 is done."""
    for name in ("value", "backward"):
        text = (KIT / "solutions" / f"{name}.py").read_text(encoding="utf-8")
        text = text if name == "value" else strip_solutions(text, name)
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")

    assert draw_expression(f"{tmp_path / 'value.py'}:a * b", ["a=2", "b=3"], tmp_path / "a.svg") == 3
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").count("grad 0<") == 3


def test_an_engine_without_labels_is_drawn(file, tmp_path):
    """Upstream's Value takes none: its leaves are named afterwards, where they have a place for it."""
    for place in ("", "    __slots__ = ('data', 'grad', '_prev', '_op')\n"):
        engine = file(f"class Value:\n{place}    def __init__(self, data):\n        self.data = data\n"
                      "        self.grad, self._prev, self._op = 0.0, set(), ''\n")

        assert draw_expression(f"{engine}:a", ["a=3"], tmp_path / "a.svg") == 1
        assert (">a<" in (tmp_path / "a.svg").read_text(encoding="utf-8")) == (not place)


def test_files_beside_it_are_within_reach_and_forgotten_afterwards(file, tmp_path):
    """The file imports its neighbours; another drawing begins anew."""
    (tmp_path / "neighbour.py").write_text("from value_before import *\n", encoding="utf-8")
    (tmp_path / "value_before.py").write_text("factor = 2\n", encoding="utf-8")
    path, modules = sys.path[:], set(sys.modules)
    module = file(VALUE.read_text(encoding="utf-8") + "\nfrom neighbour import factor\n")

    assert draw_expression(f"{module}:a * factor", ["a=3"], tmp_path / "a.svg") == 3
    assert sys.path == path
    assert {"value", "neighbour", "value_before", "backward"} & set(sys.modules) - modules == set()


@pytest.mark.parametrize("target", ["a * b", "value.py", "value.py:", "value.py:  ", ":a"])
def test_the_target_is_a_file_and_an_expression(target, tmp_path):
    """Anything else is shown an example."""
    with pytest.raises(AutograderError, match=r"is not FILE:EXPRESSION, such as exercises/value\.py:"):
        draw_expression(target, [], tmp_path / "a.svg")


def test_a_file_that_is_not_there_is_named(tmp_path):
    """With its path as it was given."""
    with pytest.raises(AutograderError, match=r"nowhere\.py is not there\."):
        draw_expression("nowhere.py:a", [], tmp_path / "a.svg")


@pytest.mark.parametrize("text", ["a", "a=", "a=two", "=2", "2=a", "a b=2"])
def test_an_input_is_a_name_and_a_number(text, tmp_path):
    """Anything else is shown an example."""
    with pytest.raises(AutograderError, match=r"is not NAME=NUMBER, such as a=2\.0\."):
        draw_expression(f"{VALUE}:a", [text], tmp_path / "a.svg")


@pytest.mark.parametrize(("text", "said"), [
    ("1 / 0", "value.py cannot be run: ZeroDivisionError: division by zero"),
    ("def f(:", "value.py cannot be run: SyntaxError: invalid syntax"),
    ("exit(0)", "value.py cannot be run: SystemExit: 0"),
    ("raise SystemExit", "value.py cannot be run: SystemExit"),
    ("import nowhere_to_be_found", "value.py cannot be run: ModuleNotFoundError: No module named"),
    ("x = 1", "value.py defines no Value."),
])
def test_a_file_that_is_no_engine_says_why(file, tmp_path, text, said):
    """The file is the user's own: what it raises is told, not thrown."""
    with pytest.raises(AutograderError) as refused:
        draw_expression(f"{file(text)}:a", [], tmp_path / "a.svg")

    assert said in str(refused.value)


@pytest.mark.parametrize(("expression", "said"), [
    ("a +", "'a +' cannot be computed: SyntaxError"),
    ("a + z", "'a + z' cannot be computed: NameError: name 'z' is not defined"),
    ("a / 0", "'a / 0' cannot be computed: ZeroDivisionError"),
    ("2 + 2", "'2 + 2' is 4, which is no Value: there is no graph to draw."),
    ("sum(a for _ in range(1000))", "cannot be drawn: this graph has more than 500 nodes"),
])
def test_an_expression_without_a_picture_says_why(tmp_path, expression, said):
    """Wrong, undefined, no Value, or too large to be read."""
    with pytest.raises(AutograderError) as refused:
        draw_expression(f"{VALUE}:{expression}", ["a=2"], tmp_path / "a.svg")

    assert said in str(refused.value)


def test_an_untouched_stub_says_what_to_write(tmp_path):
    """The exercises can be drawn once they are written."""
    with pytest.raises(AutograderError, match=r"NotImplementedError: unit 1, value: .* is yours to write"):
        draw_expression(f"{KIT / 'exercises' / 'value.py'}:a * b", ["a=2", "b=3"], tmp_path / "a.svg")


@pytest.mark.parametrize(("name", "said"), [
    ("nowhere/a.svg", "a.svg cannot be written: No such file or directory."),
    ("a.png", "a picture's name must end in .svg or .dot"),
])
def test_a_picture_needs_a_place(tmp_path, name, said):
    """An existing folder, and a name that says what it is."""
    with pytest.raises(AutograderError) as refused:
        draw_expression(f"{VALUE}:a", ["a=2"], tmp_path / name)

    assert said in str(refused.value)


def test_its_errors_end_the_command_like_all_others(capsys):
    """One line, exit code 2, no traceback."""
    assert main(["draw", "nowhere.py:a"]) == 2

    assert capsys.readouterr().err == "error: nowhere.py is not there.\n"


@pytest.mark.parametrize("text", [
    "while True:\n    pass\n", "class Value:\n    def __init__(self, data):\n        while True: pass\n"])
def test_what_never_ends_is_stopped(file, tmp_path, monkeypatch, text):
    """A loop in the file or in the engine ends with a sentence."""
    monkeypatch.setattr("autograder.drawing.SECONDS", 0.2)

    with pytest.raises(AutograderError, match=r"was stopped after 0\.2 seconds\. Is there a loop that never ends\?"):
        draw_expression(f"{file(text)}:a + a", ["a=1"], tmp_path / "graph.svg")


def test_what_never_ends_is_stopped_where_nobody_hears_an_interrupt(file, tmp_path, monkeypatch):
    """A command in the background of a script ignores Ctrl-C, and so it is left."""
    monkeypatch.setattr("autograder.drawing.SECONDS", 0.2)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(AutograderError, match="was stopped after"):
            draw_expression(f"{file('while True: pass')}:a", ["a=1"], tmp_path / "graph.svg")

        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_of_the_users_own_stays_one(file, tmp_path):
    """Ctrl-C while a picture is made is no loop without an end."""
    with pytest.raises(KeyboardInterrupt):
        draw_expression(f"{file('import signal; signal.raise_signal(signal.SIGINT)')}:a", ["a=1"],
                        tmp_path / "graph.svg")


def test_a_file_that_is_not_there_suggests_the_nearest(file, tmp_path):
    """A typing error in its name is the likeliest reason."""
    file("")

    with pytest.raises(AutograderError, match=r'is not there \(did you mean "value.py"\?\)'):
        draw_expression(f"{tmp_path / 'valeu.py'}:a + a", [], tmp_path / "graph.svg")
