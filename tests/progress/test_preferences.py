"""Likes and dislikes are read off a journal by two rules, each with the sessions that it counted."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import MONDAY, at, built, day, planned, tell
from ten_exercises import ten_exercises

import homept as pt
from homept import policies
from homept.errors import InvalidValue
from homept.progress import ExerciseReport, preferences
from homept.routine import Preference, Preferences
from homept.testing import journals

ROUTINE = built("heel-slide", "quad-set")
PLAN = planned(ROUTINE, every=2)
DUE = PLAN.occurrences()
JOURNAL = pt.Journal(replica="phone")


def left_out(reason: str, item: str = "quad-set") -> ExerciseReport:
    return ExerciseReport(item=item, status="skipped", skip_reason=reason)


def told(*sessions: tuple[ExerciseReport, ...] | str | None) -> pt.Journal:
    """A journal of the first sessions: items of one that was done in part, a reason to skip it, or None for no note."""
    journal = JOURNAL
    for occurrence, said in zip(DUE, sessions):
        if isinstance(said, str):
            journal = journal.skipped(occurrence, reason=said, at=at(occurrence.day), recorded_at=at(occurrence.day, 9))
        elif said is not None:
            journal = journal.done(occurrence, at=at(occurrence.day), recorded_at=at(occurrence.day, 9), items=said)
    return journal


def test_what_was_left_out_twice_by_choice_is_disliked() -> None:
    found = preferences(told((left_out("did-not-like-it"),), (), (left_out("did-not-like-it"),)), PLAN)

    reason = Preference(exercise="quad-set", kind="dislike", code="skipped-by-choice", count=2, days=(DUE[0].day, DUE[2].day))
    assert Preferences(dislikes={"quad-set"}, evidence=(reason,)) == found


def test_what_was_swapped_in_is_what_was_done() -> None:
    """The sessions tell of the exercise that they held, not of the one that was planned first."""
    held = {item.id for item in PLAN.phases[0].routine.items}
    plan = PLAN.with_swap("quad-set", built("bridge").items[0], on=DUE[0].day)

    found = preferences(told(*[()] * 6), plan)

    assert "quad-set" in held
    assert "bridge" in found.likes
    assert "quad-set" not in found.likes


@pytest.mark.parametrize("reason", ["pain", "no-time", "too-tired", "not-sure-how", "other", "illness"])
def test_no_other_reason_tells_of_a_dislike(reason: str) -> None:
    assert Preferences() == preferences(told(*[(left_out(reason),)] * 5), PLAN)


def test_once_is_not_enough_and_a_session_left_out_tells_of_no_exercise() -> None:
    assert Preferences() == preferences(told((left_out("did-not-like-it"),), ()), PLAN)
    assert Preferences() == preferences(told(*["did-not-like-it"] * 5), PLAN)


def test_what_was_done_whenever_it_was_due_is_liked() -> None:
    """In six sessions; those that were excused do not count."""
    five = told(*[()] * 5)
    six = told((), (), "illness", (), (), (), (left_out("illness"),), ())

    assert Preferences() == preferences(five, PLAN)
    found = preferences(six, PLAN)
    assert {"heel-slide"} == found.likes - {"quad-set"}
    days = tuple(DUE[number].day for number in (0, 1, 3, 4, 5, 6, 7))
    assert Preference(exercise="heel-slide", kind="like", code="done-whenever-due", count=7, days=days) in found.evidence
    quad = next(one for one in found.evidence if one.exercise == "quad-set")
    assert (6, 7) == (quad.count, len(days))


PARTLY = ExerciseReport(item="heel-slide", status="partial")


@pytest.mark.parametrize("gap", [None, "no-time", (left_out("no-time", "heel-slide"),), (PARTLY,)])
def test_a_session_that_was_missed_or_has_no_note_ends_a_like(gap: tuple[ExerciseReport, ...] | str | None) -> None:
    found = preferences(told((), (), (), gap, (), (), (), ()), PLAN)

    assert "heel-slide" not in found.likes


def test_only_what_was_known_and_due_by_a_day_counts() -> None:
    """Without a day, up to the last session with a note."""
    journal = told(*[()] * 7)

    assert {"heel-slide", "quad-set"} == preferences(journal, PLAN).likes
    assert {"heel-slide", "quad-set"} == preferences(journal, PLAN, as_of=DUE[6].day + (DUE[1].day - DUE[0].day)).likes
    assert frozenset() == preferences(journal, PLAN, as_of=DUE[5].day).likes
    assert frozenset() == preferences(journal, PLAN, as_of=day(40)).likes  # later ones have no note
    assert Preferences() == preferences(JOURNAL, PLAN) == preferences(JOURNAL, PLAN, as_of=MONDAY)
    with pytest.raises(InvalidValue, match=r"^preferences.as_of: expected a date"):
        preferences(journal, PLAN, as_of="2026-12-01")  # type: ignore[arg-type]


def test_the_numbers_of_a_policy_of_the_callers_own_count() -> None:
    strict = attrs.evolve(policies.building(), dislike_skips=1, like_sessions=2)

    found = preferences(told((left_out("did-not-like-it"),), ()), PLAN, policy=strict)

    assert ({"heel-slide"}, {"quad-set"}) == (set(found.likes), set(found.dislikes))


def test_both_sides_of_an_exercise_count_as_one_session() -> None:
    routine = pt.prescribe(
        ten_exercises(),
        {"quad-set": None},
        person=pt.Person(age=40, conditions=set()),
        by="X",
        on=MONDAY,
        sides={"quad-set": "left"},
    )
    other = attrs.evolve(routine.items[0], side="right")
    plan = planned(attrs.evolve(routine, items=(*routine.items, other)), every=2)
    journal = JOURNAL
    for one in plan.occurrences()[:2]:
        skipped = [left_out("did-not-like-it", f"quad-set/{side}") for side in ("left", "right")]
        journal = tell(journal, one, items=skipped)

    assert 2 == preferences(journal, plan).evidence[0].count


@given(journals(plan=PLAN), st.none() | st.dates())
def test_what_is_found_is_of_the_plan_and_has_its_evidence(journal: pt.Journal, as_of: object) -> None:
    found = preferences(journal, PLAN, as_of=as_of)  # type: ignore[arg-type]

    assert found.likes | found.dislikes <= {"heel-slide", "quad-set"}
    assert sorted(found.likes | found.dislikes) == [one.exercise for one in found.evidence]
    for one in found.evidence:
        assert (one.exercise in found.likes) == (one.kind == "like")
        assert len(one.days) == one.count


def test_they_go_into_the_next_wish() -> None:
    tastes = preferences(told((left_out("did-not-like-it"),), (left_out("did-not-like-it"),)), PLAN)
    wish = pt.Request(regions={"knee"}, minutes=15, preferences=tastes)

    assert tastes == wish.preferences
    assert "quad-set" not in repr(wish)
