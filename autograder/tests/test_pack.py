"""The grader packed for elsewhere: its scripts run on a tree like Gradescope's, and results.json is always there."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from classroom import KIT, SOLUTION, STUB, TWICE, write_assignment
from packaging.requirements import Requirement

from autograder.authoring.notebook import as_text, notebook_of
from autograder.cli import main
from autograder.pack import harness
from autograder.pack.gradescope import PACKAGES, autograder_zip
from autograder.version import kit_version

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Gradescope's images are Linux")
HANGS = "while True:\n    pass\n"
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def notebook(source):
    """The notebook of the unit with this text of its module."""
    return as_text(notebook_of(source, "derivative", KIT))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """A root as Gradescope builds it: the zip unpacked, setup.sh run once, run_autograder copied."""
    root = tmp_path_factory.mktemp("autograder")
    assignment = write_assignment(root / "assignment.toml", seconds=1)
    out = root / "autograder.zip"
    assert main(["pack", "gradescope", "--out", str(out), "--seed", "1", "--assignment", str(assignment),
                 "--reveal", "names", "--no-wall"]) == 0
    unzip(out, root / "source")
    done = script(root / "source" / "setup.sh", root)
    assert (0, "") == (done.returncode, done.stderr)
    shutil.copy(root / "source" / "run_autograder", root)
    return root


def unzip(path, folder):
    """Unpack as `unzip` does: programs stay programs."""
    with zipfile.ZipFile(path) as bundle:
        bundle.extractall(folder)
        for entry in bundle.infolist():
            (folder / entry.filename).chmod(entry.external_attr >> 16)


def script(path, root, **environment):
    """Run one of the scripts, in a folder of its own choice, with an environment that names the root only."""
    environment = {"PATH": PATH, "AUTOGRADER_ROOT": str(root)} | environment
    return subprocess.run([path], cwd=root, env=environment, capture_output=True, text=True, timeout=120)


def submitted(root, files, users=("Ada Lovelace",)):
    """Hand in `files`, run run_autograder; return results.json and what the instructor sees."""
    for name in ("submission", "results"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "results").mkdir()
    (root / "submission").mkdir()
    for name, text in files.items():
        (root / "submission" / name).parent.mkdir(exist_ok=True)
        (root / "submission" / name).write_text(text)
    data = {"id": 7, "users": [{"name": name, "email": "a@uni.example", "id": 1} for name in users]}
    (root / "submission_metadata.json").write_text(json.dumps(data))
    done = script(root / "run_autograder", root)
    return json.loads((root / "results" / "results.json").read_bytes()), done.stdout


@pytest.mark.parametrize(("files", "score"), [
    ({"derivative.py": SOLUTION}, 10), ({"derivative.py": TWICE}, 5),
    ({"micrograd-exercises/derivative.py": SOLUTION}, 10),
    ({"derivative.ipynb": notebook(SOLUTION)}, 10), ({"derivative.ipynb": notebook(TWICE)}, 5),
    ({"derivative.ipynb": notebook(STUB), "derivative.py": TWICE}, 5),
], ids=["right", "wrong", "in a folder", "a notebook", "a wrong notebook", "both"])
def test_a_submission_is_graded_as_grade_does(unpacked, files, score):
    """In a folder or not, modules or notebooks; students see names, the instructor everything."""
    data, printed = submitted(unpacked, files)

    assert score == data["score"] == sum(test["score"] for test in data["tests"])
    assert 10 == sum(test["max_score"] for test in data["tests"])
    assert {""} == {test["output"] for test in data["tests"]}
    assert kit_version() == data["extra_data"]["kit"]
    assert f"Ada Lovelace: {score} / 10 points" in printed
    assert ("right" in printed) == (score == 5)


@pytest.mark.parametrize(("files", "said"), [
    ({}, "holds no submission: neither the folder itself nor a folder in it has a derivative.py or engine.py"),
    ({"essay.txt": "x"}, "holds no submission"),
    ({"a/derivative.py": "", "b/derivative.py": ""}, "This holds 2 folders with exercises: a, b. Hand in one of them."),
], ids=["empty", "something else", "two"])
def test_what_is_no_submission_gets_a_sentence(unpacked, files, said):
    """results.json is valid, has no points and says why."""
    data, _ = submitted(unpacked, files)

    assert 0 == data["score"]
    assert said in data["output"]


def test_a_submission_that_hangs_loses_its_points_and_nothing_else(unpacked):
    """Each question has its limit: the report is whole."""
    data, printed = submitted(unpacked, {"derivative.py": HANGS}, users=("Ada", "Bob"))

    assert (0, 7) == (data["score"], len(data["tests"]))
    assert "Ada, Bob: 0 / 10 points" in printed


def test_grading_that_does_not_end_in_time_has_said_so_before(unpacked):
    """Whoever stops the grader, results.json is there."""
    (unpacked / "source" / "seconds").write_text("0.1")
    try:
        data, _ = submitted(unpacked, {"derivative.py": HANGS})
    finally:
        (unpacked / "source" / "seconds").write_text("540")

    assert (0, harness.STOPPED) == (data["score"], data["output"])


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A root for the harness in this process."""
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "derivative.py").write_text(SOLUTION)
    settings = {"seed": 1, "reveal": "full", "leaderboard": False, "no_wall": False, "assignment": None}
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    monkeypatch.setattr(harness, "SOURCE", tmp_path)
    return tmp_path


def test_without_a_wall_no_code_is_run(root, monkeypatch):
    """As `grade` refuses, so does the harness: the sentence tells the instructor what to do."""
    class Host:
        tier = "none"

        def close(self):
            pass

    monkeypatch.setattr("autograder.grading.Host", lambda *_: Host())
    harness.main(root, "grade")

    assert harness.NO_WALL == json.loads((root / "results" / "results.json").read_bytes())["output"]


def test_a_fault_of_ours_is_no_fault_of_the_students(root, monkeypatch, capsys):
    """They read whom to tell, and the instructor sees what happened."""
    monkeypatch.setattr("autograder.pack.harness.take_in", lambda *_: 1 / 0)
    harness.main(root, "grade")

    assert harness.FAILED == json.loads((root / "results" / "results.json").read_bytes())["output"]
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["ascii", None])
def test_points_are_written_whatever_can_be_printed(root, monkeypatch, encoding):
    """A name that a console of the image cannot show, or a log that is closed, costs no points."""
    (root / "submission_metadata.json").write_text('{"users": [{"name": "\U0001f984"}]}')
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding or "utf-8")
    if encoding is None:
        out.close()
    monkeypatch.setattr(sys, "stdout", out)
    harness.main(root, "grade")

    assert 10 == json.loads((root / "results" / "results.json").read_bytes())["score"]


@pytest.mark.parametrize("text", [None, "{", "[]", '{"users": [{}]}', '{"users": 3}', '{"users": []}'])
def test_metadata_that_is_not_as_told_names_nobody(tmp_path, text):
    """A submission is graded whoever it is from."""
    if text is not None:
        (tmp_path / "submission_metadata.json").write_text(text)

    assert "submission" == harness._student(tmp_path)


# --- what is packed -------------------------------------------------------------------------------


def test_the_same_kit_and_settings_give_the_same_bytes():
    """And the scripts are programs."""
    first, second = (autograder_zip(seed=7, reveal="full", seconds=60) for _ in range(2))

    assert first == second
    assert first != autograder_zip(seed=8, reveal="full", seconds=60)


def test_no_test_and_no_example_is_packed(unpacked):
    """What a verdict needs, and nothing that it does not."""
    names = {path.name for path in (unpacked / "source").rglob("*")}

    assert {"setup.sh", "run_autograder", "requirements.txt", "test_value.py", "value.py", "wall.py"} <= names
    assert not {"tests", "bench", "example_class", "docs"} & names
    assert os.access(unpacked / "source" / "setup.sh", os.X_OK)


def test_the_packages_that_are_installed_are_all_that_grading_needs(unpacked):
    """Every module that grading loads is of Python, of the kit, or of a package that requirements.txt brings."""
    submitted(unpacked, {"derivative.py": TWICE})
    code = ("import sys; from pathlib import Path; from autograder import plugin; from autograder.pack import harness\n"
            "plugin.Suites(); harness.graded(Path(sys.argv[1]))\n"
            "print('\\n', *{name.partition('.')[0] for name, module in sys.modules.items() if module})")
    printed = subprocess.run([sys.executable, "-c", code, unpacked], cwd=unpacked / "source", capture_output=True,
                             text=True, check=True).stdout.splitlines()[-1]
    owners = packages_distributions()
    loaded = {owner.lower() for name in printed.split() for owner in owners.get(name, ())}

    # Two are loaded where they happen to be, and not missed.
    assert loaded - needed(PACKAGES) - {"setuptools", "typing_extensions"} == set()
    assert {"numpy", "pytest", "hypothesis"} <= loaded


def needed(packages):
    """The names of `packages` and of all that they require here."""
    found, waiting = set(), [name.lower() for name in packages]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            wanted = map(Requirement, requires(name) or ())
            waiting += [each.name.lower() for each in wanted if not each.marker or each.marker.evaluate({"extra": ""})]
    return found


FAKE = """\
#!/bin/sh
echo "$*" >> "$LOG"
case "$*" in
    *version_info*) exit ${OLD:-0} ;;
    *autograder.pack*) [ -e "$LOG.installed" ] ;;
    "-m venv"*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
    "-m pip install"*) touch "$LOG.installed" ;;
esac
"""


def fake(folder, name, text):
    """A program on the PATH."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def test_missing_packages_are_installed_into_an_environment(unpacked, tmp_path):
    """Where Python has not what grading needs, setup.sh makes an environment, and run_autograder uses it."""
    shutil.copytree(unpacked / "source", tmp_path / "source")
    fake(tmp_path / "bin", "python3", FAKE)
    done = script(tmp_path / "source" / "setup.sh", tmp_path, PATH=f"{tmp_path / 'bin'}:/usr/bin:/bin",
                  LOG=str(tmp_path / "log"))

    assert (0, "") == (done.returncode, done.stderr)
    assert f"-m pip install --no-cache-dir -r {tmp_path}/source/requirements.txt" in (tmp_path / "log").read_text()
    assert f"{tmp_path}/environment/bin/python\n" == (tmp_path / "source" / "python").read_text()


def test_an_image_without_a_python_for_the_kit_says_so(unpacked, tmp_path):
    """Where apt has none either, the build ends with what to choose."""
    shutil.copytree(unpacked / "source", tmp_path / "source")
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        fake(tmp_path / "bin", name, FAKE)
    fake(tmp_path / "bin", "apt-get", '#!/bin/sh\necho "apt-get $*" >> "$LOG"\n[ "$1" = update ]\n')
    done = script(tmp_path / "source" / "setup.sh", tmp_path, PATH=f"{tmp_path / 'bin'}:/usr/bin:/bin",
                  LOG=str(tmp_path / "log"), OLD="1")

    assert 1 == done.returncode
    assert "choose a newer Ubuntu under Configure Autograder, Base Image OS." in done.stderr
    assert "apt-get install -y python3.12 python3.12-venv" in (tmp_path / "log").read_text()


# --- the command ----------------------------------------------------------------------------------


def test_a_packed_grader_is_not_replaced_unless_forced(tmp_path, capsys):
    """It may be the one that is in use."""
    out = tmp_path / "classroom.yml"
    command = ["pack", "classroom", "--kit", "uni/kit", "--out", str(out)]

    assert 0 == main(command)
    assert f"{out}: takes the grader from uni/kit\n" == capsys.readouterr().out
    assert 2 == main(command)
    assert f"{out} exists already: choose another name, or add --force to replace it." in capsys.readouterr().err
    assert 0 == main([*command, "--force"])


def test_the_seed_of_a_packed_grader_is_told(tmp_path, capsys):
    """Without --seed it is a new one, and whoever packed it can repeat every verdict."""
    seeds = set()
    for name in ("a.zip", "b.zip"):
        assert 0 == main(["pack", "gradescope", "--out", str(tmp_path / name)])
        told = re.search(r": seed (\d+), showing: messages. It holds the solutions: not for students.\n",
                         capsys.readouterr().out)
        with zipfile.ZipFile(tmp_path / name) as bundle:
            assert int(told[1]) == json.loads(bundle.read("settings.json"))["seed"]
        seeds.add(told[1])
    assert 2 == len(seeds)


def test_an_assignment_with_a_fault_is_told_when_it_is_packed(tmp_path, capsys):
    """Not to each student."""
    (tmp_path / "mine.toml").write_text("format = 1\n")

    assert 2 == main(["pack", "gradescope", "--out", str(tmp_path / "a.zip"), "--assignment",
                      str(tmp_path / "mine.toml")])
    assert "mine.toml" in capsys.readouterr().err
    assert not (tmp_path / "a.zip").exists()


def test_the_workflow_is_yaml_with_the_commands_of_this_kit(tmp_path):
    """What it runs can be typed; the kit comes from where it was told to."""
    yaml = pytest.importorskip("yaml")
    assert 0 == main(["pack", "classroom", "--kit", "uni/kit", "--out", str(tmp_path / "c.yml"), "--reveal", "names"])
    steps = yaml.safe_load((tmp_path / "c.yml").read_text())["jobs"]["run-autograding-tests"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]

    assert "uni/kit" == steps[1]["with"]["repository"]
    assert "python -m pip install 'pytest>=8' 'numpy>=1.26'" in runs[0]
    assert ["python -m autograder grade ../submission --out ../marks --reveal names",
            "python -m autograder export ../marks classroom"] == runs[1:]


def test_a_kit_that_is_no_repository_is_refused(tmp_path, capsys):
    """It goes into a workflow as it is."""
    with pytest.raises(SystemExit) as ended:
        main(["pack", "classroom", "--kit", "uni/kit\n- run: x", "--out", str(tmp_path / "c.yml")])

    assert 2 == ended.value.code
    assert "is not OWNER/REPOSITORY" in capsys.readouterr().err
