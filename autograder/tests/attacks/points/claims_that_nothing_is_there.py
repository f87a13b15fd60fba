"""Answers every question with the status of a function that is missing, in the hope that it is skipped.

Survived: in the kit's own layout what is missing is a failure, and the maximum stays.

unit: value
says: there is no such thing
"""

import sys

worker = sys.modules["autograder.worker"]
worker.Interview.answer = lambda self, probe, arguments, count: (
    (1, "", b"") if probe == "load" else (4, "there is no such thing", bytes(8 * count)))
