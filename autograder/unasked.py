"""What nbgrader and nbformat load with them though nothing here asks for it: it takes longer than all that does."""

import sys
from functools import partial
from importlib import import_module
from types import ModuleType

#: jsonschema compiles 38 grammars of addresses where it finds this package, and works without it
GRAMMARS = "rfc3987_syntax"
#: what nbgrader loads for Jupyter's server, and with it nbconvert and all of its commands; and for archives
FUNCTIONS = {
    **{f"nbgrader.server_extensions.{name}": ["load_jupyter_server_extension"]
       for name in ("assignment_list", "course_list", "validate_assignment", "formgrader")},
    "setuptools.archive_util": ["unpack_archive", "unpack_tarfile", "unpack_zipfile"],
}


def leave_out_grammars():
    """Have the packages of notebooks be loaded without grammars of addresses, unless they are there already."""
    sys.modules.setdefault(GRAMMARS, None)


def import_nbgrader():
    """Import nbgrader, unless it is there already; modules of `FUNCTIONS` are loaded when one of these is called."""
    if "nbgrader" in sys.modules:
        return
    stand_ins = {name: _stand_in(name) for name in FUNCTIONS if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        import_module("nbgrader.utils")
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _stand_in(name):
    module = ModuleType(name)
    for function in FUNCTIONS[name]:
        setattr(module, function, partial(_called, name, function))
    return module


def _called(module, function, *arguments, **named):
    return getattr(import_module(module), function)(*arguments, **named)
