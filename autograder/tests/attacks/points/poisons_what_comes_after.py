"""Changes whatever a later submission could meet: modules, caches, random state, the import system, the zygote.

Survived: every worker is forked from the same untouched memory; the neighbours' reports prove it.

unit: value
says: the kettle is poisoned
"""

import builtins
import decimal
import gc
import importlib
import locale
import math
import random
import re
import sys
import warnings

import numpy

gc.unfreeze()
math.tanh = math.exp = lambda x: 0.0
random.uniform = random.Random.uniform = lambda *anything: 0.5
random.seed = numpy.random.seed = lambda *anything: None
re.compile = builtins.sum = builtins.zip = lambda *anything, **more: []
sys.setrecursionlimit(60)
sys.meta_path.clear()
sys.path_hooks.clear()
warnings.simplefilter("error")
decimal.getcontext().prec = 1
importlib.import_module = None
locale.setlocale = None
numpy.seterr(all="raise")
raise RuntimeError("the kettle is poisoned")
