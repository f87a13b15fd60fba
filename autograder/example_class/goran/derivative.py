def derivative(f, x, h=1e-6): return (f(x + h) - f(x - h)) / 2 / h

def gradient(f, xs, h=1e-6):
    nudged = lambda i, d: [x + d * (i == j) for j, x in enumerate(xs)]
    return [(f(nudged(i, h)) - f(nudged(i, -h))) / 2 / h for i in range(len(xs))]

def parabola(x): return 3*x**2 - 4*x + 5

def parabola_slope(x): return 6*x - 4

def surface(x, y): return x**2*y - y**3

def surface_gradient(x, y): return [2*x*y, x*x - 3*y*y]
