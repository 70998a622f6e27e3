"""What a clinician prescribes stays as it was prescribed; only what the rules hold back is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wishes import CATALOG, FIRMNESS, ON, POLICY, fit, seconds_of

import homept as pt
from homept.errors import HomeptError, InvalidValue, NotAllowed, StopAndContact, UnknownId
from homept.messages import messages
from homept.plan import dose_ladder
from homept.routine import Origin, Routine, RoutineItem
from homept.safety import Clearance, Override, Surgery, judge
from homept.testing import doses, people
from homept.wording import date_in_words

BY = "A. Example, PT"


def prescribed(doses: dict[str, pt.Dose | None], person: pt.Person | None = None, **fields: Any) -> Routine:
    return pt.prescribe(CATALOG, doses, **{"person": person or fit(), "by": BY, "on": ON, **fields})


@given(st.dictionaries(st.sampled_from(sorted(CATALOG)), st.none() | doses(), min_size=1, max_size=4))
def test_every_dose_and_the_order_are_kept(wanted: dict[str, pt.Dose | None]) -> None:
    """Whatever the band of the record says; where no dose is given, the record's first one."""
    routine = prescribed(wanted)

    assert list(wanted) == [item.exercise.id for item in routine.items]
    for (id, dose), item in zip(wanted.items(), routine.items):
        record = CATALOG[id]
        assert (dose or record.dose.start) == item.dose
        assert item.band.holds(item.dose)
        assert (record.dose if dose is None or record.dose.holds(dose) else (dose, dose, dose)) == (
            item.band if dose is None or record.dose.holds(dose) else (item.band.low, item.band.start, item.band.high)
        )
        assert Origin(kind="prescribed", by=BY, on=ON) == item.origin
        assert seconds_of(record, item.dose) == item.seconds
    assert (None, None) == (routine.request, routine.explanation)


@given(people(on=ON, all_clear=True), st.sampled_from(sorted(CATALOG)))
def test_what_the_rules_hold_back_is_refused_and_all_else_is_kept_with_what_they_say(person: pt.Person, id: str) -> None:
    verdict = judge(CATALOG[id], person, on=ON)
    if verdict.outcome in ("needs-clearance", "exclude"):
        with pytest.raises(NotAllowed) as caught:
            prescribed({id: None}, person)
        expected = (
            "expected an exercise that the safety rules allow, or a clearance or an override for it; .codes names the rules"
        )
        assert f"prescribe.{id}: {expected}" == str(caught.value)
        against = {r.code for r in verdict.reasons if not r.lifted_by and r.outcome in ("needs-clearance", "exclude")}
        assert against == set(caught.value.codes)
    else:
        (item,) = prescribed({id: None}, person).items
        assert verdict.reasons == item.reasons
        assert set(verdict.changes.cues) <= set(item.cues)
        assert FIRMNESS.index(item.support) >= FIRMNESS.index(verdict.changes.support)
        assert verdict.changes.apply(CATALOG[id].dose) == item.band


def test_a_clinicians_word_lets_it_through_and_shows() -> None:
    """A clearance lifts what needs one, an override an exclusion too; both go with the item."""
    waits = fit(surgeries=[Surgery(procedure="rotator-cuff-repair", on=date(2026, 9, 1))])
    clearance = Clearance(by=BY, role="physical-therapist", on=ON, scope={"wall-slide"})
    bones = fit(conditions={"osteoporosis"})
    override = Override(by="B. Example", role="physician", on=ON, scope={"seated-hamstring-stretch"}, why="no fracture")

    cleared = prescribed({"wall-slide": None}, attrs.evolve(waits, clearances=(clearance,)))
    overridden = prescribed({"seated-hamstring-stretch": None}, attrs.evolve(bones, overrides=(override,)))

    assert {f"clearance by {BY} (physical-therapist), 2026-11-23"} == {reason.lifted_by for reason in cleared.items[0].reasons}
    assert "override by B. Example (physician), 2026-11-23: no fracture" in " ".join(overridden.to_text().split())


def test_what_the_person_does_not_have_is_told_and_is_no_refusal() -> None:
    """The clinician decides; what the person has in place of something counts."""
    bare, poor, equipped = (prescribed({"calf-raise": None}, fit(equipment=kit)) for kit in ({"wall"}, set(), {"counter"}))

    assert ((), ("counter",), ()) == tuple(routine.items[0].missing for routine in (bare, poor, equipped))
    assert (("counter", "wall"),) == bare.items[0].stand_ins
    assert ((), ("equipment-missing",), ()) == tuple(routine.marks for routine in (bare, poor, equipped))
    text = " ".join(poor.to_text().split())
    assert messages("en")("mark.equipment-missing") in text
    assert "You need this, and you told us that you do not have it: a kitchen counter." in text


def test_a_clinicians_cap_is_the_end_of_the_band() -> None:
    """No step leads above it, below or above what the record says, and a plan refuses more."""
    start, cap, high = (pt.Dose.parse(text) for text in ("1x5", "1x7", "3x20"))
    for most in (cap, high):
        item = prescribed({"heel-slide": start}, caps={"heel-slide": most}).items[0]

        assert (start, start, most) == (item.dose, item.band.start, item.band.high)
        assert most == dose_ladder(item.band)[-1]
    usual = prescribed({"heel-slide": None}, caps={"heel-slide": high}).items[0]
    assert (CATALOG["heel-slide"].dose.low, CATALOG["heel-slide"].dose.start) == (usual.band.low, usual.dose)
    with pytest.raises(InvalidValue, match="a dose inside the band"):
        prescribed({"heel-slide": start}, caps={"heel-slide": cap}).with_dose("heel-slide", pt.Dose.parse("1x8"))


@pytest.mark.parametrize(
    ("caps", "words"),
    [
        (
            {"heel-slide": pt.Dose.parse("1x4")},
            r"^prescribe.caps.heel-slide: expected .* at least the prescribed one, 1x5, found 1x4",
        ),
        ({"heel-slide": pt.Dose.parse("1x60s")}, "a dose of the same kind"),
        ({"bridge": pt.Dose.parse("1x9")}, r"^prescribe.caps: expected ids of prescribed exercises, found 'bridge'"),
        ({"heel-slide": "1x9"}, r"^prescribe.caps.heel-slide: expected a value of type Dose, found type str"),
    ],
)
def test_a_cap_that_cannot_be_is_refused(caps: dict[str, pt.Dose], words: str) -> None:
    with pytest.raises(InvalidValue, match=words):
        prescribed({"heel-slide": pt.Dose.parse("1x5")}, caps=caps)


def test_a_dose_above_a_cap_is_marked_and_kept() -> None:
    """The clinician decides; the person reads that it is more than the rules say."""
    pressed = fit(conditions={"high-blood-pressure"})
    long, short = (prescribed({"quad-set": pt.Dose.parse(f"1x5 hold {seconds}s")}, pressed) for seconds in (30, 10))

    assert (("dose-above-cap",), ()) == (long.marks, short.marks)
    assert 30 == long.items[0].dose.hold_seconds
    grows = prescribed({"quad-set": pt.Dose.parse("1x5 hold 5s")}, pressed, caps={"quad-set": pt.Dose.parse("1x5 hold 30s")})
    assert ("dose-above-cap",) == grows.marks
    assert messages("en")("mark.dose-above-cap") in " ".join(long.to_text().split())


def test_a_position_that_the_person_cannot_take_is_marked() -> None:
    standing = prescribed({"calf-raise": None}, fit(positions={"sitting"}))

    assert ("position-not-possible",) == standing.marks
    assert messages("en")("mark.position-not-possible") in " ".join(standing.to_text().split())


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_exercise_may_be_for_one_side_only(side: str) -> None:
    """It takes half the time, has an id of its own, and says which side."""
    routine = prescribed({"clamshell": pt.Dose.parse("2x8"), "heel-slide": None}, sides={"clamshell": side})
    one, both = routine.item(f"clamshell/{side}"), prescribed({"clamshell": pt.Dose.parse("2x8")}).item("clamshell")

    assert (side, "both") == (one.side, both.side)
    assert seconds_of(CATALOG["clamshell"], one.dose, side=side) == one.seconds
    assert both.seconds - one.seconds == pt.Dose.parse("2x8").seconds(pace=POLICY.pace)
    assert f"Do it 8 times on your {side} side." in routine.to_text()
    assert "heel-slide" == routine.items[1].id


def test_the_sheet_says_who_prescribed_it() -> None:
    text = " ".join(prescribed({"bridge": None}).to_text().split())

    assert messages("en")("part.prescribed", by=BY, on=date_in_words(ON)) in text


def test_the_locks_and_marks_of_the_person_go_with_it() -> None:
    routine = prescribed({"ankle-pump": None}, fit(screening=None, unreliable_pain=True))

    assert ("not-screened",) == routine.marks
    assert ("not-screened", "unreliable-pain") == routine.locks


def test_a_stop_sign_stops_a_clinicians_choice_too() -> None:
    sign = pt.Screening(on=ON, answers={"chest-pain": "yes"})

    with pytest.raises(StopAndContact):
        prescribed({"bridge": None}, fit(screening=sign))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: prescribed({}), "Routine.items: expected at least one item, and each exercise and side once"),
        (
            lambda: prescribed({"bridge": None}, sides={"brigde": "left"}),
            "prescribe.sides: expected ids of prescribed exercises, found 'brigde'",
        ),
        (
            lambda: prescribed({"bridge": None}, sides={"bridge": "middle"}),
            "RoutineItem.side: expected one of left, right, both, found 'middle'",
        ),
        (lambda: prescribed({"bridge": None}, by=""), "Origin.by: expected a text that is not blank, found ''"),
        (
            lambda: pt.prescribe(CATALOG, {"bridge": "2x8"}, person=fit(), by=BY, on=ON),  # type: ignore[dict-item]
            "prescribe.bridge: expected a value of type Dose, found type str",
        ),
        (
            lambda: pt.prescribe(CATALOG, {"bridge": None}, person=None, by=BY, on=ON),  # type: ignore[arg-type]
            "person: expected a value of type Person, found type NoneType",
        ),
    ],
)
def test_a_bad_prescription_is_refused(make: Callable[[], Routine], message: str) -> None:
    with pytest.raises(HomeptError) as caught:
        make()

    assert message == str(caught.value)


def test_an_exercise_that_the_catalog_does_not_have_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownId, match=r"no exercise has the id 'brigde'; did you mean 'bridge'"):
        prescribed({"brigde": None})


def test_a_prescribed_item_says_by_whom_and_when() -> None:
    with pytest.raises(InvalidValue, match=r"^Origin: expected by and on with a prescribed item$"):
        Origin(kind="prescribed", by=BY)
    with pytest.raises(InvalidValue, match=r"^Origin: expected by and on with a prescribed item$"):
        Origin(kind="prescribed", on=ON)


def test_an_item_holds_all_that_is_needed_without_the_catalog() -> None:
    (item,) = prescribed({"bridge": None}).items

    assert isinstance(item, RoutineItem)
    assert CATALOG["bridge"] == item.exercise
