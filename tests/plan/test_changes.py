"""Changes of a plan: each gives a new plan, keeps the rules, and leaves every id as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import MONDAY, PERSON, ROUTINE, day, phase, weekly
from ten_exercises import ten_exercises

import homept as pt
from homept.codec import from_json, to_json
from homept.errors import InvalidValue, UnknownId
from homept.plan import DaysOff, Deload, DoseChange, EasedDose, Move, Plan, Swap
from homept.progress import Advice, AdviceReason
from homept.routine import Routine, RoutineItem
from homept.testing import plans

CATALOG = ten_exercises()
FREE = pt.Person(
    age=40,
    conditions=(),
    equipment={"chair", "wall", "counter", "mat"},
    gets_up_from_floor=True,
    screening=pt.Screening.all_clear(on=MONDAY),
)
PRESCRIBED = pt.prescribe(CATALOG, {"quad-set": None, "bridge": None}, person=FREE, by="A. Example", on=MONDAY)
BUILT = attrs.evolve(
    PRESCRIBED, items=tuple(attrs.evolve(item, origin=attrs.evolve(item.origin, kind="built")) for item in PRESCRIBED.items)
)
FIRST = "knee-1/2026-11-23/session"


def dose(notation: str) -> pt.Dose:
    return pt.Dose.parse(notation)


def plan_of(routine: Routine = BUILT, **fields: Any) -> Plan:
    """Plan the routine on Mondays, Wednesdays and Fridays of four weeks."""
    usual: dict[str, Any] = {"id": "knee-1", "start": MONDAY, "weeks": 4, "days": "mon wed fri", "at": "after-waking"}
    return Plan.weekly(routine, **{**usual, **fields})


def one_item(id: str, person: pt.Person = FREE) -> RoutineItem:
    """Return an item that was made for the person."""
    item = pt.prescribe(CATALOG, {id: None}, person=person, by="A. Example", on=MONDAY).items[0]
    return attrs.evolve(item, origin=attrs.evolve(item.origin, kind="built"))


def doses_on(plan: Plan, number: int) -> dict[str, str]:
    """Return the doses of a day by item."""
    return {item.id: str(item.dose) for item in plan.items_on(day(number))}


# -- doses --------------------------------------------------------------------------------------------------------------------


def test_a_dose_holds_from_its_day_on() -> None:
    """Before the day the old dose holds, from it on the new one, with its time anew; the phase itself is untouched."""
    plan = plan_of()
    changed = plan.with_dose("quad-set", dose("1x12 hold 5s"), on=day(7))

    assert ["1x10 hold 5s", "1x12 hold 5s"] == [doses_on(changed, number)["quad-set"] for number in (6, 7)]
    before, after = (changed.routine_on(day(number)) for number in (6, 7))
    assert before is not None
    assert after is not None
    assert before.seconds < after.seconds
    assert (plan.phases, ()) == (changed.phases, plan.changes)
    assert before == plan.routine_on(day(6))


def test_of_two_changes_the_one_made_later_counts() -> None:
    """Easing today also takes back a larger dose that was planned for next week."""
    plan = plan_of().with_dose("quad-set", dose("1x14 hold 5s"), on=day(14)).with_dose("quad-set", dose("1x8 hold 5s"), on=day(7))

    assert ["1x10 hold 5s", "1x8 hold 5s", "1x8 hold 5s"] == [doses_on(plan, number)["quad-set"] for number in (0, 7, 14)]


def test_a_dose_from_before_a_deload_does_not_undo_it() -> None:
    """Advice is followed on Friday; the deload that was planned for next week still begins on Monday."""
    plan = plan_of().deload(on=day(7), weeks=1)
    eased, resumed = doses_on(plan, 7), doses_on(plan, 14)

    grown = plan.with_dose("quad-set", one_item("quad-set").band.high, on=day(4))

    assert "1x20 hold 5s" == doses_on(grown, 4)["quad-set"]
    assert (eased, resumed) == (doses_on(grown, 7), doses_on(grown, 14))
    assert "1x20 hold 5s" == doses_on(grown.with_dose("quad-set", dose("1x20 hold 5s"), on=day(14)), 14)["quad-set"]


def test_a_larger_dose_needs_the_clinician_where_doses_are_locked() -> None:
    plan = plan_of(attrs.evolve(BUILT, locks=("surgery-without-limits",)))
    more, less = one_item("quad-set").band.high, one_item("quad-set").band.low

    with pytest.raises(InvalidValue, match=r"^Plan.with_dose.confirmed_by: .* keep doses from growing"):
        plan.with_dose("quad-set", more, on=MONDAY)

    assert str(less) == doses_on(plan.with_dose("quad-set", less, on=MONDAY), 0)["quad-set"]
    assert str(more) == doses_on(plan.with_dose("quad-set", more, on=MONDAY, confirmed_by="A. Example"), 0)["quad-set"]


def test_a_prescribed_dose_needs_the_clinician() -> None:
    """Nobody changes it alone; with the name of who agreed it is changed, and the name is kept."""
    plan = plan_of(PRESCRIBED)

    with pytest.raises(InvalidValue, match=r"Plan.with_dose.confirmed_by: expected the name of the clinician who agreed"):
        plan.with_dose("quad-set", dose("1x12 hold 5s"), on=day(7))
    changed = plan.with_dose("quad-set", dose("1x12 hold 5s"), on=day(7), confirmed_by="A. Example")
    assert "1x12 hold 5s" == doses_on(changed, 7)["quad-set"]
    assert isinstance(changed.changes[0], DoseChange)
    assert "A. Example" == changed.changes[0].confirmed_by


def test_a_change_belongs_to_its_phase() -> None:
    """A new phase begins with its own doses."""
    plan = Plan(id="p", phases=[phase("one", routine=BUILT, start=MONDAY), phase("two", routine=BUILT)])
    plan = plan.with_dose("quad-set", dose("1x12 hold 5s"), on=day(3)).enter_phase("two", on=day(7))

    assert ["1x12 hold 5s", "1x10 hold 5s"] == [doses_on(plan, number)["quad-set"] for number in (6, 7)]


def test_a_stored_change_keeps_the_rules_too() -> None:
    """What no method would make, such as a dose above the band or of a prescribed item, has no effect."""
    top = DoseChange(phase="phase-1", item="quad-set", dose=dose("9x20 hold 5s"), on=MONDAY)
    more = DoseChange(phase="phase-1", item="quad-set", dose=dose("1x12 hold 5s"), on=MONDAY)
    elsewhere = DoseChange(phase="phase-1", item="heel-slide", dose=dose("1x12"), on=MONDAY)
    new = Swap(phase="phase-1", item="quad-set", new=one_item("bridge"), on=MONDAY)

    for routine, change in ((BUILT, top), (PRESCRIBED, more), (BUILT, elsewhere), (BUILT, new), (PRESCRIBED, new)):
        plan = plan_of(routine)
        changed = attrs.evolve(plan, changes=[change])
        assert plan.routine_on(day(1)) == changed.routine_on(day(1))


# -- swaps --------------------------------------------------------------------------------------------------------------------


def test_a_swap_for_good() -> None:
    """From the day on the new exercise stands at the same place, and may be given another dose."""
    plan = plan_of().with_swap("quad-set", one_item("heel-slide"), on=day(7))

    assert [["quad-set", "bridge"], ["heel-slide", "bridge"]] == [list(doses_on(plan, number)) for number in (6, 7)]
    assert "1x12" == doses_on(plan.with_dose("heel-slide", dose("1x12"), on=day(9)), 9)["heel-slide"]
    with pytest.raises(UnknownId):
        plan.with_dose("quad-set", dose("1x12 hold 5s"), on=day(9))


def test_a_swap_brings_no_dose_outside_its_band() -> None:
    with pytest.raises(InvalidValue, match=r"^Swap.new: .* inside its band"):
        plan_of().with_swap("quad-set", attrs.evolve(one_item("heel-slide"), dose=dose("9x99")), on=MONDAY)


def test_a_swap_brings_no_exercise_in_again_for_one_side() -> None:
    left, right = (attrs.evolve(one_item("quad-set"), side=side) for side in ("left", "right"))
    plan = plan_of()

    with pytest.raises(InvalidValue, match=r"^Plan.with_swap.new: .* not in the routine already"):
        plan.with_swap("bridge", left, on=MONDAY)

    sides = plan.with_swap("quad-set", left, on=MONDAY).with_swap("bridge", right, on=MONDAY)
    assert {"quad-set/left", "quad-set/right"} == set(doses_on(sides, 0))


def test_a_swap_gives_no_exercise_two_doses_in_a_week() -> None:
    one, other = (attrs.evolve(BUILT, items=(item,)) for item in BUILT.items)
    plan = Plan.weekly({"mon": one, "thu": other}, id="knee-1", start=MONDAY, weeks=4, at="after-waking")
    same = other.items[0]

    with pytest.raises(InvalidValue, match=r"^Plan.with_swap.new: .* another day of the week"):
        plan.with_swap("quad-set", attrs.evolve(same, dose=same.band.high), on=MONDAY)

    for swapped in (plan.with_swap("quad-set", same, on=MONDAY), plan.with_swap("quad-set", same, once=FIRST)):
        assert {"bridge"} == {item.id for item in swapped.routine_for(FIRST).items}


def test_a_swap_for_once() -> None:
    """One session has the other exercise; the one after it has not, and neither has the day as such."""
    plan = plan_of().with_swap("quad-set", one_item("heel-slide"), once=FIRST)

    assert ["heel-slide", "bridge"] == [item.id for item in plan.routine_for(FIRST).items]
    assert ["quad-set", "bridge"] == [item.id for item in plan.routine_for("knee-1/2026-11-25/session").items]
    assert plan_of().routine_on(MONDAY) == plan.routine_on(MONDAY)


def test_a_newer_record_of_the_same_exercise_may_take_its_place() -> None:
    """A swap by an item of the same id is no twin."""
    item = attrs.evolve(one_item("quad-set"), support="nearby")
    plan = plan_of().with_swap("quad-set", item, on=day(2))

    assert item == plan.items_on(day(2))[0]


# -- days off -----------------------------------------------------------------------------------------------------------------


def test_days_off_are_left_out_and_listed_when_asked_for() -> None:
    """The end is the first day that is due again; the later of two reasons is told."""
    plan = plan_of().skip(day(2), day(7)).skip(day(4), day(5), reason="illness")

    assert [day(0), day(7)] == [one.day for one in plan.occurrences(end=day(8))]
    found = plan.occurrences(end=day(8), excused=True)
    assert [None, "vacation", "illness", None] == [one.excused for one in found]
    assert found[1] == plan.occurrence("knee-1/2026-11-25/session")
    assert (None, "vacation", None) == (plan.day_off(day(1)), plan.day_off(day(2)), plan.day_off(day(7)))


# -- moves --------------------------------------------------------------------------------------------------------------------


def test_moving_to_another_day() -> None:
    """The id stays and the day changes, in the order of days; back again it is as if nothing had been."""
    plan = plan_of()
    moved = plan.move(FIRST, to=day(1))

    found = moved.occurrence(FIRST)
    assert (day(1), MONDAY, "after-waking") == (found.day, found.planned_on, found.habit)
    assert [day(1), day(2), day(4)] == [one.day for one in moved.occurrences(end=day(7))]
    later = plan.move(FIRST, to=day(3))
    assert [day(2), day(3), day(4)] == [one.day for one in later.occurrences(end=day(7))]
    assert plan.occurrences() == later.move(FIRST, to=MONDAY).occurrences()


def test_moving_to_another_time() -> None:
    """A time of the same day, a day at its moved time, and a day with its time; local, in the plan's zone."""
    dublin = ZoneInfo("Europe/Dublin")
    plan = plan_of(at=time(7, 30), time_zone="Europe/Dublin").move(FIRST, to=time(18))

    assert datetime(2026, 11, 23, 18, tzinfo=dublin) == plan.occurrence(FIRST).at
    assert plan.occurrence(FIRST).planned_on is None
    assert datetime(2026, 11, 24, 18, tzinfo=dublin) == plan.move(FIRST, to=day(1)).occurrence(FIRST).at
    assert datetime(2026, 11, 24, 9, tzinfo=dublin) == plan.move(FIRST, to=datetime(2026, 11, 24, 9)).occurrence(FIRST).at


def test_a_move_into_a_skipped_hour_says_so() -> None:
    """The clock rule holds for moved sessions too: nothing is shifted silently."""
    plan = plan_of(start=date(2026, 3, 23), at=time(7, 30), time_zone="Europe/Dublin")
    found = plan.move("knee-1/2026-03-27/session", to=datetime(2026, 3, 29, 1, 30)).occurrence("knee-1/2026-03-27/session")

    assert found.at is not None
    assert ("2026-03-29T02:30:00+01:00", "gap") == (found.at.isoformat(), found.adjusted)


def test_a_habit_may_be_moved_to_a_clock_time() -> None:
    """Where the plan has a zone; it then is after no habit."""
    found = plan_of(time_zone="Europe/Dublin").move(FIRST, to=time(9)).occurrence(FIRST)

    assert (datetime(2026, 11, 23, 9, tzinfo=UTC), None) == (found.at, found.habit)


def test_what_was_moved_past_the_end_of_its_phase_is_not_due() -> None:
    """Entering a phase ends the one before, with whatever was moved to a later day."""
    plan = Plan(id="p", phases=[phase("one", start=MONDAY), phase("two")])
    every = plan.occurrences(end=day(2))
    moved = attrs.evolve(plan, changes=[Move(occurrence=every[1].id, day=day(9))]).enter_phase("two", on=day(5))

    assert every[1].id not in {one.id for one in moved.occurrences()}
    assert every[0].id in {one.id for one in moved.occurrences()}


# -- deloads ------------------------------------------------------------------------------------------------------------------


def test_a_deload_is_a_share_and_then_a_step_less() -> None:
    """Half of each dose for a week, and after it one step less than before; nothing falls below its band."""
    plan = plan_of().deload(on=day(7))

    found = [doses_on(plan, number) for number in (6, 7, 13, 14)]
    assert ["1x10 hold 5s", "1x5 hold 5s", "1x5 hold 5s", "1x8 hold 5s"] == [one["quad-set"] for one in found]
    assert ["1x5 hold 5s", "1x5 hold 5s", "1x5 hold 5s", "1x5 hold 2s"] == [one["bridge"] for one in found]
    assert plan.deload_on(day(6)) is None
    assert plan.changes[0] == plan.deload_on(day(13))
    assert plan.deload_on(day(14)) is None


def test_the_share_and_the_weeks_are_the_callers() -> None:
    """A lowest dose stays what it is, during and after."""
    low = attrs.evolve(BUILT, items=[attrs.evolve(BUILT.items[0], dose=dose("1x5 hold 5s"))])
    plan = plan_of().deload(on=day(7), weeks=2, share=0.8, reason="illness")

    assert ["1x8 hold 5s", "1x8 hold 5s"] == [doses_on(plan, number)["quad-set"] for number in (20, 21)]
    assert {"1x5 hold 5s"} == {doses_on(plan_of(low).deload(on=day(7)), number)["quad-set"] for number in (0, 7, 14)}


def test_a_deload_of_what_is_prescribed_needs_the_clinician() -> None:
    """And touches nothing where a stored one has no name."""
    with pytest.raises(InvalidValue, match=r"Plan.deload.confirmed_by"):
        plan_of(PRESCRIBED).deload(on=day(7))
    confirmed = plan_of(PRESCRIBED).deload(on=day(7), confirmed_by="A. Example")
    assert "1x5 hold 5s" == doses_on(confirmed, 7)["quad-set"]
    assert isinstance(confirmed.changes[0], Deload)
    stored = attrs.evolve(confirmed, changes=[attrs.evolve(confirmed.changes[0], confirmed_by=None)])
    assert "1x10 hold 5s" == doses_on(stored, 7)["quad-set"]


# -- advice -------------------------------------------------------------------------------------------------------------------


def advice(action: str = "advance", *, confirm_by: str = "person", **fields: Any) -> Advice:
    usual: dict[str, Any] = {
        "item": "quad-set",
        "reasons": [AdviceReason(code="green")],
        "dose": dose("1x10 hold 5s"),
        "next_dose": dose("1x12 hold 5s"),
        "as_known_at": day(6),
        "expires_on": day(13),
    }
    return Advice(action=action, confirm_by=confirm_by, **{**usual, **fields})


def test_following_advice_is_one_call() -> None:
    """A step changes the dose from the day on; holding changes nothing."""
    plan = plan_of()

    assert "1x12 hold 5s" == doses_on(plan.follow(advice(), on=day(7)), 7)["quad-set"]
    assert "1x8 hold 5s" == doses_on(plan.follow(advice("ease", next_dose=dose("1x8 hold 5s")), on=day(7)), 7)["quad-set"]
    assert plan == plan.follow(advice("hold", confirm_by="therapist"), on=day(7))


def test_advice_that_needs_the_therapist_is_refused_until_one_agrees() -> None:
    """With the name it is followed, of a prescribed item too."""
    plan = plan_of(PRESCRIBED)

    with pytest.raises(InvalidValue, match=r"Plan.follow.confirmed_by"):
        plan.follow(advice(confirm_by="therapist"), on=day(7))
    followed = plan.follow(advice(confirm_by="therapist"), on=day(7), confirmed_by="A. Example")
    assert "1x12 hold 5s" == doses_on(followed, 7)["quad-set"]


def test_advice_for_another_dose_is_refused() -> None:
    """Of two steps from one review only one is taken, and none after the dose was eased."""
    for changed in (plan_of().follow(advice(), on=day(7)), plan_of().with_dose("quad-set", dose("1x6 hold 5s"), on=day(7))):
        with pytest.raises(InvalidValue, match="advice for the dose that the exercise has now"):
            changed.follow(advice(), on=day(8))


# -- what is refused ----------------------------------------------------------------------------------------------------------

CLOCK = plan_of(at={"morning": time(7, 30), "evening": time(19)}, time_zone="Europe/Dublin")
BAD: list[tuple[Callable[[], object], str]] = [
    (
        lambda: plan_of().with_dose("quad-set", dose("1x21 hold 5s"), on=day(7)),
        "Plan.with_dose.dose: expected a dose inside the band of the item, from its lowest to its highest",
    ),
    (
        lambda: plan_of().with_dose("quad-set", "1x12 hold 5s", on=day(7)),  # type: ignore[arg-type]
        "Plan.with_dose.dose: expected a dose inside the band of the item, from its lowest to its highest",
    ),
    (
        lambda: plan_of().with_dose("quad-set", dose("1x12 hold 5s"), on=day(28)),
        "Plan.with_dose.on: expected a day that falls into a phase of the plan",
    ),
    (
        lambda: plan_of().with_dose("quad-set", dose("1x12 hold 5s"), on=datetime(2026, 11, 23)),
        "Plan.with_dose.on: expected a date without a time, such as date(2026, 11, 23)",
    ),
    (
        lambda: plan_of().with_swap("quad-set", "bridge", on=day(1)),  # type: ignore[arg-type]
        "Plan.with_swap.new: expected a RoutineItem, made for this person, found type str",
    ),
    (
        lambda: plan_of().with_swap("quad-set", one_item("bridge"), on=day(1)),
        "Plan.with_swap.new: expected an exercise that is not in the routine already",
    ),
    (
        lambda: plan_of().with_swap("quad-set", one_item("bridge"), once=FIRST),
        "Plan.with_swap.new: expected an exercise that is not in the routine already",
    ),
    (
        lambda: plan_of().with_swap("quad-set", one_item("heel-slide")),
        "Plan.with_swap.on: expected a date without a time, such as date(2026, 11, 23)",
    ),
    (
        lambda: plan_of().with_swap("quad-set", one_item("heel-slide"), on=day(0), once=FIRST),
        "Swap.on: expected a day from which on, or the id of one occurrence, and not both",
    ),
    (
        lambda: plan_of(PRESCRIBED).with_swap("quad-set", one_item("heel-slide"), on=day(1)),
        "Plan.with_swap.confirmed_by: expected the name of the clinician who agreed, since the item is prescribed",
    ),
    (lambda: plan_of().skip(day(3), day(3)), "DaysOff.end: expected a day after start; it is the first day that is not off"),
    (
        lambda: plan_of().skip(day(3), day(4), reason="pain"),
        "DaysOff.reason: expected a reason that excuses: illness, therapist-said-rest, vacation",
    ),
    (lambda: plan_of().move(FIRST, to=time(9)), "Plan.move.to: expected a day only, since the plan has no time zone"),
    (lambda: plan_of().move(FIRST, to=day(28)), "Plan.move.to: expected a day of the same phase"),
    (lambda: plan_of().skip(day(1), day(2)).move(FIRST, to=day(1)), "Plan.move.to: expected a day that is not off"),
    (
        lambda: CLOCK.move("knee-1/2026-11-23/morning", to=day(2)),
        "Plan.move.to: expected a day that has no other session in this slot, so that nobody does double",
    ),
    (
        lambda: CLOCK.move("knee-1/2026-11-23/morning", to=datetime(2026, 11, 24, 9, tzinfo=UTC)),
        "Move.at: expected a time without a zone; the plan names the zone",
    ),
    (
        lambda: Move(occurrence=FIRST, day=MONDAY, at="9"),  # type: ignore[arg-type]
        "Move.at: expected a time without a zone; the plan names the zone",
    ),
    (
        lambda: plan_of().move(FIRST, to="tomorrow"),  # type: ignore[arg-type]
        "Plan.move.to: expected a date without a time, such as date(2026, 11, 23)",
    ),
    (lambda: plan_of().deload(on=day(1), share=1.5), "Plan.deload.share: expected a number from 0 to 1"),
    (lambda: plan_of().deload(on=day(1), share="half"), "Plan.deload.share: expected a number from 0 to 1"),  # type: ignore[arg-type]
    (lambda: plan_of().deload(on=day(1), reason="lazy"), "Deload.reason: expected one of illness, flare, other"),
    (lambda: plan_of().deload(on=day(1), weeks=0), "Deload.weeks: expected a whole number from 1 to 12"),
    (
        lambda: plan_of().follow(advice("ask", next_dose=None), on=day(7)),
        "Plan.follow.advice: expected advice that changes a dose; the therapist must be asked first",
    ),
    (
        lambda: plan_of().follow(advice("pause", item=None, next_dose=None), on=day(7)),
        "Plan.follow.advice: expected advice that changes a dose; the therapist must be asked first",
    ),
    (
        lambda: plan_of().follow(advice(next_dose=None), on=day(7)),
        "Plan.follow.advice: expected advice with an item and its next dose",
    ),
    (
        lambda: plan_of().follow(advice(), on=day(14)),
        "Plan.follow.on: expected a day from as_known_at to expires_on of the advice",
    ),
    (
        lambda: plan_of().follow(advice(), on=day(5)),
        "Plan.follow.on: expected a day from as_known_at to expires_on of the advice",
    ),
    (
        lambda: attrs.evolve(plan_of(), changes=[DoseChange(phase="two", item="quad-set", dose=dose("1x5"), on=MONDAY)]),
        "Plan.changes: expected changes of phases that the plan has",
    ),
    (lambda: attrs.evolve(plan_of(), changes=["rest"]), "Plan.changes[0]: expected a value of type a change, found type str"),
]


@pytest.mark.parametrize(("make", "message"), BAD, ids=[f"{number}: {message}" for number, (_, message) in enumerate(BAD)])
def test_what_breaks_a_rule_is_refused(make: Callable[[], object], message: str) -> None:
    """With the place and what would be right, and without what was found."""
    with pytest.raises(InvalidValue) as caught:
        make()

    assert message == str(caught.value)


def test_an_unknown_occurrence_or_item_is_refused_by_its_id() -> None:
    """Ids are no health data."""
    with pytest.raises(UnknownId, match="knee-1/2026-11-24/session"):
        plan_of().move("knee-1/2026-11-24/session", to=day(2))
    with pytest.raises(UnknownId, match="squat"):
        plan_of().with_swap("squat", one_item("heel-slide"), once=FIRST)


# -- laws ---------------------------------------------------------------------------------------------------------------------


@given(plans(routine=st.just(ROUTINE), max_phases=1, max_changes=4))
def test_no_change_moves_an_id(plan: Plan) -> None:
    """Whatever was changed, a plan of one phase has the sessions it had, by the same ids, moved past its end apart."""
    bare = attrs.evolve(plan, changes=())
    moved = {change.occurrence for change in plan.changes if isinstance(change, Move)}
    before, after = ({one.id for one in one_plan.occurrences(excused=True)} for one_plan in (bare, plan))

    assert after <= before
    assert before - after <= moved
    assert {one.id for one in plan.occurrences()} <= after


@given(plans(max_changes=4), st.integers(0, 60))
def test_no_change_leaves_a_band_or_what_is_prescribed(plan: Plan, number: int) -> None:
    """On every day each dose is in its band, or is the one it was planned with; a prescribed one moves with a name only."""
    start = plan.phases[0].start
    assert start is not None
    on = date.fromordinal(start.toordinal() + number)
    planned = plan.phase_on(on)
    swapped = [change.new for change in plan.changes if isinstance(change, Swap)]
    unconfirmed = all(getattr(change, "confirmed_by", None) is None for change in plan.changes)
    for item in plan.items_on(on):
        assert planned is not None
        usual = [one for routine in planned.routines for one in routine.items if one.id == item.id]
        assert item.band.holds(item.dose) or item in usual or item in swapped
        if unconfirmed and usual and usual[0].origin.kind == "prescribed" and item not in swapped:
            assert usual[0] == item


@given(plans(max_changes=4))
def test_a_changed_plan_reads_back_and_gives_the_same_routines(plan: Plan) -> None:
    """Stored and read again it is equal, and each of its sessions has the same routine."""
    again = from_json(to_json(plan), Plan)

    assert plan == again
    for one in plan.occurrences(excused=True)[:3]:
        assert plan.routine_for(one) == again.routine_for(one.id)


def test_a_deload_keeps_what_it_made() -> None:
    """Its doses are values, so that it reads the same under any policy of later days."""
    made = Deload(
        phase="phase-1",
        on=day(7),
        weeks=1,
        share=0.5,
        reason="flare",
        doses=[EasedDose(item="quad-set", during=dose("1x6 hold 5s"), after=dose("1x7 hold 5s"))],
    )
    plan = attrs.evolve(plan_of(), changes=[made, DaysOff(start=day(1), end=day(2), reason="illness")])

    assert ["1x6 hold 5s", "1x7 hold 5s"] == [doses_on(plan, number)["quad-set"] for number in (7, 14)]
    assert day(14) == made.end


def test_outside_the_phases_there_is_nothing_to_do() -> None:
    """Before the start and after the end."""
    for number in (-1, 28):
        assert plan_of().routine_on(day(number)) is None
        assert () == plan_of().items_on(day(number))
        assert plan_of().deload_on(day(number)) is None


def test_the_routine_of_a_session_is_that_of_the_person() -> None:
    """A plan without changes gives what was planned."""
    plan = weekly()

    assert PERSON.screening is not None
    assert ROUTINE == plan.routine_for(plan.occurrences()[0]) == plan.routine_on(MONDAY)
