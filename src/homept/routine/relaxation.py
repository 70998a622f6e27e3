"""What to give up when nothing fits: the smallest sets of wishes whose loss leads to a routine."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.routine.request import Request
from homept.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from homept.safety import Person

    _Attempt = Callable[[Person, Request], tuple[str, ...] | None]

__all__ = ["Relaxation", "smallest_relaxations"]

# What each field of a request is where nothing is wished for; the numbers are the most that a request may hold.
_NO_WISH: dict[str, Any] = {
    "regions": frozenset(),
    "goals": frozenset(),
    "must_have": frozenset(),
    "must_not": frozenset(),
    "max_exercises": 30,
    "level": 4,
    "positions": None,
    "minutes": 180,
}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Relaxation(Value):
    """
    Wishes that, given up together, lead to a routine, and the exercises it would then hold.

    ``wishes`` are names of fields: of the request, or ``equipment`` and ``person.positions`` of the person.

    >>> Relaxation(wishes=("minutes",), exercises=("heel-slide",)).wishes
    ('minutes',)
    """

    wishes: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.strings)
    exercises: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.strings)


def smallest_relaxations(person: Person, request: Request, attempt: _Attempt) -> tuple[Relaxation, ...]:
    """
    Return every smallest set of wishes that leads to a routine when given up; safety is never given up.

    *attempt* returns the ids that a person and a request lead to, or None.
    """
    wishes = tuple(_wishes(person, request))
    # Giving up everything tells at once whether any of the many sets can help.
    if attempt(*_without(wishes, person, request)) is None:
        return ()
    by_size = (_leading_on(combinations(wishes, size), person, request, attempt) for size in range(1, len(wishes) + 1))
    return next(found for found in by_size if found)


def _leading_on(sets: Iterable[tuple[str, ...]], person: Person, request: Request, attempt: _Attempt) -> tuple[Relaxation, ...]:
    tried = ((wishes, attempt(*_without(wishes, person, request))) for wishes in sets)
    return tuple(Relaxation(wishes=wishes, exercises=ids) for wishes, ids in tried if ids is not None)


def _wishes(person: Person, request: Request) -> Iterator[str]:
    """Name the wishes that are in force; giving up one that is not can change nothing."""
    for name in ("regions", "goals", "must_have", "must_not"):
        if getattr(request, name):
            yield name
    if request.max_exercises is not None:
        yield "max_exercises"
    if request.level != _NO_WISH["level"]:  # Without a level, the policy has one.
        yield "level"
    if request.positions is not None:
        yield "positions"
    yield "minutes"
    yield "equipment"
    if person.positions is not None:
        yield "person.positions"


def _without(wishes: Iterable[str], person: Person, request: Request) -> tuple[Person, Request]:
    """Return the person and the request without these wishes; what the person can do is not a wish and stays."""
    for wish in wishes:
        if wish == "equipment":
            person = attrs.evolve(person, equipment=frozenset(word.id for word in words("equipment")))
        elif wish == "person.positions":
            person = attrs.evolve(person, positions=None)
        else:
            request = _given_up(request, wish)
    return person, request


def _given_up(request: Request, wish: str) -> Request:
    """Return the request without one wish; what is no longer asked for has no weight either."""
    gone = request.regions if wish == "regions" else request.goals if wish == "goals" else frozenset()
    weights = tuple((word, weight) for word, weight in request.weights if word not in gone)
    return attrs.evolve(request, weights=weights, **{wish: _NO_WISH[wish]})
