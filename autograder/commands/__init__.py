"""The commands of `python -m autograder`, a module each.

A command's module has `add(command)`, which calls `command(name, summary, text)` for a parser and adds its options,
and `run(arguments)`, which does the work and returns the exit code. What a command needs is imported where it runs:
`--help` must not wait for pytest.
"""

from autograder.commands import (
    bench,
    check,
    course,
    draw,
    export,
    feedback,
    grade,
    lab,
    pack,
    release,
    report,
    reset,
    verify,
)

#: in the order of the help
COMMANDS = {module.__name__.rpartition(".")[2]: module
            for module in (check, reset, lab, grade, feedback, report, export, pack, course, release, verify, draw,
                           bench)}
