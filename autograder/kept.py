"""What takes a while to make of our own texts, kept from one process to the next, as Python keeps compiled modules."""

import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "__pycache__" / "kept"


def kept(file, about, make):
    """Return `make()`, plain data or code; for the same `about`, and this Python, it need not be made again.

    `about` is all that the result depends on, beside the text of the `file` that makes it. Where nothing may be
    written, and where what was kept is damaged, it is made.
    """
    path = FOLDER / sha256(repr((sys.version, _content(file), about)).encode()).hexdigest()[:32]
    with suppress(OSError, ValueError, EOFError, TypeError):
        return marshal.loads(path.read_bytes())     # noqa: S302 - our own, in a folder where we could as well be changed
    made = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(path, marshal.dumps(made))
    return made


@cache
def _content(file):
    return sha256(Path(file).read_bytes()).hexdigest()


def _write(path, data):
    """Write a file whole, in a folder that several processes may be writing to; it need not outlast a power failure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}")
    new.write_bytes(data)
    os.replace(new, path)
