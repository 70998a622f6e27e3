"""Where measures meet the rest: what a person reads of one that a plan waits for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from homept.measures.loading import name_of
from homept.plan import Criterion
from homept.progress import CriterionState


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        (
            Criterion(kind="measure-reached", measure="knee-flexion", unit="degrees", at_least=Decimal(100)),
            "A score of 100 degrees or more for: Knee bent.",
        ),
        (
            Criterion(kind="measure-reached", measure="nprs", unit="points", at_most=Decimal(3)),
            "A score of 3 points or less for: Pain.",
        ),
        (
            Criterion(kind="measure-reached", measure="clinic.grip", unit="kg", at_least=Decimal(20)),
            "A score of 20 kg or more for: clinic.grip.",
        ),
    ],
)
def test_a_criterion_names_the_measure_in_plain_words(criterion: Criterion, text: str) -> None:
    """Not by its id, unless the id is all there is."""
    state = CriterionState(phase="early", when="exit", criterion=criterion, state="unknown")

    assert state.text().startswith(text)


def test_a_criterion_without_a_measure_names_none() -> None:
    """The rest of the kinds."""
    state = CriterionState(phase="early", when="exit", criterion=Criterion(kind="weeks-passed", weeks=2), state="met")

    assert "2 weeks" in state.text()


def test_the_name_of_a_scale() -> None:
    """In the language asked for."""
    assert ("Knee bent", "my.own") == (name_of("knee-flexion"), name_of("my.own"))
