"""The exact order, against every permutation there is."""

from __future__ import annotations

from itertools import permutations
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wishes import CATALOG

from homept import vocabulary
from homept.exercise import Exercise
from homept.routine.order import OrderCost, order, order_cost

KINDS = [word.id for word in vocabulary.words("kinds")]
POSITIONS = [word.id for word in vocabulary.words("positions")]
SURFACES = ("floor", "floor-or-bed", "bed", "chair", "feet")


def exercise(id: str, kind: str, position: str, surface: str) -> Exercise:
    return attrs.evolve(CATALOG["heel-slide"], id=id, kind=kind, position=position, surface=surface)


@st.composite
def some_exercises(draw: st.DrawFn, *, most: int = 6) -> list[Exercise]:
    """Exercises of few kinds and positions, so that ties and detours are common."""
    kinds = st.sampled_from(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3)))
    positions = st.sampled_from(draw(st.lists(st.sampled_from(POSITIONS), min_size=1, max_size=3)))
    count = draw(st.integers(1, most))
    return [exercise(f"e-{n}", draw(kinds), draw(positions), draw(st.sampled_from(SURFACES))) for n in range(count)]


@given(some_exercises())
def test_no_permutation_costs_less(exercises: list[Exercise]) -> None:
    by_id = {one.id: one for one in exercises}

    found = order(exercises)

    assert sorted(by_id) == sorted(found)
    assert min(order_cost(some) for some in permutations(exercises)) == order_cost([by_id[id] for id in found])


@given(some_exercises(), st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(exercises: list[Exercise], random: Random) -> None:
    shuffled = list(exercises)
    random.shuffle(shuffled)

    assert order(exercises) == order(shuffled)


@given(some_exercises())
def test_one_spell_on_the_floor_is_enough(exercises: list[Exercise]) -> None:
    """Down once and up once, or never."""
    by_id = {one.id: one for one in exercises}
    low = {"floor", "floor-or-bed", "bed"}

    cost = order_cost([by_id[id] for id in order(exercises)])

    assert (2 if any(one.surface in low for one in exercises) else 0) == cost.floor_transfers


def test_warm_up_comes_before_strength_and_strength_before_stretch() -> None:
    exercises = [exercise(f"e-{kind}", kind, "sitting", "chair") for kind in reversed(KINDS)]

    assert [f"e-{kind}" for kind in KINDS] == order(exercises)


def test_getting_up_again_costs_more_than_a_stretch_before_strength() -> None:
    """The stretch on the floor comes right after the strength work there, though standing strength work follows."""
    exercises = [
        exercise("bridge", "strength", "lying-on-back", "floor"),
        exercise("long-stretch", "stretch", "long-sitting", "floor"),
        exercise("heel-raise", "strength", "standing", "feet"),
        exercise("march", "mobility", "standing", "feet"),
    ]

    assert ["march", "heel-raise", "bridge", "long-stretch"] == order(exercises)


def test_a_position_is_kept_as_long_as_the_kinds_allow() -> None:
    exercises = [
        exercise("a", "strength", "sitting", "chair"),
        exercise("b", "strength", "standing", "feet"),
        exercise("c", "strength", "sitting", "chair"),
        exercise("d", "mobility", "standing", "feet"),
    ]

    assert ["d", "b", "a", "c"] == order(exercises)


def test_those_who_may_come_on_either_side_of_the_floor_are_put_where_the_position_stays() -> None:
    """Of the kind that fits before and after the floor, the standing one joins the standing and the sitting one the sitting."""
    exercises = [
        exercise("stand-first", "circulation", "standing", "feet"),
        exercise("stand", "strength", "standing", "feet"),
        exercise("floor-early", "mobility", "lying-on-back", "floor"),
        exercise("floor-late", "stretch", "lying-on-back", "floor"),
        exercise("sit", "strength", "sitting", "chair"),
        exercise("sit-last", "settle", "sitting", "chair"),
    ]

    assert ["stand-first", "stand", "floor-early", "floor-late", "sit", "sit-last"] == order(exercises)
    assert OrderCost(2, 2, 2) == order_cost([one for id in order(exercises) for one in exercises if one.id == id])


@pytest.mark.parametrize("low", [True, False])
def test_the_longest_routine_with_nothing_alike_is_ordered_too(low: bool) -> None:
    """Thirty exercises, the most that a wish may have: the order does not try every way to mix them."""
    mixed = [
        exercise(f"e-{n:02}", KINDS[n % 7], POSITIONS[n % 8], ("floor", "chair", "feet")[n % 3] if low else "chair")
        for n in range(30)
    ]
    by_id = {one.id: one for one in mixed}

    found = order(mixed)

    assert sorted(by_id) == sorted(found)
    assert (2 if low else 0) == order_cost([by_id[id] for id in found]).floor_transfers


def test_the_cost_of_an_order() -> None:
    """Ups and downs, then pairs out of order, then changes of position."""
    up, down = exercise("a", "stretch", "standing", "feet"), exercise("b", "mobility", "lying-on-back", "floor")

    assert OrderCost(0, 0, 0) == order_cost([])
    assert OrderCost(2, 1, 1) == order_cost([up, down])
    assert OrderCost(4, 1, 2) == order_cost([down, up, down])
