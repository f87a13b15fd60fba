"""The wire under fire: whatever bytes come, each side answers in its own terms, within its bounds."""

import math
import os
import struct
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import worker
from autograder.host import Limits, Worker, WorkerGone
from autograder.inert import inert
from autograder.link import Ending
from autograder.protocol import (
    ITEM,
    MAX_ITEM_TEXT,
    MAX_PRINTED,
    MAX_QUESTION,
    MAX_TEXT,
    QUESTION,
    REPLY,
    Malformed,
    Status,
    pack_question,
    pack_reply,
    read_question,
    read_reply,
)

NUMBER = 2**63 + 5
FUZZ = settings(deadline=None, max_examples=150)
COUNTS = st.lists(st.integers(0, 6), max_size=6)
#: the doubles that are easily lost: nan with a payload, infinities, the zero below zero, the smallest, the largest
ODD = [struct.unpack("<d", struct.pack("<Q", bits))[0] for bits in (
    0x7FF8000000000001, 0xFFF0DEADBEEF0001, 0x7FF0000000000000, 0xFFF0000000000000, 1 << 63, 1, 0x000FFFFFFFFFFFFF,
    0x7FEFFFFFFFFFFFFF)]
DOUBLES = st.one_of(st.floats(), st.sampled_from(ODD),
                    st.integers(0, 2**64 - 1).map(lambda bits: struct.unpack("<d", struct.pack("<Q", bits))[0]))


REFUSALS = {"", "answer of the wrong size", "answer to another question", "answer of an unknown kind"}


class Stream:
    """Bytes that come in: gives them out as asked, keeps count, and ends."""

    def __init__(self, data):
        self.data, self.at, self.largest, self.asked = data, 0, 0, 0

    def receive(self, size):
        """Return the next `size` bytes or raise EOFError."""
        self.largest, self.asked = max(self.largest, size), self.asked + size
        self.at += size
        if self.at > len(self.data):
            raise EOFError
        return self.data[self.at - size : self.at]


def packed(numbers):
    return struct.pack(f"<{len(numbers)}d", *numbers)


def body_size(counts):
    return sum(ITEM.size + 8 * count for count in counts)


@st.composite
def frames(draw):
    """A right reply to NUMBER, and how many doubles each of its items was asked for."""
    counts = draw(COUNTS)
    items = [(draw(st.sampled_from(Status)), draw(st.text(max_size=30)),
              packed(draw(st.lists(DOUBLES, min_size=n, max_size=n)))) for n in counts]
    return pack_reply(NUMBER, items, draw(st.binary(max_size=50))), counts


@st.composite
def damaged(draw):
    """A right reply to which something was done: bits turned, bytes left out, put in, doubled; and the counts."""
    frame, counts = draw(frames())
    frame = bytearray(frame)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(frame)))
        what = draw(st.sampled_from(["turn", "cut", "end", "insert", "repeat"]))
        if what == "turn" and at < len(frame):
            frame[at] ^= 1 << draw(st.integers(0, 7))
        elif what == "cut":
            del frame[at : at + draw(st.integers(1, 9))]
        elif what == "end":
            del frame[at:]
        elif what == "insert":
            frame[at:at] = draw(st.binary(min_size=1, max_size=9))
        else:
            frame += frame[at:]
    return bytes(frame), counts


def outcome(ask):
    """Return what `ask()` returns, or the text of the one kind of refusal that it may raise."""
    try:
        return ask()
    except (Malformed, EOFError, WorkerGone) as refusal:
        return str(refusal)


def check_reading(data, counts):
    """The promise of the trusted side: answers in their bounds, Malformed, or an early end; no more read than that."""
    stream = Stream(data)
    read = outcome(lambda: read_reply(stream.receive, NUMBER, counts, inert))
    answers, printed = ([], "") if isinstance(read, str) else read
    assert read in REFUSALS if isinstance(read, str) else len(answers) == len(counts)
    assert stream.largest <= max(REPLY.size, body_size(counts), MAX_TEXT)
    assert stream.asked <= REPLY.size + body_size(counts) + MAX_TEXT
    for answer, count in zip(answers, counts, strict=False):
        assert type(answer.status) is Status
        assert len(answer.numbers) == (count if answer.status is Status.ANSWERED else 0)
        assert all(type(number) is float for number in answer.numbers)
    for text in (printed, *[answer.text for answer in answers]):
        assert text == inert(text)
        text.encode()       # no half of a character


# --- the trusted side -------------------------------------------------------------------------------------------------

@FUZZ
@given(st.binary(max_size=300), COUNTS)
def test_any_bytes_are_answers_or_refused(data, counts):
    """Bytes of any kind in the place of a reply."""
    check_reading(data, counts)


@FUZZ
@given(damaged())
def test_a_damaged_reply_is_answers_or_refused(reply):
    """A right reply with turned bits, missing, added and doubled bytes."""
    check_reading(*reply)


@FUZZ
@given(st.binary(max_size=200), COUNTS, st.integers(0, 90))
def test_any_body_behind_a_right_header_is_answers_or_refused(data, counts, text_length):
    """The header is right, everything behind it is the stranger's."""
    size = body_size(counts)
    check_reading(REPLY.pack(NUMBER, size, text_length) + data.ljust(size + text_length, b"\xff"), counts)


AT_BOUNDS = st.one_of(st.sampled_from([n + d for n in (0, 11, MAX_TEXT, 2**16, 2**31, 2**32) for d in (-1, 0, 1)
                                       if 0 <= n + d < 2**32]), st.integers(0, 2**32 - 1))


@FUZZ
@given(AT_BOUNDS, AT_BOUNDS, COUNTS)
def test_lengths_are_refused_before_a_byte_is_held_for_them(body, text, counts):
    """Whatever lengths a header announces, no more is asked for than the question allows."""
    check_reading(REPLY.pack(NUMBER, body, text) + bytes(200), counts)


@FUZZ
@given(st.lists(st.integers(0, 2**16 - 1), min_size=1, max_size=4), st.integers(0, 100))
def test_item_texts_at_bounds_are_answers_or_refused(lengths, text_length):
    """Items that claim any length of text get what is there, or the whole is refused."""
    body = b"".join(ITEM.pack(Status.RAISED, length) for length in lengths)
    check_reading(REPLY.pack(NUMBER, len(body), text_length) + body + b"x" * text_length, [0] * len(lengths))


class Line:
    """A link in memory, on which a stranger's bytes come in."""

    last_words = ""

    def __init__(self, data):
        self.stream, self.sent = Stream(b"+" + data), []

    def talk(self, conversation, seconds):
        return conversation(self.sent.append, self.stream.receive)

    def end(self):
        return Ending(0, killed=False)


@FUZZ
@given(st.one_of(st.binary(max_size=100), damaged().map(lambda reply: reply[0])), COUNTS)
def test_a_worker_that_answers_something_else_is_gone_with_a_sentence(data, counts):
    """`Worker.ask` raises WorkerGone, with a sentence of ours and for good; never another exception."""
    asked = Worker(Line(data), b"", Limits())
    gone = outcome(lambda: asked.ask([("data", {}, count) for count in counts], 1))     # its number is drawn

    assert gone in REFUSALS - {""} | {"left early"}
    assert gone == outcome(lambda: asked.ask([], 1))


@FUZZ
@given(frames(), st.binary(max_size=20))
def test_a_right_reply_is_not_refused(reply, more):
    """What an honest worker sends comes through, whatever follows it: the fuzz above does not refuse everything."""
    frame, counts = reply
    stream = Stream(frame + more)

    answers, _ = read_reply(stream.receive, NUMBER, counts)

    assert stream.at == len(frame)
    assert [len(answer.numbers) for answer in answers] == [
        count if answer.status is Status.ANSWERED else 0 for count, answer in zip(counts, answers, strict=True)]


# --- there and back ---------------------------------------------------------------------------------------------------

@FUZZ
@given(st.lists(st.lists(DOUBLES, max_size=8), max_size=8), st.integers(0, 2**64 - 1))
def test_every_double_comes_back_with_all_its_bits(items, number):
    """Payloads of nan, infinities, the negative zero, the smallest numbers: 64 bits in, the same 64 bits out."""
    frame = pack_reply(number, [(Status.ANSWERED, "", packed(item)) for item in items])

    answers, _ = read_reply(Stream(frame).receive, number, [len(item) for item in items])

    assert [packed(answer.numbers) for answer in answers] == [packed(item) for item in items]


@FUZZ
@given(st.lists(DOUBLES, max_size=8))
def test_a_worker_packs_doubles_with_all_their_bits(numbers):
    """The worker's own way from Python's floats to the frame keeps them too."""
    assert worker.doubles(numbers, len(numbers)) == packed(numbers)


@FUZZ
@given(st.lists(st.tuples(st.text(), st.integers(0, 2000)), max_size=120), st.binary(max_size=200), st.integers(0, 300))
def test_texts_of_any_length_keep_the_frame_within_its_bounds(texts, printed, times):
    """However much is said, the frame is one that is read, each text a beginning of what was said."""
    items = [(Status.RAISED, text * repeat, b"") for text, repeat in texts]

    answers, shown = read_reply(Stream(pack_reply(NUMBER, items, printed * times)).receive, NUMBER, [0] * len(items))

    assert all(len(answer.text.encode()) <= MAX_ITEM_TEXT for answer in answers)
    assert sum(len(answer.text.encode()) for answer in answers) <= MAX_TEXT
    assert shown == (printed * times)[-MAX_PRINTED:].decode("utf-8", "replace")
    for answer, (text, repeat) in zip(answers, texts, strict=True):
        assert (text * repeat).startswith(answer.text)


JSON = st.recursive(st.none() | st.booleans() | st.integers(-2**70, 2**70) | st.floats(allow_nan=False) | st.text(),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
                    max_leaves=12)


@FUZZ
@given(JSON, st.integers(0, 2**64 - 1))
def test_questions_come_back_as_they_were(data, number):
    """Numbers, texts with any character, lists and dicts; the sign of a zero and all digits of a float."""
    received_number, received = read_question(Stream(pack_question(number, data)).receive)

    assert (received_number, received) == (number, data)
    assert repr(received) == repr(data)


@pytest.mark.parametrize("number", ODD)
def test_odd_doubles_reach_the_worker(number):
    """In the other direction numbers are JSON: a nan arrives as a nan, all others to the last bit."""
    _, (received,) = read_question(Stream(pack_question(1, [number])).receive)

    assert math.isnan(received) if math.isnan(number) else packed([received]) == packed([number])


# --- the worker's side ------------------------------------------------------------------------------------------------

START = {"sources": {}, "modules": {}, "limits": asdict(Limits())}


@pytest.fixture(autouse=True)
def leave_as_it_was(monkeypatch):
    """A worker takes over the process that it is in; here it must not."""
    monkeypatch.setattr(worker, "_catch_prints", worker.Tail)
    monkeypatch.setattr(worker.gc, "set_threshold", lambda threshold: None)
    monkeypatch.setattr(worker, "sys", type("Sys", (), {"argv": [], "orig_argv": [], "meta_path": []}))


def served(data):
    """Let a worker serve these bytes; return its replies, and the type of what ended it (None: the end)."""
    replies = []
    try:
        worker.serve(START, Stream(data).receive, replies.append)
    except Exception as problem:
        return replies, type(problem)
    return replies, None


@FUZZ
@given(st.binary(max_size=120))
def test_bytes_that_are_no_question_end_the_worker(data):
    """A worker that does not understand ends; it does not answer, hang, or take more than it was sent."""
    replies, _ = served(data)

    assert replies == []


@FUZZ
@given(JSON.filter(lambda data: not (isinstance(data, dict) and "items" in data)))
def test_json_that_is_no_question_ends_the_worker(data):
    """Right frames with something else inside are answered with nothing."""
    replies, ending = served(pack_question(1, data))

    assert replies == []
    assert ending in (TypeError, KeyError, AttributeError)


@FUZZ
@given(st.lists(st.tuples(st.text(max_size=9), st.dictionaries(st.text(max_size=5), JSON, max_size=3),
                          st.integers(0, 5)), max_size=4))
def test_questions_about_nothing_are_answered_item_by_item(items):
    """Probes that there are not, with arguments of any kind, fail their items in a reply of the right size."""
    replies, ending = served(pack_question(NUMBER, {"items": items}))

    assert ending is None
    answers, _ = read_reply(Stream(b"".join(replies)).receive, NUMBER, [count for _, _, count in items])
    assert all(answer.status is not Status.ANSWERED for answer in answers)


@pytest.mark.parametrize("length", [MAX_QUESTION + 1, 2**31, 2**32 - 1])
def test_a_question_that_is_too_long_is_not_waited_for(length):
    """Lengths over the bound end the worker before it asks for a byte of them."""
    stream = Stream(QUESTION.pack(1, length) + bytes(100))

    with pytest.raises(Malformed, match=r"^question of the wrong size$"):
        read_question(stream.receive)
    assert stream.largest == QUESTION.size


BOMBS = [b"[" * 100_000, b'{"a":' * 100_000, b"1" * 10_000, b"\xff\xfe", b'"\\ud800', b"", b"nul"]


@pytest.mark.parametrize("body", BOMBS)
def test_json_bombs_end_the_worker(body):
    """Brackets without end, numbers without end, no UTF-8: an exception in the worker, no crash of it."""
    replies, ending = served(QUESTION.pack(1, len(body)) + body)

    assert replies == []
    assert issubclass(ending, (ValueError, RecursionError))


def test_a_walled_worker_that_is_sent_nonsense_ends(host_of):
    """The same in earnest: the trusted side hears that the worker left, and nothing hangs."""
    for nonsense in (b"\xff" * 12, QUESTION.pack(1, 3) + b"{]}", QUESTION.pack(1, 2**32 - 1)):
        with host_of(None).worker({}, {}) as asked:
            asked.link.talk(lambda send, receive: send(nonsense), 5)
            with pytest.raises(WorkerGone, match=r"^left early$"):
                asked.ask([("load", {"unit": "value"}, 0)], 10)


# --- a coverage-guided search, where atheris is installed -------------------------------------------------------------

def test_atheris_finds_nothing_either(tmp_path):
    """`python -m pytest -k atheris` with atheris installed: a search that is guided by the branches of `read_reply`."""
    pytest.importorskip("atheris")
    program = tmp_path / "fuzz.py"
    program.write_text("""
import sys
import atheris
with atheris.instrument_imports(include=["autograder.protocol"]):
    from autograder import protocol
from autograder.tests.test_wire_fuzz import NUMBER, body_size, check_reading
def once(data):
    counts = list(data[:data[0] % 7 if data else 0])
    counts = [count % 7 for count in counts]
    check_reading(data[len(counts):], counts)
    check_reading(protocol.REPLY.pack(NUMBER, body_size(counts), 40)
                  + data.ljust(body_size(counts) + 40)[:body_size(counts) + 40], counts)
atheris.Setup(sys.argv, once)
atheris.Fuzz()
""")
    done = subprocess.run([sys.executable, str(program), "-runs=20000", "-max_total_time=10"], timeout=60,
                          env=os.environ | {"PYTHONPATH": str(Path(worker.__file__).parents[1])}, capture_output=True,
                          text=True)
    assert done.returncode == 0, done.stderr[-3000:]
