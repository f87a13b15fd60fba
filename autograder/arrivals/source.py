"""The text of a Python file, from its bytes, without running or parsing it."""

import codecs
import re

from autograder.arrivals.folder import Refused
from autograder.language import ENGLISH as say

_DECLARATION = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_COMMENT = re.compile(rb"[ \t\f]*(#|$)")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

#: Encodings that a file may declare. A list, since Python's search for a codec imports a module of any name.
_ENCODINGS = {
    "utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso-8859-2",
    "iso-8859-5", "iso-8859-9", "iso-8859-15", "cp437", "cp850", "cp1250", "cp1251", "cp1252", "cp1253",
    "cp1254", "windows-1250", "windows-1251", "windows-1252", "mac-roman", "koi8-r", "koi8-u", "gbk",
    "gb2312", "gb18030", "cp936", "big5", "cp950", "shift-jis", "cp932", "euc-jp", "euc-kr", "cp949",
}


def source_text(content, shown):
    """Return the text of the bytes `content`, line ends as `\\n`, or raise `Refused`; `shown` names the file.

    The encoding is UTF-8, or a common one that the file declares in its first two lines, as PEP 263 has it.
    """
    if content.startswith(_WIDE):
        raise Refused(f"{shown} is saved as UTF-16 or UTF-32: save it as UTF-8.")
    if b"\0" in content:
        raise Refused(f"{shown} is not a text file: it holds NUL bytes.")
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    marked = content.startswith(codecs.BOM_UTF8)
    content = content.removeprefix(codecs.BOM_UTF8)
    declared = None if marked else _declared(content)
    encoding = _known(declared, shown) if declared else "utf-8"
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        line, byte = content.count(b"\n", 0, problem.start) + 1, content[problem.start]
        found = say("line {i} has the byte {byte}", i=line, byte=f"0x{byte:02x}")
    if declared:
        raise Refused(f"{shown} declares the encoding {encoding}, but is not written in it: {found}.")
    raise Refused(f"{shown} is not UTF-8: {found}. Save it as UTF-8, or declare its encoding in line 1.")


def _declared(content):
    """Return the encoding that the first line declares; or the second, after a line of comment or none."""
    for line in content.split(b"\n", 2)[:2]:
        if declaration := _DECLARATION.match(line):
            return declaration[1].decode("ascii", "replace")
        if not _COMMENT.match(line):
            return None
    return None


def _known(declared, shown):
    name = re.sub(r"-(unix|dos|mac)$", "", declared.lower().replace("_", "-"))
    if name not in _ENCODINGS:
        raise Refused(f'{shown} declares the encoding "{declared[:40]}": use UTF-8 instead.')
    return name
