"""
Useful as well as safe: forty people of 65 to 90 with several conditions get something to do, or the right stop.

The same people are shown in the documentation, with what each gets and what waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from statistics import median

import attrs
import pytest

import homept as pt
from homept import vocabulary
from homept.errors import StopAndContact
from homept.exercise import Exercise
from homept.safety import VerdictTable, screen, verdict_table
from homept.testing import SamplePerson, older_people

ON = date(2026, 11, 23)
PEOPLE = older_people(on=ON)
SHIPPED = pt.load_catalog()
# The shipped records as they will be: nothing waits because no clinician has reviewed it, so that the rules alone speak.
REVIEWED = {id: attrs.evolve(one, review=attrs.evolve(one.review, reviewed_by="A. Example, PT")) for id, one in SHIPPED.items()}
CATALOGS: dict[str, Mapping[str, Exercise]] = {"shipped": SHIPPED, "reviewed": REVIEWED}
BY_NAME = {one.name: one for one in PEOPLE}
STOPS = {
    "Ivo": ("emergency", ("chest-pain",)),
    "Jutta": ("emergency", ("suspected-fracture",)),
    "Kaspar": ("contact", ("calf-swelling",)),
    "Lene": ("contact", ("fall-or-sudden-back-pain",)),
    "Milo": ("not-start", ("heart-not-settled",)),
    "Nora": ("out-of-scope", ("cannot-follow-alone",)),
}
GOING_ON = [one for one in PEOPLE if one.name not in STOPS]

every_catalog = pytest.mark.parametrize("catalog", CATALOGS)
every_person = pytest.mark.parametrize("one", GOING_ON, ids=lambda one: one.name)


@cache
def table_of(name: str, catalog: str = "shipped") -> VerdictTable:
    """The verdicts on a whole catalog for one person, which several tests look at."""
    return verdict_table(CATALOGS[catalog], BY_NAME[name].person, on=ON)


def offered(table: VerdictTable) -> list[str]:
    return [id for id, verdict in table.items() if verdict.offers]


def test_there_are_forty_people_with_a_name_a_sentence_and_several_conditions() -> None:
    assert 40 == len(PEOPLE) == len({one.name for one in PEOPLE})
    for one in PEOPLE:
        assert one.person.age is not None
        assert 65 <= one.person.age <= 90
        assert one.about.startswith(f"{one.person.age}, ")
        assert one.about.endswith(".")
        assert 2 <= len(one.person.known_conditions) + len(one.person.surgeries) <= 4


def test_the_people_meet_most_of_what_the_rules_know() -> None:
    """All conditions but pregnancy, and a good part of the operations."""
    conditions = {id for one in PEOPLE for id in one.person.known_conditions}

    assert {"pregnancy"} == {word.id for word in vocabulary.words("conditions")} - conditions
    assert len({surgery.procedure for one in PEOPLE for surgery in one.person.surgeries}) >= 8


@pytest.mark.parametrize("one", [one for one in PEOPLE if one.name in STOPS], ids=lambda one: one.name)
def test_who_has_a_sign_gets_the_right_stop_and_nothing_else(one: SamplePerson) -> None:
    with pytest.raises(StopAndContact) as caught:
        pt.build_routine(SHIPPED, one.person, one.request, on=ON)

    assert STOPS[one.name] == (caught.value.kind, caught.value.codes)


@every_person
def test_each_other_one_gets_at_least_four_exercises_in_two_positions(one: SamplePerson) -> None:
    screen(one.person, on=ON)

    found = offered(table_of(one.name))

    assert len(found) >= 4
    assert len({SHIPPED[id].position for id in found}) >= 2


@every_person
def test_each_other_one_gets_a_routine(one: SamplePerson) -> None:
    """With what is at hand in an ordinary home."""
    routine = pt.build_routine(SHIPPED, one.person, one.request, on=ON)

    assert len(routine.items) >= 3


@every_catalog
def test_in_the_middle_at_most_a_quarter_waits_for_clearance(catalog: str) -> None:
    shares = []
    for one in GOING_ON:
        outcomes = [verdict.outcome for verdict in table_of(one.name, catalog).values()]
        shares.append(outcomes.count("needs-clearance") / len(outcomes))

    assert median(shares) <= 0.25


@every_catalog
def test_the_rules_do_hold_things_back(catalog: str) -> None:
    """A rule set that lets everybody do everything is useful and not safe: nobody here is free of every rule."""
    for one in GOING_ON:
        verdicts = table_of(one.name, catalog).values()
        assert {"include"} != {verdict.outcome for verdict in verdicts}, one.name


# What a physical therapist would be sure of.
SURE: dict[str, dict[str, set[str]]] = {
    "Ada": {"modify": {"feet-together-stand", "weight-shift-side", "calf-raise"}},
    "Bruno": {"needs-clearance": {"knee-rolls", "seated-trunk-turn"}},
    "Farid": {"needs-clearance": {"heel-drop-straight"}, "modify": {"calf-raise"}},
    "Rosa": {"needs-clearance": {"partial-sit-up"}},
    "Stefan": {"needs-clearance": {"wall-push-up"}, "include": {"seated-ankle-pump"}},
    "Willem": {"needs-clearance": {"calf-raise", "walking"}, "exclude": {"ball-roll-arch"}},
    "Xenia": {"needs-clearance": {"quad-set", "wall-squat"}, "include": {"front-arm-raise"}},
    "Yusuf": {"needs-clearance": {"wrist-circles", "wall-push-up"}, "include": {"ankle-pump"}},
    "Zofia": {"needs-clearance": {"neck-turn", "head-rolls"}},
    "Anton": {"modify": {"heel-slide", "mini-squat"}, "needs-clearance": {"bird-dog"}},
    "Berta": {"needs-clearance": {"figure-four-stretch", "single-knee-to-chest", "seated-march"}},
    "Emil": {"needs-clearance": {"wall-slide", "front-arm-raise", "band-row"}},
    "Hanna": {"exclude": {"seated-trunk-turn", "knee-rolls", "thread-the-needle"}},
}


@pytest.mark.parametrize("name", SURE)
def test_what_a_therapist_would_be_sure_of(name: str) -> None:
    """By the rules alone, whether anybody has reviewed the record or not."""
    table = table_of(name, "reviewed")

    assert {outcome: {id for id in ids if table[id].outcome == outcome} for outcome, ids in SURE[name].items()} == SURE[name]
