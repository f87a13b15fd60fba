"""The hints, a ladder of three for each function, and what is remembered of them and of the tests.

Progress and the hints you have seen are remembered in `.progress.json`, beside the code that was tested. Nobody
reads it but this file, it is never sent anywhere, and it may be deleted at any time.
"""

import json
import textwrap
import tomllib
from pathlib import Path

from language import ENGLISH

RUNGS = ("nudge", "idea", "sketch")
FILE = ".progress.json"


class Ladder:
    """The hints, three rungs for each function; files `hints/UNIT.toml`, keyed by what tests are named after."""

    def __init__(self, say=ENGLISH, folder=Path(__file__).parent / "hints"):
        self.say = say
        self.units = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
                      for path in sorted(folder.glob("*.toml"))}

    def key(self, unit, test):
        """Return the longest key that the name of a test begins with: `value_add`; None where there is none."""
        name = test.removeprefix("test_").partition("[")[0]
        fitting = [key for key in self.units.get(unit, ()) if f"{name}_".startswith(f"{key}_")]
        return max(fitting, key=len, default=None)

    def lines(self, unit, key, first, last):
        """Return rungs number `first` up to, not including, `last`, counted from 0, as lines."""
        names, lines = {"nudge": self.say("nudge"), "idea": self.say("idea"), "sketch": self.say("sketch")}, []
        for rung in RUNGS[first:last]:
            text = self.say(self.units[unit][key][rung])
            lines += textwrap.wrap(text, 78, initial_indent=f"  {names[rung]:<8}",
                                   subsequent_indent=" " * 10, break_long_words=False)
        return lines


class Progress:
    """What is remembered from run to run: the tests that passed, and how many hints were seen of what."""

    def __init__(self, folder):
        """Read the file in `folder`; where it is missing or damaged, begin anew."""
        self.path = Path(folder) / FILE
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            self.passed = {unit: set(map(str, names)) for unit, names in data["passed"].items()}
            self.seen = {str(key): min(max(int(count), 0), len(RUNGS)) for key, count in data["hints"].items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            self.passed, self.seen = {}, {}

    def save(self):
        """Write the file, whole or not at all; a folder that cannot be written to is no reason to stop."""
        passed = {unit: sorted(names) for unit, names in self.passed.items()}
        new = self.path.with_name(FILE + ".new")
        try:
            new.write_text(json.dumps({"passed": passed, "hints": self.seen}, indent=1), encoding="utf-8")
            new.replace(self.path)
        except OSError:
            new.unlink(missing_ok=True)
