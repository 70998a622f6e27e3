"""Which exercises may be chosen for a person and a wish, and the first reason why each other one may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from homept import policies, vocabulary
from homept.routine.explanation import LeftOut
from homept.routine.scoring import strengthens
from homept.safety.judging import Case
from homept.safety.tables import gives_way, safety_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from homept.dose import Dose, DoseBand
    from homept.exercise import Exercise
    from homept.policies import BuildingPolicy
    from homept.routine.request import Request
    from homept.safety import Person, Verdict

__all__ = [
    "Candidate",
    "Wish",
    "candidates",
    "consider",
    "cues_for",
    "equipment_for",
    "first_dose",
    "standing_codes",
    "total_seconds",
]

#: What exercises of a kind are made for, where the goal has another name than the kind.
_GOALS_OF_KINDS = {"stretch": "flexibility", "practice": "independence", "settle": "relaxation"}
_SUPPORTS = ("none", "nearby", "fixed", "helper")


class Candidate(NamedTuple):
    """An exercise that may be chosen, with its dose for this person and the time it takes."""

    exercise: Exercise
    verdict: Verdict
    dose: Dose
    band: DoseBand
    support: str
    stand_ins: tuple[tuple[str, str], ...]
    cues: tuple[str, ...]
    side: str
    seconds: int


class Wish(NamedTuple):
    """A request with its regions and goals spread over the words below them, and the conditions and operations the person has."""

    request: Request
    regions: Mapping[str, frozenset[str]]
    goals: Mapping[str, frozenset[str]]
    has: frozenset[str] = frozenset()

    @classmethod
    def of(cls, request: Request, person: Person | None = None) -> Wish:
        """Spread the words of a request, and look up what the person has; None where that is of no account."""
        regions = {word: vocabulary.with_children("regions", {word}) for word in sorted(request.regions)}
        goals = {word: vocabulary.with_children("goals", {word}) for word in sorted(request.goals)}
        return cls(request, regions, goals, frozenset() if person is None else _had_by(person))

    def regions_of(self, exercise: Exercise) -> list[str]:
        """Return the regions wished for that the exercise works."""
        return [word for word, below in self.regions.items() if below & set(exercise.regions)]

    def goals_of(self, exercise: Exercise) -> list[str]:
        """Return the goals wished for that the exercise serves."""
        return [word for word, below in self.goals.items() if below & set(exercise.goals)]

    def main_goals_of(self, exercise: Exercise) -> list[str]:
        """Return the goals wished for that the exercise is made for, by its kind."""
        made_for = _GOALS_OF_KINDS.get(exercise.kind, exercise.kind)
        return [word for word in self.goals_of(exercise) if word == made_for]

    def asks_for(self, exercise: Exercise) -> bool:
        """Tell whether the wish asks for this exercise at all."""
        if exercise.id in self.request.must_not:
            return False
        fits_region = not self.regions or bool(self.regions_of(exercise))
        fits_goal = not self.goals or bool(self.goals_of(exercise))
        return exercise.id in self.request.must_have or (fits_region and fits_goal)


def _had_by(person: Person) -> frozenset[str]:
    """The conditions and operations of a person, each operation with its general form."""
    operations = {surgery.procedure for surgery in person.surgeries}
    general = {vocabulary.word("procedures", word).parent for word in operations}
    return (person.conditions or frozenset()) | operations | {word for word in general if word is not None}


def candidates(
    exercises: Mapping[str, Exercise], person: Person, wish: Wish, on: date, policy: BuildingPolicy, *, rests: bool = False
) -> tuple[list[Candidate], list[LeftOut]]:
    """
    Sort the exercises into those that may be chosen and those that may not, each of these with its first reason.

    With *rests* nothing may be chosen that strengthens.
    """
    # What is known of the person is looked up once for the whole catalog.
    case = Case(person, on=on)
    found = [consider(exercises[id], person, wish, case, policy, rests=rests) for id in sorted(exercises)]
    return [one for one in found if isinstance(one, Candidate)], [one for one in found if isinstance(one, LeftOut)]


def consider(
    exercise: Exercise, person: Person, wish: Wish, case: Case, policy: BuildingPolicy, *, rests: bool = False
) -> Candidate | LeftOut:
    """Return the exercise as one that may be chosen, or the first reason why not."""
    # In the order of LEFT_OUT_CODES: the first reason that holds is the one that is told.
    if not wish.asks_for(exercise):
        return LeftOut(exercise=exercise.id, name=exercise.name, code="not-asked-for")
    verdict = case.judge(exercise)
    if not verdict.offers:
        return _unsafe(exercise, verdict)
    support = max(exercise.support, verdict.changes.support, key=_SUPPORTS.index)
    missing, stand_ins = equipment_for(exercise, verdict.changes.support, person)
    if missing:
        return LeftOut(exercise=exercise.id, name=exercise.name, code="equipment", words=tuple(missing))
    if not _position_fits(exercise, person, wish.request):
        word = "floor" if exercise.needs_floor and person.gets_up_from_floor is not True else exercise.position
        return LeftOut(exercise=exercise.id, name=exercise.name, code="position", words=(word,))
    if exercise.level > _hardest(exercise, wish.request, policy):
        return LeftOut(exercise=exercise.id, name=exercise.name, code="level")
    band = verdict.changes.apply(exercise.dose)
    dose = first_dose(band, person)
    side = _side(exercise, person) if wish.request.sides == "affected" else "both"
    seconds = total_seconds(exercise, dose, policy, one_side=side != "both")
    if seconds > wish.request.minutes * 60:
        return LeftOut(exercise=exercise.id, name=exercise.name, code="time")
    if rests and strengthens(exercise):
        return LeftOut(exercise=exercise.id, name=exercise.name, code="rest")
    cues = cues_for(exercise, verdict, person)
    return Candidate(exercise, verdict, dose, band, support, stand_ins, cues, side, seconds)


def _hardest(exercise: Exercise, request: Request, policy: BuildingPolicy) -> int:
    """The hardest level that may be chosen; what has to be in it was asked for, hard or not."""
    if request.level is not None:
        return request.level
    return exercise.level if exercise.id in request.must_have else policy.hardest_unasked


def _unsafe(exercise: Exercise, verdict: Verdict) -> LeftOut:
    replacing = {precaution.code for precaution in exercise.precautions if precaution.replace_by}
    reasons = (
        reason
        for reason in verdict.reasons
        if reason.lifted_by is None
        and (reason.outcome in ("needs-clearance", "exclude") or reason.code in replacing or gives_way(reason.code))
    )
    words = sorted(verdict.changes.replace_by)
    return LeftOut(exercise=exercise.id, name=exercise.name, code="safety", reasons=reasons, words=words)


def standing_codes(verdict: Verdict) -> list[str]:
    """Return the codes of the rules that stand against an exercise."""
    against = ("needs-clearance", "exclude")
    return [reason.code for reason in verdict.reasons if reason.lifted_by is None and reason.outcome in against]


def cues_for(exercise: Exercise, verdict: Verdict, person: Person) -> tuple[str, ...]:
    """Return the sentences of care: those of the rules, and to use a bed when nobody said that the floor is safe."""
    bed = ("care.use-bed",) if exercise.surface == "floor-or-bed" and person.gets_up_from_floor is not True else ()
    return (*bed, *verdict.changes.cues)


def first_dose(band: DoseBand, person: Person) -> Dose:
    """Return the dose to begin with: the lowest where pain is easily provoked, else the usual first one."""
    return band.low if person.irritability == "high" else band.start


def total_seconds(exercise: Exercise, dose: Dose, policy: policies.BuildingPolicy, *, one_side: bool = False) -> int:
    """Return how long an exercise takes, with getting ready and changing over."""
    side_model = "both" if one_side else exercise.side_model
    return dose.seconds(side_model=side_model, pace=policy.pace) + exercise.set_up_seconds + policy.change_over_seconds


def _side(exercise: Exercise, person: Person) -> str:
    """The one side on which a region of the exercise is affected; both where there is no one side, or it works both at once."""
    sides = {
        side for region, side in person.affected_sides if vocabulary.with_children("regions", {region}) & set(exercise.regions)
    }
    return sides.pop() if exercise.side_model != "both" and len(sides) == 1 else "both"


def equipment_for(exercise: Exercise, ruled: str, person: Person) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return what is missing, and for what is there only by a stand-in, the stand-in."""
    stand_ins = dict(exercise.stand_ins)
    missing, instead = [], []
    for kit in exercise.equipment:
        if kit in person.equipment:
            continue
        at_hand = [other for other in stand_ins.get(kit, ()) if other in person.equipment]
        if at_hand:
            instead.append((kit, at_hand[0]))
        else:
            missing.append(kit)
    # What the rules ask to hold on to must really be there, whatever may stand in for the record's own equipment.
    if ruled != "none":
        enough = safety_tables().general["support"].get(ruled, [])
        # What the exercise needs in any case may serve for it: nobody has to buy a counter for want of a wall.
        if enough and not set(enough) & {*person.equipment, *missing}:
            missing.append(enough[0])
    return sorted(set(missing)), tuple(instead)


def _position_fits(exercise: Exercise, person: Person, request: Request) -> bool:
    return can_be_in(exercise, person) and (request.positions is None or exercise.position in request.positions)


def can_be_in(exercise: Exercise, person: Person) -> bool:
    """Tell whether the person can take the position of an exercise, and get up from the floor again where it is done there."""
    floor = not exercise.needs_floor or person.gets_up_from_floor is True
    return floor and (person.positions is None or exercise.position in person.positions)
