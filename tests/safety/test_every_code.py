"""Every reason that the rules can give is given to somebody: no row is dead, and no sentence waits for nobody."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest
from asked import ALL_CLEAR, ASKED_ON, CATALOG, ON, person, rule

import homept as pt
from homept._package_data import read_json
from homept.safety import Limit, Override, Screening, Surgery, Verdict, judge, judging, screening_questions
from homept.safety.tables import RuleSet, TraitRule, safety_tables

TABLES = safety_tables()
ROWS = [(one, rule) for one in (*TABLES.conditions.values(), *TABLES.procedures.values()) for rule in one.rules]
BASE = attrs.evolve(CATALOG["seated-march"], precautions=(), traits=())


def codes(found: Verdict) -> set[str]:
    return {reason.code for reason in found.reasons}


@pytest.mark.parametrize(("one", "row"), ROWS, ids=[row.code for _, row in ROWS])
def test_every_rule_reaches_somebody_through_each_of_its_traits(one: RuleSet, row: TraitRule) -> None:
    """On the first day, with nothing told of weeks, in an exercise for the part of the body that it is on."""
    base = attrs.evolve(BASE, regions=one.regions or BASE.regions)
    if one.id in TABLES.conditions:
        who = person(conditions={one.id})
    else:
        who = person(surgeries=[Surgery(procedure=one.id, on=ON)])
    for trait in row.traits:
        assert row.code in codes(judge(attrs.evolve(base, traits=(trait,)), who, on=ON)), trait


def of_the_code() -> set[str]:
    """The codes that have a sentence and stand in no table: those that the code itself gives."""
    in_tables = {row.code for _, row in ROWS}
    sentences = (code.partition(".") for code in read_json("messages.json")["en"])
    return {key for table, _, key in sentences if table == "rule"} - in_tables


def test_every_reason_of_the_code_reaches_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    march = CATALOG["seated-march"]
    risky = attrs.evolve(CATALOG["calf-raise"], fall_risk=2)
    operated = [Surgery(procedure="chest-surgery", on=ON - timedelta(days=9), limits=[])]
    limits = [Limit(trait="standing", source="protocol"), Limit(trait="standing", source="therapist")]
    told = Screening(on=ASKED_ON, answers={**dict(ALL_CLEAR.answers), "dizziness": "yes"})
    general = Screening(on=ASKED_ON, answers={question.id: "no" for question in screening_questions(())})
    override = Override(by="A. Example", role="physician", on=ON, scope={"dizziness"}, why="seen")
    calf = CATALOG["calf-raise"]
    cases: list[tuple[pt.Exercise, pt.Person]] = [
        (calf, person(screening=None)),
        (calf, person(screening=general)),
        (calf, person(screening=told, overrides=[override])),
        (calf, person(other_conditions=["a rare one"])),
        (calf, person(surgeries=[attrs.evolve(operated[0], limits=limits)])),
        (calf, person(weight_bearing={"left-leg": "non", "right-leg": "partial"})),
        (calf, person(age=70)),
        (calf, person(weight_bearing={"left-arm": "non"})),
        (risky, person()),
        (attrs.evolve(march, support="helper"), person()),
    ]
    found = {code for exercise, who in cases for code in codes(judge(exercise, who, on=ON))}
    changing = RuleSet(id="hernia", rules=(rule("standing", easier=True), rule("added-load", code="b", no_load=True)))
    tables = attrs.evolve(TABLES, conditions={**TABLES.conditions, "hernia": changing})
    monkeypatch.setattr(judging, "safety_tables", lambda: tables)
    stuck = attrs.evolve(march, traits=("standing", "added-load"), precautions=())
    found |= codes(judge(stuck, person(conditions={"hernia"}), on=ON))

    assert set() == of_the_code() - found
