"""Unit 3 (Hana K.)"""

from itertools import chain, pairwise

from start_values import uniform
from value import Value


class Module:
    def parameters(self) -> list[Value]:
        return []

    def zero_grad(self) -> None:
        for parameter in self.parameters():
            parameter.grad = 0.0


class Neuron(Module):
    def __init__(self, nin: int, nonlin: bool = True) -> None:
        self.w = [Value(uniform()) for _ in range(nin)]
        self.b = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x) -> Value:
        if len(x) != len(self.w):
            raise ValueError(f"expected {len(self.w)} inputs, got {len(x)}")
        total = sum((w * xi for w, xi in zip(self.w, x, strict=True)), start=self.b)
        return total.relu() if self.nonlin else total

    def parameters(self) -> list[Value]:
        return [*self.w, self.b]


class Layer(Module):
    def __init__(self, nin: int, nout: int, nonlin: bool = True) -> None:
        self.neurons = [Neuron(nin, nonlin) for _ in range(nout)]

    def __call__(self, x):
        first, *rest = (neuron(x) for neuron in self.neurons)
        return [first, *rest] if rest else first

    def parameters(self) -> list[Value]:
        return list(chain.from_iterable(neuron.parameters() for neuron in self.neurons))


class MLP(Module):
    def __init__(self, nin: int, nouts: list[int]) -> None:
        self.layers = [Layer(n, m) for n, m in pairwise([nin, *nouts])]
        for neuron in self.layers[-1].neurons:
            neuron.nonlin = False

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self) -> list[Value]:
        return list(chain.from_iterable(layer.parameters() for layer in self.layers))
