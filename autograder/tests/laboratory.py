"""JupyterLab in a real browser, for tests: started once, in one page in which notebooks are opened.

SHOTS=DIR keeps pictures of what tests look at.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import page_of
from student import ROOT, SOLUTIONS, UNITS

SHOTS = os.environ.get("SHOTS")
#: all cells are in the page, wherever it is scrolled to
WHOLE = '{"windowingMode": "none"}'
OPEN = """path => jupyterapp.commands.execute("docmanager:open", {path, factory: "Notebook"})
    .then(() => jupyterapp.shell.currentWidget.context.sessionContext.ready)"""
THEME = 'theme => jupyterapp.commands.execute("apputils:change-theme", {theme})'
#: the number of a code cell in its notebook
NUMBER = "cell => [...cell.closest('.jp-Notebook').querySelectorAll('.jp-CodeCell')].indexOf(cell)"
IDLE = 'jupyterapp.shell.currentWidget.context.sessionContext.session?.kernel?.status === "idle"'


class Laboratory:
    """JupyterLab with one notebook on top.

    page     the page, of Playwright
    folder   where the learner's modules and notebooks are
    """

    def __init__(self, page, folder):
        self.page, self.folder = page, folder

    def open(self, unit):
        """Open the notebook of a unit and run its first cell, once its kernel is ready."""
        self.page.evaluate(OPEN, f"notebooks/{unit}.ipynb")
        self.page.wait_for_function(IDLE, timeout=60_000)
        self.run(f'begin("{unit}")')

    def cell(self, place):
        """Return the code cell of this number, counted from 0, or the first that holds the text `place`."""
        cells = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell")
        if isinstance(place, int):
            return cells.nth(place)
        holding = cells.filter(has=self.page.locator(".jp-InputArea-editor", has_text=place)).first
        return cells.nth(holding.evaluate(NUMBER))      # it may hold another text soon

    def start(self, place, instead=None):
        """Begin to run the code cell at `place`, with `instead` in it where that is given; return it."""
        found = self.cell(place)
        found.locator(".cm-content").click()
        if instead is not None:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(instead)
        self.page.keyboard.press("Control+Enter")
        return found

    def run(self, place, instead=None):
        """Run the code cell as `start` does, to its end; return it."""
        prompt = self.cell(place).locator(".jp-InputPrompt")
        before = "".join(filter(str.isdigit, prompt.text_content()))
        found = self.start(place, instead)
        ended = re.compile(rf"\[(?!{before}\])\d+\]")     # with another number than when it was run last
        found.locator(".jp-InputPrompt", has_text=ended).wait_for(timeout=60_000)
        return found

    def check(self, part, outcome):
        """Run the check of `part`; return its table, as soon as its tests have this outcome.

        All of them have it; where it is "failed", some may have passed.
        """
        found = self.run(f'check("{part}")')
        others = r"(\d+ passed, )?" if outcome == "failed" else ""
        summary = re.compile(rf"^{re.escape(part)}: {others}\d+ {outcome}$")
        found.locator(".checks p", has_text=summary).wait_for(timeout=60_000)
        return found.locator(".checks")

    def examined(self, unit):
        """Run the check of a whole unit; return what the hidden checks say below its table."""
        found = self.run(f'check("{unit}")').locator(".examined")
        found.wait_for(timeout=60_000)
        return found

    def save(self):
        """Save the notebook."""
        self.page.keyboard.press("Control+S")
        self.page.wait_for_function("!document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-mod-dirty')"
                                    " && !jupyterapp.shell.currentWidget.context.model.dirty")

    def keep(self, name, found, widths=(1600,)):
        """Keep pictures of the page around `found`, in a light and a dark theme, where they are wanted."""
        if not SHOTS:
            return
        before = self.page.viewport_size
        for theme in ("Dark", "Light"):
            self.page.evaluate(THEME, f"JupyterLab {theme}")
            for width in widths:
                self.page.set_viewport_size({"width": width, "height": 1000})
                self.page.evaluate("jupyterapp.shell.collapseLeft()")       # it would leave a phone no notebook
                found.scroll_into_view_if_needed()
                self.page.wait_for_timeout(800)      # themes are faded in
                self.page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{theme.lower()}.png")
        self.page.set_viewport_size(before)


@contextmanager
def laboratory(browser, home):
    """Yield a Laboratory on a folder of its own in `home`, as `python -m autograder lab` starts it.

    All units are solved in modules beside the notebooks, so each of these can be begun.
    """
    pytest.importorskip("jupyterlab")
    folder = home / "mine"
    folder.mkdir()
    for path in UNITS:
        shutil.copy(SOLUTIONS / path.name, folder)
    settings = home / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text(WHOLE)
    (home / "jupyter_lab_config.json").write_text(json.dumps({"LabApp": {"expose_app_in_browser": True}}))
    with _server(folder, home) as address, page_of(browser, viewport={"width": 1280, "height": 1000}) as (page, _):
        page.goto(address)
        page.wait_for_function("window.jupyterapp?.restored.then(() => true)", timeout=60_000)
        yield Laboratory(page, folder)


@contextmanager
def _server(folder, home):
    """Yield the address of JupyterLab on `folder`, which keeps what it keeps in `home`."""
    environment = os.environ | {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home),
                                "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "PYTHONUNBUFFERED": "1",
                                "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    command = [sys.executable, "-m", "autograder", "lab", "--code", str(folder), "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True) as server:
        address = next(filter(None, (re.search(r"http://127\.0\.0\.1:\d+/\S+", line) for line in server.stdout)))
        try:
            yield address[0]
        finally:
            os.killpg(server.pid, 15)
