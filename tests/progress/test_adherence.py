"""Adherence: a named formula over a named window; what was excused leaves it, and what nobody wrote down is not skipped."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import MONDAY, at, built, day, last, planned, skip, tell

import homept as pt
from homept import policies
from homept.errors import InvalidValue
from homept.plan import Frequency, Slot
from homept.progress import Adherence, ExerciseReport, Journal, SessionReport, adherence
from homept.progress.counting import status_of

ROUTINE = built("quad-set", "heel-slide", "clamshell")
DAILY = planned(ROUTINE, every=1)
EMPTY = Journal(replica="phone-1")
REASONS = [word.id for word in pt.vocabulary.words("skip_reasons")]
EXCUSES = [word.id for word in pt.vocabulary.words("skip_reasons") if word.kind == "excused"]


def said(plan: pt.Plan, *words: str) -> Journal:
    """Tell of the first sessions of the plan: done, partial, a reason for skipping, or nothing for an empty word."""
    journal = EMPTY
    for occurrence, word in zip(plan.occurrences(), words, strict=False):
        if word in ("done", "partial"):
            journal = tell(journal, occurrence, status=word, morning=None)
        elif word:
            journal = skip(journal, occurrence, word)
    return journal


def counts(found: Adherence) -> dict[str, int]:
    return {name: getattr(found, name) for name in ("due", "done", "partial", "skipped", "excused", "unknown")}


def unplanned(journal: Journal, when: int, **fields: Any) -> Journal:
    """Tell of a session that no plan asked for."""
    return journal.unplanned(at=at(when), recorded_at=at(when), **fields)


@st.composite
def told(draw: st.DrawFn) -> tuple[pt.Plan, Journal, date]:
    """Draw a plan, a journal that tells of some of its sessions, some of them twice, and a day to look from."""
    every = draw(st.integers(1, 4))
    plan = planned(ROUTINE, every=every, weeks=4)
    answers = st.sampled_from(["", "done", "partial", *REASONS])
    words = draw(st.lists(answers, max_size=28))
    journal = said(plan, *words)
    again = said(plan, *draw(st.lists(answers, max_size=10)))
    journal = journal.merge(_by_tablet(again))
    for number in draw(st.lists(st.integers(0, 27), max_size=3)):
        journal = unplanned(journal, number)
    return plan, journal, day(draw(st.integers(-3, 40)))


def _by_tablet(journal: Journal) -> Journal:
    """Return the same journal as if another device had written it."""
    entries = [attrs.evolve(entry, id=f"tablet-{entry.id}", replica="tablet-1") for entry in journal.entries]
    return Journal(replica="tablet-1", entries=entries)


@given(told(), st.integers(1, 40), st.sampled_from(["sessions", "exercises"]))
def test_a_share_or_nothing(case: tuple[pt.Plan, Journal, date], window: int, formula: str) -> None:
    """Adherence lies from 0 to 1, or is None where nothing is left to divide by; the statuses add up to what was due."""
    plan, journal, as_of = case
    found = adherence(plan, journal, as_of=as_of, window_days=window, formula=formula)

    assert (found.value is None) == (found.denominator == 0)
    assert found.value is None or 0 <= found.value <= 1
    assert found.due == found.done + found.partial + found.skipped + found.excused + found.unknown
    assert found.denominator == found.due - found.excused
    assert found.value is None or found.done == round(found.value * found.denominator)


@given(told(), st.integers(1, 40), st.sampled_from(["sessions", "exercises"]), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(
    case: tuple[pt.Plan, Journal, date], window: int, formula: str, chance: random.Random
) -> None:
    """The same entries in any order give the same adherence."""
    plan, journal, as_of = case
    entries = list(journal.entries)
    chance.shuffle(entries)
    shuffled = Journal(replica="clinic", entries=entries)

    expected = adherence(plan, journal, as_of=as_of, window_days=window, formula=formula)
    assert expected == adherence(plan, shuffled, as_of=as_of, window_days=window, formula=formula)


@given(told(), st.integers(1, 40))
def test_one_more_done_never_lowers_it(case: tuple[pt.Plan, Journal, date], window: int) -> None:
    """Doing a session that nobody wrote down yet raises the share, and is never held against the person."""
    plan, journal, as_of = case
    before = adherence(plan, journal, as_of=as_of, window_days=window)
    unknown = [one for one in plan.occurrences(before.start, as_of) if all(one.id != _occurrence(e) for e in journal.entries)]
    for occurrence in unknown[:1]:
        written = journal.done(occurrence, at=at(occurrence.day), recorded_at=at(occurrence.day))
        after = adherence(plan, written, as_of=as_of, window_days=window)

        assert (before.done + 1, before.unknown - 1, before.skipped) == (after.done, after.unknown, after.skipped)


def _occurrence(entry: Any) -> str | None:
    found: str | None = entry.report.occurrence
    return found


@given(
    st.dates(date(2019, 11, 1), date(2029, 3, 1)),
    st.integers(1, 52),
    st.integers(-30, 400),
    st.integers(1, 366),
)
def test_the_window_is_counted_in_days(start: date, weeks: int, offset: int, window: int) -> None:
    """A window of n days holds n days, across the ends of months and years and through leap days, and not the day it is taken."""
    plan = planned(ROUTINE, every=1, weeks=weeks, start=start)
    as_of = start + timedelta(days=offset)
    found = adherence(plan, EMPTY, as_of=as_of, window_days=window)

    first, end = max(as_of - timedelta(days=window), start), min(as_of, start + timedelta(weeks=weeks))
    assert (as_of - timedelta(days=window), as_of) == (found.start, found.end)
    assert max((end - first).days, 0) == found.due == found.unknown


def test_statuses_are_kept_apart() -> None:
    """Done, in part, skipped, excused and not written down are five different things."""
    journal = said(DAILY, "done", "partial", "pain", "no-time", "illness", "therapist-said-rest", "", "", "done")
    found = adherence(DAILY, journal, as_of=day(9))

    expected = {"due": 9, "done": 2, "partial": 1, "skipped": 2, "excused": 2, "unknown": 2}
    assert expected == counts(found)
    assert (7, 2 / 7) == (found.denominator, found.value)
    assert (("illness", 1), ("no-time", 1), ("pain", 1), ("therapist-said-rest", 1)) == found.skip_reasons


@pytest.mark.parametrize("reason", REASONS)
def test_only_an_excuse_leaves_the_denominator(reason: str) -> None:
    """Illness, a vacation and a therapist's word to rest are excused; every other reason counts as skipped."""
    found = adherence(DAILY, said(DAILY, "done", reason), as_of=day(2))

    assert (reason in EXCUSES, 1 if reason in EXCUSES else 2) == (found.excused == 1, found.denominator)
    assert {"illness", "therapist-said-rest", "vacation"} == set(EXCUSES)


def test_unknown_is_not_skipped() -> None:
    """A day without a note stays in the denominator, and nobody says that it was skipped."""
    silent = adherence(DAILY, said(DAILY, "done"), as_of=day(2))

    assert (1, 0, 0.5) == (silent.unknown, silent.skipped, silent.value)


def test_nothing_due_gives_none() -> None:
    """Where nothing was due, or all of it was excused, there is no number, and none is not zero."""
    before = adherence(DAILY, EMPTY, as_of=MONDAY)
    ill = adherence(DAILY, said(DAILY, "illness", "illness"), as_of=day(2))
    idle = adherence(DAILY, EMPTY, as_of=day(2))

    assert (0, None) == (before.due, before.value)
    assert (2, 0, None) == (ill.due, ill.denominator, ill.value)
    assert 0.0 == idle.value


def test_the_day_itself_does_not_count() -> None:
    """What is due today is not yet missed, and what was done today does not count yet either."""
    found = adherence(DAILY, said(DAILY, "done", "done"), as_of=day(1))

    assert {"due": 1, "done": 1, "partial": 0, "skipped": 0, "excused": 0, "unknown": 0} == counts(found)


def test_only_what_was_known_on_the_day_counts() -> None:
    """A note that was written later does not change what an earlier review said; it counts from then on."""
    occurrence = DAILY.occurrences()[0]
    journal = EMPTY.done(occurrence, at=at(0), recorded_at=at(5))

    assert 0.0 == adherence(DAILY, journal, as_of=day(1)).value
    assert 1 == adherence(DAILY, journal, as_of=day(5)).done


def test_the_usual_window_is_the_policys() -> None:
    """Fourteen days by homept's policy, and as many as a caller's own policy says."""
    own = attrs.evolve(policies.adherence_policy(), window_days=3)

    assert 14 == adherence(DAILY, EMPTY, as_of=day(30)).due
    assert 3 == adherence(DAILY, EMPTY, as_of=day(30), policy=own).due


@pytest.mark.parametrize(
    ("words", "counting"),
    [
        (("done", "no-time"), "done"),
        (("no-time", "done"), "done"),
        (("partial", "pain"), "partial"),
        (("illness", "partial"), "partial"),
        (("done", "partial"), "done"),
    ],
)
def test_of_two_reports_the_one_with_the_most_done_counts(words: tuple[str, str], counting: str) -> None:
    """Two devices tell differently of one session: both stay, the one with the most done counts, and the rule has a name."""
    occurrence = DAILY.occurrences()[0]
    journal = EMPTY
    for word in words:
        journal = skip(journal, occurrence, word) if word in REASONS else tell(journal, occurrence, status=word, morning=None)
    found = adherence(DAILY, journal, as_of=day(1))

    assert 2 == len(journal.entries)
    assert (1, 1, "most-done") == (found.due, getattr(found, counting), found.repeated_rule)
    assert () == found.skip_reasons


def test_of_two_equal_reports_the_later_counts() -> None:
    """Two reasons for one skipped session: the one that was written down last counts, and once."""
    occurrence = DAILY.occurrences()[0]
    journal = EMPTY.skipped(occurrence, reason="illness", at=at(0), recorded_at=at(0))
    journal = journal.skipped(occurrence, reason="no-time", at=at(0), recorded_at=at(1))

    found = adherence(DAILY, journal, as_of=day(2))
    assert ((("no-time", 1),), 1, 0) == (found.skip_reasons, found.skipped, found.excused)


def test_a_correction_counts_in_place_of_the_entry() -> None:
    """A session that was corrected from skipped to done is done."""
    journal = said(DAILY, "forgot")
    journal = journal.correct(last(journal).id, recorded_at=at(0, 12), status="done", skip_reason=None)

    assert 1.0 == adherence(DAILY, journal, as_of=day(1)).value


def test_an_erased_session_is_unknown() -> None:
    """What was erased is as if nobody had written it down."""
    journal = said(DAILY, "done")
    journal = journal.erase(last(journal).id)

    assert 1 == adherence(DAILY, journal, as_of=day(1)).unknown


# -- the formula by exercises ---------------------------------------------------------------------------------------------------


def item(id: str, status: str, **fields: Any) -> ExerciseReport:
    return ExerciseReport(item=id, status=status, **fields)


@pytest.mark.parametrize(
    ("status", "items", "expected"),
    [
        ("done", (), {"done": 3}),
        ("done", (item("quad-set", "partial"),), {"done": 2, "partial": 1}),
        ("done", (item("quad-set", "skipped", skip_reason="pain"),), {"done": 2, "skipped": 1}),
        ("done", (item("quad-set", "skipped", skip_reason="therapist-said-rest"),), {"done": 2, "excused": 1}),
        ("partial", (), {"unknown": 3}),
        (
            "partial",
            (item("quad-set", "done"), item("clamshell", "skipped", skip_reason="no-time")),
            {"done": 1, "skipped": 1, "unknown": 1},
        ),
        ("done", (item("bridge", "skipped", skip_reason="pain"),), {"done": 3}),
    ],
)
def test_exercises_within_a_session(status: str, items: tuple[ExerciseReport, ...], expected: dict[str, int]) -> None:
    """A session done without further word counts as all its exercises; one done in part as those that it names."""
    journal = tell(EMPTY, DAILY.occurrences()[0], status=status, items=items)
    found = adherence(DAILY, journal, as_of=day(1), formula="exercises")

    whole = {"due": 3, "done": 0, "partial": 0, "skipped": 0, "excused": 0, "unknown": 0, **expected}
    assert whole == counts(found)
    assert ("exercises", expected.get("done", 0) / (3 - expected.get("excused", 0))) == (found.formula, found.value)


@pytest.mark.parametrize(("word", "status"), [("", "unknown"), ("pain", "skipped"), ("illness", "excused")])
def test_exercises_of_a_session_that_did_not_happen(word: str, status: str) -> None:
    """All exercises of a session that was skipped, excused or not written down are what the session is."""
    found = adherence(DAILY, said(DAILY, word), as_of=day(1), formula="exercises")

    assert 3 == getattr(found, status)


# -- more than the share --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("extra", "expected"), [(0, False), (2, False), (3, True)])
def test_doing_more_than_planned(extra: int, expected: bool) -> None:
    """Ten sessions due and done: twelve are still as planned, as the policy's ratio is a limit, and thirteen are more."""
    journal = said(DAILY, *["done"] * 10)
    for number in range(extra):
        journal = unplanned(journal, number)
    found = adherence(DAILY, journal, as_of=day(10))

    assert (extra, expected) == (found.unplanned, found.more_than_planned)
    assert 1.0 == found.value


def test_what_does_not_count_as_more() -> None:
    """Unplanned sessions outside the window, or that were skipped, and anything while nothing was due, are not more than planned."""
    skipped = attrs.evolve(
        last(unplanned(EMPTY, 0)), report=SessionReport(status="skipped", happened_at=at(0), skip_reason="pain")
    )
    journal = unplanned(unplanned(Journal(replica="r", entries=[skipped]), 1), 20)

    assert 1 == adherence(DAILY, journal, as_of=day(2)).unplanned
    assert not adherence(DAILY, unplanned(EMPTY, -3), as_of=MONDAY).more_than_planned


def test_weeks_on_target() -> None:
    """A week counts in which all that was due was done or excused, and something was done."""
    plan = pt.Plan.weekly(ROUTINE, id="p", start=MONDAY, weeks=6, days="mon thu", at="after-waking")
    words = ["done", "done", "done", "illness", "illness", "illness", "done", "", "partial", "done", "done", "done"]
    journal = said(plan, *words)

    assert 3 == adherence(plan, journal, as_of=day(42), window_days=42).weeks_on_target
    assert 1 == adherence(plan, journal, as_of=day(14), window_days=13).weeks_on_target
    assert 0 == adherence(plan, journal, as_of=day(6), window_days=6).weeks_on_target


def test_a_week_without_anything_due_is_not_on_target() -> None:
    """Nothing due is nothing done."""
    assert 0 == adherence(planned(ROUTINE, every=20), EMPTY, as_of=day(19), window_days=14).weeks_on_target


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), 0),
        (("done", "done", "done"), 3),
        (("done", "", "done", "done"), 2),
        (("done", "illness", "done"), 2),
        (("done", "no-time", "done"), 1),
        (("done", "done", "partial", "done"), 2),
        (("illness", "illness"), 0),
    ],
)
def test_the_longest_run(words: tuple[str, ...], expected: int) -> None:
    """A run is of sessions that were due: rest days between them do not break it, an excuse neither, and a gap does."""
    plan = pt.Plan(
        id="p",
        phases=[
            attrs.evolve(DAILY.phases[0], frequency=Frequency(every_days=3), slots=[Slot(name="session", habit="before-bed")])
        ],
    )

    assert expected == adherence(plan, said(plan, *words), as_of=day(3 * len(words)), window_days=60).longest_run


def test_days_since_the_last_session() -> None:
    """Days are counted from the last session that was done, at least in part, planned or not; skipping does not count."""
    journal = said(DAILY, "done", "partial", "no-time")

    assert 4 == adherence(DAILY, journal, as_of=day(5)).days_since
    assert 2 == adherence(DAILY, unplanned(journal, 3), as_of=day(5)).days_since
    assert 0 == adherence(DAILY, journal, as_of=day(1)).days_since
    assert adherence(DAILY, said(DAILY, "no-time"), as_of=day(5)).days_since is None
    assert adherence(DAILY, EMPTY, as_of=day(5)).days_since is None


def test_a_session_that_lies_ahead_is_not_the_last() -> None:
    """A session that is said to happen after the day of the review says nothing about the days since the last."""
    journal = EMPTY.unplanned(at=at(9), recorded_at=at(1))

    assert adherence(DAILY, journal, as_of=day(5)).days_since is None


def test_no_report_is_unknown() -> None:
    """The status of a session about which nothing was written down."""
    assert "unknown" == status_of(())


# -- what is refused ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"window_days": 0}, "adherence.window_days: expected a whole number, 1 or more, found 0"),
        ({"window_days": -14}, "adherence.window_days: expected a whole number, 1 or more, found -14"),
        ({"formula": "days"}, "Adherence.formula: expected one of sessions, exercises"),
        (
            {"as_of": datetime(2026, 11, 30, 8, 0)},
            "adherence.as_of: expected a date without a time, such as date(2026, 11, 23)",
        ),
    ],
)
def test_bad_input(fields: dict[str, Any], message: str) -> None:
    """A window of no days, a formula there is not, and a moment in place of a day are refused."""
    with pytest.raises(InvalidValue) as caught:
        adherence(DAILY, EMPTY, **{"as_of": day(7), **fields})

    assert message == str(caught.value)


def test_the_repr_tells_nothing() -> None:
    """How well somebody kept to their plan is in no repr."""
    assert "<Adherence>" == repr(adherence(DAILY, said(DAILY, "done"), as_of=day(1)))
