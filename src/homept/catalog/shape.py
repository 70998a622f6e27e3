"""
The shapes of data files, stated once: which keys a table has, of which type, and which vocabulary their words come from.

:class:`Checker` holds tables against their shapes and collects everything that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from homept._checks import listed
from homept._value import CheckedValue
from homept.errors import DataProblem, InvalidData, InvalidValue

__all__ = ["EXERCISE", "LEAFLET", "PRECAUTION", "SOURCE", "TEXT", "WORD", "Checker", "Key", "Shape"]


class Key(NamedTuple):
    """
    What a key of a table holds: its kind, its vocabulary where it has one, whether it may be left out, and the shape inside.

    The kinds are those of ``_KINDS``; *inner* is the shape of a table, or of each of a list of tables.
    """

    kind: str
    facet: str = ""
    optional: bool = False
    inner: Mapping[str, Key] | None = None


Shape = Mapping[str, Key]

_TEXT, _WHOLE, _FLAG, _TEXTS, _SOME_TEXTS = Key("text"), Key("whole"), Key("flag"), Key("texts"), Key("some-texts")

_BASIS: Shape = {"low": _TEXT, "start": _TEXT, "high": _TEXT}
_DOSE: Shape = {
    "low": _TEXT,
    "start": _TEXT,
    "high": _TEXT,
    "basis": Key("table", inner=_BASIS),
    "note": Key("text", optional=True),
}
PRECAUTION: dict[str, Key] = {
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
_CITATION: Shape = {"source": _TEXT, "supports": _TEXTS}
_REVIEW: Shape = {
    "written_by": _TEXT,
    "checked_against": _TEXTS,
    "reviewed_by": Key("text", optional=True),
    "reviewed_on": Key("text", optional=True),
    "reviewed_content": Key("text", optional=True),
}
EXERCISE: dict[str, Key] = {
    "revision": _WHOLE,
    "regions": Key("some-texts", "regions"),
    "goals": Key("some-texts", "goals"),
    "kind": Key("text", "kinds"),
    "position": Key("text", "positions"),
    "surface": Key("text", "surfaces"),
    "equipment": Key("texts", "equipment"),
    "stand_ins": Key("list-table", "equipment"),
    "muscles": Key("some-texts", "muscles"),
    "movements": Key("some-texts", "movements"),
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
    "family": Key("text", optional=True),
    "dose": Key("table", inner=_DOSE),
    "precautions": Key("tables", optional=True, inner=PRECAUTION),
    "codes": Key("text-table", optional=True),
    "citations": Key("tables", inner=_CITATION),
    "review": Key("table", inner=_REVIEW),
    "withdrawn": Key("text", optional=True),
    "successor": Key("text", optional=True),
}
TEXT: Shape = {
    "name": _TEXT,
    "other_names": _TEXTS,
    "ambiguous_names": Key("texts", optional=True),
    "purpose": _TEXT,
    "why": _TEXT,
    "set_up": _SOME_TEXTS,
    "steps": _SOME_TEXTS,
    "breathing": _TEXT,
    "mistakes": _SOME_TEXTS,
    "stop_signs": _SOME_TEXTS,
    "precautions": Key("text-table", optional=True),
}
SOURCE: Shape = {
    "id": _TEXT,
    "title": _TEXT,
    "publisher": _TEXT,
    "seen": _TEXT,
    "kind": Key("text", "source_kinds", optional=True),
    "year": Key("whole", optional=True),
    "url": Key("text", optional=True),
}
_USE: Shape = {"name": _TEXT, "exercise": _TEXT}
LEAFLET: Shape = {
    "id": _TEXT,
    "title": _TEXT,
    "publisher": _TEXT,
    "year": Key("whole", optional=True),
    "url": Key("text", optional=True),
    "conditions": Key("texts", "conditions", optional=True),
    "procedures": Key("texts", "procedures", optional=True),
    "exercises": Key("tables", inner=_USE),
}
WORD: Shape = {
    "id": _TEXT,
    "label": Key("text-table"),
    "definition": Key("text-table", optional=True),
    "parent": Key("text", optional=True),
    "kind": Key("text", optional=True),
    "benefit": Key("flag", optional=True),
    "source": Key("text", optional=True),
}

_KINDS = {
    "text": "a text that is not blank",
    "whole": "a whole number, 0 or more",
    "flag": "true or false",
    "texts": "a list of texts",
    "some-texts": "a list of one text or more",
    "table": "a table",
    "tables": "a list of tables",
    "text-table": "a table of texts",
    "list-table": "a table of lists of texts",
}
_MEMBERS = {"texts": "text", "some-texts": "text", "tables": "table"}
_MEMBERS_BY_NAME = {"text-table": "text", "list-table": "texts"}


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
            elif not _is(shape[key].kind, value):
                self.add(file, record, under + key, f"expected {_KINDS[shape[key].kind]}, found {value!r}")
            else:
                self._within(shape[key], value, file=file, record=record, field=under + key)
        for key, wanted in shape.items():
            if key not in table and not wanted.optional:
                self.add(file, record, under + key, f"missing; expected {_KINDS[wanted.kind]}")
        return len(self.problems) == before

    def _within(self, key: Key, value: Any, *, file: str, record: str, field: str) -> None:
        """Look into a value of the right kind: at its words, and at the tables inside it."""
        if key.kind == "list-table":
            for name, inner in value.items():
                self.words(key.facet, [name, *inner], file=file, record=record, field=f"{field}.{name}")
        elif key.facet:
            self.words(key.facet, [value] if key.kind == "text" else value, file=file, record=record, field=field)
        elif key.inner is not None and key.kind == "table":
            self.table(value, key.inner, file=file, record=record, under=f"{field}.")
        elif key.inner is not None:
            for number, row in enumerate(value):
                self.table(row, key.inner, file=file, record=record, under=f"{field}[{number}].")

    def words(self, facet: str, given: Iterable[object], *, file: str, record: str, field: str) -> None:
        """Note each of the words *given* that *facet* does not have, and that one is given twice."""
        given = list(given)
        for word in given:
            if word not in self.known[facet]:
                self.add(file, record, field, f"{word!r} is not in the vocabulary of {facet}{nearest(word, self.known[facet])}")
        if len(set(given)) != len(given):
            self.add(file, record, field, "a word is given twice")

    def value(
        self,
        kind: type[CheckedValue],
        values: Mapping[str, Any],
        make: Callable[[], object],
        *,
        file: str,
        record: str,
        under: str = "",
    ) -> None:
        """
        Let the class *kind* judge *values*: first each field by its own check, so that all is told, then *make* as a whole.

        What the fields of a class allow is stated there alone; the shapes say nothing of ranges.
        """
        blank: object = object.__new__(kind)
        errors = []
        for field in kind.__attrs_attrs__:
            if field.name in kind._RULES and field.name in values:
                try:
                    value = values[field.name]
                    kind._RULES[field.name](blank, field, listed(value) if field.name in kind._TUPLES else value)
                except InvalidValue as error:
                    errors.append(error)
        if not errors:
            try:
                make()
            except InvalidValue as error:
                errors.append(error)
        for one in errors:
            self.invalid(one, file=file, record=record, field=(under + one.path.partition(".")[2]).rstrip("."))

    def invalid(self, error: InvalidValue, *, file: str, record: str, field: str) -> None:
        """Note what a class found wrong with a value."""
        found = "" if error.found is None else f", found {error.found}"
        self.add(file, record, field, f"expected {error.expected}{found}")


def shipped_words() -> dict[str, frozenset[str]]:
    """Return the words of every facet of the shipped vocabulary."""
    from homept import vocabulary

    return {facet: frozenset(word.id for word in vocabulary.words(facet)) for facet in vocabulary.facets()}


def nearest(word: object, known: Iterable[str]) -> str:
    """Return '; did you mean ...?' with the nearest known word, or nothing."""
    near = get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def _is(kind: str, value: Any) -> bool:
    if kind == "text":
        return isinstance(value, str) and bool(value.strip())
    if kind == "whole":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind == "flag":
        return isinstance(value, bool)
    if kind in _MEMBERS:
        enough = kind != "some-texts" or bool(value)
        return isinstance(value, list) and enough and all(_is(_MEMBERS[kind], member) for member in value)
    return isinstance(value, dict) and (kind == "table" or all(_is(_MEMBERS_BY_NAME[kind], inner) for inner in value.values()))
