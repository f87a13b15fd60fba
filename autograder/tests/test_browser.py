"""The browser that other tests look through."""

from browser import page_of


def test_a_page_is_rendered_and_its_complaints_are_heard(browser):
    """What a script did is seen, and an error of it too: a test that looks for complaints can fail."""
    with page_of(browser, viewport={"width": 400, "height": 300}) as (page, complaints):
        page.set_content("<p id=x></p><script>x.textContent = innerWidth; console.error('oh'); missing()</script>")

        assert "400" == page.inner_text("#x")
        assert ["oh", "missing is not defined"] == complaints
