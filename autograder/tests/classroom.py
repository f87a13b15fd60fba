"""A class whose grading takes a moment: one unit, three students."""

import re
from pathlib import Path

from autograder.assignment import OURS
from autograder.authoring.markers import strip_solutions

KIT = Path(__file__).parents[2]
SOLUTION = (KIT / "solutions" / "derivative.py").read_text(encoding="utf-8")
STUB = strip_solutions(SOLUTION, "solutions/derivative.py")
TWICE = SOLUTION.replace("(f(x + h) - f(x - h)) / (2 * h)", "(f(x + h) - f(x - h)) / h")
assert TWICE != SOLUTION, "solutions/derivative.py has changed: make the mistake anew"

#: the whole class, and its grades
SOURCES = {"ada": SOLUTION, "bob": STUB, "eve": TWICE}
GRADES = """\
submission,score,max_score,derivative
ada,10,10,10
bob,0,10,0
eve,5,10,5
"""


def write_class(folder, sources=None):
    """Write `sources`, {name: text or bytes of derivative.py}, as a folder each; return `folder`."""
    for name, source in (sources or SOURCES).items():
        (folder / name).mkdir(parents=True)
        (folder / name / "derivative.py").write_bytes(source if isinstance(source, bytes) else source.encode())
    return folder


def write_assignment(path, seconds=20):
    """Write the kit's assignment without its other units, a question ended after `seconds`; return `path`."""
    head, first, *_ = OURS.read_text(encoding="utf-8").split("[[unit]]")
    limits = OURS.read_text(encoding="utf-8").partition("[limits]")
    text = f"{head}[[unit]]{first}{limits[1]}{limits[2]}"
    path.write_text(re.sub(r"^(cpu|wall)_seconds = \d+", rf"\1_seconds = {seconds}", text, flags=re.MULTILINE))
    return path


def files_in(folder):
    """{name: bytes} of all files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def results_in(out):
    """{name: bytes} of what a run wrote, without what differs each time: seconds and memory, and who took most."""
    measured = ("usage", "class.html", "class.json")
    return {name: content for name, content in files_in(out).items() if not name.startswith(measured)}
