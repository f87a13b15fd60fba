"""Says, in the grader's own words, that an existing engine need not have what is asked for.

Survived: a sentence decides nothing. No check is left out, and no note says that one is not counted.

unit: value
says: An existing engine need not have this
"""

import sys

Unfit = sys.modules["autograder.probes"].Unfit


class Value:
    def __init__(self, *anything, **more):
        raise Unfit("An existing engine need not have this: there is no `Value`")
