"""Random catalogs, people and wishes from a seed, for runs of many thousands; equal seeds give equal worlds on every machine."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

import attrs

import homept as pt
from homept import vocabulary
from homept.catalog.layers import catalog_of
from homept.exercise import Exercise, Precaution, ReviewState
from homept.routine import Preferences
from homept.safety import Clearance, Limit, Override, Screening, Surgery, screening_questions

ON = date(2026, 11, 23)
SHIPPED = pt.load_catalog()
DOSES = ("1x10", "2x8 hold 12s rest 30s", "1x2 hold 30s stretch", "2x30s hold", "1x120s", "1x40m")
PRECAUTIONS = (
    ("needs-clearance", {"condition": "lung-disease"}),
    ("exclude", {"condition": "pregnancy"}),
    ("modify", {"condition": "falls-risk", "support": "fixed"}),
    ("exclude", {"surgery": "knee-replacement", "within_days": 60}),
)


def words(facet: str) -> list[str]:
    return [word.id for word in vocabulary.words(facet)]


def some(rng: Random, facet: str, least: int, most: int) -> tuple[str, ...]:
    return tuple(sorted(rng.sample(words(facet), rng.randint(least, most))))


def perhaps(rng: Random, share: float, value: Any) -> Any:
    return value if rng.random() < share else None


@lru_cache(maxsize=8)
def catalog(seed: int, count: int) -> pt.Catalog:
    """A catalog of *count* random records."""
    rng = Random(f"catalog {seed}")
    return catalog_of([_exercise(rng, number) for number in range(count)], version="2026.11.0")


def _exercise(rng: Random, number: int) -> Exercise:
    shipped = SHIPPED[rng.choice(sorted(SHIPPED))]
    dose = pt.Dose.parse(rng.choice(DOSES))
    equipment = some(rng, "equipment", 0, 1) if rng.random() < 0.4 else ()
    id = f"exercise-{number}"
    return attrs.evolve(
        shipped,
        id=id,
        family=f"family-{rng.randrange(60)}" if rng.random() < 0.5 else id,
        # The names of the shipped record would be given twice.
        text=attrs.evolve(shipped.text, name=f"Exercise {number}", other_names=(), ambiguous_names=()),
        regions=some(rng, "regions", 1, 2),
        goals=some(rng, "goals", 1, 3),
        kind=rng.choice(words("kinds")),
        position=rng.choice(words("positions")),
        surface=rng.choice(words("surfaces")),
        side_model=rng.choice(words("side_models")),
        equipment=equipment,
        stand_ins=tuple((kit, (rng.choice([w for w in words("equipment") if w != kit]),)) for kit in equipment),
        muscles=some(rng, "muscles", 1, 3),
        movements=some(rng, "movements", 1, 2),
        support=rng.choice(("none", "none", "none", "nearby", "fixed")),
        hands_busy=rng.random() < 0.1,
        level=rng.randint(1, 4),
        fall_risk=rng.choice((0, 0, 0, 0, 1, 2)),
        end_range=rng.random() < 0.1,
        traits=some(rng, "traits", 0, 3),
        dose=pt.DoseBand(low=dose, start=dose, high=dose),
        set_up_seconds=rng.choice((0, 15, 30, 60)),
        precautions=_precautions(rng),
        review=ReviewState(written_by="tests", reviewed_by="A. Example, PT" if rng.random() < 0.5 else None),
        easier=(),
        harder=(),
    )


def _precautions(rng: Random) -> tuple[Precaution, ...]:
    if rng.random() < 0.8:
        return ()
    verdict, about = rng.choice(PRECAUTIONS)
    return (Precaution(code="own", verdict=verdict, sentence="Ask first.", source="homept-default", **about),)


def person(rng: Random) -> pt.Person:
    """A random person, often with several conditions, now and then with a sign that stops everything."""
    return pt.Person(
        age=perhaps(rng, 0.95, rng.randint(17, 95)),
        adult=perhaps(rng, 0.7, True),
        conditions=perhaps(rng, 0.97, set(some(rng, "conditions", 0, 4))),
        other_conditions=("a rare one",) if rng.random() < 0.02 else (),
        surgeries=[_surgery(rng) for _ in range(rng.choice((0, 0, 0, 0, 1, 2)))],
        screening=_screening(rng),
        changed_on=perhaps(rng, 0.05, ON - timedelta(days=rng.randint(0, 60))),
        equipment=set(some(rng, "equipment", 2, 12)),
        positions=perhaps(rng, 0.2, set(some(rng, "positions", 2, 6))),
        gets_up_from_floor=rng.choice((None, False, True, True)),
        helper=rng.choice((None, False, True)),
        weight_bearing={limb: rng.choice(words("weight_bearing")) for limb in ("left-leg", "right-leg") if rng.random() < 0.2},
        affected_sides={region: rng.choice(words("sides")) for region in some(rng, "regions", 0, 2)},
        pregnancy_weeks=perhaps(rng, 0.05, rng.randint(0, 40)),
        irritability=rng.choice((None, "low", "moderate", "high")),
        unreliable_pain=rng.choice((None, None, False, True)),
        clearances=[_clearance(rng) for _ in range(rng.choice((0, 0, 0, 1)))],
        overrides=[_override(rng) for _ in range(rng.choice((0, 0, 0, 0, 0, 1)))],
    )


def _screening(rng: Random) -> Screening | None:
    kind = rng.random()
    on = ON - timedelta(days=rng.randint(0, 20))
    if kind < 0.1:
        return None
    if kind < 0.15:
        return Screening.all_clear(on=ON - timedelta(days=400))
    if kind > 0.9:
        questions = [question.id for question in screening_questions()]
        return Screening(on=on, answers={id: rng.choice(("no", "no", "no", "unknown", "yes")) for id in rng.sample(questions, 6)})
    return Screening.all_clear(on=on)


def _surgery(rng: Random) -> Surgery:
    return Surgery(
        procedure=rng.choice(words("procedures")),
        on=perhaps(rng, 0.9, ON - timedelta(days=rng.randint(0, 900))),
        side=perhaps(rng, 0.8, rng.choice(words("sides"))),
        limits=[
            Limit(
                trait=rng.choice(words("traits")),
                source=rng.choice(("protocol", "therapist")),
                until=perhaps(rng, 0.5, ON + timedelta(days=rng.randint(-30, 30))),
            )
            for _ in range(rng.choice((0, 0, 1, 2)))
        ],
    )


def _scope(rng: Random) -> set[str]:
    return {rng.choice(["not-screened", "older-adult-support", "exercise-1", "exercise-2", "bridge", "dizziness", "fever"])}


def _clearance(rng: Random) -> Clearance:
    return Clearance(
        by="A. Example", role=rng.choice(words("roles")), on=ON - timedelta(days=rng.randint(0, 9)), scope=_scope(rng)
    )


def _override(rng: Random) -> Override:
    return Override(
        by="A. Example",
        role=rng.choice(words("roles")),
        on=ON - timedelta(days=rng.randint(0, 9)),
        scope=_scope(rng),
        why="seen in the clinic",
        expires=perhaps(rng, 0.3, ON + timedelta(days=rng.randint(-3, 30))),
    )


def request(rng: Random, among: pt.Catalog) -> pt.Request:
    """A random wish, for exercises of this catalog."""
    ids = sorted(among)
    named = rng.sample(ids, min(len(ids), 8))
    regions, goals = set(some(rng, "regions", 0, 3)), set(some(rng, "goals", 0, 3))
    return pt.Request(
        regions=regions,
        goals=goals,
        weights={word: rng.randint(1, 5) for word in sorted(regions | goals) if rng.random() < 0.4},
        minutes=rng.randint(3, 45),
        max_exercises=perhaps(rng, 0.5, rng.randint(1, 12)),
        level=perhaps(rng, 0.3, rng.randint(1, 4)),
        positions=perhaps(rng, 0.2, set(some(rng, "positions", 2, 6))),
        must_have=set(named[:1]) if rng.random() < 0.1 else set(),
        must_not=set(named[1:3]) if rng.random() < 0.3 else set(),
        sides=rng.choice(("both", "both", "affected")),
        preferences=perhaps(rng, 0.3, Preferences(likes=set(named[3:5]), dislikes=set(named[5:8]))),
    )


def world(seed: int) -> tuple[pt.Catalog, pt.Person, pt.Request]:
    """
    The catalog, random person and wish of a seed.

    Every second one is for the shipped catalog; the random catalogs bring together what no shipped record does.
    """
    rng = Random(f"world {seed}")
    size = rng.choices((0, 30, 100, 300), (10, 6, 3, 1))[0]
    among = catalog(rng.randrange(2), size) if size else SHIPPED
    return among, person(rng), request(rng, among)
