"""What hidden checks say in a cell of JupyterLab: the points of a unit, its first failure with name and picture."""

import json
import subprocess
import sys

import pytest
from student import ROOT, SOLUTIONS

from autograder.examiner import examined
from autograder.language import language


@pytest.fixture(scope="module")
def modules():
    """The solutions of the first two units, with one sign wrong in the second."""
    texts = {unit: (SOLUTIONS / f"{unit}.py").read_text(encoding="utf-8") for unit in ("derivative", "value")}
    return texts | {"value": texts["value"].replace("self.data + other.data", "self.data - other.data")}


def test_a_wrong_function_is_named_with_a_picture(modules):
    """Of all that fails, what is about the function that was asked for."""
    told = examined("value", "value_add", modules)

    assert "These are the numbers you get when <code>+</code> subtracts: look at <code>a + b</code>." in told
    assert told.count("<svg") == 1
    assert examined("value", "value_mul", modules) == ""


def test_a_right_unit_has_its_points(modules):
    """By the command that notebooks call, in their language."""
    done = subprocess.run([sys.executable, "-m", "autograder.examiner", "derivative", ""], cwd=ROOT, encoding="utf-8",
                          input=json.dumps(modules), capture_output=True, check=True)

    assert "<b>The hidden checks: 10 / 10 points</b>" in done.stdout
    assert "A hidden check fails" not in done.stdout
    assert "Un contrôle caché échoue" in examined("value", "value_add", modules, language("fr"))
