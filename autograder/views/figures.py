"""Statistics of a class, from plain numbers; each says where its formula comes from."""

import math
from dataclasses import dataclass
from statistics import fmean, median, pstdev, quantiles


@dataclass(frozen=True)
class Spread:
    """Where some numbers lie: `count` of them, their extremes, quartiles, mean and standard deviation."""

    count: int
    least: float
    lower: float
    median: float
    upper: float
    most: float
    mean: float
    deviation: float


def spread(numbers):
    """Return the `Spread` of numbers, None of no numbers.

    Quartiles by linear interpolation between order statistics: definition 7 of Hyndman and Fan, "Sample quantiles in
    statistical packages", The American Statistician 50 (1996). The deviation is that of a population.
    """
    if not numbers:
        return None
    lower, _, upper = quantiles(numbers, method="inclusive") if len(numbers) > 1 else [*numbers] * 3
    return Spread(len(numbers), min(numbers), lower, median(numbers), upper, max(numbers), fmean(numbers),
                  pstdev(numbers))


def histogram(shares, bins=20):
    """Return how many `shares`, each in [0, 1], fall into each of `bins` equal parts; 1 belongs to the last."""
    counts = [0] * bins
    for share in shares:
        # Points have six decimals: a share of 0.35 must not fall below 7/20 by rounding.
        counts[min(int(share * bins + 1e-9), bins - 1)] += 1
    return counts


def point_biserial(passed, scores):
    """Return the correlation of passing a check with the score on all *other* checks; None where one does not vary.

    passed   whether each student passed
    scores   each student's score on the other checks, in the same order

    r = (M1 - M0) / s * sqrt(p q), with the mean scores of those who passed and of those who did not, the standard
    deviation of all scores, and the shares of both groups: Lord and Novick, "Statistical theories of mental test
    scores" (1968), chapter 15. Other checks only, for a check would correlate with itself: Henrysson, "Correction of
    item-total correlations in item analysis", Psychometrika 28 (1963).
    """
    groups = [[s for p, s in zip(passed, scores, strict=True) if p is kind] for kind in (True, False)]
    deviation = pstdev(scores) if scores else 0
    if not all(groups) or deviation < 1e-12:
        return None
    share = len(groups[0]) / len(scores)
    return (fmean(groups[0]) - fmean(groups[1])) / deviation * math.sqrt(share * (1 - share))


def far_out(numbers):
    """Return the bound above which one of `numbers` is an outlier; infinity where they are too few to tell.

    The upper outer fence, the third quartile and three times the distance of the quartiles: Tukey, "Exploratory data
    analysis" (1977), chapter 2. Twice the median at least, for where all are alike a trifle would be far out.
    """
    if len(numbers) < 5:
        return math.inf
    found = spread(numbers)
    return max(found.upper + 3 * (found.upper - found.lower), 2 * found.median)
