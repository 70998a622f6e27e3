"""The routine: what to do, in which order, how much of it, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from homept import _checks as checks
from homept._value import HealthValue, Value
from homept.dose import Dose, DoseBand
from homept.exercise import Exercise
from homept.routine.explanation import Explanation
from homept.routine.request import Request
from homept.safety.verdict import Reason

__all__ = ["Origin", "Routine", "RoutineItem"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Origin(Value):
    """
    Where an item comes from: ``prescribed`` by a clinician, a ``template``, ``built`` by homept, or chosen by the person (``self``).

    homept never changes, swaps or drops a prescribed item or its dose; it proposes.

    >>> Origin(kind="prescribed", by="Dr. A. Example", on=date(2026, 11, 20)).kind
    'prescribed'
    """

    kind: str = attrs.field(validator=checks.one_of("prescribed", "template", "built", "self"))
    by: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    on: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))

    def __attrs_post_init__(self) -> None:
        if self.kind == "prescribed" and (not self.by or self.on is None):
            from homept.errors import InvalidValue

            raise InvalidValue("Origin", "by and on with a prescribed item")


def _an_item(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    checks.a(RoutineItem)(instance, attribute, value)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class RoutineItem(Value):
    """
    One exercise of a routine, with all that is needed to do it.

    It holds the whole record, so that it reads the same whatever happens to the catalog.

    :param exercise: the record as it was when the routine was made.
    :param dose: how much to do now.
    :param band: how far the dose may shrink or grow for this person.
    :param side: ``left``, ``right`` or ``both``.
    :param support: what to hold on to; at least what the record asks for.
    :param cues: sentences of care that are shown with the exercise.
    :param stand_ins: pieces of equipment with what the person has instead.
    :param missing: equipment that it needs and the person does not have; only where a clinician prescribed it all the same.
    :param reasons: what the safety rules had to say, lifted reasons included.
    :param seconds: how long it takes, with set-up and change-over.
    :param instead_of: the item whose place it took by :func:`homept.routine.swap`, which can be swapped back; None for most.
    """

    exercise: Exercise = attrs.field(validator=checks.a(Exercise))
    dose: Dose = attrs.field(validator=checks.a(Dose))
    band: DoseBand = attrs.field(validator=checks.a(DoseBand))
    origin: Origin = attrs.field(validator=checks.a(Origin))
    side: str = attrs.field(default="both", validator=checks.one_of("left", "right", "both"))
    support: str = attrs.field(default="none", validator=checks.text)
    cues: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    stand_ins: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=checks.word_pairs, validator=checks.rows(str, str))
    reasons: tuple[Reason, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Reason)))
    seconds: int = attrs.field(validator=checks.whole(1))
    missing: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    instead_of: RoutineItem | None = attrs.field(default=None, validator=checks.optional(_an_item))

    @property
    def id(self) -> str:
        """The id of the exercise; with the side where only one is worked, so that it is unique in the routine."""
        return self.exercise.id if self.side == "both" else f"{self.exercise.id}/{self.side}"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Routine(HealthValue):
    """
    Exercises in the order to do them, for one person.

    Made by :func:`homept.build_routine` or :func:`homept.routine.prescribe`.

    :param on: the day it was made for.
    :param request: the wish it answers; None for a prescribed one.
    :param explanation: why it is as it is; None for a prescribed one.
    :param marks: codes that have to be shown wherever it goes, such as ``not-screened``.
    :param locks: codes of what keeps every dose from growing.
    :param screened_until: the last day on which the screening counts; None when it did not count when the routine was made.
    """

    on: date = attrs.field(validator=checks.calendar_day)
    items: tuple[RoutineItem, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(RoutineItem)))
    request: Request | None = attrs.field(default=None, validator=checks.optional(checks.a(Request)))
    explanation: Explanation | None = attrs.field(default=None, validator=checks.optional(checks.a(Explanation)))
    marks: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    locks: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    screened_until: date | None = attrs.field(default=None, validator=checks.optional(checks.calendar_day))
    catalog_version: str = attrs.field(validator=checks.text)
    language: str = attrs.field(validator=checks.text)

    def __attrs_post_init__(self) -> None:
        from homept.errors import InvalidValue

        ids = [item.id for item in self.items]
        if not ids or len(set(ids)) != len(ids):
            raise InvalidValue("Routine.items", "at least one item, and each exercise and side once")

    @property
    def seconds(self) -> int:
        """How long the whole routine takes, with set-up and change-over."""
        return sum(item.seconds for item in self.items)

    @property
    def minutes(self) -> int:
        """How long the whole routine takes, in minutes rounded up."""
        return -(-self.seconds // 60)

    def item(self, id: str) -> RoutineItem:
        """Return the item with this id; :class:`homept.errors.UnknownId` when there is none."""
        for item in self.items:
            if item.id == id:
                return item
        from homept.errors import UnknownId

        raise UnknownId("routine item", id, [item.id for item in self.items])

    def with_dose(self, id: str, dose: Dose) -> Routine:
        """
        Return the routine with another dose for the item *id*, such as the ``next_dose`` of an advice, and its time anew.

        Raises :class:`homept.errors.UnknownId` when there is no such item, and :class:`homept.errors.InvalidValue` for a dose
        outside the band of the item.
        """
        from homept.errors import InvalidValue
        from homept.policies import building
        from homept.routine.candidates import total_seconds

        old = self.item(id)
        if not old.band.holds(dose):
            raise InvalidValue("Routine.with_dose", "a dose inside the band of the item", dose.notation())
        seconds = total_seconds(old.exercise, dose, building(), one_side=old.side != "both")
        new = attrs.evolve(old, dose=dose, seconds=seconds)
        return attrs.evolve(self, items=tuple(new if item.id == id else item for item in self.items))

    def to_text(self) -> str:
        """
        Return the sheet for the person: when to stop and whom to call, each exercise, and why it is there.

        In the language of the routine's texts.
        """
        from homept.routine.sheet import sheet

        return sheet(self)

    def to_account(self) -> str:
        """
        Return the account of the choice, for whoever checks it.

        It gives the wish, each exercise with its points and what the safety rules say of it, and each exercise of the catalog
        that was left out with its reason.
        A prescribed routine was not chosen by points, and says so.
        In the language of the routine's texts.

        >>> from datetime import date
        >>> import homept
        >>> person = homept.Person(age=40, conditions=set(), screening=homept.Screening.all_clear(on=date(2026, 11, 20)))
        >>> wish = homept.Request(regions={"ankle-foot"}, minutes=10)
        >>> routine = homept.build_routine(homept.load_catalog(), person, wish, on=date(2026, 11, 23))
        >>> print(routine.to_account().splitlines()[3].partition(" points. ")[2])
        No choice within these limits has more: this is proven.
        """
        from homept.routine.account import account

        return account(self)

    def __repr__(self) -> str:
        return f"<Routine of {len(self.items)} exercises, {self.minutes} minutes>"
