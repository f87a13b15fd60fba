"""`lab`: JupyterLab on the notebooks."""

import importlib.util
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from autograder.commands.options import add_language, spoken
from autograder.errors import AutograderError

ROOT = Path(__file__).parents[2]
#: turns off the question, over the first notebook, whether to fetch Jupyter's news from the network
CONFIGURATION = ROOT / "autograder" / "jupyter"


def add(command):
    """Add the command and its options."""
    add = command("lab", "open JupyterLab on the notebooks", """\
Opens exercises/notebooks. With --code, a folder of yours: what it lacks is copied there first, and nothing that is
there is written over.

  python -m autograder lab
  python -m autograder lab --code ~/micrograd
  python -m autograder lab --no-browser          prints the address, for a browser elsewhere""").add_argument
    add("--code", type=Path, metavar="DIR", help="a folder of your own to work in (default: the kit's exercises/)")
    add("--no-browser", action="store_true", help="only print the address")
    add("--port", type=int, metavar="N", help="listen on this port (default: JupyterLab chooses)")
    add_language(add)


def run(arguments):
    """Start JupyterLab, and wait until it ends; return its exit code."""
    from autograder.workbench import work_in
    if importlib.util.find_spec("jupyterlab") is None:
        raise AutograderError("JupyterLab is not installed here: python -m pip install jupyterlab")
    folder = work_in(arguments.code, ROOT) if arguments.code else ROOT / "exercises"
    say = spoken(arguments)
    print(say("notebooks: {folder}", folder=folder / "notebooks"), flush=True)
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}",
               "--LabApp.default_url=/lab/tree/notebooks"]
    command += ["--no-browser"] * arguments.no_browser
    command += [f"--port={arguments.port}"] * (arguments.port is not None)
    command += ["--allow-root"] * (getattr(os, "geteuid", lambda: 1)() == 0)      # as in a container
    paths = [str(CONFIGURATION), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    return _served(command, os.environ | {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths), "MICROGRAD_LANG": say.code, "MICROGRAD_KIT": str(ROOT)})


def _served(command, environment):
    """Return JupyterLab's exit code. Ctrl-C reaches it too: it asks, and ends its kernels, before it is left."""
    with subprocess.Popen(command, env=environment) as server:
        while True:
            with suppress(KeyboardInterrupt):
                return server.wait()
