"""The parent of the workers: replaced where it dies, told where it does not start, refused where no wall holds."""

import sys

import pytest

from autograder import link
from autograder.host import Host, Limits, WallError, WorkerLost

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="there is a zygote on Linux only")
GOOD = "def answer(): return 42\n"
CALL = ("call", {"unit": "value", "name": "answer", "arguments": []}, 1)


@LINUX
def test_a_zygote_that_died_is_replaced_once(host_of):
    """A worker that dies with its parent is lost, not guilty; the next one comes from a new parent of the same tier."""
    with Host(host_of(None).tier) as host:
        worker = host.worker({"value": GOOD}, {"value": "value"})
        host.zygote.kill()
        host.zygote.process.wait()     # it is dead only some time after it was told
        with pytest.raises(WorkerLost, match=r"^lost together with the parent of all workers$"):
            worker.ask([CALL], 10)

        with host.worker({"value": GOOD}, {"value": "value"}) as again:
            assert again.ask([CALL], 10)[0].numbers == (42.0,)
        assert host.zygote.tier == host.tier


FAKE = """
import json, socket, sys
control = socket.socket(fileno=int(sys.argv[4]))
control.send(json.dumps({"tier": %s, "reasons": {"strong": "it is a fake"}}).encode())
for said in %s:
    control.recv(4096)
    control.send(json.dumps(said).encode())
"""
DIES = [{"pid": 1}, {"code": -9, "cpu_seconds": 0, "killed": True}]     # after the rehearsal


@LINUX
@pytest.mark.parametrize(("tier", "says", "sentence"), [
    ("strong", DIES, "The parent of the workers ended twice: is there memory enough?"),
    ("strong", [*DIES, {"problem": "no more processes"}], "No worker could be started: no more processes."),
    (None, [], "The wall strong does not hold any more: it is a fake."),
])
def test_a_host_that_has_no_workers_says_why(host_of, tmp_path, monkeypatch, tier, says, sentence):
    """Where no worker can be had at the second attempt, the reason is told."""
    with Host(host_of("strong").tier) as host:
        fake = tmp_path / "zygote.py"
        fake.write_text(FAKE % (repr(tier), says))
        monkeypatch.setattr(link, "ZYGOTE", str(fake))
        host.zygote.kill()
        host.zygote.process.wait()     # it is dead only some time after it was told

        with pytest.raises(WallError) as problem:
            host.worker({"value": GOOD}, {"value": "value"})

    assert str(problem.value) == sentence


@LINUX
def test_a_tier_that_does_not_hold_is_refused(tmp_path, monkeypatch):
    """A zygote without a wall gives tier "none", or an error where a wall was asked for."""
    fake = tmp_path / "zygote.py"
    fake.write_text(FAKE % (None, []))
    monkeypatch.setattr(link, "ZYGOTE", str(fake))

    with Host() as host:
        assert (host.tier, host.reasons) == ("none", {"strong": "it is a fake"})
    with pytest.raises(WallError, match=r"^The wall strong does not hold on this machine: it is a fake\.$"):
        Host("strong")


@LINUX
def test_a_zygote_that_does_not_start_says_its_last_words(tmp_path, monkeypatch):
    """What the parent of the workers, or a worker without one, said on its error stream is passed on."""
    (tmp_path / "zygote.py").write_text("raise SystemExit('no luck')")
    monkeypatch.setattr(link, "ZYGOTE", str(tmp_path / "zygote.py"))

    with pytest.raises(WallError, match=r"^The parent of the workers did not start\. no luck$"):
        Host("strong")
    with pytest.raises(WallError, match=r"^A worker did not start: left early\. no luck$"):
        Host("none").worker({}, {})


def test_without_numpy_there_is_a_remedy(monkeypatch):
    """Where numpy is missing, the error says what to install."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(WallError, match=r"^numpy is not installed\. Install what requirements\.txt lists\.$"):
        Host("none").worker({}, {})


@LINUX
def test_a_worker_that_cannot_raise_its_wall_never_starts(host_of):
    """A limit that cannot be set is our mistake and told as such; no code of a student has run."""
    with pytest.raises(WallError, match=r"^A worker could not raise its wall: OverflowError: .*\.$"):
        host_of("strong").worker({"value": GOOD}, {"value": "value"}, Limits(cpu_seconds=2**70))


def test_on_other_systems_there_is_no_wall(monkeypatch):
    """On macOS and Windows the tier is "none", and the reasons say so."""
    monkeypatch.setattr(sys, "platform", "darwin")

    host = Host()

    assert host.tier == "none"
    assert set(host.reasons.values()) == {"only Linux offers it"}
    with pytest.raises(WallError, match=r"^The wall strong does not hold on this machine: only Linux offers it\.$"):
        Host("strong")
