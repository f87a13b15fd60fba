"""What tests of commands share: a host that is lent, a process of its own, and how a refusal looks."""

import os
import subprocess
import sys
from contextlib import contextmanager

from classroom import KIT

#: a `main` in a process of its own
MAIN = [sys.executable, "-m", "autograder"]


def written_at(folder):
    """{name: time} of the reports, in nanoseconds."""
    return {path.stem: path.stat().st_mtime_ns for path in (folder / "reports").iterdir()}


def assert_refused(done, *said):
    """A command ended as one does that cannot be done: exit code 2, and one line on stderr that says all this."""
    assert (done.code, done.err.count("\n")) == (2, 1), done.err
    assert done.err.startswith("error: ")
    assert [words for words in said if str(words) not in done.err] == []


def lent(host):
    """Return a class in place of `Host`, each of whose objects is `host`, which they do not close."""
    class Lent:
        def __init__(self, tier=None, extras=()):
            assert tier in (None, host.tier)
            self.tier, self.inside, self.worker = host.tier, host.inside, host.worker

        def __enter__(self):
            return self

        def __exit__(self, *problem):
            pass

        close = __exit__

    return Lent


@contextmanager
def processes():
    """Yield `start(*arguments)`, which starts a command in a group of its own; what is left at the end is ended."""
    started = []
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}

    def start(*arguments):
        started.append(subprocess.Popen(
            [*MAIN, *map(str, arguments)], cwd=KIT, env=environment, start_new_session=os.name == "posix",
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
