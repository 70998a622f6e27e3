"""
The kinds of work other than repetitions: a timed hold, a duration, a distance.

They stand apart from :mod:`homept.dose`, so that a first look-up pays only for what most doses are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

import attrs

from homept import _checks as checks
from homept.dose import HOLD_KINDS, Repetitions, WorkBase

if TYPE_CHECKING:
    from homept.policies import Pace

__all__ = ["Distance", "Duration", "Hold", "Work"]


@attrs.frozen(eq=False, repr=False)
class Hold(WorkBase):
    """
    A position or a muscle held for a time, once a set.

    >>> Hold(30, hold_kind="stretch").seconds
    30
    """

    _RULES = {
        "seconds": checks.whole(1, 3600),
        "hold_kind": checks.one_of(*HOLD_KINDS),
    }

    seconds: int
    hold_kind: str = attrs.field(default="effort", kw_only=True)

    @property
    def amount(self) -> int:
        return self.seconds

    def with_amount(self, amount: int) -> Hold:
        return Hold(amount, hold_kind=self.hold_kind)

    @property
    def held_seconds(self) -> int:
        return self.seconds

    @property
    def held_kind(self) -> str | None:
        return self.hold_kind

    def with_held_seconds(self, seconds: int) -> Hold:
        return Hold(seconds, hold_kind=self.hold_kind)

    def set_seconds(self, tempo: tuple[int, int, int] | None, pace: Pace) -> int:
        return self.seconds

    def notation(self) -> str:
        return f"{self.seconds}s hold" + ("" if self.hold_kind == "effort" else f" {self.hold_kind}")


@attrs.frozen(eq=False, repr=False)
class Duration(WorkBase):
    """
    Movement that goes on for a time.

    >>> Duration(120).seconds
    120
    """

    _RULES = {
        "seconds": checks.whole(1, 7200),
    }

    seconds: int

    @property
    def amount(self) -> int:
        return self.seconds

    def with_amount(self, amount: int) -> Duration:
        return Duration(amount)

    def set_seconds(self, tempo: tuple[int, int, int] | None, pace: Pace) -> int:
        return self.seconds

    def notation(self) -> str:
        return f"{self.seconds}s"


@attrs.frozen(eq=False, repr=False)
class Distance(WorkBase):
    """
    Movement over a way.

    >>> Distance(20).meters
    20
    """

    _RULES = {
        "meters": checks.whole(1, 50000),
    }

    meters: int

    @property
    def amount(self) -> int:
        return self.meters

    def with_amount(self, amount: int) -> Distance:
        return Distance(amount)

    def set_seconds(self, tempo: tuple[int, int, int] | None, pace: Pace) -> int:
        return self.meters * pace.seconds_per_meter

    def notation(self) -> str:
        return f"{self.meters}m"


#: What one set of a dose can be.
Work = Union[Repetitions, Hold, Duration, Distance]
