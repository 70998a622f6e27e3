"""Strategies for plans and occurrences."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept import vocabulary
from homept.measures import Scale
from homept.plan import (
    Adaptation,
    Criterion,
    DayRoutine,
    DaysOff,
    Deload,
    DoseChange,
    EasedDose,
    Frequency,
    Move,
    Occurrence,
    Phase,
    Plan,
    Program,
    ProgramItem,
    ProgramPhase,
    RecordChange,
    Slot,
    StartedProgram,
    Swap,
)
from homept.plan.changes import Change
from homept.plan.schedule import DAYS
from homept.routine import Routine
from homept.testing._basics import days, ids, reused, texts, time_zones, words
from homept.testing._doses import dose_bands, doses
from homept.testing._measures import known_scales
from homept.testing._routines import left_outs, routine_items, routines

__all__ = ["changes", "criteria", "frequencies", "occurrences", "phases", "plans", "slots"]

# Clocks change between one and three in the morning of these days, in some of the zones.
_DAYS_OF_CHANGE = (
    date(2026, 3, 8),
    date(2026, 3, 29),
    date(2026, 4, 5),
    date(2026, 10, 4),
    date(2026, 10, 25),
    date(2026, 11, 1),
)


def _reaching(scale: Scale) -> SearchStrategy[Criterion]:
    return st.builds(
        Criterion,
        kind=st.just("measure-reached"),
        measure=st.just(scale.id),
        unit=st.just(scale.unit),
        at_most=st.decimals(scale.lowest, scale.highest, places=1),
    )


@reused
def criteria() -> SearchStrategy[Criterion]:
    """Draw a criterion for entering or leaving a phase."""
    number = st.decimals(-500, 500, places=1)
    measured = st.builds(
        Criterion,
        kind=st.just("measure-reached"),
        measure=ids(namespaced=True),
        unit=texts(),
        side=st.none() | words("sides"),
        at_least=number,
    )
    return st.one_of(
        st.builds(Criterion, kind=st.just("weeks-passed"), weeks=st.integers(1, 104)),
        st.builds(Criterion, kind=st.sampled_from(("sessions-done", "pain-settled")), sessions=st.integers(1, 365)),
        measured,
        known_scales().flatmap(_reaching),
        measured.map(lambda one: attrs.evolve(one, at_least=None, at_most=one.at_least)),
        st.builds(Criterion, kind=st.just("dose-reached"), item=ids()),
        st.just(Criterion(kind="therapist-agrees")),
    )


@reused
def frequencies() -> SearchStrategy[Frequency]:
    """Draw some days of the week, or a number of days."""
    on_days = st.sets(st.sampled_from(DAYS), min_size=1)
    return st.builds(Frequency, days=on_days) | st.builds(Frequency, every_days=st.integers(1, 60))


@reused
def slots() -> SearchStrategy[Slot]:
    """Draw a slot at a clock time or after a habit."""
    return st.builds(Slot, name=ids(), at=st.times()) | st.builds(Slot, name=ids(), habit=words("habits"))


@reused
@st.composite
def _slots_of_a_day(draw: st.DrawFn, *, clock: bool) -> tuple[Slot, ...]:
    names = draw(st.lists(ids(namespaced=False), min_size=1, max_size=3, unique=True))
    if not clock:
        return tuple(Slot(name=name, habit=draw(words("habits"))) for name in names)
    times = sorted(draw(st.lists(st.times(), min_size=len(names), max_size=len(names), unique=True)))
    return tuple(Slot(name=name, at=at) for name, at in zip(names, times, strict=True))


@reused
@st.composite
def phases(
    draw: st.DrawFn,
    *,
    id: str | None = None,
    start: SearchStrategy[date | None] | None = None,
    clock: bool = True,
    routine: SearchStrategy[Routine] | None = None,
) -> Phase:
    """Draw a phase, which has started or not unless *start* says, at clock times or tied to habits."""
    found = st.lists(criteria(), max_size=1).map(tuple)
    whole, frequency = draw(routines() if routine is None else routine), draw(frequencies())
    # A day of its own has some of the exercises; they have the same dose on every day.
    own = draw(st.sets(st.sampled_from(frequency.days), max_size=1)) if frequency.days else set()
    some = attrs.evolve(whole, items=whole.items[: draw(st.integers(1, len(whole.items)))])
    return Phase(
        id=draw(ids()) if id is None else id,
        routine=whole,
        start=draw(st.none() | days() if start is None else start),
        weeks=draw(st.integers(1, 6)),
        frequency=frequency,
        slots=draw(_slots_of_a_day(clock=clock)),
        entry=draw(found),
        exit=draw(found),
        by_day=tuple(DayRoutine(day=day, routine=some) for day in own),
        confirmed_by=draw(st.none() | texts()),
    )


@reused
@st.composite
def plans(draw: st.DrawFn, *, routine: SearchStrategy[Routine] | None = None, max_phases: int = 2, max_changes: int = 2) -> Plan:
    """
    Draw a plan of one or more phases, the first of which has started, at clock times in a real zone or tied to habits, with up
    to *max_changes* changes.

    *routine* narrows what is planned, such as ``st.just(routine)`` for one routine.
    """
    clock = draw(st.booleans())
    names = draw(st.lists(ids(namespaced=False), min_size=1, max_size=max_phases, unique=True))
    begun = draw(st.integers(1, len(names)))
    starts: list[date | None] = []
    start = draw(days(first=date(2026, 1, 1), last=date(2027, 12, 31)))
    for number in range(len(names)):
        starts.append(start if number < begun else None)
        # A week at least, so that each phase that has started has a session.
        start += timedelta(days=draw(st.integers(7, 40)))
    plan = Plan(
        id=draw(ids(namespaced=False)),
        phases=tuple(
            draw(phases(id=name, start=st.just(begin), clock=clock, routine=routine))
            for name, begin in zip(names, starts, strict=True)
        ),
        time_zone=draw(time_zones() if clock else st.none() | time_zones()),
    )
    return attrs.evolve(plan, changes=draw(st.lists(changes(plan), max_size=max_changes).map(tuple)))


def _doses_of(plan: Plan) -> SearchStrategy[tuple[str, str, EasedDose]]:
    """Draw a phase and an item of the plan with a dose of its band for a while, and one for after it."""
    return st.sampled_from(
        [
            (phase.id, item.id, EasedDose(item=item.id, during=during, after=after))
            for phase in plan.phases
            for item in phase.routine.items
            for during in (item.band.low, item.band.start)
            for after in (item.dose, item.band.high)
        ]
    )


@reused
@st.composite
def changes(draw: st.DrawFn, plan: Plan) -> Change:
    """Draw a change of *plan*, made as a stored one may be: it can be of no effect."""
    phase, item, doses_of_item = draw(_doses_of(plan))
    first = plan.phases[0].start
    assert first is not None, "the first phase of a drawn plan has started"
    on = first + timedelta(days=draw(st.integers(0, 40)))
    planned = plan.occurrences()
    occurrence = draw(st.sampled_from(planned))
    confirmed_by = draw(st.none() | texts())
    if draw(st.booleans()):
        at = st.times() if plan.time_zone is not None else st.just(None)
        next_day = occurrence.day + timedelta(days=1)
        # Past the end of its phase it would be gone, and a plan may have no other.
        to = next_day if plan.phase_on(next_day) == plan.phase_on(occurrence.day) else occurrence.day
        return draw(
            st.builds(DaysOff, start=st.just(on), end=st.just(on + timedelta(days=3)), reason=_excusing_words())
            | st.builds(
                Move,
                occurrence=st.just(occurrence.id),
                day=st.just(occurrence.day) | st.just(to),
                at=st.none() | at,
            )
        )
    return draw(
        st.just(DoseChange(phase=phase, item=item, dose=doses_of_item.after, on=on, confirmed_by=confirmed_by))
        | st.just(
            Deload(phase=phase, on=on, weeks=1, share=0.5, reason="flare", doses=(doses_of_item,), confirmed_by=confirmed_by)
        )
        | st.builds(
            Swap,
            phase=st.just(phase),
            item=st.just(item),
            new=routine_items(),
            on=st.just(on),
            confirmed_by=st.just(confirmed_by),
        )
        | st.builds(
            Swap,
            phase=st.just(phase),
            item=st.just(item),
            new=routine_items(),
            occurrence=st.just(occurrence.id),
            confirmed_by=st.just(confirmed_by),
        )
    )


def _excusing_words() -> SearchStrategy[str]:
    return st.sampled_from(sorted(word.id for word in vocabulary.words("skip_reasons") if word.kind == "excused"))


@reused
def day_routines() -> SearchStrategy[DayRoutine]:
    """Draw the routine of a day of the week."""
    return st.builds(DayRoutine, day=st.sampled_from(DAYS), routine=routines())


@reused
def dose_changes() -> SearchStrategy[DoseChange]:
    """Draw a change of a dose."""
    return st.builds(DoseChange, phase=ids(), item=ids(), dose=doses(), on=days(), confirmed_by=st.none() | texts())


@reused
def swaps() -> SearchStrategy[Swap]:
    """Draw a swap, for good or once."""
    some = {"phase": ids(), "item": ids(), "new": routine_items(), "confirmed_by": st.none() | texts()}
    return st.builds(Swap, **some, on=days()) | st.builds(Swap, **some, occurrence=texts())


@reused
def eased_doses() -> SearchStrategy[EasedDose]:
    """Draw what a deload makes of a dose."""
    return st.builds(EasedDose, item=ids(), during=doses(), after=doses())


@reused
def deloads() -> SearchStrategy[Deload]:
    """Draw some weeks with less."""
    return st.builds(
        Deload,
        phase=ids(),
        on=days(),
        weeks=st.integers(1, 12),
        share=st.floats(0, 1),
        reason=st.sampled_from(("illness", "flare", "other")),
        doses=st.lists(eased_doses(), max_size=2).map(tuple),
        confirmed_by=st.none() | texts(),
    )


@reused
def days_off() -> SearchStrategy[DaysOff]:
    """Draw days without sessions."""
    return st.builds(
        lambda start, length, reason: DaysOff(start=start, end=start + timedelta(days=length), reason=reason),
        days(),
        st.integers(1, 30),
        _excusing_words(),
    )


@reused
def moves() -> SearchStrategy[Move]:
    """Draw the move of an occurrence."""
    return st.builds(Move, occurrence=texts(), day=days(), at=st.none() | st.times())


@reused
def record_changes() -> SearchStrategy[RecordChange]:
    """Draw what a catalog says otherwise than a record of a plan."""
    return st.builds(
        RecordChange,
        phase=ids(),
        exercise=ids(),
        kind=st.sampled_from(("changed", "withdrawn", "missing")),
        revision=st.integers(1, 99),
        new_revision=st.none() | st.integers(1, 99),
        fields=st.lists(st.sampled_from(("dose", "text", "precautions")), max_size=2, unique=True).map(tuple),
        band=st.none() | dose_bands(),
        new_band=st.none() | dose_bands(),
        successor=st.none() | ids(),
    )


@reused
def program_items() -> SearchStrategy[ProgramItem]:
    """Draw an exercise of a program."""
    return st.builds(ProgramItem, exercise=ids(), dose=st.none() | doses())


@reused
def program_phases() -> SearchStrategy[ProgramPhase]:
    """Draw a phase of a program."""
    found = st.lists(criteria(), max_size=1).map(tuple)
    items = st.lists(program_items(), min_size=1, max_size=3, unique_by=lambda item: item.exercise)
    return st.builds(
        ProgramPhase,
        id=ids(),
        weeks=st.integers(1, 12),
        frequency=frequencies(),
        times_a_day=st.integers(1, 3),
        items=items.map(tuple),
        entry=found,
        exit=found,
    )


@reused
def programs() -> SearchStrategy[Program]:
    """Draw a program."""
    return st.builds(
        Program,
        id=ids(),
        title=texts(),
        purpose=texts(),
        language=st.sampled_from(("en", "es")),
        source=ids(),
        phases=st.lists(program_phases(), min_size=1, max_size=2, unique_by=lambda phase: phase.id).map(tuple),
        reviewed_by=st.none() | texts(),
    )


@reused
@st.composite
def adaptations(draw: st.DrawFn) -> Adaptation:
    """Draw a change that was made to a program for a person, with what belongs to its kind."""
    said: dict[str, Any] = draw(
        st.one_of(
            st.fixed_dictionaries({"kind": st.just("left-out"), "why": left_outs()}),
            st.fixed_dictionaries({"kind": st.just("replaced"), "why": left_outs(), "by": ids(), "by_name": texts()}),
            st.fixed_dictionaries({"kind": st.just("dose-lowered"), "dose": doses()}),
            st.fixed_dictionaries({"kind": st.just("support-added"), "words": st.tuples(words("supports"))}),
            st.fixed_dictionaries({"kind": st.just("stand-in"), "words": st.tuples(words("equipment"), words("equipment"))}),
            st.fixed_dictionaries({"kind": st.sampled_from(("not-in-catalog", "days-changed", "phase-left-out", "phase-waits"))}),
        )
    )
    return Adaptation(phase=draw(ids()), exercise=draw(st.none() | ids()), name=draw(st.just("") | texts()), **said)


@reused
def started_programs() -> SearchStrategy[StartedProgram]:
    """Draw a program that somebody started."""
    return st.builds(StartedProgram, program=ids(), plan=plans(), adaptations=st.lists(adaptations(), max_size=2).map(tuple))


@reused
@st.composite
def occurrences(draw: st.DrawFn, *, plan: Plan | None = None) -> Occurrence:
    """Draw one of the sessions of *plan*; None draws one of any plan."""
    if plan is not None:
        return draw(st.sampled_from(plan.occurrences(excused=True)))
    day = draw(days() | st.sampled_from(_DAYS_OF_CHANGE))
    moved = st.builds(Move, occurrence=st.just("moved"), day=st.just(day + timedelta(days=1)), at=st.none() | st.times())
    return Occurrence.of(
        plan=draw(ids(namespaced=False)),
        phase=draw(ids()),
        day=day,
        slot=draw(slots() | st.builds(Slot, name=ids(), at=st.times(time(1), time(3)))),
        zone=ZoneInfo(draw(time_zones())),
        move=draw(st.none() | moved),
        excused=draw(st.none() | _excusing_words()),
    )
