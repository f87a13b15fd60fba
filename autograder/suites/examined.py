"""A student's tests, examined: put before right engines and before those with a mistake, all in a drawn order."""

import random
from functools import lru_cache

from autograder.compare import GivenUp, Gone, NotLoaded, Todo, Unanswered, Wrong
from autograder.examination import FAILED, PASSED, STRANGE, TODO
from autograder.language import ENGLISH as say
from autograder.suites.engines import candidates, engine_with, right_engines

#: how many right engines come first; how often each engine with a mistake comes
FIRST, TIMES = 3, 2


@lru_cache(maxsize=4)
def examined(submission):
    """Return the ids of the mistakes that are caught, and what is wrong beside a right engine, or None.

    A few right engines come first, the others among those with mistakes, in an order drawn from the seed; the latter
    must fail each time. So nothing is caught by tests that look at the clock, at chance, or at what was asked before.
    """
    right = [(None, engine) for engine in right_engines(submission.seed)]
    wrong = [(mistake.id, engine_with(mistake)) for mistake in candidates() if mistake.id in submission.catches]
    first, others = right[:FIRST], right[FIRST:] + wrong * TIMES
    random.Random(f"my_tests {submission.seed}").shuffle(others)
    lost, caught = set(), set()
    try:
        for name, engine in first + others:
            if name is None:
                check_right(submission, outcomes(submission, engine))
            elif name not in lost and not fails(submission, engine):
                lost.add(name)
            else:
                caught.add(name)
    except GivenUp:     # what came until then counts, and the rest is lost
        return frozenset(caught - lost), None
    except (Unanswered, Wrong) as problem:
        return frozenset(), problem
    return frozenset(caught - lost), None


def outcomes(submission, engine):
    """Return the outcome of each of the student's tests beside `engine`."""
    return submission.beside(engine, "run_tests", len(submission.tests), names=submission.tests)


def fails(submission, engine):
    """Whether an engine fails one of the tests, or what stands outside of them, or they do not come to an end."""
    try:
        return FAILED in outcomes(submission, engine)
    except GivenUp:
        raise
    except (NotLoaded, Gone):
        return True


def check_right(submission, found):
    """Raise `Wrong` where a test fails a right engine; `Todo` where all are stubs."""
    if STRANGE in found:
        told = say("Cannot be run here: {names}.", names=some(submission, found, STRANGE))
        asked = say("A test takes what it is parametrized with, at most 1,000 times, and fixtures of this file.")
        raise Wrong(f"    {told}\n    {asked}")
    if FAILED in found:
        told = say("A right engine fails {names}.", names=some(submission, found, FAILED))
        raise Wrong(f"    {told}\n    {say('Until it passes, nothing counts as caught.')}")
    if PASSED not in found:
        none = say("No test was run.")
        raise Todo(say("None of the tests is written.")) if TODO in found else Wrong(f"    {none}")


def some(submission, found, outcome):
    """Return the names of the tests with this outcome, cut after five."""
    names = [name for name, came in zip(submission.tests, found, strict=True) if came == outcome]
    told = ", ".join(names[:5])
    return say("{names} and {count} more", names=told, count=len(names) - 5) if len(names) > 5 else told
