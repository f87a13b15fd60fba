"""My own small autograd engine. I wrote it last summer, after the video."""


class Value:
    """ one number in the graph """

    def __init__(self, data, _children=(), _op=''):
        self.data = data
        self.grad = 0
        self._prev = set(_children)
        self._op = _op
        self._backward = lambda: None

    def __add__(self, other):
        other = wrap(other)
        out = Value(self.data + other.data, (self, other), '+')

        def pull():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = pull
        return out

    def __mul__(self, other):
        other = wrap(other)
        out = Value(self.data * other.data, (self, other), '*')

        def pull():
            self.grad += out.grad * other.data
            other.grad += out.grad * self.data
        out._backward = pull
        return out

    def __pow__(self, n):
        assert isinstance(n, (int, float)), "the power must be a plain number"
        out = Value(self.data ** n, (self,), f'**{n}')

        def pull():
            self.grad += out.grad * n * self.data ** (n - 1)
        out._backward = pull
        return out

    def relu(self):
        out = Value(max(self.data, 0), (self,), 'ReLU')

        def pull():
            if out.data > 0:
                self.grad += out.grad
        out._backward = pull
        return out

    def backward(self):
        # children first, every node once
        order, seen = [], set()

        def visit(node):
            if node in seen:
                return
            seen.add(node)
            for child in node._prev:
                visit(child)
            order.append(node)

        visit(self)
        self.grad = 1
        while order:
            order.pop()._backward()

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        return self * other ** -1

    def __rtruediv__(self, other):
        return self ** -1 * other

    def __repr__(self):
        return f"Value({self.data}, grad {self.grad})"


def wrap(x):
    return x if isinstance(x, Value) else Value(x)
