"""Leaks: lines of solutions, of the reference and of hidden suites in files that students get."""

import html
import json
import re
from pathlib import Path

from autograder import cells, statements
from autograder.authoring.markers import regions, strip_solutions
from autograder.errors import FileProblem

#: Modules of the kit that notebooks import: students get them as they are, but for their imports of each other.
HANDED_OUT = [Path(module.__file__) for module in (cells, statements)]

#: What gives a solution away: an answer, or a line that is long enough and does more than open a block.
#: `losses = []`, `loss.backward()` or `return order` may stand anywhere.
_TELLING = re.compile(r"return .{9,}|[^#].{18,}[^:]")
#: What gives a hidden suite away: visible tests may share short lines with it.
_TELLING_IN_SUITES = re.compile(r"[^#].{30,}[^:]")


def refuse_leaks(root, files):
    """Raise a FileProblem if one of `files`, {name: bytes}, has a line that is kept from students.

    In notebooks every text is looked at: sources, outputs, attachments, metadata, and what stands in their HTML.
    """
    secrets = _secret_lines(Path(root))
    for name, data in files.items():
        for place, text in _texts(name, data.decode("utf-8", "replace")):
            lines = list(_lines(text))
            whole = "\n".join(lines)
            for secret, source in secrets.items():
                if secret in whole:
                    number = next(k for k, line in enumerate(lines, start=1) if secret in line)
                    raise FileProblem(name, None if name.endswith(".ipynb") else number,
                                      f"{place} gives away a line of {source}: {secret}")


def _secret_lines(root):
    """Return {line: what it is from} of the telling lines that no student may see."""
    public, lines = [], {}
    for path in sorted((root / "solutions").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        public += _lines(strip_solutions(text, path))
        for region in regions(text, path):
            lines |= dict.fromkeys(filter(_TELLING.fullmatch, map(_plain, region.lines)),
                                   f"{path.stem}.{region.function}")
    for path in [*HANDED_OUT, *(root / "solutions" / "notebooks").glob("*.py")]:      # handed out as it is
        public += _lines(path.read_text(encoding="utf-8"))
    known = set(public)
    for folder, telling in (("reference", _TELLING), ("autograder/suites", _TELLING_IN_SUITES)):
        for path in sorted((root / folder).glob("*.py")):
            for line in filter(telling.fullmatch, _lines(path.read_text(encoding="utf-8"))):
                if line not in known:
                    lines.setdefault(line, path.relative_to(root).as_posix())
    return lines


def _lines(text):
    return map(_plain, text.splitlines())


def _plain(line):
    return " ".join(line.split())


def _texts(name, text):
    """Yield (what it is, text) of all that can be read in a file."""
    if not name.endswith(".ipynb"):
        yield "this", text
        return
    notebook = json.loads(text)
    for number, cell in enumerate(notebook.pop("cells", ()), start=1):
        yield from ((f"cell {number}", found) for found in _strings(cell))
    yield from (("its metadata", found) for found in _strings(notebook))


def _strings(value):
    """Yield each text in a value from JSON; one that is kept as a list of lines as a whole, HTML also as it reads."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "".join(value)
    if isinstance(value, str):
        yield value
        yield html.unescape(re.sub(r"<[^>]*>", "", value))
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _strings(one)
