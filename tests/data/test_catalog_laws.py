"""Laws over the catalog as a whole: what the rules of safety do with it, and words that are safe to read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

import homept as pt
from homept.exercise import Exercise
from homept.safety import Verdict, verdict_table

CATALOG = pt.load_catalog()
ON = date(2026, 11, 23)
ALL_CLEAR = pt.Screening.all_clear(on=ON)


def told(condition: str) -> dict[str, Verdict]:
    """Judge every exercise for somebody with one condition."""
    who = pt.Person(conditions={condition}, age=40, screening=ALL_CLEAR)
    return dict(verdict_table(CATALOG, who, on=ON).items())


def with_trait(trait: str) -> list[str]:
    """Name the records with a trait; some have it, or the law would be about nothing."""
    found = [id for id, exercise in CATALOG.items() if trait in exercise.traits]
    assert found
    return found


def sentences(exercise: Exercise) -> Iterator[str]:
    """Go through all that a patient reads of a record."""
    text = exercise.text
    yield from (text.purpose, text.why, text.breathing, *text.set_up, *text.steps, *text.mistakes, *text.stop_signs)


# -- what the rules of safety see ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trait", "condition", "code"),
    [
        ("lying-flat", "pregnancy", "pregnancy-lying-flat"),
        ("effort-hold", "high-blood-pressure", "high-blood-pressure-effort-hold"),
        ("spine-flexion-loaded", "osteoporosis", "osteoporosis-spine-flexion-loaded"),
    ],
)
def test_a_trait_brings_the_rule_of_the_condition(trait: str, condition: str, code: str) -> None:
    """No record slips by the rule that its trait calls for."""
    table = told(condition)

    assert [] == [id for id in with_trait(trait) if code not in {reason.code for reason in table[id].reasons}]


def test_nobody_with_fragile_bones_bends_the_back_under_load() -> None:
    """The rule is an exclusion, not a caution."""
    table = told("osteoporosis")

    assert {"exclude"} == {table[id].outcome for id in with_trait("spine-flexion-loaded")}


def test_a_long_hard_hold_is_cut_short_for_high_blood_pressure() -> None:
    """Where any bound of the dose holds hard for more than ten seconds, the hold is capped, or the exercise is not offered."""
    table = told("high-blood-pressure")
    long = [
        id
        for id, exercise in CATALOG.items()
        for dose in (exercise.dose.low, exercise.dose.start, exercise.dose.high)
        if dose.hold_kind == "effort" and dose.hold_seconds > 10
    ]

    capped = [id for id in with_trait("effort-hold") if table[id].changes.cap_hold_seconds is not None]
    assert {id for id in long if table[id].offers} <= set(capped)
    assert capped


def test_one_leg_takes_a_firm_hold_from_who_may_fall() -> None:
    """Who is at risk of falling stands on one leg with a fixed support, or not without a therapist."""
    table = told("falls-risk")

    assert [] == [
        id for id in with_trait("single-leg-standing") if table[id].offers and "fixed" not in (table[id].changes.support,)
    ]


# -- words --------------------------------------------------------------------------------------------------------------------


def test_a_patient_reads_at_most_three_numbers() -> None:
    """Numbers are hard to keep in mind; the dose comes from the plan, not from the text."""
    number = re.compile(r"\d+|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)\b", re.IGNORECASE)

    counted = {id: sum(len(number.findall(line)) for line in sentences(exercise)) for id, exercise in CATALOG.items()}
    assert {} == {id: count for id, count in counted.items() if count > 3}


def test_a_name_belongs_to_one_record_or_is_declared_ambiguous() -> None:
    """Two exercises by one name would be taken for each other."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for id, exercise in CATALOG.items():
        for name in {exercise.name.casefold(), *(other.casefold() for other in exercise.text.other_names)}:
            owners[name].add(id)

    assert {} == {name: ids for name, ids in owners.items() if len(ids) > 1}
