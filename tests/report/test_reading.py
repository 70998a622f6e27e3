"""The reading grade is the published formula's, and the tables tell the hardest texts first."""

from __future__ import annotations

import attr
import pytest
from small_catalog import CATALOG, SLIDE

from homept.catalog import Catalog
from homept.errors import InvalidValue
from homept.exercise import ExerciseText
from homept.reading import grade, lines, read, reading, sentences


def worded(id: str, step: str) -> ExerciseText:
    """Make a text of seven lines, of which the steps are these."""
    return ExerciseText(
        language="en",
        name=id,
        purpose="Helps you.",
        why="It is good.",
        set_up=("Sit down.",),
        steps=(step,),
        breathing="Breathe.",
        mistakes=("Do not rush.",),
        stop_signs=("Stop if it hurts.",),
    )


HARD = attr.evolve(
    SLIDE, id="hard", text=worded("hard", "Gradually accelerate unilateral abduction repetitions, maintaining alignment.")
)
EASY = attr.evolve(SLIDE, id="easy", text=worded("easy", "Lift your leg. Lower it."))


def test_the_grade_is_that_of_the_formula() -> None:
    """0.39 times the words of a sentence, and 11.8 times the syllables of a word, less 15.59."""
    words, syllables, count = 8, 8, 2  # Sit on a chair. Lift one foot slow.

    expected = 0.39 * words / count + 11.8 * syllables / words - 15.59

    assert grade("Sit on a chair. Lift one foot high.") == pytest.approx(expected, abs=0.051)


def test_longer_words_and_sentences_have_a_higher_grade() -> None:
    """Each of the two by itself."""
    assert grade("Sit on a chair. Lift one leg.") < grade("Sit on a chair and then lift one leg.")
    assert grade("Sit on a chair.") < grade("Sit on a settee.")


def test_what_a_person_reads_is_collected_line_by_line() -> None:
    """In the order of the page."""
    assert [
        "Helps you.",
        "It is good.",
        "Sit down.",
        "Lift your leg. Lower it.",
        "Breathe.",
        "Do not rush.",
        "Stop if it hurts.",
    ] == lines(EASY)
    assert ["Lift your leg.", "Lower it."] == sentences(lines(EASY)[3])


def test_the_sentences_of_an_exercise_are_counted() -> None:
    """Eight sentences of 20 words; the longest has four."""
    found = read(EASY)

    assert (("easy", 8, 20, 4), 2.5) == ((found.id, found.sentences, found.words, found.longest), found.average)
    assert grade(" ".join(lines(EASY))) == found.grade


def test_the_tables_tell_the_hardest_first() -> None:
    """Three exercises, of which one has long words."""
    catalog = Catalog.of([EASY, HARD, SLIDE])
    overview, by_grade, hardest = reading(catalog)
    figures = {str(row[0]): row[1] for row in overview.rows}

    assert {"hard", "easy"} == {str(hardest.rows[0][1]), str(hardest.rows[-1][1])}
    assert f"{read(HARD).grade:.1f}" == figures["grade, the hardest"] == hardest.rows[0][2]
    assert f"{read(SLIDE).grade:.1f}" == figures["grade, in the middle"]
    assert "2 (66 %)" == figures["of grade 6 or below"]
    assert 3 == sum(int(row[1]) for row in by_grade.rows)


@pytest.mark.parametrize("catalog", [CATALOG, Catalog.of([])], ids=["four", "none"])
def test_every_exercise_has_its_grade_in_one_row(catalog: Catalog) -> None:
    """The rows of an empty catalog are none."""
    overview, by_grade, hardest = reading(catalog)

    assert ("exercises", str(len(catalog))) == overview.rows[0]
    assert len(catalog) == sum(int(row[1]) for row in by_grade.rows) == len(hardest.rows)


def test_a_grade_below_zero_has_its_row() -> None:
    """Texts of very short words have one; the row is told from its lower end to its upper."""
    plain = attr.evolve(EASY, text=worded("easy", "Go up. Go in."))
    _, by_grade, _ = reading(Catalog.of([plain]))
    low, high = (float(end) for end in str(by_grade.rows[0][0]).split(" to "))

    assert read(plain).grade < 0
    assert low <= read(plain).grade <= high


def test_another_language_is_refused() -> None:
    """The formula counts the syllables of English words."""
    german = Catalog.of([attr.evolve(EASY, text=attr.evolve(EASY.text, language="de"))])

    with pytest.raises(InvalidValue, match="texts in English"):
        reading(german)
