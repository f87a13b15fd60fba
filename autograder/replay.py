"""A replay: one verdict formed again for whoever doubts it, with each question and answer. Nothing is written."""

import difflib
import json
from dataclasses import replace
from pathlib import Path

from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.inert import inert
from autograder.protocol import Status
from autograder.report import points_text
from autograder.submission import read_submission
from autograder.version import version_of

WIDTH = 2000    # characters shown of a question's arguments: those of a training are long


def seed_of(out):
    """Return the seed of the run in the folder `out`; raise AutograderError where there is none."""
    try:
        return int(json.loads((Path(out) / "run.json").read_bytes())["seed"])
    except (OSError, ValueError, TypeError, KeyError):
        raise AutograderError(f"{out} holds no run to take the seed from: give it with --seed.") from None


def replay(name, place, assignment, seed, *, layout=None, host=None):
    """Grade a submission; return its report, and all that was asked as text."""
    submission, heard = read_submission(name, place, assignment, layout), {}
    with Grader(assignment, seed, host=host) as grader:
        grader.witness = lambda check, *what: heard.setdefault((check.unit, check.name), []).append(what)
        report = replace(grader.grade(submission), kit=version_of(assignment))
    told = "\n\n".join(_told(result, heard.get((result.unit, result.name), ())) for result in report.checks)
    return report, told


def _told(result, runs):
    """Return one check as text: its outcome, then what was asked on whose units, then what the report says."""
    points = f"{points_text(result.score)} of {points_text(result.max_score)}"
    lines = [f"{result.unit}: {result.name}   {points}   {result.outcome}", f"    {result.title}"]
    for on, asked, problem in runs:
        lines.append(f"  on {'their own' if on == 'own' else 'the solutions for the'} earlier units:")
        lines += [line for question in asked for line in _question(*question)]
        lines.append("    -> " + ("passed" if problem is None else type(problem).__name__))
    return "\n".join([*lines, *[f"  | {line}" for line in result.message.splitlines()]])


def _question(probe, arguments, size, answer):
    said = ", ".join(f"{key}={value!r}" for key, value in arguments.items())
    yield f"    {probe}({inert(said, WIDTH)})"
    numbers = ", ".join(map(repr, answer.numbers))
    yield f"        {inert(numbers, WIDTH) if answer.status is Status.ANSWERED else inert(answer.text)}"


def compared(report, path):
    """Return whether the stored report in `path` equals this one, and a sentence, with the lines that differ."""
    try:
        stored = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return True, f"There is no report in {path} to compare with."
    if stored == report.to_json():
        return True, f"{path} holds this report, byte for byte."
    pair = map(_lines, (stored, report.to_json()))
    lines = list(difflib.unified_diff(*pair, "stored", "now", lineterm="", n=0))
    return False, "\n".join([f"{path} holds ANOTHER report:", *map(inert, lines)])


def _lines(text):
    """Return the lines of a report with each value in one of its own; of what is no JSON, its lines."""
    try:
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        pass
    return text.splitlines()
