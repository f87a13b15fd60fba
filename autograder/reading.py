"""What to read about a unit: where the idea is told once more."""

#: unit -> the section of the kit's README that tells its idea
SECTIONS = {
    "derivative": "Derivation",
    "value": "The autograd engine",
    "backward": "The autograd engine",
    "nn": "From numbers to networks",
    "training": "From numbers to networks",
}


def to_read(shown):
    """Return (unit, sentence) for each unit of `shown` in which points are missing and something can be read."""
    found = [(unit, _sentence(unit, shown.layout == "kit")) for unit in shown.to_read]
    return [(unit, sentence) for unit, sentence in found if sentence]


def _sentence(unit, kit):
    parts = [f"the text at the top of `{unit}.py`"] if kit else []
    if unit in SECTIONS:
        parts.append(f'"{SECTIONS[unit]}" in the README of the exercise kit')
    return "; ".join(parts)
