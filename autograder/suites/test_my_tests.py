"""Unit 8: the students' own tests, which must pass right engines and fail those with a known mistake."""

from functools import lru_cache

import pytest

from autograder.compare import NotLoaded, Todo, Wrong
from autograder.language import ENGLISH as say
from autograder.suites.engines import candidates, engine_with, right_engines

points = pytest.mark.points

PASSED, FAILED, TODO, STRANGE = 0, 1, 2, 4


def outcomes(submission, engine):
    """Return the outcome of each of the student's tests beside `engine`."""
    return submission.beside(engine, "run_tests", len(submission.tests), names=submission.tests)


@lru_cache(maxsize=4)
def right_outcomes(submission):
    """Return the outcomes beside each of the right engines; they are needed for every mistake."""
    return [outcomes(submission, engine) for engine in right_engines()]


def some(submission, found, outcome):
    """Return the names of the tests with this outcome, cut after five."""
    names = [name for name, came in zip(submission.tests, found, strict=True) if came == outcome]
    told = ", ".join(names[:5])
    return say("{names} and {count} more", names=told, count=len(names) - 5) if len(names) > 5 else told


def check_right_engines(submission):
    """Raise `Wrong` where a test fails a right engine, or none is written; `Todo` where all are stubs."""
    if not submission.tests:
        raise Wrong(f"    {say('There is no function whose name begins with test_.')}")
    for found in right_outcomes(submission):
        if STRANGE in found:
            told = say("Cannot be run here: {names}.", names=some(submission, found, STRANGE))
            asked = say("A test takes only what it is parametrized with, at most 1,000 times, and no fixture.")
            raise Wrong(f"    {told}\n    {asked}")
        if FAILED in found:
            told = say("A right engine fails {names}.", names=some(submission, found, FAILED))
            raise Wrong(f"    {told}\n    {say('Until it passes, nothing counts as caught.')}")
        if PASSED not in found:
            none = say("No test was run.")
            raise Todo(say("None of the tests is written.")) if TODO in found else Wrong(f"    {none}")


@points(2)
def test_right_engines_pass(submission):
    """Every right engine passes all of your tests, however it is written.

    Promise no more than the units do: compare with pytest.approx, take `_prev` in any order, leave relu at 0 open.
    """
    check_right_engines(submission)


@points(0.5)
@pytest.mark.parametrize("mistake", candidates(), ids=lambda mistake: mistake.id)
def test_catches(submission, mistake):
    """One of your tests fails an engine with a known mistake: {mistake}.

    Which small expression would come out wrong in such an engine, and in no other? Write it down as a test.
    """
    check_right_engines(submission)
    try:
        caught = FAILED in outcomes(submission, engine_with(mistake))
    except NotLoaded:       # what stands outside of every function fails beside this engine only
        caught = True
    if not caught:
        raise Wrong(f"    {say('An engine with this mistake passes all of your tests.')}")
