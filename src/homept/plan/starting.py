"""Starting a program: one call from a program for anybody to the plan of one person, with an account of every change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import attrs

from homept import _checks as checks
from homept import policies, vocabulary
from homept._value import HealthValue
from homept.dose import Dose, at_most
from homept.errors import InvalidValue, NothingFits, UnknownId
from homept.messages import messages
from homept.plan.phase import Phase
from homept.plan.plan import Plan
from homept.plan.program import Program
from homept.plan.schedule import Frequency, Slot, When, days_of, slots_of
from homept.routine import LeftOut, Origin, Request, Routine, RoutineItem
from homept.routine.candidates import Candidate, Wish, consider, total_seconds
from homept.safety import Person, progression_locks, screen
from homept.safety.judging import Case

if TYPE_CHECKING:
    from homept.catalog import Catalog
    from homept.dose import DoseBand
    from homept.exercise import Exercise
    from homept.plan.program import ProgramItem, ProgramPhase

__all__ = ["Adaptation", "StartedProgram", "start_program"]

_KINDS = (
    "left-out",
    "replaced",
    "not-in-catalog",
    "dose-lowered",
    "support-added",
    "stand-in",
    "days-changed",
    "phase-left-out",
    "phase-waits",
)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Adaptation(HealthValue):
    """
    One change that was made to a program for a person.

    :param kind: ``left-out``, ``replaced`` (by an easier exercise, or by the one that the safety rules name),
        ``not-in-catalog``, ``dose-lowered``, ``support-added``, ``stand-in``, ``days-changed``, ``phase-left-out`` or
        ``phase-waits``, when a later phase waits for the therapist.
    :param phase: the phase of the program.
    :param exercise, name: the exercise of the program; the name is its id where the catalog does not have it.
    :param why: why it was left out or replaced, with the reasons of the safety rules.
    :param by, by_name: the exercise in its place.
    :param dose: the dose it has now, where that is lower.
    :param words: the support, or the piece of equipment and what serves instead.
    """

    kind: str = attrs.field(validator=checks.one_of(*_KINDS))
    phase: str = attrs.field(validator=checks.an_id)
    exercise: str | None = attrs.field(default=None, validator=checks.optional(checks.an_id))
    name: str = attrs.field(default="", validator=checks.any_text)
    why: LeftOut | None = attrs.field(default=None, validator=checks.optional(checks.a(LeftOut)))
    by: str | None = attrs.field(default=None, validator=checks.optional(checks.an_id))
    by_name: str = attrs.field(default="", validator=checks.any_text)
    dose: Dose | None = attrs.field(default=None, validator=checks.optional(checks.a(Dose)))
    words: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)

    def text(self, language: str = "en") -> str:
        """Return what was changed, and why, in plain words."""
        say = messages(language)
        details = ""
        if self.kind == "support-added":
            details = say(f"support.{self.words[0]}")
        elif self.kind == "stand-in":
            kit, instead = (vocabulary.word("equipment", word).label(language) for word in self.words)
            details = say("label.instead", instead=instead, kit=kit)
        elif self.why is not None:
            details = self._why(self.why, language)
        return say(f"adaptation.{self.kind}", name=self.name, by=self.by_name, details=details).strip()

    def _why(self, why: LeftOut, language: str) -> str:
        say = messages(language)
        if why.code == "safety":
            return " ".join(dict.fromkeys([say("left-out.safety"), *(reason.text(language) for reason in why.reasons)]))
        if why.words == ("floor",):
            return say("left-out.floor")
        facet = {"equipment": "equipment", "position": "positions"}.get(why.code)
        words = [word if facet is None else vocabulary.word(facet, word).label(language) for word in why.words]
        return say(f"left-out.{why.code}", words=", ".join(words))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class StartedProgram(HealthValue):
    """The plan that was made of a program, and every change that was made for the person, in the order of the program."""

    program: str = attrs.field(validator=checks.an_id)
    plan: Plan = attrs.field(validator=checks.a(Plan))
    adaptations: tuple[Adaptation, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(Adaptation))
    )


def start_program(
    program: Program,
    catalog: Catalog,
    person: Person,
    *,
    id: str,
    on: date,
    at: When | Iterable[When] | Mapping[str, When],
    time_zone: str | None = None,
    days: str | Iterable[str] | None = None,
) -> StartedProgram:
    """
    Make a person's plan of a program: its first phase starts on the day *on*, the others wait to be entered.

    Every exercise is judged for this person.
    One that they may not or cannot do is replaced, by what the safety rules name or by an easier exercise that is linked to it,
    else left out; doses are capped, supports and stand-ins are put in.
    All of it is told in the result.

    *id*, *at* and *time_zone* are as in :meth:`homept.plan.Plan.weekly`, with so many times as the program has in a day.
    *days* are other days of the week, as many as the program has.

    Raises :class:`homept.errors.StopAndContact` when the screening forbids exercise, and :class:`homept.errors.NothingFits`
    when nothing is left of the first phase; a later phase of which nothing is left is left out.

    >>> from datetime import date
    >>> import homept
    >>> person = homept.Person(age=67, conditions=set(), screening=homept.Screening.all_clear(on=date(2026, 11, 20)))
    >>> started = start_program(homept.plan.load_programs()["knee-gentle-start"], homept.load_catalog(), person,
    ...                         id="knee-1", on=date(2026, 11, 23), at="after-waking")
    >>> [item.id for item in started.plan.phases[0].routine.items]
    ['ankle-pump', 'quad-set', 'heel-slide']
    >>> [(one.kind, one.exercise) for one in started.adaptations]
    [('left-out', 'seated-march'), ('replaced', 'calf-raise'), ('phase-waits', None)]
    """
    for path, value, kind in (("program", program, Program), ("person", person, Person)):
        if not isinstance(value, kind):
            raise InvalidValue(f"start_program.{path}", f"a value of type {kind.__name__}", f"type {type(value).__name__}")
    checks.check_day("start_program.on", on)
    screen(person, on=on, language=catalog.language)
    slots = slots_of(at)
    if len(slots) != max(phase.times_a_day for phase in program.phases):
        times = max(phase.times_a_day for phase in program.phases)
        raise InvalidValue("start_program.at", f"as many times of the day as the program has: {times}", str(len(slots)))
    maker = _Maker(program.id, catalog, person, on)
    phases: list[Phase] = []
    adaptations: list[Adaptation] = []
    for number, phase in enumerate(program.phases):
        frequency, moved = _frequency(phase, days)
        made = [maker.item(item, phase) for item in phase.items]
        kept = maker.without_twins(made, phase)
        adaptations += [one for found in kept for one in found.adaptations] + moved
        items = [found.item for found in kept if found.item is not None]
        if items:
            begins = on if number == 0 else None
            phases.append(maker.phase(phase, items, begins, frequency, slots))
            if number and any(one.kind == "therapist-agrees" for one in phase.entry):
                adaptations.append(Adaptation(kind="phase-waits", phase=phase.id))
        elif number:
            adaptations.append(Adaptation(kind="phase-left-out", phase=phase.id))
        else:
            raise NothingFits((), _counts(adaptations))
    plan = Plan(id=id, phases=tuple(phases), time_zone=time_zone)
    return StartedProgram(program=program.id, plan=plan, adaptations=tuple(adaptations))


class _Found(NamedTuple):
    """What became of one exercise of a program."""

    item: RoutineItem | None
    adaptations: tuple[Adaptation, ...]


class _Maker(NamedTuple):
    """Makes the items and phases of one person's plan."""

    program: str
    catalog: Catalog
    person: Person
    on: date

    def item(self, planned: ProgramItem, phase: ProgramPhase) -> _Found:
        """Return the item for an exercise, or for what takes its place, with all that was changed."""
        taken = {one.exercise for one in phase.items}
        try:
            exercise = self.catalog[planned.exercise]
        except UnknownId:
            missing = Adaptation(kind="not-in-catalog", phase=phase.id, exercise=planned.exercise, name=planned.exercise)
            return _Found(None, (missing,))
        found = self.consider(exercise)
        if isinstance(found, Candidate):
            return self.made(found, planned.dose, phase.id)
        other = self.instead_of(exercise, found, taken)
        told = Adaptation(
            kind="left-out" if other is None else "replaced",
            phase=phase.id,
            exercise=exercise.id,
            name=exercise.name,
            why=found,
            by=None if other is None else other.exercise.id,
            by_name="" if other is None else other.exercise.name,
        )
        if other is None:
            return _Found(None, (told,))
        item, changes = self.made(other, None, phase.id)
        return _Found(item, (told, *changes))

    def consider(self, exercise: Exercise) -> Candidate | LeftOut:
        """Judge one exercise by all that holds for a routine, with nothing wished for but itself."""
        wish = Wish.of(Request(must_have={exercise.id}, minutes=180), self.person)
        return consider(exercise, self.person, wish, Case(self.person, on=self.on), policies.building())

    def instead_of(self, exercise: Exercise, why: LeftOut, taken: set[str]) -> Candidate | None:
        """Return the nearest exercise that may take its place: what the rules name, then easier ones, along their links."""
        named = why.words if why.code == "safety" else ()
        queue, seen = [*named, *exercise.easier], {exercise.id}
        while queue:
            id = queue.pop(0)
            if id in seen or id not in self.catalog:
                continue
            seen.add(id)
            other = self.catalog[id]
            found = None if id in taken else self.consider(other)
            if isinstance(found, Candidate):
                return found
            queue += other.easier
        return None

    def made(self, found: Candidate, wanted: Dose | None, phase: str) -> _Found:
        """Make the item, and tell of its lower dose, its support and its stand-ins."""
        exercise = found.exercise
        dose = found.dose if wanted is None else _capped(wanted, found.band)
        if self.person.irritability == "high":
            # Where pain is easily provoked the lowest dose comes first, whatever the program says.
            dose = found.dose if at_most(found.dose, dose) else dose
        usual = wanted or exercise.dose.start
        told: list[Adaptation] = []

        def tell(kind: str, *, dose: Dose | None = None, words: tuple[str, ...] = ()) -> None:
            told.append(Adaptation(kind=kind, phase=phase, exercise=exercise.id, name=exercise.name, dose=dose, words=words))

        if dose != usual:
            tell("dose-lowered", dose=dose)
        if found.support != exercise.support:
            tell("support-added", words=(found.support,))
        for kit, instead in found.stand_ins:
            tell("stand-in", words=(kit, instead))
        item = RoutineItem(
            exercise=exercise,
            dose=dose,
            band=found.band,
            origin=Origin(kind="template", by=self.program, on=self.on),
            support=found.support,
            cues=found.cues,
            stand_ins=found.stand_ins,
            reasons=found.verdict.reasons,
            seconds=total_seconds(exercise, dose, policies.building()),
        )
        return _Found(item, tuple(told))

    def without_twins(self, made: list[_Found], phase: ProgramPhase) -> list[_Found]:
        """Two exercises may be replaced by the same one, which then is there once; the second is left out."""
        kept: list[_Found] = []
        seen: set[str] = set()
        for found in made:
            if found.item is not None and found.item.id in seen:
                told = attrs.evolve(found.adaptations[0], kind="left-out", by=None, by_name="")
                kept.append(_Found(None, (told,)))
            else:
                seen |= {found.item.id} if found.item is not None else set()
                kept.append(found)
        return kept

    def phase(
        self,
        phase: ProgramPhase,
        items: list[RoutineItem],
        start: date | None,
        frequency: Frequency,
        slots: tuple[Slot, ...],
    ) -> Phase:
        """Make the phase of the plan, with what has to be shown and what keeps doses from growing."""
        routine = Routine(
            on=self.on,
            items=tuple(items),
            marks=() if self.person.screened(self.on) else ("not-screened",),
            locks=progression_locks(self.person, on=self.on),
            screened_until=self.person.screened_until(self.on),
            catalog_version=self.catalog.version,
            language=self.catalog.language,
        )
        return Phase(
            id=phase.id,
            routine=routine,
            start=start,
            weeks=phase.weeks,
            frequency=frequency,
            slots=slots[: phase.times_a_day],
            entry=phase.entry,
            exit=phase.exit,
        )


def _frequency(phase: ProgramPhase, days: str | Iterable[str] | None) -> tuple[Frequency, list[Adaptation]]:
    if days is None:
        return phase.frequency, []
    wanted = days_of(days)
    if len(wanted) != len(phase.frequency.days):
        count = len(phase.frequency.days)
        raise InvalidValue("start_program.days", f"as many days of the week as the program has: {count}", " ".join(wanted))
    changed = [Adaptation(kind="days-changed", phase=phase.id)] if wanted != phase.frequency.days else []
    return Frequency(days=wanted), changed


def _capped(dose: Dose, band: DoseBand) -> Dose:
    """Bring each count of a dose into the band; a dose of another kind becomes the first one of the band."""
    low, high = band.low, band.high
    capped = attrs.evolve(
        dose.with_amount(_clip(dose.amount, low.amount, high.amount)).with_hold(
            _clip(dose.hold_seconds, low.hold_seconds, high.hold_seconds)
        ),
        sets=_clip(dose.sets, low.sets, high.sets),
    )
    return capped if band.holds(capped) else band.start


def _clip(number: int, low: int, high: int) -> int:
    return min(max(number, low), high)


def _counts(adaptations: Iterable[Adaptation]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for one in adaptations:
        code = one.kind if one.why is None else one.why.code
        counts[code] = counts.get(code, 0) + 1
    return sorted(counts.items())
