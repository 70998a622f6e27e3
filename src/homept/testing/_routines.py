"""Strategies for wishes and routines."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept import policies
from homept.catalog import Catalog
from homept.exercise import Exercise
from homept.routine import Explanation, LeftOut, Origin, Pick, Proof, Relaxation, Request, Routine, RoutineItem
from homept.routine.candidates import total_seconds
from homept.routine.explanation import LEFT_OUT_CODES
from homept.testing._basics import days, ids, own_catalog, reused, texts, word_lists, word_sets, words
from homept.testing._exercises import exercises
from homept.testing._people import reasons

__all__ = ["explanations", "origins", "relaxations", "requests", "routine_items", "routines"]


@reused
@st.composite
def requests(draw: st.DrawFn, *, catalog: Catalog | None = None) -> Request:
    """Draw a wish; exercises it must have, or must not, are of *catalog* (None: homept's own)."""
    known = sorted(own_catalog() if catalog is None else catalog)
    some = st.frozensets(st.sampled_from(known), max_size=2) if known else st.just(frozenset[str]())
    must_have = draw(st.just(frozenset[str]()) | some)
    return Request(
        regions=draw(word_sets("regions", max_size=3)),
        goals=draw(word_sets("goals", max_size=3)),
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
def routine_items(draw: st.DrawFn, exercise: Exercise | None = None) -> RoutineItem:
    """Draw an item with a dose of the band of its exercise; None draws the exercise too."""
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
    )


@reused
def picks() -> SearchStrategy[Pick]:
    """Draw the score of a chosen exercise."""
    points = st.integers(0, 1000)
    parts = st.one_of(
        st.tuples(st.sampled_from(("region", "new-region")), words("regions"), points),
        st.tuples(st.sampled_from(("goal", "new-goal")), words("goals"), points),
        st.tuples(st.just("new-movement"), words("movements"), points),
        st.tuples(st.sampled_from(("gentle", "must-have")), st.just(""), points),
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
    return st.builds(lambda points, gap: Proof(points=points, bound=points + gap), scores, st.just(0) | scores)


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
