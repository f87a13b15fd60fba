# Übung 0


def derivative(f, x, h=1e-6):
    # links und rechts von x auswerten, nicht nur auf einer Seite
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    def teilableitung(i):
        oben, unten = list(xs), list(xs)
        oben[i] = xs[i] + h
        unten[i] = xs[i] - h
        return (f(oben) - f(unten)) / (2 * h)

    return [teilableitung(i) for i in range(len(xs))]


def parabola(x):
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    return 6 * x - 4


def surface(x, y):
    return x**2 * y - y**3


def surface_gradient(x, y):
    return [2 * x * y, x**2 - 3 * y**2]
