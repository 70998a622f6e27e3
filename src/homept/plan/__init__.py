"""
Plans: a routine spread over weeks, and the dated occurrences that follow from it.

A plan is a value; entering a phase or changing it gives a new plan.
"""

from homept.plan.occurrence import Occurrence
from homept.plan.plan import Criterion, Phase, Plan
from homept.plan.schedule import Frequency, Slot

__all__ = ["Criterion", "Frequency", "Occurrence", "Phase", "Plan", "Slot"]
