"""Swapping: what could take the place of an exercise, and that a swap keeps every limit and can be taken back."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from wishes import APART, CATALOG, DOSES, ON, POLICY, fit, out_of_position, too_hard, unsafe, varied, varied_catalogs

import homept as pt
from homept import codec
from homept.catalog.layers import catalog_of
from homept.dose import at_most
from homept.errors import HomeptError, InvalidValue, NotAllowed, NothingFits, StopAndContact, UnknownId
from homept.routine import Alternative, Routine, RoutineItem, alternatives, swap
from homept.routine.candidates import total_seconds
from homept.testing import people, preferences, requests

PEOPLE = people(on=ON, all_clear=True)


@st.composite
def built(draw: st.DrawFn) -> tuple[pt.Catalog, pt.Person, Routine]:
    """A routine, with whom and what it was built for."""
    catalog = draw(st.just(CATALOG) | st.just(APART) | varied_catalogs())
    person = draw(st.just(fit()) | st.just(fit(irritability="high", affected_sides={"knee": "left"})) | PEOPLE)
    wide = st.builds(
        pt.Request,
        minutes=st.integers(5, 60),
        max_exercises=st.integers(1, 4),
        sides=st.sampled_from(("both", "affected")),
        preferences=st.none() | preferences(catalog=catalog),
        level=st.none() | st.integers(1, 4),
    )
    try:
        routine = pt.build_routine(catalog, person, draw(wide | requests(catalog=catalog)), on=ON)
    except NothingFits:
        assume(False)
        raise
    grown = {item.id: draw(st.sampled_from((item.band.low, item.dose, item.dose, item.band.high))) for item in routine.items}
    for id, dose in grown.items():
        routine = routine.with_dose(id, dose)
    return catalog, person, routine


def others(case: tuple[pt.Catalog, pt.Person, Routine], item: RoutineItem, limit: int = 99) -> tuple[Alternative, ...]:
    catalog, person, routine = case
    return alternatives(routine, item.id, catalog=catalog, person=person, on=ON, limit=limit)


def swapped(case: tuple[pt.Catalog, pt.Person, Routine], item: str, new: str) -> Routine:
    catalog, person, routine = case
    return swap(routine, item, new, catalog=catalog, person=person, on=ON)


@given(built())
def test_there_and_back_is_the_same_routine(case: tuple[pt.Catalog, pt.Person, Routine]) -> None:
    """With each alternative, also by way of several, and through its stored form."""
    catalog, person, routine = case
    for item in routine.items:
        there = routine
        now = item.id
        for one in others(case, item, limit=3):
            try:
                there = swapped((catalog, person, there), now, one.exercise.id)
            except InvalidValue:
                continue  # by way of a shorter one the next may take too long
            place = [other.id for other in routine.items].index(item.id)
            now = there.items[place].id
            back = swapped((catalog, person, codec.from_json(codec.to_json(there), Routine)), now, item.exercise.id)
            assert routine == back
            assert routine.to_text() == back.to_text()


@given(built())
def test_a_swap_keeps_place_side_and_every_limit(case: tuple[pt.Catalog, pt.Person, Routine]) -> None:
    """Each alternative is one that a swap takes."""
    catalog, person, routine = case
    request = routine.request
    assert request is not None
    for place, item in enumerate(routine.items):
        for one in others(case, item):
            new = swapped(case, item.id, one.exercise.id)
            found = new.items[place]

            assert routine.items[:place] == new.items[:place]
            assert routine.items[place + 1 :] == new.items[place + 1 :]
            assert (one.exercise, one.dose, one.seconds) == (found.exercise, found.dose, found.seconds)
            assert catalog[one.exercise.id] == found.exercise
            assert item == found.instead_of
            assert ("self", ON) == (found.origin.kind, found.origin.on)
            assert found.side == ("both" if found.exercise.side_model == "both" else item.side)
            assert found.seconds == total_seconds(found.exercise, found.dose, POLICY, one_side=found.side != "both")
            assert new.seconds <= max(request.minutes * 60, routine.seconds)
            assert found.band.holds(found.dose)
            assert not unsafe(found.exercise, person)
            assert not out_of_position(found.exercise, person, request)
            assert not too_hard(found.exercise, request)
            assert found.exercise.id not in request.must_not
            families = [other.exercise.family for other in new.items]
            assert len(families) == len(set(families))
            assert one.exercise.name in new.to_text()


@given(built())
def test_the_dose_has_the_same_share_of_its_band(case: tuple[pt.Catalog, pt.Person, Routine]) -> None:
    """Low for low, and never more than the first dose of what is harder, or where pain is easily provoked."""
    _, person, routine = case
    for item in routine.items:
        for one in others(case, item):
            (found,) = (new for new in swapped(case, item.id, one.exercise.id).items if new.exercise == one.exercise)
            if item.dose == item.band.low:
                assert found.band.low == found.dose
            careful = person.irritability == "high" or found.exercise.level > item.exercise.level
            if not careful and item.dose == item.band.high and item.dose not in (item.band.low, item.band.start):
                assert found.band.high == found.dose
            if careful:
                assert at_most(found.dose, found.band.low if person.irritability == "high" else found.band.start)


@given(built())
def test_they_are_ranked_by_what_they_have_in_common(case: tuple[pt.Catalog, pt.Person, Routine]) -> None:
    """By whole points that add up; of equal ones the shorter first."""
    _, _, routine = case
    tastes = routine.request.preferences if routine.request is not None else None
    likes, dislikes = (tastes.likes, tastes.dislikes) if tastes is not None else (frozenset(), frozenset())
    for item in routine.items:
        found = others(case, item)

        assert sorted(found, key=lambda one: (-one.points, one.seconds, one.exercise.id)) == list(found)
        assert found[:2] == others(case, item, limit=2)
        assert not {one.exercise.id for one in found} & {other.exercise.id for other in routine.items}
        for one in found:
            new, old, points = one.exercise, item.exercise, POLICY.swap
            assert one.points == (
                points.family * (new.family == old.family)
                + points.movement * len({*new.movements} & {*old.movements})
                + points.muscle * len({*new.muscles} & {*old.muscles})
                + points.region * len({*new.regions} & {*old.regions})
                + points.goal * len({*new.goals} & {*old.goals})
                + points.kind * (new.kind == old.kind)
                + points.position * (new.position == old.position)
                + points.level * (3 - abs(new.level - old.level))
                + POLICY.points.like * (new.id in likes)
                - POLICY.points.dislike * (new.id in dislikes)
            )
            assert all(part[2] for part in one.parts)
            assert one.verdict.allows


@given(varied("gen.a"), varied("gen.b"), st.sampled_from(DOSES), st.data())
def test_the_same_work_is_kept_where_the_band_holds_it(one: Any, other: Any, band: pt.DoseBand, data: st.DataObject) -> None:
    """Of a dose between the named ones; else the first dose, or the low one for less than it."""
    same = attrs.evolve(one, dose=band, level=2, precautions=(), family="")
    like = attrs.evolve(same, id="gen.b", dose=data.draw(st.sampled_from(DOSES)), family="")
    catalog, person = pt.Catalog.of([same, like]), fit(positions=None)
    try:
        routine = pt.build_routine(catalog, person, pt.Request(minutes=180, must_have={"gen.a"}, max_exercises=1), on=ON)
    except NothingFits:
        return
    item = routine.items[0]
    amount = data.draw(st.integers(item.band.low.amount, item.band.high.amount))
    dose = item.band.low.with_amount(amount)
    routine = routine.with_dose("gen.a", dose)

    found = swap(routine, "gen.a", "gen.b", catalog=catalog, person=person, on=ON).items[0]

    if dose in (item.band.low, item.band.start, item.band.high):
        assert found.dose in (found.band.low, found.band.start, found.band.high)
    elif found.band.holds(dose):
        assert dose == found.dose
    else:
        assert (found.band.start if at_most(item.band.start, dose) else found.band.low) == found.dose


ROUTINE = pt.build_routine(CATALOG, fit(), pt.Request(regions={"knee"}, minutes=10, level=2), on=ON)


def test_what_is_most_alike_comes_first() -> None:
    first, second = alternatives(ROUTINE, "heel-slide", catalog=CATALOG, person=fit(), on=ON, limit=2)

    assert ["seated-march", "bridge"] == [first.exercise.id, second.exercise.id]
    assert ("movement", "hip-flexion", POLICY.swap.movement) in first.parts
    assert ("muscle", "hip-flexors", POLICY.swap.muscle) in first.parts


def related() -> pt.Catalog:
    """The shipped catalog, with two exercises as forms of one movement."""
    forms = {id: attrs.evolve(CATALOG[id], family="ankle-push") for id in ("ankle-pump", "calf-raise")}
    return catalog_of([forms.get(id, CATALOG[id]) for id in CATALOG], version="1")


def test_what_works_another_part_of_the_body_is_not_like_it() -> None:
    """Though it is strength work too, of the same level."""
    quad_set = pt.build_routine(CATALOG, fit(), pt.Request(must_have={"quad-set"}, minutes=30, max_exercises=1), on=ON)

    found = {one.exercise.id for one in alternatives(quad_set, "quad-set", catalog=CATALOG, person=fit(), on=ON)}
    assert "shoulder-blade-squeeze" not in found
    assert "heel-slide" in found


def test_a_relative_is_the_first_alternative() -> None:
    catalog = related()
    routine = pt.build_routine(catalog, fit(), pt.Request(regions={"ankle-foot"}, minutes=30), on=ON)

    first = alternatives(routine, "ankle-pump", catalog=catalog, person=fit(), on=ON)[0]

    assert "calf-raise" == first.exercise.id
    assert ("family", "ankle-push", POLICY.swap.family) == first.parts[0]


def test_the_sheet_says_what_it_stands_in_for() -> None:
    """And no longer says why the new one is not there, or that the old one covers anything."""
    catalog = related()
    tight = pt.build_routine(catalog, fit(), pt.Request(regions={"knee", "ankle-foot"}, minutes=30), on=ON)
    new = swap(tight, "ankle-pump", "calf-raise", catalog=catalog, person=fit(), on=ON)

    text = " ".join(new.to_text().split())

    assert "You chose it in place of this: Ankle pump." in text
    assert "Ankle pump already works the same part." in " ".join(tight.to_text().split())
    assert "Ankle pump already works the same part." not in text
    # Once with its steps, and once in short at the end.
    assert 2 == text.count("Calf raise")


def test_what_a_swapped_exercise_covered_is_told_without_it() -> None:
    routine = pt.build_routine(CATALOG, fit(), pt.Request(minutes=60, max_exercises=1, must_have={"wall-slide"}), on=ON)
    assert routine.explanation is not None
    assert ("wall-slide",) in {one.words for one in routine.explanation.left_out}

    text = swap(routine, "wall-slide", "bridge", catalog=CATALOG, person=fit(), on=ON).to_text()

    assert "already works the same part" not in text
    assert "This sheet is kept short" in " ".join(text.split())


def test_a_prescribed_item_is_never_swapped() -> None:
    """Only the therapist can."""
    routine = pt.prescribe(CATALOG, {"heel-slide": None}, person=fit(), by="A. Example", on=ON)

    assert () == alternatives(routine, "heel-slide", catalog=CATALOG, person=fit(), on=ON)
    with pytest.raises(InvalidValue, match="ask the therapist"):
        swap(routine, "heel-slide", "bridge", catalog=CATALOG, person=fit(), on=ON)


def test_an_item_of_a_prescribed_routine_that_the_person_chose_has_no_limit_of_time() -> None:
    """Nobody wished for minutes."""
    routine = pt.prescribe(CATALOG, {"heel-slide": None}, person=fit(), by="A. Example", on=ON)
    own = attrs.evolve(routine, items=[attrs.evolve(routine.items[0], origin=pt.routine.Origin(kind="self"))])

    assert "seated-hamstring-stretch" == alternatives(own, "heel-slide", catalog=CATALOG, person=fit(), on=ON)[0].exercise.id


def test_an_unsafe_exercise_is_refused_with_the_codes_of_the_rules() -> None:
    bones = fit(conditions={"osteoporosis"})

    with pytest.raises(NotAllowed) as caught:
        swap(ROUTINE, "heel-slide", "wall-slide", catalog=CATALOG, person=fit(other_conditions=["gout"]), on=ON)
    assert ("other-condition",) == caught.value.codes
    assert "gout" not in str(caught.value)
    found = alternatives(ROUTINE, "heel-slide", catalog=CATALOG, person=bones, on=ON)
    assert "seated-hamstring-stretch" not in {one.exercise.id for one in found}


def test_what_a_rule_replaces_is_refused_with_its_code() -> None:
    """It is allowed in a way, and still not what should be done."""
    from wishes import PRECAUTIONS

    own = next(one for one in PRECAUTIONS if one.replace_by)
    catalog = CATALOG.patched(pt.catalog.Patch(exercise="bridge", by="X", on=ON, reason="y", add_precautions=(own,)))

    with pytest.raises(NotAllowed) as caught:
        swap(ROUTINE, "heel-slide", "bridge", catalog=catalog, person=fit(conditions={"falls-risk"}), on=ON)

    assert ("own-swap",) == caught.value.codes


@pytest.mark.parametrize(
    ("item", "new", "person", "kind", "words"),
    [
        ("heel-slid", "bridge", fit(), UnknownId, "no routine item has the id 'heel-slid'"),
        ("heel-slide", "brigde", fit(), UnknownId, "no exercise has the id 'brigde'; did you mean 'bridge'"),
        ("heel-slide", "heel-slide", fit(), InvalidValue, "an exercise that the routine does not hold"),
        ("heel-slide", "quad-set", fit(), InvalidValue, "an exercise that the routine does not hold"),
        ("heel-slide", "seated-march", fit(equipment=()), InvalidValue, "an exercise that the person can do .* found equipment"),
        ("heel-slide", "seated-march", fit(positions={"standing"}), InvalidValue, "found position"),
    ],
)
def test_what_cannot_take_the_place_is_refused(
    item: str, new: str, person: pt.Person, kind: type[HomeptError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        swap(ROUTINE, item, new, catalog=CATALOG, person=person, on=ON)


def test_swapping_back_heeds_what_the_rules_say_by_now() -> None:
    """A hold that was fine before is capped now."""
    wish = pt.Request(must_have={"bridge"}, minutes=10, max_exercises=1)
    routine = pt.build_routine(CATALOG, fit(), wish, on=ON)
    there = swap(routine, "bridge", "heel-slide", catalog=CATALOG, person=fit(), on=ON)
    band = pt.DoseBand(low=pt.Dose.parse("1x3 hold 1s"), start=pt.Dose.parse("1x3 hold 2s"), high=pt.Dose.parse("1x4 hold 2s"))
    changed = CATALOG.patched(pt.catalog.Patch(exercise="bridge", by="X", on=ON, reason="y", dose=band))

    (back,) = swap(there, "heel-slide", "bridge", catalog=changed, person=fit(), on=ON).items
    (pressed,) = swap(there, "heel-slide", "bridge", catalog=CATALOG, person=fit(conditions={"high-blood-pressure"}), on=ON).items

    assert band == back.band
    assert band.holds(back.dose)
    assert pressed.reasons != routine.items[0].reasons


def test_a_withdrawn_exercise_takes_no_place() -> None:
    old = attrs.evolve(CATALOG["bridge"], withdrawn="2026.12.0")
    catalog = pt.Catalog.of([*(record for id, record in CATALOG.items() if id != "bridge"), old], version="1")

    with pytest.warns(pt.catalog.WithdrawnWarning), pytest.raises(InvalidValue, match="has not been withdrawn"):
        swap(ROUTINE, "heel-slide", "bridge", catalog=catalog, person=fit(), on=ON)


def test_what_does_not_fit_into_the_minutes_is_refused() -> None:
    routine = pt.build_routine(CATALOG, fit(), pt.Request(must_have={"ankle-pump"}, minutes=2, max_exercises=1), on=ON)

    assert swap(routine, "ankle-pump", "bridge", catalog=CATALOG, person=fit(), on=ON)
    with pytest.raises(InvalidValue, match=r"^swap.quad-set: expected an exercise that fits into the minutes of the request$"):
        swap(routine, "ankle-pump", "quad-set", catalog=CATALOG, person=fit(), on=ON)


def test_a_stop_sign_stops_swaps_too() -> None:
    ill = fit(screening=pt.Screening(on=ON, answers={"chest-pain": "yes"}))

    with pytest.raises(StopAndContact):
        alternatives(ROUTINE, "heel-slide", catalog=CATALOG, person=ill, on=ON)
    with pytest.raises(StopAndContact):
        swap(ROUTINE, "heel-slide", "bridge", catalog=CATALOG, person=ill, on=ON)


@pytest.mark.parametrize("limit", [-1, 1.5, True, None])
def test_a_bad_limit_is_refused(limit: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^alternatives.limit: expected a whole number, 0 or more"):
        alternatives(ROUTINE, "heel-slide", catalog=CATALOG, person=fit(), on=ON, limit=limit)


def test_an_item_takes_the_place_of_an_item() -> None:
    with pytest.raises(InvalidValue, match=r"^RoutineItem.instead_of: expected a value of type RoutineItem"):
        attrs.evolve(ROUTINE.items[0], instead_of="heel-slide")  # type: ignore[arg-type]


def test_levels_that_are_farthest_apart_are_not_alike() -> None:
    """The other parts still say what the two have in common."""
    easy = CATALOG["heel-slide"]
    hard = attrs.evolve(easy, id="gen.hard-slide", family="", level=4)
    catalog = pt.Catalog.of([easy, hard])
    routine = pt.build_routine(catalog, fit(), pt.Request(must_have={easy.id}, max_exercises=1, minutes=60, level=4), on=ON)

    (other,) = alternatives(routine, easy.id, catalog=catalog, person=fit(), on=ON)

    assert "level" not in {code for code, _, _ in other.parts}
    assert "movement" in {code for code, _, _ in other.parts}
