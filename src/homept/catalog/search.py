"""Search by name that forgives typing mistakes, plurals and word order."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from homept.catalog.results import SearchHit
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from homept.catalog.core import Catalog

__all__ = ["Word", "name_words", "search"]

# Two words count as the same one, misspelt, from this likeness on: 'heal' and 'heel' are 0.75 alike.
_ALIKE = 0.74
# In a word of three letters one wrong letter is a third of it; two that differ by no more are less alike than that.
_SHORT = 3
_ONE_LETTER_OFF = 0.6
# A name must answer at least half of the query.
_WORTH_SHOWING = 0.5
# Words that say nothing about which movement is meant.
_FILLERS = frozenset({"a", "an", "and", "exercise", "exercises", "for", "in", "of", "on", "the", "to", "with", "your"})


def search(catalog: Catalog, query: str, limit: int) -> tuple[SearchHit, ...]:
    """Return the best hits, by score, then by id."""
    if not isinstance(query, str):
        raise InvalidValue("search query", "a text", f"type {type(query).__name__}")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise InvalidValue("search limit", "a whole number, 1 or more", repr(limit))
    wanted = name_words(query)
    best: dict[str, tuple[float, bool, str, bool]] = {}
    for id, name, ambiguous, words in _names(catalog):
        # Of two names of a record that answer alike, the one that was typed tells whether it is ambiguous.
        typed = name.casefold() == query.strip().casefold()
        score = 1.0 if typed else round(_likeness(wanted, words), 4)
        if score >= _WORTH_SHOWING and (id not in best or (score, typed) > best[id][:2]):
            best[id] = (score, typed, name, ambiguous)
    found = sorted(best, key=lambda one: (-best[one][0], one))[:limit]
    return tuple(SearchHit(exercise=catalog[id], name=best[id][2], score=best[id][0], ambiguous=best[id][3]) for id in found)


class Word(NamedTuple):
    """A word of a name: in plain letters, and without its ending."""

    plain: str
    stem: str


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[Word, ...]:
    """Split a name into its words: without accents, case and words that say nothing."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    spaced = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return tuple(Word(plain, _stem(plain)) for plain in spaced.split() if plain not in _FILLERS)


def _stem(word: str) -> str:
    # Leaflets write slide, slides and sliding; mere suffix cutting is enough to bring them together.
    for ending in ("ing", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def _names(catalog: Catalog) -> list[tuple[str, str, bool, tuple[Word, ...]]]:
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


def _likeness(wanted: tuple[Word, ...], words: tuple[Word, ...]) -> float:
    if not wanted or not words:
        return 0.0
    found = [max((_alike(want, word), -place) for place, word in enumerate(words)) for want in wanted]
    matched = sum(score for score, _ in found)
    answered = matched / len(wanted)
    # A longer name says more than was asked for, so of two names the shorter one is nearer.
    spare = 0.05 * max(0, len(words) - sum(score > 0 for score, _ in found))
    return max(0.0, answered - spare)


@lru_cache(maxsize=65536)
def _alike(want: Word, word: Word) -> float:
    if want.stem == word.stem:
        return 1.0
    # A slip in the ending spoils the stem, a missing ending the whole word.
    likeness = max(SequenceMatcher(None, one, other, autojunk=False).ratio() for one, other in zip(want, word))
    if likeness >= _ALIKE:
        return 0.9 * likeness
    return _ONE_LETTER_OFF if _is_one_letter_off(want.plain, word.plain) else 0.0


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether two short words of one length differ by one letter, or by two that changed places."""
    if len(one) != len(other) or len(one) > _SHORT:
        return False
    off = [place for place, (mine, theirs) in enumerate(zip(one, other)) if mine != theirs]
    return len(off) == 1 or (len(off) == 2 and sorted(one) == sorted(other))
