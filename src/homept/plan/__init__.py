"""
Plans: a routine spread over weeks, and the dated occurrences that follow from it.

A plan is a value; entering a phase or changing it gives a new plan.
"""

from homept.plan.changes import DaysOff, Deload, DoseChange, EasedDose, Move, Swap
from homept.plan.diff import RecordChange
from homept.plan.occurrence import Occurrence
from homept.plan.phase import Criterion, DayRoutine, Phase
from homept.plan.plan import Plan
from homept.plan.program import Program, ProgramItem, ProgramPhase, load_programs
from homept.plan.schedule import Frequency, Slot
from homept.plan.starting import Adaptation, StartedProgram, start_program
from homept.plan.steps import dose_ladder, next_dose, previous_dose

__all__ = [
    "Adaptation",
    "Criterion",
    "DayRoutine",
    "DaysOff",
    "Deload",
    "DoseChange",
    "EasedDose",
    "Frequency",
    "Move",
    "Occurrence",
    "Phase",
    "Plan",
    "Program",
    "ProgramItem",
    "ProgramPhase",
    "RecordChange",
    "Slot",
    "StartedProgram",
    "Swap",
    "dose_ladder",
    "load_programs",
    "next_dose",
    "previous_dose",
    "start_program",
]
