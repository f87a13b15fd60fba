"""A real browser for tests that look at pages: Chromium as the system has it, driven by Playwright."""

import shutil
from contextlib import contextmanager

import pytest

#: names under which systems install it
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
#: it starts as root, and asks nobody on the network for anything
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]

#: contrast of every text with what is behind it, and size, as the browser computed them
READABLE = """() => {
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const seen = color => !/, 0\\)$/.test(color);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      const painted = (backgroundImage.match(/rgba?\\([^)]*\\)/g) ?? []).filter(seen);
      if (painted.length) return painted;
      if (seen(backgroundColor)) return [backgroundColor];
    }
    return ["rgb(255, 255, 255)"];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), poor = [];
  for (let text; (text = walker.nextNode());) {
    const element = text.parentElement, style = getComputedStyle(element);
    if (!text.data.trim() || !element.getClientRects().length || element.matches("script, style")) continue;
    const contrasts = behind(element).map(color => {
      const [a, b] = [light(style.color), light(color)].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    });
    if (Math.min(...contrasts) < 4.5 || parseFloat(style.fontSize) < 12)
      poor.push([text.data.trim().slice(0, 40), style.color, behind(element), style.fontSize]);
  }
  return poor;
}"""


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
