"""
Clock times across clock changes, in twelve zones that each do it in their own way.

``zoneinfo`` is the referee: a planned time that exists is kept to the minute, one that does not is moved by the length of the
gap, and of one that comes twice the first is taken.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import phase

from homept.plan import Frequency, Occurrence, Plan, Slot
from homept.plan.occurrence import fixed_offset, resolve

ZONES = (
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",  # changes by half an hour
    "America/Sao_Paulo",  # changed at midnight, and changes no longer
    "Africa/Casablanca",  # an hour back for Ramadan
    "Asia/Kolkata",  # half an hour off the others
    "Pacific/Apia",  # left out a whole day
    "Antarctica/Troll",  # changes by two hours
    "America/St_Johns",  # used to change at one minute past midnight
    "Asia/Tehran",  # changed by the Persian calendar
    "Pacific/Chatham",  # a quarter of an hour off, changes at 2:45
    "UTC",
)


def changes(zone: str, first: int = 2007, last: int = 2030) -> list[date]:
    """Return the days in these years on which the zone's offset changes, found by asking the referee on each noon."""
    start = datetime(first, 1, 1, 12, tzinfo=UTC)
    days = [start + timedelta(days=number) for number in range((last - first) * 366)]
    offsets = [day.astimezone(ZoneInfo(zone)).utcoffset() for day in days]
    return [
        day.astimezone(ZoneInfo(zone)).date() for day, (old, new) in zip(days[1:], pairwise(offsets), strict=True) if old != new
    ]


CHANGES = {zone: changes(zone) for zone in ZONES}


@st.composite
def days_near_changes(draw: st.DrawFn, zone: str) -> date:
    """Draw a day, most often one close to a change of the clocks."""
    near = [day + timedelta(days=shift) for day in CHANGES[zone] for shift in (-2, -1, 0, 1)]
    return draw(st.sampled_from(near) if near else st.dates(date(2007, 1, 1), date(2030, 1, 1)))


@st.composite
def clock_times(draw: st.DrawFn) -> time:
    """Draw a clock time, most often in the small hours, when clocks change."""
    return draw(st.builds(time, st.integers(0, 3), st.integers(0, 59)) | st.times())


@st.composite
def clock_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of one to three clock times a day that starts near a change of the clocks."""
    zone = draw(st.sampled_from(ZONES))
    times = sorted(draw(st.sets(clock_times(), min_size=1, max_size=3)))
    slots = [Slot(name=f"session-{number}", at=at) for number, at in enumerate(times)]
    start = draw(days_near_changes(zone)) - timedelta(days=draw(st.integers(0, 6)))
    first = phase("one", start=start, weeks=1, slots=slots, frequency=Frequency(every_days=draw(st.integers(1, 2))))
    return Plan(id="p", phases=[first], time_zone=zone)


def planned_time(plan: Plan, occurrence: Occurrence) -> time:
    (at,) = (slot.at for slot in plan.phases[0].slots if slot.name == occurrence.slot)
    assert at is not None
    return at.replace(fold=0)


@pytest.mark.parametrize("zone", sorted({zone for zone in ZONES if CHANGES[zone]}))
def test_the_zones_do_change(zone: str) -> None:
    """The laws below are about something: ten of the twelve zones change their clocks in the years that are drawn."""
    assert 10 == sum(bool(CHANGES[name]) for name in ZONES)
    assert len(CHANGES[zone]) >= 2


@given(clock_plans())
def test_ids_are_unique_and_keys_increase(plan: Plan) -> None:
    """Occurrences are in order of time; those that a gap moved to one instant are in order of day and slot."""
    order = [slot.name for slot in plan.phases[0].slots]
    keys = [(one.at, one.day, order.index(one.slot)) for one in plan.occurrences()]

    assert keys == sorted(set(keys))
    assert len(keys) == len({one.id for one in plan.occurrences()})


@given(clock_plans())
def test_every_planned_session_is_there(plan: Plan) -> None:
    """A change of the clocks neither adds nor drops a session: each day has each slot once."""
    counts = Counter(one.day for one in plan.occurrences())

    expected = dict.fromkeys(
        plan.phases[0].frequency.dates(min(counts), min(counts) + timedelta(weeks=1)), len(plan.phases[0].slots)
    )
    assert expected == counts


@given(clock_plans())
def test_the_local_time_is_the_planned_one_where_it_exists(plan: Plan) -> None:
    """The referee reads the planned day and time back from the instant, except where the time did not exist."""
    zone = ZoneInfo(str(plan.time_zone))
    for one in plan.occurrences():
        assert one.at is not None
        local = one.at.astimezone(zone).replace(tzinfo=None, fold=0)
        wanted = datetime.combine(one.day, planned_time(plan, one))
        exists = wanted == wanted.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)

        assert exists == (local == wanted)
        assert exists == (one.adjusted != "gap")


@given(clock_plans())
def test_a_time_in_a_gap_moves_by_the_length_of_the_gap(plan: Plan) -> None:
    """A planned time that the clock skipped is later by just what the clock skipped."""
    zone = ZoneInfo(str(plan.time_zone))
    for one in plan.occurrences():
        if one.adjusted == "gap":
            assert one.at is not None
            wanted = datetime.combine(one.day, planned_time(plan, one), tzinfo=zone)
            # Inside a gap the offset of fold 0 is the one before the change, that of fold 1 the one after it.
            before, after = wanted.utcoffset(), wanted.replace(fold=1).utcoffset()
            assert before is not None
            assert after is not None

            assert after - before == one.at.astimezone(zone).replace(tzinfo=None, fold=0) - wanted.replace(tzinfo=None)
            assert after - before > timedelta(0)


@given(clock_plans())
def test_a_time_that_comes_twice_is_the_first(plan: Plan) -> None:
    """Where the clock shows the planned time twice, the earlier instant is taken, and marked."""
    zone = ZoneInfo(str(plan.time_zone))
    for one in plan.occurrences():
        wanted = datetime.combine(one.day, planned_time(plan, one), tzinfo=zone)
        first, second = wanted.astimezone(UTC), wanted.replace(fold=1).astimezone(UTC)

        assert (first < second) == (one.adjusted == "fold")
        if one.adjusted == "fold":
            assert first == one.at


# Each case: zone, planned day and time, the instant, and how it was adjusted.
FAMOUS: list[tuple[str, date, time, str, str | None]] = [
    ("Europe/Dublin", date(2026, 3, 29), time(1, 30), "2026-03-29T02:30:00+01:00", "gap"),
    ("Europe/Dublin", date(2026, 10, 25), time(1, 30), "2026-10-25T01:30:00+01:00", "fold"),
    ("Europe/Dublin", date(2026, 10, 25), time(7, 30), "2026-10-25T07:30:00+00:00", None),
    ("America/New_York", date(2026, 3, 8), time(2, 0), "2026-03-08T03:00:00-04:00", "gap"),
    ("America/New_York", date(2026, 3, 8), time(3, 0), "2026-03-08T03:00:00-04:00", None),
    ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-04T02:45:00+11:00", "gap"),
    ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-05T01:45:00+11:00", "fold"),
    ("America/Sao_Paulo", date(2018, 11, 4), time(0, 0), "2018-11-04T01:00:00-02:00", "gap"),
    ("Africa/Casablanca", date(2026, 3, 22), time(2, 30), "2026-03-22T03:30:00+01:00", "gap"),
    ("Pacific/Apia", date(2011, 12, 30), time(7, 30), "2011-12-31T07:30:00+14:00", "gap"),
    ("Antarctica/Troll", date(2026, 3, 29), time(1, 30), "2026-03-29T03:30:00+02:00", "gap"),
    ("America/St_Johns", date(2010, 3, 14), time(0, 30), "2010-03-14T01:30:00-02:30", "gap"),
    ("Asia/Tehran", date(2021, 3, 22), time(0, 15), "2021-03-22T01:15:00+04:30", "gap"),
    ("Pacific/Chatham", date(2026, 9, 27), time(2, 50), "2026-09-27T03:50:00+13:45", "gap"),
    ("Asia/Kolkata", date(2026, 3, 29), time(2, 30), "2026-03-29T02:30:00+05:30", None),
    ("UTC", date(2026, 3, 29), time(2, 30), "2026-03-29T02:30:00+00:00", None),
]


@pytest.mark.parametrize(("zone", "day", "at", "expected", "adjusted"), FAMOUS, ids=[f"{c[0]} {c[1]} {c[2]}" for c in FAMOUS])
def test_famous_changes(zone: str, day: date, at: time, expected: str, adjusted: str | None) -> None:
    """In each zone a time that was skipped, that came twice, or that was there once."""
    found, how = resolve(day, at, ZoneInfo(zone))

    assert (expected, adjusted) == (found.isoformat(), how)


def test_two_slots_that_a_gap_brings_together() -> None:
    """A moved time may fall on the next slot's: both sessions stay, in the order of their slots."""
    slots = [Slot(name="early", at=time(2)), Slot(name="late", at=time(3))]
    first = phase("one", start=date(2026, 3, 8), weeks=1, slots=slots, frequency=Frequency(days=["sun"]))
    early, late = Plan(id="p", phases=[first], time_zone="America/New_York").occurrences()

    assert ("early", "gap", "late", None) == (early.slot, early.adjusted, late.slot, late.adjusted)
    assert early.at == late.at


def test_a_moved_slot_may_come_after_a_later_one() -> None:
    """02:45, moved to 03:45, is listed after 03:15 of the same day."""
    slots = [Slot(name="early", at=time(2, 45)), Slot(name="late", at=time(3, 15))]
    first = phase("one", start=date(2026, 3, 8), weeks=1, slots=slots, frequency=Frequency(days=["sun"]))
    plan = Plan(id="p", phases=[first], time_zone="America/New_York")

    assert ["late", "early"] == [one.slot for one in plan.occurrences()]


def test_slots_keep_their_order_where_one_has_no_clock_time() -> None:
    """With a habit in the plan there is no order of time; day and slot give it, in every window alike."""
    slots = [Slot(name="early", at=time(2, 45)), Slot(name="late", at=time(3, 15))]
    habits = [Slot(name="bed", habit="before-bed")]
    calm = phase("calm", start=date(2026, 3, 1), weeks=1, slots=habits)
    build = phase("build", start=date(2026, 3, 8), weeks=1, slots=slots, frequency=Frequency(days=["sun"]))
    plan = Plan(id="p", phases=[calm, build], time_zone="America/New_York")

    assert ["early", "late"] == [one.slot for one in plan.occurrences(date(2026, 3, 8))]
    assert ["early", "late"] == [one.slot for one in plan.occurrences()[-2:]]


def test_equal_times_give_equal_plans_and_sessions() -> None:
    """Python counts a time and its second coming as equal; so do we, and take the first for both."""
    first = Slot(name="night", at=time(1, 30))
    second = Slot(name="night", at=time(1, 30, fold=1))
    plans = [
        Plan(id="p", phases=[phase("one", start=date(2026, 10, 25), weeks=1, slots=[slot])], time_zone="Europe/Dublin")
        for slot in (first, second)
    ]

    assert plans[0] == plans[1]
    assert plans[0].occurrences() == plans[1].occurrences()


@given(st.sampled_from(ZONES), st.data())
def test_times_compare_by_their_instant(zone: str, data: st.DataObject) -> None:
    """A fixed offset makes a time equal to the same instant in another zone, and hash alike, even in an hour that repeats."""
    wanted = datetime.combine(data.draw(days_near_changes(zone)), data.draw(clock_times()), tzinfo=ZoneInfo(zone))
    for moment in (wanted, wanted.replace(fold=1)):
        fixed = fixed_offset(moment)

        assert moment.astimezone(UTC) == fixed
        assert hash(moment.astimezone(UTC)) == hash(fixed)
        assert moment.utcoffset() == fixed.utcoffset()


def test_what_is_no_moment_is_left_for_the_validator() -> None:
    """A naive time, or something else altogether, is passed on as it is."""
    naive = datetime(2026, 11, 23, 7, 30)  # just that is meant

    assert naive == fixed_offset(naive)
    assert "now" == fixed_offset("now")  # type: ignore[arg-type]


def test_editing_a_clock_time_across_a_change_keeps_the_id() -> None:
    """A session keeps its id when its time moves into a gap, or to the next local day."""
    slot = Slot(name="night", at=time(7, 30))
    plan = Plan(id="p", phases=[phase("one", start=date(2011, 12, 28), weeks=1, slots=[slot])], time_zone="Pacific/Apia")
    ids = [one.id for one in plan.occurrences()]

    assert "p/2011-12-30/night" in ids
    assert 7 == len(set(ids))
    moved = attrs.evolve(plan, phases=[attrs.evolve(plan.phases[0], slots=[Slot(name="night", at=time(23, 59))])])
    assert sorted(ids) == sorted(one.id for one in moved.occurrences())
