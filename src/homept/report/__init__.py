"""
Figures about a catalog: what it holds, what its doses rest on, which works it cites, who reviewed it, and which names it knows.

Each function returns plain tables, so that a terminal, a web page and a test show the same figures.
They work on any catalog: homept's own, a clinic's folder, or the two together.
How easy the texts are to read is told by :mod:`homept.reading`, which needs an extra.
"""

from homept.report.contents import contents
from homept.report.coverage import ListedExercise, ListedProgram, coverage, load_programs_file
from homept.report.evidence import evidence
from homept.report.size import installed_size
from homept.report.table import Table
from homept.report.whole import report, shipped_works

__all__ = [
    "ListedExercise",
    "ListedProgram",
    "Table",
    "contents",
    "coverage",
    "evidence",
    "installed_size",
    "load_programs_file",
    "report",
    "shipped_works",
]
