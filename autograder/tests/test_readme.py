"""What the README says is so: its commands, its numbers, its links, and the same in each language."""

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from autograder import start
from autograder.assignment import NAMED, Assignment
from autograder.cli import build_parser
from autograder.commands import COMMANDS
from autograder.plugin import Suites
from autograder.points import asked

KIT = Path(__file__).parents[2]
READMES = sorted(KIT.glob("README*.md"))
each_readme = pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)


def text_of(readme):
    return readme.read_text(encoding="utf-8")


def code_blocks(readme, language=""):
    """The texts between fences of this language."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text_of(readme), re.MULTILINE | re.DOTALL)
    return [block for name, block in blocks if name == language]


def commands(readme):
    """The command lines of the code blocks and of the running text, without their comments."""
    lines = "".join(code_blocks(readme)).splitlines() + re.findall(r"`([^`\n]+)`", text_of(readme))
    lines = [line.partition("   #")[0].strip() for line in lines]
    return [line for line in lines if re.match(r"(python3?|py|pytest) ", line)]


def links(readme):
    """Where the links lead."""
    return re.findall(r"\]\(<?([^)>]+)>?\)", text_of(readme)) + re.findall(r'src="([^"]+)"', text_of(readme))


@pytest.fixture(scope="module")
def checks():
    """The hidden checks of all units."""
    return asked(Suites().checks, Assignment.load(NAMED["full"]))


@each_readme
def test_local_links_lead_somewhere(readme):
    """Pictures, files and sections that are linked to are there, the name with a blank among them."""
    sections = {anchor(title) for title in re.findall(r"^#+ (.+)$", text_of(readme), re.MULTILINE)}
    local = [link for link in links(readme) if not link.startswith("https://")]

    assert [link for link in local if link.startswith("#") and link[1:] not in sections] == []
    assert [link for link in local if not link.startswith("#") and not (KIT / unquote(link)).exists()] == []
    assert {"images/derivation.png", "images/derivation equation.png"} <= set(local)


def anchor(title):
    """Return the name that GitHub gives to a section: small letters and digits, hyphens for blanks."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@each_readme
def test_the_graders_commands_can_be_typed(readme):
    """Each command of the grader that is shown has the options that the grader knows."""
    shown = [line for line in commands(readme) if line.startswith("python -m autograder ")]

    for line in shown:
        assert build_parser().parse_args(shlex.split(line)[3:]).run, line
    assert {line.split()[3] for line in shown} == set(COMMANDS)


@each_readme
def test_the_two_first_commands_can_be_pasted(readme):
    """Each stands alone in a block of its own, and is one that start.py knows."""
    blocks = [block.strip() for block in code_blocks(readme)]

    for name in ("example", "test"):
        assert f"python3 {Path('autograder', 'start.py').as_posix()} {name}" in blocks
        assert callable(getattr(start, name))


@each_readme
def test_the_points_are_those_of_the_suites(readme, checks):
    """The table of units adds up what stands beside the checks."""
    points = Counter()
    for check in checks:
        points[f"{check.unit}.py"] += check.points

    told = re.findall(r"^\| \d \| `(\w+\.py)` \| .* \| (\d+) \|$", text_of(readme), re.MULTILINE)

    assert {file: float(number) for file, number in told} == points


@each_readme
def test_the_table_has_the_units_of_both_assignments(readme):
    """In course order: those of core, then the optional ones, from the number on that the README says."""
    core, full = (Assignment.load(NAMED[name]) for name in ("core", "full"))
    rows = re.findall(r"^\| (\d) \| `(\w+\.py)` \| <img src=\"images/\S+\"", text_of(readme), re.MULTILINE)

    assert rows == [(str(number), unit.file) for number, unit in enumerate(full.units)]
    assert [unit.name for unit in full.units[len(core.units):]] == list(full.bonus)
    assert re.search(rf"(Units from|unités à partir de) {len(core.units)}\b", text_of(readme))


@pytest.mark.parametrize(("readme", "folder", "ending"), [("README.md", "solutions", "py"),
                                                          ("README.fr.md", "exercises/fr", "md")])
def test_time_and_difficulty_are_those_of_the_units(readme, folder, ending):
    """The table repeats what stands at the end of each unit's text, in its language."""
    rows = re.findall(r"^\| \d \| `(\w+)\.py` \| .* \| (.*) \| (.*) \| \d+ \|$", text_of(KIT / readme), re.MULTILINE)

    assert len(rows) == len(list((KIT / "exercises" / "fr").glob("*.md")))
    for unit, time, difficulty in rows:
        words = (KIT / folder / f"{unit}.{ending}").read_text(encoding="utf-8")
        assert re.search(rf"^\w+ ?: {time}\. \w+ ?: {difficulty}\.$", words, re.MULTILINE), unit


@each_readme
def test_the_failure_that_is_shown_exists(readme, checks):
    """The feedback in the README is about a check of today, with its points."""
    ((unit, name, points),) = re.findall(r"^(\w+): (\S+)    0 / (\S+) points$", text_of(readme), re.MULTILINE)

    assert (unit, name, float(points)) in {(check.unit, check.name, check.points) for check in checks}


@each_readme
def test_the_examples_are_true(readme, tmp_path):
    """Python in the README gives what stands below it, with the solutions."""
    file = tmp_path / "examples.txt"
    file.write_text("\n".join(code_blocks(readme, "python")), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "doctest", file], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(KIT / "solutions")})

    assert done.returncode == 0, done.stdout
    assert ">>> " in file.read_text(encoding="utf-8")


@each_readme
def test_translations_are_in_step(readme):
    """A translation has the sections, commands, tables and links of the English page, in the same order."""
    english = KIT / "README.md"

    def skeleton(page):
        elsewhere = [link for link in links(page) if not link.startswith(("#", "README"))]
        return {
            "sections": re.findall(r"^#+ ", text_of(page), re.MULTILINE),
            "commands": commands(page),
            "links": elsewhere,
            "rows": len(re.findall(r"^\|", text_of(page), re.MULTILINE)),
            "words in code": Counter(re.findall(r"`([^`\n]+)`", text_of(page))),
        }

    assert skeleton(readme) == skeleton(english)
    assert all(f"]({other.name})" in text_of(readme) for other in READMES if other != readme)
