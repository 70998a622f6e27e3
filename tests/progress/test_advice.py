"""Advice: the gates in their order, what keeps a dose, what advances it, and who must agree."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest
from recorded import CATALOG, MONDAY, at, built, codes, day, good_days, last, only, planned, prescribed, skip, tell

import homept as pt
from homept import policies
from homept.errors import InvalidValue
from homept.plan import Phase
from homept.progress import Advice, Effort, ExerciseReport, Journal, PainScore, Performed, SessionReport
from homept.progress.advice import advise

PROGRESSION = policies.progression()
QUAD = built("quad-set")
PLAN = planned(QUAD)  # every third day
DUE = PLAN.occurrences()
EMPTY = Journal(replica="phone-1")
GOOD = good_days(PLAN, 3)  # days 0, 3 and 6


def advice(journal: Journal, as_of: int = 8, plan: pt.Plan = PLAN, **fields: Any) -> Advice:
    """Return the only piece of advice on a plan of one exercise."""
    return only(advise(plan, journal, as_of=day(as_of), **fields))


def story(*words: str, plan: pt.Plan = PLAN) -> Journal:
    """
    Tell of the sessions of the plan in order, one word each.

    ``good``; ``red``, ``amber`` (pain); ``swollen``; ``usual`` (usual pain above the band); ``blank`` (nobody asked for signs);
    a reason for skipping; or ``none`` where nobody wrote anything down.
    """
    said: dict[str, dict[str, Any]] = {
        "good": {},
        "red": {"pain_during": 7},
        "amber": {"pain_during": 4},
        "swollen": {"symptoms": {"swelling"}},
        "usual": {"pain_before": 7, "pain_during": 7, "pain_after": 7, "morning": 7},
        "blank": {"symptoms": None},
    }
    journal = EMPTY
    for occurrence, word in zip(plan.occurrences(), words, strict=False):
        if word in said:
            journal = tell(journal, occurrence, **said[word])
        elif word != "none":
            journal = skip(journal, occurrence, word)
    return journal


def decided(words: str, **fields: Any) -> tuple[str, list[str]]:
    """Return action and codes on the day after the last session of a story."""
    told = words.split()
    found = advice(story(*told), as_of=3 * len(told) - 2, **fields)
    return found.action, codes(found)


# -- advancing ------------------------------------------------------------------------------------------------------------------


def test_three_green_sessions_and_seven_days_advance() -> None:
    """One small step in the band, with what it rests on, the policies' sources, and who may decide."""
    found = advice(GOOD)

    assert ("advance", "quad-set", "Quad set", ["green"]) == (found.action, found.item, found.name, codes(found))
    assert "1x12 hold 5s" == str(found.next_dose)
    assert {entry.id for entry in GOOD.entries} == set(found.evidence)
    assert ("ageberg-2010", "nhs-inform-back") == found.sources
    assert ("person", ()) == (found.confirm_by, found.would_change)
    assert (day(7), day(15)) == (found.as_known_at, found.expires_on)


def test_fewer_than_three_sessions_do_not_advance() -> None:
    """Two good sessions in a row prove nothing yet; the reason says how many are needed and how many there are."""
    found = advice(good_days(PLAN, 2), as_of=5)

    assert ("hold", ["not-enough-green"]) == (found.action, codes(found))
    assert (("needed", "3"), ("have", "2")) == found.reasons[0].parts
    assert (QUAD.items[0].dose, "person", ("green-sessions",)) == (found.next_dose, found.confirm_by, found.would_change)


@pytest.mark.parametrize(("as_of", "expected"), [(6, "hold"), (7, "advance")])
def test_fewer_than_seven_days_do_not_advance(as_of: int, expected: str) -> None:
    """Seven days from the first good session are enough and six are too soon, however many sessions there were."""
    daily = planned(QUAD, every=1)
    found = advice(good_days(daily, as_of), as_of=as_of, plan=daily)

    assert expected == found.action
    if expected == "hold":
        assert [("too-soon", (("days", "7"),))] == [(reason.code, reason.parts) for reason in found.reasons]


def test_the_callers_policy_decides() -> None:
    """How many sessions and days are needed, how large a step is, and how long advice holds are the policy's to say."""
    quick = attrs.evolve(
        PROGRESSION, id="clinic.quick", min_green_sessions=2, min_days=3, repetition_step=1, expires_after_days=2
    )
    found = advice(good_days(PLAN, 2), as_of=4, progression=quick)

    assert ("advance", "1x11 hold 5s", day(6)) == (found.action, str(found.next_dose), found.expires_on)
    assert "hold" == advice(GOOD, progression=attrs.evolve(PROGRESSION, min_green_sessions=4)).action
    assert "hold" == advice(GOOD, progression=attrs.evolve(PROGRESSION, min_days=9)).action


def test_the_callers_pain_policies_decide() -> None:
    """A caller's bands are used in place of homept's, and with none at all nothing advances."""
    strict = attrs.evolve(policies.pain_gate("knee-hip-bands"), green_max=1)

    assert ("hold", ["amber-pain"]) == (advice(GOOD, pain_gates=[strict]).action, codes(advice(GOOD, pain_gates=[strict])))
    assert ("hold", ["no-policy-for-region"]) == (advice(GOOD, pain_gates=[]).action, codes(advice(GOOD, pain_gates=[])))


@pytest.mark.parametrize("exercise", ["calf-raise", "bridge", "wall-slide", "shoulder-blade-squeeze"])
def test_a_region_without_a_policy_never_advances(exercise: str) -> None:
    """Where no bands were published for all of an exercise's regions, good sessions hold and a therapist decides."""
    plan = planned(built(exercise))
    found = advice(good_days(plan, 9), as_of=25, plan=plan)

    assert ("hold", ["no-policy-for-region"], ("therapist",)) == (found.action, codes(found), found.would_change)


def test_the_top_of_the_band() -> None:
    """At the most that the record allows the therapist says what comes next."""
    plan = planned(built("quad-set", doses={"quad-set": "1x20 hold 5s"}))
    found = advice(good_days(plan, 3), plan=plan)

    assert ("hold", ["top-of-band"], "therapist") == (found.action, codes(found), found.confirm_by)


def test_another_set_is_the_therapists() -> None:
    """More repetitions a person may take; a set more needs the therapist."""
    more, another = (planned(built("clamshell", doses={"clamshell": dose})) for dose in ("1x8", "1x10"))

    found = [advice(good_days(plan, 3), plan=plan) for plan in (more, another)]
    assert [("advance", "1x10", "person"), ("advance", "2x6", "therapist")] == [
        (one.action, str(one.next_dose), one.confirm_by) for one in found
    ]


# -- what ends a run of good sessions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["illness", "therapist-said-rest", "no-time", "forgot", "too-tired", "no-equipment", "other"])
def test_what_was_excused_or_missed_is_no_evidence(reason: str) -> None:
    """A session skipped for illness or for no time, and written down as such, neither breaks a run nor counts in it."""
    assert ("advance", ["green"]) == decided(f"good good {reason} good")
    assert ("hold", ["not-enough-green"]) == decided(f"good {reason} good")
    assert ("hold", ["no-sessions"]) == decided(f"{reason} {reason}")


def test_nothing_written_down() -> None:
    """Without any session there is nothing to go by."""
    found = advice(EMPTY)

    assert ("hold", ["no-sessions"], "person", ()) == (found.action, codes(found), found.confirm_by, found.evidence)
    assert (day(8), ("green-sessions",)) == (found.as_known_at, found.would_change)


@pytest.mark.parametrize(
    ("words", "have"),
    [
        ("good good none good", "1"),
        ("good good good none", "0"),
        ("none good good good", None),
        ("good none good good good", None),
    ],
)
def test_a_session_without_a_note_ends_the_run(words: str, have: str | None) -> None:
    """Nobody knows what was done on a day without a note, so good sessions are counted anew after it."""
    told = words.split()
    found = advice(story(*told), as_of=3 * len(told))

    if have is None:
        assert "advance" == found.action
    else:
        assert (("needed", "3"), ("have", have)) == found.reasons[0].parts


def test_today_is_not_missed_yet() -> None:
    """A session that is due today and not written down yet is no gap; tomorrow it is."""
    assert "advance" == advice(GOOD, as_of=9).action
    assert ("hold", ["not-enough-green"]) == (advice(GOOD, as_of=10).action, codes(advice(GOOD, as_of=10)))


def test_a_session_of_today_counts() -> None:
    """What was done today counts as far as it is known: the next morning is missing."""
    journal = tell(GOOD, DUE[3], morning=None)

    assert ("hold", ["missing-next-morning"]) == (advice(journal, as_of=9).action, codes(advice(journal, as_of=9)))


@pytest.mark.parametrize(
    "said",
    [
        {"status": "partial"},
        {"items": [ExerciseReport(item="quad-set", status="partial")]},
        {"items": [ExerciseReport(item="quad-set", status="done", performed=Performed(amounts=[9]))]},
        {"items": [ExerciseReport(item="quad-set", status="done", performed=Performed(amounts=[10], hold_seconds=4))]},
    ],
    ids=["session in part", "exercise in part", "fewer repetitions", "shorter holds"],
)
def test_what_was_not_done_in_full_does_not_advance(said: dict[str, Any]) -> None:
    """An exercise that was not done as planned is no reason for more of it, however little it hurt."""
    journal = tell(tell(tell(EMPTY, DUE[0]), DUE[1]), DUE[2], **said)

    assert ("hold", ["not-enough-green"]) == (advice(journal).action, codes(advice(journal)))


@pytest.mark.parametrize(
    "said",
    [
        {"status": "partial", "items": [ExerciseReport(item="quad-set", status="done")]},
        {"items": [ExerciseReport(item="quad-set", status="done", performed=Performed(amounts=[10], hold_seconds=5))]},
        {"items": [ExerciseReport(item="quad-set", status="done", performed=Performed(amounts=[5, 6]))]},
    ],
)
def test_what_was_done_in_full_counts(said: dict[str, Any]) -> None:
    """An exercise that was done counts, also within a session that was not, and however it was split."""
    journal = tell(tell(tell(EMPTY, DUE[0]), DUE[1]), DUE[2], **said)

    assert "advance" == advice(journal).action


def test_two_reports_must_agree_that_it_was_done() -> None:
    """One device says done and the other partly done: that is not done in full."""
    journal = tell(GOOD, DUE[2], status="partial")

    assert ("hold", ["not-enough-green"]) == (advice(journal).action, codes(advice(journal)))


def test_old_evidence_does_not_count() -> None:
    """Three good sessions long ago, and nothing due since, are no reason to do more today."""
    short = planned(QUAD, weeks=1)  # days 0, 3 and 6
    journal = good_days(short, 3)

    assert "advance" == advice(journal, as_of=19, plan=short).action
    assert ("hold", ["not-enough-green"]) == (
        advice(journal, as_of=20, plan=short).action,
        codes(advice(journal, as_of=20, plan=short)),
    )


# -- red --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("red", "ease"),
        ("good good good red", "ease"),
        ("red red", "ask"),
        ("red good red", "ask"),
        ("red good good red", "ask"),
        ("red good good good red", "ease"),
        ("red illness red", "ask"),
        ("red red good", "hold"),
        ("pain", "ease"),
        ("pain pain", "ask"),
    ],
)
def test_red_eases_once_and_asks_when_it_comes_again(words: str, action: str) -> None:
    """One red session eases by a step; two among the last four are for the therapist."""
    assert action == decided(words)[0]


def test_easing() -> None:
    """One step down, by the same step as up; a person may always do less."""
    found = advice(story("red"), as_of=1)

    assert ("ease", ["red-pain"], "1x8 hold 5s", "person") == (found.action, codes(found), str(found.next_dose), found.confirm_by)
    assert (("lower-pain",), set(found.evidence)) == (found.would_change, {entry.id for entry in story("red").entries})


def test_asking() -> None:
    """Asking leaves the dose to the therapist and rests on the last sessions."""
    journal = story("red", "red")
    found = advice(journal, as_of=4)

    assert ("ask", ["red-pain"], None, "therapist") == (found.action, codes(found), found.next_dose, found.confirm_by)
    assert {entry.id for entry in journal.entries} == set(found.evidence)


@pytest.mark.parametrize("word", ["red", "pain"])
def test_red_on_a_prescribed_dose_is_the_prescribers(word: str) -> None:
    """A dose that a clinician gave is nobody else's to ease: the first red asks."""
    plan = planned(prescribed({"quad-set": None}))
    found = advice(story(word, plan=plan), as_of=1, plan=plan)

    assert ("ask", "therapist", None) == (found.action, found.confirm_by, found.next_dose)
    assert "prescribed" == codes(found)[-1]


def test_red_where_no_band_was_published_asks() -> None:
    """Worse than usual in a part without bands is a reason to ask at once."""
    plan = planned(built("calf-raise"))

    assert ("ask", ["red-pain"]) == (
        advice(story("red", plan=plan), 1, plan).action,
        codes(advice(story("red", plan=plan), 1, plan)),
    )


def test_nothing_below_the_bottom() -> None:
    """Who already does the least is not eased to nothing but asks the therapist."""
    plan = planned(built("quad-set", doses={"quad-set": "1x5 hold 5s"}))
    found = advice(story("red", plan=plan), as_of=1, plan=plan)

    assert ("ask", ["red-pain", "bottom-of-band"], None, "therapist") == (
        found.action,
        codes(found),
        found.next_dose,
        found.confirm_by,
    )


def test_a_late_entry_takes_advice_back() -> None:
    """What another device brings later counts for the same day: what was an advance is none any more."""
    tablet = tell(Journal(replica="tablet-1"), DUE[2], pain_during=8, morning=None)

    assert "advance" == advice(GOOD).action
    assert "ease" == advice(GOOD.merge(tablet)).action


# -- amber, unknown, and the other gates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code", "would_change"),
    [
        ({"pain_during": 4}, "amber-pain", "lower-pain"),
        ({"symptoms": {"swelling"}}, "swelling", "lower-pain"),
        ({"items": [ExerciseReport(item="quad-set", status="done", not_sure_how=True)]}, "not-sure-how", "technique"),
        ({"morning": None}, "missing-next-morning", "next-morning"),
        ({"symptoms": None}, "missing-symptoms", "symptoms"),
        ({"pain_before": None}, "missing-pain", "pain"),
        ({"minutes_after": None}, "missing-minutes-after", "pain"),
        ({"minutes_after": 45}, "late-score", "pain"),
        ({"effort": None}, "missing-effort", "green-sessions"),
        ({"effort": 7}, "effort-high", "therapist"),
    ],
)
def test_holding_says_why_and_what_would_change_it(said: dict[str, Any], code: str, would_change: str) -> None:
    """The last session decides: amber, an answer that is missing, or a high effort keep the dose as it is."""
    found = advice(tell(good_days(PLAN, 3), DUE[3], **said), as_of=11)

    assert ("hold", [code], (would_change,)) == (found.action, codes(found), found.would_change)
    assert (QUAD.items[0].dose, "person") == (found.next_dose, found.confirm_by)


def test_swelling_that_comes_again_asks() -> None:
    """One swollen session holds; two of the last three are for the therapist."""
    assert ("hold", ["swelling"]) == decided("swollen")
    assert ("ask", ["swelling"]) == decided("swollen swollen")
    assert ("ask", ["swelling"]) == decided("swollen good swollen")
    assert ("hold", ["swelling"]) == decided("swollen good good swollen")


def test_usual_pain_above_the_band_asks_and_is_never_eased() -> None:
    """A person who always has much pain is not told to do less and less."""
    assert ("ask", ["usual-pain-high"]) == decided("usual")
    assert ("ask", ["usual-pain-high"]) == decided("usual usual usual usual")


@pytest.mark.parametrize(
    ("effort", "expected"),
    [
        (6, ("advance", ["green"])),
        (7, ("hold", ["effort-high"])),
        (8, ("hold", ["effort-high"])),
        (9, ("ease", ["effort-high"])),
        (Effort(0, "reps-in-reserve"), ("advance", ["green"])),
        (Effort(9, "reps-in-reserve"), ("advance", ["green"])),
        (None, ("hold", ["missing-effort"])),
    ],
)
def test_how_hard_it_felt(effort: Any, expected: tuple[str, list[str]]) -> None:
    """A dose grows from sessions that felt no harder than 6 of 10 and shrinks from 9 on; the other scale is another scale."""
    found = advice(tell(tell(tell(EMPTY, DUE[0]), DUE[1]), DUE[2], effort=effort))

    assert expected == (found.action, codes(found))


def test_the_effort_of_the_exercise_counts() -> None:
    """How hard the exercise itself felt counts beside how hard the session felt; the harder one governs."""
    hard = ExerciseReport(item="quad-set", status="done", effort=Effort(9))
    journal = tell(tell(tell(EMPTY, DUE[0]), DUE[1]), DUE[2], items=[hard])

    assert ("ease", ["effort-high"]) == (advice(journal).action, codes(advice(journal)))


def test_a_skipped_session_does_not_hide_a_hard_one() -> None:
    """The last session that says something decides, also when one was skipped for illness after it."""
    journal = skip(tell(good_days(PLAN, 2), DUE[2], effort=10), DUE[3], "illness")

    assert ("ease", ["effort-high"]) == (advice(journal, as_of=10).action, codes(advice(journal, as_of=10)))


def part(amount: int) -> list[ExerciseReport]:
    return [ExerciseReport(item="quad-set", status="partial", performed=Performed(amounts=[amount]))]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((7, 7), ("ease", ["low-completion"])),
        ((7, 8), ("hold", ["not-enough-green"])),
        ((8, 7), ("hold", ["not-enough-green"])),
        ((10, 7), ("hold", ["not-enough-green"])),
        ((7,), ("hold", ["not-enough-green"])),
        ((0, 0), ("ease", ["low-completion"])),
    ],
)
def test_less_than_the_dose_twice_eases(amounts: tuple[int, ...], expected: tuple[str, list[str]]) -> None:
    """Less than eight of ten in two sessions running is too much to ask for; once is not."""
    journal = EMPTY
    for occurrence, amount in zip(DUE, amounts, strict=False):
        journal = tell(journal, occurrence, items=part(amount))
    found = advice(journal, as_of=3 * len(amounts) - 2)

    assert expected == (found.action, codes(found))


def test_low_completion_needs_the_last_sessions_to_say_so() -> None:
    """A session that does not tell amounts, after two that were low, is no third low one."""
    journal = tell(tell(EMPTY, DUE[0], items=part(5)), DUE[1], items=part(5))

    assert ("ease", ["low-completion"]) == (advice(journal, as_of=4).action, codes(advice(journal, as_of=4)))
    assert ("hold", ["not-enough-green"]) == (advice(tell(journal, DUE[2])).action, codes(advice(tell(journal, DUE[2]))))


# -- a long break -----------------------------------------------------------------------------------------------------------------


def test_a_break_that_was_written_down_starts_lower() -> None:
    """Two weeks of sessions skipped and written down: start again with half."""
    journal = story("good", "good", "good", *["no-time"] * 5)
    found = advice(journal, as_of=22)

    assert ("ease", ["away"], "1x5 hold 5s", "person") == (found.action, codes(found), str(found.next_dose), found.confirm_by)
    assert "advance" == advice(story("good", "good", "good", *["no-time"] * 3), as_of=18).action


def test_a_break_without_notes_is_none() -> None:
    """Nobody knows whether a day without a note was a day without exercise: the dose neither grows nor shrinks."""
    one_missing = story("good", "good", "good", "no-time", "none", "no-time", "no-time", "no-time")

    assert ("hold", ["not-enough-green"]) == (advice(GOOD, as_of=30).action, codes(advice(GOOD, as_of=30)))
    assert ("hold", ["not-enough-green"]) == (advice(one_missing, as_of=22).action, codes(advice(one_missing, as_of=22)))


def test_after_a_break_at_the_bottom_the_therapist_is_asked() -> None:
    """Where there is nothing smaller to start with, nobody is told to do less of nothing."""
    plan = planned(built("quad-set", doses={"quad-set": "1x5 hold 5s"}))
    found = advice(story("good", *["illness"] * 7, plan=plan), as_of=22, plan=plan)

    assert ("ask", ["away", "bottom-of-band"], None) == (found.action, codes(found), found.next_dose)


# -- locks ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["surgery-without-limits", "after-surgery", "unreliable-pain", "not-screened"])
@pytest.mark.parametrize("authority", ["none", "within-bounds", "therapist-confirms"])
def test_a_lock_keeps_every_dose(lock: str, authority: str) -> None:
    """A lock holds whatever the pain was; only one that a therapist's bounds settle is lifted by them."""
    plan = planned(built("quad-set", locks=[lock]))
    found = advice(good_days(plan, 3), plan=plan, authority=authority)

    if (lock, authority) == ("after-surgery", "within-bounds"):
        assert "advance" == found.action
    else:
        assert ("hold", [lock], "therapist", ("therapist",)) == (found.action, codes(found), found.confirm_by, found.would_change)


def test_all_locks_are_told() -> None:
    """Several locks are several reasons."""
    plan = planned(built("quad-set", locks=["surgery-without-limits", "unreliable-pain"]))

    assert ["surgery-without-limits", "unreliable-pain"] == codes(advice(good_days(plan, 3), plan=plan))


def test_a_screening_that_ran_out_keeps_every_dose() -> None:
    """From the day after the last one on which the screening counts, nothing advances before it is done again."""
    for until, expected in ((day(8), "advance"), (day(7), "hold")):
        plan = planned(built("quad-set", screened_until=until))
        found = advice(good_days(plan, 3), plan=plan)

        assert expected == found.action
    assert ["screening-due"] == codes(found)


def test_after_an_operation_without_limits_nothing_advances() -> None:
    """A recent operation for which no therapist gave limits, and weeks without any pain: hold."""
    person = pt.Person(
        age=58,
        conditions=(),
        screening=pt.Screening.all_clear(on=MONDAY),
        surgeries=[pt.Surgery(procedure="knee-arthroscopy", on=MONDAY - timedelta(days=30), side="left")],
        weight_bearing={"left-leg": "full", "right-leg": "full"},
        clearances=[
            pt.safety.Clearance(by="A. Example", role="physical-therapist", on=MONDAY, scope={"quad-set"}),
        ],
    )
    routine = pt.prescribe(CATALOG, {"quad-set": None}, person=person, by="A. Example", on=MONDAY)
    plan = planned(routine)
    journal = EMPTY
    for occurrence in plan.occurrences()[:9]:
        journal = tell(journal, occurrence, pain_before=0, pain_during=0, pain_after=0, morning=0)

    assert ("hold", ["surgery-without-limits"]) == (advice(journal, 25, plan).action, codes(advice(journal, 25, plan)))


def test_usual_pain_that_climbs_keeps_the_dose() -> None:
    """Each session was green, and yet the pain before rose by two over the run: the therapist has a look first."""
    for moment in ("pain_before", "morning"):
        journal = EMPTY
        for occurrence, score in zip(DUE, (0, 1, 2), strict=False):
            said: dict[str, Any] = {"pain_before": 1, "pain_during": 2, "pain_after": 1, "morning": 1, moment: score}
            journal = tell(journal, occurrence, **said)
        found = advice(journal)

        assert ("hold", ["pain-climbs"], "therapist") == (found.action, codes(found), found.confirm_by)
        assert {entry.id for entry in journal.entries} == set(found.evidence)


# -- audience and authority ---------------------------------------------------------------------------------------------------------


def risky(*, reviewed: bool, fall_risk: int = 2) -> pt.Plan:
    """Plan one exercise of a given fall risk, reviewed by a clinician or not."""
    (item,) = QUAD.items
    review = attrs.evolve(item.exercise.review, reviewed_by="A. Example" if reviewed else None)
    exercise = attrs.evolve(item.exercise, fall_risk=fall_risk, review=review)
    return planned(attrs.evolve(QUAD, items=[attrs.evolve(item, exercise=exercise)]))


@pytest.mark.parametrize(
    ("audience", "reviewed", "fall_risk", "expected"),
    [
        ("person", False, 2, ("hold", ["not-reviewed-high-risk"], "therapist")),
        ("person", False, 3, ("hold", ["not-reviewed-high-risk"], "therapist")),
        ("person", False, 1, ("advance", ["green"], "person")),
        ("person", True, 2, ("advance", ["green"], "person")),
        ("therapist", False, 2, ("advance", ["green"], "person")),
    ],
)
def test_an_unreviewed_exercise_of_high_risk(audience: str, reviewed: bool, fall_risk: int, expected: Any) -> None:
    """More of an exercise that no clinician has reviewed and that may make somebody fall is offered to therapists only."""
    plan = risky(reviewed=reviewed, fall_risk=fall_risk)
    found = advice(good_days(plan, 3), plan=plan, audience=audience)

    assert expected == (found.action, codes(found), found.confirm_by)


@pytest.mark.parametrize("audience", ["person", "therapist"])
@pytest.mark.parametrize(
    ("origin", "words", "authority", "expected"),
    [
        ("built", "good good good", "none", ("advance", "person")),
        ("built", "good good good", "within-bounds", ("advance", "person")),
        ("built", "good good good", "therapist-confirms", ("advance", "therapist")),
        ("prescribed", "good good good", "none", ("advance", "therapist")),
        ("prescribed", "good good good", "within-bounds", ("advance", "therapist")),
        ("prescribed", "good good good", "therapist-confirms", ("advance", "therapist")),
        ("built", "red", "none", ("ease", "person")),
        ("built", "red", "within-bounds", ("ease", "person")),
        ("built", "red", "therapist-confirms", ("ease", "therapist")),
        ("prescribed", "red", "within-bounds", ("ask", "therapist")),
        ("built", "good", "therapist-confirms", ("hold", "person")),
        ("prescribed", "good", "therapist-confirms", ("hold", "person")),
        ("built", "red red", "within-bounds", ("ask", "therapist")),
    ],
)
def test_who_must_agree(audience: str, origin: str, words: str, authority: str, expected: tuple[str, str]) -> None:
    """To go on as before needs nobody; small steps are the person's unless a therapist confirms each; prescriptions never are."""
    plan = planned(built("quad-set") if origin == "built" else prescribed({"quad-set": None}))
    told = words.split()
    found = advice(story(*told, plan=plan), 3 * len(told) - 1, plan, audience=audience, authority=authority)

    assert expected == (found.action, found.confirm_by)
    assert (origin == "prescribed" and found.action != "hold") == ("prescribed" in codes(found))


def test_a_prescribed_dose_outside_the_band_never_grows() -> None:
    """A dose that is a clinician's own is its own band."""
    plan = planned(prescribed({"quad-set": "4x30 hold 5s"}))

    assert ("hold", ["top-of-band"]) == (
        advice(good_days(plan, 3), plan=plan).action,
        codes(advice(good_days(plan, 3), plan=plan)),
    )


# -- one change at a time -----------------------------------------------------------------------------------------------------------


def many(*ids: str, **fields: Any) -> list[tuple[str | None, str]]:
    """Return the actions for several exercises after three good sessions."""
    plan = planned(built(*ids))
    return [(one.item, one.action) for one in advise(plan, good_days(plan, 3), as_of=day(8), **fields)]


def test_one_change_for_a_region() -> None:
    """Of two exercises for one part of the body the first advances and the other waits."""
    assert [("quad-set", "advance"), ("heel-slide", "hold")] == many("quad-set", "heel-slide")
    assert [("quad-set", "advance"), ("clamshell", "advance")] == many("quad-set", "clamshell")


def test_what_waits_keeps_its_dose() -> None:
    """What is held back says why, keeps its dose, and needs nobody's word."""
    plan = planned(built("quad-set", "heel-slide"))
    _, held = advise(plan, good_days(plan, 3), as_of=day(8))

    assert ("hold", ["one-change-at-a-time"], "1x10", "person", ("time",)) == (
        held.action,
        codes(held),
        str(held.next_dose),
        held.confirm_by,
        held.would_change,
    )


def test_two_changes_for_a_plan() -> None:
    """However many parts of the body, at most two exercises advance; easing is never held back."""
    gates = [attrs.evolve(policies.pain_gate("knee-hip-bands"), regions=["knee", "hip", "ankle-foot", "upper-back", "shoulder"])]
    ids = ("quad-set", "clamshell", "ankle-pump", "shoulder-blade-squeeze")

    assert ["advance", "advance", "hold", "hold"] == [action for _, action in many(*ids, pain_gates=gates)]
    plan = planned(built(*ids))
    journal = good_days(plan, 2)
    sore = [ExerciseReport(item=id, status="done", pain=[PainScore(score=8, moment="during")]) for id in ids]
    eased = advise(plan, tell(journal, plan.occurrences()[2], items=sore), as_of=day(8), pain_gates=gates)
    assert ["ease"] * 4 == [one.action for one in eased]


def test_a_region_and_those_below_it_are_one() -> None:
    """An exercise for the whole leg and one for the knee are not changed at once."""
    quad, clam = built("quad-set", "clamshell").items
    leg = attrs.evolve(clam, exercise=attrs.evolve(clam.exercise, regions=("lower-limb",)))
    plan = planned(attrs.evolve(QUAD, items=[quad, leg]))
    gates = [attrs.evolve(policies.pain_gate("knee-hip-bands"), regions=["knee", "lower-limb"])]

    assert ["advance", "hold"] == [one.action for one in advise(plan, good_days(plan, 3), as_of=day(8), pain_gates=gates)]


def test_how_many_changes_is_the_policys() -> None:
    """A policy may allow more changes, or none."""
    generous = attrs.evolve(PROGRESSION, max_changes_per_region=2)
    still = attrs.evolve(PROGRESSION, max_changes_per_plan=0)

    assert ["advance", "advance"] == [action for _, action in many("quad-set", "heel-slide", progression=generous)]
    assert ["hold", "hold"] == [action for _, action in many("quad-set", "clamshell", progression=still)]


QUICK = attrs.evolve(PROGRESSION, id="clinic.quick", min_green_sessions=2, min_days=3, change_days=30)


def changed(*doses: dict[str, str], change_days: int = 30) -> list[tuple[str | None, str]]:
    """Enter a phase with other doses every sixth day, do well throughout, and return the actions on the fifth day of the last."""
    ids = ("quad-set", "clamshell", "ankle-pump")
    first = planned(built(*ids, doses=doses[0])).phases[0]
    phases = [
        attrs.evolve(first, id=f"phase-{number}", start=day(6 * number), routine=built(*ids, doses=dose))
        for number, dose in enumerate(doses)
    ]
    plan = attrs.evolve(PLAN, phases=phases)
    gates = [attrs.evolve(policies.pain_gate("knee-hip-bands"), regions=["knee", "hip", "ankle-foot"])]
    journal = EMPTY
    for occurrence in plan.occurrences()[: 2 * len(doses)]:
        journal = tell(journal, occurrence)
    policy = attrs.evolve(QUICK, change_days=change_days)
    found = advise(plan, journal, as_of=day(6 * len(doses) - 2), progression=policy, pain_gates=gates)
    return [(one.item, one.action) for one in found]


def test_a_change_of_the_last_days_counts() -> None:
    """What changed when the phase was entered is one of the changes of the week, for its region and for the plan."""
    base = {"quad-set": "1x10 hold 5s", "clamshell": "1x8"}
    more = {**base, "quad-set": "1x12 hold 5s"}

    assert ["advance", "advance", "hold"] == [action for _, action in changed(base, base)]
    assert ["hold", "advance", "hold"] == [action for _, action in changed(base, more)]
    assert ["hold", "hold", "hold"] == [action for _, action in changed(base, more, {**more, "clamshell": "1x10"})]
    assert ["advance", "advance", "hold"] == [action for _, action in changed(base, more, change_days=4)]


# -- the pause ----------------------------------------------------------------------------------------------------------------------


def test_a_sign_pauses_the_whole_plan() -> None:
    """One piece of advice, for the plan and not for an exercise, however good the sessions were."""
    plan = planned(built("quad-set", "clamshell"))
    journal = good_days(plan, 3).symptoms({"dizziness"}, at=at(7), recorded_at=at(7))
    found = only(advise(plan, journal, as_of=day(8)))

    assert ("pause", None, ["stop-symptom", "paused"], "therapist") == (found.action, found.item, codes(found), found.confirm_by)
    assert ((last(journal).id,), ("clearance",), None) == (found.evidence, found.would_change, found.next_dose)


def test_an_emergency_is_told_apart() -> None:
    """An emergency sign is named as one, beside what it was; a person's list of signs is not in any repr."""
    journal = EMPTY.symptoms({"chest-pain", "fall", "swelling"}, at=at(7), recorded_at=at(7))
    found = advice(journal)

    assert ["stop-symptom", "emergency", "paused"] == codes(found)
    assert (("symptoms", "chest-pain fall"),) == found.reasons[0].parts
    assert ("<Advice>", "<AdviceReason>") == (repr(found), repr(found.reasons[0]))


def test_an_erased_sign_is_not_told() -> None:
    """The plan stays on pause, and nobody learns why."""
    journal = EMPTY.symptoms({"chest-pain"}, at=at(7), recorded_at=at(7))
    journal = journal.erase(last(journal).id)

    assert ("pause", ["paused"]) == (advice(journal).action, codes(advice(journal)))


def test_a_sign_pauses_a_plan_that_has_not_begun() -> None:
    """Before the first session there is no advice, but for a pause."""
    journal = EMPTY.symptoms({"fall"}, at=at(-5), recorded_at=at(-5))

    assert () == advise(PLAN, EMPTY, as_of=day(-2))
    assert "pause" == only(advise(PLAN, journal, as_of=day(-2))).action


def test_a_clearance_lets_the_plan_go_on() -> None:
    """Cleared, the advice is what it was, and a sign that comes later pauses again."""
    journal = EMPTY.symptoms({"fall"}, at=at(-1), recorded_at=at(-1))
    journal = good_days(PLAN, 3, journal=journal.cleared(by="A. Example", role="physician", on=day(-1), recorded_at=at(-1)))

    assert "advance" == advice(journal).action
    assert "pause" == advice(journal.symptoms({"locking"}, at=at(8), recorded_at=at(8))).action


def test_a_sign_told_with_a_session_pauses() -> None:
    """It does not matter where a sign is told: with a session, on the next morning, or by itself."""
    with_session = tell(EMPTY, DUE[0], symptoms={"giving-way"})
    next_morning = tell(EMPTY, DUE[0], morning=None).next_morning(
        DUE[0], at=at(1), recorded_at=at(1), pain=1, symptoms={"calf-swelling"}
    )

    assert ["pause", "pause"] == [advice(journal, as_of=1).action for journal in (with_session, next_morning)]


# -- what is told apart from the plan's sessions --------------------------------------------------------------------------------------


def test_a_bad_unplanned_session_counts() -> None:
    """Pain in a session that no plan asked for is pain."""
    journal = GOOD.unplanned(at=at(7), recorded_at=at(7), pain_before=1, pain_during=8, pain_after=1, symptoms=set())

    assert ("ease", ["red-pain"]) == (advice(journal).action, codes(advice(journal)))


def test_a_good_unplanned_session_is_no_evidence() -> None:
    """It has no next morning to be good by, so it neither adds to a run nor breaks it."""
    extra = {"pain_before": 1, "pain_during": 1, "pain_after": 1, "minutes_after": 10, "effort": 3, "symptoms": set()}
    few = good_days(PLAN, 2).unplanned(at=at(4), recorded_at=at(4), **extra)  # type: ignore[arg-type]

    assert ("hold", ["not-enough-green"]) == (advice(few, as_of=5).action, codes(advice(few, as_of=5)))
    assert "advance" == advice(GOOD.unplanned(at=at(7), recorded_at=at(7), **extra)).action  # type: ignore[arg-type]


def test_symptoms_told_between_sessions_count() -> None:
    """Swelling or sharp pain that is told by itself holds or eases; a report without any changes nothing."""
    for symptoms, expected in (
        ({"swelling"}, "hold"),
        ({"sharp-pain"}, "ease"),
        (set(), "advance"),
        ({"muscle-soreness"}, "advance"),
    ):
        journal = GOOD.symptoms(symptoms, at=at(7, 20), recorded_at=at(7, 20))

        assert expected == advice(journal).action


def test_a_good_session_after_it_ends_what_was_told_between() -> None:
    """What was told apart is in its place in time: good sessions after it count anew."""
    journal = story("good", "good").symptoms({"swelling"}, at=at(4), recorded_at=at(4))
    for occurrence in DUE[2:5]:
        journal = tell(journal, occurrence)

    assert "advance" == advice(journal, as_of=14).action


# -- phases -------------------------------------------------------------------------------------------------------------------------


def two_phases(dose: str = "1x12 hold 5s") -> pt.Plan:
    """Plan a second phase with another dose."""
    first = PLAN.phases[0]
    later = attrs.evolve(first, id="phase-2", start=None, routine=built("quad-set", doses={"quad-set": dose}))
    return attrs.evolve(PLAN, phases=[first, later])


def test_a_new_phase_counts_from_the_beginning() -> None:
    """Good sessions on the dose of the phase before are no reason for more than the new one."""
    plan = two_phases().enter_phase("phase-2", on=day(8))

    assert ("hold", ["not-enough-green"]) == (advice(GOOD, 8, plan).action, codes(advice(GOOD, 8, plan)))
    journal = GOOD
    for occurrence in plan.occurrences(day(8))[:3]:
        journal = tell(journal, occurrence)
    assert ("advance", "1x14 hold 5s") == (advice(journal, 16, plan).action, str(advice(journal, 16, plan).next_dose))


def test_a_larger_dose_in_a_new_phase_is_not_low_completion() -> None:
    """What was done in full of a smaller dose is not too little of the larger one that came after."""
    plan = two_phases("1x20 hold 5s")
    journal = EMPTY
    full = [ExerciseReport(item="quad-set", status="done", performed=Performed(amounts=[10]))]
    for occurrence in DUE[:3]:
        journal = tell(journal, occurrence, items=full)

    assert "hold" == advice(journal, 9, plan.enter_phase("phase-2", on=day(8))).action


def test_red_in_the_phase_before_still_counts() -> None:
    """Entering a phase does not wipe out that the last session was too much."""
    plan = two_phases().enter_phase("phase-2", on=day(5))

    assert "ease" == advice(story("good", "red"), 5, plan).action


def test_after_the_last_phase_advice_is_about_it() -> None:
    """When the plan is over, its last phase is still what the journal is about."""
    short = planned(QUAD, weeks=1)

    assert "advance" == advice(good_days(short, 3), as_of=9, plan=short).action


def test_between_two_phases_advice_is_about_the_one_before() -> None:
    """A day that no phase covers belongs to the last that began."""
    gap = attrs.evolve(planned(QUAD, weeks=1), phases=[planned(QUAD, weeks=1).phases[0], _later(day(20))])

    assert "advance" == advice(good_days(gap, 3), as_of=9, plan=gap).action


def _later(start: Any) -> Phase:
    return attrs.evolve(PLAN.phases[0], id="phase-2", start=start)


# -- what is refused ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"audience": "patient"}, "audience: expected one of person, therapist, found 'patient'"),
        ({"authority": "me"}, "authority: expected one of none, within-bounds, therapist-confirms, found 'me'"),
        ({"as_of": datetime(2026, 12, 1, 8, 0)}, "advise.as_of: expected a date without a time, such as date(2026, 11, 23)"),
    ],
)
def test_bad_input(fields: dict[str, Any], message: str) -> None:
    """An audience, an authority or a day there is not is refused."""
    with pytest.raises(InvalidValue) as caught:
        advise(PLAN, GOOD, **{"as_of": day(8), **fields})

    assert message == str(caught.value)


def test_an_action_there_is_not() -> None:
    """Advice has one of five actions."""
    with pytest.raises(InvalidValue, match=r"^Advice\.action: expected one of advance, hold, ease, ask, pause"):
        attrs.evolve(advice(GOOD), action="stop")


def test_advice_is_known_as_of_a_day() -> None:
    """Only what was recorded by then counts, and the advice says up to when anything was known."""
    late = GOOD.symptoms({"swelling"}, at=at(7), recorded_at=at(9))

    assert ("advance", day(7)) == (advice(late, as_of=8).action, advice(late, as_of=8).as_known_at)
    assert ("hold", day(9)) == (advice(late, as_of=9).action, advice(late, as_of=9).as_known_at)


def test_a_report_on_another_plan_says_nothing_here() -> None:
    """Sessions of another plan are not evidence for this one's doses."""
    other = planned(QUAD, id="other")
    journal = good_days(other, 3)

    assert ["no-sessions"] == codes(advice(journal))
    assert isinstance(journal.entries[0].report, SessionReport)
