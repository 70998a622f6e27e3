"""The laws of building: no limit is ever broken, equal input gives an equal routine, and every decision is accounted for."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from itertools import chain, combinations

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wishes import (
    APART,
    CATALOG,
    EVERYTHING,
    FIRMNESS,
    NOT_THERE,
    ON,
    POLICY,
    PRECAUTIONS,
    any_catalog,
    asked_for,
    first_dose,
    fit,
    lacks,
    out_of_position,
    seconds_of,
    side_of,
    time_of,
    too_hard,
    too_long,
    unsafe,
    varied_catalogs,
    with_budget,
)

import homept as pt
from homept import codec, vocabulary
from homept.errors import NothingFits, StopAndContact
from homept.exercise import Exercise
from homept.policies import BuildingPolicy
from homept.routine import LeftOut, Pick, Preferences, Routine
from homept.routine.explanation import LEFT_OUT_CODES
from homept.routine.order import order
from homept.safety import judge
from homept.testing import people, requests

PEOPLE = people(on=ON, all_clear=True)
SOME_IDS = st.frozensets(st.sampled_from([*sorted(CATALOG), *(f"gen.{number}" for number in range(7))]), max_size=8)
TASTES = st.builds(lambda likes, dislikes: Preferences(likes=likes - dislikes, dislikes=dislikes), SOME_IDS, SOME_IDS)
WIDE = st.builds(
    pt.Request,
    minutes=st.integers(5, 120),
    max_exercises=st.none() | st.integers(1, 8),
    preferences=st.none() | TASTES,
    sides=st.sampled_from(("both", "affected")),
)


def built(catalog: pt.Catalog, person: pt.Person, request: pt.Request, policy: BuildingPolicy = POLICY) -> Routine | None:
    """The routine, or None where nothing fits."""
    try:
        return pt.build_routine(catalog, person, request, on=ON, policy=policy)
    except NothingFits:
        return None


def refused(catalog: pt.Catalog, person: pt.Person, request: pt.Request) -> NothingFits | None:
    """What is raised where nothing fits, else None."""
    try:
        pt.build_routine(catalog, person, request, on=ON)
    except NothingFits as error:
        return error
    return None


def at_ease(who: pt.Person) -> pt.Person:
    """The same person with all equipment, in any position, and without what the rules do not know."""
    return attrs.evolve(who, equipment=EVERYTHING, positions=None, other_conditions=())


@st.composite
def wishes(draw: st.DrawFn) -> tuple[pt.Catalog, pt.Person, pt.Request]:
    """A catalog, a person and a wish, often one that something fits."""
    catalog = draw(any_catalog())
    return (
        catalog,
        draw(PEOPLE | st.just(fit()) | PEOPLE.map(at_ease) | PEOPLE.map(at_ease)),
        draw(WIDE | WIDE | requests(catalog=catalog)),
    )


def assert_keeps_every_limit(catalog: pt.Catalog, person: pt.Person, request: pt.Request, routine: Routine) -> None:
    ids = [item.exercise.id for item in routine.items]
    assert len(ids) == len(set(ids))
    assert len(ids) <= (request.max_exercises or POLICY.max_exercises)
    assert sum(item.seconds for item in routine.items) == routine.seconds <= request.minutes * 60
    assert request.must_have <= set(ids)
    assert not request.must_not & set(ids)
    families = [item.exercise.family for item in routine.items]
    assert len(families) == len(set(families))
    for item in routine.items:
        exercise = item.exercise
        assert catalog[exercise.id] == exercise
        assert asked_for(exercise, request)
        assert not unsafe(exercise, person)
        assert not lacks(exercise, person)
        assert not out_of_position(exercise, person, request)
        assert not too_hard(exercise, request)
        assert side_of(exercise, person, request) == item.side
        assert time_of(exercise, person, request) == item.seconds
        assert first_dose(exercise, person) == item.dose
        assert item.band.holds(item.dose)
        assert "built" == item.origin.kind
        assert_has_what_it_needs(person, item)


def assert_has_what_it_needs(person: pt.Person, item: pt.routine.RoutineItem) -> None:
    """Equipment or a stand-in of the record for each piece; the firmest support; every change of the rules."""
    exercise, verdict = item.exercise, judge(item.exercise, person, on=ON)
    instead = dict(item.stand_ins)
    for kit in exercise.equipment:
        assert (kit in person.equipment) != (kit in instead)
    for kit, other in instead.items():
        assert other in dict(exercise.stand_ins)[kit]
        assert other in person.equipment
    assert max(exercise.support, verdict.changes.support, key=FIRMNESS.index) == item.support
    assert (
        verdict.changes.support == "none"
        or not NOT_THERE.get(verdict.changes.support)
        or (NOT_THERE[verdict.changes.support] & person.equipment)
    )
    assert verdict.reasons == item.reasons
    assert verdict.changes.apply(exercise.dose) == item.band
    assert set(verdict.changes.cues) <= set(item.cues)


@given(wishes())
def test_a_routine_never_breaks_a_limit(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    """Time, count, equipment, positions, floor, level, verdicts, what must and what must not be in it."""
    catalog, person, request = case

    routine = built(catalog, person, request)

    if routine is not None:
        assert_keeps_every_limit(catalog, person, request, routine)


@given(wishes(), st.integers(1, 5))
def test_nor_when_the_search_is_cut_short(case: tuple[pt.Catalog, pt.Person, pt.Request], nodes: int) -> None:
    catalog, person, request = case

    routine = built(catalog, person, request, with_budget(nodes))
    best = built(catalog, person, request)

    assert (routine is None) == (best is None)
    if routine is not None and best is not None:
        assert_keeps_every_limit(catalog, person, request, routine)
        assert routine.explanation is not None
        assert best.explanation is not None
        assert routine.explanation.proof.points <= best.explanation.proof.points <= routine.explanation.proof.bound


@given(wishes())
def test_equal_input_gives_an_equal_routine(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    """Also through copies of all that goes in."""
    one, other = built(*case), built(*pickle.loads(pickle.dumps(case)))

    assert one == other
    if one is not None and other is not None:
        assert one.to_text() == other.to_text()


SCRIPT = """
import homept as pt
from homept import codec
from homept.testing import sample_people
from datetime import date
on = date(2026, 11, 23)
for one in sample_people(on=on):
    routine = pt.build_routine(pt.load_catalog(), one.person, one.request, on=on)
    print(codec.to_json(routine))
    print(routine.to_text())
"""


def test_another_process_builds_the_same_routines() -> None:
    """Whatever the seed of its hashes."""
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "1", "4711")
    }

    assert 1 == len(said)
    assert said.pop().count("Your home exercises") >= 3


@given(wishes())
def test_the_parts_of_the_score_add_up(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    """To the points of each pick and of the whole; what counts once is given once."""
    routine = built(*case)
    if routine is None:
        return
    assert routine.explanation is not None

    picks, proof = routine.explanation.picks, routine.explanation.proof

    assert [item.exercise.id for item in routine.items] == [pick.exercise for pick in picks]
    assert sum(points for pick in picks for _, _, points in pick.parts) == sum(pick.points for pick in picks) == proof.points
    once = [(code, word) for pick in picks for code, word, _ in pick.parts if code.startswith("new-")]
    assert len(once) == len(set(once))
    assert proof.proven
    assert 0 == proof.gap


def tastes(exercise: Exercise, request: pt.Request) -> set[tuple[str, str, int]]:
    """What the level asked for and likes and dislikes bring."""
    points, expected = POLICY.points, set()
    if request.level is not None:
        expected.add(("level-fit", "", points.level_fit * (3 - request.level + exercise.level)))
    if request.preferences is not None and exercise.id in request.preferences.likes:
        expected.add(("like", "", points.like))
    if request.preferences is not None and exercise.id in request.preferences.dislikes:
        expected.add(("dislike", "", -points.dislike))
    return expected


def own_parts(exercise: Exercise, pick: Pick, request: pt.Request, worth: dict[str, int]) -> set[tuple[str, str, int]]:
    """What the exercise brings by itself, told a second time."""
    points = POLICY.points
    expected = {("gentle", "", points.gentle * (5 - exercise.level))}
    for facet, wanted, has in (("region", request.regions, exercise.regions), ("goal", request.goals, exercise.goals)):
        met = {word for word in wanted if vocabulary.with_children(f"{facet}s", {word}) & set(has)}
        expected |= {(facet, word, worth[facet] * request.weight(word)) for word in met}
    made_for = {"stretch": "flexibility", "practice": "independence", "settle": "relaxation"}.get(exercise.kind, exercise.kind)
    if ("goal", made_for, worth["goal"] * request.weight(made_for)) in expected:
        expected.add(("main-goal", made_for, points.main_goal * request.weight(made_for)))
    asked = vocabulary.with_children("regions", request.regions) & set(exercise.regions)
    if asked:
        expected.add(("focus", "", points.focus * len(asked) // len(exercise.regions)))
    disliked = request.preferences is not None and exercise.id in request.preferences.dislikes
    if exercise.uses and not disliked:
        leaflets = min(len(exercise.uses), points.published_at_most)
        expected.add(("published", "", points.published * leaflets))
    for word in {word for code, word, _ in pick.parts if code == "published-for"}:
        leaflets = sum(word in (*use.conditions, *use.procedures) for use in exercise.uses)
        expected.add(("published-for", word, points.published_for * min(leaflets, points.published_for_at_most)))
    if exercise.id in request.must_have:
        expected.add(("must-have", "", worth["must-have"]))
    return expected | tastes(exercise, request)


@example(case=(CATALOG, fit(), pt.Request(regions={"lower-limb"}, goals={"strength"}, minutes=30, level=2)))
@given(wishes())
def test_each_part_of_the_score_has_its_points_from_the_policy(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    """And is there because the exercise works the region, serves the goal or brings the movement."""
    catalog, _, request = case
    routine = built(*case)
    if routine is None:
        return
    assert routine.explanation is not None
    points = POLICY.points
    worth = {
        "region": points.region,
        "goal": points.goal,
        "must-have": points.must_have,
        "new-region": points.new_region,
        "new-goal": points.new_goal,
        "new-main-goal": points.new_main_goal,
        "new-movement": points.new_movement,
        "new-kind": points.new_kind,
    }
    for pick in routine.explanation.picks:
        exercise = catalog[pick.exercise]
        expected = own_parts(exercise, pick, request, worth)
        own = {part for part in pick.parts if not part[0].startswith("new-")}
        assert expected == own
        for code, word, found in set(pick.parts) - own:
            if code in ("new-movement", "new-kind"):
                assert worth[code] == found
                assert word in (*exercise.movements, exercise.kind)
            else:
                assert worth[code] * request.weight(word) == found
                assert (code.removeprefix("new-"), word) in {(own_code, own_word) for own_code, own_word, _ in own}


@given(varied_catalogs(most=5), PEOPLE | st.just(fit()), WIDE)
def test_no_other_set_of_the_same_exercises_has_more_points(catalog: pt.Catalog, person: pt.Person, request: pt.Request) -> None:
    """Every subset of the catalog is tried as a wish of its own, with nothing to choose."""
    routine = built(catalog, person, request)
    sets = chain.from_iterable(combinations(sorted(catalog), size) for size in range(1, len(catalog) + 1))
    best: int | None = None
    for some in sets:
        if request.level is None and any(catalog[id].level > POLICY.hardest_unasked for id in set(some) - request.must_have):
            continue  # What has to be in it was asked for, hard or not.
        only = attrs.evolve(request, must_have=frozenset(some), must_not=frozenset(catalog) - set(some))
        single = built(catalog, person, only, with_budget(1))
        if single is not None:
            assert single.explanation is not None
            points = single.explanation.proof.points - POLICY.points.must_have * len(some)
            best = points if best is None else max(best, points)

    assert (routine is None) == (best is None)
    if routine is not None:
        assert routine.explanation is not None
        assert best == routine.explanation.proof.points


@given(wishes())
def test_the_routine_is_in_the_best_order(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    routine = built(*case)

    if routine is not None:
        assert order([item.exercise for item in routine.items]) == [item.exercise.id for item in routine.items]


def expected_reason(
    left: LeftOut, catalog: pt.Catalog, person: pt.Person, request: pt.Request, routine: Routine
) -> tuple[str, set[str]]:
    """The first reason that holds, in the order that is promised, with the words that may go with it."""
    exercise = catalog[left.exercise]
    chosen = [item.exercise for item in routine.items]
    if not asked_for(exercise, request):
        return "not-asked-for", set()
    if unsafe(exercise, person):
        return "safety", set(judge(exercise, person, on=ON).changes.replace_by)
    if missing := lacks(exercise, person):
        return "equipment", missing - {"support"} or {"counter"}
    if out_of_position(exercise, person, request):
        floor = exercise.surface == "floor" and person.gets_up_from_floor is not True
        return "position", {"floor" if floor else exercise.position}
    if too_hard(exercise, request):
        return "level", set()
    if too_long(exercise, person, request) or routine.seconds + time_of(exercise, person, request) > request.minutes * 60:
        return "time", set()
    if request.preferences is not None and exercise.id in request.preferences.dislikes:
        return "disliked", set()
    if relatives := {one.id for one in chosen if one.family == exercise.family}:
        return "covered", relatives
    alike = [one.id for one in chosen if {*one.movements, *one.muscles} & {*exercise.movements, *exercise.muscles}]
    return ("covered", set(alike)) if alike else ("count", set())


@given(wishes())
def test_every_exercise_is_picked_or_left_out_once_with_the_first_reason_that_holds(
    case: tuple[pt.Catalog, pt.Person, pt.Request],
) -> None:
    catalog, person, request = case
    routine = built(catalog, person, request)
    if routine is None:
        return
    assert routine.explanation is not None

    picked = [pick.exercise for pick in routine.explanation.picks]
    left = routine.explanation.left_out

    assert sorted([*picked, *(one.exercise for one in left)]) == sorted(catalog)
    for one in left:
        code, words = expected_reason(one, catalog, person, request, routine)
        assert code == one.code, one.exercise
        assert catalog[one.exercise].name == one.name
        if code == "covered":
            assert 1 == len(one.words)
            assert set(one.words) <= words
        elif code == "equipment":
            assert words <= set(one.words)
        else:
            assert words == set(one.words)
        assert bool(one.reasons) == (code == "safety")


@given(wishes())
def test_neither_room_nor_time_is_left_over(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    """What could be done and is left out would not fit beside the others: the routine is full, or its time is."""
    catalog, person, request = case
    routine = built(catalog, person, request)
    if routine is None:
        return
    assert routine.explanation is not None

    families = {item.exercise.family for item in routine.items}
    for left in routine.explanation.left_out:
        if left.code in ("covered", "count") and catalog[left.exercise].family not in families:
            assert (request.max_exercises or POLICY.max_exercises) == len(routine.items)


@given(wishes())
def test_who_does_not_fit_is_told_how_many_were_left_out_and_why(case: tuple[pt.Catalog, pt.Person, pt.Request]) -> None:
    """Without ids and without what the rules said of the person."""
    catalog, person, request = case
    error = refused(catalog, person, request)
    if error is None:
        return

    codes = [code for code, _ in error.counts]
    assert sorted(set(codes)) == codes
    assert set(codes) <= set(LEFT_OUT_CODES)
    assert sum(count for _, count in error.counts) <= len(catalog)


def test_a_safety_reason_names_the_rules_that_stand() -> None:
    """With their sentences, and without those that a clinician lifted."""
    from homept.safety import Clearance, Surgery

    surgery = Surgery(procedure="rotator-cuff-repair", on=None)
    word = Clearance(by="A. Example", role="physician", on=ON, scope={"rotator-cuff-repair-lifting"})
    person = fit(surgeries=[surgery], clearances=[word])
    routine = built(CATALOG, person, pt.Request(minutes=60, max_exercises=10))
    assert routine is not None
    assert routine.explanation is not None

    (left,) = (one for one in routine.explanation.left_out if one.exercise == "wall-slide")

    reasons = judge(CATALOG["wall-slide"], person, on=ON).reasons
    assert ["rotator-cuff-repair-lifting"] == [reason.code for reason in reasons if reason.lifted_by]
    against = [reason for reason in reasons if not reason.lifted_by and reason.outcome in ("needs-clearance", "exclude")]
    assert "after-cuff-repair" in {reason.code for reason in against}
    assert tuple(against) == left.reasons
    assert all(reason.text() in " ".join(routine.to_text().split()) for reason in left.reasons)


def test_what_the_rules_replace_is_left_out_for_safety_and_what_replaces_it_is_named() -> None:
    """Whether or not the replacement is chosen too."""
    swap = next(precaution for precaution in PRECAUTIONS if precaution.replace_by)
    catalog = pt.Catalog.of([attrs.evolve(CATALOG["heel-slide"], precautions=(swap,)), CATALOG["quad-set"]], version="1")
    routine = built(catalog, fit(conditions={"falls-risk"}), pt.Request(minutes=30))
    assert routine is not None
    assert routine.explanation is not None

    (left,) = routine.explanation.left_out

    assert ("heel-slide", "safety", ("ankle-pump",)) == (left.exercise, left.code, left.words)
    assert ["own-swap"] == [reason.code for reason in left.reasons]
    assert "Left out to keep you safe. Do the ankle pump." in " ".join(routine.to_text().split())


def test_when_pain_is_easily_provoked_the_lowest_dose_comes_first() -> None:
    wish = pt.Request(minutes=60, max_exercises=10)
    calm, irritable = (built(CATALOG, fit(irritability=word), wish) for word in ("moderate", "high"))
    assert calm is not None
    assert irritable is not None

    assert [item.band.start for item in calm.items] == [item.dose for item in calm.items]
    assert [item.band.low for item in irritable.items] == [item.dose for item in irritable.items]
    assert irritable.seconds < calm.seconds


@pytest.mark.parametrize("said", [None, False])
def test_whoever_did_not_say_that_they_get_up_from_the_floor_is_told_to_use_a_bed(said: bool | None) -> None:
    """Not asked counts as no; what can only be done on the floor is left out."""
    on_floor = attrs.evolve(CATALOG["quad-set"], surface="floor")
    catalog = pt.Catalog.of([on_floor, CATALOG["heel-slide"]], version="1")
    wish = pt.Request(minutes=60)

    careful, able = (built(catalog, fit(gets_up_from_floor=answer), wish) for answer in (said, True))
    assert careful is not None
    assert careful.explanation is not None
    assert able is not None

    assert [("quad-set", "position", ("floor",))] == [(one.exercise, one.code, one.words) for one in careful.explanation.left_out]
    assert "care.use-bed" in careful.item("heel-slide").cues
    assert "Use a firm bed for this" in careful.to_text()
    assert {"heel-slide", "quad-set"} == {item.exercise.id for item in able.items}
    assert "care.use-bed" not in able.item("heel-slide").cues


def test_the_time_may_be_used_to_the_last_second() -> None:
    """Two exercises of exactly a minute each fill two minutes, and one fills one."""
    minute = attrs.evolve(
        CATALOG["ankle-pump"],
        dose=pt.DoseBand(low=pt.Dose.parse("1x10s"), start=pt.Dose.parse("1x40s"), high=pt.Dose.parse("1x60s")),
        set_up_seconds=0,
    )
    catalog = pt.Catalog.of([attrs.evolve(minute, id=f"gen.{name}", family="") for name in "ab"], version="1")
    one, both = (built(catalog, fit(), pt.Request(minutes=minutes)) for minutes in (1, 2))
    assert one is not None
    assert both is not None

    assert (60, 1) == (one.seconds, len(one.items))
    assert (120, 2) == (both.seconds, len(both.items))


@pytest.mark.parametrize(
    ("equipment", "missing"),
    [({"counter"}, ()), ({"counter", "wall"}, ()), ({"wall"}, ("counter",)), (set(), ("counter",))],
)
def test_what_the_rules_say_to_hold_on_to_must_be_there(equipment: set[str], missing: tuple[str, ...]) -> None:
    """A risk of falling asks for a counter, whatever may stand in for one with who is steady."""
    catalog = pt.Catalog.of([APART["calf-raise"], APART["ankle-pump"]], version="1")
    routine = built(catalog, fit(conditions={"falls-risk"}, equipment=equipment), pt.Request(minutes=30))
    assert routine is not None
    assert routine.explanation is not None

    left = [(one.code, one.words) for one in routine.explanation.left_out]

    assert ([("equipment", missing)] if missing else []) == left


def test_nobody_is_told_to_have_a_counter_where_the_wall_of_the_exercise_is_enough() -> None:
    catalog = pt.Catalog.of([APART["wall-slide"], APART["ankle-pump"]], version="1")

    routine = built(catalog, fit(age=70, equipment=set()), pt.Request(minutes=30))

    assert routine is not None
    assert routine.explanation is not None
    assert [("equipment", ("wall",))] == [(one.code, one.words) for one in routine.explanation.left_out]


def test_a_policy_of_the_callers_own_is_heeded() -> None:
    """Its number of exercises, its times and its points."""
    short = attrs.evolve(POLICY, max_exercises=2, change_over_seconds=100)
    routine = built(CATALOG, fit(), pt.Request(minutes=60), short)
    usual = built(CATALOG, fit(), pt.Request(minutes=60))
    assert routine is not None
    assert usual is not None

    assert (2, 5) == (len(routine.items), len(usual.items))
    for item in routine.items:
        assert seconds_of(item.exercise, item.dose, policy=short) == item.seconds


def test_a_policy_that_only_looks_for_gentle_exercises_still_fills_the_routine() -> None:
    """An exercise that answers no wish is worth doing too."""
    gentle = attrs.evolve(
        POLICY.points,
        region=0,
        goal=0,
        must_have=0,
        main_goal=0,
        new_region=0,
        new_goal=0,
        new_movement=0,
        new_main_goal=0,
        new_kind=0,
        published=0,
        published_for=0,
        gentle=1,
    )
    routine = built(APART, fit(), pt.Request(minutes=180, max_exercises=10), attrs.evolve(POLICY, points=gentle))
    assert routine is not None

    assert set(CATALOG) == {item.exercise.id for item in routine.items}
    with pytest.raises(pt.errors.InvalidValue, match=r"^Points\.gentle: expected a whole number, 1 or more, found 0$"):
        attrs.evolve(gentle, gentle=0)


def test_of_two_that_do_the_same_the_easier_one_is_chosen() -> None:
    easy = CATALOG["heel-slide"]
    hard = attrs.evolve(easy, id="gen.harder-slide", level=4)
    routine = built(pt.Catalog.of([easy, hard]), fit(), pt.Request(minutes=60, max_exercises=1))
    assert routine is not None

    assert ["heel-slide"] == [item.exercise.id for item in routine.items]


@given(PEOPLE, st.sampled_from(["chest-pain", "fever", "dizziness"]), requests(catalog=CATALOG))
def test_a_stop_sign_comes_before_everything(person: pt.Person, sign: str, request: pt.Request) -> None:
    assert person.screening is not None
    told = attrs.evolve(person.screening, answers={**dict(person.screening.answers), sign: "yes"})
    warned = attrs.evolve(person, screening=told, clearances=(), overrides=())

    with pytest.raises(StopAndContact) as caught:
        pt.build_routine(CATALOG, warned, request, on=ON)
    assert (sign,) == caught.value.codes


def test_a_routine_stays_as_it_was_when_the_catalog_changes() -> None:
    """It holds the records themselves, through its stored form too."""
    from homept.catalog import Patch

    routine = built(CATALOG, fit(), pt.Request(regions={"knee"}, minutes=30))
    assert routine is not None
    text, stored = routine.to_text(), codec.to_json(routine)
    words = attrs.evolve(CATALOG["heel-slide"].text, name="Sliding heel", steps=("Do something else.",))
    changed = CATALOG.patched(Patch(exercise="heel-slide", by="Hill Clinic", on=ON, reason="other words", text=words))

    assert "Sliding heel" == changed["heel-slide"].name
    assert text == routine.to_text() == codec.from_json(stored, Routine).to_text()
    assert "Sliding heel" not in text
    again = built(changed, fit(), pt.Request(regions={"knee"}, minutes=30))
    assert again is not None
    assert "Sliding heel" in again.to_text()


# -- what matters more --------------------------------------------------------------------------------------------------------


def points_of(request: pt.Request, id: str, catalog: pt.Catalog = CATALOG) -> list[tuple[str, str, int]]:
    """The parts of the score of one exercise, all of which are in a routine with room for them."""
    routine = built(catalog, fit(), request)
    assert routine is not None
    assert routine.explanation is not None
    return [part for pick in routine.explanation.picks for part in pick.parts if pick.exercise == id]


def test_a_weight_multiplies_the_points_of_its_word() -> None:
    wish = pt.Request(regions={"knee", "hip"}, goals={"mobility"}, weights={"knee": 3, "mobility": 2}, minutes=180)

    parts = points_of(wish, "heel-slide")

    assert ("region", "knee", 3 * POLICY.points.region) in parts
    assert ("new-region", "knee", 3 * POLICY.points.new_region) in parts
    assert ("region", "hip", POLICY.points.region) in parts
    assert ("goal", "mobility", 2 * POLICY.points.goal) in parts
    assert ("new-goal", "mobility", 2 * POLICY.points.new_goal) in parts


@given(st.sampled_from(["knee", "hip", "shoulder", "ankle-foot"]), st.sampled_from(["knee", "hip", "shoulder", "ankle-foot"]))
def test_what_matters_more_is_answered_first(more: str, less: str) -> None:
    if more == less:
        return
    routine = built(CATALOG, fit(), pt.Request(regions={more, less}, weights={more: 5}, minutes=60, max_exercises=1))
    assert routine is not None

    assert more in routine.items[0].exercise.regions


@given(wishes(), st.data())
def test_a_taste_never_decides_whether_something_fits(
    case: tuple[pt.Catalog, pt.Person, pt.Request], data: st.DataObject
) -> None:
    """Likes and dislikes forbid nothing and allow nothing."""
    catalog, person, request = case
    tastes = data.draw(TASTES)

    plain, told = (built(catalog, person, attrs.evolve(request, preferences=one)) for one in (None, tastes))

    assert (plain is None) == (told is None)


def test_where_only_what_is_disliked_is_left_it_is_chosen_all_the_same() -> None:
    """The least disliked one, with what that costs."""
    all_disliked = Preferences(dislikes=CATALOG)
    routine = built(CATALOG, fit(), pt.Request(minutes=60, preferences=all_disliked))
    assert routine is not None
    assert routine.explanation is not None

    assert 1 == len(routine.items)
    assert routine.explanation.proof.points < 0
    assert routine.explanation.proof.proven
    assert {"disliked"} == {one.code for one in routine.explanation.left_out}


def test_a_search_that_is_cut_short_does_not_claim_that_all_is_disliked() -> None:
    """The bound still holds for what was not looked at."""
    tastes = Preferences(dislikes=set(CATALOG) - {"ankle-pump"})
    wish = pt.Request(minutes=60, preferences=tastes)
    best = built(CATALOG, fit(), wish)
    assert best is not None
    assert best.explanation is not None

    for nodes in range(1, 12):
        routine = built(CATALOG, fit(), wish, with_budget(nodes))
        assert routine is not None
        assert routine.explanation is not None
        assert routine.explanation.proof.points <= best.explanation.proof.points <= routine.explanation.proof.bound


def test_a_like_brings_an_exercise_in_and_a_dislike_keeps_it_out() -> None:
    wish = pt.Request(regions={"hip"}, minutes=60, max_exercises=1)
    plain = built(CATALOG, fit(), wish)
    assert plain is not None
    first = plain.items[0].exercise.id

    disliked = built(CATALOG, fit(), attrs.evolve(wish, preferences=Preferences(dislikes={first})))
    liked = built(CATALOG, fit(), attrs.evolve(wish, preferences=Preferences(likes={"clamshell"})))
    assert disliked is not None
    assert liked is not None

    assert first != disliked.items[0].exercise.id
    assert "clamshell" == liked.items[0].exercise.id
    assert "You like this one." in liked.to_text()


def test_a_disliked_exercise_that_has_to_be_in_it_is_in_it() -> None:
    routine = built(CATALOG, fit(), pt.Request(must_have={"bridge"}, minutes=20, preferences=Preferences(dislikes={"bridge"})))
    assert routine is not None

    assert "bridge" in {item.exercise.id for item in routine.items}


def test_the_level_asked_for_is_looked_for_first() -> None:
    """Of two that do the same, the one nearer to it; without a level, the easier one."""
    easy = CATALOG["heel-slide"]
    hard = attrs.evolve(easy, id="gen.harder-slide", level=3)
    catalog = pt.Catalog.of([easy, hard])

    chosen = {}
    for level in (None, 1, 2, 3, 4):
        routine = built(catalog, fit(), pt.Request(minutes=60, max_exercises=1, level=level))
        assert routine is not None
        chosen[level] = routine.items[0].exercise.level

    assert {None: 1, 1: 1, 2: 1, 3: 3, 4: 3} == chosen


def test_the_hardest_level_is_only_for_who_asks_for_it() -> None:
    """By a level, or by name; who says nothing of it is told that it is hard."""
    hard = pt.Catalog.of([attrs.evolve(CATALOG["heel-slide"], level=4)])

    with pytest.raises(NothingFits) as caught:
        pt.build_routine(hard, fit(), pt.Request(minutes=60), on=ON)
    assert (("level", 1),) == caught.value.counts
    assert [("level",)] == [relaxation.wishes for relaxation in caught.value.relaxations]
    for wish in (pt.Request(minutes=60, level=4), pt.Request(minutes=60, must_have={"heel-slide"})):
        assert built(hard, fit(), wish) is not None


#: Two forms of one movement.
KIN = pt.Catalog.of([attrs.evolve(CATALOG[id], family="ankle-push") for id in ("ankle-pump", "calf-raise")], version="1")


def test_of_a_family_only_one_is_chosen_and_it_covers_the_others() -> None:
    routine = built(KIN, fit(), pt.Request(regions={"ankle-foot"}, minutes=60))
    assert routine is not None
    assert routine.explanation is not None

    assert ["ankle-pump"] == [item.exercise.id for item in routine.items]
    (left,) = (one for one in routine.explanation.left_out if one.exercise == "calf-raise")
    assert ("covered", ("ankle-pump",)) == (left.code, left.words)


def test_two_of_a_family_cannot_both_have_to_be_in_it() -> None:
    error = refused(KIN, fit(), pt.Request(must_have={"ankle-pump", "calf-raise"}, minutes=60))
    assert error is not None

    assert [("must_have",)] == [way.wishes for way in error.relaxations]


# -- one side -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("affected", "side"),
    [
        ({}, "both"),
        ({"knee": "left"}, "left"),
        ({"lower-limb": "right"}, "right"),
        ({"knee": "both"}, "both"),
        ({"knee": "left", "hip": "right"}, "left"),
        ({"knee": "left", "lower-limb": "right"}, "both"),
        ({"shoulder": "left"}, "both"),
    ],
)
def test_only_the_affected_side_is_worked_where_that_is_wished(affected: dict[str, str], side: str) -> None:
    """In half the time; what works both sides at once, and what is affected on both, stays as it is."""
    person = fit(affected_sides=affected)
    wish = pt.Request(must_have={"quad-set", "calf-raise"}, minutes=60)
    usual, one_sided = (built(CATALOG, person, attrs.evolve(wish, sides=sides)) for sides in ("both", "affected"))
    assert usual is not None
    assert one_sided is not None

    ids = {item.id for item in one_sided.items}

    assert "calf-raise" in ids
    assert ("quad-set" if side == "both" else f"quad-set/{side}") in ids
    assert all(item.side == "both" for item in usual.items)
    if side != "both":
        item = one_sided.item(f"quad-set/{side}")
        fixed = item.exercise.set_up_seconds + POLICY.change_over_seconds
        assert usual.item("quad-set").seconds - fixed == 2 * (item.seconds - fixed)
        assert f". Quad set ({side} side)" in one_sided.to_text()
