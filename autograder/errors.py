"""The errors that a user of the kit can see: one family, caught in one place by the command line."""

import difflib


class AutograderError(Exception):
    """Something the person at the keyboard can put right."""


class FileProblem(AutograderError):
    """A fault at a place in a file; prints as a compiler would: `path:line: problem`, or `path: problem`."""

    def __init__(self, path, line, problem):
        super().__init__(path, line, problem)
        self.path, self.line, self.problem = path, line, problem

    def __str__(self):
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.problem}"


def did_you_mean(word, words):
    """Return ` (did you mean "..."?)` with the closest of `words`, or nothing where none is close."""
    close = difflib.get_close_matches(str(word)[:100], list(words), n=1, cutoff=0.7)
    return f' (did you mean "{close[0]}"?)' if close else ""
