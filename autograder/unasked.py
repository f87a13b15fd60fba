"""What nbgrader and nbformat load with them though nothing here asks for it: it takes longer than all that does."""

import sys
from importlib import import_module
from types import ModuleType

#: jsonschema compiles 38 grammars of addresses where it finds this package, and works without it
GRAMMARS = "rfc3987_syntax"
#: nbgrader loads these for Jupyter's server, and with them nbconvert and all of its own commands
SERVERS = [f"nbgrader.server_extensions.{name}"
           for name in ("assignment_list", "course_list", "validate_assignment", "formgrader")]


def leave_out_grammars():
    """Have the packages of notebooks be loaded without grammars of addresses, unless they are there already."""
    sys.modules.setdefault(GRAMMARS, None)


def import_nbgrader():
    """Import nbgrader without its servers, unless it is there already; each is loaded when it is asked for."""
    if "nbgrader" in sys.modules:
        return
    stand_ins = {name: _stand_in(name) for name in SERVERS if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        import_module("nbgrader")
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _stand_in(name):
    module = ModuleType(name)
    module.load_jupyter_server_extension = lambda app: import_module(name).load_jupyter_server_extension(app)
    return module
