'''The methods are written by a program: a template, filled in and run, as namedtuple once was.'''

import math
import textwrap

TEMPLATE = """
def {name}(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return {result}
"""
BINARY = {
    "__add__": "Value(self.data + other.data, (self, other), '+')",
    "__mul__": "Value(self.data * other.data, (self, other), '*')",
    "__sub__": "self + (-other)", "__truediv__": "self * other**-1", "__radd__": "other + self",
    "__rmul__": "other * self", "__rsub__": "other - self", "__rtruediv__": "other / self",
}


class Value:
    def __init__(self, data, _children=(), _op="", label=""):
        vars(self).update(data=data, grad=0.0, _prev=tuple(_children), _op=_op, label=label)

    def __pow__(self, k):
        return Value(self.data ** float(k), (self,), f"**{float(k)}")

    def __neg__(self):
        return self * -1

    for name, result in BINARY.items():
        exec(TEMPLATE.format(name=name, result=result))
    for name in ("tanh", "exp", "log"):
        exec(textwrap.dedent(f"""
            def {name}(self):
                return Value(math.{name}(self.data), (self,), {name!r})
        """))
    del name, result

    def relu(self):
        return Value(self.data if self.data > 0 else 0.0, (self,), "relu")

    def backward(self):
        from backward import backward as walk
        walk(self)

    def __float__(self):
        raise TypeError("ask for its data")
