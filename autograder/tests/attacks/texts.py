"""Attacks by texts that are hard to read: encodings, bytes, brackets, lines, directions.

As in builders.py.
"""

from autograder.tests.attacks.builders import STUB, write


def halt_nul_bytes(folder, root):
    """NUL bytes in a module.

    Survived: it is no text.

    says: holds NUL bytes
    sample: yes
    """
    write(folder, {"derivative.py": STUB.encode() + b"\0" * 100})


def halt_wrong_encoding(folder, root):
    """Bytes that are no UTF-8, and one module that declares what it is not.

    Survived: the place of the first such byte is told.

    says: is not UTF-8: line 2 has the byte 0xff
    """
    write(folder, {"derivative.py": b"# hello\n\xff\xfe = 1\n", "value.py": b"# coding: ascii\nx = '\xe4'\n"})


def halt_strange_encoding(folder, root):
    """Declares encodings that run code or unpack bombs: rot13, zlib, idna, a module of its own.

    Survived: only common encodings are known.

    says: declares the encoding "zlib": use UTF-8
    """
    codec = "import codecs\n\n\ndef getregentry():\n    raise SystemExit(0)\n"
    write(folder, {"derivative.py": "# coding: zlib\n" + STUB, "value.py": "# -*- coding: rot13 -*-\n",
                    "nn.py": "# coding: mine\n", "backward.py": "# vim: set fileencoding=unicode_escape :\n",
                    "mine.py": codec})


def halt_wide_text(folder, root):
    """A module in UTF-16.

    Survived: it is named.

    says: saved as UTF-16 or UTF-32
    """
    write(folder, {"derivative.py": STUB.encode("utf-16"), "value.py": STUB.encode("utf-32")})


def halt_brackets(folder, root):
    """A hundred thousand brackets within each other.

    Survived: the compiler gives up, behind the wall.

    says: derivative\\.py, line \\d+: SyntaxError
    sample: yes
    """
    write(folder, {"derivative.py": "x = " + "(" * 100_000 + ")" * 100_000 + "\n"})


def halt_deep_expression(folder, root):
    """An expression of fifty thousand minus signs, and one of as many terms.

    Survived: the compiler gives up or crashes, behind the wall.

    says: SyntaxError|RecursionError|MemoryError|SIGSEGV|stopped|right
    """
    write(folder, {"derivative.py": "x = " + "-" * 50_000 + "1\ny = " + "+".join(["1"] * 50_000) + "\n" + STUB})


def halt_long_line(folder, root):
    """A module of one line with a hundred thousand names, and an indentation of as many spaces.

    Survived: what is shown of a line is cut.

    says: derivative\\.py, line 1: NameError
    """
    write(folder, {"derivative.py": "; ".join(f"x{i} = y" for i in range(20_000)) + "\n"})


def halt_old_line_ends(folder, root):
    """Line ends that hide code from an editor: carriage returns, form feeds, separators of Unicode.

    Survived: carriage returns are line ends, the others are refused or stay what they are.

    says: derivative\\.py, line \\d+: \\w+Error
    """
    write(folder, {"derivative.py": "# all is well\rimport os\x0b\u2028\u2029\x85os._exit(0)\r"})


def halt_hidden_directions(folder, root):
    """Identifiers and strings that read otherwise than they run: directions, look-alikes, no width.

    Survived: they run as they are written; in messages they are written out.

    says: \\\\u202e
    """
    level = "user\u202e \u2066# admin\u2069 \u2066"
    text = f"def derivative(f, x, h=1e-6):\n    level = '{level}'\n    raise ValueError(level)\n"
    write(folder, {"derivative.py": text, "val\u0443e.py": "1/0"})


def halt_empty(folder, root):
    """Empty files, and such that hold blanks only.

    Survived: that is said.

    says: derivative\\.py is empty
    """
    write(folder, {"derivative.py": "", "value.py": " \n\t\n\ufeff".encode()})


def halt_every_encoding_cookie(folder, root):
    """Declares an encoding in many ways at once: twice, in the second line, beside a mark of order, of a megabyte.

    Survived: the first declaration counts, and is cut where it is shown.

    says: declares the encoding "x+": use UTF-8
    """
    write(folder, {"derivative.py": f"#!/bin/python\n# coding: {'x' * 100_000}\n# coding: utf-8\n{STUB}",
                    "value.py": "\ufeff# coding: latin-1\n" + STUB, "nn.py": "\x0c# coding=utf-7\n" + STUB,
                    "training.py": "x = 1\n# coding: rot13\n" + STUB})


def host_text_of_every_kind(folder, root):
    """A unit whose lines are shown when they fail: escapes, directions, formulas and markup in the source itself.

    Survived: a line of source is shown as text.

    says: \\\\u202e
    """
    line = "    return f'=1+1 <b>\u202e\u2066 ::error::x \x1b[2J {{7*7}} ]]> ' / 0\n"
    write(folder, {"derivative.py": f"def derivative(f, x, h=1e-6):\n{line}"})
