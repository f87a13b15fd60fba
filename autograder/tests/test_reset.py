"""`reset UNIT`: the stub again; the learner's file is kept, and no copy is written over."""

import pytest
from student import SOLUTIONS, code

from autograder.authoring.markers import strip_solutions
from autograder.cli import main


def test_the_stub_is_put_back_and_the_file_is_kept(tmp_path, capsys):
    """Twice within a minute: two copies, each with what was there, and both are named."""
    folder, stub = code(tmp_path, 0), strip_solutions((SOLUTIONS / "backward.py").read_text("utf-8"), "backward.py")
    for text in ("mine = 1\n", "mine = 2\n"):
        (folder / "backward.py").write_text(text, encoding="utf-8")
        assert main(["reset", "backward", "--code", str(folder)]) == 0

    copies = sorted(folder.glob("backward.py.*.bak"))
    assert sorted(path.read_text() for path in copies) == ["mine = 1\n", "mine = 2\n"]
    assert (folder / "backward.py").read_text("utf-8") == stub
    out = capsys.readouterr().out
    assert all(f"your file is kept: {path}\n" in out for path in copies)
    assert f"the stub again:    {folder / 'backward.py'}\n" in out


def test_a_missing_file_is_a_stub_again(tmp_path, capsys):
    """There is nothing to be kept then."""
    assert main(["reset", "value", "--code", str(tmp_path)]) == 0

    assert [path.name for path in tmp_path.iterdir()] == ["value.py"]
    assert "kept" not in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "said"), [
    (["bakward"], 'there is no unit "bakward" (did you mean "backward"?)'),
    (["value", "--code", "nowhere"], "nowhere is no folder"),
    (["value", "--code", str(SOLUTIONS)], "is the solution that stubs are made from: it is not reset."),
])
def test_what_cannot_be_reset_is_refused(arguments, said, capsys):
    """An unknown unit with the nearest, a folder that is not there, the solutions themselves."""
    before = (SOLUTIONS / "value.py").read_bytes()

    assert main(["reset", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert (SOLUTIONS / "value.py").read_bytes() == before
