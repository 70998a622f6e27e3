"""Weeks: a routine for each day, in one phase."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from planned import MONDAY, day, phase
from ten_exercises import ten_exercises

import homept as pt
from homept.errors import InvalidValue
from homept.plan import DayRoutine, Frequency, Plan
from homept.routine import Routine

CATALOG = ten_exercises()
PERSON = pt.Person(
    age=40,
    conditions=(),
    equipment={"chair", "wall", "counter", "mat"},
    gets_up_from_floor=True,
    screening=pt.Screening.all_clear(on=MONDAY),
)


def routine(*ids: str) -> Routine:
    return pt.prescribe(CATALOG, dict.fromkeys(ids), person=PERSON, by="A. Example", on=MONDAY)


LEGS, ARMS, MIXED = routine("quad-set", "bridge"), routine("wall-slide"), routine("quad-set", "wall-slide")


@attrs.frozen
class Week:
    """What the week of another room looks like from here."""

    routines: Any


def weekly(routines: Any, **fields: Any) -> Plan:
    usual: dict[str, Any] = {"id": "p", "start": MONDAY, "weeks": 2, "at": "after-waking"}
    return Plan.weekly(routines, **{**usual, **fields})


@pytest.mark.parametrize("given", [dict, Week, lambda days: Week(tuple(days.items()))])
def test_each_day_has_its_routine(given: Any) -> None:
    """A mapping from days, or a week that has one; its days are those of the plan."""
    plan = weekly(given({"thu": ARMS, "mon": LEGS, "sat": LEGS}))

    assert ("mon", "thu", "sat") == plan.phases[0].frequency.days
    assert (LEGS, ARMS, LEGS) == tuple(plan.routine_for(one) for one in plan.occurrences()[:3])
    assert (LEGS, ARMS) == plan.phases[0].routines == plan.routines_on(MONDAY)
    assert ["quad-set", "bridge", "wall-slide"] == [item.id for item in plan.items_on(MONDAY)]


def test_the_days_may_be_said_again() -> None:
    """But not differently."""
    assert weekly({"mon": LEGS, "thu": ARMS}) == weekly({"mon": LEGS, "thu": ARMS}, days="thu mon")
    with pytest.raises(InvalidValue, match=r"Plan.weekly.days: expected the days of the routines, or nothing"):
        weekly({"mon": LEGS, "thu": ARMS}, days="mon")
    with pytest.raises(InvalidValue, match=r"Plan.weekly.days: expected days such as 'mon wed fri'"):
        weekly(LEGS)


def test_a_moved_session_keeps_its_routine() -> None:
    """Monday's session on a Thursday of another slot is still Monday's."""
    plan = weekly({"mon": LEGS, "thu": ARMS}).move("p/2026-11-23/session", to=day(1))

    assert LEGS == plan.routine_for("p/2026-11-23/session")


def test_a_dose_holds_on_every_day() -> None:
    """The exercise that is on two days changes on both."""
    plan = weekly({"mon": LEGS, "thu": MIXED})
    plan = plan.with_dose("quad-set", pt.Dose.parse("1x12 hold 5s"), on=day(1), confirmed_by="A. Example")

    assert ["1x10 hold 5s", "1x12 hold 5s"] == [str(plan.routine_for(one).items[0].dose) for one in plan.occurrences()[:2]]


def test_a_swap_looks_at_the_days_that_have_the_exercise() -> None:
    """An exercise of Thursday may come to Monday, and not twice to one day."""
    plan = weekly({"mon": LEGS, "thu": ARMS})
    swapped = plan.with_swap("bridge", ARMS.items[0], on=day(0), confirmed_by="A. Example")

    assert ["quad-set", "wall-slide"] == [item.id for item in swapped.routine_for("p/2026-11-23/session").items]
    with pytest.raises(InvalidValue, match="not in the routine already"):
        weekly({"mon": LEGS, "thu": MIXED}).with_swap("quad-set", ARMS.items[0], on=day(0), confirmed_by="A. Example")


@pytest.mark.parametrize("given", [None, {}, {"mon": "legs"}, Week(None), Week(5), [("mon", LEGS)]])
def test_what_is_no_week_is_refused(given: Any) -> None:
    """With what would be right."""
    with pytest.raises(InvalidValue, match=r"Plan.weekly.routine: expected a routine, or one for each day"):
        weekly(given)


def test_an_exercise_has_one_dose_in_a_week() -> None:
    """Advice is about one dose, so two for one exercise are refused; so are days without sessions, and a day twice."""
    other = pt.prescribe(CATALOG, {"quad-set": pt.Dose.parse("1x8 hold 5s")}, person=PERSON, by="A. Example", on=MONDAY)
    with pytest.raises(InvalidValue, match=r"Phase.by_day: expected one dose and band for an exercise, whatever the day"):
        weekly({"mon": LEGS, "thu": other})
    on = Frequency(days="mon")
    for by_day in ([DayRoutine(day="tue", routine=ARMS)], [DayRoutine(day="mon", routine=ARMS)] * 2):
        with pytest.raises(InvalidValue, match=r"Phase.by_day: expected days of the week on which the phase has sessions"):
            phase("one", by_day=by_day, frequency=on)
