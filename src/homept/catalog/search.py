"""Search by name that forgives typing mistakes, plurals and word order."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from homept.catalog.results import SearchHit
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from homept.catalog.core import Catalog

__all__ = ["name_words", "search"]

# Two words count as the same one, misspelt, from this likeness on: 'heal' and 'heel' are 0.75 alike.
_ALIKE = 0.74
# A name must answer at least half of the query.
_WORTH_SHOWING = 0.5
# Words that say nothing about which movement is meant.
_FILLERS = frozenset({"a", "an", "and", "exercise", "exercises", "for", "in", "of", "on", "the", "to", "with", "your"})


def search(catalog: Catalog, query: str, limit: int) -> tuple[SearchHit, ...]:
    """Return the best hits, by score, then by id."""
    if not isinstance(query, str):
        raise InvalidValue("search query", "a text", f"type {type(query).__name__}")
    if limit < 1:
        raise InvalidValue("search limit", "1 or more", repr(limit))
    wanted = name_words(query)
    best: dict[str, SearchHit] = {}
    for id, name, ambiguous, words in _names(catalog):
        score = _likeness(wanted, words)
        if score >= _WORTH_SHOWING and (id not in best or score > best[id].score):
            best[id] = SearchHit(exercise=catalog[id], name=name, score=round(score, 4), ambiguous=ambiguous)
    return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.exercise.id))[:limit])


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Split a name into plain words: without accents, case, fillers and plural endings."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    spaced = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    stems = [_stem(word) for word in spaced.split()]
    return tuple(stem for stem in stems if stem not in _FILLERS) or tuple(stems)


def _stem(word: str) -> str:
    # Leaflets write slide, slides and sliding; mere suffix cutting is enough to bring them together.
    for ending in ("ing", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def _names(catalog: Catalog) -> list[tuple[str, str, bool, tuple[str, ...]]]:
    store = catalog._store
    if store.search_index is None:
        rows = []
        for number, id in enumerate(store.ids):
            text = store.record(number).text
            plain = [(name, False) for name in (text.name, *text.other_names)]
            for name, ambiguous in (*plain, *((name, True) for name in text.ambiguous_names)):
                rows.append((id, name, ambiguous, name_words(name)))
        store.search_index = rows
    return [row for row in store.search_index if row[0] in catalog]


def _likeness(wanted: tuple[str, ...], words: tuple[str, ...]) -> float:
    if not wanted or not words:
        return 0.0
    found = [max((_alike(want, word), -place) for place, word in enumerate(words)) for want in wanted]
    matched = sum(score for score, _ in found)
    answered = matched / len(wanted)
    # A longer name says more than was asked for, so of two names the shorter one is nearer.
    spare = 0.05 * max(0, len(words) - sum(score > 0 for score, _ in found))
    return max(0.0, answered - spare)


@lru_cache(maxsize=65536)
def _alike(want: str, word: str) -> float:
    if want == word:
        return 1.0
    likeness = SequenceMatcher(None, want, word, autojunk=False).ratio()
    return 0.9 * likeness if likeness >= _ALIKE else 0.0
