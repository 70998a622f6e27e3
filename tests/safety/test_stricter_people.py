"""The law of safety: of whom more is wrong, or less is known, no exercise is ever judged laxer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import attrs
import pytest
from asked import CATALOG, ON, OUTCOMES, outcomes, person
from hypothesis import given
from hypothesis import strategies as st

import homept as pt
from homept import vocabulary
from homept.errors import StopAndContact
from homept.safety import Limit, Screening, Surgery, progression_locks, screen
from homept.safety.tables import safety_tables
from homept.testing import exercises, people, surgeries, words

LESS_WEIGHT = ("full", "as-tolerated", "partial", "touch", "non")
PERSON = people(on=ON)


def stricter_in_each(lax: dict[str, str], strict: dict[str, str]) -> bool:
    return all(OUTCOMES.index(strict[id]) >= OUTCOMES.index(lax[id]) for id in lax)


def with_condition(who: pt.Person, condition: str) -> pt.Person:
    return attrs.evolve(who, conditions=frozenset({*(who.conditions or ()), condition}))


@given(PERSON, words("conditions"))
def test_one_more_condition_is_never_laxer(who: pt.Person, condition: str) -> None:
    who = attrs.evolve(who, conditions=who.conditions or frozenset())

    assert stricter_in_each(outcomes(who), outcomes(with_condition(who, condition)))


@given(PERSON)
def test_one_more_condition_that_nobody_has_rules_for_is_never_laxer(who: pt.Person) -> None:
    assert stricter_in_each(outcomes(who), outcomes(attrs.evolve(who, other_conditions=(*who.other_conditions, "gout"))))


#: The conditions that may be in any part of the body.
ANYWHERE = st.sampled_from(sorted(id for id, rules in safety_tables().conditions.items() if not rules.regions))


@given(PERSON, ANYWHERE, words("regions"), words("regions"))
def test_one_more_place_is_never_laxer(who: pt.Person, condition: str, one: str, other: str) -> None:
    fewer, more = (attrs.evolve(who, condition_regions={condition: places}) for places in ({one}, {one, other}))

    assert stricter_in_each(outcomes(fewer), outcomes(more))


@given(PERSON, ANYWHERE, words("regions"))
def test_a_place_that_is_not_told_is_never_laxer(who: pt.Person, condition: str, region: str) -> None:
    """It may be anywhere."""
    who = with_condition(who, condition)
    told, untold = (attrs.evolve(who, condition_regions=places) for places in ({condition: {region}}, {}))

    assert stricter_in_each(outcomes(told), outcomes(untold))


@given(PERSON, surgeries(on=ON))
def test_one_more_operation_is_never_laxer(who: pt.Person, surgery: Surgery) -> None:
    assert stricter_in_each(outcomes(who), outcomes(attrs.evolve(who, surgeries=(*who.surgeries, surgery))))


@given(PERSON, surgeries(on=ON), words("traits"), st.sampled_from(["protocol", "therapist"]))
def test_one_more_limit_is_never_laxer(who: pt.Person, surgery: Surgery, trait: str, source: str) -> None:
    limited = attrs.evolve(surgery, limits=(*surgery.limits, Limit(trait=trait, source=source)))
    free, strict = (attrs.evolve(who, surgeries=(*who.surgeries, one)) for one in (surgery, limited))

    assert stricter_in_each(outcomes(free), outcomes(strict))


FORGOTTEN: dict[str, Callable[[pt.Person], pt.Person]] = {
    "the screening": lambda who: attrs.evolve(who, screening=None),
    "an answer about one part of the body": lambda who: attrs.evolve(
        who, screening=who.screening and _forget_a_regional_answer(who.screening)
    ),
    "an answer": lambda who: attrs.evolve(who, screening=who.screening and _forget_first_answer(who.screening)),
    "when the screening was": lambda who: attrs.evolve(who, changed_on=ON),
    "that there are no conditions": lambda who: who if who.conditions else attrs.evolve(who, conditions=None),
    "the age": lambda who: attrs.evolve(who, age=None),
    "whether there is a helper": lambda who: attrs.evolve(who, helper=None),
    "how far a pregnancy is": lambda who: attrs.evolve(who, pregnancy_weeks=None) if _known_pregnant(who) else who,
    "the days of operations": lambda who: attrs.evolve(
        who, surgeries=tuple(_without_day(surgery, who) for surgery in who.surgeries)
    ),
    "the sides of operations": lambda who: attrs.evolve(
        who, surgeries=tuple(attrs.evolve(surgery, side=None) for surgery in who.surgeries)
    ),
    "where operations were": lambda who: attrs.evolve(
        who, surgeries=tuple(attrs.evolve(surgery, region=None) for surgery in who.surgeries)
    ),
    "how much weight operated legs carry": lambda who: _without_legs(who) if _both_legs_operated(who) else who,
    "every clearance": lambda who: attrs.evolve(who, clearances=()),
    "every override": lambda who: attrs.evolve(who, overrides=()),
}


def _without_legs(who: pt.Person) -> pt.Person:
    return attrs.evolve(who, weight_bearing=tuple(row for row in who.weight_bearing if row[0].endswith("-arm")))


def _without_day(surgery: Surgery, who: pt.Person) -> Surgery:
    """Only where no clinician spoke before the operation: what they said lifts nothing of a later one, whose day has to be known."""
    spoken = min([*(word.on for word in who.clearances), *(word.on for word in who.overrides)], default=ON)
    return surgery if surgery.on is None or spoken < surgery.on else attrs.evolve(surgery, on=None)


def _general_form(surgery: Surgery) -> Surgery:
    general = vocabulary.word("procedures", surgery.procedure).parent or surgery.procedure
    return attrs.evolve(surgery, procedure=general, region=None)


def _forget_first_answer(screening: Screening) -> Screening:
    return attrs.evolve(screening, answers=screening.answers[1:])


def _forget_a_regional_answer(screening: Screening) -> Screening:
    regional = [question.id for question in safety_tables().questions if question.regions]
    answers = {id: answer for id, answer in screening.answers if id != regional[-1] or answer == "yes"}
    return attrs.evolve(screening, answers=answers)


def _known_pregnant(who: pt.Person) -> bool:
    return "pregnancy" in (who.conditions or ())


def _both_legs_operated(who: pt.Person) -> bool:
    lower = (surgery for surgery in who.surgeries if safety_tables().procedures[surgery.procedure].limb == "lower")
    return any(surgery.side in (None, "both") for surgery in lower)


@pytest.mark.parametrize("what", FORGOTTEN)
@given(who=PERSON)
def test_knowing_less_is_never_laxer(what: str, who: pt.Person) -> None:
    """Not asked is not no."""
    if who.pregnancy_weeks is not None:
        who = with_condition(who, "pregnancy")
    assert stricter_in_each(outcomes(who), outcomes(FORGOTTEN[what](who)))


@given(PERSON)
def test_knowing_less_of_the_form_of_an_operation_is_never_laxer(who: pt.Person) -> None:
    """A hip of which nobody knows the approach; what clinicians said of it is another matter."""
    who = attrs.evolve(who, clearances=(), overrides=())

    assert stricter_in_each(outcomes(who), outcomes(attrs.evolve(who, surgeries=tuple(map(_general_form, who.surgeries)))))


@given(PERSON, st.integers(0, 120), st.integers(0, 120))
def test_an_older_adult_is_never_judged_laxer(who: pt.Person, one: int, other: int) -> None:
    young, old = sorted((one, other))

    assert stricter_in_each(outcomes(attrs.evolve(who, age=young)), outcomes(attrs.evolve(who, age=old)))


@given(PERSON, st.sampled_from(["left-leg", "right-leg"]), st.integers(0, 4), st.integers(0, 4))
def test_less_weight_is_never_laxer(who: pt.Person, leg: str, one: int, other: int) -> None:
    more, less = (LESS_WEIGHT[number] for number in sorted((one, other)))
    said = dict(who.weight_bearing)

    found = [outcomes(attrs.evolve(who, weight_bearing={**said, leg: amount})) for amount in (more, less)]

    assert stricter_in_each(*found)


@given(PERSON, st.integers(0, 45), st.integers(0, 45))
def test_a_later_week_of_pregnancy_is_never_laxer(who: pt.Person, one: int, other: int) -> None:
    early, late = sorted((one, other))

    found = [outcomes(attrs.evolve(who, pregnancy_weeks=weeks)) for weeks in (early, late)]

    assert stricter_in_each(*found)


@given(exercises(), PERSON, words("conditions"), surgeries(on=ON))
def test_the_law_holds_for_any_record_with_any_precaution(
    exercise: pt.Exercise, who: pt.Person, condition: str, surgery: Surgery
) -> None:
    """Not only for the shipped ones."""
    from homept.safety import judge

    worse = attrs.evolve(
        with_condition(attrs.evolve(who, conditions=who.conditions or frozenset()), condition),
        surgeries=(*who.surgeries, surgery),
        clearances=(),
        overrides=(),
        screening=None,
        helper=None,
    )
    lax, strict = (judge(exercise, one, on=ON) for one in (attrs.evolve(who, conditions=who.conditions or frozenset()), worse))

    assert OUTCOMES.index(strict.outcome) >= OUTCOMES.index(lax.outcome)


@given(PERSON, words("conditions"), surgeries(on=ON))
def test_worse_never_unlocks_a_dose(who: pt.Person, condition: str, surgery: Surgery) -> None:
    who = attrs.evolve(who, conditions=who.conditions or frozenset())
    worse = attrs.evolve(with_condition(who, condition), surgeries=(*who.surgeries, surgery))

    assert set(progression_locks(who, on=ON)) <= set(progression_locks(worse, on=ON))


def stop_of(who: pt.Person) -> StopAndContact | None:
    try:
        screen(who, on=ON)
    except StopAndContact as stop:
        return stop
    return None


@given(PERSON, st.sampled_from(safety_tables().questions))
def test_one_more_sign_never_opens_the_way(who: pt.Person, question: object) -> None:
    """A yes in the place of another answer keeps every stop that there was, and is at least as urgent."""
    from homept.safety import ScreeningQuestion
    from homept.safety.tables import STOP_KINDS

    assert isinstance(question, ScreeningQuestion)
    before = who.screening or Screening(on=ON, answers={})
    who = attrs.evolve(who, screening=before)
    worse = attrs.evolve(who, screening=attrs.evolve(before, answers={**dict(before.answers), question.id: "yes"}))

    lax, strict = stop_of(who), stop_of(worse)

    if lax is not None:
        assert strict is not None
        assert set(lax.codes) <= set(strict.codes)
        assert STOP_KINDS.index(strict.kind) <= STOP_KINDS.index(lax.kind)
    if question.kind == "emergency":
        assert strict is not None
        assert "emergency" == strict.kind


@given(PERSON)
def test_a_stop_is_never_lifted_by_forgetting_a_clinicians_word(who: pt.Person) -> None:
    alone = attrs.evolve(who, clearances=(), overrides=())

    assert stop_of(who) is None or stop_of(alone) is not None


def test_the_laws_are_not_empty() -> None:
    """The people compared do differ: a condition, an operation and a lost screening each hold something back."""
    plain = outcomes(person())

    for worse in (
        person(conditions={"osteoporosis"}),
        person(surgeries=[Surgery(procedure="hip-replacement", on=ON - timedelta(days=30))]),
        person(screening=None),
    ):
        assert plain != outcomes(worse)
    assert len(CATALOG) == len(plain)
