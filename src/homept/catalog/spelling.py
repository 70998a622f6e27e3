"""Words as people type them: their stems, everyday words for the same thing, and slips of the finger."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Word", "as_word", "letters_of", "name_words", "same_phrase", "same_sense", "says_nothing", "slips", "split_words"]

# Words that say nothing about which movement is meant: small words, and those that say for whom, where and how to help.
_FILLERS = frozenset(
    [
        "a",
        "adult",
        "adults",
        "an",
        "and",
        "are",
        "at",
        "beginner",
        "beginners",
        "can",
        "do",
        "does",
        "doing",
        "easy",
        "elderly",
        "exercise",
        "exercises",
        "for",
        "from",
        "gentle",
        "help",
        "home",
        "how",
        "i",
        "in",
        "into",
        "is",
        "it",
        "left",
        "me",
        "my",
        "of",
        "off",
        "older",
        "on",
        "people",
        "phase",
        "physical",
        "physio",
        "physiotherapy",
        "please",
        "pt",
        "rehab",
        "rep",
        "repetitions",
        "reps",
        "right",
        "second",
        "seconds",
        "senior",
        "seniors",
        "show",
        "stage",
        "the",
        "therapy",
        "time",
        "times",
        "to",
        "video",
        "what",
        "with",
        "workout",
        "workouts",
        "your",
    ]
)
_LONG_FILLERS = tuple(sorted(filler for filler in _FILLERS if len(filler) >= 8))
_PLAIN_WORD = re.compile("[a-z0-9]+")
# British endings, written as Americans write them; a longer difference is left to the count of slips.
_SPELLINGS = (("isation", "ization"), ("ising", "izing"), ("ise", "ize"), ("oeu", "eu"), ("ogramme", "ogram"))
_ENDINGS = ("ings", "ing", "ions", "ion", "es", "ed", "s", "e")
_PLURALS = {"calves": "calf", "feet": "foot", "scapulae": "scapula"}
# Words that leaflets use for one another. Each is close, not the same: 'lift' answers 'raise' less well than 'raise' does.
_SAME_SENSE = (
    "abdominal abdominis abs belly core gut stomach trunk tummy",
    "abduction apart spread spreading",
    "adduction squeeze together",
    "ankle foot",
    "back backward backwards behind rear reverse",
    "backside bottom bum butt buttock glute gluteal gluteus",
    "balance stability stable stance stand standing stood",
    "band elastic theraband tube tubing resisted resistive resistance",
    "bend bent crook flex flexion fold",
    "bike bicycle cycle cycling",
    "bilateral both double two",
    "broom broomstick cane dowel pole rod stick wand",
    "calf gastroc gastrocnemius",
    "cervical neck",
    "chair seat seated sat sit sitting wheelchair",
    "circle circumduction round",
    "clench contraction set squeeze tighten tightening",
    "clench grasp grip squeeze",
    "couch settee sofa",
    "counter kitchen sink worktop",
    "cushion foam pad pillow",
    "depression down",
    "dig press",
    "press push",
    "down drop lower",
    "dumbbell kettlebell weight weighted",
    "elevation lift raise",
    "external out outer outside outward",
    "extend extension straighten straightening unbend",
    "forward front",
    "hallux big",
    "hop jump",
    "inner inside internal inward",
    "isometric static hold",
    "jaw mouth tmj",
    "kneecap patella patellar patellofemoral",
    "lateral side sideways",
    "lay laying lie lying",
    "legged one single unilateral",
    "long straight",
    "loosen loosener relax relaxation",
    "low lower lumbar",
    "massage roll rolling",
    "mid thoracic upper",
    "mobility mobilization mobilize",
    "pec pectoral pectoralis chest",
    "place spot",
    "plantar sole",
    "plantarflexion point down",
    "prone stomach",
    "quad quadricep quadriceps thigh",
    "rotate rotation rotational rotator spin turn twist",
    "rug mat",
    "scapula scapular blade",
    "shift transfer",
    "shin tibialis",
    "slouch slump",
    "stair step",
    "steady stabilization stabilize",
    "strap belt sheet towel",
    "strength strengthen strengthener strengthening",
    "supine lying",
    "tap touch",
    "tense tighten tightening clench",
    "tin can bottle weight",
    "torso trunk waist",
    "lat latissimus",
)
# Phrases that leaflets use for one another, word for word, without the small words.
_SAME_PHRASE = (
    "all fours / hands knees / four point kneeling / quadruped",
    "carpal tunnel / median nerve",
    "chair rise / rise chair / get up chair / stand up chair / chair stand / sit stand",
    "crook lying / hooklying / lying knees bent",
    "ear shoulder / neck side bend",
    "face down / prone / lying front / lying stomach / lying tummy",
    "get up floor / rise floor / floor transfer",
    "heel cord / achilles / calf",
    "heel toe / tandem",
    "high stepping / march",
    "iliotibial band / it band / itb",
    "arom / active range motion / active",
    "aarom / active assisted range motion / assisted",
    "prom / passive range motion / passive",
    "kegel / pelvic floor",
    "kneecap / knee cap / patella",
    "lying back / supine / face up",
    "lying side / side lying / sidelying",
    "spot / place",
    "one arm / single arm",
    "one leg / single leg",
    "press up / push up",
    "range motion / rom / movement",
    "shoulder blade / scapula",
    "sit up / curl up / crunch",
    "star jump / jumping jack",
    "straight leg raise / slr",
    "thera band / band",
    "tip toe / toes / heel raise",
    "toe pull up / ankle dorsiflexion",
    "turn out / external rotation",
    "turn in / internal rotation",
)


class Word(NamedTuple):
    """A word of a name: in plain letters, and without its ending."""

    plain: str
    stem: str


@lru_cache(maxsize=8192)
def split_words(name: str) -> tuple[str, ...]:
    """Split a name into plain words: without accents and case."""
    letters = name.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
        return tuple(letters.split())
    # The same for the letters of nearly every name, in a fraction of the time.
    return tuple(_PLAIN_WORD.findall(letters))


def name_words(name: str) -> tuple[Word, ...]:
    """Return the words of a name that say something."""
    return tuple(as_word(plain) for plain in split_words(name) if plain not in _FILLERS)


def says_nothing(word: Word) -> bool:
    """Tell of a word that no name has whether it is a number, which says how often, or a slip of a long word that says nothing."""
    return word.plain.isdigit() or word.plain in _FILLERS or any(slips(word.plain, filler, 2) <= 2 for filler in _LONG_FILLERS)


@lru_cache(maxsize=8192)
def as_word(plain: str) -> Word:
    """Return the word with its stem: slide, slides and sliding have one, and so have sit and sitting."""
    stem = _PLURALS.get(plain, plain)
    for british, american in _SPELLINGS:
        stem = stem.replace(british, american)
    for ending in _ENDINGS:
        # Mere cutting is enough to bring the forms of a word together.
        if stem.endswith(ending) and len(stem) - len(ending) >= 3 and not stem.endswith("ss"):
            stem = stem.removesuffix(ending)
            break
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return Word(plain, stem)


@lru_cache(maxsize=1)
def _senses() -> dict[str, tuple[str, ...]]:
    senses: dict[str, set[str]] = {}
    for line in _SAME_SENSE:
        stems = {as_word(plain).stem for plain in line.split()}
        for stem in stems:
            senses.setdefault(stem, set()).update(stems)
    # In order, since which of two words a name is found by must not hang on the seed of the hashes.
    return {stem: tuple(sorted(stems)) for stem, stems in senses.items()}


def same_sense(stem: str) -> tuple[str, ...]:
    """Return the stems of the words that leaflets use for this one, itself among them if there are any."""
    return _senses().get(stem, ())


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], tuple[tuple[Word, ...], ...]]:
    phrases: dict[tuple[str, ...], tuple[tuple[Word, ...], ...]] = {}
    for line in _SAME_PHRASE:
        same = [tuple(name_words(phrase)) for phrase in line.split(" / ")]
        for one in same:
            stems = tuple(word.stem for word in one)
            phrases[stems] = (*phrases.get(stems, ()), *(other for other in same if other != one))
    return phrases


def same_phrase(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    """Return the phrases that leaflets use for just these words."""
    return _phrases().get(tuple(word.stem for word in words), ())


def slips(one: str, other: str, most: int) -> int:
    """
    Count the slips of the finger between two words, up to ``most``; one more stands for all above.

    A letter left out, put in, changed, or swapped with its neighbor is one slip (optimal string alignment distance).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, theirs in enumerate(other, start=1):
            count = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                count = min(count, earlier[j - 2] + 1)
            row.append(count)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def letters_of(word: str) -> int:
    """Return the set of letters as bits, by which most words are told apart without counting slips."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
