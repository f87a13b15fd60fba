"""Losses of several classes: logits are a list of Values, one for each class; a label is the number of the true one."""

from reference.training import descend


def log_sum_exp(logits):
    """Return log(sum of exp(logit)), a Value; the largest logit is taken out first, so nothing overflows."""
    largest = max(logit.data for logit in logits)
    return sum((logit - largest).exp() for logit in logits).log() + largest


def softmax(logits):
    """Return the list of the probabilities, Values: exp(logit) over the sum of all exponentials."""
    # Not exp(logit - log_sum_exp): beside a sum near 1000 three digits of the difference would be lost.
    largest = max(logit.data for logit in logits)
    exponentials = [(logit - largest).exp() for logit in logits]
    return [exponential / sum(exponentials) for exponential in exponentials]


def negative_log_likelihood(logits, label):
    """Return -log of the probability of the class `label`, a Value."""
    return log_sum_exp(logits) - logits[label]


def cross_entropy(outputs, labels):
    """Return the mean of the negative log likelihoods of several points, a Value."""
    losses = [negative_log_likelihood(logits, label) for logits, label in zip(outputs, labels, strict=True)]
    return sum(losses) / len(losses)


def train_classifier(model, points, labels, batches, rate=0.3):
    """Train `model` by gradient descent on the cross entropy; return each batch's loss before its step, floats."""
    return descend(cross_entropy, model, points, labels, batches, rate)
