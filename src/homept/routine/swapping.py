"""Swapping one exercise of a routine for another: which ones could take its place, and the routine with one that does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept import policies
from homept._value import Value
from homept.dose import Dose, DoseBand, at_most
from homept.errors import InvalidValue, NotAllowed
from homept.exercise import Exercise
from homept.routine.build import item_of
from homept.routine.candidates import Candidate, Wish, consider, standing_codes, total_seconds
from homept.routine.request import Request
from homept.routine.routine import Origin, Routine, RoutineItem
from homept.safety import Person, Verdict, screen
from homept.safety.judging import Case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homept.catalog import Catalog
    from homept.policies import BuildingPolicy

__all__ = ["Alternative", "alternatives", "swap"]

# Like for like means the same part of the body at least; a goal or a kind in common is not enough.
_LIKE = {"family", "movement", "muscle", "region"}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Alternative(Value):
    """
    An exercise that could take the place of another one in a routine.

    ``parts`` say what the two have in common and whether the person likes the new one, as a code, the word it is about and its
    points; ``dose`` and ``seconds`` are
    those that the exercise would have in the routine.
    """

    exercise: Exercise = attrs.field(validator=checks.a(Exercise))
    parts: tuple[tuple[str, str, int], ...] = attrs.field(converter=checks.listed, validator=checks.rows(str, str, int))
    verdict: Verdict = attrs.field(validator=checks.a(Verdict))
    dose: Dose = attrs.field(validator=checks.a(Dose))
    seconds: int = attrs.field(validator=checks.whole(1))

    @property
    def points(self) -> int:
        """The sum of the parts."""
        return sum(points for _, _, points in self.parts)


def alternatives(
    routine: Routine, item_id: str, *, catalog: Catalog, person: Person, on: date, limit: int = 5
) -> tuple[Alternative, ...]:
    """
    Return what could take the place of an item, most alike first, at most *limit*; each of them :func:`swap` takes.

    They are exercises that work some of the same body, that the person may do, that are not in the routine, share a family
    with no other item of it, and fit into the time that was wished for.
    On a day of a week on which the muscles rest, none of them strengthens.
    What the routine's request says of level, positions and exercises it must not have still holds; its regions and goals do
    not, since the points look for what is like the item.
    Of equal points the shorter one comes first, then the one whose id does.
    A prescribed item has none.

    Raises :class:`homept.errors.UnknownId` for an item that is not there, and :class:`homept.errors.StopAndContact` when the
    screening forbids exercise.

    >>> from datetime import date
    >>> import homept
    >>> clear = homept.Screening.all_clear(on=date(2026, 11, 20))
    >>> person = homept.Person(age=40, conditions=set(), equipment={"chair", "wall"}, screening=clear)
    >>> catalog, on = homept.load_catalog(), date(2026, 11, 23)
    >>> routine = homept.build_routine(catalog, person, homept.Request(must_have={"heel-slide"}, minutes=15), on=on)
    >>> first, second = alternatives(routine, "heel-slide", catalog=catalog, person=person, on=on, limit=2)
    >>> first.points >= second.points
    True
    """
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
        raise InvalidValue("alternatives.limit", "a whole number, 0 or more", repr(limit))
    old = routine.item(item_id)
    screen(person, on=on, language=catalog.language)
    if old.origin.kind == "prescribed":
        return ()
    found = [one for one in _considered(routine, old, catalog, person, on) if _LIKE & {code for code, _, _ in one.parts}]
    found.sort(key=lambda one: (-one.points, one.seconds, one.exercise.id))
    return tuple(found[:limit])


def _considered(routine: Routine, old: RoutineItem, catalog: Catalog, person: Person, on: date) -> Iterable[Alternative]:
    """Every exercise that could stand where *old* does, like it or not."""
    policy = policies.building()
    elsewhere = _elsewhere(routine, old)
    wish, case = _wish(routine), Case(person, on=on)
    for id in catalog:
        if id == old.exercise.id or {id, catalog[id].family} & elsewhere:
            continue
        candidate = consider(catalog[id], person, wish, case, policy, rests=_rests(routine))
        if isinstance(candidate, Candidate):
            item = _in_place(candidate, old, person, on, policy)
            if _fits(routine, old, item):
                parts = tuple(_parts(old.exercise, item.exercise, routine.request, policy))
                verdict, seconds = candidate.verdict, item.seconds
                yield Alternative(exercise=item.exercise, parts=parts, verdict=verdict, dose=item.dose, seconds=seconds)


def swap(routine: Routine, item_id: str, new_id: str, *, catalog: Catalog, person: Person, on: date) -> Routine:
    """
    Return the routine with the exercise *new_id* in the place of the item *item_id*, for the same side, with a fitting dose.

    The dose has the same share of its band as the old one: low, start or high, or the same work where the new band holds it,
    and is never more than the first dose where the new exercise is harder or pain is easily provoked.
    The new item keeps the old one in ``instead_of``; swapping back gives the old item again, as it was, as long as the record
    and the rules still say the same of it.
    The explanation stays that of the routine as it was built.

    Raises :class:`homept.errors.UnknownId` for an item or exercise that is not there;
    :class:`homept.errors.NotAllowed`, with the codes of the rules, for an exercise that is not safe for this person;
    :class:`homept.errors.InvalidValue` for a prescribed item, for an exercise that is in the routine already or of which another
    form is, that the person cannot do, that strengthens on a day of rest of a week, or that does not fit into the minutes wished
    for; and
    :class:`homept.errors.StopAndContact` when the screening forbids exercise.
    """
    old = routine.item(item_id)
    exercise = catalog[new_id]
    screen(person, on=on, language=catalog.language)
    if old.origin.kind == "prescribed":
        raise InvalidValue("swap", "an item that no clinician prescribed; ask the therapist who did", repr(item_id))
    if exercise.withdrawn:
        raise InvalidValue(f"swap.{new_id}", "an exercise that has not been withdrawn")
    if new_id == old.exercise.id or {new_id, exercise.family} & _elsewhere(routine, old):
        raise InvalidValue(f"swap.{new_id}", "an exercise that the routine does not hold, in this form or another")
    case, policy = Case(person, on=on), policies.building()
    verdict = case.judge(exercise)
    candidate = consider(exercise, person, _wish(routine), case, policy, rests=_rests(routine))
    if not isinstance(candidate, Candidate):
        if candidate.code == "safety":
            codes = standing_codes(verdict) or [reason.code for reason in candidate.reasons]
            raise NotAllowed(f"swap.{new_id}", "an exercise that the safety rules allow", codes)
        raise InvalidValue(f"swap.{new_id}", "an exercise that the person can do and the request allows", candidate.code)
    before = next((item for item in _before(old) if item.exercise.id == new_id and _as_before(candidate, item)), None)
    new = before or _in_place(candidate, old, person, on, policy)
    if not _fits(routine, old, new):
        raise InvalidValue(f"swap.{new_id}", "an exercise that fits into the minutes of the request")
    return attrs.evolve(routine, items=tuple(new if item is old else item for item in routine.items))


def _wish(routine: Routine) -> Wish:
    """What of the request still bounds a swap: the exercise itself is now asked for by name, and likeness is looked for instead."""
    request = routine.request
    if request is None:
        return Wish.of(Request(minutes=180, level=4))
    return Wish.of(Request(minutes=180, level=request.level, positions=request.positions, must_not=request.must_not))


def _rests(routine: Routine) -> bool:
    """Whether it was built for a day of a week on which the muscles rest, and something was left out for that."""
    return routine.explanation is not None and any(one.code == "rest" for one in routine.explanation.left_out)


def _elsewhere(routine: Routine, old: RoutineItem) -> set[str]:
    """The exercises of the other items, and their families."""
    others = [item.exercise for item in routine.items if item is not old]
    return {exercise.id for exercise in others} | {exercise.family for exercise in others}


def _before(item: RoutineItem) -> Iterable[RoutineItem]:
    """The items that this one took the place of, the last one first."""
    while item.instead_of is not None:
        item = item.instead_of
        yield item


def _as_before(candidate: Candidate, item: RoutineItem) -> bool:
    """Whether the record and the rules still say of an exercise what they said when the item was made."""
    made = item_of(candidate, item.origin)
    names = ("exercise", "band", "support", "cues", "stand_ins", "reasons")
    return all(getattr(made, name) == getattr(item, name) for name in names)


def _fits(routine: Routine, old: RoutineItem, new: RoutineItem) -> bool:
    if routine.request is None:
        return True
    # Doses may have grown beyond the time since the routine was built; it then may take as long as it did before any swap.
    unswapped = sum([item, *_before(item)][-1].seconds for item in routine.items)
    limit = max(routine.request.minutes * 60, routine.seconds, unswapped)
    return routine.seconds - old.seconds + new.seconds <= limit


def _in_place(candidate: Candidate, old: RoutineItem, person: Person, on: date, policy: BuildingPolicy) -> RoutineItem:
    exercise = candidate.exercise
    side = "both" if exercise.side_model == "both" else old.side
    dose = _fitting(old, candidate.band)
    eased = exercise.level > old.exercise.level and not at_most(dose, candidate.band.start)
    if eased or (person.irritability == "high" and not at_most(dose, candidate.dose)):
        dose = candidate.dose
    new = item_of(candidate, Origin(kind="self", on=on))
    seconds = total_seconds(exercise, dose, policy, one_side=side != "both")
    return attrs.evolve(new, dose=dose, side=side, seconds=seconds, instead_of=old)


def _fitting(old: RoutineItem, band: DoseBand) -> Dose:
    """The dose of a band that is to it what the old dose was to its own."""
    for name in ("low", "start", "high"):
        if old.dose == getattr(old.band, name):
            share: Dose = getattr(band, name)
            return share
    if band.holds(old.dose):
        return old.dose
    return band.start if at_most(old.band.start, old.dose) else band.low


def _parts(old: Exercise, new: Exercise, request: Request | None, policy: BuildingPolicy) -> Iterable[tuple[str, str, int]]:
    """What two exercises have in common, and whether the person likes the new one."""
    points = policy.swap
    if new.family == old.family:
        yield "family", new.family, points.family
    for code, facet, each in (
        ("movement", "movements", points.movement),
        ("muscle", "muscles", points.muscle),
        ("region", "regions", points.region),
        ("goal", "goals", points.goal),
    ):
        for word in getattr(new, facet):
            if word in getattr(old, facet):
                yield code, word, each
    if new.kind == old.kind:
        yield "kind", new.kind, points.kind
    if new.position == old.position:
        yield "position", new.position, points.position
    near = 3 - abs(new.level - old.level)
    if near:
        yield "level", "", points.level * near
    tastes = request.preferences if request is not None else None
    if tastes is not None and new.id in tastes.likes:
        yield "like", "", policy.points.like
    if tastes is not None and new.id in tastes.dislikes:
        yield "dislike", "", -policy.points.dislike
