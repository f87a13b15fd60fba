"""Hostile submissions beside an honest class: nothing gained, nothing told, nothing broken, nothing left behind.

    pytest autograder/tests/test_attacks.py                    every attack, and a sample by another user, another wall
    pytest autograder/tests/test_attacks.py -m "not slow"      the sample twice
    EVERY_WALL=1 pytest autograder/tests/test_attacks.py       every attack, by each user behind each wall
"""

import os
import re
import shutil
import sys
import tempfile

import pytest

from autograder.tests.attacks.arena import AIMS, KIT, Arena, attacks, leaked
from autograder.wall import NOBODY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="hostile code is graded behind the wall only")

ATTACKS = attacks() if sys.platform == "linux" else {}
HONEST = ("ada", "ben", "cleo")
SAMPLE = tuple(name for name, attack in ATTACKS.items() if "sample" in attack.fields)
#: who grades behind which wall; None is whoever runs these tests
GRADERS = {"own-strong": (None, "strong"), "user-seccomp": (NOBODY, "seccomp"),
           "own-seccomp": (None, "seccomp"), "user-strong": (NOBODY, "strong")}
WHOLE = [pytest.param(*who, id=name, marks=pytest.mark.slow) for name, who in GRADERS.items()
         if name == "own-strong" or "EVERY_WALL" in os.environ]
SAMPLED = [pytest.param(*GRADERS[name], id=name) for name in ("own-strong", "user-seccomp")]


@pytest.fixture(scope="session")
def battle(host_of):
    """Return `battle(user, tier, names)`: the arena, the run without and the run with these attacks. Run once each."""
    battles = {}

    def battle(user, tier, names):
        host_of(tier)       # skips where there is no such wall
        if user is not None and os.getuid() != 0:
            pytest.skip("only root can become someone else")
        whole = user, tier, tuple(ATTACKS)
        key = whole if whole in battles else (user, tier, names)    # a sample may have been fought already
        if key not in battles:
            arena = Arena(tempfile.mkdtemp(prefix="arena-"), user=user)
            battles[key] = arena, fought(arena, tier, names)
        arena, runs = battles[key]
        if runs is None:
            pytest.skip("nobody can run no Python here that has what the kit needs")
        return arena, *runs

    yield battle
    for arena, _ in battles.values():
        shutil.rmtree(arena.root)


def fought(arena, tier, names):
    """Grade the honest class alone and then among the attackers; None where this user has no Python to do it."""
    if arena.python is None:
        return None
    alone = arena.grade(tier, "alone")
    arena.enter(ATTACKS[name] for name in names)
    return alone, arena.grade(tier, tier)


@pytest.fixture
def whole(battle, user, tier):
    """The whole suite."""
    return battle(user, tier, tuple(ATTACKS))


@pytest.fixture
def sample(battle, user, tier):
    """A sample of the suite."""
    return battle(user, tier, SAMPLE)


def messages(report):
    """Everything a report says about a submission, without its numbers."""
    return [*(check["message"] for check in report["checks"]), *report["notes"]]


def assert_harmless(arena, alone, among):
    """Assert what must hold of the run as a whole."""
    assert (alone.code, among.code) == (0, 0), among.printed
    assert among.printed.rstrip().endswith("LEFT RUNNING: []")
    assert (alone.changed, among.changed) == ([], [])
    assert leaked(arena, alone) == leaked(arena, among) == []
    for name in HONEST:
        for file in (f"reports/{name}.json", f"feedback/{name}.txt"):
            assert among.files[file] == alone.files[file]
    rows = among.files["grades.csv"].splitlines()
    assert len(rows) == 1 + sum(path.startswith("reports/") for path in among.files)


def assert_survived(attack, among):
    """Assert what must hold of the verdict on one attack."""
    report = among.report(attack.name)
    said = messages(report)
    assert report["score"] <= attack.earns, [check["name"] for check in report["checks"] if check["score"]]
    assert report["max_score"] == among.report("ada")["max_score"]
    assert not any("The grader itself failed" in text for text in said)
    assert report["layout"] != "kit" or not any(note.startswith("not counted") for note in report["notes"])
    assert any(re.search(attack.fields["says"], text) for text in said), sorted(set(said))
    shown = [*said, among.files[f"feedback/{attack.name}.txt"], among.printed]
    assert all(character.isprintable() or character in "\n\t" for text in shown for character in text)


@pytest.mark.parametrize(("user", "tier"), WHOLE)
def test_the_whole_suite_harms_nobody(whole):
    """The run ends normally; secrets, neighbours, files and processes are as without them."""
    assert_harmless(*whole)


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize(("user", "tier"), WHOLE)
def test_an_attack_gains_nothing(whole, name):
    """Not a point that was not earned, and a plain sentence that says what happened."""
    assert_survived(ATTACKS[name], whole[2])


@pytest.mark.parametrize(("user", "tier"), SAMPLED)
def test_the_honest_are_graded_as_ever(sample):
    """The class without its attackers: all points, a mistake in one unit, two units of five."""
    _, alone, _ = sample
    scores = {name: alone.report(name)["score"] for name in HONEST}

    assert scores["ada"] == alone.report("ada")["max_score"] == 100
    assert 50 < scores["ben"] < 100
    assert scores["cleo"] == 35


@pytest.mark.parametrize(("user", "tier"), SAMPLED)
def test_a_sample_harms_nobody(sample):
    """The run ends normally; secrets, neighbours, files and processes are as without them."""
    assert_harmless(*sample)


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize(("user", "tier"), SAMPLED)
def test_a_sample_gains_nothing(sample, name):
    """Not a point that was not earned, and a plain sentence that says what happened."""
    assert_survived(ATTACKS[name], sample[2])


def test_the_suite_is_whole():
    """At least eighty attacks, of every aim, each with a header that says how it is survived and what is said of it."""
    assert len(ATTACKS) >= 80
    assert {name.partition("-")[0] for name in ATTACKS} == set(AIMS)
    for attack in ATTACKS.values():
        assert "\n\nSurvived: " in attack.header
        assert re.compile(attack.fields["says"])


@pytest.mark.parametrize(("readme", "words"), [
    ("README.md", "grades {} hostile submissions"), ("README.fr.md", "corrige {} rendus hostiles")])
def test_the_readme_says_how_many_there_are(readme, words):
    """In each language."""
    assert words.format(len(ATTACKS)) in (KIT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ATTACKS)
def test_what_an_attack_says_is_not_in_the_line_that_says_it(name):
    """A message shows the line that raised: one that holds both outcomes would be taken for the better one."""
    source = ATTACKS[name].source.partition('"""\n\n')[2]
    raising = [line for line in source.splitlines() if line.strip().startswith("raise ") and " else " in line]

    assert not any(re.search(ATTACKS[name].fields["says"], line) for line in raising)


@pytest.mark.parametrize(("user", "tier"), SAMPLED[:1])
def test_a_planted_secret_would_be_found(sample):
    """The search for leaks can fail: a secret of the arena in a report is seen."""
    arena, alone, _ = sample
    arena_with_a_leak = type(alone)(0, "", {"reports/x.json": f"... {arena.secrets[0]} ..."}, [])

    assert leaked(arena, arena_with_a_leak) == [arena.secrets[0]]
