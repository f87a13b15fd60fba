r"""Raises the correct `value` while it is imported itself.

Survived: what was said while loading is handled as what is said later.

unit: backward
says: did not load: backward.py, line \d+
"""

import sys

import value

texts = "".join(sys.meta_path[0].texts.values())
raise ImportError(texts[texts.rindex("CANARY") - 40 :] if "CANARY" in texts else "nothing")
