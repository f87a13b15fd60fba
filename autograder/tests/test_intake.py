"""However a class arrives, each student has one submission: a safe name, a place, a row in a table."""

import os
import sys

import pytest
from arrived import ASSIGNMENT, KIT, LECTURE, aged, link, read, under

from autograder.arrivals.intake import find_submissions, listed, submissions_csv, take_in
from autograder.arrivals.place import Place
from autograder.arrivals.roster import load_roster
from autograder.errors import AutograderError


def test_a_folder_with_a_units_file_is_one_submission(submit):
    """PATH may be a single submission, of whatever layout."""
    shapes = {"ann": KIT, "bob": {"training.py": ""}, "eve": LECTURE, "joe": {"micrograd/engine.py": ""}}
    for name, files in shapes.items():
        path = submit(files, name)
        assert [(name, Place(path))] == find_submissions(path, ASSIGNMENT)


def test_a_folder_of_folders_is_a_class(submit, tmp_path):
    """Every folder in it is a submission, also one that holds nothing; files and hidden folders are not."""
    for name in ("joe", "ann", ".git", "__pycache__"):
        submit(KIT, name)
    submit({"readme.md": ""}, "empty")
    submit({"students.csv": ""}, ".")

    expected = [(name, Place(tmp_path / name)) for name in ("ann", "empty", "joe")]
    assert expected == find_submissions(tmp_path, ASSIGNMENT)


def test_a_student_called_micrograd_does_not_make_the_class_a_package(submit, tmp_path):
    """A folder `micrograd` with an engine beside other submissions is one of them."""
    submit(LECTURE, "micrograd")
    submit(KIT, "ann")

    assert ["ann", "micrograd"] == [name for name, _ in find_submissions(tmp_path, ASSIGNMENT)]


def test_a_link_in_a_class_is_a_submission_with_a_problem(submit, tmp_path):
    """It is reported like any other, and never followed."""
    submit(KIT)
    link(tmp_path / "bob", tmp_path / "ann")
    found = dict(find_submissions(tmp_path, ASSIGNMENT))

    assert ["ann", "bob"] == list(found)
    assert "The folder is a link" in read(("bob", found["bob"])).problems["value"]


def test_a_link_on_the_command_line_is_the_users_own(submit, tmp_path):
    """Whoever types the path means what it leads to."""
    path = submit(KIT)
    link(tmp_path / "short", path)

    assert [("ann", Place(path.resolve()))] == find_submissions(tmp_path / "short", ASSIGNMENT)


def test_no_submission_at_all_is_an_error_that_says_what_was_looked_for(submit, tmp_path):
    """The message names the folder, the files and how many folders were looked into."""
    submit({"readme.md": ""})
    with pytest.raises(AutograderError) as caught:
        find_submissions(tmp_path, ASSIGNMENT)

    expected = (f"{tmp_path} holds no submission: neither the folder itself nor one of the 1 in it has a "
                "derivative.py, value.py, backward.py, nn.py, training.py or engine.py, or notebooks of these names.")
    assert expected == str(caught.value)


@pytest.mark.parametrize(("name", "what"), [("gone", "does not exist"),
                                            ("file.txt", "is a file, neither a folder nor an archive")])
def test_a_path_that_is_no_folder_is_an_error(tmp_path, name, what):
    """A missing path and a file are answered with what is wanted."""
    (tmp_path / "file.txt").write_text("")
    with pytest.raises(AutograderError) as caught:
        find_submissions(tmp_path / name, ASSIGNMENT)

    expected = f"{tmp_path / name} {what}: give a submission's folder, or a folder or an archive of submissions."
    assert expected == str(caught.value)


def test_a_class_that_may_not_be_looked_into_is_an_error(submit, tmp_path, monkeypatch):
    """The system's reason is passed on."""
    submit(KIT)

    def denied(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(AutograderError) as caught:
        find_submissions(tmp_path, ASSIGNMENT)
    assert f"{tmp_path} cannot be read: Permission denied." == str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_class_whose_names_are_no_file_names_is_found_whole(submit, tmp_path):
    """Whatever a folder is called, its report has a name that is harmless and its own."""
    strange = ["a\nb", "x\\..", "\x1b[2J", "=1+1", "con", "x" * 255, "ann"]
    for name in strange:
        submit(KIT, name)
    found = find_submissions(tmp_path, ASSIGNMENT)

    assert set(strange) == {place.path.name for _, place in found}
    assert found == sorted(found)
    assert len(strange) == len({name.casefold() for name, _ in found})
    assert all(place.path.is_dir() and len(name.encode()) <= 130 for name, place in found)


@pytest.mark.parametrize("inside", ["exercises", "micrograd-exercises/exercises"])
def test_the_bundle_may_be_handed_in_as_it_was_unpacked(submit, inside):
    """The modules may lie in the bundle's own folders; the submission has the student's name."""
    for name in ("ann", "bob"):
        submit({f"{inside}/{file}": text for file, text in KIT.items()}, name)
    folder = submit({}, "bob").parent

    found = find_submissions(folder, ASSIGNMENT)

    assert found == [("ann", Place(folder / "ann")), ("bob", Place(folder / "bob"))]
    assert find_submissions(folder / "bob", ASSIGNMENT) == [("bob", Place(folder / "bob"))]
    assert set(read(found[0]).modules) == {unit.name for unit in ASSIGNMENT.units}


def test_a_link_in_the_bundles_place_is_not_followed(submit, tmp_path):
    """A folder called exercises that is a link leads nowhere."""
    elsewhere = submit(KIT, "elsewhere")
    submit({"readme.txt": "", "value.py": "x = 1\n"}, "class/ann")
    (tmp_path / "class" / "ann" / "exercises").symlink_to(elsewhere)

    (found,) = find_submissions(tmp_path / "class", ASSIGNMENT)

    assert read(found).sources == {"value": "x = 1\n"}


def test_what_arrived_is_a_table(submit, tmp_path, roster):
    """A row for each hand-in and each student without one; what a stranger wrote is no formula."""
    submit({"birchbob_LATE_12_5_value.py": "x", "=evil_14_6_value.py": "x"}, "class")
    aged(tmp_path / "class", 1e9)

    assert submissions_csv(take_in(tmp_path / "class", ASSIGNMENT, roster=roster)) == """\
submission,use,time,late,name,source_id,student_id,first_name,last_name,email,lms_user_id
,missing,,,,,a1,Ann,Ash,ann@example.org,11
,missing,,,,,j3,Joe,Juniper,,13
_evil-141e91e8,counts,2001-09-09 01:46:40,,'=evil,14,,,,,
b2,counts,2001-09-09 01:46:40,yes,birchbob,12,b2,Bob,Birch,bob@example.org,12
"""


def test_a_long_name_stands_whole_in_the_table(submit, tmp_path):
    """By it Canvas's and Moodle's rows are found: cut, it would be nobody's."""
    last = "von und zu " * 9 + "Hohenlohe"
    path = submit(under(f"Ann {last}_1_assignsubmission_file") | under("Bob Birch_2_assignsubmission_file"), "class")
    (tmp_path / "students.csv").write_text(f"student_id,first_name,last_name\nx,Ann,{last}\n")

    for given in (None, load_roster(tmp_path / "students.csv")):
        assert f"Ann {last}" in submissions_csv(take_in(path, ASSIGNMENT, roster=given))


def test_a_long_list_is_cut():
    """Names of strangers in one line, without what a terminal would obey."""
    assert listed([f"n{k}" for k in range(30)]).endswith("n18, n19 and 10 more")
    assert listed(["a\nb", "\x1b[2J"]) == "a\\nb, \\x1b[2J"
