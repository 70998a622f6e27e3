"""Each record tells the truth about its review, and whoever reads its sheet is told too."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from homept import Exercise, load_catalog
from homept.exercise import ReviewState
from homept.inspection import content_mark
from homept.inspection.facts import review_so_far
from homept.messages import messages
from homept.routine import Origin, Routine, RoutineItem

CATALOG = load_catalog()
EVERY = pytest.mark.parametrize("exercise", CATALOG.values(), ids=list(CATALOG))
SAY = messages("en")
#: A record of another work on the sheet, which a clinician has reviewed.
REVIEWED = attrs.evolve(
    CATALOG["quad-set"],
    id="tests.reviewed",
    review=ReviewState(written_by="tests", reviewed_by="A. Example, physical therapist", reviewed_on="2026-11-30"),
)


def sheet(*exercises: Exercise) -> str:
    items = [
        RoutineItem(exercise=one, dose=one.dose.start, band=one.dose, origin=Origin(kind="self"), seconds=60) for one in exercises
    ]
    return " ".join(Routine(on=date(2026, 11, 23), items=items, catalog_version="1", language="en").to_text().split())


@EVERY
def test_a_record_says_who_wrote_it_and_what_it_was_checked_against(exercise: Exercise) -> None:
    """Against one work at least, all of them cited by the record, and each with what was read of it."""
    review, cited = exercise.review, {one.source: one.seen for one in exercise.citations}

    assert "homept maintainers" == review.written_by
    assert review.checked_against
    assert [] == [source for source in review.checked_against if not cited.get(source)]


@EVERY
def test_a_clinician_has_reviewed_it_as_it_is_or_not_at_all(exercise: Exercise) -> None:
    """A name stands only with a day and with the mark of the very content that ships; what is printed says the same."""
    review = exercise.review
    named = (review.reviewed_by, review.reviewed_on, review.reviewed_content)

    assert named == (None, None, None) or (all(named) and review.reviewed_content == content_mark(exercise))
    assert review.by_clinician == ("Reviewed by" in review_so_far(exercise))
    assert review.by_clinician != ("No clinician has reviewed it yet." in review_so_far(exercise))


@EVERY
def test_the_sheet_says_when_no_clinician_has_reviewed_it(exercise: Exercise) -> None:
    """At its head where that is so of the whole sheet, and below the name of the exercise where it is so of some."""
    alone, beside = sheet(exercise), sheet(REVIEWED, exercise)
    unchecked = not exercise.review.by_clinician

    assert unchecked == (SAY("label.none_checked") in alone)
    assert unchecked == (f"2. {exercise.name} {'-' * len(f'2. {exercise.name}')} ({SAY('label.not_checked')})" in beside)
    assert SAY("label.none_checked") not in beside
    assert SAY("label.none_checked") not in sheet(REVIEWED)
