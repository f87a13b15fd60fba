"""Languages: what students read is said in French too, whole, and never at the cost of the English."""

import ast
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from strangers import failed, report_of

from autograder.authoring import messages
from autograder.cli import main
from autograder.compare import NO_MEMORY, NO_NUMBER, NO_THREAD
from autograder.language import ENGLISH, Language, catalogue, fields, language, readable, spoken_here
from autograder.plugin import Suites
from autograder.report import Outcome, write_whole
from autograder.reports import Reports
from autograder.views.feedback import feedback, lesson
from autograder.views.handout import FORMATS, Showing, rewritten, settled

KIT = Path(__file__).parents[2]
FRENCH = language("fr")
MISTAKE = {"id": "B1", "name": "`+` assigns its gradient instead of adding", "smallest": "a + a",
           "hint": "A node that is used twice has the sum of both uses: += and not =."}
#: a formula is the same in both languages
SAME = {"lowest + (highest - lowest) * (1 + cos(pi * k / n)) / 2"}
#: names of Hypothesis's and of pytest's, and what stretches and sums are called: titles of checks have
#: them; and how a worker says that an answer is no number, or that memory ran out, or threads
NO_SENTENCES = {"no notes", "leading axes", "the last axis", "two axes", "whom to ask (default: solutions)",
                "this submission has no ", NO_NUMBER.pattern, NO_MEMORY.pattern, NO_THREAD.pattern}
SAID = """\
    a + a      with a = 2.0

    gradient of a
        yours                1.0
        right                2.0
        central difference   2

    It is used in a + a, whose own gradient is right: look at how the gradient is passed on there."""


# --- the catalogue


def test_no_message_lacks_a_translation():
    """Blocks to fill in are printed by `python -m autograder.translations`, and here."""
    lacking = messages.missing()

    assert not lacking, messages.po({}, lacking)


def test_no_translation_is_stale():
    """What no source says any more is taken out."""
    assert messages.stale() == []


def test_translations_have_the_fields_of_their_messages():
    """A field that is lost in translation would hide a number; one that is new could not be filled."""
    assert [text for text, said in messages.french().items() if set(fields(text)) != set(fields(said))] == []


def test_code_is_not_translated():
    """What stands between backticks is the same in both languages."""
    def code(text):
        return sorted(re.findall(r"`[^`]+`", text))

    assert [text for text, said in messages.french().items() if code(text) != code(said)] == []


def test_the_catalogue_is_one_of_gettext():
    """Other tools read the same from it."""
    with open(messages.FRENCH, "rb") as file:
        read = {message.id: message.string for message in read_po(file, locale="fr") if message.id}

    assert read == messages.french()


def test_sources_of_every_kind_are_found():
    """A call, a template, the title of a check, a mistake, a rung of the ladder, a sentence of a message."""
    found = messages.messages()

    for text in ("First failure", "Look at this:", "`sum([a, b, c])` works: it starts with 0 + a.", MISTAKE["name"],
                 "After c = a + b, is a still what it was?", "gradient of {name}", "{count} failed"):
        assert text in found


def test_no_sentence_of_a_check_is_left_unsaid():
    """Whatever is more than a word or two in the suites passes `say`, so that the catalogue has it."""
    found = [text for path in [*KIT.glob("autograder/suites/*.py"), KIT / "autograder" / "compare.py"]
             for text in unsaid(ast.parse(path.read_text(encoding="utf-8")))]

    assert {text for text in found if not is_code(text)} == NO_SENTENCES


#: a value for each field that is known by its form
OF_ITS_FORM = {"count": 3, "i": 3, "k": 3, "x": "b", "y": "+1", "function": "slope", "member": "a.grad",
               "quantity": "weight 3", "notebook": "nn.ipynb", "model": "MLP(2, [3])", "number": 0.5,
               "leaves": "a = 0.5, b = 2.0"}


def test_every_sentence_of_a_check_is_known_again_when_it_is_filled_in():
    """A report is English, and a view knows a sentence by its template: one with few words would fit anything."""
    unknown = []
    for path in [*KIT.glob("autograder/suites/*.py"), KIT / "autograder" / "compare.py"]:
        for text in said_by(ast.parse(path.read_text(encoding="utf-8"))):
            filled = ENGLISH(text, **{name: OF_ITS_FORM.get(name, "a + b") for name in fields(text)})
            unknown += [text] if FRENCH.told(filled) == filled and messages.french()[text] != text else []

    assert unknown == []


def said_by(tree):
    """Return the texts with fields that are given to `say`."""
    texts = [node.args[0] for node in ast.walk(tree) if isinstance(node, ast.Call)
             and getattr(node.func, "id", "") == "say" and isinstance(node.args[0], ast.Constant)]
    return [text.value for text in texts if fields(text.value)]


def test_beside_yours_and_right_a_translated_word_begins_where_it_began():
    """Two lines that are no table do not get ragged: `nothing` is longer in English."""
    message = "    _prev of a holds\n        yours  nothing\n        right  a * b"

    assert FRENCH.lines(message).splitlines()[1:] == ["        vôtre  rien", "        juste  a * b"]


def is_code(text):
    """Whether a text is Python: a line of an engine."""
    try:
        return bool(ast.parse(text.strip()))
    except SyntaxError:
        return False


def unsaid(tree):
    """Return the texts with words in a row that are neither docstrings, nor given to `say` or to a decorator."""
    known = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
            known |= set(ast.walk(node))
        known |= {inner for decorator in getattr(node, "decorator_list", ()) for inner in ast.walk(decorator)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(node.value)
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in known
            and isinstance(node.value, str) and re.search(r"[a-z]{2,} [a-z]{2,}", node.value)]


@pytest.mark.parametrize(("written", "template"), [
    ('f"{len(flat)} outputs where {count:d} were expected"', "{flat} outputs where {count} were expected"),
    ('f"{self._shown} is of type {type(x).__name__}"', "{shown} is of type {x}"), ('"none"', "none"), ("name", "")])
def test_a_string_with_braces_is_a_template(written, template):
    """Each field goes by the last name in it; what is no string is none."""
    assert messages.template(ast.parse(written, mode="eval").body) == template


def test_authors_are_told_what_is_missing_and_what_is_stale(monkeypatch, tmp_path):
    """As a block of the catalogue, ready to be filled in."""
    text = messages.FRENCH.read_text(encoding="utf-8")
    cut = text.replace('msgid "First failure"', 'msgid "Last failure"')
    monkeypatch.setattr(messages, "french", lambda: catalogue(path))
    path = tmp_path / "messages.po"
    path.write_text(cut, encoding="utf-8")

    assert list(messages.missing()) == ["First failure"]
    assert 'msgid "First failure"\nmsgstr ""\n' in messages.po({}, messages.missing())
    assert messages.stale() == ["Last failure"]


# --- a language


def test_a_text_without_a_translation_is_said_in_english():
    """A missing entry is no reason to stop, nor is a catalogue that is not there."""
    say = Language("fr", {"a {name}": "un {nom}"})

    assert say("{count} failed", count=3) == "3 failed"
    assert say("a {name}", name="x") == "un {nom}"
    assert say.told("none of ours") == "none of ours"


@pytest.mark.parametrize("text", [None, 'msgid "a"\nmsgstr "b', "what\n\"is\" this"])
def test_without_a_catalogue_french_is_english(tmp_path, text):
    """Missing or damaged."""
    path = tmp_path / "fr" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    if text is not None:
        path.write_text(text)

    assert language("fr", tmp_path)("First failure") == "First failure"


def test_a_sentence_is_recognised_by_its_template():
    """Its fields are taken over, and said in the language where they are words of ours."""
    assert FRENCH.told("`tanh` of Values gives the right data, whatever the signs.") == (
        "`tanh` de Values donne la bonne donnée, quels que soient les signes.")
    assert FRENCH.told("One of your tests fails an engine with a known mistake: "
                       "`+` assigns its gradient instead of adding.").endswith(
        "à la faute connue : `+` affecte son gradient au lieu de l'ajouter.")


@pytest.mark.parametrize(("text", "said"), [
    ("with a = 2.0, b = -3.0", "avec a = 2.0, b = -3.0"), ("output 3", "sortie 3"), ("label of mine", "label of mine"),
    ("with a friend", "with a friend"), ("score 1 = 0.25, label -1", "score 1 = 0.25, étiquette -1"),
    ("((a + 0.25) * 0.999 + 0.25) * ... (500 operations in a row)",
     "((a + 0.25) * 0.999 + 0.25) * ... (500 opérations à la suite)"),
    ("stopped after 1 s of CPU or 2 s on the clock; it happened 5 times, so nothing more was asked",
     "arrêté après 1 s de processeur ou 2 s à l'horloge ; c'est arrivé 5 fois, plus rien n'a donc été demandé"),
    ("Not taken from a.zip: ../b.py (a name that leads out of the archive), c.py (no name).",
     "Non pris dans a.zip : ../b.py (un nom qui mène hors de l'archive), c.py (pas de nom)."),
    ("At the first step the parameter w[0] of neuron 1 in layer 0",
     "Au premier pas, le paramètre w[0] du neurone 1 de la couche 0")])
def test_fields_are_told_too(text, said):
    """A sentence within a sentence, each of a list, and short ones where a field has its form."""
    assert FRENCH.told(text) == said


@pytest.mark.parametrize("text", ["the sum of squares", "ValueError: note: 3", "ZeroDivisionError: division by zero:",
                                  "gradient of " + "a" * 2_000])
def test_what_is_none_of_ours_is_left_as_it_is(text):
    """A student's words are no message, however much they look like a short one; nor are endless lines searched."""
    assert FRENCH.told(text) == text


def test_a_message_keeps_its_columns():
    """Words are replaced line by line and cell by cell; numbers and code stay where they are."""
    said = FRENCH.lines(SAID + "\n\n    value of        yours  right\n    t1 = a + a        4.0    5.0  wrong")

    assert said == """\
    a + a      avec a = 2.0

    gradient de a
        vôtre                1.0
        juste                2.0
        diff. centrale       2

    Il est utilisé dans a + a, dont le propre gradient est juste : regardez comment le gradient y est transmis.

    valeur de       vôtre  juste
    t1 = a + a        4.0    5.0   faux"""


@pytest.mark.parametrize("code", ["fr", "FR", "fr_FR.UTF-8", "fr-CA"])
def test_a_language_is_named_as_systems_name_it(code):
    """With its country and encoding, or without."""
    assert language(code).code == "fr"


@pytest.mark.parametrize(("code", "said"), [("french", ": did you mean fr?"), ("frr", ": did you mean fr?"),
                                            ("zz", ": there are en, fr.")])
def test_an_unknown_language_is_refused_with_the_nearest(code, said, capsys):
    """In the environment as on the command line."""
    with pytest.raises(ValueError, match=re.escape(f"there is no language {code!r}{said}")):
        language(code)
    with pytest.raises(SystemExit):
        main(["feedback", "marks", "--lang", code])
    assert f"there is no language {code!r}{said}" in capsys.readouterr().err


def test_a_mistake_in_our_own_variable_is_told(monkeypatch, capsys, tmp_path):
    """MICROGRAD_LANG is for this kit alone."""
    monkeypatch.setenv("MICROGRAD_LANG", "frr")

    assert main(["reset", "value", "--code", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "error: MICROGRAD_LANG: there is no language 'frr': did you mean fr?\n"


@pytest.mark.parametrize(("environ", "code"), [
    ({}, "en"), ({"LANG": "fr_FR.UTF-8"}, "fr"), ({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
    ({"LANG": "de_DE.UTF-8"}, "en"), ({"MICROGRAD_LANG": "en", "LC_ALL": "fr_FR"}, "en"),
    ({"MICROGRAD_LANG": "fr", "LC_ALL": "C"}, "fr")])
def test_a_learners_language_is_that_of_the_system(environ, code):
    """A language that the kit does not speak is English; MICROGRAD_LANG overrules."""
    assert language(spoken_here(environ)).code == code


# --- feedback


def wrong():
    """A report with a failure that has everything: numbers, a hint, a named mistake, others that are not written."""
    title, hint = "`sum([a, b, c])` works: it starts with 0 + a.", (
        "Without `__radd__`, Python cannot add a Value to the 0 that `sum` starts with.")
    check = failed("builtin_sum", f"{SAID}\n\n{hint}", title=title, hint=hint, mistakes=(MISTAKE,))
    return report_of(check)


def test_no_check_is_told_in_english():
    """Titles and hints as reports have them, with their parameters filled in."""
    texts = {text for check in Suites().checks for text in (check.title, check.hint) if text}

    assert [text for text in texts if FRENCH.told(text) == text and text not in SAME] == []


@pytest.mark.parametrize("ending", FORMATS)
def test_feedback_is_french_in_every_format(ending):
    """Headings, promise, numbers, hint and mistake; none of the English ones is left."""
    report = wrong()
    english, said = FORMATS[ending](report, "full"), FORMATS[ending](report, "full", FRENCH)

    assert 'lang="fr"' in said or ending != "html"
    assert "marche : elle commence par 0 + a." in said
    for text in ("gradient of a", "yours", "instead of adding", "has the sum of both uses", "These are the numbers",
                 "whose own gradient is right"):
        assert text in english
        assert text not in said


#: words that no French sentence has, and the titles of no unit
ENGLISH_WORDS = re.compile(r"\b(the|of|is|are|with|from|where|yours|wrong|and|after|before|loss|step|that|which)\b")


@pytest.mark.slow
def test_nothing_english_is_left_in_the_feedback_of_a_class(graded):
    """But code, the names of checks and what Python itself says: an error's own words, and the line below."""
    report = Reports(graded)
    left = {(name, line) for name, one in report for line in feedback(one, "full", FRENCH).splitlines()
            if ENGLISH_WORDS.search(re.sub(r"`[^`]*`", "", line)) and "Error" not in line
            and "non compté" not in line}

    assert left == set()


def test_a_screen_of_check_is_french():
    """As feedback is."""
    assert "Premier échec" in lesson(wrong(), FRENCH)
    assert "ratés : 1" in lesson(wrong(), FRENCH)


def test_english_is_what_it_was():
    """The language is a view: without one nothing changes."""
    assert feedback(wrong()) == feedback(wrong(), say=ENGLISH)


@pytest.fixture
def marks(tmp_path):
    """A folder with one report."""
    for name in ("reports", "feedback"):
        (tmp_path / name).mkdir()
    write_whole(tmp_path / "reports" / "ada.json", wrong().to_json())
    return tmp_path


def test_the_language_of_feedback_is_remembered(marks):
    """An instructor chooses it, not the machine; it stays until another is asked for. Reports stay as they are."""
    before = (marks / "reports" / "ada.json").read_bytes()

    assert settled(marks, Reports(marks), language="fr") == Showing("full", "fr")
    assert settled(marks, Reports(marks), reveal="names") == Showing("names", "fr")
    assert "ratés" in (marks / "feedback" / "ada.txt").read_text(encoding="utf-8")
    assert (marks / "reports" / "ada.json").read_bytes() == before
    assert rewritten(marks, Reports(marks), language="en")[0] == Showing("names", "en")
    assert "failed" in (marks / "feedback" / "ada.txt").read_text(encoding="utf-8")


def test_feedback_in_french_by_one_command(marks, capsys, monkeypatch):
    """`feedback DIR --lang fr`; the language of the machine has no say."""
    monkeypatch.setenv("MICROGRAD_LANG", "fr")

    assert main(["feedback", str(marks)]) == 0
    assert "failed" in (marks / "feedback" / "ada.txt").read_text(encoding="utf-8")
    assert main(["feedback", str(marks), "--lang", "fr"]) == 0
    assert "ratés" in (marks / "feedback" / "ada.txt").read_text(encoding="utf-8")
    assert "showing: full, in French" in capsys.readouterr().out


def test_every_outcome_has_a_word():
    """All but the one that needs none."""
    assert all(FRENCH(f"{{count}} {outcome}", count=1).endswith(": 1") for outcome in Outcome if outcome != "passed")


# --- commands and students' own tests


def run(*command, **environ):
    """What a command says, as bytes."""
    return subprocess.run([sys.executable, *map(str, command)], cwd=KIT, capture_output=True,
                          env={**os.environ, **environ}).stdout


def test_commands_for_learners_speak_french(tmp_path):
    """`reset` here, by an option or by the environment."""
    said = "le squelette à nouveau"

    assert said in run("-m", "autograder", "reset", "value", "--code", tmp_path, "--lang", "fr",
                       PYTHONIOENCODING="utf-8").decode()
    assert said in run("-m", "autograder", "reset", "value", "--code", tmp_path, MICROGRAD_LANG="fr",
                       PYTHONIOENCODING="utf-8").decode()


@pytest.mark.parametrize(("encoding", "said"), [("ascii", "le squelette a nouveau"),
                                                ("cp437", "le squelette à nouveau")])
def test_a_terminal_without_accents_gets_the_letters(tmp_path, encoding, said):
    """cp437 has some of them, ASCII none."""
    told = run("-m", "autograder", "reset", "value", "--code", tmp_path, "--lang", "fr", PYTHONIOENCODING=encoding)

    assert said in told.decode(encoding)


def test_what_has_no_letter_is_escaped():
    """Marks of quotation and ligatures have a likeness in ASCII, other scripts have not."""
    assert readable("« œuvre » déjà… ю", "ascii") == '" oeuvre " deja... \\u044e'
    assert readable("déjà", "utf-8") == readable("déjà", "latin-1") == "déjà"
    assert readable("déjà", None) == "deja"


def test_students_tests_speak_french(tmp_path):
    """Progress, hints and the next step, from what is handed out with the exercises."""
    said = run("-m", "pytest", "exercises", "-k", "value_add", "--lang", "fr", "--hint", "-p", "no:cacheprovider",
               "--code", _copied(tmp_path), PYTHONIOENCODING="utf-8").decode()

    assert "indices pour value_add :" in said
    assert "  piste   Dans a + 2, qui est `self`" in said
    assert "à faire : " in said
    assert "ensuite : " in said


def test_students_are_told_of_an_unknown_language(tmp_path):
    """As the commands tell it."""
    done = subprocess.run([sys.executable, "-m", "pytest", "exercises", "--lang", "frr"], cwd=KIT, capture_output=True,
                          text=True)

    assert done.returncode == 4
    assert "--lang: there is no language 'frr': did you mean fr?" in done.stderr


def _copied(folder):
    """A folder with an untouched unit, whose progress is its own."""
    (folder / "value.py").write_bytes((KIT / "exercises" / "value.py").read_bytes())
    return folder


def test_a_stream_may_be_any_text(monkeypatch, capsys):
    """The handler for accents is known to all streams, whoever opens them."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="readable")
    stream.write("é")
    stream.flush()

    assert stream.buffer.getvalue() == b"e"
