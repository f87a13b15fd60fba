"""Messages in marks upon marks, in scripts from right to left, in letters wider than a screen, in halves of letters.

Survived: what changes the direction or shows nothing is written out; the rest is letters.

unit: derivative
says: ValueError
"""


def derivative(*anything, **more):
    raise ValueError("Z" + "\u0300\u0489\u20dd" * 100 + " \u05d0\u05d1\u05d2 (100 / 100) \u0627\u0644 \ufdfa \U0001f468\u200d\U0001f469")


def gradient(*anything, **more):
    raise ValueError("\ud800\udc00 \udfff \ufffe\uffff\U0010ffff \ufdd0 \U000e0020\U000e007f \u2066\u2069 \u061c \u180e")


def parabola_slope(x):
    raise ValueError("\ufe0f\u20e3 \U0001f1eb\U0001f1f7 \u3000\u2003\u00a0\u2028\u2029\u0085 \x1c\x1d\x1e\x1f \ufff9a\ufffab\ufffb")
