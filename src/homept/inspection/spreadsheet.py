"""The spreadsheet of a review: one row an exercise, with all that must be judged and empty columns for the answers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from homept.catalog.content import content_mark
from homept.inspection.checklist import checklist
from homept.inspection.facts import (
    OUTCOME_WORDS,
    doses,
    facts,
    held_back,
    held_in_words,
    linked,
    patient_parts,
    precautions,
    review_so_far,
    sources,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homept.exercise import Exercise

__all__ = ["ANSWERED", "CHECK", "COMMENT", "CONTENT", "DATE", "ID", "NAME", "ROLE", "spreadsheet"]

ID, CONTENT = "id", "content (do not change)"
CHECK, COMMENT, NAME, ROLE, DATE = "check ", "comment", "your name", "your role", "date (2026-11-30)"
#: How an answer is written.
ANSWERED = "yes, no or not applicable"

#: What a spreadsheet program takes for the beginning of a formula, or of a command; see OWASP, CSV injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(exercises: Iterable[Exercise], names: Mapping[str, str] | None = None) -> str:
    """
    Return the spreadsheet as CSV text, to be written in UTF-8 with its byte order mark, which spreadsheet programs look for.

    Texts of several lines are one cell.
    A cell that a program would take for a formula begins with an apostrophe.
    *names* gives the names of linked exercises by id; without it those of *exercises* are used.

    >>> import homept
    >>> text = spreadsheet([homept.load_catalog()["heel-slide"]])
    >>> text.splitlines()[0].split(",")[:3]
    ['id', 'revision', 'content (do not change)']
    """
    rows = list(exercises)
    known = {one.id: one.name for one in rows} if names is None else names
    empty = {f"{CHECK}{one.id}: {one.text} ({ANSWERED})": "" for one in checklist()}
    empty |= dict.fromkeys((COMMENT, NAME, ROLE, DATE), "")
    out = io.StringIO(newline="")
    head = list(_told(rows[0], known)) if rows else [ID, CONTENT]
    writer = csv.DictWriter(out, [*head, *empty])
    writer.writeheader()
    for one in rows:
        writer.writerow({key: _harmless(cell) for key, cell in _told(one, known).items()} | empty)
    return out.getvalue()


def _told(exercise: Exercise, names: Mapping[str, str]) -> dict[str, str]:
    """What a row tells; the same keys for every exercise."""
    told = {ID: exercise.id, "revision": str(exercise.revision), CONTENT: content_mark(exercise), "name": exercise.name}
    told |= {"other names": "; ".join(exercise.text.other_names), "ambiguous names": "; ".join(exercise.text.ambiguous_names)}
    told |= {name.lower(): fact for name, fact in facts(exercise).items()}
    for name, (notation, words, basis) in doses(exercise).items():
        told |= {f"{name.lower()} dose": f"{notation}\n{words}", f"{name.lower()} dose rests on": basis}
    told["note on the dose"] = exercise.dose.note
    told |= {f"patient reads: {heading}": _lines(lines) for heading, lines in patient_parts(exercise)}
    told["precautions of its own"] = "\n".join(precautions(exercise))
    held = held_back(exercise)
    for outcome, words in OUTCOME_WORDS.items():
        told[f"rules: {words.lower()}"] = "\n".join(held_in_words(held, outcome))
    told |= {"easier": "\n".join(linked(exercise.easier, names)), "harder": "\n".join(linked(exercise.harder, names))}
    return told | {"sources": "\n".join(sources(exercise)), "review so far": review_so_far(exercise)}


def _lines(lines: tuple[str, ...]) -> str:
    return lines[0] if len(lines) == 1 else "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
