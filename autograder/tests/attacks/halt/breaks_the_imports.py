r"""Clears sys.modules and the import system, replaces __import__.

Survived: what is needed was imported before.

unit: derivative
says: \w
"""

import builtins
import sys

builtins.__import__ = None
sys.modules.clear()
sys.meta_path[:] = [None]
sys.path = sys.path_hooks = sys.path_importer_cache = None
