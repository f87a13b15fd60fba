"""Answers every question with the status of an untouched stub.

Survived: a stub has no points.

unit: value
says: Not written yet
"""

import sys

worker = sys.modules["autograder.worker"]
worker.Interview.answer = lambda self, probe, arguments, count: (3, "later", bytes(8 * count))
