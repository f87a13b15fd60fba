"""From the marked solutions to what students get: stubs, notebooks, bundles, catalogues; and the proof of the kit."""

from autograder.unasked import leave_out_grammars

leave_out_grammars()    # here: before any module of this package imports nbformat
