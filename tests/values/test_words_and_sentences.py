"""The vocabulary, the sentences of a language, and doses and dates in words."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import homept as pt
from homept import testing as pt_testing
from homept import vocabulary
from homept.errors import InvalidValue, MissingText, UnknownWord
from homept.messages import Messages, messages
from homept.wording import date_in_words, dose_in_words, wrapped

HEALTH_FACETS = ("conditions", "procedures", "skip_reasons", "symptoms")
FACETS = (
    *("answers", "assistances", "conditions", "equipment", "goals", "habits", "hold_kinds", "kinds", "movements", "muscles"),
    *("positions", "procedures", "regions", "roles", "side_models", "sides", "skip_reasons", "source_kinds"),
    *("supports", "surfaces", "symptoms", "traits", "weight_bearing"),
)
ENUMERATIONS = {
    "Condition": "conditions",
    "Equipment": "equipment",
    "Goal": "goals",
    "Habit": "habits",
    "Kind": "kinds",
    "Position": "positions",
    "Procedure": "procedures",
    "Region": "regions",
    "Side": "sides",
    "SkipReason": "skip_reasons",
    "Symptom": "symptoms",
    "Trait": "traits",
}

# -- words --------------------------------------------------------------------------------------------------------------------


def test_the_facets() -> None:
    """A new facet is a decision."""
    assert FACETS == vocabulary.facets()


@pytest.mark.parametrize("facet", FACETS)
def test_every_word_has_an_english_label_and_a_place(facet: str) -> None:
    """It is found by its id, and its parent is a word of the same facet."""
    words = vocabulary.words(facet)
    ids = {word.id for word in words}

    assert len(words) == len(ids)
    for word in words:
        assert word.label().strip()
        assert word == vocabulary.word(facet, word.id)
        assert word.id == vocabulary.check_word(facet, word.id)
        assert word.parent is None or word.parent in ids
    assert ids == vocabulary.check(facet, ids)


@pytest.mark.parametrize(("name", "facet"), ENUMERATIONS.items())
def test_the_enumerations_are_the_facets(name: str, facet: str) -> None:
    """They are strings, in the order of their files."""
    enumeration: type[StrEnum] = getattr(vocabulary, name)

    assert [word.id for word in vocabulary.words(facet)] == [str(member) for member in enumeration]
    assert all(member == member.value for member in enumeration)


def test_a_label_in_a_language_that_does_not_exist_is_an_error() -> None:
    """Never a silent fall back to English."""
    with pytest.raises(MissingText, match="no text for 'word knee' in the language 'xx'; languages that exist: en"):
        vocabulary.word("regions", "knee").label("xx")


@given(one=pt_testing.word_sets("regions"), other=pt_testing.word_sets("regions"))
def test_children_come_with_their_parents(one: frozenset[str], other: frozenset[str]) -> None:
    """Spreading keeps what was given, adds nothing when repeated, and goes word by word."""
    spread = vocabulary.with_children("regions", one)

    assert one <= spread
    assert spread == vocabulary.with_children("regions", spread)
    assert spread | vocabulary.with_children("regions", other) == vocabulary.with_children("regions", one | other)
    for word in vocabulary.words("regions"):
        assert word.parent not in spread or word.id in spread


@pytest.mark.parametrize(
    ("facet", "given", "message"),
    [
        ("regions", "knee", "regions: expected a collection of words; write {'knee'} for one word, found a bare string"),
        ("regions", 5, "regions: expected a collection of words, such as a set, found 5"),
        ("conditions", "gout", "conditions: expected a collection of words, such as a set"),
        (
            "regions",
            ["kne"],
            "regions: 'kne' is not in the vocabulary of regions; did you mean 'knee'?; homept.vocabulary.words('regions') lists them all",
        ),
        ("sides", [[1]], "sides: '[1]' is not in the vocabulary of sides; homept.vocabulary.words('sides') lists them all"),
        (
            "region",
            ["knee"],
            "facet: 'region' is not in the vocabulary of facets; did you mean 'regions'?; homept.vocabulary.facets() lists them all",
        ),
    ],
)
def test_what_is_no_set_of_words_is_refused(facet: str, given: Any, message: str) -> None:
    """The message names the nearest word, and for health data nothing that was given."""
    with pytest.raises((InvalidValue, UnknownWord)) as caught:
        vocabulary.check(facet, given)

    assert message == str(caught.value)


@pytest.mark.parametrize("facet", HEALTH_FACETS)
def test_an_unknown_word_of_health_data_is_not_repeated(facet: str) -> None:
    """What somebody said of a person stays out of logs, also where a word is nearly right."""
    nearly = vocabulary.words(facet)[0].id + "x"

    with pytest.raises(UnknownWord) as caught:
        vocabulary.check(facet, [nearly], path="somewhere")

    assert nearly not in f"{caught.value} {caught.value!r}"
    assert ("somewhere", facet, None, ()) == (caught.value.path, caught.value.facet, caught.value.word, caught.value.suggestions)


def test_a_word_of_any_facet_can_be_kept_private() -> None:
    """For a caller who asks for it."""
    with pytest.raises(UnknownWord, match=r"^knee: a word is not in the vocabulary of regions; homept\.vocabulary\.words"):
        vocabulary.check_word("regions", "kne", path="knee", private=True)


# -- sentences ----------------------------------------------------------------------------------------------------------------


def test_a_language_that_does_not_exist_is_an_error() -> None:
    """The error lists those that do."""
    with pytest.raises(MissingText) as caught:
        messages("xx")

    assert ("messages", "xx", ("en",)) == (caught.value.key, caught.value.language, caught.value.languages)


def test_a_sentence_that_does_not_exist_is_an_error() -> None:
    """It names the code and the language."""
    say = messages("en")

    with pytest.raises(MissingText, match=r"no text for 'label\.stepz' in the language 'en'"):
        say("label.stepz")
    assert "label.stepz" not in say
    assert "label.steps" in say
    assert "en" == say.language


def test_a_sentence_takes_its_parts_and_its_number() -> None:
    """One of two forms where the sentence has two."""
    say = Messages("en", {"hello": "Hello {name}", "count": {"one": "{count} day", "other": "{count} days"}})

    assert "Hello Ann" == say("hello", name="Ann")
    assert ["0 days", "1 day", "2 days"] == [say("count", count=count) for count in range(3)]


# -- doses and dates in words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notation", "side_model", "side", "words"),
    [
        ("1x1", "both", "both", "Do it 1 time."),
        ("1x10", "each", "both", "Do it 10 times on one side, then 10 times on the other."),
        ("1x10", "alternating", "both", "Do it 10 times on each side. Swap sides each time."),
        ("1x10", "each", "left", "Do it 10 times on your left side."),
        ("1x30s hold", "both", "both", "Hold for 30 seconds."),
        ("1x30s hold", "each", "both", "Hold for 30 seconds on each side."),
        ("1x30s hold", "each", "right", "Hold for 30 seconds on your right side."),
        ("1x90s", "both", "both", "Keep going for 90 seconds."),
        ("1x120s", "both", "both", "Keep going for 2 minutes."),
        ("1x120s", "alternating", "both", "Keep going for 2 minutes on each side."),
        ("1x20m", "both", "both", "Go 20 meters."),
    ],
)
def test_the_work_of_a_dose_in_words(notation: str, side_model: str, side: str, words: str) -> None:
    """One sentence that says how much, and on which side."""
    assert words == dose_in_words(pt.Dose.parse(notation), side_model=side_model, side=side)


def test_a_dose_with_everything_in_words() -> None:
    """Each detail has its own short sentence."""
    dose = pt.Dose.parse("2x10 hold 5s tempo 3-0-3 load 2kg effort 5 on effort-0-10 range 0..90deg rest 60s")

    assert (
        "Do it 10 times. Hold for 5 seconds each time. Take 3 seconds to move, 0 seconds to pause, and 3 seconds to move back. "
        "Use this load: 2kg. It should feel like 5 on the scale effort-0-10. Move from 0 to 90 degrees. Do all of this 2 times. "
        "Rest for 60 seconds in between."
    ) == dose_in_words(dose)


@pytest.mark.parametrize(
    ("notation", "part"),
    [
        ("1x5 range comfort", "Do it 5 times. Go only as far as is comfortable."),
        ("1x5 range first-stretch", "Do it 5 times. Go only to the first gentle stretch."),
        ("2x5", "Do it 5 times. Do all of this 2 times."),
        ("1x5 rest 60s", "Do it 5 times."),
    ],
)
def test_details_of_a_dose_in_words(notation: str, part: str) -> None:
    """A rest is told of only where there is more than one set."""
    assert part == dose_in_words(pt.Dose.parse(notation))


@given(dose=pt_testing.doses(), side_model=pt_testing.words("side_models"), side=pt_testing.words("sides"))
def test_every_dose_can_be_said(dose: pt.Dose, side_model: str, side: str) -> None:
    """In whole sentences, with no placeholder left; the other sides are told of only where they are worked."""
    words = dose_in_words(dose, side_model=side_model, side=side)

    assert words.endswith(".")
    assert not set("{}") & set(words)
    assert (f"your {side} side" in words) == (side != "both")


@given(day=st.dates())
def test_a_date_in_words_has_its_month_in_letters(day: date) -> None:
    """Nobody can take the month for the day."""
    words = date_in_words(day)

    assert [str(day.day), str(day.year)] == [part.strip(",") for part in words.split()[1:]]
    assert words.split()[0].isalpha()


@given(text=st.text("ab ", max_size=300), width=st.integers(20, 100))
def test_wrapped_lines_keep_their_words_and_their_width(text: str, width: int) -> None:
    """Words longer than a line aside, which are broken."""
    lines = wrapped(text, first="- ", width=width)

    assert all(len(line) <= width for line in lines)
    assert "".join(text.split()) == "".join("".join(lines).removeprefix("- ").split())
    assert all(line.startswith("- " if number == 0 else "  ") for number, line in enumerate(lines))


def test_the_lead_of_the_other_lines_can_be_given() -> None:
    """It is as wide as the first one's unless it is given."""
    assert ["1) one", "> two"] == wrapped("one two", first="1) ", rest="> ", width=7)
