"""People for the tests of the safety rules: asked everything on a day, unless a test says otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from ten_exercises import ten_exercises

import homept as pt
from homept.safety import Verdict, judge, judging
from homept.safety.tables import RuleSet, TraitRule, safety_tables

#: The day that is asked about.
ON = date(2026, 11, 23)
ASKED_ON = date(2026, 11, 20)
ALL_CLEAR = pt.Screening.all_clear(on=ASKED_ON)
CATALOG = ten_exercises()
OUTCOMES = ("include", "modify", "needs-clearance", "exclude")


def person(**fields: Any) -> pt.Person:
    """A person of 40 with no conditions, screened three days ago, but for *fields*."""
    return pt.Person(**{"age": 40, "conditions": set(), "screening": ALL_CLEAR, **fields})


def outcomes(who: pt.Person, *, on: date = ON) -> dict[str, str]:
    """The outcome for each exercise of the catalog."""
    return {id: judge(exercise, who, on=on).outcome for id, exercise in CATALOG.items()}


def verdict(id: str, who: pt.Person, *, on: date = ON) -> Verdict:
    """The verdict on one exercise of the catalog."""
    return judge(CATALOG[id], who, on=on)


def standing(id: str, who: pt.Person, *, on: date = ON) -> dict[str, str]:
    """The reasons that stand, code to outcome, for one exercise of the catalog."""
    return {reason.code: reason.outcome for reason in verdict(id, who, on=on).reasons if reason.lifted_by is None}


def rule(*traits: str, **fields: Any) -> TraitRule:
    """A rule on *traits*: a cue, but for *fields*."""
    base: dict[str, Any] = {"verdict": "modify", "source": "a-study", "code": "a-rule"}
    return TraitRule(traits=traits, **{**base, **({} if fields else {"cue": True}), **fields})


def let_rules_be(monkeypatch: pytest.MonkeyPatch, id: str, *rules: TraitRule) -> None:
    """Put *rules* in the place of those of one condition or operation, so that a test does not rest on the data."""
    tables = safety_tables()
    limb = {**tables.conditions, **tables.procedures}[id].limb
    only = {id: RuleSet(id=id, rules=rules, limb=limb)}
    if id in tables.conditions:
        changed = attrs.evolve(tables, conditions={**tables.conditions, **only})
    else:
        changed = attrs.evolve(tables, procedures={**tables.procedures, **only})
    monkeypatch.setattr(judging, "safety_tables", lambda: changed)
