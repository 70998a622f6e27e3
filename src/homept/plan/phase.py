"""Phases: some weeks with one routine, or one for each day of the week, and the criteria for entering and leaving them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from homept import _checks as checks
from homept._value import HealthValue, Value
from homept.errors import InvalidValue
from homept.measures.loading import check_measured
from homept.plan.schedule import DAYS, Frequency, Slot
from homept.routine import Routine, RoutineItem

__all__ = ["Criterion", "DayRoutine", "Phase"]

# What each kind of criterion needs; the rest stays empty.
_NEEDS: dict[str, set[str]] = {
    "weeks-passed": {"weeks"},
    "sessions-done": {"sessions"},
    "pain-settled": {"sessions"},
    "measure-reached": {"measure", "unit"},
    "dose-reached": {"item"},
    "therapist-agrees": set(),
}
_MAY_HAVE = {"measure-reached": {"at_least", "at_most", "side"}}


def _finite(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise checks.refusal(instance, attribute, "a finite Decimal", value)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Criterion(Value):
    """
    One condition for entering or leaving a phase, as data; nothing enters or leaves a phase by itself.

    :func:`homept.progress.phase_progress` tells how far each is met.

    :param kind: ``weeks-passed`` (needs ``weeks``), ``sessions-done`` (needs ``sessions``), ``pain-settled`` (the last
        ``sessions`` were green for every exercise), ``measure-reached`` (needs ``measure``, ``unit`` and one of ``at_least`` and
        ``at_most``), ``dose-reached`` (``item`` is at the top of its band) or ``therapist-agrees``.
    :param measure: the id under which the journal holds the measurements: of a scale of homept's measures, or one of your own
        with a namespace.
    :param side: the side that is measured; None: each side that was measured counts.

    >>> Criterion(kind="weeks-passed", weeks=2).weeks
    2
    >>> Criterion(kind="measure-reached", measure="knee-flexion", unit="degrees", at_least=Decimal(100)).at_least
    Decimal('100')
    """

    kind: str = attrs.field(validator=checks.one_of(*_NEEDS))
    weeks: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 104)))
    sessions: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 365)))
    measure: str | None = attrs.field(default=None, validator=checks.optional(checks.an_id))
    unit: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    side: str | None = attrs.field(default=None, validator=checks.optional(checks.one_of("left", "right", "both")))
    at_least: Decimal | None = attrs.field(default=None, validator=checks.optional(_finite))
    at_most: Decimal | None = attrs.field(default=None, validator=checks.optional(_finite))
    item: str | None = attrs.field(default=None, validator=checks.optional(checks.text))

    def __attrs_post_init__(self) -> None:
        given = {name for name, value in self._fields() if name != "kind" and value is not None}
        needs, may_have = _NEEDS[self.kind], _MAY_HAVE.get(self.kind, set())
        wrong = (needs - given) | (given - needs - may_have)
        if wrong:
            wanted = ", ".join([*sorted(needs), "nothing else"])
            raise InvalidValue(f"Criterion.{min(wrong)}", f"for {self.kind}: {wanted}")
        if self.kind == "measure-reached" and (self.at_least is None) == (self.at_most is None):
            raise InvalidValue("Criterion.at_least", "one of at_least and at_most")
        if self.measure is not None and self.unit is not None:
            limits = {"at_least": self.at_least, "at_most": self.at_most}
            check_measured("Criterion", self.measure, self.unit, limits)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class DayRoutine(HealthValue):
    """The routine of one day of the week, such as ``mon``."""

    day: str = attrs.field(validator=checks.one_of(*DAYS))
    routine: Routine = attrs.field(validator=checks.a(Routine))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Phase(HealthValue):
    """
    Some weeks with one routine, or with a routine for each day of the week.

    :param routine: what is done on every day that ``by_day`` does not name.
    :param start: None until the phase is entered.
    :param weeks: how long it lasts unless another phase is entered before.
    :param by_day: days of the week with a routine of their own; an exercise that is on several days has one dose on all of them.
    :param confirmed_by: who agreed that the phase was entered, where somebody did.
    """

    id: str = attrs.field(validator=checks.an_id)
    routine: Routine = attrs.field(validator=checks.a(Routine))
    start: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))
    weeks: int = attrs.field(validator=checks.whole(1, 104))
    frequency: Frequency = attrs.field(validator=checks.a(Frequency))
    slots: tuple[Slot, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(Slot)))
    entry: tuple[Criterion, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Criterion)))
    exit: tuple[Criterion, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Criterion)))
    by_day: tuple[DayRoutine, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(DayRoutine)))
    confirmed_by: str | None = attrs.field(default=None, validator=checks.optional(checks.text))

    def __attrs_post_init__(self) -> None:
        names = [slot.name for slot in self.slots]
        if not names or len(set(names)) != len(names):
            raise InvalidValue("Phase.slots", "at least one slot, each with its own name")
        days = [one.day for one in self.by_day]
        if len(set(days)) != len(days) or not set(days) <= set(self.frequency.days):
            raise InvalidValue("Phase.by_day", "days of the week on which the phase has sessions, each once")
        doses: dict[str, RoutineItem] = {}
        for routine in self.routines:
            for item in routine.items:
                other = doses.setdefault(item.id, item)
                if (item.dose, item.band) != (other.dose, other.band):
                    raise InvalidValue("Phase.by_day", "one dose and band for an exercise, whatever the day")

    @property
    def routines(self) -> tuple[Routine, ...]:
        """The routines of its days, each once, in the order of the week."""
        if not self.by_day:
            return (self.routine,)
        own = {one.day: one.routine for one in self.by_day}
        return tuple(dict.fromkeys(own.get(day, self.routine) for day in self.frequency.days))

    def routine_of(self, day: date) -> Routine:
        """Return what was planned for the day of the week that *day* is."""
        name = DAYS[day.weekday()]
        return next((one.routine for one in self.by_day if one.day == name), self.routine)
