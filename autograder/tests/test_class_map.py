"""The map of checks by students in a real browser: its colours, its order, by keys and by mouse, large and small."""

from dataclasses import replace

import pytest
from cohorts import result, sort_by
from strangers import report_of

from autograder.report import Outcome
from autograder.views.cohort import Cohort
from autograder.views.pages import class_page, feedback_page


def test_the_map_is_read_by_arrow_keys(page):
    """From the first field; never beyond the last; what is there is told in words, and as a tooltip."""
    page.focus("#heat")
    assert page.inner_text("#readout") == "zoë: value check0: passed. About check0."

    for key in ("ArrowLeft", "ArrowUp", "End", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert page.inner_text("#readout") == "ada 10: nn check9: failed. About check9."
    assert page.get_attribute("#heat", "title") == page.inner_text("#readout")

    page.keyboard.press("PageDown")
    assert page.inner_text("#readout") == "bob: nn check9: passed on correct earlier units. About check9."


def test_enter_on_the_map_opens_the_feedback(look, page_text, tmp_path):
    """Of the student of that row."""
    (tmp_path / "feedback").mkdir()
    (tmp_path / "feedback" / "bob.html").write_text(feedback_page(report_of(submission="bob")), encoding="utf-8")
    page, _ = look(page_text)
    page.focus("#heat")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/feedback/bob.html")

    assert page.title() == "bob: 0 / 0 points"


def color_at(page, row, check):
    """The colour of a field of the map, and the variable of the style that it has, or None."""
    return page.evaluate("""([row, check]) => {
        const scale = devicePixelRatio, x = (map.cells[check][0] + map.cells[check][1]) / 2 * scale;
        const y = (TOP + (row + 0.5) * map.high) * scale;
        const seen = [...canvas.getContext("2d").getImageData(x, y, 1, 1).data].slice(0, 3).join();
        const probe = document.body.appendChild(document.createElement("i"));
        const names = ["--passed", "--borrowed", "--bad", "--error", "--todo"].filter(name => {
            probe.style.color = `var(${name})`;
            return getComputedStyle(probe).color.match(/\\d+/g).join() === seen;
        });
        probe.remove();
        return names[0] ?? null;
    }""", [row, check])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_shows_what_became_of_each_check(look, page_text, scheme):
    """Its colours are those of the legend, in the light that is there."""
    page, _ = look(page_text, color_scheme=scheme)

    assert [color_at(page, 0, 0), color_at(page, 1, 9), color_at(page, 2, 1), color_at(page, 3, 9),
            color_at(page, 2, 9)] == ["--passed", "--bad", "--todo", "--borrowed", None]


def test_the_map_follows_the_light(look, page_text):
    """When the system turns dark, so does the map."""
    page, _ = look(page_text, color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'")

    assert color_at(page, 0, 0) == "--passed"


def test_the_map_has_the_order_and_the_rows_of_the_table(page):
    """Sorted and filtered together."""
    sort_by(page, "score")
    page.get_by_label("Filter by name").fill("a")
    page.focus("#heat")
    page.keyboard.press("PageDown")

    assert page.inner_text("#readout").startswith("Ada 9: value check0: passed.")


def test_pointing_at_a_field_tells_of_it(page):
    """With the mouse, as with the keys."""
    page.locator("#heat").scroll_into_view_if_needed()
    x, y = page.evaluate("[map.cells[8][0] + 2, TOP + 1.5 * map.high]")
    page.locator("#heat").hover(position={"x": x, "y": y})

    assert page.inner_text("#readout").startswith("ada 10: nn check8: failed.")


@pytest.mark.parametrize("width", [400, 1600])
def test_the_name_of_a_unit_ends_before_that_of_the_next_begins(look, width):
    """A unit of few checks takes the room of its name; where there is room, nothing has to be scrolled to."""
    cohort = Cohort()
    cohort.add("ada", report_of(*[result(unit, f"check{n}", "p") for unit, count in (
        ("derivative", 3), ("value", 40), ("nn", 1), ("optimizers", 2), ("softmax", 9)) for n in range(count)]))
    page, _ = look(class_page(cohort), viewport={"width": width, "height": 900})
    ends, begins, right, room = page.evaluate("""() => {
        const pen = canvas.getContext("2d"), begin = unit => map.cells[unit.first][0];
        return [map.units.map(unit => begin(unit) + pen.measureText(unit.name).width), map.units.map(begin),
                map.width, canvas.parentElement.clientWidth];
    }""")

    assert all(end + 6 <= begin for end, begin in zip(ends, begins[1:], strict=False))
    assert ends[-1] <= right
    assert right <= room or width == 400


def test_a_class_of_200_by_125_checks_is_drawn(look):
    """A map as high as its rows, in a frame that scrolls; the last field is there, and can be reached."""
    cohort = Cohort()
    checks = [result(f"unit{n // 25}", f"check{n}", "p") for n in range(125)]
    for number in range(200):
        failing = replace(checks[124], outcome=Outcome.FAILED, score=0)
        cohort.add(f"s{number}", report_of(*checks[:124], failing, submission=f"s{number}"))
    page, complaints = look(class_page(cohort), viewport={"width": 400, "height": 900})
    page.focus("#heat")
    for key in ["End", *["PageDown"] * 20]:
        page.keyboard.press(key)

    assert page.inner_text("#readout").startswith("s199: unit4 check124: failed.")
    assert color_at(page, 199, 124) == "--bad"
    assert page.evaluate("canvas.parentElement.scrollLeft > 0 && canvas.parentElement.scrollTop > 0")
    assert complaints == []
