"""
Laws over the doses: each figure lies in the guideline's band of its kind, or the note names it and says why not.

The bands are those of the American College of Sports Medicine (position stands of 1998 and 2011; the first was read in the summary at
community.plu.edu/~chasega/Exrec.html, the second in public summaries).
Strength: 8 to 12 times, and 10 to 15 for older and frail people.
Stretches: held for 10 to 30 seconds, 2 to 4 times (four in 1998, two to four in 2011).
Sets of strength work: one is enough to begin with, two to four later; that one or two come first for older people is recalled, not read.
Other kinds have no published band of this form.
A *low* figure is for who cannot do the first one yet: it may lie below a band and never above it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from homept import load_catalog
from homept.dose import Dose, Repetitions
from homept.exercise import Exercise

CATALOG = load_catalog()


class Band(NamedTuple):
    """The least and the most of something, both within."""

    least: int
    most: int


TIMES = {"strength": Band(8, 15), "stretch": Band(2, 4)}
SECONDS = {"stretch": Band(10, 30)}
SETS = {"low": Band(1, 1), "start": Band(1, 2), "high": Band(1, 4)}

BANDED = [exercise for exercise in CATALOG.values() if exercise.kind in TIMES]
EVERY_BANDED = pytest.mark.parametrize("exercise", BANDED, ids=[exercise.id for exercise in BANDED])

# How a note names a figure outside of a band, and why: "The first figure has fewer than 8 times, because ...".
CLAIM = re.compile(
    r"The (?P<which>first|high|first and the high) figure (?:has|have|holds for|hold for) "
    r"(?P<side>fewer|less|more) than (?P<edge>\d+) (?P<of>times|seconds), because (?:\w+ ){2}"
)


def counted(dose: Dose) -> int | None:
    """Count the repetitions of a set; None for work that is timed."""
    return dose.work.count if isinstance(dose.work, Repetitions) else None


def outside(exercise: Exercise) -> set[tuple[str, str, int, str]]:
    """Tell which first and high figures lie outside of a band: the figure, the side, the edge passed, and of what."""
    found = set()
    for which, dose in (("first", exercise.dose.start), ("high", exercise.dose.high)):
        values = {"times": (TIMES, counted(dose)), "seconds": (SECONDS, dose.hold_seconds)}
        for of, (bands, value) in values.items():
            band = bands.get(exercise.kind)
            if band is not None and value is not None and not band.least <= value <= band.most:
                found.add((which, "below" if value < band.least else "above", min(max(value, band.least), band.most), of))
    return found


def claimed(note: str) -> set[tuple[str, str, int, str]]:
    """Read off a note which figures it says are outside of a band."""
    return {
        (which, "above" if claim["side"] == "more" else "below", int(claim["edge"]), claim["of"])
        for claim in CLAIM.finditer(note)
        for which in claim["which"].split(" and the ")
    }


def test_a_claim_is_read_with_its_figures_its_edge_and_its_reason() -> None:
    """A pattern that read anything would prove nothing."""
    note = "Ours. The first and the high figure have fewer than 8 times, because each one is held."

    assert claimed(note) == {("first", "below", 8, "times"), ("high", "below", 8, "times")}
    assert claimed("The first figure holds for less than 10 seconds, because the page does.") == {
        ("first", "below", 10, "seconds")
    }
    assert claimed("The first figure has fewer than 8 times.") == set()
    assert claimed("The figures begin low and are gentle.") == set()


@EVERY_BANDED
def test_a_figure_is_in_the_band_of_its_kind_or_the_note_says_why_not(exercise: Exercise) -> None:
    """The note names just the figures that are outside, on which side of which edge, and gives a reason for each."""
    assert outside(exercise) == claimed(exercise.dose.note)


@EVERY_BANDED
def test_the_low_figure_is_never_above_the_band(exercise: Exercise) -> None:
    """Who cannot do the first dose is given less."""
    low = exercise.dose.low

    assert (counted(low) or 0) <= TIMES[exercise.kind].most
    assert exercise.kind != "stretch" or low.hold_seconds <= SECONDS["stretch"].most


@pytest.mark.parametrize("exercise", CATALOG.values(), ids=list(CATALOG))
def test_sets_are_few_at_first(exercise: Exercise) -> None:
    """One set at the least, one or two at first, four at the most, whatever the kind."""
    doses = {"low": exercise.dose.low, "start": exercise.dose.start, "high": exercise.dose.high}

    assert all(SETS[which].least <= dose.sets <= SETS[which].most for which, dose in doses.items())
