"""The safety rules as they stand in the data package, and the checks that they are complete."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.catalog.shape import Key, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homept.catalog.shape import Checker

__all__ = ["RuleSet", "SafetyTables", "ScreeningQuestion", "TraitRule", "safety_tables", "screening_questions"]

_RULE: Shape = {
    "trait": Key("text", "traits"),
    "verdict": Key("text"),
    "code": Key("text"),
    "source": Key("text"),
    "within_days": Key("whole", optional=True),
    "cap_hold_seconds": Key("whole", optional=True),
    "support": Key("text", "supports", optional=True),
    "cue": Key("flag", optional=True),
    "by": Key("text", "roles", optional=True),
}
_CONDITION: Shape = {
    "id": Key("text", "conditions"),
    "from_weeks": Key("whole", optional=True),
    "joints": Key("texts", "regions", optional=True),
    "no_concern": Key("texts", "traits"),
    "rule": Key("tables", optional=True),
}
_PROCEDURE: Shape = {
    "id": Key("text", "procedures"),
    "limb": Key("text"),
    "no_concern": Key("texts", "traits"),
    "rule": Key("tables", optional=True),
}
_QUESTION: Shape = {"id": Key("text"), "kind": Key("text"), "source": Key("text")}
_LIMBS = ("lower", "upper", "none")
#: The kinds of stop, most urgent first.
STOP_KINDS = ("emergency", "contact", "not-start", "out-of-scope")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class TraitRule(Value):
    """What a condition or an operation means for one trait of exercises."""

    trait: str
    verdict: str = attrs.field(validator=checks.one_of("include", "modify", "needs-clearance", "exclude"))
    code: str
    source: str
    within_days: int | None = None
    cap_hold_seconds: int | None = None
    support: str | None = None
    cue: bool = False
    by: str | None = None


@attrs.frozen(eq=False, repr=False, kw_only=True)
class RuleSet(Value):
    """All rules of one condition or operation; a trait that no rule names was reviewed and is no concern."""

    id: str
    rules: tuple[TraitRule, ...]
    no_concern: tuple[str, ...] = ()
    from_weeks: int | None = None
    limb: str = "none"


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
        conditions={row["id"]: _rule_set(row) for row in files["conditions"]["condition"]},
        procedures={row["id"]: _rule_set(row) for row in files["procedures"]["procedure"]},
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


def _rule_set(row: dict[str, Any]) -> RuleSet:
    return RuleSet(
        id=row["id"],
        rules=tuple(TraitRule(**rule) for rule in row.get("rule", [])),
        no_concern=tuple(row["no_concern"]),
        from_weeks=row.get("from_weeks"),
        limb=row.get("limb", "none"),
    )


def check_tables(files: Mapping[str, Any], sentences: Mapping[str, Any], sources: frozenset[str], checker: Checker) -> None:
    """
    Check the safety data: known words, total tables, sound rules, and a sentence for every code.

    Total means that each condition and operation rules on every trait, or lists it as reviewed and of no concern.
    """
    codes: dict[str, str] = {}
    for name, key, form in (("conditions", "condition", _CONDITION), ("procedures", "procedure", _PROCEDURE)):
        file = f"safety/{name}.toml"
        rows = files.get(name, {}).get(key, [])
        for row in rows:
            id = str(row.get("id", ""))
            if checker.table(row, form, file=file, record=id):
                _check_rule_set(row, file, sources, codes, checker)
                if "limb" in form and row["limb"] not in _LIMBS:
                    checker.add(file, id, "limb", f"expected one of {', '.join(_LIMBS)}, found {row['limb']!r}")
        for missing in sorted(checker.known[name] - {row.get("id") for row in rows}):
            checker.add(file, missing, "", "no rules; each word of the vocabulary needs its own")
    _check_screening(files.get("screening", {}), sources, checker)
    _check_sentences(files, sentences, codes, checker)


def _check_rule_set(row: dict[str, Any], file: str, sources: frozenset[str], codes: dict[str, str], checker: Checker) -> None:
    id = row["id"]
    ruled = set()
    for number, rule in enumerate(row.get("rule", [])):
        under = f"rule[{number}]."
        if not checker.table(rule, _RULE, file=file, record=id, under=under):
            continue
        ruled.add(rule["trait"])
        if rule["code"] in codes:
            checker.add(file, id, under + "code", f"{rule['code']!r} is already a code of {codes[rule['code']]!r}")
        codes[rule["code"]] = id
        if rule["source"] != "homept-default" and rule["source"] not in sources:
            checker.add(file, id, under + "source", f"{rule['source']!r} is not in sources.toml")
        if rule["verdict"] not in ("include", "modify", "needs-clearance", "exclude"):
            checker.add(
                file, id, under + "verdict", f"expected include, modify, needs-clearance or exclude, found {rule['verdict']!r}"
            )
        changes = any(rule.get(change) for change in ("cap_hold_seconds", "support", "cue"))
        if changes != (rule["verdict"] == "modify"):
            checker.add(file, id, under + "verdict", "cap_hold_seconds, support or cue go with modify, and only with it")
        if ("by" in rule) != (rule["verdict"] == "needs-clearance"):
            checker.add(file, id, under + "by", "goes with needs-clearance, and only with it")
        if "within_days" in rule and "limb" not in row:
            message = "counts from the day of an operation, which a condition does not have"
            checker.add(file, id, under + "within_days", message)
    reviewed = set(row["no_concern"])
    for trait in sorted(checker.known["traits"] - ruled - reviewed):
        checker.add(file, id, "no_concern", f"the trait {trait!r} is neither ruled on nor reviewed; blank is never a default")
    for trait in sorted(ruled & reviewed):
        checker.add(file, id, "no_concern", f"the trait {trait!r} has a rule and is listed as no concern")


def _check_screening(screening: Mapping[str, Any], sources: frozenset[str], checker: Checker) -> None:
    for row in screening.get("question", []):
        id = str(row.get("id", ""))
        if checker.table(row, _QUESTION, file="safety/screening.toml", record=id):
            if row["kind"] not in STOP_KINDS:
                checker.add(
                    "safety/screening.toml", id, "kind", f"expected one of {', '.join(STOP_KINDS)}, found {row['kind']!r}"
                )
            if row["source"] != "homept-default" and row["source"] not in sources:
                checker.add("safety/screening.toml", id, "source", f"{row['source']!r} is not in sources.toml")


def _check_sentences(files: Mapping[str, Any], sentences: Mapping[str, Any], codes: Mapping[str, str], checker: Checker) -> None:
    questions = [row["id"] for row in files.get("screening", {}).get("question", [])]
    needed = [f"rule.{code}" for code in codes]
    needed += [f"question.{id}" for id in questions] + [f"stop.{id}" for id in questions]
    for code in needed:
        if code not in sentences:
            checker.add("messages/en", code, "", "missing; expected a sentence for this code")
