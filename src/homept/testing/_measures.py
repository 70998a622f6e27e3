"""Strategies for measures, scores and changes between scores."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept.measures import (
    ChangeFinding,
    CutOff,
    MeaningfulChange,
    Measure,
    MeasureItem,
    Norm,
    Scale,
    ScaleScore,
    Score,
    ScoreChange,
    load_measures,
)
from homept.measures.formulas import ALL_NEEDED, FORMULAS, ONE_RANGE, limits
from homept.testing._basics import ids, reused, texts

__all__ = ["answers", "known_scales", "measures"]


def _numbers(low: int = -100, high: int = 100) -> SearchStrategy[Decimal]:
    return st.decimals(low, high, places=1)


@reused
def known_scales() -> SearchStrategy[Scale]:
    """Draw a scale of homept's own measures."""
    return st.sampled_from([scale for measure in load_measures().values() for scale in measure.scales])


@reused
def meaningful_changes() -> SearchStrategy[MeaningfulChange]:
    """Draw a change that matters, with and without limits of the first score."""
    return st.builds(
        MeaningfulChange,
        kind=st.sampled_from(("mcid", "mdc")),
        value=st.decimals(Decimal("0.1"), 50, places=1),
        of=st.sampled_from(("score", "baseline-percent")),
        direction=st.sampled_from(("better", "worse", "both")),
        size=st.none() | st.sampled_from(("small", "medium", "large")),
        population=texts(),
        baseline_from=st.none() | _numbers(0, 10),
        baseline_to=st.none() | _numbers(10, 20),
        source=ids(),
        note=st.just("") | texts(),
    )


@reused
def norms() -> SearchStrategy[Norm]:
    """Draw what is usual for one sex and a span of years."""
    return st.builds(
        Norm,
        sex=st.sampled_from(("female", "male")),
        age_from=st.integers(0, 60),
        age_to=st.integers(60, 120),
        below=_numbers(),
        source=ids(),
    )


@reused
def cut_offs() -> SearchStrategy[CutOff]:
    """Draw a line of any of the three kinds."""
    line = st.sampled_from(("at_least", "at_most", "below"))
    return st.builds(
        lambda kind, value, **rest: CutOff(**{kind: value}, **rest),
        line,
        _numbers(),
        meaning=st.sampled_from(("fall-risk", "less-than-advised")),
        population=texts(),
        source=ids(),
    )


@reused
def measure_items() -> SearchStrategy[MeasureItem]:
    """Draw an item."""
    return st.builds(
        MeasureItem,
        id=ids(namespaced=False),
        lowest=st.integers(-5, 5).map(Decimal),
        highest=st.integers(6, 12).map(Decimal),
        whole=st.booleans(),
        reversed=st.booleans(),
        prompt=st.just("") | texts(),
    )


@st.composite
def _scale_of(draw: st.DrawFn, items: Sequence[MeasureItem], id: str) -> Scale:
    """Draw a scale of some of *items*, with any formula that they allow."""
    chosen = draw(st.lists(st.sampled_from(items), min_size=1, unique_by=lambda item: item.id))
    one_range = len({(item.lowest, item.highest) for item in chosen}) == 1
    allowed = [
        name
        for name in FORMULAS
        if (name != "value" or len(chosen) == 1)
        and (name not in ONE_RANGE or one_range)
        and (name != "product" or all(item.lowest >= 0 for item in chosen))
    ]
    formula = draw(st.sampled_from(allowed))
    most = 1 if formula == "steps-held" else len(chosen)
    low, high = limits(formula, chosen)
    return Scale(
        id=id,
        name=draw(texts()),
        items=tuple(item.id for item in chosen),
        formula=formula,
        needed=most if formula in ALL_NEEDED else draw(st.integers(1, most)),
        unit=draw(texts()),
        better=draw(st.sampled_from(("higher", "lower"))),
        lowest=low,
        highest=high,
        decimals=draw(st.integers(0, 3)),
        changes=draw(st.lists(meaningful_changes(), max_size=2)),
        norms=draw(st.lists(norms(), max_size=1)),
        cut_offs=draw(st.lists(cut_offs(), max_size=1)),
    )


@reused
@st.composite
def scales(draw: st.DrawFn) -> Scale:
    """Draw a scale."""
    items = draw(st.lists(measure_items(), min_size=1, max_size=4, unique_by=lambda item: item.id))
    return draw(_scale_of(items, draw(ids(namespaced=False))))


@st.composite
def _made_up(draw: st.DrawFn) -> Measure:
    id = draw(ids())
    items = draw(st.lists(measure_items(), min_size=1, max_size=4, unique_by=lambda item: item.id))
    open_text = draw(st.booleans())
    if not open_text:
        items = [attrs.evolve(item, prompt="") for item in items]
    names = draw(st.lists(st.just(id) | ids(namespaced=False), min_size=1, max_size=3, unique=True))
    kind = draw(st.sampled_from(("questionnaire", "rating", "test", "range")))
    return Measure(
        id=id,
        name=draw(texts()),
        purpose=draw(texts()),
        language=draw(st.sampled_from(("en", "es"))),
        kind=kind,
        items=items,
        scales=[draw(_scale_of(items, name)) for name in names],
        steps=draw(st.lists(texts(), max_size=2)),
        safety=draw(st.lists(texts(), min_size=kind == "test", max_size=2)),
        answers=draw(st.lists(st.tuples(texts(), texts()), max_size=2)) if open_text else (),
        license=draw(st.sampled_from(("free", "free-with-notice", "ask", "licensed"))),
        license_notes=draw(st.just("") | texts()),
        items_may_ship=open_text,
        sources=draw(st.lists(ids(), max_size=2)),
        reviewed_by=draw(st.none() | texts()),
    )


@reused
def measures() -> SearchStrategy[Measure]:
    """Draw one of homept's own measures, or one that is made up."""
    return st.sampled_from(list(load_measures().values())) | _made_up()


def answers(measure: Measure, *, missing: bool = True) -> SearchStrategy[list[Decimal | None]]:
    """
    Draw answers to *measure* in the order of its items; with *missing*, some may be None.

    >>> from hypothesis import find
    >>> from homept.measures import load_measures
    >>> find(answers(load_measures()["nprs"], missing=False), lambda drawn: True)
    [Decimal('0')]
    """
    return st.tuples(*(_answer(item, missing) for item in measure.items)).map(list)


def _answer(item: MeasureItem, missing: bool) -> SearchStrategy[Decimal | None]:
    whole = st.integers(int(item.lowest), int(item.highest)).map(Decimal)
    given: SearchStrategy[Decimal | None] = whole if item.whole else whole | st.decimals(item.lowest, item.highest, places=1)
    return given | st.none() if missing else given


@reused
def scale_scores() -> SearchStrategy[ScaleScore]:
    """Draw the score of one scale, or that there is none."""
    return st.builds(
        ScaleScore,
        scale=ids(),
        value=st.none() | _numbers(),
        unit=texts(),
        answered=st.integers(0, 20),
        items=st.integers(20, 40),
    )


@reused
def scores() -> SearchStrategy[Score]:
    """Draw the scores of a measure, made up or of answers to one of homept's."""
    made_up = st.builds(
        Score,
        measure=ids(),
        scales=st.lists(scale_scores(), min_size=1, max_size=3, unique_by=lambda one: one.scale),
    )
    own = st.sampled_from(list(load_measures().values()))
    return made_up | own.flatmap(lambda measure: answers(measure).map(measure.score))


@reused
def change_findings() -> SearchStrategy[ChangeFinding]:
    """Draw a figure that was reached or was not."""
    return st.builds(ChangeFinding, figure=meaningful_changes(), reached=st.booleans())


@reused
def score_changes() -> SearchStrategy[ScoreChange]:
    """Draw a change, or that it is not known."""
    known = st.builds(
        ScoreChange,
        scale=ids(),
        difference=_numbers(),
        direction=st.sampled_from(("better", "worse", "same")),
        findings=st.lists(change_findings(), max_size=2),
    )
    return known | st.builds(ScoreChange, scale=ids(), difference=st.none(), direction=st.just("unknown"))
