r"""Prints what Python itself knows of the machine: paths, prefixes, arguments, flags, its configuration.

Survived: the paths are those of Python; the environment is empty, and arguments are taken away.

unit: derivative
says: argv \[''\], environ \{\}
"""

import os
import sys

told = f"argv {sys.orig_argv}, environ {dict(os.environ)}"
print(sys.prefix, sys.path, sys.flags, vars(sys.modules["__main__"]).keys(), os.getcwd(), os.uname())
raise RuntimeError(told)
