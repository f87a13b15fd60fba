"""What grading costs beside other graders: the same checks and submissions, each grader in an environment of its own.

    chosen        the 25 checks
    members       the class
    questions     what the checks ask, with the reference's numbers
    plain         the same as plain asserts
    peer          the peers, which get these
    environment   where a peer is installed
    ours, forks   our command on the same class; the same without the wall proper
    graded        a class graded by it in a process of its own
    comparison    all of them in turn, and the table

Time is CPU time of all processes, user and system. All take turns, and of several rounds the best counts: so a busy
machine slows down each of them.
"""


def run(arguments=None):
    """Measure and print the table; return 1 if a grader took points from a right submission, else 0."""
    from autograder.bench.peers import comparison  # here: our own command is measured from within this package
    return comparison.run(getattr(arguments, "rounds", None))
