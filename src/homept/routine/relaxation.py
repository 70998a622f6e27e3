"""What to give up when nothing fits: the smallest sets of wishes whose loss leads to a routine."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.routine.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from homept.safety import Person

__all__ = ["Relaxation", "smallest_relaxations"]

_MOST_MINUTES = 180


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Relaxation(Value):
    """
    Wishes that, given up together, lead to a routine, and the exercises it would then hold.

    ``wishes`` are names of fields: of the request, or ``equipment`` and ``person.positions`` of the person.

    >>> Relaxation(wishes=("minutes",), exercises=("heel-slide",)).wishes
    ('minutes',)
    """

    wishes: tuple[str, ...] = attrs.field(converter=checks.words)
    exercises: tuple[str, ...] = attrs.field(converter=checks.words)


def smallest_relaxations(
    person: Person, request: Request, attempt: Callable[[Person, Request], tuple[str, ...] | None]
) -> tuple[Relaxation, ...]:
    """
    Return every smallest set of wishes that leads to a routine when given up; safety is never given up.

    *attempt* returns the ids that a person and a request lead to, or None.
    """
    wishes = list(_wishes(person, request))
    for size in range(1, len(wishes) + 1):
        found = []
        for some in combinations(wishes, size):
            lax_person, lax_request = person, request
            for wish in some:
                lax_person, lax_request = _without(wish, lax_person, lax_request)
            ids = attempt(lax_person, lax_request)
            if ids is not None:
                found.append(Relaxation(wishes=some, exercises=ids))
        if found:
            return tuple(found)
    return ()


def _wishes(person: Person, request: Request) -> Iterator[str]:
    """Name the wishes that are in force; giving up one that is not can change nothing."""
    for name in ("regions", "goals", "must_have", "must_not"):
        if getattr(request, name):
            yield name
    for name in ("max_exercises", "level", "positions"):
        if getattr(request, name) is not None:
            yield name
    yield "minutes"
    yield "equipment"
    if person.positions is not None:
        yield "person.positions"


def _without(wish: str, person: Person, request: Request) -> tuple[Person, Request]:
    if wish == "equipment":
        from homept.vocabulary import words

        return attrs.evolve(person, equipment=frozenset(word.id for word in words("equipment"))), request
    if wish == "person.positions":
        return attrs.evolve(person, positions=None), request
    if wish == "minutes":
        return person, attrs.evolve(request, minutes=_MOST_MINUTES)
    if wish == "max_exercises":
        return person, attrs.evolve(request, max_exercises=30)
    if wish in ("level", "positions"):
        return person, attrs.evolve(request, **{wish: None})  # type: ignore[arg-type]  # both may be None
    nothing: frozenset[str] = frozenset()
    return person, attrs.evolve(request, **{wish: nothing})  # type: ignore[arg-type]  # the other wishes are sets of words
