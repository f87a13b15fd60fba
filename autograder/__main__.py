"""`python -m autograder`, where that can be: in the kit's own folder, with the packages that it needs."""

import sys
from pathlib import Path

from autograder.garbage import look_no_more, look_seldom

KIT = Path(__file__).resolve().parent.parent

NO_KIT = """\
error: the kit runs from its own folder, with solutions/ and exercises/ beside autograder/, and this is {kit}.
Take a copy of the whole kit, and in it: python3 autograder/start.py example"""
NO_PACKAGE = """\
error: there is no package {name} in {python}.
Enter the environment of the kit: source .venv/bin/activate (Windows: .venv\\Scripts\\activate)
If there is none yet, this makes one: python3 autograder/start.py example"""


def main():
    """Run a command; return its exit code, 2 where nothing can be run."""
    if not (KIT / "solutions").is_dir():
        print(NO_KIT.format(kit=KIT), file=sys.stderr)
        return 2
    try:
        from autograder import cli
        return cli.main()
    except ModuleNotFoundError as problem:
        if (KIT / problem.name.partition(".")[0]).is_dir():     # one of ours: a fault of the kit
            raise
        print(NO_PACKAGE.format(name=problem.name, python=sys.executable), file=sys.stderr)
        return 2
    except KeyboardInterrupt:       # while modules are still loaded; later `cli` catches it
        print("\ninterrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    look_seldom()
    code = main()
    look_no_more()
    sys.exit(code)
