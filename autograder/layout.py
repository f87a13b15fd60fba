"""The layout of a submission: the kit's own modules, or an engine like upstream's or the lecture's."""

import re

from autograder.arrivals.folder import Refused

#: one module a unit; an engine like upstream's (relu); an engine like the lecture's (tanh)
LAYOUTS = ("kit", "micrograd", "lecture")
#: where an existing engine holds the units that it has: in the top folder, or in a package `micrograd`
ENGINE_FILES = {"value": "engine.py", "backward": "engine.py", "nn": "nn.py"}
PACKAGE = "micrograd"
#: what an existing engine need not have -> names in a question that is about it: of an operation, a class, a probe
MAY_LACK = {**{name: (name,) for name in ("relu", "tanh", "exp", "log", "local_derivatives", "topological_order")},
            "Neuron": ("Neuron", "wrong_length"), "Layer": ("Layer", "attributes"),
            "MLP": ("MLP", "attributes", "two_models"), "zero_grad": ("zeroed",)}
_IMPORTS_PACKAGE = re.compile(rf"^[ \t]*(from|import)[ \t]+({PACKAGE}\b|\.)", re.MULTILINE)


def engine_file(names, file):
    """Return where a submission with files of these `names` has an engine's `file`."""
    packed = "engine.py" not in names and f"{PACKAGE}/engine.py" in names
    return f"{PACKAGE}/{file}" if packed else file


def guessed_layout(files, units):
    """Return the layout: an existing engine, unless it lies beside the kit's own files of the same units."""
    engine = engine_file(files.names, "engine.py")
    if engine not in files.names:
        return "kit"
    own = {unit.file for unit in units if unit.name in ENGINE_FILES} - set(ENGINE_FILES.values())
    if both := sorted(own & set(files.names)):
        files.notes.append(f"There are {both[0]} and {engine}: the units' files are graded, not the engine.")
        return "kit"
    nn = engine_file(files.names, "nn.py")
    text = text_or_nothing(files, nn if nn in files.names else engine)
    return "lecture" if "tanh(" in text and "relu(" not in text else "micrograd"


def planned_files(files, units, layout):
    """Return unit name -> file, for the units that a submission of this layout is asked for."""
    if layout == "kit":
        return {unit.name: unit.file for unit in units}
    known = [unit.name for unit in units if unit.name in ENGINE_FILES]
    plan = {name: engine_file(files.names, ENGINE_FILES[name]) for name in known}
    if "nn" in plan and plan["nn"] not in files.names:
        engine = engine_file(files.names, "engine.py")
        del plan["nn"]
        if re.search(r"^class MLP\b", text_or_nothing(files, engine), re.MULTILINE):
            plan["nn"] = engine     # the lecture in one file
    return plan


def is_package(files, layout):
    """Whether an engine's modules are called `micrograd.engine`, `micrograd.nn`.

    They are where they lie in a folder of that name; and where they import each other so, as upstream's do.
    """
    if layout == "kit":
        return False
    texts = [text_or_nothing(files, engine_file(files.names, file)) for file in ("engine.py", "nn.py")]
    return engine_file(files.names, "") != "" or any(map(_IMPORTS_PACKAGE.search, texts))


def lacks(name, asked, texts):
    """Whether an existing engine with these source `texts` lacks what it says it does, when it was `asked` for it.

    Its word alone would be enough to have no more counted than what one can do. So it counts only for what a question,
    as a text, is about, and where no source defines it.
    """
    defined = re.compile(rf"^[ \t]*(def|class)[ \t]+{re.escape(name)}\b|\b{re.escape(name)}[ \t]*=", re.MULTILINE)
    about = any(f'"{word}"' in asked for word in MAY_LACK.get(name, ()))
    return about and not any(map(defined.search, texts))


def file_of(module, modules):
    """Return the file that `module` was, one of `modules`: value.py, micrograd/engine.py, micrograd/__init__.py."""
    is_package = any(other.startswith(f"{module}.") for other in modules)
    return module.replace(".", "/") + ("/__init__.py" if is_package else ".py")


def text_or_nothing(files, file):
    """Return the text of `file`; an empty one where it is not taken."""
    try:
        return files.text(file)
    except Refused:
        return ""
