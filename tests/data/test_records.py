"""Laws over the exercises that ship: whole records, sound links, and fields that agree with each other."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from ten_exercises import NAMES

from homept import load_catalog, vocabulary
from homept.exercise import Exercise
from homept.safety.tables import safety_tables

CATALOG = load_catalog()
EVERY = pytest.mark.parametrize("exercise", CATALOG.values(), ids=list(CATALOG))

# What a citation may say that it supports.
PARTS = {
    "purpose",
    "why",
    "set_up",
    "steps",
    "breathing",
    "mistakes",
    "stop_signs",
    "precautions",
    "dose.low",
    "dose.start",
    "dose.high",
}
ARTICLE = "the-orthopedic-clinic-home-exercises"


def test_the_version_of_the_data_is_a_month_and_a_count() -> None:
    """The data has a version of its own, such as 2026.11.0."""
    assert re.fullmatch(r"20\d\d\.(1[0-2]|[1-9])\.\d+", CATALOG.version)


# -- whole records ------------------------------------------------------------------------------------------------------------


@EVERY
def test_a_record_is_whole(exercise: Exercise) -> None:
    """Regions, goals, muscles, movements, another name, every text, citations, and the note on the dose."""
    text = exercise.text
    lists = (exercise.regions, exercise.goals, exercise.muscles, exercise.movements, exercise.citations)
    texts = (text.set_up, text.steps, text.mistakes, text.stop_signs, text.other_names)

    assert all(lists)
    # A small move of the face asks nothing of the body that a rule looks at.
    assert exercise.traits or exercise.regions == ("face",)
    assert all(texts)
    assert all((text.purpose, text.why, text.breathing, exercise.dose.note))


@EVERY
def test_a_record_is_new_and_belongs_to_the_core(exercise: Exercise) -> None:
    """No patch, no namespace, not withdrawn."""
    assert ("", (), None, None) == (exercise.namespace, exercise.provenance, exercise.withdrawn, exercise.successor)


@EVERY
def test_no_record_claims_a_review_that_did_not_happen(exercise: Exercise) -> None:
    """Until a clinician has read a record, it says so."""
    assert not exercise.review.by_clinician
    assert exercise.review.reviewed_on is None


@EVERY
def test_one_record_serves_both_sides(exercise: Exercise) -> None:
    """Sides are a matter of the side model, never of the name."""
    for name in (exercise.name, *exercise.text.other_names, *exercise.text.ambiguous_names):
        assert not {"left", "right"} & set(name.casefold().split())


@EVERY
def test_an_exercise_of_one_side_at_a_time_says_when_to_change(exercise: Exercise) -> None:
    """The steps tell when to swap, and those of both sides together do not."""
    tells = any(re.search(r"\b(swap|other (leg|side|arm))\b", step, re.IGNORECASE) for step in exercise.text.steps)

    assert (exercise.side_model != "both") == tells


# -- links --------------------------------------------------------------------------------------------------------------------


@EVERY
def test_links_are_mutual(exercise: Exercise) -> None:
    """What is harder than this one names it as easier in turn."""
    assert all(exercise.id in CATALOG[harder].easier for harder in exercise.harder)
    assert all(exercise.id in CATALOG[easier].harder for easier in exercise.easier)


@EVERY
def test_a_family_has_relatives(exercise: Exercise) -> None:
    """A family of its own needs no name."""
    relatives = [id for id, other in CATALOG.items() if other.family == exercise.family]

    assert exercise.family == exercise.id or len(relatives) > 1


@EVERY
def test_links_lead_to_no_easier_level(exercise: Exercise) -> None:
    """A harder exercise has a higher level or more risk of falling, so that links cannot run in a circle."""
    for harder in exercise.harder:
        assert (exercise.level, exercise.fall_risk) < (CATALOG[harder].level, CATALOG[harder].fall_risk)


@EVERY
def test_links_stay_in_the_same_part_of_the_body(exercise: Exercise) -> None:
    """An easier or harder exercise works a region that this one works."""
    assert all(set(exercise.regions) & set(CATALOG[id].regions) for id in (*exercise.easier, *exercise.harder))


# -- fields that agree --------------------------------------------------------------------------------------------------------


def agree(one: bool, other: bool, exercise: Exercise) -> None:
    """Two statements about a record that hold together or not at all."""
    assert one == other, exercise.id


@EVERY
def test_lying_on_the_back_is_lying_flat(exercise: Exercise) -> None:
    """The trait that the rules look at is that of the position."""
    agree(exercise.position == "lying-on-back", "lying-flat" in exercise.traits, exercise)


@EVERY
def test_lying_on_the_side_is_a_trait(exercise: Exercise) -> None:
    """The trait that the rules look at is that of the position, and of who rolls onto the side on the way."""
    by_the_side = exercise.position == "lying-on-side" or "rolling" in exercise.movements
    agree(by_the_side, "lying-on-side" in exercise.traits, exercise)


@EVERY
def test_standing_is_a_trait_a_position_and_a_surface(exercise: Exercise) -> None:
    """Who stands is carried by their own feet, and the rules on standing see it."""
    agree(exercise.position == "standing", exercise.surface == "feet", exercise)
    agree(exercise.surface == "feet", "standing" in exercise.traits, exercise)


@EVERY
def test_standing_puts_weight_on_the_legs(exercise: Exercise) -> None:
    """No rule on weight can be missed in standing work."""
    assert "standing" not in exercise.traits or "leg-weight-bearing" in exercise.traits


@EVERY
def test_sitting_takes_a_chair(exercise: Exercise) -> None:
    """Who sits is carried by a chair; a chair may also be at hand for who stands up or kneels."""
    agree(exercise.position == "sitting", exercise.surface == "chair", exercise)
    assert exercise.surface != "chair" or "chair" in exercise.equipment


@EVERY
def test_only_the_floor_alone_needs_getting_down_to_it(exercise: Exercise) -> None:
    """Where a bed will do, nobody has to get down to the floor."""
    agree(exercise.needs_floor, "floor-transfer" in exercise.traits, exercise)


@EVERY
def test_what_is_done_on_the_floor_or_a_bed_helps_to_pick(exercise: Exercise) -> None:
    """Who finds it hard to get up from the floor is told to take the bed."""
    agree(exercise.surface == "floor-or-bed", any("bed" in line for line in exercise.text.set_up), exercise)


@EVERY
def test_a_hold_of_effort_is_a_trait(exercise: Exercise) -> None:
    """The rule on blood pressure sees every hard hold, and no other."""
    kinds = {dose.hold_kind for dose in (exercise.dose.low, exercise.dose.start, exercise.dose.high)}

    agree("effort" in kinds, "effort-hold" in exercise.traits, exercise)


@EVERY
def test_a_stretch_is_a_kind_a_hold_and_a_trait(exercise: Exercise) -> None:
    """A stretch holds a muscle near the end of its range, and says so in every field."""
    stretch = exercise.kind == "stretch"

    agree(stretch, exercise.dose.start.hold_kind == "stretch", exercise)
    agree(exercise.end_range, "end-range-stretch" in exercise.traits, exercise)
    assert not stretch or exercise.end_range


@EVERY
def test_only_who_stands_can_fall_and_then_has_support(exercise: Exercise) -> None:
    """Where there is a risk of falling, standing or on the way up, there is something or somebody to hold on to."""
    agree(exercise.fall_risk > 0, "standing" in exercise.traits or "standing-up" in exercise.movements, exercise)
    agree(exercise.fall_risk > 0, exercise.support != "none", exercise)


@EVERY
def test_busy_hands_cannot_hold_on(exercise: Exercise) -> None:
    """An exercise that needs a firm hold leaves the hands free for it."""
    assert not (exercise.hands_busy and exercise.support == "fixed")


@EVERY
def test_firm_support_is_among_the_equipment(exercise: Exercise) -> None:
    """What to hold on to is asked for, so that nobody has to improvise with a chair."""
    for kind, enough in safety_tables().general["support"].items():
        if exercise.support == kind and isinstance(enough, list):
            assert set(enough) & set(exercise.equipment)


@EVERY
def test_a_hand_above_the_head_is_a_lifted_arm(exercise: Exercise) -> None:
    """What is ruled on lifting the arm holds for reaching up too."""
    assert "overhead-reach" not in exercise.traits or "arm-raise" in exercise.traits


@pytest.mark.parametrize(
    ("movement", "trait"),
    [
        ("knee-flexion", "knee-bending"),
        ("ankle-plantar-flexion", "ankle-motion"),
        ("ankle-dorsiflexion", "ankle-motion"),
        ("hip-external-rotation", "hip-outward-turn"),
        ("hip-abduction", "hip-abduction-effort"),
        ("hip-extension", "hip-extension-effort"),
        ("shoulder-abduction", "arm-raise"),
        ("shoulder-external-rotation", "shoulder-outward-turn"),
        ("scapular-retraction", "shoulder-blade-effort"),
    ],
)
def test_a_movement_brings_its_trait(movement: str, trait: str) -> None:
    """What a joint does shows in what the rules look at."""
    moving = CATALOG.filter(movements={movement})

    assert list(moving)
    assert list(moving) == list(moving.filter(traits={trait}))


@EVERY
def test_the_calf_carries_the_body_only_in_standing(exercise: Exercise) -> None:
    """Rising on the toes is what loads the calf and its tendon; a stretch or a way to loosen up does not."""
    strong = exercise.kind not in ("stretch", "mobility", "balance", "endurance")
    risen = "calf" in exercise.muscles and "standing" in exercise.traits
    assert "calf-load" not in exercise.traits or risen
    assert not (risen and strong) or "calf-load" in exercise.traits


@EVERY
def test_what_is_a_form_of_something_else_brings_that_too(exercise: Exercise) -> None:
    """A rule on the wider trait must not miss the narrower one."""
    wider = {
        "calf-load": "ankle-effort",
        "single-leg-standing": "standing",
        "deep-knee-bend": "loaded-knee-bend",
        "loaded-knee-bend": "leg-weight-bearing",
        "heel-below-step": "calf-load",
        "spine-flexion-loaded": "spine-flexion",
    }
    traits = set(exercise.traits)

    assert {wide for narrow, wide in wider.items() if narrow in traits} <= traits


@EVERY
def test_the_easiest_level_is_free_of_risk(exercise: Exercise) -> None:
    """Level 1 is for everybody: no risk of falling, no end of range, no load."""
    if exercise.level == 1:
        assert (0, False, None) == (exercise.fall_risk, exercise.end_range, exercise.dose.start.load)


@EVERY
def test_an_exercise_without_a_hold_does_not_tell_to_hold(exercise: Exercise) -> None:
    """Words and dose agree on whether something is held."""
    holds = any(re.match(r"Hold\b(?! (on|the (counter|chair)))", step) for step in exercise.text.steps)

    agree(exercise.dose.start.hold_seconds > 0, holds, exercise)


@EVERY
def test_equipment_is_named_in_the_words(exercise: Exercise) -> None:
    """Whoever reads the sheet is told where the chair, the wall, the counter or the pillow comes in."""
    words = " ".join((*exercise.text.set_up, *exercise.text.steps)).casefold()

    assert all(kit in words for kit in exercise.equipment)


@EVERY
def test_nothing_stands_in_for_what_is_not_needed(exercise: Exercise) -> None:
    """Stand-ins are for pieces of the equipment, and are not that piece."""
    for kit, others in exercise.stand_ins:
        assert kit in exercise.equipment
        assert kit not in others


@EVERY
def test_who_gets_up_from_lying_is_told_to_wait(exercise: Exercise) -> None:
    """Rising fast from lying or long sitting can make a person faint."""
    low = exercise.position in ("lying-on-back", "lying-on-side", "lying-on-front", "long-sitting")
    told = any("Sit for a minute" in line for line in exercise.text.mistakes)

    agree(low, told, exercise)


# -- doses and sources --------------------------------------------------------------------------------------------------------


@EVERY
def test_each_bound_of_a_dose_is_cited_for_just_that_bound(exercise: Exercise) -> None:
    """A published figure names its source, the citation names the figure, and neither without the other."""
    for bound, basis in zip(("low", "start", "high"), exercise.dose.basis):
        citing = [citation.source for citation in exercise.citations if f"dose.{bound}" in citation.supports]

        assert ([] if basis == "homept-default" else [basis]) == citing


@EVERY
def test_a_band_leaves_room(exercise: Exercise) -> None:
    """Somebody can begin with less, and come to more."""
    low, start, high = (
        dose.seconds(side_model=exercise.side_model) for dose in (exercise.dose.low, exercise.dose.start, exercise.dose.high)
    )

    assert low < high
    assert low <= start <= high


@EVERY
def test_a_first_session_of_one_exercise_is_short(exercise: Exercise) -> None:
    """No exercise begins with more than five minutes."""
    assert exercise.dose.start.seconds(side_model=exercise.side_model) <= 300


@EVERY
def test_every_citation_says_what_it_supports(exercise: Exercise) -> None:
    """A work that supports nothing is not cited, and none is cited twice."""
    sources = [citation.source for citation in exercise.citations]

    assert all(citation.supports and set(citation.supports) <= PARTS for citation in exercise.citations)
    assert len(sources) == len(set(sources))


@pytest.mark.parametrize("exercise", [CATALOG[id] for id in NAMES], ids=NAMES)
def test_the_article_is_cited_for_the_purpose(exercise: Exercise) -> None:
    """The ten exercises come from the article, and say so."""
    assert "purpose" in {part for citation in exercise.citations if citation.source == ARTICLE for part in citation.supports}


@EVERY
def test_what_a_record_was_checked_against_is_cited(exercise: Exercise) -> None:
    """Steps are checked against a work at least, and those of the article against two; each is cited."""
    cited = {citation.source for citation in exercise.citations}

    assert set(exercise.review.checked_against) <= cited
    assert len(exercise.review.checked_against) >= (2 if exercise.id in NAMES else 1)


@EVERY
def test_a_precaution_is_cited_or_is_ours(exercise: Exercise) -> None:
    """A caution from a work is cited as one, and a work cited for cautions gave one."""
    given = {precaution.source for precaution in exercise.precautions} - {"homept-default"}
    cited = {citation.source for citation in exercise.citations if "precautions" in citation.supports}

    assert given == cited


@EVERY
def test_a_time_limit_of_a_precaution_has_a_source(exercise: Exercise) -> None:
    """No number of days is of our own making."""
    assert all(one.within_days is None or one.source != "homept-default" for one in exercise.precautions)


# -- benefits -----------------------------------------------------------------------------------------------------------------

BENEFITS = [word.id for word in vocabulary.words("goals") if word.benefit]


def test_the_six_benefits_of_the_article_are_goals() -> None:
    """Movement, pain, strength, balance, recovery and independence."""
    assert ["mobility", "pain-relief", "strength", "balance", "recovery", "independence"] == BENEFITS


@pytest.mark.parametrize("goal", BENEFITS)
def test_each_benefit_finds_an_exercise(goal: str) -> None:
    """Each of the six can be filtered by, with a result."""
    assert list(CATALOG.filter(goals={goal}))


@EVERY
def test_each_exercise_serves_a_benefit_or_posture(exercise: Exercise) -> None:
    """No exercise is there for its own sake."""
    above = {word.id: word.parent for word in vocabulary.words("goals")}

    assert {above[goal] or goal for goal in exercise.goals} & {*BENEFITS, "posture"}


def test_no_two_records_are_the_same_exercise() -> None:
    """Records differ in what they move, how, and in which position."""
    forms = sorted(
        (one.position, one.kind, one.movements, one.muscles, one.traits, one.equipment, one.side_model, one.level, one.family)
        for one in CATALOG.values()
    )

    assert all(one != other for one, other in pairwise(forms))
