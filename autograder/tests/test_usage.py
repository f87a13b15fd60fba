"""Usage: measured by the parent of the workers, added up by unit, read back with care."""

import json

import pytest

from autograder.host import Limits
from autograder.usage import Usage, read_usage, total, usage_json, usage_path

BUSY = """
import time
block = b"x" * (60 << 20)
def answer():
    while time.process_time() < 0.3:
        pass
    return 1.0
"""
IDLE = "def answer():\n    return 1.0\n"
QUESTION = ("call", {"unit": "value", "name": "answer", "arguments": []}, 1)
UNITS = {"value": Usage(0.5, 1.0, 60.0, 2), "nn": Usage(0.25, 0.5, 80.0, 1)}


def used(host, source):
    """The usage of a worker that answered one question."""
    with host.worker({"value": source}, {"value": "value"}, Limits()) as worker:
        worker.ask([QUESTION], 20)
    return worker.usage


def test_seconds_are_measured_outside_the_worker(host):
    """In each tier: a worker that computed for 0.3 s is seen to have done so."""
    idle, busy = used(host, IDLE), used(host, BUSY)

    assert 0 < idle.cpu_seconds < 0.3 <= busy.cpu_seconds
    assert 0 < idle.wall_seconds < busy.wall_seconds
    assert idle.workers == busy.workers == 1


def test_memory_is_measured_for_each_worker(walled):
    """One that held 60 MiB more is seen to have done so, and does not make that after it look large."""
    before, large, after = used(walled, IDLE), used(walled, BUSY), used(walled, IDLE)

    assert 50 < large.peak_mib - before.peak_mib < 90
    assert after.peak_mib - before.peak_mib < 10


def test_without_a_wall_nothing_is_said_about_memory(host_of):
    """The system would tell that of the grader, which the process was before it became another program."""
    assert used(host_of("none"), IDLE).peak_mib == 0


def test_the_total_adds_seconds_and_takes_the_largest_memory():
    """Workers of a submission live one after another, or nearly so."""
    assert total(UNITS) == Usage(0.75, 1.5, 80.0, 3)


def test_a_file_has_the_total_and_each_unit(tmp_path):
    """It can be read by others, and by us."""
    (tmp_path / "usage").mkdir()
    usage_path(tmp_path, "ada").write_text(usage_json(UNITS))

    data = json.loads(usage_path(tmp_path, "ada").read_bytes())
    assert {key: data[key] for key in ("cpu_seconds", "wall_seconds", "peak_mib")} == {
        "cpu_seconds": 0.75, "wall_seconds": 1.5, "peak_mib": 80.0}
    assert list(data["units"]) == ["value", "nn"]
    assert read_usage(tmp_path, "ada") == UNITS


@pytest.mark.parametrize("content", [
    None, b"", b"[]", b"{}", b"[" * 100_000, b'{"format": 2, "units": {}}', b'{"format": 1, "units": [1]}',
    b'{"format": 1, "units": {"nn": {"cpu_seconds": "1"}}}', b'{"format": 1, "units": {"nn": {"days": 1}}}',
    b'{"format": 1, "units": {"nn": {"cpu_seconds": NaN}}}', b'{"format": 1, "units": {"nn": {"peak_mib": -1}}}'])
def test_what_is_no_usage_is_none(tmp_path, content):
    """A missing or damaged file costs a column of a page, not the page."""
    (tmp_path / "usage").mkdir()
    if content is not None:
        usage_path(tmp_path, "ada").write_bytes(content)

    assert read_usage(tmp_path, "ada") == {}
