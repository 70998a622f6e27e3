"""Steps: chains of larger and of smaller doses stay inside the band, go one way, and end."""

from __future__ import annotations

from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import homept as pt
from homept import policies
from homept.dose import Dose, DoseBand, Repetitions
from homept.plan.steps import dose_ladder, next_dose, previous_dose, restart_dose, share_of
from homept.testing import dose_bands, doses, value_of

POLICY = policies.progression()
POLICIES = value_of(policies.ProgressionPolicy)


@st.composite
def doses_in_bands(draw: st.DrawFn) -> tuple[Dose, DoseBand]:
    """Draw a band that is not too wide to walk through, and a dose anywhere in it."""
    band = draw(dose_bands())
    low, high = band.low, band.high
    dose = low.with_amount(draw(st.integers(low.amount, high.amount)))
    dose = dose.with_hold(draw(st.integers(low.hold_seconds, high.hold_seconds))) if isinstance(low.work, Repetitions) else dose
    return attrs.evolve(dose, sets=draw(st.integers(low.sets, high.sets))), band


def size(dose: Dose) -> tuple[int, int, int]:
    """The order in which doses grow: by sets, then by the hold, then by the amount."""
    hold = dose.hold_seconds if isinstance(dose.work, Repetitions) else 0
    return dose.sets, hold, dose.amount


def work(dose: Dose) -> tuple[int, int]:
    """The order in which doses shrink: by the work of all sets, then by the hold."""
    return dose.sets * dose.amount, size(dose)[1]


def volume(dose: Dose) -> int:
    """The work of all sets, with the time that each repetition is held."""
    return dose.sets * dose.amount * max(1, size(dose)[1])


@given(doses_in_bands(), POLICIES)
def test_steps_up_stay_in_the_band_and_end_at_its_top(case: tuple[Dose, DoseBand], policy: policies.ProgressionPolicy) -> None:
    """From any dose of a band, each step is larger, in the band, and one change; after the last there is none."""
    dose, band = case
    for _ in range(200):
        larger = next_dose(dose, band, policy)
        if larger is None:
            top = (band.high.sets, size(band.high)[1], band.high.amount)
            assert top == size(dose)
            break
        assert band.holds(larger)
        assert size(dose) < size(larger)
        assert volume(dose) < volume(larger)
        amount_or_hold = larger.sets == dose.sets and (larger.amount == dose.amount) != (size(larger)[1] == size(dose)[1])
        one_set_more = larger.sets == dose.sets + 1 and larger.amount <= dose.amount
        assert amount_or_hold != one_set_more
        dose = larger


@given(doses_in_bands(), POLICIES)
def test_steps_down_stay_in_the_band_and_end_at_its_bottom(
    case: tuple[Dose, DoseBand], policy: policies.ProgressionPolicy
) -> None:
    """From any dose of a band, each step is less work, in the band, and never a set more; after the last there is none."""
    dose, band = case
    for _ in range(400):
        smaller = previous_dose(dose, band, policy)
        if smaller is None:
            assert size(band.low) == size(dose)
            break
        assert band.holds(smaller)
        assert work(smaller) < work(dose)
        assert smaller.sets <= dose.sets
        dose = smaller


@given(doses_in_bands(), POLICIES)
def test_a_restart_is_smaller_and_in_the_band(case: tuple[Dose, DoseBand], policy: policies.ProgressionPolicy) -> None:
    """After a break the dose to start again with is in the band and less than before; at the bottom there is none."""
    dose, band = case
    restarted = restart_dose(dose, band, policy)

    assert (restarted is None) == (size(dose) == size(band.low))
    if restarted is not None:
        assert band.holds(restarted)
        assert work(restarted) < work(dose)


@given(doses(), dose_bands(), POLICIES)
def test_a_dose_outside_the_band_never_grows(dose: Dose, band: DoseBand, policy: policies.ProgressionPolicy) -> None:
    """Above the band, below it, or of another kind: no step up; and no step ever leads above the band's top in any count."""
    larger = next_dose(dose, band, policy)

    assert (larger is None) or band.holds(dose)
    for smaller in (previous_dose(dose, band, policy), restart_dose(dose, band, policy)):
        assert smaller is None or (type(smaller.work) is type(band.low.work) and work(smaller) < work(dose))


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        ("1x5", "1x7"),
        ("1x9", "1x10"),
        ("1x10", "2x6"),
        ("2x10", "3x7"),
        ("3x10", None),
        ("4x8", None),
        ("1x4", None),
        ("1x30s", None),
        ("1x8 load 2kg", None),
    ],
)
def test_repetitions_grow(dose: str, expected: str | None) -> None:
    """By two, up to the most of the band, then one more set with just more work; what is not in the band does not grow."""
    band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("3x10"))
    found = next_dose(Dose.parse(dose), band, POLICY)

    assert expected == (None if found is None else found.notation())


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        ("1x8 hold 5s", "1x10 hold 5s"),
        ("1x10 hold 5s", "1x10 hold 10s"),
        ("1x10 hold 10s", "1x10 hold 12s"),
        ("1x10 hold 12s", "2x6 hold 12s"),
    ],
)
def test_holds_grow_after_repetitions(dose: str, expected: str) -> None:
    """At the most repetitions the hold grows by five seconds, up to the longest, and only then comes another set."""
    band = DoseBand(low=Dose.parse("1x5 hold 5s"), start=Dose.parse("1x8 hold 5s"), high=Dose.parse("2x10 hold 12s"))

    assert expected == str(next_dose(Dose.parse(dose), band, POLICY))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("1x10s hold stretch", "1x30s hold stretch", "1x15s hold stretch"),
        ("1x60s", "1x300s", "1x90s"),
        ("1x10m", "1x100m", "1x15m"),
    ],
)
def test_the_step_is_that_of_the_kind_of_work(low: str, high: str, expected: str) -> None:
    """Holds, durations and distances each have a step of their own in the policy."""
    band = DoseBand(low=Dose.parse(low), start=Dose.parse(low), high=Dose.parse(high))

    assert expected == str(next_dose(band.low, band, POLICY))
    assert low == str(previous_dose(Dose.parse(expected), band, POLICY))


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        ("2x9 hold 10s", "2x7 hold 10s"),
        ("2x6 hold 10s", "2x5 hold 10s"),
        ("2x5 hold 10s", "1x9 hold 10s"),
        ("1x5 hold 10s", "1x5 hold 5s"),
        ("1x5 hold 5s", None),
        ("1x4 hold 5s", None),
        ("1x5", None),
    ],
)
def test_easing(dose: str, expected: str | None) -> None:
    """Fewer repetitions, then one set with just less work, then a shorter hold; below the band there is nothing."""
    band = DoseBand(low=Dose.parse("1x5 hold 5s"), start=Dose.parse("1x8 hold 5s"), high=Dose.parse("2x10 hold 12s"))
    found = previous_dose(Dose.parse(dose), band, POLICY)

    assert expected == (None if found is None else str(found))


@pytest.mark.parametrize(
    ("dose", "share", "expected"),
    [
        ("3x10", 0.5, "2x10"),
        ("2x9", 0.5, "1x9"),
        ("1x9", 0.5, "1x5"),
        ("1x4", 0.5, "1x3"),
        ("1x3", 0.5, None),
        ("2x9", 0.9, "2x7"),
        ("1x9", 1.0, "1x7"),
        ("1x9", 0.0, "1x3"),
        ("1x30s", 0.5, None),
    ],
)
def test_restarting(dose: str, share: float, expected: str | None) -> None:
    """The policy's share of the sets, or of the repetitions of one set; where that is all of them, one step down."""
    band = DoseBand(low=Dose.parse("1x3"), start=Dose.parse("1x8"), high=Dose.parse("3x10"))
    found = restart_dose(Dose.parse(dose), band, attrs.evolve(POLICY, restart_share=share))

    assert expected == (None if found is None else str(found))


@given(doses_in_bands().map(lambda case: case[1]), POLICIES)
def test_a_ladder_grows_inside_its_band_from_the_bottom_to_the_top(band: DoseBand, policy: policies.ProgressionPolicy) -> None:
    """Every dose of a ladder is in the band and more work than the one before; it begins at the lowest and ends at the highest."""
    ladder = dose_ladder(band, policy)

    assert band.low == ladder[0]
    assert size(band.high) == size(ladder[-1])
    assert all(band.holds(dose) for dose in ladder)
    assert all(volume(one) < volume(other) for one, other in pairwise(ladder))


def test_the_ladder_of_a_band_uses_homepts_own_steps() -> None:
    """Without a policy the steps are those of homept's own."""
    band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("2x9"))

    assert ["1x5", "1x7", "1x9", "2x5", "2x7", "2x9"] == [str(dose) for dose in dose_ladder(band)]
    assert dose_ladder(band) == dose_ladder(band, POLICY)


@given(doses_in_bands(), st.floats(0, 1))
def test_a_share_is_in_the_band_and_never_more(case: tuple[Dose, DoseBand], share: float) -> None:
    """A share of a dose is no more work, and at least the lowest of the band."""
    dose, band = case
    found = share_of(dose, band, share)

    assert band.holds(found)
    assert work(found) <= work(dose)


def test_a_dose_below_its_band_has_no_share() -> None:
    """It is returned as it is, and so is one of another kind of work."""
    band = DoseBand(low=Dose.parse("1x5"), start=Dose.parse("1x8"), high=Dose.parse("2x9"))

    for dose in map(Dose.parse, ("1x4", "1x30s")):
        assert dose == share_of(dose, band, 0.5)


def test_each_record_of_the_catalog_has_steps_from_low_to_high() -> None:
    """Every band of the catalog can be walked from its lowest dose to its highest and back."""
    for exercise in pt.load_catalog().values():
        up, dose = 0, exercise.dose.low
        while (larger := next_dose(dose, exercise.dose, POLICY)) is not None:
            up, dose = up + 1, larger
        assert size(exercise.dose.high) == size(dose)
        while (smaller := previous_dose(dose, exercise.dose, POLICY)) is not None:
            dose = smaller
        assert size(exercise.dose.low) == size(dose)
        assert up < 60
