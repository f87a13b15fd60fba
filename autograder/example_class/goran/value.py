import math

V = lambda x: x if isinstance(x, Value) else Value(x)

class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data, self.grad, self._prev, self._op, self.label = data, 0.0, tuple(_children), _op, label

    def __repr__(self): return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, o): o = V(o); return Value(self.data + o.data, (self, o), '+')
    def __mul__(self, o): o = V(o); return Value(self.data * o.data, (self, o), '*')
    def __pow__(self, k):
        if isinstance(k, (int, float)): return Value(self.data**k, (self,), f'**{k}')
        raise TypeError(f'power must be a number, not {type(k).__name__}')

    def __neg__(self): return self * -1
    def __sub__(self, o): return self + -V(o)
    def __truediv__(self, o): return self * V(o)**-1
    def __radd__(self, o): return V(o) + self
    def __rmul__(self, o): return V(o) * self
    def __rsub__(self, o): return V(o) - self
    def __rtruediv__(self, o): return V(o) / self

    def relu(self): return Value(max(0., self.data), (self,), 'relu')
    def tanh(self): return Value(math.tanh(self.data), (self,), 'tanh')
    def exp(self): return Value(math.exp(self.data), (self,), 'exp')
    def log(self): return Value(math.log(self.data), (self,), 'log')

    def backward(self):
        from backward import backward
        backward(self)
