"""The commands of `python -m autograder`, a module each.

A command's module has `add(command)`, which calls `command(name, summary, text)` for a parser and adds its options,
and `run(arguments)`, which does the work and returns the exit code. What a command needs is imported where it runs:
`--help` must not wait for pytest, nor a command for the modules of the others.
"""

from importlib import import_module

#: in the order of the help
COMMANDS = ("check", "reset", "lab", "grade", "feedback", "report", "export", "pack", "course", "release", "verify",
            "draw", "bench")


def module_of(command):
    """Return the module of a command."""
    return import_module(f"autograder.commands.{command}")
