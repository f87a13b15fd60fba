"""Unit 0, Amara O."""


def derivative(f, x, h=1e-6):
    rise = f(x + h) - f(x - h)
    run = (x + h) - (x - h)     # 2h, but with the h that the computer really used
    return rise / run


def gradient(f, xs, h=1e-6):
    def along(i):
        """f as a function of its input number i alone."""
        def line(t):
            moved = list(xs)
            moved[i] = t
            return f(moved)
        return line

    return [derivative(along(i), x, h) for i, x in enumerate(xs)]


def parabola(x):
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    return 2 * (3 * x) - 4


def surface(x, y):
    return x**2 * y - y**3


def surface_gradient(x, y):
    return [2 * x * y, x * x - 3 * y * y]
