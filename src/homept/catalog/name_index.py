"""The names of a catalog, indexed by their words, so that a search looks at the names that share a word with it and at no others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from homept.catalog.spelling import Word, letters_of, name_words, same_sense, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homept.catalog.core import Store

    Names = tuple[str, str, Sequence[str], Sequence[str], int]

__all__ = ["AMBIGUOUS", "Entry", "SearchIndex", "index_of"]

#: The field of an entry that is an ambiguous name; the main name is 0, another one 1, and so is the id.
AMBIGUOUS = 2
# The facets whose words people put into a query besides the name: "knee stretch sitting", "with band".
_ASPECTS = ("equipment", "goals", "kinds", "movements", "muscles", "positions", "regions")


class Entry(NamedTuple):
    """One name of one record, or the words of its id, which go by the main name."""

    record: int
    name: str
    field: int
    words: tuple[Word, ...]


class SearchIndex:
    """The names by their words, and the records by the words of their facets; made once."""

    __slots__ = ("aspects", "by_initials", "by_length", "by_stem", "by_word", "entries", "near", "typed", "uses", "weights")

    def __init__(self, names: Iterable[tuple[int, Names]], aspects: dict[str, int]) -> None:
        self.entries: list[Entry] = []
        self.by_word: dict[Word, list[int]] = {}
        self.by_initials: dict[str, dict[tuple[Word, ...], None]] = {}
        self.typed: dict[str, list[int]] = {}
        self.aspects: dict[str, int] = aspects
        # What a search found out of a word, for the next search.
        self.near: dict[Word, dict[Word, float]] = {}
        self.uses: dict[int, int] = {}
        for record, (id, name, others, ambiguous, uses) in names:
            self.uses[record] = uses
            self._add(record, name, 0, name)
            for field, more in ((1, others), (AMBIGUOUS, ambiguous)):
                for other in more:
                    self._add(record, other, field, other)
            self._add(record, name, 1, id)
        self.by_stem: dict[str, list[Word]] = {}
        self.by_length: dict[int, list[tuple[Word, int]]] = {}
        for word in self.by_word:
            self.by_stem.setdefault(word.stem, []).append(word)
            self.by_length.setdefault(len(word.plain), []).append((word, letters_of(word.plain)))
        # A rare word tells more than one that is in every other name.
        many = len(self.entries) + 1
        counts = {stem: sum(len(self.by_word[word]) for word in words) for stem, words in self.by_stem.items()}
        self.weights: dict[str, float] = {stem: math.log(1 + many / count) / math.log(1 + many) for stem, count in counts.items()}

    def _add(self, record: int, name: str, field: int, typed: str) -> None:
        """Take in a name by its words, by its initials, and as it is typed."""
        number, plain, words = len(self.entries), split_words(typed), name_words(typed)
        self.entries.append(Entry(record, name, field, words))
        self.typed.setdefault(" ".join(plain), []).append(number)
        for word in dict.fromkeys(words):
            self.by_word.setdefault(word, []).append(number)
        if len(plain) > 1:
            self.by_initials.setdefault("".join(one[0] for one in plain), {})[words] = None


def index_of(store: Store) -> SearchIndex:
    """Return the index of a store, which is made at the first search."""
    if store.search_index is None:
        # Two threads may both make it; they make equal ones.
        store.search_index = SearchIndex(_names(store), _aspects(store))
    index: SearchIndex = store.search_index
    return index


def _names(store: Store) -> Iterator[tuple[int, Names]]:
    """Give each record's number, its id, its main name, its other names, its ambiguous ones, and how many leaflets ask for it."""
    if store.read_names is not None:
        for id, (name, others, ambiguous, uses) in store.read_names().items():
            yield store.index[id], (id, name, others, ambiguous, uses)
        return
    for number, id in enumerate(store.ids):
        record = store.record(number)
        yield number, (id, record.text.name, record.text.other_names, record.text.ambiguous_names, len(record.uses))


def _aspects(store: Store) -> dict[str, int]:
    """For each word by which people mean a word of a facet, the bitset of the records that carry it."""
    aspects: dict[str, int] = {}
    for facet in _ASPECTS:
        for id, records in store.masks[facet].items():
            for word in name_words(id):
                for stem in {word.stem, *same_sense(word.stem)}:
                    aspects[stem] = aspects.get(stem, 0) | records
    return aspects
