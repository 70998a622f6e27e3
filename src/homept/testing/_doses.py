"""Strategies for doses and what they are made of."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from homept.dose import Dose, DoseBand, Repetitions
from homept.load import BandColor, LadderLevel, Load, Mass
from homept.target import EFFORT_SCALES, EffortTarget, RangeLimit
from homept.testing._basics import ids, reused, texts, words
from homept.work import Distance, Duration, Hold, Work

__all__ = ["dose_bands", "doses", "effort_targets", "ladder_levels", "loads", "masses", "range_limits", "works"]


@reused
def repetitions() -> SearchStrategy[Repetitions]:
    """Draw repetitions with and without holds."""
    return st.builds(
        Repetitions,
        st.integers(1, 1000),
        hold_seconds=st.just(0) | st.integers(0, 600),
        hold_kind=words("hold_kinds"),
    )


@reused
def holds() -> SearchStrategy[Hold]:
    """Draw a hold of any kind."""
    return st.builds(Hold, st.integers(1, 3600), hold_kind=words("hold_kinds"))


@reused
def durations() -> SearchStrategy[Duration]:
    """Draw a duration."""
    return st.builds(Duration, st.integers(1, 7200))


@reused
def distances() -> SearchStrategy[Distance]:
    """Draw a distance."""
    return st.builds(Distance, st.integers(1, 50000))


@reused
def works() -> SearchStrategy[Work]:
    """Draw the work of one set, of any of the four kinds."""
    return st.one_of(repetitions(), holds(), durations(), distances())


@reused
def masses() -> SearchStrategy[Mass]:
    """Draw a mass in kilograms or pounds, with up to three decimals."""
    grams = st.integers(1, 200_000).map(lambda thousandths: Decimal(thousandths).scaleb(-3))
    return st.builds(Mass, st.integers(1, 200) | grams, st.sampled_from(("kg", "lb")))


@reused
def band_colors() -> SearchStrategy[BandColor]:
    """Draw the color of a band."""
    return st.builds(BandColor, st.sampled_from(("yellow", "red", "green", "blue", "black")) | ids())


@reused
def ladder_levels() -> SearchStrategy[LadderLevel]:
    """Draw a level on a ladder."""
    return st.builds(LadderLevel, ids().filter(lambda name: name != "band"), st.integers(1, 100))


@reused
def loads() -> SearchStrategy[Load]:
    """Draw a load of any kind: a mass, a band or a level on a ladder."""
    return st.one_of(masses(), band_colors(), ladder_levels())


@reused
def effort_targets() -> SearchStrategy[EffortTarget]:
    """Draw a target of effort on any scale."""
    return st.builds(EffortTarget, st.integers(0, 10), st.sampled_from(sorted(EFFORT_SCALES)))


@reused
def range_limits() -> SearchStrategy[RangeLimit]:
    """Draw a limit of range, in degrees or to a named point."""
    degrees = st.lists(st.integers(-360, 360), min_size=2, max_size=2, unique=True).map(sorted)
    return st.one_of(
        degrees.map(lambda pair: RangeLimit(low=pair[0], high=pair[1])),
        st.builds(RangeLimit, until=st.sampled_from(("first-stretch", "comfort"))),
    )


@reused
def _tempos() -> SearchStrategy[tuple[int, int, int]]:
    seconds = st.integers(0, 30)
    return st.tuples(seconds, seconds, seconds).filter(any)


@reused
@st.composite
def doses(draw: st.DrawFn, work: SearchStrategy[Work] | None = None) -> Dose:
    """Draw a dose with any of its details; *work* narrows what one set is."""
    one_set = draw(work if work is not None else works())
    return Dose(
        one_set,
        sets=draw(st.integers(1, 20)),
        rest_seconds=draw(st.just(0) | st.integers(0, 900)),
        tempo=draw(st.none() | _tempos()) if isinstance(one_set, Repetitions) else None,
        load=draw(st.none() | loads()),
        effort=draw(st.none() | effort_targets()),
        range_limit=draw(st.none() | range_limits()),
    )


@reused
@st.composite
def dose_bands(draw: st.DrawFn) -> DoseBand:
    """Draw a band: three doses of one kind whose counts do not fall."""
    start = draw(doses(work=works().map(_plain_holds)))
    low, high = draw(_other(start, smaller=True)), draw(_other(start, smaller=False))
    bases = st.just("homept-default") | ids()
    basis = draw(st.tuples(bases, bases, bases))
    return DoseBand(low=low, start=start, high=high, basis=basis, note=draw(st.just("") | texts()))


@reused
@st.composite
def _other(draw: st.DrawFn, dose: Dose, *, smaller: bool) -> Dose:
    """Draw a dose of the same kind none of whose counts is above (or below) that of *dose*."""

    def count(now: int, low: int, high: int) -> int:
        return draw(st.integers(low, now) if smaller else st.integers(now, high))

    work = dose.work
    other: Work
    if isinstance(work, Repetitions):
        # A dose without holds and one with them are of two kinds.
        hold = count(work.hold_seconds, 1, 600) if work.hold_seconds else 0
        other = Repetitions(count(work.count, 1, 1000), hold_seconds=hold, hold_kind=work.hold_kind)
    elif isinstance(work, Hold):
        other = Hold(count(work.seconds, 1, 3600), hold_kind=work.hold_kind)
    elif isinstance(work, Duration):
        other = Duration(count(work.seconds, 1, 7200))
    else:
        other = Distance(count(work.meters, 1, 50000))
    return Dose(other, sets=count(dose.sets, 1, 20), rest_seconds=dose.rest_seconds, load=dose.load)


def _plain_holds(work: Work) -> Work:
    """Without a hold, its kind says nothing; bands then use the usual one."""
    return Repetitions(work.count) if isinstance(work, Repetitions) and not work.hold_seconds else work
