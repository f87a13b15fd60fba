"""`bench`: figures, each a ratio to a peer."""

from autograder.commands.options import positive
from autograder.errors import AutograderError, did_you_mean


def add(command):
    """Add the command and its options."""
    made = command("bench", "measure the engine and the grader against their peers", """\
Nearly every figure is a ratio to a peer in the same run. Without NAME: engine, arrays and grading, some minutes; for
engine first pip install micrograd==0.1.0, and torch==2.13.0 to be compared with PyTorch too. The others are left out
unless they are named. course has nbgrader grade a small class in its own kernel: ten minutes. peers installs nbgrader,
otter-grader and pytest into environments of their own in .peers/ (1 GB, once), and takes half an hour, a round a
quarter. watch measures the time from a save to its answer, shrinking the graphs by which failures are told, moons how
often right code misses the threshold of the check on moons.

  python -m autograder bench
  python -m autograder bench course
  python -m autograder bench peers --rounds 1""")
    made.add_argument("name", nargs="?", metavar="NAME",
                      help="engine, arrays, grading (these three by default), course, peers, watch, shrinking or moons")
    made.add_argument("--rounds", type=positive, metavar="N",
                      help="how often to measure for course (default: 1) and peers (default: 2)")


def run(arguments):
    """Measure against the peers."""
    from autograder.bench import BENCHMARKS, run
    if arguments.name not in (None, *BENCHMARKS):
        close = did_you_mean(arguments.name, BENCHMARKS)
        raise AutograderError(f"there is no benchmark {arguments.name!r}{close}: there are {', '.join(BENCHMARKS)}.")
    return run(arguments)
