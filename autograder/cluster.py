"""Many submissions on many machines: the grading of `batch`, spread over a Dask cluster.

This machine reads the submissions, keeps the bookkeeping and writes every file. A Dask worker gets a submission as
text and gives a report back as JSON; each has its own zygote. What a lost worker was busy with is graded elsewhere.
"""

import logging
import platform
import threading
import time
from contextlib import closing
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue

from autograder.assignment import Assignment
from autograder.batch import written
from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.inert import inert
from autograder.report import Report
from autograder.run import Done, kept_report, not_graded
from autograder.submission import read_submission
from autograder.version import version_of

#: seconds to reach the scheduler; seconds that a cluster may be without any worker, for one may come back
REACH_SECONDS, PATIENCE = 10, 30

KEPT = "What was finished is kept, and the same command goes on from there."


@dataclass(frozen=True)
class Job:
    """What a Dask worker needs to know of a run."""

    assignment: Assignment
    version: str
    seed: int
    tier: str


def grade_all(found, settings, address):
    """Yield a `Done` for each (name, path) of `found` as it is finished; close it to stop at once.

    Twice as many submissions are under way as the cluster has threads, so memory here does not grow with the class.
    Raise AutograderError where the scheduler at `address` is not reached or is lost, stays without workers, or has
    one that would grade otherwise than this machine.
    """
    job = Job(settings.assignment, settings.version, settings.seed, settings.tier)
    with closing(_connected(address)) as client:
        cluster = Cluster(client, address, job)
        for name, path in found:
            try:
                submission = read_submission(name, path, settings.assignment, settings.layout)
                kept = kept_report(settings, submission)
            except Exception as problem:
                yield not_graded(name, problem)
                continue
            if kept:
                yield Done(name, kept, kept=True)
                continue
            while len(cluster.given) >= 2 * cluster.threads() or not cluster.ended.empty():
                yield _done(settings, *cluster.take())
            cluster.give(submission)
        while cluster.given:
            yield _done(settings, *cluster.take())


def _connected(address):
    try:
        from distributed import Client
    except ImportError:
        raise AutograderError("--scheduler needs Dask: pip install distributed") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)     # what it would log is said in our words
    try:
        return Client(address, timeout=REACH_SECONDS, set_as_default=False)
    except (OSError, ValueError) as problem:        # a timeout is an OSError
        raise AutograderError(f"no Dask scheduler can be reached at {address}: {problem}") from None


def _done(settings, submission, text, usage, problem):
    """Write the report in `text`, unless there is a `problem` or it is not of this submission, kit, seed and wall."""
    name = submission.name
    if problem:
        return Done(name, None, problem=inert(problem))
    try:
        report = Report.from_json(text)
    except AutograderError as fault:
        return not_graded(name, fault)
    if replace(report, checks=(), notes=()) != Report(
            kit=settings.version, submission=name, digest=submission.digest, seed=settings.seed,
            wall=settings.tier, layout=submission.layout, checks=()):
        return Done(name, None, problem="a Dask worker gave the report of something else")
    return written(settings, name, report, usage)


class Cluster:
    """The workers of a scheduler, and the submissions that they have been given: {key: (future, submission)}."""

    def __init__(self, client, address, job):
        self.client, self.address, self.job = client, address, job
        self.given, self.ended = {}, SimpleQueue()
        self._counted, self._count, self._seen = 0, 0, time.monotonic()
        self.expect_this_kit_of_all()

    def expect_this_kit_of_all(self):
        """Raise AutograderError where a worker has another kit; one that comes later is asked as it begins."""
        try:
            answers = self.client.run(expect_this_kit, self.job, on_error="return")
        except OSError:
            raise self._lost() from None
        for worker, problem in answers.items():
            if problem is not None:
                raise _unfit(f"the Dask worker {worker}", problem)

    def threads(self):
        """Return how many submissions can be graded at a time, 1 at least; counted once a second.

        Raise AutograderError where the scheduler is lost, or there has been no worker for too long.
        """
        now = time.monotonic()
        if now - self._counted > 1:
            self._counted, self._count = now, self._ask_threads()
        if self._count:
            self._seen = now
        elif now - self._seen > PATIENCE:
            raise AutograderError(f"the Dask scheduler at {self.address} has had no worker for {PATIENCE} s. {KEPT}")
        return max(1, self._count)

    def _ask_threads(self):
        try:
            if self.client.status == "running":
                return sum(self.client.nthreads().values())
        except OSError:
            pass
        raise self._lost()

    def _lost(self):
        return AutograderError(f"the Dask scheduler at {self.address} is gone. {KEPT}")

    def give(self, submission):
        """Have a submission graded."""
        future = self.client.submit(grade, self.job, submission, pure=False)
        self.given[future.key] = future, submission
        future.add_done_callback(self.ended.put)

    def take(self):
        """Wait for a submission; return it, its report as text, {unit: Usage}, and why there is no report."""
        while True:
            self.threads()
            try:
                future = self.ended.get(timeout=1)
            except Empty:
                continue
            answer = self._answer(future)
            if answer is None:      # the worker that held it was lost, so it is graded again
                self.ended.put(future)
            else:
                return self.given.pop(future.key)[1], *answer

    def _answer(self, future):
        from distributed import KilledWorker
        if future.status == "cancelled":
            raise self._lost()
        try:
            return future.result(timeout=1)
        except KilledWorker:
            return "", {}, "one Dask worker after the other was lost while it was graded; grade again to go on"
        except Exception as problem:
            if future.status == "error":
                raise _unfit("a Dask worker", problem) from None
            return None


def _unfit(worker, problem):
    text = str(problem)
    if "No module named 'autograder'" in text:
        text += ". Start it in the kit's folder: python -m dask worker ADDRESS"
    return AutograderError(f"{worker} cannot be used: {text}")


def expect_this_kit(job):
    """Runs on a Dask worker: raise AutograderError unless it would grade as the machine that made the job."""
    version = version_of(job.assignment)
    if version != job.version:
        raise AutograderError(f"the kit on {platform.node()} is {version}, and here it is {job.version}. "
                              "Install the same on all machines.")


_lock, _own = threading.Lock(), {}


def grade(job, submission):
    """Runs on a Dask worker: return the report as text, {unit: Usage}, and why there is no report."""
    with _lock:     # a process grades one at a time
        grader = _grader(job)
        try:
            return replace(grader.grade(submission), kit=job.version).to_json(), grader.usage, ""
        except Exception as problem:
            return "", {}, not_graded(submission.name, problem).problem


def _grader(job):
    """Return this worker's own grader: pytest and the zygote are started for the first submission of a job."""
    if _own.get("job") != job:
        expect_this_kit(job)
        if _own:
            _own.pop("grader").host.close()
            _own.clear()
        _own.update(grader=Grader(job.assignment, job.seed, tier=job.tier), job=job)
    return _own["grader"]
