"""However a class arrives, each student has one submission: a safe name, the same bytes, the same digest."""

import io
import os
import sys
import tarfile
import zipfile

import pytest

from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.intake import find_submissions, take_in
from autograder.place import Place
from autograder.submission import read_submission

ASSIGNMENT = Assignment.load()
KIT = {unit.file: f"# {unit.file}\n" for unit in ASSIGNMENT.units}
LECTURE = {"engine.py": "class Value: ...\n", "nn.py": "from engine import Value\n"}
MOODLE = "{first} {last}_{number}_assignsubmission_file"


@pytest.fixture
def submit(tmp_path):
    """Write files (name -> text or bytes) into a new folder; return it."""
    def write(files, name="ann"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name
    return write


def link(path, target):
    """Make `path` a link to `target`."""
    try:
        path.symlink_to(target, target_is_directory=os.path.isdir(target))
    except OSError:
        pytest.skip("no links on this system")


def zipped(files, time=(2026, 11, 2, 10, 0, 0)):
    """Return a zip with these files as bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, time), content)
    return made.getvalue()


def tarred(files):
    """Return a tar.gz with these files as bytes."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in files.items():
            content = content if isinstance(content, bytes) else content.encode()
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def under(folder, files=None):
    """Return the files with the folder before their names."""
    return {f"{folder}/{name}": text for name, text in (files or KIT).items()}


def names(intake):
    """Return the names of those that are graded."""
    return [name for name, _ in intake.submissions]


def read(found):
    """Return the submission that was found as (name, place)."""
    return read_submission(*found, ASSIGNMENT)


# --- folders ---------------------------------------------------------------------------------------


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


# --- archives ---------------------------------------------------------------------------------------


@pytest.fixture
def arrivals(tmp_path):
    """Return {way of arriving: path of a class of ann and bob}, with the same files each time."""
    ann, bob = KIT, KIT | {"helper.py": "x = 1\n"}
    flat = {}
    for number, (who, files) in enumerate({"Ann Ash": ann, "Bob Birch": bob}.items(), start=1):
        flat |= {f"{who}_{number}_assignsubmission_file_{name}": text for name, text in files.items()}
    canvas = {f"ashann_11_{k}_{name}": text for k, (name, text) in enumerate(ann.items(), start=1)}
    canvas |= {f"birchbob_LATE_12_{k}_{name}": text for k, (name, text) in enumerate(bob.items(), start=21)}
    classes = {
        "folders": under("ann", ann) | under("bob", bob),
        "bundles": under("ann/micrograd-exercises/exercises", ann) | under("bob/exercises", bob),
        "zips": {"ann.zip": zipped(ann), "bob.zip": zipped(under("my work", bob))},
        "tars": {"ann.tar.gz": tarred(ann), "bob.tgz": tarred(under("./bob", bob))},
        "moodle": under("Ann Ash_1_assignsubmission_file", ann) | under("Bob Birch_2_assignsubmission_file", bob),
        "old moodle": under("Ann Ash_1_assignsubmission_file_", ann)
            | {"Bob Birch_2_assignsubmission_file_/work.zip": zipped(bob),
               "Bob Birch_2_assignsubmission_onlinetext_/onlinetext.html": "<p>hello"},
        "flat moodle": flat,
        "canvas": canvas,
        "classroom": under("hw1-ann", ann | {".git/HEAD": "", "README.md": ""})
            | under("hw1-bob", under("exercises", bob) | {".git/HEAD": ""}),
        "nbgrader": under("ann/mg", ann | {"timestamp.txt": "2099-11-02 10:00:00 UTC"}) | under("bob/mg", bob),
        "gradescope": under("submission_1", ann) | under("submission_2", bob) | {"submission_metadata.yml": GRADESCOPE},
    }
    made = {}
    for way, files in classes.items():
        for name, content in files.items():
            path = tmp_path / way / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        made[way] = tmp_path / way
        made[f"{way} zipped"] = tmp_path / f"{way}.zip"
        made[f"{way} zipped"].write_bytes(zipped(files))
    return made


GRADESCOPE = """\
submission_1:
  :submitters:
  - :name: Ann Ash
    :sid: '101'
    :email: ann@example.org
  :created_at: 2026-11-02 10:00:00.000000000 Z
submission_2:
  :submitters:
  - :name: Bob Birch
    :sid:
    :email: bob@example.org
  :created_at: 2026-11-02 11:00:00.000000000 Z
"""


def test_the_same_files_have_the_same_digest_however_they_arrive(arrivals):
    """Folders, archives, archives in archives, and what four systems make of them: the same submissions to the byte."""
    digests = {}
    for way, path in arrivals.items():
        found = find_submissions(path, ASSIGNMENT)
        assert len(found) == 2, way
        for submission in map(read, found):
            assert (submission.problems, submission.notes) == ({}, ()), way
        digests[way] = tuple(read(one).digest for one in found)

    assert len(set(digests.values())) == 1, digests
    assert len(set(digests["folders"])) == 2


@pytest.mark.parametrize(("way", "arrival", "called"), [
    ("folders", "folders", ["ann", "bob"]), ("zips", "folders", ["ann", "bob"]), ("tars", "folders", ["ann", "bob"]),
    ("moodle", "moodle", ["Ann Ash", "Bob Birch"]), ("flat moodle", "moodle", ["Ann Ash", "Bob Birch"]),
    ("canvas", "canvas", ["ashann", "birchbob"]), ("classroom", "classroom", ["ann", "bob"]),
    ("nbgrader", "nbgrader", ["ann", "bob"]), ("gradescope", "gradescope", ["Ann Ash", "Bob Birch"])])
def test_the_way_of_arriving_is_seen_from_the_names(arrivals, way, arrival, called):
    """Unpacked or not, each system's naming is known, and students are called as it calls them."""
    for path in (arrivals[way], arrivals[f"{way} zipped"]):
        intake = take_in(path, ASSIGNMENT)
        assert (intake.arrival, names(intake)) == (arrival, called)
