"""People, catalogs and wishes for the tests of building, and what each limit means, told a second time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st
from ten_exercises import ten_exercises

import homept as pt
from homept import policies, vocabulary
from homept.exercise import Exercise, Precaution, ReviewState
from homept.policies import BuildingPolicy
from homept.safety import judge
from homept.testing import word_sets, words

ON = date(2026, 11, 23)
ALL_CLEAR = pt.Screening.all_clear(on=date(2026, 11, 20))
CATALOG = ten_exercises()
#: The same records, none of which has relatives, so that all of them fit into one routine.
APART = pt.Catalog.of([attrs.evolve(record, family="") for record in CATALOG.values()], version=CATALOG.version)
EVERYTHING = frozenset(word.id for word in vocabulary.words("equipment"))
POLICY = policies.building()
FIRMNESS = ("none", "nearby", "fixed", "helper")
NOT_THERE: dict[str, frozenset[str]] = {"fixed": frozenset({"counter"}), "nearby": frozenset({"counter", "wall"})}


def fit(**fields: Any) -> pt.Person:
    """A person of 40 who is screened, has everything and can do everything, but for *fields*."""
    usual = {"age": 40, "conditions": set(), "screening": ALL_CLEAR, "equipment": EVERYTHING, "gets_up_from_floor": True}
    return pt.Person(**{**usual, **fields})


def with_budget(nodes: int) -> BuildingPolicy:
    """The usual policy with another budget for the search."""
    return attrs.evolve(POLICY, node_budget=nodes)


def band(low: str, start: str, high: str) -> pt.DoseBand:
    return pt.DoseBand(low=pt.Dose.parse(low), start=pt.Dose.parse(start), high=pt.Dose.parse(high))


DOSES = (
    band("1x5", "1x10", "2x10"),
    band("1x5 hold 3s", "2x8 hold 12s rest 30s", "3x10 hold 20s rest 30s"),
    band("1x2 hold 15s stretch", "1x2 hold 30s stretch", "1x4 hold 30s stretch"),
    band("1x20s hold", "2x30s hold", "3x45s hold"),
    band("1x60s", "1x180s", "2x300s"),
    band("1x20m", "1x40m", "2x80m"),
)
PRECAUTIONS = (
    Precaution(
        code="own-ask", verdict="needs-clearance", sentence="Ask first.", source="homept-default", condition="lung-disease"
    ),
    Precaution(code="own-never", verdict="exclude", sentence="Not for you.", source="homept-default", condition="pregnancy"),
    Precaution(
        code="own-swap",
        verdict="modify",
        sentence="Do the ankle pump.",
        source="homept-default",
        condition="falls-risk",
        replace_by="ankle-pump",
    ),
    Precaution(
        code="own-hold", verdict="modify", sentence="Hold on.", source="homept-default", condition="osteoporosis", support="fixed"
    ),
)


def _few(facet: str, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return word_sets(facet, min_size=1, max_size=most).map(lambda some: tuple(sorted(some)))


@st.composite
def varied(draw: st.DrawFn, id: str) -> Exercise:
    """A copy of a shipped record with other words, another dose and other needs."""
    equipment = tuple(sorted(draw(word_sets("equipment", max_size=2))))
    others = {kit: sorted(draw(word_sets("equipment", max_size=2)) - {kit}) for kit in equipment}
    return attrs.evolve(
        CATALOG[draw(st.sampled_from(sorted(CATALOG)))],
        id=id,
        regions=draw(_few("regions", 2)),
        goals=draw(_few("goals", 3)),
        kind=draw(words("kinds")),
        position=draw(words("positions")),
        surface=draw(words("surfaces")),
        side_model=draw(words("side_models")),
        equipment=equipment,
        stand_ins=tuple((kit, tuple(instead)) for kit, instead in others.items() if instead),
        muscles=draw(_few("muscles", 2)),
        movements=draw(_few("movements", 2)),
        support=draw(st.sampled_from(("none", "none", "nearby", "fixed", "helper"))),
        hands_busy=draw(st.booleans()),
        level=draw(st.integers(1, 4)),
        fall_risk=draw(st.sampled_from((0, 0, 0, 1, 2))),
        end_range=draw(st.booleans()),
        traits=tuple(sorted(draw(word_sets("traits", max_size=2)))),
        dose=draw(st.sampled_from(DOSES)),
        set_up_seconds=draw(st.sampled_from((0, 15, 60))),
        precautions=tuple(draw(st.lists(st.sampled_from(PRECAUTIONS), max_size=1))),
        review=ReviewState(written_by="tests", reviewed_by="A. Example, PT" if draw(st.booleans()) else None),
        easier=(),
        harder=(),
        family=draw(st.sampled_from(("", "", "march", "reach"))),
    )


@st.composite
def varied_catalogs(draw: st.DrawFn, *, most: int = 7) -> pt.Catalog:
    """A catalog of such copies."""
    count = draw(st.integers(2, most))
    return pt.Catalog.of([draw(varied(f"gen.{number}")) for number in range(count)], version="generated")


def any_catalog() -> st.SearchStrategy[pt.Catalog]:
    """The shipped catalog, or a generated one."""
    return st.just(CATALOG) | varied_catalogs()


def seconds_of(exercise: Exercise, dose: pt.Dose, *, side: str = "both", policy: BuildingPolicy = POLICY) -> int:
    """How long an exercise takes, told a second time."""
    side_model = exercise.side_model if side == "both" else "both"
    return dose.seconds(side_model=side_model, pace=policy.pace) + exercise.set_up_seconds + policy.change_over_seconds


def asked_for(exercise: Exercise, request: pt.Request) -> bool:
    """Whether the wish is for this exercise."""

    def meets(facet: str, wanted: frozenset[str], has: Sequence[str]) -> bool:
        return not wanted or not vocabulary.with_children(facet, wanted).isdisjoint(has)

    wanted = meets("regions", request.regions, exercise.regions) and meets("goals", request.goals, exercise.goals)
    return exercise.id not in request.must_not and (wanted or exercise.id in request.must_have)


def unsafe(exercise: Exercise, person: pt.Person) -> bool:
    """Whether the rules keep it from this person, or put something else in its place."""
    verdict = judge(exercise, person, on=ON)
    return verdict.outcome in ("needs-clearance", "exclude") or bool(verdict.changes.replace_by)


def lacks(exercise: Exercise, person: pt.Person) -> set[str]:
    """What of the record's equipment is not at hand, not even by a stand-in, with the support that the rules ask for."""
    instead = dict(exercise.stand_ins)
    missing = {kit for kit in exercise.equipment if not {kit, *instead.get(kit, ())} & person.equipment}
    support = NOT_THERE.get(judge(exercise, person, on=ON).changes.support, frozenset())
    return missing | ({"support"} if support and not support & person.equipment else set())


def out_of_position(exercise: Exercise, person: pt.Person, request: pt.Request) -> bool:
    """Whether the person cannot, or does not want to, be where the exercise is done."""
    on_floor = exercise.surface == "floor" and person.gets_up_from_floor is not True
    return on_floor or any(
        allowed is not None and exercise.position not in allowed for allowed in (person.positions, request.positions)
    )


def too_hard(exercise: Exercise, request: pt.Request) -> bool:
    """Whether it is above the level asked for, or of the hardest level when nobody asked for that."""
    unasked = exercise.level if exercise.id in request.must_have else 3
    return exercise.level > (unasked if request.level is None else request.level)


def first_dose(exercise: Exercise, person: pt.Person) -> pt.Dose:
    """The dose that the person begins with."""
    capped = judge(exercise, person, on=ON).changes.apply(exercise.dose)
    return capped.low if person.irritability == "high" else capped.start


def side_of(exercise: Exercise, person: pt.Person, request: pt.Request) -> str:
    """The one side that is to be worked, told a second time."""
    if request.sides == "both" or exercise.side_model == "both":
        return "both"
    affected = set()
    for region, side in person.affected_sides:
        if vocabulary.with_children("regions", {region}) & set(exercise.regions):
            affected.add(side)
    return affected.pop() if len(affected) == 1 else "both"


def time_of(exercise: Exercise, person: pt.Person, request: pt.Request) -> int:
    """How long it takes this person."""
    return seconds_of(exercise, first_dose(exercise, person), side=side_of(exercise, person, request))


def too_long(exercise: Exercise, person: pt.Person, request: pt.Request) -> bool:
    return time_of(exercise, person, request) > request.minutes * 60
