"""`python -m autograder.bench`."""

import sys

from autograder.bench import run
from autograder.errors import AutograderError

if __name__ == "__main__":
    try:
        sys.exit(run())
    except AutograderError as problem:
        sys.exit(f"error: {problem}")
