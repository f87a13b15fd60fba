"""The grader's side of the wall: where workers come from and how they are asked.

    with Host() as host, host.worker({"value": text}, {"value": "value"}) as worker:
        answer, = worker.ask([("gradients", {"steps": steps, "roots": [2]}, 6)], seconds=10)

Nothing that a worker sends is believed, or parsed beyond what `protocol` says. A worker that exceeds a limit,
dies or breaks the protocol is ended, and `WorkerGone` says why in one plain sentence.
"""

import secrets
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from enum import Enum

from autograder import bubblewrap
from autograder.inert import inert
from autograder.language import ENGLISH as say
from autograder.link import START_SECONDS, PlainLink, WalledLink, WallError, ZygoteGone, ZygoteLink
from autograder.protocol import Answer, Limits, Malformed, Status, pack_question, pack_start, read_reply
from autograder.usage import Usage

__all__ = ["Answer", "Host", "Limits", "Status", "WallError", "Why", "Worker", "WorkerGone", "WorkerLost"]

WALLED = ("strong", "seccomp")      # the better one first; without a wall the tier is "none"


class Why(Enum):
    """What ended a worker."""

    LATE = "there was no whole answer in time"
    SPENT = "it used more in its life, all questions together, than there is"
    LEFT = "the process ended by itself"
    SENT = "what it sent was no answer"
    CLOSED = "nobody needed it any more"


class WorkerGone(Exception):
    """The worker is no more; the text says why in one plain sentence."""

    def __init__(self, text, why):
        super().__init__(text)
        self.why = why

    @property
    def is_slow(self):
        """Whether it was ended for its time or for what it used up: as a loop without an end would be."""
        return self.why in (Why.LATE, Why.SPENT)


class WorkerLost(WorkerGone):
    """The worker went down with its parent: not the doing of the code inside, so a new one may be asked."""


class Host:
    """Where workers come from: a zygote that forks each behind its wall or, in tier "none", a process each.

    `tier` is the best that proves itself here, or the one asked for; `reasons` says of each better one why it
    does not hold. `inside` is whether bubblewrap is around the zygote. Workers can import Python's library and
    numpy, and the packages `extras`. To be used from any thread; closing it ends every worker.
    """

    def __init__(self, tier=None, extras=()):
        self.extras = tuple(extras)
        if tier not in (*WALLED, "none", None):
            raise WallError(f"There is no wall {tier!r}: there are strong, seccomp and none.")
        self.lock, self.zygote, self.tier, self.reasons = threading.Lock(), None, "none", {}
        if tier == "none":
            return
        if sys.platform == "linux":
            self._start_zygote((tier,) if tier else WALLED)
        else:
            self.reasons = dict.fromkeys(WALLED, "only Linux offers it")
        if tier not in (self.tier, None):
            raise WallError(f"The wall {tier} does not hold on this machine: {self.reasons[tier]}.")

    def _start_zygote(self, tiers):
        zygote = self._new_zygote(tiers)
        self.reasons = {name: reason for name, reason in zygote.reasons.items() if reason}
        if zygote.tier is None:
            zygote.close()
        else:
            self.zygote, self.tier = zygote, zygote.tier

    def _new_zygote(self, tiers):
        """Return a zygote inside bubblewrap where the tier "strong" holds in it, else one without."""
        if tiers[:1] == ("strong",) and bubblewrap.program():
            with suppress(WallError):       # it does not run everywhere
                zygote = ZygoteLink(tiers, self.extras, inside=True)
                if zygote.tier == "strong":
                    return zygote
                zygote.close()
        return ZygoteLink(tiers, self.extras)

    @property
    def inside(self):
        """Whether the zygote is inside bubblewrap."""
        return self.zygote is not None and self.zygote.inside

    def worker(self, sources, modules, limits=None):
        """Return a fresh `Worker`.

        `sources` holds the text of each module by its name ("value", "micrograd.engine"), `modules` the
        module of each unit that may be asked for. Nothing of it is imported before the first question.
        """
        limits = limits or Limits()
        first = pack_start({"modules": modules, "limits": asdict(limits)}, sources)
        for _ in range(2):
            zygote = self.zygote
            try:
                link = WalledLink(zygote, asdict(limits)) if zygote else PlainLink(self.extras)
                return Worker(link, first, limits)
            except (ZygoteGone, WorkerLost):
                self._replace(zygote)
        raise WallError("The parent of the workers ended twice: is there memory enough?")

    def _replace(self, zygote):
        """Start a new zygote of the same tier, unless another thread has done so."""
        with self.lock:
            if self.zygote is zygote:
                self.zygote = self._new_zygote((self.tier,))
        if self.zygote.tier != self.tier:
            raise WallError(f"The wall {self.tier} does not hold any more: {self.zygote.reasons[self.tier]}.")

    def close(self):
        """End the zygote and every worker with it."""
        if self.zygote:
            self.zygote.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Worker:
    """One process with one submission inside.

    printed   the end of what the last question printed
    usage     what it took, once it is gone
    """

    def __init__(self, link, first, limits):
        self.link, self.limits, self.printed, self.gone = link, limits, "", None
        self.usage, self._waited = Usage(workers=1), 0.0
        try:
            self._talk(lambda send, receive: _begin(send, receive, first), START_SECONDS)
        except WorkerLost:
            raise
        except WorkerGone as gone:
            raise WallError(f"A worker did not start: {gone}. {link.last_words}".strip()) from None

    def ask(self, items, seconds):
        """Put a question and return the answers, one `Answer` for each of `items`.

        An item is the name of a probe, its arguments (a dict of plain data) and how many numbers are
        expected. Raises `WorkerGone` when there is no whole answer after so many seconds, and from then on.
        """
        if self.gone:
            raise self.gone
        number = 2**63 + secrets.randbits(63)       # of one size, for the worker's memory to repeat itself
        question, counts = pack_question(number, {"items": items}), [count for _, _, count in items]

        def ask(send, receive):
            send(question)
            return read_reply(receive, number, counts, inert)

        answers, self.printed = self._talk(ask, seconds)
        return answers

    def _talk(self, conversation, seconds):
        started = time.monotonic()
        try:
            return self.link.talk(conversation, seconds)
        except TimeoutError:
            reason = WorkerGone(_too_long(self.limits, seconds), Why.LATE)
        except Malformed as problem:
            reason = WorkerGone(str(problem), Why.SENT)
        except EOFError:
            reason = None
        except BaseException:
            self.close()
            raise
        finally:
            self._waited += time.monotonic() - started
        raise self._end(reason, seconds)

    def _end(self, reason, seconds=0.0):
        """Kill and reap the worker; return the reason, from now on: `reason`, or else how the process ended."""
        try:
            ending = self.link.end()
            self.gone = reason or _by_itself(ending, self.limits, seconds)
            self.usage = Usage(ending.cpu_seconds, self._waited, ending.peak_mib, 1)
        except ZygoteGone:
            self.gone = WorkerLost(say("lost together with the parent of all workers"), Why.LEFT)
        return self.gone

    def close(self):
        """Kill and reap the worker."""
        if not self.gone:
            self._end(WorkerGone("closed", Why.CLOSED))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _begin(send, receive, first):
    """Hear that the wall stands and send the submission."""
    if receive(1) == b"+":
        return send(first)
    said = bytearray()
    try:
        while len(said) < 300:
            said += receive(1)
    except EOFError:
        pass
    raise WallError(f"A worker could not raise its wall: {said.decode('utf-8', 'replace')}.")


def _too_long(limits, seconds):
    """Return the reason in the same words whichever it was: that depends on what else the machine does."""
    return say("stopped after {cpu} s of CPU or {clock} s on the clock", cpu=f"{limits.cpu_seconds:g}",
               clock=f"{seconds:g}")


def _by_itself(ending, limits, seconds):
    """Return the reason of a worker that ended, asked for `seconds`, and nobody told to."""
    name = signal.Signals(-ending.code).name if ending.code < 0 else None
    if name == "SIGXCPU" or (name == "SIGKILL" and ending.cpu_seconds >= limits.cpu_seconds):
        return WorkerGone(_too_long(limits, seconds), Why.SPENT)
    if name is None or (name == "SIGKILL" and ending.killed):
        return WorkerGone(say("left early"), Why.LEFT)
    return WorkerGone(say("killed by signal {name}", name=name), Why.LEFT)
