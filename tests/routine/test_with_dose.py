"""A routine with another dose for one of its items."""

from __future__ import annotations

from datetime import date

import pytest
from ten_exercises import ten_exercises

import homept as pt
from homept.errors import InvalidValue, UnknownId


@pytest.fixture
def routine() -> pt.Routine:
    """A routine of one exercise."""
    person = pt.Person(age=40, conditions=set(), screening=pt.Screening.all_clear(on=date(2026, 11, 20)))
    request = pt.Request(minutes=30, must_have={"heel-slide"}, max_exercises=1)
    return pt.build_routine(ten_exercises(), person, request, on=date(2026, 11, 23))


def test_the_time_follows_the_dose(routine: pt.Routine) -> None:
    """Ten repetitions more on each side, of four seconds each, take 80 seconds more."""
    more = routine.with_dose("heel-slide", pt.Dose.parse("1x20"))

    assert pt.Dose.parse("1x20") == more.item("heel-slide").dose
    assert routine.seconds + 80 == more.seconds
    assert routine.explanation == more.explanation


def test_a_dose_outside_the_band_is_refused(routine: pt.Routine) -> None:
    """What the exercise is made for stays its limit."""
    with pytest.raises(InvalidValue, match="a dose inside the band of the item, found 9x99"):
        routine.with_dose("heel-slide", pt.Dose.parse("9x99"))


def test_an_unknown_item_is_refused(routine: pt.Routine) -> None:
    """Only what is in the routine can change."""
    with pytest.raises(UnknownId, match="no routine item has the id 'bridge'"):
        routine.with_dose("bridge", pt.Dose.parse("1x5"))
