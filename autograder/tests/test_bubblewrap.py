"""Bubblewrap around the parent of the workers: what is inside, where it is used, what happens where it does not run."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from classroom import KIT

from autograder import wall
from autograder.bubblewrap import program, wrapped
from autograder.commands.grade import _announce
from autograder.host import Host
from autograder.terminal import new_console

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is Linux's")
BASE = getattr(sys, "_base_executable", None) or sys.executable
TEXT = "import os\ndef answer(): return [os.uname().nodename == 'worker', os.getpid() < 100]\n"


@pytest.fixture
def runs():
    """Skip where there is no bubblewrap, or the system refuses what it asks for."""
    if not program() or subprocess.run(wrapped(["/bin/true"], []), capture_output=True).returncode:
        pytest.skip("there is no bubblewrap here, or it does not run")


@pytest.fixture
def strong(host_of):
    """Skip where the tier that bubblewrap is for does not hold."""
    host_of("strong")


def inside(code, readable=()):
    """Return what Python prints that runs `code` inside."""
    done = subprocess.run(wrapped([BASE, "-c", code], readable), stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip()


@LINUX
def test_inside_there_is_nothing_else_of_the_machine(runs, tmp_path, monkeypatch):
    """Not the kit, nor homes, nor submissions; of processes its own; no network; another name of the host."""
    (tmp_path / "grades.csv").write_text("grades")
    code = f"""if True:
        import os, socket
        paths = [{str(KIT / "autograder")!r}, {str(tmp_path)!r}, "/etc/passwd", "/home", "/var", "/sys"]
        there = [os.path.exists(path) for path in paths]
        processes = [name for name in os.listdir("/proc") if name.isdigit()]
        print(any(there), len(processes), [name for _, name in socket.if_nameindex()], socket.gethostname())
    """

    assert inside(code) == "False 1 ['lo'] worker"


@LINUX
def test_inside_nothing_can_be_written(runs, tmp_path):
    """What can be read is read-only, also where it is a folder that the user may write to."""
    (tmp_path / "packages").mkdir()
    code = f"""if True:
        try: open({str(tmp_path / "packages" / "new")!r}, "w")
        except OSError as problem: print(problem.strerror)
    """

    assert inside(code, [str(tmp_path / "packages")]) == "Read-only file system"


@LINUX
def test_workers_are_inside_where_it_runs(runs, strong, call):
    """The tier is proven there, and holds."""
    with Host() as host:
        assert (host.tier, host.inside) == ("strong", True)
        assert call(host, TEXT, 2).numbers == (1.0, 1.0)


@LINUX
def test_what_workers_take_inside_is_the_graders(runs, strong, call):
    """Processes that nobody waited for would cost a class nothing, as it seems."""
    before = sum(os.times()[2:4])
    with Host() as host:
        call(host, "def answer(): return sum(range(60_000_000))\n")

    assert sum(os.times()[2:4]) - before > 0.4


@LINUX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
def test_ordinary_users_get_a_namespace_of_users(runs, monkeypatch):
    """In it they stay who they are; where the system refuses them one, there is no second wall for them."""
    monkeypatch.setattr(os, "geteuid", lambda: wall.NOBODY)
    for prefix in ("base_prefix", "base_exec_prefix"):      # this one may lie where they can read nothing
        monkeypatch.setattr(sys, prefix, "/usr")
    done = subprocess.run(wrapped(["/usr/bin/id", "-u"], []), capture_output=True, text=True, user=wall.NOBODY,
                          group=wall.NOBODY, extra_groups=[])
    if done.returncode:
        pytest.skip(done.stderr.strip())

    assert done.stdout == f"{wall.NOBODY}\n"


@LINUX
@pytest.mark.parametrize("script", ["echo 'bwrap: No permissions to create a namespace' >&2; exit 1", "exec sleep 60"])
def test_where_it_does_not_run_the_first_wall_stands_without_it(strong, call, tmp_path, monkeypatch, script):
    """A system that refuses namespaces, a program that hangs: the grader goes on."""
    fake = tmp_path / "bwrap"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr("autograder.link.START_SECONDS", 8)

    with Host() as host:
        assert (host.tier, host.inside) == ("strong", False)
        assert call(host, TEXT, 2).numbers[0] == 0.0


@LINUX
def test_another_tier_does_without(host_of):
    """It is a part of `strong`."""
    assert not host_of("seccomp").inside
    assert not host_of("none").inside


def test_elsewhere_there_is_none(monkeypatch):
    """On macOS and Windows it is not even looked for."""
    monkeypatch.setattr(sys, "platform", "darwin")

    assert program() is None


def test_the_first_line_of_a_run_names_it(capsys):
    """An instructor sees what stood around the workers."""
    settings = SimpleNamespace(seed=7, tier="strong")
    for around in (True, False):
        _announce(new_console(), [("ada", Path("ada"))], settings, around, [])

    assert capsys.readouterr().out.splitlines() == [
        "1 submission, seed 7, wall: strong inside bubblewrap", "1 submission, seed 7, wall: strong"]
