"""Which hand-in counts: newer and older ones, late ones, and times that nobody believes."""

from datetime import UTC, datetime

import pytest
from arrived import ASSIGNMENT, HEADER, aged, names, read, under, zipped

from autograder.arrivals.intake import submissions_csv, take_in
from autograder.arrivals.roster import load_roster
from autograder.errors import AutograderError


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
    ("x: \x00", r"submission_metadata\.yml: this is no YAML: "),
    ("x: 2001-99-99 10:10:10", r"submission_metadata\.yml: this is no YAML: month must be in 1\.\.12$"),
    (f"x: {'9' * 5000}", r"submission_metadata\.yml: this is no YAML: "),
    ("x: " + "[" * 20_000, r"this is no YAML: ")])
def test_a_list_of_gradescope_that_cannot_be_read_is_an_error(submit, metadata, said):
    """Path, line, problem."""
    path = submit(under("submission_1") | {"submission_metadata.yml": metadata}, "export")
    with pytest.raises(AutograderError, match=said):
        take_in(path, ASSIGNMENT)


@pytest.mark.parametrize("time", ["0001-01-01 00:00:00 +14:00", "9999-12-31 23:59:59 -14:00"])
def test_lists_in_lists_and_times_of_no_calendar_name_nobody(submit, time):
    """Each list is nine times the one before it, which takes no room until somebody writes it out."""
    lists = "".join(f"l{k}: &l{k} [{', '.join([f'*l{k - 1}'] * 9)}]\n" for k in range(1, 30))
    person = "  :submitters:\n  - :sid: *l29\n    :name: 7\n"
    metadata = f"l0: &l0 x\n{lists}submission_1:\n  :created_at: {time}\n{person}"
    path = submit(under("submission_1") | {"submission_metadata.yml": metadata}, "export")
    intake = take_in(path, ASSIGNMENT)

    assert [(row.submission, row.when) for row in intake.rows] == [("7", 0)]
    assert submissions_csv(intake).splitlines()[1].startswith("7,counts,,")
