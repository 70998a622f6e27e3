"""Rules on one part of the body, rules that begin late, and changes that an exercise or a person cannot take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest
from asked import CATALOG, ON, let_rules_be, outcomes, person, rule, standing, verdict

import homept as pt
from homept import vocabulary
from homept.errors import InvalidValue, UnknownWord
from homept.policies import building
from homept.routine.candidates import candidates
from homept.safety import Clearance, Override, Surgery, judge
from homept.safety.places import reach

# Places.


@pytest.mark.parametrize(
    ("places", "held"),
    [
        (None, True),  # nobody said where, so it may be anywhere
        ({"knee"}, True),  # the heel slide works the knee and the hip
        ({"lower-limb"}, True),  # above it
        ({"shoulder", "hip"}, True),
        ({"shoulder"}, False),
        ({"ankle-foot"}, False),
        ({"whole-body"}, True),
    ],
)
def test_a_local_rule_holds_where_the_place_is_worked(
    monkeypatch: pytest.MonkeyPatch, places: set[str] | None, held: bool
) -> None:
    let_rules_be(monkeypatch, "inflamed-joint", rule("lying-flat", verdict="exclude", local=True))
    told = {} if places is None else {"inflamed-joint": places}

    found = standing("heel-slide", person(conditions={"inflamed-joint"}, condition_regions=told))

    assert held == ("a-rule" in found)


@pytest.mark.parametrize(("region", "held"), [(None, True), ("knee", True), ("shoulder", False)])
def test_a_local_rule_of_an_operation_holds_where_it_was(monkeypatch: pytest.MonkeyPatch, region: str | None, held: bool) -> None:
    let_rules_be(monkeypatch, "upper-limb-fracture", rule("lying-flat", verdict="exclude", local=True))

    found = standing("quad-set", person(surgeries=[Surgery(procedure="upper-limb-fracture", on=ON, region=region)]))

    assert held == ("a-rule" in found)


def test_one_of_two_places_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two breaks of one kind: the one at the knee holds whatever the other is."""
    let_rules_be(monkeypatch, "lower-limb-fracture", rule("lying-flat", verdict="exclude", local=True))
    breaks = [Surgery(procedure="lower-limb-fracture", on=ON, region=region) for region in ("ankle-foot", "knee")]

    assert "a-rule" in standing("quad-set", person(surgeries=breaks))
    assert 1 == [reason.code for reason in verdict("quad-set", person(surgeries=breaks)).reasons].count("a-rule")


def test_a_rule_that_is_not_local_holds_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, "inflamed-joint", rule("lying-flat", verdict="exclude"))
    who = person(conditions={"inflamed-joint"}, condition_regions={"inflamed-joint": {"shoulder"}})

    assert "a-rule" in standing("quad-set", who)


def test_a_place_reaches_what_is_below_above_and_beside_it() -> None:
    assert {"knee", "lower-limb", "whole-body"} == reach({"knee"})
    assert {"hip", "knee", "ankle-foot"} <= reach({"lower-limb"})
    assert {"core", "spine"} <= reach({"lower-back"})
    assert {word.id for word in vocabulary.words("regions")} == reach({"whole-body"})
    assert frozenset() == reach(())


def test_a_condition_of_which_only_the_place_is_told_counts() -> None:
    """Whichever field tells of it."""
    told = person(conditions=set(), condition_regions={"inflamed-joint": ["knee"]})

    assert frozenset({"inflamed-joint"}) == told.known_conditions
    assert outcomes(attrs.evolve(told, conditions={"inflamed-joint"})) == outcomes(told)


@pytest.mark.parametrize("bad", [{"knee-osteoarthritis": "knee"}, {"knee-osteoarthritis": []}, "knee", 3, [("a", {"knee"})] * 2])
def test_places_that_make_no_sense_are_refused_without_telling_them(bad: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^Person\.condition_regions: expected") as caught:
        person(condition_regions=bad)

    assert "osteoarthritis" not in str(caught.value)


@pytest.mark.parametrize("bad", [{"gouttt": {"knee"}}, {"knee-osteoarthritis": {"kneee"}}])
def test_places_are_words_and_an_error_tells_none(bad: dict[str, set[str]]) -> None:
    with pytest.raises(UnknownWord) as caught:
        person(condition_regions=bad)

    assert "gouttt" not in str(caught.value)
    assert "kneee" not in str(caught.value)


# Weeks.


@pytest.mark.parametrize(("weeks", "held"), [(19, False), (20, True), (None, True)])
def test_a_rule_may_begin_with_a_week(monkeypatch: pytest.MonkeyPatch, weeks: int | None, held: bool) -> None:
    """A week that is not known counts as a late one."""
    let_rules_be(monkeypatch, "pregnancy", rule("lying-flat", verdict="exclude", from_weeks=20))

    assert held == ("a-rule" in standing("quad-set", person(conditions={"pregnancy"}, pregnancy_weeks=weeks)))


# Easier exercises.


def test_an_exercise_gives_way_to_its_first_easier_one(monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, "falls-risk", rule("standing", easier=True))
    who = person(conditions={"falls-risk"})

    found = verdict("calf-raise", who)

    assert ("modify", frozenset({"ankle-pump"})) == (found.outcome, found.changes.replace_by)
    routine = pt.build_routine(
        CATALOG, attrs.evolve(who, equipment={"counter"}), pt.Request(regions={"ankle-foot"}, minutes=30), on=ON
    )
    assert ["ankle-pump"] == [item.exercise.id for item in routine.items]
    assert routine.explanation is not None
    (left,) = [one for one in routine.explanation.left_out if one.exercise == "calf-raise"]
    assert ("safety", ("ankle-pump",)) == (left.code, left.words)


def test_what_gave_way_says_why() -> None:
    """With a rule as it is in the data: the stretch that may round the back, with fragile bones."""
    exercise = attrs.evolve(CATALOG["seated-hamstring-stretch"], easier=("quad-set",), precautions=())
    wish = pt.Request(minutes=30)

    may, (left,) = candidates({exercise.id: exercise}, person(conditions={"osteoporosis"}), wish, ON, building())

    assert ([], "safety", ("quad-set",)) == (may, left.code, left.words)
    assert ["osteoporosis-spine-flexion"] == [reason.code for reason in left.reasons]


def test_an_exercise_without_an_easier_one_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, "falls-risk", rule("effort-hold", easier=True))
    who = person(conditions={"falls-risk"})

    assert {"a-rule": "modify", "no-easier-exercise": "needs-clearance"} == standing("quad-set", who)
    assert "needs-clearance" == verdict("quad-set", who).outcome


@pytest.mark.parametrize("scope", ["calf-raise", "a-rule"])
@pytest.mark.parametrize("kind", [Clearance, Override])
def test_who_is_cleared_need_not_take_the_easier_one(monkeypatch: pytest.MonkeyPatch, scope: str, kind: type) -> None:
    """And it shows who said so; what else the rule changes stays."""
    let_rules_be(
        monkeypatch, "falls-risk", rule("standing", easier=True, support="fixed"), rule("lying-flat", easier=True, code="b")
    )
    fields: dict[str, Any] = {"by": "A. Example", "role": "nurse", "on": ON, "scope": {scope}}
    word = kind(**fields, **({"why": "seen"} if kind is Override else {}))
    who = person(conditions={"falls-risk"}, **{"overrides" if kind is Override else "clearances": [word]})

    found = verdict("calf-raise", who)

    assert (frozenset(), "fixed") == (found.changes.replace_by, found.changes.support)
    (lifted,) = [reason.lifted_by for reason in found.reasons if reason.code == "a-rule"]
    assert "A. Example" in str(lifted)
    assert "needs-clearance" == verdict("quad-set", who).outcome


def test_two_easier_ones_that_differ_need_clearance(monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, "falls-risk", rule("standing", easier=True))
    own = pt.exercise.Precaution(
        code="b", verdict="modify", sentence="Not now.", source="homept-default", condition="falls-risk", replace_by="heel-slide"
    )
    exercise = attrs.evolve(CATALOG["calf-raise"], precautions=(own,))

    assert "needs-clearance" == judge(exercise, person(conditions={"falls-risk"}), on=ON).outcome


# Loads.


def loaded(load: str | None, *equipment: str, traits: tuple[str, ...] = ("added-load",)) -> pt.Exercise:
    record = CATALOG["seated-march"]
    notation = "1x5" if load is None else f"1x5 load {load}"
    dose = pt.Dose.parse(notation)
    band = attrs.evolve(record.dose, low=dose, start=dose, high=dose)
    return attrs.evolve(record, traits=traits, equipment=equipment, dose=band)


@pytest.mark.parametrize(
    ("exercise", "outcome"),
    [
        (loaded("1kg", "weight"), "modify"),
        (loaded("band:red", "band"), "needs-clearance"),  # a pull on a band is nothing without it
        (loaded(None, "weight"), "needs-clearance"),  # the dose does not say what to leave away
        (loaded(None, traits=("hip-flexion-past-90",)), "modify"),
    ],
)
def test_a_load_is_taken_away_where_that_can_be_done(
    monkeypatch: pytest.MonkeyPatch, exercise: pt.Exercise, outcome: str
) -> None:
    let_rules_be(monkeypatch, "hernia", rule(*exercise.traits, no_load=True))

    found = judge(exercise, person(conditions={"hernia"}), on=ON)

    assert outcome == found.outcome
    assert ("load-not-removable" in {reason.code for reason in found.reasons}) == (outcome == "needs-clearance")
    assert found.changes.apply(exercise.dose).start.load is None


def test_caps_reach_the_routine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dose and the whole band of what is built stay inside them."""
    let_rules_be(monkeypatch, "lung-disease", rule("lying-flat", cap_sets=1, cap_repetitions=6))

    routine = pt.build_routine(
        CATALOG, person(conditions={"lung-disease"}), pt.Request(must_have={"heel-slide"}, minutes=30), on=ON
    )

    item = routine.item("heel-slide")
    assert ("1x6", "1x6") == (item.dose.notation(), item.band.high.notation())


# Old operations.


@pytest.mark.parametrize(("days", "held"), [(0, True), (364, True), (365, False), (4000, False), (None, True)])
def test_a_leg_of_which_nobody_spoke_counts_while_its_operation_is_recent(days: int | None, held: bool) -> None:
    surgery = Surgery(procedure="knee-arthroscopy", on=None if days is None else ON - timedelta(days=days), side="left")

    assert held == ("weight-bearing-not-allowed" in standing("calf-raise", person(surgeries=[surgery])))


def test_what_was_said_of_a_leg_holds_however_old_its_operation_is() -> None:
    surgery = Surgery(procedure="knee-arthroscopy", on=ON - timedelta(days=4000), side="left")
    who = person(surgeries=[surgery], weight_bearing={"left-leg": "touch"})

    assert "weight-bearing-not-allowed" in standing("calf-raise", who)
