"""One planned session: an id that never changes, and when it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from homept.plan.changes import Move
    from homept.plan.schedule import Slot

__all__ = ["Occurrence", "fixed_offset", "occurrence_id", "resolve", "zone_of"]


def fixed_offset(value: datetime) -> datetime:
    """
    Return an aware datetime with its offset fixed, so that values compare and hash by their instant in every case.

    Python never counts a time in the hour that a clock repeats as equal to the same instant in another zone.
    """
    # What is not a datetime, or has no offset, is left for the validator, which refuses it with the name of the field.
    offset = value.utcoffset() if isinstance(value, datetime) else None
    return value if offset is None else value.replace(tzinfo=timezone(offset), fold=0)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Occurrence(Value):
    """
    One session that is due.

    :param id: ``plan/date/slot``; the date is the local one on which it was planned, and stays when the time changes.
    :param day: the local day on which it is due.
    :param planned_on: the day it was moved from; None where it was not moved to another day.
    :param excused: why it need not be done, a word of ``skip_reasons``; None where it is due.
    :param at: when, where the slot has a clock time.
    :param habit: after what, where the slot is tied to a habit.
    :param adjusted: ``gap`` when the clock skipped the planned time and it was moved on by the length of the gap (02:30 becomes
        03:30, as calendars do it); ``fold`` when the clock showed the planned time twice and the first one was taken.
    """

    id: str = attrs.field(validator=checks.text)
    plan: str = attrs.field(validator=checks.an_id)
    phase: str = attrs.field(validator=checks.an_id)
    day: date = attrs.field(validator=checks.calendar_day)
    slot: str = attrs.field(validator=checks.an_id)
    at: datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(fixed_offset), validator=checks.optional(checks.aware)
    )
    habit: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    adjusted: str | None = attrs.field(default=None, validator=checks.optional(checks.one_of("gap", "fold")))
    planned_on: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))
    excused: str | None = attrs.field(default=None, validator=checks.optional(checks.text))

    @classmethod
    def of(
        cls,
        *,
        plan: str,
        phase: str,
        day: date,
        slot: Slot,
        zone: ZoneInfo | None,
        move: Move | None = None,
        excused: str | None = None,
    ) -> Occurrence:
        """Make the occurrence of a slot that was planned on a day, and may have been moved or excused."""
        due = day if move is None else move.day
        wanted = slot.at if move is None or move.at is None else move.at
        at, adjusted = (None, None) if wanted is None or zone is None else resolve(due, wanted, zone)
        return cls(
            id=occurrence_id(plan, day, slot),
            plan=plan,
            phase=phase,
            day=due,
            slot=slot.name,
            at=at,
            habit=slot.habit if wanted is None else None,
            adjusted=adjusted,
            planned_on=None if due == day else day,
            excused=excused,
        )


def occurrence_id(plan: str, day: date, slot: Slot) -> str:
    """Return the id of the occurrence that was planned on a day, which it keeps wherever it is moved."""
    return f"{plan}/{day.isoformat()}/{slot.name}"


def resolve(day: date, at: time, zone: ZoneInfo) -> tuple[datetime, str | None]:
    """
    Return the instant of a local time, and how it was adjusted, if it was.

    >>> resolve(date(2026, 3, 29), time(1, 30), ZoneInfo("Europe/Dublin"))[0].isoformat()
    '2026-03-29T02:30:00+01:00'
    """
    # Two equal times may differ in fold; the first of two is taken, whatever the caller's says.
    wanted = datetime.combine(day, at.replace(fold=0), tzinfo=zone)
    real = wanted.astimezone(UTC).astimezone(zone)
    if real.replace(tzinfo=None) != wanted.replace(tzinfo=None):
        return fixed_offset(real), "gap"
    twice = wanted.replace(fold=1).utcoffset() != wanted.utcoffset()
    return fixed_offset(wanted), "fold" if twice else None


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of this name, or refuse one that does not exist."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError, TypeError):
        # ZoneInfoNotFoundError is a KeyError whose text quotes itself; the other three come from odd names.
        raise InvalidValue("Plan.time_zone", "the name of a time zone, such as 'Europe/Dublin'", repr(name)) from None
