"""Questions about one part of the body are for those who exercise it."""

from __future__ import annotations

import attrs
import pytest
from asked import ALL_CLEAR, ASKED_ON, CATALOG, ON, outcomes, person, standing

from homept.errors import StopAndContact, UnknownWord
from homept.safety import Screening, ScreeningQuestion, judge, screen, screening_questions

REGIONAL = [question for question in screening_questions() if question.regions]
GENERAL = {question.id: "no" for question in screening_questions(())}


def test_there_are_questions_of_both_kinds() -> None:
    assert REGIONAL
    assert len(GENERAL) + len(REGIONAL) == len(screening_questions())


def test_the_questions_to_ask_are_those_of_everyone_and_of_the_regions() -> None:
    for question in REGIONAL:
        assert question in screening_questions(question.regions)
        assert question not in screening_questions({"jaw"}) or "jaw" in question.regions
    assert set(GENERAL) <= {question.id for question in screening_questions({"jaw"})}
    assert screening_questions() == screening_questions({"whole-body"})
    with pytest.raises(UnknownWord):
        screening_questions({"kneee"})


def test_who_was_asked_what_everyone_is_asked_waits_with_the_parts_that_were_not() -> None:
    """Unanswered is never no; the very easy ones stay, as for who was asked nothing."""
    who = person(screening=Screening(on=ASKED_ON, answers=GENERAL))

    assert who.screened(ON)
    waiting = {id for id in CATALOG if "region-not-screened" in standing(id, who)}
    assert {"calf-raise", "bridge"} <= waiting
    assert "ankle-pump" not in waiting
    assert not any("not-screened" in standing(id, who) for id in CATALOG)


@pytest.mark.parametrize("question", REGIONAL, ids=lambda question: question.id)
def test_an_unanswered_question_holds_back_its_own_part_only(question: ScreeningQuestion) -> None:
    answers = {id: answer for id, answer in ALL_CLEAR.answers if id != question.id}
    who = person(screening=Screening(on=ASKED_ON, answers=answers))

    assert set(question.regions) <= who.regions_not_asked
    assert all("region-not-screened" not in standing(id, person()) for id in CATALOG)
    far = attrs.evolve(CATALOG["calf-raise"], regions=("jaw",))
    codes = {reason.code for reason in judge(far, who, on=ON).reasons}
    assert ("region-not-screened" in codes) == ("jaw" in question.regions)


@pytest.mark.parametrize("question", REGIONAL, ids=lambda question: question.id)
def test_a_yes_stops_whatever_the_region(question: ScreeningQuestion) -> None:
    who = person(screening=Screening(on=ASKED_ON, answers={**GENERAL, question.id: "yes"}))

    with pytest.raises(StopAndContact) as caught:
        screen(who, on=ON)
    assert (question.id,) == caught.value.codes


def test_a_clear_screening_answers_every_question() -> None:
    assert frozenset() == person().regions_not_asked
    assert {question.id for question in screening_questions()} == set(dict(ALL_CLEAR.answers))
    assert frozenset().union(*(question.regions for question in REGIONAL)) == person(screening=None).regions_not_asked
    assert outcomes(person()) == outcomes(person(screening=ALL_CLEAR))
