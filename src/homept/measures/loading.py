"""Making measures of their tables, loading homept's own, and checking ids that name one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from homept.errors import InvalidValue, MissingText
from homept.measures.figures import CutOff, MeaningfulChange, Norm
from homept.measures.formulas import limits
from homept.measures.measure import Measure, MeasureItem, Scale

__all__ = ["check_measured", "compiling", "load_measures", "make_measure", "name_of"]

# What counts while a data folder is compiled: its own measures, since the compiled ones are older or not there at all.
_COMPILING: ContextVar[Mapping[str, Scale] | None] = ContextVar("compiling", default=None)
_NUMBERS = ("value", "baseline_from", "baseline_to", "below", "at_least", "at_most")


@lru_cache(maxsize=8)
def load_measures(language: str = "en") -> Mapping[str, Measure]:
    """
    Return homept's measures by id, read when they are first asked for.

    Raises :class:`homept.errors.MissingText` for a language in which some measure has no words.

    >>> load_measures()["timed-up-and-go"].scale().unit
    'seconds'
    """
    from homept._package_data import read_json

    tables = read_json("measures.json")
    return MappingProxyType({id: make_measure(id, table, language) for id, table in tables.items()})


def make_measure(id: str, table: Mapping[str, Any], language: str) -> Measure:
    """Make the measure *id* of its table, as the data folder has it."""
    if language not in table["text"]:
        raise MissingText(f"measures.{id}", language, sorted(table["text"]))
    text = table["text"][language]
    groups = {row["id"]: _items(row, table.get("reversed", ()), text.get("prompts", {})) for row in table["items"]}
    items = tuple(item for group in groups.values() for item in group)
    return Measure(
        id=id,
        name=text["name"],
        purpose=text["purpose"],
        language=language,
        kind=table["kind"],
        items=items,
        scales=tuple(_scale(row, table, text["scales"], groups) for row in table["scales"]),
        steps=text.get("steps", ()),
        safety=text.get("safety", ()),
        answers=tuple(text.get("answers", {}).items()),
        license=table["license"],
        license_notes=table.get("license_notes", ""),
        items_may_ship=table["items_may_ship"],
        sources=table["sources"],
        reviewed_by=table.get("reviewed_by"),
    )


def _items(row: Mapping[str, Any], turned: Any, prompts: Mapping[str, str]) -> list[MeasureItem]:
    """One item, or as many as the row counts, numbered from 1."""
    count = row.get("count")
    ids = [row["id"]] if count is None else [f"{row['id']}-{number}" for number in range(1, count + 1)]
    return [
        MeasureItem(
            id=id,
            lowest=_decimal("items.lowest", row["lowest"]),
            highest=_decimal("items.highest", row["highest"]),
            whole=row.get("whole", True),
            reversed=id in turned,
            prompt=prompts.get(id, ""),
        )
        for id in ids
    ]


def _scale(
    row: Mapping[str, Any], table: Mapping[str, Any], names: Mapping[str, str], groups: Mapping[str, list[MeasureItem]]
) -> Scale:
    for group in row["items"]:
        if group not in groups:
            raise InvalidValue(f"scales.{row['id']}.items", "items of the measure", repr(group))
    items = [item for group in row["items"] for item in _picked(groups[group], row.get("numbers"))]
    if row["id"] not in names:
        raise InvalidValue(f"text.scales.{row['id']}", "the name of the scale", "none")
    low, high = limits(row["formula"], items) if items else (Decimal(), Decimal())
    return Scale(
        id=row["id"],
        name=names[row["id"]],
        items=tuple(item.id for item in items),
        formula=row["formula"],
        needed=row["needed"],
        unit=row["unit"],
        better=row["better"],
        lowest=low,
        highest=high,
        decimals=row.get("decimals", 0),
        changes=tuple(MeaningfulChange(**one) for one in _rows_of(row["id"], table.get("changes", ()))),
        norms=tuple(Norm(**one) for one in _rows_of(row["id"], table.get("norms", ()))),
        cut_offs=tuple(CutOff(**one) for one in _rows_of(row["id"], table.get("cut_offs", ()))),
    )


def _picked(items: list[MeasureItem], numbers: str | None) -> list[MeasureItem]:
    """All items of a group, or those whose numbers are given, such as ``6 7 13``."""
    return items if numbers is None else [item for item in items if item.id.rpartition("-")[2] in numbers.split()]


def _rows_of(scale: str, rows: Any) -> list[dict[str, Any]]:
    return [
        {key: _decimal(key, value) if key in _NUMBERS else value for key, value in row.items() if key != "scales"}
        for row in rows
        if scale in row["scales"]
    ]


def _decimal(path: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise InvalidValue(path, "a decimal number as a text, such as '2.5'", repr(text)) from None


@lru_cache(maxsize=8)
def _scales(language: str = "en") -> Mapping[str, Scale]:
    return {scale.id: scale for measure in load_measures(language).values() for scale in measure.scales}


def name_of(measure: str, language: str = "en") -> str:
    """
    Return the name of a scale, for a person to read; an id with a namespace is its own name.

    >>> name_of("knee-flexion"), name_of("clinic.grip-strength")
    ('Knee bent', 'clinic.grip-strength')
    """
    scale = _scales(language).get(measure)
    return measure if scale is None else scale.name


@contextmanager
def compiling(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Let the measures of *tables* be those that are known, inside a ``with``; for the compiler."""
    measures = [make_measure(id, table, "en") for id, table in tables.items()]
    token = _COMPILING.set({scale.id: scale for measure in measures for scale in measure.scales})
    try:
        yield
    finally:
        _COMPILING.reset(token)


def check_measured(name: str, measure: str, unit: str, values: Mapping[str, Decimal | None]) -> None:
    """
    Refuse a value that is no score of the scale it names, for the class *name*.

    *measure* is the id of a scale of homept's measures, or any id with a namespace, of which nothing is known.
    *values* are the numbers by field; None is no number.
    """
    if "." in measure:
        return
    compiled = _COMPILING.get()
    scale = (_scales() if compiled is None else compiled).get(measure)
    if scale is None:
        raise InvalidValue(
            f"{name}.measure",
            "the id of a scale of homept.measures, such as knee-flexion, or one of your own with a namespace",
        )
    if unit != scale.unit:
        raise InvalidValue(f"{name}.unit", f"the unit of this measure, {scale.unit}")
    for field, value in values.items():
        if value is not None and not scale.lowest <= value <= scale.highest:
            raise InvalidValue(f"{name}.{field}", f"a number from {scale.lowest} to {scale.highest}, the range of this measure")
