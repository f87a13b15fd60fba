"""`bench`: figures, each a ratio to a peer."""


def add(command):
    """Add the command and its options."""
    command("bench", "measure the engine and the grader against their peers", """\
Needs the peers: pip install micrograd==0.1.0. Every figure is a ratio to a peer in the same run.

  python -m autograder bench""")


def run(arguments):
    """Measure against the peers."""
    from autograder.bench import run
    return run(arguments)
