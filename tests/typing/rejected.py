"""
What an app must not write, and a type checker says so.

Each ``type: ignore`` is a claim that the line is an error of this kind; mypy reports one that is not needed.
Never run: most lines would raise at once, the others do what they say.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any

import homept as pt
from homept.codec import from_dict
from homept.load import Mass
from homept.testing import value_of

MONDAY = date(2026, 11, 23)


def misspelt_names(catalog: pt.Catalog, routine: pt.Routine) -> None:
    """Names are known, also those that are imported only when they are asked for."""
    print(pt.Dosee)  # type: ignore[attr-defined]
    pt.load_catalogue()  # type: ignore[attr-defined]
    pt.catalog.load_foldr("x")  # type: ignore[attr-defined]
    print(pt.vocabulary.Regoin)  # type: ignore[attr-defined]
    print(pt.vocabulary.Region.KNE)  # type: ignore[attr-defined]
    catalog.filter(region={"knee"})  # type: ignore[arg-type]
    catalog.filter({"knee"})  # type: ignore[call-arg]
    print(catalog["heel-slide"].regoins)  # type: ignore[attr-defined]
    print(routine.item("heel-slide").doze)  # type: ignore[attr-defined]
    pt.Request(regions={"knee"}, minuts=15)  # type: ignore[call-arg]


def bare_strings_and_wrong_types(catalog: pt.Catalog) -> None:
    """Words come in collections; a level is a number; a work is not a count."""
    catalog.filter(levels={"1"})  # type: ignore[arg-type]
    pt.Request(regions={"knee"}, minutes="15")  # type: ignore[arg-type]
    pt.Request(regions={5}, minutes=15)  # type: ignore[arg-type]
    pt.Dose(10)  # type: ignore[arg-type]
    pt.Repetitions(10, 5)  # type: ignore[call-arg]
    pt.Repetitions("10")  # type: ignore[arg-type]
    pt.Dose(pt.Hold(30), load=2)  # type: ignore[arg-type]
    Mass(2.5)  # type: ignore[arg-type]
    pt.Person(67)  # type: ignore[call-arg]
    pt.Person(conditions=5)  # type: ignore[arg-type]
    pt.Screening(on="2026-11-23", answers={})  # type: ignore[arg-type]


def what_must_be_said(catalog: pt.Catalog, person: pt.Person, wish: pt.Request, routine: pt.Routine) -> None:
    """Days, ids and zones are arguments; homept has no clock of its own."""
    pt.build_routine(catalog, person, wish)  # type: ignore[call-arg]
    pt.build_routine(catalog, wish, person, on=MONDAY)  # type: ignore[arg-type]
    pt.Plan.weekly(routine, start=MONDAY, weeks=4, days="mon", at=time(7))  # type: ignore[call-arg]
    pt.Journal()  # type: ignore[call-arg]
    pt.Screening.all_clear()  # type: ignore[call-arg]


def changes(catalog: pt.Catalog, person: pt.Person, dose: pt.Dose, routine: pt.Routine) -> None:
    """Nothing can be changed in place."""
    person.age = 68  # type: ignore[misc]
    dose.sets = 2  # type: ignore[misc]
    routine.items.append(routine.items[0])  # type: ignore[attr-defined]
    catalog["x"] = catalog["bridge"]  # type: ignore[index]
    catalog["bridge"].regions[0] = "knee"  # type: ignore[index]


def wrong_results(form: dict[str, Any], person: pt.Person) -> None:
    """What comes back is known too."""
    plan: pt.Plan = from_dict(form, pt.Journal)  # type: ignore[assignment]
    years: int = person.age  # type: ignore[assignment]
    drawn: pt.Dose = value_of(pt.Plan).example()  # type: ignore[assignment]
    print(plan, years, drawn)
