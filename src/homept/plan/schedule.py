"""How often and when: on weekdays or every n days, at clock times or tied to habits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Union

import attrs

from homept import _checks as checks
from homept import vocabulary
from homept._value import Value
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DAYS", "Frequency", "Slot", "When", "days_of", "slots_of"]

#: The days of the week, Monday first.
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: A clock time or a habit.
When = Union[time, str]


def _week_order(days: str | Iterable[str]) -> tuple[str, ...]:
    given = days.replace(",", " ").split() if isinstance(days, str) else days
    if not isinstance(given, Iterable):
        raise _bad_day(given)
    return tuple(dict.fromkeys(sorted(given, key=_day_number)))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Frequency(Value):
    """
    On which days: on some weekdays, or every n days from the start of the phase.

    Exactly one of the two is given.

    >>> from datetime import date
    >>> every_other = Frequency(every_days=2)
    >>> [day.day for day in every_other.dates(date(2026, 11, 23), date(2026, 11, 28))]
    [23, 25, 27]
    """

    days: tuple[str, ...] = attrs.field(default=(), converter=_week_order)
    every_days: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 60)))

    def __attrs_post_init__(self) -> None:
        if bool(self.days) == (self.every_days is not None):
            raise InvalidValue("Frequency", "days of the week, or a number of days, and not both")

    def dates(self, start: date, end: date) -> Iterator[date]:
        """Yield the days from *start* up to, and without, *end*."""
        for number in range((end - start).days):
            day = start + timedelta(days=number)
            if number % self.every_days == 0 if self.every_days is not None else DAYS[day.weekday()] in self.days:
                yield day


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Slot(Value):
    """
    One time of the day for a session, by a name that never changes: a clock time or a habit.

    >>> Slot(name="morning", habit="after-waking").habit
    'after-waking'
    """

    name: str = attrs.field(validator=checks.an_id)
    at: time | None = None
    habit: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.at is None) == (self.habit is None):
            raise InvalidValue("Slot", "a clock time or a habit, and not both")
        if self.at is not None and (not isinstance(self.at, time) or self.at.tzinfo is not None):
            raise InvalidValue("Slot.at", "a time without a zone; the plan names the zone", repr(self.at))
        if self.habit is not None:
            vocabulary.check_word("habits", self.habit, path="Slot.habit")


def days_of(days: str | Iterable[str]) -> tuple[str, ...]:
    """
    Read days of the week, given as ``"mon wed fri"`` or as a collection.

    >>> days_of("fri mon")
    ('mon', 'fri')
    """
    found = _week_order(days)
    if not found:
        raise InvalidValue("days", "at least one of " + ", ".join(DAYS))
    return found


def slots_of(at: When | Iterable[When] | Mapping[str, When]) -> tuple[Slot, ...]:
    """
    Make slots of a clock time or habit, several of them, or several by name.

    Unnamed ones are called ``session``, or ``session-1``, ``session-2`` ... when there are several.

    >>> from datetime import time
    >>> [slot.name for slot in slots_of([time(7, 30), "before-bed"])]
    ['session-1', 'session-2']
    """
    if isinstance(at, Mapping):
        named = list(at.items())
    elif isinstance(at, str) or not isinstance(at, Iterable):
        named = [("session", at)]
    else:
        several = list(at)
        names = ["session"] if len(several) == 1 else [f"session-{number}" for number in range(1, len(several) + 1)]
        named = list(zip(names, several, strict=True))
    slots = tuple(Slot(name=name, habit=one) if isinstance(one, str) else Slot(name=name, at=one) for name, one in named)
    clock = [slot.at for slot in slots if slot.at is not None]
    if clock != sorted(set(clock)):
        raise InvalidValue("at", "clock times in the order of the day, each once")
    return slots


def _day_number(day: str) -> int:
    if day not in DAYS:
        raise _bad_day(day)
    return DAYS.index(day)


def _bad_day(day: object) -> InvalidValue:
    return InvalidValue("days", "days from " + ", ".join(DAYS), repr(day))
