"""A stranger's folder is read without following, blocking or taking more than was asked for."""

import os
import socket

import pytest

from autograder.arrivals import folder as folder_module
from autograder.arrivals.folder import Folder, Refused, believable
from autograder.errors import AutograderError

IS_A_LINK = "value.py is a link, and links are not followed: hand in the file itself."
IS_A_PIPE = "value.py is a pipe or a device, not a file."
no_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")


@pytest.fixture(autouse=True, params=[True, False], ids=["relative", "by path"])
def opening(request, monkeypatch):
    """Both ways of opening files: relative to the open folder, and by path as on Windows."""
    if not request.param:
        monkeypatch.setattr(folder_module, "_RELATIVE", False)
    elif not folder_module._RELATIVE:
        pytest.skip("this system opens files by path only")


def read(path, most=1024):
    """Return the content of `value.py` in `path`."""
    with Folder(path, "The folder") as folder:
        return folder.read("value.py", "value.py", most)


def refusal(path):
    """Return the sentence with which `value.py` in `path` is refused."""
    with pytest.raises(Refused) as caught:
        read(path)
    return str(caught.value)


def link(path, target):
    """Make `path` a link to `target`."""
    try:
        path.symlink_to(target, target_is_directory=os.path.isdir(target))
    except OSError:
        pytest.skip("this user may make no links")


def exchanging(path, replacement):
    """Return an `os.open` that is overtaken: just before it `path` is exchanged by `replacement()`."""
    honest = os.open

    def overtaken(place, *arguments, **options):
        if str(place).endswith(path.name):
            os.unlink(path)
            replacement()
        return honest(place, *arguments, **options)
    return overtaken


def failing(problem):
    """Return an `os.open` that fails for `value.py`."""
    honest = os.open

    def opened(place, *arguments, **options):
        if str(place).endswith("value.py"):
            raise problem
        return honest(place, *arguments, **options)
    return opened


def test_a_file_is_read_byte_for_byte(tmp_path):
    """Line ends and zeros included, up to the very number of bytes that is allowed."""
    (tmp_path / "value.py").write_bytes(b"\r\n\0\x1a" * 256)

    assert b"\r\n\0\x1a" * 256 == read(tmp_path)


def test_one_byte_too_many_is_refused(tmp_path):
    """The bound is exact."""
    (tmp_path / "value.py").write_bytes(b"x" * 1025)

    assert "value.py is larger than 1 KiB." == refusal(tmp_path)


def test_a_file_that_hides_its_size_is_read_to_the_bound_only(tmp_path, monkeypatch):
    """What calls itself empty and gives bytes without end is refused after as many as are allowed."""
    path = tmp_path / "value.py"
    path.write_bytes(b"x" * 5000)
    honest = os.fstat

    def lying(handle):
        found = list(honest(handle))
        return os.stat_result([*found[:6], 0, *found[7:]])

    monkeypatch.setattr(os, "fstat", lying)
    assert "value.py is larger than 1 KiB." == refusal(tmp_path)


def test_a_terabyte_is_not_read(tmp_path):
    """A sparse file is refused by its size."""
    with open(tmp_path / "value.py", "wb") as file:
        try:
            file.truncate(2**40)
        except OSError:
            pytest.skip("this disk has no sparse files")

    assert "value.py is larger than 1 KiB." == refusal(tmp_path)


@pytest.mark.parametrize("target", ["other.py", "nowhere", "value.py", "/dev/zero", "."])
def test_a_link_is_not_followed(tmp_path, target):
    """A link in a file's place, to whatever, gives nothing of its target."""
    (tmp_path / "other.py").write_text("secret")
    link(tmp_path / "value.py", target)

    assert IS_A_LINK == refusal(tmp_path)


def test_a_hard_link_is_an_ordinary_file(tmp_path):
    """Some systems link equal files to save space: no fault of the student's."""
    (tmp_path / "copy").write_text("x")
    try:
        os.link(tmp_path / "copy", tmp_path / "value.py")
    except OSError:
        pytest.skip("this disk has no hard links")

    assert b"x" == read(tmp_path)


def test_a_folder_that_is_a_link_is_not_opened(tmp_path):
    """Neither the folder itself nor one inside it may stand for another."""
    (tmp_path / "ann" / "package").mkdir(parents=True)
    link(tmp_path / "bob", tmp_path / "ann")
    link(tmp_path / "ann" / "linked", "package")

    with pytest.raises(Refused, match=r"^The folder is a link, and links are not followed: "):
        Folder(tmp_path / "bob", "The folder")
    with Folder(tmp_path / "ann", "The folder") as folder:
        with pytest.raises(Refused, match=r"^linked is a link, and links are not followed: "):
            Folder("linked", "linked", folder)
        with Folder("package", "package", folder) as package:
            assert {} == package.entries()


def test_a_folder_in_the_place_of_a_file_is_refused_and_the_other_way_round(tmp_path):
    """`value.py/` is no file, and a file is no folder."""
    (tmp_path / "value.py").mkdir()
    (tmp_path / "file").write_text("")

    assert "value.py is a folder, not a file." == refusal(tmp_path)
    with pytest.raises(Refused, match=r"^The folder is a file, not a folder\.$"):
        Folder(tmp_path / "file", "The folder")


@no_pipes
def test_a_pipe_does_not_block(tmp_path):
    """Reading a pipe that no one writes to would wait for ever."""
    os.mkfifo(tmp_path / "value.py")

    assert IS_A_PIPE == refusal(tmp_path)


@no_pipes
def test_a_socket_is_refused(tmp_path, monkeypatch):
    """A socket is a file to the system, not to us."""
    monkeypatch.chdir(tmp_path)     # the path of a socket has to be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("value.py")

        assert IS_A_PIPE == refusal(tmp_path)


@no_pipes
def test_a_file_exchanged_for_a_pipe_while_it_is_opened_does_not_block(tmp_path, monkeypatch):
    """What was a file when it was looked at is looked at again when it is open."""
    path = tmp_path / "value.py"
    path.write_text("")
    monkeypatch.setattr(os, "open", exchanging(path, lambda: os.mkfifo(path)))

    assert IS_A_PIPE == refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links cannot be refused here by opening")
def test_a_file_exchanged_for_a_link_while_it_is_opened_is_not_followed(tmp_path, monkeypatch):
    """Between the look and the opening nothing can be put in its place."""
    path = tmp_path / "value.py"
    path.write_text("")
    (tmp_path / "other.py").write_text("secret")
    monkeypatch.setattr(os, "open", exchanging(path, lambda: path.symlink_to("other.py")))

    assert refusal(tmp_path).startswith("value.py cannot be read: ")


def test_a_missing_right_is_the_students_and_a_failing_disk_is_not(tmp_path, monkeypatch):
    """A student can take the right to read away; a disk that fails must not cost points."""
    (tmp_path / "value.py").write_text("")

    monkeypatch.setattr(os, "open", failing(PermissionError(13, "Permission denied")))
    assert "value.py cannot be read: Permission denied." == refusal(tmp_path)
    monkeypatch.setattr(os, "open", failing(OSError(5, "Input/output error")))
    with pytest.raises(AutograderError, match=r"^value\.py cannot be read: Input/output error\.$"):
        read(tmp_path)


def test_names_are_sorted_and_bounded(tmp_path, monkeypatch):
    """The order does not depend on the disk, and a folder without end is refused."""
    for name in "cab":
        (tmp_path / name).write_text("")
    with Folder(tmp_path, "The folder") as folder:
        assert ["a", "b", "c"] == list(folder.entries())
    monkeypatch.setattr(folder_module, "MOST_ENTRIES", 2)
    with Folder(tmp_path, "The folder") as folder:
        with pytest.raises(Refused, match="The folder holds more than 2 files: hand in the exercises only"):
            folder.entries()


@pytest.mark.parametrize(("seconds", "believed"), [
    (0, 0), (1.5, 1.5), (253_402_300_799, 253_402_300_799), (253_402_300_800, 0), (1e300, 0), (-1, 0),
    (float("inf"), 0), (float("nan"), 0)])
def test_a_time_that_no_calendar_has_is_not_known(seconds, believed):
    """Disks and archives keep the year 300,000, and what is no number: it is as if there were no time."""
    assert believable(seconds) == believed
