"""Workers from the grader's side: deadlines, deaths, forgeries, and what is left afterwards."""

import os
import signal
import struct
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from autograder import link
from autograder.host import Host, Why, WorkerGone
from autograder.protocol import REPLY

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="there is a zygote on Linux only")
LOAD = ("load", {"unit": "value"}, 0)
GOOD = "def answer(): return 42\n"
CALL = ("call", {"unit": "value", "name": "answer", "arguments": []}, 1)

#: finds the worker's line to the grader, a socket or a pipe, and writes to it as the student likes
SAY = """
import os, struct, time
def say(data):
    for descriptor in range(64, 2, -1):
        try: return os.write(descriptor, data)
        except OSError: pass
"""


def alive(pid):
    """Whether there is such a process that has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def session(leader):
    """The processes of a session: a zygote, its workers, and bubblewrap where it is around them."""
    found = {int(stat.parent.name): stat.read_text() for stat in Path("/proc").glob("[0-9]*/stat")}
    return [pid for pid, text in found.items() if int(text.rpartition(")")[2].split()[3]) == leader]


def within(seconds, condition):
    """Whether the condition comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


LATE = "stopped after 10 s of CPU or 0.3 s on the clock"


# --- the end of a worker ------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("text", "sentence", "why"), [
    ("while True: pass\n", LATE, Why.LATE),
    ("import time\ntime.sleep(60)\n", LATE, Why.LATE),
    ("def answer(): return sum(range(10**12))\n", LATE, Why.LATE),
    ("class X(Exception):\n    def __str__(self):\n        while True: pass\nraise X\n", LATE,
     Why.LATE),
    ("import os\nos._exit(0)\n", "left early", Why.LEFT),
    ("import os\nfor n in range(3, 64):\n    try: os.close(n)\n    except OSError: pass\n", "left early", Why.LEFT),
    ("import ctypes\nctypes.string_at(0)\n", "killed by signal SIGSEGV", Why.LEFT),
])
def test_the_end_of_a_worker_is_told_in_one_sentence(walled, call, text, sentence, why):
    """Endless loops, in Python and in C, sleep, exits, closed lines and crashes: each has its sentence, in time."""
    start = time.monotonic()

    with pytest.raises(WorkerGone) as gone:
        call(walled, text, seconds=0.3)

    assert (str(gone.value), gone.value.why) == (sentence, why)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(("text", "sentence"), [
    ("while True: pass\n", "stopped after 10 s of CPU or 1 s on the clock"),
    ("import os\nos._exit(0)\n", "left early"),
    ("import ctypes\nctypes.string_at(0)\n", "killed by signal SIGSEGV" if os.name == "posix" else "left early"),
])
def test_a_worker_without_a_wall_ends_in_the_same_way(host_of, call, text, sentence):
    """Deadlines and deaths are told alike where a thread has to wait for a pipe."""
    with pytest.raises(WorkerGone) as gone:
        call(host_of("none"), text, seconds=1)

    assert str(gone.value) == sentence


@LINUX
def test_signals_that_are_ignored_do_not_help(host_of, call):
    """A loop that ignores and blocks every signal is stopped at its CPU limit all the same."""
    text = textwrap.dedent("""
        import signal
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        while True: pass
    """)

    with pytest.raises(WorkerGone, match=r"^stopped after 1 s of CPU or 60 s on the clock$") as gone:
        call(host_of("strong"), text, seconds=60, cpu_seconds=1)

    assert gone.value.why is Why.SPENT


@LINUX
def test_cpu_is_limited_over_the_life_of_a_worker(host_of, call):
    """A loop is stopped by the CPU limit long before a generous deadline."""
    with pytest.raises(WorkerGone, match=r"^stopped after 1 s of CPU or 60 s on the clock$"):
        call(host_of("none"), "while True: pass\n", seconds=60, cpu_seconds=1)


def test_a_worker_that_does_not_listen_is_stopped(host_of):
    """A question that is larger than any buffer does not hang the grader when nobody reads it."""
    question = ("call", {"unit": "value", "name": "answer", "arguments": ["x" * 10_000_000]}, 1)

    with host_of(None).worker({"value": "import time\ntime.sleep(60)\n"}, {"value": "value"}) as worker:
        worker.link.talk(lambda send, receive: send(b"\0" * 8 + struct.pack("<I", 50) + b" " * 50), 5)
        with pytest.raises(WorkerGone):
            worker.ask([question], 0.5)


def test_a_closed_worker_cannot_be_asked(host_of):
    """After `close`, and after another, a question is refused."""
    worker = host_of(None).worker({"value": GOOD}, {"value": "value"})
    worker.close()
    worker.close()

    with pytest.raises(WorkerGone, match=r"^closed$") as gone:
        worker.ask([LOAD], 1)

    assert gone.value.why is Why.CLOSED


# --- forged replies -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("forged", "sentence"), [
    ("b'hello, this is not a frame at all'", "answer of the wrong size"),
    ("bytes(10**5)", "answer of the wrong size"),
    ("struct.pack('<QII', 0, 2**32 - 1, 2**32 - 1)", "answer of the wrong size"),
    ("struct.pack('<QII', 0, 11, 0) + struct.pack('<BHd', 1, 0, 42.0)", "answer to another question"),
])
def test_a_reply_before_the_question_is_refused(host, forged, sentence):
    """What is on the line before the answer, however well it is formed, ends the worker."""
    with host.worker({"value": SAY + f"say({forged})\n" + GOOD}, {"value": "value"}) as worker:
        with pytest.raises(WorkerGone) as gone:
            worker.ask([CALL], 10)

    assert (str(gone.value), gone.value.why) == (sentence, Why.SENT)


def test_half_a_reply_waits_for_the_deadline_only(host_of):
    """A reply that stops in its middle is stopped in time."""
    text = SAY + "say(struct.pack('<QI', 0, 11))\ntime.sleep(60)\n"

    with host_of(None).worker({"value": text}, {"value": "value"}) as worker:
        with pytest.raises(WorkerGone, match=f"^{LATE}$"):
            worker.ask([CALL], 0.3)


def test_an_endless_reply_is_not_collected(host_of):
    """Bytes without end are refused at the first sixteen."""
    text = SAY + "while True: say(bytes(1 << 16))\n"

    with host_of(None).worker({"value": text}, {"value": "value"}) as worker:
        with pytest.raises(WorkerGone, match=r"^answer of the wrong size$"):
            worker.ask([CALL], 10)


def test_bytes_after_a_reply_spoil_the_next(host_of):
    """Whoever answers twice is believed neither time: the next reply is out of step."""
    text = SAY + "def answer():\n    say(bytes(16))\n    return 42\n"

    with host_of(None).worker({"value": text}, {"value": "value"}) as worker:
        with pytest.raises(WorkerGone, match=r"^answer of the wrong size$"):
            worker.ask([CALL], 10)


def test_the_header_is_what_the_forgeries_assume():
    """The forged frames above have the form of true ones."""
    assert REPLY.pack(0, 11, 0) == struct.pack("<QII", 0, 11, 0)


# --- what is left, and who else is there --------------------------------------------------------------------------

@LINUX
def test_nothing_is_left_running():
    """After `close` neither the zygote nor a worker of any kind lives, and no descriptor stays open."""
    before = set(os.listdir("/proc/self/fd"))
    with Host() as host:
        workers = [host.worker({"value": "while True: pass\n"}, {"value": "value"}) for _ in range(3)]
        with pytest.raises(WorkerGone):
            workers[0].ask([LOAD], 0.1)
        pids = session(host.zygote.process.pid)
        workers[1].close()
    workers[2].close()

    assert len(pids) >= 3

    assert within(5, lambda: not any(map(alive, pids)))
    assert set(os.listdir("/proc/self/fd")) <= before


@LINUX
def test_a_grader_that_is_killed_takes_its_workers_along():
    """After SIGKILL to the grader its zygote and even a looping worker are gone."""
    program = textwrap.dedent("""
        import time
        from autograder.host import Host
        host = Host()
        worker = host.worker({"value": "while True: pass"}, {"value": "value"})
        print(host.zygote.process.pid, flush=True)
        worker.ask([("load", {"unit": "value"}, 0)], 60)
    """)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(link.__file__).parent.parent), *sys.path])}
    grader = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment)
    with grader:
        pids = session(int(grader.stdout.readline()))
        time.sleep(0.1)
        assert len(pids) >= 2
        assert all(map(alive, pids))
        grader.send_signal(signal.SIGKILL)

    assert within(5, lambda: not any(map(alive, pids)))


@pytest.mark.skipif(os.name != "posix", reason="needs fork")
def test_a_daemon_that_holds_the_pipe_does_not_hold_the_grader(host_of, call):
    """Without a wall a child that was cut loose may keep the pipe open; the grader goes on."""
    text = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(8)\n    os._exit(0)\nos._exit(0)\n"
    start = time.monotonic()

    try:
        said = call(host_of("none"), text, seconds=0.5).text
    except WorkerGone as gone:
        said = str(gone)

    # an ordinary user cannot even fork
    assert said == "stopped after 10 s of CPU or 0.5 s on the clock" or "BlockingIOError" in said
    assert time.monotonic() - start < 6


def test_a_host_serves_several_threads(host_of):
    """Workers may be had and asked from any thread, many at once."""
    numbers = []

    def ask(n):
        with host_of(None).worker({"value": f"def answer(): return {n}\n"}, {"value": "value"}) as worker:
            numbers.extend(worker.ask([CALL], 20)[0].numbers)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(numbers) == [float(n) for n in range(8)]


@LINUX
def test_an_interrupted_question_ends_the_worker(host_of):
    """Ctrl-C while a worker is asked ends the worker and is passed on; the host goes on."""
    host = host_of("strong")
    worker = host.worker({"value": GOOD}, {"value": "value"})

    def interrupted(send, receive):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worker._talk(interrupted, 1)
    with pytest.raises(WorkerGone, match=r"^closed$"):
        worker.ask([CALL], 1)
    with host.worker({"value": GOOD}, {"value": "value"}) as another:
        assert another.ask([CALL], 10)[0].numbers == (42.0,)


@LINUX
def test_an_interrupted_order_is_not_answered_to_the_next(host_of, monkeypatch):
    """Ctrl-C between an order and its answer does not put the zygote out of step: a new one is started."""
    with Host(host_of("strong").tier) as host:
        def interrupt(seconds):
            raise KeyboardInterrupt

        monkeypatch.setattr(host.zygote, "_hear", interrupt)
        with pytest.raises(KeyboardInterrupt):
            host.worker({"value": GOOD}, {"value": "value"})
        with host.worker({"value": GOOD}, {"value": "value"}) as worker:
            assert worker.ask([CALL], 10)[0].numbers == (42.0,)


@LINUX
def test_an_order_without_its_line_is_answered_with_the_problem(host_of):
    """A zygote that could not receive a descriptor says so instead of dying."""
    assert host_of("strong").zygote.order({"fork": {}}) == {"problem": "too many open files"}
