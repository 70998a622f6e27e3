"""The account of a choice: all that decided it, for whoever checks it."""

from __future__ import annotations

import re
from datetime import timedelta

import attrs
from hypothesis import HealthCheck, given, settings
from wishes import CATALOG, ON, fit

import homept as pt
from homept.catalog.layers import catalog_of
from homept.routine import Preferences, Proof, Routine, swap
from homept.safety import Override, Surgery
from homept.testing import people, requests


def built(person: pt.Person, request: pt.Request) -> Routine:
    return pt.build_routine(CATALOG, person, request, on=ON)


def test_each_pick_is_there_with_its_parts_which_add_up() -> None:
    routine = built(fit(), pt.Request(regions={"knee"}, goals={"strength"}, minutes=15))
    assert routine.explanation is not None

    text = routine.to_account()
    picked = re.findall(r"^  \d+\. (.+): (\d+) points", text, re.MULTILINE)
    parts = [int(points) for points in re.findall(r"^ {5}( *-?\d+)  \w", text, re.MULTILINE)]

    assert [item.exercise.name for item in routine.items] == [name for name, _ in picked]
    assert routine.explanation.proof.points == sum(parts) == sum(int(points) for _, points in picked)


def test_each_exercise_left_out_stands_once_under_its_reason() -> None:
    """A reason is told once, with all that it left out: of a whole catalog most exercises share a few."""
    surgery = Surgery(procedure="hip-replacement-posterior", on=ON - timedelta(days=20), side="left")
    person = fit(age=70, surgeries=[surgery], weight_bearing={"left-leg": "full"}, equipment={"chair"})
    wish = pt.Request(regions={"knee", "hip"}, minutes=5, max_exercises=1)
    routine = pt.build_routine(pt.load_catalog(), person, wish, on=ON)
    assert routine.explanation is not None

    _, _, text = routine.to_account().partition("Not in the routine")
    told = re.findall(r"^  - (.+?) \[([a-z-]+)\](.*?)(?=^  - |\Z)", text, re.MULTILINE | re.DOTALL)
    names = [(" ".join(names.rpartition("\n     > ")[2].split()).split("; "), code) for _, code, names in told]

    assert len(told) < 100 < len(routine.explanation.left_out)
    assert len({(why, names.rpartition("\n     > ")[0]) for why, _, names in told}) == len(told)
    assert sorted((one.name, one.code) for one in routine.explanation.left_out) == sorted(
        (name, code) for group, code in names for name in group
    )


def test_the_whole_wish_is_there() -> None:
    wish = pt.Request(
        regions={"knee", "shoulder"},
        goals={"strength"},
        weights={"knee": 3},
        minutes=20,
        max_exercises=4,
        level=2,
        positions={"lying-on-back", "sitting"},
        must_have={"quad-set"},
        must_not={"bridge"},
        sides="affected",
        preferences=Preferences(likes={"heel-slide"}, dislikes={"clamshell"}),
    )
    text = built(fit(), wish).to_account()

    for told in (
        "at hand: 20 minutes",
        "at most 4 exercises",
        "knee (counts 3 times), shoulder",
        "goals: get stronger",
        "level at most 2",
        "must be in it: quad-set",
        "must not be in it: bridge",
        "likes: heel-slide",
        "does not like: clamshell",
        "affected side only",
        "lying on your back, sitting",
    ):
        assert told in text


def test_a_rule_is_there_with_its_code_and_source_and_who_lifted_it() -> None:
    surgery = Surgery(procedure="hip-replacement-posterior", on=ON - timedelta(days=20), side="left")
    override = Override(by="A. Example", role="physician", on=ON, scope={"seated-march"}, why="the surgeon agrees")
    held = fit(age=70, surgeries=[surgery], weight_bearing={"left-leg": "full"})
    wish = pt.Request(regions={"hip"}, minutes=20)

    assert "[hip-replacement-posterior-early; lhsc-hip-precautions]" in flat(built(held, wish))
    assert "lifted: override by A. Example" in flat(built(attrs.evolve(held, overrides=(override,)), wish))


def flat(routine: Routine) -> str:
    return re.sub(r"\s+", " ", routine.to_account())


def test_an_answer_that_is_not_proven_says_so() -> None:
    routine = built(fit(), pt.Request(minutes=15))
    assert routine.explanation is not None
    unsure = attrs.evolve(
        routine, explanation=attrs.evolve(routine.explanation, proof=Proof(points=routine.explanation.proof.points, bound=9999))
    )

    assert "not proven" in unsure.to_account()
    assert "more than 9999" in flat(unsure)


def test_what_is_done_on_the_floor_says_so() -> None:
    """Nobody said that the person gets up again alone."""
    floor = catalog_of([attrs.evolve(CATALOG["bridge"], surface="floor"), CATALOG["heel-slide"]], version="1")
    routine = pt.build_routine(floor, fit(gets_up_from_floor=None), pt.Request(minutes=15), on=ON)

    assert re.search(r"- It is done on the floor\..+ \[position\]\n     > Bridge$", routine.to_account())


def test_nothing_left_out_is_said_too() -> None:
    only = CATALOG.filter(regions={"ankle-foot"}, positions={"lying-on-back"})
    routine = pt.build_routine(only, fit(), pt.Request(minutes=15), on=ON)

    assert "Nothing was left out." in routine.to_account()


def test_a_prescribed_routine_has_no_points() -> None:
    routine = pt.prescribe(CATALOG, {"heel-slide": None}, person=fit(), by="A. Example", on=ON)

    assert "It was prescribed." in routine.to_account()
    assert "points." in routine.to_account()


def test_a_swapped_item_leaves_the_account_of_the_choice_as_it_was() -> None:
    routine = built(fit(), pt.Request(regions={"knee"}, must_have={"quad-set"}, max_exercises=1, minutes=30))
    other = swap(routine, "quad-set", "heel-slide", catalog=CATALOG, person=fit(), on=ON)

    assert "Quad set" not in [item.exercise.name for item in other.items]
    assert other.to_account()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(people(on=ON, all_clear=True), requests(catalog=CATALOG))
def test_every_routine_has_an_account(person: pt.Person, request: pt.Request) -> None:
    try:
        routine = built(person, request)
    except (pt.NothingFits, pt.errors.StopAndContact):
        return
    for item in routine.items:
        assert item.exercise.name in routine.to_account()
