"""
Safety: who the person is, what the rules say of each exercise, and when nothing may be built at all.

The rules are data; see the safety page of the documentation.
"Not asked" is never "no": what is not known leads to less, not to more.
"""

from homept.safety.judging import judge
from homept.safety.locks import next_change, progression_locks
from homept.safety.person import Clearance, Limit, Override, Person, Screening, Surgery
from homept.safety.stops import screen
from homept.safety.table import VerdictTable, verdict_table
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
    "VerdictTable",
    "judge",
    "next_change",
    "progression_locks",
    "screen",
    "screening_questions",
    "verdict_table",
]
