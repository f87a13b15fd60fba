"""An archive is read as if it were a folder: nothing is unpacked, and what is wrong with one costs one student."""

import errno
import gzip
import os
import random
import re
import tempfile
from pathlib import Path

import pytest
from classroom import SOLUTION, write_assignment
from hostile_archives import archives, tarred, zipped

from autograder.arrivals.archive import archive_stem
from autograder.arrivals.intake import find_submissions
from autograder.arrivals.place import Place
from autograder.assignment import Assignment
from autograder.batch import grade_all
from autograder.errors import AutograderError
from autograder.run import Settings, open_output
from autograder.submission import read_submission
from autograder.version import version_of

MARKS = ("a/b/c/marks", "a/b/c/among marks")
SOURCE = SOLUTION.encode()
HOSTILE = archives(SOURCE)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory):
    """One unit."""
    return Assignment.load(write_assignment(tmp_path_factory.mktemp("assignment") / "assignment.toml"))


def said(submission):
    """Everything that the report will say about the files."""
    return "\n".join([*submission.problems.values(), *submission.notes])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_told_in_one_sentence(tmp_path, assignment, name):
    """What is not taken is named with its reason; what is right beside it is graded."""
    content, sentence, graded = HOSTILE[name]
    (tmp_path / name).write_bytes(content)
    submission = read_submission("eve", Place(tmp_path / name), assignment)

    assert re.search(sentence, said(submission)), said(submission)
    assert graded == (submission.sources.get("derivative") == SOLUTION)
    assert all(c.isprintable() or c == "\n" for c in said(submission))
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.fixture
def fortress(tmp_path, monkeypatch):
    """A folder in which everything happens: the working folder and the temporary one lie deep in it."""
    deep = tmp_path / "a" / "b" / "c"
    (deep / "tmp").mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.setattr(tempfile, "tempdir", str(deep / "tmp"))
    return deep


def tree(folder):
    """Return what lies in the folder, however deep, with the bytes of the files."""
    return {path.relative_to(folder): path.read_bytes() if path.is_file() else None
            for path in folder.rglob("*") if not path.relative_to(folder).as_posix().startswith(MARKS)}


def graded(assignment, walled_tier, path, out):
    """Grade the class at `path`; return {name: what became of it}."""
    seed = open_output(out, 7, {}, False, lambda: 7)
    settings = Settings(assignment, version_of(assignment), out, seed, walled_tier)
    return {done.name: done for done in grade_all(find_submissions(path, assignment), settings)}


@pytest.mark.parametrize(("readme", "words"), [
    ("README.md", "reads {} hostile archives"), ("README.fr.md", "lit {} archives hostiles")])
def test_the_readme_says_how_many_there_are(readme, words):
    """In each language."""
    text = (Path(__file__).parents[2] / readme).read_text(encoding="utf-8")

    assert words.format(len(HOSTILE)) in " ".join(text.split())


def test_hostile_archives_cost_their_senders_alone(fortress, tmp_path, assignment, host_of):
    """Amid all of them the honest have the same reports as without; nothing is written beside the reports."""
    honest = {"ada.zip": zipped({"derivative.py": SOURCE}), "bob.tar.gz": tarred({"derivative.py": SOURCE})}
    hostile = {f"{number} {name}": content for number, (name, (content, *_)) in enumerate(HOSTILE.items())}
    for folder, files in {"alone": honest, "among": honest | hostile}.items():
        (fortress / folder).mkdir()
        for name, content in files.items():
            (fortress / folder / name).write_bytes(content)
    (fortress / "among" / "host.zip").symlink_to("/etc/passwd")
    os.mkfifo(fortress / "among" / "fifo.zip")
    before = tree(tmp_path)

    tier = host_of("strong").tier
    alone = graded(assignment, tier, fortress / "alone", fortress / "marks")
    among = graded(assignment, tier, fortress / "among", fortress / "among marks")

    assert len(among) == len(HOSTILE) + 4
    assert {name: among[name].report for name in alone} == {name: done.report for name, done in alone.items()}
    assert [name for name, done in among.items() if done.report is None] == []
    right = {archive_stem(name) for name in hostile if HOSTILE[name.partition(" ")[2]][2]}
    assert {name for name, done in among.items() if done.report.score} == {"ada", "bob", *right}
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "nested.zip"])
def test_whatever_bytes_an_archive_has_it_is_read_or_refused(tmp_path, assignment, name):
    """Bytes changed, lost and doubled at random: nothing is raised that would end the run."""
    files = {"derivative.py": SOURCE, "a/b.py": b"x", "ü.py": b"", "c.zip": zipped({"derivative.py": SOURCE})}
    whole = {"x.zip": zipped(files), "x.tar": gzip.decompress(tarred(files)), "x.tar.gz": tarred(files),
             "nested.zip": zipped({"c.zip": zipped(files)})}[name]
    draw = random.Random(name)
    refused = 0
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(draw.choice((1, 2, 8))):
            place, length = draw.randrange(len(content)), draw.randrange(1, 40)
            content[place: place + length] = draw.choice((
                draw.randbytes(1), b"", bytes(content[place: place + length]) * 2, b"\xff" * 4, b"\0\0\0\x80"))
        (tmp_path / name).write_bytes(content)
        submission = read_submission("eve", Place(tmp_path / name), assignment)
        refused += "derivative" in submission.problems

    assert refused > 30


def test_a_failing_disk_is_no_fault_of_the_student(tmp_path, assignment, monkeypatch):
    """It costs nobody points: the submission is not graded, and the reason is told."""
    (tmp_path / "ann.zip").write_bytes(zipped({"derivative.py": SOURCE}))

    def failing(*_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("zipfile.ZipFile.infolist", failing)
    with pytest.raises(AutograderError, match=r"ann\.zip cannot be read: Input/output error\.$"):
        read_submission("ann", Place(tmp_path / "ann.zip"), assignment)
