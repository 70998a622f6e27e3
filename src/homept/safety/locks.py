"""What time and what is not known do to a person's safety: what keeps doses from growing, and when verdicts may change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from homept import _checks as checks
from homept.safety.tables import safety_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homept.exercise import Exercise
    from homept.safety.person import Clearance, Override, Person, Surgery

__all__ = ["next_change", "progression_locks"]


def progression_locks(person: Person, *, on: date) -> tuple[str, ...]:
    """
    Return the codes of what keeps every dose from growing for this person, whatever the pain scores say.

    ``not-screened``: no complete, current screening.
    ``surgery-without-limits``: a recent operation or injury for which no therapist's limits are in force.
    ``after-surgery``: a recent one with such limits; the pain policies were not made for it, so a therapist has to agree.
    ``unreliable-pain``: pain tells too little.

    How long an operation counts as recent is a number of the safety data, homept's own default; one whose day is not known
    counts as recent.

    >>> from datetime import date
    >>> from homept import Person, Screening
    >>> screening = Screening.all_clear(on=date(2026, 11, 20))
    >>> person = Person(age=70, conditions={"diabetic-neuropathy"}, screening=screening)
    >>> progression_locks(person, on=date(2026, 11, 23))
    ('unreliable-pain',)
    """
    general = safety_tables().general
    locks = set() if person.screened(on) else {"not-screened"}
    for surgery in person.surgeries:
        if is_recent(surgery, on):
            limited = any(limit.source == "therapist" and limit.holds(on) for limit in surgery.limits)
            locks.add("after-surgery" if limited else "surgery-without-limits")
    if person.unreliable_pain or person.known_conditions & frozenset(general["unreliable_pain"]["conditions"]):
        locks.add("unreliable-pain")
    return tuple(sorted(locks))


def is_recent(surgery: Surgery, on: date) -> bool:
    """Tell whether an operation or injury counts as recent; one whose day is not known does."""
    days = surgery.days_since(on)
    return days is None or days < safety_tables().general["after_surgery"]["recent_days"]


def may_be_operated(person: Person, side: str, on: date, *, limb: str = "lower") -> bool:
    """Tell whether the leg, or the arm, on *side* had a recent operation or injury, or may be the one that had."""
    return any(
        surgery.side in (None, "both", side) and is_recent(surgery, on)
        for surgery in person.surgeries
        if safety_tables().procedures[surgery.procedure].limb == limb
    )


def next_change(person: Person, *, on: date, exercises: Iterable[Exercise] = ()) -> date | None:
    """
    Return the first day after *on* on which a verdict or a lock may change for this person though nothing new is told.

    A limit ends, a clearance runs out, a rule for the first weeks after an operation ends, the screening expires, or a
    pregnancy may have come to the week from which a rule begins, when its week is to be told anew.
    A routine or a plan that goes on beyond that day is to be looked at anew.
    *exercises* are those whose own precautions count too; None says that no such day is known.

    >>> from datetime import date
    >>> from homept import Person, Screening
    >>> person = Person(age=70, conditions=set(), screening=Screening.all_clear(on=date(2026, 11, 20)))
    >>> next_change(person, on=date(2026, 11, 23))
    datetime.date(2027, 1, 2)
    """
    checks.check_day("on", on)
    days = (*_days_of_change(person, tuple(exercises)), *_days_of_weeks(person, on))
    return min((day for day in days if day > on), default=None)


def _days_of_weeks(person: Person, on: date) -> Iterator[date]:
    """The first days on which a pregnancy, whose week is told in full weeks, may have come to the week of a rule."""
    weeks = person.pregnancy_weeks
    for rule in safety_tables().conditions["pregnancy"].rules:
        if weeks is not None and rule.from_weeks is not None and rule.from_weeks > weeks:
            yield on + timedelta(days=(rule.from_weeks - weeks - 1) * 7 + 1)


def _days_of_change(person: Person, exercises: tuple[Exercise, ...]) -> Iterator[date]:
    a_day = timedelta(days=1)
    if person.screening is not None:
        yield person.screening.on
        yield person.screening.on + timedelta(days=safety_tables().expires_after_days) + a_day
    if person.changed_on is not None:
        yield person.changed_on
    words: tuple[Clearance | Override, ...] = (*person.clearances, *person.overrides)
    for word in words:
        yield word.on
        if word.expires is not None and word.expires < date.max:
            yield word.expires + a_day
    for surgery in person.surgeries:
        yield from (limit.until for limit in surgery.limits if limit.until is not None)
        if surgery.on is not None:
            yield from (surgery.on + timedelta(days=days) for days in _terms(surgery, exercises))


def _terms(surgery: Surgery, exercises: tuple[Exercise, ...]) -> set[int]:
    """The numbers of days after which something ends that began with an operation."""
    tables = safety_tables()
    ruled = {rule.within_days for rule in tables.procedures[surgery.procedure].rules}
    own = {precaution.within_days for exercise in exercises for precaution in exercise.precautions}
    recent: int = tables.general["after_surgery"]["recent_days"]
    return {recent, *(days for days in ruled | own if days is not None)}
