"""What students meet: the visible suites run everywhere, and say what is to do and what is wrong."""

import ast
import re

import pytest
from student import ROOT, SOLUTIONS, UNITS, code, run

from autograder.authoring.markers import regions, unit

SUITES = sorted((ROOT / "exercises" / "tests").glob("test_*.py"))


def suite_of(path):
    """Return the test functions of a suite, as parsed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def test_untouched_stubs_are_todo(bundle):
    """From the bundle's root: every test is todo, nothing fails, and the last line says where to begin."""
    status, output = run(bundle, "exercises")

    assert status == 0
    assert re.search(r"^\d+ todo in ", output, re.MULTILINE), output
    assert "Error" not in output.replace("NotImplementedError", "")
    assert output.splitlines()[-1] == (
        "next: unit 0, derivative: derivative is yours to write. Try: pytest exercises -k derivative")
    # The README promises this very output.
    count = re.search(r"^\d+ todo", output, re.MULTILINE)[0]
    readme = (bundle / "README.md").read_text(encoding="utf-8")
    assert f"\n{count} in " in readme
    assert f"\n{output.splitlines()[-1]}\n" in readme


def test_the_solutions_pass_from_the_kits_root():
    """`pytest exercises --code solutions` is green, with no todo and no last line."""
    status, output = run(ROOT, "exercises", "--code", "solutions")

    assert status == 0, output
    assert re.fullmatch(r"\d+ passed in .*", output.splitlines()[-1])


@pytest.mark.parametrize("folder", [".", "exercises"])
def test_the_suites_run_from_wherever_one_stands(bundle, folder):
    """From the bundle's root without a path, and inside exercises."""
    status, output = run(bundle / folder, "-k", "parabola_slope")

    assert status == 0
    assert re.search(r"\b5 todo\b", output), output


def test_the_next_thing_to_do_follows_the_order_of_units(bundle, tmp_path):
    """With unit 0 solved the last line names the first function of unit 1."""
    status, output = run(bundle, "exercises", "--code", code(tmp_path, solved=1))

    assert status == 0
    assert output.splitlines()[-1] == (
        "next: unit 1, value: Value.__init__ is yours to write. Try: pytest exercises -k value_init")


def test_a_failure_shows_its_line_its_numbers_and_its_promise(bundle, tmp_path):
    """A wrong sign in __rsub__: short, with the test's docstring, and named in the last line."""
    wrong = (SOLUTIONS / "value.py").read_text(encoding="utf-8").replace("(-self) + other", "self - other")

    status, output = run(bundle, "exercises", "-k", "__rsub__", "--code", code(tmp_path, 2, value=wrong))

    assert status == 1
    # The README explains this very output.
    readme = (bundle / "README.md").read_text(encoding="utf-8")
    explained = next(block for block in readme.split("```\n") if block.startswith("____"))
    assert "10 - a with a = 3 is 7, not -7: the number comes first." in explained
    assert [line for line in explained.splitlines() if line not in output] == []
    assert output.splitlines()[-1] == (
        "next: test_value_rsub_takes_a_number_on_the_left fails; its message is shown above")


def test_a_wrong_gradient_is_shown_without_the_lines_of_gradcheck(bundle, tmp_path):
    """The table of gradcheck appears once, below the line of the test."""
    right = (SOLUTIONS / "backward.py").read_text(encoding="utf-8")
    wrong = right.replace("operand.grad += slope", "operand.grad = slope")

    folder = code(tmp_path, 3, backward=wrong)
    status, output = run(bundle, "exercises", "-k", "waits_for_every_user", "--code", folder)

    assert status == 1
    assert "central difference" in output
    assert "raise AssertionError" not in output


def test_a_syntax_error_in_one_unit_leaves_the_others(bundle, tmp_path):
    """The broken file is named with its line, without the import machinery; unit 0 is tested all the same."""
    status, output = run(bundle, "exercises", "--code", code(tmp_path, 1, value="x = (\n"))

    assert status == 1
    assert "SyntaxError: '(' was never closed\n  File " in output
    assert 'value.py", line 1' in output
    assert "importlib" not in output
    assert re.search(r"\d+ passed, \d+ errors", output), output
    assert output.endswith("next: value.py, line 1, keeps units from starting: SyntaxError: '(' was never closed\n")


def test_an_error_while_importing_names_its_line(bundle, tmp_path):
    """A name that does not exist, at the top of a unit."""
    status, output = run(bundle, "exercises", "-k", "derivative",
                         "--code", code(tmp_path, 0, derivative="import math\nprintt(3)\n"))

    assert status == 1
    assert "NameError: name 'printt' is not defined\n  File " in output
    assert 'derivative.py", line 2' in output


def test_files_that_the_code_folder_lacks_are_taken_from_the_exercises(bundle, tmp_path):
    """A folder with two units is enough: given files and the other stubs are at hand."""
    for name in ("value.py", "backward.py"):
        (tmp_path / name).write_text((SOLUTIONS / name).read_text(encoding="utf-8"), encoding="utf-8")

    status, output = run(bundle, "exercises", "-k", "test_backward or test_nn", "--code", tmp_path)

    assert status == 0, output
    assert re.search(r"\d+ passed\b", output), output
    assert re.search(r"\d+ todo\b", output), output


def test_files_of_ones_own_may_be_called_as_those_beside_the_tests(bundle, tmp_path):
    """What speaks after the tests is the kit's, whatever else lies beside the code."""
    folder = code(tmp_path, 1)
    for name in ("companion", "failures", "hints", "language"):
        (folder / f"{name}.py").write_text("mine = True\n", encoding="utf-8")

    status, output = run(bundle, "exercises", "-k", "derivative", "--code", folder)

    assert status == 0, output
    assert "unit 0 derivative   [####################]  16 of 16" in output


@pytest.mark.parametrize(("folder", "message"), [
    ("nowhere", "--code nowhere: there is no such folder"),
    ("images", "--code images: this folder has none of backward.py, derivative.py, "),
])
def test_a_wrong_code_folder_is_a_usage_error(bundle, folder, message):
    """One sentence, and exit code 4 as for any wrong argument of pytest."""
    (bundle / "images").mkdir(exist_ok=True)

    status, output = run(bundle, "exercises", "--code", folder)

    assert status == 4
    assert f"ERROR: {message}" in output


def test_todo_reaches_reports_in_files_too(bundle, tmp_path):
    """A report for machines counts an untouched stub as skipped, with its message."""
    status, _ = run(bundle, "exercises", "-k", "parabola_slope", f"--junitxml={tmp_path / 'report.xml'}")

    report = (tmp_path / "report.xml").read_text(encoding="utf-8")
    assert status == 0
    assert 'skipped="5"' in report
    assert "parabola_slope is yours to write" in report


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_each_stub_has_a_test_that_its_keyword_finds(path):
    """The command in a stub's message selects at least one test of its unit."""
    # The functions of the unit my_tests are tests themselves, and found by their own names.
    names = [test.name for suite in (ROOT / "exercises" / "tests" / f"test_{path.name}", path)
             for test in suite_of(suite)]

    for region in regions(path.read_text(encoding="utf-8"), path):
        begin = f"test_{region.keyword.removeprefix('test_')}_"
        assert any(f"{name}_".startswith(begin) for name in names), region.function


@pytest.mark.parametrize("keyword", ["__truediv__", "not Value.__init__ and Value.__truediv__"])
def test_a_test_is_found_by_the_name_of_its_function(bundle, keyword):
    """As the method is written in Python, with its class or without."""
    _, output = run(bundle, "exercises", "--collect-only", "-k", keyword)

    assert "test_value_truediv_gives_the_quotient" in output


@pytest.mark.parametrize(("keyword", "files"), [
    ("derivative", {"test_derivative.py"}), ("gradient", {"test_derivative.py"}), ("not value", {
        "test_derivative.py", "test_backward.py", "test_nn.py", "test_training.py"}),
    ("rsub or nn", {"test_value.py", "test_nn.py"})])
def test_the_name_of_a_unit_or_a_function_finds_no_tests_of_others(bundle, keyword, files):
    """`derivative` is not `local_derivatives`; part of a name finds what it is part of, as ever."""
    _, output = run(bundle, "exercises", "--collect-only", "-k", keyword)

    assert set(re.findall(r"test_\w+\.py", output)) == files


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_each_visible_test_says_what_it_promises(path):
    """Every test has a docstring, and every suite begins with the number and name of its unit."""
    assert [test.name for test in suite_of(path) if not ast.get_docstring(test)] == []
    number, name = unit((SOLUTIONS / path.name.removeprefix("test_")).read_text(encoding="utf-8"),
                        path.name.removeprefix("test_"))
    assert path.read_text(encoding="utf-8").startswith(f'"""Unit {number}, {name}: ')
