"""The words of the units: examples that are true, a French page, a ladder to the packages that professionals use."""

import ast
import doctest
import os
import re
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from autograder.authoring.markers import regions

KIT = Path(__file__).parents[2]
PROSE = {path.stem: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
         for path in sorted((KIT / "solutions").glob("*.py"))
         if regions(path.read_text(encoding="utf-8"), path)}
PACKAGES = {"numpy": ["numpy"], "PyTorch": ["torch"], "JAX": ["jax", "optax"]}
each_unit = pytest.mark.parametrize("unit", PROSE)


def page(folder, unit):
    """The text of a unit's page in a folder of exercises/."""
    return (KIT / "exercises" / folder / f"{unit}.md").read_text(encoding="utf-8")


def examples(text):
    """What is typed at the prompts, and what Python answers."""
    return [(example.source, example.want) for example in doctest.DocTestParser().get_examples(text)]


def test_the_examples_of_the_units_are_true():
    """With the solutions, each example gives what stands below it."""
    done = subprocess.run([sys.executable, "-m", "doctest", *[f"{unit}.py" for unit in PROSE]],
                          cwd=KIT / "solutions", capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    assert {unit for unit, text in PROSE.items() if examples(text)} == PROSE.keys() - {"my_tests"}


@each_unit
def test_a_unit_says_what_it_takes_and_where_to_read_on(unit):
    """Time, difficulty, and its two pages stand at the end."""
    end = rf"Time: [a-z -]+\. Difficulty: [1-5] of 5\.\nIn French: fr/{unit}\.md\. The same in .*: ladder/{unit}\.md\."

    assert re.fullmatch(end, PROSE[unit].rpartition("\n\n")[2])


@each_unit
def test_the_french_page_is_in_step(unit):
    """It has the examples, the numbers and the words in code of the English text."""
    english, french = PROSE[unit].rpartition("\nIn French")[0], page("fr", unit)

    assert examples(french) == examples(english)
    assert numbers(french) == numbers(english)
    assert Counter(re.findall(r"`([^`\n]+)`", french)) == Counter(re.findall(r"`([^`\n]+)`", " ".join(english.split())))


def numbers(text):
    """How often each number occurs, however the language writes it: 1,000 or 1 000, 0.5 or 0,5."""
    text = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", text)
    return Counter(re.sub(r"(?<=\d),(?=\d)", ".", number) for number in re.findall(r"\d+(?:[.,]\d+)?", text))


@each_unit
@pytest.mark.parametrize("package", PACKAGES)
def test_the_ladder_is_true(unit, package, tmp_path):
    """What a page shows of a package is what the package does, where it is installed."""
    if missing := [name for name in PACKAGES[package] if find_spec(name) is None]:
        pytest.skip(f"{', '.join(missing)} is not installed: its part of ladder/{unit}.md is not tried")
    (section,) = re.findall(rf"^## {package}\n(.*?)^## ", page("ladder", unit), re.MULTILINE | re.DOTALL)
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))
    (tmp_path / "page.txt").write_text(code, encoding="utf-8")

    done = subprocess.run([sys.executable, "-m", "doctest", tmp_path / "page.txt"], capture_output=True, text=True,
                          env={**os.environ, "JAX_PLATFORMS": "cpu"})

    assert done.returncode == 0, done.stdout
    assert examples(code)


def test_every_rung_has_its_place():
    """Each unit has a ladder page and a French one, and there are no others."""
    for folder in ("ladder", "fr"):
        assert {path.stem for path in (KIT / "exercises" / folder).glob("*.md")} == PROSE.keys()


@each_unit
def test_a_ladder_page_says_what_differs_and_why(unit):
    """Each has a part for each package, and reasons at the end."""
    sections = re.findall(r"^## (.+)$", page("ladder", unit), re.MULTILINE)

    assert sections == [*PACKAGES, "What is different, and why"]
    assert page("ladder", unit).count("\n- **") >= 3
