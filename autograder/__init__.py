"""Grade submissions of the micrograd exercises.

    submission   one student's files
    unit         one module that the student writes, with its suites
    suite        the hidden checks of a unit
    check        one graded claim about a submission, worth some points
    program      arithmetic as data: traced here, replayed on the student's engine
    worker       the walled process that runs the student's code and answers with numbers
    report       every check's result for one submission
"""

__version__ = "0.1.0"
