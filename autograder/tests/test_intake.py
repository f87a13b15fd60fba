"""However a class arrives, each student has one submission: a safe name, the same bytes, the same digest."""

import io
import os
import sys
import tarfile
import unicodedata
import zipfile
from datetime import UTC, datetime

import pytest

from autograder.arrivals.intake import find_submissions, listed, submissions_csv, take_in
from autograder.arrivals.place import Place
from autograder.arrivals.roster import load_roster
from autograder.assignment import Assignment
from autograder.errors import AutograderError
from autograder.submission import read_submission

ASSIGNMENT = Assignment.load()
KIT = {unit.file: f"# {unit.file}\n" for unit in ASSIGNMENT.units}
LECTURE = {"engine.py": "class Value: ...\n", "nn.py": "from engine import Value\n"}
MOODLE = "{first} {last}_{number}_assignsubmission_file"


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


#: as they come -> (files of the class, {student: units that are there, and the end of what is said})
ODD = {
    "left behind by macOS": (
        {"ann.zip": zipped(under("ann") | {"__MACOSX/ann/._value.py": b"\0\5", "ann/.DS_Store": ""}),
         "bob/value.py": "", "bob/._value.py": b"\0", ".DS_Store": "", "__MACOSX/._bob": ""},
        {"ann": "", "bob": "value.py is empty."}),
    "archives in an archive": (
        {"ann.zip": zipped({"inner.zip": zipped(under("x"))}),
         "bob.zip": zipped({"b.zip": zipped({"c.zip": zipped(KIT)})})},
        {"ann": "", "bob": "c.zip is an archive in an archive in an archive: hand in one zip."}),
    "a folder called like the student": (
        {"ann.zip": zipped(under("ann")), **under("bob/bob"), "cy/cy.zip": zipped(under("cy"))},
        {"ann": "", "bob": "", "cy": ""}),
    "nothing in it": (
        {"ann.zip": b"", "bob/value.ipynb": b"", **under("cy")},
        {"ann": "ann.zip is empty: hand it in again.", "bob": "value.ipynb is not taken: it is empty.", "cy": ""}),
    "archives of other kinds": (
        {"ann.rar": b"Rar!", "bob/work.7z": b"7z", "cy.zip": b"Rar!\x1a\7\0", **under("dan")},
        {name: "is an archive of a kind that is not read here: hand in a zip." for name in ("ann", "bob", "cy")}
        | {"dan": ""}),
    "older copies only": (
        {"ann/.ipynb_checkpoints/value-checkpoint.ipynb": "{}", **under("bob")},
        {"ann": "There is only .ipynb_checkpoints, where JupyterLab keeps older copies: hand in the notebooks that lie "
                "beside it.", "bob": ""}),
}


@pytest.mark.parametrize("case", ODD)
def test_an_odd_hand_in_is_read_or_told_in_a_sentence(submit, case):
    """What systems and archivers add is nobody's work; what cannot be read says what to do, to its student alone."""
    files, said = ODD[case]
    found = {name: read((name, place)) for name, place in find_submissions(submit(files, "class"), ASSIGNMENT)}

    assert found.keys() == said.keys()
    for name, submission in found.items():
        told = [*{submission.problems[unit] for unit in sorted(submission.problems)}, *submission.notes]
        assert any(sentence.endswith(said[name]) for sentence in told) if said[name] else told == [], told


def test_a_text_in_moodle_is_no_file_and_is_told(submit):
    """Beside files it is passed by; who has nothing else is graded on nothing and told to the instructor."""
    files = under("Ann Ash_1_assignsubmission_file") | {
        "Ann Ash_1_assignsubmission_onlinetext/onlinetext.html": "<p>my work",
        "Bob Birch_2_assignsubmission_onlinetext/onlinetext.html": "<p>my work"}
    intake = take_in(submit(files, "class"), ASSIGNMENT)

    assert names(intake) == ["Ann Ash", "Bob Birch"]
    assert intake.notes == (
        "Ann Ash: wrote in the text field of Moodle, which is not read",
        "Bob Birch: handed in no file, only what stands in the text field of Moodle, which is not read")
    assert read(intake.submissions[1]).notes == ("Instead there are: onlinetext.html.",)


@pytest.mark.parametrize(("written", "meant"), [
    ("M\u00fcller".encode("cp1252"), "M\u00fcller"), ("M\u00fcller".encode("cp437"), "M\u00fcller"),
    ("M\u00fcller".encode(), "M\u00fcller"), ("Jos\u00e9 Wei\u00df".encode("cp850"), "Jos\u00e9 Wei\u00df"),
    ("Jos\u00e9 \u00c5".encode("cp1252"), "Jos\u00e9 \u00c5"), (b"a\xb1b", "a_b"), (b"a\x81\xd7", "a\u00fc_"),
])
def test_a_name_in_a_zip_is_read_as_its_program_meant_it(tmp_path, written, meant):
    """UTF-8, the old code page of DOS, and that of Windows; what is none of them keeps some name."""
    blank = "x" * len(written)
    content = zipped(under(blank) | under("zed")).replace(blank.encode(), written)
    (tmp_path / "class.zip").write_bytes(content)

    found = names(take_in(tmp_path / "class.zip", ASSIGNMENT))
    assert [name.partition("-")[0] for name in found] == [meant, "zed"]


def test_one_name_in_two_spellings_is_one_student(submit, tmp_path):
    """macOS writes accents apart from their letters: both hand-ins are one student's."""
    nfc, nfd = (unicodedata.normalize(form, "Zo\u00eb M\u00fcller") for form in ("NFC", "NFD"))
    if len({*os.listdir(submit(under(nfc) | under(nfd), "class"))}) < 2:
        pytest.skip("this system has one name for both")
    intake = take_in(tmp_path / "class", ASSIGNMENT)

    assert names(intake) == [nfc]
    assert intake.notes == (f"handed in more than once, the newest counts: {nfc}",)


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


@pytest.mark.parametrize("strange", [
    "eve/.git/config", "eve/micrograd/timestamp.txt", "Eve X_12_assignsubmission_file_/value.py",
    "eve_12_345_value.py", "exercises/value.py", "micrograd-exercises/exercises/value.py",
    "submission_metadata.yml/value.py"])
def test_no_single_student_changes_how_the_others_are_found(submit, strange):
    """One entry that looks as from another system is one odd submission, or none; all others are graded."""
    files = {f"{name}/value.py": "x = 1\n" for name in ("ann", "bob", "cy")}
    found = take_in(submit(files | {strange: "x = 1\n"}, "class"), ASSIGNMENT)

    assert found.arrival == "folders"
    assert {"ann", "bob", "cy"} <= set(names(found))


def test_a_guess_can_be_overruled(submit):
    """Folders that look like Moodle's are taken as they are named, where that is asked for."""
    path = submit(under("Ann Ash_1_assignsubmission_file"), "class")

    assert names(take_in(path, ASSIGNMENT, arrival="folders")) == ["Ann Ash_1_assignsubmission_file"]
    assert names(take_in(path, ASSIGNMENT)) == ["Ann Ash"]


def test_an_archive_of_one_submission_is_one(submit, tmp_path):
    """Whatever folders are around the modules, the submission is called as the archive."""
    for folder in ("", "exercises/", "micrograd-exercises/exercises/"):
        (tmp_path / "ann.zip").write_bytes(zipped({f"{folder}{name}": text for name, text in KIT.items()}))
        assert names(take_in(tmp_path / "ann.zip", ASSIGNMENT)) == ["ann"]
        assert take_in(tmp_path / "ann.zip", ASSIGNMENT).arrival == "single"


def test_a_class_may_be_zipped_with_its_folder(submit, tmp_path):
    """A folder around all the others is gone through, litter beside it or not."""
    files = under("class/ann") | under("class/bob") | {"__MACOSX/class/._ann": "", ".DS_Store": ""}
    (tmp_path / "class.zip").write_bytes(zipped(files))
    found = find_submissions(tmp_path / "class.zip", ASSIGNMENT)

    assert [name for name, _ in found] == ["ann", "bob"]
    assert read(found[0]).problems == {}


@pytest.mark.parametrize(("content", "said"), [
    (b"no zip", "class.zip is damaged: File is not a zip file. Pack it again, or download it again."),
    (zipped({"notes.txt": ""}), "holds no submission: neither the folder itself nor a folder in it has a "),
    (zipped({"../value.py": ""}), "of these names. Not taken from class.zip: ../value.py (a name that leads ")])
def test_an_archive_that_is_no_class_is_an_error(tmp_path, content, said):
    """The path, and what is wrong with it."""
    (tmp_path / "class.zip").write_bytes(content)
    with pytest.raises(AutograderError) as caught:
        take_in(tmp_path / "class.zip", ASSIGNMENT)

    assert str(tmp_path / "class.zip") in str(caught.value)
    assert said in str(caught.value)


def test_members_of_the_class_archive_that_lead_out_are_told_to_the_instructor(tmp_path):
    """They are nobody's: they stand in no report."""
    (tmp_path / "class.zip").write_bytes(zipped(under("ann") | under("bob") | {"../evil.py": "", "ann/a\nb.txt": ""}))
    intake = take_in(tmp_path / "class.zip", ASSIGNMENT)

    assert intake.notes == ("Not taken from class.zip: ../evil.py (a name that leads out of the archive).",)
    assert read(intake.submissions[0]).notes == ()


def test_two_folders_of_exercises_are_not_guessed_between(submit):
    """Nobody's choice but the student's: each unit's problem says where there are some."""
    problems = read(("ann", submit(under("old") | under("new")))).problems

    assert set(problems.values()) == {"There are exercises in new and in old: hand in one of them."}


def test_a_folder_of_exercises_goes_before_others(submit):
    """Whoever hands in the whole kit means the folder that was to be worked in."""
    submission = read(("ann", submit(under("kit/exercises", {"value.py": "mine"}) | under("kit/solutions"))))

    assert submission.sources == {"value": "mine"}


def test_what_is_not_looked_for_deep_down_is_not_found(submit):
    """There is an end to the folders that are looked into."""
    assert set(read(("ann", submit(under("a/b/c/d/e/f")))).problems) == {unit.name for unit in ASSIGNMENT.units}


# --- names ------------------------------------------------------------------------------------------


HEADER = "student_id,first_name,last_name,email,lms_user_id\n"


@pytest.fixture
def roster(tmp_path):
    """Ann, Bob, and Joe, who hands in nothing."""
    path = tmp_path / "students.csv"
    path.write_text(HEADER + "a1,Ann,Ash,ann@example.org,11\nb2,Bob,Birch,bob@example.org,12\nj3,Joe,Juniper,,13\n")
    return load_roster(path)


@pytest.mark.parametrize("way", ["moodle", "flat moodle", "canvas", "gradescope", "canvas zipped", "gradescope zipped"])
def test_with_a_roster_students_are_called_by_their_id(arrivals, roster, way):
    """Full names, run-together names, numbers and addresses are found in the roster; who is missing is told."""
    intake = take_in(arrivals[way], ASSIGNMENT, roster=roster)

    assert names(intake) == ["a1", "b2"]
    assert "in the roster, but nothing handed in: j3" in intake.notes
    assert [row.student.email for row in intake.rows if row.use == "counts"] == ["ann@example.org", "bob@example.org"]


def test_who_is_not_in_the_roster_is_graded_and_told(arrivals, roster, submit):
    """A name that is unknown stays as it is."""
    submit(KIT, "folders/eve")
    intake = take_in(arrivals["folders"], ASSIGNMENT, roster=roster)

    assert names(intake) == ["ann", "bob", "eve"]
    assert intake.notes == ("not in the roster: ann, bob, eve", "in the roster, but nothing handed in: a1, b2, j3")


def test_a_name_that_several_in_the_roster_have_is_nobodys(submit, tmp_path):
    """It is told apart from a name that nobody has, with what helps."""
    path = submit(under("Ann Ash_1_assignsubmission_file") | under("a2_2_assignsubmission_file"), "class")
    (tmp_path / "students.csv").write_text(HEADER + "a1,Ann,Ash,,\na2,Ann,Ash,,\n")
    intake = take_in(path, ASSIGNMENT, roster=load_roster(tmp_path / "students.csv"))

    assert intake.notes == (
        "called like several students of the roster, so nobody's there: Ann Ash. Write the student_id in place of the "
        "name", "in the roster, but nothing handed in: a1")


def test_two_students_of_one_name_are_two(submit):
    """The number that Moodle or Canvas gives each tells them apart."""
    path = submit(under("Ann Ash_1_assignsubmission_file") | under("Ann Ash_2_assignsubmission_file"), "class")

    assert names(take_in(path, ASSIGNMENT)) == ["Ann Ash 1", "Ann Ash 2"]


def test_marked_without_names_students_are_numbers(submit):
    """Canvas's anonymous download has a code, Moodle's a participant's number."""
    canvas = submit({"anon_x7Kq2_31_value.py": "a", "anon_Zz9a1_32_value.py": "b"}, "canvas")
    moodle = submit(under("Participant_7_assignsubmission_file") | under("Participant_8_assignsubmission_file"), "m")

    assert names(take_in(canvas, ASSIGNMENT)) == ["anon_Zz9a1", "anon_x7Kq2"]
    assert names(take_in(moodle, ASSIGNMENT)) == ["Participant 7", "Participant 8"]


@pytest.mark.parametrize(("clones", "parent", "called"), [
    (["hw-1-ann", "hw-1-bob-x"], "class", ["ann", "bob-x"]), (["hw-ann"], "class", ["hw-ann"]),
    (["hw-ann"], "hw-submissions", ["ann"]), (["hw-a-b", "hw-a-c"], "hw-submissions", ["a-b", "a-c"]),
    (["ann", "bob"], "class", ["ann", "bob"])])
def test_clones_are_called_after_their_users(submit, clones, parent, called):
    """What comes before is the assignment: all begin with it, or the folder around them does."""
    for clone in clones:
        path = submit(under(clone, KIT | {".git/config": ""}), parent)

    assert names(take_in(path, ASSIGNMENT)) == called


# --- attempts ---------------------------------------------------------------------------------------


def aged(path, seconds):
    """Set the time of the file, or of the files in the folder, to so many seconds since 1970."""
    for file in [path, *path.rglob("*")] if path.is_dir() else [path]:
        os.utime(file, (seconds, seconds))


def test_of_several_hand_ins_the_newest_counts_unless_told(submit, tmp_path, roster):
    """With a roster, what a student handed in under several names is one student's."""
    for name, text, when in (("ann", "first", 1e9), ("ashann", "newest", 2e9), ("11", "middle", 1.5e9)):
        aged(submit({"value.py": text}, f"class/{name}"), when)
    (tmp_path / "students.csv").write_text(HEADER + "ann,Ann,Ash,,11\n")
    roster = load_roster(tmp_path / "students.csv")

    for attempt, text, uses in (("newest", "newest", ["older", "older", "counts"]),
                                ("first", "first", ["counts", "newer", "newer"])):
        intake = take_in(tmp_path / "class", ASSIGNMENT, roster=roster, attempt=attempt)
        assert [read(one).sources["value"] for one in intake.submissions] == [text]
        assert [row.use for row in intake.rows] == uses
        assert intake.notes == (f"handed in more than once, the {attempt} counts: ann",)


def test_a_second_download_of_an_archive_is_the_newer(tmp_path):
    """Browsers number what is downloaded again."""
    for name in ("ann.zip", "ann (1).zip", "ann(12).zip"):
        (tmp_path / name).write_bytes(zipped({"value.py": name}))
    intake = take_in(tmp_path, ASSIGNMENT)

    assert names(intake) == ["ann"]
    assert read(intake.submissions[0]).sources["value"] == "ann(12).zip"


def test_the_time_of_an_archive_is_not_what_its_sender_wrote_in_it(tmp_path, roster):
    """Members of a student's zip may say any time: the zip's own time counts."""
    (tmp_path / "class").mkdir()
    for name, inside, outside in (("ann ash.zip", (2030, 1, 1, 0, 0, 0), 1e9), ("a1.zip", (1999, 1, 1, 0, 0, 0), 2e9)):
        (tmp_path / "class" / name).write_bytes(zipped({"value.py": name}, inside))
        aged(tmp_path / "class" / name, outside)
    intake = take_in(tmp_path / "class", ASSIGNMENT, roster=roster)

    assert [read(one).sources["value"] for one in intake.submissions] == ["a1.zip"]


def test_what_canvas_calls_late_or_numbers_is_told(submit):
    """A second upload is called value-1.py and is value.py; of two the newer attachment counts."""
    path = submit({"ashann_LATE_11_5_value-1.py": "new", "ashann_LATE_11_4_value.py": "old", "birchbob_12_6_nn.py": "x",
                   "birchbob_12_7_text.html": "", "readme.md": ""}, "class")
    intake = take_in(path, ASSIGNMENT)

    assert read(intake.submissions[0]).sources == {"value": "new"}
    assert intake.notes == (
        "late: ashann",
        "ashann: handed in again, so the newer counts: value.py",
        "not a submission: readme.md")


def test_a_forged_timestamp_is_told_and_does_not_count(submit, tmp_path):
    """A time before the files were changed is no time of handing in; one that is none is told too."""
    for name, claim in (("ann", "2026-11-02 10:00:00 UTC"), ("bob", "1999-01-01 00:00:00 UTC"), ("eve", "yesterday")):
        submit(under(f"{name}/hw", {"value.py": name, "timestamp.txt": claim}), "submitted")
        aged(tmp_path / "submitted" / name / "hw" / "value.py", datetime(2026, 11, 2, 9, tzinfo=UTC).timestamp())
    intake = take_in(tmp_path / "submitted", ASSIGNMENT)

    assert intake.arrival == "nbgrader"
    assert intake.notes == (
        "bob: timestamp.txt says 1999-01-01 00:00:00 UTC, but files are of 2026-11-02 09:00:00 UTC",
        "eve: timestamp.txt holds no time")


@pytest.mark.parametrize(("claim", "said"), [
    ("0001-01-01 00:00:00+14:00", "eve: timestamp.txt holds no time"),
    ("9999-12-31 23:59:59-14:00", "eve: timestamp.txt holds no time"),
    ("1960-01-01 00:00:00 UTC", "eve: timestamp.txt holds no time"),
    ("2" * 1000, "eve: timestamp.txt holds no time"),
    ("2" * 5000, "eve: timestamp.txt holds no time")])
def test_a_time_that_no_calendar_has_is_none(submit, claim, said):
    """Whatever stands in one student's timestamp.txt, the class is taken in."""
    files = {name: {"value.py": name, "timestamp.txt": "2099-11-02 10:00:00 UTC"} for name in ("ann", "bob", "eve")}
    files["eve"]["timestamp.txt"] = claim
    intake = take_in(submit({k: v for name in files for k, v in under(f"{name}/hw", files[name]).items()}), ASSIGNMENT)

    assert (intake.arrival, names(intake), intake.notes) == ("nbgrader", ["ann", "bob", "eve"], (said,))


def test_a_giant_folder_beside_a_timestamp_is_one_odd_submission(submit, tmp_path, monkeypatch):
    """More files than are looked at are told of that student, and the others are taken in."""
    monkeypatch.setattr("autograder.arrivals.folder.MOST_ENTRIES", 3)
    for name, count in (("ann", 1), ("bob", 1), ("eve", 3)):
        files = {f"{k}.py": "" for k in range(count)} | {"timestamp.txt": "2099-11-02 10:00:00 UTC"}
        submit(under(f"{name}/hw", files), "submitted")
    intake = take_in(tmp_path / "submitted", ASSIGNMENT, arrival="nbgrader")

    assert names(intake) == ["ann", "bob", "eve"]
    assert intake.notes == ("eve: hw holds more than 3 files: hand in the exercises only.",)


def test_who_handed_in_together_is_graded_each(submit):
    """A group of Gradescope's is one hand-in of several students; who is not named is told."""
    metadata = """\
submission_1:
  :submitters:
  - :name: Ann Ash
    :sid: a1
  - :name: Bob Birch
    :email: bob@example.org
"""
    path = submit(under("submission_1") | under("submission_2") | {"submission_metadata.yml": metadata}, "export")
    intake = take_in(path, ASSIGNMENT)

    assert names(intake) == ["Ann Ash", "Bob Birch", "submission_2"]
    assert intake.submissions[0][1] == intake.submissions[1][1]
    assert intake.notes == ("submission_2: submission_metadata.yml names nobody for submission_2",)


@pytest.mark.parametrize(("metadata", "said"), [
    ("a:\n- b\nc", r"submission_metadata\.yml:[34]: this is no YAML: "),
    ("- a\n- b\n", r"submission_metadata\.yml:1: this is not Gradescope's list of submissions$"),
    ("x: !!python/object:os.system {}\n", r":1: this is no YAML: could not determine a constructor"),
    ("x: \x00", r"submission_metadata\.yml: this is no YAML: ")])
def test_a_list_of_gradescope_that_cannot_be_read_is_an_error(submit, metadata, said):
    """Path, line, problem."""
    path = submit(under("submission_1") | {"submission_metadata.yml": metadata}, "export")
    with pytest.raises(AutograderError, match=said):
        take_in(path, ASSIGNMENT)


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


def test_a_long_list_is_cut():
    """Names of strangers in one line, without what a terminal would obey."""
    assert listed([f"n{k}" for k in range(30)]).endswith("n18, n19 and 10 more")
    assert listed(["a\nb", "\x1b[2J"]) == "a\\nb, \\x1b[2J"
