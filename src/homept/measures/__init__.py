"""
Outcome measures: questionnaires, ratings, physical tests and joint angles, with how each is scored.

A measure takes numeric answers and gives a score; nothing here judges a person.
Item texts are shipped only where that is allowed; the scoring of a questionnaire whose texts are not shipped still works.
"""

from homept.measures.figures import CutOff, MeaningfulChange, Norm
from homept.measures.loading import load_measures
from homept.measures.measure import Measure, MeasureItem, Scale
from homept.measures.scores import ChangeFinding, ScaleScore, Score, ScoreChange

__all__ = [
    "ChangeFinding",
    "CutOff",
    "MeaningfulChange",
    "Measure",
    "MeasureItem",
    "Norm",
    "Scale",
    "ScaleScore",
    "Score",
    "ScoreChange",
    "load_measures",
]
