"""What scoring gives: scores and the changes between them, which are a person's data."""

from __future__ import annotations

from decimal import Decimal

import attrs

from homept import _checks as checks
from homept._value import HealthValue
from homept.errors import InvalidValue, UnknownId
from homept.measures.figures import MeaningfulChange, finite

__all__ = ["ChangeFinding", "ScaleScore", "Score", "ScoreChange"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ScaleScore(HealthValue):
    """
    The score of one scale; ``value`` is None where too few items were answered.

    >>> ScaleScore(scale="rmdq", value=None, unit="points", answered=20, items=24).state
    'not-enough-answers'
    """

    scale: str = attrs.field(validator=checks.an_id)
    value: Decimal | None = attrs.field(validator=checks.optional(finite))
    unit: str = attrs.field(validator=checks.text)
    answered: int = attrs.field(validator=checks.whole(0, 1000))
    items: int = attrs.field(validator=checks.whole(1, 1000))

    def __attrs_post_init__(self) -> None:
        if self.answered > self.items:
            raise InvalidValue("ScaleScore.answered", "at most the number of items")

    @property
    def state(self) -> str:
        """Either ``scored`` or ``not-enough-answers``."""
        return "not-enough-answers" if self.value is None else "scored"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Score(HealthValue):
    """
    The scores of all scales of a measure, in their order.

    A measure with a total has a scale with the id of the measure; one without, such as KOOS, has only its parts.
    """

    measure: str = attrs.field(validator=checks.an_id)
    scales: tuple[ScaleScore, ...] = attrs.field(converter=checks.listed, validator=checks.each(checks.a(ScaleScore)))

    def __attrs_post_init__(self) -> None:
        ids = [one.scale for one in self.scales]
        if not ids or len(set(ids)) != len(ids):
            raise InvalidValue("Score.scales", "at least one scale, each once")

    @property
    def value(self) -> Decimal | None:
        """The total; None where too few items were answered, :class:`homept.errors.UnknownId` where there is no total."""
        return self.of(self.measure).value

    @property
    def state(self) -> str:
        """``scored`` when every scale is, ``not-enough-answers`` when none is, ``partly-scored`` between."""
        states = {one.state for one in self.scales}
        return states.pop() if len(states) == 1 else "partly-scored"

    def of(self, scale: str) -> ScaleScore:
        """Return the score of one scale."""
        for one in self.scales:
            if one.scale == scale:
                return one
        raise UnknownId("scale", scale, [one.scale for one in self.scales])


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ChangeFinding(HealthValue):
    """One published figure, and whether the change is at least that much."""

    figure: MeaningfulChange = attrs.field(validator=checks.a(MeaningfulChange))
    reached: bool = attrs.field(validator=checks.a(bool))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class ScoreChange(HealthValue):
    """
    The change from one score to a later one.

    :param difference: the later score less the first; None where one of the two is missing.
    :param direction: ``better``, ``worse``, ``same`` or, where a score is missing, ``unknown``.
    :param findings: one for each published figure that covers this first score and this direction.
    """

    scale: str = attrs.field(validator=checks.an_id)
    difference: Decimal | None = attrs.field(validator=checks.optional(finite))
    direction: str = attrs.field(validator=checks.one_of("better", "worse", "same", "unknown"))
    findings: tuple[ChangeFinding, ...] = attrs.field(
        default=(), converter=checks.listed, validator=checks.each(checks.a(ChangeFinding))
    )

    def __attrs_post_init__(self) -> None:
        if (self.difference is None) != (self.direction == "unknown"):
            raise InvalidValue("ScoreChange.direction", "unknown without a difference, and only then")

    @property
    def matters(self) -> str:
        """
        Whether the change is as large as studies ask for.

        ``yes`` by every figure that covers it, ``no`` by none, ``depends`` where they differ; ``unknown`` where there is no
        figure, which is never a no.
        """
        reached = {finding.reached for finding in self.findings}
        if not reached:
            return "unknown"
        return "depends" if len(reached) == 2 else "yes" if reached.pop() else "no"
