"""A report is frozen, adds up, comes back from its file as it was, and shows a stranger's text inertly."""

import csv
import errno
import io
import json
import os
from dataclasses import FrozenInstanceError, replace

import pytest

from autograder.errors import AutograderError
from autograder.inert import inert
from autograder.report import CheckResult, Outcome, Report, UnitResult, grades_csv, points_text, write_whole


def check(unit="value", name="add", outcome="passed", score=2, max_score=2, **others):
    """Return a check's result."""
    return CheckResult(unit, name, "Adds two Values", outcome, score, max_score, **others)


def report(*checks, **changes):
    """Return a report of `checks`."""
    fields = {"kit": "1", "submission": "ann", "digest": "ab12", "seed": 7, "wall": "strong", "layout": "kit"}
    return Report(**fields | changes, checks=checks or MIXED)


MIXED = (check(),
         check(name="tanh", outcome="failed", score=0.5, max_score=3, message="tanh(1)", on="stand-ins"),
         check("nn", "call", "todo", 0, 4), check("training", "moons", "skipped", 0, 10))


def test_totals_follow_from_the_checks():
    """Scores, maxima and units are added up; what was skipped counts neither for nor against."""
    assert 2.5 == report().score
    assert 9 == report().max_score
    expected = (UnitResult("value", 2.5, 5), UnitResult("nn", 0, 4), UnitResult("training", 0, 0))
    assert expected == report().units


def test_sums_of_decimal_points_show_no_rounding_error():
    """Ten checks of 0.1 points are worth 1 point."""
    tenths = report(*[check(score=0.1, max_score=0.1)] * 10)

    assert "1" == points_text(tenths.score)
    assert "0.3" == points_text(report(*[check(score=0.1, max_score=0.1)] * 3).max_score)


@pytest.mark.parametrize(("points", "text"), [(10.0, "10"), (7.5, "7.5"), (0, "0"), (1 / 3, "0.333333")])
def test_points_are_written_as_a_person_writes_them(points, text):
    """No trailing .0, no tail of digits."""
    assert text == points_text(points)


def test_a_report_cannot_be_changed():
    """Whatever is shown later is what was graded."""
    with pytest.raises(FrozenInstanceError):
        report().seed = 8
    with pytest.raises(FrozenInstanceError):
        MIXED[0].score = 3


@pytest.mark.parametrize(("wrong", "message"), [
    ({"score": 3}, "value: add: a score of 3 out of 2"),
    ({"score": -1}, "value: add: a score of -1 out of 2"),
    ({"score": float("nan")}, "nan points"),
    ({"max_score": float("inf")}, "inf points"),
    ({"outcome": "perfect"}, "'perfect' is not a valid Outcome"),
    ({"on": "his neighbour's"}, "value: add: nothing is asked on \"his neighbour's\""),
])
def test_a_result_that_cannot_be_is_our_own_error(wrong, message):
    """A score outside its range never reaches a report."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole message is compared)
        check(**wrong)

    assert message == str(caught.value)


def test_bonus_units_raise_the_score_and_not_the_maximum():
    """Whoever leaves an optional unit alone can still have all points, and whoever does it has more."""
    extra = [check("softmax", "nll", score=3, max_score=5), check("softmax", "data", "failed", 0, 5)]
    both = report(*MIXED, *extra, bonus=["softmax"])

    assert (report(*MIXED).score + 3, report(*MIXED).max_score) == (both.score, both.max_score)
    assert (3, 10) == (both.units[-1].score, both.units[-1].max_score)
    assert both == Report.from_json(both.to_json())


def test_json_holds_what_other_programs_need_in_a_fixed_order():
    """The promised keys, in the order of the file; outcomes as words, points as numbers."""
    text = report(notes=("random.py was not taken.",)).to_json()
    data = json.loads(text)

    assert ["format", "kit", "submission", "digest", "seed", "wall", "layout", "score", "max_score", "units",
            "bonus", "checks", "notes"] == list(data)
    assert {"name": "value", "score": 2.5, "max_score": 5} == data["units"][0]
    assert {"unit": "value", "name": "tanh", "title": "Adds two Values", "outcome": "failed", "score": 0.5,
            "max_score": 3, "message": "tanh(1)", "on": "stand-ins",
            "hint": "", "mistakes": [], "evidence": {}} == data["checks"][1]
    assert (2, 7, 2.5, 9) == (data["format"], data["seed"], data["score"], data["max_score"])
    assert text.endswith("}\n")
    assert '"score": 2,' in text


def test_a_report_comes_back_from_json_as_it_was():
    """Reading is the inverse of writing, thirds of points and all alphabets included."""
    mistake = {"id": "B1", "name": "`+` assigns", "hint": "+= and not =", "smallest": "a + a"}
    thirds = [check(name=str(k), score=1 / 3, max_score=2 / 3, mistakes=[mistake], evidence={"kind": "losses"})
              for k in range(3)]
    before = report(*thirds, submission="Žofie 李", notes=["a", "b"])

    assert before == Report.from_json(before.to_json())
    assert before.to_json() == Report.from_json(before.to_json()).to_json()
    assert Outcome.PASSED is Report.from_json(before.to_json()).checks[0].outcome


def damaged(change):
    """Return a report's text after `change` was done to its data."""
    data = json.loads(report().to_json())
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(("text", "problem"), [
    ("", "Expecting value: line 1 column 1 (char 0)"),
    ("[]", "the report is no JSON object"),
    ('{"format": 1, "format": 1}', "a key occurs twice in one object"),
    ('{"format": NaN}', "NaN is no number of points"),
    (damaged(lambda d: d.update(format=1)), "its format is 1, this kit reads 2"),
    (damaged(lambda d: d.pop("format")), "its format is None, this kit reads 2"),
    (damaged(lambda d: d.pop("kit")), 'the report lacks "kit"'),
    (damaged(lambda d: d.update(grade="A")), 'the report has an unknown key "grade"'),
    (damaged(lambda d: d.update(seed="7")), '"seed" is not of the type int'),
    (damaged(lambda d: d.update(seed=True)), '"seed" is not of the type int'),
    (damaged(lambda d: d.update(bonus=[3])), '"bonus" is not of the type str'),
    (damaged(lambda d: d.update(notes=[3])), '"note" is not of the type str'),
    (damaged(lambda d: d.update(checks=[3])), "a check is no JSON object"),
    (damaged(lambda d: d["checks"][0].pop("on")), 'a check lacks "on"'),
    (damaged(lambda d: d["checks"][0].update(outcome="fine")), "'fine' is not a valid Outcome"),
    (damaged(lambda d: d["checks"][0].update(score=9)), "value: add: a score of 9 out of 2"),
    (damaged(lambda d: d["checks"][0].update(mistakes=[{"id": "B1"}])), 'a mistake lacks "name"'),
    (damaged(lambda d: d["checks"][0].update(score=1e999)), "Infinity is no number of points"),
    (damaged(lambda d: d.update(score=9)), 'its checks do not add up to its "score"'),
    (damaged(lambda d: d.update(max_score=8)), 'its checks do not add up to its "max_score"'),
    (damaged(lambda d: d["units"][1].update(score=4)), 'its checks do not add up to its "units"'),
])
def test_a_text_that_is_no_report_is_refused(text, problem):
    """A file that was changed or cut is an error that says where it fails; nothing is guessed."""
    with pytest.raises(AutograderError) as caught:
        Report.from_json(text)

    assert f"not a report of this kit: {problem}" == str(caught.value)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "9" * 5_000])
def test_a_text_that_would_exhaust_the_parser_is_refused(text):
    """Deep nesting and numbers without end are errors like any other."""
    with pytest.raises(AutograderError, match="not a report of this kit: "):
        Report.from_json(text)


# --- the table ------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_report_and_a_column_for_each_unit():
    """Rows are sorted by name whatever the order of grading; a skipped unit is empty, an earned zero is 0."""
    expected = "submission,score,max_score,value,nn,training\nann,2.5,9,2.5,0,\nbob,2,2,2,,\n"

    assert expected == grades_csv(iter([report(check(), submission="bob"), report()]))


def test_the_table_of_nothing_has_its_head():
    """No reports, no rows."""
    assert "submission,score,max_score\n" == grades_csv([])


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1"])
def test_a_name_that_a_spreadsheet_would_run_is_made_text(name):
    """A cell that begins as a formula gets a quote in front."""
    row = grades_csv([report(submission=name)]).splitlines()[1]

    assert row.startswith(f"'{name},")


def test_commas_quotes_and_line_ends_stay_inside_their_cell():
    """Any reader of CSV finds as many rows and columns as were written."""
    names = ['a,b', 'say "hi"', "two\nlines", "c]]>d"]
    rows = list(csv.reader(io.StringIO(grades_csv([report(submission=name) for name in names]))))

    assert 5 == len(rows)
    assert {6} == {len(row) for row in rows}
    assert sorted(names) == [row[0] for row in rows[1:]]


# --- text from strangers --------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "shown"), [
    ("plain, with\ttab\nand line", "plain, with\ttab\nand line"),
    ("\x1b[2J\x1b]0;title\x07", r"\x1b[2J\x1b]0;title\x07"),
    ("50\r100", r"50\r100"),
    ("windows\r\nlines", "windows\nlines"),
    ("\u202egnp.exe", r"\u202egnp.exe"),
    ("a\u200bb\u2028c\ufeff", r"a\u200bb\u2028c\ufeff"),
    ("\x9b31m\x85\x00\x7f", r"\x9b31m\x85\x00\x7f"),
    ("\udcff \U000e0041", r"\udcff \U000e0041"),
    ("a\xa0b\u3000c", "a b c"),
    ("::error::no\n \t::set-output name=a::b\n:::", "\\x3a:error::no\n \t\\x3a:set-output name=a::b\n\\x3a::"),
    ("50 ##[add-path]/x ##vso[task] ###[x]", r"50 \x23#[add-path]/x \x23#vso[task] #\x23#[x]"),
    ("a[::2], b::c, ## x[0]", "a[::2], b::c, ## x[0]"),
    ("ann\u3164 \u2764\ufe0f", r"ann\u3164 ❤\ufe0f"),
    ("Zoë 李 ∂f/∂x", "Zoë 李 ∂f/∂x"),
])
def test_control_characters_are_shown_and_not_obeyed(text, shown):
    """Escapes, reversed text and invisible characters are written out; text of any alphabet stays."""
    assert shown == inert(text)
    assert shown == inert(shown)


def test_long_text_is_cut_and_says_so():
    """However much was printed, a bounded part is kept, the marks of the cut included."""
    assert "aaaaaaaaaa ... (cut)" == inert("a" * 10_000_000, limit=20)
    assert r"\x1b\x1b\x ... (cut)" == inert("\x1b" * 15, limit=20)
    assert inert("\x1b" * 15, limit=20) == inert(inert("\x1b" * 15, limit=20), limit=20)


def test_messages_names_and_notes_of_a_report_are_inert():
    """Whoever makes a report, and whatever file it is read from, what it shows is harmless."""
    dirty = report(check(message="\x1b[31mred"), submission="ann\u202e", notes=["\x07"])

    assert r"\x1b[31mred" == dirty.checks[0].message
    assert r"ann\u202e" == dirty.submission
    assert (r"\x07",) == dirty.notes
    assert dirty == Report.from_json(dirty.to_json().replace(r"\\x1b", r"\u001b"))


# --- written whole --------------------------------------------------------------------------------


def test_a_file_is_written_whole_and_replaces_the_old_one(tmp_path):
    """The same bytes on every system, nothing else left in the folder, readable like any new file."""
    path, other = tmp_path / "ann.json", tmp_path / "other"
    path.write_text("old")
    write_whole(path, "line\nžluť\n\udcff")
    other.write_text("")

    assert "line\nžluť\n\\udcff".encode() == path.read_bytes()
    assert ["ann.json", "other"] == sorted(os.listdir(tmp_path))
    assert other.stat().st_mode == path.stat().st_mode


def test_a_link_in_the_place_of_the_file_is_replaced_and_not_followed(tmp_path):
    """Nothing is written through a link that lies in the output folder."""
    target = tmp_path / "target"
    target.write_text("untouched")
    try:
        (tmp_path / "ann.json").symlink_to(target)
    except OSError:
        pytest.skip("no links on this system")
    write_whole(tmp_path / "ann.json", "new")

    assert "untouched" == target.read_text()
    assert "new" == (tmp_path / "ann.json").read_text()


@pytest.mark.parametrize(("number", "advice"), [
    (errno.ENOSPC, " Free some space and run the command again: nothing that was finished is lost."),
    (errno.EROFS, " Choose a folder that you may write to;"
                  " and close the file where another program has it open."),
    (errno.EIO, ""),
])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_says_what_to_do(tmp_path, monkeypatch, number, advice, step):
    """On a full disk or a read-only folder the old report is still there, and no half of the new one."""
    path = tmp_path / "ann.json"
    path.write_text("old")

    def fail(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, step, fail)
        with pytest.raises(AutograderError) as caught:
            write_whole(path, "new")

    assert f"{path} cannot be written: {os.strerror(number)}.{advice}" == str(caught.value)
    assert "old" == path.read_text()
    assert ["ann.json"] == os.listdir(tmp_path)


def test_a_folder_that_is_not_there_or_lies_in_the_way_is_an_error(tmp_path):
    """The message names the file that was to be written."""
    (tmp_path / "ann.json").mkdir()
    for path in (tmp_path / "gone" / "ann.json", tmp_path / "ann.json"):
        with pytest.raises(AutograderError, match=r"ann\.json cannot be written: "):
            write_whole(path, "new")
    assert ["ann.json"] == os.listdir(tmp_path)


def test_changing_a_report_checks_it_again():
    """`replace` goes the same way as making: a result that cannot be is refused."""
    with pytest.raises(ValueError, match="a score of 5 out of 2"):
        replace(check(), score=5)
