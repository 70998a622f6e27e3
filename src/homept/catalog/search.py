"""
Search by name that forgives typing mistakes, plurals, other spellings, abbreviations and word order.

The names are indexed by their words at the first search of a catalog, so that a search looks at the names that share a word with
the query and at no others.
"""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from homept.catalog.results import SearchHit
from homept.catalog.spelling import Word, as_word, name_words, same_phrase, same_sense, slips, split_words
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homept.catalog.core import Catalog, Store

__all__ = ["search"]

# What a word of a name answers of a word that was typed.
_SAME_STEM = 0.98
_SAME_SENSE = 0.85
_SLIP = 0.95
# A word that is known as it was typed is less likely a slip of another one.
_SLIP_OF_A_KNOWN_WORD = 0.8
# A reading that takes letters for initials, or words for parts of one, is a guess.
_GUESSED = 0.95
_MOST_READINGS = 12
_LONGEST_PHRASE = 3
# A word that no name has cannot tell the records apart; it only casts doubt on what the others found.
_UNKNOWN = 0.5
# A name must answer this much of the query.
_WORTH_SHOWING = 0.35
# A longer name says more than was asked for, so of two names the shorter one is nearer.
_SPARE = 0.05
# Only the name itself is a whole answer, and an ambiguous one yields to the record that has it for its own.
_TYPED_BUT_AMBIGUOUS = 0.995
_NEARLY = 0.99
# Of two names that answer alike, the main name is nearer than another, and that nearer than an ambiguous one.
_FIELD = 0.004
_AMBIGUOUS = 2
_ORDER = 0.002
# A word that this name of a record lacks and another one of its names has.
_ELSEWHERE = 0.6
_ASPECT = 0.8


class Entry(NamedTuple):
    """One name of one record, or the words of its id."""

    id: str
    name: str
    field: int
    words: tuple[Word, ...]


class SearchIndex:
    """The names of a catalog by their words; made once, and not changed after."""

    __slots__ = ("by_aspect", "by_initials", "by_length", "by_stem", "by_word", "entries", "typed", "weights")

    def __init__(self, names: Iterable[tuple[str, str, Sequence[str], Sequence[str]]]) -> None:
        self.entries: list[Entry] = []
        self.by_word: dict[Word, list[int]] = {}
        self.by_stem: dict[str, list[Word]] = {}
        self.by_initials: dict[str, dict[tuple[Word, ...], None]] = {}
        self.typed: dict[str, list[int]] = {}
        for id, name, others, ambiguous in names:
            self._add(id, name, 0, name)
            for field, more in ((1, others), (_AMBIGUOUS, ambiguous)):
                for other in more:
                    self._add(id, other, field, other)
            self._add(id, name, 1, id)
        for word in self.by_word:
            self.by_stem.setdefault(word.stem, []).append(word)
        self.by_length: dict[int, list[tuple[Word, int]]] = {}
        for word in self.by_word:
            self.by_length.setdefault(len(word.plain), []).append((word, _letters(word.plain)))
        # A rare word tells more than one that is in every other name.
        many = len(self.entries) + 1
        counts = {stem: sum(len(self.by_word[word]) for word in words) for stem, words in self.by_stem.items()}
        self.weights = {stem: math.log(1 + many / count) / math.log(1 + many) for stem, count in counts.items()}

    def _add(self, id: str, name: str, field: int, typed: str) -> None:
        """Take in a name by its words, its initials, and as it may be typed."""
        number, plain, words = len(self.entries), split_words(typed), name_words(typed)
        self.entries.append(Entry(id, name, field, words))
        self.typed.setdefault(" ".join(plain), []).append(number)
        for word in dict.fromkeys(words):
            self.by_word.setdefault(word, []).append(number)
        if len(plain) > 1:
            self.by_initials.setdefault("".join(one[0] for one in plain), {})[words] = None


def search(catalog: Catalog, query: str, limit: int) -> tuple[SearchHit, ...]:
    """Return the best hits, by score, then by id."""
    if not isinstance(query, str):
        raise InvalidValue("search query", "a text", f"type {type(query).__name__}")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise InvalidValue("search limit", "a whole number, 1 or more", repr(limit))
    index = _index(catalog._store)
    best: dict[str, tuple[float, Entry]] = {}
    for number, score in _scores(index, query).items():
        entry, rounded = index.entries[number], round(score, 4)
        if score >= _WORTH_SHOWING and (entry.id not in best or rounded > best[entry.id][0]) and entry.id in catalog:
            best[entry.id] = (rounded, entry)
    found = sorted(best, key=lambda one: (-best[one][0], one))[:limit]
    return tuple(_hit(catalog, *best[id]) for id in found)


def _scores(index: SearchIndex, query: str) -> dict[int, float]:
    """Return how well each name that has anything of the query answers it."""
    typed = index.typed.get(" ".join(split_words(query)), ())
    scores = {number: 1.0 if index.entries[number].field < _AMBIGUOUS else _TYPED_BUT_AMBIGUOUS for number in typed}
    near: dict[Word, dict[Word, float]] = {}
    for reading, trust in _readings(index, query):
        near |= {word: _near(index, word) for word in reading if word not in near}
        for number, score in _answers(index, reading, near):
            scores[number] = max(scores.get(number, 0.0), trust * score)
    return scores


def _hit(catalog: Catalog, score: float, entry: Entry) -> SearchHit:
    return SearchHit(exercise=catalog[entry.id], name=entry.name, score=score, ambiguous=entry.field == _AMBIGUOUS)


def _index(store: Store) -> SearchIndex:
    if store.search_index is None:
        # Two threads may both make it; they make equal ones.
        store.search_index = SearchIndex(_names(store))
        store.search_index.by_aspect = aspects(store)
    index: SearchIndex = store.search_index
    return index


FACETS=("positions","equipment","regions","muscles","kinds","goals")
def aspects(store):
    found = {}
    for facet in FACETS:
        for word, mask in store.masks[facet].items():
            ids = {id for n, id in enumerate(store.ids) if mask >> n & 1}
            for one in name_words(word):
                for stem in (one.stem, *same_sense(one.stem)):
                    found.setdefault(stem, set()).update(ids)
    return found


def _names(store: Store) -> Iterator[tuple[str, str, Sequence[str], Sequence[str]]]:
    """Give the names of each record by its id: the main one, other ones, and ambiguous ones."""
    if store.read_names is not None:
        yield from ((id, *names) for id, names in store.read_names().items())
        return
    for number, id in enumerate(store.ids):
        text = store.record(number).text
        yield id, text.name, text.other_names, text.ambiguous_names


def _readings(index: SearchIndex, query: str) -> Iterator[tuple[tuple[Word, ...], float]]:
    """Give the words of the query as they were typed, and as they may have been meant."""
    # A number that no name has says how often.
    words = tuple(word for word in name_words(query) if word.stem in index.by_stem or not word.plain.isdigit())
    yield words, 1.0
    head = name_words(re.split("[,(]", query, maxsplit=1)[0])
    if len(head) < len(words):
        # Leaflets put how it is done after the name: "Knee bends, hold support".
        yield head, _GUESSED
    for start in range(len(words)):
        for stop in range(start + 1, min(len(words), start + _LONGEST_PHRASE) + 1):
            for other in same_phrase(words[start:stop]):
                yield (*words[:start], *other, *words[stop:]), _GUESSED
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        if after and (joined := as_word(word.plain + after[0].plain)).stem in index.by_stem:
            yield (*before, joined, *after[1:]), _GUESSED
        if word.stem not in index.by_stem:
            parts = [*_halves(index, word), *index.by_initials.get(word.plain, ())]
            for part in islice(parts, _MOST_READINGS):
                yield (*before, *part, *after), _GUESSED


def _halves(index: SearchIndex, word: Word) -> Iterator[tuple[Word, ...]]:
    for at in range(2, len(word.plain) - 1):
        one, other = as_word(word.plain[:at]), as_word(word.plain[at:])
        if one.stem in index.by_stem and other.stem in index.by_stem:
            yield one, other


def _answers(index: SearchIndex, wanted: tuple[Word, ...], nearest: dict[Word, dict[Word, float]]) -> Iterator[tuple[int, float]]:
    """Score each name that shares a word with the wanted ones."""
    answered: dict[int, float] = {}
    beyond: dict[int, float] = {}
    matched: dict[int, list[Word]] = {}
    by_record: dict[str, float] = {}
    doubts = 0.0
    for want in wanted:
        near = nearest[want]
        weight, doubt = _weight_and_doubt(index, want, near)
        doubts += doubt
        got: dict[int, tuple[float, Word]] = {}
        for word, score in near.items():
            for number in index.by_word[word]:
                if number not in got or score > got[number][0]:
                    got[number] = (score, word)
        best: dict[str, float] = {}
        for number, (score, word) in got.items():
            answered[number] = answered.get(number, 0.0) + weight * score
            beyond[number] = beyond.get(number, 0.0) + weight - doubt
            matched.setdefault(number, []).append(word)
            id = index.entries[number].id
            best[id] = max(score, best.get(id, 0.0))
        for id in index.by_aspect.get(want.stem, ()):
            best[id] = max(_ASPECT, best.get(id, 0.0))
        for id, score in best.items():
            by_record[id] = by_record.get(id, 0.0) + weight * score
    for number, own in answered.items():
        entry, used = index.entries[number], matched[number]
        spare = len(entry.words) - len(set(used))
        in_order = used == [word for word in entry.words if word in used]
        nearness = -_SPARE * spare - _FIELD * entry.field + _ORDER * (in_order - 1)
        score = own + _ELSEWHERE * (by_record[entry.id] - own)
        yield number, max(0.0, min(_NEARLY, score / (doubts + beyond[number])) + nearness)


def _weight_and_doubt(index: SearchIndex, want: Word, near: dict[Word, float]) -> tuple[float, float]:
    """Return what a word weighs for the names that have it, and for those that do not."""
    if want.stem in index.by_stem:
        weight = index.weights[want.stem]
        return weight, weight
    weight = max((index.weights[word.stem] for word in near), default=_UNKNOWN)
    return weight, min(weight, _UNKNOWN)


def _near(index: SearchIndex, want: Word) -> dict[Word, float]:
    """Return the words of names that answer this one, with how well."""
    near: dict[Word, float] = {}
    for stem in same_sense(want.stem):
        near.update(dict.fromkeys(index.by_stem.get(stem, ()), _SAME_SENSE))
    known = want.stem in index.by_stem
    trust = _SLIP * (_SLIP_OF_A_KNOWN_WORD if known else 1.0)
    for word, count in _misspelt(index, want):
        score = trust * (1 - max(1, count) / max(len(word.plain), len(want.plain)))
        _raise(near, word, score)
        for stem in () if known else same_sense(word.stem):
            for other in index.by_stem.get(stem, ()):
                _raise(near, other, _SAME_SENSE * score)
    near.update(dict.fromkeys(index.by_stem.get(want.stem, ()), _SAME_STEM))
    if want in index.by_word:
        near[want] = 1.0
    return near


def _misspelt(index: SearchIndex, want: Word) -> Iterator[tuple[Word, int]]:
    """Give the words of names that may have been meant, each with its slips."""
    letters, length = _letters(want.plain), len(want.plain)
    for theirs_length in range(length - 3, length + 4):
        most = _slips_allowed(max(length, theirs_length))
        for word, theirs in index.by_length.get(theirs_length, ()):
            # A slip changes two letters of the set at most, so this spares nearly all the counting.
            if (letters ^ theirs).bit_count() <= 2 * most:
                # A slip in the ending spoils the stem, a missing ending the whole word.
                count = slips(want.plain, word.plain, most)
                if count > most and word.stem != word.plain:
                    count = slips(want.stem, word.stem, most)
                if count <= most:
                    yield word, count


def _raise(near: dict[Word, float], word: Word, score: float) -> None:
    near[word] = max(score, near.get(word, 0.0))


def _slips_allowed(length: int) -> int:
    return 0 if length < 3 else 1 if length < 8 else 2


def _letters(word: str) -> int:
    """Return the set of letters as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
