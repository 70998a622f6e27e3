"""
A second opinion on safety: the rules read straight from the data files, in the plainest way, without the code of homept.

It says for what reason an exercise must not be offered to a person, or None.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import homept as pt
from homept.exercise import Exercise
from homept.safety import Clearance, Override, Surgery

DATA = Path(pt.__file__).parent / "data"
HELD = ("needs-clearance", "exclude")


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def above(facet: str) -> dict[str, str | None]:
    return {row["id"]: row.get("parent") for row in table(f"vocabulary/{facet}")["word"]}


def line(facet: str, word: str) -> set[str]:
    """The word and all above it."""
    found, up = set(), above(facet)
    current: str | None = word
    while current is not None:
        found.add(current)
        current = up[current]
    return found


def near(places: Iterable[str], regions: Iterable[str]) -> bool:
    """Whether a place is worked: one region is, or is above or below, the other."""
    return any(place in line("regions", region) or region in line("regions", place) for place in places for region in regions)


def stops(person: pt.Person, on: date) -> bool:
    """Whether nothing may be built: a sign that nobody lifted, or no known adult."""
    if person.adult is False or (person.age is None and person.adult is None) or (person.age is not None and person.age < 18):
        lifted = {word for one in _spoken(person) if one.holds(on) for word in one.scope}
        code = "adulthood-unknown" if person.age is None and person.adult is None else "not-an-adult"
        if code not in lifted:
            return True
    return person.screening is not None and any(
        person.screening.answer(question["id"]) == "yes" and not _sign_lifted(person, question, on)
        for question in table("safety/screening")["question"]
    )


def _spoken(person: pt.Person) -> tuple[Clearance | Override, ...]:
    return (*person.overrides, *person.clearances)


def _sign_lifted(person: pt.Person, question: dict[str, Any], on: date) -> bool:
    told = person.screening.on if person.screening is not None else on
    return question["kind"] != "emergency" and any(
        question["id"] in one.scope and told <= one.on <= on and (one.expires is None or on <= one.expires)
        for one in _spoken(person)
    )


def held_back(exercise: Exercise, person: pt.Person, on: date) -> str | None:
    """The code of a rule for which the exercise must not be offered, or None where none was found."""
    for code, verdict, by in (
        *_of_rules(exercise, person, on),
        *_of_the_record(exercise, person, on),
        *_of_the_person(exercise, person, on),
    ):
        if verdict in HELD and not _lifted(exercise.id, code, verdict, by, person, on):
            return code
    return None


def _lifted(id: str, code: str, verdict: str, by: str | None, person: pt.Person, on: date) -> bool:
    if any(one.holds(on) and {id, code} & one.scope for one in person.overrides):
        return True
    return verdict == "needs-clearance" and any(
        one.holds(on) and {id, code} & one.scope and (by is None or one.role in (by, "physician")) for one in person.clearances
    )


_Held = tuple[str, str, str | None]


def conditions(person: pt.Person) -> set[str]:
    return set(person.conditions or ()) | ({"pregnancy"} if person.pregnancy_weeks is not None else set())


def _of_rules(exercise: Exercise, person: pt.Person, on: date) -> Iterator[_Held]:
    for condition in conditions(person):
        rules = table(f"safety/conditions/{condition}")
        places = dict(person.condition_regions).get(condition, rules.get("regions", ()))
        for rule in rules.get("rule", []):
            weeks = person.pregnancy_weeks
            begun = "from_weeks" not in rule or weeks is None or weeks >= rule["from_weeks"]
            here = not rule.get("local") or not places or near(places, exercise.regions)
            if begun and here and set(rule["traits"]) & set(exercise.traits):
                yield rule["code"], rule["verdict"], rule.get("by")
    for surgery in person.surgeries:
        rules = table(f"safety/procedures/{surgery.procedure}")
        places = rules.get("regions", ()) if surgery.region is None else [surgery.region]
        for rule in rules.get("rule", []):
            over = "within_days" in rule and surgery.on is not None and on >= surgery.on + timedelta(days=rule["within_days"])
            here = not rule.get("local") or not places or near(places, exercise.regions)
            if not over and here and set(rule["traits"]) & set(exercise.traits):
                yield rule["code"], rule["verdict"], rule.get("by")
        for limit in surgery.limits:
            if limit.trait in exercise.traits and (limit.until is None or on < limit.until):
                yield f"limit-{limit.source}", "exclude", None


def _of_the_record(exercise: Exercise, person: pt.Person, on: date) -> Iterator[_Held]:
    for precaution in exercise.precautions:
        if precaution.condition in conditions(person) or any(_meant(precaution, surgery, on) for surgery in person.surgeries):
            yield precaution.code, precaution.verdict, "physical-therapist"


def _meant(precaution: Any, surgery: Surgery, on: date) -> bool:
    if precaution.surgery is None:
        return False
    same = precaution.surgery in line("procedures", surgery.procedure) or surgery.procedure in line(
        "procedures", precaution.surgery
    )
    days = None if surgery.on is None else (on - surgery.on).days
    return same and (precaution.within_days is None or days is None or days < precaution.within_days)


def _of_the_person(exercise: Exercise, person: pt.Person, on: date) -> Iterator[_Held]:
    general = table("safety/general")
    if person.other_conditions:
        yield "other-condition", "needs-clearance", "physical-therapist"
    if person.screening is None and (
        exercise.level > general["low_risk"]["max_level"] or exercise.fall_risk > 0 or exercise.end_range
    ):
        yield "not-screened", "needs-clearance", None
    if exercise.fall_risk >= general["unreviewed"]["fall_risk"] and not exercise.review.by_clinician:
        yield "not-reviewed-high-risk", "needs-clearance", "physical-therapist"
    if {"standing", "leg-weight-bearing"} & set(exercise.traits):
        for amount in ("non", "touch"):
            if amount in dict(person.weight_bearing).values():
                yield "weight-bearing-not-allowed", "exclude", None
