"""Complex numbers without an imaginary part, and quaternions of its own that claim to be one.

Survived: a complex number is none of those that were asked for.

unit: derivative
says: is of type complex, not a number
"""

def derivative(f, x, h=1e-6):
    return complex((f(x + h) - f(x - h)) / (2 * h), 0.0)


gradient = parabola_slope = surface_gradient = derivative
