"""Attacks by what else a submission brings: files of pytest, modules, kits, results, packages, lists of other systems.

As in builders.py.
"""


from autograder.tests.attacks.builders import STUB, write


def points_brings_pytest_files(folder, root):
    """Brings conftest.py, pytest.ini, setup.cfg, sitecustomize.py, a .pth file and an __init__.py that pass everything.

    Survived: only the units' files and helper modules are taken; the rest is named.

    says: Not taken: sitecustomize\\.py
    sample: yes
    """
    hook = "import pytest\n\n\n@pytest.hookimpl(hookwrapper=True)\ndef pytest_runtest_makereport():\n    yield\n"
    write(folder, {"derivative.py": STUB, "conftest.py": hook, "sitecustomize.py": "import os\nos._exit(0)\n",
                    "usercustomize.py": "1/0", "__init__.py": "1/0", "tox.ini": "[pytest]\n",
                    "pytest.ini": "[pytest]\naddopts = --collect-only\n", "x.pth": "import os; os._exit(0)",
                    "setup.cfg": "[tool:pytest]\naddopts = -k nothing\n",
                    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-x'\n", "assignment.toml": "format = 1\n"})


def points_shadows_modules(folder, root):
    """Brings a numpy.py, math.py, random.py, json.py, struct.py and os.py of its own.

    Survived: modules of such names are not taken.

    says: Not taken: .*json\\.py
    """
    names = ("numpy", "math", "random", "json", "struct", "os", "pytest", "autograder", "reference")
    write(folder, {"derivative.py": "import math, numpy, random\n" + STUB, **{f"{name}.py": "1/0" for name in names}})


def points_brings_a_kit(folder, root):
    """Brings an autograder, a reference and a solutions folder that agree with everything.

    Survived: folders are not taken.

    says: right
    """
    agree = "def close(*anything):\n    return True\n\n\nassert_numbers = check_data = check_gradients = close\n"
    write(folder, {"derivative.py": STUB, "autograder/__init__.py": "", "autograder/compare.py": agree,
                    "autograder/suites/test_derivative.py": "", "reference/value.py": agree,
                    "solutions/derivative.py": STUB})


def points_replaces_the_given_files(folder, root):
    """Hands in its own moons.py, gradcheck.py and draw.py, made to agree.

    Survived: the kit's own are used.

    says: right
    """
    write(folder, {"derivative.py": "import moons\nassert moons.make_moons(2)[1][0] in (1.0, -1.0)\n" + STUB,
                    "moons.py": "def make_moons(n, *anything):\n    return [(0, 0)] * n, [7.0] * n\n",
                    "gradcheck.py": "1/0", "draw.py": "1/0"})


def points_both_layouts(folder, root):
    """An engine with one operation beside the kit's files, to have everything else skipped instead of failed.

    Survived: the kit's files are graded, and the note says so.

    says: the units' files are graded, not the engine
    """
    write(folder, {"value.py": "class Value:\n    pass\n", "engine.py": "class Value:\n    pass\n"})


def points_brings_results(folder, root):
    """Brings what a grader leaves behind: reports, results, marks, databases of tests, each with full marks.

    Survived: what is not a unit's file is not looked at.

    says: right
    """
    full = '{"score": 100, "max_score": 100, "tests": [], "execution_time": 0}'
    write(folder, {"derivative.py": STUB, "results.json": full, "results/results.json": full, "run.json": full,
                    f"reports/{folder.name}.json": full, "grades.csv": f"submission,score\n{folder.name},100\n",
                    ".hypothesis/examples/x": "x", ".pytest_cache/v/cache/lastfailed": "{}", "gradebook.db": "x",
                    "usage/x.json": "{}", "junit.xml": "<testsuites/>"})


def points_brings_metadata(folder, root):
    """Brings the lists of other systems, one of which grows to gigabytes when it is written out.

    Survived: what one student hands in says nothing about the class.

    says: right
    sample: yes
    """
    layers = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    bomb = f"a: &a [x, x, x]\n{layers}submission_1:\n  :submitters:\n  - :name: *i\n    :sid: *i\n"
    write(folder, {"work/derivative.py": STUB, "submission_metadata.yml": bomb, "timestamp.txt": "9999-99-99",
                    "roster.csv": "student_id\nada\n", "assignment.toml": 'format = 1\nbase = "none"\n'})


def points_a_package_in_place_of_a_unit(folder, root):
    """Hands in a package, compiled modules and an extension where a unit's module should be.

    Survived: a unit is one file of text.

    says: There is no derivative\\.py
    """
    write(folder, {"derivative/__init__.py": STUB, "derivative.pyc": b"\xa7\r\r\n", "derivative.pyi": STUB,
                    "derivative.cpython-311-x86_64-linux-gnu.so": b"\x7fELF", "derivative.pyw": STUB,
                    "derivative.zip/__init__.py": STUB})


def points_helpers_named_like_units(folder, root):
    """Brings helper modules with the names of the kit's own parts, of later units, and of what the worker is made of.

    Survived: such names are Python's or the kit's, or those of modules that nobody else imports.

    says: right
    """
    names = ("protocol", "worker", "probes", "program", "zygote", "wall", "trial", "host", "softmax", "arrays", "moons")
    write(folder, {"derivative.py": "import protocol, worker, probes, program\n" + STUB,
                    **{f"{name}.py": "answer = serve = load = lambda *anything: 1.0\n" for name in names}})


def damage_a_folder_of_sources(folder, root):
    """A .git, a __pycache__ with prepared bytecode, a virtual environment, an index of the exchange.

    Survived: none of it is looked at.

    says: right
    """
    code = b"\xa7\r\r\n" + bytes(12) + b"garbage"
    write(folder, {"derivative.py": STUB, "__pycache__/derivative.cpython-311.pyc": code, "derivative.pyc": code,
                    "derivative.so": b"\x7fELF", ".git/hooks/post-checkout": "#!/bin/sh\ntouch /ROOT/new\n",
                    ".venv/pyvenv.cfg": "home = /\n", "timestamp.txt": "1970-01-01 00:00:00 UTC\n"})


def halt_star_imports_in_a_ring(folder, root):
    """Helper modules that import everything from each other, and from the unit that imports them.

    Survived: Python's import ends it.

    says: right
    """
    ring = {f"ring{k}.py": f"from ring{(k + 1) % 15} import *\nfrom derivative import *\nx{k} = 1\n" for k in range(15)}
    write(folder, {"derivative.py": "from ring0 import *\n" + STUB, **ring})
