"""The PEMAT-P on every record: the answers, the scores, and that each answer of the program can be no."""

from __future__ import annotations

import re
from typing import Any

import attrs
import pytest

from homept import Exercise, load_catalog
from homept.errors import InvalidValue
from homept.exercise import ExerciseText
from homept.inspection import Rating, pemat

CATALOG = load_catalog()
EVERY = pytest.mark.parametrize("exercise", CATALOG.values(), ids=list(CATALOG))
GOOD = CATALOG["heel-slide"]

#: What has to be said of every record: 15 and 26 ask for pictures, and there are none yet.
WITHOUT_PICTURES = {15: "no", 16: "not-applicable", 17: "not-applicable", 18: "not-applicable", 26: "no"}


def changed(**parts: Any) -> Exercise:
    return attrs.evolve(GOOD, text=attrs.evolve(GOOD.text, **parts))


def answers(exercise: Exercise) -> dict[int, str]:
    return {one.number: one.answer for one in pemat(exercise).ratings}


def test_all_items_of_the_instrument_are_there() -> None:
    """17 on understanding and 7 on acting, with the instrument's own numbers, which leave out two about sound and film."""
    ratings = pemat(GOOD).ratings

    assert [*range(1, 13), *range(15, 27)] == [one.number for one in ratings]
    assert 17 == sum(one.domain == "understandability" for one in ratings)
    assert 7 == sum(one.domain == "actionability" for one in ratings)


@EVERY
def test_a_record_scores_85_or_more(exercise: Exercise) -> None:
    """Of 100 applicable items; what is missing is pictures."""
    rating = pemat(exercise)

    assert {15, 26} == {one.number for one in rating.ratings if one.answer == "no"}
    assert rating.score() >= 85


@EVERY
def test_nothing_is_claimed_of_pictures(exercise: Exercise) -> None:
    """By the tool's rule a picture that would help and is not there is a no; what there is to say of pictures does not apply."""
    found = answers(exercise)

    assert {number: found[number] for number in WITHOUT_PICTURES} == WITHOUT_PICTURES


def test_the_score_counts_applicable_items_only() -> None:
    """18 items apply, and 16 of them are answered with yes."""
    rating = pemat(GOOD)

    assert 6 == sum(one.answer == "not-applicable" for one in rating.ratings)
    assert pytest.approx(100 * 16 / 18) == rating.score()
    assert pytest.approx(100 * 12 / 13) == rating.score("understandability")
    assert pytest.approx(100 * 4 / 5) == rating.score("actionability")


LONG = "Lie on your back on a bed or on the floor, and then see to it that both of your legs are straight and still."
SPOILED: dict[str, tuple[int, dict[str, Any]]] = {
    "a learned word": (3, {"why": "Therapists utilize it."}),
    "an abbreviation": (3, {"why": "Therapists use it for your ROM."}),
    "long sentences": (3, {"set_up": (LONG,) * 9}),
    "a medical word without its meaning": (4, {"why": "It bends your knee into flexion."}),
    "a medical name without its meaning": (4, {"name": "Soleus slide"}),
    "passive sentences": (5, {"steps": ("Your heel is moved.",) * 7, "mistakes": ("Your leg must not be pulled.",)}),
    "a percentage": (6, {"why": "It helps 40% of people."}),
    "a fraction": (6, {"why": "Bend it 1/2 of the way."}),
    "a ratio": (6, {"breathing": "Breathe out twice as long as in."}),
    "a sum": (7, {"why": "Multiply your age by five."}),
    "too many lines": (8, {"set_up": ("Lie on your back.",) * 10}),
    "a long paragraph": (8, {"why": "You bend. You stretch. You rest. You go on."}),
    "text about others": (21, {"why": "The patient bends the knee."}),
    "too few steps": (22, {"steps": ("Slide your heel.",)}),
    "too many steps": (22, {"steps": ("Slide your heel.",) * 8}),
    "a step of two sentences": (22, {"steps": ("Slide your heel. Hold it.", "Slide it back.", "Rest.")}),
    "a long step": (22, {"steps": (LONG, "Slide it back.", "Rest.")}),
}


@pytest.mark.parametrize(("number", "parts"), SPOILED.values(), ids=list(SPOILED))
def test_a_spoiled_record_gets_a_no(number: int, parts: dict[str, Any]) -> None:
    """The program tells good from bad: the item that is about it, and no picture, is what changes."""
    before, after = answers(GOOD), answers(changed(**parts))

    assert ("yes", "no") == (before[number], after[number])


def test_medical_words_may_stand_where_they_are_explained() -> None:
    """A name that the reader will hear elsewhere, with what it means."""
    named = changed(name="Hamstring slide", why="It works the back of your thigh.")

    assert "yes" == answers(named)[4]


def test_no_one_says_what_the_sheet_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Items on the layout are read off the sheet: without a part of it, they are answered with no."""
    from homept.inspection import pemat as found
    from homept.routine.routine import Routine

    sheet = Routine.to_text
    for number, wanted in {
        1: "What it does for you",
        9: "Breathing",
        10: "How much",
        11: "In short",
        12: "STOP, and call your local",
        20: "Do this",
        23: "Mon ___",
    }.items():
        monkeypatch.setattr(Routine, "to_text", lambda self, gone=wanted: re.sub(re.escape(gone), "", sheet(self)))

        assert "no" == {one.number: one.answer for one in found(GOOD).ratings}[number], wanted


def test_who_answered_is_told() -> None:
    """What no program can tell was answered by people, and says so."""
    by_people = {one.number for one in pemat(GOOD).ratings if one.by == "people"}

    assert {2, 15, 16, 17, 18, 19, 24, 25, 26} == by_people
    assert all(isinstance(one, Rating) and one.why and one.asks.endswith("?") for one in pemat(GOOD).ratings)


def test_words_in_another_language_are_not_rated() -> None:
    """The program knows English words only, and does not guess."""
    spanish = ExerciseText(
        **{field.name: getattr(GOOD.text, field.name) for field in attrs.fields(ExerciseText)} | {"language": "es"}
    )

    with pytest.raises(InvalidValue, match="a record in English"):
        pemat(attrs.evolve(GOOD, text=spanish))
