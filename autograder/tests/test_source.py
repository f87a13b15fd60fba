"""The text of a Python file is read as Python would read it, or refused in a sentence; it is never parsed."""

import codecs

import pytest

from autograder.arrivals.folder import Refused
from autograder.arrivals.source import _ENCODINGS, source_text

TEXT = "# é\nx = 1\n"


@pytest.mark.parametrize("content", [
    TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), TEXT.replace("\n", "\r\n").encode(),
    TEXT.replace("\n", "\r").encode(), codecs.BOM_UTF8 + b"# \xc3\xa9\r\nx = 1\n",
], ids=["plain", "byte order mark", "Windows line ends", "old Mac line ends", "mixed"])
def test_marks_and_line_ends_of_other_systems_change_nothing(content):
    """The text that is graded is the same on whatever system it was written."""
    assert TEXT == source_text(content, "value.py")


@pytest.mark.parametrize(("first", "encoding"), [
    ("# -*- coding: latin-1 -*-\n", "latin-1"),
    ("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n", "cp1252"),
    ("\n# coding=iso-8859-15\n", "iso-8859-15"),
    ("\t\f # coding: utf-8-unix\n", "utf-8"),
    ("# coding: UTF_8\n", "utf-8"),
    ("# coding: Latin_1\n", "latin-1"),
])
def test_a_declared_encoding_is_honoured(first, encoding):
    """A file may say in its first two lines how it is written, as Python itself allows."""
    text = f"{first}name = 'é'\n"

    assert text == source_text(text.encode(encoding), "value.py")


def test_every_encoding_of_the_list_is_one_of_python():
    """What may be declared can be read."""
    for encoding in _ENCODINGS:
        text = f"# coding: {encoding}\nx = 1\n"
        assert text == source_text(text.encode(), "value.py")


def test_the_mark_of_utf_8_outweighs_a_declaration():
    """A file that an editor saved as UTF-8 is UTF-8, whatever an old first line says."""
    text = "# coding: latin-1\n# é\n"

    assert text == source_text(codecs.BOM_UTF8 + text.encode(), "value.py")


def test_nothing_is_parsed():
    """Nesting that exhausts a parser, and wrong syntax, are text like any other."""
    for text in ("(" * 100_000, "def (:\n", "x = 1; " * 10_000):
        assert text == source_text(text.encode(), "value.py")


@pytest.mark.parametrize(("content", "sentence"), [
    (b"\x7fELF\0\0", "value.py is not a text file: it holds NUL bytes."),
    ("x = 1".encode("utf-16"), "value.py is saved as UTF-16 or UTF-32: save it as UTF-8."),
    ("x = 1".encode("utf-32"), "value.py is saved as UTF-16 or UTF-32: save it as UTF-8."),
    (codecs.BOM_UTF16_BE + b"\0x", "value.py is saved as UTF-16 or UTF-32: save it as UTF-8."),
    (codecs.BOM_UTF32_BE, "value.py is saved as UTF-16 or UTF-32: save it as UTF-8."),
    (b"x = 1\r\n# caf\xe9\n", "value.py is not UTF-8: line 2 has the byte 0xe9."
                              " Save it as UTF-8, or declare its encoding in line 1."),
    (b"x = 1\n# coding: latin-1\n\xe9", "value.py is not UTF-8: line 3 has the byte 0xe9."
                                        " Save it as UTF-8, or declare its encoding in line 1."),
    (b"# coding: ascii\n\n# caf\xe9\n", "value.py declares the encoding ascii, but is not written in it:"
                                        " line 3 has the byte 0xe9."),
    (b"# coding: rot13\n", 'value.py declares the encoding "rot13": use UTF-8 instead.'),
    (b"#!/bin/sh\n# -*- coding: utf_7 -*-\n", 'value.py declares the encoding "utf_7": use UTF-8 instead.'),
    (b"# coding: " + b"x" * 100, f'value.py declares the encoding "{"x" * 40}": use UTF-8 instead.'),
])
def test_what_is_no_python_text_is_refused_in_a_sentence(content, sentence):
    """Binary or wrongly encoded bytes are answered with what was found, where, and what to do."""
    with pytest.raises(Refused) as caught:
        source_text(content, "value.py")

    assert sentence == str(caught.value)
