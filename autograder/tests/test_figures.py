"""Statistics against figures worked out by hand, and against the definition where there is one to compute."""

import math
from statistics import correlation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.views.figures import Spread, far_out, histogram, point_biserial, spread


def test_a_spread_by_hand():
    """Of 1 to 5: quartiles are the second and the fourth, the deviation is the root of 2."""
    assert spread([5, 1, 4, 2, 3]) == Spread(5, 1, 2, 3, 4, 5, 3, math.sqrt(2))


def test_quartiles_between_two_numbers_are_interpolated():
    """Of 0, 10, 20, 40: at three quarters of the first gap, half of the second, a quarter of the third."""
    found = spread([0, 10, 20, 40])

    assert (found.lower, found.median, found.upper) == (7.5, 15, 25)


def test_a_spread_of_one_and_of_none():
    """One number is all of it; of no numbers there is no spread."""
    assert spread([7]) == Spread(1, 7, 7, 7, 7, 7, 7, 0)
    assert spread([]) is None


def test_a_histogram_by_hand():
    """Each part begins with its lower bound; the last holds the upper one too."""
    assert histogram([0, 0.24, 0.25, 0.5, 0.99, 1], bins=4) == [2, 1, 1, 2]


@pytest.mark.parametrize("twentieth", range(20))
def test_a_share_on_a_bound_is_not_lost_to_rounding(twentieth):
    """35 points of 100 begin the eighth part, whatever 0.35 * 20 is in binary."""
    assert histogram([twentieth * 5 / 100]).index(1) == twentieth


def test_point_biserial_by_hand():
    """Who passed has 3 and 5, who did not 1 and 3: (4 - 2) / sqrt(2) * sqrt(1/4) = 0.7071."""
    assert point_biserial([True, True, False, False], [3, 5, 1, 3]) == pytest.approx(math.sqrt(0.5), abs=1e-15)


def test_those_who_pass_with_lower_scores_give_a_negative_correlation():
    """Such a check is wrong, or asks for something that the others do not."""
    assert point_biserial([True, False], [1, 2]) == -1


@pytest.mark.parametrize(("passed", "scores"), [
    ([], []), ([True], [1]), ([True, True], [1, 2]), ([False, False], [1, 2]), ([True, False], [0.1 + 0.2, 0.3]),
])
def test_what_does_not_vary_correlates_with_nothing(passed, scores):
    """Nobody, everybody or nobody passed, or all have the same score but for rounding."""
    assert point_biserial(passed, scores) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 100)), min_size=2, max_size=40))
def test_point_biserial_is_the_correlation_with_one_and_zero(pairs):
    """Pearson's, of 1 for passed and 0 for not: the formula is a shortcut."""
    passed, scores = zip(*pairs, strict=True)
    found = point_biserial(passed, scores)

    if len(set(passed)) < 2 or len(set(scores)) < 2:
        assert found is None
    else:
        assert found == pytest.approx(correlation(list(map(float, passed)), list(map(float, scores))), abs=1e-9)


def test_far_out_by_hand():
    """Quartiles 2 and 4, so the fence is 4 + 3 * 2."""
    assert far_out([1, 2, 3, 4, 5]) == 10


def test_far_out_is_at_least_twice_the_median():
    """Where all take the same, a hundredth more is no outlier."""
    assert far_out([1.0, 1.0, 1.0, 1.0, 1.01]) == 2


def test_four_are_too_few_to_be_far_out_of():
    """One of four is a quarter of the class."""
    assert far_out([1, 1, 1, 1000]) == math.inf
