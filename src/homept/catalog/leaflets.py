"""Published programs and leaflets: which exercises each asks for, joined into the records."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from homept.catalog import shape
from homept.catalog.shape import Checker, nearest
from homept.exercise import PublishedUse

if TYPE_CHECKING:
    from homept.catalog.folder import RawRecord


def join_uses(rows: Iterable[dict[str, Any]], records: Iterable[RawRecord], here: Collection[str], checker: Checker) -> None:
    """
    Give each record the leaflets that ask for it, by the *rows* of ``leaflets.toml``.

    *here* holds the ids of all records of the folder, those with problems of their own too.
    A leaflet that asks for one exercise by two names counts once, with the first of them.
    """
    uses: dict[str, dict[str, dict[str, Any]]] = {}
    ids: set[str] = set()
    for row in rows:
        id = str(row.get("id", ""))
        if id in ids:
            checker.add("leaflets.toml", id, "id", "this id is given twice")
        ids.add(id)
        if checker.table(row, shape.LEAFLET, file="leaflets.toml", record=id):
            for exercise, use in _uses_of(row, here, checker):
                uses.setdefault(exercise, {}).setdefault(id, use)
    for record in records:
        record.record["uses"] = list(uses.get(record.record["id"], {}).values())


def _uses_of(row: dict[str, Any], here: Collection[str], checker: Checker) -> Iterable[tuple[str, dict[str, Any]]]:
    """Give each exercise of a leaflet with the use as plain data, and note what is wrong."""
    about = {key: value for key, value in row.items() if key not in ("id", "exercises")}
    for number, entry in enumerate(row["exercises"]):
        exercise = entry["exercise"]
        use = {"leaflet": row["id"], "name": entry["name"], **about}
        where = {"file": "leaflets.toml", "record": row["id"]}
        checker.value(PublishedUse, use, partial(PublishedUse, **use), **where)
        if exercise not in here:
            told = f"no exercise has the id {exercise!r}{nearest(exercise, here)}"
            checker.add(**where, field=f"exercises[{number}].exercise", message=told)
        yield exercise, use
