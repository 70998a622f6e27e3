"""Strategies for what is computed from a journal, and for the policies by which that is done."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept.policies import AdherencePolicy, BuildingPolicy, Pace, PainGate, Points, ProgressionPolicy, SwapPoints, WeekRules
from homept.progress import Adherence, Advice, AdviceReason, CriterionState, Light, Missing, PainSummary, Review, review
from homept.testing._basics import days, ids, reused, texts, word_lists, words
from homept.testing._doses import doses
from homept.testing._journals import journals
from homept.testing._plans import criteria, plans

__all__ = ["adherences", "advice", "advice_reasons", "lights", "missing", "pain_summaries", "reviews"]


@reused
@st.composite
def adherences(draw: st.DrawFn) -> Adherence:
    """Draw a count of adherence whose parts add up."""
    end = draw(days())
    done, partial, skipped, excused, unknown = (draw(st.integers(0, 20)) for _ in range(5))
    return Adherence(
        formula=draw(st.sampled_from(("sessions", "exercises"))),
        start=end - timedelta(days=draw(st.integers(1, 366))),
        end=end,
        due=done + partial + skipped + excused + unknown,
        done=done,
        partial=partial,
        skipped=skipped,
        excused=excused,
        unknown=unknown,
        skip_reasons=tuple(draw(st.dictionaries(words("skip_reasons"), st.integers(1, 9), max_size=2)).items()),
        unplanned=draw(st.integers(0, 5)),
        more_than_planned=draw(st.booleans()),
        weeks_on_target=draw(st.integers(0, 52)),
        longest_run=draw(st.integers(0, 20)),
        days_since=draw(st.none() | st.integers(0, 366)),
    )


@reused
def advice_reasons() -> SearchStrategy[AdviceReason]:
    """Draw a reason of an advice."""
    part = st.tuples(st.sampled_from(("needed", "have", "days")), st.integers(0, 99).map(str))
    return st.builds(AdviceReason, code=ids(namespaced=False), parts=st.lists(part, max_size=2).map(tuple))


@reused
def advice() -> SearchStrategy[Advice]:
    """Draw a piece of advice."""
    codes = st.lists(ids(namespaced=False), max_size=2).map(tuple)
    return st.builds(
        Advice,
        action=st.sampled_from(("advance", "hold", "ease", "ask", "pause")),
        item=st.none() | ids(),
        name=st.just("") | texts(),
        side_model=words("side_models"),
        side=words("sides"),
        reasons=st.lists(advice_reasons(), min_size=1, max_size=2).map(tuple),
        evidence=st.lists(st.uuids().map(str), max_size=2).map(tuple),
        sources=codes,
        dose=st.none() | doses(),
        next_dose=st.none() | doses(),
        confirm_by=st.sampled_from(("person", "therapist")),
        would_change=codes,
        as_known_at=days(),
        expires_on=days(),
    )


@reused
def lights() -> SearchStrategy[Light]:
    """Draw what a session says about an exercise."""
    codes = st.lists(ids(namespaced=False), max_size=2).map(tuple)
    return st.builds(
        Light,
        color=st.sampled_from(("green", "unknown", "amber", "red")),
        codes=codes,
        evidence=st.lists(st.uuids().map(str), max_size=2).map(tuple),
        day=days(),
        before=st.none() | st.integers(0, 10),
        morning=st.none() | st.integers(0, 10),
    )


@reused
def pain_summaries() -> SearchStrategy[PainSummary]:
    """Draw a summary of pain scores."""
    return st.builds(
        PainSummary,
        moment=st.sampled_from(("before", "during", "after", "next-morning")),
        region=st.none() | words("regions"),
        side=st.none() | words("sides"),
        count=st.integers(1, 100),
        median=st.integers(0, 20).map(lambda halves: halves / 2),
        highest=st.integers(0, 10),
    )


@reused
def missing() -> SearchStrategy[Missing]:
    """Draw which answers are missing."""
    return st.builds(Missing, code=st.sampled_from(("next-morning", "symptoms", "pain")), sessions=st.integers(1, 100))


@reused
def criterion_states() -> SearchStrategy[CriterionState]:
    """Draw how a criterion stands."""
    return st.builds(
        CriterionState,
        phase=ids(),
        when=st.sampled_from(("exit", "entry")),
        criterion=criteria(),
        state=st.sampled_from(("met", "not-met", "unknown")),
        name=st.just("") | texts(),
        have=st.none() | texts(),
        evidence=st.lists(st.uuids().map(str), max_size=2).map(tuple),
    )


@reused
@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Draw the review of a plan and its journal on some day."""
    plan = draw(plans())
    journal = draw(journals(plan=plan))
    start = plan.phases[0].start
    assert start is not None, "the first phase of a drawn plan has started"
    return review(
        plan,
        journal,
        as_of=start + timedelta(days=draw(st.integers(0, 60))),
        audience=draw(st.sampled_from(("person", "therapist"))),
        authority=draw(st.sampled_from(("none", "within-bounds", "therapist-confirms"))),
    )


@reused
def paces() -> SearchStrategy[Pace]:
    """Draw a pace."""
    return st.builds(Pace, seconds_per_repetition=st.integers(1, 60), seconds_per_meter=st.integers(1, 60))


@reused
def points() -> SearchStrategy[Points]:
    """Draw the points of a policy of building."""
    some = st.integers(0, 1000)
    return st.builds(
        Points,
        region=some,
        goal=some,
        must_have=some,
        gentle=st.integers(1, 1000),
        new_region=some,
        new_goal=some,
        new_movement=some,
        new_main_goal=some,
        main_goal=some,
        new_kind=some,
        published=some,
        published_at_most=some,
        published_for=some,
        published_for_at_most=some,
        focus=some,
        level_fit=some,
        like=some,
        dislike=some,
        week_need=some,
        week_first=some,
        week_new=some,
    )


@reused
def swap_points() -> SearchStrategy[SwapPoints]:
    """Draw the points of a swap."""
    some = st.integers(0, 1000)
    names = ("family", "movement", "muscle", "region", "goal", "kind", "position", "level")
    return st.builds(SwapPoints, **dict.fromkeys(names, some))


@reused
def week_rules() -> SearchStrategy[WeekRules]:
    """Draw the rules of a week."""
    return st.builds(
        WeekRules,
        strength_gap_days=st.integers(2, 7),
        min_strength_days=st.integers(0, 7),
        max_strength_days=st.integers(1, 7),
        min_balance_days=st.integers(0, 7),
        sources=st.lists(ids(namespaced=False), max_size=2).map(tuple),
    )


@reused
def building_policies() -> SearchStrategy[BuildingPolicy]:
    """Draw a policy of building."""
    return st.builds(
        BuildingPolicy,
        id=ids(),
        pace=paces(),
        change_over_seconds=st.integers(0, 600),
        max_exercises=st.integers(1, 30),
        points=points(),
        swap=swap_points(),
        week=week_rules(),
        hardest_unasked=st.integers(1, 4),
        dislike_skips=st.integers(1, 100),
        like_sessions=st.integers(1, 100),
        node_budget=st.integers(1, 100_000),
        sources=st.lists(ids(namespaced=False), max_size=2).map(tuple),
    )


@reused
@st.composite
def pain_gates(draw: st.DrawFn) -> PainGate:
    """Draw a pain policy whose bounds do not fall."""
    green, amber = sorted((draw(st.integers(0, 10)), draw(st.integers(0, 10))))
    return PainGate(
        id=draw(ids()),
        regions=draw(word_lists("regions")),
        green_max=green,
        amber_max=amber,
        settle_margin=draw(st.integers(0, 10)),
        climb_margin=draw(st.integers(1, 10)),
        advances=draw(st.booleans()),
        settle_hours=draw(st.integers(1, 96)),
        green_minutes=draw(st.integers(1, 1440)),
        source=draw(ids(namespaced=False)),
        basis_notes=draw(st.just("") | texts()),
    )


@reused
def progression_policies() -> SearchStrategy[ProgressionPolicy]:
    """Draw a policy of progression."""
    return st.builds(
        ProgressionPolicy,
        id=ids(),
        repetition_step=st.integers(1, 20),
        hold_step_seconds=st.integers(1, 60),
        duration_step_seconds=st.integers(1, 600),
        distance_step_meters=st.integers(1, 1000),
        min_green_sessions=st.integers(2, 20),
        min_days=st.integers(1, 90),
        change_days=st.integers(1, 90),
        max_changes_per_region=st.integers(0, 10),
        max_changes_per_plan=st.integers(0, 10),
        low_completion=st.floats(0, 1),
        low_completion_sessions=st.integers(1, 20),
        max_effort=st.integers(0, 10),
        steady_effort=st.integers(0, 10),
        reds_to_ask=st.integers(1, 20),
        reds_within=st.integers(1, 20),
        swellings_to_ask=st.integers(1, 20),
        swellings_within=st.integers(1, 20),
        restart_share=st.floats(0, 1),
        missed_days=st.integers(1, 90),
        expires_after_days=st.integers(1, 90),
        source=ids(namespaced=False),
        basis_notes=st.just("") | texts(),
    )


@reused
def adherence_policies() -> SearchStrategy[AdherencePolicy]:
    """Draw a policy of counting."""
    return st.builds(
        AdherencePolicy,
        id=ids(),
        window_days=st.integers(1, 366),
        trend_days=st.integers(2, 366),
        trend_points=st.integers(2, 1000),
        more_than_planned=st.floats(1, 10),
        good_from=st.floats(0, 1),
        source=ids(namespaced=False),
    )
