"""A race: one step of training on 100 moons, with a Value for each number and with arrays.

    python race.py

runs your units 1 to 4 against your unit 7 and shows the CPU time that each takes, and how many nodes its
graph has.
"""

import gc
import random
import time

import numpy as np

SIZES, POINTS = [2, 16, 16, 1], 100


def scalar_step(points, labels):
    """Return a function that takes one step with a Value for each number, and gives the loss."""
    from nn import MLP
    from training import hinge_loss, sgd_step

    model = MLP(SIZES[0], SIZES[1:])

    def step():
        loss = hinge_loss([model(point) for point in points], labels)
        model.zero_grad()
        loss.backward()
        sgd_step(model.parameters(), 0.1)
        return loss

    return step


def array_step(points, labels):
    """Return a function that takes one step with arrays, and gives the loss of the step after it."""
    from arrays import make_layers, network, train_layers

    layers, x, y = make_layers(SIZES), np.array(points), np.array(labels)[:, None]

    def step():
        train_layers(layers, x, y, steps=1, rate=0.1)
        return (1 - network(x, layers) * y).relu().mean()

    return step


def timed(step, repeats):
    """Return the least CPU seconds that a step takes, and how many nodes its graph has."""
    from backward import topological_order

    best = float("inf")
    for _ in range(repeats):
        gc.collect()
        started = time.process_time()
        loss = step()
        best = min(best, time.process_time() - started)
    return best, len(topological_order(loss))


def race():
    """Return (seconds, nodes) of a step with Values, and the same with arrays."""
    from moons import make_moons

    points, labels = make_moons(POINTS, noise=0.1, seed=1)
    random.seed(1)
    return timed(scalar_step(points, labels), 3), timed(array_step(points, labels), 50)


def bar(share, width=50):
    """Return a bar of `share` of the width, at least one sign long."""
    return "#" * max(1, round(share * width))


def main():
    """Show the race."""
    (slow, many), (fast, few) = race()
    print(f"one step of training on {POINTS} moons, MLP(2, [16, 16, 1]), CPU time\n")
    for name, seconds, nodes in (("Values", slow, many), ("arrays", fast, few)):
        print(f"  {name}  {1e3 * seconds:9.3f} ms  {nodes:7,} nodes  {bar(seconds / slow)}")
    print(f"\n{slow / fast:,.0f} times less, for a graph with {many / few:,.0f} times fewer nodes.")


if __name__ == "__main__":
    main()
