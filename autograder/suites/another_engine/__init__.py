"""A right engine that is written otherwise than the solutions: tests must pass it too. It is never imported here."""
