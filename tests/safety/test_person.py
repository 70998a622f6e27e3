"""What a person, a screening and a clinician's word may hold, and that no message or repr gives it away."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from asked import ALL_CLEAR, ASKED_ON, ON, person
from hypothesis import given
from hypothesis import strategies as st

import homept as pt
from homept.errors import HomeptError, InvalidValue
from homept.safety import Clearance, Limit, Override, Screening, Surgery, screening_questions
from homept.testing import people, screenings

QUESTIONS = [question.id for question in screening_questions()]
CLEARANCE: dict[str, Any] = {"by": "A. Example", "role": "physician", "on": ON, "scope": {"bridge"}}


def clearance(**fields: Any) -> Clearance:
    return Clearance(**{**CLEARANCE, **fields})


def override(**fields: Any) -> Override:
    return Override(**{**CLEARANCE, "why": "seen today", **fields})


# Each case: what is built, the value that the message must not hold, and the message.
BAD: list[tuple[Callable[[], object], str, str]] = [
    (lambda: pt.Person(age=131), "131", "Person.age: expected a whole number from 0 to 120"),
    (lambda: pt.Person(age=-7), "-7", "Person.age: expected a whole number from 0 to 120"),
    (lambda: pt.Person(age=True), "True", "Person.age: expected a whole number from 0 to 120"),
    (lambda: pt.Person(pregnancy_weeks=46), "46", "Person.pregnancy_weeks: expected a whole number from 0 to 45"),
    (lambda: pt.Person(irritability="hot"), "hot", "Person.irritability: expected one of low, moderate, high"),
    (
        lambda: pt.Person(conditions={"angina"}),
        "angina",
        "Person.conditions: a word is not in the vocabulary of conditions; a condition that is not listed goes into "
        "other_conditions; homept.vocabulary.words('conditions') lists the words",
    ),
    (
        lambda: pt.Person(conditions="angina"),
        "angina",
        "Person.conditions: expected a collection of words, such as a set",
    ),
    (
        lambda: pt.Person(other_conditions="angina"),
        "angina",
        "Person.other_conditions: expected a collection of words, such as a set",
    ),
    (
        lambda: pt.Person(positions="sitting"),
        "'sitting'",
        "Person.positions: expected a collection of words, such as a set",
    ),
    (
        lambda: pt.Person(positions={"wheelchair"}),
        "wheelchair",
        "Person.positions: a word is not in the vocabulary of positions; homept.vocabulary.words('positions') lists them all",
    ),
    (
        lambda: pt.Person(surgeries=["hip"]),
        "'hip'",
        "Person.surgeries[0]: expected a value of type Surgery, found type str",
    ),
    (lambda: person(adult="yes"), "yes", "Person.adult: expected a value of type bool, found type str"),
    (
        lambda: pt.Person(weight_bearing={"left-foot": "non"}),
        "left-foot",
        "Person.weight_bearing: expected keys from left-leg, right-leg, left-arm, right-arm",
    ),
    (
        lambda: pt.Person(weight_bearing={"left-leg": "toes"}),
        "toes",
        "Person.weight_bearing.left-leg: a word is not in the vocabulary of weight_bearing; "
        "homept.vocabulary.words('weight_bearing') lists them all",
    ),
    (
        lambda: pt.Person(weight_bearing=[("left-leg", "non"), ("left-leg", "full")]),
        "non",
        "Person.weight_bearing: expected each key once",
    ),
    (lambda: person(weight_bearing="non"), "non", "Person.weight_bearing: expected a mapping, or pairs of a key and a word"),
    (lambda: person(weight_bearing=5), "5", "Person.weight_bearing: expected a mapping, or pairs of a key and a word"),
    (
        lambda: pt.Person(affected_sides={"tail": "left"}),
        "tail",
        "Person.affected_sides: a word is not in the vocabulary of regions; homept.vocabulary.words('regions') lists them all",
    ),
    (
        lambda: pt.Person(affected_sides={"knee": "inner"}),
        "inner",
        "Person.affected_sides: a word is not in the vocabulary of sides; homept.vocabulary.words('sides') lists them all",
    ),
    (
        lambda: Screening(on=ON, answers={"lucky": "yes"}),
        "lucky",
        "Screening.answers: expected ids of screening questions, as homept.safety.screening_questions() gives them",
    ),
    (
        lambda: Screening(on=ON, answers={"fever": "a bit"}),
        "a bit",
        "Screening.answers.fever: expected yes, no or unknown",
    ),
    (
        lambda: Screening(on=ON, answers=[("fever", "yes"), ("fever", "no")]),
        "yes",
        "Screening.answers: expected each key once",
    ),
    (
        lambda: Screening(on=datetime(2026, 11, 23), answers={}),
        "2026, 11, 23, 0",
        "Screening.on: expected a date without a time, such as date(2026, 11, 23)",
    ),
    (
        lambda: Surgery(procedure="new knee", on=None),
        "new knee",
        "Surgery.procedure: a word is not in the vocabulary of procedures; homept.vocabulary.words('procedures') lists them all",
    ),
    (
        lambda: Surgery(procedure="knee-replacement", on=None, side="lefft"),
        "lefft",
        "Surgery.side: a word is not in the vocabulary of sides; homept.vocabulary.words('sides') lists them all",
    ),
    (
        lambda: Limit(trait="standing-up", source="therapist"),
        "standing-up",
        "Limit.trait: a word is not in the vocabulary of traits; homept.vocabulary.words('traits') lists them all",
    ),
    (
        lambda: clearance(scope="bridge"),
        "bridge",
        "Clearance.scope: expected a collection of words, such as a set",
    ),
    (
        lambda: clearance(scope=set()),
        "set()",
        "Clearance.scope: expected a set of exercise ids, reason codes or question ids, not empty",
    ),
    (
        lambda: override(scope=set()),
        "set()",
        "Override.scope: expected a set of exercise ids, reason codes or question ids, not empty",
    ),
    (
        lambda: Limit(trait="standing", source="neighbor"),
        "neighbor",
        "Limit.source: expected one of protocol, therapist",
    ),
    (lambda: clearance(by=57), "57", "Clearance.by: expected a text that is not blank"),
    (lambda: override(why=57), "57", "Override.why: expected a text that is not blank"),
]


@pytest.mark.parametrize(("make", "value", "message"), BAD, ids=[message.split(":")[0] for _, _, message in BAD])
def test_a_bad_value_is_refused_without_being_repeated(make: Callable[[], object], value: str, message: str) -> None:
    """A message says where and what would be right; what was given is about a person, and stays out of logs."""
    with pytest.raises(HomeptError) as caught:
        make()

    assert message == str(caught.value)
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: clearance(role="coach"),
            "Clearance.role: 'coach' is not in the vocabulary of roles; homept.vocabulary.words('roles') lists them all",
        ),
        (
            lambda: pt.Person(equipment={"chiar"}),
            "Person.equipment: 'chiar' is not in the vocabulary of equipment; did you mean 'chair' or 'card' or 'shirt'?; "
            "homept.vocabulary.words('equipment') lists them all",
        ),
        (
            lambda: pt.Person(equipment="chair"),
            "Person.equipment: expected a collection of words; write {'chair'} for one word, found a bare string",
        ),
    ],
)
def test_what_is_not_about_health_is_told_with_the_nearest_right_word(make: Callable[[], object], message: str) -> None:
    with pytest.raises(HomeptError) as caught:
        make()

    assert message == str(caught.value)


@given(people(on=ON))
def test_a_person_shows_nothing_of_what_is_known(who: pt.Person) -> None:
    parts = [*who.surgeries, *who.clearances, *who.overrides, *([who.screening] if who.screening else [])]

    assert "<Person>" == repr(who)
    for part in parts:
        assert f"<{type(part).__name__}>" == repr(part)
    assert "<Limit>" == repr(Limit(trait="standing", source="therapist"))


@given(people(on=ON))
def test_people_compare_hash_and_pickle_by_what_they_hold(who: pt.Person) -> None:
    again = pickle.loads(pickle.dumps(who))

    assert who == again
    assert hash(who) == hash(again)


def test_the_order_in_which_things_are_told_does_not_matter() -> None:
    one = person(weight_bearing={"left-leg": "full", "right-leg": "partial"}, conditions=["pregnancy", "osteoporosis"])
    other = person(weight_bearing=[("right-leg", "partial"), ("left-leg", "full")], conditions=["osteoporosis", "pregnancy"])

    assert one == other


def test_a_question_that_was_not_asked_is_unknown() -> None:
    screening = Screening(on=ASKED_ON, answers={"fever": "no"})

    assert "no" == screening.answer("fever")
    assert "unknown" == screening.answer("chest-pain")


@pytest.mark.parametrize("question", [question.id for question in screening_questions(())])
def test_a_screening_is_complete_only_with_a_yes_or_no_to_every_question_that_everyone_is_asked(question: str) -> None:
    answers = dict(ALL_CLEAR.answers)

    assert Screening(on=ASKED_ON, answers=answers).complete
    assert Screening(on=ASKED_ON, answers={**answers, question: "yes"}).complete
    assert not Screening(on=ASKED_ON, answers={**answers, question: "unknown"}).complete
    del answers[question]
    assert not Screening(on=ASKED_ON, answers=answers).complete


@pytest.mark.parametrize(
    ("days", "changed", "counts"),
    [
        (-1, None, False),  # before it was made
        (0, None, True),
        (42, None, True),
        (43, None, False),  # expired
        (10, 0, True),  # what happened on the day of the screening was known to it
        (10, 1, False),
        (10, 10, False),
        (10, 11, True),  # not yet
    ],
)
def test_a_screening_counts_from_its_day_until_it_expires_or_is_overtaken(days: int, changed: int | None, counts: bool) -> None:
    changed_on = None if changed is None else ASKED_ON + timedelta(days=changed)

    assert counts == ALL_CLEAR.is_current(ASKED_ON + timedelta(days=days), changed_on=changed_on)


@pytest.mark.parametrize("days", [0, 42, 43])
def test_the_last_day_of_a_screening(days: int) -> None:
    """The day until which it counts, as long as it counts; a person who is not screened has none."""
    who = person()
    last = ASKED_ON + timedelta(days=42)

    assert (last if days <= 42 else None) == who.screened_until(ASKED_ON + timedelta(days=days))
    assert person(conditions=None).screened_until(ON) is None
    assert person(screening=None).screened_until(ON) is None


@given(screenings(on=ON), st.integers(0, 100), st.integers(0, 100))
def test_a_screening_never_comes_back(screening: Screening, days: int, more: int) -> None:
    """Once it no longer counts, it does not count on any later day."""
    first = screening.on + timedelta(days=days)

    assert screening.is_current(first) or not screening.is_current(first + timedelta(days=more))


def test_the_days_since_an_operation() -> None:
    surgery = Surgery(procedure="knee-replacement", on=date(2026, 10, 24))

    assert 30 == surgery.days_since(ON)
    assert 0 == surgery.days_since(date(2026, 10, 24))
    assert Surgery(procedure="knee-replacement", on=None).days_since(ON) is None


def test_an_operation_that_is_still_to_come_is_refused() -> None:
    """The message names the field, and not the day."""
    surgery = Surgery(procedure="knee-replacement", on=ON + timedelta(days=1))

    with pytest.raises(InvalidValue) as caught:
        surgery.days_since(ON)
    assert "Surgery.on: expected a day that is not after the day asked about" == str(caught.value)


@pytest.mark.parametrize("make", [clearance, override])
def test_a_clinicians_word_holds_from_its_day_to_its_last(make: Callable[..., Clearance | Override]) -> None:
    """Both the day it was given and the last day count; without a last day it holds on."""
    short = make(expires=ON + timedelta(days=5))

    found = [short.holds(ON + timedelta(days=days)) for days in (-1, 0, 5, 6)]
    assert [False, True, True, False] == found
    assert make().holds(ON + timedelta(days=5000))


def test_a_leg_of_which_nobody_spoke_is_unknown() -> None:
    who = person(weight_bearing={"left-leg": "partial"})

    assert ("partial", "unknown") == (who.leg_weight("left"), who.leg_weight("right"))
