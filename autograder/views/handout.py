"""The files of feedback that students are handed: views of the reports, made anew whenever that is asked for.

    DIR/feedback/NAME.txt, NAME.md, NAME.html
    DIR/feedback.json                            how much of the hidden checks they show, and in which language
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from autograder.language import LANGUAGES, language
from autograder.report import write_whole
from autograder.views.feedback import feedback
from autograder.views.markdown import feedback_markdown
from autograder.views.pages import feedback_page
from autograder.views.reveal import LEVELS

FORMATS = {"txt": feedback, "md": feedback_markdown, "html": feedback_page}


@dataclass(frozen=True)
class Showing:
    """How feedback shows a report: how much of the hidden checks (`reveal.LEVELS`), in which language."""

    reveal: str = "full"
    language: str = "en"

    def but(self, **changes):
        """Return the same but for what is given; None gives nothing."""
        return replace(self, **{key: value for key, value in changes.items() if value is not None})


def write_feedback(out, name, report, showing=Showing(), formats=FORMATS):
    """Write the feedback of one report in `formats`; a file of another format that is there is never left to differ."""
    say = language(showing.language)
    for ending, render in FORMATS.items():
        path = Path(out) / "feedback" / f"{name}.{ending}"
        if ending in formats or path.exists():
            write_whole(path, render(report, showing.reveal, say))


def is_written(out, name):
    """Whether there is feedback in every format for `name`."""
    return all((Path(out) / "feedback" / f"{name}.{ending}").is_file() for ending in FORMATS)


def settled(out, reports, **asked):
    """Make all feedback in the folder be what is `asked`, `reveal` and `language`; return its Showing.

    asked     None is what the feedback has already; a new folder's is in full, and English
    reports   (name, report) of all that is in the folder; read only where the feedback has to be made anew
    """
    before, whole = _state(out)
    if before.but(**asked) == before and whole:
        _note(out, before, whole)
        return before
    return rewritten(out, reports, **asked)[0]


def rewritten(out, reports, formats=FORMATS, **asked):
    """Write all feedback in the folder anew, as `asked`; return its Showing and how many it was written for.

    Whoever is stopped on the way has feedback of two kinds: the note says so, and `settled` goes on from there.
    """
    showing, count = showing_of(out).but(**asked), 0
    _note(out, showing, whole=False)
    for count, (name, report) in enumerate(reports, start=1):       # noqa: B007
        write_feedback(out, name, report, showing, formats)
    _note(out, showing, whole=True)
    return showing, count


def showing_of(out):
    """Return how the folder's feedback shows reports."""
    return _state(out)[0]


def _state(out):
    """Return how the folder's feedback shows reports, and whether all of it does."""
    try:
        state = json.loads((Path(out) / "feedback.json").read_bytes())
        reveal = {level: level for level in LEVELS}[state["reveal"]]
        spoken = {code: code for code in LANGUAGES}[state.get("language", "en")]
        return Showing(reveal, spoken), state["whole"] is True
    except FileNotFoundError:
        return Showing(), True
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Showing(next(iter(LEVELS))), False       # nobody knows what was asked for: the least


def _note(out, showing, whole):
    write_whole(Path(out) / "feedback.json", json.dumps({"format": 1, **asdict(showing), "whole": whole}) + "\n")
