"""The review and its text, for the person and for the therapist: all that has to be in it, and nothing that must not."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import MONDAY, at, built, codes, day, good_days, planned, skip, tell
from ten_exercises import ten_exercises

import homept as pt
from homept import policies
from homept.errors import InvalidValue
from homept.messages import messages
from homept.progress import Journal, Missing, adherence, review
from homept.progress.advice import advise
from homept.progress.pain import pain_summaries
from homept.testing import journals

ROUTINE = built("quad-set", "clamshell", "calf-raise")
PLAN = planned(ROUTINE)
DUE = PLAN.occurrences()
EMPTY = Journal(replica="phone-1")
SAY = messages("en")


def text(journal: Journal, as_of: int = 8, plan: pt.Plan = PLAN, **fields: Any) -> str:
    """Return the text of a review, its lines joined again where they were wrapped."""
    return " ".join(review(plan, journal, as_of=day(as_of), **fields).to_text().split())


def sample() -> tuple[pt.Plan, Journal]:
    """The sample of the documentation: one session done, one answer to go."""
    catalog = ten_exercises()
    person = pt.Person(
        age=67,
        conditions={"knee-osteoarthritis"},
        equipment={"chair", "wall"},
        screening=pt.Screening.all_clear(on=date(2026, 11, 20)),
    )
    wish = pt.Request(regions={"knee"}, goals={"mobility", "strength"}, minutes=15)
    routine = pt.build_routine(catalog, person, wish, on=MONDAY)
    plan = pt.Plan.weekly(
        routine, id="knee-1", start=MONDAY, weeks=4, days="mon wed fri", at=time(7, 30), time_zone="Europe/Dublin"
    )
    dublin = ZoneInfo("Europe/Dublin")
    journal = Journal(replica="phone-1").done(
        plan.occurrences()[0],
        at=datetime(2026, 11, 23, 7, 40, tzinfo=dublin),
        recorded_at=datetime(2026, 11, 23, 8, 0, tzinfo=dublin),
        pain_before=2,
        pain_during=2,
        pain_after=1,
        minutes_after=15,
        effort=4,
        symptoms=set(),
    )
    return plan, journal


def test_the_sample_holds_since_the_next_morning_is_missing() -> None:
    """Everything was good, and nobody said how the next morning felt: hold, and say so."""
    plan, journal = sample()
    found = review(plan, journal, as_of=date(2026, 12, 7))

    assert {("hold", ("missing-next-morning",))} == {(one.action, tuple(codes(one))) for one in found.advice}
    assert (Missing(code="next-morning", sessions=1),) == found.missing
    assert SAY("reason.missing-next-morning") in " ".join(found.to_text().split())


def test_a_review_is_made_of_its_parts() -> None:
    """Adherence by both formulas, pain, what is missing, and advice are what the functions for them say."""
    journal = tell(good_days(PLAN, 2), DUE[2], morning=None)
    policy = attrs.evolve(policies.adherence_policy(), window_days=5)
    gates, progression = policies.pain_gates()[:1], attrs.evolve(policies.progression(), min_green_sessions=2)
    found = review(
        PLAN,
        journal,
        as_of=day(8),
        audience="therapist",
        authority="therapist-confirms",
        counting=policy,
        pain_gates=gates,
        progression=progression,
    )

    assert adherence(PLAN, journal, as_of=day(8), policy=policy) == found.sessions
    assert adherence(PLAN, journal, as_of=day(8), policy=policy, formula="exercises") == found.exercises
    assert pain_summaries(journal.effective(), as_of=day(8), policy=policy) == found.pain
    expected = advise(
        PLAN,
        journal,
        as_of=day(8),
        audience="therapist",
        authority="therapist-confirms",
        pain_gates=gates,
        progression=progression,
    )
    assert expected == found.advice
    assert ("p", day(8), "therapist", "en") == (found.plan, found.as_of, found.audience, found.language)
    assert 3 == review(PLAN, journal, as_of=day(8), window_days=9).sessions.due


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"morning": None}, [("next-morning", 1)]),
        ({"symptoms": None}, [("symptoms", 1)]),
        ({"pain_before": None}, [("pain", 1)]),
        ({"pain_during": None}, [("pain", 1)]),
        ({"pain_after": None}, [("pain", 1)]),
        ({"morning": None, "symptoms": None, "pain_after": None}, [("next-morning", 1), ("symptoms", 1), ("pain", 1)]),
    ],
)
def test_what_is_missing(said: dict[str, Any], expected: list[tuple[str, int]]) -> None:
    """For each kind of answer the number of sessions in the window that lack it."""
    found = review(PLAN, tell(good_days(PLAN, 2), DUE[2], **said), as_of=day(8))

    assert expected == [(one.code, one.sessions) for one in found.missing]


def test_what_is_not_missing() -> None:
    """Of a session that was skipped, of another plan, outside the window or of today nobody needs more answers."""
    other = planned(ROUTINE, id="other").occurrences()[0]
    bare: dict[str, Any] = {"symptoms": None, "morning": None}
    cases = [
        skip(EMPTY, DUE[0], "no-time"),
        tell(EMPTY, other, **bare),
        tell(EMPTY, DUE[0], **bare),
        tell(EMPTY, DUE[10], **bare),
    ]

    assert [(), (), (), ()] == [review(PLAN, journal, as_of=day(30)).missing for journal in cases]
    assert 2 == len(review(PLAN, cases[2], as_of=day(3)).missing)


def test_two_reports_together_may_miss_nothing() -> None:
    """What one device did not ask another one did."""
    journal = tell(tell(EMPTY, DUE[0], symptoms=None, pain_before=None, morning=None), DUE[0])

    assert () == review(PLAN, journal, as_of=day(2)).missing


# -- the text -----------------------------------------------------------------------------------------------------------------------


def test_an_empty_journal() -> None:
    """Before anything was written down the text says so without blame, and gives no number for what is not known."""
    found = text(EMPTY)

    assert SAY("review.unknown", sessions="3 sessions") in found
    assert SAY("review.pain-none") in found
    assert SAY("reason.no-sessions") in found
    assert SAY("review.missing-title") not in found
    assert SAY("review.follow") in found


def test_nothing_due() -> None:
    """Before the first session there is nothing to count and nothing to advise."""
    found = text(EMPTY, as_of=-1)

    assert SAY("review.sessions-none") in found
    assert SAY("review.not-enough") in found
    assert "%" not in found


def test_all_excused() -> None:
    """Two weeks of illness are no sessions missed, and not "nothing was planned" either."""
    found = text(skip(skip(skip(EMPTY, DUE[0], "illness"), DUE[1], "illness"), DUE[2], "illness"))

    assert SAY("review.sessions-none") not in found
    assert SAY("review.excused", sessions="3 sessions") in found
    assert "%" not in found


def test_each_status_has_its_line() -> None:
    """Done, in part, skipped with reasons, excused and not written down each stand on their own line."""
    journal = EMPTY
    for occurrence, word in zip(DUE, ("done", "partial", "forgot", "illness", "", "done"), strict=False):
        if word in ("done", "partial"):
            journal = tell(journal, occurrence, status=word)
        elif word:
            journal = skip(journal, occurrence, word)
    found = text(journal, as_of=17, window_days=18)

    assert SAY("review.sessions", done=2, due=5, percent="40%") in found
    assert SAY("review.partial", sessions="1 session") in found
    assert SAY("review.skipped", sessions="1 session") in found
    assert SAY("review.skipped-reason", sessions="1 session", reason="forgot") in found
    assert SAY("review.excused", sessions="1 session") in found
    assert SAY("review.unknown", sessions="1 session") in found


def test_more_than_planned_is_said() -> None:
    """Doing much more than planned is no praise: rest days are part of the plan."""
    journal = good_days(PLAN, 3).unplanned(at=at(1), recorded_at=at(1))

    assert SAY("review.more") in text(journal)
    assert SAY("review.more") not in text(good_days(PLAN, 3))


def test_pain_by_place() -> None:
    """Each moment at each place is a line, in the words of the person."""
    found = text(tell(EMPTY, DUE[0], pain_before={"knee/left": 1, "hip": 0}, pain_during=4), as_of=2)

    assert SAY("review.pain-line", moment="left knee, before", median="1", highest=1, count="1 score") in found
    assert SAY("review.pain-line", moment="hip, before", median="0", highest=0, count="1 score") in found
    assert SAY("review.pain-line", moment="During", median="4", highest=4, count="1 score") in found


def test_an_advance_tells_the_next_dose_and_who_decides() -> None:
    """What to do next is told in words, and that the person may decide, or must ask."""
    found = text(good_days(PLAN, 3))

    assert SAY("action.advance", name="Quad set") in found
    assert "Do it 12 times on one side, then 12 times on the other." in found
    assert SAY("review.confirm-person") in found
    assert SAY("review.confirm-therapist") in text(good_days(PLAN, 3), authority="therapist-confirms")


def test_too_soon_is_told_in_days() -> None:
    """How long to stay with an amount is told with its unit."""
    daily = planned(ROUTINE, every=1)

    assert SAY("reason.too-soon", days="7 days") in text(good_days(daily, 4), as_of=4, plan=daily)


def test_exercises_that_go_on_alike_are_told_once() -> None:
    """Nobody reads the same reason three times."""
    found = text(EMPTY, plan=planned(built("quad-set", "clamshell", "heel-slide")))

    assert SAY("action.hold", name="Quad set; Clamshell; Heel slide") in found
    assert 1 == found.count(SAY("reason.no-sessions"))


@pytest.mark.parametrize(
    ("sign", "action", "emergency"),
    [("fall", "action.pause", False), ("chest-pain", "action.pause-emergency", True)],
)
def test_a_pause_comes_first(sign: str, action: str, emergency: bool) -> None:
    """Nobody has to read past anything to learn that they must stop; an emergency says to call for help."""
    journal = good_days(PLAN, 3).symptoms({sign}, at=at(7), recorded_at=at(7))
    found = text(journal)

    assert found.index(SAY(action)) < found.index(SAY("review.sessions", done=3, due=3, percent="100%"))
    assert emergency == (SAY("reason.emergency") in found)
    label = pt.vocabulary.word("symptoms", sign).label("en")
    assert SAY("reason.stop-symptom", symptoms=label) in found
    assert SAY("reason.paused") in found


def test_an_erased_sign_is_not_told() -> None:
    """The pause says that there is one, and not of what."""
    journal = EMPTY.symptoms({"chest-pain"}, at=at(7), recorded_at=at(7))
    found = text(journal.erase(journal.entries[0].id))

    assert SAY("action.pause") in found
    assert "chest" not in found


def test_the_therapist_sees_how_it_was_counted() -> None:
    """Formula, window and denominator of both numbers, weeks on target, the longest run, and the sources of the advice."""
    journal = tell(good_days(PLAN, 2), DUE[2], status="partial")
    found = text(journal, audience="therapist")

    assert SAY("review.title-therapist") in found
    for formula, denominator in (("sessions", 3), ("exercises", 9)):
        words = SAY("review.formula", formula=SAY(f"formula.{formula}"), start=day(-6), end=day(8), denominator=denominator)
        assert words in found
    assert SAY("review.weeks-on-target", count=1) in found
    assert SAY("review.longest-run", count=2) in found
    assert "ageberg-2010" in found
    assert "67% Formula" in found


def test_the_therapist_sees_no_number_where_there_is_none() -> None:
    """Where nothing was due the formula stands beside a dash."""
    assert "- Formula" in text(EMPTY, as_of=-1, audience="therapist")


def test_the_person_sees_no_formula() -> None:
    """Formulas and sources are for the therapist."""
    found = text(good_days(PLAN, 3))

    assert SAY("review.title") in found
    assert "Formula" not in found
    assert "ageberg" not in found


def test_how_long_it_holds() -> None:
    """The text says up to which day anything was known, and when to look again."""
    from homept.wording import date_in_words

    found = text(good_days(PLAN, 3))

    assert SAY("review.known-at", date=date_in_words(day(7), language="en")) in found
    assert SAY("review.valid-until", date=date_in_words(day(15), language="en")) in found


@pytest.mark.parametrize(
    "code",
    [
        *("stop-symptom", "emergency", "paused", "red-pain", "not-settled", "skipped-for-pain", "amber-pain", "usual-pain-high"),
        *("swelling", "not-sure-how", "missing-next-morning", "missing-symptoms", "missing-pain", "missing-minutes-after"),
        *("late-score", "pain-climbs", "after-surgery", "surgery-without-limits", "unreliable-pain", "not-screened"),
        *("screening-due", "missing-effort", "no-sessions", "not-enough-green", "too-soon", "effort-high", "low-completion"),
        *("away", "no-policy-for-region", "green", "one-change-at-a-time", "top-of-band", "bottom-of-band", "prescribed"),
        "not-reviewed-high-risk",
    ],
)
def test_every_reason_has_a_sentence(code: str) -> None:
    """Each code that advice can give can be told."""
    assert f"reason.{code}" in SAY


AUDIENCES = st.sampled_from(["person", "therapist"])
SECRET = "only for my diary"  # a note, which nobody but the person has to read


@given(journals(plan=PLAN, max_size=10), st.integers(-3, 60), AUDIENCES, st.sampled_from(["none", "therapist-confirms"]))
def test_every_review_can_be_told(journal: Journal, as_of: int, audience: str, authority: str) -> None:
    """Whatever the journal holds: the text has no gap to fill in, no note, no id of an entry, and always the last line."""
    journal = journal.unplanned(at=at(0), recorded_at=at(0), note=SECRET)
    found = review(PLAN, journal, as_of=day(as_of), audience=audience, authority=authority)
    told = found.to_text()
    assert "\n\n\n" not in told, "a part that is empty leaves no gap"

    assert not re.search(r"[{}]|None|frozenset|homept\.|\(\)", told)
    assert SECRET not in told
    assert not any(entry.id in told for entry in journal.entries)
    assert " ".join(told.split()).endswith(SAY("review.follow"))
    assert max(len(line) for line in told.splitlines()) <= 130
    assert found == pt.codec.from_json(pt.codec.to_json(found), type(found))
    assert len(found.advice) == int(re.findall(r"(\d+) pieces", repr(found))[0])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"audience": "doctor"}, "audience: expected one of person, therapist, found 'doctor'"),
        ({"window_days": 0}, "adherence.window_days: expected a whole number, 1 or more, found 0"),
        ({"as_of": datetime(2026, 12, 1, 8, 0)}, "adherence.as_of: expected a date without a time, such as date(2026, 11, 23)"),
    ],
)
def test_bad_input(fields: dict[str, Any], message: str) -> None:
    """What is no audience, no window and no day is refused."""
    with pytest.raises(InvalidValue) as caught:
        review(PLAN, EMPTY, **{"as_of": day(8), **fields})

    assert message == str(caught.value)


def test_the_repr_shows_ids_and_counts() -> None:
    """A review shows its plan, its day and how much advice there is."""
    assert "<Review of p as of 2026-12-01, 3 pieces of advice>" == repr(review(PLAN, EMPTY, as_of=day(8)))
