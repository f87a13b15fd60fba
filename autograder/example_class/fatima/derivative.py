# Fatima B. -- TP 0


def derivative(f, x, h=1e-6):
    # différence centrée : on avance d'un pas et on recule d'un pas
    return (f(x + h) - f(x - h)) / (2 * h)


def gradient(f, xs, h=1e-6):
    # une seule coordonnée bouge à la fois
    result = []
    for i, x in enumerate(xs):
        plus = xs[:i] + [x + h] + xs[i + 1:]
        moins = xs[:i] + [x - h] + xs[i + 1:]
        result.append((f(plus) - f(moins)) / (2 * h))
    return result


def parabola(x):
    return 3 * x**2 - 4 * x + 5


def parabola_slope(x):
    return 6 * x - 4


def surface(x, y):
    return x**2 * y - y**3


def surface_gradient(x, y):
    return [2 * x * y, x**2 - 3 * y**2]
