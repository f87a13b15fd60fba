"""A course that nbgrader takes as its own: its folder, its gradebook, and the way past its kernel."""

from autograder.unasked import leave_out_grammars

leave_out_grammars()    # here: before any module of this package imports nbformat
