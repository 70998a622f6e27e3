"""The explanation of a routine: why each exercise is in it, and why every other one is not."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from homept import _checks as checks
from homept import vocabulary
from homept._value import Value
from homept.safety.verdict import Reason

__all__ = ["LEFT_OUT_CODES", "Explanation", "LeftOut", "Pick", "Proof", "label_of_part"]

#: Why an exercise can be left out, in the order in which the reasons are tried; each exercise gets the first that holds.
LEFT_OUT_CODES = ("not-asked-for", "safety", "equipment", "position", "level", "time", "rest", "disliked", "covered", "count")


_FACETS = {"goal": "goals", "movement": "movements", "kind": "kinds", "region": "regions"}


def label_of_part(code: str, word: str, language: str) -> str:
    """
    Return the label of the word that a part is about, or the word itself where it is in no vocabulary.

    >>> label_of_part("new-movement", "knee-flexion", "en"), label_of_part("gentle", "", "en")
    ('bending the knee', '')
    """
    facet = _FACETS.get(code.rpartition("-")[2])
    if code == "published-for":
        facet = "conditions" if word in {one.id for one in vocabulary.words("conditions")} else "procedures"
    return vocabulary.word(facet, word).label(language) if facet else word


def _parts(value: Iterable[tuple[str, str, int]]) -> tuple[tuple[str, str, int], ...]:
    found = checks.listed(value)
    return tuple(map(checks.listed, found)) if isinstance(found, tuple) else found


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Pick(Value):
    """
    The score of one chosen exercise, part by part.

    A part is a code such as ``region`` or ``new-goal``, the word it is about, and its points.

    >>> Pick(exercise="heel-slide", parts=(("region", "knee", 40), ("gentle", "", 15))).points
    55
    """

    exercise: str = attrs.field(validator=checks.an_id)
    parts: tuple[tuple[str, str, int], ...] = attrs.field(converter=_parts, validator=checks.rows(str, str, int))

    @property
    def points(self) -> int:
        """The sum of the parts."""
        return sum(points for _, _, points in self.parts)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class LeftOut(Value):
    """
    Why one exercise was left out.

    ``reasons`` are filled for ``safety``; ``words`` hold what is missing (equipment, positions), for ``covered`` the id of the
    chosen exercise that covers it, and for ``safety`` the ids of what the rules put in its place, if anything.
    """

    exercise: str = attrs.field(validator=checks.an_id)
    name: str = attrs.field(validator=checks.text)
    code: str = attrs.field(validator=checks.one_of(*LEFT_OUT_CODES))
    reasons: tuple[Reason, ...] = attrs.field(default=(), converter=checks.listed, validator=checks.each(checks.a(Reason)))
    words: tuple[str, ...] = attrs.field(default=(), converter=checks.words, validator=checks.strings)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Proof(Value):
    """
    How good the choice is: its points, and a bound that no choice within the limits can exceed.

    The points are below 0 only where nothing but disliked exercises is left.

    >>> Proof(points=180, bound=180).proven, Proof(points=180, bound=190).gap
    (True, 10)
    """

    points: int = attrs.field(validator=checks.a(int))
    bound: int = attrs.field(validator=checks.a(int))

    @property
    def proven(self) -> bool:
        """Whether the choice is proven to be the best one."""
        return self.points == self.bound

    @property
    def gap(self) -> int:
        """By how many points a better choice could at most exceed this one."""
        return self.bound - self.points


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Explanation(Value):
    """Why a routine is as it is: a score for each pick, one reason for each exercise left out, and the proof."""

    picks: tuple[Pick, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(Pick)))
    left_out: tuple[LeftOut, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(LeftOut)))
    proof: Proof = attrs.field(validator=checks.a(Proof))
