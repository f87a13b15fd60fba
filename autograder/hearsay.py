"""What a worker says, fit to be repeated to the student: one that holds correct units could recite them.

A worker's numbers are compared, but its words are shown. Beside stand-ins the student's code can read the solutions
of earlier units and say what it read. So such words are repeated only where they are the student's own anyway: they
stand in the files handed in, or a worker without stand-ins said the same. Of others no more is kept than what can be
looked up here: the place, its line, the name of a built-in exception.
"""

import builtins
import re

from autograder.language import ENGLISH as say
from autograder.layout import file_of

_TOLD = re.compile(r"(?:(?P<file>\S{1,200}\.py), line (?P<number>\d{1,6}): )?(?P<kind>\w{1,60})")
#: sentences of the worker's own about numbers, with nothing in them that could be chosen but a type's name
_OURS = re.compile(r"\d{1,6} numbers came back where \d{1,6} were expected|"
                   r"(weights and biases|(outputs|slopes|losses) that came back): \d{1,6}, expected: \d{1,6}|"
                   r"(the answer|number \d{1,6} of \d{1,6}) is of type (?P<kind>\w{1,60}), "
                   r"(not a number|no list of losses)")
_LINE = 120     # characters shown of a source line


class Hearsay:
    """Judges the words of the workers that hold `submission`.

    names   those it was asked to define
    todo    what its unit's stubs say
    """

    def __init__(self, submission, names=(), todo=()):
        self._texts = {file_of(module, submission.sources): text for module, text in submission.sources.items()}
        self._said = {f"there is no `{name}`" for name in names} | set(todo)

    def first_hand(self, text):
        """Return what a worker without stand-ins said, as it is."""
        self._said.add(text)
        return text

    def second_hand(self, text):
        """Return what can be repeated of what a worker with stand-ins said."""
        if text in self._said or self._is_own(text) or self._is_ours(text):
            return text
        told = _TOLD.match(text)
        kind = told["kind"] if told and _is_exception(told["kind"]) else say("an error")
        lines = self._texts.get(told and told["file"], "").splitlines()
        if lines and 0 < int(told["number"]) <= len(lines):
            line = lines[int(told["number"]) - 1].strip()[:_LINE]
            where = say("{file}, line {i}: {error}, beside correct earlier units", file=told["file"], i=told["number"],
                        error=kind)
            return f"{where}\n    {line}"
        return say("Beside correct earlier units there were no numbers but {error}.", error=kind)

    def _is_own(self, text):
        return any(text in source for source in self._texts.values())

    def _is_ours(self, text):
        ours = _OURS.fullmatch(text)
        kind = ours and ours["kind"]
        return ours and (kind in (None, "NoneType", "Value") or hasattr(builtins, kind) or self._is_own(kind))


def _is_exception(name):
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)
