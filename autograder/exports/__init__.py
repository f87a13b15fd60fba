"""The formats that grades leave in, a module each: functions of reports, and nothing that grades.

A format's module has `add(command)`, which calls `command(summary, text)` for a parser and adds its own options, and
`export(marks, arguments)`, which returns the files to write, {path: text}, and sentences about them. What strangers
wrote is made harmless for a format in its module, and for all tables in autograder/spreadsheet.py.
"""

from autograder.exports import canvas, checks, classroom, exercism, gradescope, junit, moodle

#: in the order of the help
FORMATS = {"csv": checks, "canvas": canvas, "moodle": moodle, "gradescope": gradescope, "classroom": classroom,
           "junit": junit, "exercism": exercism}
