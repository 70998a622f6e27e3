"""For every public class the strategy that draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept import catalog, dose, exercise, load, measures, plan, policies, progress, routine, safety, target, vocabulary, work
from homept.errors import InvalidValue
from homept.testing import _doses, _exercises, _journals, _measures, _people, _plans, _reviews, _routines

__all__ = ["value_of", "values"]

T = TypeVar("T")


@lru_cache(maxsize=1)
def strategies() -> Mapping[type, Callable[[], SearchStrategy[Any]]]:
    """Return the function that makes the strategy, for every public class."""
    return {
        # Doses
        work.Distance: _doses.distances,
        dose.Dose: _doses.doses,
        dose.DoseBand: _doses.dose_bands,
        work.Duration: _doses.durations,
        work.Hold: _doses.holds,
        dose.Repetitions: _doses.repetitions,
        load.BandColor: _doses.band_colors,
        load.LadderLevel: _doses.ladder_levels,
        load.Mass: _doses.masses,
        target.EffortTarget: _doses.effort_targets,
        target.RangeLimit: _doses.range_limits,
        # Exercises and catalogs
        catalog.Catalog: _exercises.catalogs,
        catalog.FilterCount: _exercises.filter_counts,
        catalog.Patch: _exercises.patches,
        catalog.SearchHit: _exercises.search_hits,
        exercise.Citation: _exercises.citations,
        exercise.PublishedUse: _exercises.published_uses,
        exercise.Exercise: _exercises.exercises,
        exercise.ExerciseText: _exercises.exercise_texts,
        exercise.Precaution: _exercises.precautions,
        exercise.ReviewState: _exercises.review_states,
        vocabulary.Word: _exercises.vocabulary_words,
        # People and what the rules say
        safety.Changes: _people.changes,
        safety.Clearance: _people.clearances,
        safety.Limit: _people.limits,
        safety.Override: _people.overrides,
        safety.Person: _people.people,
        safety.Reason: _people.reasons,
        safety.Screening: _people.screenings,
        safety.ScreeningQuestion: _people.questions,
        safety.Surgery: _people.surgeries,
        safety.Verdict: _people.verdicts,
        safety.VerdictTable: _people.verdict_tables,
        # Measures
        measures.ScoreChange: _measures.score_changes,
        measures.ChangeFinding: _measures.change_findings,
        measures.CutOff: _measures.cut_offs,
        measures.MeaningfulChange: _measures.meaningful_changes,
        measures.Measure: _measures.measures,
        measures.MeasureItem: _measures.measure_items,
        measures.Norm: _measures.norms,
        measures.Scale: _measures.scales,
        measures.ScaleScore: _measures.scale_scores,
        measures.Score: _measures.scores,
        # Routines
        routine.Alternative: _routines.routine_alternatives,
        routine.Explanation: _routines.explanations,
        routine.LeftOut: _routines.left_outs,
        routine.Origin: _routines.origins,
        routine.Pick: _routines.picks,
        routine.Preference: _routines.preference_reasons,
        routine.Preferences: _routines.preferences,
        routine.Proof: _routines.proofs,
        routine.Relaxation: _routines.relaxations,
        routine.Request: _routines.requests,
        routine.Routine: _routines.routines,
        routine.RoutineItem: _routines.routine_items,
        routine.Week: _routines.weeks,
        routine.WeekDay: _routines.week_days,
        # Plans
        plan.Adaptation: _plans.adaptations,
        plan.Criterion: _plans.criteria,
        plan.DayRoutine: _plans.day_routines,
        plan.DaysOff: _plans.days_off,
        plan.Deload: _plans.deloads,
        plan.DoseChange: _plans.dose_changes,
        plan.EasedDose: _plans.eased_doses,
        plan.Frequency: _plans.frequencies,
        plan.Move: _plans.moves,
        plan.Occurrence: _plans.occurrences,
        plan.Phase: _plans.phases,
        plan.Plan: _plans.plans,
        plan.Program: _plans.programs,
        plan.ProgramItem: _plans.program_items,
        plan.ProgramPhase: _plans.program_phases,
        plan.RecordChange: _plans.record_changes,
        plan.Slot: _plans.slots,
        plan.StartedProgram: _plans.started_programs,
        plan.Swap: _plans.swaps,
        # Journals
        progress.Cleared: _journals.cleared,
        progress.Effort: _journals.efforts,
        progress.Entry: _journals.entries,
        progress.Erased: lambda: st.just(progress.Erased()),
        progress.ExerciseReport: _journals.exercise_reports,
        progress.Journal: _journals.journals,
        progress.Measurement: _journals.measurements,
        progress.MorningReport: _journals.morning_reports,
        progress.PainScore: _journals.pain_scores,
        progress.Paused: lambda: st.just(progress.Paused()),
        progress.Performed: _journals.performed,
        progress.SessionReport: _journals.session_reports,
        progress.SymptomReport: _journals.symptom_reports,
        # Reviews and policies
        policies.AdherencePolicy: _reviews.adherence_policies,
        policies.BuildingPolicy: _reviews.building_policies,
        policies.Pace: _reviews.paces,
        policies.PainGate: _reviews.pain_gates,
        policies.Points: _reviews.points,
        policies.ProgressionPolicy: _reviews.progression_policies,
        policies.SwapPoints: _reviews.swap_points,
        policies.WeekRules: _reviews.week_rules,
        progress.Adherence: _reviews.adherences,
        progress.Advice: _reviews.advice,
        progress.AdviceReason: _reviews.advice_reasons,
        progress.CriterionState: _reviews.criterion_states,
        progress.Light: _reviews.lights,
        progress.Missing: _reviews.missing,
        progress.PainSummary: _reviews.pain_summaries,
        progress.Review: _reviews.reviews,
    }


def value_of(kind: type[T]) -> SearchStrategy[T]:
    """
    Return the strategy that draws values of *kind*, any public class of homept that the codec knows.

    >>> from hypothesis import find
    >>> from homept.safety import Surgery
    >>> find(value_of(Surgery), lambda surgery: surgery.on is None)
    <Surgery>
    """
    make = strategies().get(kind)
    if make is None:
        raise InvalidValue("value_of", "a public class of homept", getattr(kind, "__name__", repr(kind)))
    return make()


def values() -> SearchStrategy[Any]:
    """Draw a value of any public class."""
    return st.one_of([make() for make in strategies().values()])
