"""Strict reading of ``data/inspection``: the clinician's checklist, and the items of the PEMAT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homept._checks import is_id
from homept.catalog.folder import read_toml
from homept.catalog.shape import Checker, Key, Shape

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ITEM", "LEARNED", "QUESTION", "TERM", "read_inspection"]

QUESTION: Shape = {
    "id": Key("text"),
    "short": Key("text"),
    "text": Key("text"),
    "may_not_apply": Key("flag", optional=True),
}
ITEM: Shape = {
    "number": Key("whole"),
    "domain": Key("text"),
    "asks": Key("text"),
    "not_when": Key("text", optional=True),
    "answer": Key("text", optional=True),
    "why": Key("text"),
}
TERM: Shape = {"word": Key("text"), "plain": Key("texts")}
LEARNED: Shape = {"words": Key("some-texts")}
_ANSWERS = ("yes", "no", "not-applicable")


def read_inspection(root: Path, checker: Checker) -> dict[str, Any]:
    """Read all lists and note each problem."""
    checks = _read(root / "inspection" / "checklist.toml", {"question": QUESTION}, root, checker)
    items = _read(root / "inspection" / "pemat.toml", {"item": ITEM, "term": TERM, "learned": LEARNED}, root, checker)
    return {"checklist": checks["question"], "pemat": items["item"], "terms": items["term"], "learned": items["learned"]}


def _read(path: Path, shapes: dict[str, Shape], root: Path, checker: Checker) -> dict[str, list[dict[str, Any]]]:
    """Read a file of lists of tables; in each list the first key of a table is its own."""
    file = path.relative_to(root).as_posix()
    table = read_toml(path, root, checker)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in shapes}
    if table is None or not checker.table(table, dict.fromkeys(shapes, Key("tables")), file=file, record=""):
        return found
    for name, row_shape in shapes.items():
        own, seen = next(iter(row_shape)), []
        for row in table[name]:
            if checker.table(row, row_shape, file=file, record=str(row.get(own, ""))):
                if row[own] in seen:
                    checker.add(file, str(row[own]), own, "this one is given twice")
                seen.append(row[own])
                _check_row(row, file, checker)
                found[name].append(row)
    return found


def _check_row(row: dict[str, Any], file: str, checker: Checker) -> None:
    if "id" in row and not is_id(row["id"]):
        checker.add(file, row["id"], "id", "expected an id of at most 64 characters from a-z, 0-9 and -")
    if "answer" in row and row["answer"] not in _ANSWERS:
        checker.add(file, str(row["number"]), "answer", f"expected one of {', '.join(_ANSWERS)}, found {row['answer']!r}")
