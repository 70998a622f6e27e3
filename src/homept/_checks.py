"""
Checks for the fields of values, as attrs validators and converters.

Each check names the field and what would be right.
Those whose names begin with ``private_`` are for a person's data and never repeat what they found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homept.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from attrs import Attribute

    Check = Callable[[Any, Attribute[Any], Any], None]


def _path(instance: object, attribute: Attribute[Any]) -> str:
    return f"{type(instance).__name__}.{attribute.name}"


def whole(low: int, high: int | None = None, *, private: bool = False) -> Check:
    """A whole number from *low* to *high*, both allowed; *high* None means no upper bound."""
    expected = f"a whole number, {low} or more" if high is None else f"a whole number from {low} to {high}"

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        ok = isinstance(value, int) and not isinstance(value, bool) and low <= value and (high is None or value <= high)
        if not ok:
            raise InvalidValue(_path(instance, attribute), expected, None if private else repr(value))

    return check


def optional(inner: Check) -> Check:
    """None, or what *inner* allows."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if value is not None:
            inner(instance, attribute, value)

    return check


def one_of(*allowed: str, private: bool = False) -> Check:
    """One of the words *allowed*."""
    expected = "one of " + ", ".join(allowed)

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if value not in allowed:
            raise InvalidValue(_path(instance, attribute), expected, None if private else repr(value))

    return check


def text(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidValue(_path(instance, attribute), "a text that is not blank", repr(value))


def a(*kinds: type, name: str = "") -> Check:
    """An instance of one of *kinds*, called *name* in the message."""
    wanted = name or " or ".join(kind.__name__ for kind in kinds)

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise InvalidValue(_path(instance, attribute), f"a value of type {wanted}", f"type {type(value).__name__}")

    return check


def each(inner: Check) -> Check:
    """A tuple of which each member passes *inner*."""

    def check(instance: object, attribute: Attribute[Any], value: Iterable[object]) -> None:
        for index, member in enumerate(value):
            try:
                inner(instance, attribute, member)
            except InvalidValue as error:
                raise InvalidValue(f"{error.path}[{index}]", error.expected, error.found) from None

    return check


def listed(value: Iterable[Any]) -> tuple[Any, ...]:
    """Make a tuple of any collection but a bare string, which is refused since it would fall apart into letters."""
    if isinstance(value, str):
        raise InvalidValue("", f"a collection of words; write {{{value!r}}} for one word", "a bare string")
    return tuple(value)


def words(value: Iterable[str]) -> tuple[str, ...]:
    """Make a tuple of words; a bare string is refused."""
    return listed(value)


def word_set(value: Iterable[str]) -> frozenset[str]:
    """Make a set of words; a bare string is left as it is, for a validator that can name the field to refuse."""
    return value if isinstance(value, str) else frozenset(value)  # type: ignore[return-value]  # see above


def optional_word_set(value: Iterable[str] | None) -> frozenset[str] | None:
    """Make a set of words, or keep None."""
    return None if value is None else word_set(value)


def word_pairs(value: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    """Make a tuple of pairs of words."""
    return tuple((first, second) for first, second in value)


def is_id(value: object) -> bool:
    """Tell whether *value* is an id: at most 64 of ``a-z0-9.-``, as ``[namespace.]slug``."""
    if not isinstance(value, str) or not 0 < len(value) <= 64:
        return False
    parts = value.split(".")
    return len(parts) <= 2 and all(
        part and part[0] != "-" and part[-1] != "-" and all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in part)
        for part in parts
    )


def an_id(instance: object, attribute: Attribute[Any], value: object) -> None:
    """An id as :func:`is_id` tells it."""
    if not is_id(value):
        raise InvalidValue(
            _path(instance, attribute), "an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -", repr(value)
        )


def aware(instance: object, attribute: Attribute[Any], value: Any) -> None:
    """A datetime with a time zone."""
    from datetime import datetime

    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise InvalidValue(
            _path(instance, attribute), "a datetime with a time zone, such as datetime(..., tzinfo=ZoneInfo('Europe/Dublin'))"
        )


def calendar_day(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A date, not a datetime."""
    check_day(_path(instance, attribute), value)


def check_day(path: str, value: object) -> None:
    """Refuse what is not a date, or is a datetime, which type checkers take for a date."""
    from datetime import date, datetime

    if not isinstance(value, date) or isinstance(value, datetime):
        raise InvalidValue(path, "a date without a time, such as date(2026, 11, 23)")
