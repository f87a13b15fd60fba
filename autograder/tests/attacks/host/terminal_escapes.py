r"""Messages that clear the screen, set the title and the clipboard, hide text, run backwards.

Survived: such characters are shown as text.

unit: derivative
says: \\x1b\[2J
sample: yes
"""


def derivative(f, x, h=1e-6):
    raise ValueError("\x1b[2J\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1b[8mhidden\x9b31m\r10 / 10 points\x08\x08")


def gradient(f, xs, h=1e-6):
    raise ValueError("\u202e\u2066stniop 001\u2069 \u200b\u200d\ufeff\u2028\u2029\x85\x0b\x0c")


def parabola_slope(x):
    raise ValueError("\x1b]8;;http://127.0.0.1/\x1b\\click\x1b]8;;\x1b\\")


def surface_gradient(x, y):
    raise type("\x1b[31mRed", (Exception,), {})("\x1bc")
