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
    found = [(unit, _sentence(unit, shown.layout == "kit", shown.say)) for unit in shown.to_read]
    return [(unit, sentence) for unit, sentence in found if sentence]


def _sentence(unit, kit, say):
    text = say("the text at the top of `{unit}.py`", unit=unit) if kit else ""
    if unit not in SECTIONS:
        return text
    section = say('"{section}" in the README of the exercise kit', section=say(SECTIONS[unit]))
    return say("{text}; {more}", text=text, more=section) if text else section
