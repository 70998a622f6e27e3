"""
Search by name that forgives typing mistakes, plurals, other spellings, abbreviations and word order.

A query is read in several ways; the words of each reading are looked up among those of the names, and a name's score is the share
of the query that it answers, less a little for all that it says besides.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from homept.catalog.name_index import AMBIGUOUS, index_of
from homept.catalog.results import SearchHit
from homept.catalog.spelling import (
    Word,
    as_word,
    letters_of,
    name_words,
    same_phrase,
    same_sense,
    says_nothing,
    slips,
    split_words,
)
from homept.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homept.catalog.core import Catalog
    from homept.catalog.name_index import Entry, SearchIndex
    from homept.exercise import Exercise

__all__ = ["search"]

# The weights below are our own, set by trial on the first half of tests/catalog/queries.jsonl.
# What a word of a name answers of a word that was typed.
_SAME_STEM = 0.98
_SAME_SENSE = 0.9
_SLIP = 0.95
# A word that is known as it was typed is less likely a slip of another one.
_SLIP_OF_A_KNOWN_WORD = 0.65
# A reading that takes letters for initials, or words for parts of one, is a guess.
_GUESSED = 0.95
_MOST_READINGS = 12
_LONGEST_PHRASE = 3
# Queries share most of their words.
_MOST_KEPT = 1024
# A word that no name has cannot tell the records apart; it only casts doubt on what the others found.
_UNKNOWN = 0.5
# A name must answer this much of the query.
_WORTH_SHOWING = 0.35
# A longer name says more than was asked for, so of two names the shorter one is nearer.
_SPARE = 0.07
# Only the name itself is a whole answer, and an ambiguous one yields to the record that has it for its own.
_TYPED_BUT_AMBIGUOUS = 0.995
_NEARLY = 0.99
# Of two names that answer alike, the main name is nearer than another, and that nearer than an ambiguous one.
_FIELD = 0.004
_ORDER = 0.002
# What a word counts that this name of a record lacks, and another one of its names has, or one of its facets.
_ELSEWHERE = 0.5
_ASPECT = 0.8


def search(catalog: Catalog, query: str, limit: int) -> tuple[SearchHit, ...]:
    """Return the best hits, by score; of equal ones a caller's own first, then the one that more leaflets ask for."""
    if not isinstance(query, str):
        raise InvalidValue("search query", "a text", f"type {type(query).__name__}")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise InvalidValue("search limit", "a whole number, 1 or more", repr(limit))
    ids, index = catalog._store.ids, index_of(catalog._store)
    best: dict[str, tuple[float, Entry]] = {}
    for number, score in _scores(index, query).items():
        entry, rounded = index.entries[number], round(score, 4)
        id = ids[entry.record]
        if score >= _WORTH_SHOWING and (id not in best or rounded > best[id][0]) and id in catalog:
            best[id] = (rounded, entry)

    def order(id: str) -> tuple[float, bool, int, str]:
        score, entry = best[id]
        # A caller's own record comes before one of homept's.
        return -score, "." not in id, -index.uses[entry.record], id

    found = sorted(best, key=order)[:limit]
    return tuple(_hit(catalog[id], *best[id]) for id in found)


def _scores(index: SearchIndex, query: str) -> dict[int, float]:
    """Return how well each name that has anything of the query answers it."""
    plain = query.strip().casefold()
    # Of the names that differ in hyphens only, the one that was typed is told.
    typed = sorted(index.typed.get(" ".join(split_words(query)), ()), key=lambda one: index.entries[one].name.casefold() != plain)
    scores = {number: 1.0 if index.entries[number].field < AMBIGUOUS else _TYPED_BUT_AMBIGUOUS for number in typed}
    for reading, trust in _readings(index, query):
        for number, score in _answers(index, reading):
            scores[number] = max(scores.get(number, 0.0), trust * score)
    return scores


def _hit(exercise: Exercise, score: float, entry: Entry) -> SearchHit:
    return SearchHit(exercise=exercise, name=entry.name, score=score, ambiguous=entry.field == AMBIGUOUS)


def _readings(index: SearchIndex, query: str) -> Iterator[tuple[tuple[Word, ...], float]]:
    """Give the words of the query as they were typed, and as they may have been meant."""
    words = tuple(word for word in name_words(query) if word.stem in index.by_stem or not says_nothing(word))
    yield words, 1.0
    bare = tuple(word for word in words if not says_nothing(word))
    if bare and len(bare) < len(words):
        # A number or a small word can stand in some name: "2 x 12".
        yield bare, _GUESSED
    head = name_words(re.split("[,(]", query, maxsplit=1)[0])
    if len(head) < len(words):
        # Leaflets put how it is done after the name: "Knee bends, hold support".
        yield head, _GUESSED
    tail = name_words(query.rpartition(":")[2])
    if len(tail) < len(words):
        # And before it the level or what it is for: "Level 1: Bridge".
        yield tail, _GUESSED
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


def _answers(index: SearchIndex, wanted: tuple[Word, ...]) -> Iterator[tuple[int, float]]:
    """Score each name that shares a word with the wanted ones."""
    answered: dict[int, float] = {}
    matched: dict[int, list[Word]] = {}
    beyond: dict[int, float] = {}
    elsewhere: list[tuple[float, dict[int, float], int]] = []
    doubts = 0.0
    for want in wanted:
        near = _near(index, want)
        weight, doubt = _weight_and_doubt(index, want, near)
        doubts += doubt
        best: dict[int, float] = {}
        for number, (score, word) in _names_with(index, near).items():
            answered[number] = answered.get(number, 0.0) + weight * score
            matched.setdefault(number, []).append(word)
            record = index.entries[number].record
            if score > best.get(record, 0.0):
                best[record] = score
        for record in best if weight != doubt else ():
            # Who has the word in any of its names is held to all that it weighs.
            beyond[record] = beyond.get(record, 0.0) + weight - doubt
        elsewhere.append((weight, best, index.aspects.get(want.stem, 0)))
    whole = {record: _whole(elsewhere, record) for record in {index.entries[number].record for number in answered}}
    for number, own in answered.items():
        entry = index.entries[number]
        share = (own + _ELSEWHERE * (whole[entry.record] - own)) / (doubts + beyond.get(entry.record, 0.0))
        # Most names share one word of several, and need no closer look.
        if share >= _WORTH_SHOWING:
            used = matched[number]
            spare = len(entry.words) - len(set(used))
            in_order = used == [word for word in entry.words if word in used]
            yield number, min(_NEARLY, share) - _SPARE * spare - _FIELD * entry.field + _ORDER * (in_order - 1)


def _names_with(index: SearchIndex, near: dict[Word, float]) -> dict[int, tuple[float, Word]]:
    """Return the names that have any of these words, each with the best one."""
    got: dict[int, tuple[float, Word]] = {}
    for word, score in near.items():
        for number in index.by_word[word]:
            if number not in got or score > got[number][0]:
                got[number] = (score, word)
    return got


def _whole(answers: list[tuple[float, dict[int, float], int]], record: int) -> float:
    """Return what all names of a record and its facets answer together."""
    return sum(weight * max(best.get(record, 0.0), _ASPECT * (records >> record & 1)) for weight, best, records in answers)


def _weight_and_doubt(index: SearchIndex, want: Word, near: dict[Word, float]) -> tuple[float, float]:
    """Return what a word weighs for the names that have it, and for those that do not."""
    if want.stem in index.by_stem:
        weight = index.weights[want.stem]
        return weight, weight
    weight = max((index.weights[word.stem] for word in near), default=_UNKNOWN)
    return weight, min(weight, _UNKNOWN)


def _near(index: SearchIndex, want: Word) -> dict[Word, float]:
    """Return the words of names that answer this one, with how well; those of the last words are kept."""
    near = index.near.get(want)
    if near is None:
        if len(index.near) >= _MOST_KEPT:
            index.near.clear()
        near = index.near[want] = _find_near(index, want)
    return near


def _find_near(index: SearchIndex, want: Word) -> dict[Word, float]:
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
    letters, length = letters_of(want.plain), len(want.plain)
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
