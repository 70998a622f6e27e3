"""
Safety: who the person is, what the rules say of each exercise, and when nothing may be built at all.

The rules are data; see the safety page of the documentation.
"Not asked" is never "no": what is not known leads to less, not to more.
"""

from homept.safety.judging import judge, progression_locks, screen, verdict_table
from homept.safety.person import Clearance, Limit, Override, Person, Screening, Surgery
from homept.safety.tables import ScreeningQuestion, screening_questions
from homept.safety.verdict import Changes, Reason, Verdict

__all__ = [
    "Changes",
    "Clearance",
    "Limit",
    "Override",
    "Person",
    "Reason",
    "Screening",
    "ScreeningQuestion",
    "Surgery",
    "Verdict",
    "judge",
    "progression_locks",
    "screen",
    "screening_questions",
    "verdict_table",
]
