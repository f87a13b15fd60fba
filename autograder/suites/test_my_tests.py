"""Unit 8: the students' own tests, which must pass right engines and fail those with a known mistake."""

import pytest

from autograder.compare import Wrong
from autograder.language import ENGLISH as say
from autograder.suites.engines import candidates
from autograder.suites.examined import examined

points = pytest.mark.points


def caught_by(submission):
    """Return the ids of the mistakes that are caught; raise what is wrong beside a right engine, or with the file."""
    if not submission.tests:
        raise Wrong(f"    {say('There is no function whose name begins with test_.')}")
    caught, problem = examined(submission)
    if problem:
        raise problem
    return caught


@points(2)
def test_right_engines_pass(submission):
    """Every right engine passes all of your tests, however it is written.

    Promise no more than the units do: compare with pytest.approx, take `_prev` in any order, leave relu at 0 open.
    """
    if not caught_by(submission):
        told = say("They pass every engine, those with mistakes too, so they test nothing yet.")
        raise Wrong(f"    {told}\n    {say('Look for tests without an assert, and for marks such as xfail and skip.')}")


@points(0.5)
@pytest.mark.parametrize("mistake", candidates(), ids=lambda mistake: mistake.id)
def test_catches(submission, mistake):
    """One of your tests fails an engine with a known mistake: {mistake}.

    Which small expression comes out wrong in such an engine, and right in yours? Write it down as a test.
    """
    if mistake.id not in caught_by(submission):
        raise Wrong(f"    {say('An engine with this mistake passes all of your tests.')}")
