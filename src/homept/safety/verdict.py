"""
Verdicts: what the rules say of one exercise for one person, with every reason.

Verdicts form a lattice: include < modify < needs-clearance < exclude.
Joining two gives the stricter outcome, all reasons and all changes; changes that cannot be had together need clearance.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import TYPE_CHECKING

import attrs

from homept import _checks as checks
from homept._value import Value
from homept.dose import Repetitions

if TYPE_CHECKING:
    from homept.dose import Dose, DoseBand

__all__ = ["OUTCOMES", "SUPPORTS", "Changes", "Reason", "Verdict"]

#: The outcomes from laxest to strictest.
OUTCOMES = ("include", "modify", "needs-clearance", "exclude")
#: The supports from none to the firmest.
SUPPORTS = ("none", "nearby", "fixed", "helper")


def stricter(one: str, other: str) -> str:
    """Return the stricter of two outcomes."""
    return max(one, other, key=OUTCOMES.index)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Reason(Value):
    """
    Why a verdict is what it is.

    ``outcome`` is what this reason alone asks for; ``by`` is the role whose clearance it waits for; ``lifted_by`` is filled
    when a clearance or an override lifted it.
    ``sentence`` is filled for precautions of one exercise; that of other reasons stands in the messages under ``rule.<code>``.
    """

    code: str = attrs.field(validator=checks.text)
    outcome: str = attrs.field(validator=checks.one_of(*OUTCOMES))
    source: str = attrs.field(default="homept-default", validator=checks.text)
    by: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    sentence: str | None = attrs.field(default=None, validator=checks.optional(checks.text))
    lifted_by: str | None = attrs.field(default=None, validator=checks.optional(checks.text))

    def text(self, language: str = "en") -> str:
        """Return the sentence for the person."""
        from homept.messages import messages

        return self.sentence or messages(language)(f"rule.{self.code}")

    def _order(self) -> tuple[str, ...]:
        return (self.code, self.outcome, self.source, self.by or "", self.sentence or "", self.lifted_by or "")


def _once(cues: Iterable[str]) -> tuple[str, ...]:
    found = checks.word_set(cues)
    return tuple(sorted(found)) if isinstance(found, frozenset) else found


def _in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    found = checks.listed(reasons)
    if not isinstance(found, tuple) or not all(isinstance(reason, Reason) for reason in found):
        return found  # for the validator to refuse
    return tuple(sorted(set(found), key=Reason._order))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Changes(Value):
    """
    What a verdict changes: caps on the dose, no added load, a support, a replacement, and sentences to show with the exercise.

    ``cap_hold_seconds`` is for hard holds, not for stretches and rest positions; ``cap_repetitions`` is for counted repetitions.
    Joining takes the stricter of both in everything, so that the order of joining never matters.

    >>> Changes(cap_hold_seconds=10, no_load=True).join(Changes(cap_hold_seconds=5, support="fixed"))
    Changes(cap_hold_seconds=5, no_load=True, support='fixed')
    """

    cap_hold_seconds: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1)))
    cap_sets: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1)))
    cap_repetitions: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1)))
    no_load: bool = attrs.field(default=False, validator=checks.a(bool))
    support: str = attrs.field(default="none", validator=checks.one_of(*SUPPORTS))
    replace_by: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=checks.strings)
    cues: tuple[str, ...] = attrs.field(default=(), converter=_once, validator=checks.strings)

    @classmethod
    def of(cls, changes: Iterable[Changes]) -> Changes:
        """Join any number of changes; none changes nothing."""
        told = list(changes)
        return cls(
            cap_hold_seconds=_lowest(one.cap_hold_seconds for one in told),
            cap_sets=_lowest(one.cap_sets for one in told),
            cap_repetitions=_lowest(one.cap_repetitions for one in told),
            no_load=any(one.no_load for one in told),
            support=max((one.support for one in told), key=SUPPORTS.index, default="none"),
            replace_by=frozenset().union(*(one.replace_by for one in told)),
            cues=tuple(cue for one in told for cue in one.cues),
        )

    def join(self, other: Changes) -> Changes:
        """Return both changes together: the lower caps, the firmer support, every replacement and cue."""
        return Changes.of((self, other))

    def allows(self, dose: Dose) -> bool:
        """
        Tell whether *dose* keeps to every cap.

        >>> from homept import Dose
        >>> Changes(cap_sets=1).allows(Dose.parse("2x10")), Changes(cap_sets=1).allows(Dose.parse("1x10"))
        (False, True)
        """
        return self._capped(dose) == dose

    def apply(self, band: DoseBand) -> DoseBand:
        """
        Return *band* with each of its doses inside the caps; low, start and high keep their order.

        >>> from homept import Dose
        >>> from homept.dose import DoseBand
        >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x10"), high=Dose.parse("3x10"))
        >>> Changes(cap_sets=2, cap_repetitions=8).apply(band).high.notation()
        '2x8'
        """
        low, start, high = (self._capped(dose) for dose in (band.low, band.start, band.high))
        if (low, start, high) == (band.low, band.start, band.high):
            return band
        return attrs.evolve(band, low=low, start=start, high=high)

    def _capped(self, dose: Dose) -> Dose:
        if self.cap_hold_seconds is not None and dose.hold_kind == "effort" and dose.hold_seconds > self.cap_hold_seconds:
            dose = dose.with_hold(self.cap_hold_seconds)
        if self.cap_repetitions is not None and isinstance(dose.work, Repetitions) and dose.amount > self.cap_repetitions:
            dose = dose.with_amount(self.cap_repetitions)
        if self.cap_sets is not None and dose.sets > self.cap_sets:
            dose = attrs.evolve(dose, sets=self.cap_sets)
        if self.no_load and dose.load is not None:
            dose = attrs.evolve(dose, load=None)
        return dose


_UNCHANGED = Changes()


def _lowest(caps: Iterable[int | None]) -> int | None:
    return min((cap for cap in caps if cap is not None), default=None)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Verdict(Value):
    """
    What the rules say of an exercise.

    Equal for equal reasons and changes, whatever the order in which they were joined.

    >>> strict = Verdict(reasons=(Reason(code="b", outcome="exclude"),))
    >>> lax = Verdict(reasons=(Reason(code="a", outcome="modify"),))
    >>> lax.join(strict).outcome, lax.join(strict) == strict.join(lax)
    ('exclude', True)
    """

    reasons: tuple[Reason, ...] = attrs.field(default=(), converter=_in_order, validator=checks.each(checks.a(Reason)))
    changes: Changes = attrs.field(default=Changes(), validator=checks.a(Changes))

    @property
    def outcome(self) -> str:
        """The strictest outcome of the reasons that stand; replacements that differ need clearance."""
        standing = [reason.outcome for reason in self.reasons if reason.lifted_by is None]
        if len(self.changes.replace_by) > 1:
            standing.append("needs-clearance")
        if self.changes != _UNCHANGED:
            standing.append("modify")
        return reduce(stricter, standing, "include")

    @property
    def allows(self) -> bool:
        """Whether the exercise may be offered, changed or not."""
        return OUTCOMES.index(self.outcome) <= OUTCOMES.index("modify")

    def join(self, other: Verdict) -> Verdict:
        """Return the verdict for which both sets of reasons hold."""
        return Verdict.of((self, other))

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Verdict:
        """Join any number of verdicts; none gives a plain include."""
        told = list(verdicts)
        return cls(reasons=[reason for one in told for reason in one.reasons], changes=Changes.of(one.changes for one in told))
