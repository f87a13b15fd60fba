"""What `pytest exercises` says besides the tests' own words: progress, one failure at a time, hints.

Progress and the hints you have seen are remembered in `.progress.json`, beside the code that was tested. Nobody
reads it but this file, it is never sent anywhere, and it may be deleted at any time.
"""

import json
import re
import shlex
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
from language import ENGLISH, language, readable, spoken_here

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


class Companion:
    """Listens to the tests, and speaks after them.

    tests      unit -> names of all its tests, chosen or not
    outcomes   (unit, name) -> "passed", "failed" or "todo", in the order in which they ran
    broken     units whose tests cannot start
    """

    def __init__(self, config, code):
        self.say = spoken(config)
        self.config, self.ladder, self.progress = config, Ladder(self.say), Progress(code)
        self.tests, self.numbers, self.outcomes, self.broken = {}, {}, {}, []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items):
        """Count all tests before -k leaves some out."""
        for item in items:
            unit, name = _place(item.nodeid)
            self.tests.setdefault(unit, []).append(name)
            self.numbers[unit] = int((re.match(r"Unit (\d+)", item.module.__doc__ or "") or [0, 0])[1])

    def pytest_collection_finish(self):
        """Before the first test: let one failure be shown in full, unless more was asked for."""
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        if terminal and not _asked_for_all(self.config):
            _show_one_failure(terminal, self.say)

    def pytest_collectreport(self, report):
        """Note a unit whose file, or one that it needs, cannot be imported."""
        if report.failed:
            self.broken.append(_place(report.nodeid)[0])

    def pytest_runtest_logreport(self, report):
        """Note how a test ended."""
        place = _place(report.nodeid)
        if hasattr(report, "todo"):
            self.outcomes[place] = "todo"
        elif report.failed:
            self.outcomes[place] = "failed"
        elif report.passed and report.when == "call":
            self.outcomes[place] = "passed"

    def pytest_terminal_summary(self, terminalreporter):
        """Say how far each unit is, and show hints."""
        if self.outcomes or self.broken:
            terminalreporter.write_line("")
            for line in [*self._progress_lines(), *self._hint_lines()]:
                write(terminalreporter, line)
            self.progress.save()

    def _progress_lines(self):
        """Return a line for each unit that ran, and remember what passed."""
        ran = {unit for unit, _ in self.outcomes}
        for unit in sorted(ran, key=self.numbers.get):
            yield self._unit_line(unit, self.tests[unit])
        yield from (f"  {'':>6} {unit:<12} {self.say('cannot start: its error is shown above')}"
                    for unit in self.broken)

    def _unit_line(self, unit, names):
        before = self.progress.passed.get(unit, set()) & set(names)
        outcomes = {name: self.outcomes.get((unit, name)) for name in names}
        now = {name for name in names if (outcomes[name] or name in before and "passed") == "passed"}
        last, todo = len(before), [*outcomes.values()].count("todo")
        changed = unit in self.progress.passed and last != len(now)
        self.progress.passed[unit] = now
        full = 20 * len(now) // len(names)
        which, bar = f"{self.say('unit')} {self.numbers[unit]} {unit:<12}", f"[{'#' * full}{'.' * (20 - full)}]"
        far = self.say("{count} of {most}", count=f"{len(now):>3}", most=len(names))
        before, left = self.say(", last time {count}", count=last), self.say(", {count} todo", count=todo)
        return f"  {which} {bar} {far}" + before * changed + left * (todo > 0)

    def _hint_lines(self):
        """Return what was asked for: the next rung, or all of what passed; else where a hint can be had."""
        wrong = next((place for place, outcome in self.outcomes.items() if outcome != "passed"), None)
        lines = [*self._left_over()]
        if wrong is None and not self.broken and self.config.option.hint:
            return self._all_of_what_passed()
        key = wrong and self.ladder.key(*wrong)
        if not key:
            return lines
        unit, name = wrong[0], f"{wrong[0]}.{key}"
        seen = self.progress.seen.get(name, 0)
        if not self.config.option.hint:
            return [*lines, "", self.say("stuck? {command} --hint     ({seen} of {most} hints seen for {key})", seen=seen,
                                         command=self._command(), most=len(RUNGS), key=key)]
        seen = self.progress.seen[name] = min(seen + 1, len(RUNGS))
        more = ["  " + self.say("The same command shows the next one.")] if seen < len(RUNGS) else []
        return [*lines, "", self.say("hints for {key}:", key=key), *self.ladder.lines(unit, key, 0, seen), *more]

    def _left_over(self):
        """Yield the rungs that were not needed, once, of what passes now after some rungs were seen."""
        for unit, names in self.tests.items():
            for key in {self.ladder.key(unit, name): None for name in names}:
                seen = self.progress.seen.get(f"{unit}.{key}", 0)
                passed = self.progress.passed.get(unit, set())
                if 0 < seen < len(RUNGS) and {n for n in names if self.ladder.key(unit, n) == key} <= passed:
                    self.progress.seen[f"{unit}.{key}"] = len(RUNGS)
                    yield from ["", self.say("{key} passes. You did not need:", key=key),
                                *self.ladder.lines(unit, key, seen, len(RUNGS))]

    def _all_of_what_passed(self):
        keys = {(unit, self.ladder.key(unit, name)): None for unit, name in self.outcomes}
        keys = [(unit, key) for unit, key in keys if key]
        if len(keys) > 6:
            return ["", self.say("All pass. To read the hints of one function: pytest exercises -k NAME --hint")]
        return [line for unit, key in keys
                for line in ["", self.say("hints for {key}, which passes:", key=key),
                             *self.ladder.lines(unit, key, 0, len(RUNGS))]]

    def _command(self):
        return shlex.join(["pytest", *map(str, self.config.invocation_params.args)])


def spoken(config):
    """Return the language that --lang, or else the environment, asks for; a usage error where there is none such."""
    try:
        return language(config.option.lang or spoken_here(), Path(__file__).parent / "locale")
    except ValueError as problem:
        raise pytest.UsageError(f"--lang: {problem}") from None


def write(terminal, line):
    """Write a line, without accents where the terminal has none."""
    terminal.write_line(readable(line, getattr(sys.stdout, "encoding", None)))


def _place(nodeid):
    """Return (unit, name) of a test, or (unit, "") of its file."""
    path, _, name = nodeid.partition("::")
    return Path(path).stem.removeprefix("test_"), name


def _asked_for_all(config):
    """Whether all failures are to be shown in full: -v or --tb was typed."""
    typed = config.invocation_params.args
    return any(re.match(r"--verbose|--tb|-[qsxl]*v", str(word)) for word in typed)


def _show_one_failure(terminal, say):
    """Let `terminal` show its first failure or error in full, and a line for each other."""
    show = {"error": terminal.summary_errors, "failed": terminal.summary_failures}

    def summary(kind):
        reports = terminal.stats.get(kind, [])
        first = reports[:1] if kind == "error" or not terminal.stats.get("error") else []
        if first:
            terminal.stats[kind] = first
            show[kind]()
            terminal.stats[kind] = reports
        _show_others(terminal, reports[len(first):], say)

    terminal.summary_errors = lambda: summary("error")
    terminal.summary_failures = lambda: summary("failed")
    terminal.reportchars = terminal.reportchars.replace("f", "").replace("E", "")   # these lines are written here


def _show_others(terminal, reports, say, most=12):
    """Write a line for each test, whatever its parameters, and why it fails or what it promises."""
    names = [report.nodeid.rpartition("::")[2].partition("[")[0] for report in reports]
    lines = {name: _reason(report) for name, report in zip(names, reports, strict=True)}
    if lines:
        terminal.write_line("")
        write(terminal, say("also failing, shown in full by -v:"))
    for name, reason in [*lines.items()][:most]:
        times = say(" ({count} times)", count=names.count(name)) if names.count(name) > 1 else ""
        line = f"  {name}{times}: {reason}"
        write(terminal, line if len(line) <= 110 else f"{line[:106]} ...")
    if len(lines) > most:
        write(terminal, "  " + say("and {count} more", count=len(lines) - most))


def _reason(report):
    promises = [text for title, text in report.sections if "promises" in title]
    return (promises or [str(report.longrepr)])[0].partition("\n")[0]
