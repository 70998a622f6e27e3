"""The plan: phases, each with a routine, a frequency and times of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import attrs

from homept import _checks as checks
from homept._value import HealthValue, Value
from homept.errors import InvalidValue, UnknownId
from homept.plan.occurrence import Occurrence, zone_of
from homept.plan.schedule import Frequency, Slot, When, days_of, slots_of
from homept.routine import Routine

__all__ = ["Criterion", "Phase", "Plan"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Criterion(Value):
    """
    One condition for entering or leaving a phase, as data; nothing enters or leaves a phase by itself.

    ``weeks-passed`` needs ``weeks``; ``pain-settled`` and ``therapist-agrees`` need nothing more.

    >>> Criterion(kind="weeks-passed", weeks=2).weeks
    2
    """

    kind: str = attrs.field(validator=checks.one_of("weeks-passed", "pain-settled", "therapist-agrees"))
    weeks: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1, 104)))

    def __attrs_post_init__(self) -> None:
        if (self.kind == "weeks-passed") != (self.weeks is not None):
            raise InvalidValue("Criterion.weeks", "a number of weeks with weeks-passed, and only with it")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Phase(HealthValue):
    """
    Some weeks with one routine.

    ``start`` is None until the phase is entered; ``weeks`` is how long it lasts unless another phase is entered before.
    """

    id: str = attrs.field(validator=checks.an_id)
    routine: Routine = attrs.field(validator=checks.a(Routine))
    start: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))
    weeks: int = attrs.field(validator=checks.whole(1, 104))
    frequency: Frequency = attrs.field(validator=checks.a(Frequency))
    slots: tuple[Slot, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(Slot)))
    entry: tuple[Criterion, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Criterion)))
    exit: tuple[Criterion, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Criterion)))

    def __attrs_post_init__(self) -> None:
        names = [slot.name for slot in self.slots]
        if not names or len(set(names)) != len(names):
            raise InvalidValue("Phase.slots", "at least one slot, each with its own name")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Plan(HealthValue):
    """
    What is planned for one person: phases in order, each with its routine.

    Made by :meth:`weekly` or :meth:`every`, or of phases.

    :param id: the caller's own, a slug; it begins the id of every occurrence.
    :param phases: in order; a later phase that is entered ends the one before.
    :param time_zone: needed where a slot has a clock time.
    """

    id: str = attrs.field(validator=checks.an_id)
    phases: tuple[Phase, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(Phase)))
    time_zone: str | None = None

    def __attrs_post_init__(self) -> None:
        ids = [phase.id for phase in self.phases]
        if not ids or len(set(ids)) != len(ids):
            raise InvalidValue("Plan.phases", "at least one phase, each with its own id")
        starts = [phase.start for phase in self.phases if phase.start is not None]
        if starts != sorted(set(starts)):
            raise InvalidValue("Plan.phases", "phases that start in their order, each on its own day")
        if self.time_zone is not None:
            zone_of(self.time_zone)
        elif any(slot.at is not None for phase in self.phases for slot in phase.slots):
            raise InvalidValue(
                "Plan.time_zone", "the name of a time zone, such as 'Europe/Dublin', since a slot has a clock time"
            )

    @classmethod
    def weekly(
        cls,
        routine: Routine,
        *,
        id: str,
        start: date,
        weeks: int,
        days: str | Iterable[str],
        at: When | Iterable[When] | Mapping[str, When],
        time_zone: str | None = None,
    ) -> Plan:
        """
        Plan a routine on days of the week.

        *days* is ``"mon wed fri"`` or a collection of such names.
        *at* is a clock time, a habit such as ``"after-waking"``, several of them, or several by name.
        *weeks* of seven days are counted from *start*.
        """
        frequency = Frequency(days=days_of(days))
        return cls._of(routine, id, start, weeks, frequency, at, time_zone)

    @classmethod
    def every(
        cls,
        routine: Routine,
        *,
        id: str,
        start: date,
        weeks: int,
        days: int,
        at: When | Iterable[When] | Mapping[str, When],
        time_zone: str | None = None,
    ) -> Plan:
        """Plan a routine every so many *days*, the first time on *start*; the rest as in :meth:`weekly`."""
        return cls._of(routine, id, start, weeks, Frequency(every_days=days), at, time_zone)

    @classmethod
    def _of(
        cls,
        routine: Routine,
        id: str,
        start: date,
        weeks: int,
        frequency: Frequency,
        at: When | Iterable[When] | Mapping[str, When],
        time_zone: str | None,
    ) -> Plan:
        phase = Phase(id="phase-1", routine=routine, start=start, weeks=weeks, frequency=frequency, slots=slots_of(at))
        return cls(id=id, phases=(phase,), time_zone=time_zone)

    def enter_phase(self, id: str, *, on: date) -> Plan:
        """
        Return the plan with the phase *id* starting on this day, which ends the phase before.

        Raises :class:`homept.errors.UnknownId` for an unknown phase, :class:`homept.errors.InvalidValue` for one that has
        started or a day that is not after the start of the phase before.
        """
        phase = self.phase(id)
        if phase.start is not None:
            raise InvalidValue(f"Plan.phases.{id}", "a phase that has not started yet")
        phases = tuple(attrs.evolve(one, start=on) if one.id == id else one for one in self.phases)
        return attrs.evolve(self, phases=phases)

    def phase(self, id: str) -> Phase:
        """Return the phase with this id."""
        for phase in self.phases:
            if phase.id == id:
                return phase
        raise UnknownId("phase", id, [phase.id for phase in self.phases])

    def phase_on(self, day: date) -> Phase | None:
        """Return the phase that this day falls into, None before the first, after the last, and between."""
        for phase, start, end in self._spans():
            if start <= day < end:
                return phase
        return None

    def occurrences(self, start: date | None = None, end: date | None = None) -> tuple[Occurrence, ...]:
        """
        Return the sessions that are due from the local day *start* up to and without *end*.

        None leaves that side open; the plan itself ends.
        They are in order of time where every slot of the plan has a clock time, else in order of day and slot.
        """
        for path, day in (("occurrences.start", start), ("occurrences.end", end)):
            if day is not None:
                checks.check_day(path, day)
        zone = None if self.time_zone is None else zone_of(self.time_zone)
        found = []
        for phase, first, last in self._spans():
            for day in phase.frequency.dates(first, last):
                if (start is None or start <= day) and (end is None or day < end):
                    found += [Occurrence.of(plan=self.id, phase=phase.id, day=day, slot=slot, zone=zone) for slot in phase.slots]
        if all(slot.at is not None for phase in self.phases for slot in phase.slots):
            # A time moved out of a gap may fall behind the next slot; sorting is stable for equal instants.
            found.sort(key=lambda one: one.at)  # type: ignore[arg-type, return-value]  # each slot has a clock time
        return tuple(found)

    def occurrence(self, id: str) -> Occurrence:
        """Return the occurrence with this id; :class:`homept.errors.UnknownId` when there is none."""
        for occurrence in self.occurrences():
            if occurrence.id == id:
                return occurrence
        raise UnknownId("occurrence", id)

    def _spans(self) -> list[tuple[Phase, date, date]]:
        started = [(phase, phase.start) for phase in self.phases if phase.start is not None]
        spans = []
        for number, (phase, start) in enumerate(started):
            end = start + timedelta(weeks=phase.weeks)
            if number + 1 < len(started):
                end = min(end, started[number + 1][1])
            spans.append((phase, start, end))
        return spans

    def __repr__(self) -> str:
        return f"<Plan {self.id} of {len(self.phases)} phases>"
