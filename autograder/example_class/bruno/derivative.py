# derivative.py


def derivative(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    grad = []
    for i in range(len(xs)):
        old = xs[i]
        xs[i] = old + h
        up = f(xs)
        xs[i] = old - h
        down = f(xs)
        xs[i] = old  # put it back!
        grad.append((up - down) / (2 * h))
    return grad


def parabola(x):
    """Return 3x^2 - 4x + 5, the lecture's first function."""
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    return 6 * x - 4


def surface(x, y):
    """Return x^2 y - y^3, a height above every point of the plane."""
    return x**2 * y - y**3


def surface_gradient(x, y):
    dx = 2 * x * y
    dy = x**2 - 3 * y**2
    return [dx, dy]
