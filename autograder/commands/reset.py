"""`reset`: the stub of a unit again, and the learner's file kept."""

from datetime import datetime
from pathlib import Path

from autograder.commands.options import ROOT, add_language, load_assignment, spoken
from autograder.errors import AutograderError


def add(command):
    """Add the command and its options."""
    add = command("reset", "begin a unit anew: its stub again, your file kept under another name", """\
Your file is copied first, to a name with the time in it, and no copy is ever written over.

  python -m autograder reset backward
  python -m autograder reset backward --code ~/mine""").add_argument
    add("unit", metavar="UNIT", help="derivative, value, backward, nn, training or an optional unit")
    add("--code", type=Path, default=ROOT / "exercises", metavar="DIR",
        help="where your modules are (default: the kit's exercises/)")
    add_language(add)


def run(arguments):
    """Put the stub back; return 0."""
    from autograder.authoring.markers import strip_solutions
    from autograder.report import write_whole
    unit, folder = load_assignment("full").unit(arguments.unit), arguments.code
    say = spoken(arguments)
    if not folder.is_dir():
        raise AutograderError(f"{folder} is no folder: --code names the one where your modules are.")
    source, path = ROOT / "solutions" / unit.file, folder / unit.file
    stub = strip_solutions(source.read_text(encoding="utf-8"), source)
    if path.resolve() == source.resolve():
        raise AutograderError(f"{path} is the solution that stubs are made from: it is not reset.")
    if path.exists():
        print(say("your file is kept: {path}", path=_kept(path)))
    write_whole(path, stub)
    print(say("the stub again:    {path}", path=path))
    return 0


def _kept(path):
    """Copy the file at `path` to a name that nothing has yet; return the copy's path."""
    stamp, content = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M"), path.read_bytes()
    for number in range(1, 1000):
        copy = path.with_name(f"{path.name}.{stamp}{f'-{number}' * (number > 1)}.bak")
        try:
            with open(copy, "xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        except OSError as problem:
            raise AutograderError(f"{copy} cannot be written, so {path.name} is left as it is: "
                                  f"{problem.strerror}.") from None
        return copy
    raise AutograderError(f"there are a thousand copies of {path.name} of this minute: wait for the next one.")
