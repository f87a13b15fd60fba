"""Python's collector of garbage while a command runs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import gc, runpy, sys
sys.argv[1:] = ["grade", "no such folder", "--out", "marks"]
try:
    runpy.run_module("autograder", run_name="__main__")
except SystemExit as ended:
    print(ended.code, gc.get_threshold()[0] > 10_000, gc.get_freeze_count() > len(gc.get_objects()))
"""


def test_what_a_command_holds_is_not_looked_through_again_and_again():
    """The collector looks seldom from the start, and at the end it leaves all alone; the exit code is the command's."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True)

    assert done.stdout.split() == ["2", "True", "True"]
