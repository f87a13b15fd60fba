"""What takes too long is interrupted, also where Ctrl-C is ignored, as by a command in the background of a script.

Students have a copy beside their tests.
"""

import _thread
import contextlib
import signal
import threading


class Interrupted(KeyboardInterrupt):
    """As if somebody had pressed Ctrl-C: pytest lets nothing else through that is raised while it imports a file."""


@contextlib.contextmanager
def after(seconds):
    """Raise Interrupted in what is done inside where it takes longer. Only the main thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    late, over = threading.Event(), threading.Event()

    def interrupted(number, frame):
        if not late.is_set():
            return before(number, frame) if callable(before) else None
        if not over.is_set():
            raise Interrupted

    def stop():
        late.set()
        _thread.interrupt_main()        # there is no other way on all systems

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    before = signal.signal(signal.SIGINT, interrupted)      # where Ctrl-C is ignored, nobody would hear it
    timer.start()
    try:
        yield
    finally:
        over.set()
        timer.cancel()
        timer.join()        # what came in the last moment is heard, and left, before anything else is done
        signal.signal(signal.SIGINT, before)
