"""Students' pages in a real browser: readable in any light and width, and nothing that a stranger wrote is run."""

import re
import sys

import pytest
from browser import READABLE
from jinja2 import DictLoader, Environment
from strangers import HOSTILE, failed, hostile_report, report_of

from autograder.inert import inert
from autograder.report import CheckResult, Outcome
from autograder.views import pages
from autograder.views.pages import aligned, feedback_page, policy, prose

PICTURE = '<svg viewBox="0 0 900 40" width="900" height="40"><text x="4" y="20">a.grad</text></svg>'


@pytest.fixture(scope="module")
def report():
    """A bit of everything: failures with and without mistakes, notes, each list, a unit with all points."""
    long = "sum([" + "a * b + c, " * 40 + "])"
    return report_of(
        *[CheckResult("value", f"add[{n}]", "Sums.", Outcome.PASSED, 1, 1, on="own") for n in range(3)],
        failed("used_twice[tanh]", f"    {long}\n\n    yours  1", evidence={"kind": "planted"}),
        *[failed(f"later{n}", "The module did not load.", outcome=Outcome.ERROR, mistakes=()) for n in range(4)],
        CheckResult("backward", "chain", "Chains.", Outcome.PASSED, 1, 1, on="stand-ins"),
        CheckResult("nn", "mlp", "A network.", Outcome.TODO, 0, 1), notes=[f"Not taken: {'very' * 60}.py."])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1600])
def test_a_students_page_is_readable(look, report, monkeypatch, width, scheme):
    """No sideways scrolling of the page, no text below 12 pixels or a contrast of 4.5, no complaint."""
    monkeypatch.setattr("autograder.views.pages.picture", lambda evidence, say: PICTURE if evidence else "")
    page, complaints = look(feedback_page(report), viewport={"width": width, "height": 900}, color_scheme=scheme)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(READABLE) == []
    assert (page.locator("article").count(), page.locator("article svg").count(), complaints) == (2, 1, [])
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")


def test_rows_of_a_table_stay_rows_on_a_phone(look):
    """What stands under each other is scrolled there and not broken; the name of a check fits on a line."""
    rows = "\n".join(f"    {name:<30}  {number:>20}  {number:>20}" for name, number in [("", 0), ("a", 1), ("b", 2)])
    page, _ = look(feedback_page(report_of(failed("the_trained_parameters_of_three_classes",
                                                  f"    a + a      with a = 1.0\n\n{rows}\n\n    It is used there."))),
                   viewport={"width": 400, "height": 900})

    lines = page.evaluate("document.querySelector('.rows').getBoundingClientRect().height /"
                          "parseFloat(getComputedStyle(document.querySelector('pre')).lineHeight)")
    assert 2.9 < lines < 4.5        # and a bar to scroll it by
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.locator("pre").inner_text().count("\n\n") == 2
    assert page.evaluate("document.querySelector('h3 code').getClientRects().length") == 1


def test_a_message_is_escaped_where_its_rows_are_marked():
    """Two lines with cells make rows; one is a line like others."""
    rows, _, line = aligned("a  <b>\nc  d\n\n<i>  x").partition("</span>")
    assert (rows.partition(">")[2], line) == ("a  &lt;b&gt;\nc  d", "\n&lt;i&gt;  x")


def test_the_check_of_readability_can_fail(look):
    """Grey on grey, small print, and black on a dark stripe are found."""
    page, _ = look("<body style='color: #999'>pale<p style='font-size: 9px; color: black'>small</p>"
                   "<p style='color: black; background: linear-gradient(90deg, #222 50%, transparent 0)'>striped</p>")

    assert [found[0] for found in page.evaluate(READABLE)] == ["pale", "small", "striped"]


def test_nothing_that_a_stranger_wrote_is_run(look):
    """Names, notes and messages are text, whatever stands in them, and nothing can be clicked."""
    page, complaints = look(feedback_page(hostile_report(" ".join(HOSTILE))))

    assert page.evaluate("window.marked") is None
    assert page.locator("script, img, a, [onclick], [onload]").count() == 0
    text = page.locator("body").text_content()
    assert [words for words in HOSTILE if text.count(inert(words)) < 3] == []
    assert complaints == []


def test_a_script_in_a_students_page_would_not_run(look):
    """Even if it got there: the policy of the page lets none run."""
    html = feedback_page(report_of()).replace("</h1>", "</h1><script>window.marked = 1</script>"
                                              "<img src=x onerror='window.marked = 1'>")
    page, complaints = look(html)

    assert page.evaluate("window.marked") is None
    assert "Content Security Policy" in complaints[0]


def test_a_students_page_needs_nothing_else(report):
    """One file: no address to load from, nothing to send to."""
    assert re.findall(r"https?:|//\w|src=|href=|@import|url\(", feedback_page(report)) == []


def test_print_shows_what_is_folded_and_breaks_between_failures(look, report):
    """On paper nothing can be unfolded; dark pages are printed dark on white."""
    page, _ = look(feedback_page(report), color_scheme="dark")
    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('article')).breakInside").startswith("avoid")
    assert page.locator("details li").first.bounding_box()["height"] > 10


def test_a_page_is_used_by_keyboard(look, report, monkeypatch):
    """Wide pictures can be reached and scrolled, folded lists opened; where one is, is seen."""
    monkeypatch.setattr("autograder.views.pages.picture", lambda evidence, say: PICTURE if evidence else "")
    page, _ = look(feedback_page(report), viewport={"width": 400, "height": 900})
    reached = []
    for _ in range(2):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[document.activeElement.tagName, "
                                     "getComputedStyle(document.activeElement).outlineStyle]"))
    page.keyboard.press("Enter")

    assert reached == [["FIGURE", "solid"], ["SUMMARY", "solid"]]
    assert page.locator("details[open]").count() == 1


@pytest.mark.parametrize(("report", "seen"), [
    (report_of(), "0 of 0 points"),
    (report_of(CheckResult("value", "add", "", Outcome.PASSED, 1, 1, on="own")), "Passed"),
    (report_of(CheckResult("value", "add", "", Outcome.SKIPPED, 0, 1)), "not asked"),
])
def test_little_to_say_makes_no_empty_headlines(look, report, seen):
    """Nothing asked, all points, an engine without the unit: each list has something in it."""
    page, complaints = look(feedback_page(report))

    assert seen in page.inner_text("body")
    assert page.locator("h2 + h2, h2 + footer").count() == 0
    assert complaints == []


def test_a_sentence_may_hold_code_and_nothing_else():
    """Backticks make code, everything else is text; one backtick alone is a backtick."""
    assert prose("`+` < `a<b>` & `") == "<code>+</code> &lt; <code>a&lt;b&gt;</code> &amp; `"


def test_a_policy_names_the_one_script_by_its_digest():
    """The example of the policy's own documentation; without a script of ours there is none to run."""
    assert "script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='" in policy("alert('Hello, world.');")
    assert "script-src" not in policy()


def test_compiled_templates_are_kept_and_none_is_needed(tmp_path, monkeypatch):
    """Found again by the next process; where nothing may be written, all goes on without."""
    def rendered(folder):
        cache = pages._Compiled(str(folder))
        environment = Environment(loader=DictLoader({"a": "{{ 1 + 1 }}"}), bytecode_cache=cache, autoescape=True)
        return environment.get_template("a").render()

    kept = tmp_path / "new" / "kept"
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    assert [rendered(folder) for folder in (kept, kept, tmp_path / "file")] == ["2"] * 3
    assert len([*kept.iterdir()]) == 1
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(tmp_path / "other") == "2"
    assert not (tmp_path / "other").exists()
