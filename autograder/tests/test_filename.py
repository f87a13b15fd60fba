"""Names of submissions become file names on every system, each its own."""

import pytest

from autograder.arrivals.filename import safe_names


@pytest.mark.parametrize("name", ["ann", "Ann Lee", "lee_ann-2.final", "o.e@uni.edu", "Žofie", "李", "पूजा",
                                  "console"])
def test_a_name_that_is_a_file_name_everywhere_is_kept(name):
    """Ordinary names of any alphabet stay as they are."""
    assert [name] == safe_names([name])


@pytest.mark.parametrize(("name", "begin"), [
    ("a/b", "a_b-"), ("a\\b", "a_b-"), ("..", "submission-"), ("../x", "_x-"), (".hidden", "hidden-"),
    ("", "submission-"), ("a\nb\x1b[m", "a_b__m-"), ("end. ", "end-"), ("CON", "_CON-"),
    ("nul.txt", "_nul.txt-"),
    ("<script>", "_script_-"), ("a:b*c?", "a_b_c_-"), ("\u202etxt", "_txt-"), ("\udcff", "_-"),
    ("ann\u3164", "ann_-"), ("ann\ufe0f", "ann_-"), ("x" * 300, "x" * 120 + "-"), ("李" * 100, "李" * 40 + "-"),
])
def test_any_other_name_is_made_one_with_digits_of_its_own(name, begin):
    """What is no file name on some system is replaced, and the digest keeps it apart from others."""
    (safe,) = safe_names([name])

    assert begin == safe[:-8]
    assert 8 == len(safe.removeprefix(begin))


def test_names_that_would_meet_are_kept_apart():
    """Names that differ in case or form only, become the same, or guess another's digits, stay different."""
    (made,) = safe_names(["a/b"])
    names = ["a/b", "a:b", "ann", "Ann", "ANN", "e\u0301", "\u00e9", made, f"{made}0"]
    safe = safe_names(names)

    assert len(names) == len({name.casefold() for name in safe})
    assert made == safe[names.index(made)]


def test_the_order_of_the_names_does_not_matter():
    """The same class gets the same names, however the disk lists it."""
    names = ["a/b", "a:b", "ann", "Ann", "ANN"]

    assert safe_names(names) == safe_names(names[::-1])[::-1]


@pytest.mark.parametrize("stranger", ["ann\x00", "ann ", "../ann", ".ann", "ann.", "Ann", "ANN", "aNN"])
def test_a_strangers_name_does_not_change_that_of_a_neighbour(stranger):
    """A name that is safe is kept, whatever is made of another one."""
    assert "ann" == safe_names([stranger, "ann"])[1]
