"""Laws over the choice: what leaflets treat, the catalog treats too, with something for whoever is just beginning."""

from __future__ import annotations

import pytest

from homept import load_catalog, vocabulary
from homept.exercise import Exercise

CATALOG = load_catalog()

# The part and the first aim of each exercise in 42 public home programs, as these name them: 48 pairs.
# The programs are those of the folder of facts behind the catalog: AAOS, NHS, Otago, STEADI, Versus Arthritis, GRASP and others.
LEAFLETS = {
    "ankle-foot": "balance circulation flexibility mobility strength",
    "core": "control endurance strength",
    "elbow": "flexibility strength",
    "hip": "balance endurance flexibility mobility posture strength",
    "inner-ear": "balance steadying",
    "knee": "control endurance flexibility independence mobility strength",
    "lower-back": "flexibility mobility strength",
    "neck": "control flexibility mobility posture",
    "pelvic-floor": "control strength",
    "shoulder": "control flexibility independence mobility posture strength",
    "upper-back": "flexibility mobility posture",
    "whole-body": "balance endurance",
    "wrist-hand": "flexibility independence mobility strength",
}
TREATED = [(region, goal) for region, goals in LEAFLETS.items() for goal in goals.split()]


def choices(region: str, goal: str) -> list[Exercise]:
    """Collect the exercises for an aim of a part."""
    return [exercise for exercise in CATALOG.values() if region in exercise.regions and goal in exercise.goals]


def simple(exercise: Exercise) -> bool:
    """Whether almost anybody can begin with it: level 1, in a chair or in bed, no risk of falling, nothing but the chair."""
    rests = exercise.surface in ("chair", "floor-or-bed")
    return (exercise.level, exercise.fall_risk, rests) == (1, 0, True) and set(exercise.equipment) <= {"chair"}


def wider(goal: str) -> str | None:
    """Return the aim of which this one is a part, as flexibility is of mobility."""
    return next(word.parent for word in vocabulary.words("goals") if word.id == goal)


# -- three exercises at two levels --------------------------------------------------------------------------------------------

# Why a part and an aim have exercises of one level only, or fewer than three.
ONE_LEVEL = {
    (
        "ankle-foot",
        "circulation",
    ): "pumping for the blood flow is easy or is not done; walking comes next, and is told of the whole body",
    ("hip", "posture"): "one leaflet lies down to lengthen and to press the leg; the posture of the hip is that of the back",
}


@pytest.mark.parametrize(("region", "goal"), TREATED)
def test_what_a_leaflet_treats_has_three_choices_at_two_levels(region: str, goal: str) -> None:
    """Somebody who does not like one, or finds it too easy, has another; or the list says why not."""
    found = choices(region, goal)
    enough = len(found) >= 3 and len({exercise.level for exercise in found}) >= 2

    assert enough != ((region, goal) in ONE_LEVEL)


# -- three that almost anybody can begin with ---------------------------------------------------------------------------------

# Aims that are more of a wider one: who cannot do them yet begins there.
BEGINS_WIDER = {
    ("ankle-foot", "flexibility"),
    ("core", "endurance"),
    ("elbow", "flexibility"),
    ("hip", "endurance"),
    ("knee", "endurance"),
    ("knee", "flexibility"),
}
# Where fewer than three are easy, and no wider aim has them.
FEW_EASY: dict[tuple[str, str], str] = {
    ("hip", "posture"): "two in bed, and no leaflet has more",
    (
        "inner-ear",
        "balance",
    ): "one in a chair, and one that takes a ball; who steadies the eyes and the head first has the aim of steadying",
}


@pytest.mark.parametrize(("region", "goal"), TREATED)
def test_what_a_leaflet_treats_has_three_that_almost_anybody_can_begin_with(region: str, goal: str) -> None:
    """Who is weak, unsteady or alone is not left out; or the list says why, and names no pair that has enough by now."""
    enough = sum(map(simple, choices(region, goal))) >= 3

    assert enough != ((region, goal) in {*BEGINS_WIDER, *FEW_EASY})


@pytest.mark.parametrize(("region", "goal"), sorted(BEGINS_WIDER))
def test_who_cannot_stretch_or_last_yet_begins_with_the_wider_aim(region: str, goal: str) -> None:
    """A stretch goes near the end of a range, and endurance lasts, so neither is easy; mobility and strength of the part are."""
    above = wider(goal)

    assert above in ("mobility", "strength")
    assert sum(map(simple, choices(region, str(above)))) >= 3


# -- aims beside those of leaflets --------------------------------------------------------------------------------------------


def test_most_exercises_serve_what_a_leaflet_treats() -> None:
    """A second aim that no leaflet names is an extra; what the catalog is made of is what leaflets treat."""
    treated = set(TREATED)
    serving = [
        exercise.id
        for exercise in CATALOG.values()
        if any((region, goal) in treated for region in exercise.regions for goal in exercise.goals)
    ]

    assert len(serving) >= 0.9 * len(CATALOG)
