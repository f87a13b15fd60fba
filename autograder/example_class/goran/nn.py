import random
from value import Value

class Module:
    def parameters(self): return []
    def zero_grad(self):
        for p in self.parameters(): p.grad = 0.0

class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w, self.b, self.nonlin = [Value(random.uniform(-1, 1)) for _ in range(nin)], Value(0.0), nonlin
    def __call__(self, x):
        if len(x) != len(self.w): raise ValueError(f'need {len(self.w)} inputs, got {len(x)}')
        s = sum([w*v for w, v in zip(self.w, x)], self.b)
        return s.relu() if self.nonlin else s
    def parameters(self): return [*self.w, self.b]

class Layer(Module):
    def __init__(self, nin, nout, nonlin=True): self.neurons = [Neuron(nin, nonlin) for _ in range(nout)]
    def __call__(self, x):
        out = [n(x) for n in self.neurons]
        return out if out[1:] else out[0]
    def parameters(self): return [p for n in self.neurons for p in n.parameters()]

class MLP(Module):
    def __init__(self, nin, nouts):
        self.layers = [Layer(a, b, nonlin=i < len(nouts)) for i, (a, b) in enumerate(zip([nin, *nouts], nouts), 1)]
    def __call__(self, x):
        for l in self.layers: x = l(x)
        return x
    def parameters(self): return [p for l in self.layers for p in l.parameters()]
