"""An impossible wish says what to give up: the smallest sets that help, each really leading to a routine, never safety."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wishes import CATALOG, EVERYTHING, ON, fit, unsafe, varied_catalogs

import homept as pt
from homept import vocabulary
from homept.errors import NothingFits
from homept.routine import Relaxation
from homept.safety import Surgery
from homept.testing import people, preferences, word_sets, words

SITTING = frozenset({"sitting"})


def relaxations(catalog: pt.Catalog, person: pt.Person, request: pt.Request) -> tuple[Relaxation, ...] | None:
    """The proposals, or None where something fits."""
    try:
        pt.build_routine(catalog, person, request, on=ON)
    except NothingFits as error:
        return error.relaxations
    return None


def ids_of(catalog: pt.Catalog, person: pt.Person, request: pt.Request) -> set[str] | None:
    try:
        routine = pt.build_routine(catalog, person, request, on=ON)
    except NothingFits:
        return None
    return {item.exercise.id for item in routine.items}


def in_force(person: pt.Person, request: pt.Request) -> list[str]:
    """The wishes that somebody made, and what always bounds a routine."""
    sets = [name for name in ("regions", "goals", "must_have", "must_not") if getattr(request, name)]
    # Without a level, the policy has one.
    open_already = {"max_exercises": None, "level": 4, "positions": None}
    others = [name for name, value in open_already.items() if getattr(request, name) != value]
    return [*sets, *others, "minutes", "equipment", *(["person.positions"] if person.positions is not None else [])]


def without(wishes: tuple[str, ...], person: pt.Person, request: pt.Request) -> tuple[pt.Person, pt.Request]:
    """The person and the request with these wishes given up, told a second time."""
    open_request: dict[str, Any] = {"max_exercises": 30, "minutes": 180, "level": 4, "positions": None}
    changes = {wish: open_request.get(wish, frozenset()) for wish in wishes if wish not in ("equipment", "person.positions")}
    if "equipment" in wishes:
        person = attrs.evolve(person, equipment=EVERYTHING)
    if "person.positions" in wishes:
        person = attrs.evolve(person, positions=None)
    lax = {field.name: getattr(request, field.name) for field in attrs.fields(pt.Request)} | changes
    lax["weights"] = {word: weight for word, weight in request.weights if word in lax["regions"] | lax["goals"]}
    return person, pt.Request(**lax)


@st.composite
def narrow_wishes(draw: st.DrawFn) -> tuple[pt.Catalog, pt.Person, pt.Request]:
    """Wishes that are often too narrow."""
    catalog = draw(st.just(CATALOG) | varied_catalogs(most=4))
    person = draw(
        st.just(fit(equipment=frozenset(), positions=draw(st.none() | word_sets("positions", max_size=2))))
        | people(on=ON, all_clear=True).map(lambda who: attrs.evolve(who, other_conditions=()))
    )
    must = st.frozensets(st.sampled_from(sorted(catalog)), max_size=2)
    must_have = draw(st.just(frozenset[str]()) | must)
    regions = draw(st.just(frozenset[str]()) | word_sets("regions", max_size=1))
    goals = draw(st.just(frozenset[str]()) | word_sets("goals", max_size=1))
    request = pt.Request(
        regions=regions,
        goals=goals,
        weights=dict.fromkeys(regions | goals, 3) if draw(st.booleans()) else {},
        preferences=draw(st.none() | preferences(catalog=catalog)),
        sides=draw(st.sampled_from(("both", "affected"))),
        minutes=draw(st.sampled_from((1, 2, 30))),
        max_exercises=draw(st.none() | st.just(1)),
        level=draw(st.none() | st.just(1)),
        positions=draw(st.none() | words("positions").map(lambda word: frozenset({word}))),
        must_have=must_have,
        must_not=draw(st.just(frozenset[str]()) | must) - must_have,
    )
    return catalog, person, request


@given(narrow_wishes())
def test_the_proposals_are_all_the_smallest_sets_that_help(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    """Every set of wishes is tried; what helps with the fewest is proposed, with the exercises that it would give."""
    catalog, person, request = case
    found = relaxations(*case)
    if found is None:
        return

    expected: dict[tuple[str, ...], set[str]] = {}
    wishes = in_force(person, request)
    for size in range(1, len(wishes) + 1):
        for some in combinations(wishes, size):
            ids = ids_of(catalog, *without(some, person, request))
            if ids is not None:
                expected[some] = ids
        if expected:
            break

    assert expected == {way.wishes: set(way.exercises) for way in found}
    assert len(found) == len(expected)


@given(narrow_wishes())
def test_safety_is_never_given_up(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    """What is proposed is safe for this person, and on the floor only for one who gets up from it."""
    catalog, person, _ = case
    for way in relaxations(*case) or ():
        for id in way.exercises:
            assert not unsafe(catalog[id], person)
            assert not catalog[id].needs_floor or person.gets_up_from_floor is True


@pytest.mark.parametrize(
    ("person", "request_", "ways"),
    [
        (fit(), pt.Request(regions={"jaw"}, minutes=30), [("regions",)]),
        (fit(), pt.Request(regions={"knee"}, goals={"posture"}, minutes=30), [("regions",), ("goals",)]),
        (fit(), pt.Request(minutes=1), [("minutes",)]),
        (fit(), pt.Request(must_have={"bridge", "clamshell"}, max_exercises=1, minutes=30), [("must_have",), ("max_exercises",)]),
        (fit(), pt.Request(must_not=set(CATALOG), minutes=30), [("must_not",)]),
        (fit(), pt.Request(regions={"knee"}, positions={"standing"}, minutes=30), [("regions",), ("positions",)]),
        (fit(), pt.Request(goals={"balance"}, level=1, minutes=30), [("goals",), ("level",)]),
        (
            fit(equipment=set()),
            pt.Request(goals={"posture"}, minutes=30),
            [("goals",), ("equipment",)],
        ),
        (fit(positions=SITTING), pt.Request(regions={"knee"}, minutes=30), [("regions",), ("person.positions",)]),
        (fit(), pt.Request(regions={"jaw"}, minutes=1), [("regions", "minutes")]),
        (fit(positions=set()), pt.Request(regions={"jaw"}, minutes=30), [("regions", "person.positions")]),
        (fit(other_conditions=["gout"]), pt.Request(minutes=30), []),
        (fit(surgeries=[Surgery(procedure="other-operation", on=None)]), pt.Request(minutes=30), []),
    ],
)
def test_what_to_give_up(person: pt.Person, request_: pt.Request, ways: list[tuple[str, ...]]) -> None:
    found = relaxations(CATALOG, person, request_)
    assert found is not None

    assert ways == [way.wishes for way in found]
    assert all(way.exercises for way in found)


def test_the_message_names_the_wishes_and_how_many_exercises_they_give() -> None:
    with pytest.raises(NothingFits) as caught:
        pt.build_routine(CATALOG, fit(), pt.Request(regions={"knee"}, goals={"posture"}, minutes=30), on=ON)

    expected = "no exercise fits the request; relax regions (then 2 exercises would do) or goals (then 3 exercises would do)"
    assert expected == str(caught.value)
    assert (("not-asked-for", len(CATALOG)),) == caught.value.counts


def test_the_message_says_so_when_no_wish_can_help() -> None:
    """And tells nothing of the person."""
    with pytest.raises(NothingFits) as caught:
        pt.build_routine(CATALOG, fit(other_conditions=["gout"]), pt.Request(minutes=30), on=ON)

    expected = "no exercise fits, and no change of the request would help; safety or the catalog leaves nothing"
    assert expected == str(caught.value)


def test_an_exercise_on_the_floor_is_not_proposed_to_who_cannot_get_up() -> None:
    """Getting up from the floor is not a wish."""
    catalog = pt.Catalog.of([attrs.evolve(CATALOG["quad-set"], surface="floor")], version="1")
    request = pt.Request(regions={"jaw"}, minutes=1)

    assert () == relaxations(catalog, fit(gets_up_from_floor=False), request)
    assert ("regions", "minutes") == relaxations(catalog, fit(), request)[0].wishes  # type: ignore[index]  # it does not fit


def test_a_catalog_without_exercises_leaves_nothing_to_give_up() -> None:
    assert () == relaxations(pt.Catalog.of([]), fit(), pt.Request(minutes=30))


def test_everything_means_every_word_of_the_vocabulary() -> None:
    assert {word.id for word in vocabulary.words("equipment")} == EVERYTHING
