"""Defines everything under names that look like those asked for: other alphabets, ligatures, wide letters.

Survived: a name is the letters it is made of.

unit: derivative
says: there is no `derivative`
"""

def dеrivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


grаdient = pаrabola_slope = dеrivative
