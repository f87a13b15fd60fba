"""The wire between the grader and a worker: questions go in as JSON, answers come out as doubles.

    start      a question numbered 0, which is not answered, then the texts of the submission, as it gives their lengths
    question   its number (uint64), a length (uint32), and so many bytes of JSON
    reply      the number of the question (uint64), the lengths of body and text (uint32 each), body, text
    body       for each item its status (uint8), the length of its text (uint16), the doubles asked for
    text       the items' texts one after another, then the end of what was printed; UTF-8, display only

All numbers are little-endian. The grader knows the length of the body before it asks, so all that it parses
are lengths, doubles and one bounded text. Questions are numbered at random, so that no reply can be ready
before its question. Both directions read through `receive(n)`, which returns exactly n bytes.
"""

import json
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct, unpack_from

QUESTION, REPLY, ITEM = Struct("<QI"), Struct("<QII"), Struct("<BH")
MAX_QUESTION = 64 << 20     # bytes of JSON
MAX_TEXT = 64 << 10         # bytes of text in one reply
MAX_ITEM_TEXT = 800         # bytes of it for one item
MAX_PRINTED = 16 << 10      # bytes of it for what was printed

_loads = json.loads     # bound here: what a student does to the module json does not reach it


class Status(IntEnum):
    """What became of one item."""

    ANSWERED = 1
    RAISED = 2      # the student's code raised, or what it returned is not the numbers asked for
    TODO = 3        # a stub that the student has not filled in was reached
    MISSING = 4     # there is no such function, class or method


@dataclass(frozen=True)
class Answer:
    """The answer to one item: doubles, nan and inf among them, if it was ANSWERED; else a text for people."""

    status: Status
    numbers: tuple = ()
    text: str = ""


@dataclass(frozen=True)
class Limits:
    """What one worker may use in its life, and how much of what it prints is kept."""

    cpu_seconds: int = 10
    memory_mib: int = 1024      # address space; Python and numpy take about 150 of it
    text_bytes: int = 4096      # of what is printed, from its end; at most MAX_PRINTED
    collector: int = 500_000    # threshold of Python's collector: engines of closures are all cycles


class Malformed(Exception):
    """The reply is not one to the question; the text says why."""


def pack_question(number, data):
    """Return the frame of question `number` (below 2**64) with `data`, plain data for JSON."""
    body = json.dumps(data, separators=(",", ":")).encode()
    if len(body) > MAX_QUESTION:
        raise ValueError(f"A question of {len(body)} bytes: at most {MAX_QUESTION} can be asked at once.")
    return QUESTION.pack(number, len(body)) + body


def read_question(receive):
    """Return the number and the data of the next question."""
    number, length = QUESTION.unpack(receive(QUESTION.size))
    if length > MAX_QUESTION:
        raise Malformed("question of the wrong size")
    return number, _loads(receive(length))


def pack_start(start, sources):
    """Return the frame that begins a worker's life: `start`, plain data for JSON, and `sources`, {name: text}.

    The texts travel as they are: through JSON they would take a worker as long as to raise its wall.
    """
    texts = {name: text.encode("utf-8", "surrogatepass") for name, text in sources.items()}
    size = sum(map(len, texts.values()))
    if size > MAX_QUESTION:
        raise ValueError(f"Sources of {size} bytes: at most {MAX_QUESTION} can be sent to a worker.")
    return b"".join([pack_question(0, start | {"sources": {name: len(text) for name, text in texts.items()}}),
                     *texts.values()])


def read_start(receive):
    """Return what `pack_start` was given, the texts as `sources` in it."""
    _, start = read_question(receive)
    if sum(start["sources"].values()) > MAX_QUESTION:
        raise Malformed("question of the wrong size")
    texts = {name: receive(size).decode("utf-8", "surrogatepass") for name, size in start["sources"].items()}
    return start | {"sources": texts}


def pack_reply(number, items, printed=b""):
    """Return the frame that answers question `number`.

    `items` holds the status, the text and the packed doubles of each item. Texts are cut to their bounds:
    each item's, and the later ones where all of them would not fit. Of `printed` the end is kept.
    """
    printed = printed[-MAX_PRINTED:]
    body, texts, room = [], [], MAX_TEXT - len(printed)
    for status, text, doubles in items:
        text = _cut(text, min(MAX_ITEM_TEXT, room))
        room -= len(text)
        body += ITEM.pack(status, len(text)), doubles
        texts.append(text)
    body, text = b"".join(body), b"".join([*texts, printed])
    return REPLY.pack(number, len(body), len(text)) + body + text


def read_reply(receive, number, counts, shown=str):
    """Return the answers to question `number` and the printed text, or raise `Malformed`.

    `counts` holds how many doubles each item was asked for; `shown` makes a text fit to be shown. Nothing is
    read whose size is wrong.
    """
    echo, body_length, text_length = REPLY.unpack(receive(REPLY.size))
    if body_length != sum(ITEM.size + 8 * count for count in counts) or text_length > MAX_TEXT:
        raise Malformed("answer of the wrong size")
    if echo != number:
        raise Malformed("answer to another question")
    body, text = receive(body_length), receive(text_length)
    answers, at, used = [], 0, 0
    for count in counts:
        status, length = ITEM.unpack_from(body, at)
        doubles = unpack_from(f"<{count}d", body, at + ITEM.size)
        answers.append(_answer(status, doubles, shown(_text(text[used : used + length]))))
        at, used = at + ITEM.size + 8 * count, used + length
    if used > text_length:
        raise Malformed("answer of the wrong size")
    return answers, shown(_text(text[used:]))


def _answer(status, doubles, text):
    try:
        status = Status(status)
    except ValueError:
        raise Malformed("answer of an unknown kind") from None
    return Answer(status, doubles if status is Status.ANSWERED else (), text)


def _text(raw):
    return raw.decode("utf-8", "replace")


def _cut(text, size):
    """Return at most `size` bytes of UTF-8, never half a character."""
    size = max(size, 0)
    data = text[:size].encode("utf-8", "backslashreplace")[:size]
    return data.decode("utf-8", "ignore").encode()
