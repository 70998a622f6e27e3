"""Pain over time: medians by moment and place, over the last days and the newest scores; zero counts, and missing does not."""

from __future__ import annotations

from datetime import datetime
from statistics import median

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import at, built, day, planned, tell

import homept as pt
from homept import policies
from homept.errors import InvalidValue
from homept.progress import ExerciseReport, Journal, PainScore, PainSummary, pain_summaries

PLAN = planned(built("quad-set"), every=1, weeks=20)
DUE = PLAN.occurrences()
EMPTY = Journal(replica="phone-1")


def summed(journal: Journal, as_of: int = 0, **fields: object) -> list[tuple[str, str | None, str | None, int, float, int]]:
    """Return the summaries as plain tuples."""
    found = pain_summaries(journal.effective(), as_of=day(as_of), **fields)  # type: ignore[arg-type]  # the tests' own fields
    return [(one.moment, one.region, one.side, one.count, one.median, one.highest) for one in found]


def during(journal: Journal, number: int, score: int | None) -> Journal:
    """Tell only how much it hurt during a session, or nothing of it."""
    when = at(DUE[number].day)
    return journal.done(DUE[number], at=when, recorded_at=when, pain_during=score)


def test_zero_is_not_missing() -> None:
    """Scores of 0 are counted like any other, and a day without a score is not a 0."""
    journal = EMPTY
    for number, score in enumerate((0, None, 0, 4, None)):
        journal = during(journal, number, score)

    assert [("during", None, None, 3, 0.0, 4)] == summed(journal, 5)


def test_no_score_is_no_summary() -> None:
    """Where nobody said how much it hurt there is no number, not even a zero."""
    assert [] == summed(during(EMPTY, 0, None))
    assert [] == summed(EMPTY)


def test_by_moment_and_place() -> None:
    """Each moment and place is summed up by itself, unnamed places first, moments in the order of the day."""
    journal = tell(
        EMPTY,
        DUE[0],
        pain_before={"knee/left": 1, "hip": 2},
        pain_during=3,
        pain_after={"knee/left": 4},
        morning={"knee/left": 5, "knee/right": 0},
    )

    expected = [
        ("during", None, None, 1, 3.0, 3),
        ("before", "hip", None, 1, 2.0, 2),
        ("before", "knee", "left", 1, 1.0, 1),
        ("after", "knee", "left", 1, 4.0, 4),
        ("next-morning", "knee", "left", 1, 5.0, 5),
        ("next-morning", "knee", "right", 1, 0.0, 0),
    ]
    assert expected == summed(journal, 1)


def test_scores_of_exercises_count_too() -> None:
    """What was told for an exercise of the session stands beside what was told for the session."""
    item = ExerciseReport(item="quad-set", status="done", pain=[PainScore(score=6, moment="during")])
    journal = EMPTY.done(DUE[0], at=at(0), recorded_at=at(0), pain_during=2, items=[item])

    assert [("during", None, None, 2, 4.0, 6)] == summed(journal)


@pytest.mark.parametrize(("happened", "counted"), [(-90, 0), (-89, 1), (0, 1), (1, 0)])
def test_the_last_ninety_days(happened: int, counted: int) -> None:
    """Ninety days, today among them; what lies before or ahead is left out."""
    journal = EMPTY.unplanned(at=at(happened), recorded_at=at(0), pain_during=3)

    assert counted == len(summed(journal, 0))
    assert 90 == policies.adherence_policy().trend_days


@given(st.lists(st.integers(0, 10), min_size=1, max_size=8), st.integers(2, 5))
def test_the_newest_scores(scores: list[int], points: int) -> None:
    """Of many scores the newest count, as many as the policy says, and their median and highest are told."""
    journal = EMPTY
    for number, score in enumerate(scores):
        journal = during(journal, number, score)
    policy = attrs.evolve(policies.adherence_policy(), trend_points=points)

    newest = scores[-points:]
    expected = [("during", None, None, len(newest), float(median(newest)), max(newest))]
    assert expected == summed(journal, 10, policy=policy)


def test_at_most_a_hundred() -> None:
    """A hundred and twenty scores in the window: the newest hundred count."""
    journal = EMPTY
    for number in range(60):
        journal = during(during(journal, number, 10 if number < 10 else 1), number, 1)

    assert [("during", None, None, 100, 1.0, 1)] == summed(journal, 60)
    assert 100 == policies.adherence_policy().trend_points


def test_the_order_is_that_of_what_happened() -> None:
    """Scores that were written down late take their place by when they were felt."""
    policy = attrs.evolve(policies.adherence_policy(), trend_points=2)
    journal = EMPTY.unplanned(at=at(3), recorded_at=at(3), pain_during=1)
    journal = journal.unplanned(at=at(4), recorded_at=at(4), pain_during=2)
    late = journal.unplanned(at=at(1), recorded_at=at(5), pain_during=9)

    assert [("during", None, None, 2, 1.5, 2)] == summed(late, 5, policy=policy)


@given(st.permutations(list(range(6))))
def test_the_order_of_entries_does_not_matter(order: list[int]) -> None:
    """The same entries in any order give the same summaries, also where two happened at one moment."""
    policy = attrs.evolve(policies.adherence_policy(), trend_points=3)
    journal = EMPTY
    for number in range(6):
        journal = journal.unplanned(at=at(number // 3), recorded_at=at(5), pain_during=number)
    entries = journal.effective()

    expected = pain_summaries(entries, as_of=day(5), policy=policy)
    assert expected == pain_summaries([entries[number] for number in order], as_of=day(5), policy=policy)


def test_bad_input() -> None:
    """A moment in place of a day is refused."""
    with pytest.raises(InvalidValue) as caught:
        pain_summaries((), as_of=datetime(2026, 12, 1, 8, 0))

    assert "pain_summaries.as_of: expected a date without a time, such as date(2026, 11, 23)" == str(caught.value)


def test_the_repr_tells_nothing() -> None:
    """How much it hurts is in no repr."""
    (found,) = pain_summaries(during(EMPTY, 0, 7).effective(), as_of=day(0))

    assert isinstance(found, PainSummary)
    assert "<PainSummary>" == repr(found)
    assert pt.codec.from_json(pt.codec.to_json(found)) == found
