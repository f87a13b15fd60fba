"""Generics, a protocol, overloads, finals: everything that the module `typing` offers for annotations."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Protocol, Self, TypeVar, cast, final, overload, runtime_checkable

if TYPE_CHECKING:
    from torch import Tensor

Number = TypeVar("Number", int, float)


@runtime_checkable
class HasData(Protocol):
    data: Any


@final
class Value(Generic[Number]):
    __match_args__: ClassVar[tuple[str, ...]] = ("data", "grad")
    START: Final = 0.0

    def __init__(self, data: Number, _children: Iterable[Value] = (), _op: str = "", label: str = "") -> None:
        self.data: Number = data
        self.grad: float = self.START
        self._prev: tuple[Value[Number], ...] = tuple(_children)
        self._op, self.label = _op, label

    @classmethod
    def of(cls, thing: Self | Number) -> Self:
        return cast("Self", thing) if isinstance(thing, HasData) and isinstance(thing, cls) else cls(thing)

    @overload
    def __add__(self, other: int) -> Self: ...

    @overload
    def __add__(self, other: Self) -> Self: ...

    def __add__(self, other):
        return Value[float](self.data + self.of(other).data, (self, self.of(other)), "+")

    def __mul__(self, other: Self | Number) -> Self:
        return Value(self.data * self.of(other).data, (self, self.of(other)), "*")

    def __pow__(self, exponent: float, /) -> Self:
        if isinstance(exponent, Value):
            raise TypeError("a number, please")
        return Value(self.data**exponent, (self,), f"**{exponent}")

    def __neg__(self) -> Self: return self * -1
    def __sub__(self, other) -> Self: return self + -self.of(other)
    def __truediv__(self, other) -> Self: return self * self.of(other) ** -1
    def __radd__(self, other) -> Self: return self.of(other) + self
    def __rmul__(self, other) -> Self: return self.of(other) * self
    def __rsub__(self, other) -> Self: return self.of(other) - self
    def __rtruediv__(self, other) -> Self: return self.of(other) / self
    def relu(self) -> Self: return Value(self.data if self.data > 0 else 0.0, (self,), "relu")
    def tanh(self) -> Self: return Value(math.tanh(self.data), (self,), "tanh")
    def exp(self) -> Self: return Value(math.exp(self.data), (self,), "exp")
    def log(self) -> Self: return Value(math.log(self.data), (self,), "log")

    def backward(self) -> None:
        from backward import backward
        backward(self)
