"""
The review of records by a clinician: what to judge, on sheets to fill in, and how an approval gets back into a record.

:func:`spreadsheet` and :func:`page` write the sheets, :func:`read_spreadsheet` reads the answers, :func:`sign` writes approvals.
The commands ``python -m homept review-sheets`` and ``read-reviews`` do the same from a shell.
An approval is of one content of a record, known by its :func:`content_mark`, and covers no later one.

The review of a person's progress is :func:`homept.review`, which has nothing to do with this.
"""

from __future__ import annotations

from homept.catalog.content import content_mark
from homept.inspection.approvals import RecordReview, read_spreadsheet, report
from homept.inspection.checklist import Question, checklist
from homept.inspection.page import page
from homept.inspection.pemat import Rating, RecordRating, pemat
from homept.inspection.signing import sign
from homept.inspection.spreadsheet import spreadsheet

__all__ = [
    "Question",
    "Rating",
    "RecordRating",
    "RecordReview",
    "checklist",
    "content_mark",
    "page",
    "pemat",
    "read_spreadsheet",
    "report",
    "sign",
    "spreadsheet",
]
