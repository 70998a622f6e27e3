"""Catalog versions: what a newer catalog would change is told, and nothing is applied."""

from __future__ import annotations

import warnings

import attrs
from planned import MONDAY, ROUTINE, day, weekly
from ten_exercises import ten_exercises

import homept as pt
from homept.catalog import Catalog, WithdrawnWarning
from homept.catalog.layers import catalog_of
from homept.plan import Plan, RecordChange

CATALOG = ten_exercises()
PLAN = weekly()
FIRST = ROUTINE.items[0].exercise


def newer(*records: pt.Exercise) -> Catalog:
    """Return a catalog with these records only."""
    return catalog_of(version="2099.1.0", language="en", exercises=records)


def others() -> list[pt.Exercise]:
    return [exercise for exercise in CATALOG.values() if exercise.id != FIRST.id]


def test_the_same_records_differ_in_nothing() -> None:
    """Whatever the version of the catalog says."""
    assert () == PLAN.diff(CATALOG)
    assert () == PLAN.diff(newer(FIRST, *others()))


def test_a_changed_record() -> None:
    """Its revisions, the fields that differ, and both bands."""
    band = attrs.evolve(FIRST.dose, high=FIRST.dose.high.with_amount(FIRST.dose.high.amount + 2))
    record = attrs.evolve(FIRST, revision=2, dose=band, level=3)
    (found,) = PLAN.diff(newer(record, *others()))

    assert ("phase-1", FIRST.id, "changed", 1, 2) == (
        found.phase,
        found.exercise,
        found.kind,
        found.revision,
        found.new_revision,
    )
    assert (("revision", "level", "dose"), FIRST.dose, band) == (found.fields, found.band, found.new_band)


def test_words_of_another_language_are_not_compared() -> None:
    """They always differ."""
    spanish = [attrs.evolve(one, text=attrs.evolve(one.text, language="es", name=f"Otro {one.id}")) for one in CATALOG.values()]
    english = attrs.evolve(FIRST, text=attrs.evolve(FIRST.text, name="Other"))

    assert () == PLAN.diff(catalog_of(version="2099.1.0", language="es", exercises=spanish))
    assert [(("text",), None)] == [(one.fields, one.band) for one in PLAN.diff(newer(english, *others()))]


def test_a_withdrawn_record_names_its_successor() -> None:
    """Told in the result, without a warning beside it."""
    record = attrs.evolve(FIRST, withdrawn="2099.1.0", successor=ROUTINE.items[1].exercise.id)
    with warnings.catch_warnings():
        warnings.simplefilter("error", WithdrawnWarning)
        (found,) = PLAN.diff(newer(record, *others()))

    assert ("withdrawn", ROUTINE.items[1].exercise.id) == (found.kind, found.successor)
    held = attrs.evolve(ROUTINE, items=[attrs.evolve(ROUTINE.items[0], exercise=record)])
    assert () == Plan.weekly(held, id="p", start=MONDAY, weeks=1, days="mon", at="after-waking").diff(newer(record, *others()))


def test_a_missing_record_and_a_swapped_one() -> None:
    """What was swapped in is compared too."""
    swapped = PLAN.with_swap(FIRST.id, attrs.evolve(ROUTINE.items[0], exercise=attrs.evolve(FIRST, id="old-slide")), on=MONDAY)

    expected = (RecordChange(phase="phase-1", exercise="old-slide", kind="missing", revision=1),)
    assert expected == swapped.diff(CATALOG) == swapped.skip(MONDAY, day(1)).diff(CATALOG)
