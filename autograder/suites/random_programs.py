"""A batch of random programs, put to a submission; where one is wrong, the smallest such is shown."""

from autograder.compare import Wrong, describe
from autograder.language import ENGLISH as say


def check_random(submission, functions, question, is_wrong, check):
    """Ask `question(program)` of a batch of random programs; where one is wrong, `check` the smallest wrong one."""
    # here: hypothesis loads for 0.1 s, and not all suites draw
    from autograder.suites.graphs import batch, simple, smallest
    programs = batch(functions, submission.seed)
    answers = submission.answers([question(program) for program in programs])
    known = {program: is_wrong(program, answer) for program, answer in zip(programs, answers, strict=True)}
    wrong = [program for program in programs if known[program]]
    if wrong and submission.explain:
        def asked(*programs):
            new = [program for program in programs if program not in known]
            answers = submission.answers([question(program) for program in new], noted=False) if new else []
            known.update((program, is_wrong(program, answer)) for program, answer in zip(new, answers, strict=True))
            return [program for program in programs if known[program]]

        small = asked(*simple(functions))
        check(submission, small[0] if small else smallest(functions, submission.seed, asked))
    if wrong:
        check(submission, wrong[0])
        raise Wrong(f"{describe(wrong[0])}\n\n    "
                    f"{say('This was wrong at first, and right when it was asked again.')}")
