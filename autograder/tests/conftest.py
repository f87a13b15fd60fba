"""What several tests need. Where test_interpreters runs some of them, there is no package but numpy and pytest."""

import os
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from browser import page_of, started
from classroom import SOURCES, write_assignment, write_class
from typed import lent, processes

from autograder.host import Host, Limits, WallError

os.environ["MICROGRAD_LANG"] = "en"     # tests are English, on French machines too


def pytest_collection_modifyitems(items):
    """Files with long tests come first: of several processes none waits at the end for one that has begun late."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def host_of():
    """Return `host_of(tier)`, one `Host` for all tests; a tier that this machine does not offer is skipped aloud."""
    hosts = {}

    def host_of(tier):
        if tier not in hosts:
            try:
                hosts[tier] = Host(tier)
            except WallError as problem:
                pytest.skip(str(problem))
        return hosts[tier]

    yield host_of
    for host in hosts.values():
        host.close()


@pytest.fixture(params=["strong", "seccomp", "none"])
def host(request, host_of):
    """A `Host` of every tier in turn."""
    return host_of(request.param)


@pytest.fixture(params=["strong", "seccomp"])
def walled(request, host_of):
    """A `Host` of every tier that has a wall."""
    return host_of(request.param)


@pytest.fixture
def call():
    """Return `call(host, source)`: what a fresh worker answers when it calls `answer()` in `source`."""

    def call(host, source, count=1, seconds=10, **limits):
        with host.worker({"value": source}, {"value": "value"}, Limits(**limits)) as worker:
            question = ("call", {"unit": "value", "name": "answer", "arguments": []}, count)
            return worker.ask([question], seconds)[0]

    return call


@pytest.fixture(scope="session")
def browser():
    """A real browser; see browser.py for what it can be asked."""
    with started() as browser:
        yield browser


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """JupyterLab in that browser; see laboratory.py."""
    from laboratory import laboratory
    with laboratory(browser, tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def look(browser, tmp_path):
    """Return `look(html)`: the page, opened from a file as people do, and what its console complained about."""
    def look(html, **options):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        page, complaints = opened.enter_context(page_of(browser, **options))
        page.goto(path.as_uri())
        return page, complaints

    with ExitStack() as opened:
        yield look


@pytest.fixture(scope="session")
def page_text():
    """The class report of the class of cohorts.py."""
    from cohorts import CLASS, cohort_of

    from autograder.views.pages import class_page
    return class_page(cohort_of(CLASS), [("bob", "zoë")], ["eve.json"])


@pytest.fixture
def page(look, page_text):
    """That page, opened; no complaint may be left when the test ends."""
    page, complaints = look(page_text, viewport={"width": 1600, "height": 900})
    yield page
    assert complaints == []


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """The folder that `grade` wrote about the class of classroom.py: to be read and not to be changed."""
    from autograder.cli import main
    folder = tmp_path_factory.mktemp("graded")
    options = ["--assignment", str(write_assignment(folder / "assignment.toml")), "--seed", "1", "--no-wall"]
    assert main(["grade", str(write_class(folder / "class")), "--out", str(folder / "marks"), *options]) == 0
    return folder / "marks"


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server; see postgres.py."""
    import postgres
    yield from postgres.started()


@pytest.fixture(scope="session")
def bundle(tmp_path_factory):
    """The folder that a student unpacks."""
    from student import unpack
    return unpack(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def examine():
    """Return `examine(source)`: what comes of a student's tests; see examiner.py."""
    from examiner import examiner
    with examiner() as examine:
        yield examine


@pytest.fixture
def submit(tmp_path):
    """Write files (name -> text or bytes) into a new folder; return it."""
    def write(files, name="ann"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name
    return write


@pytest.fixture
def arrivals(tmp_path):
    """{way of arriving: path of a class of ann and bob}, with the same files each time."""
    from arrived import write_arrivals
    return write_arrivals(tmp_path)


@pytest.fixture
def roster(tmp_path):
    """Ann, Bob, and Joe, who hands in nothing."""
    from arrived import roster_of_three
    return roster_of_three(tmp_path / "students.csv")


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A course whose class was graded: to be read and not to be changed."""
    from coursework import graded_course
    return graded_course(tmp_path_factory.mktemp("made"))


@pytest.fixture
def course(made, tmp_path):
    """A copy of it."""
    from coursework import copied
    return copied(made, tmp_path)


@pytest.fixture
def no_kernel(monkeypatch):
    """Whoever starts a kernel fails."""
    from coursework import refuse_kernels
    refuse_kernels(monkeypatch)


# --- commands as they are typed -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def one_host():
    """One host for all commands in this process: starting it takes longer than grading the class."""
    with Host() as host:
        yield host


@pytest.fixture
def lend(monkeypatch, one_host):
    """Whoever asks for a `Host` gets that one."""
    for place in ("autograder.host.Host", "autograder.grading.Host"):
        monkeypatch.setattr(place, lent(one_host))


@pytest.fixture
def classroom(tmp_path):
    """The folder of a class of three."""
    return write_class(tmp_path / "class")


@pytest.fixture
def out(tmp_path):
    """Where the reports go: not there yet."""
    return tmp_path / "marks"


@pytest.fixture
def run(capsys):
    """Run a command in this process; return its exit code and what it printed."""
    def run(*arguments):
        from autograder.cli import main
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return SimpleNamespace(code=code, out=printed.out, err=printed.err)
    return run


@pytest.fixture
def grade(lend, run, classroom, out, tmp_path):
    """Grade `path`, the class by default, at seed 7 in the one unit that it has; where no wall is, without."""
    assignment = write_assignment(tmp_path / "short.toml")

    def grade(*options, path=classroom, seed=("--seed", "7")):
        return run("grade", path, "--out", out, "--assignment", assignment, "--no-wall", *seed, *options)
    return grade


@pytest.fixture
def twelve(tmp_path):
    """The arguments that grade twelve submissions; `--out` is left to add."""
    sources = {f"{name}{number}": source for number in range(4) for name, source in SOURCES.items()}
    return ["grade", write_class(tmp_path / "twelve", sources), "--seed", 7, "--no-wall",
            "--assignment", write_assignment(tmp_path / "short.toml"), "--out"]


@pytest.fixture
def start():
    """Start a command in a process of its own, and a group of its own; what is left is ended after the test."""
    with processes() as start:
        yield start
