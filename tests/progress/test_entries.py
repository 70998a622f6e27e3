"""What the reports of a journal refuse, and that no message says what it found: all of it is a person's data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from recorded import at, built, planned

import homept as pt
from homept.errors import HomeptError, InvalidValue, UnknownWord
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
from homept.progress.entries import Report, pain_scores
from homept.testing import reports

DUE = planned(built("quad-set")).occurrences()[0]
JOURNAL = pt.Journal(replica="phone-1")


def done(**said: Any) -> pt.Journal:
    return JOURNAL.done(DUE, at=at(0), recorded_at=at(0), **said)


def session(**fields: Any) -> SessionReport:
    return SessionReport(**{"status": "done", "happened_at": at(0), **fields})


def item(**fields: Any) -> ExerciseReport:
    return ExerciseReport(**{"item": "quad-set", "status": "done", **fields})


def entry(**fields: Any) -> Entry:
    usual: dict[str, Any] = {"id": "a", "replica": "r", "sequence": 1, "recorded_at": at(0), "report": session()}
    return Entry(**{**usual, **fields})


SCORE = "PainScore.score: expected a whole number from 0 to 10"
ZONE = "expected a datetime with a time zone, such as datetime(..., tzinfo=ZoneInfo('Europe/Dublin'))"

# Each case: what is written, what the message must not hold, and the message.
BAD: list[tuple[Callable[[], object], str, str]] = [
    (lambda: done(pain_during=11), "11", SCORE),
    (lambda: done(pain_before=-3), "-3", SCORE),
    (lambda: done(pain_after=True), "True", SCORE),
    (lambda: done(pain_during={"knee": 12}), "12", SCORE),
    (
        lambda: done(pain_during=7.5),
        "7.5",
        "pain_during: expected a whole number, whole numbers by region, or scores of the moment during",
    ),
    (
        lambda: done(pain_before="8"),
        "8",
        "pain_before: expected a whole number, whole numbers by region, or scores of the moment before",
    ),
    (
        lambda: done(pain_after=[7]),
        "7",
        "pain_after: expected a whole number, whole numbers by region, or scores of the moment after",
    ),
    (
        lambda: done(pain_after=[PainScore(score=7, moment="during")]),
        "7",
        "pain_after: expected a whole number, whole numbers by region, or scores of the moment after",
    ),
    (
        lambda: done(pain_during={"knee/lefty": 7}),
        "lefty",
        "PainScore.side: expected one of left, right, both",
    ),
    (
        lambda: PainScore(score=7, moment="yesterday"),
        "yesterday",
        "PainScore.moment: expected one of before, during, after, next-morning",
    ),
    (
        lambda: PainScore(score=7, moment="during", minutes_after=13),
        "13",
        "PainScore.minutes_after: expected minutes only with the moment after",
    ),
    (
        lambda: done(pain_after=7, minutes_after=2881),
        "2881",
        "PainScore.minutes_after: expected a whole number from 0 to 2880",
    ),
    (lambda: PainScore(score=7, moment="during", scale="vas"), "vas", "PainScore.scale: expected one of nprs-0-10"),
    (lambda: done(effort=13), "13", "Effort.score: expected a whole number from 0 to 10"),
    (lambda: done(effort=4.5), "4.5", "SessionReport.effort: expected a value of type Effort, found type float"),
    (lambda: Effort(3, "borg"), "borg", "Effort.scale: expected one of effort-0-10, reps-in-reserve"),
    (
        lambda: done(symptoms="chest-pain"),
        "chest-pain",
        "SessionReport.symptoms: expected a collection of words, such as a set",
    ),
    (
        lambda: JOURNAL.symptoms("fall", at=at(0), recorded_at=at(0)),
        "fall",
        "SymptomReport.symptoms: expected a collection of words, such as a set",
    ),
    (lambda: done(note=713), "713", "SessionReport.note: expected a text"),
    (lambda: done(note="pain \ud800"), "pain ", "SessionReport.note: expected a text"),
    (lambda: done(items="quad-set"), "quad-set", "SessionReport.items: expected a collection, such as a list, found type str"),
    (
        lambda: done(items=[item(), item(status="partial")]),
        "quad-set",
        "SessionReport.items: expected each item once",
    ),
    (lambda: session(status="tired"), "tired", "SessionReport.status: expected one of done, partial, skipped"),
    (
        lambda: session(status="skipped"),
        "'skipped'",
        "SessionReport.skip_reason: expected a reason with the status skipped, and only with it",
    ),
    (
        lambda: session(skip_reason="pain"),
        "'pain'",
        "SessionReport.skip_reason: expected a reason with the status skipped, and only with it",
    ),
    (
        lambda: item(skip_reason="illness"),
        "illness",
        "ExerciseReport.skip_reason: expected a reason with the status skipped, and only with it",
    ),
    (lambda: item(not_sure_how=3), "3", "ExerciseReport.not_sure_how: expected a value of type bool, found type int"),
    (lambda: session(happened_at=datetime(2026, 11, 23, 7, 31)), "31", f"SessionReport.happened_at: {ZONE}"),
    (lambda: session(happened_at=date(2026, 11, 27)), "27", f"SessionReport.happened_at: {ZONE}"),
    (lambda: session(occurrence=" "), "' '", "SessionReport.occurrence: expected a text that is not blank"),
    (
        lambda: MorningReport(occurrence="p/2026-11-23/session", happened_at=at(0), soreness=3),  # type: ignore[arg-type]
        "3,",
        "MorningReport.soreness: expected a value of type bool, found type int",
    ),
    (
        lambda: Performed(amounts=[10, -7]),
        "-7",
        "Performed.amounts[1]: expected a whole number from 0 to 50000",
    ),
    (
        lambda: Performed(amounts=[10], hold_seconds=3601),
        "3601",
        "Performed.hold_seconds: expected a whole number from 0 to 3600",
    ),
    (
        lambda: Performed(amounts=[10], load="7kg"),  # type: ignore[arg-type]
        "7kg",
        "Performed.load: expected a value of type Mass or BandColor or LadderLevel, found type str",
    ),
    (
        lambda: Measurement(measure="knee-flexion", value=92.5, unit="degrees", happened_at=at(0)),  # type: ignore[arg-type]
        "92.5",
        "Measurement.value: expected a finite Decimal",
    ),
    (
        lambda: Measurement(measure="knee-flexion", value=Decimal("NaN"), unit="degrees", happened_at=at(0)),
        "NaN",
        "Measurement.value: expected a finite Decimal",
    ),
    (
        lambda: Measurement(measure="knee-flexion", value=Decimal("-Infinity"), unit="degrees", happened_at=at(0)),
        "Infinity",
        "Measurement.value: expected a finite Decimal",
    ),
    (
        lambda: Measurement(measure="Weight 82 kg", value=Decimal(1), unit="kg", happened_at=at(0)),
        "82",
        "Measurement.measure: expected an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -",
    ),
    (
        lambda: Measurement(measure="weight-82", value=Decimal(1), unit="kg", happened_at=at(0)),
        "82",
        "Measurement.measure: expected the id of a scale of homept.measures, such as knee-flexion, or one of your own with a namespace",
    ),
    (
        lambda: Measurement(measure="nprs", value=Decimal(8), unit="bad day 8", happened_at=at(0)),
        "8",
        "Measurement.unit: expected the unit of this measure, points",
    ),
    (
        lambda: Measurement(measure="nprs", value=Decimal(82), unit="points", happened_at=at(0)),
        "82",
        "Measurement.value: expected a number from 0 to 10, the range of this measure",
    ),
    (
        lambda: Cleared(by="A. Example", role="physician", on=date(2026, 11, 23), covers="entry-7"),
        "entry-7",
        "Cleared.covers: expected a collection of words, such as a set",
    ),
    (
        lambda: Cleared(by="A. Example", role="physician", on=date(2026, 11, 23), covers=[7]),  # type: ignore[list-item]
        "7",
        "Cleared.covers: expected a collection of words, such as a set",
    ),
    (lambda: entry(report="pain 7"), "7", "Entry.report: expected a value of type a report, found type str"),
    (lambda: entry(sequence=0), "0,", "Entry.sequence: expected a whole number, 1 or more"),
    (lambda: entry(supersedes=7), "7", "Entry.supersedes: expected a text that is not blank"),
    (
        lambda: JOURNAL.symptoms(set(), at=at(0), recorded_at=at(0)).correct(
            JOURNAL.symptoms(set(), at=at(0), recorded_at=at(0)).entries[0].id, recorded_at=at(1), pain=7
        ),
        "7",
        "correct.pain: expected a field of the report: happened_at, symptoms",
    ),
]


@pytest.mark.parametrize(("write", "secret", "message"), BAD, ids=[f"{n}: {case[2]}" for n, case in enumerate(BAD)])
def test_bad_input(write: Callable[[], object], secret: str, message: str) -> None:
    """The message names the place and what would be right, and not what was found there."""
    with pytest.raises(InvalidValue) as caught:
        write()

    assert message == str(caught.value)
    assert secret not in str(caught.value)
    assert secret not in repr(caught.value.found)


# Each case: what is written, the word that the message must not hold, and the message.
UNKNOWN: list[tuple[Callable[[], object], str, str]] = [
    (lambda: done(symptoms={"angina"}), "angina", "SessionReport.symptoms: a word is not in the vocabulary of symptoms"),
    (
        lambda: JOURNAL.skipped(DUE, reason="depressed", at=at(0), recorded_at=at(0)),
        "depressed",
        "SessionReport.skip_reason: a word is not in the vocabulary of skip_reasons",
    ),
    (lambda: done(pain_during={"groin": 3}), "groin", "PainScore.region: a word is not in the vocabulary of regions"),
    (
        lambda: item(status="skipped", skip_reason="hungover"),
        "hungover",
        "ExerciseReport.skip_reason: a word is not in the vocabulary of skip_reasons",
    ),
]


@pytest.mark.parametrize(("write", "secret", "message"), UNKNOWN, ids=[case[2] for case in UNKNOWN])
def test_unknown_words(write: Callable[[], object], secret: str, message: str) -> None:
    """An unknown word of a person's data is refused without being repeated."""
    with pytest.raises(UnknownWord) as caught:
        write()

    assert str(caught.value).startswith(message)
    assert secret not in str(caught.value)
    assert caught.value.word is None


def test_an_unknown_role_is_told() -> None:
    """The role of a clinician is no health data, so the message says what was found and what was meant."""
    with pytest.raises(UnknownWord, match="'physican' is not in the vocabulary of roles; did you mean 'physician'"):
        JOURNAL.cleared(by="A. Example", role="physican", on=date(2026, 11, 23), recorded_at=at(0))


@given(reports())
def test_no_repr_tells_anything(report: Report) -> None:
    """The repr of every report is its kind."""
    assert f"<{type(report).__name__}>" == repr(report)


def test_scores_are_made_of_each_form() -> None:
    """One number, numbers by place, ready scores and nothing at all are the forms in which pain is told."""
    ready = PainScore(score=3, moment="during", region="knee", side="left")

    assert (PainScore(score=3, moment="during"),) == pain_scores(3, "during")
    assert (ready,) == pain_scores({"knee/left": 3}, "during")
    assert (ready,) == pain_scores(iter([ready]), "during")
    assert () == pain_scores(None, "during")
    assert () == pain_scores([], "during")
    assert () == pain_scores({}, "during")


def test_only_emergency_and_contact_signs_pause() -> None:
    """Whether an entry pauses the plan follows from the kind of its symptoms, and from nothing else."""
    kinds = {word.id: word.kind for word in pt.vocabulary.words("symptoms")}

    assert {"emergency", "contact", "note"} == set(kinds.values())
    for symptom, kind in kinds.items():
        written = JOURNAL.symptoms({symptom}, at=at(0), recorded_at=at(0)).entries[0]
        assert (kind != "note") == written.signs
    assert not entry(report=SymptomReport(happened_at=at(0), symptoms=None)).signs
    assert not entry(report=Measurement(measure="knee-flexion", value=Decimal(90), unit="degrees", happened_at=at(0))).signs


def test_errors_have_one_root() -> None:
    """An app can catch whatever homept refuses."""
    with pytest.raises(HomeptError):
        done(pain_during=11)
