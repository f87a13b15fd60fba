"""How the systems that courses use name what arrives, and how that is seen; what is odd is read or told."""

import os
import unicodedata

import pytest
from arrived import ASSIGNMENT, KIT, names, read, under, zipped

from autograder.arrivals.intake import find_submissions, take_in
from autograder.errors import AutograderError

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


@pytest.mark.parametrize("file", ["value.py", "", "nn"])
def test_a_file_called_like_a_neighbours_hand_in_is_its_senders(submit, file):
    """What stands behind the number that Moodle wrote, a student chose; of a folder Moodle has written all."""
    mine, theirs = "Eve Eden_12_assignsubmission_file", "Ada Ash_13_assignsubmission_file"
    files = {f"{theirs}_value.py": "", f"{mine}_value.py": "", f"{mine}_{theirs}_{file}".rstrip("_"): "x",
             "Bob_12_assignsubmission_file_7_assignsubmission_file/value.py": ""}
    intake = take_in(submit(files, "class"), ASSIGNMENT)
    entries = {row.hand_in.key: len(row.hand_in.entries) for row in intake.rows}

    assert entries == {("Ada Ash", "13"): 1, ("Eve Eden", "12"): 2, ("Bob_12_assignsubmission_file", "7"): 1}


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
