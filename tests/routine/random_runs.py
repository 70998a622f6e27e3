"""One build for one seed, with every limit checked by other means than the builder's own; shared by the test and the long run."""

from __future__ import annotations

from random import Random

from random_world import ON, world
from second_opinion import held_back, line, stops

import homept as pt
from homept import policies
from homept.errors import NothingFits, StopAndContact
from homept.routine import Routine, RoutineItem

POLICY = policies.building()


def run(seed: int) -> str:
    """Build for the world of *seed*, check all of it, and tell how it ended: stop, nothing, proven or bounded."""
    catalog, person, request = world(seed)
    try:
        routine = pt.build_routine(catalog, person, request, on=ON)
    except StopAndContact:
        assert stops(person, ON), "stopped without a sign"
        return "stop"
    except NothingFits as error:
        check_nothing(catalog, person, request, error)
        return "nothing"
    assert not stops(person, ON), "a sign was passed over"
    check_limits(catalog, person, request, routine)
    check_account(catalog, routine)
    assert routine.explanation is not None
    return "proven" if routine.explanation.proof.proven else "bounded"


def check_nothing(catalog: pt.Catalog, person: pt.Person, request: pt.Request, error: NothingFits) -> None:
    assert not stops(person, ON), "a sign was passed over"
    assert request.must_have or sum(count for _, count in error.counts) == len(catalog), "an exercise is not accounted for"


def check_limits(catalog: pt.Catalog, person: pt.Person, request: pt.Request, routine: Routine) -> None:
    ids = [item.exercise.id for item in routine.items]
    families = [item.exercise.family for item in routine.items]
    assert len(set(ids)) == len(ids) <= (request.max_exercises or POLICY.max_exercises), "too many"
    assert len(set(families)) == len(families), "two of a family"
    assert sum(item.seconds for item in routine.items) <= request.minutes * 60, "too long"
    assert request.must_have <= set(ids), "one that must be there is not"
    assert not request.must_not & set(ids), "one that must not be there is"
    for item in routine.items:
        check_item(catalog, person, request, item)


def check_item(catalog: pt.Catalog, person: pt.Person, request: pt.Request, item: RoutineItem) -> None:
    exercise = item.exercise
    assert catalog[exercise.id] == exercise, "not the record"
    code = held_back(exercise, person, ON)
    assert code is None, f"{exercise.id} let in in spite of {code}"
    for kit in exercise.equipment:
        assert {kit, *dict(exercise.stand_ins).get(kit, ())} & person.equipment, "no equipment"
    assert exercise.surface != "floor" or person.gets_up_from_floor is True, "on the floor"
    for positions in (person.positions, request.positions):
        assert positions is None or exercise.position in positions, "out of position"
    assert exercise.level <= (request.level or (4 if exercise.id in request.must_have else 3)), "too hard"
    assert item.band.holds(item.dose), "a dose outside its band"
    if exercise.id not in request.must_have:
        for facet, wanted, has in (("regions", request.regions, exercise.regions), ("goals", request.goals, exercise.goals)):
            assert not wanted or any(wanted & line(facet, word) for word in has), "not asked for"


def check_account(catalog: pt.Catalog, routine: Routine) -> None:
    explanation = routine.explanation
    assert explanation is not None
    told = [*(one.exercise for one in explanation.left_out), *(item.exercise.id for item in routine.items)]
    assert sorted(catalog) == sorted(told), "an exercise is not accounted for, or twice"
    assert {item.exercise.id for item in routine.items} == {pick.exercise for pick in explanation.picks}
    assert sum(pick.points for pick in explanation.picks) == explanation.proof.points <= explanation.proof.bound, "points"


def counts(seeds: range) -> dict[str, int]:
    """Run the seeds and count how they ended; an error names its seed."""
    found: dict[str, int] = dict.fromkeys(("proven", "bounded", "nothing", "stop"), 0)
    for seed in seeds:
        try:
            found[run(seed)] += 1
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
    return found


def shuffled(seed: int) -> Routine | None:
    """Build again for a seed, with the catalog's records given in another order; None where no routine was built."""
    catalog, person, request = world(seed)
    records = list(catalog.values())
    Random(seed).shuffle(records)
    from homept.catalog.layers import catalog_of

    try:
        return pt.build_routine(catalog_of(records, version=catalog.version), person, request, on=ON)
    except (NothingFits, StopAndContact):
        return None
