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
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from recorded import at, built, day, good_days, planned, skip, tell

import homept as pt
from homept import policies
from homept.progress import Advice, ExerciseReport, Journal, MorningReport, PainScore, Performed, SessionReport
from homept.progress.advice import advise
from homept.testing import journals

ROUTINE = built("quad-set", "clamshell", "calf-raise")
POLICY = policies.progression()
EMPTY = Journal(replica="phone-1")
SKIPS = [word.id for word in pt.vocabulary.words("skip_reasons")]
ANSWERS = ("pain_before", "pain_during", "pain_after", "minutes_after", "effort", "symptoms", "morning")

#: What is told of one session: the answers, a reason for skipping it, or None for no note.
Told = dict[str, Any] | str | None


@attrs.frozen
class Story:
    """What is told of the first sessions of a plan, every so many days, and the day from which one looks back."""

    every: int
    told: tuple[Told, ...]
    as_of: int

    @property
    def plan(self) -> pt.Plan:
        return planned(ROUTINE, every=self.every, weeks=8)

    @property
    def journal(self) -> Journal:
        """Write down what is told."""
        journal = EMPTY
        for occurrence, told in zip(self.plan.occurrences(), self.told, strict=False):
            if isinstance(told, str):
                journal = skip(journal, occurrence, told)
            elif told is not None:
                journal = tell(journal, occurrence, **told)
        return journal

    def but(self, number: int, told: Told) -> Story:
        """Tell something else of one session, counted from the last."""
        place = len(self.told) - 1 - number % len(self.told)
        return attrs.evolve(self, told=(*self.told[:place], told, *self.told[place + 1 :]))

    def advice(self, journal: Journal | None = None, **fields: Any) -> tuple[Advice, ...]:
        """Return the advice on its own journal, or on another one."""
        return advise(self.plan, self.journal if journal is None else journal, as_of=day(self.as_of), **fields)

    def advancing(self, journal: Journal | None = None) -> dict[str | None, Advice]:
        """Return what advances, by item."""
        return {one.item: one for one in self.advice(journal) if one.action == "advance"}


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
def spoiled(draw: st.DrawFn) -> Told:
    """Draw a session that went not so well, or of which less is known, or that did not happen."""
    said = draw(good_answers())
    how = draw(st.sampled_from(["missing", "missing", "missing", "pain", "effort", "symptom", "partial", "skipped", "no note"]))
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


#: One of the last sessions, counted back from the last, which is drawn most.
LATE = st.integers(0, 1) | st.integers(0, 4)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a story of good sessions, up to two of them spoiled, and a day soon after it from which to look back."""
    every = draw(st.integers(2, 4))
    told = tuple(draw(good_answers()) for _ in range(draw(st.integers(2, 6))))
    story = Story(every, told, every * (len(told) - 1) + draw(st.sampled_from([1, 1, 2, 2, every, every + 1, 20])))
    for _ in range(draw(st.integers(0, 2))):
        story = story.but(draw(LATE), draw(spoiled()))
    return story


@settings(max_examples=300)
@given(stories())
def test_nothing_advances_without_evidence(story: Story) -> None:
    """Behind every advance are at least three full and good sessions on end, over at least seven days, and none of them old."""
    journal = story.journal
    for one in story.advancing().values():
        reports = [journal.entry(id).report for id in one.evidence]
        done = [report for report in reports if isinstance(report, SessionReport)]
        mornings = {report.occurrence: report for report in reports if isinstance(report, MorningReport)}
        days = [report.happened_at.date() for report in done]

        assert len({report.occurrence for report in done}) >= POLICY.min_green_sessions
        assert (day(story.as_of) - min(days)).days >= POLICY.min_days
        assert (day(story.as_of) - max(days)).days < POLICY.missed_days
        for report in done:
            assert "done" == report.status
            assert {"before", "during", "after"} == {score.moment for score in report.pain}
            assert all(score.score <= 2 for score in report.pain)
            assert report.symptoms is not None
            assert report.symptoms <= {"muscle-soreness"}
            assert mornings[str(report.occurrence)].pain[0].score <= 2
        assert done[-1].effort is not None
        # Nothing was due among them, or since, without a note.
        noted = {entry.report.occurrence for entry in journal.entries if isinstance(entry.report, SessionReport)}
        due = story.plan.occurrences(min(days), day(story.as_of))
        assert {one.id for one in due} <= noted


@settings(max_examples=300)
@given(stories(), st.lists(st.tuples(LATE, st.sampled_from((*ANSWERS, "all"))), min_size=1, max_size=2))
def test_taking_answers_away_never_advances(story: Story, taken: list[tuple[int, str]]) -> None:
    """Whatever answer, or whole session, is missing from a journal: no exercise advances that did not before."""
    less = story
    for number, answer in taken:
        told = less.told[len(less.told) - 1 - number % len(less.told)]
        less = less.but(number, {**told, answer: None} if isinstance(told, dict) and answer != "all" else None)

    # What waited for another exercise may take its turn; everything else that advances did before.
    waited = {one.item for one in story.advice() if "one-change-at-a-time" in {reason.code for reason in one.reasons}}
    assert less.advancing().keys() <= story.advancing().keys() | waited


@given(stories(), st.integers(0, 40))
def test_erasing_never_advances(story: Story, number: int) -> None:
    """Erasing any entry never lets anything advance that did not before."""
    journal = story.journal
    for entry in journal.entries[number % max(1, len(journal.entries)) :][:1]:
        erased = journal.erase(entry.id)

        assert erased.entry(entry.id).erased
        assert story.advancing(erased).keys() <= story.advancing().keys()


@given(
    stories(),
    st.sampled_from(["surgery-without-limits", "unreliable-pain", "not-screened"]),
    st.sampled_from(["person", "therapist"]),
    st.sampled_from(["none", "within-bounds", "therapist-confirms"]),
)
def test_under_a_lock_nothing_advances(story: Story, lock: str, audience: str, authority: str) -> None:
    """After an operation without a therapist's limits, with pain that is no signal, or unscreened: at no score, for nobody."""
    plan = planned(attrs.evolve(ROUTINE, locks=[lock]), every=story.every, weeks=8)
    no_pain = {"pain_before": 0, "pain_during": 0, "pain_after": 0, "morning": 0}
    painless = attrs.evolve(story, told=tuple({**told, **no_pain} if isinstance(told, dict) else told for told in story.told))
    for journal in (story.journal, painless.journal, good_days(plan, 12)):
        found = advise(plan, journal, as_of=day(story.as_of), audience=audience, authority=authority)

        assert "advance" not in {one.action for one in found}


@settings(max_examples=200)
@given(stories(), st.sampled_from(["person", "therapist"]), st.sampled_from(["none", "within-bounds", "therapist-confirms"]))
def test_what_every_piece_of_advice_keeps_to(story: Story, audience: str, authority: str) -> None:
    """A next dose lies in the band and goes the way that the action says; asking leaves it; there is always a reason."""
    found = story.advice(audience=audience, authority=authority)

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
        assert one.as_known_at <= day(story.as_of) < one.expires_on
    assert sum(one.action == "advance" for one in found) <= POLICY.max_changes_per_plan
    assert "advance" != found[2].action, "the third exercise works a part of the body without bands"


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(story: Story, chance: random.Random) -> None:
    """The same entries in any order, and merged from two devices, give the same advice."""
    entries = list(story.journal.entries)
    chance.shuffle(entries)
    half = len(entries) // 2
    one, other = Journal(replica="a", entries=entries[:half]), Journal(replica="b", entries=entries[half:])

    assert story.advice() == story.advice(one.merge(other)) == story.advice(other.merge(one))


@given(stories(), LATE, st.integers(3, 10))
def test_a_second_report_of_pain_never_advances(story: Story, number: int, score: int) -> None:
    """A second report on a session that tells of pain above the green band never lets anything advance."""
    place = len(story.told) - 1 - number % len(story.told)
    occurrence, when = story.plan.occurrences()[place], at(story.plan.occurrences()[place].day)
    sore = story.journal.done(occurrence, at=when, recorded_at=when, pain_during=score, effort=4, symptoms=set())
    if story.told[place] is not None:
        assert story.advancing(sore).keys() <= story.advancing().keys()


@given(stories(), st.sampled_from([word.id for word in pt.vocabulary.words("symptoms") if word.kind != "note"]))
def test_a_sign_pauses_everything(story: Story, sign: str) -> None:
    """With any warning sign there is one piece of advice, a pause, from the day on which it was written down."""
    journal = story.journal.symptoms({sign}, at=at(story.as_of), recorded_at=at(story.as_of))

    assert ["pause"] == [one.action for one in story.advice(journal)]
    assert ["pause"] == [one.action for one in attrs.evolve(story, as_of=story.as_of + 9).advice(journal)]


PLAN = planned(ROUTINE, every=2, weeks=6)


@given(journals(plan=PLAN, max_size=8), st.integers(-3, 60))
def test_any_journal_gets_advice(journal: Journal, as_of: int) -> None:
    """Whatever was written down, corrected and erased: one pause, one piece of advice for each exercise, or none before the start."""
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


@pytest.mark.parametrize("action", ["advance", "hold", "ease", "ask"])
def test_stories_of_each_kind_are_drawn(action: str) -> None:
    """The laws above are about something: among the stories are some that advance, hold, ease and ask."""
    found = find(
        stories(),
        lambda story: story.advice()[0].action == action,
        settings=settings(max_examples=500, phases=[Phase.generate]),
    )

    assert action == found.advice()[0].action


def test_what_advances() -> None:
    """Good sessions advance two exercises for two parts of the body; pain in one of them keeps that one."""
    good: Told = {"effort": 4}
    sore = ExerciseReport(item="clamshell", status="done", pain=[PainScore(score=9, moment="during")])

    assert {"quad-set", "clamshell"} == Story(2, (good,) * 5, 9).advancing().keys()
    assert {} == Story(2, (good,) * 4 + ({"effort": 4, "pain_during": 3},), 9).advancing()
    assert {"quad-set"} == Story(2, (good,) * 4 + ({"effort": 4, "items": [sore]},), 9).advancing().keys()
