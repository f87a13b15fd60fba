"""Lambdas, one line each, semicolons, and attributes set in a loop."""

import math; W = lambda x: x if isinstance(x, Value) else Value(x)

class Value:
    def __init__(s, data, _children=(), _op='', label=''): s.data = data; s.grad = 0; s._prev = set(_children); s._ops = _children; s._op = _op; s.label = label; s._backward = lambda: None
    def __repr__(s): return f'V({s.data:.4f})'
    def __pow__(s, k): assert isinstance(k, (int, float)), 'plain exponents only'; return Value(s.data ** k, (s,), f'**{k}')

Value.__add__ = Value.__radd__ = lambda s, o: (lambda o: Value(s.data + o.data, (s, o), '+'))(W(o))
Value.__mul__ = Value.__rmul__ = lambda s, o: (lambda o: Value(s.data * o.data, (s, o), '*'))(W(o))
Value.__neg__ = lambda s: s * -1
Value.__sub__ = lambda s, o: s + -W(o)
Value.__rsub__ = lambda s, o: W(o) + -s
Value.__truediv__ = lambda s, o: s * W(o) ** -1
Value.__rtruediv__ = lambda s, o: W(o) * s ** -1
for name, f in dict(relu=lambda x: (x > 0) * x, tanh=math.tanh, exp=math.exp, log=math.log).items(): setattr(Value, name, lambda s, f=f, name=name: Value(f(s.data), (s,), name))
del name, f

def backward(self):
    order, seen, waiting = [], set(), [(self, 0)]
    while waiting:
        v, done = waiting.pop()
        if done: order.append(v)
        elif v not in seen: seen.add(v); waiting += [(v, 1), *((o, 0) for o in v._ops)]
    self.grad = 1
    for v in reversed(order):
        a = v._ops[0] if v._ops else None; b = v._ops[-1] if v._ops else None
        if v._op == '+': a.grad += v.grad; b.grad += v.grad
        elif v._op == '*': x, y = a.data, b.data; a.grad += y * v.grad; b.grad += x * v.grad
        elif v._op: a.grad += v.grad * {'relu': lambda: v.data > 0, 'tanh': lambda: 1 - v.data ** 2, 'exp': lambda: v.data, 'log': lambda: 1 / a.data}.get(v._op, lambda: float(v._op[2:]) * a.data ** (float(v._op[2:]) - 1))()

Value.backward = backward
