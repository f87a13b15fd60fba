"""The class report in a real browser: it sorts, filters, is reached by keyboard, and runs nothing of a student's."""

import re

import pytest
from browser import READABLE
from cohorts import CLASS, cohort_of, sort_by
from strangers import HOSTILE, failed, hostile_report, report_of

from autograder.views import pages
from autograder.views.cohort import Cohort
from autograder.views.pages import class_page, feedback_page


def names(page):
    """The names in the table of students that are seen, from top to bottom."""
    return page.locator("#students-table tbody tr:visible th").all_inner_texts()


def test_every_student_has_a_row_with_points_and_a_link(page):
    """Units in their order, a dash where none was asked, numbers to the right."""
    row = page.locator("#students-table tbody tr").nth(2)

    assert names(page) == list(CLASS)
    assert row.locator("th, td").all_inner_texts() == ["Ada 9", "1.5", "\u2013", "1.5", "12"]
    assert row.locator("a").get_attribute("href") == "feedback/Ada%209.html"
    assert row.locator("td").nth(0).evaluate("cell => getComputedStyle(cell).textAlign") == "right"


def test_names_are_sorted_as_people_do(page):
    """Without regard to case, 9 before 10, and the other way round the second time."""
    sort_by(page, "name")
    assert names(page) == ["Ada 9", "ada 10", "bob", "zoë"]

    sort_by(page, "name")
    assert names(page) == ["zoë", "bob", "ada 10", "Ada 9"]


def test_scores_are_sorted_as_numbers(page):
    """15 before 12 before 3: as texts they would be 3, 15, 12. What is sorted by is said to those who do not see it."""
    sort_by(page, "score")
    assert names(page) == ["zoë", "ada 10", "bob", "Ada 9"]
    assert page.locator("#students-table th[aria-sort]").all_inner_texts() == ["score"]

    sort_by(page, "score")
    assert names(page) == ["Ada 9", "bob", "ada 10", "zoë"]
    assert page.locator("#students-table th[aria-sort]").get_attribute("aria-sort") == "ascending"


def test_what_was_not_asked_comes_last_in_both_directions(page):
    """A dash is no number."""
    for first in ("zoë", "ada 10"):
        sort_by(page, "nn")
        assert (names(page)[0], names(page)[-1]) == (first, "Ada 9")


def test_the_filter_leaves_those_whose_names_hold_the_text(page):
    """In any case, and says how many they are; sorting keeps it."""
    page.get_by_label("Filter by name").fill("ADA")
    sort_by(page, "name")

    assert names(page) == ["Ada 9", "ada 10"]
    assert page.inner_text("#found") == "2 of 4"
    page.get_by_label("Filter by name").fill("nobody")
    assert names(page) == []
    page.get_by_label("Filter by name").fill("")
    assert (len(names(page)), page.inner_text("#found")) == (4, "")


def test_who_has_a_full_name_is_found_by_it(look):
    """In the table, by the filter, and on the map: ids alone tell an instructor little."""
    page, complaints = look(class_page(cohort_of(CLASS), people={"bob": "Bob <b>Bell</b>", "zoë": "Zoë Abel"}))
    page.get_by_label("Filter by name").fill("bell")
    page.focus("#heat")

    assert names(page) == ["bob Bob <b>Bell</b>"]
    assert page.inner_text("#readout").startswith("bob Bob <b>Bell</b>: value check0:")
    assert complaints == []


def test_a_link_leads_to_the_students_page(look, page_text, tmp_path):
    """Beside the class report, under the name of its file."""
    (tmp_path / "feedback").mkdir()
    (tmp_path / "feedback" / "zoë.html").write_text(feedback_page(report_of(submission="zoë")), encoding="utf-8")
    page, _ = look(page_text)
    page.locator("#students-table a", has_text="zoë").click()

    assert page.title() == "zoë: 0 / 0 points"


def focused(page):
    """What has the focus: its text or id, and whether that is seen."""
    return page.evaluate("""() => {
        const element = document.activeElement, { outlineStyle, outlineWidth } = getComputedStyle(element);
        return [element.id || element.textContent.trim(), outlineStyle === "solid" && outlineWidth === "3px"];
    }""")


def test_the_page_is_gone_through_by_tab(page):
    """Filter, heads of columns, links, the map, the next table: in the order of the page, each seen."""
    expected = ["filter", "name", "value", "nn", "score", "of", *CLASS, "heat", "unit"]
    reached = []
    for _ in expected:
        page.keyboard.press("Tab")
        reached.append(focused(page))

    assert reached == [[name, True] for name in expected]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_sorts(page, key):
    """As a click does, and the focus stays."""
    page.locator("#students-table button", has_text="score").focus()
    page.keyboard.press(key)
    assert names(page)[0] == "zoë"
    page.keyboard.press(key)

    assert names(page)[0] == "Ada 9"
    assert focused(page)[0] == "score"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1600])
def test_the_class_report_is_readable(look, page_text, width, scheme):
    """No sideways scrolling of the page, no text below 12 pixels or a contrast of 4.5, folded parts included."""
    page, complaints = look(page_text, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(READABLE) == []
    assert complaints == []


def test_the_class_report_is_printed_dark_on_white(look, page_text):
    """Also where the screen is dark; without what paper cannot do."""
    page, _ = look(page_text, color_scheme="dark", viewport={"width": 720, "height": 900})
    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(READABLE) == []
    assert not page.locator("#heat").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 720


@pytest.mark.parametrize(("classes", "seen", "not_seen"), [
    ({}, ["There is no report"], ["Students", "NaN"]),
    ({"ada": "pppppppppp"}, ["Everybody passed every check.", "No failure has the numbers", "Nobody took far more",
                             "No two submissions are known to be equal."], ["nan", "None"]),
    ({"ada": "tttttttttt", "bob": "tttttttttt"}, ["no points\n2", "0 %"], ["nan", "None"]),
])
def test_little_to_show_is_said_in_words(look, classes, seen, not_seen):
    """Nobody, one with all points, nobody with any: no empty table, no division by nothing."""
    page, complaints = look(class_page(cohort_of(classes)))
    text = page.inner_text("body")

    assert [words for words in seen if words not in text] == []
    assert [words for words in not_seen if words in text] == []
    assert page.locator("tbody:not(:has(tr))").count() == 0
    assert complaints == []


def test_the_sections_say_what_is_worth_a_look(page):
    """Hardest first, mistakes with how many made them, equal and damaged ones."""
    text = page.inner_text("body")

    assert page.locator("#hardest + .scroll tbody th code").first.inner_text() == "check1"
    assert page.locator(".mistakes .count").first.inner_text() == "2"
    assert page.locator(".mistakes strong").first.inner_text() == "+ assigns"
    assert "Damaged and left out: eve.json." in text
    assert "bob, zoë" in page.locator("#walls ~ ul").last.inner_text()
    assert "4 graded behind the wall strong." in text


def test_outliers_are_listed_with_the_median(look):
    """Whose code took far more, and what the others took."""
    usage = {name: {"peak_mib": 50 + 400 * (name == "s3")} for name in [f"s{n}" for n in range(6)]}
    page, _ = look(class_page(cohort_of(dict.fromkeys(usage, "pppppppppp"), usage)))

    assert page.locator("#resources + .scroll tbody tr").all_inner_texts() == ["s3\tmemory\t450.0 MiB\t50.0 MiB"]


def test_who_had_no_wall_is_named(look):
    """In words that say what it means."""
    cohort = Cohort()
    for name, wall in (("ada", "strong"), ("bob", "strong"), ("eve", "none")):
        cohort.add(name, report_of(submission=name, wall=wall))
    page, _ = look(class_page(cohort))

    assert "1 graded without a wall, so that their code could change its own verdict: eve." in page.inner_text("body")


def test_a_class_too_large_for_a_page_has_its_statistics(look, monkeypatch):
    """And says where every student is found."""
    monkeypatch.setattr(pages, "MOST_STUDENTS", 3)
    page, complaints = look(class_page(cohort_of(CLASS)))

    assert "The class is too large for a table and a map on one page: grades.csv" in page.inner_text("body")
    assert page.locator("#students-table, canvas").count() == 0
    sort_by(page, "passed")
    assert complaints == []


def test_nothing_that_a_student_wrote_is_run(look):
    """Names, messages, notes: text in the table, in the map, in lists, in links and in what they lead to."""
    cohort = Cohort()
    for name in HOSTILE:
        cohort.add(name, hostile_report(name), {"cpu_seconds": 1 + 99 * (name == HOSTILE[0])})
    page, complaints = look(class_page(cohort, [HOSTILE], HOSTILE))
    page.focus("#heat")
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    for _ in HOSTILE:
        page.keyboard.press("ArrowDown")
    sort_by(page, "name")
    page.get_by_label("Filter by name").fill("script")

    assert page.evaluate("window.marked") is None
    assert page.locator("script").count() == 2
    assert page.locator("img, [onclick], [onload], [onerror]").count() == 0
    links = page.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert [link for link in links if not re.fullmatch(r"feedback/[\w%.~-]+\.html", link)] == []
    assert complaints == []


def test_a_script_that_is_not_ours_would_not_run(look, page_text):
    """The policy lets one script run, by its digest."""
    html = page_text.replace("</h1>", "</h1><script>window.marked = 1</script><img src=x onerror='window.marked = 1'>")
    page, complaints = look(html)

    assert page.evaluate("window.marked") is None
    assert "Content Security Policy" in complaints[0]
    assert names(page) == list(CLASS)


def test_data_in_a_script_cannot_end_it(page_text):
    """A check called so would come from a forged report."""
    cohort = Cohort()
    cohort.add("eve", report_of(*[failed(text, "1", title=text) for text in HOSTILE]))
    html = class_page(cohort)
    (data,) = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)

    assert len(re.findall(r"<script", html)) == len(re.findall(r"<script", page_text)) == 2
    assert not re.search("[<>\u2028\u2029]", data)


def test_the_class_report_needs_nothing_else(page_text):
    """One file: nothing to load, nothing to send to."""
    links = re.findall(r'(?:src|href)="([^"]*)"', page_text)

    assert {link for link in links if not link.startswith("feedback/")} == set()
    assert re.findall(r"https?:|@import|url\(|fetch\(|XMLHttp|sendBeacon", page_text) == []
