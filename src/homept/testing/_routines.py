"""Strategies for wishes and routines."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept import policies
from homept.catalog import Catalog
from homept.exercise import Exercise
from homept.routine import (
    Alternative,
    Explanation,
    LeftOut,
    Origin,
    Pick,
    Preference,
    Preferences,
    Proof,
    Relaxation,
    Request,
    Routine,
    RoutineItem,
    Week,
    WeekDay,
)
from homept.routine.candidates import total_seconds
from homept.routine.explanation import LEFT_OUT_CODES
from homept.routine.week import WEEKDAYS
from homept.testing._basics import days, ids, own_catalog, reused, texts, word_lists, word_sets, words
from homept.testing._exercises import exercises
from homept.testing._people import reasons, verdicts

__all__ = [
    "explanations",
    "origins",
    "preferences",
    "relaxations",
    "requests",
    "routine_alternatives",
    "routine_items",
    "routines",
    "week_days",
    "weeks",
]


@reused
def preference_reasons() -> SearchStrategy[Preference]:
    """Draw why an exercise counts as liked or disliked."""
    kinds = st.sampled_from((("like", "done-whenever-due"), ("dislike", "skipped-by-choice")))
    return st.builds(
        lambda kind, **fields: Preference(kind=kind[0], code=kind[1], **fields),
        kinds,
        exercise=ids(),
        count=st.integers(1, 99),
        days=st.lists(days(), max_size=3).map(lambda some: tuple(sorted(some))),
    )


@reused
@st.composite
def preferences(draw: st.DrawFn, *, catalog: Catalog | None = None) -> Preferences:
    """Draw likes and dislikes among the exercises of *catalog* (None: homept's own)."""
    known = sorted(own_catalog() if catalog is None else catalog)
    some = st.frozensets(st.sampled_from(known), max_size=4) if known else st.just(frozenset[str]())
    likes = draw(some)
    return Preferences(
        likes=likes,
        dislikes=draw(some) - likes,
        evidence=draw(st.lists(preference_reasons(), max_size=1).map(tuple)),
    )


@reused
@st.composite
def requests(draw: st.DrawFn, *, catalog: Catalog | None = None) -> Request:
    """Draw a wish; exercises it must have, or must not, are of *catalog* (None: homept's own)."""
    known = sorted(own_catalog() if catalog is None else catalog)
    some = st.frozensets(st.sampled_from(known), max_size=2) if known else st.just(frozenset[str]())
    must_have = draw(st.just(frozenset[str]()) | some)
    regions, goals = draw(word_sets("regions", max_size=3)), draw(word_sets("goals", max_size=3))
    wished = sorted(regions | goals)
    weights = st.dictionaries(st.sampled_from(wished), st.integers(1, 5)) if wished else st.just(dict[str, int]())
    return Request(
        regions=regions,
        goals=goals,
        weights=draw(weights),
        preferences=draw(st.none() | preferences(catalog=catalog)),
        sides=draw(st.sampled_from(("both", "affected"))),
        days_per_week=draw(st.none() | st.integers(1, 7)),
        minutes=draw(st.integers(1, 180)),
        max_exercises=draw(st.none() | st.integers(1, 30)),
        level=draw(st.none() | st.integers(1, 4)),
        positions=draw(st.none() | word_sets("positions", max_size=8)),
        must_have=must_have,
        must_not=draw(some) - must_have,
    )


@reused
def origins() -> SearchStrategy[Origin]:
    """Draw where an item comes from."""
    return st.builds(Origin, kind=st.just("prescribed"), by=texts(), on=days()) | st.builds(
        Origin, kind=st.sampled_from(("template", "built", "self")), by=st.none() | texts(), on=st.none() | days()
    )


@reused
@st.composite
def routine_items(draw: st.DrawFn, exercise: Exercise | None = None, *, swapped: bool = True) -> RoutineItem:
    """
    Draw an item with a dose of the band of its exercise; None draws the exercise too.

    With *swapped* it may stand in the place of another one.
    """
    record = draw(exercises()) if exercise is None else exercise
    dose = draw(st.sampled_from((record.dose.low, record.dose.start, record.dose.high)))
    side = draw(st.just("both") if record.side_model == "both" else words("sides"))
    return RoutineItem(
        exercise=record,
        dose=dose,
        band=record.dose,
        origin=draw(origins()),
        side=side,
        support=draw(words("supports")),
        cues=draw(st.lists(texts(), max_size=1).map(tuple)),
        stand_ins=draw(st.lists(st.tuples(words("equipment"), words("equipment")), max_size=1).map(tuple)),
        reasons=draw(st.lists(reasons(), max_size=1).map(tuple)),
        seconds=total_seconds(record, dose, policies.building(), one_side=side != "both"),
        missing=draw(st.just(()) | word_lists("equipment", min_size=1, max_size=1)),
        instead_of=draw(st.none() | routine_items(swapped=False)) if swapped else None,
    )


@reused
@st.composite
def routine_alternatives(draw: st.DrawFn) -> Alternative:
    """Draw what could take the place of an item."""
    item = draw(routine_items(swapped=False))
    points = st.integers(0, 1000)
    parts = st.tuples(st.just("movement"), words("movements"), points) | st.tuples(st.just("level"), st.just(""), points)
    return Alternative(
        exercise=item.exercise,
        parts=draw(st.lists(parts, max_size=3).map(tuple)),
        verdict=draw(verdicts()),
        dose=item.dose,
        seconds=item.seconds,
    )


@reused
def picks() -> SearchStrategy[Pick]:
    """Draw the score of a chosen exercise."""
    points = st.integers(0, 1000)
    parts = st.one_of(
        st.tuples(st.sampled_from(("region", "new-region")), words("regions"), points),
        st.tuples(st.sampled_from(("goal", "main-goal", "new-goal", "new-main-goal")), words("goals"), points),
        st.tuples(st.just("new-movement"), words("movements"), points),
        st.tuples(st.just("new-kind"), words("kinds"), points),
        st.tuples(st.just("published-for"), words("conditions") | words("procedures"), points),
        st.tuples(st.sampled_from(("gentle", "focus", "must-have", "level-fit", "like", "published")), st.just(""), points),
        st.tuples(st.just("dislike"), st.just(""), points.map(lambda cost: -cost)),
        st.tuples(st.just("week-need"), st.sampled_from(("strength", "balance", "mobility")), points),
    )
    return st.builds(Pick, exercise=ids(), parts=st.lists(parts, max_size=3).map(tuple))


@reused
@st.composite
def left_outs(draw: st.DrawFn) -> LeftOut:
    """Draw why an exercise was left out, with what belongs to the reason."""
    code = draw(st.sampled_from(LEFT_OUT_CODES))
    one_id = ids().map(lambda exercise: (exercise,))
    said = {
        "equipment": word_lists("equipment", min_size=1),
        "position": (words("positions") | st.just("floor")).map(lambda word: (word,)),
        "covered": one_id,
        "safety": st.just(()) | one_id,
    }
    return LeftOut(
        exercise=draw(ids()),
        name=draw(texts()),
        code=code,
        reasons=draw(st.lists(reasons(), min_size=1, max_size=2).map(tuple)) if code == "safety" else (),
        words=draw(said[code]) if code in said else (),
    )


@reused
def proofs() -> SearchStrategy[Proof]:
    """Draw a proof whose bound is not below its points."""
    scores = st.integers(0, 10_000)
    points = scores | st.integers(-1000, -1)
    return st.builds(lambda points, gap: Proof(points=points, bound=points + gap), points, st.just(0) | scores)


@reused
def explanations() -> SearchStrategy[Explanation]:
    """Draw the explanation of a routine."""
    return st.builds(
        Explanation,
        picks=st.lists(picks(), max_size=2).map(tuple),
        left_out=st.lists(left_outs(), max_size=2).map(tuple),
        proof=proofs(),
    )


@reused
def relaxations() -> SearchStrategy[Relaxation]:
    """Draw wishes to give up, and what that would give."""
    wishes = st.lists(st.sampled_from(("regions", "goals", "minutes", "equipment", "person.positions")), min_size=1, unique=True)
    return st.builds(
        Relaxation, wishes=wishes.map(tuple), exercises=st.lists(ids(), min_size=1, max_size=3, unique=True).map(tuple)
    )


@reused
@st.composite
def routines(draw: st.DrawFn, *, catalog: Catalog | None = None, max_size: int = 3) -> Routine:
    """
    Draw a routine of up to *max_size* exercises of *catalog* (None: homept's own, or generated ones), each within its band.

    A test that needs routines as homept itself builds them calls :func:`homept.build_routine` with :func:`people` and
    :func:`requests`.
    """
    if catalog is None and draw(st.booleans()):
        known = [draw(exercises())]
    else:
        source = own_catalog() if catalog is None else catalog
        chosen = draw(st.lists(st.sampled_from(sorted(source)), min_size=1, max_size=max_size, unique=True))
        known = [source[id] for id in chosen]
    return Routine(
        on=draw(days()),
        items=tuple(draw(routine_items(exercise)) for exercise in known),
        request=draw(st.none() | requests()),
        explanation=draw(st.none() | explanations()),
        marks=draw(st.sampled_from(((), ("not-screened",)))),
        locks=draw(st.sampled_from(((), ("unreliable-pain",), ("surgery-without-limits", "unreliable-pain")))),
        screened_until=draw(st.none() | days()),
        catalog_version=draw(st.sampled_from(("0", "2026.12.0"))),
        language="en",
    )


@reused
@st.composite
def week_days(draw: st.DrawFn, *, day: str | None = None, working: bool | None = None) -> WeekDay:
    """Draw a day of a week; *day* None draws which one, and *working* None whether it has a routine."""
    has_routine = draw(st.booleans()) if working is None else working
    return WeekDay(
        day=draw(st.sampled_from(WEEKDAYS)) if day is None else day,
        strengthens=has_routine and draw(st.booleans()),
        routine=draw(routines(max_size=2)) if has_routine else None,
        left_out=() if has_routine else draw(st.lists(left_outs(), max_size=2).map(tuple)),
    )


@reused
@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Draw a week with at least one routine."""
    names = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(sorted))
    ordered = [name for name in WEEKDAYS if name in names]
    working = draw(st.sampled_from(ordered))
    return Week(
        on=draw(days()),
        request=draw(requests()),
        days=tuple(draw(week_days(day=name, working=True if name == working else None)) for name in ordered),
        marks=draw(st.sampled_from(((), ("few-strength-days",), ("few-strength-days", "few-balance-days")))),
        language="en",
    )
