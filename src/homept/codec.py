"""
Every public value to plain dicts and JSON, and back.

The outermost dict carries a stamp: ``"homept": 1`` for the version of the form and ``"type"`` for the class.
Reading is strict: an unknown key, a missing one or a bad value is an error that gives the path to it, and never repeats what
was found there, since most of what is stored is a person's data.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from math import isfinite
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints, overload

import attrs

from homept import catalog as _catalog
from homept import dose, exercise, load, measures, plan, policies, progress, routine, safety, target, vocabulary, work
from homept._value import Value
from homept.catalog.layers import catalog_of, with_withdrawn
from homept.errors import InvalidValue, UnknownWord

__all__ = ["VERSION", "from_dict", "from_json", "to_dict", "to_json", "types_with_codec"]

#: The version of the form; a number that grows when the form changes.
VERSION = 1

T = TypeVar("T")

_SCALARS = (str, int, bool, float)


@lru_cache(maxsize=1)
def types_with_codec() -> Mapping[str, type]:
    """
    Return every class that can be written and read, by its name.

    >>> types_with_codec()["Dose"].__name__
    'Dose'
    """
    found: dict[str, type] = {}
    for module in (dose, work, load, target, exercise, measures, policies, safety, routine, plan, progress):
        for name in module.__all__:
            member = getattr(module, name)
            if isinstance(member, type) and attrs.has(member):
                found[name] = member
    found |= {"Word": vocabulary.Word, "Changes": safety.Changes, "Patch": _catalog.Patch, "Catalog": _catalog.Catalog}
    found |= {"FilterCount": _catalog.FilterCount, "SearchHit": _catalog.SearchHit}
    return types.MappingProxyType(dict(sorted(found.items())))


def to_dict(value: Value | _catalog.Catalog) -> dict[str, Any]:
    """
    Return *value* as a dict of plain values, with the stamp.

    >>> from homept import Dose
    >>> to_dict(Dose.parse("2x10"))["type"]
    'Dose'
    """
    name = type(value).__name__
    if types_with_codec().get(name) is not type(value):
        raise InvalidValue("to_dict", "a public value of homept", f"type {name}")
    return {"homept": VERSION, "type": name, **_fields(value)}


def to_json(value: Value | _catalog.Catalog, *, indent: int | None = None) -> str:
    """
    Return *value* as JSON text.

    >>> from homept import Dose
    >>> from_json(to_json(Dose.parse("2x10"))) == Dose.parse("2x10")
    True
    """
    return json.dumps(to_dict(value), ensure_ascii=False, indent=indent)


@overload
def from_dict(data: Mapping[str, Any], kind: type[T]) -> T: ...
@overload
def from_dict(data: Mapping[str, Any], kind: None = None) -> Any: ...
def from_dict(data: Mapping[str, Any], kind: type[T] | None = None) -> Any:
    """
    Return the value that :func:`to_dict` wrote; with *kind*, refuse any other class.

    Raises :class:`homept.errors.InvalidValue` or :class:`homept.errors.UnknownWord` with the path to the bad value, and
    :class:`homept.errors.InvalidData` for a catalog whose records do not fit together.

    >>> from_dict({"homept": 99, "type": "Dose"})
    Traceback (most recent call last):
    ...
    homept.errors.InvalidValue: homept: expected a form of version 1 or older, found 99; a newer homept wrote this
    """
    if not isinstance(data, Mapping):
        raise InvalidValue("$", "an object with the keys homept and type", f"type {type(data).__name__}")
    body = dict(data)
    stamp, name = body.pop("homept", None), body.pop("type", None)
    if not isinstance(stamp, int) or isinstance(stamp, bool) or stamp < 1:
        raise InvalidValue("homept", f"the version stamp, a whole number such as {VERSION}")
    if stamp > VERSION:
        raise InvalidValue("homept", f"a form of version {VERSION} or older", f"{stamp}; a newer homept wrote this")
    if not isinstance(name, str) or name not in types_with_codec():
        raise InvalidValue("type", "the name of a public class of homept, such as Plan")
    if kind is not None and types_with_codec()[name] is not kind:
        raise InvalidValue("type", kind.__name__, name)
    return _read_value(types_with_codec()[name], body, "$")


@overload
def from_json(text: str | bytes, kind: type[T]) -> T: ...
@overload
def from_json(text: str | bytes, kind: None = None) -> Any: ...
def from_json(text: str | bytes, kind: type[T] | None = None) -> Any:
    """
    Return the value that :func:`to_json` wrote; errors as in :func:`from_dict`.

    >>> from_json('{"homept": 1, "type": "Hold", "seconds": -30, "hold_kind": "stretch"}')
    Traceback (most recent call last):
    ...
    homept.errors.InvalidValue: $.seconds: expected a whole number from 1 to 3600
    """
    try:
        data = json.loads(text, object_pairs_hook=_object)
    except InvalidValue:
        raise
    except json.JSONDecodeError as error:
        raise InvalidValue("$", "JSON text", f"an error at line {error.lineno}, column {error.colno}") from None
    except (ValueError, RecursionError):
        # Bytes that are no text, a number of thousands of digits, lists in lists without end.
        raise InvalidValue("$", "JSON text in UTF-8, as homept writes it") from None
    return from_dict(data, kind)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # Of two values neither can be trusted.
        raise InvalidValue("$", "JSON text without a key that comes twice in an object")
    return found


# -- writing ------------------------------------------------------------------------------------------------------------------


def _fields(value: Any) -> dict[str, Any]:
    kind: type = type(value)
    hints = _hints(kind)
    if isinstance(value, _catalog.Catalog):
        parts: dict[str, Any] = {"version": value.version, "language": value.language, "exercises": tuple(with_withdrawn(value))}
    else:
        parts = {name: getattr(value, name) for name in hints}
    return {name: _plain(parts[name], hint) for name, hint in hints.items()}


def _plain(value: Any, hint: Any) -> Any:
    if isinstance(value, str):
        return str(value)  # a word may be a member of an enumeration
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        inner = get_args(_without_none(hint))
        hints = [inner[0]] * len(value) if len(inner) == 2 and inner[1] is Ellipsis else list(inner)
        return [_plain(member, one) for member, one in zip(value, hints)]
    if isinstance(value, frozenset):
        return sorted(value)
    assert attrs.has(type(value)), f"no plain form for {type(value).__name__}"
    tag = {"type": type(value).__name__} if len(_classes(hint)) > 1 else {}
    return {**tag, **_fields(value)}


# -- reading ------------------------------------------------------------------------------------------------------------------


def _read_value(kind: type, body: Any, path: str) -> Any:
    if not isinstance(body, Mapping):
        raise InvalidValue(path, "an object", f"type {type(body).__name__}")
    hints = _hints(kind)
    for key in body:
        if key not in hints:
            raise InvalidValue(f"{path}.{key}", f"one of the keys {', '.join(hints)}")
    for name in hints:
        if name not in body and name in _required(kind):
            raise InvalidValue(f"{path}.{name}", "a value; it is missing")
    found = {name: _read(body[name], hints[name], f"{path}.{name}") for name in hints if name in body}
    return _make(kind, found, path)


def _make(kind: type, found: dict[str, Any], path: str) -> Any:
    try:
        return catalog_of(**found) if kind is _catalog.Catalog else kind(**found)
    except InvalidValue as error:
        place = error.path.partition(".")[2] if error.path.partition(".")[0] == kind.__name__ else error.path
        raise InvalidValue(f"{path}.{place}" if place else path, error.expected) from None
    except UnknownWord as error:
        place = error.path.partition(".")[2]
        raise UnknownWord(f"{path}.{place}" if place else path, error.facet, error.word, error.suggestions, error.hint) from None


def _read(data: Any, hint: Any, path: str) -> Any:
    if data is None:
        if type(None) in get_args(hint):
            return None
        raise InvalidValue(path, f"{_wanted(hint)}, not null")
    hint = _without_none(hint)
    if _classes(hint):
        return _read_class(data, _classes(hint), path)
    if get_origin(hint) is tuple:
        return _read_tuple(data, get_args(hint), path)
    if get_origin(hint) is frozenset:
        rows = _read_tuple(data, (*get_args(hint), Ellipsis), path)
        if len(set(rows)) != len(rows):
            raise InvalidValue(path, "a list without repeated members")
        return frozenset(rows)
    return _read_scalar(data, hint, path)


def _read_class(data: Any, classes: tuple[type, ...], path: str) -> Any:
    if len(classes) == 1:
        return _read_value(classes[0], data, path)
    by_name = {kind.__name__: kind for kind in classes}
    name = data.get("type") if isinstance(data, Mapping) else None
    if not isinstance(name, str) or name not in by_name:
        raise InvalidValue(f"{path}.type", f"one of {', '.join(by_name)}")
    return _read_value(by_name[name], {key: value for key, value in data.items() if key != "type"}, path)


def _read_tuple(data: Any, inner: tuple[Any, ...], path: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise InvalidValue(path, "a list", f"type {type(data).__name__}")
    if len(inner) == 2 and inner[1] is Ellipsis:
        inner = (inner[0],) * len(data)
    if len(inner) != len(data):
        raise InvalidValue(path, f"a list of {len(inner)} members")
    return tuple(_read(member, hint, f"{path}[{number}]") for number, (member, hint) in enumerate(zip(data, inner)))


def _read_scalar(data: Any, hint: Any, path: str) -> Any:
    try:
        found = _scalar(data, hint)
    except (ValueError, ArithmeticError):
        raise InvalidValue(path, _wanted(hint)) from None
    if found is None:
        raise InvalidValue(path, _wanted(hint), f"type {type(data).__name__}")
    return found


def _scalar(data: Any, hint: Any) -> Any:
    """Return the value that *data* stands for, None where it is of another type; a bad value of the right type raises."""
    if hint in (date, datetime, time):
        return hint.fromisoformat(data) if isinstance(data, str) else None
    if hint is Decimal:
        return _finite(Decimal(data), Decimal.is_finite) if isinstance(data, str) else None
    # A bool is an int to Python, and never one to us.
    if isinstance(data, bool) != (hint is bool):
        return None
    if hint is float:
        return _finite(float(data), isfinite) if isinstance(data, (int, float)) else None
    if isinstance(data, str):
        data.encode()  # refuses what UTF-8 cannot hold
    return data if isinstance(data, hint) else None


def _finite(number: Any, is_finite: Callable[[Any], bool]) -> Any:
    if not is_finite(number):
        raise ValueError("not finite")
    return number


def _wanted(hint: Any) -> str:
    names = {
        str: "a text",
        int: "a whole number",
        bool: "true or false",
        float: "a number",
        date: "a date such as 2026-11-23",
        datetime: "a date and time with its offset, such as 2026-11-23T07:40:00+00:00",
        time: "a time such as 07:30:00",
        Decimal: "a decimal number as a text, such as '2.5'",
    }
    return names.get(hint, "a value")


# -- types --------------------------------------------------------------------------------------------------------------------


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of a class's fields; names that its module imports for type checkers only are found among the public ones."""
    if kind is _catalog.Catalog:
        return {"version": str, "language": str, "exercises": tuple[exercise.Exercise, ...]}
    names: dict[str, Any] = {
        "Work": work.Work,
        "Load": load.Load,
        "Any": Any,
        "ClassVar": ClassVar,
        "Mapping": Mapping,
        "Check": Any,
    }
    names |= types_with_codec()
    hints = get_type_hints(kind, vars(sys.modules[kind.__module__]), names)
    return {field.name: hints[field.name] for field in attrs.fields(kind)}


@cache
def _required(kind: type) -> frozenset[str]:
    """The names of the fields that have to be there."""
    if kind is _catalog.Catalog:
        return frozenset(_hints(kind))
    return frozenset(field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        rest = tuple(one for one in get_args(hint) if one is not type(None))
        return Union[rest]
    return hint


@cache
def _classes(hint: Any) -> tuple[type, ...]:
    """The homept classes that a type allows, empty when it is no class of homept's."""
    hint = _without_none(hint)
    members = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return tuple(one for one in members if isinstance(one, type) and attrs.has(one))
