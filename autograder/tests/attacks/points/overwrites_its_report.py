"""Writes itself a report with all points, and a row into the table of grades, then leaves.

Survived: nothing can be written; the grader writes reports when this process is gone.

unit: derivative
says: left early
"""

import os

for place in ("/ROOT/strong/reports/points-overwrites_its_report.json", "/ROOT/seccomp/reports/ada.json",
              "/ROOT/strong/grades.csv", "/ROOT/strong/run.json", "/ROOT/class/ada/value.py"):
    for flags in (os.O_WRONLY | os.O_CREAT | os.O_TRUNC, os.O_RDWR, os.O_RDONLY | os.O_TRUNC):
        try:
            os.write(os.open(place, flags), b'{"score": 100}')
        except OSError:
            pass
os._exit(0)
