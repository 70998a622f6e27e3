"""Places: which parts of the body an exercise has to do with, when a rule or a question is about one part only."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from homept import vocabulary
from homept.safety.tables import safety_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["reach"]

_EVERYWHERE = "whole-body"


def reach(regions: Iterable[str]) -> frozenset[str]:
    """
    Return the regions that an exercise may name and still work one of *regions*.

    These are the regions themselves, what is below and above them in the tree, and what the safety data counts as near.
    Work of the whole body reaches every place.

    >>> sorted(reach({"knee"}))
    ['knee', 'lower-limb', 'whole-body']
    """
    return frozenset().union(*map(_reach, regions))


@cache
def _reach(region: str) -> frozenset[str]:
    if region == _EVERYWHERE:
        return frozenset(word.id for word in vocabulary.words("regions"))
    below = vocabulary.with_children("regions", {region})
    near = safety_tables().general["near"]
    beside = {one for part in below for one in near.get(part, ())}
    return frozenset({_EVERYWHERE, *below, *_above(region), *beside})


def _above(region: str) -> list[str]:
    parent = vocabulary.word("regions", region).parent
    return [] if parent is None else [parent, *_above(parent)]
