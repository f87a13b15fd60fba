"""What `pytest exercises` says besides the tests' own words: progress, one failure at a time, hints."""

import difflib
import re
import shlex
from pathlib import Path

import pytest
from failures import asked_for_all, show_one_failure, write
from hints import RUNGS, Ladder, Progress
from language import language, spoken_here


class Companion:
    """Listens to the tests, and speaks after them.

    tests      unit -> names of all its tests, chosen or not
    outcomes   (unit, name) -> "passed", "failed" or "todo", in the order in which they ran
    broken     units whose tests cannot start
    new        units that were finished in this run
    """

    def __init__(self, config, code):
        self.say = spoken(config)
        self.config, self.code, self.ladder, self.progress = config, code, Ladder(self.say), Progress(code)
        self.tests, self.outcomes, self.broken, self.new = {}, {}, [], []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items):
        """Count all tests before -k leaves some out."""
        for item in items:
            unit, name = _place(item.nodeid)
            self.tests.setdefault(unit, []).append(name)

    def pytest_collection_finish(self):
        """Before the first test: let one failure be shown in full, unless more was asked for."""
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        if terminal and not asked_for_all(self.config):
            show_one_failure(terminal, self.say)

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
        """Return a line for each unit that ran or cannot, and remember what passed."""
        ran = {unit for unit, _ in self.outcomes}
        for unit in sorted(ran.union(self.broken), key=unit_number):
            yield self._unit_line(unit, self.tests[unit]) if unit in ran else (
                f"{self._which(unit)} {self.say('cannot start: its error is shown above')}")
        if self.new:
            yield from ["", *self._done_lines()]

    def _done_lines(self):
        """Return what there is to read about the units that were finished in this run."""
        if len(self.new) == 1:
            return [self.say("Unit {unit} is done. The same in PyTorch, JAX and numpy: ladder/{unit}.md",
                             unit=self.new[0])]
        return [self.say("{count} units are done. The same in PyTorch, JAX and numpy:", count=len(self.new)),
                *[f"  ladder/{unit}.md" for unit in self.new]]

    def _which(self, unit):
        return f"  {self.say('unit')} {unit_number(unit)} {unit:<12}"

    def _unit_line(self, unit, names):
        before = self.progress.passed.get(unit, set()) & set(names)
        outcomes = {name: self.outcomes.get((unit, name)) for name in names}
        now = {name for name in names if (outcomes[name] or name in before and "passed") == "passed"}
        last, todo = len(before), [*outcomes.values()].count("todo")
        changed = unit in self.progress.passed and last != len(now)
        self.progress.passed[unit] = now
        if last < len(now) == len(names):
            self.new.append(unit)
        full = 20 * len(now) // len(names)
        bar = f"[{'#' * full}{'.' * (20 - full)}]"
        far = self.say("{count} of {most}", count=f"{len(now):>3}", most=len(names))
        before, left = self.say(", last time {count}", count=last), self.say(", {count} todo", count=todo)
        return f"{self._which(unit)} {bar} {far}" + before * changed + left * (todo > 0)

    def _hint_lines(self):
        """Return what was asked for: the next rung, or all of what passed; else where a hint can be had."""
        wrong = next((place for place, outcome in self.outcomes.items() if outcome != "passed"), None)
        lines = [*self._left_over()]
        if wrong is None and not self.broken and self.config.option.hint:
            return self._all_of_what_passed()
        key = wrong and self.ladder.key(*wrong)
        if not key or any(unit_number(unit) < unit_number(wrong[0]) for unit in self.broken):
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

    def onward(self):
        """Return what to do when all that ran has passed, or nothing was found to run; None where that is clear."""
        if self.tests and not self.outcomes and not self.broken:
            return self._called_otherwise(self.config.option.keyword)
        if self.broken or {*self.outcomes.values()} != {"passed"}:
            return None
        left = [unit for unit in self._units() if {*self.tests[unit]} - self.progress.passed.get(unit, set())]
        return left and self.say("unit {number}, {unit}: {unit}.py is yours to write. Try: pytest exercises -k {unit}"
                                 if self._is_stub(left[0]) else
                                 "unit {number}, {unit}: not all of its tests have passed yet. Try: pytest exercises -k {unit}",
                                 number=unit_number(left[0]), unit=left[0])

    def _is_stub(self, unit):
        path = self.code / f"{unit}.py"
        return not path.is_file() or "raise NotImplementedError" in path.read_text(encoding="utf-8", errors="replace")

    def _called_otherwise(self, keyword):
        """Return what -k could have said in place of a word that no test has in its name."""
        names = [*self._units(), *[key for unit in self.tests for key in self.ladder.units.get(unit, ())]]
        close = difflib.get_close_matches(keyword.removeprefix("test_"), names, n=1)
        return self.say("no test has {keyword} in its name. Try: pytest exercises -k {name}", keyword=keyword,
                        name=close[0] if close else names[0])

    def _units(self):
        return sorted(self.tests, key=unit_number)

    def _command(self):
        return shlex.join(["pytest", *map(str, self.config.invocation_params.args)])


def spoken(config):
    """Return the language that --lang, or else the environment, asks for; a usage error where there is none such."""
    try:
        return language(config.option.lang or spoken_here(), Path(__file__).parent / "locale")
    except ValueError as problem:
        raise pytest.UsageError(f"--lang: {problem}") from None


def unit_number(unit):
    """Return the number of a unit: its file of tests begins with it."""
    text = Path(__file__).with_name(f"test_{unit}.py").read_text(encoding="utf-8")
    return int(re.match(r'"""Unit (\d+)', text)[1])


def _place(nodeid):
    """Return (unit, name) of a test, or (unit, "") of its file."""
    path, _, name = nodeid.partition("::")
    return Path(path).stem.removeprefix("test_"), name
