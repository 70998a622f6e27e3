"""Stops: the signs of the screening, and the age, that forbid building anything at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from homept import _checks as checks
from homept.errors import StopAndContact
from homept.safety.tables import STOP_KINDS, safety_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from homept.safety.person import Clearance, Override, Person

__all__ = ["screen"]


def screen(person: Person, *, on: date, language: str = "en") -> None:
    """
    Raise :class:`homept.errors.StopAndContact` when the screening, or the person's age, forbids building anything.

    A clearance or an override whose scope names the question lifts a sign, but never one of an emergency, and never one that
    was told after it was given; whom homept was not made for, only an override lets on.
    A yes never expires by itself: it counts until a newer screening says no.

    >>> from datetime import date
    >>> from homept import Person, Screening
    >>> screen(Person(age=30, conditions=set(), screening=Screening.all_clear(on=date(2026, 11, 20))), on=date(2026, 11, 23))
    """
    from homept.messages import messages

    checks.check_day("on", on)
    said = messages(language)
    signs = standing_signs(person, on=on)
    if signs:
        codes = [code for _, code in signs]
        # Several signs often lead to the same words; nobody needs to read them twice.
        sentences = list(dict.fromkeys(said(f"stop.{code}") for code in codes))
        raise StopAndContact(signs[0][0], codes, sentences)


def standing_signs(person: Person, *, on: date) -> list[tuple[str, str]]:
    """Return the kind and the code of each sign that nobody lifted, the most urgent first."""
    signs = [(sign.kind, sign.code) for sign in _stop_signs(person) if _lifted_by(person, sign, on) is None]
    return sorted(signs, key=lambda sign: (STOP_KINDS.index(sign[0]), sign[1]))


def lifted_signs(person: Person, *, on: date) -> tuple[str, ...]:
    """Return who lifted the signs of a person, when and why, each once."""
    words = [_lifted_by(person, sign, on) for sign in _stop_signs(person)]
    return tuple(sorted({word.signature() for word in words if word is not None}))


class _Sign(NamedTuple):
    """One sign, with the day on which it was told where there is one."""

    kind: str
    code: str
    told_on: date | None = None


def _stop_signs(person: Person) -> Iterator[_Sign]:
    if person.screening is not None:
        for question in safety_tables().questions:
            if person.screening.answer(question.id) == "yes":
                yield _Sign(question.kind, question.id, person.screening.on)
    adult_from = safety_tables().general["adult"]["from_age"]
    if person.adult is False or (person.age is not None and person.age < adult_from):
        yield _Sign("out-of-scope", "not-an-adult")
    elif person.age is None and person.adult is None:
        yield _Sign("out-of-scope", "adulthood-unknown")


def _lifted_by(person: Person, sign: _Sign, on: date) -> Clearance | Override | None:
    """Return the word of a clinician who, knowing of the sign, allowed to go on."""
    if sign.kind == "emergency":
        return None
    # Whom homept was not made for needs the recorded reason that an override holds.
    words: tuple[Clearance | Override, ...] = person.overrides
    if sign.kind != "out-of-scope":
        words = (*words, *person.clearances)
    knew = (word for word in words if sign.told_on is None or sign.told_on <= word.on)
    return next((word for word in knew if sign.code in word.scope and word.holds(on)), None)
