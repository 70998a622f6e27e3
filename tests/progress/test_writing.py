"""Writing into a journal: what each method records, and that ids and order never depend on what was said."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import MONDAY, at, built, day, last, planned

import homept as pt
from homept.errors import InvalidValue, UnknownId
from homept.progress import (
    Cleared,
    Effort,
    Entry,
    ExerciseReport,
    Measurement,
    MorningReport,
    PainScore,
    Performed,
    SessionReport,
    SymptomReport,
)
from homept.progress.entries import Report
from homept.testing import journals, value_of

PLAN = planned(built("quad-set"))
DUE = PLAN.occurrences()[0]
EMPTY = pt.Journal(replica="phone-1")
WHEN: dict[str, Any] = {"at": at(0, 8), "recorded_at": at(0, 9)}


def score(value: int, moment: str, **place: Any) -> PainScore:
    return PainScore(score=value, moment=moment, **place)


def test_a_session_done() -> None:
    """A session holds all that was said about it, pain by moment and place, and nothing that was not said."""
    item = ExerciseReport(item="quad-set", status="done", performed=Performed(amounts=[10]))
    journal = EMPTY.done(
        DUE,
        **WHEN,
        pain_before=0,
        pain_during={"knee/left": 3, "hip": 0},
        pain_after=[score(2, "after", region="knee", minutes_after=20)],
        effort=4,
        symptoms=["swelling"],
        items=[item],
        note="The step was fine.",
    )

    expected = SessionReport(
        occurrence=DUE.id,
        status="done",
        happened_at=at(0, 8),
        pain=(
            score(0, "before"),
            score(3, "during", region="knee", side="left"),
            score(0, "during", region="hip"),
            score(2, "after", region="knee", minutes_after=20),
        ),
        effort=Effort(4),
        symptoms=frozenset({"swelling"}),
        items=(item,),
        note="The step was fine.",
    )
    assert expected == last(journal).report


def test_what_was_not_said_is_none() -> None:
    """Answers that were left out are None or empty, and an empty set of symptoms is an answer."""
    silent, asked = EMPTY.done(DUE, **WHEN), EMPTY.done(DUE, **WHEN, symptoms=set())

    assert SessionReport(occurrence=DUE.id, status="done", happened_at=at(0, 8)) == last(silent).report
    assert SessionReport(occurrence=DUE.id, status="done", happened_at=at(0, 8), symptoms=set()) == last(asked).report
    assert last(silent).report != last(asked).report


def test_a_zero_is_not_left_out() -> None:
    """A score of 0 is recorded as a score, and None as none."""
    journal = EMPTY.done(DUE, **WHEN, pain_before=0, pain_during=None)

    assert (score(0, "before"),) == last(journal).report.pain  # type: ignore[union-attr]  # it is a session


@pytest.mark.parametrize(
    ("journal", "expected"),
    [
        (
            EMPTY.partial(DUE, **WHEN, effort=Effort(2, "reps-in-reserve")),
            SessionReport(occurrence=DUE.id, status="partial", happened_at=at(0, 8), effort=Effort(2, "reps-in-reserve")),
        ),
        (
            EMPTY.unplanned(**WHEN, pain_after=1, minutes_after=30),
            SessionReport(status="done", happened_at=at(0, 8), pain=[score(1, "after", minutes_after=30)]),
        ),
        (
            EMPTY.skipped(DUE, reason="illness", **WHEN, symptoms=set(), note="A cold."),
            SessionReport(
                occurrence=DUE.id,
                status="skipped",
                happened_at=at(0, 8),
                skip_reason="illness",
                symptoms=set(),
                note="A cold.",
            ),
        ),
        (
            EMPTY.next_morning(DUE, **WHEN, pain={"knee": 1}, symptoms=set(), soreness=True),
            MorningReport(
                occurrence=DUE.id,
                happened_at=at(0, 8),
                pain=[score(1, "next-morning", region="knee")],
                symptoms=set(),
                soreness=True,
            ),
        ),
        (EMPTY.next_morning(DUE, **WHEN, pain=None), MorningReport(occurrence=DUE.id, happened_at=at(0, 8))),
        (EMPTY.symptoms({"fall"}, **WHEN), SymptomReport(happened_at=at(0, 8), symptoms={"fall"})),
        (
            EMPTY.measured("knee-flexion", Decimal("92.5"), "degrees", **WHEN, side="left"),
            Measurement(measure="knee-flexion", value=Decimal("92.5"), unit="degrees", happened_at=at(0, 8), side="left"),
        ),
        (
            EMPTY.cleared(by="A. Example", role="physician", on=MONDAY, recorded_at=at(0, 9)),
            Cleared(by="A. Example", role="physician", on=MONDAY, covers=()),
        ),
    ],
    ids=["partial", "unplanned", "skipped", "next morning", "next morning unasked", "symptoms", "measured", "cleared"],
)
def test_every_other_method(journal: pt.Journal, expected: Report) -> None:
    """Each method records its report, with who wrote it and when."""
    entry = last(journal)

    assert expected == entry.report
    assert ("phone-1", 1, at(0, 9), None) == (entry.replica, entry.sequence, entry.recorded_at, entry.supersedes)


def test_a_journal_is_a_value() -> None:
    """Writing gives a new journal and leaves the one before as it was."""
    written = EMPTY.symptoms(set(), **WHEN)

    assert () == EMPTY.entries
    assert pt.Journal(replica="phone-1", entries=written.entries) == written


@given(st.lists(st.tuples(st.integers(0, 5), value_of(SessionReport)), max_size=6), st.data())
def test_ids_depend_on_who_and_when_and_never_on_what(written: list[tuple[int, SessionReport]], data: st.DataObject) -> None:
    """Two journals that say quite different things at the same times by the same replica have the same ids."""
    one = other = EMPTY
    for minutes, report in written:
        when = at(0) + timedelta(minutes=minutes)
        one = one.symptoms(set(), at=when, recorded_at=when)
        other = other.unplanned(at=report.happened_at, recorded_at=when, note=report.note, symptoms=report.symptoms)

    assert [entry.id for entry in one.entries] == [entry.id for entry in other.entries]


def test_ids_differ_by_replica_time_and_sequence() -> None:
    """Who wrote, when, and the how-manieth it was: each alone makes another id."""
    twice = EMPTY.symptoms(set(), **WHEN).symptoms(set(), **WHEN)
    later = EMPTY.symptoms(set(), at=at(0, 8), recorded_at=at(0, 10))
    tablet = pt.Journal(replica="tablet-1").symptoms(set(), **WHEN)

    assert 4 == len({entry.id for journal in (twice, later, tablet) for entry in journal.entries})


def test_an_id_is_the_same_in_every_zone() -> None:
    """The same instant gives the same id, whichever zone the clock of the app is set to."""
    dublin = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Dublin"))
    zones = [dublin, dublin.astimezone(UTC), dublin.astimezone(timezone(timedelta(hours=9)))]
    written = [last(EMPTY.symptoms(set(), at=when, recorded_at=when)) for when in zones]

    assert 1 == len({entry.id for entry in written})
    assert written[0] == written[1]


def test_an_id_that_is_promised() -> None:
    """Ids are stored for ever, so the way they are made must never change."""
    assert "ba1f9c35-2cbc-5fc4-84f6-ad04531240d9" == last(EMPTY.symptoms(set(), **WHEN)).id


def test_a_sequence_goes_on_after_a_merge() -> None:
    """A replica counts its own entries only, and never twice the same number."""
    tablet = pt.Journal(replica="tablet-1").symptoms(set(), **WHEN).symptoms(set(), **WHEN)
    journal = EMPTY.symptoms(set(), **WHEN).merge(tablet).symptoms(set(), **WHEN)

    assert [1, 2] == sorted(entry.sequence for entry in journal.entries if entry.replica == "phone-1")


@given(journals())
def test_entries_are_in_order_of_recording(journal: pt.Journal) -> None:
    """Entries are sorted by when they were recorded, then by id, however they came in."""
    keys = [(entry.recorded_at, entry.id) for entry in journal.entries]

    assert sorted(keys) == keys
    assert journal == pt.Journal(replica=journal.replica, entries=reversed(journal.entries))


@given(journals())
def test_a_journal_pickles_and_hashes(journal: pt.Journal) -> None:
    """A journal comes back equal from pickling, with an equal hash."""
    again = pickle.loads(pickle.dumps(journal))

    assert journal == again
    assert hash(journal) == hash(again)


def test_a_late_entry_keeps_both_times() -> None:
    """When something happened and when it was written down are two things."""
    entry = last(EMPTY.done(DUE, at=at(0), recorded_at=at(3)))

    assert (at(0), at(3)) == (entry.report.happened_at, entry.recorded_at)  # type: ignore[union-attr]  # it is a session


def test_an_entry_is_found_by_its_id() -> None:
    """An id leads to its entry, and an unknown one is an error that names it."""
    journal = EMPTY.symptoms(set(), **WHEN)

    assert last(journal) == journal.entry(last(journal).id)
    for act in (journal.entry, journal.erase):
        with pytest.raises(UnknownId) as caught:
            act("5f5c5de8")
        assert "no entry has the id '5f5c5de8'" == str(caught.value)
    with pytest.raises(UnknownId):
        journal.correct("5f5c5de8", recorded_at=at(1))


def test_an_entry_stands_once() -> None:
    """A journal with one entry id twice is refused."""
    entry = last(EMPTY.symptoms(set(), **WHEN))

    with pytest.raises(InvalidValue) as caught:
        pt.Journal(replica="phone-1", entries=[entry, entry])
    assert "Journal.entries: expected each entry id once" == str(caught.value)


@pytest.mark.parametrize("entries", ["abc", [1], 5, [None]])
def test_a_journal_holds_entries_only(entries: Any) -> None:
    """Anything else is refused with the name of the field."""
    with pytest.raises(InvalidValue, match=r"^Journal\.entries"):
        pt.Journal(replica="phone-1", entries=entries)


def test_corrections_in_a_circle_are_refused() -> None:
    """Entries that correct one another in a circle were never written by a journal."""
    first = Entry(
        id="a", replica="r", sequence=1, recorded_at=at(0), supersedes="b", report=SymptomReport(happened_at=at(0), symptoms=())
    )
    second = Entry(
        id="b", replica="r", sequence=2, recorded_at=at(1), supersedes="a", report=SymptomReport(happened_at=at(0), symptoms=())
    )

    with pytest.raises(InvalidValue) as caught:
        pt.Journal(replica="r", entries=[first, second])
    assert "Journal.entries: expected corrections of earlier entries, never in a circle" == str(caught.value)


def test_reprs_show_ids_and_counts_only() -> None:
    """Nothing of what was said is in a repr."""
    journal = EMPTY.done(DUE, **WHEN, pain_during=7, symptoms={"sharp-pain"}, note="It stabbed.")
    entry = last(journal)

    assert "<Journal phone-1 of 1 entries>" == repr(journal)
    assert f"<Entry {entry.id}>" == repr(entry)
    assert "<SessionReport>" == repr(entry.report)
    assert "<PainScore>" == repr(entry.report.pain[0])  # type: ignore[union-attr]  # it is a session


@pytest.mark.parametrize("recorded_at", [datetime(2026, 11, 23, 9, 0), "2026-11-23T09:00:00Z", None, day(0)])
def test_a_time_without_a_zone_is_refused(recorded_at: Any) -> None:
    """When something was recorded needs a zone, since devices in different zones must agree on the order."""
    with pytest.raises(InvalidValue) as caught:
        EMPTY.symptoms(set(), at=at(0), recorded_at=recorded_at)

    assert str(caught.value).startswith("recorded_at: expected a datetime with a time zone")
    assert "2026, 11, 23, 9" not in str(caught.value)
