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

    def cell(self, text):
        """Return the first code cell that holds `text`."""
        shown = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell")
        return shown.filter(has=self.page.locator(".jp-InputArea-editor", has_text=text)).first

    def start(self, text, instead=None):
        """Begin to run the code cell that holds `text`, with `instead` in its place where it is given; return it."""
        found = self.cell(text)
        found.locator(".cm-content").click()
        if instead is not None:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(instead)
            found = self.cell(instead.splitlines()[-1].strip())
        self.page.keyboard.press("Control+Enter")
        return found

    def run(self, text, instead=None):
        """Run the code cell as `start` does, to its end; return it."""
        found = self.start(text, instead)
        found.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).wait_for(timeout=60_000)
        return found

    def check(self, part, outcome):
        """Run the check of `part`; return its table, as soon as all of its tests have this outcome."""
        found = self.run(f'check("{part}")')
        summary = re.compile(rf"^{re.escape(part)}: \d+ {outcome}$")
        found.locator(".checks p", has_text=summary).wait_for(timeout=60_000)
        return found.locator(".checks")

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

    All units but `derivative` are solved in modules, so each notebook can be begun.
    """
    pytest.importorskip("jupyterlab")
    folder = home / "mine"
    folder.mkdir()
    for path in UNITS[1:]:
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
