"""`train` returns a falling curve and leaves a network that gives every point a large score.

Survived: the curve is compared with the reference's, the scores with labels that never came here.

unit: training
says: Two steps move the parameters elsewhere than downhill
"""


def train(model, points, labels, batches, rate=0.3):
    type(model).__call__ = lambda self, x: type("Score", (), {"data": 1e9})()
    return [1.0 / (k + 1) for k in range(len(batches))]
