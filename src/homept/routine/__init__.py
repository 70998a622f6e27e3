"""
Routines: from a wish to a short list of exercises that is safe, fits the time, and explains itself.

:func:`build_routine` chooses; :func:`prescribe` takes a clinician's own choice.
"""

from homept.routine.build import build_routine, prescribe
from homept.routine.explanation import Explanation, LeftOut, Pick, Proof
from homept.routine.relaxation import Relaxation
from homept.routine.request import Request
from homept.routine.routine import Origin, Routine, RoutineItem

__all__ = [
    "Explanation",
    "LeftOut",
    "Origin",
    "Pick",
    "Proof",
    "Relaxation",
    "Request",
    "Routine",
    "RoutineItem",
    "build_routine",
    "prescribe",
]
