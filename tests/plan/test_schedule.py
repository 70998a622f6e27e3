"""How often and when: days of the week, every n days, slots at clock times and after habits, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import MONDAY, ROUTINE, day, phase, weekly

import homept as pt
from homept.errors import HomeptError, InvalidValue, UnknownWord
from homept.plan import Frequency, Slot
from homept.plan.schedule import DAYS, days_of, slots_of


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("mon wed fri", [0, 2, 4, 7, 9, 11]),
        ("fri, mon", [0, 4, 7, 11]),
        (["sun"], [6, 13]),
        ({"tue", "sat"}, [1, 5, 8, 12]),
        ("mon mon", [0, 7]),
    ],
)
def test_days_of_the_week(days: Any, expected: list[int]) -> None:
    """A plan on days of the week is due on each of them, in the order of the calendar, however the days are given."""
    plan = weekly(days=days, weeks=2)

    assert [day(number) for number in expected] == [one.day for one in plan.occurrences()]


def test_weeks_are_counted_from_the_start() -> None:
    """A plan that starts on a Thursday ends before the Thursday after its last week."""
    plan = weekly(start=day(3), weeks=1)

    assert [day(4), day(7), day(9)] == [one.day for one in plan.occurrences()]


def test_every_n_days() -> None:
    """A plan every third day is due on its start and every third day after, whatever the day of the week."""
    plan = pt.Plan.every(ROUTINE, id="knee-1", start=day(1), weeks=2, days=3, at="before-bed")

    assert [day(1), day(4), day(7), day(10), day(13)] == [one.day for one in plan.occurrences()]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 800), st.integers(1, 60))
def test_every_n_days_across_months_and_years(start: date, length: int, step: int) -> None:
    """Days n apart stay n apart across the ends of months and years, and lie in the half-open span."""
    dates = list(Frequency(every_days=step).dates(start, start + timedelta(days=length)))

    assert list(range(0, length, step)) == [(one - start).days for one in dates]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 800), st.sets(st.sampled_from(DAYS), min_size=1))
def test_days_of_the_week_across_months_and_years(start: date, length: int, days: set[str]) -> None:
    """Every day of the span whose name is among the days is due, and no other."""
    dates = list(Frequency(days=days).dates(start, start + timedelta(days=length)))

    expected = [start + timedelta(days=n) for n in range(length) if f"{start + timedelta(days=n):%a}".lower() in days]
    assert expected == dates


def test_a_frequency_reads_days_as_a_plan_does() -> None:
    """A text of days means the same to a frequency as a collection of them."""
    assert Frequency(days=["mon", "fri"]) == Frequency(days="fri mon")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("after-waking", [Slot(name="session", habit="after-waking")]),
        (time(7, 30), [Slot(name="session", at=time(7, 30))]),
        ([time(7, 30)], [Slot(name="session", at=time(7, 30))]),
        (
            [time(7, 30), "before-bed"],
            [Slot(name="session-1", at=time(7, 30)), Slot(name="session-2", habit="before-bed")],
        ),
        (
            {"morning": time(7, 30), "evening": "before-bed"},
            [Slot(name="morning", at=time(7, 30)), Slot(name="evening", habit="before-bed")],
        ),
    ],
)
def test_slots_by_name_or_number(at: Any, expected: list[Slot]) -> None:
    """One slot is called session, several are numbered, and named ones keep their names."""
    assert tuple(expected) == slots_of(at)


def test_several_times_a_day() -> None:
    """Each slot of a day is an occurrence of its own, in the order of the slots."""
    plan = weekly(days="mon", weeks=1, at={"morning": "after-waking", "evening": "before-bed"})

    assert [("morning", "after-waking"), ("evening", "before-bed")] == [(one.slot, one.habit) for one in plan.occurrences()]


BAD: list[tuple[Callable[[], object], str]] = [
    (lambda: weekly(days="monday"), "days: expected days from mon, tue, wed, thu, fri, sat, sun, found 'monday'"),
    (lambda: weekly(days="mon, TUE"), "days: expected days from mon, tue, wed, thu, fri, sat, sun, found 'TUE'"),
    (lambda: weekly(days=["mon", "x", "y"]), "days: expected days from mon, tue, wed, thu, fri, sat, sun, found 'x'"),
    (lambda: weekly(days=3), "days: expected days from mon, tue, wed, thu, fri, sat, sun, found 3"),
    (lambda: weekly(days=""), "days: expected at least one of mon, tue, wed, thu, fri, sat, sun"),
    (lambda: weekly(days=()), "days: expected at least one of mon, tue, wed, thu, fri, sat, sun"),
    (
        lambda: pt.Plan.every(ROUTINE, id="k", start=MONDAY, weeks=1, days=0, at="before-bed"),
        "Frequency.every_days: expected a whole number from 1 to 60, found 0",
    ),
    (
        lambda: pt.Plan.every(ROUTINE, id="k", start=MONDAY, weeks=1, days="mon", at="before-bed"),  # type: ignore[arg-type]
        "Frequency.every_days: expected a whole number from 1 to 60, found 'mon'",
    ),
    (lambda: Frequency(), "Frequency: expected days of the week, or a number of days, and not both"),
    (
        lambda: Frequency(days=["mon"], every_days=2),
        "Frequency: expected days of the week, or a number of days, and not both",
    ),
    (lambda: Slot(name="morning"), "Slot: expected a clock time or a habit, and not both"),
    (
        lambda: Slot(name="morning", at=time(7), habit="before-bed"),
        "Slot: expected a clock time or a habit, and not both",
    ),
    (
        lambda: Slot(name="In the morning", habit="before-bed"),
        "Slot.name: expected an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -, found 'In the morning'",
    ),
    (
        lambda: weekly(at=time(7, 30, tzinfo=UTC), time_zone="UTC"),
        "Slot.at: expected a time without a zone; the plan names the zone, found "
        "datetime.time(7, 30, tzinfo=datetime.timezone.utc)",
    ),
    (
        lambda: weekly(at=datetime(2026, 11, 23, 7, 30), time_zone="UTC"),  # just that is refused
        "Slot.at: expected a time without a zone; the plan names the zone, found datetime.datetime(2026, 11, 23, 7, 30)",
    ),
    (lambda: weekly(at=730, time_zone="UTC"), "Slot.at: expected a time without a zone; the plan names the zone, found 730"),
    (
        lambda: weekly(at=[time(19), time(7)], time_zone="UTC"),
        "at: expected clock times in the order of the day, each once",
    ),
    (
        lambda: weekly(at=[time(7), "before-bed", time(7)], time_zone="UTC"),
        "at: expected clock times in the order of the day, each once",
    ),
    (lambda: weekly(at=[]), "Phase.slots: expected at least one slot, each with its own name"),
    (
        lambda: phase("one", slots=[Slot(name="a", at=time(7)), Slot(name="a", at=time(8))]),
        "Phase.slots: expected at least one slot, each with its own name",
    ),
]


@pytest.mark.parametrize(("make", "message"), BAD, ids=[message for _, message in BAD])
def test_bad_input(make: Callable[[], object], message: str) -> None:
    """What cannot be planned is refused with the place and what would be right."""
    with pytest.raises(InvalidValue) as caught:
        make()

    assert message == str(caught.value)


def test_an_unknown_habit_is_refused_with_the_nearest() -> None:
    """A misspelt habit is an error that suggests the one meant."""
    with pytest.raises(UnknownWord) as caught:
        weekly(at="after-waking-up")

    assert str(caught.value).startswith("Slot.habit: 'after-waking-up' is not in the vocabulary of habits; did you mean")
    assert "after-waking" in caught.value.suggestions
    assert isinstance(caught.value, HomeptError)


def test_days_are_put_in_the_order_of_the_week() -> None:
    """Days come back Monday first, each once."""
    assert ("mon", "wed", "sun") == days_of(["sun", "mon", "wed", "mon"])
