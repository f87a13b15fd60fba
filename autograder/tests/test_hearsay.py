"""What a worker with correct units inside says, and what of it a student gets to see."""

import pytest

from autograder.hearsay import Hearsay
from autograder.submission import Submission

SOURCES = {"backward": "import math\n\ndef backward(root):\n    raise ValueError('not yet')\n",
           "micrograd.nn": "x = 1\n"}


@pytest.fixture
def hearsay():
    """What is known of the words of one submission."""
    submission = Submission("ada", "kit", SOURCES, {"backward": "backward"}, {}, (), "")
    return Hearsay(submission, ["backward"], ["unit 2, backward: backward is yours to write"])


def test_a_stub_of_the_kit_is_quoted(hearsay):
    """Where nothing is written yet, the sentence that says so is ours."""
    assert "unit 2, backward: backward is yours to write" == hearsay.second_hand(
        "unit 2, backward: backward is yours to write")


def test_what_was_said_without_stand_ins_is_repeated(hearsay):
    """The same words from both workers are no recital."""
    text = "backward.py, line 4: TypeError: 'Value' has no length\n    raise ValueError('not yet')"

    assert hearsay.first_hand(text) == text
    assert hearsay.second_hand(text) == text


def test_the_students_own_words_are_repeated(hearsay):
    """What stands in a file that was handed in is no secret."""
    assert hearsay.second_hand("not yet") == "not yet"
    assert hearsay.second_hand("") == ""


@pytest.mark.parametrize("text", [
    "there is no `backward`", "3 numbers came back where 4 were expected", "outputs that came back: 2, expected: 1",
    "weights and biases: 12, expected: 13", "the answer is of type float, no list of losses",
    "the answer is of type NoneType, not a number", "number 1 of 3 is of type Value, not a number",
    "the answer is of type ValueError, not a number",
])
def test_the_workers_own_sentences_are_repeated(hearsay, text):
    """In them nothing can be chosen but numbers, and names that are known."""
    assert hearsay.second_hand(text) == text


def test_of_other_words_the_place_remains(hearsay):
    """File, line and a built-in exception are looked up; the line is that of the file, whatever was said of it."""
    told = hearsay.second_hand("backward.py, line 4: ValueError: def tanh(self): ...\n    return Value(math.tanh(x))")

    assert told == "backward.py, line 4: ValueError, beside correct earlier units\n    raise ValueError('not yet')"


@pytest.mark.parametrize(("said", "kind"), [
    ("value.py, line 4: TypeError: secret\n    secret", "TypeError"),
    ("backward.py, line 99999: KeyError: secret", "KeyError"),
    ("backward.py, line 0: KeyError: secret", "KeyError"),
    ("secret, line 4: secret: secret", "an error"),
    ("backward.py, line 1_0: secret", "an error"),
    ("print", "an error"),
    ("there is no `secret`", "an error"),
    ("the answer is of type secret, not a number", "an error"),
    ("RecursionError: secret", "RecursionError"),
])
def test_what_cannot_be_looked_up_is_dropped(hearsay, said, kind):
    """No name, no number and no word that the student's code could choose."""
    assert hearsay.second_hand(said) == f"Beside correct earlier units there were no numbers but {kind}."


def test_a_place_in_a_package_is_known_by_its_file(hearsay):
    """An existing engine's modules lie in a folder."""
    told = hearsay.second_hand("micrograd/nn.py, line 1: NameError: secret")

    assert told == "micrograd/nn.py, line 1: NameError, beside correct earlier units\n    x = 1"
