def derivative(f, x, h=1e-6):
    forward = f(x + h) - f(x)
    backward = f(x) - f(x - h)
    return (forward + backward) / (2 * h)


def gradient(f, xs, h=1e-6):
    partials = []
    for i in range(len(xs)):
        up = [x + h if j == i else x for j, x in enumerate(xs)]
        down = [x - h if j == i else x for j, x in enumerate(xs)]
        partials.append((f(up) - f(down)) / (2 * h))
    return partials


def parabola(x):
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    return 6 * x - 4


def surface(x, y):
    return x**2 * y - y**3


def surface_gradient(x, y):
    return [2 * x * y, x**2 - 3 * y**2]
