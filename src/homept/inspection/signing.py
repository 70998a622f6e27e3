"""Writing approvals into the records of a data folder, and nothing else into them."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from homept.errors import DataProblem, InvalidData

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from homept.inspection.approvals import RecordReview

__all__ = ["sign"]

_KEYS = ("reviewed_by", "reviewed_on", "reviewed_content")


def sign(folder: Path, reviews: Iterable[RecordReview]) -> tuple[str, ...]:
    """
    Write each approval into the ``[review]`` of its record below *folder*, and return the ids of these records.

    Only approvals of the content that the record has now are written; all else is passed over.
    A record that was reviewed before gets the newer name, day and mark.
    Raises :class:`homept.errors.InvalidData`, and writes nothing, when a record is not there or not in the form that homept writes.
    """
    approved = [one for one in reviews if one.state == "approved"]
    problems: list[DataProblem] = []
    written: dict[Path, str] = {}
    for one in approved:
        path = folder / "exercises" / one.exercise.rpartition(".")[2] / "exercise.toml"
        try:
            written[path] = _signed(path.read_text(encoding="utf-8"), _values(one))
        except FileNotFoundError:
            problems.append(DataProblem(path.relative_to(folder).as_posix(), one.exercise, "", "missing file"))
        except ValueError as error:
            problems.append(DataProblem(path.relative_to(folder).as_posix(), one.exercise, "review", str(error)))
    if problems:
        raise InvalidData(problems)
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
    return tuple(one.exercise for one in approved)


def _values(one: RecordReview) -> dict[str, str]:
    assert one.on is not None, "an approval has a date"
    return dict(zip(_KEYS, (one.signature(), one.on.isoformat(), one.content), strict=True))


def _signed(text: str, values: dict[str, str]) -> str:
    """Return the text of a record with *values* at the end of its review, and everything else as it was."""
    lines = text.splitlines()
    if lines.count("[review]") != 1:
        raise ValueError("expected one table headed by [review] on a line of its own")
    start = lines.index("[review]") + 1
    end = next((number for number in range(start, len(lines)) if lines[number].startswith("[")), len(lines))
    inside = [line for line in lines[start:end] if not line.startswith(_KEYS)]
    while inside and not inside[-1].strip():
        inside.pop()
    # JSON writes a text as TOML reads it.
    inside += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    tail = ["", *lines[end:]] if lines[end:] else []
    signed = "\n".join([*lines[:start], *inside, *tail]) + "\n"
    before, after = tomllib.loads(text), tomllib.loads(signed)
    if after != {**before, "review": {**before["review"], **values}}:
        raise ValueError("expected a review of plain keys, one on a line")
    return signed
