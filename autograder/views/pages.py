"""Pages of HTML: one file each, with nothing to load from elsewhere, and no script but one of ours."""

import base64
import hashlib
import re
import sys
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from textwrap import dedent
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.language import ENGLISH
from autograder.pictures import picture
from autograder.report import points_text
from autograder.views.feedback import footer
from autograder.views.reading import to_read
from autograder.views.reveal import revealed, score_text, smallest_case

TEMPLATES = Path(__file__).parents[1] / "templates"
COMPILED = Path(__file__).parent / "__pycache__" / "templates"
#: rows of a table in a message: they are scrolled rather than broken, also where a page has a style of its own
_ROWS = Markup('<span class="rows" style="display: block; white-space: pre; overflow-x: auto">{}</span>')
#: a line with cells, parted by two blanks or more
_CELLS = re.compile(r"^.*\S {2,}\S.*$", re.MULTILINE)

#: of a larger class the page shows what holds for all of it, not a row for each student: browsers have limits
MOST_STUDENTS = 2_000


def feedback_page(report, level="full", say=ENGLISH):
    """Return a student's feedback as a page; `level` is how much is shown, `say` the language."""
    shown = revealed(report, level, say)
    return render("feedback.html", shown=shown, reading=to_read(shown), footer=footer(shown), say=say,
                  policy=policy())


def class_page(cohort, duplicates=(), damaged=(), people=None):
    """Return the class report of a `cohort.Cohort` as a page.

    duplicates   groups of names of equal submissions
    damaged      names of reports that could not be read
    people       {submission: full name} where it is called otherwise
    """
    script = (TEMPLATES / "class.js").read_text(encoding="utf-8")
    scores, counts = cohort.scores()
    checks = cohort.checks()
    return _template("class.html").render(
        cohort=cohort, scores=scores, counts=counts, checks=checks, hardest=_hardest(checks),
        mistakes=cohort.mistakes(), outliers=cohort.outliers(), walls=cohort.walls(), duplicates=duplicates,
        damaged=damaged, people=people or {}, detailed=len(cohort.students) <= MOST_STUDENTS,
        columns=[(check.unit, check.name, check.title.replace("`", "")) for check in checks],
        script=Markup(script), policy=policy(script))       # noqa: S704  a script of ours


def _hardest(checks, most=10):
    """The checks that most of those who were asked did not pass."""
    missed = [check for check in checks if check.asked and check.share < 1]
    return sorted(missed, key=lambda check: check.share)[:most]


def policy(script=""):
    """Return a content security policy under which a page loads nothing and runs `script`, or nothing."""
    rules = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    if not script:
        return rules
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"{rules}; script-src 'sha256-{digest}'"


def render(name, **values):
    """Return the template `name` with these values, all of which it escapes."""
    return _template(name).render(**values)


class _Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates where Python keeps compiled modules; where nothing may be written, it does without."""

    def load_bytecode(self, bucket):
        """Fill the bucket with what was kept, if it can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket):
        """Keep one for the next time: to compile them all takes longer than to fill them."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _environment():
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, bytecode_cache=_Compiled(str(COMPILED)))
    environment.filters |= {"prose": prose, "points": points_text, "score": score_text, "share": share,
                            "picture": _drawn, "dedented": dedent, "aligned": aligned,
                            "address": partial(quote, safe=""), "smallest_case": smallest_case}
    return environment


@cache
def _template(name):
    return _environment().get_template(name)


def _drawn(evidence, say):
    return Markup(picture(evidence, say))        # noqa: S704  SVG of ours, in which texts are escaped


def aligned(text):
    """Return a message as HTML, escaped; rows whose cells stand under each other are marked, for they must not wrap."""
    page, before = Markup(""), ""
    for block in text.split("\n\n"):
        rows = len(_CELLS.findall(block)) > 1
        page += before + (_ROWS.format(block) if rows else escape(block))
        before = "\n" if rows else "\n\n"      # a block of rows ends its line by itself
    return page


def prose(text):
    """Return a sentence as HTML, escaped; what stands between backticks is code."""
    return Markup("").join(Markup("<code>{}</code>").format(part) if odd else escape(part)
                           for part, odd in _parts(text))


def _parts(text):
    pieces = re.split(r"`([^`\n]+)`", text)
    return [(piece, number % 2) for number, piece in enumerate(pieces)]


def share(scored):
    """Return the share of points in percent, 0 where none can be earned."""
    return round(100 * scored.score / scored.max_score, 2) if scored.max_score else 0
