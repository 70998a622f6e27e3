"""Building a routine: screening, candidates, exact choice, exact order, and the account of all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from homept import policies
from homept.dose import Dose, DoseBand
from homept.errors import InvalidValue, NothingFits
from homept.routine.candidates import Candidate, Wish, candidates, cues_for, total_seconds
from homept.routine.choose import Choice, Option, choose
from homept.routine.explanation import Explanation, LeftOut, Pick, Proof
from homept.routine.order import order
from homept.routine.relaxation import Relaxation, smallest_relaxations
from homept.routine.request import Request
from homept.routine.routine import Origin, Routine, RoutineItem
from homept.safety import Person, judge, progression_locks, screen

if TYPE_CHECKING:
    from homept.catalog import Catalog
    from homept.exercise import Exercise
    from homept.policies import BuildingPolicy

__all__ = ["build_routine", "prescribe"]


def build_routine(
    catalog: Catalog, person: Person, request: Request, *, on: date, policy: BuildingPolicy | None = None
) -> Routine:
    """
    Return the best routine that keeps every limit of the person and the wish.

    The choice is the best one under the points of *policy* (None: homept's own), or comes with a certified gap; the order has
    the fewest ups and downs from the floor, then warm-up before strength before stretch, then the fewest changes of position.
    Equal input gives an equal routine.

    Raises :class:`homept.errors.StopAndContact` when the screening forbids exercise, :class:`homept.errors.NothingFits`, with
    the wishes to relax, when no exercise fits, and :class:`homept.errors.UnknownId` when the wish names an exercise that the
    catalog does not have.

    >>> from datetime import date
    >>> import homept
    >>> person = homept.Person(age=40, conditions=set(), screening=homept.Screening.all_clear(on=date(2026, 11, 20)))
    >>> wish = homept.Request(regions={"ankle-foot"}, minutes=10)
    >>> routine = homept.build_routine(homept.load_catalog(), person, wish, on=date(2026, 11, 23))
    >>> [item.exercise.id for item in routine.items]
    ['ankle-pump']
    """
    _check_type("person", person, Person)
    _check_type("request", request, Request)
    for id in sorted(request.must_have | request.must_not):
        catalog[id]  # raises, with the nearest ids
    policy = policy or policies.building()
    screen(person, on=on, language=catalog.language)
    may, left = candidates(catalog, person, request, on, policy)
    choice = _choice(may, request, policy)
    if choice is None or not choice.ids:
        raise NothingFits(_relaxations(catalog, person, request, on, policy), _counts(left))
    chosen = {candidate.exercise.id: candidate for candidate in may if candidate.exercise.id in choice.ids}
    ordered = [chosen[id] for id in order([candidate.exercise for candidate in chosen.values()])]
    spare = [candidate for candidate in may if candidate.exercise.id not in chosen]
    left += [_left_behind(candidate, ordered, request) for candidate in spare]
    return Routine(
        on=on,
        items=tuple(_item(candidate) for candidate in ordered),
        request=request,
        explanation=Explanation(
            picks=tuple(_picks(ordered, Wish.of(request), policy)),
            left_out=tuple(sorted(left, key=lambda one: one.exercise)),
            proof=Proof(points=choice.points, bound=choice.bound),
        ),
        marks=_marks(person, on),
        locks=progression_locks(person, on=on),
        screened_until=person.screened_until(on),
        catalog_version=catalog.version,
        language=catalog.language,
    )


def prescribe(
    catalog: Catalog,
    doses: Mapping[str, Dose | None],
    *,
    person: Person,
    by: str,
    on: date,
    sides: Mapping[str, str] | None = None,
) -> Routine:
    """
    Return the routine that a clinician prescribes: these exercises in this order, each with its dose.

    A dose of None is the first dose of the record; *sides* names the exercises that are for one side only.
    Nothing is chosen, left out or changed; what the safety rules have to say is kept with each item.
    The screening still stops everything, and an exercise that the rules exclude or hold back for clearance is refused with
    :class:`homept.errors.InvalidValue` unless a clearance or an override in *person* lifts it.

    >>> from datetime import date
    >>> import homept
    >>> person = homept.Person(age=40, conditions=set(), screening=homept.Screening.all_clear(on=date(2026, 11, 20)))
    >>> dose = homept.Dose.parse("2x8")
    >>> routine = prescribe(homept.load_catalog(), {"heel-slide": dose}, person=person, by="A. Example", on=date(2026, 11, 23))
    >>> routine.items[0].dose.notation(), routine.items[0].origin.kind
    ('2x8', 'prescribed')
    """
    _check_type("person", person, Person)
    sides = sides or {}
    for id in sorted(set(sides) - set(doses)):
        raise InvalidValue("prescribe.sides", "ids of prescribed exercises", repr(id))
    screen(person, on=on, language=catalog.language)
    policy = policies.building()
    items = []
    for id, dose in doses.items():
        if dose is not None:
            _check_type(f"prescribe.{id}", dose, Dose)
        exercise = catalog[id]
        verdict = judge(exercise, person, on=on)
        if not verdict.allows:
            raise InvalidValue(f"prescribe.{id}", "an exercise that the safety rules allow, or a clearance or an override for it")
        side = sides.get(id, "both")
        band = _band_with(verdict.changes.apply(exercise.dose), dose)
        items.append(
            RoutineItem(
                exercise=exercise,
                dose=dose or band.start,
                band=band,
                origin=Origin(kind="prescribed", by=by, on=on),
                side=side,
                support=max(exercise.support, verdict.changes.support, key=("none", "nearby", "fixed", "helper").index),
                cues=cues_for(exercise, verdict, person),
                reasons=verdict.reasons,
                seconds=total_seconds(exercise, dose or band.start, policy, one_side=side != "both"),
            )
        )
    return Routine(
        on=on,
        items=tuple(items),
        marks=_marks(person, on),
        locks=progression_locks(person, on=on),
        screened_until=person.screened_until(on),
        catalog_version=catalog.version,
        language=catalog.language,
    )


def _check_type(path: str, value: object, kind: type) -> None:
    if not isinstance(value, kind):
        raise InvalidValue(path, f"a value of type {kind.__name__}", f"type {type(value).__name__}")


def _band_with(band: DoseBand, dose: Dose | None) -> DoseBand:
    """A prescribed dose outside the band of the record is the clinician's to give; it then is its own band."""
    return band if dose is None or band.holds(dose) else DoseBand(low=dose, start=dose, high=dose)


def _choice(may: Iterable[Candidate], request: Request, policy: BuildingPolicy) -> Choice | None:
    wish = Wish.of(request)
    options = [
        Option(
            candidate.exercise.id,
            sum(points for _, _, points in _own_parts(candidate.exercise, wish, policy)),
            candidate.seconds,
            frozenset(f"{kind}:{word}" for kind, word in _tags(candidate.exercise, wish)),
        )
        for candidate in may
    ]
    tag_points = {tag: _tag_points(tag.partition(":")[0], policy) for option in options for tag in option.tags}
    return choose(
        options,
        tag_points,
        seconds=request.minutes * 60,
        count=request.max_exercises or policy.max_exercises,
        must=request.must_have,
        budget=policy.node_budget,
    )


def _own_parts(exercise: Exercise, wish: Wish, policy: BuildingPolicy) -> list[tuple[str, str, int]]:
    """The points that an exercise brings whatever else is chosen."""
    points = policy.points
    parts = [("region", word, points.region) for word in wish.regions_of(exercise)]
    parts += [("goal", word, points.goal) for word in wish.goals_of(exercise)]
    if exercise.id in wish.request.must_have:
        parts.append(("must-have", "", points.must_have))
    parts.append(("gentle", "", points.gentle * (5 - exercise.level)))
    return parts


def _tags(exercise: Exercise, wish: Wish) -> list[tuple[str, str]]:
    """What counts once in a routine, whichever exercise brings it."""
    tags = [("new-region", word) for word in wish.regions_of(exercise)]
    tags += [("new-goal", word) for word in wish.goals_of(exercise)]
    tags += [("new-movement", word) for word in exercise.movements]
    return tags


def _tag_points(kind: str, policy: BuildingPolicy) -> int:
    points = policy.points
    return {"new-region": points.new_region, "new-goal": points.new_goal, "new-movement": points.new_movement}[kind]


def _picks(ordered: Iterable[Candidate], wish: Wish, policy: BuildingPolicy) -> Iterable[Pick]:
    """Give what counts once to the first exercise of the routine that brings it, so that all parts add up to the score."""
    covered: set[tuple[str, str]] = set()
    for candidate in ordered:
        parts = _own_parts(candidate.exercise, wish, policy)
        for kind, word in _tags(candidate.exercise, wish):
            if (kind, word) not in covered:
                covered.add((kind, word))
                parts.append((kind, word, _tag_points(kind, policy)))
        yield Pick(exercise=candidate.exercise.id, parts=tuple(parts))


def _left_behind(candidate: Candidate, chosen: list[Candidate], request: Request) -> LeftOut:
    """Say why an exercise that could have been chosen was not."""
    exercise = candidate.exercise
    if sum(one.seconds for one in chosen) + candidate.seconds > request.minutes * 60:
        return LeftOut(exercise=exercise.id, name=exercise.name, code="time")

    def shared(other: Candidate) -> int:
        return len(set(exercise.movements) & set(other.exercise.movements)) + len(
            set(exercise.muscles) & set(other.exercise.muscles)
        )

    nearest = max(chosen, key=lambda other: (shared(other), other.exercise.id))
    if shared(nearest):
        return LeftOut(exercise=exercise.id, name=exercise.name, code="covered", words=(nearest.exercise.id,))
    return LeftOut(exercise=exercise.id, name=exercise.name, code="count")


def _item(candidate: Candidate) -> RoutineItem:
    return RoutineItem(
        exercise=candidate.exercise,
        dose=candidate.dose,
        band=candidate.band,
        origin=Origin(kind="built"),
        support=candidate.support,
        cues=candidate.cues,
        stand_ins=candidate.stand_ins,
        reasons=candidate.verdict.reasons,
        seconds=candidate.seconds,
    )


def _marks(person: Person, on: date) -> tuple[str, ...]:
    return () if person.screened(on) else ("not-screened",)


def _counts(left: Iterable[LeftOut]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for one in left:
        counts[one.code] = counts.get(one.code, 0) + 1
    return sorted(counts.items())


def _relaxations(catalog: Catalog, person: Person, request: Request, on: date, policy: BuildingPolicy) -> tuple[Relaxation, ...]:
    def attempt(lax_person: Person, lax_request: Request) -> tuple[str, ...] | None:
        may, _ = candidates(catalog, lax_person, lax_request, on, policy)
        choice = _choice(may, lax_request, policy)
        return choice.ids if choice is not None and choice.ids else None

    return smallest_relaxations(person, request, attempt)
