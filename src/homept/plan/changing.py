"""Making changes: every rule that a change of a plan has to keep is checked here, before it is kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from homept import _checks as checks
from homept import policies
from homept.dose import Dose, at_most
from homept.errors import InvalidValue, UnknownId
from homept.plan.changes import Deload, DoseChange, EasedDose, Move, Swap, is_again
from homept.plan.steps import previous_dose, share_of
from homept.routine import RoutineItem

if TYPE_CHECKING:
    from homept.plan.phase import Phase
    from homept.plan.plan import Plan
    from homept.policies import ProgressionPolicy

__all__ = ["check_may_grow", "deload", "dose_change", "move", "swap"]


def check_may_grow(plan: Plan, change: DoseChange) -> None:
    """Refuse a larger dose where the locks of a routine keep doses from growing, as after an operation."""
    for routine in plan.routines_on(change.on):
        grows = any(item.id == change.item and not at_most(change.dose, item.dose) for item in routine.items)
        if routine.locks and grows:
            expected = "the name of the clinician who agreed, since the locks of the routine keep doses from growing"
            raise InvalidValue("Plan.with_dose.confirmed_by", expected)


def dose_change(plan: Plan, item: str, dose: Dose, *, on: date, confirmed_by: str | None) -> DoseChange:
    """Make a change of a dose."""
    phase = _phase_on(plan, on, "Plan.with_dose.on")
    old = _item(plan, item, on)
    _check_prescribed([old], confirmed_by, "Plan.with_dose")
    if not isinstance(dose, Dose) or not old.band.holds(dose):
        raise InvalidValue("Plan.with_dose.dose", "a dose inside the band of the item, from its lowest to its highest")
    return DoseChange(phase=phase.id, item=item, dose=dose, on=on, confirmed_by=confirmed_by)


def swap(plan: Plan, item: str, new: RoutineItem, *, on: date | None, once: str | None, confirmed_by: str | None) -> Swap:
    """Make a swap, for good or for one occurrence."""
    if not isinstance(new, RoutineItem):
        raise InvalidValue("Plan.with_swap.new", "a RoutineItem, made for this person", f"type {type(new).__name__}")
    if once is not None:
        occurrence = plan.occurrence(once)
        phase, routines = plan.phase(occurrence.phase), [plan.routine_for(occurrence)]
        old = routines[0].item(item)
    else:
        phase = _phase_on(plan, on, "Plan.with_swap.on")
        assert on is not None, "only a day has a phase"
        old = _item(plan, item, on)
        routines = [routine for routine in plan.routines_on(on) if any(one.id == item for one in routine.items)]
        if any(one.id == new.id and (one.dose, one.band) != (new.dose, new.band) for one in _items_elsewhere(plan, on, item)):
            raise InvalidValue("Plan.with_swap.new", "the dose and band that the exercise has on another day of the week")
    _check_prescribed([old], confirmed_by, "Plan.with_swap")
    if any(is_again(one, new) and one.id != item for routine in routines for one in routine.items):
        raise InvalidValue("Plan.with_swap.new", "an exercise that is not in the routine already")
    return Swap(phase=phase.id, item=item, new=new, on=on, occurrence=once, confirmed_by=confirmed_by)


def deload(
    plan: Plan,
    *,
    on: date,
    weeks: int,
    share: float | None,
    reason: str,
    confirmed_by: str | None,
    policy: ProgressionPolicy | None,
) -> Deload:
    """Make a deload with what it makes of each dose."""
    policy = policy or policies.progression()
    share = policy.restart_share if share is None else share
    phase = _phase_on(plan, on, "Plan.deload.on")
    items = plan.items_on(on)
    _check_prescribed(items, confirmed_by, "Plan.deload")
    if not isinstance(share, (int, float)) or not 0 <= share <= 1:
        raise InvalidValue("Plan.deload.share", "a number from 0 to 1")
    doses = [
        EasedDose(
            item=item.id,
            during=share_of(item.dose, item.band, share),
            after=previous_dose(item.dose, item.band, policy) or item.dose,
        )
        for item in items
    ]
    return Deload(phase=phase.id, on=on, weeks=weeks, share=share, reason=reason, doses=tuple(doses), confirmed_by=confirmed_by)


def move(plan: Plan, id: str, *, to: date | time | datetime) -> Move:
    """Make a move of one occurrence to a day, a time of its day, or both."""
    occurrence = plan.occurrence(id)
    before = next((one for one in reversed(plan.changes) if isinstance(one, Move) and one.occurrence == id), None)
    at: time | None
    if isinstance(to, datetime):
        day, at = to.date(), to.timetz()
    elif isinstance(to, time):
        day, at = occurrence.day, to
    else:
        checks.check_day("Plan.move.to", to)
        day, at = to, None if before is None else before.at
    made = Move(occurrence=id, day=day, at=at)
    if at is not None and plan.time_zone is None:
        raise InvalidValue("Plan.move.to", "a day only, since the plan has no time zone")
    if plan.phase_on(day) != plan.phase(occurrence.phase):
        raise InvalidValue("Plan.move.to", "a day of the same phase")
    if plan.day_off(day) is not None:
        raise InvalidValue("Plan.move.to", "a day that is not off")
    others = plan.occurrences(day, day + timedelta(days=1), excused=True)
    if any(one.slot == occurrence.slot and one.id != id for one in others):
        # What was missed is never made up for by doing double.
        raise InvalidValue("Plan.move.to", "a day that has no other session in this slot, so that nobody does double")
    return made


def _phase_on(plan: Plan, on: date | None, path: str) -> Phase:
    checks.check_day(path, on)
    assert on is not None, "None is no day"
    phase = plan.phase_on(on)
    if phase is None:
        raise InvalidValue(path, "a day that falls into a phase of the plan")
    return phase


def _items_elsewhere(plan: Plan, on: date, id: str) -> list[RoutineItem]:
    """Return the items of the routines of the week that do not have this item."""
    others = (routine for routine in plan.routines_on(on) if all(item.id != id for item in routine.items))
    return [item for routine in others for item in routine.items]


def _item(plan: Plan, id: str, on: date) -> RoutineItem:
    items = {item.id: item for item in plan.items_on(on)}
    if id not in items:
        raise UnknownId("routine item", id, list(items))
    return items[id]


def _check_prescribed(items: list[RoutineItem] | tuple[RoutineItem, ...], confirmed_by: str | None, path: str) -> None:
    if confirmed_by is None and any(item.origin.kind == "prescribed" for item in items):
        raise InvalidValue(f"{path}.confirmed_by", "the name of the clinician who agreed, since the item is prescribed")
