"""
The shapes of data files, stated once: which keys a table has, of which type, and which vocabulary their words come from.

:class:`Checker` holds tables against their shapes and collects everything that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from homept.errors import DataProblem, InvalidData

__all__ = ["CITATION", "DOSE", "DOSE_BASIS", "EXERCISE", "PRECAUTION", "REVIEW", "SOURCE", "TEXT", "Checker", "Key", "Shape"]


class Key(NamedTuple):
    """What a key of a table holds: its kind, its vocabulary where it has one, and whether it may be left out."""

    kind: str  # text, whole, flag, texts, table or tables
    facet: str = ""
    optional: bool = False


Shape = Mapping[str, Key]

_TEXT, _WHOLE, _FLAG, _TEXTS = Key("text"), Key("whole"), Key("flag"), Key("texts")

EXERCISE: Shape = {
    "revision": _WHOLE,
    "regions": Key("texts", "regions"),
    "goals": Key("texts", "goals"),
    "kind": Key("text", "kinds"),
    "position": Key("text", "positions"),
    "surface": Key("text", "surfaces"),
    "equipment": Key("texts", "equipment"),
    "stand_ins": Key("table"),
    "muscles": Key("texts", "muscles"),
    "movements": Key("texts", "movements"),
    "side_model": Key("text", "side_models"),
    "assistance": Key("text", "assistances"),
    "support": Key("text", "supports"),
    "level": _WHOLE,
    "fall_risk": _WHOLE,
    "end_range": _FLAG,
    "traits": Key("texts", "traits"),
    "set_up_seconds": _WHOLE,
    "hands_busy": Key("flag", optional=True),
    "easier": _TEXTS,
    "harder": _TEXTS,
    "dose": Key("table"),
    "precautions": Key("tables", optional=True),
    "codes": Key("table", optional=True),
    "citations": Key("tables"),
    "review": Key("table"),
    "withdrawn": Key("text", optional=True),
    "successor": Key("text", optional=True),
}
DOSE: Shape = {"low": _TEXT, "start": _TEXT, "high": _TEXT, "basis": Key("table"), "note": Key("text", optional=True)}
DOSE_BASIS: Shape = {"low": _TEXT, "start": _TEXT, "high": _TEXT}
PRECAUTION: Shape = {
    "code": _TEXT,
    "verdict": _TEXT,
    "source": _TEXT,
    "condition": Key("text", "conditions", optional=True),
    "surgery": Key("text", "procedures", optional=True),
    "within_days": Key("whole", optional=True),
    "cap_hold_seconds": Key("whole", optional=True),
    "support": Key("text", "supports", optional=True),
    "replace_by": Key("text", optional=True),
    "cue": Key("flag", optional=True),
}
CITATION: Shape = {"source": _TEXT, "supports": _TEXTS}
REVIEW: Shape = {
    "written_by": _TEXT,
    "checked_against": _TEXTS,
    "reviewed_by": Key("text", optional=True),
    "reviewed_on": Key("text", optional=True),
}
TEXT: Shape = {
    "name": _TEXT,
    "other_names": _TEXTS,
    "ambiguous_names": Key("texts", optional=True),
    "purpose": _TEXT,
    "why": _TEXT,
    "set_up": _TEXTS,
    "steps": _TEXTS,
    "breathing": _TEXT,
    "mistakes": _TEXTS,
    "stop_signs": _TEXTS,
    "precautions": Key("table", optional=True),
}
SOURCE: Shape = {
    "id": _TEXT,
    "title": _TEXT,
    "publisher": _TEXT,
    "seen": _TEXT,
    "year": Key("whole", optional=True),
    "url": Key("text", optional=True),
}

_KINDS = {
    "text": "a text that is not blank",
    "whole": "a whole number, 0 or more",
    "flag": "true or false",
    "texts": "a list of texts",
    "table": "a table",
    "tables": "a list of tables",
}


class Checker:
    """
    Holds tables against shapes and collects what is wrong, so that all of it is told at once.

    ``known`` gives for each facet the words that count: those of the vocabulary being compiled, or the shipped ones.
    """

    def __init__(self, known: Mapping[str, frozenset[str]]) -> None:
        self.known = known
        self.problems: list[DataProblem] = []

    def add(self, file: str, record: str, field: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(DataProblem(file, record, field, message))

    def raise_if_any(self) -> None:
        """Raise all problems noted so far, if there are any."""
        if self.problems:
            raise InvalidData(self.problems)

    def table(self, table: Mapping[str, Any], shape: Shape, *, file: str, record: str, under: str = "") -> bool:
        """Hold *table* against *shape*, note each problem, and tell whether there was none."""
        before = len(self.problems)
        for key, value in table.items():
            if key not in shape:
                self.add(file, record, under + key, f"unknown key{nearest(key, shape)}")
                continue
            wanted = shape[key]
            if not _is(wanted.kind, value):
                self.add(file, record, under + key, f"expected {_KINDS[wanted.kind]}, found {value!r}")
            elif wanted.facet:
                self.words(wanted.facet, value, file=file, record=record, field=under + key)
        for key, wanted in shape.items():
            if key not in table and not wanted.optional:
                self.add(file, record, under + key, f"missing; expected {_KINDS[wanted.kind]}")
        return len(self.problems) == before

    def words(self, facet: str, value: str | list[str], *, file: str, record: str, field: str) -> None:
        """Note each of the words in *value* that *facet* does not have, and any that is given twice."""
        given = [value] if isinstance(value, str) else value
        for word in given:
            if word not in self.known[facet]:
                self.add(file, record, field, f"{word!r} is not in the vocabulary of {facet}{nearest(word, self.known[facet])}")
        if len(set(given)) != len(given):
            self.add(file, record, field, "a word is given twice")


def shipped_words() -> dict[str, frozenset[str]]:
    """Return the words of every facet of the shipped vocabulary."""
    from homept import vocabulary

    return {facet: frozenset(word.id for word in vocabulary.words(facet)) for facet in vocabulary.facets()}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return '; did you mean ...?' with the nearest known word, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def _is(kind: str, value: Any) -> bool:
    if kind == "text":
        return isinstance(value, str) and bool(value.strip())
    if kind == "whole":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "table":
        return isinstance(value, dict)
    inner = "text" if kind == "texts" else "table"
    return isinstance(value, list) and all(_is(inner, member) for member in value)
