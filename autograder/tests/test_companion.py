"""`pytest exercises` as a companion: one failure at a time, progress that is remembered, hints step by step."""

import importlib.util
import json
import os
import re
import shutil
import signal
import tomllib

import pytest
from student import ROOT, SOLUTIONS, UNITS, code, run

from autograder.authoring.markers import regions

TESTS = ROOT / "exercises" / "tests"
WRONG_RSUB = ("(-self) + other", "self - other")


def changed(name, *replacements):
    """Return the solution of a unit with something replaced."""
    text = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.fixture
def companion(monkeypatch):
    """The module that students have beside their tests."""
    monkeypatch.syspath_prepend(TESTS)
    spec = importlib.util.spec_from_file_location("companion", TESTS / "companion.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_function_has_a_hint_of_three_rungs_of_its_own(companion):
    """Each function that students write is a key; no rung is empty, and none says what another one says."""
    ladder = companion.Ladder()
    for path in UNITS:
        keys = {region.keyword.removeprefix("test_") for region in regions(path.read_text(encoding="utf-8"), path)}
        assert keys <= ladder.units[path.stem].keys()
        for key, rungs in ladder.units[path.stem].items():
            assert list(rungs) == ["nudge", "idea", "sketch"], key
            assert min(len(text.split()) for text in rungs.values()) > 3, key
            assert len(set(rungs.values())) == 3, key
            assert "?" in rungs["nudge"], f"{key}: a nudge asks a question"


def test_every_visible_test_reaches_a_hint(companion):
    """A test finds the longest key that its name begins with, and every key is reached by a test."""
    ladder = companion.Ladder()
    for path in sorted(TESTS.glob("test_*.py")):
        unit = path.stem.removeprefix("test_")
        # The unit my_tests is made of tests itself, which are run with the visible ones.
        texts = [file.read_text(encoding="utf-8") for file in (path, SOLUTIONS / f"{unit}.py")]
        names = re.findall(r"^def (test_\w+)", "\n".join(texts), re.MULTILINE)
        reached = {name: ladder.key(unit, name) for name in names}
        assert None not in reached.values(), reached
        assert set(reached.values()) == ladder.units[unit].keys()
    assert ladder.key("value", "test_value_add_gives_the_sum[2-3]") == "value_add"
    assert ladder.key("value", "test_value_adding") is None


def test_hint_files_are_those_of_the_units():
    """One for each unit, in ASCII: a console that knows nothing else can show them."""
    files = {path.stem: path.read_bytes() for path in (TESTS / "hints").glob("*.toml")}

    assert files.keys() == {path.stem for path in UNITS}
    assert [name for name, data in files.items() if not data.isascii() or not tomllib.loads(data.decode())] == []


def test_the_first_failure_is_shown_in_full_and_the_others_in_a_line(bundle, tmp_path):
    """With parameters a test is one line all the same; what passed, and how far each unit is, stands below."""
    wrong = changed("value", WRONG_RSUB, ("self**-1 * other", "self * other**-1"), ("> 0 else 0.0", "> 0 else 1.0"))

    _, output = run(bundle, "exercises", "-k", "test_value", "--code", code(tmp_path, 2, value=wrong))

    assert "assert -7.0 == 7.0" in output
    assert output.count("what this test promises") == 1
    others = output.partition("also failing, shown in full by -v:\n")[2].partition("\n\n")[0].splitlines()
    assert [line.partition(":")[0] for line in others] == [
        "  test_value_rtruediv_takes_a_number_on_the_left", "  test_value_relu_keeps_what_is_positive (3 times)",
        "  test_a_whole_expression_agrees_with_plain_numbers"]
    assert "  unit 1 value        [################....]  27 of 33\n" in output
    assert "FAILED" not in output


@pytest.mark.parametrize("option", ["-v", "--tb=line", "-xv"])
def test_asking_for_more_shows_every_failure(bundle, tmp_path, option):
    """What was typed is what pytest does: all failures in full, or in the way that was asked for."""
    wrong = changed("value", WRONG_RSUB, ("math.log(", "math.log2("))

    _, output = run(bundle, "exercises", "-k", "rsub or log", option, "--code", code(tmp_path, 2, value=wrong))

    assert "also failing" not in output
    assert ("2.885390" in output) == (option != "-xv")      # what log2 gives


def test_a_unit_that_cannot_start_is_named_for_each_that_needs_it(bundle, tmp_path):
    """The error is shown once, each unit says that it cannot start, and their progress is not forgotten."""
    folder = code(tmp_path, 3)
    run(bundle, "exercises", "--code", folder, "-k", "test_value")
    (folder / "value.py").write_text("x = (\n", encoding="utf-8")

    _, output = run(bundle, "exercises", "--code", folder)

    assert output.count("  File ") == 1
    assert output.count("SyntaxError: '(' was never closed") == 2       # and in the last line
    assert "  unit 1 value        cannot start: its error is shown above\n" in output
    assert "  unit 3 nn           cannot start: its error is shown above\n" in output
    assert "--hint" not in output
    assert len(json.loads((folder / ".progress.json").read_text())["passed"]["value"]) == 33


def test_progress_is_remembered_and_shown(bundle, tmp_path):
    """Last time is named where it differs; a run of some tests keeps what is known of the others."""
    folder = code(tmp_path, 2, value=changed("value", WRONG_RSUB))
    _, first = run(bundle, "exercises", "-k", "test_value", "--code", folder)
    code(tmp_path, 2)
    _, second = run(bundle, "exercises", "-k", "value_rsub", "--code", folder)
    _, third = run(bundle, "exercises", "-k", "value_rsub", "--code", folder)

    counts = [re.search(r"unit 1 value .*\]  (.*)", output)[1] for output in (first, second, third)]
    assert counts == ["32 of 33", "33 of 33, last time 32", "33 of 33"]


def test_errors_of_two_files_are_both_named(bundle, tmp_path):
    """One in full, the other in a line: putting the first right must not be the end of it."""
    folder = code(tmp_path, 3, nn="import nothing_of_this_name\n")
    (folder / "derivative.py").write_text("x = (\n", encoding="utf-8")

    _, output = run(bundle, "exercises", "--code", folder)

    assert "  exercises/tests/test_nn.py: ModuleNotFoundError: No module named 'nothing_of_this_name'\n" in output


def test_after_a_unit_the_next_one_is_named(bundle, tmp_path):
    """Whoever finished a unit, tested alone, reads where to go on, and once what to read about it."""
    folder = code(tmp_path, 1)
    _, first = run(bundle, "exercises", "-k", "derivative", "--code", folder)
    _, second = run(bundle, "exercises", "-k", "derivative", "--code", folder)

    read = "Unit derivative is done. The same in PyTorch, JAX and numpy: ladder/derivative.md\n"
    assert (read in first, read in second) == (True, False)
    for output in (first, second):
        assert output.endswith("next: unit 1, value: value.py is yours to write. Try: pytest exercises -k value\n")


@pytest.mark.parametrize(("language", "head"), [
    ("en", "2 units are done. The same in PyTorch, JAX and numpy:"),
    ("fr", "2 unités sont finies. La même chose en PyTorch, JAX et numpy :"),
])
def test_units_that_are_finished_together_are_one_list(bundle, tmp_path, language, head):
    """Whoever has more than one done at once reads where each goes on in a line of its own, and nothing between."""
    folder = code(tmp_path, 2)
    chosen = ["exercises", "-k", "derivative or test_value", "--lang", language, "--code", folder]
    _, first = run(bundle, *chosen)
    _, second = run(bundle, *chosen)

    assert f"33\n\n{head}\n  ladder/derivative.md\n  ladder/value.md\n" in first
    assert first.count("ladder/") == 2
    assert "ladder/" not in second


@pytest.mark.parametrize(("word", "name"), [("bakward", "backward"), ("value_substract", "value_sub"),
                                            ("xyz", "derivative")])
def test_a_word_that_finds_nothing_is_answered_with_one_that_does(bundle, word, name):
    """The unit or the function that is written most like it; else the first unit."""
    status, output = run(bundle, "exercises", "-k", word)

    assert status == 5
    assert output.endswith(f"next: no test has {word} in its name. Try: pytest exercises -k {name}\n")


def test_hints_come_one_by_one_and_then_again(bundle, tmp_path):
    """Each run with --hint shows one more; after the third nothing is left to show but all of them."""
    folder = code(tmp_path, 2, value=changed("value", WRONG_RSUB))
    arguments = ["exercises", "-k", "rsub", "--code", str(folder)]
    _, before = run(bundle, *arguments)
    shown = [run(bundle, *arguments, "--hint")[1] for _ in range(4)]

    assert "--hint     (0 of 3 hints seen for value_rsub)\n" in before
    assert "stuck? pytest -p no:cacheprovider exercises -k rsub --code " in before
    rungs = [[rung for rung in ("nudge", "idea", "sketch") if f"\n  {rung} " in output] for output in shown]
    assert rungs == [["nudge"], ["nudge", "idea"], ["nudge", "idea", "sketch"], ["nudge", "idea", "sketch"]]
    assert ["The same command shows the next one." in output for output in shown] == [True, True, False, False]


def test_after_passing_the_other_rungs_are_shown_once(bundle, tmp_path):
    """Whoever needed one rung reads the others when the function passes, and all of them with --hint."""
    folder = code(tmp_path, 2, value=changed("value", WRONG_RSUB))
    arguments = ["exercises", "-k", "rsub", "--code", str(folder)]
    run(bundle, *arguments, "--hint")
    code(tmp_path, 2)
    _, first = run(bundle, *arguments)
    _, second = run(bundle, *arguments)
    _, asked = run(bundle, *arguments, "--hint")

    assert "value_rsub passes. You did not need:\n  idea " in first
    assert "nudge" not in first
    assert "did not need" not in second
    assert "hints for value_rsub, which passes:\n  nudge " in asked


def test_hints_of_everything_at_once_are_not_shown(bundle):
    """Where all of many functions pass, --hint says how to read those of one."""
    _, output = run(bundle, "exercises", "-k", "test_derivative or test_value", "--hint", "--code", SOLUTIONS)

    assert "All pass. To read the hints of one function: pytest exercises -k NAME --hint\n" in output


@pytest.mark.parametrize("damage", [
    "", "{", "[]", '{"passed": 3, "hints": {}}', '{"passed": {"value": 1}, "hints": {}}',
    '{"passed": {}, "hints": {"a": "many"}}', "[" * 100_000, b"\xff\xfe", None])
def test_damaged_progress_begins_anew(companion, tmp_path, damage):
    """Without a word: it holds nothing that tests cannot find out again."""
    if damage is not None:
        (tmp_path / ".progress.json").write_bytes(damage if isinstance(damage, bytes) else damage.encode())

    progress = companion.Progress(tmp_path)

    assert (progress.passed, progress.seen) == ({}, {})
    progress.save()
    assert [path.name for path in tmp_path.iterdir()] == [".progress.json"]


def test_progress_needs_no_place(companion, tmp_path):
    """A folder that vanished, or cannot be written to, is no reason to stop."""
    progress = companion.Progress(tmp_path / "gone")
    progress.seen["value.value_add"] = 2

    progress.save()

    assert not (tmp_path / "gone").exists()


def test_progress_is_no_part_of_a_submission(bundle, tmp_path):
    """A folder with the file in it is taken as the same submission, without a note."""
    from autograder.assignment import Assignment
    from autograder.submission import read_submission
    folder = code(tmp_path, 5)
    before = read_submission("ada", folder, Assignment.load())
    shutil.copy(TESTS / "companion.py", tmp_path / ".progress.json")

    assert read_submission("ada", folder, Assignment.load()) == before


# --- what never ends


def endless(unit, function):
    """The solution of a unit in which a function begins with a loop that never ends."""
    return re.sub(rf"(def {function}\(.*\):\n)", r"\1        while True:\n            pass\n", changed(unit))


def test_a_test_that_never_ends_is_stopped_with_its_line(tmp_path):
    """A sentence says where; after three of them the others wait."""
    folder = code(tmp_path, 2, value=endless("value", "__mul__"))

    status, said = run(ROOT, "exercises", "--code", folder, "-k", "value_mul", "--patience", "3", "--lang", "en")

    assert status == 2
    line = folder.joinpath("value.py").read_text(encoding="utf-8").partition("while True")[0].count("\n") + 1
    stopped = re.search(r"stopped after 3 seconds, in value.py, line (\d+)\. Is there a loop that never ends\?", said)
    assert int(stopped[1]) - line in (0, 1)
    assert "3 tests were stopped: mend the first of them" in said
    assert "3 failed" in said
    assert "KeyboardInterrupt" not in said


@pytest.mark.skipif(os.name == "nt", reason="what starts a program says what it ignores on POSIX only")
def test_what_never_ends_is_stopped_where_nobody_hears_an_interrupt(tmp_path):
    """A command in the background of a script ignores Ctrl-C."""
    folder = code(tmp_path, 2, value=endless("value", "__mul__"))

    status, said = run(ROOT, "exercises", "--code", folder, "-k", "value_mul and product", "--patience", "2",
                       "--lang", "en", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))

    assert status == 1
    assert "stopped after 2 seconds, in value.py" in said


def test_a_file_that_never_ends_keeps_its_unit_from_starting(tmp_path):
    """The other units are tested."""
    folder = code(tmp_path, 2, value="while True:\n    pass\n")

    tests = [f"exercises/tests/test_{unit}.py" for unit in ("derivative", "value")]
    _, said = run(ROOT, *tests, "--code", folder, "--patience", "3", "--lang", "en")

    assert re.search(r"next: value.py, line [12], keeps units from starting: stopped after 3 seconds", said)
    assert "unit 0 derivative   [####################]" in said


def test_a_test_in_good_time_is_left_alone(tmp_path):
    """Nothing is said of patience where nobody needs it; a unit that is written is not called a stub."""
    _, said = run(ROOT, "exercises", "--code", code(tmp_path, 2), "-k", "value", "--lang", "en")

    assert "stopped" not in said
    assert "unit 0, derivative: not all of its tests have passed yet. Try: pytest exercises -k derivative" in said
