"""Set the kit up on a bare Python, then show it or prove it.

    python3 autograder/start.py example    grade the bundled example class, print the table
    python3 autograder/start.py test       pass the kit's own tests

Needs Python 3.11 or newer and a way to the package index, nothing else. Inside a virtual environment the
requirements are installed there; elsewhere in `.venv` in the kit's folder, which is made for it. What is
done stays done: run it again at any time.

exit codes: 0 all went well; 1 the command found a fault; 2 wrong usage; 3 the set-up failed; 130 interrupted
"""
# Standard library only, and in words that a Python 3.6 can read: it has to say that it is too old.

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
REQUIREMENTS = KIT / "requirements.txt"
OLDEST = (3, 11)

#: the file in an environment that says what was installed there
STAMP = "micrograd-exercises.txt"

NO_WALL = """
******************************************************************************
*  NO WALL. This system cannot confine student code: that takes Linux.       *
*  The example class is graded all the same, for it is part of this kit and  *
*  does no harm. Grade real submissions on Linux.                            *
******************************************************************************
"""

NO_VENV = """\
This Python lacks the part of the standard library that makes environments. Debian and Ubuntu have it as a
package of its own:

    sudo apt install python3-venv"""
NO_PIP = """\
There is no pip in the environment that you are in. Give it one:

    {python} -m ensurepip

or leave it with `deactivate`: then the kit gets an environment of its own."""
DISK_FULL = """\
The disk is full. Make room for about 1 GB, or move the folder to a larger disk:

    {kit}"""
NO_PERMISSION = """\
You may not write there. Copy the folder to a place of your own, and start from that:

    {kit}"""
NO_NETWORK = """\
The package index was not reached. Is this machine on a network? Behind a proxy, pip takes its address from
the variable HTTPS_PROXY. Packages that have come once need not come again."""
NO_WHEEL = """\
A package has no ready-made build for this Python on this system, and building it here failed. A Python from
3.11 to 3.13 on Linux, macOS or Windows has all of them ready-made."""
NO_PACKAGE = """\
The package index has no build of it that fits this Python. Is pip set to an index of your own? `pip config list`
shows it. The packages are all on the public one, for Python 3.11 to 3.13."""
UNKNOWN = "What went wrong stands above. An environment that was left half made is put right by a repetition."

#: what a failed step printed -> what to do about it. The first that fits counts: a full disk or a missing
#: network has many consequences, and pip tells them all.
REMEDIES = (
    (("ensurepip is not available", "No module named venv", "No module named ensurepip"), NO_VENV),
    (("No module named pip",), NO_PIP),
    (("No space left on device", "Errno 28", "not enough space", "Disk quota exceeded"), DISK_FULL),
    (("Permission denied", "Read-only file system", "Access is denied"), NO_PERMISSION),
    (("NewConnectionError", "NameResolutionError", "ConnectTimeout", "ReadTimeout", "ProxyError", "SSLError",
      "ConnectionResetError", "ProtocolError", "Could not fetch URL"), NO_NETWORK),
    (("No matching distribution found",), NO_PACKAGE),
    (("Failed building wheel", "Failed to build", "metadata-generation-failed"), NO_WHEEL),
)


class SetUpFailed(Exception):
    """The environment could not be made ready; the text says what to do."""


def remedy(said):
    """Return what to do about a step that failed and `said` this."""
    for words, advice in REMEDIES:
        if any(word in said for word in words):
            return advice.format(kit=KIT, python=sys.executable)
    return UNKNOWN


def step(command):
    """Run one step of the set-up, its progress on the screen. Raise SetUpFailed if it fails."""
    said = []
    try:
        with subprocess.Popen(command, cwd=str(KIT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              encoding="utf-8", errors="replace") as process:
            for line in process.stdout:
                said.append(line.rstrip())
                show(said[-1])
        failed = process.returncode != 0
    except OSError as problem:
        failed = True
        said.append(str(problem))
    show("")
    if failed:
        last = "\n".join("    " + line for line in said[-12:])
        advice = remedy("\n".join(said))
        raise SetUpFailed(f"This step failed:\n\n    {spelled(command)}\n\n{last}\n\n{advice}")


def show(line):
    """Show a line of a step: in a terminal over the one before, elsewhere only where something new begins."""
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        print("\r" + line[:width].ljust(width), end="" if line else "\r", flush=True)
    elif line.startswith(("Collecting ", "Installing ", "ERROR")):
        print("  " + line.partition(" (from ")[0][:110], flush=True)


def spelled(command):
    """Return the command as one would type it."""
    return subprocess.list2cmdline(command) if os.name == "nt" else " ".join(map(shlex.quote, command))


def set_up():
    """Return the Python of an environment that holds the requirements. Raise SetUpFailed where that fails."""
    if sys.prefix != sys.base_prefix:
        folder, python = Path(sys.prefix), sys.executable
    else:
        folder = KIT / ".venv"
        python = str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        if not usable(python):
            print(f"Making an environment in {folder} ...", flush=True)
            step([sys.executable, "-m", "venv", "--clear", str(folder)])
    wanted, stamp = fingerprint(python), folder / STAMP
    if not stamp.is_file() or stamp.read_text() != wanted:
        install(python)
        stamp.write_text(wanted)
    return python


def usable(python):
    """Return whether this is the Python of a whole environment, and new enough."""
    probe = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    return Path(python).is_file() and answer([python, "-c", probe]) is not None


def fingerprint(python):
    """Return what the stamp must say: these requirements, this Python."""
    version = answer([python, "-c", "import sys; print(sys.version)"])
    return f"{hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()}\n{version}\n"


def answer(command):
    """Return what a command prints, or None if it fails."""
    try:
        done = subprocess.run(command, cwd=str(KIT), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              encoding="utf-8")
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def install(python):
    """Install the requirements."""
    print("Installing the requirements; the first time this takes a few minutes ...", flush=True)
    # An older wheel is better than a newer source: nobody should need a compiler.
    step([python, "-m", "pip", "install", "--disable-pip-version-check", "--prefer-binary",
          "-r", "requirements.txt"])


def run(python, *arguments):
    """Run a module of the environment in the kit's folder; return its exit code."""
    print("\n$ python -m " + " ".join(arguments), flush=True)
    return subprocess.call([python, "-m", *arguments], cwd=str(KIT))


def example(python):
    """Grade the example class; return 0 if that worked. The seed is fixed: everybody sees the same table."""
    jobs = str(min(4, os.cpu_count() or 1))
    arguments = ["grade", "autograder/example_class", "--out", "example-report", "--seed", "1", "-j", jobs]
    probe = "from autograder.host import Host\nwith Host() as host: print(host.tier)"
    if answer([python, "-c", probe]) == "none":
        print(NO_WALL)
        arguments.append("--no-wall")
    if run(python, "autograder", *arguments) != 0:
        return 1
    print(f"Read on:   {Path('example-report', 'feedback', 'emil.txt')}   what one of them is told")
    print(f"           {Path('autograder', 'example_class', 'emil')}   what he had handed in")
    return 0


#: the kit's own tests. pytest over everything comes last, so that its count is the last thing to be read.
#: A process for each core takes file after file, for what files share is made once in each; the long ones come first.
TESTS = (("autograder", "verify"), ("pytest", "exercises", "--code", "solutions"),
         ("pytest", "-n", str(os.cpu_count() or 1), "--dist", "loadfile", "--no-loadscope-reorder"))


def extras():
    """Return what pip calls that which only the tests need: other engines, a cluster to grade on."""
    import tomllib
    project = tomllib.loads((KIT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [package for extra in project["optional-dependencies"].values() for package in extra]


def test(python):
    """Run all tests, whatever fails before; return 0 if all pass."""
    step([python, "-m", "pip", "install", "--disable-pip-version-check", "--prefer-binary", *extras()])
    failed = [" ".join(arguments) for arguments in TESTS if run(python, *arguments) != 0]
    for command in failed:
        print(f"FAILED: python -m {command}")
    return 1 if failed else 0


def too_old(version):
    """Return the sentence for a Python that is too old, or None."""
    if tuple(version[:2]) >= OLDEST:
        return None
    return (f"The kit needs Python 3.11 or newer, and this is {version[0]}.{version[1]}. There is one at "
            "https://www.python.org/downloads/; start it by its own name: python3.12 autograder/start.py")


def main(argv=None):
    """Set up, run one command, return the exit code."""
    sentence = too_old(sys.version_info)
    if sentence:
        print(sentence, file=sys.stderr)
        return 3
    commands = {"example": example, "test": test}
    parser = argparse.ArgumentParser(prog="python3 autograder/start.py", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=list(commands), help="what to do once the kit is set up")
    chosen = parser.parse_args(argv).command
    try:
        return commands[chosen](set_up())
    except SetUpFailed as problem:
        return give_up(str(problem))
    except OSError as problem:
        return give_up(f"{problem}\n\n{remedy(str(problem))}")
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130


def give_up(text):
    """Say why the set-up failed and what to type then; return the exit code."""
    print(f"\n{text}\n\nThen repeat:\n\n    {spelled([sys.executable, *sys.argv])}", file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main())
