"""Naming: which known mistakes give just the numbers that a student's code gave.

What was asked about a check and what came back is its talk. The same questions are put to the mutants, and a mistake
is named where its mutant gives the same answers to all of them. It must have been wrong in a way that tells: an empty
answer, or an error that anything may raise, is no sign of one mistake more than of another.
"""

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from autograder.mistakes import mistakes_of
from autograder.mutant import Endless, Mutant, changed_block, solutions
from autograder.protocol import Status

SAME, NOTHING = 1e-9, 1e-12     # two numbers that agree so far, or to so little, are the same
TELLING = 1e-6      # a number that is so far from the right one tells what was done
MOST_NAMES = 3      # mistakes that all fit: with more of them none is worth reading
MOST_QUESTIONS = 20     # of a check that was passed, held against a mistake: not those of a batch of graphs
FIRST = 3           # steps of a training that are held against a mistake before all of them
KEPT = 1 << 14      # answers of mutants to be remembered: a class is asked the same questions


@dataclass(frozen=True)
class Question:
    """What was asked: the name of a probe, its arguments as a text of JSON, how many numbers it has."""

    probe: str
    arguments: str
    size: int


@dataclass(frozen=True)
class Talk:
    """The questions of one check with the student's answers, as pairs, and whether it was passed."""

    check: str
    passed: bool
    pairs: tuple


def named(units, talks):
    """Return {check: known mistakes of `units` that explain it}, for the failed ones among all talks of a unit.

    A mistake that would show in a check that was passed is not the student's, nor is one that would show otherwise in
    as many failed ones as it explains. Of the others those are named that explain most; more than a few that fit
    equally well say nothing. What explains one failure is tried first on the next, and others only where it does not.
    """
    failed = [talk for talk in talks if not talk.passed and talk.pairs]
    passed = [pair for talk in talks if talk.passed and len(talk.pairs) <= MOST_QUESTIONS for pair in talk.pairs]
    passed = sorted(filter(_is_asked, passed), key=_length)
    known = [mistake for unit in sorted(units) for mistake in mistakes_of(unit)]
    fitting = {}
    for talk in sorted(failed, key=_effort):
        found = [*dict.fromkeys(chain(*fitting.values()))]
        fitting[talk.check] = _explaining(found, talk.pairs, passed) or _explaining(known, talk.pairs, passed)
    explained = Counter(mistake for found in fitting.values() for mistake in found)
    for mistake in explained:
        explained[mistake] -= 1000 * _is_doubtful(mistake, failed, explained[mistake])
    return {check: _best(found, explained) for check, found in fitting.items()}


def _explaining(known, pairs, passed):
    """Return those of the known mistakes that give all answers of a talk and would not have shown in what was passed.

    Most give other answers, as a question or two shows: only the few that are left are held against what was passed.
    But a training takes as long as a hundred other questions: what was passed comes before it.
    """
    if any(map(_starts, pairs)):
        known = [mistake for mistake in known if not _contradicts(mistake, passed)]
    return [mistake for mistake in _fitting(known, pairs) if not _contradicts(mistake, passed)]


def _effort(talk):
    """What it takes to ask mutants about a talk: trainings come last."""
    return any(map(_starts, talk.pairs)), sum(map(_length, talk.pairs))


def _is_doubtful(mistake, failed, explained):
    """Whether no wrong answer is the mistake's in as many failed talks as it explains, and it would show there."""
    asked = [[pair for pair in talk.pairs if _is_asked(pair)] for talk in failed if len(talk.pairs) <= MOST_QUESTIONS]
    return explained <= sum(_contradicts(mistake, pairs) and not _is_seen(mistake, pairs) for pairs in asked)


def _is_seen(mistake, pairs):
    """Whether one of the answers is wrong just as the mistake's."""
    return any(_same(given, answer_of(mistake, question)) and not _same(given, right(question))
               for question, given in pairs)


def told(mistake):
    """Return what a report says of a mistake."""
    return {"id": mistake.id, "name": mistake.name, "hint": mistake.hint, "smallest": mistake.smallest}


def _best(found, explained):
    most = max((explained[mistake] for mistake in found), default=0)
    best = tuple(mistake for mistake in found if explained[mistake] == most > 0)
    return best if len(best) <= MOST_NAMES else ()


def _fitting(candidates, pairs):
    """Return the candidates that give all answers of a talk, one of which tells."""
    if not all(map(_is_asked, pairs)) or not any(_says_much(given) for _, given in pairs):
        return []
    for start in chain.from_iterable(map(_starts, pairs)):
        candidates = [mistake for mistake in candidates if _starts_so(mistake, *start)]
    # The wrong answers first, the shortest of them before all: few mutants are asked a second question.
    pairs = sorted(pairs, key=lambda pair: (_same(pair[1], right(pair[0])), _length(pair)))
    return [mistake for mistake in candidates
            if all(_same(given, answer_of(mistake, question)) for question, given in pairs)
            and any(_tells(given, right(question), answer_of(mistake, question)) for question, given in pairs)]


def _starts(pair):
    """Return what a training is asked first, (question, losses) each, the shortest first; nothing for other questions.

    Many mistakes disagree early, and a whole training takes as long as a hundred other questions. So it is cut down to
    one step; then to as many steps as it has, for the rate falls with the share of them that is done, but with a single
    point in each batch after the first three.
    """
    question, given = pair
    arguments = json.loads(question.arguments)
    batches = arguments.get("batches", ())
    if len(batches) < 2 or given.status is not Status.ANSWERED:
        return []
    short = [*batches[:FIRST], *[batch[:1] for batch in batches[FIRST:]]]
    return [_with_batches(question, arguments, batches[:1], given.numbers[:1]),
            _with_batches(question, arguments, short, given.numbers[:FIRST])]


def _with_batches(question, arguments, batches, losses):
    size = question.size - len(arguments["batches"]) + len(batches)
    return Question(question.probe, json.dumps(arguments | {"batches": batches}), size), losses


def _starts_so(mistake, question, losses):
    answer = answer_of(mistake, question)
    return answer.status is not Status.ANSWERED or all(map(_equal, losses, answer.numbers))


def _contradicts(mistake, pairs):
    """Whether the mistake would have shown, and did not: another answer than the right one, and than the one given."""
    return any((answer := answer_of(mistake, question)) is not right(question)
               and not _same(answer, right(question)) and not _same(answer, given) for question, given in pairs)


def _length(pair):
    return len(pair[0].arguments)


# --- answers


def right(question):
    """Return the solutions' answer."""
    return _asked(question)[0]


@lru_cache(KEPT)
def answer_of(mistake, question):
    """Return the answer of the solutions with the mistake in them."""
    changed = _changed(mistake)
    if changed is not None and changed not in _asked(question)[1]:
        return right(question)      # what was changed is not even entered
    return _mutant(mistake).ask(question.probe, question.arguments, question.size)


@lru_cache(KEPT)
def _asked(question):
    """The solutions' answer, and the blocks that it took."""
    mutant = _solved()
    return mutant.ask(question.probe, question.arguments, question.size), frozenset(mutant.entered)


def _is_asked(pair):
    """Whether a question is of a size for mutants: chains of thousands and whole trainings are not."""
    return right(pair[0]).text != Endless.__name__


@cache
def _solved():
    return Mutant(solutions(), watched=True)


@cache
def _mutant(mistake):
    return Mutant(solutions() | {mistake.unit: mistake.apply(solutions()[mistake.unit])}, base=_base())


@cache
def _base():
    return Mutant(solutions())


@cache
def _changed(mistake):
    return changed_block(solutions()[mistake.unit], f"{mistake.unit}.py", mistake.replace, mistake.by)


# --- comparing


def _same(one, other):
    if one.status is not other.status:
        return False
    if one.status is Status.ANSWERED:
        return len(one.numbers) == len(other.numbers) and all(map(_equal, one.numbers, other.numbers))
    return _error(one.text)[0] == _error(other.text)[0]


def _equal(one, other):
    return math.isclose(one, other, rel_tol=SAME, abs_tol=NOTHING) or (math.isnan(one) and math.isnan(other))


def _says_much(given):
    """Whether there is more in an answer than zeros, which come of anything that is left out; an error says more."""
    return given.status is not Status.ANSWERED or any(given.numbers)


def _tells(given, right, mutants):
    """Whether an answer that is the mutant's too is a sign of its mistake.

    Numbers tell where they are far from the right ones; nearer to them, where mere rounding is the same to the last
    bit. An error tells where it names the types at fault, or comes from the same line of source.
    """
    if right.status is not Status.ANSWERED:
        return False
    if given.status is Status.ANSWERED:
        far = any(math.isfinite(g) and not abs(g - r) <= TELLING * (1 + abs(r))
                  for g, r in zip(given.numbers, right.numbers, strict=True))
        return far or given.numbers == mutants.numbers != right.numbers
    (_, message, line), (_, other, wrong_line) = _error(given.text), _error(mutants.text)
    types = "'Value'" in message or len(re.findall(r"'[^']+'", message)) > 1
    return message == other and (types or line == wrong_line)


def _error(text):
    """Return the kind of an exception, its message, and the line of source that it came from, or an empty text.

    Of a recursion its kind only: what it was at when it ended depends on how deep it began.
    """
    found = re.fullmatch(r"(?:\S+\.py, line \d+: )?(\w+)(?:: (.*?))?(?:\n    (.*))?", text, re.DOTALL)
    kind, message, line = found.groups(default="") if found else ("", text, "")
    return (kind, "", "") if kind == "RecursionError" else (kind, message, line)
