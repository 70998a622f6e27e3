"""Laws over the ladders: what is easier and harder, where a way down ends, and which forms are records of their own."""

from __future__ import annotations

from itertools import combinations

import pytest

from homept import load_catalog
from homept.exercise import Exercise

CATALOG = load_catalog()

#: What most homes have, so that it keeps nobody from an easy exercise. A bed has a pillow.
AT_HOME = {"chair", "pillow", "towel", "table", "wall", "stick", "strap", "ball", "card"}


def easy(exercise: Exercise) -> bool:
    """Whether it is of level 1, in a chair or in bed, without a risk of falling."""
    return exercise.level == 1 and exercise.fall_risk == 0 and exercise.surface in ("chair", "floor-or-bed")


def simple(exercise: Exercise) -> bool:
    """Whether almost anybody can begin with it: easy, and with nothing but the chair."""
    return easy(exercise) and set(exercise.equipment) <= {"chair"}


def ends(id: str, above: tuple[str, ...] = ()) -> set[str]:
    """Walk down to the exercises that have nothing easier; a circle is told."""
    assert id not in above, (*above, id)
    return set().union(*(ends(easier, (*above, id)) for easier in CATALOG[id].easier)) if CATALOG[id].easier else {id}


# -- up and down --------------------------------------------------------------------------------------------------------------


def test_easier_is_never_a_higher_level_nor_a_higher_risk_of_falling() -> None:
    """Not even where the other of the two is lower."""
    for id, exercise in CATALOG.items():
        for easier in (CATALOG[other] for other in exercise.easier):
            assert easier.level <= exercise.level, (id, easier.id)
            assert easier.fall_risk <= exercise.fall_risk, (id, easier.id)


def test_nothing_is_easier_than_itself() -> None:
    """The ways down do not run in a circle."""
    assert all(ends(id) for id in CATALOG)


def test_a_link_does_not_skip_a_step_that_is_linked() -> None:
    """Where a way down leads over another exercise, there is no second link past that one."""
    below: dict[str, set[str]] = {}

    def under(id: str) -> set[str]:
        if id not in below:
            below[id] = set(CATALOG[id].easier).union(*(under(easier) for easier in CATALOG[id].easier))
        return below[id]

    skipped = {
        (id, easier)
        for id, exercise in CATALOG.items()
        for easier in exercise.easier
        if any(easier in under(other) for other in exercise.easier if other != easier)
    }
    assert set() == skipped


# -- alone --------------------------------------------------------------------------------------------------------------------

# Why a record has nothing easier and nothing harder. All of them are of the first level.
ALONE = {
    "a breath has one form, and more of it is a higher dose": {
        "belly-breathing",
        "huff-cough",
        "pursed-lip-breathing",
        "rib-breathing",
        "seated-belly-breathing",
    },
    "letting go cannot be made harder": {"breath-rest-lean", "full-body-relax", "jaw-relax", "pelvic-floor-release"},
    "the hands do the work, and the part lies still": {"chewing-massage", "kneecap-glide", "thumb-traction"},
    "the muscles of the face have nothing to lift, and are to move gently": {
        "cheek-draw-in",
        "eyebrow-frown",
        "eyebrow-lift",
        "face-smile",
        "gentle-eye-close",
        "mouth-corner-down",
        "nose-wrinkle",
    },
    "the foot circles freely, which no band or weight can follow": {"ankle-alphabet", "ankle-circles", "seated-ankle-circles"},
    "the small muscles of the foot have this one task, and next they work in every exercise on the feet": {
        "big-toe-lift",
        "short-foot",
        "toe-spread",
    },
    "a lively or careful move in a chair, made harder by more of it or a quicker pace": {
        "seated-clap",
        "seated-finger-flick",
        "seated-finger-nose",
        "seated-foot-circle-figure",
        "seated-heel-dig",
    },
    "a small glide that comes to go farther, and has no load": {"chin-glide", "jaw-forward", "leg-lengthener"},
}


def test_a_record_has_a_relative_or_a_reason_for_having_none() -> None:
    """Who finds an exercise too hard or too easy is led somewhere; the list names no record that has a link by now."""
    alone = {id for id, exercise in CATALOG.items() if not exercise.easier and not exercise.harder}

    assert set().union(*ALONE.values()) == alone


def test_what_is_alone_is_easy() -> None:
    """Nobody who finds it too hard is left without something easier."""
    assert all(easy(CATALOG[id]) for ids in ALONE.values() for id in ids)


def test_what_works_against_a_load_or_with_effort_is_not_alone() -> None:
    """Strength always has an easier or a harder form, but for the small muscles of the foot."""
    alone = set().union(*ALONE.values())

    assert [] == [id for id in alone if CATALOG[id].kind == "strength" or "added-load" in CATALOG[id].traits]


# -- the end of the way down --------------------------------------------------------------------------------------------------

# Why the way down of a record ends in something that takes a thing from home.
WITH_A_THING = {
    "knees that squeeze need something soft between them": {
        "foot-squeeze",
        "inner-leg-raise",
        "knee-squeeze",
        "seated-knee-squeeze",
        "standing-leg-cross",
    },
    "a table carries the arm or the hand, so that it weighs nothing": {
        "card-turning",
        "finger-lift",
        "finger-walk-table",
        "reach-target",
        "seated-pendulum",
        "pulley-side-lift",
        "side-table-slide",
        "table-circle",
        "table-slide",
        "table-slide-out",
        "wrist-side-bend",
    },
    "a stick lets the good arm move the stiff one": {"standing-stick-turn-out", "stick-side-lift", "stick-turn-out"},
    "a pillow or a towel holds up what is to rest": {
        "breath-rest-lean",
        "head-press-lying",
        "huff-cough",
        "knee-dangle",
        "lying-neck-nod",
        "lying-neck-turn",
        "straight-knee-prop",
        "thread-the-needle",
    },
    "a strap or a belt gives the legs something to pull or to press on": {"belt-hip-press", "strap-heel-slide"},
    "the foot or the hand presses on something that cannot move": {"foot-push-out", "isometric-elbow-bend"},
    "the eyes need something to look at": {"ball-toss-eye", "gaze-side", "gaze-up-down"},
}


def test_a_way_down_ends_in_something_that_almost_anybody_can_do() -> None:
    """At level 1, on a chair or in bed, without equipment or a risk of falling; or the list says why not, and names no other."""
    stuck = {id for id in CATALOG if not any(simple(CATALOG[end]) for end in ends(id))}

    assert set().union(*WITH_A_THING.values()) == stuck


def test_where_a_thing_is_needed_it_is_one_that_most_homes_have() -> None:
    """Even then the way down ends at level 1, in a chair or in bed, without a risk of falling."""
    for id in set().union(*WITH_A_THING.values()):
        assert any(easy(CATALOG[end]) and set(CATALOG[end].equipment) <= AT_HOME for end in ends(id)), id


# -- forms of one movement ----------------------------------------------------------------------------------------------------
# The rule, as docs/explanation/data.rst states it: how much weight or which band is a matter of the dose, never of the record.
# A form that is set up in another way, by a band, another position or less to hold on to, is a record of its own, linked to the
# form without it.


def test_how_heavy_is_never_what_tells_records_apart() -> None:
    """The doses of a record name no load, so that the light and the heavy form are one record."""
    for id, exercise in CATALOG.items():
        assert {dose.load for dose in (exercise.dose.low, exercise.dose.start, exercise.dose.high)} == {None}, id


@pytest.mark.parametrize("thing", ["band", "weight", "bar", "hammer"])
def test_a_form_with_a_load_leads_down_to_one_without(thing: str) -> None:
    """Who has no band or weight, or may not use it, is led to the same movement without."""
    loaded = [id for id, exercise in CATALOG.items() if thing in exercise.equipment]

    assert loaded
    assert [] == [id for id in loaded if all("added-load" in CATALOG[end].traits for end in ends(id))]


# What is held, what holds, and how hard the muscles work at it.
LOAD_AND_SUPPORT = {"added-load", "resisted-grip", "effort-hold", "weight-through-hands", "single-leg-standing"}

# Pairs that look like two forms of one movement and are not.
TWO_MOVEMENTS = {
    ("finger-spread", "finger-walk-table"): "the walk goes one way only, toward the thumb",
    ("isometric-wall-hip-press", "standing-side-leg-raise"): "one presses and stays, the other lifts and moves",
}


def two_forms(one: Exercise, other: Exercise) -> bool:
    """Whether two records differ in nothing but what is held, what holds, and how hard it is."""

    def shape(exercise: Exercise) -> tuple[object, ...]:
        body = set(exercise.traits) - LOAD_AND_SUPPORT - {"hip-flexion-past-90"}
        return (exercise.position, exercise.kind, exercise.movements, exercise.muscles, exercise.side_model, body)

    return shape(one) == shape(other) and (one.equipment, one.support) != (other.equipment, other.support)


def test_forms_that_differ_only_by_band_weight_or_support_belong_together() -> None:
    """They are linked as easier and harder, or are of one family, of which a routine holds one."""
    apart = {
        (one.id, other.id)
        for one, other in combinations(CATALOG.values(), 2)
        if two_forms(one, other) and one.family != other.family and one.id not in (*other.easier, *other.harder)
    }

    assert set(TWO_MOVEMENTS) == apart
