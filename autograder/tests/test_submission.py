"""A submission is found and read: the named files are taken, and every other one is left where it is."""

import os
import shutil
from dataclasses import replace

import pytest

from autograder.arrivals.folder import Folder, Refused
from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.submission import read_submission

ASSIGNMENT = Assignment.load()
FILES = [unit.file for unit in ASSIGNMENT.units]
UPSTREAM = {"engine.py": "class Value:\n    def relu(self): ...\n",
            "nn.py": "import random\nfrom micrograd.engine import Value\nact.relu()\nclass MLP: ...\n"}
LECTURE = {"engine.py": "class Value:\n    def tanh(self): ...\n    def relu(self): ...\n",
           "nn.py": "from engine import Value\nclass Neuron:\n    out = act.tanh()\n"}
PACKED = {"value": "micrograd.engine", "backward": "micrograd.engine", "nn": "micrograd.nn"}
KIT = {file: f"# {file}\n" for file in FILES}


def read(path, layout=None, assignment=ASSIGNMENT):
    """Return the submission in `path`."""
    return read_submission("ann", path, assignment, layout)


def link(path, target):
    """Make `path` a link to `target`."""
    try:
        path.symlink_to(target, target_is_directory=os.path.isdir(target))
    except OSError:
        pytest.skip("no links on this system")


# --- what is taken ----------------------------------------------------------------------------------


def test_the_units_files_are_taken(submit):
    """Each unit's file is a module of its name; nothing is wrong and nothing to note."""
    submission = read(submit(KIT))

    assert "kit" == submission.layout
    assert {unit.name: unit.module for unit in ASSIGNMENT.units} == submission.modules
    assert {"value": "# value.py\n"}.items() <= submission.sources.items()
    assert ({}, ()) == (submission.problems, submission.notes)


def test_everything_else_stays_outside(submit):
    """Given files, tests, data, notebooks, hidden files and folders are not taken, and need no word."""
    extra = dict.fromkeys(["gradcheck.py", "moons.py", "draw.py", "data.csv", "work.ipynb",
                           ".value.py", "._nn.py", "__init__.py", "pytest.ini", "tests/test_value.py",
                           "old/value.py"], "x")
    submission = read(submit(KIT | extra))

    assert {unit.module for unit in ASSIGNMENT.units} == set(submission.sources)
    assert () == submission.notes


@pytest.mark.parametrize("name", [
    "random", "math", "json", "numpy", "pytest", "sitecustomize", "usercustomize", "autograder",
    "reference", "solutions", "exercises", "test_value", "class", "my-helper", "__main__", "value (1)"])
def test_files_that_would_hide_other_modules_are_not_taken(submit, name):
    """A module with the name of Python's, of the tests' or of the kit's stays outside; a note names it."""
    submission = read(submit(KIT | {f"{name}.py": "raise SystemExit"}))

    assert {unit.module for unit in ASSIGNMENT.units} == set(submission.sources)
    assert (f"Not taken: {name}.py (such names are not for helper modules).",) == submission.notes


def test_helper_modules_are_taken(submit):
    """What a student keeps in a file of his own beside the units is there to be imported."""
    submission = read(submit(KIT | {"helpers.py": "x = 1", "größe.py": "y = 2"}))

    assert ("x = 1", "y = 2") == (submission.sources["helpers"], submission.sources["größe"])
    assert "helpers" not in submission.modules.values()


def test_too_many_helpers_are_cut_and_those_that_are_named_come_first(submit):
    """Of a folder full of scripts the bounded number that is taken begins with what the units mention."""
    scripts = {f"script_{k:02}.py": "" for k in range(30)}
    submission = read(submit(KIT | scripts | {"nn.py": "from script_29 import x"}))

    helpers = [module for module in submission.sources if module.startswith("script")]
    assert ASSIGNMENT.limits.helper_files == len(helpers)
    assert "script_29" in helpers
    assert ("Not taken: script_19.py, script_20.py, script_21.py, script_22.py, script_23.py and 5 more "
            "(at most 20 helper modules are).",) == submission.notes


def test_a_helper_that_cannot_be_read_is_noted_and_costs_nothing(submit):
    """A broken helper module is left out; the units are graded."""
    submission = read(submit(KIT | {"blob.py": b"\0\1"}))

    assert ("blob.py is not a text file: it holds NUL bytes.",) == submission.notes
    assert {} == submission.problems


# --- layouts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["micrograd", "lecture"])
def test_an_existing_engine_has_the_units_that_it_has(submit, layout):
    """`engine.py` holds value and backward, `nn.py` the networks; with tanh but no relu, the lecture's."""
    submission = read(submit({"micrograd": UPSTREAM, "lecture": LECTURE}[layout]))

    assert layout == submission.layout
    assert ["value", "backward", "nn"] == list(submission.modules)
    assert submission.modules["value"] == submission.modules["backward"]
    assert {} == submission.problems


def test_a_package_keeps_its_name(submit):
    """`micrograd/` is a package with its helpers; what lies beside it is not part of it."""
    files = {f"micrograd/{file}": text for file, text in UPSTREAM.items()}
    submission = read(submit(files | {"micrograd/ops.py": "a", "utils.py": "b", "test/test_engine.py": "c"}))

    assert PACKED == submission.modules
    assert {"micrograd": "", "micrograd.ops": "a", "utils": "b"}.items() <= submission.sources.items()
    assert ("micrograd", ()) == (submission.layout, submission.notes)


@pytest.mark.parametrize("line", ["from micrograd.engine import Value", "from .engine import Value",
                                  "import micrograd"])
def test_files_that_import_each_other_as_a_package_are_one(submit, line):
    """Upstream's two files are graded as they are, without the folder that they came in."""
    submission = read(submit({"engine.py": "class Value: ...", "nn.py": line, "ops.py": "", "json.py": ""}))

    assert PACKED == submission.modules
    assert {"micrograd", "micrograd.ops", "micrograd.json"} < set(submission.sources)


def test_an_engine_without_networks_lacks_that_unit_only(submit):
    """A missing `nn.py` of an existing engine is no problem: the unit is not there."""
    submission = read(submit({"engine.py": "class Value: ..."}))

    assert ["value", "backward"] == list(submission.modules)
    assert {} == submission.problems


def test_the_lecture_in_one_file_has_its_networks_too(submit):
    """An `engine.py` with a class MLP holds the unit nn."""
    submission = read(submit({"engine.py": "class Value: ...\nact.tanh()\nclass MLP:\n    pass\n"}))

    assert ("lecture", "engine") == (submission.layout, submission.modules["nn"])


def test_files_of_the_kit_win_over_an_engine_beside_them(submit):
    """With both, the units' files are graded, the engine is a helper, and a note says so."""
    submission = read(submit({"value.py": "from engine import Value", **LECTURE}))

    assert {"value": "value", "nn": "nn"} == submission.modules
    assert "engine" in submission.sources
    note = "There are value.py and engine.py: the units' files are graded, not the engine."
    assert ("kit", (note,)) == (submission.layout, submission.notes)


def test_a_script_with_the_name_of_a_later_unit_does_not_make_an_engine_a_kit(submit):
    """`training.py` beside an engine is the author's script; value and backward are still the engine's."""
    submission = read(submit({"training.py": "while True: ...", **LECTURE}))

    assert ("lecture", "engine") == (submission.layout, submission.modules["value"])
    assert "training" not in submission.modules


def test_the_guess_can_be_overruled(submit):
    """A layout that is given is taken, and what it asks for and is not there is a problem."""
    path = submit(LECTURE)

    assert "micrograd" == read(path, "micrograd").layout
    assert "There is no value.py." == read(path, "kit").problems["value"]
    forced = read(submit(KIT, "bob"), "lecture")
    assert ("There is no engine.py.", "nn") == (forced.problems["backward"], forced.modules["nn"])


def test_a_layout_that_is_none_is_an_error(submit):
    """A mistyped layout is answered with the nearest one and the whole list."""
    with pytest.raises(AutograderError) as caught:
        read(submit(KIT), "lectrue")

    assert ('there is no layout "lectrue" (did you mean "lecture"?); '
            "the layouts are kit, micrograd, lecture") == str(caught.value)


# --- what is refused --------------------------------------------------------------------------------


def problem(path, unit="value"):
    """Return the one problem of the submission in `path`; every other unit is taken."""
    submission = read(path)
    assert {unit} == set(submission.problems)
    assert {other.name for other in ASSIGNMENT.units} - {unit} == set(submission.modules)
    return submission.problems[unit]


def test_a_missing_file_is_a_problem_of_its_unit(submit):
    """The sentence names the file, and what comes near to it."""
    files = {file: text for file, text in KIT.items() if file != "value.py"}

    assert "There is no value.py." == problem(submit(files))
    for near in ("Value.py", "value (1).py", "value.py.txt"):
        path = submit(files | {near: "x"}, near)
        assert f"There is no value.py; the name nearest to it is {near}." == problem(path)


def test_a_folder_without_any_of_the_files_says_what_it_holds(submit):
    """Where no unit can be graded, the names that are there help to find out why."""
    submission = read(submit({"attempt 2/values.py": "x", "README.md": "", "\x1b[2J.txt": ""}))

    assert set(submission.problems) == {unit.name for unit in ASSIGNMENT.units}
    assert (r"Instead there are: \x1b[2J.txt, README.md, attempt 2.",) == submission.notes


def test_a_file_that_is_there_but_cannot_be_read_is_not_listed_instead_of_itself(submit):
    """Its problem says all: there is nothing to find out about names."""
    submission = read(submit({"value.py": b"\0"}))

    assert (submission.modules, submission.notes) == ({}, ())


@pytest.mark.parametrize(("content", "sentence"), [
    ("", "value.py is empty."),
    ("\n \t\r\n", "value.py is empty."),
    (b"\0", "value.py is not a text file: it holds NUL bytes."),
    (b"# " + b"x" * 2**18, "value.py is larger than 256 KiB."),
    (b"caf\xe9", "value.py is not UTF-8: line 1 has the byte 0xe9."
                 " Save it as UTF-8, or declare its encoding in line 1."),
])
def test_a_file_that_is_not_taken_is_a_problem_of_its_unit(submit, content, sentence):
    """Empty, binary, huge or wrongly encoded: the sentence says so, the other units are graded."""
    assert sentence == problem(submit(KIT | {"value.py": content}))


def test_a_file_that_two_units_share_is_a_problem_of_both(submit):
    """A broken `engine.py` is what is wrong with value and with backward."""
    submission = read(submit(LECTURE | {"engine.py": b"\0"}))

    sentence = "engine.py is not a text file: it holds NUL bytes."
    assert {"value": sentence, "backward": sentence} == submission.problems
    assert {"nn": "nn"} == submission.modules


def test_a_link_in_the_place_of_a_file_is_a_problem_of_its_unit(submit):
    """Nothing of the link's target is taken."""
    path = submit({file: text for file, text in KIT.items() if file != "value.py"})
    link(path / "value.py", "nn.py")

    assert "value.py is a link, and links are not followed: hand in the file itself." == problem(path)


def test_a_link_in_the_place_of_the_package_is_not_followed(submit):
    """The folder `micrograd` has to be one."""
    path = submit({"readme.txt": ""})
    link(path / "micrograd", submit(UPSTREAM, "other"))

    submission = read(path)
    assert {} == submission.sources
    assert "micrograd is a link, and links are not followed: hand in the folder itself." in submission.notes


def test_a_link_in_the_place_of_the_submission_is_not_followed(submit, tmp_path):
    """The whole folder of a neighbour is not handed in by a link to it."""
    link(tmp_path / "bob", submit(KIT))

    submission = read(tmp_path / "bob")
    sentence = "The folder is a link, and links are not followed: hand in the folder itself."
    assert {unit.name: sentence for unit in ASSIGNMENT.units} == submission.problems
    assert {} == submission.sources


def test_a_submission_that_has_vanished_is_an_error_and_no_zero(tmp_path):
    """A folder that is gone since it was found says nothing about a student."""
    with pytest.raises(AutograderError, match=r"bob is no longer there\.$"):
        read(tmp_path / "bob")


def test_wrong_syntax_is_not_looked_at_here(submit):
    """Nothing is parsed on the trusted side: nesting that exhausts a parser is text like any other."""
    deep = "(" * 100_000
    assert deep == read(submit(KIT | {"value.py": deep})).sources["value"]


def test_a_submission_that_vanishes_while_it_is_read_is_an_error_and_no_zero(submit, monkeypatch):
    """Files that are missing because everything is say nothing about a student either."""
    path = submit({"nn.py": "x"})

    def vanish(folder, name, *_):
        shutil.rmtree(path)
        raise Refused(f"{name} cannot be read: No such file or directory.")

    monkeypatch.setattr(Folder, "read", vanish)
    with pytest.raises(AutograderError, match=r"ann is no longer there\.$"):
        read(path)


# --- the digest -------------------------------------------------------------------------------------


def test_the_digest_stands_for_what_is_graded_and_for_nothing_else(submit):
    """Name, place and ignored files do not change it; a byte of a module, a problem or the layout does."""
    digest = read(submit(KIT)).digest

    assert digest == read_submission("bob", submit(KIT | {"data.csv": "1"}, "bob"), ASSIGNMENT).digest
    others = [submit(KIT | {"value.py": "# value.py\n\n"}, "a"), submit(KIT | {"value.py": b"\0"}, "b"),
              submit(KIT | {"value.py": ""}, "c"), submit(KIT | {"helper.py": ""}, "d"),
              submit({file: text for file, text in KIT.items() if file != "value.py"}, "e")]
    digests = {digest, read(submit(KIT), "micrograd").digest, *(read(path).digest for path in others)}
    assert 7 == len(digests)


# --- limits, and what else is in a folder ------------------------------------------------------------


def test_limits_are_those_of_the_assignment(submit):
    """A smaller limit refuses what ours allows."""
    limits = replace(ASSIGNMENT.limits, file_kib=1, helper_files=0)
    path = submit(KIT | {"nn.py": "#" * 1025, "helper.py": ""})
    submission = read(path, None, replace(ASSIGNMENT, limits=limits))

    assert {"nn": "nn.py is larger than 1 KiB."} == submission.problems
    assert ("Not taken: helper.py (at most 0 helper modules are).",) == submission.notes


def test_the_bundles_conftest_is_ignored_without_a_word(submit):
    """Whoever hands in the folder of exercises hands in its conftest.py too: it is not taken, and nothing is told."""
    submission = read(submit(KIT | {"conftest.py": "raise SystemExit\n"}))

    assert "conftest" not in submission.sources
    assert submission.notes == ()
