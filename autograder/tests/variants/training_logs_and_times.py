"""Logs, takes the time, writes a table into a text in memory, handles an interruption, and asks what machine it is on."""

import collections
import csv
import io
import json
import logging
import platform
import statistics
import sys
import time

logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, format="%(asctime)s %(message)s")
log = logging.getLogger(__name__)
log.info("on %s", json.dumps({"python": platform.python_version(), "machine": platform.machine()}))
Step = collections.namedtuple("Step", "number loss rate seconds")


def mean(values):
    values = list(values)
    return sum(values[1:], start=values[0]) * (1 / len(values))


def hinge_loss(scores, labels):
    return mean((1 + -label * score).relu() for score, label in zip(scores, labels))


def squared_error(scores, labels):
    return mean((score - label) ** 2 for score, label in zip(scores, labels))


def l2_penalty(parameters, alpha):
    return sum([p**2 for p in parameters]) * alpha


def accuracy(scores, labels):
    return statistics.fmean((score.data > 0) is (label > 0) for score, label in zip(scores, labels))


def sgd_step(parameters, rate):
    for p in parameters:
        p.data = p.data - rate * p.grad


def train(model, points, labels, batches, rate=0.3):
    table, steps, began = csv.writer(io.StringIO()), [], time.perf_counter()
    try:
        for number, batch in enumerate(batches):
            loss = hinge_loss([model(points[i]) for i in batch], [labels[i] for i in batch])
            model.zero_grad()
            loss.backward()
            now = rate - rate * 0.9 * number / len(batches)
            sgd_step(model.parameters(), now)
            steps.append(Step(number, loss.data, now, time.perf_counter() - began))
            table.writerow(steps[-1])
            log.debug("%5d  %.4f", number, loss.data)
    except KeyboardInterrupt:
        log.warning("interrupted")
    return [step.loss for step in steps]
