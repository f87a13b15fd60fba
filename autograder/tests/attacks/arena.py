"""The arena of the attack suite: a copy of the kit with planted secrets, an honest class, and hostile neighbours.

    attacks/<aim>/<name>.py     one attack: the text of one unit's module
    attacks/<kind>.py           those that are more than a text: see builders.py

The header of each is its docstring: a sentence on what it tries, how it is survived, then fields:

    unit: derivative      the module whose place it takes; all others are missing
    earns: 0              the points that the honest part of it is worth: it must not get more
    says: left early      a regular expression that one message or note of its verdict holds
    sample: yes           it is also run where there is little time

`/ROOT` in a payload is replaced by the folder of the arena: hostile code is taken to know every path.
"""

import ast
import hashlib
import inspect
import json
import os
import re
import secrets
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from autograder.tests.attacks import brought, entries, hostile_notebooks, misnamed, packed, texts
from autograder.tests.attacks.builders import all_of

HERE = Path(__file__).parent
KIT = HERE.parents[2]
KINDS = (brought, entries, misnamed, packed, texts, hostile_notebooks)
AIMS = ("points", "secrets", "halt", "damage", "host")
UNITS = ("derivative", "value", "backward", "nn", "training")

#: what hangs is stopped soon where no honest answer takes long; the training on moons is a short one
LIMITS = {"wall_seconds = 20": "wall_seconds = 10", "kills = 5": "kills = 2", "points = 500": "points = 100",
          "unseen = 500": "unseen = 200", "threshold = 0.97": "threshold = 0.85",
          'file = "derivative.py"': 'file = "derivative.py"\nwall_seconds = 1\ncpu_seconds = 1'}

#: grades a class and says afterwards what is still running: every orphan becomes a child of this program
DRIVER = """
import ctypes, os, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
graded = subprocess.run([sys.executable, "-B", "-c", '''
import sys
from autograder import host
host.WALLED = (sys.argv.pop(1),)
from autograder.cli import main
sys.exit(main())
''', *sys.argv[1:]])
def alive():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                name, _, rest = file.read().rpartition(")")
        except OSError:
            continue
        state, parent = rest.split()[:2]
        if int(parent) == os.getpid() and state not in "ZX":
            yield name
end = time.monotonic() + 5
while list(alive()) and time.monotonic() < end:
    time.sleep(0.05)
print("\\nLEFT RUNNING:", list(alive()))
sys.exit(graded.returncode)
"""


@dataclass(frozen=True)
class Attack:
    """One hostile submission: its name, what its header says, how it is made, and its text where it is a single one."""

    name: str
    header: str
    fields: dict = field(hash=False)
    make: object = None
    source: str = ""

    @property
    def earns(self):
        """The points that its honest part is worth."""
        return float(self.fields.get("earns", 0))


def _attack(name, header, make):
    fields = dict(re.findall(r"^(unit|earns|says|sample): (.+)$", header, re.MULTILINE))
    return Attack(name, header, fields, make)


def _from_file(path):
    text = path.read_text(encoding="utf-8")
    attack = _attack(f"{path.parent.name}-{path.stem}", ast.get_docstring(ast.parse(text)) or "", None)

    def make(folder, root):
        (folder / f"{attack.fields['unit']}.py").write_text(text.replace("/ROOT", str(root)), encoding="utf-8")

    return Attack(attack.name, attack.header, attack.fields, make, text)


def attacks():
    """Return every attack, by name."""
    found = [_from_file(path) for aim in AIMS for path in sorted((HERE / aim).glob("*.py"))]
    found += [_attack(name.replace("_", "-", 1), inspect.getdoc(make), make)
              for module in KINDS for name, make in all_of(module, AIMS)]
    return {attack.name: attack for attack in found}


def interpreters():
    """The Pythons with which an ordinary user might grade here."""
    places = (sys._base_executable, "/usr/bin/python3", "/usr/local/bin/python3")
    return [path for path in places if os.path.exists(path)]


@dataclass(frozen=True)
class Outcome:
    """What came of a run: the exit code, all that was printed, {path: text} of all that was written, what changed."""

    code: int
    printed: str
    files: dict
    changed: list

    def report(self, name):
        """The report of the submission `name`, read from its JSON."""
        return json.loads(self.files[f"reports/{name}.json"])


class Arena:
    """A copy of the kit in `root`, with secrets planted wherever hostile code might look for some."""

    def __init__(self, root, *, user=None):
        """`user` is the number of the user who grades; None is whoever runs this."""
        self.root, self.user, self.secrets = Path(root), user, []
        self.root.chmod(0o755)
        for part in ("autograder", "reference", "solutions"):
            shutil.copytree(KIT / part, self.root / "kit" / part,
                            ignore=shutil.ignore_patterns("tests", "__pycache__", "example_class"))
        self._set_limits(self.root / "kit" / "autograder" / "assignment.toml")
        for place in ("autograder/suites/test_*.py", "autograder/compare.py", "reference/*.py", *self._solutions()):
            self._plant(place)
        (self.root / "home" / ".ssh").mkdir(parents=True)
        for name in (".bashrc", ".ssh/authorized_keys", "nbgrader_config.py"):
            (self.root / "home" / name).write_text(f"# {self._secret('home')}\n")
        self._make_class()

    @staticmethod
    def _set_limits(path):
        text = path.read_text(encoding="utf-8")
        for old, new in LIMITS.items():
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")

    @staticmethod
    def _solutions():
        return [f"solutions/{unit}.py" for unit in UNITS]

    def _secret(self, place):
        self.secrets.append(f"CANARY{place}{secrets.token_hex(8)}")
        return self.secrets[-1]

    def _plant(self, pattern):
        for path in (self.root / "kit").glob(pattern):
            secret = self._secret(path.stem.replace("_", ""))
            with open(path, "a", encoding="utf-8") as file:
                file.write(f'\nCANARY_{secret[-16:]} = "{secret}"    # {secret}\n')

    def _make_class(self):
        """Three honest students: everything right; a mistake in `backward`; the first two units only."""
        whole = {unit: (KIT / "solutions" / f"{unit}.py").read_text(encoding="utf-8") for unit in UNITS}
        wrong = whole | {"backward": whole["backward"].replace("operand.grad += slope", "operand.grad = slope")}
        half = {unit: whole[unit] for unit in UNITS[:2]}
        for name, units in {"ada": whole, "ben": wrong, "cleo": half}.items():
            folder = self.root / "class" / name
            folder.mkdir(parents=True)
            for unit, text in units.items():
                (folder / f"{unit}.py").write_text(f"{text}\nmine = '{self._secret(name)}'\n", encoding="utf-8")

    def enter(self, some):
        """Let these attacks join the class."""
        for attack in some:
            folder = self.root / "class" / attack.name
            folder.mkdir()
            attack.make(folder, self.root)

    def grade(self, tier, name, jobs=4):
        """Grade the class behind this wall, in one run of the command line; return its `Outcome`."""
        out = self.root / name
        out.mkdir()
        if self.user is not None:
            self._give(self.root)
        before = self._state()
        done = self._run([self.python, "-B", "-c", DRIVER, tier, "grade", "../class", "--out", f"../{name}",
                          "--seed", "11", "-j", str(jobs)], timeout=900)
        changed = sorted({path for path, _ in before ^ self._state()})
        written = {str(path.relative_to(out)): path for path in out.rglob("*") if path.is_file()}
        return Outcome(done.returncode, done.stdout.decode("utf-8", "replace"),
                       {name: path.read_text(encoding="utf-8") for name, path in written.items()}, changed)

    def _run(self, command, timeout):
        """Run a command as the user who grades, its streams in one."""
        return subprocess.run(
            command, cwd=self.root / "kit", env=self._environment(), timeout=timeout, user=self.user, group=self.user,
            extra_groups=None if self.user is None else [], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)

    @cached_property
    def python(self):
        """A Python that the user who grades can run, with all that the kit needs; None where there is none."""
        return next((path for path in interpreters() if self._can_run(path)), None)

    def _can_run(self, path):
        needs = "import sys, rich, pytest, hypothesis, numpy; assert sys.version_info >= (3, 11)"
        try:
            return self._run([path, "-B", "-c", needs], timeout=60).returncode == 0
        except OSError:
            return False

    def _environment(self):
        packages = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
        return {"PATH": os.defpath, "HOME": str(self.root / "home"), "PYTHONPATH": os.pathsep.join(packages),
                "PYTHONUTF8": "1", "TERM": "dumb", "TOKEN": self._secret("environment")}

    def _give(self, path):
        for folder, _, names in os.walk(path):
            for entry in (folder, *(os.path.join(folder, name) for name in names)):
                os.chown(entry, self.user, self.user, follow_symlinks=False)

    def _state(self):
        """What every file here is, the output aside: (path, mode, size, time of change, digest)."""
        return {(str(path.relative_to(self.root)), self._stamp(path)) for part in ("kit", "class", "home", ".")
                for path in (self.root / part).glob("*" if part == "." else "**/*")}

    def _stamp(self, path):
        if path.parent == self.root:
            return "folder"
        found = path.lstat()
        regular = stat.S_ISREG(found.st_mode) and found.st_size < 1 << 20
        readable = regular and os.access(path, os.R_OK)     # an ordinary user cannot read every file of the class
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if readable else ""
        return found.st_mode, found.st_size, found.st_mtime_ns, digest


def leaked(arena, outcome):
    """The secrets that stand in anything that was printed or written."""
    texts = [outcome.printed, *outcome.files, *outcome.files.values()]
    return [secret for secret in arena.secrets if any(secret in text for text in texts)]
