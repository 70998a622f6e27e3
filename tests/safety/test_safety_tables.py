"""The rules as data: complete, each with its sentence, and refused where they are not sound."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from homept import vocabulary
from homept.catalog.shape import Checker, shipped_words
from homept.errors import MissingText
from homept.messages import messages
from homept.safety import screening_questions
from homept.safety.tables import STOP_KINDS, RuleSet, check_tables, safety_tables

TABLES = safety_tables()
RULE_SETS = [*TABLES.conditions.values(), *TABLES.procedures.values()]
TRAITS = {word.id for word in vocabulary.words("traits")}


@pytest.mark.parametrize("facet", ["conditions", "procedures"])
def test_every_condition_and_operation_has_rules(facet: str) -> None:
    """A word that a person can be given is a word that the rules know."""
    rules = {"conditions": TABLES.conditions, "procedures": TABLES.procedures}[facet]

    assert {word.id for word in vocabulary.words(facet)} == set(rules)


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.id)
def test_every_trait_is_ruled_on_or_reviewed(rules: RuleSet) -> None:
    """Blank is never a default: each trait has a rule or is listed as no concern, and not both."""
    ruled = {rule.trait for rule in rules.rules}

    assert TRAITS == ruled | set(rules.no_concern)
    assert set() == ruled & set(rules.no_concern)


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.id)
def test_every_rule_has_a_sentence(rules: RuleSet) -> None:
    """Whoever is told no is told why."""
    say = messages("en")

    assert [] == [rule.code for rule in rules.rules if f"rule.{rule.code}" not in say]


def test_no_two_rules_share_a_code() -> None:
    """A code in a clearance means one rule."""
    codes = [rule.code for rules in RULE_SETS for rule in rules.rules]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.id)
def test_every_rule_waits_for_somebody_or_changes_something(rules: RuleSet) -> None:
    """What waits for clearance says for whose; what modifies says what it changes."""
    for rule in rules.rules:
        assert (rule.verdict == "needs-clearance") == (rule.by is not None), rule.code
        changes = rule.cue or rule.support is not None or rule.cap_hold_seconds is not None
        assert (rule.verdict == "modify") == changes, rule.code


@pytest.mark.parametrize(
    "code",
    [
        "not-screened",
        "other-condition",
        "limit-protocol",
        "limit-therapist",
        "weight-bearing-not-allowed",
        "weight-bearing-partial",
        "older-adult-support",
        "not-reviewed-high-risk",
        "support-not-possible",
    ],
)
def test_the_rules_that_no_table_holds_have_sentences_too(code: str) -> None:
    assert messages("en")(f"rule.{code}").endswith(".")


def test_every_question_can_be_asked_and_answered_with_what_to_do() -> None:
    """A yes to any question leads to a sentence of what to do now."""
    for question in screening_questions():
        assert question.text().endswith("?")
        assert messages("en")(f"stop.{question.id}").endswith(".")
        assert question.kind in STOP_KINDS
    for code in ("not-an-adult", "adulthood-unknown"):
        assert messages("en")(f"stop.{code}").endswith(".")


def test_every_emergency_says_to_call_at_once() -> None:
    emergencies = [question for question in screening_questions() if question.kind == "emergency"]

    assert len(emergencies) >= 5
    for question in emergencies:
        assert "Call your local emergency number now." in messages("en")(f"stop.{question.id}")


def test_a_question_is_not_asked_in_a_language_that_has_none() -> None:
    """No silent fall back to English."""
    with pytest.raises(MissingText, match="'xx'"):
        screening_questions()[0].text("xx")


@pytest.mark.parametrize(
    ("table", "key", "facet"),
    [
        ("low_risk", "surfaces", "surfaces"),
        ("weight_bearing", "not_standing", "weight_bearing"),
        ("weight_bearing", "clearance", "weight_bearing"),
        ("weight_bearing", "traits", "traits"),
        ("unreliable_pain", "conditions", "conditions"),
        ("support", "fixed", "equipment"),
        ("support", "nearby", "equipment"),
    ],
)
def test_the_general_numbers_speak_in_words_of_the_vocabulary(table: str, key: str, facet: str) -> None:
    """A misspelt word here would switch a rule off."""
    words = TABLES.general[table][key]

    assert words
    assert frozenset(words) == vocabulary.check(facet, words)


def test_every_hard_hold_of_a_record_carries_the_trait_that_the_rules_look_at() -> None:
    """The cap on hard holds reaches every exercise that has one."""
    import homept as pt

    for exercise in pt.load_catalog().values():
        hard = any(dose.hold_kind == "effort" for dose in (exercise.dose.low, exercise.dose.start, exercise.dose.high))
        assert hard == ("effort-hold" in exercise.traits), exercise.id


# The checks that the compiler makes, on the smallest tables that pass them.

KNOWN = shipped_words() | {
    "traits": frozenset({"standing", "lying-flat"}),
    "conditions": frozenset({"gout"}),
    "procedures": frozenset({"cast"}),
}
RULE = {"trait": "standing", "verdict": "modify", "code": "gout-standing", "source": "a-study", "cue": True}
FILES: dict[str, Any] = {
    "conditions": {"condition": [{"id": "gout", "no_concern": ["lying-flat"], "rule": [RULE]}]},
    "procedures": {"procedure": [{"id": "cast", "limb": "lower", "no_concern": ["lying-flat", "standing"]}]},
    "screening": {"question": [{"id": "fever", "kind": "not-start", "source": "homept-default"}]},
}
SENTENCES = {"rule.gout-standing": "Stand with care.", "question.fever": "Do you have a fever?", "stop.fever": "Wait."}


def problems(files: dict[str, Any], sentences: dict[str, str] = SENTENCES) -> list[str]:
    checker = Checker(KNOWN)
    check_tables(files, sentences, frozenset({"a-study"}), checker)
    return [str(problem) for problem in checker.problems]


def test_sound_tables_have_no_problem() -> None:
    assert [] == problems(FILES)


def test_no_tables_at_all_lack_rules_for_every_word() -> None:
    assert [
        "safety/conditions.toml: gout: no rules; each word of the vocabulary needs its own",
        "safety/procedures.toml: cast: no rules; each word of the vocabulary needs its own",
    ] == problems({})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"trait": "lying-flat"},
            "no_concern: the trait 'standing' is neither ruled on nor reviewed; blank is never a default",
        ),
        ({"trait": "lying-flat"}, "no_concern: the trait 'lying-flat' has a rule and is listed as no concern"),
        ({"source": "hearsay"}, "rule[0].source: 'hearsay' is not in sources.toml"),
        (
            {"verdict": "forbid", "cue": False},
            "rule[0].verdict: expected include, modify, needs-clearance or exclude, found 'forbid'",
        ),
        ({"cue": False}, "rule[0].verdict: cap_hold_seconds, support or cue go with modify, and only with it"),
        ({"verdict": "exclude"}, "rule[0].verdict: cap_hold_seconds, support or cue go with modify, and only with it"),
        ({"verdict": "needs-clearance", "cue": False}, "rule[0].by: goes with needs-clearance, and only with it"),
        ({"by": "physician"}, "rule[0].by: goes with needs-clearance, and only with it"),
        ({"within_days": 42}, "rule[0].within_days: counts from the day of an operation, which a condition does not have"),
        ({"trait": "zzz"}, "rule[0].trait: 'zzz' is not in the vocabulary of traits"),
    ],
)
def test_an_unsound_rule_is_refused(change: dict[str, Any], message: str) -> None:
    files = deepcopy(FILES)
    files["conditions"]["condition"][0]["rule"][0].update(change)

    assert f"safety/conditions.toml: gout {message}" in problems(files)


def test_a_table_of_another_shape_is_refused() -> None:
    files = deepcopy(FILES)
    del files["conditions"]["condition"][0]["no_concern"]

    assert ["safety/conditions.toml: gout no_concern: missing; expected a list of texts"] == problems(files)


def test_a_code_that_two_rules_share_is_refused() -> None:
    files = deepcopy(FILES)
    files["procedures"]["procedure"][0].update(no_concern=["lying-flat"], rule=[RULE])

    assert ["safety/procedures.toml: cast rule[0].code: 'gout-standing' is already a code of 'gout'"] == problems(files)


def test_a_trait_may_have_a_second_rule_for_the_first_days() -> None:
    """After an operation a rule may be stricter for some days than for the time after them."""
    early = {"trait": "standing", "verdict": "exclude", "code": "cast-early", "source": "a-study", "within_days": 42}
    later = {"trait": "standing", "verdict": "needs-clearance", "code": "cast-later", "source": "a-study", "by": "physician"}
    files = deepcopy(FILES)
    files["procedures"]["procedure"][0].update(no_concern=["lying-flat"], rule=[early, later])

    assert [] == problems(files, {**SENTENCES, "rule.cast-early": "Wait.", "rule.cast-later": "Ask."})


def test_an_operation_on_an_unknown_limb_is_refused() -> None:
    """A misspelt limb would switch the rules of weight bearing off."""
    files = deepcopy(FILES)
    files["procedures"]["procedure"][0]["limb"] = "leg"

    assert ["safety/procedures.toml: cast limb: expected one of lower, upper, none, found 'leg'"] == problems(files)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "urgent"}, "kind: expected one of emergency, contact, not-start, out-of-scope, found 'urgent'"),
        ({"source": "hearsay"}, "source: 'hearsay' is not in sources.toml"),
        ({"ask": "first"}, "ask: unknown key"),
    ],
)
def test_an_unsound_question_is_refused(change: dict[str, str], message: str) -> None:
    files = deepcopy(FILES)
    files["screening"]["question"][0].update(change)

    assert [f"safety/screening.toml: fever {message}"] == problems(files)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_code_without_a_sentence_is_refused(code: str) -> None:
    """No patient sentence stands in code, so each has to be in the messages."""
    sentences = {key: sentence for key, sentence in SENTENCES.items() if key != code}

    assert [f"messages/en: {code}: missing; expected a sentence for this code"] == problems(FILES, sentences)
