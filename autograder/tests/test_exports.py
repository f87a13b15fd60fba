"""What leaves for other systems: each format read back by a reader of its own, and harmless to whoever reads it."""

import base64
import csv
import io
import json
import re
import shlex
from pathlib import Path
from xml.etree import ElementTree

import pytest
from strangers import HOSTILE, failed, hostile_report, report_of

from autograder import exports
from autograder.arguments import build_parser
from autograder.cli import main
from autograder.exports import FORMATS
from autograder.exports.checks import checks_csv
from autograder.exports.classroom import fenced, notices, result
from autograder.exports.exercism import results as exercism
from autograder.exports.gradescope import results as gradescope
from autograder.exports.junit import junit_xml
from autograder.report import CheckResult
from autograder.views.reveal import LEVELS

#: a check of every outcome; points: 1 of 9
MIXED = report_of(
    CheckResult("value", "add", "Adds.", "passed", 1, 1, on="own"),
    failed("a_shared_node", "yours 0.37, right 0.74", max_score=2),
    CheckResult("backward", "deep", "Goes deep.", "error", 0, 2, "raised ValueError: KEYWORD", on="own"),
    CheckResult("nn", "call", "Calls.", "todo", 0, 4, "Not written yet."),
    CheckResult("training", "moons", "Learns.", "skipped", 0, 10, "not asked"))
NUMBERS, WORDS = "0.37", "KEYWORD"


def read_gradescope(report, level):
    """The texts about each check, by name."""
    return {test["name"]: test["output"] for test in json.loads(gradescope(report, level))["tests"]}


def read_junit(report, level):
    cases = ElementTree.fromstring(junit_xml([report], level)).iter("testcase")
    unit_of = {case: case.get("classname").partition(".")[2] for case in cases}
    texts = {case: "".join(case.itertext()).strip() for case in unit_of}
    return {f"{unit}: {case.get('name')}" if case.get("name") != unit else unit: texts[case]
            for case, unit in unit_of.items()}


def read_exercism(report, level):
    return {test["name"]: test["message"] or "" for test in json.loads(exercism(report, level))["tests"]}


def read_classroom(report, level):
    return {test["name"]: test["message"] for test in json.loads(base64.b64decode(result(report, level)))["tests"]}


READERS = (read_gradescope, read_junit, read_exercism, read_classroom)
each_reader = pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__[5:])


# --- what a level shows ---------------------------------------------------------------------------


@each_reader
def test_at_full_every_check_that_counts_is_explained(read):
    """Numbers, the code's own words, promise, hint and mistake; what was skipped is left out."""
    texts = read(MIXED, "full")

    assert ["value: add", "backward: a_shared_node", "backward: deep", "nn: call"] == list(texts)
    assert "" == texts["value: add"]
    assert "Not written yet." == texts["nn: call"]
    for said in ("About a_shared_node.", NUMBERS, "Add it up.", "when `+` assigns", "a + a"):
        assert said in texts["backward: a_shared_node"]
    assert WORDS in texts["backward: deep"]


@each_reader
def test_messages_have_no_number_and_no_word_of_the_code(read):
    """Promise, hint and known mistake remain."""
    texts = read(MIXED, "messages")

    assert NUMBERS not in str(texts)
    assert WORDS not in str(texts)
    assert "Add it up." in texts["backward: a_shared_node"]
    assert "when `+` assigns" in texts["backward: a_shared_node"]


@each_reader
def test_names_say_which_and_not_why(read):
    """A check is named, and that is all."""
    names = ("value: add", "backward: a_shared_node", "backward: deep", "nn: call")
    assert dict.fromkeys(names, "") == read(MIXED, "names")


@pytest.mark.parametrize("read", READERS[1:], ids=lambda read: read.__name__[5:])
def test_scores_name_no_check(read):
    """A line for each unit that counts."""
    assert {"value": "", "backward": "", "nn": ""} == read(MIXED, "scores")


def test_scores_hide_checks_from_students_on_gradescope():
    """Gradescope keeps hidden tests for the instructor: they are all there, and the units are told above them."""
    data = json.loads(gradescope(MIXED, "scores"))

    assert {"hidden"} == {test["visibility"] for test in data["tests"]}
    assert NUMBERS in str(data["tests"])
    assert NUMBERS not in data["output"]
    assert re.search(r"value +\[#+\] +1 / 1", data["output"])
    assert "a_shared_node" not in data["output"]


@pytest.mark.parametrize("level", LEVELS)
def test_the_seed_is_in_no_format_that_students_see(level):
    """With the kit at hand, the inputs of hidden checks follow from it."""
    outputs = [gradescope(MIXED, level), junit_xml([MIXED], level), exercism(MIXED, level),
               base64.b64decode(result(MIXED, level)).decode()]

    assert [text for text in outputs if str(MIXED.seed) in text] == []


# --- each format ----------------------------------------------------------------------------------


def test_the_long_table_has_a_row_for_each_check():
    """Submission, unit, check, outcome, points, mistakes, promise: numbers are numbers."""
    rows = list(csv.DictReader(io.StringIO(checks_csv([MIXED]))))

    assert 5 == len(rows)
    assert {"submission": "ada", "unit": "backward", "check": "a_shared_node", "outcome": "failed", "score": "0",
            "max_score": "2", "bonus": "0", "on": "own", "mistakes": "B1", "title": "About a_shared_node."} == rows[1]
    assert MIXED.score == sum(float(row["score"]) for row in rows if row["outcome"] != "skipped")


def test_no_cell_of_the_long_table_is_run_by_a_spreadsheet():
    """Names and promises that begin as formulas do begin with a quote."""
    starts = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1")
    report = report_of(*[failed(text, "m", title=text) for text in starts], submission="=cmd|' /C calc'!A0")
    rows = list(csv.reader(io.StringIO(checks_csv([report]))))

    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\uff1d"))] == []
    assert [f"'{text}" for text in starts] == [row[2] for row in rows[1:]]


def test_gradescope_gets_points_and_plain_text():
    """Names, numbers and words of the specification; whatever is shown is text, and stdout is the instructor's."""
    data = json.loads(gradescope(MIXED, "full", leaderboard=True))

    assert (1, "hidden") == (data["score"], data["stdout_visibility"])
    assert {"text"} == {data[key] for key in ("output_format", "test_output_format", "test_name_format")}
    assert {"name": "value: add", "number": "1.1", "score": 1, "max_score": 1, "status": "passed", "output": "",
            "visibility": "visible"} == data["tests"][0]
    assert ["1.1", "2.1", "2.2", "3.1"] == [test["number"] for test in data["tests"]]
    assert ["passed", "failed", "failed", "failed"] == [test["status"] for test in data["tests"]]
    assert [{"name": "points", "value": 1, "order": "desc"}] == data["leaderboard"]
    assert "leaderboard" not in json.loads(gradescope(MIXED, "full"))
    assert {"kit": "1.0", "digest": "d", "wall": "strong", "layout": "kit"} == data["extra_data"]


def test_junit_counts_what_it_holds_and_keeps_points_as_properties():
    """Totals of the suite are those of its cases; failures and errors are told apart."""
    root = ElementTree.fromstring(junit_xml([MIXED, report_of(submission="bob")], "full"))
    ada, bob = root

    assert ("ada", "4", "2", "1", "0") == tuple(map(ada.get, ("name", "tests", "failures", "errors", "skipped")))
    assert ("bob", "0") == (bob.get("name"), bob.get("tests"))
    assert {"points": "1", "max_points": "9", "kit": "1.0", "wall": "strong"} == properties(ada)
    cases = ada.findall("testcase")
    assert [None, "failure", "error", "failure"] == [
        next((child.tag for child in case if child.tag != "properties"), None) for case in cases]
    assert [("0", "2"), ("0", "2")] == [tuple(properties(case).values()) for case in cases[1:3]]
    assert "About a_shared_node." == cases[1].find("failure").get("message")


def properties(element):
    return {each.get("name"): each.get("value") for each in element.find("properties")}


def test_junit_holds_no_character_that_xml_cannot_hold():
    """A control character in a promise or a hint is replaced: the file can always be read."""
    report = report_of(failed("c", "m\x00\x1b", hint="h\x08\ufffe\ud800", title="t\x0b\uffff"))

    root = ElementTree.fromstring(junit_xml([report], "full").encode())
    assert "t\ufffd\ufffd" == root.find(".//failure").get("message")


@pytest.mark.parametrize(("checks", "status"), [
    ([CheckResult("value", "add", "Adds.", "passed", 1, 1)], "pass"),
    (MIXED.checks, "fail"),
    ([CheckResult("value", "add", "Adds.", "error", 0, 1, "The module did not load.")] * 2, "error"),
])
def test_exercism_gets_version_3_and_a_status(checks, status):
    """pass, fail, or error with the reason where nothing gave an answer; a unit is a task."""
    data = json.loads(exercism(report_of(*checks), "full"))

    assert (3, status) == (data["version"], data["status"])
    assert (data["message"] is None) == (status != "error")
    assert status != "error" or "The module did not load." in data["message"]
    assert {"name", "task_id", "status", "message", "test_code"} == set(data["tests"][0])
    assert all(test["status"] in ("pass", "fail", "error") for test in data["tests"])


def test_classroom_takes_the_points_from_two_notices():
    """The lines that its own reporter writes."""
    assert ["::notice title=Autograding complete::Points 1/9",
            '::notice title=Autograding report::{"totalPoints":1,"maxPoints":9}'] == notices(MIXED)


def test_the_reporter_action_gets_the_points():
    """It adds up the scores of the tests, and puts them against max_score."""
    data = json.loads(base64.b64decode(result(MIXED, "full")))

    assert ("fail", 9, 1) == (data["status"], data["max_score"], sum(test["score"] for test in data["tests"]))
    assert {"name", "status", "message", "score", "max_score"} == set(data["tests"][0])


def test_what_is_printed_in_a_workflow_obeys_nobody():
    """Feedback stands between marks that are new each time: an order in it is no order."""
    first, second = (fenced("a\n::add-path::/tmp\n").splitlines() for _ in range(2))

    assert first[0] != second[0]
    assert re.fullmatch("::stop-commands::[0-9a-f]{32}", first[0])
    assert first[0].replace("stop-commands::", "") + "::" == first[-1]


@each_reader
@pytest.mark.parametrize("level", ["messages", "full"])
def test_hostile_text_comes_through_every_format_as_text(read, level):
    """Markup and quotes are what they were once they are read, and the format around them is whole."""
    texts = read(hostile_report(), level)

    assert len(HOSTILE) == len(texts)
    if level == "full":
        assert all(any(word in text for text in texts.values()) for word in ("<script>window.marked = 1</script>",
                                                                             '"><svg onload=window.marked=1>'))


# --- the command ----------------------------------------------------------------------------------


def export(graded, *arguments):
    """Run the command on the graded class."""
    return main(["export", str(graded), *map(str, arguments)])


#: what an instructor downloads; which columns hold the names of submissions, and their points
SHEETS = {"canvas": ("SIS Login ID", "Micrograd (7)", """\
Student,ID,SIS Login ID,Section,Micrograd (7)
    Points Possible,,,,10
Ada,1,ada,A,
Bob,2,bob,A,
Eve,3,eve,A,
"""), "moodle": ("Username", "Grade", """\
Identifier,Username,Grade,Maximum grade
Participant 1,ada,,10
Participant 2,bob,,10
Participant 3,eve,,10
""")}


def test_every_format_is_made_from_the_one_folder_of_a_class(graded, tmp_path, capsys, monkeypatch):
    """The same points in all of them: those of grades.csv."""
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    points = {"ada": 10, "bob": 0, "eve": 5}

    assert 0 == export(graded, "csv", "--out", tmp_path / "checks.csv")
    rows = list(csv.DictReader((tmp_path / "checks.csv").open(encoding="utf-8")))
    assert points == {name: sum(float(row["score"]) for row in rows if row["submission"] == name) for name in points}

    assert 0 == export(graded, "junit", "--out", tmp_path / "junit.xml")
    suites = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert points == {suite.get("name"): float(properties(suite)["points"]) for suite in suites}

    assert 0 == export(graded, "gradescope", "--out", tmp_path / "gradescope")
    assert 0 == export(graded, "exercism", "--out", tmp_path / "exercism")
    for name, score in points.items():
        data = json.loads((tmp_path / "gradescope" / f"{name}.json").read_bytes())
        assert score == data["score"] == sum(test["score"] for test in data["tests"])
        status = json.loads((tmp_path / "exercism" / f"{name}.json").read_bytes())["status"]
        assert (status == "pass") == (score == 10)

    for name, (login, grade, text) in SHEETS.items():
        (tmp_path / name).write_text(text)
        assert 0 == export(graded, name, "--fill", tmp_path / name, "--out", tmp_path / f"{name}.csv")
        rows = list(csv.DictReader((tmp_path / f"{name}.csv").open(encoding="utf-8")))
        assert points == {row[login]: float(row[grade]) for row in rows if row[login]}
    capsys.readouterr()

    assert 0 == export(graded, "classroom", "--only", "eve", "--reveal", "names")
    printed = capsys.readouterr().out.splitlines()
    assert "::notice title=Autograding complete::Points 5/10" == printed[-2]
    data = json.loads(base64.b64decode((tmp_path / "output").read_text().removeprefix("result=")))
    assert 5 == sum(test["score"] for test in data["tests"])


def test_a_file_that_is_there_is_not_replaced_unless_forced(graded, tmp_path, capsys):
    """The file of one submission; the sentence says what to do."""
    out = tmp_path / "results.json"
    out.write_text("mine")
    command = ["gradescope", "--only", "eve", "--out", out]

    assert 2 == export(graded, *command)
    problem = f"{out} exists already: choose another name, or add --force to replace it."
    assert f"error: {problem}\n" == capsys.readouterr().err
    assert "mine" == out.read_text()
    assert 0 == export(graded, *command, "--force")
    assert f"{out}\n" == capsys.readouterr().out
    assert 5 == json.loads(out.read_text())["score"]


@pytest.mark.parametrize(("arguments", "problem"), [
    (["classroom"], " holds 3 reports: say which with --only NAME."),
    (["exercism", "--out", "x", "--only", "evee"], ' has no report of it (did you mean "eve"?).'),
])
def test_one_report_has_to_be_named(graded, capsys, arguments, problem):
    """A workflow and a file are about one submission."""
    assert 2 == export(graded, *arguments)
    assert capsys.readouterr().err.endswith(f"{problem}\n")


def test_a_folder_without_reports_or_with_a_damaged_one_is_refused(tmp_path, capsys):
    """A class is exported whole or not at all."""
    command = ["export", str(tmp_path), "csv", "--out", str(tmp_path / "checks.csv")]
    for make, problem in (
            (lambda: None, f"{tmp_path} holds no reports: give the folder that `grade --out` wrote."),
            ((tmp_path / "reports").mkdir, f"{tmp_path} holds no reports yet: let `grade` finish first."),
            (lambda: (tmp_path / "reports" / "ada.json").write_text("{"),
             f"{tmp_path / 'reports' / 'ada.json'}: this report is damaged: run the same `grade` command again, which "
             "makes it anew.")):
        make()

        assert 2 == main(command)
        assert f"error: {problem}\n" == capsys.readouterr().err
    assert not (tmp_path / "checks.csv").exists()


def test_what_a_format_is_for_is_taught_by_its_help(capsys):
    """Each has an example to paste."""
    for name in FORMATS:
        with pytest.raises(SystemExit) as ended:
            main(["export", "marks", name, "--help"])
        assert 0 == ended.value.code
        assert f"python -m autograder export marks {name}" in capsys.readouterr().out


def test_a_github_output_that_cannot_be_written_is_told(tmp_path, monkeypatch, graded, capsys):
    """The points would be lost without a word."""
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path))

    assert 2 == export(graded, "classroom", "--only", "eve")
    assert f"error: GITHUB_OUTPUT is {tmp_path}, which cannot be written: " in capsys.readouterr().err


def test_the_page_about_exports_shows_commands_that_can_be_typed():
    """Each of them has the options that the grader knows, and each format has one."""
    text = Path(exports.__file__).parents[1].joinpath("docs", "exports.md").read_text(encoding="utf-8")
    shown = re.findall(r"^python -m autograder (.*)$", text, re.MULTILINE)

    parsed = [build_parser().parse_args(shlex.split(line)) for line in shown]
    assert set(FORMATS) == {each.format for each in parsed if each.run == "export"}
    assert {"gradescope", "classroom"} == {each.place for each in parsed if each.run == "pack"}
