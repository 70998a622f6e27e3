"""Published figures by which a score can be read: changes that matter, norms and cut-offs, each with its source."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.errors import InvalidValue

__all__ = ["CutOff", "MeaningfulChange", "Norm"]


def finite(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """A Decimal that is a number."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise checks.refusal(instance, attribute, "a finite Decimal", value)


def positive(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """A Decimal above zero."""
    if not isinstance(value, Decimal) or not value.is_finite() or value <= 0:
        raise checks.refusal(instance, attribute, "a Decimal above zero", value)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class MeaningfulChange(Value):
    """
    How far a score has to move to matter, as one study found it.

    :param kind: ``mcid``, the least change that people call important, or ``mdc``, the least that is more than error.
    :param of: what ``value`` counts: ``score`` for the unit of the scale, ``baseline-percent`` for a part of the first score.
    :param direction: the changes it was found for: ``better``, ``worse`` or ``both``.
    :param size: how much people said had changed, where a study tells sizes apart: ``small``, ``medium`` or ``large``.
    :param baseline_from, baseline_to: the first scores it holds for, both included; None for no limit.

    >>> figure = MeaningfulChange(kind="mcid", value=Decimal(5), of="score", direction="better",
    ...                           population="low back pain", source="low-back-pain-change-consensus")
    >>> figure.covers(Decimal(12)), figure.reached(Decimal(12), Decimal(-5))
    (True, True)
    """

    kind: str = attrs.field(validator=checks.one_of("mcid", "mdc"))
    value: Decimal = attrs.field(validator=positive)
    of: str = attrs.field(validator=checks.one_of("score", "baseline-percent"))
    direction: str = attrs.field(validator=checks.one_of("better", "worse", "both"))
    size: str | None = attrs.field(default=None, validator=checks.optional(checks.one_of("small", "medium", "large")))
    population: str = attrs.field(validator=checks.text)
    baseline_from: Decimal | None = attrs.field(default=None, validator=checks.optional(finite))
    baseline_to: Decimal | None = attrs.field(default=None, validator=checks.optional(finite))
    source: str = attrs.field(validator=checks.an_id)
    note: str = attrs.field(default="", validator=checks.any_text)

    def __attrs_post_init__(self) -> None:
        low, high = self.baseline_from, self.baseline_to
        if low is not None and high is not None and low > high:
            raise InvalidValue("MeaningfulChange.baseline_from", "at most baseline_to", str(low))

    def covers(self, baseline: Decimal) -> bool:
        """Whether it says something of a person who began at *baseline*; no part of zero can be told."""
        low = self.baseline_from is None or baseline >= self.baseline_from
        high = self.baseline_to is None or baseline <= self.baseline_to
        return low and high and (self.of == "score" or baseline != 0)

    def reached(self, baseline: Decimal, difference: Decimal) -> bool:
        """Whether *difference*, whichever its sign, is at least this much."""
        if self.of == "score":
            return abs(difference) >= self.value
        return abs(difference) * 100 >= self.value * abs(baseline)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Norm(Value):
    """
    What is usual for people of one sex and age: a score under ``below`` is less than the average range.

    :param sex: ``female`` or ``male``, as the published table has it.
    :param age_from, age_to: in years, both included.

    >>> Norm(sex="female", age_from=60, age_to=64, below=Decimal(12), source="cdc-chair-stand-copy").below
    Decimal('12')
    """

    sex: str = attrs.field(validator=checks.one_of("female", "male"))
    age_from: int = attrs.field(validator=checks.whole(0, 120))
    age_to: int = attrs.field(validator=checks.whole(0, 120))
    below: Decimal = attrs.field(validator=finite)
    source: str = attrs.field(validator=checks.an_id)

    def __attrs_post_init__(self) -> None:
        if self.age_from > self.age_to:
            raise InvalidValue("Norm.age_from", "at most age_to", str(self.age_from))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CutOff(Value):
    """
    A published line that a score may be beyond; it is a reason to talk with a clinician, and never a diagnosis.

    Exactly one of ``at_least``, ``at_most`` and ``below`` is given.

    :param meaning: ``fall-risk`` or ``less-than-advised``.

    >>> CutOff(at_least=Decimal(12), meaning="fall-risk", population="older adults", source="cdc-tug-copy").met_by(Decimal(12))
    True
    """

    at_least: Decimal | None = attrs.field(default=None, validator=checks.optional(finite))
    at_most: Decimal | None = attrs.field(default=None, validator=checks.optional(finite))
    below: Decimal | None = attrs.field(default=None, validator=checks.optional(finite))
    meaning: str = attrs.field(validator=checks.one_of("fall-risk", "less-than-advised"))
    population: str = attrs.field(validator=checks.text)
    source: str = attrs.field(validator=checks.an_id)

    def __attrs_post_init__(self) -> None:
        if sum(limit is not None for limit in (self.at_least, self.at_most, self.below)) != 1:
            raise InvalidValue("CutOff.at_least", "exactly one of at_least, at_most and below")

    def met_by(self, value: Decimal) -> bool:
        """Whether *value* is beyond the line."""
        if self.at_least is not None:
            return value >= self.at_least
        if self.at_most is not None:
            return value <= self.at_most
        assert self.below is not None, "the class asks for one of the three"
        return value < self.below
