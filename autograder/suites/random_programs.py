"""A batch of random programs, put to a submission; where one is wrong, the smallest such is shown."""

from autograder.compare import Wrong, describe
from autograder.language import ENGLISH as say


def check_random(submission, functions, question, is_wrong, check):
    """Ask `question(program)` of a batch of random programs; where one is wrong, `check` the smallest wrong one."""
    from autograder.suites.graphs import batch, smallest  # here: hypothesis loads for 0.1 s, and not all suites draw
    programs = batch(functions, submission.seed)
    answers = submission.answers([question(program) for program in programs])
    known = {program: is_wrong(program, answer) for program, answer in zip(programs, answers, strict=True)}
    wrong = [program for program in programs if known[program]]
    if wrong and submission.explain:
        def asked(program):
            if program not in known:
                known[program] = is_wrong(program, *submission.answers([question(program)], noted=False))
            return known[program]

        check(submission, smallest(functions, submission.seed, asked))
    if wrong:
        check(submission, wrong[0])
        raise Wrong(f"{describe(wrong[0])}\n\n    "
                    f"{say('This was wrong at first, and right when it was asked again.')}")
