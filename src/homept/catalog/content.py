"""The mark of a record's content, by which an approval is tied to exactly what was approved."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import attrs

from homept.dose import Dose

if TYPE_CHECKING:
    from homept.exercise import Exercise

__all__ = ["content_mark"]

#: What is not content: who looked at the record, where it came from, and whether it is still offered.
_ASIDE = ("review", "provenance", "withdrawn", "successor")
#: Of a cited work, what the record itself says; its title and what was read of it belong to the list of sources.
_CITED = ("source", "supports")
_DIGITS = 16


def content_mark(exercise: Exercise) -> str:
    """
    Return the mark of the content of *exercise*: its revision, and a digest of all that a reviewer judges.

    Any change of words, dose, traits, precautions, links or citations gives another mark; the review itself does not.
    It begins with a letter, so that no spreadsheet program takes it for a number.

    >>> import attrs
    >>> import homept
    >>> exercise = homept.load_catalog()["heel-slide"]
    >>> content_mark(exercise) == content_mark(attrs.evolve(exercise, level=2))
    False
    >>> len(content_mark(exercise))
    19
    """
    plain = {name: value for name, value in _plain(exercise).items() if name not in _ASIDE}
    plain["citations"] = [{name: one[name] for name in _CITED if name in one} for one in plain.get("citations", [])]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"r{exercise.revision}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def _plain(value: Any) -> Any:
    """The plain form; what is as by default is left out, so that a new optional field changes no mark."""
    if isinstance(value, Dose):
        return value.notation()
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if attrs.has(type(value)):
        told = ((field, getattr(value, field.name)) for field in attrs.fields(type(value)))
        return {field.name: _plain(found) for field, found in told if found != field.default}
    return value
