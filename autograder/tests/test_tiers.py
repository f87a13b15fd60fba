"""Which tier of wall a machine offers: proven, with the reasons why no better one stands, for every kind of user."""

import os
import platform
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from autograder import wall
from autograder.host import Host, WallError

KIT = Path(wall.__file__).resolve().parent
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="walls stand on Linux only")
X86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls on x86_64")


def python(text, **options):
    """Run a small program with the kit in reach and return what it printed."""
    numpy = Path(__import__("numpy").__file__).parent.parent
    command = [*options.pop("before", []), options.pop("executable", sys.executable), "-c", textwrap.dedent(text)]
    environment = {"PYTHONPATH": f"{KIT.parent}:{numpy}", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ["PATH"]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, cwd="/", **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


REFUSE = """
    import ctypes, struct
    from autograder import wall
    def refuse(number, argument=None):      # this process and its children lose one system call
        body = [wall._answer(wall.ERRNO | 38)]
        if argument is not None:
            body = [wall._argument(0), wall._skip_unless(argument, 1), *body]
        code = [wall._load(0), *wall._when((number, number), 0, *body), wall._answer(wall.ALLOW)]
        wall._checked(wall.libc.prctl(38, 1, 0, 0, 0), "nnp")
        wall._filter_calls(b"".join(code))
    from autograder.host import Host, WallError
"""


@LINUX
def test_without_landlock_the_tier_is_seccomp(host_of):
    """On a kernel without Landlock the next tier is tried, and the reason is kept."""
    host_of("seccomp")
    said = python(REFUSE + """
    refuse(444)
    with Host() as host: print(host.tier, host.reasons)
    try: Host("strong")
    except WallError as problem: print(problem)
    """)

    assert said.splitlines() == [
        "seccomp {'strong': 'this kernel offers no Landlock'}",
        "The wall strong does not hold on this machine: this kernel offers no Landlock."]


@LINUX
@X86
def test_without_seccomp_there_is_no_wall(host_of):
    """Where no filter can be set no tier with a wall is accepted."""
    host_of("seccomp")
    said = python(REFUSE + """
    refuse(157, argument=22)
    with Host() as host: print(host.tier, sorted(host.reasons))
    """)

    assert said == "none ['seccomp', 'strong']\n"


@LINUX
@X86
def test_addresses_that_cannot_be_repeated_are_no_hindrance(host_of):
    """Docker refuses the personality that repeats addresses: everything else is as it was."""
    said = python(REFUSE + """
    refuse(135, argument=0x0040000)
    with Host() as host: print(host.tier, host.reasons)
    """)

    assert said == f"{host_of(None).tier} {{}}\n"


def test_the_trusted_side_does_not_load_what_only_workers_need():
    """The grader's process holds no numpy, no probe and no worker's code: it finds them and lets others load them."""
    said = python("""
        import sys
        from autograder.host import Host
        with Host() as host, host.worker({"value": ""}, {"value": "value"}) as worker:
            worker.ask([("load", {"unit": "value"}, 0)], 10)
        print({"numpy", "autograder.probes", "autograder.worker", "autograder.wall"} & set(sys.modules))
    """)

    assert said == "set()\n"


@LINUX
def test_a_wall_with_a_hole_is_not_accepted():
    """The trial finds what can be done without a wall: every one of its tries."""
    said = python("""
        import os
        from autograder.trial import TRIES, breaches
        print(breaches(os.getpid()) == list(TRIES))
    """)

    assert said == "True\n"


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root can become someone else")
def test_it_works_for_an_ordinary_user_too(host_of):
    """A grader that is not root gets the same tier, and its workers are shut in as well."""
    tier = host_of(None).tier
    everyones = [path for path in (sys._base_executable, "/usr/bin/python3", "/usr/local/bin/python3")
                 if os.path.exists(path) and can_run(path)]
    if not everyones:
        pytest.skip("nobody can run no Python here, or not read the kit or numpy")
    said = python("""
        import os
        from autograder.host import Host
        text = "import os\\ndef answer(): return [os.getuid(), os.path.exists('/')]\\n"
        with Host() as host:
            with host.worker({"value": text}, {"value": "value"}) as worker:
                answer, = worker.ask([("call", {"unit": "value", "name": "answer", "arguments": []}, 2)], 10)
            print(os.getuid(), host.tier, host.reasons, answer.numbers)
    """, user=wall.NOBODY, group=wall.NOBODY, extra_groups=[], executable=everyones[0])

    assert said == f"65534 {tier} {{}} (65534.0, 0.0)\n"


def can_run(path):
    try:
        python("import autograder.host, numpy, sys; assert sys.version_info >= (3, 11)", executable=path,
               user=wall.NOBODY, group=wall.NOBODY, extra_groups=[])
    except (AssertionError, OSError):
        return False
    return True


def test_an_unknown_tier_is_refused():
    """A tier is one of three."""
    with pytest.raises(WallError, match=r"^There is no wall 'brick': there are strong, seccomp and none\.$"):
        Host("brick")


#: a program that makes a namespace in which there is one user, and that user is root: so do containers
NAMESPACES = {"unshare": ["--user", "--map-root-user"],
              "bwrap": ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--unshare-all", "--uid", "0"]}


@LINUX
@pytest.mark.parametrize("program", NAMESPACES)
def test_root_of_a_namespace_with_one_user_is_shut_in_too(host_of, program):
    """Where root cannot become nobody, in a container or in bubblewrap, the wall stands all the same."""
    tier, inside = host_of(None).tier, [program, *NAMESPACES[program]]
    if not shutil.which(program) or subprocess.run([*inside, "true"], capture_output=True).returncode:
        pytest.skip(f"{program} is not here, or makes no namespace of users")
    said = python("""
        import os
        from autograder.host import Host
        text = "import os\\ndef answer(): return [os.getuid(), os.path.exists('/')]\\n"
        with Host() as host, host.worker({"value": text}, {"value": "value"}) as worker:
            answer, = worker.ask([("call", {"unit": "value", "name": "answer", "arguments": []}, 2)], 10)
            print(os.getuid(), host.tier, host.reasons, answer.numbers)
    """, before=inside)

    assert said == f"0 {tier} {{}} (0.0, 0.0)\n"
