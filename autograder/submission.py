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

from autograder.errors import AutograderError, did_you_mean
from autograder.folder import Refused
from autograder.inert import inert
from autograder.layout import (
    LAYOUTS,
    PACKAGE,
    engine_file,
    guessed_layout,
    is_package,
    planned_files,
    text_or_nothing,
)
from autograder.place import Place, is_litter, modules_folder
from autograder.source import source_text

#: modules that a submission cannot bring: Python's, the tests', the kit's
_RESERVED = sys.stdlib_module_names | {
    "__main__", "__init__", "numpy", "pytest", "conftest", "sitecustomize", "usercustomize",
    "autograder", "reference", "solutions", "exercises"}


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
        with _Files(place, wanted_files(assignment), assignment.limits.file_kib * 1024) as files:
            submission = _taken(name, files, assignment, layout or guessed_layout(files, assignment.units))
    except Refused as reason:
        problems = {unit.name: str(reason) for unit in assignment.units}
        submission = _made(name, layout or "kit", {}, {}, problems, [], {})
    if submission.problems and not os.path.lexists(place.path):
        raise AutograderError(f"{inert(place.path)} is no longer there.")
    return submission


class _Files:
    """The files of one submission by their names (`value.py`, `micrograd/nn.py`); each is read once."""

    def __init__(self, place, wanted, most):
        """`most` is the number of bytes from which on a file is refused."""
        self._most, self._read, self.digests = most, {}, {}
        with ExitStack() as stack:
            folder, notes = modules_folder(stack.enter_context(place.opened()), wanted, stack)
            self._folders, self.notes = {"": folder}, list(notes)
            self.names = [name for name in folder.entries() if not is_litter(name)]
            self._look_inside(stack)
            self.notes += _case_clashes(self.names)
            self._stack = stack.pop_all()

    def _look_inside(self, stack):
        if PACKAGE in self.names:
            try:
                package = stack.enter_context(self._folders[""].folder(PACKAGE, PACKAGE))
                inside = package.entries()
            except Refused as reason:
                self.notes.append(str(reason))
            else:
                self._folders[PACKAGE] = package
                self.names += [f"{PACKAGE}/{name}" for name in inside if not is_litter(name)]

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
        if file not in self.names:
            return Refused(_missing(file, self.names))
        folder, _, name = file.rpartition("/")
        shown = inert(file, 100)
        try:
            content = self._folders[folder].read(name, shown, self._most)
            self.digests[file] = hashlib.sha256(content).hexdigest()
            return source_text(content, shown)
        except Refused as reason:
            return reason


def _case_clashes(names):
    """Return a sentence for each group of names that are one on systems that do not tell capitals."""
    groups = {}
    for name in sorted(names):
        groups.setdefault(name.casefold(), []).append(inert(name, 60))
    return [f"{', '.join(clash[:-1])} and {clash[-1]} differ in case only, and are one file on many systems."
            for clash in groups.values() if len(clash) > 1]


def _missing(file, names):
    stem = file.removesuffix(".py")
    likely = [name for name in names if len(name) < 60 and stem in name.casefold()]
    close = difflib.get_close_matches(file, likely, n=1, cutoff=0)
    return f"There is no {file}{f'; the name nearest to it is {inert(close[0])}' if close else ''}."


def _taken(name, files, assignment, layout):
    """Return the submission that `files` make in this layout."""
    sources, modules, problems = {}, {}, {}
    plan = planned_files(files, assignment.units, layout)
    package = is_package(files, layout)
    whole = package and engine_file(files.names, "") == ""      # the folder itself is the package
    for unit, file in plan.items():
        try:
            sources[_module(file, whole)] = _written(files, file)
            modules[unit] = _module(file, whole)
        except Refused as reason:
            problems[unit] = str(reason)
    if not modules:
        _list(files, "Instead there are: {}.", files.names)
    if package:
        sources[PACKAGE] = text_or_nothing(files, engine_file(files.names, "__init__.py"))
    known = {*plan.values(), *assignment.files, "conftest.py"}     # the bundle brings one: nothing to be told
    others = {_module(file, whole): file for file in files.names
              if file.endswith(".py") and not file.endswith("__init__.py") and file not in known
              and ("/" not in file or (package and not whole))}
    sources |= _helpers(files, others, assignment.limits.helper_files, sources)
    return _made(name, layout, sources, modules, problems, files.notes, files.digests)


def _module(file, whole):
    """Return the name by which `file` is imported; `whole` says that the submission is itself a package."""
    module = file.removesuffix(".py").replace("/", ".")
    return f"{PACKAGE}.{module}" if whole else module


def _written(files, file):
    text = files.text(file)
    if not text.strip():
        raise Refused(f"{file} is empty.")
    return text


def _helpers(files, others, most, sources):
    """Return module name -> text of at most `most` of `others` (module name -> file), to be imported."""
    unfit = {module for module in others if module in sources or not _may_be_helper(module)}
    _list(files, "Not taken: {} (such names are not for helper modules).", [others[m] for m in unfit])
    # Where there are too many, those whose names occur in the units' files come first.
    words = set(re.findall(r"\w+", "\n".join(sources.values())))
    fitting = sorted(set(others) - unfit, key=lambda module: (module.rpartition(".")[2] not in words, module))
    _list(files, f"Not taken: {{}} (at most {most} helper modules are).", [others[m] for m in fitting[most:]])
    helpers = {}
    for module in sorted(fitting[:most]):
        try:
            helpers[module] = files.text(others[module])
        except Refused as reason:
            files.notes.append(str(reason))
    return helpers


def _may_be_helper(module):
    stem = module.rpartition(".")[2]
    if not stem.isidentifier() or keyword.iskeyword(stem) or stem.startswith("test_"):
        return False
    return module not in _RESERVED      # inside a package no name hides another module


def _list(files, sentence, names):
    names = sorted(names)
    if names:
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        files.notes.append(sentence.format(", ".join(inert(name, 60) for name in names[:5]) + more))


def _made(name, layout, sources, modules, problems, notes, digests):
    content = json.dumps([layout, digests, sorted(sources), modules, problems, notes], sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Submission(name, layout, sources, modules, problems, tuple(notes), digest)
