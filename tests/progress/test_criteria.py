"""Criteria of phases: met, not met or unknown, with what they rest on; nothing is entered by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from recorded import MONDAY, at, built, day, good_days, planned, skip, tell

import homept as pt
from homept.errors import InvalidValue
from homept.plan import Criterion, Frequency, Phase, Plan, Slot
from homept.progress import CriterionState, Journal, phase_progress

QUAD = built("quad-set")
EMPTY = Journal(replica="phone-1")


def phase(id: str, **fields: Any) -> Phase:
    usual: dict[str, Any] = {
        "routine": QUAD,
        "weeks": 4,
        "frequency": Frequency(every_days=3),
        "slots": [Slot(name="session", habit="after-waking")],
    }
    return Phase(id=id, **{**usual, **fields})


def plan(*criteria: Criterion, entry: tuple[Criterion, ...] = ()) -> Plan:
    return Plan(id="p", phases=[phase("one", start=MONDAY, exit=criteria), phase("two", entry=entry)])


def only(states: tuple[CriterionState, ...]) -> CriterionState:
    (one,) = states
    return one


def state(criterion: Criterion, journal: Journal = EMPTY, as_of: int = 8, **fields: Any) -> CriterionState:
    """Return how the only criterion of the first phase stands."""
    return only(phase_progress(plan(criterion), journal, as_of=day(as_of), **fields))


def found(*args: Any, **fields: Any) -> tuple[str, str | None]:
    one = state(*args, **fields)
    return one.state, one.have


# -- each kind ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("as_of", "expected"), [(13, ("not-met", "1")), (14, ("met", "2"))])
def test_weeks(as_of: int, expected: tuple[str, str]) -> None:
    """Whole weeks from the start of the phase."""
    assert expected == found(Criterion(kind="weeks-passed", weeks=2), as_of=as_of)


def test_sessions() -> None:
    """Sessions of this phase that were done; where those without a note could make it, nobody knows."""
    wanted = Criterion(kind="sessions-done", sessions=3)
    two = good_days(plan(wanted), 2)

    assert ("met", "3") == found(wanted, good_days(plan(wanted), 3))
    assert ("unknown", "2") == found(wanted, two)
    assert ("not-met", "2") == found(wanted, two, as_of=6)
    assert ("not-met", "2") == found(wanted, skip(two, plan(wanted).occurrences()[2], "no-time"))
    assert {entry.id for entry in two.entries if entry.report.happened_at in (at(0), at(3))} == set(state(wanted, two).evidence)  # type: ignore[union-attr]


def test_sessions_of_days_off_are_not_waited_for() -> None:
    """Done on a day off a session counts; not done it is no unknown."""
    wanted = Criterion(kind="sessions-done", sessions=3)
    off = plan(wanted).skip(day(6), day(7))
    two = good_days(plan(wanted), 2)

    assert "not-met" == only(phase_progress(off, two, as_of=day(8))).state
    assert "met" == only(phase_progress(off, good_days(plan(wanted), 3), as_of=day(8))).state


def pain(*words: str) -> tuple[str, str | None]:
    """Tell of sessions in order, and return how two calm ones at the end stand."""
    wanted = Criterion(kind="pain-settled", sessions=2)
    journal = EMPTY
    told: dict[str, dict[str, Any]] = {"red": {"pain_during": 7}, "amber": {"pain_during": 4}, "blank": {"symptoms": None}}
    for one, word in zip(plan(wanted).occurrences(), words, strict=False):
        if word in ("illness", "pain"):
            journal = skip(journal, one, word)
        elif word != "none":
            journal = tell(journal, one, **told.get(word, {}))
    return found(wanted, journal, as_of=3 * len(words) - 1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("good good", ("met", "2")),
        ("red good good", ("met", "2")),
        ("good", ("unknown", "1")),
        ("good red", ("not-met", "1")),
        ("amber good", ("not-met", "1")),
        ("good pain", ("not-met", "1")),
        ("good blank", ("unknown", "1")),
        ("good good none", ("unknown", "1")),
        ("good good illness", ("met", "2")),
        ("none", ("unknown", "0")),
    ],
)
def test_pain_that_has_settled(words: str, expected: tuple[str, str]) -> None:
    """The last sessions are all green; a bad one is not settled, and a missing answer or note is unknown."""
    assert expected == pain(*words.split())


def test_pain_is_judged_by_the_callers_policies() -> None:
    """Without a policy for the region no session is green."""
    wanted = Criterion(kind="pain-settled", sessions=2)

    assert ("unknown", "0") == found(wanted, good_days(plan(wanted), 2), as_of=5, pain_gates=[])


def test_what_no_policy_can_call_green_does_not_keep_the_rest_from_it() -> None:
    """The ankle has no published band, so its policy only tells when pain is too much."""
    wanted = Criterion(kind="pain-settled", sessions=2)
    mixed, ankle = (
        Plan(id="p", phases=[phase("one", start=MONDAY, exit=(wanted,), routine=built(*ids))])
        for ids in (("ankle-pump", "quad-set"), ("ankle-pump",))
    )

    assert "met" == only(phase_progress(mixed, good_days(mixed, 2), as_of=day(5))).state
    assert "unknown" == only(phase_progress(ankle, good_days(ankle, 2), as_of=day(5))).state
    hurt = tell(good_days(mixed, 1), mixed.occurrences()[1], pain_during=9)
    assert "not-met" == only(phase_progress(mixed, hurt, as_of=day(5))).state


def test_days_off_do_not_unsettle() -> None:
    """A session of a day off without a note is left out; days of the phase before too."""
    wanted = Criterion(kind="pain-settled", sessions=2)
    off = plan(wanted).skip(day(6), day(7))

    assert "met" == only(phase_progress(off, good_days(off, 2), as_of=day(8))).state


def test_a_value_in_another_unit_is_not_compared() -> None:
    """Only measures of one's own can have two units."""
    journal = EMPTY.measured("clinic.grip", Decimal(95), "percent", at=at(1), recorded_at=at(1))
    wanted = Criterion(kind="measure-reached", measure="clinic.grip", unit="kg", at_least=Decimal(20))

    assert ("unknown", None) == found(wanted, journal)


def measured(*values: tuple[str, str, int], side: str | None = None) -> Journal:
    """Write down values of a measure, with the day and its side."""
    journal = EMPTY
    for value, where, when in values:
        journal = journal.measured(
            "knee-flexion", Decimal(value), "degrees", at=at(when), recorded_at=at(when), side=where or side
        )
    return journal


@pytest.mark.parametrize(
    ("journal", "limit", "expected"),
    [
        (EMPTY, {"at_least": Decimal(90)}, ("unknown", None)),
        (measured(("90", "", 1)), {"at_least": Decimal(90)}, ("met", "90 degrees")),
        (measured(("89.5", "", 1)), {"at_least": Decimal(90)}, ("not-met", "89.5 degrees")),
        (measured(("95", "", 1), ("85", "", 2)), {"at_least": Decimal(90)}, ("not-met", "85 degrees")),
        (measured(("95", "left", 1), ("85", "right", 1)), {"at_least": Decimal(90)}, ("not-met", "95 degrees, 85 degrees")),
        (measured(("95", "left", 1), ("85", "right", 1)), {"at_least": Decimal(90), "side": "left"}, ("met", "95 degrees")),
        (measured(("5", "", 1)), {"at_most": Decimal(5)}, ("met", "5 degrees")),
        (measured(("6", "", 1)), {"at_most": Decimal(5)}, ("not-met", "6 degrees")),
        (measured(("95", "", 9)), {"at_least": Decimal(90)}, ("unknown", None)),
    ],
)
def test_measures(journal: Journal, limit: dict[str, Any], expected: tuple[str, str | None]) -> None:
    """The newest value of each side that counts, in the unit asked for; a value of a later day is not known yet."""
    assert expected == found(Criterion(kind="measure-reached", measure="knee-flexion", unit="degrees", **limit), journal)


def test_a_dose_at_its_top() -> None:
    """The highest of its band; an exercise that the plan does not have is unknown, and has no name."""
    wanted = Criterion(kind="dose-reached", item="quad-set")
    top = plan(wanted).with_dose("quad-set", QUAD.items[0].band.high, on=day(2))

    assert "not-met" == state(wanted).state
    assert "met" == only(phase_progress(top, EMPTY, as_of=day(2))).state
    other = state(Criterion(kind="dose-reached", item="bridge"))
    assert ("unknown", "") == (other.state, other.name)


def test_the_therapist() -> None:
    """Nobody asked is unknown; with the name it is met."""
    wanted = Criterion(kind="therapist-agrees")

    assert ("unknown", None) == found(wanted)
    assert ("met", "A. Example") == found(wanted, agreed_by="A. Example")


# -- which criteria -----------------------------------------------------------------------------------------------------------


def test_leaving_this_phase_and_entering_the_next() -> None:
    """In this order; after the last phase only what it takes to leave it."""
    weeks, agrees = Criterion(kind="weeks-passed", weeks=1), Criterion(kind="therapist-agrees")
    both = plan(weeks, entry=(agrees,))

    states = phase_progress(both, EMPTY, as_of=day(8))
    assert [("one", "exit", weeks), ("two", "entry", agrees)] == [(one.phase, one.when, one.criterion) for one in states]
    entered = both.enter_phase("two", on=day(9), confirmed_by="A. Example")
    assert () == phase_progress(entered, EMPTY, as_of=day(10))
    assert ["not-met"] == [one.state for one in phase_progress(entered, EMPTY, as_of=day(6))]


def test_before_the_start_there_is_nothing_to_tell() -> None:
    """After the end of the last phase there is."""
    wanted = plan(Criterion(kind="weeks-passed", weeks=4))

    assert () == phase_progress(wanted, EMPTY, as_of=day(-1))
    assert ["met"] == [one.state for one in phase_progress(wanted, EMPTY, as_of=day(60))]
    with pytest.raises(InvalidValue, match=r"phase_progress.as_of"):
        phase_progress(wanted, EMPTY, as_of="2026-11-30")  # type: ignore[arg-type]


def test_nothing_is_entered_by_itself() -> None:
    """With every criterion met the plan is what it was."""
    wanted = plan(Criterion(kind="weeks-passed", weeks=1))
    phase_progress(wanted, EMPTY, as_of=day(20))

    assert wanted.phase("two").start is None
    assert "one" == wanted.phase_on(day(20)).id  # type: ignore[union-attr]


# -- words --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        (Criterion(kind="weeks-passed", weeks=1), "1 week in this part of your plan. You are there. So far: 1."),
        (Criterion(kind="sessions-done", sessions=3), "3 sessions done. We do not know this yet. So far: 0."),
        (Criterion(kind="pain-settled", sessions=3), "Low pain in your last 3 sessions. We do not know this yet. So far: 0."),
        (
            Criterion(kind="measure-reached", measure="knee-flexion", unit="degrees", at_least=Decimal(90)),
            "A score of 90 degrees or more for: Knee bent. We do not know this yet.",
        ),
        (
            Criterion(kind="measure-reached", measure="sit-to-stand-5", unit="seconds", at_most=Decimal(12)),
            "A score of 12 seconds or less for: Time for five stands. We do not know this yet.",
        ),
        (Criterion(kind="dose-reached", item="quad-set"), "Quad set: you do the most that it is made for. Not yet."),
        (Criterion(kind="therapist-agrees"), "Your therapist agrees. We do not know this yet."),
    ],
)
def test_in_words(criterion: Criterion, expected: str) -> None:
    """What it asks for, how it stands, and what there is so far."""
    assert expected == state(criterion).text()


def test_the_review_shows_them() -> None:
    """With whose decision it is; not while the plan is on pause, and not where there are none."""
    wanted = plan(Criterion(kind="weeks-passed", weeks=2))
    review = pt.review(wanted, EMPTY, as_of=day(8))

    assert phase_progress(wanted, EMPTY, as_of=day(8)) == review.criteria
    assert "Before the next part of your plan\n  - 2 weeks in this part of your plan. Not yet. So far: 1.\n" in review.to_text()
    assert "Your therapist decides when you move on." in review.to_text()
    paused = EMPTY.symptoms({"chest-pain"}, at=at(1), recorded_at=at(1))
    assert "Before the next part" not in pt.review(wanted, paused, as_of=day(8)).to_text()
    assert "Before the next part" not in pt.review(planned(QUAD), EMPTY, as_of=day(8)).to_text()
    assert attrs.evolve(review, criteria=()) != review
