"""`python -m autograder.translations`: blocks for what the French catalogue lacks, and what is stale in it."""

import sys

from autograder.authoring.messages import missing, po, stale


def main():
    """Print what is to be done; return 1 where there is something, else 0."""
    lacking, left_over = missing(), stale()
    if lacking:
        print(po({}, lacking).partition("8bit\\n\"\n")[2])
    for text in left_over:
        print(f"stale: {text}")
    print(f"{len(lacking)} messages without a translation, {len(left_over)} stale translations", file=sys.stderr)
    return 1 if lacking or left_over else 0


if __name__ == "__main__":
    sys.exit(main())
