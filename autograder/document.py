"""A TOML file whose faults, of syntax and of meaning, are reported as `path:line: problem`."""

import re
import tomllib
from pathlib import Path

from autograder.errors import FileProblem


class Document:
    """A TOML file whose faults can be reported at their line."""

    def __init__(self, path):
        self.path = path
        self.text = self._text()
        try:
            self.data = tomllib.loads(self.text)
        except RecursionError:
            raise FileProblem(path, None, "not valid TOML: nested too deeply") from None
        except ValueError as error:
            raise self._syntax_fault(str(error)) from None

    def _text(self):
        try:
            content = Path(self.path).read_bytes()
        except OSError as error:
            raise FileProblem(self.path, None, f"cannot be read: {error.strerror}") from None
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise FileProblem(self.path, line, "not UTF-8: save the file as UTF-8") from None

    def _syntax_fault(self, message):
        place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
        line = int(place[1]) if place else len(self.text.rstrip().split("\n"))
        problem = message[: place.start()] if place else message
        return FileProblem(self.path, line, f"not valid TOML: {problem}")

    def fault(self, keys, problem):
        """Return the error that reports `problem` where `keys` are set: `("unit", 2, "hint")`."""
        return FileProblem(self.path, self._line(keys) if keys else None, problem)

    def _line(self, keys):
        """Return the line where the statement that sets `keys` begins.

        TOML's parser tells no lines of what it accepts. But a beginning of the file that is TOML itself ends
        where a statement ends: the first that holds `keys` ends with theirs, the one before it ahead of it.
        """
        lines, before = self.text.split("\n"), 0
        for end in range(1, len(lines) + 1):
            try:
                data = tomllib.loads("\n".join(lines[:end]))
            except ValueError:
                continue
            if holds(data, keys):
                return before + 1
            before = end
        return None


def holds(data, keys):
    """Whether `data[keys[0]][keys[1]]...` is there."""
    try:
        for key in keys:
            data = data[key]
    except (KeyError, IndexError, TypeError):
        return False
    return True
