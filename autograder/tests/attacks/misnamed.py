"""Attacks by names of files, modules and students: markup, paths, escapes, lengths, letters, meanings.

As in builders.py.
"""

import os

from autograder.tests.attacks.builders import STUB, write


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


def halt_names_that_mean_something(folder, root):
    """Students who are called like what the kit looks for: its bundle, an engine's package, the lists of other systems.

    Survived: one entry does not decide what all the others are.

    says: right
    sample: yes
    """
    write(folder, {"derivative.py": STUB})
    for name in ("exercises", "micrograd-exercises", "submission_metadata.yml", "notebooks", "reports"):
        write(folder.parent, {f"{name}/derivative.py": STUB})
    write(folder.parent, {"micrograd/engine.py": "class Value:\n    pass\n"})


def halt_names_that_differ_in_case(folder, root):
    """Two thousand files whose names differ in case only, and students who differ from a neighbour so.

    Survived: a few are named; the neighbour keeps the name.

    says: So do \\d+ more
    """
    write(folder, {"derivative.py": STUB, **{f"{letter}{k}": "" for k in range(1000) for letter in "xX"}})
    for name in ("ADA", "Ada"):
        write(folder.parent, {f"{name}/derivative.py": STUB})


def halt_a_name_at_every_length(folder, root):
    """Helper modules with names from 1 to 255 bytes, in letters of one to four bytes.

    Survived: twenty are taken, and names are cut where they are shown.

    says: at most 20 helper modules
    """
    letters = ("a", "\u00e9", "\u540d", "\U00020000")
    names = {(letter * 255).encode()[:size].decode(errors="ignore") for letter in letters for size in range(1, 252, 10)}
    write(folder, {"derivative.py": STUB, **{f"{name}.py": "x = 1\n" for name in names if name}})


def points_letters_that_look_alike(folder, root):
    """Modules whose names look like those asked for: Cyrillic and wide letters, ligatures, accents apart, no width.

    Survived: a name is the letters it is made of, and the one that is near to it is told.

    says: There is no derivative\\.py
    """
    for name in ("d\u0435rivative.py", "\uff44\uff45\uff52\uff49vative.py", "derivative\u200b.py", "deriv\u0430tive.py",
                 "derivative.p\u0443", "derivative\u2024py", "value\u0301.py", "deri\u2063vative.py", "DERIVATIVE.PY"):
        (folder / name).write_text(STUB)


def halt_a_folder_in_a_folder(folder, root):
    """A folder in a folder in a folder, three hundred times, and one called like an archive at the bottom.

    Survived: what lies that deep is not looked for.

    says: There is no derivative\\.py
    """
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    for _ in range(300):
        os.mkdir("derivative", dir_fd=here)
        below = os.open("derivative", os.O_RDONLY | os.O_DIRECTORY, dir_fd=here)
        os.close(here)
        here = below
    os.mkdir("derivative.zip", dir_fd=here)
    os.close(here)
