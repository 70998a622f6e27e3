"""
Checks for the fields of values, as attrs validators and converters.

Each check names the field and what would be right.
What was found is told too, except of the classes that hold a person's data (``_private``), whose errors never repeat it.
Converters leave what they cannot convert as it is, for a check that can name the field to refuse it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from homept.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeGuard

    from attrs import Attribute

    Check = Callable[[Any, Attribute[Any], Any], None]


def _path(instance: object, attribute: Attribute[Any]) -> str:
    return f"{type(instance).__name__}.{attribute.name}"


def refusal(instance: object, attribute: Attribute[Any], expected: str, value: object) -> InvalidValue:
    """Make the error for *value* in a field; what is found in a person's data is not shown."""
    return InvalidValue(_path(instance, attribute), expected, None if _is_private(instance) else repr(value))


def _is_private(instance: object) -> bool:
    private: bool = getattr(instance, "_private", False)
    return private


def whole(low: int, high: int | None = None) -> Check:
    """A whole number from *low* to *high*, both allowed; *high* None means no upper bound."""
    expected = f"a whole number, {low} or more" if high is None else f"a whole number from {low} to {high}"

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        ok = isinstance(value, int) and not isinstance(value, bool) and low <= value and (high is None or value <= high)
        if not ok:
            raise refusal(instance, attribute, expected, value)

    return check


def number(low: float, high: float) -> Check:
    """A number from *low* to *high*, both allowed."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        # NaN lies between no two numbers.
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not low <= value <= high:
            raise refusal(instance, attribute, f"a number from {low} to {high}", value)

    return check


def optional(inner: Check) -> Check:
    """None, or what *inner* allows."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if value is not None:
            inner(instance, attribute, value)

    return check


def one_of(*allowed: str) -> Check:
    """One of the words *allowed*."""
    expected = "one of " + ", ".join(allowed)

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if value not in allowed:
            raise refusal(instance, attribute, expected, value)

    return check


def text(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A text that is not blank."""
    if not is_text(value) or not value.strip():
        raise refusal(instance, attribute, "a text that is not blank", value)


def any_text(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A text, blank or not."""
    if not is_text(value):
        raise refusal(instance, attribute, "a text", value)


def is_text(value: object) -> TypeGuard[str]:
    """Tell whether *value* is a text that UTF-8 can hold; one that it cannot hold could be written down, and never stored."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def a(*kinds: type, name: str = "") -> Check:
    """An instance of one of *kinds*, called *name* in the message."""
    wanted = name or " or ".join(kind.__name__ for kind in kinds)

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise InvalidValue(_path(instance, attribute), f"a value of type {wanted}", f"type {type(value).__name__}")

    return check


def each(inner: Check) -> Check:
    """A tuple of which each member passes *inner*."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple):
            raise InvalidValue(_path(instance, attribute), "a collection, such as a list", f"type {type(value).__name__}")
        for index, member in enumerate(value):
            try:
                inner(instance, attribute, member)
            except InvalidValue as error:
                raise InvalidValue(f"{error.path}[{index}]", error.expected, error.found) from None

    return check


def strings(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A tuple or a set of texts."""
    if not isinstance(value, (tuple, frozenset)) or not all(map(is_text, value)):
        raise not_words(_path(instance, attribute), value, private=_is_private(instance))


def rows(*kinds: type) -> Check:
    """A tuple of tuples, each with members of these types."""
    expected = "rows of " + " and ".join("a text" if kind is str else "a whole number" for kind in kinds)

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple) or not all(is_row(row, kinds) for row in value):
            raise refusal(instance, attribute, expected, value)

    return check


def is_row(value: object, kinds: tuple[type, ...] = (str, str)) -> bool:
    """Tell whether *value* is a tuple with members of these types: text or whole number."""
    if not isinstance(value, tuple) or len(value) != len(kinds):
        return False
    return all(is_text(member) if kind is str else type(member) is kind for kind, member in zip(kinds, value))


def not_words(path: str, value: object, *, private: bool) -> InvalidValue:
    """Make the error for what should be a collection of words."""
    if isinstance(value, str) and not private:
        return InvalidValue(path, f"a collection of words; write {{{value!r}}} for one word", "a bare string")
    return InvalidValue(path, "a collection of words, such as a set", None if private else repr(value))


def listed(value: Iterable[Any]) -> tuple[Any, ...]:
    """Make a tuple of any collection but a bare string, which would fall apart into letters."""
    return tuple(value) if _is_collection(value) else value  # type: ignore[return-value]  # for a check to refuse


def words(value: Iterable[str]) -> tuple[str, ...]:
    """Make a tuple of words, as plain strings."""
    return tuple(map(_plain, value)) if _is_collection(value) else value  # type: ignore[return-value]  # for a check to refuse


def word_set(value: Iterable[str]) -> frozenset[str]:
    """Make a set of words, as plain strings."""
    members = words(value)
    # What cannot be hashed is no word.
    if isinstance(members, tuple) and all(isinstance(member, str) for member in members):
        return frozenset(members)
    return members  # type: ignore[return-value]  # for a check to refuse


def optional_word_set(value: Iterable[str] | None) -> frozenset[str] | None:
    """Make a set of words, or keep None."""
    return None if value is None else word_set(value)


def word_pairs(value: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    """Make a tuple of pairs of words, as plain strings."""
    return tuple(map(words, value)) if _is_collection(value) else value  # type: ignore[return-value, arg-type]  # for a check to refuse


def _is_collection(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)


def _plain(word: str) -> str:
    # A member of one of the enumerations becomes the string that it stands for.
    return str(word) if isinstance(word, str) else word


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
        raise refusal(instance, attribute, "an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -", value)


def ids(instance: object, attribute: Attribute[Any], value: Any) -> None:
    """A set of ids of exercises."""
    strings(instance, attribute, value)
    for id in value:
        if not is_id(id):
            raise refusal(instance, attribute, "ids of exercises", id)


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
