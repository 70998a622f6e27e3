"""
Laws of advice, over journals of all kinds: nothing advances without evidence, and taking evidence away never helps.

A journal is drawn as a story: for each session that was due what was answered, or that nobody wrote anything down.
"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import at, built, day, good_days, planned, skip, tell

import homept as pt
from homept import policies
from homept.progress import Advice, Erased, ExerciseReport, Journal, MorningReport, PainScore, Performed, SessionReport
from homept.progress.advice import advise
from homept.testing import journals

ROUTINE = built("quad-set", "clamshell", "calf-raise")
PLAN = planned(ROUTINE, every=2, weeks=6)
DUE = PLAN.occurrences()
POLICY = policies.progression()
EMPTY = Journal(replica="phone-1")
SKIPS = [word.id for word in pt.vocabulary.words("skip_reasons")]
ANSWERS = ("pain_before", "pain_during", "pain_after", "minutes_after", "effort", "symptoms", "morning")

#: What is told of one session: the answers, a reason for skipping it, or None for no note.
Told = dict[str, Any] | str | None


def written(story: list[Told]) -> Journal:
    """Write down what a story tells."""
    journal = EMPTY
    for occurrence, told in zip(DUE, story, strict=False):
        if isinstance(told, str):
            journal = skip(journal, occurrence, told)
        elif told is not None:
            journal = tell(journal, occurrence, **told)
    return journal


LOW, ANY = st.integers(0, 2), st.integers(0, 10)


@st.composite
def good_answers(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the answers on a session that went well."""
    return {
        "pain_before": 1,
        "pain_during": draw(LOW),
        "pain_after": draw(LOW),
        "minutes_after": draw(st.integers(0, 30)),
        "effort": draw(st.integers(2, 6)),
        "symptoms": set(),
        "morning": 1,
    }


@st.composite
def spoiled(draw: st.DrawFn, said: dict[str, Any]) -> Told:
    """Draw a session that went not so well, or of which less is known, or that did not happen."""
    how = draw(st.sampled_from(["missing", "pain", "effort", "symptom", "partial", "skipped", "no note"]))
    if how == "missing":
        return {**said, draw(st.sampled_from(ANSWERS)): None}
    if how == "pain":
        return {**said, draw(st.sampled_from(["pain_during", "pain_after"])): draw(ANY)}
    if how == "effort":
        return {**said, "effort": draw(ANY)}
    if how == "symptom":
        return {**said, "symptoms": {draw(st.sampled_from(["swelling", "sharp-pain", "muscle-soreness"]))}}
    if how == "partial":
        amounts = Performed(amounts=[draw(st.integers(0, 9))])
        items = [ExerciseReport(item="quad-set", status="partial", performed=amounts)]
        return {**said, "status": "partial", "items": items}
    return draw(st.sampled_from(SKIPS)) if how == "skipped" else None


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Told], int]:
    """Draw a story of good sessions, up to two of them spoiled, and a day soon after it from which to look back."""
    story: list[Told] = [draw(good_answers()) for _ in range(draw(st.integers(2, 9)))]
    for _ in range(draw(st.integers(0, 2))):
        number = draw(st.integers(0, len(story) - 1))
        told = story[number]
        story[number] = draw(spoiled(told)) if isinstance(told, dict) else told
    return story, 2 * len(story) - 2 + draw(st.sampled_from([1, 1, 1, 2, 2, 3, 20]))


STORIES = stories()


def advancing(journal: Journal, as_of: int, **fields: Any) -> dict[str | None, Advice]:
    """Return what advances, by item."""
    return {one.item: one for one in advise(PLAN, journal, as_of=day(as_of), **fields) if one.action == "advance"}


@given(STORIES)
def test_nothing_advances_without_evidence(case: tuple[list[Told], int]) -> None:
    """Behind every advance are at least three full and good sessions on end, over at least seven days, and none of them old."""
    story, as_of = case
    journal = written(story)
    for one in advancing(journal, as_of).values():
        reports = [journal.entry(id).report for id in one.evidence]
        done = [report for report in reports if isinstance(report, SessionReport)]
        mornings = {report.occurrence: report for report in reports if isinstance(report, MorningReport)}
        days = [report.happened_at.date() for report in done]

        assert len({report.occurrence for report in done}) >= POLICY.min_green_sessions
        assert (day(as_of) - min(days)).days >= POLICY.min_days
        assert (day(as_of) - max(days)).days < POLICY.missed_days
        for report in done:
            assert "done" == report.status
            assert {"before", "during", "after"} == {score.moment for score in report.pain}
            assert all(score.score <= 2 for score in report.pain)
            assert set() == set(report.symptoms or ()) - {"muscle-soreness"}
            assert report.symptoms is not None
            assert mornings[str(report.occurrence)].pain[0].score <= 2
        assert done[-1].effort is not None
        # Nothing was due among them, or since, without a note.
        told = {entry.report.occurrence for entry in journal.entries if isinstance(entry.report, SessionReport)}
        assert {due.id for due in DUE if min(days) <= due.day < day(as_of)} <= told


def without(story: list[Told], number: int, answer: str) -> list[Told]:
    """Take one answer, or all that was written down, out of one session of a story."""
    told = story[number % len(story)]
    less: Told = None
    if isinstance(told, dict) and answer != "all":
        less = {**told, answer: None}
    return [*story[: number % len(story)], less, *story[number % len(story) + 1 :]]


@given(STORIES, st.lists(st.tuples(st.integers(0, 8), st.sampled_from((*ANSWERS, "all"))), min_size=1, max_size=3))
def test_taking_answers_away_never_advances(case: tuple[list[Told], int], taken: list[tuple[int, str]]) -> None:
    """Whatever answer, or whole session, is missing from a journal: no exercise advances that did not before."""
    story, as_of = case
    less = story
    for number, answer in taken:
        less = without(less, number, answer)

    before, after = advancing(written(story), as_of), advancing(written(less), as_of)
    # What waited for another exercise may take its turn; everything else that advances did before.
    waited = {
        one.item
        for one in advise(PLAN, written(story), as_of=day(as_of))
        if [reason.code for reason in one.reasons] == ["one-change-at-a-time"]
    }
    assert after.keys() <= before.keys() | waited


@given(STORIES, st.integers(0, 40))
def test_erasing_never_advances(case: tuple[list[Told], int], number: int) -> None:
    """Erasing any entry never lets anything advance that did not before."""
    story, as_of = case
    journal = written(story)
    for entry in journal.entries[number % max(1, len(journal.entries)) :][:1]:
        erased = journal.erase(entry.id)

        assert isinstance(erased.entry(entry.id).report, Erased)
        assert advancing(erased, as_of).keys() <= advancing(journal, as_of).keys()


@given(STORIES, st.sampled_from(["surgery-without-limits", "unreliable-pain", "not-screened"]), st.data())
def test_under_a_lock_nothing_advances(case: tuple[list[Told], int], lock: str, data: st.DataObject) -> None:
    """After an operation without a therapist's limits, with pain that is no signal, or unscreened: at no score, for nobody."""
    story, as_of = case
    plan = planned(attrs.evolve(ROUTINE, locks=[lock]), every=2, weeks=6)
    audience = data.draw(st.sampled_from(["person", "therapist"]))
    authority = data.draw(st.sampled_from(["none", "within-bounds", "therapist-confirms"]))
    painless: list[Told] = [
        {**told, "pain_before": 0, "pain_during": 0, "pain_after": 0, "morning": 0} if isinstance(told, dict) else told
        for told in story
    ]
    for journal in (written(story), written(painless), good_days(plan, 9)):
        found = advise(plan, journal, as_of=day(as_of), audience=audience, authority=authority)

        assert "advance" not in {one.action for one in found}


@given(STORIES, st.sampled_from(["person", "therapist"]), st.sampled_from(["none", "within-bounds", "therapist-confirms"]))
def test_what_every_piece_of_advice_keeps_to(case: tuple[list[Told], int], audience: str, authority: str) -> None:
    """A next dose lies in the band and goes the way that the action says; asking and pausing leave it; a reason is always there."""
    story, as_of = case
    found = advise(PLAN, written(story), as_of=day(as_of), audience=audience, authority=authority)

    assert [item.id for item in ROUTINE.items] == [one.item for one in found]
    for one, item in zip(found, ROUTINE.items, strict=True):
        assert () != one.reasons
        assert (one.next_dose is None) == (one.action == "ask")
        assert one.action != "ask" or one.confirm_by == "therapist"
        if one.next_dose is not None:
            assert item.band.holds(one.next_dose)
            assert (one.next_dose == item.dose) == (one.action == "hold")
            assert (one.action == "ease") <= (one.next_dose.amount < item.dose.amount or one.next_dose.sets < item.dose.sets)
        assert one.action == "hold" or authority != "therapist-confirms" or one.confirm_by == "therapist"
        assert one.as_known_at <= day(as_of) < one.expires_on
    assert sum(one.action == "advance" for one in found) <= POLICY.max_changes_per_plan
    assert "advance" != found[2].action, "the third exercise works a part of the body without bands"


@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(case: tuple[list[Told], int], chance: random.Random) -> None:
    """The same entries in any order, and merged from two devices, give the same advice."""
    story, as_of = case
    journal = written(story)
    entries = list(journal.entries)
    chance.shuffle(entries)
    half = len(entries) // 2
    one, other = Journal(replica="a", entries=entries[:half]), Journal(replica="b", entries=entries[half:])

    expected = advise(PLAN, journal, as_of=day(as_of))
    assert expected == advise(PLAN, one.merge(other), as_of=day(as_of)) == advise(PLAN, other.merge(one), as_of=day(as_of))


@given(STORIES, st.integers(0, 8), st.integers(3, 10))
def test_more_pain_never_advances(case: tuple[list[Told], int], number: int, score: int) -> None:
    """A second report on a session that tells of pain above the green band never lets anything advance."""
    story, as_of = case
    journal = written(story)
    occurrence = DUE[number]
    sore = journal.done(
        occurrence, at=at(occurrence.day), recorded_at=at(occurrence.day), pain_during=score, effort=4, symptoms=set()
    )
    told = any(isinstance(e.report, SessionReport) and e.report.occurrence == occurrence.id for e in journal.entries)
    if told:
        assert advancing(sore, as_of).keys() <= advancing(journal, as_of).keys()


@given(STORIES, st.sampled_from([word.id for word in pt.vocabulary.words("symptoms") if word.kind != "note"]))
def test_a_sign_pauses_everything(case: tuple[list[Told], int], sign: str) -> None:
    """With any warning sign there is one piece of advice, a pause, from the day on which it was written down."""
    story, as_of = case
    journal = written(story).symptoms({sign}, at=at(as_of), recorded_at=at(as_of))

    (found,) = advise(PLAN, journal, as_of=day(as_of))
    assert "pause" == found.action
    assert "advance" not in {one.action for one in advise(PLAN, journal, as_of=day(as_of + 2))}


@given(journals(plan=PLAN, max_size=8), st.integers(-3, 60))
def test_any_journal_gets_advice(journal: Journal, as_of: int) -> None:
    """Whatever was written down, corrected and erased: one pause, or one piece of advice for each exercise, or none before the start."""
    found = advise(PLAN, journal, as_of=day(as_of))

    items = [one.item for one in found]
    assert items in ([None], [item.id for item in ROUTINE.items], [])
    assert ([None] == items) == bool(journal.open_signs(as_of=day(as_of)))
    assert (not items) <= (as_of < 0)
    known = {entry.id for entry in journal.entries}
    assert all(set(one.evidence) <= known for one in found)


@pytest.mark.parametrize("as_of", [date.min, date(2026, 11, 22)])
def test_before_anything_began(as_of: date) -> None:
    """Long before the start there is nothing to say."""
    assert () == advise(PLAN, EMPTY, as_of=as_of)


def test_the_stories_do_advance() -> None:
    """The laws above are about something: a story of good sessions advances, and a score more than green does not."""
    good: Told = {"effort": 4}
    sore: Told = {"effort": 4, "pain_during": 3}

    assert {"quad-set", "clamshell"} == advancing(written([good] * 5), 9).keys()
    assert {} == advancing(written([good, good, good, good, sore]), 9)
    item = ExerciseReport(item="clamshell", status="done", pain=[PainScore(score=9, moment="during")])
    assert {"quad-set"} == advancing(written([good, good, good, good, {"effort": 4, "items": [item]}]), 9).keys()
