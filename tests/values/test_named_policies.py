"""The policies that homept brings: named, sourced, and the same each time."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from homept import policies
from homept import testing as pt_testing
from homept._package_data import read_json
from homept.errors import UnknownId

OWN = [
    policies.building(),
    *policies.pain_gates(),
    policies.progression(),
    policies.adherence_policy(),
]


@pytest.mark.parametrize("policy", OWN, ids=lambda policy: policy.id)
def test_a_policy_names_its_sources(policy: object) -> None:
    """Each is a work that the data package describes, or homept's own default."""
    known = {row["id"] for row in read_json("sources.json")} | {"homept-default"}
    sources = getattr(policy, "sources", None) or (getattr(policy, "source", ""),)

    assert set(sources) <= known


def test_policies_are_made_once() -> None:
    """Asked for again, they are the same objects."""
    assert policies.building() is policies.building()
    assert policies.pain_gates() is policies.pain_gates()
    assert policies.progression() is policies.progression()
    assert policies.adherence_policy() is policies.adherence_policy()


@pytest.mark.parametrize("gate", policies.pain_gates(), ids=lambda gate: gate.id)
def test_a_pain_policy_is_found_by_its_id(gate: policies.PainGate) -> None:
    """Each id is there once."""
    assert gate is policies.pain_gate(gate.id)
    assert 1 == [one.id for one in policies.pain_gates()].count(gate.id)


def test_an_unknown_pain_policy_is_an_error_that_names_those_there_are() -> None:
    """The suggestions are the ids."""
    with pytest.raises(UnknownId, match="no pain policy has the id 'knee'; did you mean 'knee-hip-bands'") as caught:
        policies.pain_gate("knee")

    assert tuple(gate.id for gate in policies.pain_gates()) == caught.value.suggestions


@given(gate=pt_testing.value_of(policies.PainGate), regions=pt_testing.word_sets("regions", min_size=1))
def test_a_gate_judges_only_the_regions_it_was_made_for(gate: policies.PainGate, regions: frozenset[str]) -> None:
    """A gate without regions, which only tells when to ask, is for all that no other was made for."""
    general = attrs.evolve(gate, regions=(), advances=False)
    own = attrs.evolve(gate, regions=tuple(sorted(regions)))
    partly = attrs.evolve(gate, regions=tuple(sorted(regions))[1:] or ("jaw-of-a-horse",))

    assert own == policies.gate_for(regions, [general, partly, own])
    assert general == policies.gate_for(regions, [partly, general])
    assert policies.gate_for(regions, [partly]) is None
    assert policies.gate_for(regions, []) is None


@given(policy=pt_testing.value_of(policies.AdherencePolicy))
def test_whole_numbers_are_numbers(policy: policies.AdherencePolicy) -> None:
    """A ratio of 1 may be written without a point, as data files do."""
    assert attrs.evolve(policy, good_from=1) == attrs.evolve(policy, good_from=1.0)
