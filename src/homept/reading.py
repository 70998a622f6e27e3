"""
How easy texts are to read: the Flesch-Kincaid grade, and the lengths of sentences.

Needs the extra ``reading``.
The grade is a school year of the United States, counted from the lengths of sentences and the syllables of words; it knows
nothing of sense or order, so it finds hard texts and proves no text easy.
It is made for English.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

from homept.errors import InvalidValue, MissingExtra

try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        import textstat as _textstat
except ImportError:
    raise MissingExtra("reading", "textstat") from None

from homept.report.table import Table, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homept.catalog import Catalog
    from homept.exercise import Exercise

__all__ = ["Reading", "grade", "lines", "read", "reading", "sentences"]

# Leaflets for patients are advised to be written for this grade or below.
_SIXTH = 6.0
_HARDEST = 10


def lines(exercise: Exercise) -> list[str]:
    """
    Collect everything that a person reads of an exercise, line by line; names are no sentences and are left out.

    >>> import homept
    >>> lines(homept.load_catalog()["heel-slide"])[0]
    'Helps your knee and hip bend more freely.'
    """
    text = exercise.text
    cautions = [precaution.sentence for precaution in exercise.precautions]
    return [text.purpose, text.why, *text.set_up, *text.steps, text.breathing, *text.mistakes, *text.stop_signs, *cautions]


def sentences(text: str) -> list[str]:
    """
    Split a text at the ends of its sentences.

    >>> sentences("Sit down. Put both feet flat.")
    ['Sit down.', 'Put both feet flat.']
    """
    return [sentence for sentence in re.split(r"(?<=[.?!:])\s+", text) if sentence]


def grade(text: str) -> float:
    """
    Return the Flesch-Kincaid grade of an English text, with one decimal; easy texts may be below 0.

    >>> grade("Sit on a chair. Put both feet flat on the floor.") < 2
    True
    """
    _warm_up()
    return float(_textstat.flesch_kincaid_grade(text))


@cache
def _warm_up() -> None:
    """Have the dictionary read, whose file it leaves to be closed by the collector."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        _textstat.flesch_kincaid_grade("Sit on a chair.")


class Reading(NamedTuple):
    """How easy one exercise is to read: its grade, and the words of its sentences, on average and in the longest one."""

    id: str
    grade: float
    sentences: int
    words: int
    longest: int

    @property
    def average(self) -> float:
        """The words of a sentence, on average."""
        return self.words / self.sentences


def read(exercise: Exercise) -> Reading:
    """
    Tell how easy an exercise is to read, all its lines together.

    >>> import homept
    >>> read(homept.load_catalog()["heel-slide"]).grade <= 6.0
    True
    """
    text = " ".join(lines(exercise))
    lengths = [len(sentence.split()) for sentence in sentences(text)]
    return Reading(exercise.id, grade(text), len(lengths), sum(lengths), max(lengths))


def reading(catalog: Catalog) -> tuple[Table, ...]:
    """
    Tell how easy the exercises of *catalog* are to read: all together, by grade, and the hardest ones.

    Raises :class:`homept.errors.InvalidValue` for a catalog in another language than English.

    >>> import homept
    >>> [table.id for table in reading(homept.load_catalog().filter(regions={"jaw"}))]
    ['reading', 'reading-grades', 'hardest']
    """
    if catalog.language != "en":
        raise InvalidValue("catalog", "texts in English, which the Flesch-Kincaid grade is made for", repr(catalog.language))
    found = sorted(map(read, catalog.values()), key=lambda one: (-one.grade, -one.average, one.id))
    return _overview(found), _by_grade(found), _hardest(catalog, found[:_HARDEST])


def _overview(found: Sequence[Reading]) -> Table:
    easy = sum(one.grade <= _SIXTH for one in found)
    rows = [("exercises", str(len(found))), ("of grade 6 or below", f"{easy} ({percent(easy, len(found))})")]
    if found:
        rows += [
            ("grade, in the middle", f"{median(one.grade for one in found):.1f}"),
            ("grade, the hardest", f"{found[0].grade:.1f}"),
            ("words of a sentence, on average", f"{sum(one.words for one in found) / sum(one.sentences for one in found):.1f}"),
            ("words of a sentence, the average of the hardest", f"{max(one.average for one in found):.1f}"),
            ("words of the longest sentence", str(max(one.longest for one in found))),
            ("sentences of an exercise, on average", f"{mean(one.sentences for one in found):.1f}"),
            ("words of an exercise, on average", f"{mean(one.words for one in found):.0f}"),
        ]
    note = "The Flesch-Kincaid grade of all that a person reads of an exercise; the aim is grade 6 or below."
    return Table("reading", "Reading level", note, ("What", "Figure"), tuple(rows))


def _by_grade(found: Sequence[Reading]) -> Table:
    steps = sorted({int(one.grade * 2 // 1) for one in found})
    rows = tuple(
        (f"{step / 2:.1f} to {step / 2 + 0.4:.1f}", count, percent(count, len(found)))
        for step in range(min(steps, default=0), max(steps, default=-1) + 1)
        for count in [sum(int(one.grade * 2 // 1) == step for one in found)]
    )
    return Table("reading-grades", "Exercises by reading grade", "", ("Grade", "Exercises", "Share"), rows)


def _hardest(catalog: Catalog, found: Sequence[Reading]) -> Table:
    rows = tuple((catalog[one.id].name, one.id, f"{one.grade:.1f}", f"{one.average:.1f}", one.longest) for one in found)
    return Table(
        "hardest",
        f"The {_HARDEST} that are hardest to read",
        "",
        ("Exercise", "Id", "Grade", "Words of a sentence", "Longest sentence"),
        rows,
    )
