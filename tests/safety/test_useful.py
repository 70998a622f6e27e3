"""
Useful as well as safe: forty people of 65 to 90 with several conditions get something to do, or the right stop.

The same people are shown in the documentation, with what each gets and what waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from statistics import median

import pytest
from home_exercises import home_exercises

import homept as pt
from homept import vocabulary
from homept.errors import StopAndContact
from homept.exercise import Exercise
from homept.safety import VerdictTable, screen, verdict_table
from homept.testing import SamplePerson, older_people

ON = date(2026, 11, 23)
PEOPLE = older_people(on=ON)
CATALOGS: dict[str, Mapping[str, Exercise]] = {"shipped": pt.load_catalog(), "seventy": home_exercises()}
STOPS = {
    "Ivo": ("emergency", ("chest-pain",)),
    "Jutta": ("emergency", ("suspected-fracture",)),
    "Kaspar": ("contact", ("calf-swelling",)),
    "Lene": ("contact", ("fall-or-sudden-back-pain",)),
    "Milo": ("not-start", ("heart-not-settled",)),
    "Nora": ("out-of-scope", ("cannot-follow-alone",)),
}
GOING_ON = [one for one in PEOPLE if one.name not in STOPS]

every_catalog = pytest.mark.parametrize("exercises", CATALOGS.values(), ids=list(CATALOGS))
every_person = pytest.mark.parametrize("one", GOING_ON, ids=lambda one: one.name)


def offered(table: VerdictTable) -> list[str]:
    return [id for id, verdict in table.items() if verdict.allows and not verdict.changes.replace_by]


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
        pt.build_routine(pt.load_catalog(), one.person, one.request, on=ON)

    assert STOPS[one.name] == (caught.value.kind, caught.value.codes)


@every_person
@every_catalog
def test_each_other_one_gets_at_least_four_exercises_in_two_positions(
    one: SamplePerson, exercises: Mapping[str, Exercise]
) -> None:
    screen(one.person, on=ON)

    found = offered(verdict_table(exercises, one.person, on=ON))

    assert len(found) >= 4
    assert len({exercises[id].position for id in found}) >= 2


@every_person
def test_each_other_one_gets_a_routine(one: SamplePerson) -> None:
    """With what is at hand in an ordinary home."""
    routine = pt.build_routine(pt.load_catalog(), one.person, one.request, on=ON)

    assert len(routine.items) >= 3


@every_catalog
def test_in_the_middle_at_most_a_quarter_waits_for_clearance(exercises: Mapping[str, Exercise]) -> None:
    shares = []
    for one in GOING_ON:
        outcomes = [verdict.outcome for verdict in verdict_table(exercises, one.person, on=ON).values()]
        shares.append(outcomes.count("needs-clearance") / len(exercises))

    assert median(shares) <= 0.25
    assert max(shares) <= 0.5


@every_catalog
def test_the_rules_do_hold_things_back(exercises: Mapping[str, Exercise]) -> None:
    """A rule set that lets everybody do everything is useful and not safe: nobody here is free of every rule."""
    for one in GOING_ON:
        verdicts = verdict_table(exercises, one.person, on=ON).values()
        assert {"include"} != {verdict.outcome for verdict in verdicts}, one.name


# What a physical therapist would be sure of, in the catalog of seventy.
SURE: dict[str, dict[str, set[str]]] = {
    "Ada": {"modify": {"feet-together-stance", "weight-shift", "calf-raise"}},
    "Bruno": {"needs-clearance": {"knee-roll", "trunk-turn"}},
    "Farid": {"needs-clearance": {"heel-drop"}, "modify": {"calf-raise"}},
    "Willem": {"needs-clearance": {"calf-raise", "indoor-walk"}, "exclude": {"foot-roll"}},
    "Xenia": {"needs-clearance": {"quad-set", "wall-sit"}, "include": {"arm-lift", "wrist-circle"}},
    "Anton": {"modify": {"heel-slide", "small-squat"}, "needs-clearance": {"bird-dog"}},
    "Berta": {"needs-clearance": {"buttock-stretch", "knee-to-chest", "seated-march"}},
    "Emil": {"needs-clearance": {"wall-slide", "arm-lift", "band-row"}},
    "Hanna": {"exclude": {"trunk-turn", "knee-roll", "open-book"}},
}


@pytest.mark.parametrize("name", SURE)
def test_what_a_therapist_would_be_sure_of(name: str) -> None:
    (one,) = [one for one in PEOPLE if one.name == name]
    table = verdict_table(CATALOGS["seventy"], one.person, on=ON)

    assert {outcome: {id for id in ids if table[id].outcome == outcome} for outcome, ids in SURE[name].items()} == SURE[name]
