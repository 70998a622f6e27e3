"""Programs: phases, days and doses that were written down for anybody, each with its source."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.dose import Dose
from homept.errors import InvalidValue, MissingText
from homept.plan.phase import Criterion
from homept.plan.schedule import Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Program", "ProgramItem", "ProgramPhase", "load_programs"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ProgramItem(Value):
    """One exercise of a phase by its id, with a dose; None is the first dose of the record."""

    exercise: str = attrs.field(validator=checks.an_id)
    dose: Dose | None = attrs.field(default=None, validator=checks.optional(checks.a(Dose)))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ProgramPhase(Value):
    """Some weeks of a program, so many times a day, with what has to be so before they begin and end."""

    id: str = attrs.field(validator=checks.an_id)
    weeks: int = attrs.field(validator=checks.whole(1, 104))
    frequency: Frequency = attrs.field(validator=checks.a(Frequency))
    times_a_day: int = attrs.field(default=1, validator=checks.whole(1, 10))
    items: tuple[ProgramItem, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(ProgramItem)))
    entry: tuple[Criterion, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Criterion)))
    exit: tuple[Criterion, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Criterion)))

    def __attrs_post_init__(self) -> None:
        ids = [item.exercise for item in self.items]
        if not ids or len(set(ids)) != len(ids):
            raise InvalidValue("ProgramPhase.items", "at least one exercise, each once", repr(ids))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Program(Value):
    """
    A program for anybody; :func:`homept.plan.start_program` makes one person's plan of it.

    :param title, purpose: in the language of the program.
    :param source: the id of the work it was published in, or ``homept-default`` for one of homept's own.
    :param reviewed_by: the clinician who reviewed it; None for nobody yet.
    """

    id: str = attrs.field(validator=checks.an_id)
    title: str = attrs.field(validator=checks.text)
    purpose: str = attrs.field(validator=checks.text)
    language: str = attrs.field(validator=checks.text)
    source: str = attrs.field(validator=checks.an_id)
    phases: tuple[ProgramPhase, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(ProgramPhase)))
    reviewed_by: str | None = attrs.field(default=None, validator=checks.optional(checks.text))

    def __attrs_post_init__(self) -> None:
        ids = [phase.id for phase in self.phases]
        if not ids or len(set(ids)) != len(ids):
            raise InvalidValue("Program.phases", "at least one phase, each with its own id", repr(ids))

    def __repr__(self) -> str:
        return f"<Program {self.id} of {len(self.phases)} phases>"


@lru_cache(maxsize=8)
def load_programs(language: str = "en") -> Mapping[str, Program]:
    """
    Return homept's programs by id, read when they are first asked for.

    Raises :class:`homept.errors.MissingText` for a language in which some program has no words.

    >>> load_programs()["knee-gentle-start"].title
    'Gentle first weeks for a knee'
    """
    from homept._package_data import read_json

    tables = read_json("programs.json")
    return MappingProxyType({id: make_program(id, table, language) for id, table in tables.items()})


def make_program(id: str, table: Mapping[str, Any], language: str) -> Program:
    """Make the program *id* of its table, as the data folder has it."""
    for words in (table["title"], table["purpose"]):
        if language not in words:
            raise MissingText(f"programs.{id}", language, sorted(words))
    return Program(
        id=id,
        title=table["title"][language],
        purpose=table["purpose"][language],
        language=language,
        source=table["source"],
        reviewed_by=table.get("reviewed_by"),
        phases=tuple(_phase(phase) for phase in table["phases"]),
    )


def _phase(table: Mapping[str, Any]) -> ProgramPhase:
    return ProgramPhase(
        id=table["id"],
        weeks=table["weeks"],
        frequency=Frequency(days=table.get("days", ()), every_days=table.get("every_days")),
        times_a_day=table.get("times_a_day", 1),
        items=tuple(
            ProgramItem(exercise=item["exercise"], dose=Dose.parse(item["dose"]) if "dose" in item else None)
            for item in table["items"]
        ),
        entry=tuple(_criterion(row) for row in table.get("entry", ())),
        exit=tuple(_criterion(row) for row in table.get("exit", ())),
    )


def _criterion(table: Mapping[str, Any]) -> Criterion:
    limits = {key: _decimal(key, value) for key, value in table.items() if key in ("at_least", "at_most")}
    return Criterion(**{**table, **limits})


def _decimal(key: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise InvalidValue(f"Criterion.{key}", "a decimal number as a text, such as '2.5'", repr(text)) from None
