"""Building a routine: screening, candidates, exact choice, exact order, and the account of all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from homept import policies
from homept.dose import Dose, DoseBand, at_most
from homept.errors import InvalidValue, NotAllowed, NothingFits
from homept.routine.candidates import (
    Candidate,
    Wish,
    can_be_in,
    candidates,
    cues_for,
    equipment_for,
    standing_codes,
    total_seconds,
)
from homept.routine.explanation import Explanation, LeftOut, Proof
from homept.routine.order import order
from homept.routine.relaxation import Relaxation, smallest_relaxations
from homept.routine.request import Request
from homept.routine.routine import Origin, Routine, RoutineItem
from homept.routine.scoring import ANY_DAY, Day, best_choice, picks
from homept.safety import Person, judge, progression_locks, screen

if TYPE_CHECKING:
    from homept.catalog import Catalog
    from homept.policies import BuildingPolicy

__all__ = ["build_routine", "check_request", "compose", "item_of", "prescribe"]


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
    >>> {"ankle-foot" in item.exercise.regions for item in routine.items}
    {True}
    """
    check_request(catalog, person, request)
    screen(person, on=on, language=catalog.language)
    return compose(catalog, person, request, on=on, policy=policy or policies.building())


def check_request(catalog: Catalog, person: object, request: object) -> None:
    """Refuse what is no person or no wish, and a wish for exercises that the catalog does not have."""
    _check_type("person", person, Person)
    _check_type("request", request, Request)
    assert isinstance(request, Request), "just checked"
    for id in sorted(request.must_have | request.must_not):
        catalog[id]  # raises, with the nearest ids


def compose(
    catalog: Catalog, person: Person, request: Request, *, on: date, policy: BuildingPolicy, day: Day = ANY_DAY
) -> Routine:
    """Return the best routine for a person who is screened, on a day of a week or on any day."""
    wish = Wish.of(request, person)
    may, left = candidates(catalog, person, wish, on, policy, rests=day.rests)
    choice = best_choice(may, wish, policy, day)
    if choice is None or not choice.ids:
        raise NothingFits(_relaxations(catalog, person, request, on, policy, day), _counts(left))
    chosen = {candidate.exercise.id: candidate for candidate in may if candidate.exercise.id in choice.ids}
    ordered = [chosen[id] for id in order([candidate.exercise for candidate in chosen.values()])]
    spare = [candidate for candidate in may if candidate.exercise.id not in chosen]
    left += [_left_behind(candidate, ordered, request) for candidate in spare]
    return Routine(
        on=on,
        items=tuple(item_of(candidate, Origin(kind="built")) for candidate in ordered),
        request=request,
        explanation=Explanation(
            picks=tuple(picks(ordered, wish, policy, day)),
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
    caps: Mapping[str, Dose] | None = None,
) -> Routine:
    """
    Return the routine that a clinician prescribes: these exercises in this order, each with its dose.

    A dose of None is the first dose of the record; *sides* names the exercises that are for one side only.
    *caps* names the highest dose that an exercise may ever grow to; without one it is that of the record.
    Nothing is chosen, left out or changed; what the safety rules have to say is kept with each item.
    What of the equipment the person does not have is kept with the item too.
    The clinician decides, so these only give the routine a mark, which the sheet says in words: ``equipment-missing``,
    ``position-not-possible``, and ``dose-above-cap`` for a dose or a cap that is higher than a rule allows.
    The screening still stops everything, and an exercise that the rules exclude or hold back for clearance is refused with
    :class:`homept.errors.NotAllowed`, whose ``codes`` name the rules, unless a clearance or an override in *person* lifts it.

    >>> from datetime import date
    >>> import homept
    >>> person = homept.Person(age=40, conditions=set(), screening=homept.Screening.all_clear(on=date(2026, 11, 20)))
    >>> dose = homept.Dose.parse("2x8")
    >>> routine = prescribe(homept.load_catalog(), {"heel-slide": dose}, person=person, by="A. Example", on=date(2026, 11, 23))
    >>> routine.items[0].dose.notation(), routine.items[0].origin.kind
    ('2x8', 'prescribed')
    """
    _check_type("person", person, Person)
    sides, caps = sides or {}, caps or {}
    for field, named in (("sides", sides), ("caps", caps)):
        for id in sorted(set(named) - set(doses)):
            raise InvalidValue(f"prescribe.{field}", "ids of prescribed exercises", repr(id))
    screen(person, on=on, language=catalog.language)
    policy = policies.building()
    items = []
    above_cap = False
    for id, dose in doses.items():
        if dose is not None:
            _check_type(f"prescribe.{id}", dose, Dose)
        exercise = catalog[id]
        verdict = judge(exercise, person, on=on)
        if not verdict.allows:
            expected = "an exercise that the safety rules allow, or a clearance or an override for it"
            raise NotAllowed(f"prescribe.{id}", expected, standing_codes(verdict))
        side = sides.get(id, "both")
        missing, stand_ins = equipment_for(exercise, verdict.changes.support, person)
        band = _band_with(verdict.changes.apply(exercise.dose), dose)
        band = _capped(id, band, dose or band.start, caps[id]) if id in caps else band
        items.append(
            RoutineItem(
                exercise=exercise,
                dose=dose or band.start,
                band=band,
                origin=Origin(kind="prescribed", by=by, on=on),
                side=side,
                support=max(exercise.support, verdict.changes.support, key=("none", "nearby", "fixed", "helper").index),
                cues=cues_for(exercise, verdict, person),
                stand_ins=stand_ins,
                missing=missing,
                reasons=verdict.reasons,
                seconds=total_seconds(exercise, dose or band.start, policy, one_side=side != "both"),
            )
        )
        above_cap = above_cap or not verdict.changes.allows(band.high)
    lacks = _lacks(items, person)
    return Routine(
        on=on,
        items=tuple(items),
        marks=(*_marks(person, on), *lacks, *(("dose-above-cap",) if above_cap else ())),
        locks=progression_locks(person, on=on),
        screened_until=person.screened_until(on),
        catalog_version=catalog.version,
        language=catalog.language,
    )


def _lacks(items: Iterable[RoutineItem], person: Person) -> tuple[str, ...]:
    """The marks for what a person lacks to do prescribed items: equipment, or a position that they can take."""
    found = []
    for item in items:
        found += ["equipment-missing"] if item.missing else []
        found += [] if can_be_in(item.exercise, person) else ["position-not-possible"]
    return tuple(sorted(set(found)))


def _check_type(path: str, value: object, kind: type) -> None:
    if not isinstance(value, kind):
        raise InvalidValue(path, f"a value of type {kind.__name__}", f"type {type(value).__name__}")


def _band_with(band: DoseBand, dose: Dose | None) -> DoseBand:
    """A prescribed dose outside the band of the record is the clinician's to give; it then is its own band."""
    return band if dose is None or band.holds(dose) else DoseBand(low=dose, start=dose, high=dose)


def _capped(id: str, band: DoseBand, dose: Dose, cap: Dose) -> DoseBand:
    """The band that begins where it did, if that is not above the dose, and ends at the clinician's cap."""
    _check_type(f"prescribe.caps.{id}", cap, Dose)
    if not at_most(dose, cap):
        expected = f"a dose of the same kind that is at least the prescribed one, {dose.notation()}"
        raise InvalidValue(f"prescribe.caps.{id}", expected, cap.notation())
    return DoseBand(low=band.low if at_most(band.low, dose) else dose, start=dose, high=cap)


def _left_behind(candidate: Candidate, chosen: list[Candidate], request: Request) -> LeftOut:
    """Say why an exercise that could have been chosen was not."""
    exercise = candidate.exercise
    if sum(one.seconds for one in chosen) + candidate.seconds > request.minutes * 60:
        return LeftOut(exercise=exercise.id, name=exercise.name, code="time")
    if request.preferences is not None and exercise.id in request.preferences.dislikes:
        return LeftOut(exercise=exercise.id, name=exercise.name, code="disliked")

    def shared(other: Candidate) -> tuple[bool, int]:
        movements = set(exercise.movements) & set(other.exercise.movements)
        muscles = set(exercise.muscles) & set(other.exercise.muscles)
        return other.exercise.family == exercise.family, len(movements) + len(muscles)

    nearest = max(chosen, key=lambda other: (shared(other), other.exercise.id))
    if any(shared(nearest)):
        return LeftOut(exercise=exercise.id, name=exercise.name, code="covered", words=(nearest.exercise.id,))
    return LeftOut(exercise=exercise.id, name=exercise.name, code="count")


def item_of(candidate: Candidate, origin: Origin) -> RoutineItem:
    """Make the item of a routine."""
    return RoutineItem(
        exercise=candidate.exercise,
        dose=candidate.dose,
        band=candidate.band,
        origin=origin,
        side=candidate.side,
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


def _relaxations(
    catalog: Catalog, person: Person, request: Request, on: date, policy: BuildingPolicy, day: Day
) -> tuple[Relaxation, ...]:
    def attempt(lax_person: Person, lax_request: Request) -> tuple[str, ...] | None:
        wish = Wish.of(lax_request, lax_person)
        may, _ = candidates(catalog, lax_person, wish, on, policy, rests=day.rests)
        choice = best_choice(may, wish, policy, day)
        return choice.ids if choice is not None and choice.ids else None

    return smallest_relaxations(person, request, attempt)
