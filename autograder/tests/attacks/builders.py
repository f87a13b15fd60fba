"""Attacks that are more than the text of one module: bytes, kinds of files, names. Each function makes one in a folder.

A function's name is the attack's: `halt_pipe` is the attack `halt-pipe`. Its docstring is the header, as in a file.
"""

import inspect
import os
import socket

STUB = "def derivative(f, x, h=1e-6):\n    return 0.0\n"


def all_of(module, aims):
    """Return (name, function) of every attack made in `module`: its name begins with one of `aims`."""
    made = inspect.getmembers(module, inspect.isfunction)
    return [(name, function) for name, function in made if name.partition("_")[0] in aims]


def _write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def points_brings_pytest_files(folder, root):
    """Brings conftest.py, pytest.ini, setup.cfg, sitecustomize.py, a .pth file and an __init__.py that pass everything.

    Survived: only the units' files and helper modules are taken; the rest is named.

    says: Not taken: sitecustomize\\.py
    sample: yes
    """
    hook = "import pytest\n\n\n@pytest.hookimpl(hookwrapper=True)\ndef pytest_runtest_makereport():\n    yield\n"
    _write(folder, {"derivative.py": STUB, "conftest.py": hook, "sitecustomize.py": "import os\nos._exit(0)\n",
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
    _write(folder, {"derivative.py": "import math, numpy, random\n" + STUB, **{f"{name}.py": "1/0" for name in names}})


def points_brings_a_kit(folder, root):
    """Brings an autograder, a reference and a solutions folder that agree with everything.

    Survived: folders are not taken.

    says: right
    """
    agree = "def close(*anything):\n    return True\n\n\nassert_numbers = check_data = check_gradients = close\n"
    _write(folder, {"derivative.py": STUB, "autograder/__init__.py": "", "autograder/compare.py": agree,
                    "autograder/suites/test_derivative.py": "", "reference/value.py": agree,
                    "solutions/derivative.py": STUB})


def points_replaces_the_given_files(folder, root):
    """Hands in its own moons.py, gradcheck.py and draw.py, made to agree.

    Survived: the kit's own are used.

    says: right
    """
    _write(folder, {"derivative.py": "import moons\nassert moons.make_moons(2)[1][0] in (1.0, -1.0)\n" + STUB,
                    "moons.py": "def make_moons(n, *anything):\n    return [(0, 0)] * n, [7.0] * n\n",
                    "gradcheck.py": "1/0", "draw.py": "1/0"})


def points_both_layouts(folder, root):
    """An engine with one operation beside the kit's files, to have everything else skipped instead of failed.

    Survived: the kit's files are graded, and the note says so.

    says: the units' files are graded, not the engine
    """
    _write(folder, {"value.py": "class Value:\n    pass\n", "engine.py": "class Value:\n    pass\n"})


def points_link_to_a_neighbour(folder, root):
    """Hands in links to a neighbour's files.

    Survived: links are not followed.

    says: derivative\\.py is a link, and links are not followed
    sample: yes
    """
    for name in ("derivative", "value", "backward", "nn", "training"):
        (folder / f"{name}.py").symlink_to(f"../ada/{name}.py")


def points_link_to_the_solution(folder, root):
    """Hands in links to the solutions, by absolute names, and a helper that is one.

    Survived: links are not followed.

    says: value\\.py is a link
    """
    (folder / "value.py").symlink_to(root / "kit" / "solutions" / "value.py")
    (folder / "helper.py").symlink_to(root / "kit" / "reference" / "value.py")
    (folder / "derivative.py").write_text("from helper import *\n")


def secrets_link_to_a_folder(folder, root):
    """A package that is a link to a folder with an engine.

    Survived: a linked folder is not opened.

    says: micrograd is a link
    """
    (folder / "micrograd").symlink_to(root / "kit" / "reference")
    (folder / "derivative.py").write_text(STUB)


def secrets_links_in_circles(folder, root):
    """Links to themselves, to each other and to nothing.

    Survived: each is refused.

    says: is a link
    """
    for name, target in {"derivative.py": "derivative.py", "value.py": "backward.py", "backward.py": "value.py",
                         "nn.py": "/nowhere/at/all", "training.py": "/proc/self/environ"}.items():
        (folder / name).symlink_to(target)


def halt_pipe(folder, root):
    """Named pipes in the place of modules and helpers: whoever opens one waits for ever.

    Survived: they are seen before they are opened.

    says: derivative\\.py is a pipe or a device, not a file
    sample: yes
    """
    for name in ("derivative.py", "value.py", "helper.py"):
        os.mkfifo(folder / name)


def halt_socket(folder, root):
    """A socket in the place of a module.

    Survived: it is no file.

    says: derivative\\.py is a pipe or a device
    """
    before = os.getcwd()
    os.chdir(folder)        # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("derivative.py")
    os.chdir(before)


def halt_folder(folder, root):
    """A folder in the place of a module.

    Survived: it is no file.

    says: derivative\\.py is a folder, not a file
    """
    (folder / "derivative.py").mkdir()
    (folder / "value.py" / "value.py").mkdir(parents=True)


def halt_giant(folder, root):
    """A module of four gigabytes of nothing, and a helper beside it.

    Survived: its size is looked at first.

    says: derivative\\.py is larger than 256 KiB
    sample: yes
    """
    for name in ("derivative.py", "helper.py"):
        with open(folder / name, "wb") as file:
            file.truncate(4 << 30)


def halt_many_files(folder, root):
    """Ten thousand files and one more beside the module.

    Survived: the folder is refused as a whole.

    says: holds more than 10000 files
    """
    (folder / "derivative.py").write_text(STUB)
    for number in range(10_001):
        os.mknod(folder / f"f{number}.py")


def halt_many_helpers(folder, root):
    """Five hundred helper modules that import each other.

    Survived: twenty are taken, and the rest is named.

    says: at most 20 helper modules
    """
    helpers = {f"helper{i}.py": f"import helper{(i + 1) % 500}\n" for i in range(500)}
    _write(folder, {"derivative.py": "import helper0\n" + STUB, **helpers})


def halt_unreadable(folder, root):
    """A module that may not be read, unless one is root.

    Survived: it is refused, or read as what it is.

    says: cannot be read|right
    """
    (folder / "derivative.py").write_text(STUB)
    (folder / "derivative.py").chmod(0)


def halt_nul_bytes(folder, root):
    """NUL bytes in a module.

    Survived: it is no text.

    says: holds NUL bytes
    sample: yes
    """
    _write(folder, {"derivative.py": STUB.encode() + b"\0" * 100})


def halt_wrong_encoding(folder, root):
    """Bytes that are no UTF-8, and one module that declares what it is not.

    Survived: the place of the first such byte is told.

    says: is not UTF-8: line 2 has the byte 0xff
    """
    _write(folder, {"derivative.py": b"# hello\n\xff\xfe = 1\n", "value.py": b"# coding: ascii\nx = '\xe4'\n"})


def halt_strange_encoding(folder, root):
    """Declares encodings that run code or unpack bombs: rot13, zlib, idna, a module of its own.

    Survived: only common encodings are known.

    says: declares the encoding "zlib": use UTF-8
    """
    codec = "import codecs\n\n\ndef getregentry():\n    raise SystemExit(0)\n"
    _write(folder, {"derivative.py": "# coding: zlib\n" + STUB, "value.py": "# -*- coding: rot13 -*-\n",
                    "nn.py": "# coding: mine\n", "backward.py": "# vim: set fileencoding=unicode_escape :\n",
                    "mine.py": codec})


def halt_wide_text(folder, root):
    """A module in UTF-16.

    Survived: it is named.

    says: saved as UTF-16 or UTF-32
    """
    _write(folder, {"derivative.py": STUB.encode("utf-16"), "value.py": STUB.encode("utf-32")})


def halt_brackets(folder, root):
    """A hundred thousand brackets within each other.

    Survived: the compiler gives up, behind the wall.

    says: derivative\\.py, line \\d+: SyntaxError
    sample: yes
    """
    _write(folder, {"derivative.py": "x = " + "(" * 100_000 + ")" * 100_000 + "\n"})


def halt_deep_expression(folder, root):
    """An expression of fifty thousand minus signs, and one of as many terms.

    Survived: the compiler gives up or crashes, behind the wall.

    says: SyntaxError|RecursionError|MemoryError|SIGSEGV|stopped|used more|right
    """
    _write(folder, {"derivative.py": "x = " + "-" * 50_000 + "1\ny = " + "+".join(["1"] * 50_000) + "\n" + STUB})


def halt_long_line(folder, root):
    """A module of one line with a hundred thousand names, and an indentation of as many spaces.

    Survived: what is shown of a line is cut.

    says: derivative\\.py, line 1: NameError
    """
    _write(folder, {"derivative.py": "; ".join(f"x{i} = y" for i in range(20_000)) + "\n"})


def halt_old_line_ends(folder, root):
    """Line ends that hide code from an editor: carriage returns, form feeds, separators of Unicode.

    Survived: carriage returns are line ends, the others are refused or stay what they are.

    says: derivative\\.py, line \\d+: \\w+Error
    """
    _write(folder, {"derivative.py": "# all is well\rimport os\x0b\u2028\u2029\x85os._exit(0)\r"})


def halt_hidden_directions(folder, root):
    """Identifiers and strings that read otherwise than they run: directions, look-alikes, no width.

    Survived: they run as they are written; in messages they are written out.

    says: \\\\u202e
    """
    level = "user\u202e \u2066# admin\u2069 \u2066"
    text = f"def derivative(f, x, h=1e-6):\n    level = '{level}'\n    raise ValueError(level)\n"
    _write(folder, {"derivative.py": text, "val\u0443e.py": "1/0"})


def halt_empty(folder, root):
    """Empty files, and such that hold blanks only.

    Survived: that is said.

    says: derivative\\.py is empty
    """
    _write(folder, {"derivative.py": "", "value.py": " \n\t\n\ufeff".encode()})


def damage_names_of_files(folder, root):
    """Files whose names hold new lines, escapes, quotes, markup and bytes that are no text.

    Survived: they are not taken, and shown as text.

    says: Not taken
    """
    (folder / "derivative.py").write_text(STUB)
    for name in (b"a\nb.py", b"\x1b[31mred.py", b"<script>.py", b"=cmd.py", b"\xff\xfe.py", b"..py", b"; rm -rf.py",
                 b"-rf.py", b"a'b\".py", b"::notice::x.py", b"\xe2\x80\xaegpj.py"):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(b"1/0\n")


def damage_a_folder_of_sources(folder, root):
    """A .git, a __pycache__ with prepared bytecode, a virtual environment, an index of the exchange.

    Survived: none of it is looked at.

    says: right
    """
    code = b"\xa7\r\r\n" + bytes(12) + b"garbage"
    _write(folder, {"derivative.py": STUB, "__pycache__/derivative.cpython-311.pyc": code, "derivative.pyc": code,
                    "derivative.so": b"\x7fELF", ".git/hooks/post-checkout": "#!/bin/sh\ntouch /ROOT/new\n",
                    ".venv/pyvenv.cfg": "home = /\n", "timestamp.txt": "1970-01-01 00:00:00 UTC\n"})


def host_names_of_students(folder, root):
    """Students whose names are formulas, markup, paths, escapes, annotations, devices, or differ in their case only.

    Survived: every one gets a report under a name that is a file name everywhere.

    says: right
    """
    (folder / "derivative.py").write_text(STUB)
    for name in (b"=1+1", b"-rf", b"@SUM(A1)", b"<script>", b"a\nb", b"\x1b[2J", b"CON", b"Eve", b"eve", b"::error::x",
                 b"[red]x[red]", b"x" * 255, b"\xff\xfe", b"..hidden", b"\xe2\x80\xaeadb", b"a,b\"c", b"%s{0}$HOME"):
        beside = os.path.join(os.fsencode(folder.parent), name)
        os.mkdir(beside)
        with open(os.path.join(beside, b"derivative.py"), "w") as file:
            file.write(STUB)
