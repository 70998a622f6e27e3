"""
The words that homept uses, as data.

Each facet (regions, goals, equipment, conditions ...) is a small vocabulary of ids, each with a label and a definition.
Values hold the ids as plain strings.
For completion in an editor the facets are also offered as string enumerations, such as ``vocabulary.Region.KNEE``, which is
the string ``"knee"``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.errors import MissingText, UnknownWord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homept._words import (
        Condition as Condition,
    )
    from homept._words import (
        Equipment as Equipment,
    )
    from homept._words import (
        Goal as Goal,
    )
    from homept._words import (
        Habit as Habit,
    )
    from homept._words import (
        Kind as Kind,
    )
    from homept._words import (
        Position as Position,
    )
    from homept._words import (
        Procedure as Procedure,
    )
    from homept._words import (
        Region as Region,
    )
    from homept._words import (
        Side as Side,
    )
    from homept._words import (
        SkipReason as SkipReason,
    )
    from homept._words import (
        Symptom as Symptom,
    )
    from homept._words import (
        Trait as Trait,
    )

__all__ = [
    "Condition",
    "Equipment",
    "Goal",
    "Habit",
    "Kind",
    "Position",
    "Procedure",
    "Region",
    "Side",
    "SkipReason",
    "Symptom",
    "Trait",
    "Word",
    "check",
    "check_word",
    "facets",
    "with_children",
    "word",
    "words",
]

# What is said of these is about a person's health, so an unknown one is never repeated in a message.
_HEALTH_FACETS = frozenset({"conditions", "procedures", "symptoms", "skip_reasons"})
_HINTS = {
    "conditions": "a condition that is not listed goes into other_conditions; homept.vocabulary.words('conditions') lists the words",
}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Word(Value):
    """
    One word: its id, its label and definition per language, its parent, and what else its facet says of it.

    ``kind`` is filled for symptoms (emergency, contact, note) and reasons for skipping (pain, excused, missed);
    ``benefit`` marks the goals that are benefits of home exercise.
    ``source`` names the work of the bibliography that the definition was checked against, or ``homept-default`` for words of our own;
    every condition, operation, symptom and trait has one.
    """

    id: str = attrs.field(validator=checks.an_id)
    labels: tuple[tuple[str, str], ...] = attrs.field(validator=checks.rows(str, str))
    definitions: tuple[tuple[str, str], ...] = attrs.field(default=(), validator=checks.rows(str, str))
    parent: str | None = attrs.field(default=None, validator=checks.optional(checks.an_id))
    kind: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    benefit: bool = attrs.field(default=False, validator=checks.a(bool))
    source: str | None = attrs.field(default=None, validator=checks.optional(checks.text))

    def label(self, language: str = "en") -> str:
        """Return the label in *language*; one that does not exist is a :class:`homept.errors.MissingText`."""
        labels = dict(self.labels)
        if language not in labels:
            raise MissingText(f"word {self.id}", language, sorted(labels))
        return labels[language]


@lru_cache(maxsize=1)
def _facets() -> dict[str, dict[str, Word]]:
    from homept._package_data import read_json

    return {facet: {row["id"]: from_row(row) for row in rows} for facet, rows in read_json("vocabulary.json").items()}


def from_row(row: dict[str, Any]) -> Word:
    """Make a word of a row of a vocabulary file."""
    return Word(
        id=row["id"],
        labels=tuple(sorted(row["label"].items())),
        definitions=tuple(sorted(row.get("definition", {}).items())),
        parent=row.get("parent"),
        kind=row.get("kind"),
        benefit=row.get("benefit", False),
        source=row.get("source"),
    )


def facets() -> tuple[str, ...]:
    """
    Return the names of all facets, sorted.

    >>> "regions" in facets()
    True
    """
    return tuple(sorted(_facets()))


def words(facet: str) -> tuple[Word, ...]:
    """
    Return the words of *facet* in the order of its file.

    >>> [word.id for word in words("sides")]
    ['left', 'right', 'both']
    """
    return tuple(_facet(facet).values())


def word(facet: str, id: str) -> Word:
    """
    Return one word.

    >>> word("regions", "knee").parent
    'lower-limb'
    """
    check_word(facet, id, path=facet)
    return _facet(facet)[id]


def check(facet: str, ids: Iterable[str], *, path: str = "", private: bool = False) -> frozenset[str]:
    """
    Return *ids* as a set when all are words of *facet*; refuse a bare string and an unknown word.

    The error names *path* as the place; with *private*, as with every facet of health data, it does not repeat what was found.

    >>> sorted(check("regions", ["knee", "hip"]))
    ['hip', 'knee']
    >>> check("regions", ["kne"])
    Traceback (most recent call last):
    ...
    homept.errors.UnknownWord: regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?; homept.vocabulary.words('regions') lists them all
    """
    path = path or facet
    found = checks.word_set(ids)
    if not isinstance(found, (frozenset, tuple)):
        raise checks.not_words(path, ids, private=private or facet in _HEALTH_FACETS)
    for id in found:
        check_word(facet, id, path=path, private=private)
    return frozenset(found)


def check_word(facet: str, id: str, *, path: str = "", private: bool = False) -> str:
    """
    Return *id* when it is a word of *facet*; else raise :class:`homept.errors.UnknownWord` with the nearest ones.

    *path* and *private* as in :func:`check`.

    >>> check_word("sides", "left")
    'left'
    """
    known = _facet(facet)
    if not isinstance(id, str) or id not in known:
        raise unknown_word(facet, id, known, path=path or facet, private=private)
    return str(id)


def unknown_word(
    facet: str, id: object, known: Iterable[str], *, path: str, private: bool = False, hint: str = ""
) -> UnknownWord:
    """Make the error for a word that is not in *known*, with the nearest words where that gives no health data away."""
    from difflib import get_close_matches

    if private or facet in _HEALTH_FACETS:
        return UnknownWord(path, facet, None, hint=_HINTS.get(facet, hint))
    return UnknownWord(path, facet, str(id), get_close_matches(str(id), list(known), n=3, cutoff=0.6), hint)


def with_children(facet: str, ids: Iterable[str]) -> frozenset[str]:
    """
    Return *ids* with all words below them in the tree of *facet*.

    >>> sorted(with_children("regions", {"lower-limb"}))
    ['ankle-foot', 'hip', 'knee', 'lower-limb']
    """
    found = set(check(facet, ids))
    grew = True
    while grew:
        below = {w.id for w in words(facet) if w.parent in found} - found
        found |= below
        grew = bool(below)
    return frozenset(found)


def _facet(facet: str) -> dict[str, Word]:
    known = _facets()
    if facet not in known:
        raise unknown_word("facets", facet, known, path="facet", hint="homept.vocabulary.facets() lists them all")
    return known[facet]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # The enumerations cost more than all the rest of this module, and only few callers want them.
        if name in __all__:
            from homept import _words

            return getattr(_words, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return __all__
