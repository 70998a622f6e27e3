"""What the records of a catalog rest on: the works behind doses and texts, how these were read, and who reviewed what."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from homept import vocabulary
from homept.report.table import Table, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homept.catalog import Catalog
    from homept.exercise import Citation, Exercise
    from homept.report.table import Cell

__all__ = ["EXTENTS", "evidence", "extent"]

_OWN = "homept-default"
_NOT_TOLD = "kind not told"
_BOUNDS = ("low", "start", "high")

#: How much of a work was read, by the first sentence of what its ``seen`` says; the first pattern that fits counts.
EXTENTS = {
    "abstract or summary": r"\babstract\b|\bsummary\b",
    "whole": r"\bread whole\b|\bwhole (text|page)\b",
    "part": (
        r"\bparts?\b|\b(first|one|course) pages?\b|\bpage \d|\bfirst (two|four|six)\b|\bexcerpt\b|\bsection\b|\btables?\b"
        r"|\blist\b(?! that| of)|\bmost of it\b|\bup to\b|\boverview\b"
    ),
    "how much is not said": "",
}


def extent(seen: str) -> str:
    """
    Tell how much of a work was read, as its ``seen`` says in its first sentence.

    >>> extent("Stored copy, first part read. Hold 5 s."), extent("Read whole."), extent("Stored copy. 3 sets.")
    ('part', 'whole', 'how much is not said')
    """
    first = re.split(r"(?<=[.:])\s", seen)[0]
    return next(name for name, pattern in EXTENTS.items() if re.search(pattern, first, re.IGNORECASE))


def evidence(catalog: Catalog, *, works: Iterable[Citation] | None = None) -> tuple[Table, ...]:
    """
    Tell what the doses and records of *catalog* rest on, how the works were read, and who reviewed the records.

    *works* are the works to tell of; None is those that the records cite.

    >>> import homept
    >>> [table.id for table in evidence(homept.load_catalog())]
    ['dose-bases', 'dose-bounds', 'cited-works', 'works-read', 'review', 'checked-against']
    """
    records = list(catalog.values())
    cited = {citation.source: citation for exercise in records for citation in exercise.citations}
    told = list(cited.values() if works is None else works)
    return (
        _dose_bases(records),
        _dose_bounds(records),
        _cited_works(records, cited),
        _works_read(told),
        _review(records),
        _checked_against(records),
    )


@cache
def _kinds() -> dict[str, str]:
    """The kinds of works with their labels, from those that say most to those that say least."""
    return {word.id: word.label() for word in vocabulary.words("source_kinds")}


def _kind(citation: Citation) -> str:
    return _NOT_TOLD if citation.kind is None else _kinds()[citation.kind]


def _rows_in_order(found: Iterable[str]) -> list[str]:
    """Give the labels of all kinds, and those of the rest that were found."""
    return [*_kinds().values(), *([_NOT_TOLD] if _NOT_TOLD in found else [])]


def _dose_bases(records: list[Exercise]) -> Table:
    found: dict[str, Counter[str]] = {bound: Counter() for bound in _BOUNDS}
    for exercise in records:
        kinds = {citation.source: _kind(citation) for citation in exercise.citations}
        for bound, basis in zip(_BOUNDS, exercise.dose.basis):
            found[bound][_OWN if basis == _OWN else kinds.get(basis, _NOT_TOLD)] += 1
    total = len(_BOUNDS) * len(records)
    rows: list[tuple[Cell, ...]] = []
    for label in [*_rows_in_order(set().union(*found.values())), _OWN]:
        counts = [found[bound][label] for bound in _BOUNDS]
        rows.append((label, *counts, sum(counts), percent(sum(counts), total)))
    rows.append(("all", *(len(records) for _ in _BOUNDS), total, percent(total, total)))
    return Table(
        "dose-bases",
        "What doses rest on",
        "Each exercise has a lowest, a first and a highest dose, and each of the three says what it rests on.",
        ("Kind of work", "Lowest", "First", "Highest", "All", "Share"),
        tuple(rows),
    )


def _dose_bounds(records: list[Exercise]) -> Table:
    published = [sum(basis != _OWN for basis in exercise.dose.basis) for exercise in records]
    rows = tuple((str(count), published.count(count), percent(published.count(count), len(records))) for count in (3, 2, 1, 0))
    return Table(
        "dose-bounds",
        "Exercises by how many of their three doses rest on a published work",
        "",
        ("Doses", "Exercises", "Share"),
        rows,
    )


def _cited_works(records: list[Exercise], cited: dict[str, Citation]) -> Table:
    works = Counter(_kind(citation) for citation in cited.values())
    citing = Counter(kind for exercise in records for kind in {_kind(citation) for citation in exercise.citations})
    only = Counter(kinds.pop() for exercise in records if len(kinds := {_kind(one) for one in exercise.citations}) == 1)
    rows = tuple(
        (label, works[label], citing[label], percent(citing[label], len(records)), only[label]) for label in _rows_in_order(works)
    )
    return Table(
        "cited-works",
        "Works that exercises cite, by kind",
        "An exercise may cite works of several kinds; the last column counts those that cite works of this kind only.",
        ("Kind of work", "Works", "Exercises", "Share", "Only these"),
        rows,
    )


def _works_read(works: list[Citation]) -> Table:
    found = Counter((_kind(work), extent(work.seen)) for work in works)
    rows: list[tuple[Cell, ...]] = [
        (label, *(found[label, name] for name in EXTENTS), sum(found[label, name] for name in EXTENTS))
        for label in _rows_in_order({label for label, _ in found})
    ]
    rows.append(("all", *(sum(extent(work.seen) == name for work in works) for name in EXTENTS), len(works)))
    return Table(
        "works-read",
        "How works were read",
        "As the first sentence of what each says of its reading; where it says that a copy was read and no more, it is not said.",
        ("Kind of work", *EXTENTS, "all"),
        tuple(rows),
    )


def _review(records: list[Exercise]) -> Table:
    writers = Counter(exercise.review.written_by for exercise in records)
    reviewed = Counter(exercise.review.reviewed_by for exercise in records if exercise.review.reviewed_by is not None)
    rows = [(f"written by {name}", count, percent(count, len(records))) for name, count in sorted(writers.items())]
    rows += [(f"reviewed by {name}, clinician", count, percent(count, len(records))) for name, count in sorted(reviewed.items())]
    missing = len(records) - reviewed.total()
    rows.append(("not reviewed by a clinician", missing, percent(missing, len(records))))
    note = "No clinician has reviewed any of these exercises yet." if records and missing == len(records) else ""
    return Table("review", "Who wrote and reviewed", note, ("State", "Exercises", "Share"), tuple(rows))


def _checked_against(records: list[Exercise]) -> Table:
    found = Counter(len(exercise.review.checked_against) for exercise in records)
    rows = tuple((str(count), found[count], percent(found[count], len(records))) for count in range(max(found, default=0) + 1))
    return Table(
        "checked-against",
        "Exercises by how many works they were checked against",
        "Checked by those who wrote them, not by a clinician.",
        ("Works", "Exercises", "Share"),
        rows,
    )
