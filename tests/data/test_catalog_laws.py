"""Laws over the catalog as a whole: what the rules of safety see, honest doses, ways down to something easier, enough to choose from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

import homept as pt
from homept.dose import Dose, Repetitions
from homept.exercise import Exercise
from homept.safety import Verdict, verdict_table

CATALOG = pt.load_catalog()
ON = date(2026, 11, 23)
ALL_CLEAR = pt.Screening.all_clear(on=ON)


def told(condition: str) -> dict[str, Verdict]:
    """Judge every exercise for somebody with one condition."""
    who = pt.Person(conditions={condition}, age=40, screening=ALL_CLEAR)
    return dict(verdict_table(CATALOG, who, on=ON).items())


def with_trait(trait: str) -> list[str]:
    """Name the records with a trait; some have it, or the law would be about nothing."""
    found = [id for id, exercise in CATALOG.items() if trait in exercise.traits]
    assert found
    return found


def sentences(exercise: Exercise) -> Iterator[str]:
    """Go through all that a patient reads of a record."""
    text = exercise.text
    yield from (text.purpose, text.why, text.breathing, *text.set_up, *text.steps, *text.mistakes, *text.stop_signs)


# -- what the rules of safety see ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trait", "condition", "code"),
    [
        ("lying-flat", "pregnancy", "pregnancy-lying-flat"),
        ("effort-hold", "high-blood-pressure", "high-blood-pressure-effort-hold"),
        ("spine-flexion-loaded", "osteoporosis", "osteoporosis-spine-flexion-loaded"),
    ],
)
def test_a_trait_brings_the_rule_of_the_condition(trait: str, condition: str, code: str) -> None:
    """No record slips by the rule that its trait calls for."""
    table = told(condition)

    assert [] == [id for id in with_trait(trait) if code not in {reason.code for reason in table[id].reasons}]


def test_nobody_with_fragile_bones_bends_the_back_under_load() -> None:
    """The rule is an exclusion, not a caution."""
    table = told("osteoporosis")

    assert {"exclude"} == {table[id].outcome for id in with_trait("spine-flexion-loaded")}


def test_a_long_hard_hold_is_cut_short_for_high_blood_pressure() -> None:
    """Where any bound of the dose holds hard for more than ten seconds, the hold is capped, or the exercise is not offered."""
    table = told("high-blood-pressure")
    long = [
        id
        for id, exercise in CATALOG.items()
        for dose in (exercise.dose.low, exercise.dose.start, exercise.dose.high)
        if dose.hold_kind == "effort" and dose.hold_seconds > 10
    ]

    capped = [id for id in with_trait("effort-hold") if table[id].changes.cap_hold_seconds is not None]
    assert {id for id in long if table[id].offers} <= set(capped)
    assert capped


def test_one_leg_takes_a_firm_hold_from_who_may_fall() -> None:
    """Who is at risk of falling stands on one leg with a fixed support, or not without a therapist."""
    table = told("falls-risk")

    assert [] == [
        id for id in with_trait("single-leg-standing") if table[id].offers and "fixed" not in (table[id].changes.support,)
    ]


# -- doses --------------------------------------------------------------------------------------------------------------------


def times(dose: Dose, if_timed: int) -> int:
    """Count the repetitions of a set; work that is timed has none, and counts as *if_timed*."""
    return dose.work.count if isinstance(dose.work, Repetitions) else if_timed


def in_the_band(exercise: Exercise) -> bool:
    """
    Whether the start dose lies in the guideline's band of its kind.

    Strength: one or two sets of 8 to 15 times, as for older people who begin.
    Stretches: two to four times, each held for 10 to 30 seconds. Other kinds have no published band of this form.
    """
    start = exercise.dose.start
    if exercise.kind == "strength":
        return start.sets <= 2 and 8 <= times(start, 8) <= 15
    if exercise.kind == "stretch":
        return 2 <= times(start, 2) <= 4 and 10 <= start.hold_seconds <= 30
    return True


def test_a_start_dose_is_in_the_band_of_its_kind_or_the_note_says_why() -> None:
    """A first dose outside of the guideline's band is less than it asks for, and the note speaks of the dose."""
    outside = [exercise for exercise in CATALOG.values() if not in_the_band(exercise)]

    assert [] == [one.id for one in outside if not SPEAKS_OF_THE_DOSE.search(one.dose.note)]


def test_no_start_dose_is_above_the_band() -> None:
    """Nobody begins with more than two sets, 15 repetitions of strength work, or 30 seconds in a stretch."""
    for id, exercise in CATALOG.items():
        start = exercise.dose.start
        assert start.sets <= 2, id
        assert exercise.kind != "strength" or times(start, 8) <= 15, id
        assert exercise.kind != "stretch" or start.hold_seconds <= 30, id


SPEAKS_OF_THE_DOSE = re.compile(
    r"\b(begin\w*|start\w*|first|caution\w*|careful\w*|low|lower|small\w*|gentl\w*|short\w*|few\w*|less|half|build\w*|times|"
    r"sets?|repetitions?|seconds?|holds?|dose|figures?|band|bounds?)\b",
    re.IGNORECASE,
)


# -- easier and harder --------------------------------------------------------------------------------------------------------


def test_easier_is_never_a_higher_level_nor_a_higher_risk_of_falling() -> None:
    """Not even where the other of the two is lower."""
    for id, exercise in CATALOG.items():
        for easier in (CATALOG[other] for other in exercise.easier):
            assert easier.level <= exercise.level, (id, easier.id)
            assert easier.fall_risk <= exercise.fall_risk, (id, easier.id)


def ends(id: str, above: tuple[str, ...] = ()) -> set[str]:
    """Walk down to the exercises that have nothing easier; a circle is told."""
    assert id not in above, (*above, id)
    return set().union(*(ends(easier, (*above, id)) for easier in CATALOG[id].easier)) if CATALOG[id].easier else {id}


def test_nothing_is_easier_than_itself() -> None:
    """The ways down do not run in a circle."""
    assert all(ends(id) for id in CATALOG)


def simple(exercise: Exercise) -> bool:
    """Whether almost anybody can begin with it: level 1, on a chair or in bed, no risk of falling, nothing but the chair."""
    rests = exercise.surface in ("chair", "floor-or-bed")
    return (1, 0, True) == (exercise.level, exercise.fall_risk, rests) and set(exercise.equipment) <= {"chair"}


# Sorted by what their records say, not yet read one by one by a clinician. An id that no longer belongs here does no harm.
NO_SIMPLE_END: dict[str, frozenset[str]] = {
    # what most homes have: a table, a pillow, a towel, a wall, a card, a ball, a stick or a belt
    "easy, but is done with a thing that most homes have": frozenset(
        [
            "aiming-game",
            "arm-out-rotation",
            "armpit-stretch",
            "assisted-arm-lift",
            "ball-toss-eye",
            "ball-toss-knee",
            "band-foot-out",
            "belt-hip-press",
            "breath-rest-lean",
            "card-turning",
            "circle-ball",
            "decompression-lying",
            "doorway-chest-stretch",
            "doorway-turn-out-stretch",
            "finger-lift",
            "finger-walk-table",
            "finger-wall-walk",
            "foot-push-out",
            "foot-squeeze",
            "front-wall-slide",
            "gaze-moving-target",
            "gaze-side",
            "gaze-up-down",
            "head-press-lying",
            "huff-cough",
            "inner-leg-raise",
            "isometric-wall-hip-press",
            "knee-dangle",
            "knee-squeeze",
            "lying-arm-fly",
            "lying-chest-opener",
            "lying-hamstring-stretch",
            "lying-neck-nod",
            "lying-neck-turn",
            "neck-extension-hands-knees",
            "neck-isometric",
            "neck-lift-lying",
            "prayer-stretch",
            "prone-hang",
            "prone-lying",
            "prone-on-elbows",
            "prone-press-up",
            "pulley-lift",
            "pulley-side-lift",
            "reach-target",
            "seated-hamstring-stretch",
            "seated-heel-prop",
            "seated-knee-squeeze",
            "seated-pendulum",
            "side-arm-raise",
            "side-leg-raise",
            "side-table-slide",
            "side-wall-walk",
            "standing-back-bend",
            "standing-gaze",
            "standing-leg-cross",
            "standing-stick-turn-out",
            "static-side-stance",
            "stick-back-lift",
            "stick-side-lift",
            "stick-turn-out",
            "straight-knee-prop",
            "strap-heel-slide",
            "table-circle",
            "table-palm-press",
            "table-slide",
            "table-slide-out",
            "thread-the-needle",
            "wall-hamstring-stretch",
            "wrist-bend",
            "wrist-extension-strength",
            "wrist-extensor-stretch",
            "wrist-flexor-stretch",
            "wrist-side-bend",
            "wrist-side-strength",
        ]
    ),
}
LONELY: dict[str, frozenset[str]] = {
    "of the first level, so that nothing easier is needed, and nothing harder of its kind is written yet": frozenset(
        [
            "ankle-alphabet",
            "ankle-circles",
            "ankle-in-out",
            "arm-lift-breathing",
            "assisted-arm-lift",
            "belly-breathing",
            "bent-arm-lift",
            "big-toe-lift",
            "blocked-finger-bend",
            "bow-and-arrow",
            "breath-rest-lean",
            "card-turning",
            "chewing-massage",
            "chin-glide",
            "chin-tuck",
            "clasped-arm-twist",
            "elbow-circles",
            "eyebrow-frown",
            "eyebrow-lift",
            "face-smile",
            "finger-hook",
            "finger-lift",
            "finger-straighten-block",
            "finger-walk-table",
            "full-body-relax",
            "gaze-near-far",
            "gaze-up-down",
            "gaze-with-head",
            "gentle-eye-close",
            "hamstring-set",
            "huff-cough",
            "jaw-forward",
            "jaw-relax",
            "jaw-resist-side",
            "jaw-side",
            "knee-dangle",
            "kneecap-glide",
            "knuckle-bend",
            "leg-lengthener",
            "leg-press-down",
            "lying-neck-turn",
            "neck-bend",
            "nose-wrinkle",
            "palm-press",
            "pelvic-floor-fast",
            "pelvic-floor-men",
            "pelvic-floor-release",
            "pelvic-floor-slow",
            "pursed-lip-breathing",
            "reach-target",
            "rib-breathing",
            "seated-ankle-circles",
            "seated-ankle-pump",
            "seated-arm-circle",
            "seated-arm-reach",
            "seated-back-arch",
            "seated-belly-breathing",
            "seated-clap",
            "seated-elbow-open",
            "seated-finger-flick",
            "seated-finger-nose",
            "seated-foot-circle-figure",
            "seated-foot-swing",
            "seated-glute-set",
            "seated-heel-dig",
            "seated-heel-toe-raise",
            "seated-jack",
            "seated-march-arms",
            "seated-opposite-tap",
            "seated-pendulum",
            "seated-punch",
            "seated-row-air",
            "seated-side-tap",
            "seated-upper-back-arch",
            "self-wrist-lift",
            "short-foot",
            "shoulder-press-lying",
            "shoulder-roll",
            "shoulder-shrug",
            "side-stretch-breathing",
            "side-table-slide",
            "snow-angel",
            "strap-heel-slide",
            "table-circle",
            "table-slide-out",
            "tendon-glide",
            "thread-the-needle",
            "thumb-bend",
            "thumb-circles",
            "thumb-index-strength",
            "thumb-traction",
            "toe-spread",
        ]
    ),
}


def test_a_record_has_a_relative_or_a_reason_for_having_none() -> None:
    """Who finds an exercise too hard or too easy is led somewhere."""
    lonely = {id for id, exercise in CATALOG.items() if not exercise.easier and not exercise.harder}

    assert set() == lonely - set().union(*LONELY.values())


def test_who_is_lonely_for_being_easy_is_easy() -> None:
    """The reason on the list is true of the record."""
    (easy,) = LONELY.values()

    assert {(1, 0)} == {(CATALOG[id].level, CATALOG[id].fall_risk) for id in easy}


def test_a_way_down_ends_in_something_that_almost_anybody_can_do() -> None:
    """At level 1, on a chair or in bed, without equipment or a risk of falling; or the list says why not."""
    stuck = {id for id in CATALOG if not any(simple(CATALOG[end]) for end in ends(id))}

    assert set() == stuck - set().union(*NO_SIMPLE_END.values())


# -- words --------------------------------------------------------------------------------------------------------------------


def test_a_patient_reads_at_most_three_numbers() -> None:
    """Numbers are hard to keep in mind; the dose comes from the plan, not from the text."""
    number = re.compile(r"\d+|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)\b", re.IGNORECASE)

    counted = {id: sum(len(number.findall(line)) for line in sentences(exercise)) for id, exercise in CATALOG.items()}
    assert {} == {id: count for id, count in counted.items() if count > 3}


def test_a_name_belongs_to_one_record_or_is_declared_ambiguous() -> None:
    """Two exercises by one name would be taken for each other."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for id, exercise in CATALOG.items():
        for name in {exercise.name.casefold(), *(other.casefold() for other in exercise.text.other_names)}:
            owners[name].add(id)

    assert {} == {name: ids for name, ids in owners.items() if len(ids) > 1}


# -- enough to choose from ----------------------------------------------------------------------------------------------------

FEW_CHOICES: dict[str, frozenset[str]] = {
    "a stretch goes near the end of a range, so that none is of the first level": frozenset(
        [
            "ankle-foot/flexibility",
            "elbow/flexibility",
            "jaw/flexibility",
            "knee/flexibility",
            "lower-back/flexibility",
            "neck/flexibility",
            "shoulder/flexibility",
            "upper-back/flexibility",
            "whole-body/flexibility",
            "wrist-hand/flexibility",
        ]
    ),
    "is trained on the feet or with firm effort; what can be done sitting or lying serves the other goals": frozenset(
        [
            "core/balance",
            "core/endurance",
            "hip/balance",
            "hip/endurance",
            "inner-ear/balance",
            "knee/balance",
            "knee/endurance",
            "lower-back/endurance",
            "shoulder/balance",
            "whole-body/balance",
            "whole-body/steadying",
        ]
    ),
    "one or two records have this as a second aim; it is not what the region is treated for": frozenset(
        [
            "core/recovery",
            "elbow/balance",
            "elbow/circulation",
            "elbow/control",
            "elbow/endurance",
            "hip/posture",
            "inner-ear/mobility",
            "inner-ear/recovery",
            "jaw/pain-relief",
            "jaw/recovery",
            "jaw/relaxation",
            "knee/circulation",
            "knee/steadying",
            "lower-back/balance",
            "lower-back/relaxation",
            "neck/endurance",
            "neck/recovery",
            "neck/steadying",
            "pelvic-floor/endurance",
            "pelvic-floor/independence",
            "pelvic-floor/pain-relief",
            "pelvic-floor/recovery",
            "pelvic-floor/relaxation",
            "shoulder/breathing",
            "upper-back/balance",
            "upper-back/breathing",
            "upper-back/endurance",
            "upper-back/recovery",
            "upper-back/relaxation",
            "whole-body/pain-relief",
            "whole-body/posture",
            "whole-body/recovery",
            "whole-body/relaxation",
            "wrist-hand/circulation",
        ]
    ),
    "all of it is easy, and nobody should be led to more without a therapist": frozenset(
        [
            "ankle-foot/circulation",
            "chest/breathing",
            "chest/mobility",
            "chest/pain-relief",
            "chest/recovery",
            "chest/relaxation",
            "jaw/mobility",
            "knee/pain-relief",
            "pelvic-floor/strength",
            "shoulder/circulation",
        ]
    ),
    "a gap: easy choices without equipment are too few, and more are to be written": frozenset(
        [
            "ankle-foot/pain-relief",
            "core/independence",
            "core/mobility",
            "core/posture",
            "elbow/independence",
            "inner-ear/control",
            "inner-ear/independence",
            "jaw/control",
            "jaw/strength",
            "knee/control",
            "lower-back/independence",
            "lower-back/recovery",
            "neck/control",
            "neck/posture",
            "neck/strength",
            "upper-back/strength",
            "whole-body/strength",
        ]
    ),
}


def few_choices() -> set[str]:
    """Name each region and goal, as ``knee/strength``, with too little to choose from."""
    found: defaultdict[str, list[Exercise]] = defaultdict(list)
    for exercise in CATALOG.values():
        for region in exercise.regions:
            for goal in exercise.goals:
                found[f"{region}/{goal}"].append(exercise)
    return {
        name
        for name, choices in found.items()
        if len(choices) < 3 or len({one.level for one in choices}) < 2 or sum(map(simple, choices)) < 3
    }


def test_a_region_and_goal_offers_a_choice_or_the_list_says_why_not() -> None:
    """Three exercises at two levels, and three that almost anybody can begin with."""
    assert set() == few_choices() - set().union(*FEW_CHOICES.values())


def test_most_regions_and_goals_offer_a_choice() -> None:
    """The gaps are told apart from what has a reason, and the main aims of the large joints are not among them."""
    main = {
        f"{region}/{goal}"
        for region in ("knee", "hip", "shoulder", "ankle-foot", "lower-back")
        for goal in ("strength", "mobility")
    }

    assert set() == main & few_choices()
