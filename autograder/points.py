"""Points: which checks an assignment asks, and what each of them is worth."""


def asked(checks, assignment):
    """Return those of `checks` that the assignment asks: of its units and, where about a known mistake, of those."""
    catches = {unit.name: (None, *unit.catches) for unit in assignment.units}
    return tuple(check for check in checks if check.about in catches.get(check.unit, ()))


def worth(checks, assignment):
    """Return {check: points}: what stands beside it, or its share of the points that the assignment gives its unit.

    Shares are whole hundredths of a point that add up to the unit's points: what rounding down leaves goes to those
    that lost most by it.
    """
    points = {check: check.points for check in checks}
    for unit in assignment.units:
        inside = [check for check in checks if check.unit == unit.name]
        if unit.points is not None and inside:
            points |= _shares(inside, round(unit.points * 100))
    return points


def _shares(checks, hundredths):
    exact = {check: hundredths * check.points / sum(c.points for c in checks) for check in checks}
    shares = {check: int(share) for check, share in exact.items()}
    left = hundredths - sum(shares.values())
    for check in sorted(checks, key=lambda check: shares[check] - exact[check])[:left]:
        shares[check] += 1
    return {check: share / 100 for check, share in shares.items()}
