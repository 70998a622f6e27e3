"""
Progress: the journal, adherence, pain, advice and the review.

All of it is computed from plain entries by pure functions: what is known, as of a day that the caller names.
Zero is not missing, and missing data never advances anything.
"""

from homept.progress.advice import Advice, AdviceReason, advise
from homept.progress.counting import Adherence, adherence
from homept.progress.criteria import CriterionState, phase_progress
from homept.progress.entries import (
    Cleared,
    Effort,
    Entry,
    Erased,
    ExerciseReport,
    Measurement,
    MorningReport,
    PainScore,
    Paused,
    Performed,
    SessionReport,
    SymptomReport,
)
from homept.progress.journal import Journal
from homept.progress.pain import Light, PainSummary, pain_summaries
from homept.progress.preferences import preferences
from homept.progress.summary import Missing, Review, review

__all__ = [
    "Adherence",
    "Advice",
    "AdviceReason",
    "Cleared",
    "CriterionState",
    "Effort",
    "Entry",
    "Erased",
    "ExerciseReport",
    "Journal",
    "Light",
    "Measurement",
    "Missing",
    "MorningReport",
    "PainScore",
    "PainSummary",
    "Paused",
    "Performed",
    "Review",
    "SessionReport",
    "SymptomReport",
    "adherence",
    "advise",
    "pain_summaries",
    "preferences",
    "phase_progress",
    "review",
]
