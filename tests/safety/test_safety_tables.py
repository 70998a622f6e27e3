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
from homept.safety.checking import check_tables
from homept.safety.tables import STOP_KINDS, RuleSet, safety_tables

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
    ruled = {trait for rule in rules.rules for trait in rule.traits}

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
        caps = (rule.cap_hold_seconds, rule.cap_sets, rule.cap_repetitions, rule.support)
        changes = rule.cue or rule.easier or rule.no_load or caps != (None, None, None, None)
        assert (rule.verdict == "modify") == changes, rule.code


@pytest.mark.parametrize(
    "code",
    [
        "not-screened",
        "sign-allowed",
        "region-not-screened",
        "other-condition",
        "no-easier-exercise",
        "load-not-removable",
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
        ("no_load", "equipment", "equipment"),
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
RULE = {"traits": ["standing"], "verdict": "modify", "code": "gout-standing", "source": "a-study", "cue": True}
FILES: dict[str, Any] = {
    "conditions": {"gout": {"id": "gout", "no_concern": ["lying-flat"], "rule": [RULE]}},
    "procedures": {"cast": {"id": "cast", "limb": "lower", "no_concern": ["lying-flat", "standing"]}},
    "screening": {"question": [{"id": "fever", "kind": "not-start", "source": "homept-default"}]},
}
SENTENCES = {"rule.gout-standing": "Stand with care.", "question.fever": "Do you have a fever?", "stop.fever": "Wait."}


def problems(files: dict[str, Any], sentences: dict[str, str] = SENTENCES, **options: Any) -> list[str]:
    checker = Checker(options.pop("known", KNOWN))
    check_tables(files, sentences, frozenset({"a-study"}), checker, **options)
    return [str(problem) for problem in checker.problems]


def test_sound_tables_have_no_problem() -> None:
    assert [] == problems(FILES)


def test_no_tables_at_all_lack_a_file_for_every_word() -> None:
    assert [
        "safety/conditions/gout.toml: gout: missing file; each word of the vocabulary needs its rules",
        "safety/procedures/cast.toml: cast: missing file; each word of the vocabulary needs its rules",
    ] == problems({})


def test_all_that_is_missing_in_a_file_is_told_in_one_line() -> None:
    """Whoever fills it in wants the whole list at once."""
    files = deepcopy(FILES)
    files["conditions"]["gout"] = {"id": "gout", "no_concern": []}

    assert [
        "safety/conditions/gout.toml: gout no_concern: neither ruled on nor listed, and blank is never a default (2): "
        "lying-flat, standing"
    ] == problems(files)


MODIFY_KEYS = "cap_hold_seconds, cap_sets, cap_repetitions, no_load, support, easier, cue"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"traits": ["lying-flat"]},
            "no_concern: neither ruled on nor listed, and blank is never a default (1): standing",
        ),
        ({"traits": ["lying-flat"]}, "no_concern: of no concern and ruled on at once: lying-flat"),
        ({"traits": []}, "rule[0].traits: expected a list of one text or more, found []"),
        ({"traits": "standing"}, "rule[0].traits: expected a list of one text or more, found 'standing'"),
        ({"traits": ["standing", "standing"]}, "rule[0].traits: a word is given twice"),
        ({"traits": ["zzz"]}, "rule[0].traits: 'zzz' is not in the vocabulary of traits"),
        ({"source": "hearsay"}, "rule[0].source: 'hearsay' is not in sources.toml"),
        ({"code": "standing-with-gout"}, "rule[0].code: expected a code that begins with 'gout-', found 'standing-with-gout'"),
        (
            {"verdict": "forbid", "cue": False},
            "rule[0].verdict: expected include, modify, needs-clearance or exclude, found 'forbid'",
        ),
        ({"cue": False}, f"rule[0].verdict: modify goes with one or more of {MODIFY_KEYS}, and nothing else does"),
        ({"verdict": "exclude"}, f"rule[0].verdict: modify goes with one or more of {MODIFY_KEYS}, and nothing else does"),
        ({"cap_sets": 0}, "rule[0].cap_sets: expected 1 or more; what may not be done at all needs another verdict"),
        ({"support": "chair"}, "rule[0].support: 'chair' is not in the vocabulary of supports"),
        ({"verdict": "needs-clearance", "cue": False}, "rule[0].by: goes with needs-clearance, and only with it"),
        ({"by": "physician"}, "rule[0].by: goes with needs-clearance, and only with it"),
        ({"within_days": 42}, "rule[0].within_days: counts from the day of an operation, which a condition does not have"),
        ({"from_weeks": 16}, "rule[0].from_weeks: counts the weeks of a pregnancy, which this is not"),
        (
            {"verdict": "exclude", "cue": False, "source": "homept-default"},
            "rule[0].source: what must not be done needs a source; our own caution is needs-clearance at most",
        ),
        ({"trait": "standing"}, "rule[0].trait: unknown key; did you mean 'traits'?"),
    ],
)
def test_an_unsound_rule_is_refused(change: dict[str, Any], message: str) -> None:
    files = deepcopy(FILES)
    files["conditions"]["gout"]["rule"][0].update(change)

    assert f"safety/conditions/gout.toml: gout {message}" in problems(files)


@pytest.mark.parametrize(
    "change",
    [
        {"cap_hold_seconds": 5},
        {"cap_sets": 1},
        {"cap_repetitions": 5},
        {"no_load": True},
        {"support": "fixed"},
        {"easier": True},
        {"local": True, "cue": True},
    ],
)
def test_a_rule_may_change_one_thing_or_another(change: dict[str, Any]) -> None:
    files = deepcopy(FILES)
    rule = files["conditions"]["gout"]["rule"][0]
    del rule["cue"]
    rule.update(change)

    assert [] == problems(files)


def test_a_file_of_another_shape_is_refused() -> None:
    files = deepcopy(FILES)
    del files["conditions"]["gout"]["no_concern"]

    assert ["safety/conditions/gout.toml: gout no_concern: missing; expected a list of texts"] == problems(
        files, {code: text for code, text in SENTENCES.items() if code != "rule.gout-standing"}
    )


def test_a_file_is_named_after_its_word() -> None:
    files = deepcopy(FILES)
    files["procedures"]["cast"]["id"] = "sling"

    assert "safety/procedures/cast.toml: cast id: 'sling' is not in the vocabulary of procedures" in problems(files)
    known = KNOWN | {"procedures": frozenset({"cast", "sling"})}
    assert [
        "safety/procedures/cast.toml: cast id: expected the name of the file, 'cast', found 'sling'",
        "safety/procedures/sling.toml: sling: missing file; each word of the vocabulary needs its rules",
    ] == problems(files, known=known)


def test_a_code_that_two_rules_share_is_refused() -> None:
    files = deepcopy(FILES)
    files["conditions"]["gout"]["rule"].append(RULE)

    assert ["safety/conditions/gout.toml: gout rule[1].code: 'gout-standing' is already a code of 'gout'"] == problems(files)


def test_a_number_of_days_needs_a_source() -> None:
    files = deepcopy(FILES)
    early = {**RULE, "code": "cast-early", "source": "homept-default", "within_days": 42}
    files["procedures"]["cast"].update(no_concern=["lying-flat"], rule=[early])

    assert ["safety/procedures/cast.toml: cast rule[0].within_days: a number of days needs a source that gives it"] == problems(
        files, {**SENTENCES, "rule.cast-early": "Wait."}
    )


def test_a_trait_may_have_a_second_rule_for_the_first_days() -> None:
    """After an operation a rule may be stricter for some days than for the time after them."""
    early = {"traits": ["standing"], "verdict": "exclude", "code": "cast-early", "source": "a-study", "within_days": 42}
    later = {"traits": ["standing"], "verdict": "needs-clearance", "code": "cast-later", "source": "a-study", "by": "physician"}
    files = deepcopy(FILES)
    files["procedures"]["cast"].update(no_concern=["lying-flat"], rule=[early, later])

    assert [] == problems(files, {**SENTENCES, "rule.cast-early": "Wait.", "rule.cast-later": "Ask."})


def test_an_operation_on_an_unknown_limb_is_refused() -> None:
    """A misspelt limb would switch the rules of weight bearing off."""
    files = deepcopy(FILES)
    files["procedures"]["cast"]["limb"] = "leg"

    assert ["safety/procedures/cast.toml: cast limb: expected one of lower, upper, none, found 'leg'"] == problems(files)


# An operation of which only the general form is known may have been any special one.


def forms(general: list[dict[str, Any]], special: list[dict[str, Any]], limb: str = "lower") -> list[str]:
    """What is wrong with an operation and a form of it, each with these rules on standing."""
    known = KNOWN | {"procedures": frozenset({"cast", "long-cast"})}
    procedures: dict[str, Any] = {}
    for id, rules in (("cast", general), ("long-cast", special)):
        rows = [{"traits": ["standing"], "source": "a-study", "code": f"{id}-{n}", **rule} for n, rule in enumerate(rules)]
        reviewed = ["lying-flat"] if rows else ["lying-flat", "standing"]
        procedures[id] = {"id": id, "limb": limb if id == "cast" else "lower", "no_concern": reviewed, "rule": rows}
    sentences = SENTENCES | {f"rule.{rule['code']}": "Wait." for row in procedures.values() for rule in row["rule"]}
    return problems({**FILES, "procedures": procedures}, sentences, known=known, parents={"cast": None, "long-cast": "cast"})


ASK = {"verdict": "needs-clearance", "by": "physician"}
CUE = {"verdict": "modify", "cue": True}
LAXER = "safety/procedures/cast.toml: cast rule: laxer than 'long-cast', which is a form of it, in: standing"


@pytest.mark.parametrize(
    ("general", "special"),
    [
        ([], []),
        ([ASK], []),
        ([ASK], [CUE]),
        ([ASK], [{**ASK, "local": True}]),
        ([{**ASK, "local": True}], [ASK]),  # a place that is told tells of the form
        ([ASK], [{**ASK, "within_days": 42}]),
        ([CUE, {**CUE, "support": "fixed"}], [{**CUE, "support": "nearby"}]),
        ([{**CUE, "cap_sets": 1}, {**CUE, "no_load": True}], [{**CUE, "cap_sets": 2, "no_load": True}]),
        ([{**CUE, "easier": True}], [{**CUE, "easier": True}]),
    ],
)
def test_a_general_form_may_be_as_strict_as_a_special_one_or_stricter(general: list[Any], special: list[Any]) -> None:
    assert [] == forms(general, special)


@pytest.mark.parametrize(
    ("general", "special"),
    [
        ([], [CUE]),
        ([CUE], [ASK]),
        ([{**ASK, "within_days": 42}], [ASK]),
        ([{**ASK, "within_days": 42}], [{**ASK, "within_days": 90}]),
        ([{**CUE, "support": "nearby"}], [{**CUE, "support": "fixed"}]),
        ([{**CUE, "cap_sets": 2}], [{**CUE, "cap_sets": 1}]),
        ([CUE], [{**CUE, "cap_hold_seconds": 5}]),
        ([CUE], [{**CUE, "no_load": True}]),
        ([CUE], [{**CUE, "easier": True}]),
    ],
)
def test_a_general_form_that_is_laxer_than_a_special_one_is_refused(general: list[Any], special: list[Any]) -> None:
    assert [LAXER] == forms(general, special)


def test_a_general_form_is_on_a_leg_where_a_special_one_is() -> None:
    assert ["safety/procedures/cast.toml: cast limb: 'long-cast' is on a leg"] == forms([], [], limb="none")


def test_a_question_that_is_given_twice_is_refused() -> None:
    files = deepcopy(FILES)
    files["screening"]["question"] *= 2

    assert ["safety/screening.toml: fever id: this question is given twice"] == problems(files)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "urgent"}, "kind: expected one of emergency, contact, not-start, out-of-scope, found 'urgent'"),
        ({"source": "hearsay"}, "source: 'hearsay' is not in sources.toml"),
        ({"ask": "first"}, "ask: unknown key"),
        ({"regions": ["kneee"]}, "regions: 'kneee' is not in the vocabulary of regions; did you mean 'knee'?"),
    ],
)
def test_an_unsound_question_is_refused(change: dict[str, Any], message: str) -> None:
    files = deepcopy(FILES)
    files["screening"]["question"][0].update(change)

    assert [f"safety/screening.toml: fever {message}"] == problems(files)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_code_without_a_sentence_is_refused(code: str) -> None:
    """No patient sentence stands in code, so each has to be in the messages."""
    sentences = {key: sentence for key, sentence in SENTENCES.items() if key != code}

    assert [f"messages/en: {code}: missing; expected a sentence for this code"] == problems(FILES, sentences)
