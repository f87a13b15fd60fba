"""Many submissions: each finished report is written whole at once, and a run that was stopped goes on where it was.

    DIR/run.json             seed and options of this run
    DIR/reports/NAME.json    one report each
    DIR/feedback/NAME.*      the same for the student, see handout.py
    DIR/usage/NAME.json      what its workers took
    DIR/grades.csv           one row for each report
    DIR/class.*              all of them together, see class_report.py
    DIR/duplicates.csv       one row for each report of a submission that another one is equal to
"""

from dataclasses import replace

from autograder.arrivals.duplicates import Duplicates
from autograder.report import grades_csv, write_whole
from autograder.reports import Reports
from autograder.run import Done, kept_report, not_graded, report_path
from autograder.submission import read_submission
from autograder.usage import usage_json, usage_path
from autograder.views.class_report import collected, write_class
from autograder.views.cohort import Cohort
from autograder.views.handout import write_feedback


def grade_one(grader, settings, name, path):
    """Grade one submission and write its report and feedback; return what became of it.

    Raise AutograderError where these cannot be written: so it would be for all others.
    """
    try:
        submission = read_submission(name, path, settings.assignment, settings.layout)
        if kept := kept_report(settings, submission):
            return Done(name, kept, kept=True)
        report = replace(grader.grade(submission), kit=settings.version)
    except Exception as problem:        # one submission that we stumble over must not cost the others their grades
        return not_graded(name, problem)
    return written(settings, name, report, grader.usage)


def written(settings, name, report, usage):
    """Write the report, its feedback and {unit: Usage}; return what became of the submission."""
    # The report last: where it is, the rest is.
    write_whole(usage_path(settings.out, name), usage_json(usage))
    write_feedback(settings.out, name, report, settings.showing)
    write_whole(report_path(settings.out, name), report.to_json())
    return Done(name, report)


def grade_all(found, settings, jobs=1, host=None):
    """Yield a `Done` for each (name, path) of `found` as it is finished; close it to stop at once.

    One job takes its workers from `host` where there is one; several have one each.
    """
    if jobs == 1 or len(found) < 2:
        with new_grader(settings, host) as grader:
            for name, path in found:
                yield grade_one(grader, settings, name, path)
        return
    from autograder.parallel import grade_all as grade_in_parallel  # it takes a while to import
    yield from grade_in_parallel(found, settings, jobs)


def new_grader(settings, host=None):
    """Return the grader of a run: pytest and the zygote start here."""
    from autograder.grading import Grader  # not by whoever leaves grading to other processes
    return Grader(settings.assignment, settings.seed, tier=settings.tier, host=host)


def write_grades(out, places=None):
    """Write grades.csv, duplicates.csv and the class report from all reports in the folder.

    `places` is {name: what was handed in}. Return the path of the grades, the paths of damaged reports, and groups of
    names of equal submissions.
    """
    path, reports, duplicates, cohort = out / "grades.csv", Reports(out), Duplicates(places), Cohort()
    write_whole(path, grades_csv(map(duplicates.noted, collected(out, reports, cohort))))
    write_whole(out / "duplicates.csv", duplicates.to_csv())
    write_class(out, cohort, duplicates.groups(), reports.damaged)
    return path, reports.damaged, duplicates.groups()
