"""The one family of errors that a user of the kit can see, caught in one place by the command line."""


class AutograderError(Exception):
    """Something the person at the keyboard can put right."""


class FileProblem(AutograderError):
    """A fault at a place in a file; prints as a compiler would: `path:line: problem`."""

    def __init__(self, path, line, problem):
        super().__init__(path, line, problem)
        self.path, self.line, self.problem = path, line, problem

    def __str__(self):
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.problem}"
