"""The questions that a clinician answers of every record."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

__all__ = ["Question", "checklist"]


class Question(NamedTuple):
    """
    One question of the checklist, put so that yes is the good answer.

    ``id`` heads its column in the spreadsheet; ``short`` is for where space is scarce.
    ``may_not_apply`` says whether a record may give it nothing to judge.
    """

    id: str
    short: str
    text: str
    may_not_apply: bool = False


@lru_cache(maxsize=1)
def checklist() -> tuple[Question, ...]:
    """
    Return the questions in the order to answer them.

    >>> checklist()[0].short
    'Safe to do'
    """
    from homept._package_data import read_json

    return tuple(Question(**row) for row in read_json("inspection.json")["checklist"])
