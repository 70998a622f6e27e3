"""Strict reading of ``data/inspection``: the clinician's checklist, and the items of the PEMAT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from homept._checks import is_id
from homept.catalog.folder import read_rows
from homept.catalog.shape import Checker, Key, Shape

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ITEM", "QUESTION", "read_inspection"]

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
_ANSWERS = ("yes", "no", "not-applicable")


def read_inspection(root: Path, checker: Checker) -> dict[str, Any]:
    """Read both lists and note each problem."""
    found: dict[str, Any] = {}
    for name, key, row_shape, of in (("checklist", "question", QUESTION, "id"), ("pemat", "item", ITEM, "number")):
        path = root / "inspection" / f"{name}.toml"
        file = path.relative_to(root).as_posix()
        rows = read_rows(path, key, root, checker)
        sound = [row for row in rows if checker.table(row, row_shape, file=file, record=str(row.get(of, "")))]
        seen: set[object] = set()
        for row in sound:
            if row[of] in seen:
                checker.add(file, str(row[of]), of, "this one is given twice")
            seen.add(row[of])
            _check_row(row, file, checker)
        found[name] = sound
    return found


def _check_row(row: dict[str, Any], file: str, checker: Checker) -> None:
    if "id" in row and not is_id(row["id"]):
        checker.add(file, row["id"], "id", "expected an id of at most 64 characters from a-z, 0-9 and -")
    if "answer" in row and row["answer"] not in _ANSWERS:
        checker.add(file, str(row["number"]), "answer", f"expected one of {', '.join(_ANSWERS)}, found {row['answer']!r}")
