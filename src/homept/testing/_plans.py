"""Strategies for plans and occurrences."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept.plan import Criterion, Frequency, Occurrence, Phase, Plan, Slot
from homept.plan.schedule import DAYS
from homept.routine import Routine
from homept.testing._basics import days, ids, reused, time_zones, words
from homept.testing._routines import routines

__all__ = ["criteria", "frequencies", "occurrences", "phases", "plans", "slots"]

# Clocks change between one and three in the morning of these days, in some of the zones.
_DAYS_OF_CHANGE = (
    date(2026, 3, 8),
    date(2026, 3, 29),
    date(2026, 4, 5),
    date(2026, 10, 4),
    date(2026, 10, 25),
    date(2026, 11, 1),
)


@reused
def criteria() -> SearchStrategy[Criterion]:
    """Draw a criterion for entering or leaving a phase."""
    return st.builds(Criterion, kind=st.just("weeks-passed"), weeks=st.integers(1, 104)) | st.builds(
        Criterion, kind=st.sampled_from(("pain-settled", "therapist-agrees"))
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
    return Phase(
        id=draw(ids()) if id is None else id,
        routine=draw(routines() if routine is None else routine),
        start=draw(st.none() | days() if start is None else start),
        weeks=draw(st.integers(1, 6)),
        frequency=draw(frequencies()),
        slots=draw(_slots_of_a_day(clock=clock)),
        entry=draw(found),
        exit=draw(found),
    )


@reused
@st.composite
def plans(draw: st.DrawFn, *, routine: SearchStrategy[Routine] | None = None, max_phases: int = 2) -> Plan:
    """
    Draw a plan of one or more phases, the first of which has started, at clock times in a real zone or tied to habits.

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
    return Plan(
        id=draw(ids(namespaced=False)),
        phases=tuple(
            draw(phases(id=name, start=st.just(begin), clock=clock, routine=routine))
            for name, begin in zip(names, starts, strict=True)
        ),
        time_zone=draw(time_zones() if clock else st.none() | time_zones()),
    )


@reused
@st.composite
def occurrences(draw: st.DrawFn, *, plan: Plan | None = None) -> Occurrence:
    """Draw one of the sessions of *plan*; None draws one of any plan."""
    if plan is not None:
        return draw(st.sampled_from(plan.occurrences()))
    return Occurrence.of(
        plan=draw(ids(namespaced=False)),
        phase=draw(ids()),
        day=draw(days() | st.sampled_from(_DAYS_OF_CHANGE)),
        slot=draw(slots() | st.builds(Slot, name=ids(), at=st.times(time(1), time(3)))),
        zone=ZoneInfo(draw(time_zones())),
    )
