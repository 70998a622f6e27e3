"""
The arithmetic of scoring, exact from the answers to the last step.

Only the result is rounded, half up, as one does by hand: 6.25 becomes 6.3 with one decimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Protocol

__all__ = ["ALL_NEEDED", "FORMULAS", "ONE_RANGE", "limits", "result"]


class Answerable(Protocol):
    """An item as far as arithmetic goes."""

    @property
    def lowest(self) -> Decimal:
        """The lowest answer."""

    @property
    def highest(self) -> Decimal:
        """The highest answer."""

    @property
    def reversed(self) -> bool:
        """Whether a high answer counts low."""


#: value: the one answer. percent: the mean as a part of its range, 0 to 100; percent-turned: 100 less that.
#: steps-held: how many items in a row, from the first, are answered with the highest answer.
FORMULAS = ("value", "sum", "mean", "percent", "percent-turned", "product", "steps-held")
#: A missing answer would have to be guessed.
ALL_NEEDED = frozenset({"value", "sum", "product"})
#: A mean of answers on different ranges means nothing.
ONE_RANGE = frozenset({"mean", "percent", "percent-turned"})


def result(
    formula: str, items: Sequence[Answerable], answers: Sequence[Decimal | None], *, needed: int, decimals: int
) -> Decimal | None:
    """Return the score, or None where fewer than *needed* items are answered."""
    if formula == "steps-held":
        return _steps_held(items, answers)
    given = [(item, _worth(item, answer)) for item, answer in zip(items, answers) if answer is not None]
    if len(given) < needed:
        return None
    worths = [worth for _, worth in given]
    if formula == "value":
        # As it was measured, so that no rounding moves it across a line.
        return worths[0]
    exact = [Fraction(worth) for worth in worths]
    if formula == "sum":
        return _rounded(sum(exact, Fraction()), decimals)
    if formula == "product":
        return _rounded(prod(exact, start=Fraction(1)), decimals)
    mean = sum(exact, Fraction()) / len(exact)
    if formula == "mean":
        return _rounded(mean, decimals)
    low, high = Fraction(items[0].lowest), Fraction(items[0].highest)
    percent = (mean - low) / (high - low) * 100
    return _rounded(100 - percent if formula == "percent-turned" else percent, decimals)


def limits(formula: str, items: Sequence[Answerable]) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest score that are possible."""
    lows, highs = [item.lowest for item in items], [item.highest for item in items]
    if formula in ("value", "mean"):
        return lows[0], highs[0]
    if formula == "sum":
        return sum(lows, Decimal()), sum(highs, Decimal())
    if formula == "product":
        return prod(lows, start=Decimal(1)), prod(highs, start=Decimal(1))
    return Decimal(), Decimal(len(items) if formula == "steps-held" else 100)


def _worth(item: Answerable, answer: Decimal) -> Decimal:
    return item.lowest + item.highest - answer if item.reversed else answer


def _steps_held(items: Sequence[Answerable], answers: Sequence[Decimal | None]) -> Decimal | None:
    """Count the steps up to the first that was not held; what comes after it is not tried."""
    for number, (item, answer) in enumerate(zip(items, answers)):
        if answer is None:
            return None
        if answer < item.highest:
            return Decimal(number)
    return Decimal(len(items))


def _rounded(exact: Fraction, decimals: int) -> Decimal:
    scaled = abs(exact) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if exact >= 0 else -whole).scaleb(-decimals)
