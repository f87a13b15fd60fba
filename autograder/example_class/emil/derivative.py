"""Emil S., exercise 0"""


def derivative(f, x, h=1e-6):
    left = f(x - h)
    right = f(x + h)
    slope = (right - left) / (2 * h)
    return slope


def gradient(f, xs, h=1e-6):
    slopes = []
    for i in range(len(xs)):
        right = xs.copy()
        left = xs.copy()
        right[i] = right[i] + h
        left[i] = left[i] - h
        slopes.append((f(right) - f(left)) / (2 * h))
    return slopes


def parabola(x):
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    # 3x^2 -> 6x,  -4x -> -4,  5 -> 0
    return 6 * x - 4


def surface(x, y):
    return x**2 * y - y**3


def surface_gradient(x, y):
    # y constant: 2xy - 0.  x constant: x^2 - 3y^2.
    return [2 * x * y, x**2 - 3 * y**2]
