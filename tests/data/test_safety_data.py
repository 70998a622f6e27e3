"""Laws over the safety data: total tables, sound rules, and words for everything that stops a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from homept import load_catalog, vocabulary
from homept._package_data import read_json
from homept.messages import messages
from homept.safety import screening_questions
from homept.safety.tables import STOP_KINDS, RuleSet, ScreeningQuestion, TraitRule, safety_tables
from homept.vocabulary import Word

TABLES = safety_tables()
RAW = read_json("safety.json")
SAY = messages("en")
RULE_SETS = {**TABLES.conditions, **TABLES.procedures}
TRAITS = [word.id for word in vocabulary.words("traits")]
SYMPTOMS = {word.id: word for word in vocabulary.words("symptoms")}
QUESTIONS = screening_questions()
# What is done on the feet, makes standing harder, or is a way to get up or down.
UPRIGHT = {
    "heel-below-step",
    "head-below-heart",
    "floor-transfer",
    "quick-position-change",
    "kneeling",
    "standing",
    "single-leg-standing",
    "narrow-stance",
    "walking",
    "stepping",
    "eyes-closed",
    "head-turning",
    "leg-weight-bearing",
    "impact",
    "calf-load",
    "loaded-knee-bend",
    "deep-knee-bend",
}


def rules() -> Iterator[tuple[str, TraitRule]]:
    """Tell every rule with the condition or operation it belongs to."""
    for id, one in RULE_SETS.items():
        for rule in one.rules:
            yield id, rule


EVERY_SET = pytest.mark.parametrize("one", RULE_SETS.values(), ids=list(RULE_SETS))
EVERY_RULE = pytest.mark.parametrize("rule", [rule for _, rule in rules()], ids=[rule.code for _, rule in rules()])


# -- tables -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("facet", ["conditions", "procedures"])
def test_each_word_has_its_file(facet: str) -> None:
    """No word is without rules, and no file is without a word."""
    assert {word.id for word in vocabulary.words(facet)} == set(RAW[facet])


@EVERY_SET
def test_each_trait_is_ruled_on_or_reviewed(one: RuleSet) -> None:
    """Blank is never a default, and a trait with a rule is never of no concern."""
    ruled = {trait for rule in one.rules for trait in rule.traits}

    assert set(TRAITS) == ruled | set(one.no_concern)
    assert len(one.no_concern) == len(TRAITS) - len(ruled)


def test_codes_are_unique() -> None:
    """A code tells which condition or operation it belongs to, and no two rules share one."""
    codes = [rule.code for _, rule in rules()]

    assert len(codes) == len(set(codes))
    assert all(rule.code.startswith(f"{id}-") for id, rule in rules())


@EVERY_RULE
def test_a_change_goes_with_modify(rule: TraitRule) -> None:
    """What modifies says what changes, what waits says for whom, and nothing else says either."""
    caps = (rule.cap_hold_seconds, rule.cap_sets, rule.cap_repetitions, rule.support)
    changes = rule.cue or rule.easier or rule.no_load or caps != (None, None, None, None)

    assert (rule.verdict == "modify") == changes
    assert (rule.verdict == "needs-clearance") == (rule.by is not None)


@EVERY_RULE
def test_a_cap_is_on_hard_holds_and_comes_with_a_word_on_breathing(rule: TraitRule) -> None:
    """Stretches are not capped, and holding the breath is what makes a hard hold dangerous."""
    if rule.cap_hold_seconds is not None:
        assert "effort-hold" in rule.traits
        assert rule.cue
        assert "hold your breath" in SAY(f"rule.{rule.code}")


@EVERY_RULE
def test_support_is_for_who_stands(rule: TraitRule) -> None:
    """Only who stands needs something to hold on to; a helper may be needed in any position."""
    assert rule.support in (None, "helper") or set(rule.traits) <= UPRIGHT


@EVERY_RULE
def test_a_hard_exclusion_or_a_number_of_days_has_a_source(rule: TraitRule) -> None:
    """Neither is of our own making."""
    if rule.verdict == "exclude" or rule.within_days is not None:
        assert "homept-default" != rule.source


def test_what_is_done_near_a_chair_never_leans_on_it() -> None:
    """No sentence tells anybody to hold on to a light chair."""
    for _, rule in rules():
        sentence = SAY(f"rule.{rule.code}").casefold()
        assert "hold on to a chair" not in sentence.replace("never hold on to a chair", ""), rule.code


@pytest.mark.parametrize("procedure", [id for id, one in TABLES.procedures.items() if one.limb == "lower"])
def test_getting_to_the_floor_is_ruled_on_after_every_operation_on_a_leg(procedure: str) -> None:
    """No operation on a leg leaves the way to the floor open; a keyhole one asks for care, every other one for clearance."""
    wanted = "modify" if procedure in ("knee-arthroscopy", "ankle-sprain") else "needs-clearance"

    assert wanted in {rule.verdict for rule in TABLES.procedures[procedure].on("floor-transfer")}


def test_an_operation_that_is_not_listed_opens_nothing() -> None:
    """Every trait waits for a physician."""
    other = TABLES.procedures["other-operation"]

    assert set(TRAITS) == {trait for rule in other.rules for trait in rule.traits}
    assert {("needs-clearance", "physician")} == {(rule.verdict, rule.by) for rule in other.rules}


@EVERY_SET
def test_the_limb_of_an_operation_is_told(one: RuleSet) -> None:
    """Weight bearing is asked for where a leg was operated on."""
    assert one.limb in ("lower", "upper", "none")


# -- screening and symptoms ---------------------------------------------------------------------------------------------------

STOPPING = [word for word in SYMPTOMS.values() if word.kind in ("emergency", "contact")]


@pytest.mark.parametrize("word", SYMPTOMS.values(), ids=list(SYMPTOMS))
def test_a_symptom_is_an_emergency_a_contact_or_a_note(word: Word) -> None:
    """What a report of it leads to is never left open."""
    assert word.kind in ("emergency", "contact", "note")


@pytest.mark.parametrize("word", STOPPING, ids=[word.id for word in STOPPING])
def test_a_symptom_that_stops_says_what_to_do(word: Word) -> None:
    """Every emergency and every contact has its sentence."""
    assert f"stop.{word.id}" in SAY


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])
def test_a_question_can_be_asked_and_answered(question: ScreeningQuestion) -> None:
    """It has its words, the words for a yes, and a kind; one that is a symptom too has the kind of the symptom."""
    assert question.text() == SAY(f"question.{question.id}")
    assert f"stop.{question.id}" in SAY
    assert question.kind in STOP_KINDS
    if question.id in SYMPTOMS:
        assert SYMPTOMS[question.id].kind == question.kind


def kinds() -> dict[str, str]:
    """Tell the kind of everything that stops, by its id."""
    return {**{word.id: str(word.kind) for word in STOPPING}, **{question.id: question.kind for question in QUESTIONS}}


@pytest.mark.parametrize("id", [id for id, kind in kinds().items() if kind == "emergency"])
def test_an_emergency_says_to_call_at_once(id: str) -> None:
    """The number is the local one: homept never guesses it."""
    assert "Call your local emergency number now." in SAY(f"stop.{id}")


@pytest.mark.parametrize("id", [id for id, kind in kinds().items() if kind == "contact"])
def test_a_contact_says_whom_to_call_before_going_on(id: str) -> None:
    """The doctor or the therapist, today or before the next session."""
    sentence = SAY(f"stop.{id}")

    assert re.search(r"[Cc]all your doctor( or therapist| or foot clinic)?\b", sentence)
    assert re.search(r"before you exercise again|Do not exercise until|call your doctor now", sentence)


@pytest.mark.parametrize("id", kinds())
def test_what_to_do_is_short(id: str) -> None:
    """Two sentences at most: nobody reads more in fright."""
    assert SAY(f"stop.{id}").count(". ") <= 1


def test_questions_on_emergencies_come_first() -> None:
    """Whoever stops halfway has answered the gravest ones."""
    emergencies = [question.kind == "emergency" for question in QUESTIONS]

    assert sorted(emergencies, reverse=True) == emergencies


def test_every_kind_of_stop_is_asked_about() -> None:
    """Emergency, contact, not to start, and out of scope."""
    assert set(STOP_KINDS) == {question.kind for question in QUESTIONS}


# -- numbers ------------------------------------------------------------------------------------------------------------------


def test_numbers_of_safety_say_that_they_are_ours() -> None:
    """Each table of general numbers names its basis."""
    assert {"homept-default"} == {table["basis"] for table in TABLES.general.values()}
    assert "homept-default" == RAW["screening"]["basis"]


def test_words_in_the_general_numbers_are_words() -> None:
    """A misspelt word there would switch a rule off."""
    general = TABLES.general
    known = {facet: {word.id for word in vocabulary.words(facet)} for facet in vocabulary.facets()}

    assert set(general["low_risk"]["surfaces"]) <= known["surfaces"]
    assert general["older_adult"]["support"] in known["supports"]
    assert {*general["weight_bearing"]["not_standing"], *general["weight_bearing"]["clearance"]} <= known["weight_bearing"]
    assert set(general["weight_bearing"]["traits"]) <= known["traits"]
    assert set(general["unreliable_pain"]["conditions"]) <= known["conditions"]
    for kind in ("fixed", "nearby"):
        assert kind in known["supports"]
        assert set(general["support"][kind]) <= known["equipment"]


def test_the_low_risk_set_is_not_empty() -> None:
    """Who has not answered the questions yet can still do something."""
    low = TABLES.general["low_risk"]
    offered = load_catalog().filter(
        surfaces=low["surfaces"], where=lambda one: one.fall_risk <= low["max_fall_risk"] and not one.end_range
    )

    assert len(offered) >= 4
