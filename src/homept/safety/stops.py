"""Stops: the signs of the screening, and the age, that forbid building anything at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    was told after it was given.
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
    signs = [(kind, code) for kind, code, told_on in _stop_signs(person) if not _may_pass(person, kind, code, told_on, on)]
    return sorted(signs, key=lambda sign: (STOP_KINDS.index(sign[0]), sign[1]))


def _stop_signs(person: Person) -> Iterator[tuple[str, str, date | None]]:
    """Give the kind, the code and, where there is one, the day of each sign."""
    if person.screening is not None:
        for question in safety_tables().questions:
            if person.screening.answer(question.id) == "yes":
                yield question.kind, question.id, person.screening.on
    adult_from = safety_tables().general["adult"]["from_age"]
    if person.adult is False or (person.age is not None and person.age < adult_from):
        yield "out-of-scope", "not-an-adult", None
    elif person.age is None and person.adult is None:
        yield "out-of-scope", "adulthood-unknown", None


def _may_pass(person: Person, kind: str, code: str, told_on: date | None, on: date) -> bool:
    """Tell whether a clinician, knowing of the sign, allowed to go on."""
    if kind == "emergency":
        return False
    words: tuple[Clearance | Override, ...] = (*person.overrides, *person.clearances)
    return any(code in word.scope and word.holds(on) and (told_on is None or told_on <= word.on) for word in words)
