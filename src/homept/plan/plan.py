"""The plan: phases, each with a routine, a frequency and times of the day, and the changes made since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol, Union

import attrs

from homept import _checks as checks
from homept._value import HealthValue
from homept.errors import InvalidValue, UnknownId
from homept.plan.changes import CHANGES, OF_ROUTINES, Change, DaysOff, Deload, DoseChange, Move
from homept.plan.occurrence import Occurrence, occurrence_id, zone_of
from homept.plan.phase import DayRoutine, Phase
from homept.plan.schedule import Frequency, When, days_of, slots_of
from homept.routine import Routine, RoutineItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homept.catalog import Catalog
    from homept.dose import Dose
    from homept.plan.diff import RecordChange
    from homept.plan.schedule import Slot
    from homept.policies import ProgressionPolicy
    from homept.progress import Advice


class _Week(Protocol):
    """What has a routine for each day of a week."""

    @property
    def routines(self) -> Any: ...


#: One routine, one for each day of the week by its name, or a week that has them.
Routines = Union[Routine, Mapping[str, Routine], _Week]

__all__ = ["Plan"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Plan(HealthValue):
    """
    What is planned for one person: phases in order, each with its routine.

    Made by :meth:`weekly` or :meth:`every`, or of phases.

    :param id: the caller's own, a slug; it begins the id of every occurrence.
    :param phases: in order; a later phase that is entered ends the one before.
    :param time_zone: needed where a slot has a clock time.
    :param changes: what was changed since, in the order in which it was; made by :meth:`with_dose`, :meth:`with_swap`,
        :meth:`skip`, :meth:`move`, :meth:`deload` and :meth:`follow`.
    """

    id: str = attrs.field(validator=checks.an_id)
    phases: tuple[Phase, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(Phase)))
    time_zone: str | None = None
    changes: tuple[Change, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(*CHANGES, name="a change"))
    )

    def __attrs_post_init__(self) -> None:
        ids = [phase.id for phase in self.phases]
        if not ids or len(set(ids)) != len(ids):
            raise InvalidValue("Plan.phases", "at least one phase, each with its own id")
        starts = [phase.start for phase in self.phases if phase.start is not None]
        if starts != sorted(set(starts)):
            raise InvalidValue("Plan.phases", "phases that start in their order, each on its own day")
        if any(isinstance(change, OF_ROUTINES) and change.phase not in ids for change in self.changes):
            raise InvalidValue("Plan.changes", "changes of phases that the plan has")
        if self.time_zone is not None:
            zone_of(self.time_zone)
        elif any(slot.at is not None for phase in self.phases for slot in phase.slots):
            raise InvalidValue(
                "Plan.time_zone", "the name of a time zone, such as 'Europe/Dublin', since a slot has a clock time"
            )

    @classmethod
    def weekly(
        cls,
        routine: Routines,
        *,
        id: str,
        start: date,
        weeks: int,
        days: str | Iterable[str] | None = None,
        at: When | Iterable[When] | Mapping[str, When],
        time_zone: str | None = None,
    ) -> Plan:
        """
        Plan a routine on days of the week, or one for each day.

        *days* is ``"mon wed fri"`` or a collection of such names.
        In place of one routine there may be one for each day, ``{"mon": legs, "thu": arms}`` or a week that has them as its
        ``routines``; their names then are the days.
        *at* is a clock time, a habit such as ``"after-waking"``, several of them, or several by name.
        *weeks* of seven days are counted from *start*.
        """
        first, by_day = _by_day(routine)
        if by_day and days is not None and set(days_of(days)) != set(by_day):
            raise InvalidValue("Plan.weekly.days", "the days of the routines, or nothing")
        if not by_day and days is None:
            raise InvalidValue("Plan.weekly.days", "days such as 'mon wed fri', since there is one routine for all of them")
        frequency = Frequency(days=days_of(tuple(by_day) if days is None else days))
        own = tuple(DayRoutine(day=day, routine=by_day[day]) for day in frequency.days if by_day and by_day[day] != first)
        return cls._of(first, id, start, weeks, frequency, at, time_zone, own)

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
        by_day: tuple[DayRoutine, ...] = (),
    ) -> Plan:
        phase = Phase(
            id="phase-1", routine=routine, start=start, weeks=weeks, frequency=frequency, slots=slots_of(at), by_day=by_day
        )
        return cls(id=id, phases=(phase,), time_zone=time_zone)

    def enter_phase(self, id: str, *, on: date, confirmed_by: str | None = None, routine: Routine | None = None) -> Plan:
        """
        Return the plan with the phase *id* starting on this day, which ends the phase before.

        No phase is entered by itself, whatever :func:`homept.progress.phase_progress` says.
        A phase that has ``therapist-agrees`` among its criteria, or follows one that has it, needs *confirmed_by*, the name of
        the clinician who agreed.
        *routine* takes the place of what was planned for the phase: a screening is due again at a new phase, and what the rules
        said when the plan was made may no longer hold.

        Raises :class:`homept.errors.UnknownId` for an unknown phase, :class:`homept.errors.InvalidValue` for one that has
        started, that nobody confirmed though somebody must, or a day that is not after the start of the phase before.
        """
        phase = self.phase(id)
        if phase.start is not None:
            raise InvalidValue(f"Plan.phases.{id}", "a phase that has not started yet")
        before = [one for one in self.phases if one.start is not None]
        criteria = (*phase.entry, *(before[-1].exit if before else ()))
        if confirmed_by is None and any(one.kind == "therapist-agrees" for one in criteria):
            raise InvalidValue("Plan.enter_phase.confirmed_by", "the name of the clinician who agreed")
        entered = attrs.evolve(phase, start=on, confirmed_by=confirmed_by)
        if routine is not None:
            entered = attrs.evolve(entered, routine=routine, by_day=())
        return attrs.evolve(self, phases=tuple(entered if one.id == id else one for one in self.phases))

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

    def occurrences(self, start: date | None = None, end: date | None = None, *, excused: bool = False) -> tuple[Occurrence, ...]:
        """
        Return the sessions that are due from the local day *start* up to and without *end*.

        None leaves that side open; the plan itself ends.
        Sessions on days off are left out, or listed with why they are excused where *excused* asks for them; one that was
        moved is listed on the day it was moved to.
        They are in order of time where every slot of the plan has a clock time, else in order of day and slot.
        """
        for path, day in (("occurrences.start", start), ("occurrences.end", end)):
            if day is not None:
                checks.check_day(path, day)
        zone = None if self.time_zone is None else zone_of(self.time_zone)
        found = []
        for phase, planned, slot, move in self._planned():
            day = planned if move is None else move.day
            if (start is None or start <= day) and (end is None or day < end):
                off = self.day_off(day)
                if off is None or excused:
                    found.append(
                        Occurrence.of(plan=self.id, phase=phase.id, day=planned, slot=slot, zone=zone, move=move, excused=off)
                    )
        if all(slot.at is not None for phase in self.phases for slot in phase.slots):
            # A time moved out of a gap may fall behind the next slot; sorting is stable for equal instants.
            found.sort(key=lambda one: one.at)  # type: ignore[arg-type, return-value]  # each slot has a clock time
        elif any(one.planned_on is not None for one in found):
            places = {(phase.id, slot.name): number for phase in self.phases for number, slot in enumerate(phase.slots)}
            found.sort(key=lambda one: (one.day, places[one.phase, one.slot]))
        return tuple(found)

    def _planned(self) -> Iterator[tuple[Phase, date, Slot, Move | None]]:
        """Yield each session of each phase, with the move that counts for it; one moved past the end of its phase is gone."""
        moves = {change.occurrence: change for change in self.changes if isinstance(change, Move)}
        for phase, first, last in self._spans():
            for day in phase.frequency.dates(first, last):
                for slot in phase.slots:
                    move = moves.get(occurrence_id(self.id, day, slot)) if moves else None
                    if move is None or first <= move.day < last:
                        yield phase, day, slot, move

    def occurrence(self, id: str) -> Occurrence:
        """Return the occurrence with this id, excused or not; :class:`homept.errors.UnknownId` when there is none."""
        for occurrence in self.occurrences(excused=True):
            if occurrence.id == id:
                return occurrence
        raise UnknownId("occurrence", id)

    def day_off(self, day: date) -> str | None:
        """Return why there are no sessions on this day, a word of ``skip_reasons``; None where it is a day like any other."""
        reasons = [change.reason for change in self.changes if isinstance(change, DaysOff) and change.start <= day < change.end]
        return reasons[-1] if reasons else None

    def deload_on(self, day: date) -> Deload | None:
        """Return the deload that this day falls into, if there is one."""
        phase = self.phase_on(day)
        found = [one for one in self.changes if isinstance(one, Deload) and one.on <= day < one.end]
        found = [one for one in found if phase is not None and one.phase == phase.id]
        return found[-1] if found else None

    def routine_on(self, day: date) -> Routine | None:
        """Return the routine that holds on this day, with every change up to it; None outside the phases."""
        phase = self.phase_on(day)
        return None if phase is None else self._changed(phase.routine_of(day), phase, day)

    def routine_for(self, occurrence: Occurrence | str) -> Routine:
        """
        Return what is due in this session: its routine, with every change up to its day and those for it alone.

        A session that was moved to another day of the week keeps the routine of the day it was planned on.
        """
        one = self.occurrence(occurrence) if isinstance(occurrence, str) else occurrence
        phase = self.phase(one.phase)
        return self._changed(phase.routine_of(one.planned_on or one.day), phase, one.day, one.id)

    def routines_on(self, day: date) -> tuple[Routine, ...]:
        """Return the routines of the phase's week as they are on this day, each once; none outside the phases."""
        phase = self.phase_on(day)
        return () if phase is None else tuple(self._changed(routine, phase, day) for routine in phase.routines)

    def items_on(self, day: date) -> tuple[RoutineItem, ...]:
        """Return the items of the phase's week as they are on this day, each once; none outside the phases."""
        items = (item for routine in self.routines_on(day) for item in routine.items)
        return tuple({item.id: item for item in items}.values())

    def _changed(self, routine: Routine, phase: Phase, day: date, occurrence: str | None = None) -> Routine:
        eased_from: date | None = None
        for change in self.changes:
            if isinstance(change, Deload) and change.phase == phase.id and change.on <= day:
                eased_from = max(change.on, eased_from or change.on)
            if isinstance(change, DoseChange) and eased_from is not None and change.on < eased_from:
                # A dose from before a deload, though written down after it, does not undo the deload.
                continue
            if isinstance(change, OF_ROUTINES):
                routine = change.applied(routine, phase=phase.id, day=day, occurrence=occurrence)
        return routine

    def with_dose(self, item: str, dose: Dose, *, on: date, confirmed_by: str | None = None) -> Plan:
        """
        Return the plan with another dose for an item from the day *on*, inside the item's band.

        A prescribed item needs *confirmed_by*, the name of the clinician who agreed; so does a dose that is more than the one
        before, where the routine has ``locks``, which keep doses from growing.
        A deload that begins after *on* still gives less from its day on.
        The dose holds in the phase that *on* falls into, on each day of its week.

        Raises :class:`homept.errors.UnknownId` for an item that is not there on that day, and
        :class:`homept.errors.InvalidValue` for a day outside the phases, a dose outside the band, or a prescribed item or a
        larger dose that nobody confirmed though somebody must.
        """
        from homept.plan.changing import check_may_grow, dose_change

        change = dose_change(self, item, dose, on=on, confirmed_by=confirmed_by)
        if confirmed_by is None:
            check_may_grow(self, change)
        return self._and(change)

    def with_swap(
        self, item: str, new: RoutineItem, *, on: date | None = None, once: str | None = None, confirmed_by: str | None = None
    ) -> Plan:
        """
        Return the plan with *new* in place of an item: for good from the day *on*, or for the one occurrence *once*.

        *new* is taken from a routine that was made for this person, so that the safety rules have judged it.
        Errors as in :meth:`with_dose`, and for an exercise that the routine already has, or that another day of the week has with
        another dose or band: an exercise has one dose on all days.
        """
        from homept.plan.changing import swap

        return self._and(swap(self, item, new, on=on, once=once, confirmed_by=confirmed_by))

    def skip(self, start: date, end: date, *, reason: str = "vacation") -> Plan:
        """
        Return the plan with days off from *start* up to, and without, *end*.

        Their sessions are excused: they leave the denominator of adherence, and :meth:`occurrences` lists them when asked for.
        *reason* is a word of ``skip_reasons`` of the kind excused, such as ``vacation`` or ``illness``.
        After days off as long as the policy's long break a review advises to start again with less.
        """
        return self._and(DaysOff(start=start, end=end, reason=reason))

    def move(self, id: str, *, to: date | time | datetime) -> Plan:
        """
        Return the plan with the occurrence *id* on another day, at another time of its day, or both; its id stays.

        A time is local, without a zone, and needs a plan with a time zone.
        The day must be in the same phase, not off, and without another session in the same slot: nobody does double.
        """
        from homept.plan.changing import move

        return self._and(move(self, id, to=to))

    def deload(
        self,
        *,
        on: date,
        weeks: int = 1,
        share: float | None = None,
        reason: str = "flare",
        confirmed_by: str | None = None,
        policy: ProgressionPolicy | None = None,
    ) -> Plan:
        """
        Return the plan with less to do for some weeks, for illness or a flare, and one step less than before after them.

        Each dose becomes about *share* of itself (None: the restart share of the progression policy), never below its band.
        *reason* is ``illness``, ``flare`` or ``other``.
        With a prescribed item in the phase it needs *confirmed_by*.
        """
        from homept.plan.changing import deload

        made = deload(self, on=on, weeks=weeks, share=share, reason=reason, confirmed_by=confirmed_by, policy=policy)
        return self._and(made)

    def follow(self, advice: Advice, *, on: date, confirmed_by: str | None = None) -> Plan:
        """
        Return the plan with one piece of advice of a review followed from the day *on*.

        ``advance`` and ``ease`` change the dose; ``hold`` changes nothing.
        Refused with :class:`homept.errors.InvalidValue`: advice that has expired or is not yet known on that day, or was given
        for another dose than the exercise has now; a change that a therapist must confirm, without *confirmed_by*; ``ask`` and
        ``pause``, which no change of a plan answers.
        """
        if advice.action in ("ask", "pause"):
            raise InvalidValue("Plan.follow.advice", "advice that changes a dose; the therapist must be asked first")
        if not advice.as_known_at <= on <= advice.expires_on:
            raise InvalidValue("Plan.follow.on", "a day from as_known_at to expires_on of the advice")
        if advice.action == "hold":
            return self
        if advice.item is None or advice.next_dose is None:
            raise InvalidValue("Plan.follow.advice", "advice with an item and its next dose")
        if advice.confirm_by == "therapist" and confirmed_by is None:
            raise InvalidValue("Plan.follow.confirmed_by", "the name of the clinician who agreed, as the advice asks for")
        if any(item.id == advice.item and item.dose != advice.dose for item in self.items_on(on)):
            raise InvalidValue("Plan.follow.advice", "advice for the dose that the exercise has now; ask for a new review")
        from homept.plan.changing import dose_change

        # The review heeded the locks, and what a therapist settled of them.
        return self._and(dose_change(self, advice.item, advice.next_dose, on=on, confirmed_by=confirmed_by))

    def diff(self, catalog: Catalog) -> tuple[RecordChange, ...]:
        """
        Return what *catalog* says otherwise than the records that the plan holds; nothing is applied.

        Empty where all records are the same.
        """
        from homept.plan.diff import record_changes

        return record_changes(self, catalog)

    def _and(self, change: Change) -> Plan:
        return attrs.evolve(self, changes=(*self.changes, change))

    def span_of(self, id: str) -> tuple[date, date] | None:
        """Return the first day of the phase *id* and the day after its last; None where it has not started."""
        wanted = self.phase(id)
        return next(((start, end) for phase, start, end in self._spans() if phase is wanted), None)

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


def _by_day(routine: Routines) -> tuple[Routine, dict[str, Routine]]:
    """Return the routine of the first day, and those of the days by name where there is more than one routine for all."""
    if isinstance(routine, Routine):
        return routine, {}
    given = routine if isinstance(routine, Mapping) else getattr(routine, "routines", None)
    try:
        found: dict[str, Routine] = dict(given)  # type: ignore[arg-type]  # what is no mapping is refused below
    except (TypeError, ValueError):
        found = {}
    if not found or not all(isinstance(one, Routine) for one in found.values()):
        raise InvalidValue("Plan.weekly.routine", "a routine, or one for each day, such as {'mon': ...}")
    return found[days_of(tuple(found))[0]], found
