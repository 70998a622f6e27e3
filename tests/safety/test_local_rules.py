"""Local rules: about one part of the body, and about what loads it, whatever the exercise is for."""

from __future__ import annotations

import pytest
from asked import outcomes, person

from homept import vocabulary
from homept.safety.tables import safety_tables

WORKS = {trait: regions for trait, regions in safety_tables().general["works"].items() if trait != "basis"}


def test_a_leg_in_a_cast_is_not_stood_on_for_the_sake_of_a_shoulder() -> None:
    """The exercise is for the shoulder, but it is done standing."""
    who = person(conditions={"cast-or-brace"}, condition_regions={"cast-or-brace": {"ankle-foot"}})

    assert "needs-clearance" == outcomes(who)["wall-slide"]


def test_an_arm_in_a_cast_leaves_the_legs_their_work() -> None:
    who = person(conditions={"cast-or-brace"}, condition_regions={"cast-or-brace": {"wrist-hand"}})

    assert "needs-clearance" not in {outcomes(who)[id] for id in ("bridge", "calf-raise", "quad-set", "seated-march")}


def test_a_hot_knee_rests_from_hard_work_and_still_moves() -> None:
    who = person(conditions={"inflamed-joint"}, condition_regions={"inflamed-joint": {"knee"}})

    assert "needs-clearance" == outcomes(who)["quad-set"]
    assert "modify" == outcomes(who)["heel-slide"]
    assert "include" == outcomes(who)["shoulder-blade-squeeze"]


def test_a_cast_somewhere_may_be_anywhere() -> None:
    """Where nobody said which part, each exercise waits."""
    assert {"needs-clearance"} == set(outcomes(person(conditions={"cast-or-brace"})).values())


@pytest.mark.parametrize("trait", sorted(WORKS))
def test_what_a_trait_works_is_named_in_known_words(trait: str) -> None:
    assert trait in {word.id for word in vocabulary.words("traits")}
    assert set(WORKS[trait]) <= {word.id for word in vocabulary.words("regions")}
