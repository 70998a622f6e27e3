"""What an exercise record tells of itself."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

import homept as pt
from homept import testing as pt_testing
from homept.exercise import ReviewState


@pytest.mark.parametrize(("id", "namespace"), [("heel-slide", ""), ("clinic.heel-slide-on-bed", "clinic")])
def test_the_namespace_is_the_part_before_the_dot(id: str, namespace: str) -> None:
    """Homept's own records have none."""
    assert namespace == attrs.evolve(pt.load_catalog()["heel-slide"], id=id).namespace


@given(exercise=pt_testing.exercises())
def test_a_record_is_named_by_its_text_and_shown_by_its_id(exercise: pt.Exercise) -> None:
    """The name may be in any language; the id and the revision say which record it is."""
    assert exercise.text.name == exercise.name
    assert f"<Exercise {exercise.id} revision {exercise.revision}>" == repr(exercise)
    assert (exercise.surface == "floor") == exercise.needs_floor


@given(state=pt_testing.value_of(ReviewState))
def test_a_record_was_reviewed_when_somebody_is_named(state: ReviewState) -> None:
    """Nobody named means that no clinician has."""
    assert (state.reviewed_by is not None) == state.by_clinician
