"""Laws over equipment: what may stand in for a thing is as safe as the thing, and nobody needs to buy what a home has."""

from __future__ import annotations

import pytest

from homept import load_catalog

CATALOG = load_catalog()

# What cannot slide, tip or give way: only one of these may stand in for what holds a standing person.
FIXED = {"counter", "wall", "table"}


def test_what_holds_a_standing_person_is_replaced_by_what_is_fixed_only() -> None:
    """Never by a chair, a stick or a helper's arm."""
    for id, exercise in CATALOG.items():
        for thing, others in exercise.stand_ins:
            assert thing not in FIXED or exercise.surface != "feet" or set(others) <= FIXED, id


def test_where_a_fall_is_most_likely_nothing_stands_in_for_the_counter() -> None:
    """A flat wall cannot be gripped."""
    for id, exercise in CATALOG.items():
        assert exercise.fall_risk < 3 or "counter" not in dict(exercise.stand_ins), id


def test_nothing_stands_in_for_what_carries_the_body() -> None:
    """Not for the chair, the step or the stairs that a person sits or stands on."""
    carrying = {"chair", "step", "staircase", "board", "cushion", "bike"}

    assert [] == [id for id, exercise in CATALOG.items() if carrying & set(dict(exercise.stand_ins))]


def test_a_load_is_not_improvised() -> None:
    """A band or a weight has a strength that is known; what is at home has none."""
    loads = {"band", "weight", "bar", "hammer"}

    assert [] == [id for id, exercise in CATALOG.items() if loads & set(dict(exercise.stand_ins))]


@pytest.mark.parametrize(("thing", "at_home"), [("strap", "towel"), ("slider", "towel"), ("blocks", "cup")])
def test_what_few_homes_have_is_replaced_by_what_every_home_has(thing: str, at_home: str) -> None:
    """In each record that asks for it, but for a strap that carries the body, which a towel must not."""
    carrying = {exercise.id for exercise in CATALOG.values() if "strap" in exercise.equipment and exercise.surface == "feet"}
    asking = [exercise for exercise in CATALOG.values() if thing in exercise.equipment and exercise.id not in carrying]

    assert asking
    assert [] == [exercise.id for exercise in asking if at_home not in dict(exercise.stand_ins).get(thing, ())]
