"""Several submissions at a time, `-j`: the grading of `batch` in as many processes, with a zygote each."""

from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.util import Finalize

from autograder import batch
from autograder.pool import interrupts_held, processes
from autograder.run import Done

STOPPED = "the process that graded it was stopped"

_job = {}


def grade_all(found, settings, jobs):
    """Yield a `Done` for each (name, path) of `found` as it is finished; close it to stop at once."""
    with processes(min(jobs, len(found)), _start, settings) as pool:
        with interrupts_held():
            waiting = {pool.submit(_grade, name, path): name for name, path in found}
        for future in as_completed(waiting):
            yield _outcome(future, waiting.pop(future))


def _outcome(future, name):
    try:
        return future.result()
    except BrokenProcessPool:
        return Done(name, None, problem=STOPPED)


def _start(settings):
    """Runs once in each process."""
    grader = batch.new_grader(settings)
    Finalize(None, grader.host.close, exitpriority=0)       # its workers' parent is gone, and counted, before it is
    _job.update(settings=settings, grader=grader)


def _grade(name, path):
    return batch.grade_one(_job["grader"], _job["settings"], name, path)
