"""
What all values of homept share: equality, hash and repr by their fields.

One generic form instead of three generated methods a class makes a class three times cheaper to create, which is what keeps
``import homept`` and the first look-up close to the price of ``import attrs``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from homept import _checks as checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homept._checks import Check


class Value:
    """The base of every homept value; its classes are made with ``attrs.frozen(eq=False, repr=False)``."""

    __slots__ = ()
    # Whether it holds a person's data, which errors never repeat.
    _private: ClassVar[bool] = False
    if TYPE_CHECKING:
        # Filled by attrs, which also reads it in this form.
        __attrs_attrs__: Any

    def _fields(self) -> Iterable[tuple[str, Any]]:
        for attribute in self.__attrs_attrs__:
            yield attribute.name, getattr(self, attribute.name)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(mine == getattr(other, name) for name, mine in self._fields())

    def __hash__(self) -> int:
        return hash((self.__class__, *(value for _, value in self._fields())))

    def __repr__(self) -> str:
        defaults = {attribute.name: attribute.default for attribute in self.__attrs_attrs__}
        shown = (f"{name}={_shown(value)}" for name, value in self._fields() if value != defaults[name])
        return f"{self.__class__.__name__}({', '.join(shown)})"


def _shown(value: object) -> str:
    if isinstance(value, frozenset) and value:
        # In order, so that equal values look the same.
        return f"frozenset({{{', '.join(sorted(map(repr, value)))}}})"
    return repr(value)


class CheckedValue(Value):
    """
    A value whose fields are checked by a table instead of by validators and converters of attrs.

    The classes that a first look-up needs are made this way: each validator and converter makes its class dearer to create.
    ``_RULES`` has a check for each field that needs one; ``_TUPLES`` names the fields that take any collection but a string.
    """

    __slots__ = ()
    _RULES: ClassVar[Mapping[str, Check]] = {}
    _TUPLES: ClassVar[tuple[str, ...]] = ()

    def __attrs_post_init__(self) -> None:
        for name in self._TUPLES:
            value = getattr(self, name)
            if type(value) is not tuple:
                found = checks.listed(value)
                if type(found) is not tuple:
                    raise checks.not_words(f"{type(self).__name__}.{name}", value, private=self._private)
                object.__setattr__(self, name, found)
        for attribute in self.__attrs_attrs__:
            rule = self._RULES.get(attribute.name)
            if rule is not None:
                rule(self, attribute, getattr(self, attribute.name))


class HealthValue(Value):
    """A value that holds a person's data: neither its repr nor an error about it shows any content."""

    __slots__ = ()
    _private = True

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__}>"
