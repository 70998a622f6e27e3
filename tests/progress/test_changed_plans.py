"""Progress of a plan that was changed: what was due on each day is what counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from recorded import CATALOG, MONDAY, PERSON, at, built, codes, day, good_days, only, planned, prescribed, skip, tell

import homept as pt
from homept import policies
from homept.dose import Dose
from homept.plan import Plan
from homept.progress import Advice, ExerciseReport, Journal, adherence, advise
from homept.progress.evidence import history_of
from homept.routine import RoutineItem
from homept.testing import plans

QUAD = built("quad-set")
PLAN = planned(QUAD)  # every third day
EMPTY = Journal(replica="phone-1")


def one_advice(plan: Plan, journal: Journal, as_of: int, **fields: Any) -> Advice:
    return only(advise(plan, journal, as_of=day(as_of), **fields))


def item(id: str) -> RoutineItem:
    return built(id).items[0]


def part(id: str, amount: int) -> list[ExerciseReport]:
    from homept.progress import Performed

    return [ExerciseReport(item=id, status="done", performed=Performed(amounts=(amount,)))]


# -- adherence ----------------------------------------------------------------------------------------------------------------


def test_days_off_leave_the_denominator() -> None:
    """What was not done on them is excused, with why; what was done on them counts."""
    plan = planned(QUAD, every=1).skip(day(2), day(5))
    journal = good_days(plan, 2)
    journal = tell(journal, plan.occurrence("p/2026-11-25/session"))
    journal = skip(journal, plan.occurrence("p/2026-11-26/session"), "no-time")
    found = adherence(plan, journal, as_of=day(7))

    assert (7, 3, 2, 0, 2) == (found.due, found.done, found.excused, found.skipped, found.unknown)
    assert (5, 3 / 5) == (found.denominator, found.value)
    assert (("no-time", 1), ("vacation", 1)) == found.skip_reasons
    assert found == attrs.evolve(adherence(plan, journal, as_of=day(7), formula="exercises"), formula="sessions")


def test_days_off_break_no_run_and_no_week() -> None:
    """A week with days off is on target when all else was done; a run goes on after them."""
    plan = planned(QUAD, every=1).skip(day(2), day(5))
    journal = EMPTY
    for one in plan.occurrences(end=day(7)):
        journal = tell(journal, one)
    found = adherence(plan, journal, as_of=day(7), window_days=7)

    assert (1, 4, 1.0) == (found.weeks_on_target, found.longest_run, found.value)


def test_doing_more_is_measured_by_what_was_due() -> None:
    """Days off are not days on which to do more."""
    plan = planned(QUAD, every=1).skip(day(0), day(4))
    journal = EMPTY
    for one in plan.occurrences(end=day(6), excused=True):
        journal = tell(journal, one)

    assert adherence(plan, journal, as_of=day(6)).more_than_planned
    assert not adherence(plan.skip(day(4), day(6)), journal, as_of=day(6)).more_than_planned


def test_a_moved_session_counts_on_its_new_day() -> None:
    """It is not due before that day, and its reports lead to it."""
    plan = PLAN.move("p/2026-11-26/session", to=day(5))
    journal = tell(good_days(plan, 1), plan.occurrence("p/2026-11-26/session"))

    assert [1, 2] == [adherence(plan, journal, as_of=day(number)).due for number in (5, 6)]
    assert 1.0 == adherence(plan, journal, as_of=day(6)).value


def test_by_exercise_only_what_was_due_that_day_counts() -> None:
    """A week with a routine for each day, and a swap for one session."""
    legs, arms = built("quad-set", "bridge"), built("wall-slide")
    plan = Plan.weekly({"mon": legs, "thu": arms}, id="p", start=MONDAY, weeks=2, at="after-waking")
    journal = EMPTY
    for one in plan.occurrences(end=day(7)):
        journal = tell(journal, one)

    found = adherence(plan, journal, as_of=day(7), formula="exercises")
    assert (3, 3) == (found.due, found.done)
    fewer = plan.with_swap("wall-slide", item("heel-slide"), once="p/2026-11-26/session")
    assert ["heel-slide"] == [one.id for one in fewer.routine_for("p/2026-11-26/session").items]
    assert (3, 3) == tuple(
        getattr(adherence(fewer, journal, as_of=day(7), formula="exercises"), name) for name in ("due", "done")
    )


@given(plans(max_changes=5))
def test_the_history_knows_what_was_due_in_each_session(plan: Plan) -> None:
    """Whatever was changed, for good or once, by the plan's own account."""
    start = plan.phases[0].start
    assert start is not None
    as_of = start + timedelta(days=400)
    history = history_of(plan, plan.phases[0], (), as_of)
    whole = plan.occurrences(end=as_of, excused=True)

    assert [plan.routine_for(one) for one in whole] == [due.routine for due in history.due]
    assert [{item.id for item in plan.items_on(one.day)} for one in whole] == [due.week for due in history.due]


# -- evidence and advice ------------------------------------------------------------------------------------------------------


def test_a_new_dose_counts_from_its_day() -> None:
    """Good sessions at the smaller dose are no ground for a second step."""
    journal = good_days(PLAN, 6)
    step = one_advice(PLAN, good_days(PLAN, 3), 8)
    plan = PLAN.follow(step, on=day(8))

    assert ("hold", ["not-enough-green"]) == (
        one_advice(plan, good_days(PLAN, 5), 14).action,
        codes(one_advice(plan, good_days(PLAN, 5), 14)),
    )
    found = one_advice(plan, journal, 16)
    assert ("advance", "1x14 hold 5s") == (found.action, str(found.next_dose))


def test_a_session_is_measured_by_the_dose_of_its_day() -> None:
    """Ten of ten done last week are not too few since twelve are due this week."""
    plan = PLAN.with_dose("quad-set", Dose.parse("1x14 hold 5s"), on=day(5))
    journal = EMPTY
    for one in plan.occurrences(end=day(5)):
        journal = tell(journal, one, items=part("quad-set", 10))
    journal = tell(journal, plan.occurrences()[2], items=part("quad-set", 10))

    assert "low-completion" not in codes(one_advice(plan, journal, 7))
    assert ["low-completion"] == codes(one_advice(plan, tell(journal, plan.occurrences()[3], items=part("quad-set", 10)), 10))


def test_a_change_of_the_plan_counts_among_the_changes_of_the_week() -> None:
    """An app that reviews daily gives no second step for a region within the policy's days."""
    routine = built("quad-set", "heel-slide", doses={"quad-set": "1x10 hold 5s", "heel-slide": "1x10"})
    plan = planned(routine)
    journal = good_days(plan, 4)
    first = advise(plan, good_days(plan, 3), as_of=day(8))
    plan = plan.follow(first[0], on=day(8))

    assert ["advance", "hold"] == [one.action for one in first]
    assert ["hold", "hold"] == [one.action for one in advise(plan, journal, as_of=day(10))]
    assert ["one-change-at-a-time"] == codes(advise(plan, journal, as_of=day(10))[1])
    later = good_days(plan, 6)
    assert ["advance", "hold"] == [one.action for one in advise(plan, later, as_of=day(16))]


def test_a_swap_counts_among_the_changes_of_the_week() -> None:
    """A new exercise for the knee is a change for the knee."""
    plan = planned(built("quad-set", "bridge")).with_swap("bridge", item("heel-slide"), on=day(7))
    found = {one.item: one for one in advise(plan, good_days(plan, 3), as_of=day(8))}

    assert ["one-change-at-a-time"] == codes(found["quad-set"])
    assert ["no-sessions"] == codes(found["heel-slide"])


def test_pain_with_the_old_exercise_is_not_the_new_ones() -> None:
    """A swap for pain begins anew; the swapped exercise had no session yet."""
    journal = tell(EMPTY, PLAN.occurrences()[0], pain_during=7)
    plan = PLAN.with_swap("quad-set", item("heel-slide"), on=day(1))

    assert ("hold", ["no-sessions"]) == (one_advice(plan, journal, 2).action, codes(one_advice(plan, journal, 2)))


def test_a_session_with_another_exercise_says_nothing_of_the_usual_one() -> None:
    """It is no session of it, and no gap either."""
    plan = PLAN.with_swap("quad-set", item("heel-slide"), once="p/2026-11-26/session")

    assert (("needed", "3"), ("have", "2")) == one_advice(plan, good_days(plan, 3), 8).reasons[0].parts
    assert "advance" == one_advice(plan, good_days(plan, 4), 11).action


def test_a_bad_session_of_another_day_of_the_week_counts() -> None:
    """Knee pain on Thursday keeps Monday's exercise for the knee; a good Thursday is no evidence for it."""
    plan = Plan.weekly({"mon": QUAD, "thu": built("heel-slide")}, id="p", start=MONDAY, weeks=4, at="after-waking")
    good = good_days(plan, 2)
    bad = tell(good_days(plan, 1), plan.occurrences()[1], pain_during=7)

    assert ["not-enough-green"] == codes(advise(plan, good, as_of=day(4))[0])
    assert (("needed", "3"), ("have", "1")) == advise(plan, good, as_of=day(4))[0].reasons[0].parts
    assert ("ease", ["red-pain"]) == (advise(plan, bad, as_of=day(4))[0].action, codes(advise(plan, bad, as_of=day(4))[0]))


def test_days_off_are_no_gap_and_a_long_vacation_is_a_break() -> None:
    """A few days off end no run of good sessions; two weeks of them lead to starting again with less."""
    plan = planned(QUAD, every=1).skip(day(4), day(6))
    journal = EMPTY
    for one in plan.occurrences(end=day(8)):
        journal = tell(journal, one)

    assert "advance" == one_advice(plan, journal, 8).action
    away = planned(QUAD, every=1).skip(day(8), day(25))
    assert ("ease", ["away"], "1x5 hold 5s") == (
        one_advice(away, good_days(away, 8), 24).action,
        codes(one_advice(away, good_days(away, 8), 24)),
        str(one_advice(away, good_days(away, 8), 24).next_dose),
    )


def test_in_a_deload_no_dose_grows() -> None:
    """However good it goes; the review tells until when."""
    plan = planned(QUAD, every=1).deload(on=day(0), weeks=2)
    journal = good_days(plan, 9)
    found = one_advice(plan, journal, 9)

    assert ("hold", ["deload"], ("time",)) == (found.action, codes(found), found.would_change)
    assert "Keep to that until December 7, 2026." in pt.review(plan, journal, as_of=day(9)).to_text()


def test_the_locks_of_every_day_hold_for_all() -> None:
    """A routine of one day that was made under a lock locks the week."""
    plan = Plan.weekly(
        {"mon": QUAD, "thu": built("heel-slide", locks=("unreliable-pain",))}, id="p", start=MONDAY, weeks=6, at="after-waking"
    )
    journal = good_days(plan, 6)

    assert {("unreliable-pain",)} == {tuple(codes(one)) for one in advise(plan, journal, as_of=day(18))}


def test_following_reviews_stays_in_the_band() -> None:
    """A person who does all and follows every advice, week after week, climbs the ladder to the top and no further."""
    plan = planned(attrs.evolve(QUAD, screened_until=None), weeks=40)
    journal = EMPTY
    seen = []
    for one in plan.occurrences():
        journal = tell(journal, one)
        for advice in advise(plan, journal, as_of=one.day + timedelta(days=1)):
            if advice.action == "advance":
                plan = plan.follow(advice, on=one.day + timedelta(days=1))
                seen.append(str(plan.items_on(one.day + timedelta(days=1))[0].dose))

    assert ["1x12 hold 5s", "1x14 hold 5s", "1x16 hold 5s", "1x18 hold 5s", "1x20 hold 5s"] == seen


@pytest.mark.parametrize("authority", ["none", "within-bounds", "therapist-confirms"])
def test_a_prescribed_step_is_followed_with_a_name_only(authority: str) -> None:
    """Whatever was settled, what a clinician prescribed changes with a clinician's name."""
    plan = planned(prescribed({"quad-set": None}))
    step = one_advice(plan, good_days(plan, 3), 8, authority=authority)

    assert ("advance", "therapist") == (step.action, step.confirm_by)
    with pytest.raises(pt.HomeptError):
        plan.follow(step, on=day(8))
    assert step.next_dose == plan.follow(step, on=day(8), confirmed_by="A. Example").items_on(day(8))[0].dose


def test_a_review_lists_what_is_missing_on_days_off_too() -> None:
    """Who exercised on a day off is asked the same."""
    plan = PLAN.skip(day(0), day(1))
    journal = tell(EMPTY, plan.occurrence("p/2026-11-23/session"), morning=None)

    assert [("next-morning", 1)] == [(one.code, one.sessions) for one in pt.review(plan, journal, as_of=day(2)).missing]
    assert policies.progression().missed_days > 1
    assert CATALOG["quad-set"].id == "quad-set"
    assert PERSON.screened(MONDAY)
    assert at(0).date() == MONDAY
