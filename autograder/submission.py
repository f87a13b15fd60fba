"""A submission: the files of one student that the units name, as text; everything else stays outside."""

import difflib
import hashlib
import json
import keyword
import os
import re
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from autograder.arrivals.folder import Refused
from autograder.arrivals.notebook import is_of_module, module_in, parts_of, stub_of
from autograder.arrivals.place import Place, is_litter, modules_folder
from autograder.arrivals.source import source_text
from autograder.cells import further
from autograder.errors import AutograderError, did_you_mean
from autograder.inert import inert
from autograder.language import ENGLISH as say
from autograder.layout import (
    LAYOUTS,
    PACKAGE,
    engine_file,
    guessed_layout,
    is_package,
    planned_files,
    text_or_nothing,
)

#: modules that a submission cannot bring: Python's, the tests', the kit's
_RESERVED = sys.stdlib_module_names | {
    "__main__", "__init__", "numpy", "pytest", "conftest", "sitecustomize", "usercustomize",
    "autograder", "reference", "solutions", "exercises"}

_CHECKPOINTS = say("There is only .ipynb_checkpoints, where JupyterLab keeps older copies: hand in the notebooks that "
                   "lie beside it.")
#: the folder beside the modules that has the same units as notebooks
NOTEBOOKS = "notebooks"
#: so many names of a kind are listed
_MOST_LISTED = 5
#: given files that lie beside the notebooks
NOTEBOOK_HELPERS = {"cells.py", "checks.py", "run_tests.py", "statements.py"}


@dataclass(frozen=True)
class Submission:
    """One student's files, as they go to a worker.

    layout     one of LAYOUTS
    sources    module name -> text: the units' modules and helper modules
    modules    unit name -> name of the module that holds it; only the units that the submission has
    problems   unit name -> why its file was not taken, one sentence
    notes      sentences about the rest
    digest     stands for all of this except the name
    """

    name: str
    layout: str
    sources: dict
    modules: dict
    problems: dict
    notes: tuple
    digest: str


def wanted_files(assignment):
    """Return the names that tell where a submission's modules or notebooks are."""
    files = [unit.file for unit in assignment.units]
    return [*files, "engine.py", *[file.removesuffix(".py") + ".ipynb" for file in files]]


def read_submission(name, place, assignment, layout=None):
    """Return the submission at `place`, a `Place` or a path, whatever is wrong with it; `layout` overrules the guess.

    Raise `AutograderError` where it is gone, the disk fails, or there is no such layout.
    """
    if layout not in (None, *LAYOUTS):
        close = did_you_mean(layout, LAYOUTS)
        raise AutograderError(f'there is no layout "{layout}"{close}; the layouts are {", ".join(LAYOUTS)}')
    place = place if isinstance(place, Place) else Place(Path(place))
    try:
        with _Files(place, wanted_files(assignment), assignment.limits) as files:
            submission = _taken(name, files, assignment, layout or guessed_layout(files, assignment.units))
    except Refused as reason:
        problems = {unit.name: str(reason) for unit in assignment.units}
        submission = _made(name, layout or "kit", {}, {}, problems, [], {})
    if submission.problems and not os.path.lexists(place.path):
        raise AutograderError(f"{inert(place.path)} is no longer there.")
    return submission


class _Files:
    """The files of one submission by their names (`value.py`, `micrograd/nn.py`); each is read once."""

    def __init__(self, place, wanted, limits):
        self._limits, self._read, self.digests = limits, {}, {}
        with ExitStack() as stack:
            folder, notes = modules_folder(stack.enter_context(place.opened()), wanted, stack)
            self._folders, self.notes = {"": folder}, list(notes)
            every = folder.entries()
            self.names = [name for name in every if not is_litter(name)]
            self.notes += [_CHECKPOINTS] if not self.names and ".ipynb_checkpoints" in every else []
            self._look_inside(stack)
            self.notes += _case_clashes(self.names)
            self._stack = stack.pop_all()

    def _look_inside(self, stack):
        for folder in {PACKAGE, NOTEBOOKS} & set(self.names):
            try:
                inside = stack.enter_context(self._folders[""].folder(folder, folder))
                names = inside.entries()
            except Refused as reason:
                self.notes += [str(reason)] if folder == PACKAGE else []
            else:
                self._folders[folder] = inside
                self.names += [f"{folder}/{name}" for name in names if not is_litter(name)]

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self._stack.close()

    def text(self, file):
        """Return the text of `file`, or raise `Refused`."""
        if file not in self._read:
            self._read[file] = self._text(file)
        if isinstance(self._read[file], Refused):
            raise self._read[file]
        return self._read[file]

    def _text(self, file):
        try:
            return source_text(self._content(file, self._limits.file_kib), inert(file, 100))
        except Refused as reason:
            return reason

    def notebook(self, file, unit_file):
        """Return the text of the module `unit_file` that the notebook `file` makes, and notes; or raise `Refused`."""
        return module_in(self._content(file, self._limits.notebook_kib), inert(file, 100), unit_file)

    def is_of_module(self, file):
        """Whether the notebook `file` was made of the module beside it: it is then no part of the submission."""
        try:
            return is_of_module(self._bytes(file, self._limits.notebook_kib))
        except Refused:
            return False

    def _bytes(self, file, most_kib):
        folder, _, name = file.rpartition("/")
        return self._folders[folder].read(name, inert(file, 100), most_kib * 1024)

    def _content(self, file, most_kib):
        if file not in self.names:
            raise Refused(_missing(file, self.names))
        content = self._bytes(file, most_kib)
        self.digests[file] = hashlib.sha256(content).hexdigest()
        return content


def _case_clashes(names):
    """Return a sentence for each group of names that are one on systems that do not tell capitals."""
    groups = {}
    for name in sorted(names):
        groups.setdefault(name.casefold(), []).append(inert(name, 60))
    clashes = [clash for clash in groups.values() if len(clash) > 1]
    more = len(clashes) - _MOST_LISTED
    return [*[say("{names} and {name} differ in case only, and are one file on many systems.",
                  names=", ".join(clash[:-1][:_MOST_LISTED]), name=clash[-1]) for clash in clashes[:_MOST_LISTED]],
            *([say("So do {count} more.", count=more)] if more > 0 else [])]


def _missing(file, names):
    stem = file.removesuffix(".py")
    likely = [name for name in names if len(name) < 60 and stem in name.casefold()]
    close = difflib.get_close_matches(file, likely, n=1, cutoff=0)
    if close:
        return say("There is no {file}; the name nearest to it is {name}.", file=file, name=inert(close[0]))
    return say("There is no {file}.", file=file)


def _taken(name, files, assignment, layout):
    """Return the submission that `files` make in this layout."""
    sources, modules, problems = {}, {}, {}
    plan = planned_files(files, assignment.units, layout)
    package = is_package(files, layout)
    whole = package and engine_file(files.names, "") == ""      # the folder itself is the package
    for unit, file in plan.items():
        try:
            sources[_module(file, whole)] = _written(files, file) if layout != "kit" else _unit_text(files, file)
            modules[unit] = _module(file, whole)
        except Refused as reason:
            problems[unit] = str(reason)
    if not modules and not {*plan.values()} & {*files.names}:
        _list(files, say("Instead there are: {names}."), files.names)
    if package:
        sources[PACKAGE] = text_or_nothing(files, engine_file(files.names, "__init__.py"))
    known = {*plan.values(), *assignment.files, "conftest.py"}     # the bundle brings one: nothing to be told
    if any(file.endswith(".ipynb") for file in files.names):
        known |= NOTEBOOK_HELPERS
    others = {_module(file, whole): file for file in files.names
              if file.endswith(".py") and not file.endswith("__init__.py") and file not in known
              and ("/" not in file or (package and not whole and not file.startswith(f"{NOTEBOOKS}/")))}
    sources |= _helpers(files, others, assignment.limits.helper_files, sources)
    return _made(name, layout, sources, modules, problems, files.notes, files.digests)


def _module(file, whole):
    """Return the name by which `file` is imported; `whole` says that the submission is itself a package."""
    module = file.removesuffix(".py").replace("/", ".")
    return f"{PACKAGE}.{module}" if whole else module


def _written(files, file):
    text = files.text(file)
    if not text.strip():
        raise Refused(say("{file} is empty.", file=file))
    return text


def _unit_text(files, file):
    """Return the text of a unit: that of the module `file` or of its notebook, whichever has more written.

    A note says so, unless what is left aside is in the other one too, or in what was handed out.
    """
    notebook = file.removesuffix(".py") + ".ipynb"
    notebook = next((name for name in (notebook, f"{NOTEBOOKS}/{notebook}") if name in files.names), None)
    if notebook is None or (file in files.names and files.is_of_module(notebook)):
        return _written(files, file)
    try:
        text, notes = files.notebook(notebook, file)
    except Refused as reason:
        if file not in files.names:
            raise
        files.notes.append(str(reason))
        return _written(files, file)
    module = text_or_nothing(files, file).strip() and files.text(file)
    taken = further(module or None, text)
    if taken is text:
        files.notes += notes
    if module and _loses(text if taken is module else module, taken, stub_of(file)):
        files.notes.append(say(
            "There are {file} and {notebook}: the notebook is graded, as much or more of it is written."
            if taken is text else
            "There are {file} and {notebook}: the module is graded, as much or more of it is written.",
            file=file, notebook=notebook))
    return taken


def _loses(other, taken, stub):
    """Whether there is something in the text `other` that is neither in `taken` nor in `stub`."""
    parts = parts_of(other)
    return parts is None or not parts <= (parts_of(taken) or set()) | parts_of(stub)


def _helpers(files, others, most, sources):
    """Return module name -> text of at most `most` of `others` (module name -> file), to be imported."""
    unfit = {module for module in others if module in sources or not _may_be_helper(module)}
    _list(files, say("Not taken: {names} (such names are not for helper modules)."), [others[m] for m in unfit])
    fitting = sorted(set(others) - unfit)
    if len(fitting) > most:     # those first whose names occur in the units' files
        words = set(re.findall(r"\w+", "\n".join(sources.values())))
        fitting.sort(key=lambda module: module.rpartition(".")[2] not in words)
    too_many = say("Not taken: {names} (at most {count} helper modules are).", count=most)
    _list(files, too_many, [others[m] for m in fitting[most:]])
    helpers = {}
    for module in sorted(fitting[:most]):
        try:
            helpers[module] = files.text(others[module])
        except Refused as reason:
            files.notes += [str(reason)] * (str(reason) not in files.notes)     # it may be of the archive
    return helpers


def _may_be_helper(module):
    stem = module.rpartition(".")[2]
    if not stem.isidentifier() or keyword.iskeyword(stem) or stem.startswith("test_"):
        return False
    return module not in _RESERVED      # inside a package no name hides another module


def _list(files, sentence, names):
    names = sorted(names)
    if names:
        told, more = ", ".join(inert(name, 60) for name in names[:_MOST_LISTED]), len(names) - _MOST_LISTED
        told = say("{names} and {count} more", names=told, count=more) if more > 0 else told
        files.notes.append(say(sentence, names=told))


def _made(name, layout, sources, modules, problems, notes, digests):
    content = json.dumps([layout, digests, sorted(sources), modules, problems, notes], sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Submission(name, layout, sources, modules, problems, tuple(notes), digest)
