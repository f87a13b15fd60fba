"""`python -m autograder`."""

import sys

if __name__ == "__main__":
    try:
        from autograder.cli import main
        sys.exit(main())
    except KeyboardInterrupt:       # while modules are still loaded; later `main` catches it
        print("\ninterrupted.", file=sys.stderr)
        sys.exit(130)
