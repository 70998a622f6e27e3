"""Useful as well as safe: people of 65 to 90 with several conditions get something to do, and not what could harm them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from asked import ALL_CLEAR, CATALOG, ON, outcomes, verdict

import homept as pt
from homept.errors import StopAndContact
from homept.safety import Limit, Screening, Surgery

AT_HOME = {"chair", "wall", "counter", "pillow"}


def days_ago(days: int) -> date:
    return ON - timedelta(days=days)


def elder(age: int, *conditions: str, **fields: Any) -> pt.Person:
    return pt.Person(**{"age": age, "conditions": set(conditions), "screening": ALL_CLEAR, "equipment": AT_HOME, **fields})


def operated(procedure: str, days: int, side: str | None = None, **fields: Any) -> Surgery:
    return Surgery(procedure=procedure, on=days_ago(days), side=side, **fields)


# Who, and the exercises that have to wait or be left out, whatever else changes.
PEOPLE: dict[str, tuple[pt.Person, set[str]]] = {
    "82, worn knees, high blood pressure, falls": (
        elder(82, "knee-osteoarthritis", "high-blood-pressure", "falls-risk"),
        {"wall-slide"},  # no hand is free to hold on
    ),
    "77, fragile bones, low back pain": (elder(77, "osteoporosis", "low-back-pain"), {"seated-hamstring-stretch"}),
    "74, heart and lungs": (elder(74, "heart-disease", "lung-disease"), set()),
    "69, numb feet, high blood pressure, worn hips": (
        elder(69, "diabetic-neuropathy", "high-blood-pressure", "hip-osteoarthritis"),
        {"wall-slide"},
    ),
    "66, rheumatoid arthritis, sore shoulder": (elder(66, "rheumatoid-arthritis", "shoulder-pain"), set()),
    "65, sore tendons at hip and heel": (elder(65, "gluteal-tendon-pain", "achilles-tendon-pain"), set()),
    "76, an old clot, lungs, fragile bones": (
        elder(76, "blood-clot-history", "lung-disease", "osteoporosis"),
        {"seated-hamstring-stretch"},
    ),
    "88, falls, fragile bones, high blood pressure, worn knees and hips": (
        elder(88, "falls-risk", "osteoporosis", "high-blood-pressure", "knee-osteoarthritis", "hip-osteoarthritis"),
        {"seated-hamstring-stretch", "wall-slide"},
    ),
    "70, eight weeks after a new knee, heart": (
        elder(
            70,
            "heart-disease",
            "knee-osteoarthritis",
            surgeries=[operated("knee-replacement", 56, "right")],
            weight_bearing={"right-leg": "as-tolerated"},
        ),
        set(),
    ),
    "79, eight weeks after a new hip from behind, high blood pressure": (
        elder(
            79,
            "high-blood-pressure",
            surgeries=[operated("hip-replacement-posterior", 56, "left")],
            weight_bearing={"left-leg": "full"},
        ),
        {"seated-march", "seated-hamstring-stretch", "clamshell"},
    ),
    "79, the same hip, and nobody knows what it may carry": (
        elder(79, "high-blood-pressure", surgeries=[operated("hip-replacement-posterior", 56, "left")]),
        {"seated-march", "seated-hamstring-stretch", "clamshell", "bridge", "calf-raise", "wall-slide"},
    ),
    "84, a new hip of unknown approach and date, falls": (
        elder(
            84,
            "falls-risk",
            surgeries=[Surgery(procedure="hip-replacement", on=None, side="left")],
            weight_bearing={"left-leg": "full"},
        ),
        {"seated-march", "seated-hamstring-stretch", "clamshell", "bridge", "wall-slide"},
    ),
    "68, two months after a cuff repair, high blood pressure, worn knees": (
        elder(68, "high-blood-pressure", "knee-osteoarthritis", surgeries=[operated("rotator-cuff-repair", 60, "right")]),
        {"wall-slide"},
    ),
    "67, two months after a back operation, leg pain": (
        elder(67, "nerve-pain-leg", surgeries=[operated("spine-surgery", 60)]),
        {"bridge", "seated-hamstring-stretch"},
    ),
    "73, two months after a heart operation": (
        elder(73, "heart-disease", surgeries=[operated("chest-surgery", 60)]),
        {"wall-slide", "clamshell"},
    ),
    "75, two months after a belly operation, low back pain": (
        elder(75, "low-back-pain", surgeries=[operated("abdominal-surgery", 60)]),
        {"bridge"},
    ),
    "71, two months after a foot operation, numb feet": (
        elder(
            71,
            "diabetic-neuropathy",
            surgeries=[operated("foot-ankle-surgery", 60, "left")],
            weight_bearing={"left-leg": "as-tolerated"},
        ),
        {"calf-raise", "wall-slide"},
    ),
    "80, a broken arm two months ago, fragile bones, falls": (
        elder(80, "osteoporosis", "falls-risk", surgeries=[operated("upper-limb-fracture", 60, "left")]),
        {"wall-slide", "seated-hamstring-stretch"},
    ),
    "90, high blood pressure, and nobody asked the questions yet": (
        elder(90, "high-blood-pressure", screening=None),
        {"calf-raise", "wall-slide", "seated-hamstring-stretch", "bridge", "clamshell"},
    ),
}


@pytest.mark.parametrize(("who", "held"), PEOPLE.values(), ids=PEOPLE)
def test_each_has_something_to_do_and_nothing_that_has_to_wait(who: pt.Person, held: set[str]) -> None:
    """At least 4 of the ten exercises, in at least 2 positions; and what is unsafe for them is not among these."""
    offered = {id for id, outcome in outcomes(who).items() if outcome in ("include", "modify")}

    assert set() == held & offered
    assert len(offered) >= 4
    assert len({CATALOG[id].position for id in offered}) >= 2


@pytest.mark.parametrize(("who", "held"), PEOPLE.values(), ids=PEOPLE)
def test_each_gets_a_routine_that_keeps_to_that(who: pt.Person, held: set[str]) -> None:
    """Half an hour, at most the usual number of exercises, none that has to wait, each with a dose that is not capped away."""
    routine = pt.build_routine(CATALOG, who, pt.Request(minutes=30), on=ON)

    assert set() == held & {item.exercise.id for item in routine.items}
    assert 3 <= len(routine.items) <= 5
    assert routine.minutes <= 30
    assert all(item.dose == item.band.start for item in routine.items)


def test_in_the_middle_at_most_a_quarter_waits_for_clearance() -> None:
    """Over these people, the median share of the catalog that needs clearance stays small."""
    waiting = sorted(list(outcomes(who).values()).count("needs-clearance") for who, _ in PEOPLE.values())

    assert waiting[len(waiting) // 2] / len(CATALOG) <= 0.25


def test_a_risk_of_falling_changes_standing_work_and_does_not_delete_it() -> None:
    """Balance work is the treatment: it is done with both hands on something that cannot move."""
    who = elder(82, "falls-risk")
    routine = pt.build_routine(CATALOG, who, pt.Request(must_have={"calf-raise"}, minutes=30), on=ON)

    assert "modify" == verdict("calf-raise", who).outcome
    assert "fixed" == routine.item("calf-raise").support


def test_standing_work_needs_the_counter_that_it_is_held_on_to() -> None:
    """A wall will do for who is steady, and not for who falls."""
    wish = pt.Request(must_have={"calf-raise"}, minutes=30)
    steady, falls = (elder(70, *conditions, equipment={"wall"}) for conditions in ((), ("falls-risk",)))

    assert (("counter", "wall"),) == pt.build_routine(CATALOG, steady, wish, on=ON).item("calf-raise").stand_ins
    with pytest.raises(pt.NothingFits) as caught:
        pt.build_routine(CATALOG, falls, wish, on=ON)
    assert ("equipment",) in {way.wishes for way in caught.value.relaxations}


def test_a_hot_joint_leaves_gentle_movement_only() -> None:
    """No work against resistance while it is red, hot or swollen."""
    found = outcomes(elder(71, "inflamed-joint", "rheumatoid-arthritis"))

    assert {"ankle-pump", "heel-slide", "seated-march"} == {id for id, outcome in found.items() if outcome == "modify"}
    assert {"needs-clearance"} == {outcome for outcome in found.values() if outcome != "modify"}


def test_a_leg_that_must_not_carry_weight_leaves_no_work_on_it() -> None:
    """After a broken hip, with no more than a touch allowed."""
    who = elder(
        86,
        "osteoporosis",
        "falls-risk",
        surgeries=[operated("lower-limb-fracture", 60, "right", limits=[Limit(trait="knee-bending", source="therapist")])],
        weight_bearing={"right-leg": "touch"},
    )
    found = outcomes(who)

    assert {"exclude"} == {found[id] for id in ("bridge", "calf-raise", "wall-slide", "heel-slide", "seated-hamstring-stretch")}
    assert "include" in found.values() or "modify" in found.values()


@pytest.mark.parametrize(
    ("who", "sign", "kind"),
    [
        (elder(72, "heart-disease", "lung-disease"), "chest-pain", "emergency"),
        (elder(81, "osteoporosis", "falls-risk"), "suspected-fracture", "emergency"),
        (elder(79, "blood-clot-history", "knee-osteoarthritis"), "calf-swelling", "contact"),
        (elder(85, "falls-risk", "high-blood-pressure"), "fall-or-sudden-back-pain", "contact"),
        (elder(68, "heart-disease", "diabetic-neuropathy"), "heart-not-settled", "not-start"),
        (elder(90, "low-back-pain", "falls-risk"), "cannot-follow-alone", "out-of-scope"),
    ],
)
def test_whoever_has_a_warning_sign_gets_a_stop_and_no_routine(who: pt.Person, sign: str, kind: str) -> None:
    told = Screening(on=ON, answers={**dict(ALL_CLEAR.answers), sign: "yes"})
    warned = pt.Person(age=who.age, conditions=who.conditions, equipment=AT_HOME, screening=told)

    with pytest.raises(StopAndContact) as caught:
        pt.build_routine(CATALOG, warned, pt.Request(minutes=30), on=ON)

    assert (kind, (sign,)) == (caught.value.kind, caught.value.codes)


@pytest.mark.parametrize(
    "who", [elder(80, surgeries=[operated("other-operation", 60)]), elder(80, other_conditions=["a rare one"])]
)
def test_what_the_rules_do_not_know_leaves_nothing_until_a_clinician_speaks(who: pt.Person) -> None:
    """No change of the wish can help, and none is proposed."""
    with pytest.raises(pt.NothingFits) as caught:
        pt.build_routine(CATALOG, who, pt.Request(minutes=30), on=ON)

    assert () == caught.value.relaxations
    assert (("safety", len(CATALOG)),) == caught.value.counts
