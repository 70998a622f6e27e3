"""Catalog versions: what a newer catalog says otherwise than the records that a plan holds."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept._value import HealthValue
from homept.catalog import WithdrawnWarning
from homept.dose import DoseBand
from homept.errors import UnknownId
from homept.plan.changes import Swap

if TYPE_CHECKING:
    from homept.catalog import Catalog
    from homept.exercise import Exercise
    from homept.plan.plan import Plan

__all__ = ["RecordChange"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class RecordChange(HealthValue):
    """
    What a catalog says otherwise than the record of one exercise in a phase of a plan.

    :param kind: ``changed``, ``withdrawn`` or ``missing``, when the catalog does not know the exercise.
    :param revision, new_revision: of the record in the plan, and of the one in the catalog where it has it.
    :param fields: the names of the fields that differ, ``text`` only where both are in the same language.
    :param band, new_band: the dose bands of the two records, where they differ.
    :param successor: the exercise that the catalog names in place of a withdrawn one, where it does.
    """

    phase: str = attrs.field(validator=checks.an_id)
    exercise: str = attrs.field(validator=checks.an_id)
    kind: str = attrs.field(validator=checks.one_of("changed", "withdrawn", "missing"))
    revision: int = attrs.field(validator=checks.whole(1))
    new_revision: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1)))
    fields: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)
    band: DoseBand | None = attrs.field(default=None, validator=checks.optional(checks.a(DoseBand)))
    new_band: DoseBand | None = attrs.field(default=None, validator=checks.optional(checks.a(DoseBand)))
    successor: str | None = attrs.field(default=None, validator=checks.optional(checks.an_id))


def record_changes(plan: Plan, catalog: Catalog) -> tuple[RecordChange, ...]:
    """Return the differences in the order of phases, swapped-in exercises after those of their phase."""
    held = {(phase.id, item.exercise.id): item.exercise for phase in plan.phases for one in phase.routines for item in one.items}
    for change in plan.changes:
        if isinstance(change, Swap):
            held[change.phase, change.new.exercise.id] = change.new.exercise
    found = (_compared(phase, record, catalog) for (phase, _), record in held.items())
    return tuple(one for one in found if one is not None)


def _compared(phase: str, old: Exercise, catalog: Catalog) -> RecordChange | None:
    try:
        with warnings.catch_warnings():
            # That a record was withdrawn is told in the result.
            warnings.simplefilter("ignore", WithdrawnWarning)
            new = catalog[old.id]
    except UnknownId:
        return RecordChange(phase=phase, exercise=old.id, kind="missing", revision=old.revision)
    same_language = old.text.language == new.text.language
    names = [field.name for field in attrs.fields(type(old)) if field.name != "text" or same_language]
    fields = [name for name in names if getattr(old, name) != getattr(new, name)]
    if not fields:
        return None
    withdrawn = new.withdrawn is not None and old.withdrawn is None
    return RecordChange(
        phase=phase,
        exercise=old.id,
        kind="withdrawn" if withdrawn else "changed",
        revision=old.revision,
        new_revision=new.revision,
        fields=fields,
        band=old.dose if "dose" in fields else None,
        new_band=new.dose if "dose" in fields else None,
        successor=new.successor if withdrawn else None,
    )
