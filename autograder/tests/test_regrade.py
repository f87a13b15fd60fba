"""The same `grade` once more: what is kept, what is graded anew, and that it gives the same bytes."""

import json
import shutil

import pytest
from classroom import GRADES, SOLUTION, files_in, results_in
from typed import assert_refused, written_at

pytestmark = pytest.mark.usefixtures("lend")


def test_what_is_graded_is_kept(grade, out):
    """The same command again reads no worker's answer and writes no report."""
    grade()
    before = files_in(out), written_at(out)

    done = grade(seed=())

    assert done.code == 0
    assert done.out.count("(kept)") == 3
    assert (files_in(out), written_at(out)) == before


def changed_submission(classroom, out):
    (classroom / "eve" / "derivative.py").write_text(SOLUTION, encoding="utf-8")


def damaged_report(classroom, out):
    report = out / "reports" / "eve.json"
    report.write_bytes(report.read_bytes()[:1000])


def other_kit(classroom, out):
    report = out / "reports" / "eve.json"
    report.write_text(report.read_text(encoding="utf-8").replace('"kit": "', '"kit": "0.0.'), encoding="utf-8")


def lost_feedback(classroom, out):
    (out / "feedback" / "eve.txt").unlink()


def another_report_of_the_name(classroom, out):
    shutil.copy(out / "reports" / "ada.json", out / "reports" / "eve.json")


@pytest.mark.parametrize("change", [changed_submission, damaged_report, other_kit, lost_feedback,
                                    another_report_of_the_name])
def test_what_has_changed_is_graded_anew(grade, classroom, out, change):
    """Only the submission that is concerned; its report and its feedback are whole again."""
    grade()
    before = results_in(out)
    change(classroom, out)

    done = grade()

    assert [line.split()[0] for line in done.out.splitlines() if "(kept)" in line] == ["ada", "bob"]
    assert (results_in(out) == before) == (change is not changed_submission)
    assert "eve,10,10,10" in (out / "grades.csv").read_text() or change is not changed_submission


def test_a_changed_assignment_is_another_verdict(grade, out, tmp_path):
    """Reports that were made under other limits are not kept."""
    grade()
    text = (tmp_path / "short.toml").read_text(encoding="utf-8")
    (tmp_path / "short.toml").write_text(text.replace("memory_mib = 1024", "memory_mib = 512"), encoding="utf-8")

    assert "(kept)" not in grade().out


def test_force_grades_everything_anew_with_the_seed_of_the_run(grade, out):
    """Nothing is kept, and the inputs stay the same for all."""
    grade()
    before, then = results_in(out), written_at(out)

    done = grade("--force", seed=())

    assert "(kept)" not in done.out
    assert results_in(out) == before
    assert all(then[name] < now for name, now in written_at(out).items())


def test_force_with_another_seed_begins_another_run(grade, out):
    """Then run.json and every report have it."""
    grade()

    assert grade("--force", seed=("--seed", 8)).code == 0
    assert json.loads((out / "run.json").read_text())["seed"] == 8
    assert all(json.loads(path.read_text())["seed"] == 8 for path in (out / "reports").iterdir())


def test_only_grades_only_these_and_loses_no_other(grade, out):
    """The table on the screen has those asked for, grades.csv every report that is there."""
    grade("--only", "ada", "--only", "bob")
    assert sorted(path.stem for path in (out / "reports").iterdir()) == ["ada", "bob"]

    done = grade("--only", "eve")

    assert "bob" not in done.out
    assert (out / "grades.csv").read_text(encoding="utf-8") == GRADES


def test_only_somebody_else_names_those_who_are_there(grade, out):
    """A name that is not in the class is an error, not an empty run."""
    assert_refused(grade("--only", "evee"), 'no such submission (did you mean "eve"?)', "There are: ada, bob, eve.")
    assert not out.exists()


@pytest.mark.parametrize(("options", "said"), [
    ({"seed": ("--seed", 8)}, "holds a run with --seed 7, and this is one with --seed 8: ask for the same"),
    ({"options": ("--layout", "kit")}, "holds a run with no --layout, and this is one with --layout kit"),
])
def test_another_run_does_not_mix_with_this_one(grade, out, options, said):
    """Another seed or layout is refused, with three ways out; nothing is changed."""
    grade()
    before = files_in(out)

    done = grade(*options.pop("options", ()), **options)

    assert_refused(done, out, said, "choose another folder", "--force")
    assert files_in(out) == before


def test_an_assignment_that_is_left_out_by_mistake_is_asked_for(grade, run, classroom, out):
    """Grading on with the kit's own assignment would replace every report."""
    grade()

    assert_refused(run("grade", classroom, "--out", out, "--no-wall"), "--assignment short.toml", "no --assignment")


def test_the_same_seed_gives_the_same_bytes(grade, out):
    """Reports, feedback and table hold nothing of the day, the machine, or the order."""
    grade()
    first = results_in(out)
    shutil.rmtree(out)
    grade()

    assert results_in(out) == first


def test_two_at_a_time_give_the_same_bytes(grade, out):
    """`-j 2` is the same in less time."""
    grade()
    alone = results_in(out)
    shutil.rmtree(out)

    done = grade("-j", 2)

    assert (done.code, done.err) == (0, "")
    assert results_in(out) == alone


def test_a_new_folder_has_a_seed_of_its_own(grade, out):
    """Without --seed inputs are drawn anew for each folder, and kept for the whole of its run."""
    seeds = set()
    for _ in range(3):
        grade("--only", "bob", seed=())
        seeds.add(json.loads((out / "run.json").read_text())["seed"])
        shutil.rmtree(out)

    assert len(seeds) == 3
