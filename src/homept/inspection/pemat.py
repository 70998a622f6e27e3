"""
The PEMAT-P, an instrument for how easy a printed text is to understand and to act on, applied to every record.

Each of its 24 items is answered for the sheet on which a person reads the record: by a program where one can tell, and else once
for all sheets in the data, by homept's makers.
No outside rater has used the instrument on homept's sheets; a program that says yes is no proof that a reader understands.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from homept.errors import InvalidValue
from homept.inspection.facts import patient_parts
from homept.messages import Messages, messages
from homept.routine.routine import Origin, Routine, RoutineItem
from homept.wording import dose_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from homept.exercise import Exercise

__all__ = ["DOMAINS", "Rating", "RecordRating", "pemat"]

#: The two scores of the instrument.
DOMAINS = ("understandability", "actionability")

#: The share of active sentences from which on a text counts as active: PMC5839932 says that the instrument means 80 %.
_ACTIVE_SHARE = 0.8
# homept's own limits. A part is read line by line, so it may be longer than the steps, which are to be kept in mind.
_WORDS_ON_AVERAGE, _WORDS_AT_MOST, _LINES_AT_MOST, _SENTENCES_AT_MOST = 12, 20, 9, 3
_FEWEST_STEPS, _MOST_STEPS = 3, 7

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?)\s+(?:not\s+)?(\w+(?:ed|en))\b", re.IGNORECASE)
#: States that look like passive verbs: nobody does them.
_STATES = {"swollen", "tired", "red", "often", "when", "open", "even", "used", "bent"}
_HARD_NUMBER = re.compile(
    r"%|\d[.,/]\d|\b(?:percent|twice (?:a|as|daily)|thrice|half as|double the|one third|a third of)\b", re.IGNORECASE
)
_SUM = re.compile(r"\b(?:add up|subtract|multiply|divided? by|calculate|calculation|percent|work out how)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
_ABOUT_OTHERS = re.compile(r"\b(?:the patient|patients|the person|one should|the individual|the client)\b", re.IGNORECASE)
_YOU = re.compile(r"\byour?\b", re.IGNORECASE)


class Rating(NamedTuple):
    """
    One item for one record: its number in the instrument, the question in our words, and the answer.

    ``answer`` is ``yes``, ``no`` or ``not-applicable``; ``by`` is ``program`` or ``people``; ``why`` says what the answer rests on.
    """

    number: int
    domain: str
    asks: str
    answer: str
    by: str
    why: str


class RecordRating(NamedTuple):
    """All items for one record."""

    exercise: str
    ratings: tuple[Rating, ...]

    def score(self, domain: str | None = None) -> float:
        """
        Return how many of 100 applicable items are answered with yes, as the instrument counts; None for both domains together.

        >>> import homept
        >>> rating = pemat(homept.load_catalog()["heel-slide"])
        >>> round(rating.score("understandability")), round(rating.score("actionability")), round(rating.score())
        (92, 80, 89)
        """
        told = [one.answer for one in self.ratings if domain in (None, one.domain) and one.answer != "not-applicable"]
        return 100 * told.count("yes") / len(told)


class _Material(NamedTuple):
    """What is rated: the record, all its sentences, and the sheet that shows it, with its lines joined."""

    exercise: Exercise
    sentences: tuple[str, ...]
    sheet: str
    say: Messages

    def words(self) -> str:
        return " ".join(self.sentences).lower()

    def shows(self, *parts: str) -> bool:
        """Whether the sheet shows the parts, one right after the other."""
        return " ".join(" ".join(parts).split()) in self.sheet


def pemat(exercise: Exercise) -> RecordRating:
    """
    Return the answers to all items for the sheet of *exercise* at its first dose.

    Raises :class:`homept.errors.InvalidValue` for words in another language than English, whose words the program knows.

    >>> import homept
    >>> [one.number for one in pemat(homept.load_catalog()["heel-slide"]).ratings if one.answer == "no"]
    [15, 26]
    """
    if exercise.text.language != "en":
        raise InvalidValue("pemat", "a record in English", repr(exercise.text.language))
    material = _material(exercise)
    ratings = []
    for row in _tables()["pemat"]:
        by, answer = ("people", row["answer"]) if "answer" in row else ("program", _answer(row["number"], material))
        ratings.append(Rating(row["number"], row["domain"], row["asks"], answer, by, row["why"]))
    return RecordRating(exercise.id, tuple(ratings))


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    from homept._package_data import read_json

    tables: dict[str, Any] = read_json("inspection.json")
    return tables


def _answer(number: int, material: _Material) -> str:
    return "yes" if _CHECKS[number](material) else "no"


def _material(exercise: Exercise) -> _Material:
    dose = exercise.dose.start
    item = RoutineItem(
        exercise=exercise, dose=dose, band=exercise.dose, origin=Origin(kind="self"), support=exercise.support, seconds=60
    )
    # The day and the time it takes are shown on every sheet, and no item asks for them.
    sheet = Routine(on=date(2026, 1, 1), items=[item], catalog_version="1", language="en").to_text()
    lines = [line for _, part in patient_parts(exercise) for line in part]
    lines += [precaution.sentence for precaution in exercise.precautions]
    sentences = tuple(one for line in lines for one in re.split(r"(?<=[.?!:])\s+", line) if one)
    return _Material(exercise, sentences, " ".join(sheet.split()), messages("en"))


def _purpose(material: _Material) -> bool:
    text = material.exercise.text
    rule = "-" * len(f"1. {text.name}")
    return material.shows(f"1. {text.name}", rule, material.say("label.why_do_it"), text.purpose)


def _everyday(material: _Material) -> bool:
    learned = {word for row in _tables()["learned"] for word in row["words"]}
    lengths = [len(sentence.split()) for sentence in material.sentences]
    plain = not any(_has(material.words(), word) for word in learned)
    spelled_out = not any(map(_ABBREVIATION.search, material.sentences))
    return plain and spelled_out and sum(lengths) <= _WORDS_ON_AVERAGE * len(lengths)


def _medical(material: _Material) -> bool:
    """Each medical word, also one of the name, is explained by everyday words in the same record."""
    told = f"{material.exercise.name.lower()}. {material.words()}"
    used = [row for row in _tables()["terms"] if _has(told, row["word"])]
    return all(any(plain in material.words() for plain in row["plain"]) for row in used)


def _has(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}s?\b", text) is not None


def _active(material: _Material) -> bool:
    passive = [one for one in material.sentences if set(map(str.lower, _PASSIVE.findall(one))) - _STATES]
    return len(passive) <= (1 - _ACTIVE_SHARE) * len(material.sentences)


def _numbers(material: _Material) -> bool:
    return not any(map(_HARD_NUMBER.search, (*material.sentences, _dose(material))))


def _no_sums(material: _Material) -> bool:
    return not any(map(_SUM.search, (*material.sentences, _dose(material))))


def _dose(material: _Material) -> str:
    return dose_in_words(material.exercise.dose.start, side_model=material.exercise.side_model)


def _chunks(material: _Material) -> bool:
    parts = [lines for _, lines in patient_parts(material.exercise)]
    short = all(len(re.findall(r"[.?!](?=\s|$)", line)) <= _SENTENCES_AT_MOST for lines in parts for line in lines)
    return short and all(len(lines) <= _LINES_AT_MOST for lines in parts)


def _headings(material: _Material) -> bool:
    return all(
        material.shows(heading, *(_numbered(lines) if heading == material.say("label.steps") else _bulleted(lines)))
        for heading, lines in patient_parts(material.exercise)
    )


def _numbered(lines: tuple[str, ...]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]


def _bulleted(lines: tuple[str, ...]) -> list[str]:
    return [f"- {line}" for line in lines] if len(lines) > 1 else list(lines)


def _sequence(material: _Material) -> bool:
    """The headings come in the order in which a person needs them, after the dose."""
    say, start = material.say, material.sheet.find(f"1. {material.exercise.name}")
    order = ("why_do_it", "how_much", "get_ready", "steps", "breathing", "mistakes", "stop_signs", "why_therapists")
    places = [material.sheet.find(say(f"label.{part}"), start) for part in order]
    return start >= 0 and -1 not in places and places == sorted(places)


def _summary(material: _Material) -> bool:
    say = material.say
    return material.shows(say("label.in_short")) and material.shows(
        f"- {material.exercise.name}: {_dose(material)}", say("label.days_to_tick"), say("label.stop_in_short")
    )


def _cues(material: _Material) -> bool:
    steps = material.exercise.text.steps
    heads = (material.say("label.stop_now"), material.say("label.stop_and_call"))
    loud = all(head.startswith("STOP") and material.shows(head, "-") for head in heads)
    return loud and material.shows(*_numbered(steps))


def _action(material: _Material) -> bool:
    return bool(material.exercise.text.steps) and material.shows(material.say("label.steps"), "1.")


def _direct(material: _Material) -> bool:
    about_others = any(map(_ABOUT_OTHERS.search, material.sentences))
    return not about_others and any(map(_YOU.search, material.sentences))


def _steps(material: _Material) -> bool:
    steps = material.exercise.text.steps
    small = all(len(step.split()) <= _WORDS_AT_MOST and step.count(". ") == 0 for step in steps)
    return small and _FEWEST_STEPS <= len(steps) <= _MOST_STEPS


def _tool(material: _Material) -> bool:
    return material.shows(material.say("label.tick")) and material.shows(_dose(material), material.say("label.days_to_tick"))


_CHECKS: dict[int, Callable[[_Material], bool]] = {
    1: _purpose,
    3: _everyday,
    4: _medical,
    5: _active,
    6: _numbers,
    7: _no_sums,
    8: _chunks,
    9: _headings,
    10: _sequence,
    11: _summary,
    12: _cues,
    20: _action,
    21: _direct,
    22: _steps,
    23: _tool,
}
