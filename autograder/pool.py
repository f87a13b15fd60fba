"""Processes for a long piece of work, which end with the one that started them: killed, interrupted or done."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def processes(jobs, start, *arguments):
    """Yield an executor of so many processes, in each of which `start(*arguments)` runs once.

    Whatever leaves the block early stops them at once: nobody waits for what is under way.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _begin, (start, *arguments)) as pool:
        try:
            yield pool
        except BaseException:
            for process in multiprocessing.active_children():
                process.terminate()
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def interrupts_held():
    """Hold Ctrl-C back: here for a moment, in processes that are started meanwhile until they let it through."""
    if not hasattr(signal, "pthread_sigmask"):      # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(start, *arguments):
    # Ctrl-C reaches every process: the parent says what is to be done. A handler, for what is ignored would also
    # be ignored in the workers.
    signal.signal(signal.SIGINT, lambda *_: None)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    start(*arguments)


def _leave_with_parent():
    """A parent that was killed cannot say that there is nothing more to do."""
    multiprocessing.parent_process().join()
    os._exit(1)
