"""Reading programs for the compiler: every table is held against its shape, and every program against the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from homept._checks import is_id
from homept.catalog.folder import read_toml
from homept.catalog.records import make_band
from homept.catalog.shape import Checker, Key, Shape, nearest
from homept.errors import InvalidValue
from homept.plan.program import Program, make_program

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["PROGRAM", "read_programs"]

_TEXT = Key("text")
_OPTIONAL = Key("text", optional=True)
_COUNT = Key("whole", optional=True)
_CRITERION: Shape = {
    "kind": _TEXT,
    "weeks": _COUNT,
    "sessions": _COUNT,
    "measure": _OPTIONAL,
    "unit": _OPTIONAL,
    "side": Key("text", "sides", optional=True),
    "at_least": _OPTIONAL,
    "at_most": _OPTIONAL,
    "item": _OPTIONAL,
}
_PHASE: Shape = {
    "id": _TEXT,
    "weeks": Key("whole"),
    "days": _OPTIONAL,
    "every_days": _COUNT,
    "times_a_day": _COUNT,
    "items": Key("tables", inner={"exercise": _TEXT, "dose": _OPTIONAL}),
    "entry": Key("tables", optional=True, inner=_CRITERION),
    "exit": Key("tables", optional=True, inner=_CRITERION),
}
#: The shape of the file of a program.
PROGRAM: Shape = {
    "title": Key("text-table"),
    "purpose": Key("text-table"),
    "source": _TEXT,
    "reviewed_by": _OPTIONAL,
    "phases": Key("tables", inner=_PHASE),
}


def read_programs(
    root: Path, records: Mapping[str, Mapping[str, Any]], sources: Collection[str], checker: Checker
) -> dict[str, Any]:
    """
    Return the table of each program in the folder ``programs`` by its id, the name of its file.

    *records* are the plain records of the exercises; what is wrong is noted with *checker*.
    """
    tables: dict[str, Any] = {}
    for path in sorted((root / "programs").glob("*.toml")):
        table = read_toml(path, root, checker)
        file = path.relative_to(root).as_posix()
        if table is not None and checker.table(table, PROGRAM, file=file, record=path.stem):
            tables[path.stem] = table
            _check(path.stem, table, records, sources, file, checker)
    return tables


def _check(
    id: str,
    table: Mapping[str, Any],
    records: Mapping[str, Mapping[str, Any]],
    sources: Collection[str],
    file: str,
    checker: Checker,
) -> None:
    if not is_id(id):
        checker.add(file, id, "", "expected a file name that is an id: at most 64 characters from a-z, 0-9 and -")
        return
    if table["source"] != "homept-default" and table["source"] not in sources:
        checker.add(file, id, "source", f"{table['source']!r} is not in sources.toml{nearest(table['source'], sources)}")
    for key in ("title", "purpose"):
        if "en" not in table[key]:
            checker.add(file, id, f"{key}.en", "missing; English is complete")
            return
    try:
        program = make_program(id, table, "en")
    except InvalidValue as error:
        checker.invalid(error, file=file, record=id, field=error.path)
        return
    _check_items(program, records, file, checker)


def _check_items(program: Program, records: Mapping[str, Mapping[str, Any]], file: str, checker: Checker) -> None:
    for phase in program.phases:
        ids = [item.exercise for item in phase.items]
        for item in phase.items:
            field = f"phases.{phase.id}.{item.exercise}"
            if item.exercise not in records:
                checker.add(file, program.id, field, f"no exercise has this id{nearest(item.exercise, records)}")
            elif item.dose is not None and not make_band(records[item.exercise]["dose"]).holds(item.dose):
                checker.add(
                    file, program.id, f"{field}.dose", f"expected a dose inside the band of the record, found {item.dose}"
                )
        for criterion in (*phase.entry, *phase.exit):
            if criterion.item is not None and criterion.item not in ids:
                checker.add(file, program.id, f"phases.{phase.id}", f"{criterion.item!r} is no exercise of this phase")
