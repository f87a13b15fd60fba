"""The grader, packed to run elsewhere: on Gradescope, and in GitHub Classroom's workflows."""
