"""The wire: exact, bounded, and never believed."""

import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import protocol
from autograder.protocol import MAX_ITEM_TEXT, MAX_TEXT, REPLY, Malformed, Status, pack_reply, read_reply


def receiver(data):
    """Return a `receive` over `data`, then the end."""
    rest = bytearray(data)

    def receive(size):
        if size > len(rest):
            raise EOFError
        piece = bytes(rest[:size])
        del rest[:size]
        return piece

    return receive


def refused(data, number, counts):
    """Return the answers in a frame, or the sentence that refuses it, or "" where it ends too early."""
    try:
        return read_reply(receiver(data), number, counts)[0]
    except (Malformed, EOFError) as problem:
        return str(problem)


def answered(*numbers, text=""):
    return Status.ANSWERED, text, struct.pack(f"<{len(numbers)}d", *numbers)


@settings(deadline=None)
@given(st.lists(st.lists(st.floats(width=64), max_size=5), max_size=5), st.text(), st.integers(0, 2**64 - 1))
def test_doubles_cross_bit_by_bit(items, printed, number):
    """Every double arrives with all its bits, whatever the number of items and numbers, and the printed text too."""
    frame = pack_reply(number, [answered(*item) for item in items], printed.encode("utf-8", "replace"))

    answers, text = read_reply(receiver(frame), number, [len(item) for item in items])

    assert [struct.pack(f"<{len(a.numbers)}d", *a.numbers) for a in answers] == [answered(*i)[2] for i in items]
    assert all(answer.status is Status.ANSWERED for answer in answers)
    assert text == printed.encode("utf-8", "replace").decode("utf-8")


def test_what_was_not_answered_has_no_numbers_but_a_text():
    """An item that raised keeps its text and its place; its numbers are not even read."""
    items = [answered(1.5), (Status.RAISED, "no", bytes(16)), (Status.TODO, "later", b""), answered(math.inf)]

    answers, _ = read_reply(receiver(pack_reply(7, items)), 7, [1, 2, 0, 1])

    assert [(a.status.name, a.numbers, a.text) for a in answers] == [
        ("ANSWERED", (1.5,), ""), ("RAISED", (), "no"), ("TODO", (), "later"), ("ANSWERED", (math.inf,), "")]


def test_texts_are_cut_to_their_bounds():
    """A long text is cut, never within a character, and all texts together stay within one frame's bound."""
    items = [(Status.RAISED, "\u20ac" * 1000, b"")] * 100

    answers, printed = read_reply(receiver(pack_reply(0, items, b"x" * 100_000)), 0, [0] * 100)

    assert answers[0].text == "\u20ac" * (MAX_ITEM_TEXT // 3)
    assert answers[99].text == ""
    assert set(printed) == {"x"}
    assert sum(len(a.text.encode()) for a in answers) + len(printed) <= MAX_TEXT


def test_surrogates_do_not_break_the_frame():
    """A text that is not valid Unicode crosses as its escape."""
    answers, _ = read_reply(receiver(pack_reply(0, [(Status.RAISED, "\ud800!", b"")])), 0, [0])

    assert answers[0].text == "\\ud800!"


@pytest.mark.parametrize(("body", "text"), [
    (10, 0), (12, 0), (0, 0), (2**32 - 1, 0), (11, MAX_TEXT + 1), (11, 2**32 - 1)])
def test_a_reply_of_another_size_is_refused_unread(body, text):
    """A header that announces another size than the question's is refused before a byte of the body is read."""
    with pytest.raises(Malformed, match=r"^answer of the wrong size$"):
        read_reply(receiver(REPLY.pack(5, body, text)), 5, [1])


def test_texts_that_overlap_the_end_are_refused():
    """An item cannot claim more text than there is."""
    body = protocol.ITEM.pack(2, 50)

    with pytest.raises(Malformed, match=r"^answer of the wrong size$"):
        read_reply(receiver(REPLY.pack(5, len(body), 10) + body + b"0123456789"), 5, [0])


def test_an_answer_to_another_question_is_refused():
    """The right size does not help a reply that was ready before the question."""
    with pytest.raises(Malformed, match=r"^answer to another question$"):
        read_reply(receiver(pack_reply(4, [answered(1.0)])), 5, [1])


@pytest.mark.parametrize("status", [0, 5, 255])
def test_an_unknown_status_is_refused(status):
    """A status is one of four."""
    body = protocol.ITEM.pack(status, 0)

    with pytest.raises(Malformed, match=r"^answer of an unknown kind$"):
        read_reply(receiver(REPLY.pack(5, len(body), 0) + body), 5, [0])


@settings(deadline=None)
@given(st.binary(max_size=200), st.lists(st.integers(0, 3), max_size=3))
def test_no_bytes_make_the_grader_stumble(data, counts):
    """Whatever comes, it is answers, a refusal in one sentence, or not enough: nothing else ever happens."""
    answers = refused(data, int.from_bytes(data[:8], "little"), counts)

    if not isinstance(answers, str):
        assert [len(answer.numbers) if answer.status is Status.ANSWERED else count
                for answer, count in zip(answers, counts, strict=True)] == counts


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 3), st.integers(0, 60))
def test_no_body_of_the_right_size_makes_the_grader_stumble(body, count, text):
    """The same behind a header that is right."""
    size = protocol.ITEM.size + 8 * count
    frame = REPLY.pack(1, size, text) + body.ljust(size + text, b"\0")
    answers = refused(frame, 1, [count])

    assert len(answers) == 1 or answers in {"answer of the wrong size", "answer of an unknown kind"}


def test_questions_cross_as_plain_data():
    """A question arrives with its number and its data, nan and inf among them."""
    data = {"items": [["data", {"steps": [["leaf", [math.inf]]]}, 1]]}

    number, received = protocol.read_question(receiver(protocol.pack_question(2**64 - 1, data)))

    assert (number, received) == (2**64 - 1, data)


def test_questions_are_bounded_both_ways(monkeypatch):
    """A question that is too long is neither sent nor read."""
    long = protocol.pack_question(1, ["x" * 100])
    monkeypatch.setattr(protocol, "MAX_QUESTION", 50)

    with pytest.raises(ValueError, match=r"^A question of 104 bytes: at most 50 can be asked at once\.$"):
        protocol.pack_question(1, ["x" * 100])
    with pytest.raises(Malformed, match=r"^question of the wrong size$"):
        protocol.read_question(receiver(long))


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.text(st.characters(exclude_categories=()), max_size=20), max_size=4))
def test_sources_cross_as_they_are(sources):
    """Each text, half a character of a notebook's JSON among them, and what comes with it; no byte is left."""
    receive = receiver(protocol.pack_start({"modules": {"value": "value"}}, sources))

    assert protocol.read_start(receive) == {"modules": {"value": "value"}, "sources": sources}
    with pytest.raises(EOFError):
        receive(1)


def test_sources_are_bounded_both_ways(monkeypatch):
    """Sources that are too long are neither sent nor read."""
    long = protocol.pack_start({}, {"value": "x" * 100})
    monkeypatch.setattr(protocol, "MAX_QUESTION", 90)

    with pytest.raises(ValueError, match=r"^Sources of 100 bytes: at most 90 can be sent to a worker\.$"):
        protocol.pack_start({}, {"value": "x" * 100})
    with pytest.raises(Malformed, match=r"^question of the wrong size$"):
        protocol.read_start(receiver(long))
