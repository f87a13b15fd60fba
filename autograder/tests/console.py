"""A terminal of our own, with a program in it: what a person would type and read there."""

import os
import pty
import re
import select
import subprocess
import time

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Console:
    """A program in a terminal of 100 columns; `code` is its exit code, once it has ended."""

    def __init__(self, command, folder):
        self._screen, other_end = pty.openpty()
        # Ctrl-C reaches those alone whose terminal it is.
        self._process = subprocess.Popen(command, cwd=folder, preexec_fn=lambda: os.login_tty(other_end),
                                         env=os.environ | {"TERM": "xterm", "COLUMNS": "100", "LINES": "40"})
        os.close(other_end)
        self._unread = ""

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self._process.kill()
        self._process.wait()
        os.close(self._screen)

    @property
    def code(self):
        """The exit code, None while the program runs."""
        return self._process.poll()

    def until(self, text, seconds=60):
        """Return what is shown up to and with `text`, or all of it where the time is up or the program ends first."""
        end = time.monotonic() + seconds
        while text not in self._unread and time.monotonic() < end and self._read():
            pass
        shown, found, self._unread = self._unread.partition(text)
        return shown + found

    def _read(self):
        """Wait a moment for more; return whether more may come."""
        if not select.select([self._screen], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self._screen, 1 << 16)
        except OSError:     # Linux's way to say that nobody is there any more
            return False
        self._unread += _CONTROL.sub("", data.decode(errors="replace")).replace("\r\n", "\n")
        return bool(data)

    def settle(self, seconds=3):
        """Read on, and let it go, until nothing more has come for so many seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._read():
            if self._unread:
                self._unread, end = "", time.monotonic() + seconds

    def interrupt(self):
        """Press Ctrl-C; return what is shown from then to the end."""
        os.write(self._screen, b"\x03")
        shown = self.until("no such text", 30)
        self._process.wait(30)
        return shown
