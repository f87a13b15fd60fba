"""Bad input to `grade`: a student's costs its owner alone, an instructor's is told with its line."""

import json

import pytest
from classroom import SOLUTION, write_assignment, write_class
from typed import assert_refused

pytestmark = pytest.mark.usefixtures("lend")
BAD = {
    "binary": (b"\x00\x01\x02" * 50, "derivative.py is not"),
    "empty": ("", "derivative.py is empty."),
    "endless": ("while True:\n    pass\n", "The module did not load: "),
    "huge": ("#" * 2**20, "derivative.py is larger than 256 KiB."),
    "latin": ("# Gef\xe4lle\n".encode("latin-1") + SOLUTION.encode(), "derivative.py is not"),
    "missing": (None, "There is no derivative.py"),
    "raising": ("1 / 0\n", "ZeroDivisionError"),
    "unfinished": ("def derivative(f, x, h=1e-6):\n    return (f(x\n", "SyntaxError"),
}


def test_bad_input_costs_its_owner_alone(grade, tmp_path, out):
    """Whatever a file holds: 0 points, one sentence that says why, and the rest of the class is graded."""
    bad = write_class(tmp_path / "bad", {name: source or "" for name, (source, _) in BAD.items()} | {"good": SOLUTION})
    (bad / "missing" / "derivative.py").rename(bad / "missing" / "derivatives.py")
    write_assignment(tmp_path / "short.toml", seconds=1)

    done = grade(path=bad)

    assert (done.code, done.err) == (0, "")
    reports = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (out / "reports").iterdir()}
    assert reports.pop("good")["score"] == 10
    assert {name for name, report in reports.items() if report["score"] == 0} == set(BAD)
    for name, (_, sentence) in BAD.items():
        told = {(check["outcome"], sentence in check["message"]) for check in reports[name]["checks"]}
        assert told == {("error", True)}, reports[name]["checks"][0]


@pytest.mark.parametrize(("whole", "broken", "said"), [
    ("[limits]", "[limits", "not valid TOML"),
    ("format = 1", "format = 2", "format = 1"),
    ("cpu_seconds = 20 ", "cpu_secs = 20", 'unknown key `cpu_secs` (did you mean "cpu_seconds"?)'),
])
def test_a_broken_assignment_is_reported_with_its_line(grade, out, tmp_path, whole, broken, said):
    """As a compiler would: path, line, problem."""
    path = tmp_path / "short.toml"
    before, _, after = path.read_text(encoding="utf-8").partition(whole)
    path.write_text(before + broken + after, encoding="utf-8")
    line = before.count("\n") + 1

    assert_refused(grade(), f"error: {path}:{line}: ", said)
    assert not out.exists()


def test_an_assignment_that_is_not_there_is_named(run, classroom, out):
    """A path that leads nowhere."""
    done = run("grade", classroom, "--out", out, "--assignment", "nowhere.toml")

    assert_refused(done, "error: --assignment nowhere.toml: there is no such file. By name there are core and full.")


def test_an_assignment_cannot_add_units(grade, out, tmp_path):
    """The suites are the kit's: an own assignment can leave units out."""
    path = tmp_path / "short.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("derivative", "integral"), encoding="utf-8")

    assert_refused(grade(), path, "no integral.py: units can be left out, not added")


def test_an_unknown_layout_is_refused(grade, out, capsys):
    """Before anything is written, and with the names that there are."""
    with pytest.raises(SystemExit) as ended:
        grade("--layout", "micrograde")

    assert ended.value.code == 2
    said = "there is no 'micrograde' (did you mean \"micrograd\"?): kit, micrograd, lecture\n"
    assert said in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5"])
def test_a_number_of_jobs_is_one_or_more(run, classroom, out, jobs, capsys):
    """Anything else is wrong usage."""
    with pytest.raises(SystemExit) as ended:
        run("grade", classroom, "--out", out, f"-j={jobs}")

    assert ended.value.code == 2
    assert f"{jobs!r} is not a whole number from 1 on" in capsys.readouterr().err
