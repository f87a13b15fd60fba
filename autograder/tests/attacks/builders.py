"""Attacks that are more than the text of one module: bytes, kinds of files, names. Each function makes one in a folder.

A function's name is the attack's: `halt_pipe` is the attack `halt-pipe`. Its docstring is the header, as in a file.
"""

import inspect
import io
import os
import socket
import tarfile
import zipfile

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


def _zip(files, packing=zipfile.ZIP_DEFLATED):
    """Return the bytes of a zip of {name: content}."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def points_brings_results(folder, root):
    """Brings what a grader leaves behind: reports, results, marks, databases of tests, each with full marks.

    Survived: what is not a unit's file is not looked at.

    says: right
    """
    full = '{"score": 100, "max_score": 100, "tests": [], "execution_time": 0}'
    _write(folder, {"derivative.py": STUB, "results.json": full, "results/results.json": full, "run.json": full,
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
    _write(folder, {"work/derivative.py": STUB, "submission_metadata.yml": bomb, "timestamp.txt": "9999-99-99",
                    "roster.csv": "student_id\nada\n", "assignment.toml": 'format = 1\nbase = "none"\n'})


def points_a_package_in_place_of_a_unit(folder, root):
    """Hands in a package, compiled modules and an extension where a unit's module should be.

    Survived: a unit is one file of text.

    says: There is no derivative\\.py
    """
    _write(folder, {"derivative/__init__.py": STUB, "derivative.pyc": b"\xa7\r\r\n", "derivative.pyi": STUB,
                    "derivative.cpython-311-x86_64-linux-gnu.so": b"\x7fELF", "derivative.pyw": STUB,
                    "derivative.zip/__init__.py": STUB})


def points_helpers_named_like_units(folder, root):
    """Brings helper modules with the names of the kit's own parts, of later units, and of what the worker is made of.

    Survived: such names are Python's or the kit's, or those of modules that nobody else imports.

    says: right
    """
    names = ("protocol", "worker", "probes", "program", "zygote", "wall", "trial", "host", "softmax", "arrays", "moons")
    _write(folder, {"derivative.py": "import protocol, worker, probes, program\n" + STUB,
                    **{f"{name}.py": "answer = serve = load = lambda *anything: 1.0\n" for name in names}})


def halt_a_class_of_links(folder, root):
    """Whole submissions that are links: to themselves, to nothing, to the class, to devices, to the output; and pipes.

    Survived: each of them is refused in a sentence of its own.

    says: right
    sample: yes
    """
    _write(folder, {"derivative.py": STUB})
    beside = folder.parent
    links = {"link itself": "link itself", "link nowhere": "/nowhere", "link up": "..", "link zero": "/dev/zero",
             "link ada": "ada", "link.zip": "link.zip", "link kit": str(root / "kit" / "solutions")}
    for name, target in links.items():
        (beside / name).symlink_to(target)
    os.mkfifo(beside / "a pipe.zip")
    (beside / "a folder.tar.gz").mkdir()


def halt_names_that_mean_something(folder, root):
    """Students who are called like what the kit looks for: its bundle, an engine's package, the lists of other systems.

    Survived: one entry does not decide what all the others are.

    says: right
    sample: yes
    """
    _write(folder, {"derivative.py": STUB})
    for name in ("exercises", "micrograd-exercises", "submission_metadata.yml", "notebooks", "reports"):
        _write(folder.parent, {f"{name}/derivative.py": STUB})
    _write(folder.parent, {"micrograd/engine.py": "class Value:\n    pass\n"})


def halt_names_that_differ_in_case(folder, root):
    """Two thousand files whose names differ in case only, and students who differ from a neighbour so.

    Survived: a few are named; the neighbour keeps the name.

    says: So do \\d+ more
    """
    _write(folder, {"derivative.py": STUB, **{f"{letter}{k}": "" for k in range(1000) for letter in "xX"}})
    for name in ("ADA", "Ada"):
        _write(folder.parent, {f"{name}/derivative.py": STUB})


def halt_archives_in_archives(folder, root):
    """Forty archives, of twenty megabytes each when they are read, in one that is small.

    Survived: of all of them together no more is held than of one.

    says: is larger than \\d+ KiB
    """
    inner = _zip({"zeros": bytes(20 << 20)}, zipfile.ZIP_STORED)
    _write(folder, {"all.zip": _zip({f"{k}.zip": inner for k in range(12)} | {"noise": os.urandom(2 << 20)})})


def halt_headers_of_archives(folder, root):
    """A tar of twenty headers of a megabyte each, which are read before its members.

    Survived: a header has a bound.

    says: a header of it is gigantic
    """
    with tarfile.open(folder / "all.tar.gz", "w:gz", format=tarfile.PAX_FORMAT, compresslevel=1) as archive:
        for k in range(20):
            member = tarfile.TarInfo(f"derivative{k}.py")
            member.pax_headers = {"comment": "x" * (1 << 20)}
            archive.addfile(member)


def halt_hundreds_of_archives(folder, root):
    """Six hundred small archives and folders, five deep, none of which holds an exercise.

    Survived: some are looked into, and what is missing is said.

    says: There is no derivative\\.py
    """
    small = _zip({"a/b/c/d/e.txt": "x"})
    _write(folder, {f"{k}/{k}.zip": small for k in range(300)} | {f"{k}.zip": small for k in range(300)})


def halt_times_beyond_every_calendar(folder, root):
    """Files of the year 300,000 and of one before all years, and a time of handing in that no calendar has.

    Survived: such a time is as if there were none.

    says: right
    """
    _write(folder, {"derivative.py": STUB, "ps1/timestamp.txt": "0001-01-01 00:00:00+14:00"})
    for name, seconds in {"derivative.py": 1e13, "ps1/timestamp.txt": -1e13, "ps1": 1e11}.items():
        os.utime(folder / name, (seconds, seconds))


def halt_a_name_at_every_length(folder, root):
    """Helper modules with names from 1 to 255 bytes, in letters of one to four bytes.

    Survived: twenty are taken, and names are cut where they are shown.

    says: at most 20 helper modules
    """
    letters = ("a", "\u00e9", "\u540d", "\U00020000")
    names = {(letter * 255).encode()[:size].decode(errors="ignore") for letter in letters for size in range(1, 252, 10)}
    _write(folder, {"derivative.py": STUB, **{f"{name}.py": "x = 1\n" for name in names if name}})


def halt_every_encoding_cookie(folder, root):
    """Declares an encoding in many ways at once: twice, in the second line, beside a mark of order, of a megabyte.

    Survived: the first declaration counts, and is cut where it is shown.

    says: declares the encoding "x+": use UTF-8
    """
    _write(folder, {"derivative.py": f"#!/bin/python\n# coding: {'x' * 100_000}\n# coding: utf-8\n{STUB}",
                    "value.py": "\ufeff# coding: latin-1\n" + STUB, "nn.py": "\x0c# coding=utf-7\n" + STUB,
                    "training.py": "x = 1\n# coding: rot13\n" + STUB})


def halt_star_imports_in_a_ring(folder, root):
    """Helper modules that import everything from each other, and from the unit that imports them.

    Survived: Python's import ends it.

    says: right
    """
    ring = {f"ring{k}.py": f"from ring{(k + 1) % 15} import *\nfrom derivative import *\nx{k} = 1\n" for k in range(15)}
    _write(folder, {"derivative.py": "from ring0 import *\n" + STUB, **ring})


def host_text_of_every_kind(folder, root):
    """A unit whose lines are shown when they fail: escapes, directions, formulas and markup in the source itself.

    Survived: a line of source is shown as text.

    says: \\\\u202e
    """
    line = "    return f'=1+1 <b>\u202e\u2066 ::error::x \x1b[2J {{7*7}} ]]> ' / 0\n"
    _write(folder, {"derivative.py": f"def derivative(f, x, h=1e-6):\n{line}"})
