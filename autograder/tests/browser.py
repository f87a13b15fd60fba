"""A real browser for tests that look at pages: Chromium as the system has it, driven by Playwright."""

import shutil
from contextlib import contextmanager

import pytest

#: names under which systems install it
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
#: it starts as root, and asks nobody on the network for anything
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]


@contextmanager
def started():
    """Yield a Playwright browser; skip the test aloud where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("needs a browser: Chromium is not installed")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def page_of(browser, **options):
    """Yield a page and the list of what its console complained about: `console.error` and uncaught exceptions."""
    context = browser.new_context(**options)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    yield page, complaints
    context.close()
