"""Feedback as Markdown: what a reader of it sees, and that it obeys no stranger."""

import re

import pytest
from markdown_it import MarkdownIt
from strangers import HOSTILE, failed, hostile_report, report_of

from autograder.inert import inert
from autograder.report import CheckResult, Outcome
from autograder.views.markdown import code, feedback_markdown, fenced

#: as lenient as readers of Markdown are: tables, bare addresses, and HTML that is passed on
READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def test_the_whole_of_it():
    """A table of units, each failure with its numbers as a block of code, then lists."""
    passed = CheckResult("value", "add", "About add.", Outcome.PASSED, 2.5, 2.5, on="own")
    report = report_of(passed, failed("sum", "yours  1\nright  2"), notes=["Not taken: a`b.py."])

    assert feedback_markdown(report) == """\
# `ada`: 2.5 / 3.5 points

| unit | | points | |
|---|---|--:|---|
| `value` | `[####################]` | 2.5 / 2.5 |  |
| `backward` | `[....................]` | 0 / 1 | 1 failed |

- Note: ``Not taken: a`b.py.``

## What did not pass

### `backward: sum` 0 / 1 points

About sum.

```text
yours  1
right  2
```

Add it up.

> These are the numbers you get when `+` assigns: look at `a + a`.
>
> Write += and not =.

## Passed

- value: `add`

## To read

- backward: the text at the top of `backward.py`; "The autograd engine" in the README of the exercise kit

---

`kit 1.0, seed 7654321, wall strong, layout kit`
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_a_stranger_wrote_is_more_than_code(name):
    """A reader that passes HTML on finds none, no link and no picture; every text is there as it is."""
    html = READER.render(feedback_markdown(hostile_report(name)))

    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {"h1", "h2", "h3", "p", "ul", "li", "code", "pre", "table", "thead", "tbody", "tr", "th", "td",
                    "blockquote", "hr"}
    assert html.count("window.marked = 1") >= 6


@pytest.mark.parametrize("text", ["`", "a`b", "``", "`a", "a``", "a\nb", "|", ""])
def test_a_span_of_code_holds_its_text(text):
    """More backticks around it than within; a line, for a span ends where a paragraph does."""
    html = READER.renderInline(code(text)) if text else "<code></code>"

    assert html == f"<code>{' '.join(text.split())}</code>"


def test_a_block_of_code_is_not_ended_from_within():
    """Its fence is longer than any in it."""
    assert fenced("a\n````\nb") == ["`````text", "a", "````", "b", "`````"]


def test_the_submissions_name_is_one_line():
    """A name with line ends would begin paragraphs of its own."""
    assert feedback_markdown(report_of(submission=inert("a\n\n# b"))).startswith("# `a # b`: 0 / 0 points\n")
