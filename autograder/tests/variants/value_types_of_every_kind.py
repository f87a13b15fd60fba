"""Protocols, generics, overloads, Self, Final, Annotated, a NamedTuple for the graph, and an error of its own."""

from __future__ import annotations

import logging
import math
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import singledispatch, total_ordering
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, NamedTuple, Protocol, Self, TypeVar, overload, runtime_checkable
from weakref import WeakSet

if TYPE_CHECKING:
    import torch

T = TypeVar("T")
Number = Annotated[float, "a plain number"]
logging.getLogger(__name__).warning("value is imported")
warnings.warn("this is only a warning", DeprecationWarning, stacklevel=2)


class ExponentError(TypeError):
    pass


@runtime_checkable
class HasData(Protocol):
    data: float


class Made(NamedTuple):
    operands: tuple = ()
    op: str = ""


class Node(ABC):
    @abstractmethod
    def backward(self) -> None: ...


@total_ordering
class Value(Node):
    count: ClassVar[int] = 0
    NOTHING: Final = Made()

    def __init__(self, data: Number, _children: Iterable[Value] = (), _op: str = "", label: str = "") -> None:
        self.data, self.grad, self.label = data, 0.0, label
        self.made, self.users = Made(tuple(_children), _op), WeakSet()
        for child in self.made.operands:
            child.users.add(self)
        Value.count += 1

    @property
    def _prev(self) -> tuple:
        return self.made.operands

    @property
    def _op(self) -> str:
        return self.made.op

    def __lt__(self, other: Self) -> bool:
        return self.data < as_value(other).data

    @overload
    def __add__(self, other: Value) -> Value: ...
    @overload
    def __add__(self, other: float) -> Value: ...
    def __add__(self, other):
        return Value(self.data + (other := as_value(other)).data, (self, other), "+")

    def __mul__(self, other):
        return Value(self.data * (other := as_value(other)).data, (self, other), "*")

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, k: Number) -> Value:
        if isinstance(k, HasData):
            raise ExponentError("a Value cannot be an exponent")
        return Value(self.data**k, (self,), f"**{k}")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return self**-1 * other

    def _map(self, function: Callable[[float], float], op: str) -> Value:
        return Value(function(self.data), (self,), op)

    def relu(self): return self._map(lambda x: x * (x > 0), "relu")
    def tanh(self): return self._map(math.tanh, "tanh")
    def exp(self): return self._map(math.exp, "exp")
    def log(self): return self._map(math.log, "log")

    def backward(self) -> None:
        with suppress(ZeroDivisionError):
            from backward import backward
            backward(self)


@singledispatch
def as_value(thing: T) -> Value:
    return Value(thing)


@as_value.register
def _(thing: Value) -> Value:
    return thing


if __name__ == "__main__":
    import matplotlib.pyplot as plt
    plt.plot([Value(1.0).data])
