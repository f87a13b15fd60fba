def mean(xs): return sum(xs) / len(xs)

def hinge_loss(scores, labels): return mean([(1 - y*s).relu() for s, y in zip(scores, labels)])

def squared_error(scores, labels): return mean([(s - y)**2 for s, y in zip(scores, labels)])

def l2_penalty(parameters, alpha): return alpha * sum(p*p for p in parameters)

def accuracy(scores, labels): return sum((s.data > 0) == (y > 0) for s, y in zip(scores, labels)) / len(labels)

def sgd_step(parameters, rate):
    for p in parameters: p.data -= rate * p.grad

def train(model, points, labels, batches, rate=0.3):
    losses, n = [], len(batches)
    for k, batch in enumerate(batches):
        loss = hinge_loss([model(points[i]) for i in batch], [labels[i] for i in batch])
        loss.backward()
        sgd_step(model.parameters(), rate * (1 - 0.9*k/n))
        losses.append(loss.data)
        if k % 100 == 0: print('step', k, 'loss', loss.data)
    return losses
