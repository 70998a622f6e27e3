"""How much of a list of published programs a catalog holds, and whether search finds their exercises by the names they use."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from homept.catalog.folder import read_rows
from homept.catalog.shape import Checker, Key
from homept.report.table import Table, percent

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from homept.catalog import Catalog
    from homept.catalog.shape import Shape

__all__ = ["ListedExercise", "ListedProgram", "coverage", "load_programs_file"]

_TEXT = Key("text")
_EXERCISE: Shape = {
    "name": _TEXT,
    "common": Key("text", optional=True),
    "records": Key("texts"),
    "differs": Key("texts", optional=True),
}
_PROGRAM: Shape = {"id": _TEXT, "title": _TEXT, "publisher": _TEXT, "exercises": Key("tables", inner=_EXERCISE)}
# Search shows its hits in a list, and few people look further than this.
_FIRST_HITS = 3


class ListedExercise(NamedTuple):
    """
    An exercise as a program calls it, with the ids of the records that it is; none is a gap.

    ``common`` is its plain name, the same in every program; ``differs`` says in what the record is not quite the program's form.
    """

    name: str
    common: str
    records: tuple[str, ...]
    differs: tuple[str, ...] = ()


class ListedProgram(NamedTuple):
    """A published program with its exercises, by their names only."""

    id: str
    title: str
    publisher: str
    exercises: tuple[ListedExercise, ...]


def load_programs_file(path: str | os.PathLike[str]) -> tuple[ListedProgram, ...]:
    """
    Read a TOML file of ``[[program]]`` tables: id, title, publisher, and for each exercise its name and the ids of records.

    Raises :class:`homept.errors.InvalidData` with all problems at once.
    """
    file = Path(path)
    checker = Checker({})
    rows = read_rows(file, "program", file.parent, checker)
    for row in rows:
        checker.table(row, _PROGRAM, file=file.name, record=str(row.get("id", "")))
    checker.raise_if_any()
    return tuple(ListedProgram(row["id"], row["title"], row["publisher"], tuple(map(_listed, row["exercises"]))) for row in rows)


def _listed(row: dict[str, Any]) -> ListedExercise:
    name = row["name"]
    return ListedExercise(name, row.get("common", name), tuple(row["records"]), tuple(row.get("differs", ())))


def coverage(catalog: Catalog, programs: Iterable[ListedProgram]) -> tuple[Table, ...]:
    """
    Tell for each program how many of its exercises *catalog* holds, in its own form or a near one, and finds by name.

    A name is found when one of its records is among the first three hits of a search for it.

    >>> import homept
    >>> listed = ListedExercise("Ankle pumps", "Ankle pump", ("ankle-pump",))
    >>> print(coverage(homept.load_catalog(), [ListedProgram("day-1", "Day 1", "A hospital", (listed,))])[0].rows[0])
    ('Day 1', 'A hospital', 1, 1, '100 %', 1, 1)
    """
    programs = tuple(programs)
    everything = tuple(one for program in programs for one in program.exercises)
    look = _Looking(catalog, everything)
    return (
        _by_program(look, programs, everything),
        Table(
            "differences", "In what records differ from the programs", "", ("Differs in", "Exercises"), _differences(everything)
        ),
        _gaps(look, programs),
        _names(look, everything),
    )


class _Looking:
    """Which exercises are in a catalog, and which names find them; each name is searched for once."""

    def __init__(self, catalog: Catalog, exercises: Iterable[ListedExercise]) -> None:
        names = sorted({name for one in exercises for name in (one.name, one.common)})
        self.hits = {name: {hit.exercise.id for hit in catalog.search(name, limit=_FIRST_HITS)} for name in names}
        self.catalog = catalog

    def has(self, exercise: ListedExercise) -> bool:
        """Whether all its records are there; an exercise without a record is not."""
        return bool(exercise.records) and all(id in self.catalog for id in exercise.records)

    def finds(self, exercise: ListedExercise, name: str) -> bool:
        """Whether one of its records is among the first hits."""
        return not self.hits[name].isdisjoint(exercise.records)


def _by_program(look: _Looking, programs: tuple[ListedProgram, ...], everything: tuple[ListedExercise, ...]) -> Table:
    rows = [(program.title, program.publisher, *_figures(look, program.exercises)) for program in programs]
    return Table(
        "coverage",
        "Exercises of published programs",
        "The form is the same where the record is done as in the program: with the same load, things, hold, position and movement.",
        ("Program", "Publisher", "Exercises", "Here", "Share", "Same form", "Found by name"),
        (*rows, ("all", "", *_figures(look, everything))),
    )


def _figures(look: _Looking, exercises: tuple[ListedExercise, ...]) -> tuple[int, int, str, int, int]:
    here = [one for one in exercises if look.has(one)]
    same = sum(not one.differs for one in here)
    return len(exercises), len(here), percent(len(here), len(exercises)), same, sum(look.finds(one, one.name) for one in here)


def _differences(exercises: tuple[ListedExercise, ...]) -> tuple[tuple[str, int], ...]:
    found = Counter(word for one in exercises for word in one.differs)
    return tuple(sorted(found.items()))


def _gaps(look: _Looking, programs: tuple[ListedProgram, ...]) -> Table:
    rows = tuple(
        (program.title, one.name, ", ".join(one.records) or "-", "not found by this name" if look.has(one) else "not here")
        for program in programs
        for one in program.exercises
        if not (look.has(one) and look.finds(one, one.name))
    )
    return Table(
        "gaps", "Exercises of programs that are missing or not found", "", ("Program", "Name there", "Records", "State"), rows
    )


def _names(look: _Looking, exercises: tuple[ListedExercise, ...]) -> Table:
    """Count each name once; where programs mean several exercises by one name, it has to find them all."""
    rows = []
    for title, pairs in (
        ("names that programs use", [(one.name, one) for one in exercises]),
        ("plain names", [(one.common, one) for one in exercises]),
    ):
        names = {name for name, _ in pairs}
        found = len(names - {name for name, one in pairs if not look.finds(one, name)})
        rows.append((title, len(names), found, percent(found, len(names))))
    note = f"A name is found when what programs mean by it is among the first {_FIRST_HITS} hits of a search for it."
    return Table("found", "Names that search finds", note, ("Names", "Different", "Found", "Share"), tuple(rows))
