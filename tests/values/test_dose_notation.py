"""Doses: the notation and its parser, bands, times, and holds."""

from __future__ import annotations

import decimal
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import homept as pt
from homept import testing as pt_testing
from homept.dose import at_most
from homept.errors import InvalidValue
from homept.load import BandColor, LadderLevel, Mass, parse_load
from homept.policies import Pace, building
from homept.target import EffortTarget, RangeLimit

PACE = Pace(seconds_per_repetition=4, seconds_per_meter=2)

# -- notation -----------------------------------------------------------------------------------------------------------------


@given(dose=pt_testing.doses())
def test_a_dose_reads_back_from_its_notation(dose: pt.Dose) -> None:
    """parse and notation are inverse to each other."""
    assert dose == pt.Dose.parse(dose.notation())
    assert dose.notation() == str(dose)


@given(one=pt_testing.doses(), other=pt_testing.doses())
def test_two_doses_have_one_notation_only_when_they_are_equal(one: pt.Dose, other: pt.Dose) -> None:
    """The notation says everything about a dose."""
    assert (one == other) == (one.notation() == other.notation())


@given(load=pt_testing.loads())
def test_a_load_reads_back_from_its_notation(load: Mass | BandColor | LadderLevel) -> None:
    """parse_load and notation are inverse to each other."""
    assert load == parse_load(load.notation())


@given(effort=pt_testing.value_of(EffortTarget), limit=pt_testing.value_of(RangeLimit))
def test_targets_read_back_from_their_notation(effort: EffortTarget, limit: RangeLimit) -> None:
    """parse and notation are inverse to each other."""
    assert effort == EffortTarget.parse(effort.notation())
    assert limit == RangeLimit.parse(limit.notation())


# Pieces that notations are made of, and pieces that nearly are.
PIECES = st.sampled_from(
    """1x10 2x30s 1x120s 3x20m hold effort stretch 5s 05s 5 ٣s tempo 3-1-3 3-1 0-0-0 load 2kg 2.0kg 2.50kg .5kg 5lb +5lb
    band:red band: my-ladder:2 my-ladder:02 my-ladder:٣ 2:2:2 on effort-0-10 reps-in-reserve range 0..90deg -5..+9deg
    0..9..9deg first-stretch comfort rest 60s 0s 1x1_0 01x5 x x5 1x 1x5x5 1X10 1x10S""".split()  # noqa: SIM905
)


@given(notation=st.lists(PIECES, min_size=1, max_size=6).map(" ".join) | st.text(max_size=12))
def test_what_reads_as_a_dose_is_its_notation(notation: str) -> None:
    """There is one way to write a dose: any other text is refused by an error of homept's."""
    try:
        dose = pt.Dose.parse(notation)
    except InvalidValue:
        return
    assert notation == dose.notation()


@given(notation=PIECES | st.text(max_size=12))
def test_what_reads_as_a_load_or_a_target_is_its_notation(notation: str) -> None:
    """There is one way to write each: any other text is refused by an error of homept's."""
    for parse in (parse_load, EffortTarget.parse, RangeLimit.parse):
        try:
            found = parse(notation)
        except InvalidValue:
            continue
        assert notation == found.notation()


@pytest.mark.parametrize(
    ("notation", "dose"),
    [
        ("1x1", pt.Dose(pt.Repetitions(1))),
        ("3x10 hold 5s rest 60s", pt.Dose(pt.Repetitions(10, hold_seconds=5), sets=3, rest_seconds=60)),
        ("2x8 hold 20s stretch", pt.Dose(pt.Repetitions(8, hold_seconds=20, hold_kind="stretch"), sets=2)),
        ("1x8 hold 0s balance", pt.Dose(pt.Repetitions(8, hold_kind="balance"))),
        ("2x30s hold", pt.Dose(pt.Hold(30), sets=2)),
        ("2x30s hold position", pt.Dose(pt.Hold(30, hold_kind="position"), sets=2)),
        ("1x120s", pt.Dose(pt.Duration(120))),
        ("4x20m", pt.Dose(pt.Distance(20), sets=4)),
        ("1x5 tempo 3-1-3", pt.Dose(pt.Repetitions(5), tempo=(3, 1, 3))),
        ("1x5 load 2.5kg", pt.Dose(pt.Repetitions(5), load=Mass("2.50"))),
        ("1x5 load 10lb", pt.Dose(pt.Repetitions(5), load=Mass(10, "lb"))),
        ("1x5 load band:red", pt.Dose(pt.Repetitions(5), load=BandColor("red"))),
        ("1x5 load clinic-bands:3", pt.Dose(pt.Repetitions(5), load=LadderLevel("clinic-bands", 3))),
        ("1x5 effort 5 on effort-0-10", pt.Dose(pt.Repetitions(5), effort=EffortTarget(5))),
        ("1x5 range -5..90deg", pt.Dose(pt.Repetitions(5), range_limit=RangeLimit(low=-5, high=90))),
        ("1x5 range comfort", pt.Dose(pt.Repetitions(5), range_limit=RangeLimit(until="comfort"))),
        (
            "2x5 hold 2s tempo 1-0-1 load 0.001kg effort 2 on reps-in-reserve range first-stretch rest 900s",
            pt.Dose(
                pt.Repetitions(5, hold_seconds=2),
                sets=2,
                tempo=(1, 0, 1),
                load=Mass("0.001"),
                effort=EffortTarget(2, "reps-in-reserve"),
                range_limit=RangeLimit(until="first-stretch"),
                rest_seconds=900,
            ),
        ),
    ],
)
def test_notations_of_every_form(notation: str, dose: pt.Dose) -> None:
    """The notation is promised: these never change."""
    assert notation == dose.notation()
    assert dose == pt.Dose.parse(notation)


@pytest.mark.parametrize(
    "notation",
    [
        "",
        " ",
        "ten",
        "10",
        "x10",
        "1x",
        "1x10 ",
        " 1x10",
        "1x10  rest 60s",
        "1x010",
        "+1x10",
        "1x1_0",
        "1x10 hold",
        "1x10 hold 5",
        "1x10 hold 5s wobble",
        "1x30s hold 5s",
        "1x20m hold 5s",
        "1x10 hold 0s",
        "1x10 rest 0s",
        "1x10 rest 60",
        "1x10 rest",
        "1x10 tempo",
        "1x10 load",
        "1x10 range",
        "1x10 rest 60s load 2kg",
        "1x10 rest 60s rest 60s",
        "٣x10",
        "1x" + "9" * 5000,
    ],
)
def test_other_texts_are_no_doses(notation: str) -> None:
    """The error shows a right notation and, since a dose is no health data, the wrong one."""
    with pytest.raises(InvalidValue) as caught:
        pt.Dose.parse(notation)

    assert f"dose: expected a notation such as '3x10 hold 5s rest 60s', found {notation!r}" == str(caught.value)


def test_what_is_no_text_is_no_dose() -> None:
    """The error is the same as for a wrong text."""
    with pytest.raises(InvalidValue, match=r"dose: expected a notation such as .*, found None"):
        pt.Dose.parse(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("notation", "message"),
    [
        ("1x0", "Repetitions.count: expected a whole number from 1 to 1000, found 0"),
        ("1x-5", "Repetitions.count: expected a whole number from 1 to 1000, found -5"),
        ("1x10 effort", "effort: expected a notation such as '5 on effort-0-10', found ''"),
        ("21x5", "Dose.sets: expected a whole number from 1 to 20, found 21"),
        ("1x3601s hold", "Hold.seconds: expected a whole number from 1 to 3600, found 3601"),
        ("1x7201s", "Duration.seconds: expected a whole number from 1 to 7200, found 7201"),
        ("1x0m", "Distance.meters: expected a whole number from 1 to 50000, found 0"),
        ("1x5 hold 601s", "Repetitions.hold_seconds: expected a whole number from 0 to 600, found 601"),
        ("1x5 rest 901s", "Dose.rest_seconds: expected a whole number from 0 to 900, found 901"),
        ("1x5 tempo 0-0-0", "Dose.tempo: expected three whole numbers from 0 to 30, not all 0, with repetitions, found (0, 0, 0)"),
        ("1x5 tempo 3-1", "Dose.tempo: expected three whole numbers from 0 to 30, not all 0, with repetitions, found (3, 1)"),
        ("1x30s tempo 1-1-1", "Dose.tempo: expected three whole numbers from 0 to 30, not all 0, with repetitions, found (1, 1, 1)"),
        ("1x5 load 500kg", "Mass.amount: expected more than 0 and at most 200, with at most 3 decimals, found '500'"),
        ("1x5 load 2stone", "load: expected a notation such as '2.5kg', 'band:red' or 'my-ladder:2', found '2stone'"),
        ("1x5 load band:Red", "BandColor.color: expected an id: [namespace.]slug of at most 64 characters from a-z, 0-9 and -, found 'Red'"),
        ("1x5 load my-ladder:0", "LadderLevel.level: expected a whole number from 1 to 100, found 0"),
        ("1x5 effort 11 on effort-0-10", "EffortTarget.score: expected a whole number from 0 to 10, found 11"),
        ("1x5 effort 5 on borg", "EffortTarget.scale: expected one of effort-0-10, reps-in-reserve, found 'borg'"),
        ("1x5 effort five on effort-0-10", "effort: expected a notation such as '5 on effort-0-10', found 'five on effort-0-10'"),
        ("1x5 range 90..0deg", "RangeLimit: expected low below high in degrees, or until alone"),
        ("1x5 range 0..500deg", "RangeLimit.high: expected a whole number from -360 to 360, found 500"),
        ("1x5 range 0-90deg", "range: expected a notation such as '0..90deg' or 'first-stretch', found '0-90deg'"),
        ("1x5 range pain", "RangeLimit.until: expected one of first-stretch, comfort, found 'pain'"),
    ],
)  # fmt: skip
def test_a_notation_with_a_bad_part_is_refused_by_that_part(notation: str, message: str) -> None:
    """The error names the part of the dose and what it allows."""
    with pytest.raises(InvalidValue) as caught:
        pt.Dose.parse(notation)

    assert message == str(caught.value)


# -- bands --------------------------------------------------------------------------------------------------------------------


@given(band=pt_testing.dose_bands())
def test_a_band_holds_its_own_doses(band: pt.DoseBand) -> None:
    """Its ends are inside."""
    assert band.holds(band.low)
    assert band.holds(band.start)
    assert band.holds(band.high)


@given(one=pt_testing.doses(), other=pt_testing.doses(), third=pt_testing.doses())
def test_at_most_is_an_order_of_the_counts(one: pt.Dose, other: pt.Dose, third: pt.Dose) -> None:
    """Each dose is at most itself; what is at most something is at most all that is more."""
    assert at_most(one, one)
    assert not (at_most(one, other) and at_most(other, third)) or at_most(one, third)
    if at_most(one, other) and at_most(other, one):
        assert (one.sets, one.amount, one.hold_seconds) == (other.sets, other.amount, other.hold_seconds)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2x5", "1x10"),
        ("1x10", "1x5"),
        ("1x5 hold 10s", "1x5 hold 5s"),
        ("1x5", "1x5s"),
        ("1x5", "1x5 hold 5s"),
        ("1x5s hold", "1x10s hold stretch"),
        ("1x5 load 2kg", "1x5 load 3kg"),
    ],
)
def test_doses_of_another_kind_or_with_more_of_anything_are_not_at_most(one: str, other: str) -> None:
    """Another kind of work, hold or load cannot be compared at all."""
    assert not at_most(pt.Dose.parse(one), pt.Dose.parse(other))


def test_a_band_that_falls_is_refused() -> None:
    """The error shows the three doses."""
    low, high = pt.Dose.parse("1x5"), pt.Dose.parse("2x10")

    with pytest.raises(InvalidValue) as caught:
        pt.DoseBand(low=high, start=low, high=high)
    assert "DoseBand: expected low, start and high of one kind, none of whose counts falls, found 2x10 / 1x5 / 2x10" == str(
        caught.value
    )


def test_the_basis_of_a_band_names_three_sources() -> None:
    """One for each of its doses; homept's own default where nothing else is said."""
    dose = pt.Dose.parse("1x5")
    band = pt.DoseBand(low=dose, start=dose, high=dose)

    assert ("homept-default", "homept-default", "homept-default") == band.basis
    with pytest.raises(InvalidValue, match=r"DoseBand\.basis: expected three sources, for low, start and high"):
        attrs.evolve(band, basis=("nhs-inform",))  # type: ignore[arg-type]


# -- seconds ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notation", "both", "each", "alternating"),
    [
        ("1x10", 40, 80, 80),
        ("2x10 hold 5s rest 60s", 240, 480, 420),
        ("2x10 tempo 3-1-3 rest 30s", 170, 340, 310),
        ("3x30s hold stretch rest 10s", 110, 220, 200),
        ("1x120s", 120, 240, 240),
        ("2x20m rest 5s", 85, 170, 165),
    ],
)
def test_how_long_a_dose_takes(notation: str, both: int, each: int, alternating: int) -> None:
    """A count for each side is done twice; alternating sides share their rests."""
    dose = pt.Dose.parse(notation)

    assert both == dose.seconds(pace=PACE)
    assert each == dose.seconds(side_model="each", pace=PACE)
    assert alternating == dose.seconds(side_model="alternating", pace=PACE)


@given(dose=pt_testing.doses(), side_model=pt_testing.words("side_models"))
def test_time_grows_with_each_count(dose: pt.Dose, side_model: str) -> None:
    """Every dose takes time; one more set, or another side, takes longer."""
    seconds = dose.seconds(side_model=side_model, pace=PACE)

    assert 0 < seconds <= dose.seconds(side_model="each", pace=PACE)
    if dose.sets < 20:
        assert seconds < attrs.evolve(dose, sets=dose.sets + 1).seconds(side_model=side_model, pace=PACE)


@given(dose=pt_testing.doses())
def test_the_default_pace_is_that_of_the_building_policy(dose: pt.Dose) -> None:
    """No number about pace stands in code."""
    assert dose.seconds(pace=building().pace) == dose.seconds()


# -- changes ------------------------------------------------------------------------------------------------------------------


@given(dose=pt_testing.doses(), seconds=st.integers(1, 600))
def test_with_hold_changes_the_hold_and_nothing_else(dose: pt.Dose, seconds: int) -> None:
    """A dose without holds stays as it is."""
    held = dose.with_hold(seconds)

    assert (seconds if dose.hold_seconds else 0) == held.hold_seconds
    assert dose.hold_kind == held.hold_kind
    assert (dose if not dose.hold_seconds else held.with_hold(dose.hold_seconds)) == dose
    assert (dose.sets, dose.rest_seconds, dose.tempo, dose.load) == (held.sets, held.rest_seconds, held.tempo, held.load)


@given(dose=pt_testing.doses(), amount=st.integers(1, 1000))
def test_with_amount_changes_the_amount_and_nothing_else(dose: pt.Dose, amount: int) -> None:
    """The repetitions, seconds or meters of one set."""
    other = dose.with_amount(amount)

    assert amount == other.amount
    assert dose == other.with_amount(dose.amount)


@pytest.mark.parametrize(
    ("notation", "seconds", "kind"),
    [
        ("1x10", 0, None),
        ("1x10 hold 0s stretch", 0, None),
        ("1x10 hold 5s stretch", 5, "stretch"),
        ("1x30s hold", 30, "effort"),
        ("1x30s", 0, None),
        ("1x30m", 0, None),
    ],
)
def test_what_a_dose_holds(notation: str, seconds: int, kind: str | None) -> None:
    """A hold of no time is none."""
    dose = pt.Dose.parse(notation)

    assert (seconds, kind) == (dose.hold_seconds, dose.hold_kind)


# -- masses -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [1, "1", "1.0", "1.000", Decimal("1.00"), "1e0", "0.1E1", "1.0000000000"])
def test_equal_masses_are_written_alike(amount: Decimal | int | str) -> None:
    """However many zeros they were given with."""
    assert "1kg" == Mass(amount).notation()
    assert Mass(1) == Mass(amount)


def test_tens_keep_their_zeros() -> None:
    """Only zeros behind the point are superfluous."""
    assert "100lb" == Mass("100.0", "lb").notation() == Mass(Decimal("1E+2"), "lb").notation()


def test_masses_do_not_depend_on_the_precision_that_a_program_sets() -> None:
    """The decimal module has a precision for the whole program, which is not ours to use."""
    with decimal.localcontext() as context:
        context.prec = 1

        assert "12.345kg" == Mass("12.345").notation()
        with pytest.raises(InvalidValue):
            Mass("2.00000000000000000000000000000000000001")


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        (0, "0"),
        (-2, "-2"),
        ("200.001", "'200.001'"),
        ("0.0001", "'0.0001'"),
        ("1e-999999999", "'1e-999999999'"),
        ("1e999999999", "'1e999999999'"),
        ("nan", "'nan'"),
        ("sNaN", "'sNaN'"),
        (Decimal("Infinity"), "Decimal('Infinity')"),
        ("2.0001", "2.0001"),
    ],
)
def test_masses_out_of_range_are_refused(amount: Decimal | int | str, found: str) -> None:
    """However far out, and without working on them for long."""
    with pytest.raises(InvalidValue) as caught:
        Mass(amount)

    assert f"Mass.amount: expected more than 0 and at most 200, with at most 3 decimals, found {found}" == str(caught.value)


@pytest.mark.parametrize(
    ("amount", "found"), [("two", "found 'two'"), (2.5, "a float is not exact, found a float"), (True, "found type bool"), (None, "found type NoneType")]
)  # fmt: skip
def test_what_is_no_number_is_no_mass(amount: object, found: str) -> None:
    """A float is refused too, since its decimals are not those that were typed."""
    with pytest.raises(InvalidValue) as caught:
        Mass(amount)  # type: ignore[arg-type]

    assert str(caught.value).startswith("Mass.amount: expected a Decimal, a whole number or a text such as '2.5'")
    assert str(caught.value).endswith(found)
