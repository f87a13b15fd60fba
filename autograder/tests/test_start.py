"""start.py sets up a bare Python, and says what to do where it cannot."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import start


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """An empty kit on a Python outside of any environment."""
    (tmp_path / "requirements.txt").write_text("numpy\n")
    monkeypatch.setattr(start, "KIT", tmp_path)
    monkeypatch.setattr(start, "REQUIREMENTS", tmp_path / "requirements.txt")
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    return tmp_path


@pytest.fixture
def steps(kit, monkeypatch):
    """The steps that are run, as lists of words; `venv` makes an environment with a file for its Python."""
    made = []

    def step(command):
        made.append(command)
        if "venv" in command:
            python = kit / ".venv" / ("Scripts/python.exe" if start.os.name == "nt" else "bin/python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()

    monkeypatch.setattr(start, "step", step)
    monkeypatch.setattr(start, "answer", lambda command: "3.12.1")
    return made


def raising(problem):
    """A function that raises `problem`, whatever it is called with."""
    def function(*arguments):
        raise problem
    return function


def failing(text, code=1):
    """A step that prints `text` and fails."""
    return [sys.executable, "-c", f"print({text!r}); raise SystemExit({code})"]


class TestSetUp:
    def test_a_bare_python_gets_an_environment_and_the_requirements(self, kit, steps):
        """Outside of an environment `.venv` is made in the kit's folder, and its own pip installs."""
        python = start.set_up()

        assert Path(python).is_relative_to(kit / ".venv")
        assert [words[1:3] for words in steps] == [["-m", "venv"], ["-m", "pip"]]
        assert [words[0] for words in steps] == [sys.executable, python]

    def test_an_active_environment_is_used(self, kit, steps, monkeypatch):
        """Inside an environment nothing is made: that environment's pip installs into it."""
        monkeypatch.setattr(sys, "prefix", str(kit))

        assert start.set_up() == sys.executable
        assert [words[0:3] for words in steps] == [[sys.executable, "-m", "pip"]]

    def test_what_is_done_is_not_done_again(self, kit, steps):
        """The second time nothing is made and nothing installed."""
        start.set_up()
        steps.clear()

        start.set_up()

        assert steps == []

    def test_changed_requirements_are_installed(self, kit, steps):
        """A new line in requirements.txt counts at the next start; the environment stays."""
        start.set_up()
        steps.clear()
        start.REQUIREMENTS.write_text("numpy\nrich\n")

        start.set_up()

        assert [words[2] for words in steps] == ["pip"]

    def test_another_python_installs_anew(self, kit, steps, monkeypatch):
        """An environment whose Python was replaced is not taken for ready."""
        start.set_up()
        steps.clear()
        monkeypatch.setattr(start, "answer", lambda command: "3.13.0")

        start.set_up()

        assert [words[2] for words in steps] == ["pip"]

    def test_half_an_environment_is_made_anew(self, kit, steps, monkeypatch):
        """Without a pip that answers, as Debian leaves it behind, `.venv` is emptied and made again."""
        start.set_up()
        steps.clear()
        monkeypatch.setattr(start, "answer", lambda command: None)

        start.set_up()

        assert ["venv", "--clear"] == steps[0][2:4]

    def test_a_failed_installation_is_tried_again(self, kit, steps, monkeypatch):
        """Only an installation that went well leaves its stamp."""
        with monkeypatch.context() as broken:
            broken.setattr(start, "install", raising(start.SetUpFailed("no network")))
            with pytest.raises(start.SetUpFailed):
                start.set_up()

        start.set_up()

        assert [words[2] for words in steps] == ["venv", "pip"]


class TestFailures:
    @pytest.mark.parametrize(("said", "advice"), [
        ("The virtual environment was not created successfully because ensurepip is not available.",
         "sudo apt install python3-venv"),
        ("/usr/bin/python3: No module named venv", "sudo apt install python3-venv"),
        ("/home/ada/env/bin/python: No module named pip", "-m ensurepip"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
         "Make room for about 1 GB"),
        ("Error: [Errno 13] Permission denied: '/opt/kit/.venv'", "Copy the folder to a place of your own"),
        ("OSError: [Errno 30] Read-only file system: '.venv'", "Copy the folder to a place of your own"),
        ("WARNING: connection broken by 'NewConnectionError()'\nERROR: No matching distribution",
         "HTTPS_PROXY"),
        ("ERROR: No matching distribution found for nbgrader>=0.9.5", "pip config list"),
        ("ERROR: Failed building wheel for pygraphviz", "no ready-made build"),
        ("Segmentation fault", "What went wrong stands above"),
    ])
    def test_each_failure_says_what_to_do(self, said, advice):
        """What a step prints when it fails decides what is advised."""
        with pytest.raises(start.SetUpFailed) as failure:
            start.step(failing(said))

        assert advice in str(failure.value)
        assert said.splitlines()[-1] in str(failure.value)

    def test_a_failed_step_can_be_repeated_by_hand(self):
        """The command stands there as one would type it."""
        command = failing("no", code=4)

        with pytest.raises(start.SetUpFailed) as failure:
            start.step(command)

        assert start.spelled(command) in str(failure.value)

    def test_a_program_that_is_not_there_is_a_failed_step(self, tmp_path):
        """A step that cannot even be started says why."""
        with pytest.raises(start.SetUpFailed, match="absent"):
            start.step([str(tmp_path / "absent")])

    @pytest.mark.parametrize("problem", [
        start.SetUpFailed("This step failed: Permission denied"),
        PermissionError(13, "Permission denied", "x.txt")])
    def test_main_says_what_to_repeat(self, monkeypatch, capsys, problem):
        """A set-up that failed gives exit code 3 and the command to repeat."""
        monkeypatch.setattr(start, "set_up", raising(problem))
        monkeypatch.setattr(sys, "argv", ["autograder/start.py", "test"])

        assert start.main(["test"]) == 3
        said = capsys.readouterr().err
        assert "Permission denied" in said
        assert said.endswith("autograder/start.py test\n")

    def test_an_interrupt_is_no_traceback(self, monkeypatch, capsys):
        """Ctrl-C ends with one sentence and exit code 130."""
        monkeypatch.setattr(start, "set_up", raising(KeyboardInterrupt()))

        assert start.main(["test"]) == 130
        assert "The same command goes on from here." in capsys.readouterr().err

    def test_an_old_python_is_told_so(self, monkeypatch, capsys):
        """One sentence, and not a syntax error: the file is readable for old Pythons."""
        monkeypatch.setattr(sys, "version_info", (3, 8, 10, "final", 0))

        assert start.main(["test"]) == 3
        assert capsys.readouterr().err.startswith("The kit needs Python 3.11 or newer, and this is 3.8.")
        ast.parse(Path(start.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))

    def test_wrong_usage_is_told_by_argparse(self, capsys):
        """Without a command, or with another one, the usage is shown and the exit code is 2."""
        with pytest.raises(SystemExit) as stop:
            start.main(["exmple"])

        assert stop.value.code == 2
        assert "choose from" in capsys.readouterr().err


class TestProgress:
    def test_a_log_shows_each_package_once(self, capsys):
        """Where no terminal is, only lines that begin something new are printed."""
        for line in ("Collecting numpy (from matplotlib)", "  Downloading numpy.whl", "Requirement already"):
            start.show(line)

        assert capsys.readouterr().out == "  Collecting numpy\n"

    def test_a_terminal_shows_one_line(self, monkeypatch, capsys):
        """In a terminal each line replaces the one before and never wraps."""
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        start.show("Collecting " + "x" * 500)

        said = capsys.readouterr().out
        assert said.startswith("\rCollecting x")
        assert len(said) <= start.shutil.get_terminal_size().columns


class TestCommands:
    @pytest.fixture
    def calls(self, monkeypatch):
        """The modules that are run, as lists of words. `codes` holds exit codes of those that fail."""
        made = []
        self.codes = {}

        def run(python, *arguments):
            made.append(list(arguments))
            return self.codes.get(arguments, 0)

        self.steps = []
        monkeypatch.setattr(start, "run", run)
        monkeypatch.setattr(start, "step", self.steps.append)
        monkeypatch.setattr(start, "answer", lambda command: "strong")
        return made

    def test_the_tests_have_all_that_they_need(self, calls):
        """`test` installs the extras in pyproject.toml: upstream's engine, and a cluster to grade on."""
        start.test("python")

        assert self.steps[0][:4] == ["python", "-m", "pip", "install"]
        assert "micrograd==0.1.0" in self.steps[0]
        assert any(words.startswith("distributed") for words in self.steps[0])

    def test_the_example_class_is_graded(self, calls, capsys):
        """`example` grades the bundled class and says where to read on."""
        assert start.example("python") == 0
        assert calls[0][:5] == ["autograder", "grade", "autograder/example_class", "--out", "example-report"]
        assert "--no-wall" not in calls[0]
        said = capsys.readouterr().out
        assert "NO WALL" not in said
        assert str(Path("example-report/feedback/emil.txt")) in said

    def test_a_missing_wall_is_said_loudly(self, calls, capsys, monkeypatch):
        """Without a wall the class is graded all the same, for it is ours; the warning is framed."""
        monkeypatch.setattr(start, "answer", lambda command: "none")

        assert start.example("python") == 0
        assert calls[0][-1] == "--no-wall"
        assert "NO WALL" in capsys.readouterr().out

    def test_a_class_that_was_not_graded_is_a_fault(self, monkeypatch):
        """Whatever the grader's own exit code, `example` then ends with 1."""
        monkeypatch.setattr(start, "run", lambda *arguments: 2)
        monkeypatch.setattr(start, "answer", lambda command: "strong")

        assert start.example("python") == 1

    def test_all_tests_are_run_and_the_failed_ones_named(self, calls, capsys):
        """A failure does not hide what comes after it, and the exit code is 1."""
        self.codes[("autograder", "verify")] = 2

        assert start.test("python") == 1
        assert [tuple(words) for words in calls] == list(start.TESTS)
        assert capsys.readouterr().out == "FAILED: python -m autograder verify\n"

    def test_passed_tests_give_exit_code_0(self, calls):
        """Nothing failed."""
        assert start.test("python") == 0

    def test_modules_are_run_in_the_kits_folder(self, kit, capfd):
        """Wherever one stands when it is started; the command is shown."""
        (kit / "where.py").write_text("import os; print(os.getcwd())")

        assert start.run(sys.executable, "where") == 0
        said = capfd.readouterr().out
        assert "$ python -m where" in said
        assert Path(said.split()[-1]).samefile(kit)


def test_the_file_runs_on_a_python_without_any_package():
    """`python3 -I -S` has the standard library alone, and that is enough to be told how to use it."""
    done = subprocess.run([sys.executable, "-I", "-S", start.__file__, "--help"],
                          capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 0
    assert "grade the bundled example class" in done.stdout


def test_nothing_beside_it_hides_a_module_of_python():
    """start.py is run by its path, so that its folder is searched first, for what argparse imports too."""
    beside = {path.stem for path in Path(start.__file__).parent.glob("*.py")}
    packages = {path.parent.name for path in Path(start.__file__).parent.glob("*/__init__.py")}

    assert (beside | packages) & sys.stdlib_module_names == set()
