"""Python's collector of garbage: what is loaded stays, so going through it again and again finds nothing."""

import gc

SELDOM = 50_000     # new objects before it looks


def look_seldom():
    """Look only where there is as much that is new as pytest, the suites and numpy keep for good."""
    gc.set_threshold(SELDOM)


def look_no_more():
    """Leave what is here alone: at its end a program would be gone through once more, for a tenth of a second."""
    gc.freeze()
