"""
Changes: what is altered on a plan, as values; phases and their routines are never rewritten.

A plan keeps its changes in the order in which they were made.
Of two changes that contradict each other the one made later counts; only a deload is not undone by a dose from before its day.
Each change keeps the rules of doses whatever it says: none gives a dose outside the band of its item, and none touches what a
clinician prescribed unless a clinician confirmed it.
Where a change fits nothing, such as a dose for an exercise that has been swapped, it does nothing.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, Union

import attrs

from homept import _checks as checks
from homept import vocabulary
from homept._value import HealthValue
from homept.dose import Dose
from homept.errors import InvalidValue
from homept.routine import Routine, RoutineItem

__all__ = ["Change", "DaysOff", "Deload", "DoseChange", "EasedDose", "Move", "Swap"]

_CONFIRMED = checks.optional(checks.text)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class DoseChange(HealthValue):
    """Another dose for an item of a phase, from the day ``on``; ``confirmed_by`` is the clinician who agreed, if one did."""

    phase: str = attrs.field(validator=checks.an_id)
    item: str = attrs.field(validator=checks.text)
    dose: Dose = attrs.field(validator=checks.a(Dose))
    on: date = attrs.field(validator=checks.calendar_day)
    confirmed_by: str | None = attrs.field(default=None, validator=_CONFIRMED)

    def applied(self, routine: Routine, *, phase: str, day: date, occurrence: str | None) -> Routine:
        """Return *routine* as this change leaves it on a day of a phase."""
        if phase != self.phase or day < self.on:
            return routine
        return _with_dose(routine, self.item, self.dose, confirmed=self.confirmed_by is not None)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Swap(HealthValue):
    """
    Another exercise in place of an item of a phase: for good from the day ``on``, or once for one ``occurrence``.

    ``new`` is a whole item, made for this person, so that the plan reads the same whatever happens to the catalog.
    """

    phase: str = attrs.field(validator=checks.an_id)
    item: str = attrs.field(validator=checks.text)
    new: RoutineItem = attrs.field(validator=checks.a(RoutineItem))
    on: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))
    occurrence: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    confirmed_by: str | None = attrs.field(default=None, validator=_CONFIRMED)

    def __attrs_post_init__(self) -> None:
        if (self.on is None) == (self.occurrence is None):
            raise InvalidValue("Swap.on", "a day from which on, or the id of one occurrence, and not both")
        if not self.new.band.holds(self.new.dose):
            raise InvalidValue("Swap.new", "an item with a dose inside its band")

    def applied(self, routine: Routine, *, phase: str, day: date, occurrence: str | None) -> Routine:
        """Return *routine* as this change leaves it on a day of a phase."""
        for_good = self.on is not None and self.on <= day
        once = self.occurrence is not None and self.occurrence == occurrence
        old = _changeable(routine, self.item, confirmed=self.confirmed_by is not None)
        if phase != self.phase or old is None or not (for_good or once):
            return routine
        if any(is_again(item, self.new) for item in routine.items if item is not old):
            return routine
        return attrs.evolve(routine, items=tuple(self.new if item is old else item for item in routine.items))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class EasedDose(HealthValue):
    """The dose of one item in the weeks of a deload, and the one to resume with after them."""

    item: str = attrs.field(validator=checks.text)
    during: Dose = attrs.field(validator=checks.a(Dose))
    after: Dose = attrs.field(validator=checks.a(Dose))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Deload(HealthValue):
    """
    Some weeks with less, for illness or a flare, from the day ``on``; then a little less than before.

    :param share: about how much of each dose is left, from 0 to 1, never below the band.
    :param reason: ``illness``, ``flare`` or ``other``.
    :param doses: what that makes of each item of the phase.
    """

    phase: str = attrs.field(validator=checks.an_id)
    on: date = attrs.field(validator=checks.calendar_day)
    weeks: int = attrs.field(validator=checks.whole(1, 12))
    share: float = attrs.field(validator=checks.number(0, 1))
    reason: str = attrs.field(validator=checks.one_of("illness", "flare", "other"))
    doses: tuple[EasedDose, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(EasedDose)))
    confirmed_by: str | None = attrs.field(default=None, validator=_CONFIRMED)

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.on + timedelta(weeks=self.weeks)

    def applied(self, routine: Routine, *, phase: str, day: date, occurrence: str | None) -> Routine:
        """Return *routine* as this change leaves it on a day of a phase."""
        if phase != self.phase or day < self.on:
            return routine
        for one in self.doses:
            dose = one.during if day < self.end else one.after
            routine = _with_dose(routine, one.item, dose, confirmed=self.confirmed_by is not None)
        return routine


def _excusing(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    vocabulary.check_word("skip_reasons", value, path="DaysOff.reason")
    if vocabulary.word("skip_reasons", value).kind != "excused":
        allowed = ", ".join(word.id for word in vocabulary.words("skip_reasons") if word.kind == "excused")
        raise InvalidValue("DaysOff.reason", f"a reason that excuses: {allowed}")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class DaysOff(HealthValue):
    """
    Days without sessions, from ``start`` up to, and without, ``end``, such as a vacation.

    The sessions of these days are excused: nobody is reminded of them, and they do not count against anybody.
    ``reason`` is a word of ``skip_reasons`` of the kind excused; pain is not one of them.
    """

    start: date = attrs.field(validator=checks.calendar_day)
    end: date = attrs.field(validator=checks.calendar_day)
    reason: str = attrs.field(validator=_excusing)

    def __attrs_post_init__(self) -> None:
        if self.end <= self.start:
            raise InvalidValue("DaysOff.end", "a day after start; it is the first day that is not off")


def _local_time(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    if not isinstance(value, time) or value.tzinfo is not None:
        raise InvalidValue("Move.at", "a time without a zone; the plan names the zone")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Move(HealthValue):
    """
    One occurrence on another ``day``, at its usual time or, with ``at``, at another one; its id stays.

    What is done then is what was planned for the day it was moved from.
    """

    occurrence: str = attrs.field(validator=checks.text)
    day: date = attrs.field(validator=checks.calendar_day)
    at: time | None = attrs.field(default=None, validator=checks.optional(_local_time))


Change = Union[DoseChange, Swap, Deload, DaysOff, Move]
#: The changes that say what is done, rather than when.
OF_ROUTINES = (DoseChange, Swap, Deload)
CHANGES = (*OF_ROUTINES, DaysOff, Move)


def is_again(item: RoutineItem, new: RoutineItem) -> bool:
    """Tell whether two items are one exercise for one side, or for a side that the other does too."""
    return item.exercise.id == new.exercise.id and (item.side == new.side or "both" in (item.side, new.side))


def _changeable(routine: Routine, id: str, *, confirmed: bool) -> RoutineItem | None:
    item = next((item for item in routine.items if item.id == id), None)
    return None if item is None or (item.origin.kind == "prescribed" and not confirmed) else item


def _with_dose(routine: Routine, id: str, dose: Dose, *, confirmed: bool) -> Routine:
    item = _changeable(routine, id, confirmed=confirmed)
    return routine if item is None or not item.band.holds(dose) else routine.with_dose(id, dose)
