"""The code inside a worker: imports the student's modules out of texts, asks them, answers with numbers.

It runs beside the student's code and is in its power. What it says is therefore believed by no one: a
worker answers only for its own submission. What it owes is to be exact, to be clear about what went wrong,
and to keep a fault in one item away from the others.
"""

import gc
import importlib
import io
import linecache
import sys
from importlib.machinery import ModuleSpec
from struct import pack

from autograder.probes import PROBES, Missing, Unfit
from autograder.protocol import Status, pack_reply, read_question

#: names that a submission's module cannot have: the module of that name is the one everyone means
RESERVED = {*sys.stdlib_module_names, "numpy", "autograder", "__main__"}
MESSAGE, LINE = 400, 120    # characters kept of an exception's message, of a source line


class NoNumbers(Exception):
    """What a probe returned is not the numbers that were asked for."""


class Sources:
    """Finds and loads the student's modules, which are texts: no file of theirs is ever opened.

    A module that raised while it was imported raises the same again and is not run again.
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

    def line(self, file, number):
        """Return line `number` of a file of the student's, or an empty text."""
        lines = self.get_source(self.names.get(file)).split("\n")
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    # what Python's import asks of a finder and a loader

    def find_spec(self, name, path=None, target=None):
        """Return how to load module `name`, or None where it is not the student's."""
        if name.partition(".")[0] in RESERVED or not (name in self.texts or self.is_package(name)):
            return None
        spec = ModuleSpec(name, self, origin=self.file(name), is_package=self.is_package(name))
        spec.has_location = True        # the module gets a `__file__`
        return spec

    def create_module(self, spec):
        """Leave the making of the module to Python."""

    def exec_module(self, module):
        """Run the text of `module`."""
        name = module.__spec__.name
        if name in self.failed:
            problem, traceback = self.failed[name]
            raise problem.with_traceback(traceback)     # else it would grow with every question
        try:
            exec(self._code(name), module.__dict__)
        except BaseException as problem:
            self.failed[name] = problem, problem.__traceback__
            raise

    def get_source(self, name):
        """Return the text of module `name`, for `inspect`."""
        return self.texts.get(name, "")

    def _code(self, name):
        text, file = self.get_source(name), self.file(name)
        linecache.cache[file] = (len(text), None, text.splitlines(True), file)
        try:
            return compile(text, file, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
            if getattr(problem, "filename", None) == file:
                raise
            # NUL characters, too many brackets: an error without a place
            raise SyntaxError(str(problem) or "nested too deeply", (file, 1, 1, "")) from None


class Tail(io.RawIOBase):
    """Keeps the end of what is written to it and forgets the rest."""

    def __init__(self, size):
        self.size, self.kept, self.cut = size, b"", False

    def writable(self):
        """It is."""
        return True

    def write(self, data):
        """Keep the last `size` bytes of what was kept and `data`."""
        kept = self.kept + bytes(data)
        self.kept, self.cut = kept[-self.size :], self.cut or len(kept) > self.size
        return len(data)

    def take(self):
        """Return what was kept, marked where its beginning is missing, and start afresh."""
        kept = (b"[...] " if self.cut else b"") + self.kept
        self.kept, self.cut = b"", False
        return kept


def doubles(values, count):
    """Return `values` packed, exact to the last bit; raise `NoNumbers` unless they are `count` numbers."""
    values = list(values)
    if len(values) != count:
        raise NoNumbers(f"{len(values)} numbers came back where {count} were expected")
    return pack(f"<{count}d", *[value if type(value) is float else _number(value, i, count)
                                for i, value in enumerate(values)])


def _number(value, i, count):
    kind = type(value)
    known = hasattr(kind, "__float__") or hasattr(kind, "__index__")
    if not known or issubclass(kind, (str, bytes)):     # float("1.5") would be a number
        kind = kind.__name__
        if count == 1:
            raise NoNumbers(f"the answer is of type {kind}, not a number")
        raise NoNumbers(f"number {i + 1} of {count} is of type {kind}, not a number")
    return float(value)


def describe(problem, sources):
    """Return an exception as text: where in the student's code, what, the line; at worst its type's name."""
    try:
        return _describe(problem, sources)
    except BaseException:
        return type.__dict__["__name__"].__get__(type(problem))


def _describe(problem, sources):
    kind = type(problem)
    message = str.__getitem__(str(problem), slice(MESSAGE))     # a true str, whatever __str__ gave
    if issubclass(kind, (NotImplementedError, Missing, NoNumbers, Unfit)):     # sentences of ours
        return message or kind.__name__
    file, number = _place(problem, sources)
    if issubclass(kind, SyntaxError) and problem.filename == file:
        message = problem.msg       # without the place, which we give
    text = kind.__name__ + (f": {message}" if message else "")
    if file is None:
        return text
    line = sources.line(file, number)[:LINE]
    return f"{file}, line {number}: {text}" + (f"\n    {line}" if line else "")


def _place(problem, sources):
    """Return file and line of the innermost frame in the student's code, or two Nones."""
    if issubclass(type(problem), SyntaxError) and problem.filename in sources.names:
        return problem.filename, problem.lineno or 1
    place, step = (None, None), problem.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        place = (file, step.tb_lineno) if file in sources.names else place
        step = step.tb_next
    return place


def _status(problem):
    if issubclass(type(problem), NotImplementedError):
        return Status.TODO
    return Status.MISSING if issubclass(type(problem), Missing) else Status.RAISED


class Interview:
    """One submission and the questions put to it."""

    def __init__(self, modules, sources):
        self.modules, self.sources = modules, sources
        self.reserve = bytes(4 << 20)   # let go when memory runs out, to be able to say so; costs nothing until then

    def unit(self, name):
        """Return the student's module of a unit; probes get this as `units`."""
        module = self.modules.get(name)
        if module not in self.sources.texts:
            raise Missing(f"there is no unit {name}")
        return importlib.import_module(module)

    def answer(self, probe, arguments, count):
        """Return status, text and packed doubles of one item. Whatever is raised fails this item only."""
        try:
            if probe not in PROBES:
                raise NoNumbers(f"there is no probe {probe}")
            return Status.ANSWERED, "", doubles(PROBES[probe](self.unit, **arguments), count)
        except BaseException as problem:
            if issubclass(type(problem), MemoryError):
                self.reserve = None
            return _status(problem), describe(problem, self.sources), bytes(8 * count)


#: made before the fork, once for all workers
_TAIL = Tail(0)
_STREAM = io.TextIOWrapper(_TAIL, "utf-8", errors="backslashreplace", newline="\n", write_through=True)


def _catch_prints(size):
    """Let everything that Python prints run into a `Tail`, and return it."""
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = _STREAM
    _TAIL.size = size
    return _TAIL


def serve(start, receive, send):
    """Answer questions about the submission in `start` until there are no more.

    `start` holds `sources`, `modules` and `limits` as `Host.worker` was given them. `receive(n)` returns n
    bytes or raises EOFError, `send(data)` sends all of it.
    """
    sys.argv[:] = sys.orig_argv[:] = [""]
    tail = _catch_prints(start["limits"]["text_bytes"])
    sources = Sources(start["sources"])
    sys.meta_path.insert(0, sources)
    interview = Interview(start["modules"], sources)
    gc.set_threshold(start["limits"]["collector"])
    while True:
        try:
            number, question = read_question(receive)
        except EOFError:
            return
        items = [interview.answer(*item) for item in question["items"]]
        send(pack_reply(number, items, tail.take()))
