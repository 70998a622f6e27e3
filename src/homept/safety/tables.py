"""The safety rules as they stand in the data package; :mod:`homept.safety.checking` checks that they are complete."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.safety.verdict import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RuleSet", "SafetyTables", "ScreeningQuestion", "TraitRule", "safety_tables", "screening_questions"]

#: The limbs an operation can be on.
LIMBS = ("lower", "upper", "none")
#: The kinds of stop, most urgent first.
STOP_KINDS = ("emergency", "contact", "not-start", "out-of-scope")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class TraitRule(Value):
    """
    What a condition or an operation means for the traits that the rule names.

    ``local`` rules hold only for exercises that work the place that is affected.
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


@attrs.frozen(eq=False, repr=False, kw_only=True)
class RuleSet(Value):
    """All rules of one condition or operation; a trait that no rule names was reviewed and is no concern."""

    id: str
    rules: tuple[TraitRule, ...]
    no_concern: tuple[str, ...] = ()
    limb: str = "none"

    def on(self, trait: str) -> tuple[TraitRule, ...]:
        """Return the rules on *trait*."""
        return tuple(rule for rule in self.rules if trait in rule.traits)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ScreeningQuestion(Value):
    """One question of the screening; ``kind`` says what a yes means: emergency, contact, not-start or out-of-scope."""

    id: str = attrs.field(validator=checks.an_id)
    kind: str = attrs.field(validator=checks.one_of(*STOP_KINDS))
    source: str = attrs.field(validator=checks.an_id)

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


def screening_questions() -> tuple[ScreeningQuestion, ...]:
    """
    Return the questions of the screening, in the order to ask them.

    >>> all(question.text() for question in screening_questions())
    True
    """
    return safety_tables().questions


def _rule_set(row: Mapping[str, Any]) -> RuleSet:
    return RuleSet(
        id=row["id"],
        rules=tuple(TraitRule(**{**rule, "traits": tuple(rule["traits"])}) for rule in row.get("rule", [])),
        no_concern=tuple(row["no_concern"]),
        limb=row.get("limb", "none"),
    )
