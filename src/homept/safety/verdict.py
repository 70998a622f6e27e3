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

if TYPE_CHECKING:
    from homept.dose import DoseBand

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
    What a verdict changes: a cap on holds, a support, a replacement, and sentences to show with the exercise.

    >>> Changes(cap_hold_seconds=10).join(Changes(cap_hold_seconds=5, support="fixed"))
    Changes(cap_hold_seconds=5, support='fixed')
    """

    cap_hold_seconds: int | None = attrs.field(default=None, validator=checks.optional(checks.whole(1)))
    support: str = attrs.field(default="none", validator=checks.one_of(*SUPPORTS))
    replace_by: frozenset[str] = attrs.field(default=frozenset(), converter=checks.word_set, validator=checks.strings)
    cues: tuple[str, ...] = attrs.field(default=(), converter=_once, validator=checks.strings)

    def join(self, other: Changes) -> Changes:
        """Return both changes together: the lower cap, the firmer support, every replacement and cue."""
        caps = [cap for cap in (self.cap_hold_seconds, other.cap_hold_seconds) if cap is not None]
        return Changes(
            cap_hold_seconds=min(caps, default=None),
            support=max(self.support, other.support, key=SUPPORTS.index),
            replace_by=self.replace_by | other.replace_by,
            cues=(*self.cues, *other.cues),
        )

    def apply(self, band: DoseBand) -> DoseBand:
        """Return *band* with its hard holds capped; holds of stretches and rest positions stay."""
        cap = self.cap_hold_seconds
        if cap is None or band.start.hold_kind != "effort":
            return band
        low, start, high = (dose.with_hold(min(dose.hold_seconds, cap)) for dose in (band.low, band.start, band.high))
        return attrs.evolve(band, low=low, start=start, high=high)


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
        if self.changes != Changes():
            standing.append("modify")
        return reduce(stricter, standing, "include")

    @property
    def allows(self) -> bool:
        """Whether the exercise may be offered, changed or not."""
        return OUTCOMES.index(self.outcome) <= OUTCOMES.index("modify")

    def join(self, other: Verdict) -> Verdict:
        """Return the verdict for which both sets of reasons hold."""
        return Verdict(reasons=(*self.reasons, *other.reasons), changes=self.changes.join(other.changes))

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Verdict:
        """Join any number of verdicts; none gives a plain include."""
        return reduce(cls.join, verdicts, cls())
