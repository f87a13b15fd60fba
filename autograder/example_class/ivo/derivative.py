def derivative(f, x, h=1e-6):
    """Return the slope of `f` at `x`, measured by the central difference."""
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    """Return the list of the partial derivatives of `f` at the point `xs`, by central differences."""
    result = [0.0] * len(xs)
    for i in range(len(xs)):
        point = list(xs)
        point[i] = xs[i] + h
        result[i] += f(point) / (2 * h)
        point[i] = xs[i] - h
        result[i] -= f(point) / (2 * h)
    return result


def parabola(x):
    """Return 3x^2 - 4x + 5, the lecture's first function."""
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    """Return the slope of `parabola` at `x`, exactly: by the rules of derivation, without a step h."""
    return 3 * 2 * x - 4


def surface(x, y):
    """Return x^2 y - y^3, a height above every point of the plane."""
    return x**2 * y - y**3


def surface_gradient(x, y):
    """Return the list [slope of `surface` along x, slope along y] at the point (x, y), exactly."""
    return [2 * x * y, x**2 - 3 * y**2]
