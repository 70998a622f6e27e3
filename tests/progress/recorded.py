"""What the tests of progress share: routines of a few exercises, plans for them, and journals that tell of sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import attrs
from ten_exercises import ten_exercises

import homept as pt
from homept.plan import Occurrence
from homept.progress import Advice, Entry
from homept.routine import Origin, Routine

MONDAY = date(2026, 11, 23)
CATALOG = ten_exercises()
PERSON = pt.Person(
    age=40,
    conditions=(),
    equipment={"chair", "wall", "counter", "mat"},
    gets_up_from_floor=True,
    screening=pt.Screening.all_clear(on=MONDAY),
)


def day(number: int) -> date:
    """Return the day so many days after the Monday."""
    return MONDAY + timedelta(days=number)


def at(when: int | date, hour: int = 8, minute: int = 0) -> datetime:
    """Return a moment on a day, which may be given by its number after the Monday."""
    found = when if isinstance(when, date) else day(when)
    return datetime.combine(found, time(hour, minute), tzinfo=UTC)


def prescribed(doses: Mapping[str, str | None], **fields: Any) -> Routine:
    """Return a routine that a clinician prescribed: exercises with their doses, None for the first dose of the record."""
    wanted = {id: None if dose is None else pt.Dose.parse(dose) for id, dose in doses.items()}
    routine = pt.prescribe(CATALOG, wanted, person=PERSON, by="A. Example", on=MONDAY)
    return attrs.evolve(routine, **fields)


def built(*ids: str, doses: Mapping[str, str] | None = None, **fields: Any) -> Routine:
    """Return a routine of these exercises as homept would have built it; with *doses* where they are not the first ones."""
    routine = prescribed({id: (doses or {}).get(id) for id in ids})
    items = [attrs.evolve(item, origin=Origin(kind="built")) for item in routine.items]
    return attrs.evolve(routine, items=items, **fields)


def planned(routine: Routine, *, every: int = 3, weeks: int = 6, **fields: Any) -> pt.Plan:
    """Plan a routine every so many days from the Monday on, after waking."""
    usual: dict[str, Any] = {"id": "p", "start": MONDAY, "weeks": weeks, "days": every, "at": "after-waking"}
    return pt.Plan.every(routine, **{**usual, **fields})


def tell(journal: pt.Journal, occurrence: Occurrence, *, status: str = "done", morning: Any = 1, **said: Any) -> pt.Journal:
    """
    Tell of a session that went well and of the morning after it, where nothing else is said.

    ``morning=None`` leaves the morning out; any answer of :meth:`Journal.done` may be given, None leaves it out.
    """
    usual: dict[str, Any] = {
        "pain_before": 1,
        "pain_during": 2,
        "pain_after": 1,
        "minutes_after": 20,
        "effort": 4,
        "symptoms": set(),
    }
    when = at(occurrence.day)
    said = {**usual, **said}
    if said["pain_after"] is None:
        said["minutes_after"] = None
    write = journal.partial if status == "partial" else journal.done
    journal = write(occurrence, at=when, recorded_at=when + timedelta(minutes=30), **said)
    if morning is not None:
        next_day = when + timedelta(days=1)
        journal = journal.next_morning(occurrence, at=next_day, recorded_at=next_day, pain=morning, symptoms=set())
    return journal


def skip(journal: pt.Journal, occurrence: Occurrence, reason: str) -> pt.Journal:
    """Tell that a session was skipped."""
    when = at(occurrence.day)
    return journal.skipped(occurrence, reason=reason, at=when, recorded_at=when, symptoms=set())


def good_days(plan: pt.Plan, count: int, *, journal: pt.Journal | None = None) -> pt.Journal:
    """Tell that the first sessions of the plan went well."""
    journal = pt.Journal(replica="phone-1") if journal is None else journal
    for occurrence in plan.occurrences()[:count]:
        journal = tell(journal, occurrence)
    return journal


def only(advice: tuple[Advice, ...]) -> Advice:
    """Return the only piece of advice."""
    (one,) = advice
    return one


def codes(advice: Advice) -> list[str]:
    """Return the reason codes of a piece of advice."""
    return [reason.code for reason in advice.reasons]


def last(journal: pt.Journal) -> Entry:
    """Return the entry recorded last."""
    return journal.entries[-1]
