"""How `pytest exercises` shows what failed: the first in full, each other one in a line."""

import re
import sys

from language import readable


def write(terminal, line):
    """Write a line, without accents where the terminal has none."""
    terminal.write_line(readable(line, getattr(sys.stdout, "encoding", None)))


def asked_for_all(config):
    """Whether all failures are to be shown in full: -v or --tb was typed."""
    typed = config.invocation_params.args
    return any(re.match(r"--verbose|--tb|-[qsxl]*v", str(word)) for word in typed)


def show_one_failure(terminal, say):
    """Let `terminal` show its first failure or error in full, and a line for each other."""
    show = {"error": terminal.summary_errors, "failed": terminal.summary_failures}

    def summary(kind):
        reports = terminal.stats.get(kind, [])
        first = reports[:1] if kind == "error" or not terminal.stats.get("error") else []
        if first:
            terminal.stats[kind] = first
            show[kind]()
            terminal.stats[kind] = reports
        # One file that cannot be imported gives the same error to each unit that needs it.
        same = [report for report in reports if kind == "error" and _reason(report) == _reason(first[0])] or first
        _show_others(terminal, [report for report in reports if report not in same], say)

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
    return getattr(report, "promise", str(report.longrepr)).partition("\n")[0]
