"""What attacks that are more than the text of one module are made with. Each is a function that makes one in a folder.

A function's name is the attack's: `halt_pipe` is the attack `halt-pipe`. Its docstring is the header, as in a file.
"""

import inspect

STUB = "def derivative(f, x, h=1e-6):\n    return 0.0\n"


def all_of(module, aims):
    """Return (name, function) of every attack made in `module`: its name begins with one of `aims`."""
    made = inspect.getmembers(module, inspect.isfunction)
    return [(name, function) for name, function in made if name.partition("_")[0] in aims]


def write(folder, files):
    """Write `files`, {name: text or bytes}, into the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
