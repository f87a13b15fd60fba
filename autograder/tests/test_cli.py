"""The command line itself: help, wrong usage, and readers who look away."""

import os
import re
from contextlib import nullcontext

import pytest
from typed import assert_refused

from autograder.cli import main
from autograder.commands import lab

pytestmark = pytest.mark.usefixtures("lend")
COMMANDS = ("check", "reset", "lab", "grade", "feedback", "report", "export", "pack", "course", "release", "verify",
            "draw", "bench")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_teaches_itself(command, capsys):
    """--help ends well and shows an example to paste."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert f"\n  python -m autograder {command}" in capsys.readouterr().out


def test_the_help_says_where_to_begin(capsys):
    """All commands, the first two with an example, and the exit codes."""
    with pytest.raises(SystemExit):
        main(["--help"])

    printed = capsys.readouterr().out
    assert tuple(re.findall(r"^    ([a-z]+) ", printed, re.MULTILINE)) == COMMANDS
    assert "Begin here:\n  python -m autograder check " in printed
    assert "130 interrupted" in printed


@pytest.mark.parametrize("arguments", [[], ["grad"], ["grade"], ["grade", "class"], ["release"]])
def test_wrong_usage_is_exit_code_2(arguments, capsys):
    """No command, an unknown one, or one that lacks something."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m autograder")


@pytest.mark.parametrize(("words", "said"), [
    (["chek"], "argument COMMAND: there is no 'chek' (did you mean \"check\"?): check, reset, lab, "),
    (["check", "--hnt"], '--hnt is not known here (did you mean "--hint"?)'),
    (["check", "value", "backward"], "backward is not known here\n"),
    (["grade", "class", "--out", "marks", "--from", "moodl"],
     "argument --from: there is no 'moodl' (did you mean \"moodle\"?): folders, moodle, "),
    (["course", "sinc"], "there is no 'sinc' (did you mean \"sync\"?): init, import, sync\n"),
    ([], "the following arguments are required: COMMAND"),
])
def test_wrong_usage_names_the_word_that_was_meant(run, capsys, words, said):
    """And where to read on: in the help of the command, not of all."""
    with pytest.raises(SystemExit) as end:
        run(*words)

    told = capsys.readouterr().err
    assert end.value.code == 2
    assert said in told
    command = words[0] if words and words[0] in COMMANDS else ""
    assert told.endswith(f"Read on: {f'python -m autograder {command}'.strip()} --help\n")


def test_an_assignment_that_is_nowhere_suggests_one_of_the_kits(run):
    """A name that was mistyped is no file that lacks."""
    assert_refused(run("check", "--assignment", "ful"),
                   '--assignment ful: there is no such file (did you mean "full"?). By name there are core and full.')


def test_errors_are_inert(run, out):
    """What a path holds is shown as text, and not obeyed by the terminal."""
    assert_refused(run("grade", "\x1b[2J", "--out", out), "\\x1b[2J does not exist")


def test_jupyterlab_ends_by_its_own_word_when_interrupted(run, monkeypatch):
    """Ctrl-C reaches it too: it asks whether to end, and ends its kernels, before the command is over."""
    answers = iter([KeyboardInterrupt, KeyboardInterrupt, 0])

    class Server(nullcontext):
        def wait(self):
            answer = next(answers)
            if answer:
                raise answer
            return answer

    monkeypatch.setattr(lab.subprocess, "Popen", lambda command, env: Server(Server()))

    assert run("lab").code == 0
    assert list(answers) == []


@pytest.mark.skipif(os.name != "posix", reason="pipes break so on POSIX")
def test_a_reader_who_has_seen_enough_is_no_error(start, twelve, out):
    """`grade ... | head -1` ends with the pipe; what was finished is kept."""
    process = start(*twelve, out)
    assert process.stdout.readline().startswith("12 submissions")
    process.stdout.close()

    assert process.stderr.read() == ""
    assert process.wait() == 1
    assert (out / "grades.csv").exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes break so on POSIX")
@pytest.mark.parametrize("command", [["--help"], ["draw", "--help"], ["release", "--exercises"]])
def test_a_reader_who_looks_away_is_no_error(start, command):
    """Not even where Python writes its output only when it ends."""
    process = start(*command)
    process.stdout.close()

    assert process.stderr.read() == ""
