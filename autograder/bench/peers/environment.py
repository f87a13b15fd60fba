"""A peer's environment of its own: made once by venv and pip, and used again as long as it holds the same packages."""

import os
import subprocess
import sys
from pathlib import Path

from autograder.errors import AutograderError

#: beside the kit's own .venv
PLACE = Path(__file__).parents[3] / ".peers"


class Environment:
    """A folder with a Python and `packages`, as pip spells them."""

    def __init__(self, name, packages, place=PLACE):
        self.name, self.packages, self.folder = name, packages, place / name
        self.bin = self.folder / ("Scripts" if os.name == "nt" else "bin")

    def make(self):
        """Make the environment unless it is there. Raise AutograderError where pip cannot."""
        stamp, wanted = self.folder / "packages.txt", f"{sys.version}\n{' '.join(self.packages)}\n"
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return
        print(f"Making an environment for {self.name} in {self.folder} ...", flush=True)
        python = getattr(sys, "_base_executable", None) or sys.executable
        self._step(python, "-m", "venv", "--clear", self.folder)
        self._step(self.bin / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                   "--prefer-binary", *self.packages)
        stamp.write_text(wanted, encoding="utf-8")

    def _step(self, *command):
        done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise AutograderError(f"the environment of {self.name} could not be made: {done.stdout.strip()[-500:]}")

    def version(self, package):
        """Return a package's name and the version that is installed."""
        code = "import importlib.metadata, sys; print(sys.argv[1], importlib.metadata.version(sys.argv[1]))"
        return subprocess.run([str(self.bin / "python"), "-c", code, package], stdout=subprocess.PIPE, text=True,
                              check=True).stdout.strip()

    def variables(self):
        """Return the variables of a shell in which the environment is active."""
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "SYSTEMROOT") if name in os.environ}
        return kept | {"PATH": os.pathsep.join([str(self.bin), os.defpath])}
