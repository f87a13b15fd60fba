"""Everything shown is inert: hostile text through every channel that it can come by, in every output there is."""

import base64
import csv
import io
import json
import re
import unicodedata
from argparse import Namespace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from autograder.assignment import OURS
from autograder.cli import main
from autograder.exports import FORMATS
from autograder.exports.marks import Marks
from autograder.report import Report

#: what a stranger may want a screen, a log or a reader to swallow; each ends in a word that must come through
TEXTS = {
    "colour": "\x1b[31mRED",
    "screen": "\x1b[2J\x1b[HCLEARED",
    "title": "\x1b]0;pwned\x07TITLE",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07CLIPBOARD",
    "link": "\x1b]8;;http://evil.example\x1b\\LINK",
    "reversed": "\u202etxt.\u2066exeREVERSED\u2069",
    "unseen": "\u200b\u2060\ufeff\u3164\u034f\U000e0041UNSEEN",
    "return": "0 / 10\r10 / 10 RETURN",
    "backspace": "no\b\b\x7fBACKSPACE",
    "nul": "\x00NUL",
    "eighth bit": "\x9b31m\x9d0;x\x9c\x85EIGHTH",
    "feeds": "\x0b\x0c\x1c\x1d\x1e\u2028\u2029FEEDS",
    "half a pair": "\ud83dHALF",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>SCRIPT",
    "markdown": "![x](http://evil.example/x.png) [a](javascript:alert(1)) MARKDOWN",
    "formula": "=HYPERLINK(\"http://evil.example\")FORMULA",
    "command": "@SUM(1+1)*cmd|' /C calc'!A0COMMAND",
    "annotation": "::error title=x::ANNOTATION",
    "order": "\n::set-output name=points::100\n \t::add-path::/tmp\n::stop-commands::x\nORDER",
    "old order": "##[add-path]/tmp ##vso[task.setvariable variable=x]1 ##teamcity[x] OLDORDER",
    "markup": "[bold red]x[/] [link=http://evil.example]y[/link] [/nothing] MARKUP",
    "long": "x" * 100_000 + "LONG",
}
_ORDER = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
_OBEYED_OR_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_UNSEEN = re.compile("[\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]")


def is_harmless(text):
    """Whether nothing in `text` is obeyed by a terminal or a build server, or is hidden from a reader."""
    kinds = {unicodedata.category(character) for character in set(text) - {"\n", "\t"}}
    return not (kinds & _OBEYED_OR_HIDDEN or _UNSEEN.search(text) or _ORDER.search(text))


def word(text):
    """The word in capitals at the end of a text of TEXTS."""
    return re.findall("[A-Z]{3,}", text)[-1]


def by_message(text):
    return f"def derivative(f, x, h=1e-6): raise ValueError({text!a})\n"


def by_lines(text):
    return f"def derivative(f, x, h=1e-6): raise ValueError('first\\n' + {text!a})\n"


def by_todo(text):
    return f"def derivative(f, x, h=1e-6): raise NotImplementedError({text!a})\n"


def by_print(text):
    return f"import sys\nprint({text!a}); print({text!a}, file=sys.stderr)\nraise ValueError('PRINTED')\n"


def by_type(text):
    return f"Odd = type({text.replace(chr(0), '')!a}, (Exception,), {{}})\ndef derivative(f, x, h=1e-6): raise Odd\n"


def by_number(text):
    return f"Odd = type({text.replace(chr(0), '')!a}, (), {{}})\ndef derivative(f, x, h=1e-6): return Odd()\n"


def by_module(text):
    return f"__import__({text!a})\n"


def by_name(text):
    return f"def derivative(f, x, h=1e-6): return globals()[{text!a}]\n"


def by_note(text):
    return f"problem = ValueError('NOTE')\nproblem.add_note({text!a})\nproblem.args = ({text!a},)\nraise problem\n"


def by_syntax(text):
    return f"raise SyntaxError({text!a}, ('derivative.py', 1, 1, {text!a}))\n"


def by_line(text):
    """The text itself stands in the line that raises, as far as a source can hold it."""
    kept = re.sub("[\r\n\0\\\\\x0c\ud800-\udfff]", "", text)[:20000]
    return f"def derivative(f, x, h=1e-6):\n    '''{kept}'''; raise ValueError('LINE')\n"


CHANNELS = {c.__name__: c for c in (by_message, by_lines, by_todo, by_print, by_type, by_number, by_module, by_name,
                                    by_note, by_syntax, by_line)}
#: channels by which the text is repeated, so that its word must be found
TOLD = ("by_message", "by_lines", "by_name", "by_module")


@pytest.fixture(scope="module")
def assignment(tmp_path_factory):
    """The kit's assignment with its first unit only."""
    head, first, *_ = OURS.read_text(encoding="utf-8").split("[[unit]]")
    path = tmp_path_factory.mktemp("assignment") / "assignment.toml"
    path.write_text(f"{head}[[unit]]{first}[limits]{OURS.read_text(encoding='utf-8').partition('[limits]')[2]}")
    return path


def file_name(text):
    return re.sub("[/\0\ud800-\udfff]", "", text)[:60] or "x"


def write(folder, source, text):
    """A submission: the unit, and a helper and another file whose names are the text."""
    folder.mkdir()
    (folder / "derivative.py").write_text(source, encoding="utf-8", errors="surrogatepass", newline="")
    for name in (file_name(text) + ".py", file_name(text)):
        (folder / name).write_text("x = 1\n")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory, assignment):
    """{(channel, kind): report}, and {name of an output: its text} of one run over all channels and texts."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "class").mkdir()
    names = {}
    for kind, text in TEXTS.items():
        for channel, made in CHANNELS.items():
            names[channel, kind] = f"{channel} {kind}"
            write(folder / "class" / names[channel, kind], made(text), text)
        write(folder / "class" / f"{file_name(text)}{kind}", "x = (\n", text)
    out, shown = folder / "marks", io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", shown)
        patch.setattr("sys.stderr", shown)
        code = main(["grade", str(folder / "class"), "--out", str(out), "--seed", "1", "--assignment", str(assignment),
                     "--no-wall"])
    texts = {path.relative_to(out).as_posix(): path.read_bytes().decode() for path in out.rglob("*") if path.is_file()}
    reports = {key: Report.from_json(texts[f"reports/{name}.json"]) for key, name in names.items()}
    assert code == 0
    return reports, texts | {"screen": shown.getvalue()}


def test_hostile_text_is_harmless_wherever_it_comes_out(outputs):
    """Screen, reports, feedback, table: no control character, nothing unseen, no order to a build server."""
    _, texts = outputs

    assert [name for name, text in texts.items() if not is_harmless(text)] == []
    assert [name for name in texts if not is_harmless(name)] == []
    # A report, feedback in three formats and the usage of each, beside the files of the class.
    assert len([name for name in texts if "/" in name]) == 5 * len(TEXTS) * (len(CHANNELS) + 1)


def strings(data):
    """All texts in what was JSON."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for item in data.values() if isinstance(data, dict) else data:
            yield from strings(item)


def test_strings_in_reports_are_harmless_once_read(outputs):
    """What the JSON escapes is inert too when a program has read it."""
    _, texts = outputs

    for name, text in texts.items():
        if name.endswith(".json"):
            assert all(map(is_harmless, strings(json.loads(text)))), name


@pytest.mark.parametrize("channel", TOLD)
@pytest.mark.parametrize("kind", sorted(set(TEXTS) - {"long"}))
def test_the_text_does_come_out(outputs, channel, kind):
    """Each text is repeated, made harmless: the tests here do not pass because nothing is shown."""
    reports, texts = outputs
    report = reports[channel, kind]

    assert any(word(TEXTS[kind]) in check.message for check in report.checks), report.checks
    assert word(TEXTS[kind]) in texts[f"feedback/{report.submission}.txt"]


def test_what_is_long_is_cut(outputs):
    """However much a submission says, each of its outputs stays small."""
    reports, texts = outputs

    for channel in CHANNELS:
        assert max(len(check.message) for check in reports[channel, "long"].checks) < 3000
        assert len(texts[f"feedback/{channel} long.txt"]) < 20_000


@pytest.fixture(scope="module")
def exported(outputs, tmp_path_factory):
    """{name of a file, or of the screen: its text} of every format, from the reports of the hostile class."""
    folder = tmp_path_factory.mktemp("exports")
    reports = tuple(outputs[0].values())
    sheets = {"canvas": "Student,ID,Section,Micrograd (1)\n    Points Possible,,,10\n",
              "moodle": "Identifier,Full name,Grade,Maximum grade,Feedback comments\n"}
    lines = {"canvas": "{0},{0},A,\n", "moodle": "{0},{0},,10,\n"}
    for name, head in sheets.items():
        rows = [lines[name].format(report.submission) for report in reports]
        (folder / name).write_text(head + "".join(rows), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_OUTPUT", str(folder / "github"))
        texts = {}
        for name, module in FORMATS.items():
            for only in reports if name == "classroom" else (None,):
                arguments = Namespace(out=Path(f"{name} made"), fill=folder / name, only=only and only.submission,
                                      reveal="full", assignment_column=None, leaderboard=False)
                files, told = module.export(Marks(folder, reports), arguments)
                texts |= {str(path): text for path, text in files.items()}
                texts[f"{name} {only and only.submission} screen"] = "\n".join(told)
    return texts | {"github": (folder / "github").read_text()}


def test_every_export_is_harmless(exported):
    """Tables, XML, JSON, what a workflow prints: as text, and once a program has read it."""
    ours = r"^::(stop-commands::[0-9a-f]{32}|[0-9a-f]{32}::|notice title=Autograding [^\n]*)$"
    orders = re.compile(ours, re.MULTILINE)

    assert [name for name, text in exported.items() if not is_harmless(orders.sub("", text))] == []
    for name, text in exported.items():
        if name.endswith(".json"):
            assert all(map(is_harmless, strings(json.loads(text)))), name
    for line in exported["github"].splitlines():
        assert all(map(is_harmless, strings(json.loads(base64.b64decode(line.removeprefix("result="))))))
    for element in ElementTree.fromstring(exported["junit made"]).iter():
        assert all(map(is_harmless, [element.text or "", *element.attrib.values()]))


def test_no_cell_of_an_export_is_a_formula_or_html(exported):
    """Every cell of every table, for every text: a spreadsheet runs none, and Moodle's comments hold one tag."""
    made = ("csv made", "canvas made", "moodle made")
    tables = {name: list(csv.reader(io.StringIO(exported[name]))) for name in made}

    for name, rows in tables.items():
        assert len(rows) > len(TEXTS) * len(CHANNELS), name
        assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]
    for row in tables["moodle made"][1:]:
        assert ["<pre>", "</pre>"] == re.findall("<[^>]*>", row[4])


def test_exports_do_tell_the_text(exported):
    """The tests above do not pass because nothing is shown."""
    for kind in sorted(set(TEXTS) - {"long"}):
        for name in ("junit made", "moodle made", "exercism made/by_message " + kind + ".json"):
            assert word(TEXTS[kind]) in exported[name], (name, kind)


def test_the_table_has_a_row_for_each_and_no_formula(outputs):
    """Every submission has its line on the screen and its row in the table, and no cell is run by a spreadsheet."""
    texts = outputs[1]
    rows = list(csv.reader(io.StringIO(texts["grades.csv"])))

    assert len(rows) == 1 + len(TEXTS) * (len(CHANNELS) + 1)
    assert {len(row) for row in rows} == {4}
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]
    for name in {row[0].removeprefix("'") for row in rows[1:]}:
        assert texts["screen"].count(name) >= 2


@pytest.mark.parametrize("kind", ["title", "reversed", "return", "order", "old order", "markup"])
def test_a_learners_screen_is_harmless(tmp_path, assignment, capsys, kind):
    """`check` shows the same texts on a learner's terminal: their own, or those of code that they were given."""
    write(tmp_path / "code", by_message(TEXTS[kind]), TEXTS[kind])

    code = main(["check", "--code", str(tmp_path / "code"), "--seed", "1", "--assignment", str(assignment)])
    printed, said = capsys.readouterr()

    assert code == 1
    assert is_harmless(printed + said)
    assert word(TEXTS[kind]) in printed


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_what_is_typed_is_harmless_when_it_is_refused(tmp_path, capsys, kind):
    """Names that come from a list of students, on a command line: an error repeats them inertly."""
    name = TEXTS[kind].replace("\0", "")
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "derivative.py").write_text("")

    code = main(["grade", str(tmp_path), "--out", str(tmp_path / "marks"), "--only", name])
    missing = main(["grade", str(tmp_path / "x" / Path(file_name(name)).name), "--out", str(tmp_path / "marks")])
    printed, said = capsys.readouterr()

    assert (code, missing) == (2, 2)
    assert is_harmless(printed + said)
