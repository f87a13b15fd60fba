"""The files of feedback that students are handed: views of the reports, made anew whenever that is asked for.

    DIR/feedback/NAME.txt, NAME.md, NAME.html
    DIR/feedback.json                            how much of the hidden checks they show
"""

import json
from pathlib import Path

from autograder.feedback import feedback
from autograder.markdown import feedback_markdown
from autograder.pages import feedback_page
from autograder.report import write_whole
from autograder.reveal import LEVELS

FORMATS = {"txt": feedback, "md": feedback_markdown, "html": feedback_page}


def write_feedback(out, name, report, level="full", formats=FORMATS):
    """Write the feedback of one report in `formats`; a file of another format that is there is never left to differ."""
    for ending, render in FORMATS.items():
        path = Path(out) / "feedback" / f"{name}.{ending}"
        if ending in formats or path.exists():
            write_whole(path, render(report, level))


def is_written(out, name):
    """Whether there is feedback in every format for `name`."""
    return all((Path(out) / "feedback" / f"{name}.{ending}").is_file() for ending in FORMATS)


def settled(out, level, reports):
    """Make all feedback in the folder show `level`; return the level: None is the one it has, `full` for a new folder.

    reports   (name, report) of all that is in the folder; read only where the feedback has to be made anew
    """
    before, whole = _state(out)
    if level in (None, before) and whole:
        _note(out, before, whole)
        return before
    return rewritten(out, level, reports)[0]


def rewritten(out, level, reports, formats=FORMATS):
    """Write all feedback in the folder anew; return its level and how many it was written for.

    Whoever is stopped on the way has feedback of two levels: the note says so, and `settled` goes on from there.
    """
    level, count = level or _state(out)[0], 0
    _note(out, level, whole=False)
    for count, (name, report) in enumerate(reports, start=1):       # noqa: B007
        write_feedback(out, name, report, level, formats)
    _note(out, level, whole=True)
    return level, count


def level_of(out):
    """Return the level that the folder's feedback has."""
    return _state(out)[0]


def _state(out):
    """Return the level that the folder's feedback has, and whether all of it has."""
    try:
        state = json.loads((Path(out) / "feedback.json").read_bytes())
        level = {level: level for level in LEVELS}[state["reveal"]]
        return level, state["whole"] is True
    except FileNotFoundError:
        return "full", True
    except (OSError, ValueError, TypeError, KeyError):
        return next(iter(LEVELS)), False        # nobody knows what was asked for: the least


def _note(out, level, whole):
    write_whole(Path(out) / "feedback.json", json.dumps({"format": 1, "reveal": level, "whole": whole}) + "\n")
