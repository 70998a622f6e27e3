"""
Steps: the next larger and the next smaller dose inside a band, one change at a time.

How large a step is stands in a :class:`homept.policies.ProgressionPolicy`, as data; no step leads out of the band.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import attrs

from homept import policies
from homept.dose import Dose, DoseBand, Repetitions, at_most
from homept.work import Distance, Hold

if TYPE_CHECKING:
    from homept.policies import ProgressionPolicy

__all__ = ["dose_ladder", "next_dose", "previous_dose", "restart_dose", "share_of"]


def next_dose(dose: Dose, band: DoseBand, policy: ProgressionPolicy) -> Dose | None:
    """
    Return the next larger dose in the band, one change at a time, or None at its top or where the band says nothing of it.

    Repetitions (or seconds or meters) grow to the most of the band, then the hold, then the sets; with a new set there are
    so many fewer in each that it is just more work than before.

    >>> from homept import policies
    >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("2x10"))
    >>> next_dose(Dose.parse("1x8"), band, policies.progression()).notation()
    '1x10'
    >>> next_dose(Dose.parse("1x10"), band, policies.progression()).notation()
    '2x6'
    """
    if not band.holds(dose):
        return None
    amount, most = dose.amount, band.high.amount
    if amount < most:
        return dose.with_amount(min(most, amount + _step(dose, policy)))
    if isinstance(dose.work, Repetitions) and dose.hold_seconds < band.high.hold_seconds:
        return dose.with_hold(min(band.high.hold_seconds, dose.hold_seconds + policy.hold_step_seconds))
    if dose.sets < band.high.sets:
        # A whole set at once is a large step; going back to the fewest of the band could be less work than before.
        more = dose.sets + 1
        fewest = dose.sets * amount // more + 1
        return attrs.evolve(dose.with_amount(max(band.low.amount, fewest)), sets=more)
    return None


def previous_dose(dose: Dose, band: DoseBand, policy: ProgressionPolicy) -> Dose | None:
    """
    Return the next smaller dose, down to the lowest of the band, or None at its bottom or where the band says nothing of it.

    >>> from homept import policies
    >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("2x10"))
    >>> previous_dose(Dose.parse("1x8"), band, policies.progression()).notation()
    '1x6'
    >>> previous_dose(Dose.parse("2x5"), band, policies.progression()).notation()
    '1x9'
    """
    if not at_most(band.low, dose):
        return None
    amount, least = dose.amount, band.low.amount
    if amount > least:
        return dose.with_amount(max(least, amount - _step(dose, policy)))
    if dose.sets > band.low.sets:
        # A set less and so many more in each that it is just less work than before; a whole set at once is a large step.
        fewer = dose.sets - 1
        most = min(band.high.amount, (dose.sets * amount - 1) // fewer)
        return attrs.evolve(dose.with_amount(max(least, most)), sets=fewer)
    if isinstance(dose.work, Repetitions) and dose.hold_seconds > band.low.hold_seconds:
        return dose.with_hold(max(band.low.hold_seconds, dose.hold_seconds - policy.hold_step_seconds))
    return None


def dose_ladder(band: DoseBand, policy: ProgressionPolicy | None = None) -> tuple[Dose, ...]:
    """
    Return every dose from the lowest of the band to its highest, by the steps of *policy* (None: homept's own).

    Each is more work than the one before: more repetitions (or seconds or meters), a longer hold, or one more set.

    >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("2x8"))
    >>> [dose.notation() for dose in dose_ladder(band)]
    ['1x5', '1x7', '1x8', '2x5', '2x7', '2x8']
    """
    policy = policy or policies.progression()
    ladder = [band.low]
    while (larger := next_dose(ladder[-1], band, policy)) is not None:
        ladder.append(larger)
    return tuple(ladder)


def share_of(dose: Dose, band: DoseBand, share: float) -> Dose:
    """
    Return about this share of a dose, rounded up: fewer sets, or where there is one set fewer of its repetitions.

    Never less than the lowest of the band; a dose that is below it, or of another kind, is returned as it is.

    >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("3x10"))
    >>> share_of(Dose.parse("3x10"), band, 0.5).notation(), share_of(Dose.parse("1x8"), band, 0.5).notation()
    ('2x10', '1x5')
    """
    if not at_most(band.low, dose):
        return dose
    if dose.sets > band.low.sets:
        return attrs.evolve(dose, sets=max(band.low.sets, ceil(dose.sets * share)))
    return dose.with_amount(max(band.low.amount, ceil(dose.amount * share)))


def restart_dose(dose: Dose, band: DoseBand, policy: ProgressionPolicy) -> Dose | None:
    """
    Return the dose to start again with after a long break: the policy's share of it, not less than the lowest of the band.

    None where there is nothing smaller, or the band says nothing of the dose.

    >>> from homept import policies
    >>> band = DoseBand(low=Dose.parse("1x3"), start=Dose.parse("1x8"), high=Dose.parse("3x10"))
    >>> restart_dose(Dose.parse("2x9"), band, policies.progression()).notation()
    '1x9'
    >>> restart_dose(Dose.parse("1x9"), band, policies.progression()).notation()
    '1x5'
    """
    if not at_most(band.low, dose):
        return None
    restarted = share_of(dose, band, policy.restart_share)
    # A large share of few sets or repetitions is all of them.
    return restarted if restarted != dose else previous_dose(dose, band, policy)


def _step(dose: Dose, policy: ProgressionPolicy) -> int:
    if isinstance(dose.work, Repetitions):
        return policy.repetition_step
    if isinstance(dose.work, Hold):
        return policy.hold_step_seconds
    return policy.distance_step_meters if isinstance(dose.work, Distance) else policy.duration_step_seconds
