"""A week as a whole: muscles rest between days of strength work, and every day keeps the limits and explains itself."""

from __future__ import annotations

import pickle
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wishes import APART, CATALOG, ON, POLICY, fit, out_of_position, time_of, too_hard, unsafe, varied_catalogs

import homept as pt
from homept import codec, vocabulary
from homept.errors import HomeptError, InvalidValue, NothingFits, StopAndContact
from homept.routine import LeftOut, Week, WeekDay, alternatives, build_week, swap
from homept.routine.scoring import strengthens
from homept.routine.week import WEEKDAYS
from homept.testing import people, requests

PEOPLE = people(on=ON, all_clear=True)
Case = tuple[pt.Catalog, pt.Person, pt.Request, list[str], Week | None]
SOME_DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[pt.Catalog, pt.Person, pt.Request, list[str], Week | None]:
    """A week, with what it was built of; None where nothing fits."""
    catalog = draw(st.just(CATALOG) | st.just(APART) | varied_catalogs())
    person = draw(st.just(fit()) | PEOPLE)
    goals = st.frozensets(st.sampled_from(("strength", "balance", "mobility", "posture")), max_size=3)
    wide = st.builds(pt.Request, minutes=st.integers(5, 60), max_exercises=st.none() | st.integers(1, 4), goals=goals)
    request = attrs.evolve(draw(wide | wide | requests(catalog=catalog)), days_per_week=None)
    days = draw(SOME_DAYS)
    try:
        return catalog, person, request, days, build_week(catalog, person, request, on=ON, days=days)
    except NothingFits:
        return catalog, person, request, days, None


def strengthened(week: Week, day: str) -> set[str]:
    """The muscles that strength work is for on a day."""
    routine = week.routines.get(day)
    items = routine.items if routine is not None else ()
    return {muscle for item in items if item.exercise.kind == "strength" for muscle in item.exercise.muscles}


@given(weeks())
def test_no_muscle_is_strengthened_on_two_days_in_a_row(
    case: Case,
) -> None:
    """Nor on Sunday and Monday; and on no more days than the policy allows."""
    week = case[-1]
    if week is None:
        return

    for one, other in pairwise((*WEEKDAYS, "mon")):
        assert not strengthened(week, one) & strengthened(week, other)
    strong = [day for day in WEEKDAYS if strengthened(week, day)]
    assert len(strong) <= POLICY.week.max_strength_days
    assert set(strong) <= {one.day for one in week.days if one.strengthens}


@given(weeks())
def test_each_day_keeps_every_limit_of_the_wish(case: Case) -> None:
    """Minutes, exercises, level, positions, safety; what must not be in it never is, and what must is on every day it may."""
    catalog, person, request, days, week = case
    if week is None:
        return

    assert [day for day in WEEKDAYS if day in days] == [one.day for one in week.days]
    assert {one.day for one in week.days if one.routine is not None} == set(week.routines)
    for one in week.days:
        if one.routine is None:
            assert not one.strengthens
            continue
        ids = {item.exercise.id for item in one.routine.items}
        assert one.routine.seconds <= request.minutes * 60
        assert len(ids) <= (request.max_exercises or POLICY.max_exercises)
        assert not ids & request.must_not
        rests = {id for id in request.must_have if catalog[id].kind == "strength" and not one.strengthens}
        assert request.must_have - rests == request.must_have & ids
        for item in one.routine.items:
            assert not unsafe(item.exercise, person)
            assert not out_of_position(item.exercise, person, request)
            assert not too_hard(item.exercise, request)
            assert time_of(item.exercise, person, request) == item.seconds
            assert one.strengthens or item.exercise.kind != "strength"


@given(weeks())
def test_each_day_explains_every_exercise(case: Case) -> None:
    """Chosen, or left out for one reason; what rests is told as rest."""
    catalog, _, _, _, week = case
    if week is None:
        return

    for one in week.days:
        left = one.left_out
        picked: list[str] = []
        if one.routine is not None:
            assert one.routine.explanation is not None
            left = one.routine.explanation.left_out
            picked = [pick.exercise for pick in one.routine.explanation.picks]
            proof = one.routine.explanation.proof
            assert proof.proven
            assert sum(pick.points for pick in one.routine.explanation.picks) == proof.points
        assert sorted([*picked, *(reason.exercise for reason in left)]) == sorted(catalog)
        for reason in left:
            if reason.code == "rest":
                assert not one.strengthens
                assert "strength" == catalog[reason.exercise].kind
        # A day without a routine has nothing left that may be done on it.
        assert one.routine is not None or not {"disliked", "covered", "count"} & {reason.code for reason in left}
    text = week.to_text()
    assert "{" not in text
    assert all(len(line) <= 88 for line in text.splitlines())


@given(weeks())
def test_balance_is_on_three_days_where_it_is_wished_and_can_be(case: Case) -> None:
    """Or the week says that it is not; whoever asks for it gets it on each day that has too few of them to spare."""
    catalog, _, request, _, week = case
    if week is None or "balance" not in vocabulary.with_children("goals", request.goals):
        return
    days = sum(any("balance" in item.exercise.goals for item in routine.items) for routine in week.routines.values())

    assert ("few-balance-days" in week.marks) == (days < POLICY.week.min_balance_days)
    if days < POLICY.week.min_balance_days and not request.must_have and not request.weights:
        for one in week.days:
            left = one.routine.explanation.left_out if one.routine is not None and one.routine.explanation else one.left_out
            has = one.routine is not None and any("balance" in item.exercise.goals for item in one.routine.items)
            could = [reason.exercise for reason in left if reason.code in ("covered", "count", "disliked")]
            assert has or not any("balance" in catalog[id].goals for id in could)


@given(weeks())
def test_each_day_has_some_mobility_where_there_is_room_for_it(case: Case) -> None:
    """Three exercises are enough for all that a day needs."""
    catalog, _, request, _, week = case
    if week is None or request.must_have or request.weights or request.preferences is not None or request.minutes < 60:
        return
    if (request.max_exercises or POLICY.max_exercises) < 3:
        return
    for routine in week.routines.values():
        assert routine.explanation is not None
        kinds = {item.exercise.kind for item in routine.items}
        families = {item.exercise.family for item in routine.items}
        could = {
            catalog[reason.exercise].kind
            for reason in routine.explanation.left_out
            if reason.code in ("covered", "count") and catalog[reason.exercise].family not in families
        }
        assert kinds & {"mobility", "stretch"} or not could & {"mobility", "stretch"}


@given(weeks())
def test_equal_input_gives_an_equal_week(case: Case) -> None:
    """In whichever order the days are named, and through its stored form."""
    catalog, person, request, days, week = case
    if week is None:
        with pytest.raises(NothingFits):
            build_week(catalog, person, request, on=ON, days=days)
        return

    again = build_week(*pickle.loads(pickle.dumps((catalog, person, request))), on=ON, days=" ".join(reversed(days)))

    assert week == again == codec.from_json(codec.to_json(week), Week)
    assert week.to_text() == again.to_text()


@given(weeks())
def test_nothing_fits_a_week_only_where_nothing_fits_a_day(
    case: Case,
) -> None:
    catalog, person, request, _, week = case
    try:
        pt.build_routine(catalog, person, request, on=ON)
        single = True
    except NothingFits:
        single = False

    assert single == (week is not None)


def week_of(days: int | str, **fields: object) -> Week:
    """The week of a fit person."""
    request = pt.Request(**{"minutes": 30, **fields}, days_per_week=days if isinstance(days, int) else None)  # type: ignore[arg-type]
    return build_week(APART, fit(), request, on=ON, days=days if isinstance(days, str) else None)


@pytest.mark.parametrize(
    ("days", "names", "strong"),
    [
        (1, "mon", "mon"),
        (2, "mon thu", "mon thu"),
        (3, "mon wed fri", "mon wed fri"),
        (4, "mon tue thu sat", "mon thu sat"),
        (5, "mon tue wed fri sat", "mon wed fri"),
        (6, "mon tue wed thu fri sat", "mon wed fri"),
        (7, "mon tue wed thu fri sat sun", "mon wed fri"),
        ("mon tue", "mon tue", "mon"),
        ("sun mon", "mon sun", "mon"),
        ("sun mon wed", "mon wed sun", "mon wed"),
        ("fri, sat, sun", "fri sat sun", "fri sun"),
    ],
)
def test_the_days_are_spread_and_strength_work_has_a_day_in_between(days: int | str, names: str, strong: str) -> None:
    week = week_of(days)

    assert names.split() == [one.day for one in week.days]
    assert strong.split() == [one.day for one in week.days if one.strengthens]


def test_a_wish_for_strength_alone_leaves_days_of_rest() -> None:
    """Which say so, with every reason."""
    week = week_of(7, regions={"knee"}, goals={"strength"})

    assert ["mon", "wed", "fri"] == list(week.routines)
    tuesday = week.days[1]
    assert "rest" == {one.exercise: one.code for one in tuesday.left_out}["quad-set"]
    text = " ".join(week.to_text().split())
    assert "Tuesday: no exercises. Your muscles rest on this day." in text
    assert "Not on this day, so that your muscles can rest: Quad set." in text


def test_the_sheet_names_what_rests_only_where_the_week_has_it() -> None:
    """The catalog has a hundred strength exercises that nobody thinks of on a Tuesday; the explanation has them all."""
    request = pt.Request(goals={"strength", "mobility"}, minutes=10, max_exercises=3)
    week = build_week(pt.load_catalog(), fit(), request, on=ON, days="mon tue thu")
    tuesday = week.routines["tue"]
    here = {item.exercise.name for routine in week.routines.values() for item in routine.items}
    assert tuesday.explanation is not None
    resting = [one.name for one in tuesday.explanation.left_out if one.code == "rest"]
    assert len(resting) > 50
    told = [name for name in resting if name in here]
    assert told

    text = " ".join(week.to_text().split())

    assert f"Not on this day, so that your muscles can rest: {', '.join(told)}. Thursday" in text


def test_too_few_days_of_strength_or_balance_are_told() -> None:
    week = week_of("mon tue", goals={"strength", "balance"})

    assert ("few-strength-days", "few-balance-days") == week.marks
    assert "! There are few days for strength" in week.to_text()
    assert () == week_of("mon wed fri", goals={"strength", "balance"}).marks


def test_a_swap_on_a_day_of_rest_brings_no_strength_work() -> None:
    week = build_week(CATALOG, fit(), pt.Request(goals={"mobility", "strength"}, minutes=15), on=ON, days="mon tue")
    rest = week.routines["tue"]

    found = [one for item in rest.items for one in alternatives(rest, item.id, catalog=CATALOG, person=fit(), on=ON)]

    assert not any(strengthens(one.exercise) for one in found)
    strong = next(one.exercise for one in rest.explanation.left_out if one.code == "rest")  # type: ignore[union-attr]  # it was built
    with pytest.raises(InvalidValue, match=r"rest$"):
        swap(rest, rest.items[0].id, strong, catalog=CATALOG, person=fit(), on=ON)


def test_what_an_earlier_day_did_not_answer_comes_first_on_a_later_one() -> None:
    """Three regions, one exercise a day."""
    week = week_of(3, regions={"knee", "shoulder", "ankle-foot"}, max_exercises=1)

    worked = [set(routine.items[0].exercise.regions) for routine in week.routines.values()]

    assert all(any(region in regions for regions in worked) for region in ("knee", "shoulder", "ankle-foot"))


def test_with_one_exercise_a_day_balance_and_strength_share_the_days() -> None:
    """Balance where the muscles rest, strength where they do not."""
    sway = attrs.evolve(
        APART["wall-slide"], id="gen.sway", goals=("balance",), kind="balance", movements=("hip-extension",), family=""
    )
    catalog = pt.Catalog.of([*APART.values(), sway], version="1")
    request = pt.Request(goals={"strength", "balance"}, minutes=30, max_exercises=1, days_per_week=7)

    week = build_week(catalog, fit(), request, on=ON)

    assert () == week.marks
    kinds = {day: routine.items[0].exercise.kind for day, routine in week.routines.items()}
    assert {"strength": ["mon", "wed", "fri"], "balance": ["tue", "thu", "sat", "sun"]} == {
        kind: [day for day in WEEKDAYS if kinds[day] == kind] for kind in ("strength", "balance")
    }


def test_what_has_to_be_in_it_is_on_every_day_that_the_rules_allow() -> None:
    """Strength work on the days for it, the rest on each day."""
    week = week_of(7, must_have={"bridge", "heel-slide"})

    for one in week.days:
        assert one.routine is not None
        ids = {item.exercise.id for item in one.routine.items}
        assert "heel-slide" in ids
        assert one.strengthens == ("bridge" in ids)
        if not one.strengthens:
            assert one.routine.explanation is not None
            assert ("bridge", "rest") in {(left.exercise, left.code) for left in one.routine.explanation.left_out}


def test_one_that_has_to_be_in_it_and_rests_is_not_called_unasked() -> None:
    """Whatever regions the wish names."""
    week = week_of("mon tue", must_have={"bridge"}, regions={"shoulder"})
    routine = week.routines["tue"]
    assert routine.explanation is not None

    assert ("bridge", "rest") in {(left.exercise, left.code) for left in routine.explanation.left_out}


def test_the_sheet_of_a_day_does_not_say_how_often_and_that_of_a_lone_routine_does() -> None:
    """The week says it."""
    wish = pt.Request(regions={"knee"}, minutes=30, days_per_week=3)
    week = build_week(CATALOG, fit(), wish, on=ON)
    alone = pt.build_routine(CATALOG, fit(), wish, on=ON).to_text()
    stretch = pt.build_routine(CATALOG, fit(), attrs.evolve(wish, goals={"flexibility"}), on=ON).to_text()
    daily = pt.build_routine(CATALOG, fit(), attrs.evolve(wish, days_per_week=7), on=ON).to_text()
    once = pt.build_routine(CATALOG, fit(), attrs.evolve(wish, days_per_week=1), on=ON).to_text()

    assert "Do them on 3 days a week." not in week.routines["mon"].to_text()
    assert "Do them on 3 days a week. Leave at least one day in between." in alone
    often = "A few times a week"
    assert (False, True) == (often in alone, often in week.routines["mon"].to_text())
    assert "Do them on 3 days a week." in stretch
    assert "Leave at least one day in between." not in stretch
    assert "days a week. " not in daily.split("1. ")[0]
    assert "Do them on 1 day a week." in once
    assert "Leave at least one day in between." not in once


def test_the_text_names_each_day_with_its_exercises() -> None:
    text = week_of(2, regions={"knee"}).to_text()

    assert text.startswith("Your week\n=========\nMade for November 23, 2026.")
    assert "Monday: about " in text
    assert "Thursday: about " in text
    assert "  - Heel slide" in text
    assert "It says how to do each exercise, and when to stop." in " ".join(text.split())


def test_a_policy_of_the_callers_own_is_heeded() -> None:
    rules = attrs.evolve(POLICY.week, strength_gap_days=3, max_strength_days=2)
    week = build_week(
        CATALOG, fit(), pt.Request(minutes=30, days_per_week=7), on=ON, policy=attrs.evolve(POLICY, week=rules, max_exercises=2)
    )

    assert ["mon", "thu"] == [one.day for one in week.days if one.strengthens]
    assert all(len(routine.items) <= 2 for routine in week.routines.values())


def test_a_stop_sign_stops_a_week_too() -> None:
    with pytest.raises(StopAndContact):
        build_week(
            CATALOG, fit(screening=pt.Screening(on=ON, answers={"chest-pain": "yes"})), pt.Request(minutes=9), on=ON, days="mon"
        )


@pytest.mark.parametrize(
    ("days", "per_week", "message"),
    [
        (None, None, "build_week.days: expected days of the week, or a request with days_per_week"),
        ("monday", None, "build_week.days: expected at least one of mon, tue, wed, thu, fri, sat, sun, found ['monday']"),
        ([], None, "build_week.days: expected at least one of mon, tue, wed, thu, fri, sat, sun, found []"),
        ([1], None, "build_week.days: expected at least one of mon, tue, wed, thu, fri, sat, sun, found [1]"),
        ("mon tue", 3, "build_week.days: expected as many days as days_per_week says, found 2"),
    ],
)
def test_days_that_do_not_make_a_week_are_refused(days: object, per_week: int | None, message: str) -> None:
    with pytest.raises(HomeptError) as caught:
        build_week(CATALOG, fit(), pt.Request(minutes=30, days_per_week=per_week), on=ON, days=days)  # type: ignore[arg-type]

    assert message == str(caught.value)


def test_a_week_has_its_days_in_order_and_something_to_do() -> None:
    routine = pt.build_routine(CATALOG, fit(), pt.Request(minutes=10), on=ON)
    monday, tuesday = (WeekDay(day=day, strengthens=False, routine=routine) for day in ("mon", "tue"))
    rest = WeekDay(day="mon", strengthens=False, routine=None, left_out=[LeftOut(exercise="x", name="X", code="rest")])

    for days in ((), (rest,), (tuesday, monday), (monday, monday)):
        with pytest.raises(InvalidValue, match=r"^Week.days: expected each day once, Monday first"):
            Week(on=ON, request=pt.Request(minutes=10), days=days, language="en")
    assert "<Week>" == repr(Week(on=ON, request=pt.Request(minutes=10), days=(monday, tuesday), language="en"))


def test_a_week_of_routines_without_explanations_has_a_text() -> None:
    """A caller may make one of prescribed routines."""
    routine = pt.prescribe(CATALOG, {"heel-slide": None}, person=fit(), by="A. Example", on=ON)
    week = Week(
        on=ON, request=pt.Request(minutes=10), days=[WeekDay(day="mon", strengthens=False, routine=routine)], language="en"
    )

    assert "Heel slide" in week.to_text()
