"""The safety rules as they stand in the data package; :mod:`homept.safety.checking` checks that they are complete."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from homept import _checks as checks
from homept import vocabulary
from homept._value import Value
from homept.safety.verdict import OUTCOMES, Changes, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["RuleSet", "SafetyTables", "ScreeningQuestion", "TraitRule", "safety_tables", "screening_questions"]

#: The limbs an operation can be on.
LIMBS = ("lower", "upper", "none")
#: The kinds of stop, most urgent first.
STOP_KINDS = ("emergency", "contact", "not-start", "out-of-scope")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class TraitRule(Value):
    """
    What a condition or an operation means for the traits that the rule names.

    ``local`` rules hold only for exercises that work the place that is affected, and for traits that load it.
    ``within_days`` ends a rule that many days after the operation; ``from_weeks`` begins one with that week of a pregnancy.
    """

    traits: tuple[str, ...]
    verdict: str = attrs.field(validator=checks.one_of(*OUTCOMES))
    code: str
    source: str
    local: bool = False
    within_days: int | None = None
    from_weeks: int | None = None
    by: str | None = None
    cap_hold_seconds: int | None = None
    cap_sets: int | None = None
    cap_repetitions: int | None = None
    no_load: bool = False
    support: str | None = None
    easier: bool = False
    cue: bool = False


class Ruled(NamedTuple):
    """A rule with what it says in a verdict, made once for all exercises."""

    rule: TraitRule
    reason: Reason
    changes: Changes

    @classmethod
    def of(cls, rule: TraitRule) -> Ruled:
        """Make the reason and the changes of *rule*."""
        changes = Changes(
            cap_hold_seconds=rule.cap_hold_seconds,
            cap_sets=rule.cap_sets,
            cap_repetitions=rule.cap_repetitions,
            no_load=rule.no_load,
            support=rule.support or "none",
            cues=(f"rule.{rule.code}",) if rule.cue else (),
        )
        return cls(rule, Reason(code=rule.code, outcome=rule.verdict, source=rule.source, by=rule.by), changes)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class RuleSet(Value):
    """All rules of one condition or operation; a trait that no rule names was reviewed and is no concern."""

    id: str
    rules: tuple[TraitRule, ...]
    no_concern: tuple[str, ...] = ()
    limb: str = "none"
    by_trait: dict[str, tuple[Ruled, ...]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        by_trait: dict[str, tuple[Ruled, ...]] = {}
        for ruled in map(Ruled.of, self.rules):
            for trait in ruled.rule.traits:
                by_trait[trait] = (*by_trait.get(trait, ()), ruled)
        object.__setattr__(self, "by_trait", by_trait)

    def on(self, trait: str) -> tuple[TraitRule, ...]:
        """Return the rules on *trait*."""
        return tuple(rule for rule in self.rules if trait in rule.traits)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ScreeningQuestion(Value):
    """
    One question of the screening.

    ``kind`` says what a yes means: emergency, contact, not-start or out-of-scope.
    ``regions`` are empty for a question that everyone is asked; the others are for those who exercise one of these parts.
    """

    id: str = attrs.field(validator=checks.an_id)
    kind: str = attrs.field(validator=checks.one_of(*STOP_KINDS))
    source: str = attrs.field(validator=checks.an_id)
    regions: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)

    def text(self, language: str = "en") -> str:
        """Return the question as the person reads it."""
        from homept.messages import messages

        return messages(language)(f"question.{self.id}")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class SafetyTables(Value):
    """The whole of the safety data."""

    conditions: dict[str, RuleSet]
    procedures: dict[str, RuleSet]
    questions: tuple[ScreeningQuestion, ...]
    expires_after_days: int
    general: dict[str, Any]


@lru_cache(maxsize=1)
def safety_tables() -> SafetyTables:
    """Return the shipped safety data."""
    from homept._package_data import read_json

    files = read_json("safety.json")
    return SafetyTables(
        conditions={id: _rule_set(row) for id, row in files["conditions"].items()},
        procedures={id: _rule_set(row) for id, row in files["procedures"].items()},
        questions=tuple(ScreeningQuestion(**row) for row in files["screening"]["question"]),
        expires_after_days=files["screening"]["expires_after_days"],
        general=files["general"],
    )


def gives_way(code: str) -> bool:
    """Tell whether the rule *code* makes an exercise give way to an easier one."""
    return code in _easier_codes()


@lru_cache(maxsize=1)
def _easier_codes() -> frozenset[str]:
    tables = safety_tables()
    rule_sets = (*tables.conditions.values(), *tables.procedures.values())
    return frozenset(rule.code for one in rule_sets for rule in one.rules if rule.easier)


def screening_questions(regions: Iterable[str] | None = None) -> tuple[ScreeningQuestion, ...]:
    """
    Return the questions of the screening, in the order to ask them.

    With *regions*, those that everyone is asked and those about one of these parts of the body; None gives all of them.

    >>> all(question.text() for question in screening_questions())
    True
    >>> set(screening_questions({"knee"})) <= set(screening_questions())
    True
    """
    questions = safety_tables().questions
    if regions is None:
        return questions
    from homept.safety.places import reach

    asked = vocabulary.check("regions", regions, path="screening_questions.regions")
    return tuple(one for one in questions if not one.regions or not asked.isdisjoint(reach(one.regions)))


def _rule_set(row: Mapping[str, Any]) -> RuleSet:
    rules = tuple(TraitRule(**{**rule, "traits": tuple(rule["traits"])}) for rule in row.get("rule", []))
    return RuleSet(
        id=row["id"],
        rules=rules,
        no_concern=tuple(row["no_concern"]),
        limb=row.get("limb", "none"),
    )
