"""
Routines: from a wish to a short list of exercises that is safe, fits the time, and explains itself.

:func:`build_routine` chooses; :func:`prescribe` takes a clinician's own choice; :func:`build_week` goes through the days of a
week.
:func:`alternatives` and :func:`swap` put one exercise in the place of another.
"""

from homept.routine.build import build_routine, prescribe
from homept.routine.explanation import Explanation, LeftOut, Pick, Proof
from homept.routine.preferences import Preference, Preferences
from homept.routine.relaxation import Relaxation
from homept.routine.request import Request
from homept.routine.routine import Origin, Routine, RoutineItem
from homept.routine.swapping import Alternative, alternatives, swap
from homept.routine.week import Week, WeekDay, build_week

__all__ = [
    "Alternative",
    "Explanation",
    "LeftOut",
    "Origin",
    "Pick",
    "Preference",
    "Preferences",
    "Proof",
    "Relaxation",
    "Request",
    "Routine",
    "RoutineItem",
    "Week",
    "WeekDay",
    "alternatives",
    "build_routine",
    "build_week",
    "prescribe",
    "swap",
]
