"""The reports in a folder that `grade` wrote: read one by one, so that a class of any size fits."""

from pathlib import Path

from autograder.errors import AutograderError
from autograder.report import Report


def read_report(path):
    """Return the report in the file; None where there is none or a damaged one."""
    try:
        return Report.from_json(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, AutograderError):
        return None


class Reports:
    """All reports in DIR/reports, by name, each time they are iterated over: (name, report).

    damaged   paths of those that could not be read, known when the iteration has ended
    """

    def __init__(self, out):
        self.folder, self.damaged = Path(out) / "reports", []

    def __iter__(self):
        self.damaged = []
        for path in sorted(self.folder.glob("*.json")):
            report = read_report(path)
            if report is None:
                self.damaged.append(path)
            else:
                yield path.stem, report

    @classmethod
    def of(cls, out):
        """Return the reports in the folder `out`; raise AutograderError where `grade` has not been there."""
        if not (Path(out) / "reports").is_dir():
            raise AutograderError(f"{out} holds no reports: give the folder that `grade --out` wrote.")
        return cls(out)
