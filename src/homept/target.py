"""Targets inside a dose: how hard it should feel, and how far to move."""

from __future__ import annotations

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.errors import InvalidValue

__all__ = ["EFFORT_SCALES", "EffortTarget", "RangeLimit"]

#: The scales of effort and their bounds.
#: They measure different things and are never converted into one another.
EFFORT_SCALES = {"effort-0-10": (0, 10), "reps-in-reserve": (0, 10)}

_WIDEST = 360


@attrs.frozen(eq=False, repr=False)
class EffortTarget(Value):
    """
    How hard the work should feel, on a named scale.

    >>> EffortTarget(5, "effort-0-10").notation()
    '5 on effort-0-10'
    """

    score: int = attrs.field(validator=checks.whole(0, 10))
    scale: str = attrs.field(default="effort-0-10", validator=checks.one_of(*EFFORT_SCALES))

    def notation(self) -> str:
        """Return the canonical notation, such as ``5 on effort-0-10``."""
        return f"{self.score} on {self.scale}"

    @classmethod
    def parse(cls, notation: str) -> EffortTarget:
        """
        Read the canonical notation.

        >>> EffortTarget.parse("2 on reps-in-reserve").scale
        'reps-in-reserve'
        """
        score, _, scale = notation.partition(" on ")
        found = cls(int(score), scale) if score.isdecimal() else None
        if found is None or found.notation() != notation:
            raise InvalidValue("effort", "a notation such as '5 on effort-0-10'", repr(notation))
        return found


@attrs.frozen(eq=False, repr=False)
class RangeLimit(Value):
    """
    How far to move: from ``low`` to ``high`` in signed degrees, or up to a named point.

    Exactly one of the two forms is given; the named points are ``first-stretch`` and ``comfort``.

    >>> RangeLimit(low=0, high=90).notation(), RangeLimit(until="first-stretch").notation()
    ('0..90deg', 'first-stretch')
    """

    low: int | None = attrs.field(default=None, kw_only=True, validator=checks.optional(checks.whole(-_WIDEST, _WIDEST)))
    high: int | None = attrs.field(default=None, kw_only=True, validator=checks.optional(checks.whole(-_WIDEST, _WIDEST)))
    until: str | None = attrs.field(
        default=None, kw_only=True, validator=checks.optional(checks.one_of("first-stretch", "comfort"))
    )

    def __attrs_post_init__(self) -> None:
        degrees = self.low is not None and self.high is not None and self.low < self.high
        named = self.until is not None and self.low is None and self.high is None
        if not named and not (degrees and self.until is None):
            raise InvalidValue("RangeLimit", "low below high in degrees, or until alone")

    def notation(self) -> str:
        """Return the canonical notation, such as ``0..90deg``."""
        return self.until or f"{self.low}..{self.high}deg"

    @classmethod
    def parse(cls, notation: str) -> RangeLimit:
        """
        Read the canonical notation.

        >>> RangeLimit.parse("-5..90deg")
        RangeLimit(low=-5, high=90)
        """
        if not notation.endswith("deg"):
            return cls(until=notation)
        low, _, high = notation.removesuffix("deg").partition("..")
        numbers = low.removeprefix("-").isdecimal() and high.removeprefix("-").isdecimal()
        found = cls(low=int(low), high=int(high)) if numbers else None
        if found is None or found.notation() != notation:
            raise InvalidValue("range", "a notation such as '0..90deg' or 'first-stretch'", repr(notation))
        return found
