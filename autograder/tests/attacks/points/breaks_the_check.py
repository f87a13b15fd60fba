"""Says, in the worker's own words, that number 0, or number 10**700, is of the wrong type: there is no such place.

Survived: which one it is, is looked up among the names, and none has that number. A check that breaks all the same, where
the solutions do not break it, counts as wrong: nobody is asked for less by what he answers.

unit: value
says: number 0 of 1 is of type int|number 9+ of 1 is of type int
sample: yes
"""

import sys

NoNumbers = sys.modules["autograder.worker"].NoNumbers


class Value:
    def __init__(self, data, *more, **others):
        place = "0" if data > 0 else "9" * 700
        raise NoNumbers(f"number {place} of 1 is of type int, not a number")
