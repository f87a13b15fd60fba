"""What tests of arrivals share: classes as the systems that courses use hand them out."""

import io
import os
import tarfile
import zipfile

import pytest

from autograder.arrivals.roster import load_roster
from autograder.assignment import Assignment
from autograder.submission import read_submission

ASSIGNMENT = Assignment.load()
KIT = {unit.file: f"# {unit.file}\n" for unit in ASSIGNMENT.units}
LECTURE = {"engine.py": "class Value: ...\n", "nn.py": "from engine import Value\n"}
MOODLE = "{first} {last}_{number}_assignsubmission_file"
HEADER = "student_id,first_name,last_name,email,lms_user_id\n"


def roster_of_three(path):
    """Write a roster of Ann, Bob, and Joe, who hands in nothing; return it."""
    path.write_text(HEADER + "a1,Ann,Ash,ann@example.org,11\nb2,Bob,Birch,bob@example.org,12\nj3,Joe,Juniper,,13\n")
    return load_roster(path)


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


def aged(path, seconds):
    """Set the time of the file, or of the files in the folder, to so many seconds since 1970."""
    for file in [path, *path.rglob("*")] if path.is_dir() else [path]:
        os.utime(file, (seconds, seconds))


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


def write_arrivals(folder):
    """Write a class of ann and bob in each way of arriving, with the same files each time; return {way: path}."""
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
            path = folder / way / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        made[way] = folder / way
        made[f"{way} zipped"] = folder / f"{way}.zip"
        made[f"{way} zipped"].write_bytes(zipped(files))
    return made
