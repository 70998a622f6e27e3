"""Not asked is not no: what is not known leads to less, and a sign stops everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from asked import ALL_CLEAR, ASKED_ON, CATALOG, ON, OUTCOMES, outcomes, person, standing
from hypothesis import given
from hypothesis import strategies as st

import homept as pt
from homept.errors import InvalidValue, StopAndContact
from homept.safety import Clearance, Override, Screening, judge, screen, screening_questions, verdict_table
from homept.safety.tables import STOP_KINDS

KINDS = {question.id: question.kind for question in screening_questions()}
LIFTABLE = sorted(id for id, kind in KINDS.items() if kind != "emergency")
EMERGENCIES = sorted(id for id, kind in KINDS.items() if kind == "emergency")
LOW_RISK = {"ankle-pump", "heel-slide", "quad-set", "shoulder-blade-squeeze"}


def told(*questions: str, on: date = ASKED_ON) -> Screening:
    """A screening with a yes to some questions and a no to the others."""
    return Screening(on=on, answers={**dict(ALL_CLEAR.answers), **dict.fromkeys(questions, "yes")})


def word(kind: type[Clearance] | type[Override], scope: str, on: date = ON, expires: date | None = None) -> Clearance | Override:
    if kind is Clearance:
        return Clearance(by="A. Example", role="nurse", on=on, scope={scope}, expires=expires)
    return Override(by="A. Example", role="nurse", on=on, scope={scope}, expires=expires, why="seen today")


def with_word(who: pt.Person, said: Clearance | Override) -> pt.Person:
    return attrs.evolve(who, clearances=[said]) if isinstance(said, Clearance) else attrs.evolve(who, overrides=[said])


UNSCREENED: dict[str, Callable[[], pt.Person]] = {
    "never screened": lambda: person(screening=None),
    "nothing asked": lambda: person(screening=Screening(on=ASKED_ON, answers={})),
    "one question left out": lambda: person(
        screening=Screening(on=ASKED_ON, answers=[one for one in ALL_CLEAR.answers if one[0] != "fever"])
    ),
    "one answer not known": lambda: person(
        screening=Screening(on=ASKED_ON, answers={**dict(ALL_CLEAR.answers), "fever": "unknown"})
    ),
    "expired": lambda: person(screening=Screening.all_clear(on=ON - timedelta(days=43))),
    "not yet made": lambda: person(screening=Screening.all_clear(on=ON + timedelta(days=1))),
    "overtaken by a fall": lambda: person(changed_on=ON),
    "not asked about conditions": lambda: person(conditions=None),
}


@pytest.mark.parametrize("make", UNSCREENED.values(), ids=UNSCREENED)
def test_who_was_not_asked_everything_gets_the_low_risk_set_only(make: Callable[[], pt.Person]) -> None:
    """On a chair or a bed, no load, no end of range, no risk of falling; all else waits for the screening."""
    found = outcomes(make())

    assert LOW_RISK == {id for id, outcome in found.items() if outcome == "include"}
    assert {"needs-clearance"} == {outcome for id, outcome in found.items() if id not in LOW_RISK}
    assert "needs-clearance" == standing("calf-raise", make())["not-screened"]


@pytest.mark.parametrize("make", UNSCREENED.values(), ids=UNSCREENED)
def test_a_routine_for_who_was_not_asked_everything_says_so(make: Callable[[], pt.Person]) -> None:
    who = attrs.evolve(make(), equipment={"chair", "wall", "counter", "pillow"})

    routine = pt.build_routine(CATALOG, who, pt.Request(minutes=60, max_exercises=10), on=ON)

    assert LOW_RISK == {item.exercise.id for item in routine.items}
    assert ("not-screened",) == routine.marks
    assert routine.screened_until is None
    assert "not-screened" in routine.locks
    assert "You have not answered all the safety questions yet." in routine.to_text()


def test_who_was_asked_everything_carries_no_mark() -> None:
    routine = pt.build_routine(CATALOG, person(equipment={"wall"}), pt.Request(minutes=60), on=ON)

    assert () == routine.marks
    assert ASKED_ON + timedelta(days=42) == routine.screened_until
    assert {"include"} == set(outcomes(person()).values())


WITH_LOAD = pt.DoseBand(
    low=pt.Dose.parse("1x5 load 1kg"), start=pt.Dose.parse("1x5 load 1kg"), high=pt.Dose.parse("1x8 load 1kg")
)


@pytest.mark.parametrize(
    "changes",
    [
        {"surface": "floor"},
        {"surface": "feet"},
        {"fall_risk": 1},
        {"level": 2},
        {"end_range": True},
        {"traits": ("standing",)},
        {"traits": ("lying-flat", "trunk-effort")},
        {"dose": WITH_LOAD},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_each_part_of_low_risk_counts(changes: dict[str, Any]) -> None:
    """Floor, standing, risk of falling, level, end of range, hard traits, load: any of them waits for the screening."""
    easy = CATALOG["shoulder-blade-squeeze"]
    risky = attrs.evolve(easy, **changes)

    assert "include" == judge(easy, person(screening=None), on=ON).outcome
    assert "needs-clearance" == judge(risky, person(screening=None), on=ON).outcome
    assert "include" == judge(risky, person(), on=ON).outcome


def test_a_condition_that_the_rules_do_not_know_makes_everything_need_clearance() -> None:
    assert {"needs-clearance"} == set(outcomes(person(other_conditions=["Ehlers-Danlos syndrome"])).values())


def test_an_unknown_age_counts_as_an_older_adult() -> None:
    """An adult whose age is not known stays near something to hold on to, as one of 65 does."""
    unknown, old, young = (person(age=age, adult=True) for age in (None, 65, 64))

    assert outcomes(old) == outcomes(unknown)
    assert {"older-adult-support": "modify"} == standing("calf-raise", unknown)
    assert {} == standing("calf-raise", young)


@pytest.mark.parametrize(
    ("age", "adult", "code"),
    [
        (17, None, "not-an-adult"),
        (17, True, "not-an-adult"),
        (None, False, "not-an-adult"),
        (40, False, "not-an-adult"),
        (None, None, "adulthood-unknown"),
    ],
)
def test_who_is_not_known_to_be_an_adult_is_stopped(age: int | None, adult: bool | None, code: str) -> None:
    with pytest.raises(StopAndContact) as caught:
        screen(person(age=age, adult=adult), on=ON)

    assert ("out-of-scope", (code,)) == (caught.value.kind, caught.value.codes)


@pytest.mark.parametrize(("age", "adult"), [(18, None), (None, True), (90, True)])
def test_an_adult_is_not_stopped(age: int | None, adult: bool | None) -> None:
    screen(person(age=age, adult=adult), on=ON)


@pytest.mark.parametrize("question", KINDS)
def test_a_yes_to_any_question_stops(question: str) -> None:
    """With its own kind, its code, and one sentence of what to do now."""
    with pytest.raises(StopAndContact) as caught:
        screen(person(screening=told(question)), on=ON)

    assert (KINDS[question], (question,), 1) == (caught.value.kind, caught.value.codes, len(caught.value.sentences))
    assert caught.value.sentences[0] == caught.value.to_text()


@pytest.mark.parametrize("question", KINDS)
def test_a_yes_does_not_expire(question: str) -> None:
    """An old screening no longer clears anybody, yet its warning stands until a newer one says no."""
    with pytest.raises(StopAndContact):
        screen(person(screening=told(question, on=ON - timedelta(days=400))), on=ON)


@given(st.sets(st.sampled_from(sorted(KINDS)), min_size=1), st.booleans())
def test_the_most_urgent_sign_comes_first(questions: set[str], adult: bool) -> None:
    """Every sign is told once, in the order of urgency; the kind is that of the first."""
    with pytest.raises(StopAndContact) as caught:
        screen(person(age=None, adult=adult or None, screening=told(*questions)), on=ON)

    stop = caught.value
    kinds = [KINDS.get(code, "out-of-scope") for code in stop.codes]
    assert questions | (set() if adult else {"adulthood-unknown"}) == set(stop.codes)
    assert len(stop.codes) == len(set(stop.codes))
    assert sorted(kinds, key=STOP_KINDS.index) == kinds
    assert kinds[0] == stop.kind
    assert len(stop.sentences) == len(set(stop.sentences)) <= len(stop.codes)


def test_the_error_itself_tells_no_health_data() -> None:
    """Errors go to logs; what to tell the person is in its attributes."""
    with pytest.raises(StopAndContact) as caught:
        screen(person(screening=told("chest-pain", "fever")), on=ON)

    expected = "no routine is built: the screening gave an answer of the kind 'emergency'; show .sentences to the person"
    assert expected == str(caught.value)
    assert "StopAndContact(kind='emergency', 2 codes)" == repr(caught.value)


def test_nothing_is_built_past_a_stop_whatever_else_is_wrong_with_the_wish() -> None:
    """The stop comes before the search, so that it is never hidden behind a wish that cannot be met."""
    who = person(screening=told("chest-pain"))
    impossible = pt.Request(regions={"jaw"}, minutes=1)

    with pytest.raises(StopAndContact):
        pt.build_routine(CATALOG, who, impossible, on=ON)
    with pytest.raises(StopAndContact):
        pt.prescribe(CATALOG, {}, person=who, by="A. Example", on=ON)


@pytest.mark.parametrize("kind", [Clearance, Override])
@pytest.mark.parametrize("question", LIFTABLE)
def test_a_clinician_who_knows_of_a_sign_may_let_the_person_go_on(question: str, kind: type[Clearance] | type[Override]) -> None:
    """Whom homept was not made for needs more: an override, which holds the reason why."""
    who = with_word(person(screening=told(question)), word(kind, question))

    if kind is Clearance and KINDS[question] == "out-of-scope":
        with pytest.raises(StopAndContact):
            screen(who, on=ON)
    else:
        screen(who, on=ON)


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"age": 17}, "not-an-adult"), ({"adult": False}, "not-an-adult"), ({"age": None}, "adulthood-unknown")],
)
def test_a_child_needs_an_override(fields: dict[str, Any], code: str) -> None:
    who = person(**fields)

    for said in (None, word(Clearance, code)):
        with pytest.raises(StopAndContact):
            screen(who if said is None else with_word(who, said), on=ON)
    screen(with_word(who, word(Override, code)), on=ON)


@pytest.mark.parametrize("question", LIFTABLE)
def test_a_sign_that_was_lifted_shows_wherever_the_routine_goes(question: str) -> None:
    """With who lifted it, when and why: on each item, and on the sheet."""
    who = with_word(person(screening=told(question)), word(Override, question))

    routine = pt.build_routine(CATALOG, who, pt.Request(minutes=30), on=ON)

    said = "override by A. Example (nurse), 2026-11-23: seen today"
    for item in routine.items:
        assert [said] == [reason.lifted_by for reason in item.reasons if reason.code == "sign-allowed"]
    assert said in " ".join(routine.to_text().split())
    assert said in " ".join(verdict_table(CATALOG, who, on=ON).to_text().split())


def test_a_sign_that_nobody_lifted_adds_no_reason() -> None:
    assert all("sign-allowed" not in standing(id, person(screening=told("dizziness"))) for id in CATALOG)


@pytest.mark.parametrize("kind", [Clearance, Override])
@pytest.mark.parametrize("question", EMERGENCIES)
def test_nobody_lifts_an_emergency(question: str, kind: type[Clearance] | type[Override]) -> None:
    with pytest.raises(StopAndContact):
        screen(with_word(person(screening=told(question)), word(kind, question)), on=ON)


@pytest.mark.parametrize(
    ("said", "lifts"),
    [
        (word(Clearance, "dizziness", on=ASKED_ON), True),
        (word(Clearance, "dizziness", on=ON, expires=ON), True),
        (word(Clearance, "dizziness", on=ASKED_ON - timedelta(days=1)), False),  # told after it was given
        (word(Override, "dizziness", on=ASKED_ON - timedelta(days=1)), False),
        (word(Clearance, "dizziness", on=ON + timedelta(days=1)), False),  # not given yet
        (word(Clearance, "dizziness", on=ASKED_ON, expires=ON - timedelta(days=1)), False),
        (word(Clearance, "fever", on=ON), False),  # for something else
        (word(Clearance, "bridge", on=ON), False),
    ],
)
def test_a_sign_is_lifted_only_by_a_word_on_it_that_was_given_after_it_and_holds(said: Clearance | Override, lifts: bool) -> None:
    who = with_word(person(screening=told("dizziness")), said)

    if lifts:
        screen(who, on=ON)
    else:
        with pytest.raises(StopAndContact):
            screen(who, on=ON)


def test_one_lifted_sign_leaves_the_others() -> None:
    who = with_word(person(screening=told("dizziness", "fever")), word(Clearance, "dizziness"))

    with pytest.raises(StopAndContact) as caught:
        screen(who, on=ON)
    assert ("fever",) == caught.value.codes


@pytest.mark.parametrize("on", [datetime(2026, 11, 23), "2026-11-23", None])
def test_the_day_asked_about_must_be_a_date(on: object) -> None:
    with pytest.raises(InvalidValue) as caught:
        screen(person(), on=on)  # type: ignore[arg-type]  # what is tested

    assert "on: expected a date without a time, such as date(2026, 11, 23)" == str(caught.value)


def test_the_outcomes_here_are_those_of_the_library() -> None:
    from homept.safety.verdict import OUTCOMES as KNOWN

    assert KNOWN == OUTCOMES
