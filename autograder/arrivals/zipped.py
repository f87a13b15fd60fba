"""The members of a zip."""

import calendar
import stat
import zipfile

from autograder.arrivals.folder import kind_of
from autograder.arrivals.member import Member, whole
from autograder.language import ENGLISH as say

#: a longer table of contents is not read: it would take gigabytes
_MOST_DIRECTORY = 16 * 1024 * 1024
#: the letters of western languages in cp437, where most others have their capitals and signs
_LETTERS = {*range(0x80, 0x9b), *range(0xa0, 0xa6), 0xe1}
_ENCRYPTED, _UTF_8 = 0x1, 0x800


def zip_members(file, shown, bounds):
    """Yield (name, `Member`) of the zip in the open binary `file`, folders left out; `bounds` may be None."""
    with whole(shown):
        if bounds:
            _check_directory(file, shown, bounds)
        archive = zipfile.ZipFile(file)
        infos = archive.infolist()
        _check_overlaps(infos)
    if bounds:
        size = file.seek(0, 2)
        bounds.check(shown, len(infos), sum(info.file_size for info in infos), size)
    for info in infos:
        name = _name(info)
        if not name.endswith("/"):
            yield name, _member(archive, info)


def _check_directory(file, shown, bounds):
    # The only look at the directory's size before all of it is read.
    end = zipfile._EndRecData(file)
    if end and end[zipfile._ECD_SIZE] > _MOST_DIRECTORY:
        bounds.check(shown, bounds.members + 1, 0, 1)


def _check_overlaps(infos):
    """Raise BadZipFile where two members share bytes: the oldest trick of zip bombs, and of two-faced zips."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise zipfile.BadZipFile("some of its members overlap")
        end = info.header_offset + 30 + info.compress_size


def _name(info):
    """Return the member's name as its writer meant it, with plain slashes.

    Without a flag that says UTF-8 the standard says cp437, which nobody writes any more who has other letters; some
    programs of Windows write cp1252.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF_8:
        try:
            name = _decoded(name.encode("cp437"))
        except UnicodeError:
            pass
    return name.replace("\\", "/")


def _decoded(name):
    """Return the text of a name; raise UnicodeError where it is cp437, or nothing that can be told."""
    try:
        return name.decode("utf-8")
    except UnicodeError:
        if not {byte for byte in name if byte > 0x7f} - _LETTERS:
            raise
    text = name.decode("cp1252")
    if not all(character.isalpha() for character in text if not character.isascii()):
        raise UnicodeError("no letters in cp1252 either")
    return text


def _member(archive, info):
    mode = info.external_attr >> 16
    kind = kind_of(mode) if stat.S_IFMT(mode) else "file"       # who writes no modes has no links

    def read(most):
        with whole(info.filename), archive.open(info) as file:
            return file.read(most)

    return Member(kind if kind != "folder" else "file", info.file_size, _when(info), _problem(info), read)


def _problem(info):
    if info.flag_bits & _ENCRYPTED:
        return say("is encrypted: hand it in without a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return say("is packed in a way that is not read here: hand in an ordinary zip")
    return ""


def _when(info):
    try:
        return float(calendar.timegm((*info.date_time, 0, 0, 0)))
    except (ValueError, OverflowError):     # the 31st of no month
        return 0.0
