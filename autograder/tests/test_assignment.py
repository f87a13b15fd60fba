"""The assignment file is read strictly: every fault is one sentence with its true line."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.assignment import NAMED, OURS, Assignment
from autograder.errors import AutograderError, FileProblem

TEXT = OURS.read_text(encoding="utf-8")
NO_FILE_NAME = '"../x.py" is not the name of a module\'s file, such as "value.py"'


@pytest.fixture
def fault(tmp_path):
    """Load a text as an assignment; return the fault without its path: `12: problem`, or `problem`."""
    def load(text):
        path = tmp_path / "assignment.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(FileProblem) as caught:
            Assignment.load(path)
        return str(caught.value).removeprefix(f"{path}:").strip()
    return load


def changed(before, after):
    """Return our own file with one place changed, and the line of that place."""
    assert TEXT.count(before) >= 1
    return TEXT.replace(before, after, 1), TEXT[: TEXT.index(before)].count("\n") + 1


def test_our_own_assignment_has_the_units_in_course_order():
    """Five units, each after those that it needs."""
    assignment = Assignment.load()

    assert ["derivative", "value", "backward", "nn", "training"] == [unit.name for unit in assignment.units]
    assert ("value", "backward", "nn") == assignment.unit("training").needs
    given = ("gradcheck.py", "moons.py", "draw.py", "film.py", "screen.py", "words.py", "live.py")
    assert given == assignment.given
    assert 0.97 == assignment.moons.threshold
    assert "nn" == assignment.unit("nn").module


def test_full_is_core_and_bonus_units_after_it():
    """The optional units come last, earn extra points, and change nothing else."""
    core, full = Assignment.load(), Assignment.load(NAMED["full"])

    assert core.units == full.units[: len(core.units)]
    assert () == core.bonus
    assert tuple(unit.name for unit in full.units[len(core.units):]) == full.bonus
    assert (core.limits, core.moons, core.given) == (full.limits, full.moons, full.given)


@pytest.fixture
def own(tmp_path):
    """Write a file that begins from one of the kit's assignments; return its path."""
    def write(text):
        path = tmp_path / "mine.toml"
        path.write_text(f"format = 1\n{text}", encoding="utf-8")
        return path
    return write


def test_units_points_and_limits_are_chosen_without_touching_the_kit(own):
    """A file of a few lines says what is different; all else is as in the assignment that it begins from."""
    mine = Assignment.load(own('base = "core"\ntitle = "mine"\nunits = ["derivative", "value"]\n'
                               "[points]\nvalue = 30\n[limits]\nkills = 2\n[moons]\nsteps = 9\n"))

    assert ("mine", ["derivative", "value"]) == (mine.title, [unit.name for unit in mine.units])
    assert (None, 30) == (mine.unit("derivative").points, mine.unit("value").points)
    assert replace(Assignment.load().limits, kills=2) == mine.limits
    assert replace(Assignment.load().moons, steps=9) == mine.moons


@pytest.mark.parametrize(("text", "problem"), [
    ('base = "cor"', '2: `base` must be one of core, full, not \'cor\' (did you mean "core"?)'),
    ('base = "core"\nuntis = []', '3: unknown key `untis` (did you mean "units"?)'),
    ('base = "core"\nunits = ["valu"]', '3: there is no unit "valu" (did you mean "value"?); '
                                        "the units are derivative, value, backward, nn, training"),
    ('base = "core"\nunits = []', "3: there is no unit left"),
    ('base = "core"\nunits = ["backward"]', '3: "backward" needs "value", which is left out'),
    ('base = "core"\n[points]\nvale = 3', '4: there is no unit "vale" (did you mean "value"?); '
                                           "the units are derivative, value, backward, nn, training"),
    ('base = "core"\n[points]\nvalue = 0', "4: `value` is 0: it must lie between 0.01 and 10000"),
    ('base = "full"\n[catches]\nmy_tests = ["B1", "B1-mull"]',
     '4: "B1-mull" is no known mistake of the units value and backward (did you mean "B1-mul"?)'),
    ('base = "full"\n[catches]\nmy_tests = []', '4: `my_tests` is empty: name at least one, as in my_tests = ["B1"]'),
    ('base = "full"\n[catches]\nmy_tests = "B1"', '4: `my_tests` must be a list of texts: ["...", "..."]'),
    ('base = "full"\ncatches = ["B1"]', '3: `catches` must be a table of units: [catches], then my_tests = ["B1"]'),
    ('base = "core"\npoints = 3', "3: `points` must be a table of units: [points], then value = 30"),
    ('base = "core"\n[[unit]]\nname = "nn"\nfile = "mine.py"\nhint = "?"',
     '4: an earlier unit has the name "nn" already'),
    ('base = "core"\n[[unit]]\nname = "more"\nfile = "more.py"\nhint = "?"\ngiven = ["draw"]',
     '7: "draw" is not the name of a module\'s file, such as "value.py"'),
    ('base = "core"\n[[unit]]\nname = "more"\nfile = "more.py"\nhint = "?"\nbonus = 1',
     "7: `bonus` must be true or false"),
])
def test_a_fault_in_a_file_of_ones_own_is_named_with_its_line(own, text, problem):
    """Every way to be wrong there is one sentence with path and line."""
    path = own(text)
    with pytest.raises(FileProblem) as caught:
        Assignment.load(path)

    assert f"{path}:{problem}" == str(caught.value)


def test_a_unit_may_set_its_own_seconds(tmp_path):
    """The seconds of a unit replace those of the limits, for that unit only."""
    path = tmp_path / "a.toml"
    path.write_text(TEXT.replace('file = "nn.py"', 'file = "nn.py"\ncpu_seconds = 33'), encoding="utf-8")
    assignment = Assignment.load(path)

    assert 33 == assignment.limits_of("nn").cpu_seconds
    assert assignment.limits.wall_seconds == assignment.limits_of("nn").wall_seconds
    assert assignment.limits == assignment.limits_of("value")


def test_an_unknown_unit_is_answered_with_the_nearest_name():
    """A mistyped unit is an error that names what there is."""
    with pytest.raises(AutograderError) as caught:
        Assignment.load().unit("vlaue")

    expected = ('there is no unit "vlaue" (did you mean "value"?); '
                'the units are derivative, value, backward, nn, training')
    assert expected == str(caught.value)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path):
    """A file saved by an editor on Windows reads the same."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())

    assert Assignment.load() == Assignment.load(path)


def test_an_assignment_and_its_faults_can_be_sent_to_another_process():
    """Worker processes get the assignment by pickle, and give errors back."""
    assert Assignment.load() == _sent(Assignment.load())
    assert "a.toml:3: wrong" == str(_sent(FileProblem("a.toml", 3, "wrong")))


def _sent(thing):
    return pickle.loads(pickle.dumps(thing))  # noqa: S301 (our own bytes)


@pytest.mark.parametrize(("before", "after", "problem"), [
    ("format = 1", "format = 2", "the file must have `format = 1`, which this kit reads"),
    ("format = 1", "format = true", "the file must have `format = 1`, which this kit reads"),
    ('title = "micrograd"', "title = 3", "`title` must be a text in quotes"),
    ('title = "micrograd"', 'title = " "', "`title` is empty"),
    ('title = "micrograd"', 'titel = "micrograd"', 'unknown key `titel` (did you mean "title"?)'),
    ("given = [", "given = [1, ", '`given` must be a list of texts: ["...", "..."]'),
    ("given = [", 'given = ["../x.py", ', NO_FILE_NAME),
    ('hint = "A neuron', 'hnit = "A neuron', 'unknown key `hnit` (did you mean "hint"?)'),
    ('needs = ["value"]', 'needs = ["nn"]', '"backward" needs "nn", which does not come before it'),
    ('needs = ["value"]', 'needs = ["backward"]',
     '"backward" needs "backward", which does not come before it'),
    ('needs = ["value"]', 'needs = ["valu"]',
     '"backward" needs "valu", which is no unit (did you mean "value"?)'),
    ('needs = ["value"]', 'needs = "value"', '`needs` must be a list of texts: ["...", "..."]'),
    ('name = "nn"', 'name = "value"', 'an earlier unit has the name "value" already'),
    ('name = "nn"', 'name = "The Net"', '"The Net" is no name of a unit: small letters, digits and _ only'),
    ('name = "nn"', "name = 4", "`name` must be a text in quotes"),
    ('file = "nn.py"', 'file = "value.py"', '"value.py" is a given file, or that of an earlier unit'),
    ('file = "nn.py"', 'file = "moons.py"', '"moons.py" is a given file, or that of an earlier unit'),
    ('file = "nn.py"', 'file = "../x.py"', NO_FILE_NAME),
    ("memory_mib = 1024", 'memory_mib = "1 GiB"', "`memory_mib` must be a whole number"),
    ("memory_mib = 1024", "memory_mib = 1024.5", "`memory_mib` must be a whole number"),
    ("memory_mib = 1024", "memory_mib = true", "`memory_mib` must be a whole number"),
    ("memory_mib = 1024", "memory_mib = 1", "`memory_mib` is 1: it must lie between 128 and 1048576"),
    ("cpu_seconds = 10", "cpu_seconds = inf", "`cpu_seconds` must be a number"),
    ("cpu_seconds = 10", "seconds = 10", 'unknown key `seconds` (did you mean "cpu_seconds"?)'),
    ("threshold = 0.97", "threshold = 97", "`threshold` is 97: it must lie between 0 and 1"),
    ("threshold = 0.97", "threshold = -0.1", "`threshold` is -0.1: it must lie between 0 and 1"),
    ("threshold = 0.97", "threshold = nan", "`threshold` must be a number"),
    ("batch = 4", "batch = 501", "`batch` exceeds the 500 points"),
    ("seeds = 3", "seeds = 0", "`seeds` is 0: it must lie between 1 and 100"),
])
def test_a_wrong_value_is_reported_at_its_line(fault, before, after, problem):
    """Wrong types, values out of range, unknown keys and units out of order are named where they stand."""
    text, line = changed(before, after)

    assert f"{line}: {problem}" == fault(text)


@pytest.mark.parametrize(("key", "table"), [("name", "unit"), ("file", "unit"), ("hint", "unit"),
                                            ("threshold", "moons"), ("kills", "limits")])
def test_a_missing_key_is_reported_at_the_table_that_lacks_it(fault, key, table):
    """What is not there has no line; its table has."""
    text, _ = changed(f"\n{key} = ", "\n# ")
    header = "[[unit]]" if table == "unit" else f"[{table}]"
    line = text.split("\n").index(header) + 1

    assert f"{line}: `{key}` is missing in `[{table}]`" == fault(text)


def test_an_empty_hint_is_refused(fault):
    """Every unit has something to say to a student who is stuck."""
    text, line = changed('hint = "Visit a node', 'hint = ""  # "Visit a node')

    assert f"{line}: `hint` is empty" == fault(text)


@pytest.mark.parametrize(("text", "problem"), [
    ("", "the file must have `format = 1`, which this kit reads"),
    ("format = 1\n", "`title` is missing"),
    ('format = 1\ntitle = "x"', "`given` is missing"),
    ('format = 1\ntitle = "x"\ngiven = []\n', "there is no unit: each begins with `[[unit]]`"),
    (TEXT.split("[limits]")[0], "there is no table `[limits]`"),
    (TEXT.split("[moons]")[0], "there is no table `[moons]`"),
])
def test_a_missing_table_is_reported_without_a_line(fault, text, problem):
    """What is missing from the whole file is said of the file."""
    assert problem == fault(text)


@pytest.mark.parametrize("table", ["unit = 3", "[unit]", "unit = []", "unit = [1]",
                                   "limits = 3\n[[unit]]\nname = 'a'\nfile = 'a.py'\nhint = 'b'"])
def test_something_else_in_the_place_of_a_table_is_refused(fault, table):
    """`unit = 3` is no list of units, `limits = 3` no table of limits."""
    assert fault(f'format = 1\ntitle = "x"\ngiven = []\n{table}\n').startswith("4: there is no ")


def test_a_fault_of_syntax_is_reported_at_its_line(fault):
    """What is no TOML says where, in the parser's words."""
    assert "2: not valid TOML: Invalid value" == fault("format = 1\ntitle = \n")
    assert fault('format = 1\n\ntitle = "x\n').startswith("3: not valid TOML: ")
    assert fault("format = 1\nformat = 1\n").startswith("2: not valid TOML: Cannot overwrite")


def test_a_text_that_is_never_closed_is_reported_at_the_end(fault):
    """The parser knows no better place for it than the end of the file."""
    assert fault('format = 1\ngiven = ["a.py",\n').startswith("2: not valid TOML: ")


def test_nesting_without_end_is_refused(fault):
    """A file that would exhaust the parser is a fault, not a crash."""
    assert "not valid TOML: nested too deeply" == fault("a = " + "[" * 100_000)


def test_other_encodings_are_reported_at_their_line(fault):
    """A file in Latin-1 is told to be saved as UTF-8."""
    assert "2: not UTF-8: save the file as UTF-8" == fault("format = 1\ntitle = 'é'".encode("latin-1"))


def test_values_over_several_lines_are_reported_at_their_first(fault):
    """The line is that of the key, also where the value goes on below it."""
    text, line = changed('needs = ["value", "backward"]', 'needs = [\n  "value",\n  # and\n  "bakward",\n]')

    assert f'{line}: "nn" needs "bakward", which is no unit (did you mean "backward"?)' == fault(text)


def test_a_key_named_in_a_text_does_not_mislead(fault):
    """Lines that only look like a key are not taken for it."""
    text, line = changed('title = "micrograd"', 'title = """\nthreshold = 5\n[moons]\n"""')
    line = text.split("\n").index("threshold = 0.97") + 1

    assert f"{line}: `threshold` is 5: it must lie between 0 and 1" == fault(
        text.replace("threshold = 0.97", "threshold = 5"))


def test_a_file_that_cannot_be_read_is_reported(tmp_path):
    """A missing file and a folder in its place are faults of the file."""
    with pytest.raises(FileProblem, match=r"none\.toml: cannot be read: No such file"):
        Assignment.load(tmp_path / "none.toml")
    with pytest.raises(FileProblem, match="cannot be read: "):
        Assignment.load(Path(tmp_path))
