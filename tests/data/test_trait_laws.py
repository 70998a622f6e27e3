"""Laws over the traits: what a record says that the body does is what the rules of safety see."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

import homept as pt
from homept import load_catalog, vocabulary
from homept.exercise import Exercise
from homept.safety import verdict_table

CATALOG = load_catalog()
Of = Callable[[Exercise], bool]


# -- what to look for in a record ---------------------------------------------------------------------------------------------


def position(*names: str) -> Of:
    """The position is one of these."""
    return lambda exercise: exercise.position in names


def moves(*movements: str) -> Of:
    """One of these movements is made."""
    return lambda exercise: not set(movements).isdisjoint(exercise.movements)


def needs(*equipment: str) -> Of:
    """One of these things is needed."""
    return lambda exercise: not set(equipment).isdisjoint(exercise.equipment)


def stretches(region: str) -> Of:
    """A part is held in a stretch."""
    return lambda exercise: exercise.kind == "stretch" and region in exercise.regions


def standing(exercise: Exercise) -> bool:
    """The feet carry the body."""
    return exercise.surface == "feet"


def strength(exercise: Exercise) -> bool:
    """Muscles are to get stronger."""
    return exercise.kind == "strength"


def step(pattern: str) -> Of:
    """A step says so."""
    return lambda exercise: any(re.search(pattern, line, re.IGNORECASE) for line in exercise.text.steps)


def anywhere(pattern: str) -> Of:
    """The set-up or a step says so."""
    return lambda exercise: any(re.search(pattern, line, re.IGNORECASE) for line in (*exercise.text.set_up, *exercise.text.steps))


def both(*of: Of) -> Of:
    """All of them hold."""
    return lambda exercise: all(one(exercise) for one in of)


# -- the laws -----------------------------------------------------------------------------------------------------------------

# What a record says, and the traits of which it then has at least one. Those after the | are ids that say it and mean another thing.
LAWS: dict[str, tuple[Of, set[str], set[str]]] = {
    "lying on the front": (position("lying-on-front"), {"lying-face-down"}, set()),
    "rolling over goes by way of the side": (moves("rolling"), {"lying-on-side"}, set()),
    "hands and knees carry the body on the knees": (anywhere(r"\bhands and knees\b"), {"kneeling"}, set()),
    "hands and knees carry the body on the hands": (anywhere(r"\bhands and knees\b"), {"weight-through-hands"}, set()),
    "flat hands that carry the body bend the wrists": (anywhere(r"\bhands and knees\b"), {"wrist-end-range"}, set()),
    "a push-up bends the wrists": (lambda one: "push-up" in one.family, {"wrist-end-range"}, set()),
    "kneeling": (position("kneeling"), {"kneeling"}, set()),
    "straight legs in sitting bend the hips past a right angle": (position("long-sitting"), {"hip-flexion-past-90"}, set()),
    "a knee to the chest": (step(r"\bknees?\b.* (toward|to) your (chest|shoulder)"), {"hip-flexion-past-90"}, set()),
    # the foot of a straightened knee leaves the floor without the thigh
    "a foot lifted in a chair": (
        both(position("sitting"), step(r"\blift (one|your|that) (bent )?(foot|knee|leg)\b")),
        {"hip-flexion-past-90"},
        {"seated-knee-extension"},
    ),
    "a lean forward in a chair": (
        both(position("sitting"), step(r"\b(lean|bend) (your (chest|body) )?(slowly )?(forward|over)\b")),
        {"hip-flexion-past-90"},
        set(),
    ),
    # the weight moves over a foot, and the other one stays down
    "one foot carries the body": (
        both(
            standing,
            step(r"\bonto one (leg|foot)\b|\b(lift|swing|circle) your (free|other|outer) (foot|leg|knee)\b"),
        ),
        {"single-leg-standing"},
        {"weight-shift-side"},
    ),
    # said of the end, when both feet are home
    "feet together or in line": (
        both(standing, step(r"\bfeet together\b|heel to toe|heel touches the toes|right in front of")),
        {"narrow-stance"},
        {"calf-stretch-bent", "calf-stretch-straight", "standing-hip-flexor-stretch"},
    ),
    "walking": (moves("walking"), {"walking"}, set()),
    # the cushion lies on the seat
    "a step up or over": (
        both(standing, needs("step", "staircase", "board", "cushion", "book")),
        {"stepping"},
        {"high-sit-to-stand"},
    ),
    "standing with the eyes closed": (both(standing, step(r"\bclose your eyes\b")), {"eyes-closed"}, set()),
    "a rise from a seat": (moves("standing-up"), {"loaded-knee-bend"}, set()),
    "knees that bend in standing": (
        both(standing, step(r"\bbend (both|your) (\w+ )?knees? (a little|slowly)\b")),
        {"loaded-knee-bend"},
        set(),
    ),
    "a sway from the ankles": (both(standing, step(r"\bfrom (the|your) ankles\b")), {"ankle-motion"}, set()),
    "strength of the foot": (
        both(strength, moves("ankle-plantar-flexion", "ankle-eversion", "ankle-inversion")),
        {"ankle-effort"},
        set(),
    ),
    "a band or a weight": (needs("band", "weight", "bar", "hammer"), {"added-load"}, set()),
    "a weight in the hand": (needs("weight", "hammer", "bar"), {"resisted-grip"}, set()),
    # the strap is closed around the thighs
    "a strap that the hands pull": (needs("strap"), {"resisted-grip"}, {"belt-hip-press", "strap-squat"}),
    # a card has no weight
    "a grip or a pinch": (moves("grip", "pinch"), {"resisted-grip"}, {"card-turning"}),
    "strength of the knee": (both(strength, moves("knee-extension")), {"quadriceps-effort", "loaded-knee-bend"}, set()),
    "strength of the back of the thigh": (both(strength, moves("knee-flexion")), {"hamstring-effort"}, set()),
    "strength of the elbow": (both(strength, moves("elbow-flexion", "elbow-extension")), {"elbow-effort"}, set()),
    "strength of the wrist": (
        both(strength, moves("wrist-flexion", "wrist-extension", "wrist-side-bending", "forearm-rotation")),
        {"elbow-effort"},
        set(),
    ),
    "strength of the shoulder against a resistance": (
        both(strength, lambda one: "shoulder" in one.regions and one.assistance == "resisted"),
        {"shoulder-effort", "shoulder-blade-effort"},
        set(),
    ),
    # the buttocks tighten, and the trunk lies or sits
    "a trunk that is held against a load": (
        both(strength, moves("trunk-bracing")),
        {"trunk-effort"},
        {"glute-set", "seated-glute-set"},
    ),
    # the arm stays at the side and pushes
    "an arm that is lifted to the front": (
        both(moves("shoulder-flexion"), lambda one: one.assistance in ("active", "resisted") and one.kind != "stretch"),
        {"arm-raise"},
        {"isometric-shoulder-front"},
    ),
    # these two stretch a muscle of the neck
    "a stretch of the shoulder": (
        stretches("shoulder"),
        {"shoulder-end-range", "chest-stretch"},
        {"levator-stretch", "upper-trapezius-stretch"},
    ),
    "a stretch of the neck": (stretches("neck"), {"neck-end-range"}, set()),
    "a stretch of the wrist or hand": (stretches("wrist-hand"), {"wrist-end-range"}, set()),
    "a move of the neck": (
        moves("neck-flexion", "neck-extension", "neck-rotation", "neck-side-bending", "neck-retraction", "neck-protraction"),
        {"head-turning", "neck-effort", "neck-end-range"},
        set(),
    ),
    # the head only comes down between the arms
    "a head that turns or nods": (
        anywhere(r"\b(turn|roll|nod|tilt) your (head|face|nose)\b|\b(lower|bend|drop) your (chin|nose|face)\b"),
        {"head-turning", "neck-end-range"},
        set(),
    ),
    "a move of the jaw": (moves("jaw-opening", "jaw-closing", "jaw-side-glide", "jaw-forward-glide"), {"jaw-effort"}, set()),
    "the back bends forward": (moves("spine-flexion"), {"spine-flexion"}, set()),
    "the back bends back": (moves("spine-extension"), {"spine-extension"}, set()),
    "the back twists": (moves("spine-rotation"), {"spine-rotation"}, set()),
    "a sit-up": (lambda one: one.family == "curl-up", {"spine-flexion-loaded"}, set()),
    "the thigh turns in": (moves("hip-internal-rotation"), {"hip-inward-turn"}, set()),
    "slow or deep breaths": (moves("breathing"), {"deep-breathing"}, set()),
    "a squeeze of the pelvic floor": (moves("pelvic-floor-lift"), {"pelvic-floor-effort"}, set()),
    "a nerve moves": (moves("nerve-gliding"), {"nerve-glide"}, set()),
}


@pytest.mark.parametrize(("says", "traits", "means_another_thing"), LAWS.values(), ids=list(LAWS))
def test_what_is_done_shows_in_the_traits(says: Of, traits: set[str], means_another_thing: set[str]) -> None:
    """A rule of safety can miss no record that does what the rule is about."""
    found = [exercise for exercise in CATALOG.values() if says(exercise)]
    without = {exercise.id for exercise in found if traits.isdisjoint(exercise.traits)}

    assert found
    assert means_another_thing == without


# No record does this yet; the rules wait for the first that does.
NOT_USED = {"hip-extension-outward-turn"}


def test_each_trait_is_one_of_a_record() -> None:
    """A trait that no record has is told apart, so that one that was lost in the data is noticed."""
    used = {trait for exercise in CATALOG.values() for trait in exercise.traits}

    assert NOT_USED == {word.id for word in vocabulary.words("traits")} - used


# -- what nobody is offered unasked -------------------------------------------------------------------------------------------


def for_somebody_well(age: int) -> dict[str, str]:
    """Judge every exercise for a person without a condition, who gets up from the floor alone and has a helper at home."""
    on = date(2026, 11, 23)
    well = pt.Person(conditions=set(), age=age, gets_up_from_floor=True, helper=True, screening=pt.Screening.all_clear(on=on))
    return {id: verdict.outcome for id, verdict in verdict_table(CATALOG, well, on=on).items()}


RISKY: dict[str, Of] = {
    "may be done only with a helper": lambda one: one.fall_risk == 3,
    "asks for somebody to be there": anywhere(r"\b(helper|somebody with you)\b"),
    "may be done only with a firm hold": lambda one: one.fall_risk == 2,
    "lands with more than the weight of the body": lambda one: "impact" in one.traits,
    "lies down or sits up quickly": lambda one: "quick-position-change" in one.traits,
    "goes to the end of the range of the neck": lambda one: "neck-end-range" in one.traits,
    "twists the back": lambda one: "spine-rotation" in one.traits,
    "bends the back under load": lambda one: "spine-flexion-loaded" in one.traits,
}


@pytest.mark.parametrize("age", [40, 75])
@pytest.mark.parametrize("risky", RISKY.values(), ids=list(RISKY))
def test_what_is_risky_waits_for_a_therapist(risky: Of, age: int) -> None:
    """As long as no clinician has reviewed these records, not even somebody well is offered one of them unasked."""
    outcomes = for_somebody_well(age)
    found = [id for id, exercise in CATALOG.items() if risky(exercise)]

    assert found
    assert {"needs-clearance"} == {outcomes[id] for id in found}


def test_a_helper_is_asked_for_where_the_risk_of_falling_is_highest() -> None:
    """The words say what the number means."""
    helped = anywhere(r"\bhelper\b")

    assert [] == [id for id, exercise in CATALOG.items() if exercise.fall_risk == 3 and not helped(exercise)]


# A leaflet's movements that are not shipped: they would put a person at risk who is alone at home.
NOT_SHIPPED = ("epley-home", "small-jump", "one-leg-hop")


@pytest.mark.parametrize("id", NOT_SHIPPED)
def test_what_is_too_risky_at_home_is_not_shipped(id: str) -> None:
    """Rolling loose crystals out of an ear needs a diagnosis of the side and the canal first; hops and jumps can break or tear."""
    assert id not in CATALOG
