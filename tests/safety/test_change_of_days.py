"""The days on which a verdict may change by itself, so that a routine or a plan that goes on beyond one is looked at anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from asked import ALL_CLEAR, ASKED_ON, CATALOG, ON, outcomes, person
from hypothesis import given
from hypothesis import strategies as st

import homept as pt
from homept.errors import InvalidValue
from homept.safety import Clearance, Limit, Override, Surgery, next_change, progression_locks
from homept.testing import people


def after(days: int) -> date:
    return ON + timedelta(days=days)


EXPIRES = ASKED_ON + timedelta(days=43)
WORD: dict[str, Any] = {"by": "A. Example", "role": "nurse", "scope": {"bridge"}}


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, EXPIRES),
        ({"screening": None}, None),
        ({"screening": pt.Screening.all_clear(on=after(4))}, after(4)),
        ({"changed_on": after(5)}, after(5)),
        ({"changed_on": ON}, EXPIRES),
        ({"clearances": [Clearance(on=ON, expires=after(6), **WORD)]}, after(7)),
        ({"clearances": [Clearance(on=ON, expires=date.max, **WORD)]}, EXPIRES),
        ({"overrides": [Override(on=after(3), why="seen", **WORD)]}, after(3)),
        (
            {
                "surgeries": [
                    Surgery(procedure="cesarean", on=None, limits=[Limit(trait="standing", source="therapist", until=after(2))])
                ]
            },
            after(2),
        ),
        ({"surgeries": [Surgery(procedure="eye-surgery", on=ON - timedelta(days=364))]}, after(1)),
        ({"surgeries": [Surgery(procedure="cesarean", on=None)]}, EXPIRES),
        ({"pregnancy_weeks": 15}, after(1)),  # it may be the last day of that week
        ({"pregnancy_weeks": 13}, after(15)),
        ({"pregnancy_weeks": 16}, EXPIRES),
        ({"conditions": {"pregnancy"}}, EXPIRES),  # all rules hold already
    ],
)
def test_the_next_day_on_which_something_changes(fields: dict[str, Any], day: date | None) -> None:
    assert day == next_change(person(**{"screening": ALL_CLEAR, **fields}), on=ON)


def test_precautions_of_exercises_count_where_these_are_given() -> None:
    own = pt.exercise.Precaution(
        code="a", verdict="exclude", sentence="Not now.", source="homept-default", surgery="eye-surgery", within_days=30
    )
    import attrs

    exercise = attrs.evolve(CATALOG["bridge"], precautions=(own,))
    who = person(surgeries=[Surgery(procedure="eye-surgery", on=ON - timedelta(days=20))])

    assert after(10) == next_change(who, on=ON, exercises=[exercise])


def test_a_day_is_a_date() -> None:
    with pytest.raises(InvalidValue, match=r"^on: expected a date"):
        next_change(person(), on="2026-11-23")  # type: ignore[arg-type]


@given(people(on=ON), st.integers(0, 900))
def test_nothing_changes_before_that_day(who: pt.Person, days: int) -> None:
    """Whoever looks again on that day has missed nothing."""
    change = next_change(who, on=ON, exercises=CATALOG.values())
    later = after(days)

    if change is None or later < change:
        assert outcomes(who) == outcomes(who, on=later)
        assert progression_locks(who, on=ON) == progression_locks(who, on=later)
