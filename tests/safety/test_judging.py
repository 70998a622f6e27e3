"""The verdict on one exercise for one person on one day: operations, limits, weight bearing, support and clinicians' words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from asked import CATALOG, ON, OUTCOMES, let_rules_be, outcomes, person, rule, standing, verdict

import homept as pt
from homept.exercise import Exercise, Precaution, ReviewState
from homept.safety import Clearance, Limit, Override, Surgery, judge, progression_locks, verdict_table
from homept.safety.places import reach
from homept.safety.tables import RuleSet, safety_tables

LOWER = sorted(rules.id for rules in safety_tables().procedures.values() if rules.limb == "lower")
OTHER = sorted(set(safety_tables().procedures) - set(LOWER))
CONFLICTS = {"support-not-possible", "no-easier-exercise", "load-not-removable"}
STANDING_WORK = {"bridge", "calf-raise", "wall-slide"}


def days_ago(days: int) -> date:
    return ON - timedelta(days=days)


def with_precaution(id: str, **fields: Any) -> Exercise:
    base = {"code": "of-its-own", "verdict": "exclude", "sentence": "Not now.", "source": "homept-default"}
    return attrs.evolve(CATALOG[id], precautions=(Precaution(**{**base, **fields}),))


def of_its_own(exercise: Exercise, who: pt.Person) -> bool:
    """Whether the exercise's own precaution applies to the person."""
    return "of-its-own" in {reason.code for reason in judge(exercise, who, on=ON).reasons}


def test_the_table_has_a_verdict_for_each_exercise() -> None:
    who = person(conditions={"osteoporosis"})

    table = verdict_table(CATALOG, who, on=ON)

    assert list(CATALOG) == list(table)
    assert outcomes(who) == {id: found.outcome for id, found in table.items()}


def works(exercise: Exercise, trait: str, regions: tuple[str, ...]) -> bool:
    """Whether an exercise is for these parts of the body, or loads them by one of its traits."""
    loaded = safety_tables().general["works"].get(trait, ())
    return not reach(regions).isdisjoint({*exercise.regions, *loaded})


@pytest.mark.parametrize("rules", [*safety_tables().conditions.values()], ids=lambda rules: rules.id)
def test_each_condition_says_of_each_exercise_what_its_rules_say_of_its_traits(rules: RuleSet) -> None:
    """With its code, its outcome and its source."""
    who = person(conditions={rules.id})
    for id, exercise in CATALOG.items():
        expected = {
            (rule.code, rule.verdict, rule.source)
            for trait in exercise.traits
            for rule in rules.on(trait)
            if not rule.local or not rules.regions or works(exercise, trait, rules.regions)
        }
        own = {precaution.code for precaution in exercise.precautions if precaution.condition == rules.id}
        reasons = [
            reason for reason in verdict(id, who).reasons if reason.code not in {*own, *CONFLICTS, "not-reviewed-high-risk"}
        ]
        assert expected == {(reason.code, reason.outcome, reason.source) for reason in reasons}, id


def test_an_unknown_operation_holds_back_even_an_exercise_without_traits() -> None:
    """Nothing is known of it, so nothing is of no concern; a known one says nothing of such an exercise."""
    plain = attrs.evolve(CATALOG["seated-march"], traits=(), precautions=())
    unknown, known = (person(surgeries=[Surgery(procedure=id, on=days_ago(9))]) for id in ("other-operation", "hernia-repair"))

    assert "needs-clearance" == judge(plain, unknown, on=ON).outcome
    assert "include" == judge(plain, known, on=ON).outcome


@pytest.mark.parametrize("arm", ["non", "touch", "partial"])
def test_what_needs_both_hands_waits_for_an_arm_that_may_not_hold(arm: str) -> None:
    """Holding on to a counter, or weight through the hands; sitting needs neither."""
    for who in (person(weight_bearing={"left-arm": arm}), person(surgeries=[Surgery(procedure="rotator-cuff-repair", on=None)])):
        held = {reason.code for reason in verdict("calf-raise", who).reasons}
        leaning = attrs.evolve(CATALOG["seated-march"], traits=("weight-through-hands",))

        assert "arm-may-not-hold" in held
        assert "arm-may-not-hold" in {reason.code for reason in judge(leaning, who, on=ON).reasons}
        assert "arm-may-not-hold" not in {reason.code for reason in verdict("seated-march", who).reasons}
    assert "arm-may-not-hold" not in {
        reason.code for reason in verdict("calf-raise", person(weight_bearing={"left-arm": "full"})).reasons
    }


def test_a_place_outside_what_an_operation_is_on_is_refused() -> None:
    """Rules for the knee would be looked for at the hip."""
    with pytest.raises(pt.errors.InvalidValue, match=r"^Surgery.region: expected parts of the body inside what it is on"):
        Surgery(procedure="knee-replacement", on=None, region="hip")
    with pytest.raises(pt.errors.InvalidValue, match=r"^Person.condition_regions: expected parts"):
        person(conditions={"foot-ulcer"}, condition_regions={"foot-ulcer": {"hip"}})


def test_a_hard_hold_is_capped_and_a_stretch_is_not() -> None:
    """The rule for high blood pressure is about effort."""
    who = person(conditions={"high-blood-pressure"})

    assert 10 == verdict("bridge", who).changes.cap_hold_seconds
    assert "rule.high-blood-pressure-effort-hold" in verdict("bridge", who).changes.cues
    assert verdict("seated-hamstring-stretch", who).changes.cap_hold_seconds is None


def test_fragile_bones_keep_from_bending_the_back() -> None:
    """It gives way to an easier exercise; there is none, so it waits."""
    who = person(conditions={"osteoporosis"})

    assert "no-easier-exercise" in standing("seated-hamstring-stretch", who)
    assert "needs-clearance" == verdict("seated-hamstring-stretch", who).outcome


# Pregnancy.


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"conditions": {"pregnancy"}}, "exclude"),  # without a week number it counts as late
        ({"conditions": {"pregnancy"}, "pregnancy_weeks": 15}, "include"),
        ({"conditions": {"pregnancy"}, "pregnancy_weeks": 16}, "exclude"),
        ({"conditions": set(), "pregnancy_weeks": 15}, "include"),
        ({"conditions": set(), "pregnancy_weeks": 16}, "exclude"),
        ({"conditions": None, "pregnancy_weeks": 30}, "exclude"),
        ({"conditions": set()}, "include"),
    ],
)
def test_lying_flat_in_pregnancy(fields: dict[str, Any], outcome: str) -> None:
    """Not from week 16 on; a week number tells of a pregnancy even where the conditions do not."""
    assert outcome == verdict("ankle-pump", person(**fields)).outcome


def test_a_precaution_for_pregnancy_heeds_the_week_number_too() -> None:
    exercise = with_precaution("clamshell", condition="pregnancy")

    assert of_its_own(exercise, person(conditions={"pregnancy"}))
    assert of_its_own(exercise, person(pregnancy_weeks=8))
    assert not of_its_own(exercise, person())


# Operations.


@pytest.mark.parametrize("id", sorted(safety_tables().procedures))
@pytest.mark.parametrize("operated_on", [None, days_ago(0), days_ago(4000)])
def test_each_operation_says_of_each_exercise_what_its_rules_say_of_its_traits(id: str, operated_on: date | None) -> None:
    """A rule without an end holds until a clearance, however long ago the operation was."""
    rules = safety_tables().procedures[id]
    who = person(
        surgeries=[Surgery(procedure=id, on=operated_on)], weight_bearing={"left-leg": "full", "right-leg": "as-tolerated"}
    )
    for name, exercise in CATALOG.items():
        held = [
            rule
            for trait in exercise.traits
            for rule in rules.on(trait)
            if not rule.within_days and (not rule.local or not rules.regions or works(exercise, trait, rules.regions))
        ]
        expected = {(rule.code, rule.verdict) for rule in held}
        assert expected <= {(reason.code, reason.outcome) for reason in verdict(name, who).reasons}, name


@pytest.mark.parametrize(("days", "applies"), [(0, True), (41, True), (42, False), (None, True)])
def test_a_dated_rule_ends_with_its_days_and_never_where_the_day_is_not_known(
    monkeypatch: pytest.MonkeyPatch, days: int | None, applies: bool
) -> None:
    let_rules_be(monkeypatch, "chest-surgery", rule("knee-bending", verdict="exclude", within_days=42))
    who = person(surgeries=[Surgery(procedure="chest-surgery", on=None if days is None else days_ago(days))])

    assert applies == ("a-rule" in standing("heel-slide", who))


@pytest.mark.parametrize(("operated_on", "applies"), [(ON, True), (days_ago(41), True), (days_ago(42), False), (None, True)])
def test_a_dated_precaution_ends_with_its_days_and_never_where_the_day_is_not_known(
    operated_on: date | None, applies: bool
) -> None:
    exercise = with_precaution("shoulder-blade-squeeze", surgery="knee-arthroscopy", within_days=42)

    assert applies == of_its_own(exercise, person(surgeries=[Surgery(procedure="knee-arthroscopy", on=operated_on)]))


@pytest.mark.parametrize(
    ("had", "named", "applies"),
    [
        ("hip-replacement", "hip-replacement", True),
        ("hip-replacement-posterior", "hip-replacement", True),
        ("hip-replacement", "hip-replacement-posterior", True),  # it may have been that one
        ("hip-replacement-anterior", "hip-replacement-posterior", False),
        ("knee-replacement", "hip-replacement", False),
        ("knee-replacement", "knee-arthroscopy", False),
    ],
)
def test_a_precaution_for_an_operation_holds_for_its_forms_and_where_the_form_is_not_known(
    had: str, named: str, applies: bool
) -> None:
    exercise = with_precaution("shoulder-blade-squeeze", surgery=named)

    assert applies == of_its_own(exercise, person(surgeries=[Surgery(procedure=had, on=days_ago(30))]))


def test_a_precaution_for_a_condition_does_not_hold_for_others() -> None:
    exercise = with_precaution("shoulder-blade-squeeze", condition="shoulder-pain")

    assert of_its_own(exercise, person(conditions={"shoulder-pain"}))
    assert not of_its_own(exercise, person(conditions={"osteoporosis"}))
    assert not of_its_own(exercise, person(conditions=None))


def test_a_precaution_brings_its_changes_and_its_own_sentence() -> None:
    exercise = with_precaution(
        "quad-set",
        condition="heart-disease",
        verdict="modify",
        cap_hold_seconds=3,
        support="nearby",
        replace_by="ankle-pump",
        cue=True,
    )

    found = judge(exercise, person(conditions={"heart-disease"}), on=ON)

    assert "Not now." in {reason.text() for reason in found.reasons}
    assert 3 == found.changes.cap_hold_seconds  # below the cap of the condition itself
    assert ("nearby", frozenset({"ankle-pump"})) == (found.changes.support, found.changes.replace_by)
    assert "Not now." in found.changes.cues


def test_an_operation_still_to_come_is_refused_when_the_day_is_asked_about() -> None:
    who = person(surgeries=[Surgery(procedure="knee-replacement", on=ON + timedelta(days=1))])

    with pytest.raises(pt.errors.InvalidValue, match=r"^Surgery\.on: expected a day that is not after the day asked about$"):
        judge(CATALOG["heel-slide"], who, on=ON)


@pytest.mark.parametrize(
    ("until", "outcome"),
    [(None, "exclude"), (ON + timedelta(days=1), "exclude"), (ON, "include"), (days_ago(1), "include")],
)
@pytest.mark.parametrize("source", ["protocol", "therapist"])
def test_a_limit_forbids_its_trait_up_to_its_day(until: date | None, outcome: str, source: str) -> None:
    """The day of ``until`` is the first on which it no longer holds; without one it holds until further notice."""
    limit = Limit(trait="ankle-motion", source=source, until=until)
    who = person(surgeries=[Surgery(procedure="chest-surgery", on=days_ago(90), limits=[limit])])

    found = standing("ankle-pump", who).get(f"limit-{source}", "include")

    assert outcome == found
    assert f"limit-{source}" not in standing("seated-march", who)


# Weight bearing.


@pytest.mark.parametrize(
    ("amount", "reasons"),
    [
        ("non", {"weight-bearing-not-allowed": "exclude"}),
        ("touch", {"weight-bearing-not-allowed": "exclude"}),
        ("unknown", {"weight-bearing-not-allowed": "exclude"}),
        (None, {"weight-bearing-not-allowed": "exclude"}),
        ("partial", {"weight-bearing-partial": "needs-clearance"}),
        ("as-tolerated", {}),
        ("full", {}),
    ],
)
@pytest.mark.parametrize("procedure", LOWER)
def test_weight_on_an_operated_leg(amount: str | None, reasons: dict[str, str], procedure: str) -> None:
    """None or a touch, or nobody knows: no work that loads the leg. Part: a clinician decides."""
    said = {} if amount is None else {"left-leg": amount}
    who = person(surgeries=[Surgery(procedure=procedure, on=days_ago(60), side="left")], weight_bearing=said)

    for id in CATALOG:
        found = {code: outcome for code, outcome in standing(id, who).items() if code.startswith("weight-bearing")}
        assert (reasons if id in STANDING_WORK else {}) == found, id


@pytest.mark.parametrize(
    ("side", "said", "allowed"),
    [
        ("left", {"left-leg": "full"}, True),
        ("left", {"right-leg": "full"}, False),
        ("right", {"right-leg": "full"}, True),
        ("both", {"left-leg": "full"}, False),
        ("both", {"left-leg": "full", "right-leg": "full"}, True),
        (None, {"left-leg": "full"}, False),  # it may have been the other one
        (None, {"left-leg": "full", "right-leg": "as-tolerated"}, True),
        ("left", {"left-leg": "full", "right-leg": "non"}, False),
    ],
)
def test_each_leg_that_was_or_may_have_been_operated_on_counts(side: str | None, said: dict[str, str], allowed: bool) -> None:
    who = person(surgeries=[Surgery(procedure="knee-replacement", on=days_ago(60), side=side)], weight_bearing=said)

    assert allowed == ("weight-bearing-not-allowed" not in standing("calf-raise", who))


@pytest.mark.parametrize("procedure", [None, *OTHER])
def test_a_leg_that_may_not_carry_weight_counts_without_an_operation_on_it_too(procedure: str | None) -> None:
    """What somebody said of a leg holds whatever else is known; a leg of which nobody spoke is sound."""
    surgeries = [Surgery(procedure=procedure, on=days_ago(60))] if procedure else []
    said = [person(surgeries=surgeries, weight_bearing={"right-leg": amount}) for amount in ("non", "partial", "unknown", "full")]

    found = [
        {outcome for code, outcome in standing("calf-raise", who).items() if code.startswith("weight-bearing")} for who in said
    ]

    assert [{"exclude"}, {"needs-clearance"}, set(), set()] == found


# Support.


@pytest.mark.parametrize(
    ("support", "hands_busy", "helper", "outcome"),
    [
        ("nearby", True, None, "modify"),
        ("fixed", False, None, "modify"),
        ("fixed", True, None, "needs-clearance"),
        ("fixed", True, False, "needs-clearance"),
        ("fixed", True, True, "modify"),
        ("helper", False, None, "needs-clearance"),
        ("helper", False, False, "needs-clearance"),
        ("helper", True, True, "modify"),
    ],
)
def test_support_that_cannot_be_had_needs_clearance(support: str, hands_busy: bool, helper: bool | None, outcome: str) -> None:
    """Nobody can hold on with busy hands, nor be helped by a helper who is not there."""
    easy = attrs.evolve(CATALOG["seated-march"], hands_busy=hands_busy)
    rule = Precaution(
        code="a", verdict="modify", sentence="Hold on.", source="homept-default", condition="lung-disease", support=support
    )
    ruled = attrs.evolve(easy, precautions=(rule,))
    recorded = attrs.evolve(easy, support=support)

    assert outcome == judge(ruled, person(conditions={"lung-disease"}, helper=helper), on=ON).outcome
    # What the record itself asks for is no change, and just as hard to do without.
    assert outcome.replace("modify", "include") == judge(recorded, person(helper=helper), on=ON).outcome


def test_support_that_is_not_possible_may_be_cleared() -> None:
    exercise = attrs.evolve(CATALOG["seated-march"], support="helper")
    clearance = Clearance(by="A. Example", role="physical-therapist", on=ON, scope={"support-not-possible"})

    assert "needs-clearance" == judge(exercise, person(), on=ON).outcome
    assert "include" == judge(exercise, person(clearances=[clearance]), on=ON).outcome


@pytest.mark.parametrize(
    ("fall_risk", "reviewed", "outcome"), [(1, False, "include"), (2, False, "needs-clearance"), (2, True, "include")]
)
def test_a_record_with_a_high_risk_of_falling_waits_for_a_clinicians_review(fall_risk: int, reviewed: bool, outcome: str) -> None:
    review = ReviewState(written_by="homept maintainers", reviewed_by="A. Example, PT" if reviewed else None)
    exercise = attrs.evolve(CATALOG["seated-march"], fall_risk=fall_risk, review=review)

    assert outcome == judge(exercise, person(), on=ON).outcome


# Clinicians' words.


def waiting(**fields: Any) -> pt.Person:
    """Somebody after a cuff repair: the wall slide waits for a physical therapist, its overhead reach too."""
    return person(surgeries=[Surgery(procedure="rotator-cuff-repair", on=days_ago(60))], **fields)


def cleared(**fields: Any) -> Clearance:
    return Clearance(**{"by": "A. Example", "role": "physical-therapist", "on": ON, "scope": {"wall-slide"}, **fields})


def overridden(**fields: Any) -> Override:
    return Override(
        **{
            "by": "B. Example",
            "role": "physician",
            "on": ON,
            "scope": {"seated-hamstring-stretch"},
            "why": "no fracture",
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({}, "include"),
        ({"role": "physician"}, "include"),  # may speak for a therapist
        ({"role": "nurse"}, "needs-clearance"),
        ({"role": "other-clinician"}, "needs-clearance"),
        ({"on": ON + timedelta(days=1)}, "needs-clearance"),
        ({"on": days_ago(10), "expires": days_ago(1)}, "needs-clearance"),
        ({"on": days_ago(10), "expires": ON}, "include"),
        ({"scope": {"bridge"}}, "needs-clearance"),
        ({"scope": {"rotator-cuff-repair-lifting"}}, "needs-clearance"),  # one of the three that it waits for
        (
            {"scope": {"rotator-cuff-repair-lifting", "rotator-cuff-repair-range", "after-cuff-repair"}},
            "include",
        ),
    ],
)
def test_a_clearance_lifts_what_is_in_its_scope_and_waits_for_its_role(fields: dict[str, Any], outcome: str) -> None:
    assert "needs-clearance" == verdict("wall-slide", waiting()).outcome
    assert outcome == verdict("wall-slide", waiting(clearances=[cleared(**fields)])).outcome


def test_a_therapist_may_not_speak_for_a_physician() -> None:
    who = person(conditions={"inflamed-joint"})
    therapist, physician = (cleared(role=role, scope={"quad-set"}) for role in ("physical-therapist", "physician"))

    assert "needs-clearance" == verdict("quad-set", attrs.evolve(who, clearances=[therapist])).outcome
    assert "include" == verdict("quad-set", attrs.evolve(who, clearances=[physician])).outcome


def test_a_clearance_for_the_screening_reason_lets_an_exercise_through() -> None:
    """What waits for no role in particular waits for any clinician."""
    who = person(screening=None, clearances=[cleared(role="nurse", scope={"not-screened"})])

    assert "include" == verdict("calf-raise", who).outcome


@pytest.mark.parametrize("given", [days_ago(61), days_ago(60)])
@pytest.mark.parametrize(
    "fields",
    [
        {"surgeries": [Surgery(procedure="rotator-cuff-repair", on=days_ago(60))], "weight_bearing": {"right-arm": "touch"}},
        {
            "surgeries": [Surgery(procedure="knee-replacement", on=days_ago(60), side="left")],
            "weight_bearing": {"left-leg": "partial"},
        },
        {
            "surgeries": [
                Surgery(procedure="knee-replacement", on=days_ago(60), limits=[Limit(trait="standing", source="protocol")])
            ]
        },
        {"surgeries": [Surgery(procedure="rotator-cuff-repair", on=days_ago(day)) for day in (60, 400)]},
        {"surgeries": [Surgery(procedure="other-operation", on=days_ago(60))]},
    ],
)
def test_a_word_from_before_an_operation_is_not_about_it(fields: dict[str, Any], given: date) -> None:
    """Whoever allowed an exercise a year ago did not know of the operation since."""
    plain = attrs.evolve(CATALOG["wall-slide"], traits=(), precautions=())
    who = person(**fields, overrides=[overridden(on=given, scope={"wall-slide"})])

    found = {*judge(CATALOG["wall-slide"], who, on=ON).reasons, *judge(plain, who, on=ON).reasons}

    lifted = {reason.lifted_by is not None for reason in found if reason.outcome in ("exclude", "needs-clearance")}
    assert {given == days_ago(60)} == lifted


def test_what_is_lifted_stays_in_the_reasons_with_who_lifted_it() -> None:
    found = verdict("wall-slide", waiting(clearances=[cleared()]))

    assert {"clearance by A. Example (physical-therapist), 2026-11-23"} == {reason.lifted_by for reason in found.reasons}


@pytest.fixture
def never_bent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bending the back be ruled out with fragile bones."""
    let_rules_be(monkeypatch, "osteoporosis", rule("spine-flexion", verdict="exclude"))


@pytest.mark.usefixtures("never_bent")
def test_an_exclusion_is_lifted_by_an_override_only() -> None:
    who = person(conditions={"osteoporosis"})
    scope = {"seated-hamstring-stretch"}

    assert "exclude" == verdict("seated-hamstring-stretch", who).outcome
    cleared_one = attrs.evolve(who, clearances=[cleared(role="physician", scope=scope)])
    assert "exclude" == verdict("seated-hamstring-stretch", cleared_one).outcome
    found = verdict("seated-hamstring-stretch", attrs.evolve(who, overrides=[overridden()]))
    assert "include" == found.outcome
    assert ["override by B. Example (physician), 2026-11-23: no fracture"] == [reason.lifted_by for reason in found.reasons]


@pytest.mark.usefixtures("never_bent")
@pytest.mark.parametrize(
    "fields", [{"scope": {"bridge"}}, {"on": ON + timedelta(days=1)}, {"on": days_ago(9), "expires": days_ago(1)}]
)
def test_an_override_holds_in_its_scope_and_on_its_days_only(fields: dict[str, Any]) -> None:
    who = person(conditions={"osteoporosis"}, overrides=[overridden(**fields)])

    assert "exclude" == verdict("seated-hamstring-stretch", who).outcome


def test_an_override_comes_before_a_clearance_and_changes_stay() -> None:
    """Both say yes; the stronger word is the one that is shown. Care that a rule adds is never taken away."""
    who = waiting(clearances=[cleared()], overrides=[overridden(scope={"wall-slide"})])
    capped = person(conditions={"high-blood-pressure"}, overrides=[overridden(scope={"bridge"})])

    assert {"override by B. Example (physician), 2026-11-23: no fracture"} == {
        reason.lifted_by for reason in verdict("wall-slide", who).reasons
    }
    assert ("modify", 10) == (verdict("bridge", capped).outcome, verdict("bridge", capped).changes.cap_hold_seconds)
    assert {None} == {reason.lifted_by for reason in verdict("bridge", capped).reasons}


@pytest.mark.usefixtures("never_bent")
def test_an_override_shows_on_the_item_and_on_the_sheet() -> None:
    who = person(conditions={"osteoporosis"}, overrides=[overridden()])

    routine = pt.build_routine(CATALOG, who, pt.Request(must_have={"seated-hamstring-stretch"}, minutes=30), on=ON)

    item = routine.item("seated-hamstring-stretch")
    said = "override by B. Example (physician), 2026-11-23: no fracture"
    assert [said] == [reason.lifted_by for reason in item.reasons]
    assert said in " ".join(routine.to_text().split())


# Locks on progression.


def operated(days: int | None, *limits: Limit, procedure: str = "knee-replacement") -> Surgery:
    return Surgery(procedure=procedure, on=None if days is None else days_ago(days), limits=limits)


THERAPIST = Limit(trait="standing", source="therapist")


@pytest.mark.parametrize(
    ("fields", "locks"),
    [
        ({}, set()),
        ({"screening": None}, {"not-screened"}),
        ({"conditions": None}, {"not-screened"}),
        ({"changed_on": ON}, {"not-screened"}),
        ({"conditions": {"osteoporosis"}}, set()),
        ({"conditions": {"diabetic-neuropathy"}}, {"unreliable-pain"}),
        ({"unreliable_pain": True}, {"unreliable-pain"}),
        ({"unreliable_pain": False, "conditions": {"diabetic-neuropathy"}}, {"unreliable-pain"}),
        ({"surgeries": [operated(None)]}, {"surgery-without-limits"}),
        ({"surgeries": [operated(364)]}, {"surgery-without-limits"}),
        ({"surgeries": [operated(365)]}, set()),
        ({"surgeries": [operated(60, Limit(trait="standing", source="protocol"))]}, {"surgery-without-limits"}),
        ({"surgeries": [operated(60, THERAPIST)]}, {"after-surgery"}),
        ({"surgeries": [operated(60, attrs.evolve(THERAPIST, until=ON + timedelta(days=1)))]}, {"after-surgery"}),
        ({"surgeries": [operated(60, attrs.evolve(THERAPIST, until=ON))]}, {"surgery-without-limits"}),
        (
            {"unreliable_pain": True, "surgeries": [operated(60, THERAPIST), operated(None, procedure="chest-surgery")]},
            {"after-surgery", "surgery-without-limits", "unreliable-pain"},
        ),
    ],
)
def test_what_keeps_every_dose_from_growing(fields: dict[str, Any], locks: set[str]) -> None:
    """No screening, a recent operation with or without limits in force, and pain that tells too little; each told once."""
    assert tuple(sorted(locks)) == progression_locks(person(**fields), on=ON)


def test_the_locks_go_with_the_routine() -> None:
    who = person(unreliable_pain=True)

    assert ("unreliable-pain",) == pt.build_routine(CATALOG, who, pt.Request(minutes=30), on=ON).locks


def test_every_outcome_is_one_that_can_be_reached() -> None:
    """The ten exercises and a few people meet all four."""
    people = [person(), person(conditions={"high-blood-pressure"}), waiting(), person(weight_bearing={"left-leg": "non"})]

    assert set(OUTCOMES) == {outcome for who in people for outcome in outcomes(who).values()}
