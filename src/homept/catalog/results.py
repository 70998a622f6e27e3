"""What searching and explaining a catalog give."""

from __future__ import annotations

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.exercise import Exercise

__all__ = ["FilterCount", "SearchHit"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class FilterCount(Value):
    """
    One filter of a catalog, and how many exercises of the unfiltered catalog pass it alone.

    For the facet ``where`` it counts those among the exercises that the filters before it left.
    """

    facet: str = attrs.field(validator=checks.text)
    wanted: tuple[str, ...] = attrs.field(converter=checks.words, validator=checks.strings)
    passing: int = attrs.field(validator=checks.whole(0))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class SearchHit(Value):
    """
    One exercise that a search found.

    ``name`` is the name that matched, ``score`` runs from 0 to 1, and ``ambiguous`` tells that other publishers mean a
    different movement by this name.
    """

    exercise: Exercise = attrs.field(validator=checks.a(Exercise))
    name: str = attrs.field(validator=checks.text)
    score: float = attrs.field(validator=checks.number(0, 1))
    ambiguous: bool = attrs.field(validator=checks.a(bool))
