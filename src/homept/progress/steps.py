"""Steps: the next larger and the next smaller dose inside a band."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import attrs

from homept.dose import Dose, DoseBand, Repetitions, at_most
from homept.work import Distance, Hold

if TYPE_CHECKING:
    from homept.policies import ProgressionPolicy

__all__ = ["next_dose", "previous_dose", "restart_dose"]


def next_dose(dose: Dose, band: DoseBand, policy: ProgressionPolicy) -> Dose | None:
    """
    Return the next larger dose in the band, one change at a time, or None at its top or where the band says nothing of it.

    Repetitions (or seconds or meters) grow to the most of the band, then the hold, then the sets; with a new set the
    repetitions go back to the fewest of the band.

    >>> from homept import policies
    >>> band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("2x10"))
    >>> next_dose(Dose.parse("1x8"), band, policies.progression()).notation()
    '1x10'
    >>> next_dose(Dose.parse("1x10"), band, policies.progression()).notation()
    '2x5'
    """
    if not band.holds(dose):
        return None
    amount, most = dose.amount, band.high.amount
    if amount < most:
        return dose.with_amount(min(most, amount + _step(dose, policy)))
    if isinstance(dose.work, Repetitions) and dose.hold_seconds < band.high.hold_seconds:
        return dose.with_hold(min(band.high.hold_seconds, dose.hold_seconds + policy.hold_step_seconds))
    if dose.sets < band.high.sets:
        return attrs.evolve(dose.with_amount(band.low.amount), sets=dose.sets + 1)
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
    if dose.sets > band.low.sets:
        restarted = attrs.evolve(dose, sets=max(band.low.sets, ceil(dose.sets * policy.restart_share)))
    else:
        restarted = dose.with_amount(max(band.low.amount, ceil(dose.amount * policy.restart_share)))
    # A large share of few sets or repetitions is all of them.
    return restarted if restarted != dose else previous_dose(dose, band, policy)


def _step(dose: Dose, policy: ProgressionPolicy) -> int:
    if isinstance(dose.work, Repetitions):
        return policy.repetition_step
    if isinstance(dose.work, Hold):
        return policy.hold_step_seconds
    return policy.distance_step_meters if isinstance(dose.work, Distance) else policy.duration_step_seconds
