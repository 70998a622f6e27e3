"""The strategies' options: values that fit together, and all the cases that matter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import get_args

from hypothesis import given, seed, settings
from hypothesis import strategies as st

import homept as pt
from homept import testing as pt_testing
from homept.progress import MorningReport, SessionReport
from homept.progress.entries import Report
from homept.safety import screen
from homept.work import Distance

MONDAY = date(2026, 11, 23)


@given(id=pt_testing.ids(), plain=pt_testing.ids(namespaced=False), spaced=pt_testing.ids(namespaced=True))
def test_ids_with_and_without_a_namespace(id: str, plain: str, spaced: str) -> None:
    """As asked for, or both."""
    assert "." not in plain
    assert 1 == spaced.count(".")
    assert 64 >= max(map(len, (id, plain, spaced)))


@given(person=pt_testing.people(on=MONDAY))
def test_all_that_is_dated_of_a_person_lies_before_the_day_asked_about(person: pt.Person) -> None:
    """So that judging does not stumble over an operation in the future."""
    said = [person.screening.on] if person.screening else []
    said += [surgery.on for surgery in person.surgeries if surgery.on is not None]
    said += [clearance.on for clearance in person.clearances]
    said += [override.on for override in person.overrides]

    assert all(day <= MONDAY for day in said)


@given(person=pt_testing.people(on=MONDAY, all_clear=True))
def test_nothing_stops_an_all_clear_person(person: pt.Person) -> None:
    """An adult, screened on that day."""
    screen(person, on=MONDAY)

    assert person.screened(MONDAY)


@given(data=st.data(), catalog=pt_testing.catalogs())
def test_wishes_and_routines_of_a_catalog_name_its_exercises(data: st.DataObject, catalog: pt.Catalog) -> None:
    """And no others."""
    wish = data.draw(pt_testing.requests(catalog=catalog))

    assert wish.must_have | wish.must_not <= set(catalog)
    if len(catalog):
        routine = data.draw(pt_testing.routines(catalog=catalog, max_size=2))
        assert 2 >= len(routine.items)
        assert {item.exercise.id for item in routine.items} <= set(catalog)


@given(data=st.data(), plan=pt_testing.plans(max_phases=3))
def test_journals_and_occurrences_of_a_plan_belong_to_it(data: st.DataObject, plan: pt.Plan) -> None:
    """Each report on a planned session is on one of the plan's."""
    known = {one.id for one in plan.occurrences()}
    journal = data.draw(pt_testing.journals(plan=plan, replica="phone-1"))
    reports = [entry.report for entry in journal.entries]

    assert data.draw(pt_testing.occurrences(plan=plan)).id in known
    assert "phone-1" == journal.replica
    assert {report.occurrence for report in reports if isinstance(report, SessionReport | MorningReport)} <= known | {None}


@given(data=st.data(), routine=pt_testing.routines())
def test_plans_of_a_routine(data: st.DataObject, routine: pt.Routine) -> None:
    """A narrower strategy is used for every phase."""
    plan = data.draw(pt_testing.plans(routine=st.just(routine)))

    assert {routine} == {phase.routine for phase in plan.phases}


@given(routine=pt_testing.routines(), review=pt_testing.value_of(pt.progress.Review))
def test_what_is_drawn_can_be_printed(routine: pt.Routine, review: pt.progress.Review) -> None:
    """Every code has its sentence, so that an app can test its own pages with drawn values."""
    assert all(item.exercise.name.split()[0] in routine.to_text() for item in routine.items)
    assert review.to_text()


@given(dose=pt_testing.doses(work=pt_testing.value_of(Distance)))
def test_doses_of_one_kind_of_work(dose: pt.Dose) -> None:
    """As asked for."""
    assert isinstance(dose.work, Distance)


@given(exercise=pt_testing.exercises(id="clinic.step-up", links=["bridge", "clamshell"], language="es"))
def test_exercises_as_asked_for(exercise: pt.Exercise) -> None:
    """With an id, links and a language."""
    assert ("clinic.step-up", "es") == (exercise.id, exercise.text.language)
    assert set(exercise.easier + exercise.harder) <= {"bridge", "clamshell"}


def test_journals_hold_what_real_ones_hold() -> None:
    """Reports of every kind, corrections, late entries, and what erasing leaves."""
    seen: set[object] = set()
    wanted: set[object] = {*get_args(Report), "correction", "late"}

    @settings(max_examples=100)
    @given(journal=pt_testing.journals())
    def look(journal: pt.Journal) -> None:
        for entry in journal.entries:
            seen.add(type(entry.report))
            if entry.supersedes:
                seen.add("correction")
            if isinstance(entry.report, SessionReport) and entry.recorded_at - entry.report.happened_at > timedelta(days=3):
                seen.add("late")

    # A pause comes only of erasing a sign, which is rare.
    for number in range(50):
        seed(number)(look)()
        if wanted == seen:
            break

    assert wanted == seen


@given(moment=pt_testing.moments(first=MONDAY, last=MONDAY + timedelta(days=1)))
def test_moments_have_a_zone(moment: datetime) -> None:
    """And lie where they were asked for, by their own clock."""
    assert moment.tzinfo is not None
    assert MONDAY <= moment.date() <= MONDAY + timedelta(days=1)


def test_moments_include_the_hour_that_a_clock_repeats() -> None:
    """The second time it is shown, too."""
    autumn = date(2026, 10, 25)
    seen: set[tuple[int, timedelta | None]] = set()

    @settings(max_examples=200)
    @given(moment=pt_testing.moments(first=autumn, last=autumn))
    def look(moment: datetime) -> None:
        if moment.replace(fold=1).utcoffset() != moment.replace(fold=0).utcoffset():
            seen.add((moment.fold, moment.utcoffset()))

    look()

    assert {(0, timedelta(hours=1)), (1, timedelta(0))} <= seen
