"""The code inside a worker: imports the student's modules out of texts, puts questions to them, answers with numbers.

It runs beside the student's code and is in its power. What it says is therefore believed by no one: a worker answers
only for its own submission. What it owes is to be exact, to be clear about what went wrong, and to keep a fault in
one item away from the others.
"""

import gc
import importlib
import io
import linecache
import sys
from importlib.machinery import ModuleSpec
from struct import Struct

from autograder.probes import PROBES, Missing
from autograder.protocol import Status, pack_reply, read_question

#: names that a submission cannot take: it would not be itself but its neighbours that changed
RESERVED = {*sys.stdlib_module_names, "numpy", "autograder", "__main__"}
MESSAGE, LINE = 400, 120    # characters kept of an exception's message, of a source line


class NoNumber(Exception):
    """What a probe returned is not the numbers that were asked for."""


class Sources:
    """Finds and loads the student's modules, which are texts: no file of theirs is ever opened.

    A module that raised when it was imported raises the same again, and is not run again.
    """

    def __init__(self, texts):
        self.texts, self.failed = texts, {}
        self.names = {self.file(name): name for name in texts}

    def file(self, name):
        """Return the file that module `name` was: value.py, micrograd/engine.py, micrograd/__init__.py."""
        return name.replace(".", "/") + ("/__init__.py" if self.is_package(name) else ".py")

    def is_package(self, name):
        """Whether there are modules below `name`."""
        return any(other.startswith(name + ".") for other in self.texts)

    def find_spec(self, name, path=None, target=None):
        """Return how to load module `name`, or None where it is not the student's."""
        if name.partition(".")[0] in RESERVED or not (name in self.texts or self.is_package(name)):
            return None
        spec = ModuleSpec(name, self, origin=self.file(name), is_package=self.is_package(name))
        spec.has_location = True
        return spec

    def create_module(self, spec):
        """Leave the making of the module to Python."""

    def exec_module(self, module):
        """Run the text of `module`."""
        name = module.__spec__.name
        if name in self.failed:
            problem, traceback = self.failed[name]
            raise problem.with_traceback(traceback)
        try:
            exec(self._code(name), module.__dict__)
        except BaseException as problem:
            self.failed[name] = problem, problem.__traceback__
            raise

    def get_source(self, name):
        """Return the text of module `name`, for `inspect`."""
        return self.texts.get(name, "")

    def line(self, file, number):
        """Return line `number` of a file of the student's, or an empty text."""
        lines = self.get_source(self.names.get(file)).split("\n")
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    def _code(self, name):
        text, file = self.get_source(name), self.file(name)
        linecache.cache[file] = (len(text), None, text.splitlines(True), file)
        try:
            return compile(text, file, "exec", dont_inherit=True)
        except (ValueError, RecursionError, MemoryError) as problem:    # NUL bytes, too many brackets
            raise SyntaxError(str(problem) or "too deeply nested", (file, 1, 1, "")) from None


class Tail(io.RawIOBase):
    """Keeps the end of what is printed and forgets the rest."""

    def __init__(self, size):
        self.size, self.kept, self.cut = size, b"", False

    def writable(self):
        return True

    def write(self, data):
        kept = self.kept + bytes(data)
        self.cut = self.cut or len(kept) > self.size
        self.kept = kept[-self.size :]
        return len(data)

    def take(self):
        """Return what was kept, marked where its beginning is missing, and start afresh."""
        kept, self.kept = (b"[...] " if self.cut else b"") + self.kept, b""
        self.cut = False
        return kept


def doubles(values, count):
    """Return `count` values packed as doubles, exact to the last bit; raise `NoNumber` for what is no number."""
    values = list(values)
    if len(values) != count:
        raise NoNumber(f"{len(values)} numbers came back where {count} were expected")
    numbers = [value if type(value) is float else _number(value, i, count) for i, value in enumerate(values)]
    return Struct(f"<{count}d").pack(*numbers)


def _number(value, i, count):
    kind = type(value)
    known = hasattr(kind, "__float__") or hasattr(kind, "__index__")
    if not known or isinstance(value, (str, bytes)):    # float("1.5") would be a number
        which = "the answer" if count == 1 else f"number {i + 1} of {count}"
        raise NoNumber(f"{which} is {'an' if kind.__name__[:1] in 'aeiouAEIOU' else 'a'} {kind.__name__}, not a number")
    return float(value)


def describe(problem, sources):
    """Return an exception as text: where in the student's code, what, and the line; by its type's name alone at worst."""
    try:
        return _describe(problem, sources)
    except BaseException:
        return type.__dict__["__name__"].__get__(type(problem))


def _describe(problem, sources):
    if issubclass(type(problem), (NoNumber, Missing)):
        return str(problem)
    kind, message = type(problem).__name__, str(problem)
    if issubclass(type(problem), NotImplementedError):
        return message[:MESSAGE] or kind
    file, number = _place(problem, sources)
    if issubclass(type(problem), SyntaxError) and file == problem.filename:
        message = problem.msg
    what = f"{kind}: {message[:MESSAGE]}" if message else kind
    line = sources.line(file, number)[:LINE] if file else ""
    return (f"{file}, line {number}: " if file else "") + what + (f"\n    {line}" if line else "")


def _place(problem, sources):
    """Return file and line of the innermost frame in the student's code, or two Nones."""
    if issubclass(type(problem), SyntaxError) and problem.filename in sources.names:
        return problem.filename, problem.lineno or 1
    place, frame = (None, None), problem.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        place, frame = (file, frame.tb_lineno) if file in sources.names else place, frame.tb_next
    return place


def status_of(problem):
    """Return the status that an exception stands for."""
    if issubclass(type(problem), NotImplementedError):
        return Status.TODO
    return Status.MISSING if issubclass(type(problem), Missing) else Status.RAISED


class Interview:
    """One submission and the questions put to it."""

    def __init__(self, start):
        self.modules, self.sources = start["modules"], Sources(start["sources"])
        self.reserve = bytearray(4 << 20)   # let go when memory runs out, to be able to say so

    def unit(self, name):
        """Return the student's module of a unit; probes get this as `units`."""
        module = self.modules.get(name)
        if module is None or module not in self.sources.texts:
            raise Missing(f"there is no unit {name}")
        return importlib.import_module(module)

    def answer(self, name, arguments, count):
        """Return status, text and packed doubles of one item. Whatever is raised fails this item and no other."""
        try:
            if name not in PROBES:
                raise NoNumber(f"there is no probe {name}")
            return Status.ANSWERED, "", doubles(PROBES[name](self.unit, **arguments), count)
        except BaseException as problem:
            if issubclass(type(problem), MemoryError):
                self.reserve = None
            return status_of(problem), describe(problem, self.sources), bytes(8 * count)


def serve(start, receive, send):
    """Answer questions about the sources in `start` until there are no more.

    `receive(n)` returns n bytes or raises EOFError, `send(data)` sends all of it.
    """
    tail = Tail(start["limits"]["text_bytes"])
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = io.TextIOWrapper(
        tail, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)
    sys.argv[:] = sys.orig_argv[:] = [""]
    interview = Interview(start)
    sys.meta_path.insert(0, interview.sources)
    gc.set_threshold(start["limits"]["collector"])
    while True:
        try:
            number, question = read_question(receive)
        except EOFError:
            return
        items = [interview.answer(*item) for item in question["items"]]
        send(pack_reply(number, items, tail.take()))
