"""Plans as values: occurrences between dates, stable ids, phases that end one another, criteria, and what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import MONDAY, ROUTINE, day, phase, weekly
from ten_exercises import ten_exercises

import homept as pt
from homept.errors import InvalidValue, UnknownId
from homept.plan import Criterion, Occurrence, Phase, Plan, Slot
from homept.testing import plans

DUBLIN = {"time_zone": "Europe/Dublin"}


def test_an_occurrence_tells_its_session() -> None:
    """An occurrence holds its id, its plan and phase, its local day, its slot, and when it is."""
    first = weekly(at=time(7, 30), **DUBLIN).occurrences()[0]

    expected = ("knee-1/2026-11-23/session", "knee-1", "phase-1", MONDAY, "session", "2026-11-23T07:30:00+00:00", None, None)
    found = (
        first.id,
        first.plan,
        first.phase,
        first.day,
        first.slot,
        str(first.at).replace(" ", "T"),
        first.habit,
        first.adjusted,
    )
    assert expected == found


def test_a_habit_needs_no_zone_and_has_no_time() -> None:
    """A session tied to a habit has no clock time, with a zone and without."""
    for zone in (None, "Europe/Dublin"):
        first = weekly(at="after-waking", time_zone=zone).occurrences()[0]

        assert (None, "after-waking") == (first.at, first.habit)


@given(plans(routine=st.just(ROUTINE)), st.dates(date(2025, 12, 1), date(2028, 12, 31)), st.integers(0, 400))
def test_a_window_is_cut_from_the_whole(plan: Plan, start: date, length: int) -> None:
    """The occurrences from a day up to, and without, another are those of the whole plan on these days, in the same order."""
    end = start + timedelta(days=length)
    whole = plan.occurrences()

    assert tuple(one for one in whole if start <= one.day < end) == plan.occurrences(start, end)
    assert tuple(one for one in whole if start <= one.day) == plan.occurrences(start)
    assert tuple(one for one in whole if one.day < end) == plan.occurrences(end=end)


@given(plans(routine=st.just(ROUTINE)))
def test_each_occurrence_has_its_own_id_and_is_found_by_it(plan: Plan) -> None:
    """Ids are unique and made of plan, day and slot, and lead back to the occurrence."""
    whole = plan.occurrences()

    assert len(whole) == len({one.id for one in whole})
    for one in whole[:5]:
        assert f"{plan.id}/{one.planned_on or one.day}/{one.slot}" == one.id
        assert one == plan.occurrence(one.id)


@given(plans(routine=st.just(ROUTINE)))
def test_each_occurrence_lies_in_its_phase(plan: Plan) -> None:
    """The phase of an occurrence is the one that its day falls into."""
    assert all(plan.phase_on(one.day) == plan.phase(one.phase) for one in plan.occurrences())


def test_moving_a_slot_keeps_the_ids() -> None:
    """Another clock time, another habit in place of it, or another zone changes when a session is and not which one it is."""
    plan = weekly(at={"morning": time(7, 30), "evening": time(19)}, **DUBLIN)
    ids = [one.id for one in plan.occurrences()]

    def moved(slots: list[Slot], zone: str = "Europe/Dublin") -> list[str]:
        phases = (attrs.evolve(plan.phases[0], slots=slots),)
        return [one.id for one in attrs.evolve(plan, phases=phases, time_zone=zone).occurrences()]

    assert ids == moved([Slot(name="morning", at=time(9)), Slot(name="evening", at=time(20, 15))])
    assert ids == moved([Slot(name="morning", habit="after-waking"), Slot(name="evening", at=time(19))])
    assert ids == moved([Slot(name="morning", at=time(7, 30)), Slot(name="evening", at=time(19))], "Asia/Tokyo")


def test_unrelated_edits_keep_the_ids() -> None:
    """More weeks, another routine, more days of the week, or one more named slot leave the ids there were as they are."""
    plan = weekly(at={"morning": "after-waking"})
    ids = {one.id for one in plan.occurrences()}
    other = pt.prescribe(
        ten_exercises(),
        {"ankle-pump": None},
        person=pt.Person(age=40, conditions=(), screening=pt.Screening.all_clear(on=MONDAY)),
        by="A. Example",
        on=MONDAY,
    )

    edits: list[dict[str, Any]] = [
        {"weeks": 8},
        {"days": "mon tue wed thu fri"},
        {"at": {"morning": "after-waking", "evening": "before-bed"}},
    ]
    for edit in edits:
        assert ids <= {one.id for one in weekly(**{"at": {"morning": "after-waking"}, **edit}).occurrences()}
    swapped = attrs.evolve(plan, phases=(attrs.evolve(plan.phases[0], routine=other),))
    assert ids == {one.id for one in swapped.occurrences()}


def three_phases() -> Plan:
    return Plan(id="knee-1", phases=[phase("calm", start=MONDAY), phase("build"), phase("keep")])


def test_a_phase_may_be_entered_with_a_routine_made_anew() -> None:
    """The person was screened again, and the rules say something else by now; the phases before stay as they were."""
    other = attrs.evolve(ROUTINE, on=day(7), items=ROUTINE.items[:1])
    plan = three_phases().enter_phase("build", on=day(7), routine=other)

    assert (ROUTINE, other) == (plan.routine_on(day(6)), plan.routine_on(day(7)))


def test_entering_a_phase_ends_the_one_before() -> None:
    """From the day a phase is entered on, its sessions are due and none of the phase before."""
    plan = three_phases().enter_phase("build", on=day(10))

    phases = [one.phase for one in plan.occurrences()]
    assert ["calm"] * 10 + ["build"] * 28 == phases
    assert "calm" == plan.phase_on(day(9)).id  # type: ignore[union-attr]  # one of them is on this day
    assert "build" == plan.phase_on(day(10)).id  # type: ignore[union-attr]


def test_entering_a_phase_leaves_the_plan_it_came_from_as_it_was() -> None:
    """A plan is a value: entering a phase gives another plan."""
    plan = three_phases()

    entered = plan.enter_phase("build", on=day(10))

    assert three_phases() == plan
    assert plan != entered
    assert {one.id for one in plan.occurrences(end=day(10))} == {one.id for one in entered.occurrences(end=day(10))}


def test_a_phase_that_nobody_entered_ends_by_its_weeks() -> None:
    """Between the end of one phase and the start of the next nothing is due, and the day falls into no phase."""
    plan = three_phases().enter_phase("build", on=day(40))

    assert plan.phase_on(day(28)) is None
    assert () == plan.occurrences(day(28), day(40))
    assert plan.phase_on(day(-1)) is None
    assert plan.phase_on(day(40 + 28)) is None


def test_a_phase_may_be_left_out() -> None:
    """Entering the third phase from the first is allowed; the second one never starts."""
    plan = three_phases().enter_phase("keep", on=day(10))

    assert {"calm", "keep"} == {one.phase for one in plan.occurrences()}


BAD: list[tuple[Callable[[], object], str]] = [
    (
        lambda: three_phases().enter_phase("calm", on=day(3)),
        "Plan.phases.calm: expected a phase that has not started yet",
    ),
    (
        lambda: three_phases().enter_phase("build", on=MONDAY),
        "Plan.phases: expected phases that start in their order, each on its own day",
    ),
    (
        lambda: three_phases().enter_phase("build", on=day(-3)),
        "Plan.phases: expected phases that start in their order, each on its own day",
    ),
    (
        lambda: three_phases().enter_phase("keep", on=day(10)).enter_phase("build", on=day(20)),
        "Plan.phases: expected phases that start in their order, each on its own day",
    ),
    (
        lambda: three_phases().enter_phase("build", on=datetime(2026, 12, 1)),  # just that is refused
        "Phase.start: expected a date without a time, such as date(2026, 11, 23)",
    ),
    (lambda: Plan(id="knee-1", phases=[]), "Plan.phases: expected at least one phase, each with its own id"),
    (
        lambda: Plan(id="knee-1", phases=[phase("one"), phase("one")]),
        "Plan.phases: expected at least one phase, each with its own id",
    ),
    (
        lambda: Plan(id="Knee 1", phases=[phase("one")]),
        "Plan.id: expected an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -",
    ),
    (
        lambda: weekly(at=time(7, 30)),
        "Plan.time_zone: expected the name of a time zone, such as 'Europe/Dublin', since a slot has a clock time",
    ),
    (lambda: weekly(weeks=0), "Phase.weeks: expected a whole number from 1 to 104"),
    (lambda: weekly(start="2026-11-23"), "Phase.start: expected a date without a time, such as date(2026, 11, 23)"),
    (
        lambda: weekly().occurrences(datetime(2026, 11, 23)),
        "occurrences.start: expected a date without a time, such as date(2026, 11, 23)",
    ),
    (
        lambda: weekly().occurrences(end=datetime(2026, 11, 23)),
        "occurrences.end: expected a date without a time, such as date(2026, 11, 23)",
    ),
    (lambda: phase("one", entry=["therapist-agrees"]), "Phase.entry[0]: expected a value of type Criterion, found type str"),
    (lambda: phase("one", exit=[1]), "Phase.exit[0]: expected a value of type Criterion, found type int"),
    (
        lambda: Criterion(kind="weeks-passed"),
        "Criterion.weeks: expected for weeks-passed: weeks, nothing else",
    ),
    (
        lambda: Criterion(kind="pain-settled", sessions=3, weeks=2),
        "Criterion.weeks: expected for pain-settled: sessions, nothing else",
    ),
    (lambda: Criterion(kind="therapist-agrees", item="x"), "Criterion.item: expected for therapist-agrees: nothing else"),
    (
        lambda: Criterion(kind="measure-reached", measure="knee-flexion", unit="degrees"),
        "Criterion.at_least: expected one of at_least and at_most",
    ),
    (
        lambda: Criterion(kind="measure-reached", measure="knee-flexion", unit="degrees", at_least=90),  # type: ignore[arg-type]
        "Criterion.at_least: expected a finite Decimal, found 90",
    ),
    (
        lambda: Criterion(kind="measure-reached", measure="knee-bend", unit="degrees", at_least=Decimal(90)),
        "Criterion.measure: expected the id of a scale of homept.measures, such as knee-flexion, or one of your own with a namespace",
    ),
    (
        lambda: Criterion(kind="measure-reached", measure="knee-flexion", unit="deg", at_least=Decimal(90)),
        "Criterion.unit: expected the unit of this measure, degrees",
    ),
    (
        lambda: Criterion(kind="measure-reached", measure="knee-flexion", unit="degrees", at_most=Decimal(900)),
        "Criterion.at_most: expected a number from 0 to 180, the range of this measure",
    ),
    (
        lambda: Criterion(kind="feels-good"),
        "Criterion.kind: expected one of weeks-passed, sessions-done, pain-settled, measure-reached, dose-reached, therapist-agrees, found 'feels-good'",
    ),
]


@pytest.mark.parametrize(("make", "message"), BAD, ids=[f"{number}: {message}" for number, (_, message) in enumerate(BAD)])
def test_bad_input(make: Callable[[], object], message: str) -> None:
    """What is no plan is refused with the place and what would be right."""
    with pytest.raises(InvalidValue) as caught:
        make()

    assert message == str(caught.value)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "Dublin", "../etc/passwd", "America", 5])
def test_a_bad_zone_is_refused_by_name(zone: Any) -> None:
    """What is not the name of a time zone is refused where it is given, whatever kind of error the system has for it."""
    with pytest.raises(InvalidValue) as caught:
        weekly(at=time(7, 30), time_zone=zone)

    assert str(caught.value).startswith("Plan.time_zone: expected the name of a time zone, such as 'Europe/Dublin'")


def test_an_unknown_phase_or_occurrence() -> None:
    """Asking for a phase or an occurrence that is not in the plan is an error that names it; a phase gets suggestions."""
    plan = three_phases()

    with pytest.raises(UnknownId) as caught:
        plan.enter_phase("bild", on=day(10))
    assert ("phase", "bild", ("calm", "build", "keep")) == (caught.value.kind, caught.value.id, caught.value.suggestions)

    with pytest.raises(UnknownId) as caught:
        plan.occurrence("knee-1/2026-11-22/session")
    assert "no occurrence has the id 'knee-1/2026-11-22/session'" == str(caught.value)


@given(plans(routine=st.just(ROUTINE)))
def test_a_plan_pickles_and_hashes(plan: Plan) -> None:
    """A plan comes back equal from pickling, with an equal hash and equal occurrences."""
    again = pickle.loads(pickle.dumps(plan))

    assert plan == again
    assert hash(plan) == hash(again)
    assert plan.occurrences() == again.occurrences()


def test_reprs_tell_no_content() -> None:
    """A plan shows its id and how many phases it has, a phase nothing: what somebody does at home is their own affair."""
    plan = weekly()

    assert "<Plan knee-1 of 1 phases>" == repr(plan)
    assert "<Phase>" == repr(plan.phases[0])


def test_criteria_are_kept_as_data() -> None:
    """A phase keeps what has to be true to enter and to leave it."""
    entry, leave = Criterion(kind="weeks-passed", weeks=2), Criterion(kind="therapist-agrees")
    kept: Phase = phase("one", entry=[entry], exit=[leave])

    assert ((entry,), (leave,)) == (kept.entry, kept.exit)


def test_an_occurrence_without_a_zone_is_refused() -> None:
    """An occurrence's time has a zone."""
    with pytest.raises(InvalidValue, match=r"Occurrence\.at: expected a datetime with a time zone"):
        Occurrence(id="a/b/c", plan="a", phase="p", day=MONDAY, slot="c", at=datetime(2026, 11, 23, 7, 30))


def test_the_routine_is_embedded() -> None:
    """A plan holds its routine whole, so that it reads the same whatever happens to the catalog."""
    assert ROUTINE == weekly().phases[0].routine
